/* The ticks of an axis, their labels, and properties that differ from tick to tick. */
#include "guide/axis_parts.h"
#include "guide/tick_request.h"

#include "transform/expressions.h"
#include "transform/members.h"
#include "transform/predicate.h"

#include <math.h>
#include <string.h>

/* ---- Which ticks ---- */

/* The values that the spec lists, or NULL. */
static const CairnValue *read_values(CairnAxisDraft *draft, size_t *n) {
  CairnArena *arena = draft->reader->context->arena;
  CairnProperty property = cairn_axis_drafted(draft, "values");
  if (json_is_array(property.value)) {
    *n = json_array_size(property.value);
    CairnValue *values = cairn_arena_array(arena, *n, CairnValue);
    for (size_t i = 0; i < *n; i++)
      values[i] =
          cairn_scale_constant(arena, draft->def, json_array_get(property.value, i), draft->reader->zone);
    return values;
  }
  CairnValue value = cairn_property_value(draft->reader, property);
  if (value.kind != CAIRN_ARRAY) return NULL;
  *n = value.array->n;
  return value.array->items;
}

/* An error about counts or formats is one of the value at `property`, or of the definition where that is a
 * default. */
static void fail_at(CairnAxisDraft *draft, CairnProperty property, GError *error) {
  const json_t *node = property.node ? property.node : draft->def->node;
  cairn_error_place_at(error, node, property.node ? property.key : NULL);
  cairn_guide_fail(draft->reader, error);
}

static CairnTickCount choose_count(CairnAxisDraft *draft, size_t n_values) {
  CairnProperty property = cairn_axis_drafted(draft, "tickCount");
  CairnTickCount request = cairn_guide_read_tick_count(draft->reader, property),
                 count = CAIRN_TICK_COUNT_NONE;
  if (isnan(request.number) && !request.interval) request.number = n_values > 0 ? (double)n_values : 10;
  double min_step = cairn_property_number(draft->reader, cairn_axis_drafted(draft, "tickMinStep"), NAN);
  GError *error = NULL;
  if (!cairn_scale_tick_count(draft->scale, request, min_step, &count, &error))
    fail_at(draft, property, error);
  return count;
}

/* ---- Their labels ---- */

static CairnTickFormat *make_format(CairnAxisDraft *draft, CairnTickCount count, bool no_skip) {
  CairnProperty property = cairn_axis_drafted(draft, "format");
  CairnFormatRequest request =
      cairn_guide_read_format(draft->reader, property, cairn_axis_drafted(draft, "formatType"));
  GError *error = NULL;
  CairnTickFormat *format =
      cairn_tick_format_new(draft->reader->context->arena, draft->scale, count, &request, no_skip, &error);
  if (!format) fail_at(draft, property, error);
  return format;
}

static const CairnTable *datum_table(CairnAxisDraft *draft, const CairnAxisTicks *ticks,
                                     const CairnTickFormat *format) {
  CairnArena *arena = draft->reader->context->arena;
  size_t n_plain = ticks->n - (ticks->has_extra ? 1 : 0);
  CairnValue *values = cairn_arena_array(arena, ticks->n, CairnValue),
             *labels = cairn_arena_array(arena, ticks->n, CairnValue);
  double *indices = cairn_arena_array(arena, ticks->n, double);
  for (size_t i = 0; i < ticks->n; i++) {
    bool is_extra = i >= n_plain;
    values[i] = is_extra ? cairn_value_undefined() : ticks->values[i];
    labels[i] = cairn_value_string(
        is_extra || !format ? "" : cairn_tick_format_apply(format, ticks->values[i], arena));
    indices[i] = is_extra ? -1 : (double)i / (double)(n_plain > 1 ? n_plain - 1 : 1);
  }
  CairnTable *table = cairn_table_new(arena, ticks->n);
  cairn_table_put(table, cairn_column_from_values(arena, "value", values, ticks->n));
  cairn_table_put(table, cairn_column_from_values(arena, "label", labels, ticks->n));
  cairn_table_put(table, cairn_column_new_numbers(arena, "index", indices, NULL));
  return table;
}

/* Without any value to show, a continuous axis has no ticks. */
static bool has_no_domain(const CairnAxisDraft *draft) {
  const CairnScaleOptions *options = &draft->unit->bindings[draft->channel]->options;
  return options->n_domain == 0 && isnan(options->domain_min) && isnan(options->domain_max);
}

CairnAxisTicks *cairn_axis_ticks_new(CairnAxisDraft *draft, bool extra) {
  CairnArena *arena = draft->reader->context->arena;
  CairnAxisTicks *ticks = cairn_arena_one(arena, CairnAxisTicks);
  size_t n_given = 0, n = 0;
  const CairnValue *given = read_values(draft, &n_given), *chosen;
  CairnTickCount count = choose_count(draft, n_given);
  GError *error = NULL;
  if (has_no_domain(draft))
    chosen = NULL;
  else if (given)
    chosen = cairn_scale_valid_ticks(draft->scale, given, n_given, count, arena, &n, &error);
  else
    chosen = cairn_scale_ticks(draft->scale, count, arena, &n, &error);
  if (error) {
    fail_at(draft, cairn_axis_drafted(draft, given ? "values" : "tickCount"), error);
    n = 0;
  }
  ticks->has_extra = extra && n > 0;
  ticks->n = n + (ticks->has_extra ? 1 : 0);
  CairnValue *values = cairn_arena_array(arena, ticks->n, CairnValue);
  for (size_t i = 0; i < ticks->n; i++)
    values[i] = i < n ? chosen[i] : chosen[0];
  ticks->values = values;
  ticks->table = datum_table(draft, ticks, make_format(draft, count, given != NULL));
  return ticks;
}

/* ---- Properties by tick ---- */

/* The value of an expression for each tick. */
static void evaluate_rows(CairnAxisDraft *draft, const CairnAxisTicks *ticks, CairnExpr *expression,
                          const json_t *node, const char *key, const uint8_t *mask, CairnValue *out) {
  CairnExprContext *context = &draft->reader->context->run->expressions;
  context->arena = draft->reader->context->arena;
  context->table = ticks->table;
  for (size_t i = 0; i < ticks->n; i++) {
    GError *error = NULL;
    if (mask && !mask[i]) continue;
    if (cairn_expr_evaluate(expression, context, i, &out[i], &error)) continue;
    cairn_error_place_at(error, node, key);
    cairn_guide_fail(draft->reader, error);
    return;
  }
}

/* {"value": ...} or {"expr": ...} for the ticks of the mask (NULL: all). */
static void assign(CairnAxisDraft *draft, const CairnAxisTicks *ticks, const json_t *ref, const uint8_t *mask,
                   CairnValue *out) {
  CairnGuideContext *context = draft->reader->context;
  if (!cairn_json_get(ref, "expr")) {
    const json_t *json = cairn_json_get(ref, "value");
    CairnValue value = json ? cairn_value_from_json(context->arena, json) : cairn_value_undefined();
    for (size_t i = 0; i < ticks->n; i++)
      if (!mask || mask[i]) out[i] = value;
    return;
  }
  GError *error = NULL;
  CairnExpr *expression = cairn_transform_expression(context->run, ref, "expr", &error);
  if (expression)
    evaluate_rows(draft, ticks, expression, ref, "expr", mask, out);
  else
    cairn_guide_fail(draft->reader, error);
}

static void apply_condition(CairnAxisDraft *draft, const CairnAxisTicks *ticks, const json_t *condition,
                            CairnValue *out) {
  CairnGuideContext *context = draft->reader->context;
  uint8_t *mask = cairn_arena_array(context->arena, ticks->n, uint8_t);
  memset(mask, 1, ticks->n);
  GError *error = NULL;
  if (cairn_predicate_evaluate(context->run, condition, "test", ticks->table, NULL, mask, &error))
    assign(draft, ticks, condition, mask, out);
  else
    cairn_guide_fail(draft->reader, error);
}

/* Is it an expression that looks at the tick? */
static bool depends_on_tick(CairnAxisDraft *draft, const json_t *json) {
  CairnGuideContext *context = draft->reader->context;
  const char *source = json_string_value(cairn_json_get(json, "expr"));
  CairnExpr *expression =
      source ? cairn_expr_parse(context->arena, source, &context->run->scope, NULL) : NULL;
  return expression && cairn_expr_uses_datum(expression);
}

CairnTickValues cairn_axis_tick_values(CairnAxisDraft *draft, const CairnAxisTicks *ticks, const char *name) {
  CairnTickValues values = {.property = cairn_axis_lookup(draft, name)};
  const json_t *json = values.property.value, *conditions = cairn_json_get(json, "condition");
  values.varies = conditions || depends_on_tick(draft, json);
  CairnValue *items =
      cairn_arena_array(draft->reader->context->arena, values.varies ? MAX(ticks->n, 1) : 1, CairnValue);
  values.items = items;
  if (!values.varies) {
    items[0] = cairn_property_value(draft->reader, values.property);
    return values;
  }
  assign(draft, ticks, json, NULL, items);
  /* The first condition that holds counts, so it is applied last. */
  if (json_is_array(conditions))
    for (size_t i = json_array_size(conditions); i > 0; i--)
      apply_condition(draft, ticks, json_array_get(conditions, i - 1), items);
  else if (conditions)
    apply_condition(draft, ticks, conditions, items);
  return values;
}

/* ---- What labels say ---- */

const CairnValue *cairn_axis_label_values(CairnAxisDraft *draft, const CairnAxisTicks *ticks) {
  CairnGuideContext *context = draft->reader->context;
  CairnValue *labels = cairn_arena_array(context->arena, ticks->n, CairnValue);
  for (size_t i = 0; i < ticks->n; i++)
    labels[i] = cairn_column_value(cairn_table_column(ticks->table, "label"), i);
  CairnProperty property = cairn_axis_drafted(draft, "labelExpr");
  g_autofree char *source = g_strdup(cairn_property_string(draft->reader, property, NULL));
  if (draft->custom_format.function) {
    g_autofree char *call = cairn_custom_format_call(&draft->custom_format, "datum.value"), *given = g_steal_pointer(&source);
    g_auto(GStrv) parts = g_strsplit(given ? given : "datum.label", "datum.label", -1);
    source = g_strjoinv(call, parts);
  }
  if (!source) return labels;
  const json_t *node = property.value ? property.node : cairn_json_get(draft->def->node, "axis");
  const char *key = property.value ? "labelExpr" : "formatType";
  GError *error = NULL;
  CairnExpr *expression = cairn_expr_parse(context->arena, source, &context->run->scope, &error);
  if (expression) {
    evaluate_rows(draft, ticks, expression, node, key, NULL, labels);
    return labels;
  }
  cairn_error_place_at(error, node, key);
  cairn_guide_fail(draft->reader, error);
  return labels;
}
