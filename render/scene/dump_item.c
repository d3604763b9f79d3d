#include "scene/dump_item.h"

#include <math.h>
#include <string.h>

enum { LENGTH = 2, RADIANS = 3, OPACITY = 3 }; /* decimals */

static double finite(double value) {
  return isfinite(value) ? value : 0;
}

static double rounded(double value) {
  return round(finite(value) * 100) / 100;
}

double cairn_angle_normalized(double degrees) {
  double turned = fmod(finite(degrees), 360);
  if (turned < 0) turned += 360;
  return rounded(turned) >= 360 ? 0 : turned;
}

const char *cairn_mark_kind_name(CairnMarkKind kind) {
  static const char *const names[] = {
      [CAIRN_RECT] = "rect",   [CAIRN_SYMBOL] = "symbol", [CAIRN_RULE] = "rule",
      [CAIRN_TEXT] = "text",   [CAIRN_LINE] = "line",     [CAIRN_AREA] = "area",
      [CAIRN_TRAIL] = "trail", [CAIRN_ARC] = "arc",       [CAIRN_PATH] = "shape",
  };
  return names[kind];
}

/* ---- What is seen ---- */

static bool has_vertex(const CairnLineItem *line) {
  for (size_t i = 0; i < line->n; i++)
    if (line->vertices[i].defined) return true;
  return false;
}

static bool is_blank(const CairnTextItem *text) {
  for (size_t i = 0; i < text->n_lines; i++)
    for (const char *at = text->lines[i]; at && *at; at = g_utf8_next_char(at))
      if (!g_unichar_isspace(g_utf8_get_char(at))) return false;
  return true;
}

static bool has_size(CairnMarkKind kind, const CairnItem *item) {
  switch (kind) {
  case CAIRN_RECT:
    return (rounded(item->rect.width) != 0 && rounded(item->rect.height) != 0) ||
           cairn_paint_has_stroke(item->paint);
  case CAIRN_SYMBOL:
    return item->symbol.size > 0;
  case CAIRN_RULE:
    return rounded(item->rule.x) != rounded(item->rule.x2) || rounded(item->rule.y) != rounded(item->rule.y2);
  case CAIRN_TEXT:
    return item->text.font->size > 0 && !is_blank(&item->text);
  case CAIRN_LINE:
  case CAIRN_AREA:
  case CAIRN_TRAIL:
    return has_vertex(&item->line);
  case CAIRN_ARC:
    return item->arc.start_angle != item->arc.end_angle &&
           (item->arc.outer_radius > 0 || item->arc.inner_radius > 0);
  case CAIRN_PATH:
    return item->path.path && *item->path.path;
  }
  return false;
}

bool cairn_item_is_seen(CairnMarkKind kind, const CairnItem *item) {
  return (cairn_paint_has_fill(item->paint) || cairn_paint_has_stroke(item->paint)) && has_size(kind, item);
}

/* ---- Members ---- */

static void number(CairnJson *json, const char *key, double value) {
  cairn_write_key(json, key);
  cairn_write_number(json, value, LENGTH);
}

static void number_if_any(CairnJson *json, const char *key, double value, int decimals) {
  if (finite(value) == 0) return;
  cairn_write_key(json, key);
  cairn_write_number(json, value, decimals);
}

static void string(CairnJson *json, const char *key, const char *value) {
  cairn_write_key(json, key);
  cairn_write_string(json, value);
}

static void radians(CairnJson *json, const char *key, double value) {
  cairn_write_key(json, key);
  cairn_write_number(json, value, RADIANS);
}

static void dump_rect(CairnJson *json, const CairnRectItem *rect, double dx, double dy) {
  double x = finite(rect->x), y = finite(rect->y), width = finite(rect->width), height = finite(rect->height);
  number(json, "x", dx + fmin(x, x + width));
  number(json, "y", dy + fmin(y, y + height));
  number(json, "width", fabs(width));
  number(json, "height", fabs(height));
  const double *radius = rect->corner;
  if (rect->corner_of_stack) return;
  if (!(radius[0] > 0 || radius[1] > 0 || radius[2] > 0 || radius[3] > 0)) return;
  cairn_write_key(json, "cornerRadius");
  cairn_write_open(json, '[');
  for (int i = 0; i < 4; i++)
    cairn_write_number(json, radius[i], LENGTH);
  cairn_write_close(json, ']');
}

static void dump_look(CairnJson *json, const CairnSymbolItem *symbol) {
  number(json, "size", symbol->size);
  string(json, "shape", symbol->shape ? symbol->shape : "circle");
  number_if_any(json, "angle", cairn_angle_normalized(symbol->angle), LENGTH);
}

static void dump_symbol(CairnJson *json, const CairnSymbolItem *symbol, double dx, double dy) {
  number(json, "x", dx + finite(symbol->x));
  number(json, "y", dy + finite(symbol->y));
  dump_look(json, symbol);
}

static void dump_rule(CairnJson *json, const CairnRuleItem *rule, double dx, double dy) {
  number(json, "x", dx + finite(rule->x));
  number(json, "y", dy + finite(rule->y));
  number(json, "x2", dx + finite(rule->x2));
  number(json, "y2", dy + finite(rule->y2));
}

static void append_trimmed(GString *out, const char *line) {
  const char *end = line + strlen(line);
  while (line < end && g_unichar_isspace(g_utf8_get_char(line)))
    line = g_utf8_next_char(line);
  while (end > line) {
    const char *last = g_utf8_find_prev_char(line, end);
    if (!last || !g_unichar_isspace(g_utf8_get_char(last))) break;
    end = last;
  }
  if (end > line) g_string_append_len(out, line, end - line);
}

char *cairn_text_joined(const CairnTextItem *text) {
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < text->n_lines; i++) {
    if (i) g_string_append_c(out, '\n');
    g_autofree char *valid = g_utf8_make_valid(text->lines[i] ? text->lines[i] : "", -1);
    append_trimmed(out, valid);
  }
  return g_string_free(out, FALSE);
}

static void dump_text(CairnJson *json, const CairnTextItem *text, double dx, double dy) {
  static const char *const aligns[] = {
      [CAIRN_ALIGN_LEFT] = "left", [CAIRN_ALIGN_CENTER] = "center", [CAIRN_ALIGN_RIGHT] = "right"};
  static const char *const baselines[] = {
      [CAIRN_BASELINE_ALPHABETIC] = "alphabetic", [CAIRN_BASELINE_TOP] = "top",
      [CAIRN_BASELINE_MIDDLE] = "middle",         [CAIRN_BASELINE_BOTTOM] = "bottom",
      [CAIRN_BASELINE_LINE_TOP] = "line-top",     [CAIRN_BASELINE_LINE_BOTTOM] = "line-bottom",
  };
  g_autofree char *joined = cairn_text_joined(text);
  number(json, "x", dx + finite(text->x));
  number(json, "y", dy + finite(text->y));
  string(json, "text", joined);
  number(json, "fontSize", text->font->size);
  string(json, "align", aligns[text->align]);
  string(json, "baseline", baselines[text->baseline]);
  number_if_any(json, "angle", cairn_angle_normalized(text->angle), LENGTH);
}

static void dump_arc(CairnJson *json, const CairnArcItem *arc, double dx, double dy) {
  number(json, "x", dx + finite(arc->x));
  number(json, "y", dy + finite(arc->y));
  radians(json, "startAngle", arc->start_angle);
  radians(json, "endAngle", arc->end_angle);
  number(json, "innerRadius", arc->inner_radius);
  number(json, "outerRadius", arc->outer_radius);
  number_if_any(json, "padAngle", arc->pad_angle, RADIANS);
  number_if_any(json, "cornerRadius", arc->corner_radius, LENGTH);
}

static void dump_vertex(CairnJson *json, CairnMarkKind kind, const CairnVertex *vertex, double dx,
                        double dy) {
  cairn_write_open(json, '[');
  cairn_write_number(json, dx + finite(vertex->x), LENGTH);
  cairn_write_number(json, dy + finite(vertex->y), LENGTH);
  if (kind == CAIRN_AREA) {
    cairn_write_number(json, dx + finite(vertex->x2), LENGTH);
    cairn_write_number(json, dy + finite(vertex->y2), LENGTH);
  } else if (kind == CAIRN_TRAIL) {
    cairn_write_number(json, vertex->width, LENGTH);
  }
  cairn_write_close(json, ']');
}

static void dump_line(CairnJson *json, CairnMarkKind kind, const CairnLineItem *line, double dx, double dy) {
  bool begun = false, gap = false;
  cairn_write_key(json, "points");
  cairn_write_open(json, '[');
  for (size_t i = 0; i < line->n; i++) {
    if (!line->vertices[i].defined) {
      gap = begun;
      continue;
    }
    if (gap) cairn_write_raw(json, "null");
    dump_vertex(json, kind, &line->vertices[i], dx, dy);
    begun = true;
    gap = false;
  }
  cairn_write_close(json, ']');
  if (line->interpolate != CAIRN_INTERPOLATE_LINEAR)
    string(json, "interpolate", cairn_interpolate_name(line->interpolate));
  if (line->has_tension) number(json, "tension", line->tension);
}

static void dump_path(CairnJson *json, const CairnPathItem *path, double dx, double dy) {
  number(json, "x", dx + finite(path->x));
  number(json, "y", dy + finite(path->y));
  string(json, "path", path->path);
}

static void dump_geometry(CairnJson *json, CairnMarkKind kind, const CairnItem *item, double dx, double dy) {
  switch (kind) {
  case CAIRN_RECT:
    dump_rect(json, &item->rect, dx, dy);
    return;
  case CAIRN_SYMBOL:
    dump_symbol(json, &item->symbol, dx, dy);
    return;
  case CAIRN_RULE:
    dump_rule(json, &item->rule, dx, dy);
    return;
  case CAIRN_TEXT:
    dump_text(json, &item->text, dx, dy);
    return;
  case CAIRN_LINE:
  case CAIRN_AREA:
  case CAIRN_TRAIL:
    dump_line(json, kind, &item->line, dx, dy);
    return;
  case CAIRN_ARC:
    dump_arc(json, &item->arc, dx, dy);
    return;
  case CAIRN_PATH:
    dump_path(json, &item->path, dx, dy);
    return;
  }
}

/* ---- Paint ---- */

static void hex(CairnJson *json, CairnColor color) {
  char text[8];
  cairn_color_to_hex(color, text);
  cairn_write_string(json, text);
}

void cairn_dump_color(CairnJson *json, const CairnBrush *brush, double opacity) {
  if (brush->kind == CAIRN_BRUSH_COLOR && brush->color.a * opacity > 0)
    hex(json, brush->color);
  else
    cairn_write_raw(json, "null");
}

static void dump_gradient(CairnJson *json, const CairnGradient *gradient) {
  cairn_write_open(json, '{');
  string(json, "gradient", gradient->radial ? "radial" : "linear");
  static const char *const names[] = {"x1", "y1", "r1", "x2", "y2", "r2"};
  const double values[] = {gradient->x1, gradient->y1, gradient->r1, gradient->x2, gradient->y2, gradient->r2};
  for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
    if (gradient->given & (1u << i)) number(json, names[i], values[i]);
  cairn_write_key(json, "stops");
  cairn_write_open(json, '[');
  for (size_t i = 0; i < gradient->n_stops; i++) {
    cairn_write_open(json, '[');
    cairn_write_number(json, gradient->stops[i].offset, OPACITY);
    hex(json, gradient->stops[i].color);
    cairn_write_close(json, ']');
  }
  cairn_write_close(json, ']');
  cairn_write_close(json, '}');
}

static void dump_brush(CairnJson *json, const char *key, const char *opacity_key, const CairnBrush *brush,
                       double opacity) {
  cairn_write_key(json, key);
  if (brush->kind == CAIRN_BRUSH_GRADIENT) {
    dump_gradient(json, brush->gradient);
  } else {
    hex(json, brush->color);
    opacity *= brush->color.a;
  }
  if (opacity >= 0.9995) return;
  cairn_write_key(json, opacity_key);
  cairn_write_number(json, opacity, OPACITY);
}

static void dump_paint(CairnJson *json, const CairnPaint *paint) {
  if (cairn_paint_has_fill(paint)) dump_brush(json, "fill", "fillOpacity", &paint->fill, paint->fill_opacity);
  if (!cairn_paint_has_stroke(paint)) return;
  dump_brush(json, "stroke", "strokeOpacity", &paint->stroke, paint->stroke_opacity);
  if (paint->stroke_width != 1) number(json, "strokeWidth", paint->stroke_width);
  if (!paint->dash || paint->n_dash == 0) return;
  cairn_write_key(json, "strokeDash");
  cairn_write_open(json, '[');
  for (size_t i = 0; i < paint->n_dash; i++)
    cairn_write_number(json, paint->dash[i], LENGTH);
  cairn_write_close(json, ']');
}

void cairn_dump_item(CairnJson *json, CairnMarkKind kind, const CairnItem *item, double dx, double dy) {
  dump_geometry(json, kind, item, dx, dy);
  dump_paint(json, item->paint);
}

void cairn_dump_legend_symbol(CairnJson *json, CairnMarkKind kind, const CairnItem *item) {
  if (kind == CAIRN_SYMBOL) dump_look(json, &item->symbol);
  dump_paint(json, item->paint);
}
