/* JSON and inline values to tables; parsing the columns of a table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/limits.h"
#include "read/read.h"

#include <math.h>
#include <string.h>

/* "a:number=1,2|b:string=x,<null>": columns with their types and cells. */
static char *show(CairnArena *arena, const CairnTable *table) {
  static const char *const types[] = {"number", "date", "string", "boolean", "any"};
  GString *out = g_string_new(NULL);
  for (size_t c = 0; c < table->n_columns; c++) {
    const CairnColumn *column = table->columns[c];
    g_string_append_printf(out, "%s%s:%s=", c ? "|" : "", column->name, types[column->type]);
    for (size_t r = 0; r < table->n_rows; r++) {
      CairnValue value = cairn_column_value(column, r);
      const char *missing = value.kind == CAIRN_NULL        ? "<null>"
                            : value.kind == CAIRN_UNDEFINED ? "<undefined>"
                                                            : NULL;
      g_string_append_printf(out, "%s%s", r ? "," : "",
                             missing ? missing : cairn_value_to_name(arena, value));
    }
  }
  return g_string_free(out, FALSE);
}

static CairnTable *read_input(CairnArena *arena, const char *text, const CairnReadOptions *options,
                              GError **error) {
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(CairnInput) input = cairn_input_from_bytes("t.json", bytes);
  return cairn_read_table(arena, input, options, error);
}

static CairnTable *read_inline(CairnArena *arena, const char *text, const CairnReadOptions *options,
                               GError **error) {
  json_t *values = json_loads(text, JSON_DECODE_ANY, NULL);
  assert_non_null(values);
  CairnTable *table = cairn_read_values(arena, values, "values", options, error);
  json_decref(values); /* the table must not need it */
  return table;
}

static const struct {
  const char *text, *property, *expected;
} row_cases[] = {
    {"[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2.5, \"b\": null}]", NULL, "a:number=1,2.5|b:string=x,<null>"},
    {"[{\"a\": 1}, {\"b\": true}]", NULL, "a:number=1,<undefined>|b:boolean=<undefined>,true"},
    {"[{\"a\": 1}, {\"a\": \"x\"}]", NULL, "a:any=1,x"},
    {"[{\"b\": 1}, {\"a\": 2, \"b\": 3}]", NULL, "b:number=1,3|a:number=<undefined>,2"},
    {"[{\"a\": {\"b\": [1, 2]}}]", NULL, "a:any=[object Object]"},
    {"[{\"a\": [1, [2, \"x\"], null]}]", NULL, "a:any=1,2,x,"},
    {"[1, 2, 3]", NULL, "data:number=1,2,3"},
    {"[\"a\", null]", NULL, "data:string=a,<null>"},
    {"[{\"a\": 1}, 5]", NULL, "a:number=1,<undefined>|data:number=<undefined>,5"},
    {"[[1, 2], [3]]", NULL, "0:number=1,3|1:number=2,<undefined>"},
    {"[]", NULL, ""},
    {"{\"a\": 1}", NULL, "a:number=1"},
    {"{\"x\": {\"y\": [{\"a\": 1}]}}", "x.y", "a:number=1"},
    {"{\"x\": [{\"y\": [{\"a\": 1}]}]}", "x[0].y", "a:number=1"},
    {"{\"x.y\": [{\"a\": 1}]}", "x\\.y", "a:number=1"},
    {"[{\"a\": 1}]", "", "a:number=1"},
    {"[{\"a\": 0.1}, {\"a\": -1e-7}, {\"a\": 12345678901234567}]", NULL,
     "a:number=0.1,-1e-7,12345678901234568"},
    {"[{\"\": 1, \"\xC3\xA9\": \"\xF0\x9F\x98\x80\"}]", NULL, ":number=1|\xC3\xA9:string=\xF0\x9F\x98\x80"},
};

static void test_rows(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(row_cases); i++) {
    const CairnReadOptions options = {.format = CAIRN_READ_JSON, .property = row_cases[i].property};
    for (int inlined = 0; inlined < 2; inlined++) {
      g_autoptr(CairnArena) arena = cairn_arena_new();
      const CairnTable *table =
          (inlined ? read_inline : read_input)(arena, row_cases[i].text, &options, NULL);
      assert_non_null(table);
      g_autofree char *shown = show(arena, table);
      assert_string_equal(shown, row_cases[i].expected);
    }
  }
}

static void test_large_integers(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnReadOptions options = {.format = CAIRN_READ_JSON};
  const CairnTable *table =
      read_input(arena, "\xEF\xBB\xBF[{\"a\": 123456789012345678901234567890}]", &options, NULL);
  assert_true(table->columns[0]->numbers[0] == 123456789012345678901234567890.0);
}

static void test_nested_values(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnReadOptions options = {.format = CAIRN_READ_JSON};
  const CairnTable *table = read_inline(arena, "[{\"a\": {\"b\": [1, {\"c\": \"x\"}]}}, {}]", &options, NULL);
  CairnValue b = cairn_value_member(cairn_column_value(table->columns[0], 0), "b");
  assert_int_equal(b.kind, CAIRN_ARRAY);
  assert_true(b.array->items[0].number == 1);
  assert_string_equal(cairn_value_member(b.array->items[1], "c").string, "x");
  assert_int_equal(cairn_column_value(table->columns[0], 1).kind, CAIRN_UNDEFINED);
}

static void test_inline_text(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnReadOptions options = {0};
  assert_true(cairn_read_format_of_type("dsv", ";", &options, NULL));
  g_autofree char *csv = show(arena, read_inline(arena, "\"a;b\\n1;x\\n\"", &options, NULL));
  assert_string_equal(csv, "a:string=1|b:string=x");
  assert_true(cairn_read_format_of_type("json", NULL, &options, NULL));
  g_autofree char *json = show(arena, read_inline(arena, "\"[{\\\"a\\\": 1}]\"", &options, NULL));
  assert_string_equal(json, "a:number=1");
  g_autoptr(GError) error = NULL;
  assert_true(cairn_read_format_of_type("dsv", ";", &options, NULL));
  assert_null(read_inline(arena, "\"a;b\\n1\\n\"", &options, &error));
  g_autofree char *message = cairn_error_format(error, "error");
  assert_string_equal(message,
                      "values:2:2: error: 1 cell, but the header has 2: there is none for column 'b'");
}

static void test_errors(void **state) {
  (void)state;
  static const struct {
    const char *text, *property, *expected;
  } cases[] = {
      {"[{\"a\": 1},]", NULL, "t.json:1:11: error: a comma before the closing bracket"},
      {"[{\"a\": 1", NULL, "t.json:1:9: error: the text ends here"},
      {"", NULL, "t.json:1:1: error: the text ends here"},
      {"a,b\n1,2\n", NULL, "t.json:1:1: error: expected a value: an object"},
      {"[{\"a\": 1, \"a\": 2}]", NULL, "t.json:1:11: error: \"a\" occurs twice"},
      {"[\"\xFF\"]", NULL, "t.json:1:3: error: the byte \\xFF is no text in UTF-8"},
      {"{\"hits\": []}", "hit", "t.json: error: the data have no property 'hit'; did you mean 'hits'?"},
      {"{\"hits\": []}", "hits.x", "t.json: error: the data have no property 'hits.x'"},
      {"{\"hits\": []}", "hits[3]", "t.json: error: the data have no property 'hits[3]'"},
      {"{\"hits\": 5}", "a[", "t.json: error: 'a[' is no path to a property"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = NULL;
    const CairnReadOptions options = {.format = CAIRN_READ_JSON, .property = cases[i].property};
    assert_null(read_input(arena, cases[i].text, &options, &error));
    g_autofree char *message = cairn_error_format(error, "error");
    if (!g_str_has_prefix(message, cases[i].expected)) fail_msg("%s: %s", cases[i].text, message);
  }
}

/* Few bytes must not become many cells. */
static void test_sparse_rows(void **state) {
  (void)state;
  g_autoptr(GString) text = g_string_new("[{\"a\":1");
  for (int i = 0; i < 1000; i++)
    g_string_append_printf(text, ",\"c%d\":1", i);
  g_string_append(text, "}");
  for (int i = 0; i < 150000; i++)
    g_string_append(text, ",{}");
  g_string_append(text, "]");
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  const CairnReadOptions options = {.format = CAIRN_READ_JSON};
  assert_null(read_input(arena, text->str, &options, &error));
  assert_int_equal(error->code, CAIRN_ERROR_LIMIT);
}

static void test_formats(void **state) {
  (void)state;
  static const struct {
    const char *url;
    CairnReadFormat format;
    char delimiter;
  } cases[] = {
      {"a.csv", CAIRN_READ_CSV, ','}, {"../d/a.b.tsv", CAIRN_READ_CSV, '\t'}, {"a.json", CAIRN_READ_JSON, 0},
      {"a", CAIRN_READ_JSON, 0},      {"a.csv/b", CAIRN_READ_JSON, 0},        {"a.txt", CAIRN_READ_JSON, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnReadOptions options = {0};
    assert_true(cairn_read_format_of_url(cases[i].url, &options, NULL));
    assert_int_equal(options.format, cases[i].format);
    if (cases[i].delimiter) assert_int_equal(options.delimiter, cases[i].delimiter);
  }
  static const struct {
    const char *type, *delimiter, *expected;
  } bad[] = {
      {"topojson", NULL, "topojson are not supported; supported are csv, tsv, dsv and json"},
      {"cvs", NULL, "unknown data type 'cvs'; expected csv, tsv, dsv or json"},
      {"dsv", NULL, "needs a delimiter"},
      {"dsv", "", "needs a delimiter"},
      {"dsv", "||", "needs a delimiter"},
      {"dsv", "\"", "needs a delimiter"},
      {"dsv", "\xC2\xA6", "needs a delimiter"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
    CairnReadOptions options = {0};
    g_autoptr(GError) error = NULL;
    assert_false(cairn_read_format_of_type(bad[i].type, bad[i].delimiter, &options, &error));
    if (!strstr(error->message, bad[i].expected)) fail_msg("%s", error->message);
  }
}

/* ---- Parsing columns ---- */

/* vega-util's toNumber, toBoolean, toDate and toString of each value. */
static const struct {
  const char *value, *number, *boolean, *date, *string;
} conversions[] = {
    {"\"1\"", "1", "true", "2001-01-01T00:00:00.000Z", "1"},
    {"\" 2 \"", "2", "true", "2001-02-01T00:00:00.000Z", " 2 "},
    {"\"x\"", "NaN", "true", "Invalid Date", "x"},
    {"\"\"", "<null>", "<null>", "<null>", "<null>"},
    {"null", "<null>", "<null>", "<null>", "<null>"},
    {"true", "1", "true", "Invalid Date", "true"},
    {"false", "0", "false", "Invalid Date", "false"},
    {"\"false\"", "NaN", "false", "Invalid Date", "false"},
    {"\"0\"", "0", "false", "2000-01-01T00:00:00.000Z", "0"},
    {"0", "0", "false", "1970-01-01T00:00:00.000Z", "0"},
    {"1580515200000", "1580515200000", "true", "2020-02-01T00:00:00.000Z", "1580515200000"},
    {"\"2020-01-01\"", "NaN", "true", "2020-01-01T00:00:00.000Z", "2020-01-01"},
    {"\"Infinity\"", "Infinity", "true", "Invalid Date", "Infinity"},
    {"\"0x1f\"", "31", "true", "Invalid Date", "0x1f"},
    {"[3]", "3", "true", "2001-03-01T00:00:00.000Z", "3"},
    {"{}", "NaN", "true", "Invalid Date", "[object Object]"},
};

static void test_lenient_columns(void **state) {
  (void)state;
  static const char *const types[] = {"number", "boolean", "date", "string"};
  for (size_t i = 0; i < G_N_ELEMENTS(conversions); i++) {
    const char *const expected[] = {conversions[i].number, conversions[i].boolean, conversions[i].date,
                                    conversions[i].string};
    for (size_t k = 0; k < G_N_ELEMENTS(types); k++) {
      g_autoptr(CairnArena) arena = cairn_arena_new();
      CairnParseEntry entry;
      assert_true(cairn_parse_entry_read(arena, "a", types[k], &entry, NULL));
      const CairnReadOptions options = {.format = CAIRN_READ_JSON, .parse = &entry, .n_parse = 1};
      g_autofree char *text = g_strdup_printf("[{\"a\": %s}]", conversions[i].value);
      g_autofree char *shown = show(arena, read_inline(arena, text, &options, NULL));
      g_autofree char *wanted = g_strdup_printf("a:%s=%s", types[k], expected[k]);
      assert_string_equal(shown, wanted);
    }
  }
}

static void test_strict_columns(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTable *table = read_inline(arena, "[{\"a\": \"1\"}, {\"a\": \"NA\"}, {}, {\"a\": \"x\"}]",
                                  &(CairnReadOptions){.format = CAIRN_READ_JSON}, NULL);
  const CairnParseEntry entry = {.field = "a", .kind = CAIRN_PARSE_NUMBER, .strict = true};
  g_autoptr(GError) error = NULL;
  assert_false(cairn_read_parse_columns(table, &entry, 1, NULL, &error));
  assert_true(g_str_has_prefix(error->message, "row 4: 'x' in column 'a': expected a number"));
}

static void test_nested_columns(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTable *table = read_inline(arena, "[{\"a\": {\"b\": \"2020-01-01\"}}, {\"a\": {}}, {}]",
                                  &(CairnReadOptions){.format = CAIRN_READ_JSON}, NULL);
  const CairnParseEntry entries[] = {{.field = "a.b", .kind = CAIRN_PARSE_DATE},
                                     {.field = "none", .kind = CAIRN_PARSE_NUMBER, .strict = true}};
  assert_true(cairn_read_parse_columns(table, entries, 2, NULL, NULL));
  const CairnColumn *column = cairn_table_column(table, "a.b");
  assert_non_null(column);
  assert_int_equal(column->type, CAIRN_COLUMN_TIME);
  assert_true(column->numbers[0] == 1577836800000);
  assert_int_equal(cairn_column_state(column, 1), CAIRN_CELL_NULL);
  assert_int_equal(cairn_column_state(column, 2), CAIRN_CELL_NULL);
}

static void test_patterns(void **state) {
  (void)state;
  static const char *const cases[][3] = {
      {"\"5.2.2003\"", "date:'%d.%m.%Y'", "2003-02-05T00:00:00.000Z"},
      {"2003", "date:%Y", "2003-01-01T00:00:00.000Z"},
      {"\"2003\"", "utc:'%Y'", "2003-01-01T00:00:00.000Z"},
      {"\"x\"", "utc:'%Y'", "Invalid Date"},
      {"\"\"", "utc:'%Y'", "<null>"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnParseEntry entry;
    assert_true(cairn_parse_entry_read(arena, "a", cases[i][1], &entry, NULL));
    const CairnReadOptions options = {.format = CAIRN_READ_JSON, .parse = &entry, .n_parse = 1};
    g_autofree char *text = g_strdup_printf("[{\"a\": %s}]", cases[i][0]);
    g_autofree char *shown = show(arena, read_inline(arena, text, &options, NULL));
    assert_true(g_str_has_prefix(shown, "a:date="));
    assert_string_equal(shown + strlen("a:date="), cases[i][2]);
  }
}

/* A zone moves what has no offset of its own, and nothing else. */
static void test_zone(void **state) {
  (void)state;
  g_autoptr(CairnZone) zone = cairn_zone_new("+05:00", NULL);
  static const char *const cases[][3] = {
      {"date", "2020-01-01", "2020-01-01T00:00:00.000Z"},
      {"date", "2020-01-01T00:00", "2019-12-31T19:00:00.000Z"},
      {"date:%Y", "2020", "2019-12-31T19:00:00.000Z"},
      {"utc:%Y", "2020", "2020-01-01T00:00:00.000Z"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnParseEntry entry;
    assert_true(cairn_parse_entry_read(arena, "a", cases[i][0], &entry, NULL));
    const CairnReadOptions options = {.parse = &entry, .n_parse = 1, .zone = zone};
    g_autofree char *text = g_strdup_printf("a\n%s\n", cases[i][1]);
    g_autofree char *shown = show(arena, read_input(arena, text, &options, NULL));
    assert_string_equal(shown + strlen("a:date="), cases[i][2]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),           cmocka_unit_test(test_large_integers),
      cmocka_unit_test(test_nested_values),  cmocka_unit_test(test_inline_text),
      cmocka_unit_test(test_errors),         cmocka_unit_test(test_sparse_rows),
      cmocka_unit_test(test_formats),        cmocka_unit_test(test_lenient_columns),
      cmocka_unit_test(test_strict_columns), cmocka_unit_test(test_nested_columns),
      cmocka_unit_test(test_patterns),       cmocka_unit_test(test_zone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
