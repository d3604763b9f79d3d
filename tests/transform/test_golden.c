/* Every transform against tables that Vega computed: golden.json holds data sets, and cases of transforms
 * with the rows that they give. Written by a script that compiles each case with Vega-Lite 6 and reads the
 * rows of the mark's data. */
#include "json_table.h"
#include "transform/row_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static CairnTable *find_data(void *user, const json_t *data, GError **error) {
  (void)error;
  return test_table_from_json(user, json_object_get(data, "values"), NULL);
}

static CairnTable *apply_all(CairnTransformRun *run, const json_t *transforms, CairnTable *table, GError **error) {
  CairnRowStream *rows = cairn_row_stream_new(run->arena, table);
  rows = cairn_row_stream_transform_all(run, rows, transforms, error);
  return rows ? cairn_row_stream_whole(run, rows, error) : NULL;
}

/* `block_rows`: 0 for more than there are. */
static char *case_difference(const json_t *datasets, const json_t *test, size_t block_rows) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  const json_t *set = json_object_get(datasets, json_string_value(json_object_get(test, "data")));
  CairnTable *table =
      test_table_from_json(arena, json_object_get(set, "rows"), json_object_get(set, "times"));
  CairnTransformRun run = {.arena = arena, .find_data = find_data, .user = arena, .block_rows = block_rows};
  CairnTable *result = apply_all(&run, json_object_get(test, "transform"), table, &error);
  if (!result) return g_strdup(error->message);
  return test_table_difference(result, json_object_get(test, "expect"));
}

static void check_cases(size_t block_rows) {
  json_error_t problem;
  json_t *golden = json_load_file(CAIRN_SOURCE_DIR "/tests/transform/golden.json", 0, &problem);
  assert_non_null(golden);
  const json_t *cases = json_object_get(golden, "cases");
  size_t n_failed = 0;
  assert_true(json_array_size(cases) > 300);
  for (size_t i = 0; i < json_array_size(cases); i++) {
    const json_t *test = json_array_get(cases, i);
    g_autofree char *difference = case_difference(json_object_get(golden, "datasets"), test, block_rows);
    if (!difference) continue;
    char *text = json_dumps(json_object_get(test, "transform"), JSON_COMPACT);
    print_error("%s on %s: %s\n", text, json_string_value(json_object_get(test, "data")), difference);
    free(text);
    n_failed++;
  }
  json_decref(golden);
  assert_int_equal(n_failed, 0);
}

static void test_cases_agree_with_vega(void **state) {
  (void)state;
  check_cases(0);
}

static void test_cases_in_blocks_agree_with_vega(void **state) {
  (void)state;
  check_cases(1);
  check_cases(3);
}

static void apply_mutated(const json_t *set, const json_t *transform) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  CairnTable *table =
      test_table_from_json(arena, json_object_get(set, "rows"), json_object_get(set, "times"));
  CairnTransformRun run = {.arena = arena, .find_data = find_data, .user = arena};
  CairnTable *result = cairn_transform_apply(&run, transform, table, &error);
  assert_true((result != NULL) != (error != NULL));
}

/* Puts each of `values` in place of each value inside `node` in turn. */
static void mutate(json_t *node, const json_t *values, const json_t *set, const json_t *transform) {
  const char *key = NULL;
  json_t *child = NULL;
  void *next = NULL;
  size_t index = 0;
  json_object_foreach_safe(node, next, key, child) {
    mutate(child, values, set, transform);
    json_t *kept = json_incref(child);
    g_autofree char *name = g_strdup(key);
    for (size_t i = 0; i < json_array_size(values); i++) {
      json_object_set(node, name, json_array_get(values, i));
      apply_mutated(set, transform);
    }
    json_object_set_new(node, name, kept);
  }
  json_array_foreach(node, index, child) {
    json_t *kept = json_incref(child);
    for (size_t i = 0; i < json_array_size(values); i++) {
      json_array_set(node, index, json_array_get(values, i));
      apply_mutated(set, transform);
    }
    json_array_set_new(node, index, kept);
  }
}

static void test_no_value_makes_a_transform_crash(void **state) {
  (void)state;
  json_error_t problem;
  json_t *golden = json_load_file(CAIRN_SOURCE_DIR "/tests/transform/golden.json", 0, &problem);
  json_t *values =
      json_loads("[null, true, 0, -1, 2.5, 1e308, \"\", \"a.b[0]\", [], [null, 1e300], [\"x\", \"x\"], {}, "
                 "{\"expr\": \"1\"}]",
                 0, &problem);
  json_t *cases = json_object_get(golden, "cases");
  for (size_t i = 0; i < json_array_size(cases); i += 3) {
    json_t *test = json_array_get(cases, i),
           *transform = json_array_get(json_object_get(test, "transform"), 0);
    const json_t *set = json_object_get(json_object_get(golden, "datasets"),
                                        json_string_value(json_object_get(test, "data")));
    mutate(transform, values, set, transform);
  }
  json_decref(values);
  json_decref(golden);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases_agree_with_vega),
                                     cmocka_unit_test(test_cases_in_blocks_agree_with_vega),
                                     cmocka_unit_test(test_no_value_makes_a_transform_crash)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
