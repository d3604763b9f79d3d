#include "transform/expressions.h"

#include "transform/members.h"

void cairn_transform_place(GError **error, const json_t *node, const char *key) {
  if (error && *error) cairn_error_place_at(*error, node, key);
}

CairnExpr *cairn_transform_expression(CairnTransformRun *run, const json_t *node, const char *key,
                                      GError **error) {
  const char *source = NULL;
  if (!cairn_member_required_string(node, key, "an expression", &source, error)) return NULL;
  CairnExpr *expression = cairn_expr_parse(run->arena, source, &run->scope, error);
  if (!expression) cairn_transform_place(error, node, key);
  return expression;
}

bool cairn_transform_constant(CairnTransformRun *run, const json_t *node, const char *key, CairnValue *out,
                              GError **error) {
  CairnExpr *expression = cairn_transform_expression(run, node, key, error);
  if (!expression) return false;
  run->expressions.arena = run->arena;
  run->expressions.table = NULL;
  if (cairn_expr_evaluate(expression, &run->expressions, 0, out, error)) return true;
  cairn_transform_place(error, node, key);
  return false;
}
