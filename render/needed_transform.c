#include "needed_transform.h"

#include "base/limits.h"
#include "spec/view.h"

#include <string.h>

static bool is_path(const char *field) {
  return strpbrk(field, ".[]\\'\"") != NULL;
}

static bool is_made(const Needed *needed, const char *name) {
  for (guint i = 0; i < needed->made->len; i++)
    if (strcmp(needed->made->pdata[i], name) == 0) return true;
  return false;
}

void cairn_needed_add(Needed *needed, const char *name, bool is_number) {
  if (is_made(needed, name)) return;
  needed->is_known &= !is_path(name);
  for (guint i = 0; i < needed->columns->len; i++) {
    CairnNeededColumn *column = &g_array_index(needed->columns, CairnNeededColumn, i);
    if (strcmp(column->name, name) != 0) continue;
    column->is_number &= is_number;
    return;
  }
  CairnNeededColumn column = {name, is_number};
  g_array_append_val(needed->columns, column);
}

/* ---- Members of transforms ---- */

static void add_made(Needed *needed, const char *name) {
  if (name) g_ptr_array_add(needed->made, (void *)name);
}

/* One name, or an array of them; absent: none. */
static void add_fields(Needed *needed, const json_t *names) {
  if (json_is_string(names)) cairn_needed_add(needed, json_string_value(names), false);
  for (size_t i = 0; i < json_array_size(names); i++) {
    const char *name = json_string_value(json_array_get(names, i));
    if (name) cairn_needed_add(needed, name, false);
  }
}

static void add_expression(Needed *needed, const json_t *source) {
  CairnExpr *expression = json_is_string(source) ? cairn_expr_parse(needed->arena, json_string_value(source), needed->scope, NULL) : NULL;
  needed->is_known &= expression && cairn_expr_reads_fields_only(expression) && !cairn_expr_asks_chart(expression);
  if (!expression) return;
  size_t n;
  const char *const *fields = cairn_expr_fields(expression, needed->arena, &n);
  for (size_t i = 0; i < n; i++)
    cairn_needed_add(needed, fields[i], false);
}

static void add_predicate(Needed *needed, const json_t *predicate, size_t depth) {
  if (json_is_string(predicate)) {
    add_expression(needed, predicate);
    return;
  }
  const char *field = cairn_json_string(predicate, "field", NULL);
  needed->is_known &= depth < CAIRN_LIMIT_SPEC_DEPTH && !cairn_json_get(predicate, "param");
  if (field) cairn_needed_add(needed, field, false);
  static const char *const logical[] = {"and", "or", "not"};
  for (size_t i = 0; i < G_N_ELEMENTS(logical) && needed->is_known; i++) {
    const json_t *operand = cairn_json_get(predicate, logical[i]);
    if (operand && !json_is_array(operand)) add_predicate(needed, operand, depth + 1);
    for (size_t k = 0; k < json_array_size(operand); k++)
      add_predicate(needed, json_array_get(operand, k), depth + 1);
  }
}

/* `as` of one name or two; with `suffix`, the second is made of the first. */
static void make_as(Needed *needed, const json_t *transform, const char *suffix) {
  const json_t *as = cairn_json_get(transform, "as");
  const char *first = json_is_string(as) ? json_string_value(as) : json_string_value(json_array_get(as, 0));
  const char *second = json_string_value(json_array_get(as, 1));
  if (first && !second && suffix) second = cairn_arena_concat(needed->arena, first, suffix);
  add_made(needed, first);
  add_made(needed, second);
}

/* {"op", "field", "as"}; an operation that gives whole rows reads all columns. */
static void add_measures(Needed *needed, const json_t *measures, bool makes) {
  static const char *const of_rows[] = {"argmin", "argmax", "values", NULL};
  for (size_t i = 0; i < json_array_size(measures); i++) {
    const json_t *measure = json_array_get(measures, i);
    const char *op = cairn_json_string(measure, "op", ""), *field = cairn_json_string(measure, "field", NULL);
    const char *as = cairn_json_string(measure, "as", NULL);
    needed->is_known &= !g_strv_contains(of_rows, op);
    if (makes && as) add_made(needed, as);
    else if (makes) add_made(needed, field ? cairn_arena_printf(needed->arena, "%s_%s", op, field) : op);
    else if (field) cairn_needed_add(needed, field, false);
  }
}

/* ---- Transforms ---- */

static void need_filter(Needed *needed, const json_t *transform) {
  add_predicate(needed, cairn_json_get(transform, "filter"), 0);
}

static void need_calculate(Needed *needed, const json_t *transform) {
  add_expression(needed, cairn_json_get(transform, "calculate"));
  make_as(needed, transform, NULL);
}

/* A bin or a unit of time. */
static void need_interval(Needed *needed, const json_t *transform) {
  add_fields(needed, cairn_json_get(transform, "field"));
  make_as(needed, transform, "_end");
}

static void need_aggregate(Needed *needed, const json_t *transform) {
  const json_t *own = cairn_json_get(transform, "aggregate");
  const json_t *measures = own ? own : cairn_json_get(transform, "joinaggregate");
  add_fields(needed, cairn_json_get(transform, "groupby"));
  add_measures(needed, measures, false);
  add_measures(needed, measures, true);
}

static void need_fold(Needed *needed, const json_t *transform) {
  add_fields(needed, cairn_json_get(transform, "fold"));
  const char *const usual[] = {"key", "value"};
  const json_t *as = cairn_json_get(transform, "as");
  for (size_t i = 0; i < G_N_ELEMENTS(usual); i++)
    if (!json_array_get(as, i)) add_made(needed, usual[i]);
  make_as(needed, transform, NULL);
}

/* What other transforms read is not known here. */
static const struct {
  const char *key;
  void (*need)(Needed *needed, const json_t *transform);
} kinds[] = {
    {"filter", need_filter},      {"calculate", need_calculate},     {"bin", need_interval},
    {"timeUnit", need_interval},  {"aggregate", need_aggregate},     {"joinaggregate", need_aggregate},
    {"fold", need_fold},
};

void cairn_needed_transform(Needed *needed, const json_t *transform) {
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    if (!cairn_json_get(transform, kinds[i].key)) continue;
    kinds[i].need(needed, transform);
    return;
  }
  needed->is_known = false;
}
