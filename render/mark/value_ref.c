#include "mark/value_ref.h"

#include "mark/gradient.h"
#include "mark/text_value.h"
#include "table/json_value.h"
#include "transform/predicate.h"

#include <string.h>

CairnValueRef *cairn_ref_new(CairnMarkContext *context, CairnSourceKind kind) {
  CairnValueRef *ref = cairn_arena_one(context->arena, CairnValueRef);
  ref->kind = kind;
  ref->mult = 1;
  return ref;
}

CairnValueRef *cairn_ref_number(CairnMarkContext *context, double number) {
  CairnValueRef *ref = cairn_ref_new(context, CAIRN_FROM_CONSTANT);
  ref->constant = cairn_value_number(number);
  return ref;
}

const CairnScale *cairn_mark_scale(const CairnMarkContext *context, CairnChannel channel) {
  return context->unit->scales[cairn_channel_main(channel)];
}

static void fail(CairnMarkContext *context, GError *error) {
  if (context->failure) g_error_free(error);
  else context->failure = error;
}

/* ---- From JSON ---- */

static CairnValueRef *expression_ref(CairnMarkContext *context, const json_t *node) {
  GError *error = NULL;
  CairnValueRef *ref = cairn_ref_new(context, CAIRN_FROM_EXPRESSION);
  ref->node = node;
  ref->expression = cairn_expr_parse(context->arena, cairn_json_string(node, "expr", ""), &context->run->scope, &error);
  if (ref->expression) return ref;
  cairn_error_place_at(error, node, "expr");
  fail(context, error);
  return cairn_ref_number(context, NAN);
}

CairnValueRef *cairn_ref_json(CairnMarkContext *context, const json_t *value) {
  if (!value) return NULL;
  if (json_is_string(cairn_json_get(value, "expr"))) return expression_ref(context, value);
  CairnValueRef *ref = cairn_ref_new(context, CAIRN_FROM_CONSTANT);
  ref->constant = cairn_value_from_json(context->arena, value);
  /* Gradients stay JSON until they are painted. */
  if (json_is_string(cairn_json_get(value, "gradient"))) {
    ref->is_gradient = true;
    ref->constant.kind = CAIRN_OBJECT;
    ref->constant.object = (const CairnObject *)cairn_gradient_new(context->arena, value);
  }
  return ref;
}

static CairnValueRef *invalid_ref(CairnMarkContext *context, const CairnChannelDef *def, const CairnValueRef *main);

CairnValueRef *cairn_ref_def(CairnMarkContext *context, const CairnChannelDef *def, const char *column) {
  CairnValueRef *ref = cairn_ref_new(context, def->datum ? CAIRN_FROM_CONSTANT : CAIRN_FROM_COLUMN);
  if (def->datum) {
    const CairnScaleBinding *binding = context->unit->bindings[cairn_channel_main(def->channel)];
    const CairnChannelDef *typed = binding && def->type == CAIRN_TYPE_NONE ? binding->uses[0].def : def;
    ref->constant = cairn_scale_constant(context->arena, typed, def->datum, context->run->expressions.zone);
  } else {
    const CairnScaleBinding *binding = context->unit->bindings[cairn_channel_main(def->channel)];
    if (!column && binding && cairn_scale_is_bin_label(binding, def)) column = def->column_range;
    ref->column = cairn_table_column(context->table, column ? column : def->column);
  }
  ref->scale = cairn_mark_scale(context, def->channel);
  /* A bin stands for its middle where the scale is continuous, and so does, but for places, a unit of time with a
   * band. */
  bool is_place = cairn_channel_is_position(cairn_channel_main(def->channel));
  bool has_end = def->bin || (def->time_unit && def->type == CAIRN_TEMPORAL && !is_place);
  double band = !has_end ? NAN : is_place ? 0.5 : cairn_scale_band_position(context->unit, def, NULL);
  const CairnColumn *end = !column && has_end && def->column_end ? cairn_table_column(context->table, def->column_end) : NULL;
  if (end && ref->scale && !cairn_scale_type_is_discrete(ref->scale->type) && band > 0) {
    ref->kind = CAIRN_FROM_BETWEEN;
    ref->end = end;
    ref->fraction = band;
  }
  return column ? ref : invalid_ref(context, def, ref);
}

/* Where invalid cells are shown (config.scale.invalid, or mark property invalid: null) they stand at zero, at the start of the domain, or at
 * the value that is given for them. */
static CairnValueRef *invalid_ref(CairnMarkContext *context, const CairnChannelDef *def, const CairnValueRef *main) {
  CairnChannel channel = cairn_channel_main(def->channel);
  const json_t *shown = cairn_json_get(cairn_config_get(context->unit->model, "scale", "invalid"), cairn_channel_name(channel));
  bool continuous = main->scale && cairn_scale_type_is_continuous(main->scale->type) && main->scale->n_domain;
  const CairnColumn *column = def->column ? cairn_table_column(context->table, def->column) : NULL;
  if (!continuous || !column || (!shown && !cairn_scale_shows_invalid(context->unit))) return (CairnValueRef *)main;
  size_t n = context->table->n_rows, invalid = 0;
  uint8_t *mask = cairn_arena_array(context->arena, n, uint8_t);
  for (size_t row = 0; row < n; row++)
    invalid += mask[row] = (uint8_t)!isfinite(cairn_column_quantity(column, row));
  if (!invalid) return (CairnValueRef *)main;
  const json_t *value = cairn_json_get(shown, "value");
  CairnValueRef *ref = value ? cairn_ref_json(context, value) : cairn_ref_new(context, CAIRN_FROM_CONSTANT);
  if (!value) {
    const double *domain = main->scale->domain;
    double first = domain[0], last = domain[main->scale->n_domain - 1];
    bool has_zero = fmin(first, last) <= 0 && fmax(first, last) >= 0 && !cairn_scale_type_is_temporal(main->scale->type);
    ref->constant = has_zero ? cairn_value_number(0) : main->scale->values[0];
    ref->scale = main->scale;
  }
  ref->mask = mask;
  ref->otherwise = main;
  return ref;
}

/* ---- Evaluation ---- */

static CairnValue source_value(CairnMarkContext *context, const CairnValueRef *ref, size_t row) {
  switch (ref->kind) {
  case CAIRN_FROM_CONSTANT: return ref->constant;
  case CAIRN_FROM_COLUMN: return cairn_column_value(ref->column, row);
  case CAIRN_FROM_BETWEEN: {
    double start = ref->column ? cairn_column_quantity(ref->column, row) : NAN;
    double end = ref->end ? cairn_column_quantity(ref->end, row) : NAN;
    return cairn_value_number(start + (end - start) * ref->fraction);
  }
  default: break;
  }
  CairnValue value = cairn_value_undefined();
  GError *error = NULL;
  context->run->expressions.arena = context->arena;
  context->run->expressions.table = context->table;
  if (cairn_expr_evaluate(ref->expression, &context->run->expressions, row, &value, &error)) return value;
  cairn_error_place_at(error, ref->node, "expr");
  fail(context, error);
  return value;
}

/* The reference that applies to the row, or NULL. */
static const CairnValueRef *applying(const CairnValueRef *ref, size_t row) {
  while (ref && ref->mask && !ref->mask[row])
    ref = ref->otherwise;
  return ref;
}

/* A text that is a number is placed as the number; the column may know it already. */
static CairnValue placed_value(CairnMarkContext *context, const CairnValueRef *ref, size_t row) {
  bool is_measured = ref->kind == CAIRN_FROM_COLUMN && ref->column && ref->column->quantities && ref->scale &&
                     cairn_scale_type_is_continuous(ref->scale->type);
  double quantity = is_measured ? cairn_column_quantity(ref->column, row) : NAN;
  return isnan(quantity) ? source_value(context, ref, row) : cairn_value_number(quantity);
}

double cairn_ref_px(CairnMarkContext *context, const CairnValueRef *ref, size_t row) {
  ref = applying(ref, row);
  if (!ref) return NAN;
  CairnValue value = placed_value(context, ref, row);
  double px = ref->scale ? cairn_scale_position(ref->scale, value) : cairn_value_to_number(value);
  px = px * ref->mult + ref->offset;
  if (ref->band != 0) px += ref->band * cairn_scale_bandwidth(ref->scale);
  if (ref->offset_ref) px += cairn_ref_px(context, ref->offset_ref, row);
  return px;
}

CairnValue cairn_ref_value(CairnMarkContext *context, const CairnValueRef *ref, size_t row) {
  ref = applying(ref, row);
  if (!ref) return cairn_value_undefined();
  CairnValue value = source_value(context, ref, row);
  return ref->scale ? cairn_scale_value(ref->scale, value) : value;
}

bool cairn_ref_color(CairnMarkContext *context, const CairnValueRef *ref, size_t row, CairnBrush *out) {
  *out = (CairnBrush){.kind = CAIRN_BRUSH_NONE};
  ref = applying(ref, row);
  if (!ref) return false;
  CairnValue value = source_value(context, ref, row);
  CairnColor color;
  bool found = false;
  /* Objects of the data and of expressions are no gradients. */
  if (!ref->scale && value.kind == CAIRN_OBJECT && ref->is_gradient) {
    *out = (CairnBrush){.kind = CAIRN_BRUSH_GRADIENT, .gradient = (const CairnGradient *)value.object};
    return true;
  }
  if (ref->scale) found = cairn_scale_color(ref->scale, value, &color);
  else if (value.kind == CAIRN_STRING || value.kind == CAIRN_OBJECT)
    found = cairn_color_parse(cairn_value_to_string(context->arena, value), &color);
  if (found && color.a > 0) *out = (CairnBrush){.kind = CAIRN_BRUSH_COLOR, .color = color};
  return found;
}

bool cairn_ref_is_constant(const CairnValueRef *ref) {
  return !ref || (ref->kind == CAIRN_FROM_CONSTANT && !ref->mask && cairn_ref_is_constant(ref->offset_ref));
}

/* ---- Channels ---- */

const uint8_t *cairn_condition_mask(CairnMarkContext *context, const json_t *condition) {
  uint8_t *mask = cairn_arena_array(context->arena, context->table->n_rows, uint8_t);
  GError *error = NULL;
  bool ok;
  if (cairn_json_get(condition, "test")) {
    ok = cairn_predicate_evaluate(context->run, condition, "test", context->table, NULL, mask, &error);
  } else {
    json_t *selected = json_pack("{s:O}", "param", (json_t *)cairn_json_get(condition, "param"));
    const json_t *empty = cairn_json_get(condition, "empty");
    if (empty) json_object_set(selected, "empty", (json_t *)empty);
    json_t *holder = json_pack("{s:o}", "filter", selected);
    cairn_arena_own(context->arena, holder, (GDestroyNotify)json_decref);
    ok = cairn_predicate_evaluate(context->run, holder, "filter", context->table, NULL, mask, &error);
  }
  if (!ok) fail(context, error);
  return mask;
}

static CairnValueRef *condition_ref(CairnMarkContext *context, const CairnChannelDef *def, const json_t *condition) {
  const json_t *value = cairn_json_get(condition, "value");
  CairnValueRef *ref = NULL;
  if (value) ref = cairn_ref_json(context, value);
  else if (def->conditional && def->channel == CAIRN_TEXT_CHANNEL) ref = cairn_text_ref(context, def->conditional);
  else if (def->conditional) ref = cairn_ref_def(context, def->conditional, NULL);
  if (!ref) ref = cairn_ref_json(context, json_null());
  ref->mask = cairn_condition_mask(context, condition);
  return ref;
}

static const CairnValueRef *main_ref(CairnMarkContext *context, const CairnChannelDef *def, const CairnValueRef *fallback) {
  if (def->column || def->datum) return def->channel == CAIRN_TEXT_CHANNEL ? cairn_text_ref(context, def) : cairn_ref_def(context, def, NULL);
  return def->value ? cairn_ref_json(context, def->value) : fallback;
}

const CairnValueRef *cairn_ref_channel(CairnMarkContext *context, CairnChannel channel, const char *vg_property,
                                       const CairnValueRef *fallback) {
  const CairnChannelDef *def = context->unit->channels[channel];
  if (!fallback) {
    const json_t *property = vg_property ? cairn_json_get(context->unit->mark_def, vg_property) : NULL;
    if (!property) property = cairn_mark_property(context->unit, cairn_channel_name(channel), vg_property);
    fallback = cairn_ref_json(context, property);
  }
  if (!def) return fallback;
  const CairnValueRef *result = main_ref(context, def, fallback);
  size_t n = json_is_array(def->condition) ? json_array_size(def->condition) : def->condition ? 1 : 0;
  for (size_t i = n; i > 0; i--) {
    const json_t *condition = json_is_array(def->condition) ? json_array_get(def->condition, i - 1) : def->condition;
    CairnValueRef *ref = condition_ref(context, def, condition);
    ref->otherwise = result;
    result = ref;
  }
  return result;
}

const CairnValueRef *cairn_ref_property(CairnMarkContext *context, const char *property) {
  return cairn_ref_json(context, cairn_mark_property(context->unit, property, NULL));
}
