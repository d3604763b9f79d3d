/* Specs from text: what is read, what is refused with which words, and where a node stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../invalid/invalid_files.h"
#include "spec/load.h"

static CairnSpec *load(const char *text, const char *name) {
  g_autoptr(GError) error = NULL;
  CairnSpec *spec = cairn_spec_load_text(text, strlen(text), name, &error);
  if (!spec) fail_msg("%s: %s", text, error->message);
  return spec;
}

static void assert_tree(const char *text, const char *name, const char *expected) {
  g_autoptr(CairnSpec) spec = load(text, name);
  char *dump = json_dumps(spec->root, JSON_COMPACT);
  assert_string_equal(dump, expected);
  free(dump);
}

static void test_formats(void **state) {
  (void)state;
  static const struct {
    const char *text, *name, *expected;
  } cases[] = {
      {"{\"a\": [1, 2.5, true, null, \"x\"]}", "a.json", "{\"a\":[1,2.5,true,null,\"x\"]}"},
      {"\xEF\xBB\xBF{\"a\": 1}", "a.json", "{\"a\":1}"},
      {"  {\"a\": 1}", "-", "{\"a\":1}"},
      {"a: 1", "-", "{\"a\":1}"},
      {"\xEF\xBB\xBF"
       "a: 1",
       "a.yaml", "{\"a\":1}"},
      {"a: 1", "A.YML", "{\"a\":1}"},
      {"{a: 1, b: [c]}", "a.yaml", "{\"a\":1,\"b\":[\"c\"]}"},
      {"---\na: 1\n...\n", "a.yaml", "{\"a\":1}"},
      {"a: 1\r\nb:\r\n  - 2\r\n", "a.yaml", "{\"a\":1,\"b\":[2]}"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_tree(cases[i].text, cases[i].name, cases[i].expected);
}

/* YAML 1.2, core schema. */
static void test_scalars(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"1", "1"},
      {"-7", "-7"},
      {"+3", "3"},
      {"0x1F", "31"},
      {"0o17", "15"},
      {"017", "17"},
      {"1.5", "1.5"},
      {".5", "0.5"},
      {"5.", "5"},
      {"-1e3", "-1000"},
      {"1_000", "\"1_000\""},
      {"~", "null"},
      {"null", "null"},
      {"Null", "null"},
      {"", "null"},
      {"nULL", "\"nULL\""},
      {"true", "true"},
      {"FALSE", "false"},
      {"yes", "\"yes\""},
      {"on", "\"on\""},
      {"y", "\"y\""},
      {"\"1\"", "\"1\""},
      {"'true'", "\"true\""},
      {"''", "\"\""},
      {"'it''s'", "\"it's\""},
      {"!!str 12", "\"12\""},
      {"!!int \"12\"", "12"},
      {"! 12", "\"12\""},
      {"2003-02-05", "\"2003-02-05\""},
      {"12:30", "\"12:30\""},
      {"1.2.3", "\"1.2.3\""},
      {"\"\\u0416\\t\"", "\"\xD0\x96\\t\""},
      {"9007199254740993", "9007199254740992.0"},
      {"datum.a > 1 && b", "\"datum.a > 1 && b\""},
      {"|\n  one\n  two\n", "\"one\\ntwo\\n\""},
      {">-\n  one\n  two\n", "\"one two\""},
      {"&x [1]\nb: *x", "[1],\"b\":[1]"},
      {"&x 1\nb: &x 2\nc: *x", "1,\"b\":2,\"c\":2"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = g_strdup_printf("a: %s", cases[i][0]);
    g_autofree char *expected = g_strdup_printf("{\"a\":%s}", cases[i][1]);
    assert_tree(text, "a.yaml", expected);
  }
}

static void test_aliases_are_copies(void **state) {
  (void)state;
  g_autoptr(CairnSpec) spec = load("a: &x {b: 1}\nc: *x", "a.yaml");
  assert_ptr_not_equal(json_object_get(spec->root, "a"), json_object_get(spec->root, "c"));
}

static bool load_file(const char *path, GError **error) {
  g_autoptr(CairnSpec) spec = cairn_spec_load_file(path, error);
  return spec != NULL;
}

static void test_invalid_files(void **state) {
  (void)state;
  invalid_files_check("spec-syntax", load_file);
}

/* ---- Places ---- */

/* The node at a JSON pointer without escapes. */
static const json_t *node_at(const json_t *node, const char *pointer) {
  g_auto(GStrv) parts = g_strsplit(pointer, "/", -1);
  for (guint i = 1; parts[0] && parts[i]; i++)
    node =
        json_is_array(node) ? json_array_get(node, (size_t)atoi(parts[i])) : json_object_get(node, parts[i]);
  return node;
}

typedef struct PlaceCase {
  const char *text, *node, *key;
  long index;
  size_t offset;
  const char *expected;
} PlaceCase;

static void assert_place(const PlaceCase *expected, const char *name) {
  g_autoptr(CairnSpec) spec = load(expected->text, name);
  g_autoptr(GError) error = NULL;
  const json_t *node = node_at(spec->root, expected->node);
  if (expected->index >= 0)
    cairn_error_at_index(&error, CAIRN_ERROR_SPEC, node, (size_t)expected->index, "x");
  else
    cairn_error_at(&error, CAIRN_ERROR_SPEC, node, expected->key, "x");
  CairnPlace *place = cairn_error_place(error);
  place->offset = expected->offset;
  cairn_spec_locate(spec, error);
  g_autofree char *found = g_strdup_printf("%zu:%zu %s", place->line, place->column, place->pointer);
  assert_string_equal(found, expected->expected);
  assert_string_equal(place->path, name);
}

static void test_places_in_json(void **state) {
  (void)state;
  static const char text[] =
      "{\n  \"mark\": \"bar\",\n  \"a\": {\"b/c\": [10, {\"~\": \"x\"}, []], \"d\": {}},\n"
      "\t\"\xD0\xB6\": \"\xD0\xB6\", \"e\\u0041\": 2,\n  \"f\": \"datum.\xD0\xB6 + foo(1)\",\n"
      "  \"g\": \"a\\\"b + c\"}";
  static const PlaceCase cases[] = {
      {text, "", NULL, -1, 0, "1:1 "},
      {text, "", "mark", -1, 0, "2:11 /mark"},
      {text, "", "none", -1, 0, "1:1 /none"},
      {text, "/a", NULL, -1, 0, "3:8 /a"},
      {text, "/a", "b/c", -1, 0, "3:16 /a/b~1c"},
      {text, "/a", "d", -1, 0, "3:43 /a/d"},
      {text, "/a/d", "none", -1, 0, "3:43 /a/d/none"},
      {text, "", "\xD0\xB6", -1, 0, "4:7 /\xD0\xB6"},
      {text, "", "eA", -1, 0, "4:23 /eA"},
      {text, "", "f", -1, 0, "5:8 /f"},
      {text, "", "f", -1, 8, "5:16 /f"},
      {text, "", "f", -1, 11, "5:19 /f"},
      {text, "", "f", -1, 500, "5:8 /f"},
      {text, "", "g", -1, 1, "6:10 /g"},
      {text, "", "g", -1, 4, "6:8 /g"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_place(&cases[i], "a.json");
}

static void test_places_in_arrays(void **state) {
  (void)state;
  static const char text[] = "{\"a\": [1, {\"~\": \"x\"}, []]}";
  static const PlaceCase cases[] = {
      {text, "/a", NULL, 0, 0, "1:8 /a/0"},       {text, "/a", NULL, 1, 0, "1:11 /a/1"},
      {text, "/a", NULL, 2, 0, "1:23 /a/2"},      {text, "/a", NULL, 3, 0, "1:7 /a/3"},
      {text, "/a/1", "~", -1, 0, "1:17 /a/1/~0"}, {text, "/a/2", NULL, -1, 0, "1:23 /a/2"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_place(&cases[i], "a.json");
}

static void test_places_in_yaml(void **state) {
  (void)state;
  static const char text[] =
      "# a chart\nmark: bar\ndata: &d\n  url: 'a.csv'\nlayer:\n  - mark: {type: line}\n    data: *d\n"
      "  - filter: datum.a > b\n  -\n    x: 1\nempty:\nlast: |\n  one\n";
  static const PlaceCase cases[] = {
      {text, "", "mark", -1, 0, "2:7 /mark"},
      {text, "", "none", -1, 0, "2:1 /none"},
      {text, "/data", "url", -1, 0, "4:8 /data/url"},
      {text, "/data", "url", -1, 2, "4:11 /data/url"},
      {text, "/layer/0/mark", "type", -1, 0, "6:18 /layer/0/mark/type"},
      {text, "/layer/0/data", "url", -1, 0, "7:11 /layer/0/data/url"},
      {text, "/layer/1", "filter", -1, 0, "8:13 /layer/1/filter"},
      {text, "/layer/1", "filter", -1, 10, "8:23 /layer/1/filter"},
      {text, "/layer/2", "x", -1, 0, "10:8 /layer/2/x"},
      {text, "", "empty", -1, 0, "11:1 /empty"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_place(&cases[i], "a.yaml");
}

static void test_other_errors(void **state) {
  (void)state;
  g_autoptr(CairnSpec) spec = load("{\"a\": 1}", "a.json");
  cairn_spec_locate(spec, NULL);

  g_autoptr(GError) bare = NULL;
  cairn_error_set(&bare, CAIRN_ERROR_SPEC, "x");
  cairn_spec_locate(spec, bare);
  assert_string_equal(cairn_error_place(bare)->path, "a.json");
  assert_int_equal(cairn_error_place(bare)->line, 0);

  g_autoptr(GError) in_data = NULL;
  cairn_error_in_file(&in_data, CAIRN_ERROR_DATA, "b.csv", 3, 4, "x");
  cairn_spec_locate(spec, in_data);
  assert_string_equal(cairn_error_place(in_data)->path, "b.csv");

  g_autoptr(GError) elsewhere = NULL;
  json_t *other = json_object();
  cairn_error_at(&elsewhere, CAIRN_ERROR_SPEC, other, "a", "x");
  cairn_spec_locate(spec, elsewhere);
  assert_string_equal(cairn_error_place(elsewhere)->path, "a.json");
  assert_int_equal(cairn_error_place(elsewhere)->line, 0);
  json_decref(other);

  g_autoptr(GError) foreign = g_error_new_literal(G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
  cairn_spec_locate(spec, foreign);
}

/* ---- Property: any tree, written in any layout, has each node at its place ---- */

typedef struct Writer {
  GRand *random;
  GString *text;
  GPtrArray *marks; /* "line:column pointer" of each value, in order */
  size_t line, column;
} Writer;

static void put(Writer *writer, const char *text) {
  for (const char *c = text; *c; c++) {
    writer->column = *c == '\n' ? 1 : writer->column + (((unsigned char)*c & 0xC0) != 0x80);
    writer->line += *c == '\n';
  }
  g_string_append(writer->text, text);
}

static void put_space(Writer *writer) {
  static const char *const spaces[] = {"", "", "", " ", "  ", "\n", "\n\t", "\r\n  "};
  put(writer, spaces[g_rand_int_range(writer->random, 0, G_N_ELEMENTS(spaces))]);
}

static void put_value(Writer *writer, const char *pointer, int depth) {
  static const char *const plain[] = {
      "1", "-2.5e-3", "true", "null", "\"\"", "\"\xD1\x84\xF0\x9F\x98\x80\"", "\"a\\n\\\"b\""};
  put_space(writer);
  g_ptr_array_add(writer->marks, g_strdup_printf("%zu:%zu %s", writer->line, writer->column, pointer));
  int kind = depth < 5 ? g_rand_int_range(writer->random, 0, 4) : 3;
  if (kind == 3) {
    put(writer, plain[g_rand_int_range(writer->random, 0, G_N_ELEMENTS(plain))]);
    return;
  }
  int n = g_rand_int_range(writer->random, 0, 4);
  put(writer, kind == 0 ? "[" : "{");
  for (int i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf(kind == 0 ? "%d" : "k\xD1\x84%d", i);
    g_autofree char *member = g_strdup_printf("%s/%s", pointer, key),
                    *quoted = g_strdup_printf("\"%s\"", key);
    if (i > 0) put(writer, ",");
    put_space(writer);
    if (kind != 0) put(writer, quoted);
    if (kind != 0) put_space(writer);
    if (kind != 0) put(writer, ":");
    put_value(writer, member, depth + 1);
  }
  put_space(writer);
  put(writer, kind == 0 ? "]" : "}");
}

static void check_mark(CairnSpec *spec, const char *mark) {
  const char *pointer = strchr(mark, ' ') + 1;
  const char *slash = strrchr(pointer, '/');
  g_autofree char *parent = g_strndup(pointer, slash ? (size_t)(slash - pointer) : 0);
  const json_t *node = node_at(spec->root, parent);
  g_autoptr(GError) error = NULL;
  if (!slash)
    cairn_error_at(&error, CAIRN_ERROR_SPEC, node, NULL, "x");
  else if (json_is_array(node))
    cairn_error_at_index(&error, CAIRN_ERROR_SPEC, node, (size_t)atoi(slash + 1), "x");
  else
    cairn_error_at(&error, CAIRN_ERROR_SPEC, node, slash + 1, "x");
  cairn_spec_locate(spec, error);
  const CairnPlace *place = cairn_error_place(error);
  g_autofree char *found = g_strdup_printf("%zu:%zu %s", place->line, place->column, place->pointer);
  assert_string_equal(found, mark);
}

static void test_random_trees(void **state) {
  (void)state;
  GRand *random = g_rand_new_with_seed(7);
  for (int round = 0; round < 100; round++) {
    Writer writer = {random, g_string_new(NULL), g_ptr_array_new_with_free_func(g_free), 1, 1};
    put(&writer, "{\"a\":");
    put_value(&writer, "/a", 0);
    put(&writer, "}");
    g_autoptr(CairnSpec) spec = load(writer.text->str, "a.json");
    for (guint i = 0; i < writer.marks->len; i++)
      check_mark(spec, writer.marks->pdata[i]);
    g_string_free(writer.text, TRUE);
    g_ptr_array_unref(writer.marks);
  }
  g_rand_free(random);
}

/* No input may crash, whatever it is cut from. */
static void test_mutations(void **state) {
  (void)state;
  static const char json[] =
      "{\"a\": [1, {\"b\": \"c\\u00e9\\n\"}, [], -1.5e3], \"d\": {\"e\": null, \"f\": true}}";
  static const char yaml[] =
      "a: &x [1, {b: 'c'}, *y]\n? d\n: |+\n  text\ne: !!str >-\n  more\nf: \"g\\\n  h\"\n- i\n%TAG ! x\n";
  static const char bytes[] = "{}[]:,\"'\\-?&*!|>%@` \t\n#~0a\xC3\xA9.";
  GRand *random = g_rand_new_with_seed(11);
  for (int round = 0; round < 4000; round++) {
    g_autofree char *text = g_strdup(round % 2 ? yaml : json);
    size_t length = strlen(text);
    for (int i = g_rand_int_range(random, 1, 5); i > 0; i--)
      text[g_rand_int_range(random, 0, (gint32)length)] = bytes[g_rand_int_range(random, 0, sizeof bytes)];
    length = (size_t)g_rand_int_range(random, 1, (gint32)length + 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(CairnSpec) spec = cairn_spec_load_text(text, length, round % 2 ? "a.yaml" : "a.json", &error);
    if (!spec) assert_true(error && *error->message);
  }
  g_rand_free(random);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_formats),
      cmocka_unit_test(test_scalars),
      cmocka_unit_test(test_aliases_are_copies),
      cmocka_unit_test(test_invalid_files),
      cmocka_unit_test(test_places_in_json),
      cmocka_unit_test(test_places_in_arrays),
      cmocka_unit_test(test_places_in_yaml),
      cmocka_unit_test(test_other_errors),
      cmocka_unit_test(test_random_trees),
      cmocka_unit_test(test_mutations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
