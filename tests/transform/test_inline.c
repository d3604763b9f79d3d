/* The rows that marks are made from, after the transforms inside encodings, against those of Vega, in any
 * order. Columns that only we have are not looked at. */
#include "../pipeline/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void append_cell(CairnArena *arena, GString *out, CairnValue value) {
  if (value.kind == CAIRN_NUMBER || value.kind == CAIRN_TIME) {
    test_append_number(out, value.number);
  } else if (value.kind == CAIRN_UNDEFINED) {
    g_string_append_c(out, '-');
  } else {
    g_autofree char *text = g_strdelimit(g_strdup(cairn_value_to_name(arena, value)), " ", '_');
    g_string_append(out, *text ? text : "''");
  }
}

/* The column that the expected words name; spaces are underscores in them, and what Vega-Lite calls
 * _offsetted_rect_ is _band_. */
static const CairnColumn *find_column(const CairnTable *table, const char *vega_name) {
  g_auto(GStrv) parts = g_strsplit(vega_name, "_offsetted_rect_", 2);
  g_autofree char *name = g_strjoinv("_band_", parts);
  for (size_t i = 0; i < table->n_columns; i++) {
    g_autofree char *own = g_strdelimit(g_strdup(table->columns[i]->name), " ", '_');
    if (strcmp(own, name) == 0) return table->columns[i];
  }
  return NULL;
}

static char *row_line(CairnArena *arena, const CairnTable *table, size_t row, char **names) {
  GString *line = g_string_new(NULL);
  for (size_t i = 0; names[i]; i++) {
    g_string_append_printf(line, "%s%s=", i ? " " : "", names[i]);
    append_cell(arena, line, cairn_column_value(find_column(table, names[i]), row));
  }
  return g_string_free(line, FALSE);
}

static int compare_lines(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool describe(TestChart *chart, char *const *expected, GString *out, GError **error) {
  (void)error;
  const CairnTable *table = chart->view->table;
  size_t n = g_strv_length((char **)expected);
  g_auto(GStrv) words = g_strsplit(n ? expected[0] : "c=", " ", -1);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
  for (size_t i = 0; words[i]; i++)
    words[i][strcspn(words[i], "=")] = '\0';
  for (size_t row = 0; row < table->n_rows; row++)
    g_ptr_array_add(lines, row_line(chart->arena, table, row, words));
  g_ptr_array_sort(lines, compare_lines);
  for (size_t i = 0; i < lines->len; i++)
    g_string_append_printf(out, "%s\n", (const char *)lines->pdata[i]);
  return true;
}

static void test_reference(void **state) {
  (void)state;
  test_cases_run("tests/transform/inline_cases.txt", 100, describe);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
