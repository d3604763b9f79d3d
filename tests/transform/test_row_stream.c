/* Tables in blocks of rows: the results are those of all rows at once, whatever the types and sizes, and where rows need
 * not be kept they are not. */
#include "json_table.h"
#include "transform/aggregator.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static double next_random(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 33) / 2147483648.0;
}

/* Few distinct values, so that groups have several rows; some cells are missing, and late rows of "mixed" are texts. */
static CairnTable *random_table(CairnArena *arena, uint64_t *seed, size_t n) {
  static const char *const names[] = {"east", "west", "", "2", "north"};
  CairnValue *key = cairn_arena_array(arena, n, CairnValue), *name = cairn_arena_array(arena, n, CairnValue);
  CairnValue *value = cairn_arena_array(arena, n, CairnValue), *mixed = cairn_arena_array(arena, n, CairnValue);
  double *when = cairn_arena_array(arena, n, double);
  for (size_t i = 0; i < n; i++) {
    double choice = next_random(seed);
    key[i] = cairn_value_number(floor(next_random(seed) * 4) - 1);
    name[i] = cairn_value_string(names[(size_t)(next_random(seed) * 5)]);
    value[i] = choice < 0.1 ? cairn_value_null() : choice < 0.2 ? cairn_value_number(NAN) : cairn_value_number(choice * 9);
    mixed[i] = i > n / 2 && choice < 0.5 ? name[i] : cairn_value_number(floor(choice * 5));
    when[i] = floor(next_random(seed) * 1e9) * 1e3;
  }
  CairnTable *table = cairn_table_new(arena, n);
  cairn_table_put(table, cairn_column_from_values(arena, "key", key, n));
  cairn_table_put(table, cairn_column_from_values(arena, "name", name, n));
  cairn_table_put(table, cairn_column_from_values(arena, "value", value, n));
  cairn_table_put(table, cairn_column_from_values(arena, "mixed", mixed, n));
  cairn_table_put(table, cairn_column_new_times(arena, "when", when, NULL));
  return table;
}

static bool same_value(CairnValue a, CairnValue b) {
  if (a.kind != b.kind) return false;
  if (a.kind == CAIRN_NUMBER && isnan(a.number)) return isnan(b.number);
  if (a.kind != CAIRN_OBJECT) return a.kind <= CAIRN_NULL || cairn_value_strict_equal(a, b);
  bool same = a.object->n == b.object->n;
  for (size_t i = 0; same && i < a.object->n; i++)
    same = strcmp(a.object->keys[i], b.object->keys[i]) == 0 && same_value(a.object->values[i], b.object->values[i]);
  return same;
}

/* Of the same names, types and cells, numbers to the last bit. */
static void assert_same(const char *what, const CairnTable *a, const CairnTable *b) {
  if (a->n_rows != b->n_rows || a->n_columns != b->n_columns)
    fail_msg("%s: %zu x %zu, not %zu x %zu", what, a->n_rows, a->n_columns, b->n_rows, b->n_columns);
  for (size_t i = 0; i < a->n_columns; i++) {
    const CairnColumn *x = a->columns[i], *y = b->columns[i];
    if (strcmp(x->name, y->name) != 0 || x->type != y->type) fail_msg("%s: column %s is another", what, x->name);
    for (size_t row = 0; row < a->n_rows; row++) {
      if (!same_value(cairn_column_value(x, row), cairn_column_value(y, row)))
        fail_msg("%s: row %zu of %s differs", what, row, x->name);
    }
  }
}

static const char *const pipelines[] = {
    "[{'aggregate': [{'op': 'count', 'as': 'n'}]}]",
    "[{'aggregate': [{'op': 'sum', 'field': 'value'}, {'op': 'mean', 'field': 'value'}, {'op': 'stdev', 'field': 'value'}],"
    " 'groupby': ['key', 'name']}]",
    "[{'aggregate': [{'op': 'min', 'field': 'value'}, {'op': 'max', 'field': 'when'}, {'op': 'valid', 'field': 'name'},"
    " {'op': 'missing', 'field': 'value'}], 'groupby': ['name']}]",
    "[{'aggregate': [{'op': 'median', 'field': 'value'}, {'op': 'q1', 'field': 'value'}, {'op': 'ci0', 'field': 'value'},"
    " {'op': 'distinct', 'field': 'name'}, {'op': 'distinct', 'field': 'value'}], 'groupby': ['key']}]",
    "[{'aggregate': [{'op': 'min', 'field': 'name'}, {'op': 'sum', 'field': 'mixed'}], 'groupby': ['mixed']}]",
    "[{'aggregate': [{'op': 'argmax', 'field': 'value', 'as': 'best'}], 'groupby': ['key']}]",
    "[{'calculate': 'datum.name + 1', 'as': 'mixed'}, {'aggregate': [{'op': 'argmin', 'field': 'when', 'as': 'first'},"
    " {'op': 'argmax', 'field': 'value', 'as': 'best'}, {'op': 'argmax', 'field': 'name', 'as': 'text'}], 'groupby': ['key']}]",
    "[{'calculate': 'datum.name + 1', 'as': 'mixed'}, {'filter': 'datum.value > 5'},"
    " {'aggregate': [{'op': 'argmin', 'field': 'when', 'as': 'first'}, {'op': 'argmax', 'field': 'value', 'as': 'best'}]}]",
    "[{'filter': 'datum.value > 4'}, {'bin': true, 'field': 'value', 'as': 'bin'},"
    " {'aggregate': [{'op': 'count', 'as': 'n'}], 'groupby': ['bin', 'bin_end']}]",
    "[{'calculate': 'datum.key > 0 ? datum.value : datum.name', 'as': 'odd'},"
    " {'aggregate': [{'op': 'count', 'as': 'n'}], 'groupby': ['odd']}]",
    "[{'calculate': 'datum.name + datum.key', 'as': 'both'}, {'timeUnit': 'yearmonth', 'field': 'when', 'as': 'month'},"
    " {'aggregate': [{'op': 'sum', 'field': 'value', 'as': 'sum'}], 'groupby': ['month', 'both']}]",
    "[{'filter': 'false'}, {'aggregate': [{'op': 'sum', 'field': 'value'}], 'groupby': ['name']}]",
    "[{'filter': {'field': 'key', 'oneOf': [0, 2]}}, {'fold': ['key', 'value']},"
    " {'aggregate': [{'op': 'mean', 'field': 'value'}], 'groupby': ['key']}]",
    "[{'calculate': 'random()', 'as': 'r'}, {'filter': 'datum.r > 0.5'}, {'aggregate': [{'op': 'count'}], 'groupby': ['key']}]",
    "[{'timeUnit': {'maxbins': 5}, 'field': 'when', 'as': 'unit'}, {'aggregate': [{'op': 'count'}], 'groupby': ['unit']}]",
    "[{'extent': 'value', 'param': 'range'}, {'filter': 'datum.value < range[1] / 2'},"
    " {'window': [{'op': 'rank', 'as': 'rank'}], 'sort': [{'field': 'value'}]}, {'filter': 'datum.rank < 9'}]",
};

static json_t *parse(const char *text) {
  g_autofree char *json = g_strdelimit(g_strdup(text), "'", '"');
  json_error_t problem;
  json_t *parsed = json_loads(json, 0, &problem);
  if (!parsed) fail_msg("%s: %s", text, problem.text);
  return parsed;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *transforms, CairnTable *table, GError **error) {
  CairnRowStream *rows = cairn_row_stream_new(run->arena, table);
  rows = cairn_row_stream_transform_all(run, rows, transforms, error);
  return rows ? cairn_row_stream_whole(run, rows, error) : NULL;
}

static void check_pipeline(const char *text, uint64_t *seed, size_t n_rows, size_t block_rows) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  json_t *transforms = parse(text);
  CairnTable *table = random_table(arena, seed, n_rows);
  CairnTransformRun whole_run = {.arena = arena}, run = {.arena = arena, .block_rows = block_rows};
  CairnTable *whole = apply(&whole_run, transforms, table, &error);
  if (!whole) fail_msg("%s: %s", text, error->message);
  CairnTable *in_blocks = apply(&run, transforms, table, &error);
  if (!in_blocks) fail_msg("%s in blocks: %s", text, error->message);
  assert_same(text, whole, in_blocks);
  json_decref(transforms);
}

static void test_blocks_give_what_all_rows_give(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (size_t i = 0; i < G_N_ELEMENTS(pipelines); i++)
    for (size_t n_rows = 1; n_rows < 60; n_rows += 1 + n_rows / 3)
      for (size_t block_rows = 1; block_rows < 40; block_rows *= 3)
        check_pipeline(pipelines[i], &seed, n_rows, block_rows);
}

/* ---- What is kept ---- */

static bool note_arena(CairnTransformRun *run, void *most, CairnTable *table, GError **error) {
  (void)table, (void)error;
  *(size_t *)most = MAX(*(size_t *)most, cairn_arena_used(run->arena));
  return true;
}

/* Columns that a step makes, and what a sum keeps, are those of a block and of the groups. */
static void test_memory_does_not_grow_with_rows(void **state) {
  (void)state;
  size_t used[2], most_of_block[2] = {0, 0};
  json_t *transforms = parse("[{'calculate': 'datum.value * 2', 'as': 'twice'}, {'bin': true, 'field': 'twice', 'as': 'bin'}]");
  json_t *sum = parse("{'aggregate': [{'op': 'sum', 'field': 'twice'}], 'groupby': ['bin', 'name']}");
  for (size_t i = 0; i < 2; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = NULL;
    uint64_t seed = 3;
    CairnTable *table = random_table(arena, &seed, i ? 40000 : 4000);
    size_t before = cairn_arena_used(arena);
    CairnTransformRun run = {.arena = arena, .block_rows = 500};
    CairnRowStream *rows = cairn_row_stream_new(arena, table);
    rows = cairn_row_stream_transform_all(&run, rows, transforms, &error);
    assert_non_null(rows);
    assert_true(cairn_row_stream_each(&run, rows, note_arena, &most_of_block[i], &error));
    CairnTable *result = NULL;
    assert_true(cairn_aggregate_stream(&run, rows, sum, &result, &error));
    assert_non_null(result);
    used[i] = cairn_arena_used(arena) - before;
  }
  json_decref(transforms);
  json_decref(sum);
  assert_true(used[1] < used[0] + 2000);
  assert_true(most_of_block[1] < most_of_block[0] + 2000);
}

static void test_errors_are_those_of_all_rows(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  uint64_t seed = 1;
  CairnTransformRun run = {.arena = arena, .block_rows = 3};
  json_t *transforms = parse("[{'filter': 'datum.key > 0'}, {'aggregate': [{'op': 'sum', 'field': 'valu'}], 'groupby': []}]");
  CairnRowStream *rows = cairn_row_stream_new(arena, random_table(arena, &seed, 20));
  assert_null(cairn_row_stream_transform_all(&run, rows, transforms, &error));
  assert_string_equal(error->message, "the data have no field \"valu\"; did you mean \"value\"?");
  assert_string_equal(cairn_error_place(error)->key, "field");
  json_decref(transforms);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_blocks_give_what_all_rows_give),
      cmocka_unit_test(test_memory_does_not_grow_with_rows),
      cmocka_unit_test(test_errors_are_those_of_all_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
