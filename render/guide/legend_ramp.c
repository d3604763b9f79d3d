/* Ramps of colour and bands, with their labels. */
#include "guide/legend_parts.h"

#include "guide/overlap.h"
#include "layout/text.h"
#include "scale/scale_class.h"

#include <string.h>

/* ---- Colours ---- */

static bool add_stop(const CairnScale *scale, double value, double low, double high,
                     CairnGradientStop *stop) {
  stop->offset = cairn_scale_fraction(scale, value, low, high);
  if (!isfinite(stop->offset) || !cairn_scale_color(scale, cairn_value_number(value), &stop->color)) return false;
  double *channels[] = {&stop->color.r, &stop->color.g, &stop->color.b};
  for (size_t i = 0; i < G_N_ELEMENTS(channels); i++)
    *channels[i] = CLAMP(*channels[i], 0, 255);
  return true;
}

/* Colours at the ends of the domain and at about 15 ticks between, as in Vega. */
static size_t domain_stops(CairnArena *arena, const CairnScale *scale, double low, double high,
                           CairnGradientStop **out) {
  enum { STOPS = 15 };
  size_t n_ticks = 0, n = 0;
  CairnTickCount count = {.number = STOPS};
  CairnScale unbinned = *scale;
  unbinned.bins = NULL;
  const CairnValue *ticks = cairn_scale_ticks(&unbinned, count, arena, &n_ticks, NULL);
  if (!ticks) n_ticks = 0;
  CairnGradientStop *stops = *out = cairn_arena_array(arena, n_ticks + 2, CairnGradientStop);
  if (n_ticks == 0 || ticks[0].number != low) n += add_stop(scale, low, low, high, &stops[n]);
  for (size_t i = 0; i < n_ticks; i++)
    n += add_stop(scale, ticks[i].number, low, high, &stops[n]);
  if (n_ticks == 0 || ticks[n_ticks - 1].number != high) n += add_stop(scale, high, low, high, &stops[n]);
  return n;
}

/* The colour at t in 0..1 of the range: a ramp, or colours with pieces of equal length between them. */
static CairnColor range_color(const CairnScale *scale, double t) {
  if (scale->range.kind == CAIRN_RANGE_RAMP) return cairn_ramp_color(scale->range.ramp, t);
  double at = t * (double)(scale->range.n - 1);
  size_t piece = MIN((size_t)at, scale->range.n - 2);
  return cairn_color_interpolate(scale->interpolate, scale->gamma, scale->range.colors[piece],
                                 scale->range.colors[piece + 1], at - (double)piece);
}

/* All colours of the range, where the domain is a single value or none. */
static size_t range_stops(CairnArena *arena, const CairnScale *scale, CairnGradientStop **out) {
  enum { STEPS = 20 };
  *out = cairn_arena_array(arena, STEPS + 1, CairnGradientStop);
  for (size_t i = 0; i <= STEPS; i++) {
    double t = (double)i / STEPS;
    (*out)[i] = (CairnGradientStop){t, range_color(scale, t)};
  }
  return STEPS + 1;
}

static const CairnGradient *ramp_gradient(CairnArena *arena, const CairnScale *scale, bool vertical) {
  double low = scale->domain[0], high = scale->domain[scale->n_domain - 1];
  bool has_colors = scale->range.kind == CAIRN_RANGE_COLORS && scale->range.n > 1;
  bool is_point = !(low < high || low > high) && (scale->range.kind == CAIRN_RANGE_RAMP || has_colors);
  CairnGradientStop *stops;
  size_t n = is_point ? range_stops(arena, scale, &stops) : domain_stops(arena, scale, low, high, &stops);
  CairnGradient *gradient = cairn_arena_one(arena, CairnGradient);
  *gradient = vertical ? (CairnGradient){.y1 = 1, .n_stops = n, .stops = stops}
                       : (CairnGradient){.x2 = 1, .n_stops = n, .stops = stops};
  return gradient;
}

static CairnPaint base_paint(const CairnLegendDraft *draft) {
  CairnPaint paint = cairn_paint_default();
  CairnProperty stroke = cairn_legend_lookup(draft, "gradientStrokeColor");
  paint.fill_opacity = paint.stroke_opacity = cairn_legend_ramp_opacity(draft);
  paint.stroke = cairn_value_as_brush(draft->reader, stroke, cairn_property_value(draft->reader, stroke));
  paint.stroke_width = fmax(cairn_legend_number(draft, "gradientStrokeWidth", 0), 0);
  return paint;
}

static double thickness(const CairnLegendDraft *draft) {
  return fmax(cairn_legend_number(draft, "gradientThickness", 16), 0);
}

static void draw_ramp(CairnLegendDrawing *drawing, CairnGroup *group) {
  CairnArena *arena = drawing->reader->context->arena;
  const CairnScale *scale = cairn_legend_scale(drawing->draft);
  bool vertical = cairn_legend_is_vertical(drawing);
  CairnMark *mark = cairn_mark_new(arena, group, CAIRN_RECT, CAIRN_ROLE_LEGEND_GRADIENT, NULL, 1);
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  double across = thickness(drawing->draft);
  *paint = base_paint(drawing->draft);
  if (scale->n_domain > 0) {
    paint->fill.kind = CAIRN_BRUSH_GRADIENT;
    paint->fill.gradient = ramp_gradient(arena, scale, vertical);
  }
  mark->items[0].paint = paint;
  mark->items[0].rect.width = vertical ? across : drawing->length;
  mark->items[0].rect.height = vertical ? drawing->length : across;
}

static void draw_bands(CairnLegendDrawing *drawing, CairnGroup *group) {
  CairnArena *arena = drawing->reader->context->arena;
  const CairnScale *scale = cairn_legend_scale(drawing->draft);
  bool vertical = cairn_legend_is_vertical(drawing);
  double across = thickness(drawing->draft), length = drawing->length;
  const CairnPaint base = base_paint(drawing->draft);
  CairnMark *mark =
      cairn_mark_new(arena, group, CAIRN_RECT, CAIRN_ROLE_LEGEND_GRADIENT, NULL, drawing->entries.n);
  for (size_t i = 0; i < mark->n; i++) {
    const CairnLegendEntry *entry = &drawing->entries.items[i];
    CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
    CairnRectItem *rect = &mark->items[i].rect;
    *paint = base;
    if (cairn_scale_color(scale, entry->value, &paint->fill.color)) paint->fill.kind = CAIRN_BRUSH_COLOR;
    double start = entry->start * length, extent = (entry->end - entry->start) * length;
    *rect = vertical ? (CairnRectItem){.y = length - start - extent, .width = across, .height = extent}
                     : (CairnRectItem){.x = start, .width = extent, .height = across};
    mark->items[i].paint = paint;
  }
}

/* ---- Labels ---- */

/* Labels at the ends are flush with them. */
static void place_label(const CairnLegendDrawing *drawing, double fraction, double beside,
                        CairnTextItem *text) {
  bool at_start = fraction <= 0, at_end = fraction >= 1;
  if (cairn_legend_is_vertical(drawing)) {
    text->x = beside;
    text->y = (1 - fraction) * drawing->length;
    text->baseline = at_start ? CAIRN_BASELINE_BOTTOM : at_end ? CAIRN_BASELINE_TOP : CAIRN_BASELINE_MIDDLE;
  } else {
    text->x = fraction * drawing->length;
    text->y = beside;
    text->baseline = CAIRN_BASELINE_TOP;
    text->align = at_start ? CAIRN_ALIGN_LEFT : at_end ? CAIRN_ALIGN_RIGHT : CAIRN_ALIGN_CENTER;
  }
}

/* Takes labels out until none overlap; gives back how many are left. */
static size_t thin_labels(const CairnLegendDrawing *drawing, CairnItem *items, size_t n) {
  CairnProperty property = cairn_legend_lookup(drawing->draft, "labelOverlap");
  CairnValue method =
      property.value ? cairn_property_value(drawing->reader, property) : cairn_value_boolean(true);
  g_autofree CairnBox *boxes = g_new(CairnBox, n + 1);
  g_autofree bool *is_seen = g_new(bool, n + 1);
  size_t n_seen = 0;
  for (size_t i = 0; i < n; i++) {
    boxes[i] = cairn_item_bounds(CAIRN_TEXT, &items[i], drawing->measure);
    is_seen[i] = true;
  }
  bool greedy = method.kind == CAIRN_STRING && strcmp(method.string, "greedy") == 0;
  if (n > 0 && cairn_value_to_boolean(method))
    cairn_guide_thin_labels(boxes, is_seen, n, greedy,
                            cairn_legend_number(drawing->draft, "labelSeparation", 0));
  for (size_t i = 0; i < n; i++)
    if (is_seen[i]) items[n_seen++] = items[i];
  return n_seen;
}

/* What the spec gives, else the configuration for ramps. */
static double ramp_number(const CairnLegendDrawing *drawing, const char *name, const char *ramp_name) {
  CairnProperty property = cairn_legend_lookup(drawing->draft, name);
  bool given =
      property.value && property.node != cairn_config_get(drawing->reader->context->model, NULL, "legend");
  return cairn_legend_number(drawing->draft, given ? name : ramp_name, 0);
}

static void draw_labels(CairnLegendDrawing *drawing, CairnGroup *group) {
  size_t n = drawing->entries.n;
  CairnMark *mark =
      cairn_mark_new(drawing->reader->context->arena, group, CAIRN_TEXT, CAIRN_ROLE_LEGEND_LABEL, NULL, n);
  CairnTextStyle style =
      cairn_text_style_read(drawing->reader, cairn_legend_lookup, drawing->draft, "label", "guide-label");
  style.limit = fmax(ramp_number(drawing, "labelLimit", "gradientLabelLimit"), 0);
  double beside = thickness(drawing->draft) + ramp_number(drawing, "labelOffset", "gradientLabelOffset");
  mark->n = 0;
  for (size_t i = 0; i < n; i++) {
    const CairnLegendEntry *entry = &drawing->entries.items[i];
    CairnItem *item = &mark->items[mark->n];
    bool is_blank = entry->n_lines == 0 || (entry->n_lines == 1 && !*entry->lines[0]);
    if (is_blank || !isfinite(entry->start)) continue;
    cairn_text_style_apply(drawing->reader->context, &style, entry->lines, entry->n_lines, item);
    place_label(drawing, entry->start, beside, &item->text);
    mark->n++;
  }
  mark->n = thin_labels(drawing, mark->items, mark->n);
}

CairnGroup *cairn_legend_draw_ramp(CairnLegendDrawing *drawing) {
  CairnGroup *group = cairn_group_new(drawing->reader->context->arena, CAIRN_ROLE_CONTAINER, "entries");
  if (drawing->type == CAIRN_LEGEND_GRADIENT)
    draw_ramp(drawing, group);
  else
    draw_bands(drawing, group);
  draw_labels(drawing, group);
  drawing->box = cairn_group_bounds(group, drawing->measure);
  return group;
}
