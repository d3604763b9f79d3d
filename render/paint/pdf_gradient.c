#include <math.h>

#include "paint/pdf_writer.h"

/* The gradient's stops in order, within [0, 1]. */
static GArray *stops_of(const CairnGradient *gradient) {
  GArray *stops = g_array_new(FALSE, FALSE, sizeof(CairnGradientStop));
  for (size_t i = 0; i < gradient->n_stops; i++) {
    CairnGradientStop stop = gradient->stops[i];
    stop.offset = isfinite(stop.offset) ? CLAMP(stop.offset, 0, 1) : 0;
    guint at = stops->len;
    while (at > 0 && g_array_index(stops, CairnGradientStop, at - 1).offset > stop.offset)
      at--;
    g_array_insert_val(stops, at, stop);
  }
  return stops;
}

bool cairn_pdf_gradient_has_alpha(const CairnGradient *gradient) {
  for (size_t i = 0; i < gradient->n_stops; i++)
    if (gradient->stops[i].color.a < 1) return true;
  return false;
}

const CairnColor *cairn_pdf_gradient_color(const CairnGradient *g) {
  const bool is_point = g->x1 == g->x2 && g->y1 == g->y2 && (!g->radial || g->r1 == g->r2);
  return is_point || g->n_stops == 1 ? &g->stops[g->n_stops - 1].color : NULL;
}

/* ---- Functions (ISO 32000-1, 7.10) ---- */

static void put_levels(GString *out, CairnColor color, bool of_alpha) {
  const double levels[] = {of_alpha ? color.a : color.r / 255, color.g / 255, color.b / 255};
  g_string_append_c(out, '[');
  for (int i = 0; i < (of_alpha ? 1 : 3); i++) {
    if (i) g_string_append_c(out, ' ');
    cairn_pdf_number(out, CLAMP(levels[i], 0, 1), 4);
  }
  g_string_append_c(out, ']');
}

static void put_between(GString *out, CairnColor from, CairnColor to, bool of_alpha) {
  cairn_put_text(out, "<</FunctionType 2/Domain[0 1]/N 1/C0");
  put_levels(out, from, of_alpha);
  cairn_put_text(out, "/C1");
  put_levels(out, to, of_alpha);
  cairn_put_text(out, ">>");
}

/* Before the first and after the last stop, colours stay; where two stops share a place, the function jumps.
 */
static void put_function(GString *out, const CairnGradient *gradient, bool of_alpha) {
  g_autoptr(GArray) stops = stops_of(gradient);
  const CairnGradientStop *stop = (const CairnGradientStop *)(const void *)stops->data;
  g_autoptr(GString) bounds = g_string_new(NULL), codes = g_string_new(NULL);
  CairnGradientStop last = {0, stop[0].color};
  cairn_put_text(out, "<</FunctionType 3/Domain[0 1]/Functions[");
  for (guint i = 0; i <= stops->len; i++) {
    const CairnGradientStop next = i < stops->len ? stop[i] : (CairnGradientStop){1, last.color};
    if (next.offset > last.offset) {
      put_between(out, last.color, next.color, of_alpha);
      cairn_put_text(codes, "0 1 ");
      if (next.offset < 1) {
        cairn_pdf_number(bounds, next.offset, 8);
        cairn_put(bounds, " ", 1);
      }
    }
    last = next;
  }
  g_string_append_printf(out, "]/Bounds[%s]/Encode[%s]>>", bounds->str, codes->str);
}

static void put_shading(GString *out, const CairnGradient *g, bool of_alpha) {
  const double linear[] = {g->x1, g->y1, g->x2, g->y2}, radial[] = {g->x1, g->y1, g->r1, g->x2, g->y2, g->r2};
  const double *places = g->radial ? radial : linear;
  g_string_append_printf(out, "<</ShadingType %d/ColorSpace/%s/Extend[true true]/Coords[", g->radial ? 3 : 2,
                         of_alpha ? "DeviceGray" : "DeviceRGB");
  for (int i = 0; i < (g->radial ? 6 : 4); i++) {
    if (i) g_string_append_c(out, ' ');
    cairn_pdf_number(out, places[i], 8);
  }
  cairn_put_text(out, "]/Function");
  put_function(out, g, of_alpha);
  cairn_put_text(out, ">>");
}

/* ---- Patterns and masks ---- */

/* From the unit square, where a gradient lives, to px of the page. */
static cairo_matrix_t unit_square(const CairnPdfGround *ground) {
  cairo_matrix_t matrix = ground->frame;
  cairo_matrix_translate(&matrix, ground->box.x, ground->box.y);
  cairo_matrix_scale(&matrix, fmax(ground->box.width, 1e-3), fmax(ground->box.height, 1e-3));
  return matrix;
}

static guint shading_of(CairnPdf *pdf, const CairnGradient *gradient) {
  gpointer known = g_hash_table_lookup(pdf->gradients, gradient);
  if (known) return GPOINTER_TO_UINT(known);
  guint number = cairn_pdf_reserve(&pdf->file);
  cairn_pdf_begin(&pdf->file, number);
  put_shading(pdf->file.out, gradient, false);
  cairn_pdf_end(&pdf->file);
  g_hash_table_insert(pdf->gradients, (gpointer)(guintptr)gradient, GUINT_TO_POINTER(number));
  return number;
}

guint cairn_pdf_gradient(CairnPdf *pdf, const CairnGradient *gradient, const CairnPdfGround *ground) {
  cairo_matrix_t matrix = unit_square(ground), page;
  cairo_matrix_init(&page, pdf->zoom, 0, 0, -pdf->zoom, 0, pdf->height);
  /* Patterns count in points, but in a group as that does. */
  if (!pdf->page_content) cairo_matrix_multiply(&matrix, &matrix, &page);
  g_string_append_printf(pdf->patterns, "/P%u<</PatternType 2/Shading %u 0 R/Matrix[", pdf->n_patterns,
                         shading_of(pdf, gradient));
  cairn_pdf_put_matrix(pdf->patterns, &matrix);
  cairn_put_text(pdf->patterns, "]>>");
  return pdf->n_patterns++;
}

static CairnBox on_page(const CairnPdfUse *use) {
  CairnBox box = cairn_pdf_on_page(&use->ground->frame, use->ground->box);
  return cairn_box_expand(box, use->reach + 1);
}

/* A part of its own, whose content counts as the page's does: in px. */
static guint write_form(CairnPdf *pdf, const CairnPdfUse *use, const char *entries, const GString *content) {
  const CairnBox box = on_page(use);
  const double sides[] = {box.x, box.y, box.x + box.width, box.y + box.height};
  g_autoptr(GString) all = g_string_new("/Type/XObject/Subtype/Form");
  cairn_put_text(all, entries);
  cairn_put_text(all, "/BBox[");
  for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
    if (i) g_string_append_c(all, ' ');
    cairn_pdf_number(all, sides[i], 2);
  }
  g_string_append_c(all, ']');
  const guint number = cairn_pdf_reserve(&pdf->file);
  cairn_pdf_stream(&pdf->file, number, all->str, content->str, content->len);
  return number;
}

guint cairn_pdf_gradient_mask(CairnPdf *pdf, const CairnPdfUse *use) {
  const cairo_matrix_t matrix = unit_square(use->ground);
  g_autoptr(GString) entries =
      g_string_new("/Group<</S/Transparency/CS/DeviceGray>>/Resources<</Shading<</S "),
                     content = g_string_new(NULL);
  put_shading(entries, use->brush->gradient, true);
  cairn_put_text(entries, ">>>>");
  cairn_pdf_put_matrix(content, &matrix);
  cairn_put_text(content, " cm /S sh");
  g_string_append_printf(pdf->masks, "/M%u<</SMask<</S/Luminosity/G %u 0 R>>>>", pdf->n_masks,
                         write_form(pdf, use, entries->str, content));
  return pdf->n_masks++;
}

guint cairn_pdf_add_group(CairnPdf *pdf, const CairnPdfUse *use, const GString *content) {
  g_autofree char *entries =
      g_strdup_printf("/Group<</S/Transparency/CS/DeviceRGB>>/Resources %u 0 R", pdf->resources);
  g_string_append_printf(pdf->images, "/I%u %u 0 R", pdf->n_images, write_form(pdf, use, entries, content));
  return pdf->n_images++;
}
