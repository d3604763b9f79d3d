#include "transform/expressions.h"

#include "transform/members.h"

#include <string.h>

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

/* Shorter names are easily near to each other, and an expression may ask whether a field is there. */
enum { LEAST_NAME = 3 };

static void warn_misspelt(CairnTransformRun *run, const json_t *node, const char *key,
                          const CairnTable *table, const char *field) {
  if (strlen(field) < LEAST_NAME || cairn_table_column(table, field)) return;
  g_autofree const char **names = g_new(const char *, table->n_columns + 1);
  for (size_t i = 0; i < table->n_columns; i++)
    names[i] = table->columns[i]->name;
  const char *near = cairn_suggest(field, names, table->n_columns);
  if (!near) return;
  g_autofree char *shown = cairn_text_printable(field, 60), *shown_near = cairn_text_printable(near, 60);
  cairn_warn_at(run->warnings, node, key, "the data have no field \"%s\"; did you mean \"%s\"?", shown,
                shown_near);
}

CairnExpr *cairn_transform_row_expression(CairnTransformRun *run, const json_t *node, const char *key,
                                          const CairnTable *table, GError **error) {
  CairnExpr *expression = cairn_transform_expression(run, node, key, error);
  if (!expression || !run->warnings || !table || table->n_rows == 0) return expression;
  size_t n;
  const char *const *fields = cairn_expr_fields(expression, run->arena, &n);
  for (size_t i = 0; i < n; i++)
    warn_misspelt(run, node, key, table, fields[i]);
  return expression;
}

bool cairn_transform_expression_is_row_wise(const json_t *node, const char *key) {
  const char *source = json_string_value(json_object_get(node, key));
  return source && !strstr(source, "random") && !strstr(source, "sample");
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
