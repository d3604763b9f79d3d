#include "transform/expressions.h"
#include "transform/predicate.h"
#include "transform/types.h"

#include <string.h>

static CairnTable *filter_by_expression(CairnTransformRun *run, const json_t *node, CairnTable *table,
                                        GError **error) {
  CairnExpr *expression = cairn_transform_row_expression(run, node, "filter", table, error);
  if (!expression) return NULL;
  const size_t *rows = NULL;
  size_t n = 0;
  run->expressions.arena = run->arena;
  run->expressions.table = table;
  if (cairn_expr_select(expression, &run->expressions, &rows, &n, error))
    return cairn_table_select(table, rows, n);
  cairn_transform_place(error, node, "filter");
  return NULL;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  if (json_is_string(json_object_get(node, "filter"))) return filter_by_expression(run, node, table, error);
  g_autofree uint8_t *keep = g_new0(uint8_t, table->n_rows);
  if (!cairn_predicate_evaluate(run, node, "filter", table, NULL, keep, error)) return NULL;
  g_autofree size_t *rows = g_new(size_t, table->n_rows);
  size_t n = 0;
  for (size_t i = 0; i < table->n_rows; i++)
    if (keep[i]) rows[n++] = i;
  return cairn_table_select(table, rows, n);
}

/* A selection may look at all rows. */
static bool names_param(const json_t *predicate) {
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)predicate, key, member)
    if (strcmp(key, "param") == 0 || names_param(member)) return true;
  for (size_t i = 0; i < json_array_size(predicate); i++)
    if (names_param(json_array_get(predicate, i))) return true;
  return false;
}

static bool is_row_wise(const json_t *node) {
  const json_t *filter = json_object_get(node, "filter");
  return json_is_string(filter) ? cairn_transform_expression_is_row_wise(node, "filter") : !names_param(filter);
}

static const char *const members[] = {NULL};
const CairnTransformType cairn_transform_filter = {"filter", members, apply, is_row_wise};
