/* Expressions over whole tables, and over a datum that is no table's. */

#include "expr/expr.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static CairnExpr *parse(CairnArena *arena, const char *source) {
  g_autoptr(GError) error = NULL;
  CairnExpr *expr = cairn_expr_parse(arena, source, NULL, &error);
  if (!expr) fail_msg("%s: %s", source, error->message);
  return expr;
}

/* Columns `i` (0, 1, 2, ...), `name` (x0, x1, x2, x0, ...) and `gap` (i, undefined for odd rows). */
static CairnTable *new_table(CairnArena *arena, size_t n) {
  static const char *const names[] = {"x0", "x1", "x2"};
  CairnTable *table = cairn_table_new(arena, n);
  double *numbers = cairn_arena_array(arena, n, double);
  const char **texts = cairn_arena_array(arena, n, const char *);
  uint8_t *states = cairn_arena_array(arena, n, uint8_t);
  for (size_t i = 0; i < n; i++) {
    numbers[i] = (double)i;
    texts[i] = names[i % 3];
    states[i] = i % 2 ? CAIRN_CELL_UNDEFINED : CAIRN_CELL_PRESENT;
  }
  cairn_table_put(table, cairn_column_new_numbers(arena, "i", numbers, NULL));
  cairn_table_put(table, cairn_column_new_strings(arena, "name", texts, NULL));
  cairn_table_put(table, cairn_column_new_numbers(arena, "gap", numbers, states));
  return table;
}

static const CairnColumn *column(CairnArena *arena, const CairnTable *table, const char *source) {
  CairnExprContext context = {.arena = arena, .table = table};
  g_autoptr(GError) error = NULL;
  const CairnColumn *result = cairn_expr_column(parse(arena, source), &context, "out", &error);
  if (!result) fail_msg("%s: %s", source, error->message);
  assert_string_equal(result->name, "out");
  return result;
}

static void test_columns(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnTable *table = new_table(arena, 1000);
  const CairnColumn *numbers = column(arena, table, "datum.i * 2 + 1");
  assert_int_equal(numbers->type, CAIRN_COLUMN_NUMBER);
  assert_null(numbers->states);
  assert_true(numbers->numbers[999] == 1999);
  const CairnColumn *texts = column(arena, table, "datum.name + '-' + datum.i");
  assert_int_equal(texts->type, CAIRN_COLUMN_STRING);
  assert_string_equal(texts->strings[0], "x0-0");
  assert_string_equal(texts->strings[998], "x2-998");
  assert_int_equal(column(arena, table, "datum.i > 500")->type, CAIRN_COLUMN_BOOLEAN);
  const CairnColumn *times = column(arena, table, "datetime(datum.i)");
  assert_int_equal(times->type, CAIRN_COLUMN_TIME);
  assert_true(times->numbers[7] == 7);
}

static void test_column_of_mixed_kinds(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnTable *table = new_table(arena, 500);
  const CairnColumn *mixed = column(arena, table, "datum.i < 300 ? datum.i : [datum.i, upper(datum.name)]");
  assert_true(cairn_column_value(mixed, 299).number == 299);
  CairnValue last = cairn_column_value(mixed, 499);
  assert_int_equal(last.kind, CAIRN_ARRAY);
  assert_true(last.array->items[0].number == 499);
  assert_string_equal(last.array->items[1].string, "X1");
  const CairnColumn *gaps = column(arena, table, "datum.gap");
  assert_int_equal(gaps->type, CAIRN_COLUMN_NUMBER);
  assert_int_equal(cairn_column_state(gaps, 0), CAIRN_CELL_PRESENT);
  assert_int_equal(cairn_column_state(gaps, 1), CAIRN_CELL_UNDEFINED);
}

static void test_column_of_no_rows(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  assert_non_null(column(arena, cairn_table_new(arena, 0), "datum.missing.x"));
}

static void test_intermediate_memory_is_given_back(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnTable *table = new_table(arena, 100000);
  size_t before = cairn_arena_used(arena);
  column(arena, table, "length(pad(datum.name, 500)) + length(split(pad('', 20), ''))");
  assert_true(cairn_arena_used(arena) - before < 2 * 1024 * 1024);
}

static void test_values_outlive_their_row(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnTable *table = new_table(arena, 20000);
  const CairnColumn *lists = column(arena, table, "[pad(datum.name, 100), datum.i]");
  for (size_t i = 0; i < table->n_rows; i++) {
    CairnValue list = cairn_column_value(lists, i);
    assert_true(strlen(list.array->items[0].string) == 100);
    assert_true(list.array->items[1].number == (double)i);
  }
}

static void test_select(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnExprContext context = {.arena = arena, .table = new_table(arena, 100)};
  const size_t *rows = NULL;
  size_t n = 0;
  assert_true(cairn_expr_select(parse(arena, "datum.i % 10 == 3 && datum.name"), &context, &rows, &n, NULL));
  assert_int_equal(n, 10);
  assert_int_equal(rows[9], 93);
  g_autoptr(GError) error = NULL;
  assert_false(cairn_expr_select(parse(arena, "datum.gap.x.y"), &context, &rows, &n, &error));
  assert_non_null(error);
}

static void test_binding_follows_the_table(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTable *one = new_table(arena, 3), *other = new_table(arena, 3);
  static const double tens[] = {10, 20, 30};
  CairnExpr *expr = parse(arena, "datum.i + (datum.later || 0)");
  CairnExprContext context = {.arena = arena, .table = one};
  CairnValue value = {0};
  assert_true(cairn_expr_evaluate(expr, &context, 1, &value, NULL));
  assert_true(value.number == 1);
  cairn_table_put(one, cairn_column_new_numbers(arena, "i", tens, NULL));
  assert_true(cairn_expr_evaluate(expr, &context, 1, &value, NULL));
  assert_true(value.number == 20);
  cairn_table_put(one, cairn_column_new_numbers(arena, "later", tens, NULL));
  assert_true(cairn_expr_evaluate(expr, &context, 1, &value, NULL));
  assert_true(value.number == 40);
  context.table = other;
  assert_true(cairn_expr_evaluate(expr, &context, 1, &value, NULL));
  assert_true(value.number == 1);
}

static void test_datum_that_is_an_object(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *const keys[] = {"value", "label", "index"};
  const CairnValue values[] = {cairn_value_number(5), cairn_value_string("five"), cairn_value_number(0.5)};
  CairnExprContext context = {.arena = arena, .datum = cairn_value_new_object(arena, keys, values, 3)};
  CairnValue value = {0};
  CairnExpr *expr = parse(arena, "datum.index > 0 ? upper(datum['la' + 'bel']) + datum.value : merge(datum)");
  assert_true(cairn_expr_evaluate(expr, &context, 0, &value, NULL));
  assert_string_equal(value.string, "FIVE5");
  CairnExprContext none = {.arena = arena};
  g_autoptr(GError) error = NULL;
  assert_false(cairn_expr_evaluate(expr, &none, 0, &value, &error));
  assert_string_equal(error->message, "cannot read 'index' of undefined");
}

static void test_uses(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  assert_false(cairn_expr_uses_datum(parse(arena, "1 + {datum: 2}.datum")));
  CairnExpr *expr = parse(arena, "datum.a + datum['b c'] + datum.a.z + datum[1]");
  assert_true(cairn_expr_uses_datum(expr));
  size_t n = 0;
  const char *const *fields = cairn_expr_fields(expr, arena, &n);
  assert_int_equal(n, 3);
  assert_string_equal(fields[0], "a");
  assert_string_equal(fields[1], "b c");
  assert_string_equal(fields[2], "1");
}

static bool answer(void *data, const char *function, const CairnValue *arguments, size_t n, CairnArena *arena,
                   CairnValue *out, GError **error) {
  (void)arena;
  (void)n;
  if (strcmp(function, "scale") != 0) {
    cairn_error_set(error, CAIRN_ERROR_SPEC, "no such thing");
    return false;
  }
  *out = cairn_value_number(*(double *)data * arguments[1].number);
  return true;
}

static void test_host(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  double factor = 3;
  const CairnExprHost host = {answer, &factor};
  CairnExprContext context = {.arena = arena, .host = &host};
  CairnValue value = {0};
  assert_true(cairn_expr_evaluate(parse(arena, "scale('x', 4) + 1"), &context, 0, &value, NULL));
  assert_true(value.number == 13);
  g_autoptr(GError) error = NULL;
  assert_false(cairn_expr_evaluate(parse(arena, "1 + domain('x')"), &context, 0, &value, &error));
  assert_string_equal(error->message, "domain: no such thing");
  assert_int_equal(cairn_error_place(error)->offset, 4);
}

static double evaluate_number(CairnExprContext *context, const char *source) {
  CairnValue value = {0};
  assert_true(cairn_expr_evaluate(parse(context->arena, source), context, 0, &value, NULL));
  return cairn_value_to_number(value);
}

static void test_nothing_depends_on_the_machine(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnExprContext one = {.arena = arena}, two = {.arena = arena};
  double first = evaluate_number(&one, "random()"), second = evaluate_number(&one, "random()");
  assert_true(first >= 0 && first < 1 && first != second);
  assert_true(evaluate_number(&two, "random()") == first);
  assert_true(evaluate_number(&one, "sampleNormal(5, 2)") != evaluate_number(&one, "sampleNormal(5, 2)"));
  assert_true(evaluate_number(&one, "sampleUniform(2, 3)") >= 2);
  assert_true(evaluate_number(&one, "sampleLogNormal()") > 0);
  g_unsetenv("SOURCE_DATE_EPOCH");
  assert_true(evaluate_number(&one, "now()") == 0);
  assert_true(evaluate_number(&one, "timezoneoffset(0)") == 0);
  g_setenv("SOURCE_DATE_EPOCH", "1700000000", TRUE);
  assert_true(evaluate_number(&one, "now()") == 1700000000000.0);
  assert_true(evaluate_number(&one, "time(datetime())") == 1700000000000.0);
  g_unsetenv("SOURCE_DATE_EPOCH");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_columns),
      cmocka_unit_test(test_column_of_mixed_kinds),
      cmocka_unit_test(test_column_of_no_rows),
      cmocka_unit_test(test_intermediate_memory_is_given_back),
      cmocka_unit_test(test_values_outlive_their_row),
      cmocka_unit_test(test_select),
      cmocka_unit_test(test_binding_follows_the_table),
      cmocka_unit_test(test_datum_that_is_an_object),
      cmocka_unit_test(test_uses),
      cmocka_unit_test(test_host),
      cmocka_unit_test(test_nothing_depends_on_the_machine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
