#include <math.h>

#include "font/shape.h"
#include "paint/outline.h"
#include "paint/pdf_writer.h"

/* It has the glyph of a space, and in documents a glyph stands for one character. */
enum { NO_BREAK_SPACE = 0xa0, LARGEST = 8000 };
static const double smallest = 0.05; /* px */

/* A line of text, on its way to the page. */
typedef struct Line {
  CairnPdf *pdf;
  const CairnPaint *paint;
  const CairnTextRun *run;
  double size;
  CairnPdfGround ground; /* its frame has the start of the baseline as its origin */
} Line;

cairo_t *cairn_pdf_outliner(CairnPdf *pdf) {
  if (pdf->cr) return pdf->cr;
  /* Without bounds: Cairo makes no outlines of glyphs that are far outside. */
  pdf->surface = cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, NULL);
  pdf->cr = cairo_create(pdf->surface);
  cairn_surface_set_font_options(pdf->cr);
  return pdf->cr;
}

void cairn_pdf_take_outline(CairnPdf *pdf, const cairo_matrix_t *frame) {
  CairnPath *path = &pdf->scratch;
  cairn_outline_take(pdf->cr, path);
  for (size_t i = 0; i < path->n_points; i++)
    cairo_matrix_transform_point(frame, &path->points[i].x, &path->points[i].y);
}

static CairnPdfUse fill_of(const Line *line) {
  const CairnPaint *paint = line->paint;
  return (CairnPdfUse){&paint->fill, paint->fill_opacity, false, paint->blend, &line->ground, line->size};
}

/* ---- Plain text ---- */

static GArray *glyphs_of(const CairnFace *face, double size, const char *text) {
  GArray *glyphs = g_array_new(FALSE, FALSE, sizeof(CairnPdfGlyph));
  const double em = size / cairn_face_units(face);
  for (CairnTextGlyph next = {0}; cairn_text_next_glyph(face, &text, &next);) {
    const uint32_t shown = next.character == NO_BREAK_SPACE ? ' ' : next.character;
    const CairnPdfGlyph glyph = {next.glyph, shown, next.x_units * em, 0};
    g_array_append_val(glyphs, glyph);
  }
  return glyphs;
}

static bool outline_plain(const Line *line, CairnFace *face, const GArray *glyphs) {
  cairo_font_face_t *font = cairn_face_cairo(face, NULL);
  if (!font) return false;
  cairo_t *cr = cairn_pdf_outliner(line->pdf);
  cairo_set_font_face(cr, font);
  cairo_set_font_size(cr, line->size);
  for (guint i = 0; i < glyphs->len; i++) {
    const CairnPdfGlyph *glyph = &g_array_index(glyphs, CairnPdfGlyph, i);
    cairo_glyph_path(cr, &(cairo_glyph_t){glyph->glyph, glyph->x, glyph->y}, 1);
  }
  cairn_pdf_take_outline(line->pdf, &line->ground.frame);
  return true;
}

static void draw_plain(const Line *line, CairnFace *face) {
  CairnPdf *pdf = line->pdf;
  g_autoptr(GArray) glyphs = glyphs_of(face, line->size, line->run->text);
  CairnPdfFont *font = cairn_pdf_fonts_use_face(pdf->fonts, cairn_face_harfbuzz(face));
  const CairnPdfUse use = fill_of(line);
  if (font && cairn_paint_has_fill(line->paint) && cairn_pdf_use(pdf, &use)) {
    cairn_pdf_show(pdf, font, line->size, &line->ground.frame,
                   (const CairnPdfGlyph *)(const void *)glyphs->data, glyphs->len, NULL, 0);
    cairn_pdf_finish_use(pdf, &use);
  }
  if ((font && !cairn_paint_has_stroke(line->paint)) || !outline_plain(line, face, glyphs)) return;
  (font ? cairn_pdf_stroke : cairn_pdf_paint)(pdf, &pdf->scratch, line->paint, &line->ground);
}

/* ---- Shaped text ---- */

static void outline_shaped(const Line *line, PangoLayoutLine *shaped) {
  cairo_t *cr = cairn_pdf_outliner(line->pdf);
  cairo_move_to(cr, 0, 0);
  pango_cairo_layout_line_path(cr, shaped);
  cairn_pdf_take_outline(line->pdf, &line->ground.frame);
}

static void fill_shaped(const Line *line, PangoLayoutLine *shaped) {
  const CairnPdfUse use = fill_of(line);
  if (!cairn_pdf_use(line->pdf, &use)) return;
  cairn_pdf_show_words(&(CairnPdfWords){line->pdf, shaped, line->size, &line->ground, use.brush});
  cairn_pdf_finish_use(line->pdf, &use);
}

static void draw_shaped(const Line *line) {
  CairnPdf *pdf = line->pdf;
  PangoLayout *layout =
      cairn_shape_line(pdf->job->measurer, line->run->font, line->run->text, line->run->right_to_left);
  PangoLayoutLine *shaped = pango_layout_get_line_readonly(layout, 0);
  if (cairn_paint_has_fill(line->paint)) {
    fill_shaped(line, shaped);
    cairn_pdf_begin_part(pdf);
  }
  if (cairn_paint_has_stroke(line->paint)) {
    outline_shaped(line, shaped);
    cairn_pdf_stroke(pdf, &pdf->scratch, line->paint, &line->ground);
  }
  g_object_unref(layout);
}

/* ---- Lines ---- */

static bool is_in(CairnBox box, double x, double y) {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/* False when the start of the baseline is too far off the page. */
static bool find_frame(const CairnPdf *pdf, const CairnTextRun *run, cairo_matrix_t *frame) {
  const double pivot_x = pdf->x + run->pivot_x, pivot_y = pdf->y + run->pivot_y;
  if (!is_in(pdf->window, pivot_x, pivot_y) || !is_in(pdf->window, pdf->x + run->x, pdf->y + run->y))
    return false;
  const double degrees = isfinite(run->angle) ? fmod(run->angle, 360) : 0, angle = degrees * G_PI / 180;
  const double c = fmod(degrees, 180) == 90 || fmod(degrees, 180) == -90 ? 0 : cos(angle), s = sin(angle);
  cairo_matrix_init(frame, c, s, -s, c, pivot_x, pivot_y);
  cairo_matrix_translate(frame, run->x - run->pivot_x, run->y - run->pivot_y);
  return true;
}

static void draw_line(const CairnTextRun *run, void *data) {
  Line line = *(const Line *)data;
  CairnPdf *pdf = line.pdf;
  line.run = run;
  line.size = run->font->size;
  if (!(line.size >= smallest && line.size <= LARGEST) || !run->text || !*run->text)
    return; /* what FreeType can do */
  if (!isfinite(run->x) || !isfinite(run->y) || !find_frame(pdf, run, &line.ground.frame)) return;
  CairnFace *face = cairn_text_face(pdf->job->measurer, run->font);
  line.ground.box =
      (CairnBox){0, -line.size, cairn_text_width(pdf->job->measurer, run->font, run->text), line.size};
  const bool plain = cairn_text_is_plain(face, run->text);
  if (!plain) cairn_pdf_begin_part(pdf);
  if (cairn_pdf_mark(pdf)) {
    line.ground.box.height *= 1.25; /* what hangs below the baseline leads there too */
    cairn_pdf_cover(pdf, cairn_pdf_on_page(&line.ground.frame, line.ground.box));
    line.ground.box.height = line.size;
  }
  if (plain)
    draw_plain(&line, face);
  else
    draw_shaped(&line);
  cairn_pdf_drain(pdf, false);
}

void cairn_pdf_texts(CairnPdf *pdf, const CairnItem *item) {
  Line line = {.pdf = pdf, .paint = item->paint};
  cairn_text_runs(pdf->job->measurer, &item->text, draw_line, &line);
}
