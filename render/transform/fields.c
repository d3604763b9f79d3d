#include "transform/fields.h"

#include "transform/members.h"

#include <math.h>

bool cairn_fields_read(CairnTransformRun *run, const CairnTable *table, const json_t *node, const char *key,
                       CairnFields *out, GError **error) {
  CairnNames names = {0};
  if (!cairn_member_names(run->arena, node, key, &names, error)) return false;
  out->n = names.n;
  out->columns = cairn_arena_array(run->arena, names.n, const CairnColumn *);
  for (size_t i = 0; i < names.n; i++) {
    out->columns[i] = cairn_transform_field(run, table, node, key, names.items[i], error);
    if (!out->columns[i]) return false;
  }
  return true;
}

const CairnColumn *cairn_field_read(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                                    const char *key, const char *what, GError **error) {
  const char *field = NULL;
  if (!cairn_member_required_string(node, key, what, &field, error)) return NULL;
  return cairn_transform_field(run, table, node, key, field, error);
}

const char *cairn_measure_name(CairnArena *arena, const char *op, const char *field) {
  if (!field) return op;
  return cairn_field_flat_name(arena, cairn_arena_printf(arena, "%s_%s", op, field));
}

static bool report_op(const json_t *node, const char *op, GError **error) {
  const char *const *names = cairn_aggregate_op_names();
  const char *near = cairn_suggest(op, names, CAIRN_N_AGGREGATE_OPS);
  g_autofree char *shown = cairn_text_printable(op, 60), *list = g_strjoinv("\", \"", (char **)names);
  if (near)
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "op", "there is no aggregate \"%s\"; did you mean \"%s\"?",
                   shown, near);
  else
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "op", "there is no aggregate \"%s\"; there are \"%s\"",
                   shown, list);
  return false;
}

bool cairn_measure_read(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                        CairnNamedMeasure *out, GError **error) {
  const char *op = NULL, *field = NULL;
  *out = (CairnNamedMeasure){.measure = {.table = table, .decay = NAN}};
  CairnMeasure *measure = &out->measure;
  if (!cairn_member_required_string(node, "op", "the aggregate operation, such as \"mean\"", &op, error))
    return false;
  if (!cairn_aggregate_op_parse(op, &measure->op)) return report_op(node, op, error);
  if (!cairn_member_string(node, "field", &field, error)) return false;
  if (!cairn_member_string(node, "as", &out->as, error)) return false;
  if (!cairn_member_number(node, "exponential_param", &measure->decay, error)) return false;
  if (!out->as) out->as = cairn_measure_name(run->arena, op, field);
  if (measure->op == CAIRN_AGGREGATE_COUNT) return true;
  if (!field) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, NULL,
                   "\"field\" is missing: the aggregate \"%s\" needs one", op);
    return false;
  }
  measure->column = cairn_transform_field(run, table, node, "field", field, error);
  return measure->column != NULL;
}

bool cairn_measures_read(CairnTransformRun *run, const CairnTable *table, const json_t *node, const char *key,
                         CairnMeasures *out, GError **error) {
  static const char *const members[] = {"field", "as", "exponential_param", NULL};
  const json_t *list = json_object_get(node, key);
  if (!json_is_array(list)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, key,
                   "\"%s\" must be an array of {\"op\", \"field\", \"as\"}", key);
    return false;
  }
  out->n = json_array_size(list);
  out->items = cairn_arena_array(run->arena, out->n, CairnNamedMeasure);
  for (size_t i = 0; i < out->n; i++) {
    const json_t *item = json_array_get(list, i);
    const char *unknown = NULL;
    g_autofree char *message = NULL;
    if (!json_is_object(item)) {
      cairn_error_at_index(error, CAIRN_ERROR_SPEC, list, i,
                           "an item of \"%s\" must be {\"op\", \"field\", \"as\"}", key);
      return false;
    }
    if (!cairn_members_known(item, "op", members, "an aggregate", &unknown, &message) &&
        !cairn_transform_object(run, item, unknown, error, "%s", message))
      return false;
    if (!cairn_measure_read(run, table, item, &out->items[i], error)) return false;
  }
  return true;
}
