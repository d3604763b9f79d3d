#include <math.h>

#include "paint/pdf_writer.h"

/* px by which a glyph may stand off where the one before it ends. */
static const double close_enough = 0.004;

/* A string that is being shown. */
typedef struct Shown {
  CairnPdf *pdf;
  CairnPdfFont *font;
  double size;
  const cairo_matrix_t *frame;
  double x, y; /* where the next glyph stands by itself */
  bool is_open;
} Shown;

static void put_digits(GString *out, unsigned code) {
  static const char digits[] = "0123456789ABCDEF";
  const char four[] = {digits[code >> 12 & 15], digits[code >> 8 & 15], digits[code >> 4 & 15],
                       digits[code & 15]};
  cairn_put(out, four, sizeof four);
}

static void close_string(Shown *shown) {
  if (shown->is_open) cairn_put_text(shown->pdf->content, ">]TJ\n");
  shown->is_open = false;
}

/* The frame counts y downwards, letters upwards. */
static void go_to(Shown *shown, double x, double y) {
  const cairo_matrix_t *m = shown->frame;
  GString *out = shown->pdf->content;
  close_string(shown);
  const double turn[] = {m->xx, m->yx, -m->xy, -m->yy};
  for (int i = 0; i < 4; i++) {
    cairn_pdf_number(out, turn[i], 6);
    cairn_put(out, " ", 1);
  }
  cairn_pdf_put(shown->pdf, m->xx * x + m->xy * y + m->x0);
  cairn_pdf_put(shown->pdf, m->yx * x + m->yy * y + m->y0);
  cairn_put_text(out, "Tm[<");
  shown->is_open = true;
}

static void move_along(Shown *shown, double distance) {
  GString *out = shown->pdf->content;
  cairn_put_text(out, ">");
  cairn_pdf_number(out, -distance / shown->size * 1000, 1);
  cairn_put_text(out, "<");
}

static void show_glyph(Shown *shown, const CairnPdfGlyph *glyph) {
  const unsigned code = cairn_pdf_font_code(shown->font, glyph->glyph, glyph->character);
  const double off = glyph->x - shown->x;
  if (!shown->is_open || fabs(glyph->y - shown->y) > close_enough)
    go_to(shown, glyph->x, glyph->y);
  else if (fabs(off) > close_enough)
    move_along(shown, off);
  put_digits(shown->pdf->content, code);
  shown->x = glyph->x + cairn_pdf_font_width(shown->font, code) * shown->size / 1000;
  shown->y = glyph->y;
}

static void use_font(CairnPdf *pdf, const CairnPdfFont *font, double size) {
  if (pdf->state.font == font && pdf->state.font_size == size) return;
  pdf->state.font = font;
  pdf->state.font_size = size;
  g_string_append_printf(pdf->content, "/F%u ", cairn_pdf_font_number(font));
  cairn_pdf_number(pdf->content, size, 4);
  cairn_put_text(pdf->content, " Tf\n");
}

void cairn_pdf_show(CairnPdf *pdf, CairnPdfFont *font, double size, const cairo_matrix_t *frame,
                    const CairnPdfGlyph *glyphs, size_t n_glyphs, const char *text, size_t n) {
  if (n_glyphs == 0) return;
  Shown shown = {.pdf = pdf, .font = font, .size = size, .frame = frame};
  cairn_put_text(pdf->content, "BT\n");
  use_font(pdf, font, size);
  if (text) {
    cairn_put_text(pdf->content, "/Span<</ActualText ");
    cairn_pdf_string(pdf->content, text, n);
    cairn_put_text(pdf->content, ">>BDC\n");
  }
  for (size_t i = 0; i < n_glyphs; i++)
    show_glyph(&shown, &glyphs[i]);
  close_string(&shown);
  cairn_put_text(pdf->content, text ? "EMC\nET\n" : "ET\n");
}
