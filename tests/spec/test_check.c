/* The checker of specs: what it accepts, what it refuses with which words, and whether its table tells the
 * truth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "describe.h"
#include "spec/check.h"
#include "spec/load.h"
#include "spec/properties.h"

#include <stdlib.h>
#include <string.h>

/* ---- Accepted ---- */

typedef struct Warned {
  GString *text;
  CairnSpec *spec;
} Warned;

static void note_warning(GError *warning, void *data) {
  Warned *warned = data;
  cairn_spec_locate(warned->spec, warning);
  g_autofree char *message = cairn_error_format(warning, "warning");
  g_string_append_printf(warned->text, "%s\n", message);
}

/* The warnings and the error, as the program prints them; "" when there are none. */
static char *check(const char *text, const char *name, bool lenient) {
  g_autoptr(GError) error = NULL;
  g_autoptr(CairnSpec) spec = cairn_spec_load_text(text, strlen(text), name, &error);
  if (!spec) fail_msg("%s: %s", text, error->message);
  Warned warned = {g_string_new(NULL), spec};
  CairnWarnings warnings = {note_warning, &warned};
  bool ok = cairn_spec_check(spec->root, lenient, &warnings, &error);
  assert_int_equal(ok, error == NULL);
  if (!ok) {
    cairn_spec_locate(spec, error);
    g_autofree char *message = cairn_error_format(error, "error");
    g_string_append(warned.text, message);
  }
  return g_string_free(warned.text, FALSE);
}

static void test_accepted(void **state) {
  (void)state;
  static const char *const specs[] = {
      "{\"mark\": \"bar\"}",
      "{\"mark\": {\"type\": \"line\", \"point\": \"transparent\", \"size\": {\"expr\": \"2 * width\"}}}",
      "{\"mark\": \"point\", \"data\": {\"values\": [{\"mark\": {\"typ\": 1}}]}, \"datasets\": {\"a\": {\"mrak\": 1}}}",
      "{\"mark\": \"point\", \"usermeta\": {\"other\": {\"free\": [1]}, \"cairn\": {\"source\": \"x\"}}}",
      "{\"mark\": \"point\", \"encoding\": {\"tooltip\": null, \"x\": {\"field\": \"a\", \"axis\": null}}}",
      "{\"mark\": \"point\", \"encoding\": {\"y\": {\"field\": \"a\", \"sort\": [\"b\", 1, null, {\"year\": 2000}]}}}",
      "{\"mark\": \"text\", \"encoding\": {\"text\": {\"condition\": [{\"test\": \"true\", \"value\": \"\"}], \"field\": "
      "\"a\"}}}",
      "{\"mark\": \"point\", \"encoding\": {\"x\": {\"field\": \"a\", \"axis\": {\"gridDash\": {\"condition\": {\"test\": "
      "\"true\", \"value\": [1, 2]}, \"value\": []}}}}}",
      "{\"mark\": \"point\", \"transform\": [{\"filter\": {\"not\": {\"and\": [\"true\", {\"field\": \"a\", \"range\": "
      "[null, {\"year\": 2000}]}]}}}]}",
      "{\"mark\": \"bar\", \"encoding\": {\"x\": {\"timeUnit\": \"utcyearmonth\", \"field\": \"a\"}}}",
      "{\"mark\": \"bar\", \"encoding\": {\"x\": {\"timeUnit\": {\"unit\": \"hours\", \"step\": 3}, \"field\": \"a\"}}}",
      "{\"layer\": [{\"mark\": \"bar\"}, {\"layer\": [{\"mark\": \"line\"}]}]}",
      "{\"mark\": \"bar\", \"config\": {\"style\": {\"any name\": {\"fill\": \"red\", \"tickSize\": 3}}, \"range\": "
      "{\"own\": [\"red\"]}}}",
      "{\"repeat\": [\"a\"], \"spec\": {\"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": {\"repeat\": \"repeat\"}}}}}",
      "{\"facet\": {\"row\": {\"field\": \"a\"}}, \"spec\": {\"mark\": \"bar\"}}",
      "{\"mark\": \"bar\", \"config\": {\"view\": {\"clip\": false}}}", /* not supported, but not asked for */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(specs); i++) {
    g_autofree char *said = check(specs[i], "a.json", false);
    if (*said) fail_msg("%s\n%s", specs[i], said);
  }
}

/* ---- Refused; tests/invalid/spec has more ---- */

static void test_refused(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"{\"marc\": \"bar\"}", "a.json:1:2: error: a chart has no property \"marc\"; did you mean \"mark\"?"},
      {"{\"layer\": []}", "a.json:1:11: error: \"layer\" is empty; it takes at least one item"},
      {"{\"mark\": \"bar\", \"layer\": [{\"mark\": \"bar\", \"width\": -1}]}",
       "a.json:1:2: error: a layered chart has no property \"mark\"; it has "},
      {"{\"layer\": [{\"mark\": \"bar\"}, {\"mark\": \"bar\", \"width\": -1}]}",
       "a.json:1:54: error: \"width\" takes a number of 0 or more, \"container\" or an object; found -1"},
      {"{\"layer\": [{\"mark\": \"bar\", \"config\": {}}]}",
       "a.json:1:28: error: a view has no property \"config\"; it has "},
      {"{\"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": 1}}}",
       "a.json:1:45: error: \"field\" takes text or an object; found 1"},
      {"{\"mark\": \"bar\", \"transform\": [{\"filter\": {\"and\": [\"a\", 5]}}]}",
       "a.json:1:56: error: an item of \"and\" takes text or an object; found 5"},
      {"{\"mark\": {\"type\": \"point\", \"color\": {\"gradient\": \"linear\"}}}",
       "a.json:1:37: error: a gradient needs \"stops\" (the colours and their places)"},
      {"{\"mark\": {\"type\": \"point\", \"size\": {\"signal\": \"s\"}}}",
       "a.json:1:36: error: \"size\" takes a number of 0 or more or {\"expr\": \"...\"}; found a signal, which only Vega "
       "has"},
      {"{\"mark\": {\"type\": \"point\", \"size\": {\"expr\": 5}}}",
       "a.json:1:36: error: \"size\" takes a number of 0 or more or {\"expr\": \"...\"}; found an object"},
      {"{\"mark\": \"text\", \"usermeta\": {\"cairn\": {\"milestones\": [\"a\", \"b\"]}}, \"name\": \"a\"}",
       "a.json:1:55: error: no layer of text marks is named \"b\"; there are \"a\""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *said = check(cases[i][0], "a.json", false);
    /* Of a list that ends in a blank, the names that follow do not matter. */
    bool is_start = g_str_has_suffix(cases[i][1], " ");
    if (!is_start || !g_str_has_prefix(said, cases[i][1])) assert_string_equal(said, cases[i][1]);
  }
}

static void test_lenient(void **state) {
  (void)state;
  static const char spec[] =
      "{\"mark\": \"point\", \"projection\": {\"type\": \"mercator\"},\n"
      " \"encoding\": {\"latitude\": {\"field\": \"a\"}}, \"config\": {\"view\": {\"clip\": true}}}";
  g_autofree char *strict = check(spec, "a.json", false), *lenient = check(spec, "a.json", true);
  assert_true(g_str_has_prefix(
      strict, "a.json:1:19: error: \"projection\" of a chart is not supported; supported are "));
  g_auto(GStrv) lines = g_strsplit(g_strchomp(lenient), "\n", -1);
  assert_int_equal(g_strv_length(lines), 3);
  for (size_t i = 0; lines[i]; i++)
    assert_non_null(strstr(lines[i], " is not supported"));
  g_autofree char *misspelt = check("{\"marc\": \"bar\"}", "a.json", true);
  assert_non_null(strstr(misspelt, "error"));
}

/* What the reference takes and does not use is taken with a warning, except where no still picture shows it. */
static void test_ineffective(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"{\"mark\": {\"type\": \"boxplot\", \"strokeWidth\": 3}}",
       "a.json:1:45: warning: \"strokeWidth\" has no effect on a box plot, only on its parts: \"box\", \"median\", "
       "\"rule\", \"ticks\" and \"outliers\"\n"},
      {"{\"mark\": {\"type\": \"errorband\", \"ticks\": true}}",
       "a.json:1:41: warning: \"ticks\" has no effect on an error band, only on its parts: \"band\" and \"borders\"\n"},
      {"{\"mark\": {\"type\": \"errorbar\", \"tooltip\": true, \"style\": \"a\", \"rule\": {\"clip\": true}}}", ""},
      {"{\"mark\": \"bar\", \"config\": {\"bar\": {\"clip\": true}, \"style\": {\"a\": {\"clip\": true}}}}", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *said = check(cases[i][0], "a.json", false);
    assert_string_equal(said, cases[i][1]);
  }
  g_autofree char *misspelt = check("{\"mark\": {\"type\": \"boxplot\", \"stroekWidth\": 3}}", "a.json", false);
  assert_non_null(strstr(misspelt, "error: \"mark\" has no property \"stroekWidth\""));
}

/* No spec may crash it: members of one spec take the values of others. */
static void test_shuffled(void **state) {
  (void)state;
  static const char *const words[] = {
      "mark",   "encoding", "x",    "field", "layer",     "transform", "filter",   "and",    "scale",
      "domain", "type",     "bar",  "axis",  "condition", "test",      "value",    "config", "style",
      "data",   "url",      "spec", "facet", "repeat",    "sort",      "usermeta", "cairn",  "milestones"};
  GRand *random = g_rand_new_with_seed(7);
  for (int n = 0; n < 3000; n++) {
    json_t *root = json_object(), *stack[6] = {root};
    size_t depth = 0;
    for (int i = 0; i < 20; i++) {
      const char *word = words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))];
      int kind = g_rand_int_range(random, 0, 6);
      json_t *value = kind == 0   ? json_object()
                      : kind == 1 ? json_array()
                      : kind == 2 ? json_integer(g_rand_int_range(random, -2, 2))
                      : kind == 3 ? json_null()
                                  : json_string(words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))]);
      json_t *parent = stack[depth];
      if (json_is_array(parent))
        json_array_append_new(parent, value);
      else
        json_object_set_new(parent, word, value);
      if (kind < 2 && depth + 1 < G_N_ELEMENTS(stack))
        stack[++depth] = value;
      else if (depth > 0 && g_rand_boolean(random))
        depth--;
    }
    GError *error = NULL;
    bool ok = cairn_spec_check(root, g_rand_boolean(random), NULL, &error);
    assert_int_equal(ok, error == NULL);
    g_clear_error(&error);
    json_decref(root);
  }
  g_rand_free(random);
}

/* ---- The table ---- */

static void collect_kind(const CairnKind *kind, GPtrArray *kinds);

static void collect_shape(const CairnShape *shape, GPtrArray *kinds) {
  for (size_t i = 0; i < shape->n_variants; i++)
    collect_kind(shape->variants[i].kind, kinds);
  if (shape->items) collect_shape(shape->items, kinds);
}

static void collect_kind(const CairnKind *kind, GPtrArray *kinds) {
  if (g_ptr_array_find(kinds, kind, NULL)) return;
  g_ptr_array_add(kinds, (void *)kind);
  for (size_t i = 0; i < G_N_ELEMENTS(kind->includes) && kind->includes[i]; i++)
    collect_kind(kind->includes[i], kinds);
  for (size_t i = 0; i < kind->n_rows; i++)
    collect_shape(kind->rows[i].shape, kinds);
  if (kind->others) collect_shape(kind->others, kinds);
}

static GPtrArray *all_kinds(void) {
  GPtrArray *kinds = g_ptr_array_new();
  collect_shape(&cairn_shape_chart, kinds);
  return kinds;
}

static void note_name(const CairnPropertyRow *row, void *data) {
  if (!g_hash_table_add(data, (void *)row->name))
    fail_msg("\"%s\" is twice in the table of one kind", row->name);
}

/* Tables say each thing once, and in words. */
static void test_table(void **state) {
  (void)state;
  g_autoptr(GPtrArray) kinds = all_kinds();
  assert_true(kinds->len > 90);
  g_autoptr(GHashTable) titles = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < kinds->len; i++) {
    const CairnKind *kind = kinds->pdata[i];
    if (kind->title && !g_hash_table_add(titles, (void *)kind->title))
      fail_msg("two kinds are called \"%s\"", kind->title);
    for (size_t k = 0; k < kind->n_rows; k++)
      if (!kind->rows[k].meaning[0]) fail_msg("%s: \"%s\" has no meaning", kind->name, kind->rows[k].name);
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    /* A style of any name is for marks as well as for axes. */
    if (g_strcmp0(kind->title, "config.style: a style") != 0) cairn_kind_each(kind, note_name, names);
  }
}

static void append_sources(const char *folder, GString *out) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  assert_non_null(dir);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL), *text = NULL;
    bool table = g_str_has_prefix(name, "properties") || g_str_has_prefix(name, "check");
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      append_sources(path, out);
    else if (!table && g_str_has_suffix(name, ".c") && g_file_get_contents(path, &text, NULL, NULL))
      g_string_append(out, text);
  }
}

/* Names that the code puts together: "%sOffset", "axis" + "X" + "Band". */
static bool is_composed(const char *name) {
  return g_str_has_suffix(name, "Offset") || g_str_has_prefix(name, "axis") ||
         g_str_has_prefix(name, "subtitle") || g_str_has_prefix(name, "header") ||
         strcmp(name, "titleFontStyle") == 0 || strcmp(name, "labelAnchor") == 0;
}

/* What the table calls supported is read somewhere: the name stands in the code. */
static void test_supported_is_read(void **state) {
  (void)state;
  g_autofree char *folder = g_build_filename(CAIRN_SOURCE_DIR, "render", NULL);
  g_autoptr(GString) code = g_string_new(NULL), unread = g_string_new(NULL);
  append_sources(folder, code);
  g_autoptr(GPtrArray) kinds = all_kinds();
  for (guint i = 0; i < kinds->len; i++) {
    const CairnKind *kind = kinds->pdata[i];
    for (size_t k = 0; k < kind->n_rows; k++) {
      const CairnPropertyRow *row = &kind->rows[k];
      bool supported = row->support == CAIRN_SUPPORTED || row->support == CAIRN_REQUIRED;
      g_autofree char *quoted = g_strdup_printf("\"%s\"", row->name);
      if (supported && !is_composed(row->name) && !strstr(code->str, quoted))
        g_string_append_printf(unread, "%s: %s\n", kind->name, row->name);
    }
  }
  if (unread->len)
    fail_msg("the table says that these are supported, but nothing reads them:\n%s", unread->str);
}

static void test_documentation(void **state) {
  (void)state;
  g_autofree char *path = g_build_filename(CAIRN_SOURCE_DIR, "docs", "vega-lite.md", NULL), *text = NULL;
  g_autoptr(GString) page = g_string_new(NULL);
  cairn_spec_describe(page);
  if (!g_file_get_contents(path, &text, NULL, NULL) || strcmp(text, page->str) != 0)
    fail_msg(
        "docs/vega-lite.md is not what the table says; write it with cairn_vega_lite_docs >docs/vega-lite.md");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_accepted),      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_ineffective), cmocka_unit_test(test_lenient),       cmocka_unit_test(test_shuffled),
      cmocka_unit_test(test_table),         cmocka_unit_test(test_supported_is_read),
      cmocka_unit_test(test_documentation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
