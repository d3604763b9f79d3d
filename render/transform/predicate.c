#include "transform/predicate.h"

#include "transform/expressions.h"
#include "transform/field_test.h"
#include "transform/members.h"

#include <string.h>

/* One flag per row, all set to `flag`; free with g_free. */
static uint8_t *new_flags(const CairnTable *table, bool flag) {
  uint8_t *flags = g_new(uint8_t, table->n_rows);
  for (size_t i = 0; i < table->n_rows; i++)
    flags[i] = flag;
  return flags;
}

static bool evaluate_expression(CairnTransformRun *run, const json_t *node, const char *key,
                                const CairnTable *table, const uint8_t *wanted, uint8_t *keep,
                                GError **error) {
  CairnExpr *expression = cairn_transform_row_expression(run, node, key, table, error);
  if (!expression) return false;
  run->expressions.arena = run->arena;
  run->expressions.table = table;
  for (size_t i = 0; i < table->n_rows; i++) {
    CairnValue value = cairn_value_undefined();
    if (!wanted[i]) continue;
    if (!cairn_expr_evaluate(expression, &run->expressions, i, &value, error)) {
      cairn_transform_place(error, node, key);
      return false;
    }
    keep[i] = cairn_value_to_boolean(value);
  }
  return true;
}

/* A selection that nobody made holds its initial value; without one it keeps all rows, or none when `empty`
 * is false. */
static bool evaluate_selection(CairnTransformRun *run, const json_t *node, const CairnTable *table,
                               const uint8_t *wanted, uint8_t *keep, GError **error) {
  const char *param = NULL;
  bool empty = true;
  if (!cairn_member_required_string(node, "param", "the name of a selection", &param, error)) return false;
  if (!cairn_member_boolean(node, "empty", &empty, error)) return false;
  g_autofree uint8_t *selected = new_flags(table, true);
  if (!run->select || !run->select(run->user, param, table, selected)) {
    g_free(selected);
    selected = new_flags(table, empty);
  }
  for (size_t i = 0; i < table->n_rows; i++)
    if (wanted[i]) keep[i] = selected[i];
  return true;
}

static bool evaluate(CairnTransformRun *run, const json_t *predicate, const json_t *node, const char *key,
                     const CairnTable *table, const uint8_t *wanted, uint8_t *keep, GError **error);

/* Each operand sees only the rows that those before it have left open, as && and || would. */
static bool evaluate_list(CairnTransformRun *run, const json_t *predicate, const char *op,
                          const CairnTable *table, const uint8_t *wanted, uint8_t *keep, GError **error) {
  const json_t *list = json_object_get(predicate, op);
  bool is_or = strcmp(op, "or") == 0;
  if (!json_is_array(list)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, predicate, op, "\"%s\" must be an array of predicates", op);
    return false;
  }
  g_autofree uint8_t *open = g_memdup2(wanted, table->n_rows);
  g_autofree uint8_t *own = g_new0(uint8_t, table->n_rows);
  for (size_t i = 0; i < table->n_rows; i++)
    if (wanted[i]) keep[i] = !is_or;
  for (size_t k = 0; k < json_array_size(list); k++) {
    if (!evaluate(run, json_array_get(list, k), predicate, op, table, open, own, error)) return false;
    for (size_t i = 0; i < table->n_rows; i++) {
      if (!open[i] || own[i] != is_or) continue;
      keep[i] = is_or;
      open[i] = 0;
    }
  }
  return true;
}

static bool evaluate_not(CairnTransformRun *run, const json_t *predicate, const CairnTable *table,
                         const uint8_t *wanted, uint8_t *keep, GError **error) {
  if (!evaluate(run, json_object_get(predicate, "not"), predicate, "not", table, wanted, keep, error))
    return false;
  for (size_t i = 0; i < table->n_rows; i++)
    if (wanted[i]) keep[i] = !keep[i];
  return true;
}

/* The expression of an item of an array has no member name of its own. */
static bool evaluate_text(CairnTransformRun *run, const json_t *predicate, const json_t *node,
                          const char *key, const CairnTable *table, const uint8_t *wanted, uint8_t *keep,
                          GError **error) {
  if (json_is_string(json_object_get(node, key)))
    return evaluate_expression(run, node, key, table, wanted, keep, error);
  json_t *owner = json_object();
  json_object_set(owner, "expr", (json_t *)predicate);
  GError *failure = NULL;
  bool done = evaluate_expression(run, owner, "expr", table, wanted, keep, &failure);
  json_decref(owner);
  if (!failure) return done;
  const json_t *list = json_object_get(node, key);
  size_t index = 0;
  while (index < json_array_size(list) && json_array_get(list, index) != predicate)
    index++;
  cairn_error_at_index(error, CAIRN_ERROR_SPEC, list, index, "%s", failure->message);
  g_error_free(failure);
  return false;
}

static bool evaluate_object(CairnTransformRun *run, const json_t *predicate, const CairnTable *table,
                            const uint8_t *wanted, uint8_t *keep, GError **error) {
  static const struct {
    const char *key;
    const char *const members[2];
  } forms[] = {{"and", {NULL}}, {"or", {NULL}}, {"not", {NULL}}, {"param", {"empty", NULL}}};
  for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
    if (!json_object_get(predicate, forms[i].key)) continue;
    const char *unknown = NULL;
    g_autofree char *message = NULL, *what = g_strdup_printf("a predicate with \"%s\"", forms[i].key);
    if (!cairn_members_known(predicate, forms[i].key, forms[i].members, what, &unknown, &message) &&
        !cairn_transform_object(run, predicate, unknown, error, "%s", message))
      return false;
  }
  if (json_object_get(predicate, "not")) return evaluate_not(run, predicate, table, wanted, keep, error);
  if (json_object_get(predicate, "and"))
    return evaluate_list(run, predicate, "and", table, wanted, keep, error);
  if (json_object_get(predicate, "or"))
    return evaluate_list(run, predicate, "or", table, wanted, keep, error);
  if (json_object_get(predicate, "param"))
    return evaluate_selection(run, predicate, table, wanted, keep, error);
  return cairn_field_test_evaluate(run, predicate, table, wanted, keep, error);
}

static bool evaluate(CairnTransformRun *run, const json_t *predicate, const json_t *node, const char *key,
                     const CairnTable *table, const uint8_t *wanted, uint8_t *keep, GError **error) {
  if (json_is_string(predicate)) return evaluate_text(run, predicate, node, key, table, wanted, keep, error);
  if (json_is_object(predicate)) return evaluate_object(run, predicate, table, wanted, keep, error);
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "a predicate must be an expression or an object");
  return false;
}

bool cairn_predicate_evaluate(CairnTransformRun *run, const json_t *node, const char *key,
                              const CairnTable *table, const uint8_t *wanted, uint8_t *keep, GError **error) {
  g_autofree uint8_t *all = new_flags(table, true);
  return evaluate(run, json_object_get(node, key), node, key, table, wanted ? wanted : all, keep, error);
}
