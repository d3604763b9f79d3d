#include "transform/expressions.h"
#include "transform/members.h"
#include "transform/types.h"

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  const char *as = NULL;
  if (!cairn_member_required_string(node, "as", "the name for the result", &as, error)) return NULL;
  CairnExpr *expression = cairn_transform_row_expression(run, node, "calculate", table, error);
  if (!expression) return NULL;
  run->expressions.arena = run->arena;
  run->expressions.table = table;
  const CairnColumn *column = cairn_expr_column(expression, &run->expressions, as, error);
  if (!column) {
    cairn_transform_place(error, node, "calculate");
    return NULL;
  }
  CairnTable *result = cairn_table_copy(table);
  cairn_table_put(result, column);
  return result;
}

static const char *const members[] = {"as", NULL};
static bool is_row_wise(const json_t *node) {
  return cairn_transform_expression_is_row_wise(node, "calculate");
}

const CairnTransformType cairn_transform_calculate = {"calculate", members, apply, is_row_wise};
