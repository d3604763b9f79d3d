#include <math.h>
#include <string.h>

#include "paint/svg_writer.h"
#include "scene/bounds.h"

/* ---- Gradients ---- */

static void append_stops(GString *out, const CairnGradient *gradient) {
  for (size_t i = 0; i < gradient->n_stops; i++) {
    char hex[8];
    cairn_color_to_hex(gradient->stops[i].color, hex);
    g_string_append(out, "<stop offset=\"");
    cairn_svg_fixed(out, gradient->stops[i].offset, 4);
    g_string_append_printf(out, "\" stop-color=\"%s\"", hex);
    if (gradient->stops[i].color.a < 1) cairn_svg_attribute(out, "stop-opacity", gradient->stops[i].color.a);
    g_string_append(out, "/>");
  }
}

static void define_gradient(CairnSvg *svg, const CairnGradient *g, guint id) {
  const char *tag = g->radial ? "radialGradient" : "linearGradient";
  g_string_append_printf(svg->defs, "<%s id=\"" CAIRN_SVG_PREFIX "%u\"", tag, id);
  if (g->radial) {
    cairn_svg_attribute(svg->defs, "fx", g->x1);
    cairn_svg_attribute(svg->defs, "fy", g->y1);
    if (g->r1 > 0) cairn_svg_attribute(svg->defs, "fr", g->r1);
    cairn_svg_attribute(svg->defs, "cx", g->x2);
    cairn_svg_attribute(svg->defs, "cy", g->y2);
    cairn_svg_attribute(svg->defs, "r", g->r2);
  } else {
    cairn_svg_attribute(svg->defs, "x1", g->x1);
    cairn_svg_attribute(svg->defs, "y1", g->y1);
    cairn_svg_attribute(svg->defs, "x2", g->x2);
    cairn_svg_attribute(svg->defs, "y2", g->y2);
  }
  g_string_append_c(svg->defs, '>');
  append_stops(svg->defs, g);
  g_string_append_printf(svg->defs, "</%s>\n", tag);
}

static guint gradient_id(CairnSvg *svg, const CairnGradient *gradient) {
  gpointer known = g_hash_table_lookup(svg->gradients, gradient);
  if (known) return GPOINTER_TO_UINT(known);
  guint id = ++svg->n_ids;
  g_hash_table_insert(svg->gradients, (gpointer)(guintptr)gradient, GUINT_TO_POINTER(id));
  define_gradient(svg, gradient, id);
  return id;
}

/* ---- Attributes ---- */

/* The grey that colour is, or -1. */
static int grey_of(CairnColor c) {
  double most = fmax(c.r, fmax(c.g, c.b)), least = fmin(c.r, fmin(c.g, c.b));
  return most - least <= 8 ? (int)CLAMP((most + least) / 2 + 0.5, 0, 255) : -1;
}

static void append_brush(CairnSvg *svg, const char *key, const CairnBrush *brush, double opacity) {
  GString *out = svg->body;
  if (brush->kind == CAIRN_BRUSH_GRADIENT) {
    g_string_append_printf(out, " %s=\"url(#" CAIRN_SVG_PREFIX "%u)\"", key,
                           gradient_id(svg, brush->gradient));
  } else {
    char hex[8];
    cairn_color_to_hex(brush->color, hex);
    g_string_append_printf(out, " %s=\"%s\"", key, hex);
    opacity *= brush->color.a;
  }
  if (opacity >= 0.9995) return;
  g_string_append_printf(out, " %s-opacity=\"", key);
  cairn_svg_fixed(out, opacity, 3);
  g_string_append_c(out, '"');
}

static void append_dashes(GString *out, const CairnPaint *paint) {
  if (!paint->dash || paint->n_dash == 0) return;
  double sum = 0;
  for (size_t i = 0; i < paint->n_dash; i++)
    sum += paint->dash[i] >= 0 ? paint->dash[i] : NAN;
  if (!(sum > 0) || !isfinite(sum)) return;
  g_string_append(out, " stroke-dasharray=\"");
  for (size_t i = 0; i < paint->n_dash; i++) {
    if (i) g_string_append_c(out, ' ');
    cairn_svg_number(out, paint->dash[i]);
  }
  g_string_append_c(out, '"');
  if (paint->dash_offset != 0) cairn_svg_attribute(out, "stroke-dashoffset", paint->dash_offset);
}

static void append_pen(GString *out, const CairnPaint *paint) {
  if (paint->stroke_width != 1) cairn_svg_attribute(out, "stroke-width", paint->stroke_width);
  if (paint->cap == CAIRN_CAP_ROUND) g_string_append(out, " stroke-linecap=\"round\"");
  if (paint->cap == CAIRN_CAP_SQUARE) g_string_append(out, " stroke-linecap=\"square\"");
  if (paint->join == CAIRN_JOIN_ROUND) g_string_append(out, " stroke-linejoin=\"round\"");
  if (paint->join == CAIRN_JOIN_BEVEL) g_string_append(out, " stroke-linejoin=\"bevel\"");
  if (paint->join == CAIRN_JOIN_MITER && paint->miter_limit != 4 && paint->miter_limit >= 1)
    cairn_svg_attribute(out, "stroke-miterlimit", paint->miter_limit);
  append_dashes(out, paint);
}

/* The given classes, and those of greys that a dark page turns around. */
static void append_classes(CairnSvg *svg, const CairnPaint *paint, const char *classes, bool neutral) {
  bool greys = svg->live && neutral;
  bool fills = greys && cairn_paint_has_fill(paint) && paint->fill.kind == CAIRN_BRUSH_COLOR;
  bool strokes = greys && cairn_paint_has_stroke(paint) && paint->stroke.kind == CAIRN_BRUSH_COLOR;
  int fill = fills ? grey_of(paint->fill.color) : -1, stroke = strokes ? grey_of(paint->stroke.color) : -1;
  g_autoptr(GString) all = g_string_new(classes);
  if (fill >= 0) g_string_append_printf(all, "%s" CAIRN_SVG_PREFIX "f%d", all->len ? " " : "", fill);
  if (stroke >= 0) g_string_append_printf(all, "%s" CAIRN_SVG_PREFIX "s%d", all->len ? " " : "", stroke);
  if (fill >= 0) svg->grey_fills[fill] = true;
  if (stroke >= 0) svg->grey_strokes[stroke] = true;
  if (all->len) g_string_append_printf(svg->body, " class=\"%s\"", all->str);
}

static bool is_css_blend(const char *blend) {
  return blend && strspn(blend, "abcdefghijklmnopqrstuvwxyz-") == strlen(blend);
}

void cairn_svg_paint(CairnSvg *svg, const CairnPaint *paint, const char *classes, bool neutral) {
  append_classes(svg, paint, classes, neutral);
  if (cairn_paint_has_fill(paint))
    append_brush(svg, "fill", &paint->fill, paint->fill_opacity);
  else
    g_string_append(svg->body, " fill=\"none\"");
  if (cairn_paint_has_stroke(paint)) {
    append_brush(svg, "stroke", &paint->stroke, paint->stroke_opacity);
    append_pen(svg->body, paint);
  }
  if (is_css_blend(paint->blend))
    g_string_append_printf(svg->body, " style=\"mix-blend-mode:%s\"", paint->blend);
}

/* ---- Dark pages ---- */

static bool holds(const CairnRectItem *rect, double x, double y) {
  double left = fmin(rect->x, rect->x + rect->width), top = fmin(rect->y, rect->y + rect->height);
  return x >= left && x <= left + fabs(rect->width) && y >= top && y <= top + fabs(rect->height);
}

static bool is_on_bar(const CairnSvg *svg, double x, double y) {
  for (guint i = 0; i < svg->bars->len; i++) {
    const CairnMark *bars = g_ptr_array_index(svg->bars, i);
    for (size_t k = 0; k < bars->n; k++)
      if (cairn_paint_has_fill(bars->items[k].paint) && holds(&bars->items[k].rect, x, y)) return true;
  }
  return false;
}

bool cairn_svg_stands_on_bars(const CairnSvg *svg, const CairnMark *texts) {
  const size_t sample = 50;
  const CairnMeasure measure = {cairn_text_width_callback, svg->job->measurer};
  size_t n = MIN(texts->n, sample), on_bars = 0;
  if (svg->bars->len == 0) return false;
  for (size_t i = 0; i < n; i++) {
    CairnBox box = cairn_text_bounds(&texts->items[i * texts->n / n].text, measure);
    on_bars += is_on_bar(svg, box.x + box.width / 2, box.y + box.height / 2);
  }
  return 2 * on_bars > n;
}

/* White becomes nearly black, black nearly white. */
static void append_dark_rule(GString *out, const char *class, const char *property, int grey) {
  int turned = 236 - grey * 212 / 255;
  g_string_append_printf(out, "." CAIRN_SVG_PREFIX "%s%d{%s:#%02x%02x%02x}", class, grey, property,
                         (unsigned)turned, (unsigned)turned, (unsigned)turned);
}

void cairn_svg_dark_rules(const CairnSvg *svg, GString *out) {
  gsize start = out->len;
  for (int grey = 0; grey < 256; grey++) {
    if (svg->grey_fills[grey]) append_dark_rule(out, "f", "fill", grey);
    if (svg->grey_strokes[grey]) append_dark_rule(out, "s", "stroke", grey);
  }
  if (out->len == start) return;
  g_string_insert(out, (gssize)start, "<style>@media (prefers-color-scheme:dark){");
  g_string_append(out, "}</style>\n");
}
