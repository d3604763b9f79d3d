/* Which columns of a file are read for a spec: all that its transforms and encodings read, and no others. */
#include "needed.h"
#include "spec/load.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define X_Y "'encoding': {'x': {'field': 'a', 'type': 'quantitative'}, 'y': {'field': 'b', 'type': 'quantitative'}}"
#define COUNT_BY(FIELD) "'encoding': {'x': {'field': '" FIELD "', 'type': 'nominal'}, 'y': {'aggregate': 'count'}}"

/* Names, with # behind those that are read as numbers; NULL: all columns. */
static const struct {
  const char *spec, *needed;
} cases[] = {
    {"'mark': 'line', " X_Y, "a# b#"},
    {"'mark': 'bar', " COUNT_BY("a"), "a"},
    {"'mark': 'bar', 'encoding': {'y': {'field': 'a', 'sort': '-x'}, 'x': {'aggregate': 'sum', 'field': 'b'}}", "b a"},
    {"'mark': 'bar', 'encoding': {'y': {'field': 'a', 'sort': {'field': 'c', 'op': 'max'}}}", "c a"},
    {"'mark': 'bar', 'encoding': {'y': {'field': 'a', 'sort': ['x', 'y']}}", "a"},
    /* transforms */
    {"'transform': [{'filter': 'datum.c > 2 && datum.d'}], 'mark': 'line', " X_Y, "c d a# b#"},
    {"'transform': [{'filter': {'not': {'or': [{'field': 'c', 'gt': 2}, 'datum.a']}}}], 'mark': 'line', " X_Y, "c a b#"},
    {"'transform': [{'calculate': 'datum.c * 2', 'as': 'a'}], 'mark': 'line', " X_Y, "c b#"},
    {"'transform': [{'calculate': 'datum.a * 2', 'as': 'a'}], 'mark': 'line', " X_Y, "a b#"},
    {"'transform': [{'bin': true, 'field': 'c', 'as': 'a'}], 'mark': 'bar', " COUNT_BY("a_end"), "c"},
    {"'transform': [{'timeUnit': 'year', 'field': 'c', 'as': 'a'}], 'mark': 'bar', " COUNT_BY("a"), "c"},
    {"'transform': [{'aggregate': [{'op': 'sum', 'field': 'c'}, {'op': 'count', 'as': 'n'}], 'groupby': ['d']}],"
     " 'mark': 'bar', 'encoding': {'x': {'field': 'd'}, 'y': {'field': 'sum_c'}, 'size': {'field': 'n'}}",
     "d c"},
    {"'transform': [{'joinaggregate': [{'op': 'max', 'field': 'c', 'as': 'b'}]}], 'mark': 'line', " X_Y, "c a#"},
    {"'transform': [{'fold': ['c', 'd'], 'as': ['a']}], 'mark': 'line', " X_Y, "c d b#"},
    {"'layer': [{'transform': [{'calculate': '1', 'as': 'a'}], 'mark': 'bar', " COUNT_BY("a") "},"
     " {'mark': 'bar', " COUNT_BY("a") "}]", "a"},
    {"'mark': 'bar', 'encoding': {'x': {'field': 'a'}, 'y': {'aggregate': {'argmax': 'c'}, 'field': 'b', 'type': 'quantitative'}}", "a c b"},
    /* what may read others */
    {"'transform': [{'filter': 'length(keys(datum)) > 2'}], 'mark': 'line', " X_Y, NULL},
    {"'transform': [{'filter': 'datum[datum.a] > 2'}], 'mark': 'line', " X_Y, NULL},
    {"'transform': [{'aggregate': [{'op': 'argmax', 'field': 'c', 'as': 'd'}]}], 'mark': 'bar', " COUNT_BY("a"), NULL},
    {"'transform': [{'lookup': 'a', 'from': {'data': {'url': 'b.csv'}, 'key': 'k', 'fields': ['b']}}], 'mark': 'line', " X_Y, NULL},
    {"'transform': [{'window': [{'op': 'rank', 'as': 'r'}]}], 'mark': 'line', " X_Y, NULL},
    {"'mark': {'type': 'line', 'tooltip': {'content': 'data'}}, " X_Y, NULL},
    {"'mark': 'bar', 'encoding': {'x': {'field': 'a.b'}}", NULL},
    {"'mark': 'bar', 'encoding': {'x': {'field': 'a'}, 'color': {'condition': {'test': 'datum.c', 'value': 'red'}}}", NULL},
    {"'mark': 'bar', 'encoding': {'x': {'field': 'a'}, 'row': {'field': 'b', 'sort': {'field': 'c', 'op': 'max'}}}", "c b a"},
};

static char *needed_of(const char *text, GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autofree char *json = g_strdelimit(g_strdup_printf("{'data': {'url': 'a.csv'}, %s}", text), "'", '"');
  CairnSpec *spec = cairn_spec_load_text(json, strlen(json), "test.json", error);
  if (!spec) return NULL;
  cairn_arena_own(arena, spec, (GDestroyNotify)cairn_spec_free);
  CairnModel *model = cairn_model_new(arena, spec->root, &(CairnLook){.theme = "vega"}, NULL, error);
  if (!model) return NULL;
  size_t n = 0;
  const CairnNeededColumn *columns = cairn_needed_columns(model->view, NULL, NULL, &n);
  GString *list = g_string_new(NULL);
  for (size_t i = 0; i < n; i++)
    g_string_append_printf(list, "%s%s%s", i ? " " : "", columns[i].name, columns[i].is_number ? "#" : "");
  return g_string_free(list, FALSE);
}

static void test_columns_that_are_needed(void **state) {
  (void)state;
  size_t n_failed = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *needed = needed_of(cases[i].spec, &error);
    if (!needed) fail_msg("%s: %s", cases[i].spec, error->message);
    if (strcmp(needed, cases[i].needed ? cases[i].needed : "") == 0) continue;
    print_error("%s: \"%s\"\n", cases[i].spec, needed);
    n_failed++;
  }
  assert_int_equal(n_failed, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns_that_are_needed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
