#include <math.h>

#include "paint/pdf_writer.h"

enum { STREAM = 512 * 1024 };

/* ---- Values ---- */

void cairn_pdf_put(CairnPdf *pdf, double value) {
  cairn_pdf_number(pdf->content, value, pdf->decimals);
  cairn_put(pdf->content, " ", 1);
}

void cairn_pdf_put_matrix(GString *out, const cairo_matrix_t *m) {
  const double turn[] = {m->xx, m->yx, m->xy, m->yy, m->x0, m->y0};
  for (size_t i = 0; i < G_N_ELEMENTS(turn); i++) {
    if (i) cairn_put(out, " ", 1);
    cairn_pdf_number(out, turn[i], i < 4 ? 6 : 4);
  }
}

/* ---- State ---- */

void cairn_pdf_state_init(CairnPdf *pdf) {
  pdf->state = (CairnPdfState){.fill_is_color = true,
                               .stroke_is_color = true,
                               .fill_alpha = 1,
                               .stroke_alpha = 1,
                               .blend = "Normal",
                               .width = 1,
                               .miter_limit = 10,
                               .clip = pdf->window};
}

void cairn_pdf_save(CairnPdf *pdf) {
  g_array_append_val(pdf->outer_states, pdf->state);
  cairn_put_text(pdf->content, "q\n");
}

void cairn_pdf_restore(CairnPdf *pdf) {
  guint last = pdf->outer_states->len - 1;
  pdf->state = g_array_index(pdf->outer_states, CairnPdfState, last);
  g_array_set_size(pdf->outer_states, last);
  cairn_put_text(pdf->content, "Q\n");
}

void cairn_pdf_drain(CairnPdf *pdf, bool all) {
  if (!all && pdf->content->len < STREAM) return;
  guint number = cairn_pdf_reserve(&pdf->file);
  cairn_pdf_stream(&pdf->file, number, "", pdf->content->str, pdf->content->len);
  g_array_append_val(pdf->streams, number);
  g_string_truncate(pdf->content, 0);
}

static const char *blend_of(const char *mode) {
  static const struct {
    const char *name, *blend;
  } modes[] = {
      {"multiply", "Multiply"},     {"screen", "Screen"},        {"overlay", "Overlay"},
      {"darken", "Darken"},         {"lighten", "Lighten"},      {"color-dodge", "ColorDodge"},
      {"color-burn", "ColorBurn"},  {"hard-light", "HardLight"}, {"soft-light", "SoftLight"},
      {"difference", "Difference"}, {"exclusion", "Exclusion"},  {"hue", "Hue"},
      {"saturation", "Saturation"}, {"color", "Color"},          {"luminosity", "Luminosity"},
  };
  for (size_t i = 0; mode && i < G_N_ELEMENTS(modes); i++)
    if (strcmp(modes[i].name, mode) == 0) return modes[i].blend;
  return "Normal";
}

static void use_blend(CairnPdf *pdf, double fill_alpha, double stroke_alpha, const char *mode) {
  CairnPdfState *state = &pdf->state;
  const char *blend = blend_of(mode);
  if (state->fill_alpha == fill_alpha && state->stroke_alpha == stroke_alpha && state->blend == blend) return;
  state->fill_alpha = fill_alpha;
  state->stroke_alpha = stroke_alpha;
  state->blend = blend;
  guint i = 0;
  for (; i < pdf->blends->len; i++) {
    const CairnPdfBlend *known = &g_array_index(pdf->blends, CairnPdfBlend, i);
    if (known->fill_alpha == fill_alpha && known->stroke_alpha == stroke_alpha && known->blend == blend)
      break;
  }
  const CairnPdfBlend added = {fill_alpha, stroke_alpha, blend};
  if (i == pdf->blends->len) g_array_append_val(pdf->blends, added);
  g_string_append_printf(pdf->content, "/G%u gs\n", i);
}

static void put_color(GString *out, CairnColor c, const char *grey, const char *rgb) {
  enum { DECIMALS = 4 };
  cairn_pdf_number(out, CLAMP(c.r / 255, 0, 1), DECIMALS);
  if (c.r == c.g && c.g == c.b) {
    cairn_put_text(out, grey);
    return;
  }
  cairn_put(out, " ", 1);
  cairn_pdf_number(out, CLAMP(c.g / 255, 0, 1), DECIMALS);
  cairn_put(out, " ", 1);
  cairn_pdf_number(out, CLAMP(c.b / 255, 0, 1), DECIMALS);
  cairn_put_text(out, rgb);
}

static bool same_color(CairnColor a, CairnColor b) {
  return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* In steps that cannot be seen, so that there are not as many names of them as items whose opacity is data.
 */
static double alpha_of(double alpha) {
  return round(fmin(alpha, 1) * 1000) / 1000;
}

static void use_color(CairnPdf *pdf, const CairnPdfUse *use, CairnColor color) {
  CairnPdfState *state = &pdf->state;
  CairnColor *last = use->strokes ? &state->stroke : &state->fill;
  bool *is_color = use->strokes ? &state->stroke_is_color : &state->fill_is_color;
  const double alpha = alpha_of(color.a * use->opacity);
  use_blend(pdf, use->strokes ? state->fill_alpha : alpha, use->strokes ? alpha : state->stroke_alpha,
            use->blend);
  if (*is_color && same_color(*last, color)) return;
  *last = color;
  *is_color = true;
  put_color(pdf->content, color, use->strokes ? " G\n" : " g\n", use->strokes ? " RG\n" : " rg\n");
}

/* Alphas of a gradient are a mask, which lets through a group that is painted in the gradient's colours: a
 * mask that is in use while a pattern is painted is applied twice by Ghostscript. The group has no alpha of
 * its own. */
static void begin_masked(CairnPdf *pdf, const CairnPdfUse *use, double alpha) {
  const guint mask = cairn_pdf_gradient_mask(pdf, use);
  cairn_pdf_mark(pdf);
  cairn_pdf_save(pdf);
  g_string_append_printf(pdf->content, "/M%u gs\n", mask);
  use_blend(pdf, alpha, alpha, use->blend);
  pdf->page_content = pdf->content;
  pdf->content = g_string_new(NULL);
  pdf->state.fill_alpha = pdf->state.stroke_alpha = 1;
  pdf->state.blend = "Normal";
}

void cairn_pdf_finish_use(CairnPdf *pdf, const CairnPdfUse *use) {
  if (!pdf->page_content) return;
  GString *group = pdf->content;
  pdf->content = g_steal_pointer(&pdf->page_content);
  g_string_append_printf(pdf->content, "/I%u Do\n", cairn_pdf_add_group(pdf, use, group));
  cairn_pdf_restore(pdf);
  g_string_free(group, TRUE);
}

static void use_gradient(CairnPdf *pdf, const CairnPdfUse *use) {
  const CairnGradient *gradient = use->brush->gradient;
  const double alpha = alpha_of(use->opacity);
  if (cairn_pdf_gradient_has_alpha(gradient))
    begin_masked(pdf, use, alpha);
  else
    use_blend(pdf, use->strokes ? pdf->state.fill_alpha : alpha,
              use->strokes ? alpha : pdf->state.stroke_alpha, use->blend);
  const guint pattern = cairn_pdf_gradient(pdf, gradient, use->ground);
  g_string_append_printf(pdf->content, use->strokes ? "/Pattern CS /P%u SCN\n" : "/Pattern cs /P%u scn\n",
                         pattern);
  *(use->strokes ? &pdf->state.stroke_is_color : &pdf->state.fill_is_color) = false;
}

bool cairn_pdf_use(CairnPdf *pdf, const CairnPdfUse *use) {
  const CairnBrush *brush = use->brush;
  if (brush->kind == CAIRN_BRUSH_NONE || !(use->opacity > 0)) return false;
  if (brush->kind == CAIRN_BRUSH_COLOR) {
    if (!(brush->color.a > 0)) return false;
    use_color(pdf, use, brush->color);
    return true;
  }
  if (cairn_box_is_empty(use->ground->box) || brush->gradient->n_stops == 0) return false;
  const CairnColor *everywhere = cairn_pdf_gradient_color(brush->gradient);
  if (everywhere)
    use_color(pdf, use, *everywhere);
  else
    use_gradient(pdf, use);
  return true;
}
