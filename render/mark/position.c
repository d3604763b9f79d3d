#include "mark/position.h"

#include "mark/offset.h"

#include <string.h>

static double view_size(const CairnMarkContext *context, CairnChannel channel) {
  bool horizontal = channel == CAIRN_X || channel == CAIRN_X2;
  return horizontal ? context->unit->width : context->unit->height;
}

/* Numbers are px; "width" and "height" are the far edges of the view. */
const CairnValueRef *cairn_position_value(CairnMarkContext *context, const json_t *value) {
  const char *text = json_is_string(value) ? json_string_value(value) : "";
  if (strcmp(text, "width") == 0) return cairn_ref_number(context, context->unit->width);
  if (strcmp(text, "height") == 0) return cairn_ref_number(context, context->unit->height);
  return cairn_ref_json(context, value);
}

/* Is zero the base of what is drawn along the scale? Of a scale that includes zero it is, even where the spec cuts the
 * domain off; otherwise an explicit domain tells, and then what the domain is (Vega-Lite's domainHasZero). */
static bool has_zero_base(const CairnScaleBinding *binding, const CairnScale *scale) {
  if (!scale->domain || !cairn_scale_type_is_continuous(scale->type) || cairn_scale_type_is_temporal(scale->type) ||
      scale->type == CAIRN_SCALE_LOG)
    return false;
  if (binding->options.zero) return true;
  bool without_zero = false, by_field = false;
  for (size_t i = 0; i < binding->n_uses; i++) {
    const json_t *domain = cairn_json_get(cairn_json_get(binding->uses[i].def->node, "scale"), "domain");
    const json_t *first = json_array_get(domain, 0), *last = json_array_get(domain, json_array_size(domain) - 1);
    bool is_explicit = json_is_number(first) && json_is_number(last);
    if (is_explicit && json_number_value(first) <= 0 && json_number_value(last) >= 0) return true;
    without_zero |= is_explicit;
    by_field |= !is_explicit;
  }
  if (without_zero && !by_field) return false;
  double first = scale->domain[0], last = scale->domain[scale->n_domain - 1];
  return fmin(first, last) <= 0 && fmax(first, last) >= 0;
}

/* Zero where that is the base, else an end of the domain. */
static const CairnValueRef *zero_or_end(CairnMarkContext *context, CairnChannel channel, bool maximum) {
  const CairnScale *scale = cairn_mark_scale(context, channel);
  const CairnScaleBinding *binding = context->unit->bindings[channel];
  if (scale && binding && scale->n_domain) {
    CairnValueRef *ref = cairn_ref_new(context, CAIRN_FROM_CONSTANT);
    ref->scale = scale;
    ref->constant = has_zero_base(binding, scale) ? cairn_value_number(0) : scale->values[maximum ? scale->n_domain - 1 : 0];
    return ref;
  }
  double width = context->unit->width, height = context->unit->height;
  switch (channel) {
  case CAIRN_RADIUS: return cairn_ref_number(context, maximum ? fmin(width, height) / 2 : 0);
  case CAIRN_THETA: return cairn_ref_number(context, maximum ? 2 * G_PI : 0);
  case CAIRN_X: return cairn_ref_number(context, maximum ? width : 0);
  default: return cairn_ref_number(context, maximum ? 0 : height);
  }
}

const CairnValueRef *cairn_position_default(CairnMarkContext *context, CairnChannel channel, CairnDefaultPosition otherwise) {
  const CairnChannel main = cairn_channel_main(channel);
  const json_t *property = cairn_mark_property(context->unit, cairn_channel_name(channel), NULL);
  if (property) return cairn_position_value(context, property);
  switch (otherwise) {
  case CAIRN_POSITION_MIDDLE: return cairn_ref_number(context, view_size(context, main) / 2);
  case CAIRN_POSITION_ZERO_OR_MIN: return zero_or_end(context, main, false);
  case CAIRN_POSITION_ZERO_OR_MAX: return zero_or_end(context, main, true);
  default: return NULL;
  }
}

CairnValueRef *cairn_position_between(CairnMarkContext *context, const CairnChannelDef *def, const char *start, const char *end,
                                      double fraction) {
  CairnValueRef *ref = cairn_ref_def(context, def, fraction == 1 ? end : start);
  if (fraction > 0 && fraction < 1) {
    ref->kind = CAIRN_FROM_BETWEEN;
    ref->end = cairn_table_column(context->table, end);
    ref->fraction = fraction;
  }
  return ref;
}

/* A field or datum at a point of its band, bin or time unit. */
static CairnValueRef *data_point(CairnMarkContext *context, const CairnChannelDef *def, const CairnChannelDef *secondary, double band) {
  const CairnScale *scale = cairn_mark_scale(context, def->channel);
  const CairnStack *stack = context->unit->stack;
  bool discrete = scale && cairn_scale_type_is_discrete(scale->type);
  if (cairn_channel_main(def->channel) != def->channel && scale && scale->type != CAIRN_SCALE_BAND) return cairn_ref_def(context, def, NULL);
  if (isnan(band)) band = cairn_scale_band_position(context->unit, def, secondary);
  bool temporal_band = def->time_unit && def->type == CAIRN_TEMPORAL && !isnan(band) && band != 0;
  if (def->column && (def->bin || temporal_band)) {
    const char *middle = cairn_arena_printf(context->arena, "%s_mid", def->column);
    if (def->bin && stack && stack->impute && cairn_table_column(context->table, middle)) return cairn_ref_def(context, def, middle);
    if (!isnan(band) && band != 0 && !discrete) {
      const char *end = def->column_end ? def->column_end : cairn_arena_printf(context->arena, "%s_end", def->column);
      return cairn_position_between(context, def, def->column, end, band);
    }
    if (def->bin && band == 0 && !discrete) return cairn_ref_def(context, def, def->column);
    if (def->bin && discrete) return cairn_ref_def(context, def, NULL); /* at the start of its band, as in Vega-Lite */
  } else if (def->column && def->binned && secondary && secondary->column) {
    return cairn_position_between(context, def, def->column, secondary->column, isnan(band) ? 0.5 : band);
  }
  CairnValueRef *ref = cairn_ref_def(context, def, NULL);
  if (scale && scale->type == CAIRN_SCALE_BAND) ref->band = !isnan(band) ? band : def->has_band_position ? def->band_position : 0.5;
  return ref;
}

const CairnValueRef *cairn_position_at(CairnMarkContext *context, CairnChannel channel, const CairnChannelDef *def,
                                       CairnDefaultPosition otherwise, double band, CairnOffset offset) {
  CairnChannel second = cairn_channel_secondary(channel);
  const CairnChannelDef *secondary = second == CAIRN_N_CHANNELS ? NULL : context->unit->channels[second];
  const CairnValueRef *base = NULL;
  if (def && (def->column || def->datum)) base = data_point(context, def, secondary, band);
  else if (def && def->value) base = cairn_position_value(context, def->value);
  else base = cairn_position_default(context, channel, otherwise);
  return cairn_offset_apply(context, base, offset);
}

/* The edge of a stack that points and lines sit on. */
static const CairnValueRef *stack_point(CairnMarkContext *context, const CairnChannelDef *def, CairnOffset offset) {
  const CairnStack *stack = context->unit->stack;
  bool polar_text = strcmp(context->unit->mark, "text") == 0 && !cairn_channel_is_xy(def->channel);
  double band = def->has_band_position ? def->band_position : polar_text ? 0.5 : 1;
  return cairn_offset_apply(context, cairn_position_between(context, def, stack->start, stack->end, band), offset);
}

const CairnValueRef *cairn_position_point(CairnMarkContext *context, CairnChannel channel, CairnDefaultPosition otherwise) {
  const CairnChannelDef *def = context->unit->channels[channel];
  CairnOffset offset = cairn_offset_of(context, channel, 0.5);
  const CairnStack *stack = context->unit->stack;
  if (def && stack && stack->channel == channel) return stack_point(context, def, offset);
  return cairn_position_at(context, channel, def, otherwise, offset.from_channel ? 0 : NAN, offset);
}

/* ---- Ranges ---- */

/* x2, or width, as a property of `object`; true when it has one of them. */
static bool second_from(CairnMarkContext *context, const json_t *object, CairnChannel second, const char *size, CairnExtent *extent) {
  const json_t *end = cairn_json_get(object, cairn_channel_name(second)), *length = size ? cairn_json_get(object, size) : NULL;
  if (end) extent->end = cairn_position_value(context, end);
  else if (json_is_number(length) || (length && cairn_json_get(length, "expr"))) extent->size = cairn_ref_json(context, length);
  return extent->end || extent->size;
}

static void find_second(CairnMarkContext *context, CairnChannel channel, CairnDefaultPosition otherwise, CairnExtent *extent) {
  const CairnView *unit = context->unit;
  CairnChannel second = cairn_channel_secondary(channel);
  const CairnChannelDef *def = unit->channels[channel], *secondary = unit->channels[second];
  bool own_offset = secondary || cairn_json_get(unit->mark_def, cairn_channel_name(second));
  CairnOffset offset = cairn_offset_of(context, own_offset ? second : channel, 0.5);
  if (def && (def->column || def->datum) && unit->stack && unit->stack->channel == channel) {
    extent->end = cairn_offset_apply(context, cairn_ref_def(context, def, unit->stack->start), offset);
    return;
  }
  if (secondary) {
    CairnChannelDef typed = *secondary;
    if (typed.type == CAIRN_TYPE_NONE && def) typed.type = def->type;
    CairnChannelDef *kept = cairn_arena_one(context->arena, CairnChannelDef);
    *kept = typed;
    extent->end = cairn_position_at(context, second, kept, CAIRN_POSITION_NONE, NAN, offset);
    return;
  }
  const char *size = channel == CAIRN_X ? "width" : channel == CAIRN_Y ? "height" : NULL;
  if (second_from(context, unit->mark_def, second, size, extent) ||
      second_from(context, cairn_config_get(unit->model, NULL, unit->mark), second, size, extent) ||
      second_from(context, cairn_config_get(unit->model, NULL, "mark"), second, size, extent))
    return;
  /* An end that nobody gives stays at the base line, whatever the offsets. */
  extent->end = cairn_position_default(context, second, otherwise);
}

void cairn_extent_align(CairnMarkContext *context, CairnChannel channel, bool top, const CairnValueRef *position, CairnExtent *extent) {
  const char *align = cairn_mark_string(context->unit, channel == CAIRN_X ? "align" : "baseline", top ? "top" : "middle");
  if (strcmp(align, "top") == 0 || strcmp(align, "left") == 0) extent->start = position;
  else if (strcmp(align, "bottom") == 0 || strcmp(align, "right") == 0) extent->end = position;
  else extent->center = position;
}

CairnExtent cairn_position_range(CairnMarkContext *context, CairnChannel channel, CairnDefaultPosition otherwise,
                                 CairnDefaultPosition otherwise_end) {
  CairnExtent extent = {0};
  find_second(context, channel, otherwise_end, &extent);
  const CairnValueRef *position = cairn_position_point(context, channel, otherwise);
  if (extent.size) cairn_extent_align(context, channel, false, position, &extent);
  else extent.start = position;
  return extent;
}

void cairn_extent_resolve(CairnMarkContext *context, const CairnExtent *extent, size_t row, double *start, double *size) {
  double first = cairn_ref_px(context, extent->start, row), last = cairn_ref_px(context, extent->end, row);
  double length = cairn_ref_px(context, extent->size, row);
  if (extent->start && extent->end) {
    *start = fmin(first, last);
    *size = fabs(last - first);
  } else {
    *size = isnan(length) ? 0 : length;
    if (extent->center) *start = cairn_ref_px(context, extent->center, row) - *size / 2;
    else *start = extent->start ? first : last - *size;
  }
}
