/* Delimited text to tables: cells, types, errors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../invalid/invalid_files.h"
#include "base/limits.h"
#include "read/read.h"

#include <math.h>

static CairnTable *try_read(CairnArena *arena, const char *text, size_t length,
                            const CairnReadOptions *options, GError **error) {
  g_autoptr(GBytes) bytes = g_bytes_new(text, length);
  g_autoptr(CairnInput) input = cairn_input_from_bytes("t.csv", bytes);
  return cairn_read_table(arena, input, options, error);
}

static CairnTable *read_text(CairnArena *arena, const char *text, const CairnReadOptions *options) {
  g_autoptr(GError) error = NULL;
  CairnTable *table = try_read(arena, text, strlen(text), options, &error);
  if (!table) fail_msg("%s: %s", text, error->message);
  return table;
}

/* "a,b|1,2|3,4", with the state of missing cells in angle brackets. */
static char *show(CairnArena *arena, const CairnTable *table) {
  GString *out = g_string_new(NULL);
  for (size_t c = 0; c < table->n_columns; c++)
    g_string_append_printf(out, "%s%s", c ? "," : "", table->columns[c]->name);
  for (size_t r = 0; r < table->n_rows; r++) {
    for (size_t c = 0; c < table->n_columns; c++) {
      CairnValue value = cairn_column_value(table->columns[c], r);
      const char *text = value.kind == CAIRN_NULL        ? "<null>"
                         : value.kind == CAIRN_UNDEFINED ? "<undefined>"
                                                         : NULL;
      g_string_append_printf(out, "%s%s", c ? "," : "|", text ? text : cairn_value_to_name(arena, value));
    }
  }
  return g_string_free(out, FALSE);
}

static const char *type_name(CairnColumnType type) {
  static const char *const names[] = {"number", "date", "string", "boolean", "any"};
  return names[type];
}

/* ---- Cells ---- */

static void test_cells(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
    char delimiter;
  } cases[] = {
      {"a,b\n1,2\n3,4\n", "a,b|1,2|3,4", 0},
      {"a,b\n1,2\n3,4", "a,b|1,2|3,4", 0},
      {"a,b\r\n1,2\r\n3,4\r\n", "a,b|1,2|3,4", 0},
      {"a,b\r1,2\r3,4", "a,b|1,2|3,4", 0},
      {"\xEF\xBB\xBF"
       "a,b\n1,2\n",
       "a,b|1,2", 0},
      {"\xEF\xBB\xBF\"a\",b\n1,2\n", "a,b|1,2", 0},
      {"a,b\n", "a,b", 0},
      {"a,b", "a,b", 0},
      {"a\n1\n\n2\n\n\n", "a|1|2", 0},
      {"\n\na,b\n\n1,2\n", "a,b|1,2", 0},
      {"a,b\n,\n", "a,b|,", 0},
      {"a,b\n\"\",\"\"\n", "a,b|,", 0},
      {"a\n\"\"\n", "a|", 0},
      {"a,b\n\"x,y\",\"p\"\"q\"\n", "a,b|x,y,p\"q", 0},
      {"a,b\n\"x\ny\",\"p\r\nq\"\n1,2", "a,b|x\ny,p\r\nq|1,2", 0},
      {"a,b\n\"x\n\n\",1\n", "a,b|x\n\n,1", 0},
      {"a,b\n x , y \n", "a,b| x , y ", 0},
      {"a,b\n5'10\",6\"\n", "a,b|5'10\",6\"", 0},
      {"a,b\nx\"y\"z,\"q\"\n", "a,b|x\"y\"z,q", 0},
      {"a,b\n \"x\",1\n", "a,b| \"x\",1", 0},
      {"a,b\n1,\"2\"", "a,b|1,2", 0},
      {"a,b\n1,\"\"\"\"\n", "a,b|1,\"", 0},
      {",b\n1,2\n", ",b|1,2", 0},
      {"a\tb\n1,5\t2\n", "a,b|1,5,2", '\t'},
      {"a;b\n\"1;5\";2\n", "a,b|1;5,2", ';'},
      {"a b\n1 2\n", "a,b|1,2", ' '},
      {"\xD0\xB6,\xF0\x9F\x98\x80\n\xC3\xA9,2\n", "\xD0\xB6,\xF0\x9F\x98\x80|\xC3\xA9,2", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    const CairnReadOptions options = {.delimiter = cases[i].delimiter};
    g_autofree char *shown = show(arena, read_text(arena, cases[i].text, &options));
    assert_string_equal(shown, cases[i].expected);
  }
}

static void test_options(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *const header[] = {"x", "y", NULL}, *const wanted[] = {"c", "a", "none", NULL};
  const CairnReadOptions named = {.header = header, .infer = true}, chosen = {.columns = wanted};
  g_autofree char *with_names = show(arena, read_text(arena, "1,2\n3,4\n", &named));
  assert_string_equal(with_names, "x,y|1,2|3,4");
  g_autofree char *empty = show(arena, read_text(arena, "", &named));
  assert_string_equal(empty, "x,y");
  g_autofree char *some = show(arena, read_text(arena, "a,b,c\n1,2,3\n", &chosen));
  assert_string_equal(some, "a,c|1,3");
}

/* ---- Types ---- */

static const struct {
  const char *cells[4];
  const char *type;
} infer_cases[] = {
#include "infer_cases.inc"
    /* Where cairn differs: see read/cell.h and read/column_builder.c. */
    {{"Group 5", "Group 6"}, "string"},
    {{"45%", "50%"}, "string"},
    {{"$45", "$50"}, "string"},
    {{"  ", "3"}, "number"},
    {{"  ", "x"}, "string"},
};

static void test_inference(void **state) {
  (void)state;
  const CairnReadOptions options = {.infer = true};
  for (size_t i = 0; i < G_N_ELEMENTS(infer_cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GString) text = g_string_new("a\n");
    for (size_t j = 0; j < 4 && infer_cases[i].cells[j]; j++)
      g_string_append_printf(text, "\"%s\"\n", infer_cases[i].cells[j]);
    const CairnTable *table = read_text(arena, text->str, &options);
    const char *type = type_name(table->columns[0]->type);
    if (strcmp(type, infer_cases[i].type) != 0)
      fail_msg("%s: %s, not %s", text->str, type, infer_cases[i].type);
  }
}

static void test_inferred_values(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"a,b\n1,x\n,\n3,z\n", "a,b|1,x|<null>,<null>|3,z"},
      {"a\n1\n2\nx\n\"\"\n", "a|1|2|x|<null>"},
      {"a\n\"\"\n  \nx\n", "a|<null>|  |x"},
      {"a\n\"\"\n  \n3\n", "a|<null>|<null>|3"},
      {"a\ntrue\nfalse\n", "a|true|false"},
      {"a\ntrue\n1\n", "a|true|1"},
      {"a\n2020\n2020-06\n", "a|2020-01-01T00:00:00.000Z|2020-06-01T00:00:00.000Z"},
      {"a\n2020-06\n2020\n", "a|2020-06-01T00:00:00.000Z|2020-01-01T00:00:00.000Z"},
      {"a\n0.1\n1e3\n-0\n", "a|0.1|1000|0"},
  };
  const CairnReadOptions options = {.infer = true};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autofree char *shown = show(arena, read_text(arena, cases[i][0], &options));
    assert_string_equal(shown, cases[i][1]);
  }
}

/* A column that changes its looks late is read twice, all rows of it. */
static void test_late_change(void **state) {
  (void)state;
  enum { ROWS = 5000 };
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GString) text = g_string_new("a,b\n");
  for (int i = 0; i < ROWS; i++)
    g_string_append_printf(text, "%s%d,%d\n", i == ROWS - 1 ? "x" : "", i, i);
  const CairnReadOptions options = {.infer = true};
  const CairnTable *table = read_text(arena, text->str, &options);
  assert_int_equal(table->columns[0]->type, CAIRN_COLUMN_STRING);
  assert_int_equal(table->columns[1]->type, CAIRN_COLUMN_NUMBER);
  for (int i = 0; i < ROWS; i++) {
    g_autofree char *expected = g_strdup_printf("%s%d", i == ROWS - 1 ? "x" : "", i);
    assert_string_equal(table->columns[0]->strings[i], expected);
    assert_true(table->columns[1]->numbers[i] == i);
  }
}

static void test_declared(void **state) {
  (void)state;
  static const struct {
    const char *parse, *cells, *strict, *lenient;
  } cases[] = {
      {"number", "1\n-2.5\n\"\"\n0x10\n", "1|-2.5|<null>|16", "1|-2.5|<null>|16"},
      {"number", "NA\nn/a\nNaN\nnull\nNone\n-\n  \n", "<null>|<null>|<null>|<null>|<null>|<null>|<null>",
       "NaN|NaN|NaN|NaN|NaN|NaN|<null>"},
      {"number", "abc\n", "'abc' in column 'a': expected a number", "NaN"},
      {"number", "1\n1,5\n", NULL, NULL},
      {"number", "\"1,000\"\n", "'1,000' in column 'a': expected a number such as 12.5", "NaN"},
      {"boolean", "true\nFALSE\n1\n0\n\"\"\n", "true|false|true|false|<null>",
       "true|false|true|false|<null>"},
      {"boolean", "yes\n", "expected true or false", "true"},
      {"string", "1\n\"\"\nx\n", "1|<null>|x", "1|<null>|x"},
      {"date", "2003-02-05\n\"\"\n", "2003-02-05T00:00:00.000Z|<null>", "2003-02-05T00:00:00.000Z|<null>"},
      {"date", "Oct 2021\n\"Monday, Oct 4 2021 (early)\"\n", "2021-10-01T00:00:00.000Z|2021-10-04T00:00:00.000Z", NULL},
      {"date", "Oktober 2021\n", "'Oktober 2021' in column 'a': expected a date", "2021-01-01T00:00:00.000Z"},
      {"date", "M\303\244rz 2021\n", "expected a date", NULL},
      {"date", "soon\n", "expected a date such as 2003-02-05", "Invalid Date"},
      {"date:'%d.%m.%Y'", "5.2.2003\n", "2003-02-05T00:00:00.000Z", "2003-02-05T00:00:00.000Z"},
      {"utc:\"%Y/%m\"", "2003/02\n-\n", "2003-02-01T00:00:00.000Z|<null>", NULL},
      {"date:%d %b %Y", "2003\n", "expected a date of the form '%d %b %Y'", "Invalid Date"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    for (int strict = 0; strict < 2; strict++) {
      const char *expected = strict ? cases[i].strict : cases[i].lenient;
      if (!expected) continue;
      g_autoptr(CairnArena) arena = cairn_arena_new();
      g_autoptr(GError) error = NULL;
      CairnParseEntry entry;
      assert_true(cairn_parse_entry_read(arena, "a", cases[i].parse, &entry, NULL));
      entry.strict = strict;
      const CairnReadOptions options = {.parse = &entry, .n_parse = 1};
      g_autofree char *text = g_strconcat("a\n", cases[i].cells, NULL);
      const CairnTable *table = try_read(arena, text, strlen(text), &options, &error);
      g_autofree char *shown = table ? show(arena, table) : g_strdup(error->message);
      if (!strstr(shown, expected)) fail_msg("%s %d %s: %s", cases[i].parse, strict, cases[i].cells, shown);
    }
  }
}

static void test_bad_entries(void **state) {
  (void)state;
  static const char *const cases[] = {"", "numbers", "date:", "utc:''", "Date", "datetime"};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = NULL;
    CairnParseEntry entry;
    if (cairn_parse_entry_read(arena, "a", cases[i], &entry, &error)) fail_msg("'%s' is accepted", cases[i]);
    assert_non_null(strstr(error->message, "expected number, boolean, string, date, date:'%Y-%m-%d'"));
  }
}

/* ---- Errors ---- */

static bool read_path(const char *path, GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(CairnInput) input = cairn_input_open(path, error);
  static const CairnParseEntry year = {.field = "year", .kind = CAIRN_PARSE_NUMBER, .strict = true};
  static const CairnParseEntry day = {.field = "day", .kind = CAIRN_PARSE_DATE, .strict = true};
  const CairnParseEntry entries[] = {year, day};
  CairnReadOptions options = {.parse = entries, .n_parse = 2, .infer = true};
  return input && cairn_read_format_of_url(path, &options, error) &&
         cairn_read_table(arena, input, &options, error);
}

static void test_invalid_files(void **state) {
  (void)state;
  invalid_files_check("csv", read_path);
}

static void test_limits(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnReadOptions options = {.infer = true};
  g_autofree char *many = g_strnfill(CAIRN_LIMIT_COLUMNS, ','),
                  *big = g_strnfill(CAIRN_LIMIT_CELL_BYTES + 1, 'x');
  for (size_t i = 0; many[i]; i++)
    if (i % 2) many[i] = (char)('a' + i % 26);
  g_autoptr(GString) names = g_string_new("c0");
  for (int i = 1; i <= CAIRN_LIMIT_COLUMNS; i++)
    g_string_append_printf(names, ",c%d", i);
  g_autofree char *cell = g_strdup_printf("a\n%s\n", big), *quoted = g_strdup_printf("a\n\"%s\"\n", big);
  g_autofree char *open = g_strdup_printf("a\n1\n\"%s\n%s", big, big);
  const struct {
    const char *text, *part;
    size_t line, column;
  } cases[] = {
      {names->str, "more than 4096 columns", 1, 23467},
      {cell, "a cell of more than", 2, 1},
      {quoted, "a cell of more than", 2, 1},
      {open, "is its closing quote missing?", 3, 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(try_read(arena, cases[i].text, strlen(cases[i].text), &options, &error));
    if (!strstr(error->message, cases[i].part)) fail_msg("%s", error->message);
    assert_int_equal(error->code, CAIRN_ERROR_LIMIT);
    assert_int_equal(cairn_error_place(error)->line, cases[i].line);
    assert_int_equal(cairn_error_place(error)->column, cases[i].column);
  }
}

/* Rows of which most lie in files: numbers with gaps, few texts, texts that never come again, booleans, a column whose
 * first cells are blank, and one that turns out to be no numbers. */
enum { MANY_ROWS = 600000 };

static void append_many_rows(GString *text, size_t n) {
  g_string_append(text, "number,few,new,long,flag,late,mixed\n");
  for (size_t i = 0; i < n; i++) {
    if (i % 7) g_string_append_printf(text, "%zu", i);
    g_string_append_printf(text, ",%s,a row of its own: number %zu,", i % 3 ? "east" : "west", i);
    if (i % 100000 == 99999) g_string_append_printf(text, "y%0*zu", 299999, i);
    g_string_append_printf(text, ",%s,", i % 2 ? "true" : "false");
    if (i >= n / 2) g_string_append_printf(text, "%zu", i);
    g_string_append(text, i == n - 1 ? ",x\n" : ",1\n");
  }
}

static void check_texts_of_row(const CairnTable *table, size_t i) {
  char name[64];
  g_snprintf(name, sizeof name, "a row of its own: number %zu", i);
  const char *as_long = cairn_table_column(table, "long")->strings[i];
  assert_string_equal(cairn_table_column(table, "few")->strings[i], i % 3 ? "east" : "west");
  assert_string_equal(cairn_table_column(table, "new")->strings[i], name);
  assert_string_equal(cairn_table_column(table, "mixed")->strings[i], i == MANY_ROWS - 1 ? "x" : "1");
  assert_int_equal(strlen(as_long), i % 100000 == 99999 ? 300000 : 0);
}

static void check_many_rows(const CairnTable *table, size_t start, size_t n) {
  const CairnColumn *number = cairn_table_column(table, "number"), *flag = cairn_table_column(table, "flag");
  const CairnColumn *late = cairn_table_column(table, "late");
  for (size_t i = 0; i < n; i++) {
    size_t row = start + i;
    assert_int_equal(cairn_column_state(number, i), row % 7 ? CAIRN_CELL_PRESENT : CAIRN_CELL_NULL);
    assert_true(row % 7 == 0 || number->numbers[i] == (double)row);
    assert_int_equal(cairn_column_value(flag, i).boolean, row % 2);
    assert_int_equal(cairn_column_state(late, i), row < MANY_ROWS / 2 ? CAIRN_CELL_NULL : CAIRN_CELL_PRESENT);
    assert_true(row < MANY_ROWS / 2 || late->numbers[i] == (double)row);
  }
}

static void test_many_rows_are_all_there(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  append_many_rows(text, MANY_ROWS);
  CairnReadOptions options = {.infer = true};
  const CairnTable *table = try_read(arena, text->str, text->len, &options, &error);
  if (!table) fail_msg("%s", error->message);
  assert_int_equal(table->n_rows, MANY_ROWS);
  assert_true(cairn_arena_used(arena) < text->len / 2); /* most are in files */
  check_many_rows(table, 0, MANY_ROWS);
  for (size_t start = 0; start < MANY_ROWS; start += 50000) {
    check_many_rows(cairn_table_slice(arena, table, start, 1000), start, 1000);
    for (size_t row = start; row < start + 50000; row += row % 997 ? 97 : 1)
      check_texts_of_row(table, row);
    cairn_table_leave(table, start, 50000);
  }
  check_texts_of_row(table, 0);
  check_texts_of_row(table, MANY_ROWS - 1);
}

/* ---- Properties ---- */

static void append_cell(GString *out, GRand *random, const char *cell, bool alone) {
  bool needs_quotes = strpbrk(cell, ",\n\r") || *cell == '"' || (alone && !*cell);
  if (!needs_quotes && g_rand_int_range(random, 0, 3) > 0) {
    g_string_append(out, cell);
    return;
  }
  g_string_append_c(out, '"');
  for (const char *c = cell; *c; c++)
    g_string_append_printf(out, *c == '"' ? "\"%c" : "%c", *c);
  g_string_append_c(out, '"');
}

static char *random_cell(GRand *random) {
  static const char *const pieces[] = {"a", "bc", "\"",       ",", "\n", "\r\n", "\r",
                                       " ", "\t", "\xC3\xA9", "7", ";",  "\"\""};
  GString *cell = g_string_new(NULL);
  for (int n = g_rand_int_range(random, 0, 5); n > 0; n--)
    g_string_append(cell, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
  return g_string_free(cell, FALSE);
}

/* Any table, written with any line ends and more quotes than needed, reads back the same. */
static void test_round_trip(void **state) {
  (void)state;
  static const char *const ends[] = {"\n", "\r\n", "\r"};
  GRand *random = g_rand_new_with_seed(3);
  for (int round = 0; round < 400; round++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    int n_columns = g_rand_int_range(random, 1, 5), n_rows = g_rand_int_range(random, 0, 8);
    const char *end = ends[g_rand_int_range(random, 0, 3)];
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
    for (int c = 0; c < n_columns; c++)
      g_string_append_printf(text, "%sc%d", c ? "," : "", c);
    for (int r = 0; r < n_rows; r++) {
      g_string_append(text, end);
      for (int c = 0; c < n_columns; c++) {
        g_ptr_array_add(cells, random_cell(random));
        if (c > 0) g_string_append_c(text, ',');
        append_cell(text, random, cells->pdata[cells->len - 1], n_columns == 1);
      }
    }
    if (round % 2) g_string_append(text, end);
    const CairnTable *table = read_text(arena, text->str, &(CairnReadOptions){0});
    assert_int_equal(table->n_rows, n_rows);
    for (guint i = 0; i < cells->len; i++)
      assert_string_equal(table->columns[i % (guint)n_columns]->strings[i / (guint)n_columns],
                          cells->pdata[i]);
  }
  g_rand_free(random);
}

/* Rows of every length around the size of the blocks in which the input is read. */
static void test_block_borders(void **state) {
  (void)state;
  enum { BLOCK = 256 * 1024 };
  for (int shift = -4; shift <= 4; shift++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autofree char *fill = g_strnfill((gsize)(BLOCK + shift - 6), 'x');
    g_autofree char *text = g_strdup_printf("a,b\r\n\"%s\r\n\",2\r\n3,\"4\"\r\n", fill);
    const CairnTable *table = read_text(arena, text, &(CairnReadOptions){.infer = true});
    assert_int_equal(table->n_rows, 2);
    assert_int_equal(strlen(table->columns[0]->strings[0]), strlen(fill) + 2);
    assert_true(table->columns[1]->numbers[1] == 4);
  }
}

static void test_mutations(void **state) {
  (void)state;
  static const char good[] = "a,b,c\n1,\"x\"\"y\",2020-01-01\r\n,\"p,\nq\",\n3,z,2021-06-05T10:00Z\n";
  static const char bytes[] = "\",\n\r\0a1-\xFF\xC3 ";
  GRand *random = g_rand_new_with_seed(5);
  for (int round = 0; round < 5000; round++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = NULL;
    char text[sizeof good];
    memcpy(text, good, sizeof good);
    for (int i = g_rand_int_range(random, 1, 6); i > 0; i--)
      text[g_rand_int_range(random, 0, sizeof good - 1)] =
          bytes[g_rand_int_range(random, 0, sizeof bytes - 1)];
    size_t length = (size_t)g_rand_int_range(random, 0, sizeof good);
    const CairnReadOptions options = {.infer = round % 2};
    if (try_read(arena, text, length, &options, &error)) continue;
    assert_non_null(error);
    assert_string_equal(cairn_error_place(error)->path, "t.csv");
    assert_true(cairn_error_place(error)->line <= 8);
  }
  g_rand_free(random);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cells),         cmocka_unit_test(test_options),
      cmocka_unit_test(test_inference),     cmocka_unit_test(test_inferred_values),
      cmocka_unit_test(test_late_change),   cmocka_unit_test(test_declared),
      cmocka_unit_test(test_bad_entries),   cmocka_unit_test(test_invalid_files),
      cmocka_unit_test(test_limits),        cmocka_unit_test(test_many_rows_are_all_there),
      cmocka_unit_test(test_round_trip),
      cmocka_unit_test(test_block_borders), cmocka_unit_test(test_mutations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
