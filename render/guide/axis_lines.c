/* The straight parts of an axis: grid lines, ticks, and the line along it. */
#include "guide/axis_parts.h"

#include <math.h>

/* How lines of one kind are painted; each part may differ from tick to tick. */
typedef struct LinePaint {
  CairnTickValues color, opacity, width, dash, dash_offset, cap;
  const CairnPaint *shared; /* of all ticks, when none differs */
} LinePaint;

static CairnTickValues values_of(CairnAxisDrawing *drawing, const char *prefix, const char *name) {
  const char *full = cairn_arena_concat(drawing->reader->context->arena, prefix, name);
  return cairn_axis_tick_values(drawing->draft, drawing->ticks, full);
}

static LinePaint line_paint(CairnAxisDrawing *drawing, const char *prefix) {
  return (LinePaint){.color = values_of(drawing, prefix, "Color"),
                     .opacity = values_of(drawing, prefix, "Opacity"),
                     .width = values_of(drawing, prefix, "Width"),
                     .dash = values_of(drawing, prefix, "Dash"),
                     .dash_offset = values_of(drawing, prefix, "DashOffset"),
                     .cap = values_of(drawing, prefix, "Cap")};
}

static double number_of(CairnAxisDrawing *drawing, const CairnTickValues *values, size_t i,
                        double otherwise) {
  return cairn_value_as_number(drawing->reader, values->property, cairn_tick_value(values, i), otherwise);
}

static const CairnPaint *paint_of(CairnAxisDrawing *drawing, LinePaint *line, size_t i) {
  if (line->shared) return line->shared;
  CairnPaint *paint = cairn_arena_one(drawing->reader->context->arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->stroke =
      cairn_value_as_brush(drawing->reader, line->color.property, cairn_tick_value(&line->color, i));
  paint->stroke_opacity = CLAMP(number_of(drawing, &line->opacity, i, 1), 0, 1);
  paint->stroke_width = fmax(number_of(drawing, &line->width, i, 1), 0);
  paint->dash_offset = number_of(drawing, &line->dash_offset, i, 0);
  cairn_value_as_dash(drawing->reader, line->dash.property, cairn_tick_value(&line->dash, i), paint);
  cairn_value_as_cap(drawing->reader, line->cap.property, cairn_tick_value(&line->cap, i), paint);
  bool varies = line->color.varies || line->opacity.varies || line->width.varies || line->dash.varies ||
                line->dash_offset.varies || line->cap.varies;
  if (!varies) line->shared = paint;
  return paint;
}

/* px along the axis of tick `i`. The extra one stands at the start of the first band; where ticks do so
 * anyway, Vega has none to tell from it, and puts it at 0. */
static double tick_position(const CairnAxisDrawing *drawing, size_t i) {
  const CairnAxisTicks *ticks = drawing->ticks;
  bool is_extra = ticks->has_extra && i + 1 == ticks->n;
  if (is_extra && drawing->band == 0) return 0;
  double position = cairn_scale_position(drawing->scale, ticks->values[i]);
  if (!is_extra) position += drawing->band * cairn_scale_bandwidth(drawing->scale);
  position += drawing->tick_offset;
  return drawing->round ? floor(position + 0.5) : position;
}

/* A line at `along` the axis, from `from` to `to` across it. */
static CairnRuleItem line_across(const CairnAxisDrawing *drawing, double along, double from, double to) {
  return drawing->across ? (CairnRuleItem){along, from, along, to} : (CairnRuleItem){from, along, to, along};
}

static CairnMark *lines_mark(CairnAxisDrawing *drawing, CairnGroup *group, CairnRole role) {
  return cairn_mark_new(drawing->reader->context->arena, group, CAIRN_RULE, role, NULL, drawing->ticks->n);
}

CairnMark *cairn_axis_draw_grid(CairnAxisDrawing *drawing, CairnGroup *group) {
  /* Vega measures the grid from the axis back over the range of the other scale. */
  double start = 0, stop = drawing->across ? drawing->height : drawing->width;
  if (drawing->grid_scale && !cairn_scale_range_extent(drawing->grid_scale, &start, &stop)) stop = start;
  /* An offset in the configuration moves the grid with the axis. */
  double offset = cairn_property_number(drawing->reader, cairn_axis_drafted(drawing->draft, "offset"), 0);
  double from = -drawing->sign * (start + offset), to = -drawing->sign * (stop + offset);
  CairnMark *mark = lines_mark(drawing, group, CAIRN_ROLE_AXIS_GRID);
  LinePaint paint = line_paint(drawing, "grid");
  size_t used = 0;
  for (size_t i = 0; i < drawing->ticks->n; i++) {
    double along = tick_position(drawing, i);
    if (!isfinite(along)) continue;
    mark->items[used].rule = line_across(drawing, along, from, to);
    mark->items[used++].paint = paint_of(drawing, &paint, i);
  }
  mark->n = used;
  return mark;
}

CairnMark *cairn_axis_draw_ticks(CairnAxisDrawing *drawing, CairnGroup *group) {
  CairnProperty shown = cairn_axis_lookup(drawing->draft, "ticks");
  if (!cairn_property_boolean(drawing->reader, shown, true)) return NULL;
  CairnTickValues sizes = cairn_axis_tick_values(drawing->draft, drawing->ticks, "tickSize");
  LinePaint paint = line_paint(drawing, "tick");
  CairnMark *mark = lines_mark(drawing, group, CAIRN_ROLE_AXIS_TICK);
  size_t used = 0;
  for (size_t i = 0; i < drawing->ticks->n; i++) {
    double along = tick_position(drawing, i), size = number_of(drawing, &sizes, i, 0);
    if (!isfinite(along)) continue;
    mark->items[used].rule = line_across(drawing, along, 0, drawing->sign * size);
    mark->items[used++].paint = paint_of(drawing, &paint, i);
  }
  mark->n = used;
  return mark;
}

void cairn_axis_draw_domain(CairnAxisDrawing *drawing, CairnGroup *group) {
  CairnProperty shown = cairn_axis_lookup(drawing->draft, "domain");
  if (!cairn_property_boolean(drawing->reader, shown, true)) return;
  CairnMark *mark =
      cairn_mark_new(drawing->reader->context->arena, group, CAIRN_RULE, CAIRN_ROLE_AXIS_DOMAIN, NULL, 1);
  LinePaint paint = line_paint(drawing, "domain");
  double start = drawing->range_start, stop = drawing->range_stop;
  mark->items[0].rule =
      drawing->across ? (CairnRuleItem){start, 0, stop, 0} : (CairnRuleItem){0, start, 0, stop};
  mark->items[0].paint = paint_of(drawing, &paint, 0);
}
