#include <math.h>
#include <string.h>

#include "paint/svg_writer.h"

/* ---- Gradients ---- */

static void append_stops(GString *out, const CairnGradient *gradient) {
  for (size_t i = 0; i < gradient->n_stops; i++) {
    char hex[8];
    cairn_color_to_hex(gradient->stops[i].color, hex);
    cairn_put_text(out, "<stop offset=\"");
    cairn_svg_fixed(out, gradient->stops[i].offset, 4);
    g_string_append_printf(out, "\" stop-color=\"%s\"", hex);
    if (gradient->stops[i].color.a < 1) cairn_svg_attribute(out, "stop-opacity", gradient->stops[i].color.a);
    cairn_put_text(out, "/>");
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

static void append_brush(CairnSvg *svg, const char *key, const CairnBrush *brush, double opacity) {
  GString *out = svg->body;
  if (brush->kind == CAIRN_BRUSH_GRADIENT) {
    g_string_append_printf(out, " %s=\"url(#" CAIRN_SVG_PREFIX "%u)\"", key,
                           gradient_id(svg, brush->gradient));
  } else {
    char hex[8];
    cairn_color_to_hex(brush->color, hex);
    cairn_put_text(out, " ");
    cairn_put_text(out, key);
    cairn_put_text(out, "=\"");
    cairn_put_text(out, hex);
    cairn_put_text(out, "\"");
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
  cairn_put_text(out, " stroke-dasharray=\"");
  for (size_t i = 0; i < paint->n_dash; i++) {
    if (i) g_string_append_c(out, ' ');
    cairn_svg_number(out, paint->dash[i]);
  }
  g_string_append_c(out, '"');
  if (paint->dash_offset != 0) cairn_svg_attribute(out, "stroke-dashoffset", paint->dash_offset);
}

static void append_pen(GString *out, const CairnPaint *paint) {
  if (paint->stroke_width != 1) cairn_svg_attribute(out, "stroke-width", paint->stroke_width);
  if (paint->cap == CAIRN_CAP_ROUND) cairn_put_text(out, " stroke-linecap=\"round\"");
  if (paint->cap == CAIRN_CAP_SQUARE) cairn_put_text(out, " stroke-linecap=\"square\"");
  if (paint->join == CAIRN_JOIN_ROUND) cairn_put_text(out, " stroke-linejoin=\"round\"");
  if (paint->join == CAIRN_JOIN_BEVEL) cairn_put_text(out, " stroke-linejoin=\"bevel\"");
  if (paint->join == CAIRN_JOIN_MITER && paint->miter_limit != 4 && paint->miter_limit >= 1)
    cairn_svg_attribute(out, "stroke-miterlimit", paint->miter_limit);
  append_dashes(out, paint);
}

static void append_dark_class(CairnSvg *svg, const CairnPaint *paint, bool strokes, CairnSvgInk ink,
                              GString *classes) {
  const CairnBrush *brush = strokes ? &paint->stroke : &paint->fill;
  bool seen = strokes ? cairn_paint_has_stroke(paint) : cairn_paint_has_fill(paint);
  if (!seen || brush->kind != CAIRN_BRUSH_COLOR) return;
  guint rule = cairn_svg_dark_rule(&svg->dark, brush->color, strokes, ink);
  if (rule) g_string_append_printf(classes, "%s" CAIRN_SVG_PREFIX "d%u", classes->len ? " " : "", rule);
}

/* The given classes, and those of colours that a dark page changes. */
static void append_classes(CairnSvg *svg, const CairnPaint *paint, const char *classes, CairnSvgInk ink) {
  g_autoptr(GString) all = g_string_new(classes);
  append_dark_class(svg, paint, false, ink, all);
  append_dark_class(svg, paint, true, ink == CAIRN_SVG_PAPER ? CAIRN_SVG_INK : ink, all);
  if (!all->len) return;
  cairn_put_text(svg->body, " class=\"");
  cairn_put_text(svg->body, all->str);
  cairn_put_text(svg->body, "\"");
}

static bool is_css_blend(const char *blend) {
  return blend && strspn(blend, "abcdefghijklmnopqrstuvwxyz-") == strlen(blend);
}

void cairn_svg_paint(CairnSvg *svg, const CairnPaint *paint, const char *classes, CairnSvgInk ink) {
  append_classes(svg, paint, classes, ink);
  if (cairn_paint_has_fill(paint))
    append_brush(svg, "fill", &paint->fill, paint->fill_opacity);
  else
    cairn_put_text(svg->body, " fill=\"none\"");
  if (cairn_paint_has_stroke(paint)) {
    append_brush(svg, "stroke", &paint->stroke, paint->stroke_opacity);
    append_pen(svg->body, paint);
  }
  if (is_css_blend(paint->blend))
    g_string_append_printf(svg->body, " style=\"mix-blend-mode:%s\"", paint->blend);
}
