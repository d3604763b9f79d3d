/* The labels of an axis: where they stand, how they look, and which of them are left out. */
#include "guide/axis_parts.h"
#include "guide/overlap.h"

#include "layout/text.h"

#include <math.h>
#include <string.h>

/* ---- Properties ---- */

typedef struct LabelProperties {
  CairnTextStyle style; /* without what differs from tick to tick */
  CairnTickValues color, font, font_size, font_style, font_weight, opacity;
  CairnTickValues align, baseline, offset, padding, tick_size;
  double angle;
  bool avoids_overlap;  /* in Vega this makes labels opaque that would have an opacity of their own */
  bool has_line_height; /* else it follows the font's size */
  bool has_flush;       /* labels at the ends are aligned with the ends */
  double flush, flush_offset;
} LabelProperties;

/* Properties that differ from tick to tick are read tick by tick instead. */
static CairnProperty constant_lookup(const void *guide, const char *name) {
  CairnProperty property = cairn_axis_lookup(guide, name);
  if (cairn_json_get(property.value, "condition") || cairn_json_get(property.value, "expr"))
    property.value = NULL;
  return property;
}

static CairnTickValues values_of(const CairnAxisDrawing *drawing, const char *name) {
  return cairn_axis_tick_values(drawing->draft, drawing->ticks, name);
}

static double number_of(const CairnAxisDrawing *drawing, const char *name, double otherwise) {
  return cairn_property_number(drawing->reader, cairn_axis_lookup(drawing->draft, name), otherwise);
}

/* labelFlush: true is 1 px, false is off. */
static void read_flush(const CairnAxisDrawing *drawing, LabelProperties *labels) {
  CairnProperty property = cairn_axis_lookup(drawing->draft, "labelFlush");
  CairnValue value = cairn_property_value(drawing->reader, property);
  labels->has_flush = value.kind == CAIRN_NUMBER || cairn_value_to_boolean(value);
  labels->flush = cairn_value_as_number(drawing->reader, property, value, 0);
  labels->flush_offset = labels->has_flush ? number_of(drawing, "labelFlushOffset", 0) : 0;
}

static LabelProperties read_properties(const CairnAxisDrawing *drawing) {
  LabelProperties labels = {.style = cairn_text_style_read(drawing->reader, constant_lookup, drawing->draft,
                                                           "label", "guide-label"),
                            .color = values_of(drawing, "labelColor"),
                            .font = values_of(drawing, "labelFont"),
                            .font_size = values_of(drawing, "labelFontSize"),
                            .font_style = values_of(drawing, "labelFontStyle"),
                            .font_weight = values_of(drawing, "labelFontWeight"),
                            .opacity = values_of(drawing, "labelOpacity"),
                            .align = values_of(drawing, "labelAlign"),
                            .baseline = values_of(drawing, "labelBaseline"),
                            .offset = values_of(drawing, "labelOffset"),
                            .padding = values_of(drawing, "labelPadding"),
                            .tick_size = values_of(drawing, "tickSize"),
                            .angle = number_of(drawing, "labelAngle", 0)};
  read_flush(drawing, &labels);
  const CairnModel *model = drawing->reader->context->model;
  labels.has_line_height = cairn_axis_lookup(drawing->draft, "labelLineHeight").value ||
                           cairn_property_style(model, "guide-label", "lineHeight").value;
  CairnProperty overlap = cairn_axis_lookup(drawing->draft, "labelOverlap");
  labels.avoids_overlap = cairn_property_boolean(drawing->reader, overlap, false);
  return labels;
}

static bool is_constant(CairnTickValues values) {
  return !values.varies && !cairn_json_get(values.property.value, "expr");
}

/* The style of label `i`. */
static CairnTextStyle style_of(const CairnAxisDrawing *drawing, const LabelProperties *labels, size_t i) {
  CairnTextStyle style = labels->style;
  CairnGuideReader *reader = drawing->reader;
  if (!is_constant(labels->color))
    style.fill = cairn_value_as_brush(reader, labels->color.property, cairn_tick_value(&labels->color, i));
  if (!is_constant(labels->font))
    style.font.family = cairn_value_as_string(reader, labels->font.property,
                                              cairn_tick_value(&labels->font, i), "sans-serif");
  if (!is_constant(labels->font_size)) {
    double size = cairn_value_as_number(reader, labels->font_size.property,
                                        cairn_tick_value(&labels->font_size, i), 11);
    style.font.size = fmax(size, 0);
    if (!labels->has_line_height) style.line_height = style.font.size + 2;
  }
  if (!is_constant(labels->font_style))
    style.font.italic =
        cairn_value_as_italic(reader, labels->font_style.property, cairn_tick_value(&labels->font_style, i));
  if (!is_constant(labels->font_weight))
    style.font.weight = cairn_value_as_weight(reader, labels->font_weight.property,
                                              cairn_tick_value(&labels->font_weight, i), 400);
  if (!is_constant(labels->opacity) && !labels->avoids_overlap)
    style.opacity = CLAMP(
        cairn_value_as_number(reader, labels->opacity.property, cairn_tick_value(&labels->opacity, i), 1), 0,
        1);
  return style;
}

/* ---- Places ---- */

/* -1 at the start of the axis, 1 at its end, 0 between: where labels are flushed. */
static int flush_side(const CairnAxisDrawing *drawing, const LabelProperties *labels, double position) {
  if (!labels->has_flush) return 0;
  double low = fmin(drawing->range_start, drawing->range_stop),
         high = fmax(drawing->range_start, drawing->range_stop);
  double to_low = fabs(position - low), to_high = fabs(high - position);
  if (to_low < to_high && to_low <= labels->flush) return -1;
  return to_high <= labels->flush ? 1 : 0;
}

static CairnAlign default_align(const CairnAxisDrawing *drawing, int side) {
  if (drawing->across) return side < 0 ? CAIRN_ALIGN_LEFT : side > 0 ? CAIRN_ALIGN_RIGHT : CAIRN_ALIGN_CENTER;
  return drawing->orient == CAIRN_ORIENT_RIGHT ? CAIRN_ALIGN_LEFT : CAIRN_ALIGN_RIGHT;
}

static CairnBaseline default_baseline(const CairnAxisDrawing *drawing, int side) {
  if (drawing->across)
    return drawing->orient == CAIRN_ORIENT_TOP ? CAIRN_BASELINE_BOTTOM : CAIRN_BASELINE_TOP;
  return side < 0 ? CAIRN_BASELINE_TOP : side > 0 ? CAIRN_BASELINE_BOTTOM : CAIRN_BASELINE_MIDDLE;
}

static double tick_number(const CairnAxisDrawing *drawing, const CairnTickValues *values, size_t i) {
  return cairn_value_as_number(drawing->reader, values->property, cairn_tick_value(values, i), 0);
}

/* px from the axis to its labels. */
static double distance(const CairnAxisDrawing *drawing, const LabelProperties *labels, size_t i) {
  bool has_ticks = cairn_property_boolean(drawing->reader, cairn_axis_lookup(drawing->draft, "ticks"), true);
  double size = has_ticks ? tick_number(drawing, &labels->tick_size, i) : 0;
  return drawing->sign * (size + tick_number(drawing, &labels->padding, i));
}

static void place(const CairnAxisDrawing *drawing, const LabelProperties *labels, size_t i,
                  CairnTextItem *text) {
  bool is_extra = drawing->ticks->has_extra && i + 1 == drawing->ticks->n;
  double start = is_extra ? NAN : cairn_scale_position(drawing->scale, drawing->ticks->values[i]);
  int side = flush_side(drawing, labels, start);
  double along = start + 0.5 * cairn_scale_bandwidth(drawing->scale) + drawing->tick_offset +
                 tick_number(drawing, &labels->offset, i);
  if (!isfinite(along)) along = 0;
  double away = distance(drawing, labels, i), shift = side * labels->flush_offset;
  bool is_aligned = labels->align.property.value && is_constant(labels->align);
  bool is_based = labels->baseline.property.value && is_constant(labels->baseline);
  bool is_shifted = drawing->across ? !is_aligned : !is_based;
  text->position = along;
  if (is_shifted) along += shift;
  text->x = drawing->across ? along : away;
  text->y = drawing->across ? away : along;
  text->angle = labels->angle;
  text->align = cairn_value_as_align(drawing->reader, labels->align.property,
                                     cairn_tick_value(&labels->align, i), default_align(drawing, side));
  text->baseline =
      cairn_value_as_baseline(drawing->reader, labels->baseline.property,
                              cairn_tick_value(&labels->baseline, i), default_baseline(drawing, side));
}

/* ---- Choosing ---- */

/* Labels must not reach further than `tolerance` px beyond the ends of the axis. */
static void drop_beyond_ends(const CairnAxisDrawing *drawing, const CairnBox *boxes, bool *is_seen, size_t n,
                             double tolerance) {
  double low = fmin(drawing->range_start, drawing->range_stop) - tolerance;
  double high = fmax(drawing->range_start, drawing->range_stop) + tolerance;
  for (size_t i = 0; i < n; i++) {
    double start = drawing->across ? boxes[i].x : boxes[i].y;
    double size = drawing->across ? boxes[i].width : boxes[i].height;
    if (start < low || start + size > high) is_seen[i] = false;
  }
}

/* Which of the labels are seen, when overlap is to be avoided. */
static void choose(const CairnAxisDrawing *drawing, const CairnBox *boxes, bool *is_seen, size_t n) {
  static const char *const methods[] = {"parity", "greedy"};
  CairnProperty property = cairn_axis_lookup(drawing->draft, "labelOverlap");
  CairnValue method = cairn_property_value(drawing->reader, property);
  int found = method.kind == CAIRN_BOOLEAN
                  ? 0
                  : cairn_value_as_choice(drawing->reader, property, method, methods, G_N_ELEMENTS(methods),
                                          "true, false, \"parity\" or \"greedy\"");
  cairn_guide_thin_labels(boxes, is_seen, n, found == 1, number_of(drawing, "labelSeparation", 0));
  CairnValue bound = cairn_property_value(drawing->reader, cairn_axis_lookup(drawing->draft, "labelBound"));
  double tolerance = cairn_value_to_number(bound);
  if (cairn_value_to_boolean(bound) && tolerance >= 0)
    drop_beyond_ends(drawing, boxes, is_seen, n, tolerance);
}

/* Vega looks for overlap among texts with an extent only; empty ones have one when they are turned. */
static bool has_extent(CairnBox box) {
  return box.width > 1 && box.height > 1;
}

static bool is_blank(const CairnTextItem *text) {
  for (size_t i = 0; i < text->n_lines; i++)
    if (*text->lines[i]) return false;
  return true;
}

/* The box around those that count. */
static CairnBox box_around(const CairnBox *boxes, const bool *counts, size_t n) {
  CairnBox around = cairn_box_empty();
  for (size_t i = 0; i < n; i++)
    if (counts[i]) around = cairn_box_union(around, boxes[i]);
  return around;
}

/* The tick that is `k`-th in the order in which labels are chosen: the extra one comes first. */
static size_t tick_in_order(const CairnAxisTicks *ticks, size_t k) {
  if (!ticks->has_extra) return k;
  return k == 0 ? ticks->n - 1 : k - 1;
}

/* Drops labels that are not seen; returns the box around the others. */
static CairnBox keep_seen(const CairnAxisDrawing *drawing, const LabelProperties *labels, CairnMark *mark,
                          const CairnBox *boxes) {
  size_t n = 0, used = 0;
  g_autofree CairnBox *candidates = g_new(CairnBox, mark->n + 1);
  g_autofree bool *is_seen = g_new(bool, mark->n + 1), *counts = g_new(bool, mark->n + 1);
  for (size_t k = 0; k < mark->n; k++) {
    size_t i = tick_in_order(drawing->ticks, k);
    if (has_extent(boxes[i])) candidates[n++] = boxes[i];
  }
  bool chosen = labels->avoids_overlap && n > 0;
  if (chosen) choose(drawing, candidates, is_seen, n);
  for (size_t k = 0, candidate = 0; k < mark->n; k++) {
    size_t i = tick_in_order(drawing->ticks, k);
    counts[i] = !chosen || (has_extent(boxes[i]) && is_seen[candidate++]);
  }
  CairnBox around = box_around(boxes, counts, mark->n);
  for (size_t i = 0; i < mark->n; i++)
    if (!is_blank(&mark->items[i].text) && (counts[i] || !has_extent(boxes[i])))
      mark->items[used++] = mark->items[i];
  mark->n = used;
  return around;
}

/* Moves upright labels of tall scripts below or above a plot away from the axis, by what their ink reaches beyond
 * their line towards it. */
static void make_room_for_ink(const CairnAxisDrawing *drawing, CairnMark *mark, CairnBox *boxes) {
  CairnMeasure plain = {cairn_text_width_callback, drawing->reader->context->measurer, NULL};
  double most = 0;
  for (size_t i = 0; drawing->across && i < mark->n; i++) {
    const CairnTextItem *text = &mark->items[i].text;
    if (text->angle != 0) continue;
    CairnBox line = cairn_text_bounds(text, plain);
    double below = boxes[i].y + boxes[i].height - line.y - line.height;
    most = fmax(most, drawing->sign > 0 ? line.y - boxes[i].y : below);
  }
  for (size_t i = 0; most > 0.5 && i < mark->n; i++) {
    if (mark->items[i].text.angle != 0) continue;
    mark->items[i].text.y += drawing->sign * ceil(most);
    boxes[i].y += drawing->sign * ceil(most);
  }
}

CairnBox cairn_axis_draw_labels(CairnAxisDrawing *drawing, CairnGroup *group) {
  CairnProperty shown = cairn_axis_lookup(drawing->draft, "labels");
  if (!cairn_property_boolean(drawing->reader, shown, true)) return cairn_box_empty();
  const CairnAxisTicks *ticks = drawing->ticks;
  CairnGuideContext *context = drawing->reader->context;
  const CairnValue *values = cairn_axis_label_values(drawing->draft, ticks);
  LabelProperties labels = read_properties(drawing);
  CairnMark *mark = cairn_mark_new(context->arena, group, CAIRN_TEXT, CAIRN_ROLE_AXIS_LABEL, NULL, ticks->n);
  CairnBox *boxes = cairn_arena_array(context->arena, ticks->n, CairnBox);
  for (size_t i = 0; i < ticks->n; i++) {
    CairnItem *item = &mark->items[i];
    size_t n_lines;
    const char *const *lines = cairn_value_as_lines(drawing->reader, values[i], &n_lines);
    CairnTextStyle style = style_of(drawing, &labels, i);
    cairn_text_style_apply(context, &style, lines, n_lines, item);
    place(drawing, &labels, i, &item->text);
    boxes[i] = cairn_text_item_bounds(context->measurer, &item->text);
  }
  make_room_for_ink(drawing, mark, boxes);
  return keep_seen(drawing, &labels, mark, boxes);
}
