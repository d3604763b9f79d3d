/* Tables shared by charts that read the same files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "read/table_cache.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct Folder {
  char *path;
  GPtrArray *files;
} Folder;

static int make_folder(void **state) {
  Folder *folder = g_new0(Folder, 1);
  folder->path = g_dir_make_tmp("cairn-cache-XXXXXX", NULL);
  folder->files = g_ptr_array_new_with_free_func(g_free);
  *state = folder;
  return folder->path ? 0 : 1;
}

static int remove_folder(void **state) {
  Folder *folder = *state;
  for (guint i = 0; i < folder->files->len; i++)
    g_unlink(folder->files->pdata[i]);
  g_rmdir(folder->path);
  g_ptr_array_unref(folder->files);
  g_free(folder->path);
  g_free(folder);
  return 0;
}

/* The path of a file with this text; `name` may be there already. */
static const char *put_file(Folder *folder, const char *name, const char *text) {
  char *path = g_build_filename(folder->path, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  g_ptr_array_add(folder->files, path);
  return path;
}

static CairnTable *read_file(CairnTableCache *cache, CairnArena *arena, const char *path,
                             const CairnReadOptions *options) {
  g_autoptr(CairnInput) input = cairn_input_open(path, NULL);
  assert_non_null(input);
  return cairn_table_cache_read(cache, arena, input, options, NULL);
}

static const double *numbers_of(const CairnTable *table, const char *name) {
  const CairnColumn *column = table ? cairn_table_column(table, name) : NULL;
  assert_non_null(column);
  assert_int_equal(column->type, CAIRN_COLUMN_NUMBER);
  return column->numbers;
}

static const CairnReadOptions json = {.format = CAIRN_READ_JSON};
static const CairnReadOptions csv = {.format = CAIRN_READ_CSV, .infer = true};

static void test_reads_once(void **state) {
  CairnTableCache *cache = cairn_table_cache_new();
  g_autoptr(CairnArena) first = cairn_arena_new(), second = cairn_arena_new();
  const char *path = put_file(*state, "a.json", "[{\"a\": 1}, {\"a\": 2}]");
  const CairnTable *one = read_file(cache, first, path, &json), *two = read_file(cache, second, path, &json);
  assert_ptr_equal(numbers_of(one, "a"), numbers_of(two, "a"));
  assert_ptr_equal(two->arena, second);
  cairn_table_cache_free(cache);
}

/* What a chart does to its table stays with the chart. */
static void test_charts_do_not_meet(void **state) {
  CairnTableCache *cache = cairn_table_cache_new();
  g_autoptr(CairnArena) first = cairn_arena_new(), second = cairn_arena_new();
  const char *path = put_file(*state, "a.json", "[{\"a\": \"2020\"}]");
  const CairnParseEntry date = {.field = "a", .kind = CAIRN_PARSE_DATE};
  const CairnReadOptions dated = {.format = CAIRN_READ_JSON, .parse = &date, .n_parse = 1};
  CairnTable *one = read_file(cache, first, path, &dated);
  assert_int_equal(cairn_table_column(one, "a")->type, CAIRN_COLUMN_TIME);
  cairn_table_put(one, cairn_column_new_numbers(first, "b", cairn_arena_array(first, 1, double), NULL));
  const CairnTable *two = read_file(cache, second, path, &json);
  assert_int_equal(two->n_columns, 1);
  assert_int_equal(cairn_table_column(two, "a")->type, CAIRN_COLUMN_STRING);
  cairn_table_cache_free(cache);
}

static void test_columns_outlive_the_cache(void **state) {
  CairnTableCache *cache = cairn_table_cache_new();
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnTable *table = read_file(cache, arena, put_file(*state, "a.csv", "a\n3\n"), &csv);
  cairn_table_cache_free(cache);
  assert_true(numbers_of(table, "a")[0] == 3);
}

static void test_changed_file(void **state) {
  CairnTableCache *cache = cairn_table_cache_new();
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnTable *old = read_file(cache, arena, put_file(*state, "a.csv", "a\n3\n"), &csv);
  const CairnTable *new = read_file(cache, arena, put_file(*state, "a.csv", "a\n4\n"), &csv);
  assert_true(numbers_of(old, "a")[0] == 3);
  assert_true(numbers_of(new, "a")[0] == 4);
  cairn_table_cache_free(cache);
}

/* Each way of reading has its own table, as the first chart's way must not become the second's. */
static void test_other_options(void **state) {
  static const CairnParseEntry text = {.field = "a", .kind = CAIRN_PARSE_STRING};
  static const char *const header[] = {"x", NULL};
  static const CairnReadOptions ways[] = {
      {.format = CAIRN_READ_CSV},
      {.format = CAIRN_READ_CSV, .infer = true},
      {.format = CAIRN_READ_CSV, .infer = true, .parse = &text, .n_parse = 1},
      {.format = CAIRN_READ_CSV, .infer = true, .header = header},
      {.format = CAIRN_READ_CSV, .infer = true, .delimiter = ';'},
  };
  const char *path = put_file(*state, "a.csv", "a\n3\n5\n");
  CairnTableCache *cache = cairn_table_cache_new();
  for (size_t round = 0; round < 2; round++) {
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
      g_autoptr(CairnArena) arena = cairn_arena_new();
      g_autoptr(CairnInput) input = cairn_input_open(path, NULL);
      const CairnTable *expected = cairn_read_table(arena, input, &ways[i], NULL);
      const CairnTable *table = read_file(cache, arena, path, &ways[i]);
      assert_int_equal(table->n_rows, expected->n_rows);
      assert_string_equal(table->columns[0]->name, expected->columns[0]->name);
      assert_int_equal(table->columns[0]->type, expected->columns[0]->type);
    }
  }
  cairn_table_cache_free(cache);
}

static void test_keeps_those_used_last(void **state) {
  CairnTableCache *cache = cairn_table_cache_new();
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *favourite = put_file(*state, "favourite.csv", "a\n3\n");
  const double *kept = numbers_of(read_file(cache, arena, favourite, &csv), "a");
  for (int i = 0; i < 100; i++) {
    g_autofree char *name = g_strdup_printf("%d.csv", i);
    assert_non_null(read_file(cache, arena, put_file(*state, name, "a\n3\n"), &csv));
    assert_ptr_equal(numbers_of(read_file(cache, arena, favourite, &csv), "a"), kept);
  }
  const char *first = put_file(*state, "first.csv", "a\n3\n");
  const double *gone = numbers_of(read_file(cache, arena, first, &csv), "a");
  for (int i = 0; i < 100; i++) {
    g_autofree char *path = g_strdup_printf("%s/%d.csv", ((Folder *)*state)->path, i);
    assert_non_null(read_file(cache, arena, path, &csv));
  }
  assert_ptr_not_equal(numbers_of(read_file(cache, arena, first, &csv), "a"), gone);
  cairn_table_cache_free(cache);
}

static void test_errors_come_every_time(void **state) {
  CairnTableCache *cache = cairn_table_cache_new();
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *path = put_file(*state, "a.json", "[{\"a\": 1},\n nothing]");
  for (int i = 0; i < 2; i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(CairnInput) input = cairn_input_open(path, NULL);
    assert_null(cairn_table_cache_read(cache, arena, input, &json, &error));
    assert_int_equal(cairn_error_place(error)->line, 2);
  }
  cairn_table_cache_free(cache);
}

/* What is no file, and any input where there is no cache, is read each time. */
static void test_without(void **state) {
  CairnTableCache *cache = cairn_table_cache_new();
  g_autoptr(CairnArena) arena = cairn_arena_new();
  for (int i = 0; i < 2; i++) {
    g_autoptr(GBytes) bytes = g_bytes_new_static(i ? "a\n1\n" : "a\n2\n", 4);
    g_autoptr(CairnInput) input = cairn_input_from_bytes("same.csv", bytes);
    assert_true(numbers_of(cairn_table_cache_read(cache, arena, input, &csv, NULL), "a")[0] == 2 - i);
  }
  const char *path = put_file(*state, "a.csv", "a\n3\n");
  assert_ptr_not_equal(numbers_of(read_file(NULL, arena, path, &csv), "a"),
                       numbers_of(read_file(NULL, arena, path, &csv), "a"));
  cairn_table_cache_free(cache);
}

int main(void) {
#define CASE(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
  const struct CMUnitTest tests[] = {
      CASE(test_reads_once),
      CASE(test_charts_do_not_meet),
      CASE(test_columns_outlive_the_cache),
      CASE(test_changed_file),
      CASE(test_other_options),
      CASE(test_keeps_those_used_last),
      CASE(test_errors_come_every_time),
      CASE(test_without),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
