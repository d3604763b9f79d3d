#include "mark/text_value.h"

#include "base/time_format.h"
#include "base/time_unit.h"
#include "spec/custom_format.h"

#include <math.h>
#include <string.h>

/* A definition's format: its own member, or that of its guide. */
static const json_t *format_member(const CairnChannelDef *def, const char *name) {
  static const char *const guides[] = {"axis", "legend", "header"};
  const json_t *own = cairn_json_get(def->node, name);
  for (size_t i = 0; !own && i < G_N_ELEMENTS(guides); i++)
    own = cairn_json_get(cairn_json_get(def->node, guides[i]), name);
  return own;
}

static bool is_time(const CairnChannelDef *def) {
  const json_t *type = format_member(def, "formatType");
  if (json_is_string(type)) return strcmp(json_string_value(type), "time") == 0 || strcmp(json_string_value(type), "utc") == 0;
  return def->type == CAIRN_TEMPORAL || def->time_unit;
}

static const char *default_time_specifier(CairnMarkContext *context, const CairnChannelDef *def) {
  CairnTimeUnit unit;
  if (!def->time_unit || !cairn_time_unit_parse(def->time_unit, &unit))
    return cairn_json_string(context->unit->model->config, "timeFormat", "%b %d, %Y");
  g_autoptr(GString) specifier = g_string_new(NULL);
  cairn_time_unit_append_specifier(unit.parts, cairn_time_specifier_vega_lite, (void *)context->unit->model->locale, specifier);
  return cairn_arena_strndup(context->arena, specifier->str, specifier->len);
}

static bool is_utc(const CairnChannelDef *def) {
  const json_t *type = format_member(def, "formatType");
  return (def->time_unit && g_str_has_prefix(def->time_unit, "utc")) ||
         (json_is_string(type) && strcmp(json_string_value(type), "utc") == 0) ||
         strcmp(cairn_json_string(cairn_json_get(def->node, "scale"), "type", ""), "utc") == 0;
}

CairnTextFormat cairn_text_format_of(CairnMarkContext *context, const CairnChannelDef *def, GError **error) {
  CairnTextFormat format = {.time = is_time(def), .zone = context->run->expressions.zone, .locale = context->unit->model->locale};
  const json_t *given = format_member(def, "format");
  format.specifier = json_string_value(given);
  if (format.time) {
    if (is_utc(def)) format.zone = cairn_zone_utc();
    if (!format.specifier) format.specifier = default_time_specifier(context, def);
    return format;
  }
  bool quantity = def->type == CAIRN_QUANTITATIVE;
  if (!format.specifier && quantity) format.specifier = cairn_json_string(context->unit->model->config, "numberFormat", NULL);
  format.number = format.specifier || quantity || def->bin;
  if (format.number && !cairn_number_format_parse(format.specifier ? format.specifier : "", &format.parsed)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, def->node, "format",
                   "\"%s\" is no number format; see d3-format, for example \".1f\" or \",.0f\"%s", format.specifier,
                   cairn_number_format_advice(format.specifier));
    cairn_number_format_parse("", &format.parsed);
  }
  format.parsed.locale = format.locale;
  return format;
}

CairnValue cairn_text_format_apply(const CairnTextFormat *format, CairnArena *arena, CairnValue value) {
  if (value.kind == CAIRN_NULL) return cairn_value_string("null"); /* as Vega's format and timeFormat */
  if (!format->time && !format->number) {
    if (cairn_value_is_missing(value)) return cairn_value_string("undefined");
    return value;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  if (format->time) cairn_time_format_append(format->specifier, format->zone, format->locale, cairn_value_to_number(value), text);
  else cairn_number_format_apply(&format->parsed, cairn_value_to_number(value), text);
  return cairn_value_string(cairn_arena_strndup(arena, text->str, text->len));
}

static const CairnColumn *formatted_column(CairnMarkContext *context, const CairnChannelDef *def, const CairnTextFormat *format) {
  const CairnColumn *column = cairn_table_column(context->table, def->column);
  const CairnColumn *end = def->bin ? cairn_table_column(context->table, def->column_end) : NULL;
  size_t n = context->table->n_rows;
  CairnValue *values = cairn_arena_array(context->arena, n, CairnValue);
  for (size_t row = 0; row < n; row++) {
    values[row] = cairn_text_format_apply(format, context->arena, cairn_column_value(column, row));
    if (!end) continue;
    if (!isfinite(cairn_column_quantity(column, row))) { /* as Vega-Lite writes the bin of what is in none */
      values[row] = cairn_value_string("null");
      continue;
    }
    CairnValue stop = cairn_text_format_apply(format, context->arena, cairn_column_value(end, row));
    values[row] = cairn_value_string(cairn_arena_printf(context->arena, "%s – %s", cairn_value_to_string(context->arena, values[row]),
                                                        cairn_value_to_string(context->arena, stop)));
  }
  return cairn_column_from_values(context->arena, def->column, values, n);
}

/* The texts that a function of the expression language writes; NULL where none is asked for. */
static CairnValueRef *custom_ref(CairnMarkContext *context, const CairnChannelDef *def) {
  CairnCustomFormat custom = cairn_custom_format_of(context->unit->model, def, def->node);
  if (!custom.function || !def->column || def->bin) return NULL;
  json_t *name = json_string(def->column), *node = json_object();
  char *key = json_dumps(name, JSON_ENCODE_ANY);
  g_autofree char *value = g_strdup_printf("datum[%s]", key), *call = cairn_custom_format_call(&custom, value);
  json_object_set_new(node, "expr", json_string(call));
  cairn_arena_own(context->arena, node, (GDestroyNotify)json_decref);
  json_decref(name);
  free(key);
  CairnValueRef *ref = cairn_ref_json(context, node);
  if (context->failure) cairn_error_place_at(context->failure, def->node, cairn_json_get(def->node, "formatType") ? "formatType" : NULL);
  return ref;
}

CairnValueRef *cairn_text_ref(CairnMarkContext *context, const CairnChannelDef *def) {
  CairnValueRef *custom = custom_ref(context, def);
  if (custom) return custom;
  CairnTextFormat format = cairn_text_format_of(context, def, context->failure ? NULL : &context->failure);
  if (def->datum) {
    CairnValueRef *ref = cairn_ref_new(context, CAIRN_FROM_CONSTANT);
    ref->constant = cairn_text_format_apply(&format, context->arena, cairn_scale_constant(context->arena, def, def->datum, context->run->expressions.zone));
    return ref;
  }
  CairnValueRef *ref = cairn_ref_new(context, CAIRN_FROM_COLUMN);
  ref->column = formatted_column(context, def, &format);
  return ref;
}
