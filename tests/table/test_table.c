/* Tables, columns and field paths. */
#include "table/table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static CairnTable *sample_table(CairnArena *arena) {
  static const double numbers[] = {1, 2, NAN, 4};
  static const uint8_t states[] = {CAIRN_CELL_PRESENT, CAIRN_CELL_NULL, CAIRN_CELL_PRESENT,
                                   CAIRN_CELL_UNDEFINED};
  static const char *const strings[] = {"a", "b", "c", "d"};
  static const uint8_t booleans[] = {1, 0, 1, 0};
  CairnTable *table = cairn_table_new(arena, 4);
  cairn_table_put(table, cairn_column_new_numbers(arena, "x", numbers, states));
  cairn_table_put(table, cairn_column_new_strings(arena, "s", strings, NULL));
  cairn_table_put(table, cairn_column_new_booleans(arena, "b", booleans, NULL));
  return table;
}

static void test_cells_know_how_they_are_missing(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnColumn *x = cairn_table_column(sample_table(arena), "x");
  assert_int_equal(cairn_column_value(x, 0).kind, CAIRN_NUMBER);
  assert_int_equal(cairn_column_value(x, 1).kind, CAIRN_NULL);
  assert_int_equal(cairn_column_value(x, 3).kind, CAIRN_UNDEFINED);
  assert_int_equal(cairn_column_value(NULL, 0).kind, CAIRN_UNDEFINED);
  assert_true(isnan(cairn_column_quantity(x, 1)) && isnan(cairn_column_quantity(x, 2)));
  assert_true(isnan(cairn_column_quantity(NULL, 0)));
  assert_true(cairn_column_quantity(x, 0) == 1);
}

static void test_put_replaces_in_place_and_leaves_copies_alone(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTable *table = sample_table(arena), *copy = cairn_table_copy(table);
  const double zeros[4] = {0};
  cairn_table_put(copy, cairn_column_new_numbers(arena, "s", zeros, NULL));
  assert_int_equal(copy->n_columns, 3);
  assert_string_equal(copy->columns[1]->name, "s");
  assert_int_equal(copy->columns[1]->type, CAIRN_COLUMN_NUMBER);
  assert_int_equal(cairn_table_column(table, "s")->type, CAIRN_COLUMN_STRING);
}

static void test_many_columns_are_found(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnTable *table = cairn_table_new(arena, 0);
  for (int i = 0; i < 1000; i++)
    cairn_table_put(table, cairn_column_new_numbers(arena, cairn_arena_printf(arena, "c%d", i), NULL, NULL));
  CairnTable *copy = cairn_table_copy(table);
  for (int i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf("c%d", i);
    assert_string_equal(cairn_table_column(copy, name)->name, name);
    assert_ptr_equal(copy->columns[i], cairn_table_column(copy, name));
  }
  assert_null(cairn_table_column(copy, "c1000"));
}

static void test_select_takes_rows_in_the_order_given(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const size_t rows[] = {3, 1, 1, 0};
  CairnTable *picked = cairn_table_select(sample_table(arena), rows, 4);
  const CairnColumn *s = cairn_table_column(picked, "s"), *x = cairn_table_column(picked, "x");
  assert_string_equal(s->strings[0], "d");
  assert_string_equal(s->strings[3], "a");
  assert_int_equal(cairn_column_state(x, 0), CAIRN_CELL_UNDEFINED);
  assert_int_equal(cairn_column_state(x, 2), CAIRN_CELL_NULL);
  assert_true(cairn_table_column(picked, "b")->booleans[3]);
  assert_int_equal(cairn_table_select(picked, NULL, 0)->n_rows, 0);
}

static void test_append_fills_what_one_table_lacks(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  static const double seven[] = {7};
  static const char *const texts[] = {"seven"};
  CairnTable *top = sample_table(arena), *bottom = cairn_table_new(arena, 1);
  cairn_table_put(bottom, cairn_column_new_numbers(arena, "s", seven, NULL));
  cairn_table_put(bottom, cairn_column_new_strings(arena, "t", texts, NULL));
  CairnTable *both = cairn_table_append(top, bottom);
  assert_int_equal(both->n_rows, 5);
  assert_int_equal(both->n_columns, 4);
  assert_int_equal(cairn_column_value(cairn_table_column(both, "t"), 0).kind, CAIRN_UNDEFINED);
  assert_string_equal(cairn_column_value(cairn_table_column(both, "t"), 4).string, "seven");
  assert_int_equal(cairn_column_value(cairn_table_column(both, "x"), 4).kind, CAIRN_UNDEFINED);
  assert_int_equal(cairn_table_column(both, "s")->type, CAIRN_COLUMN_ANY);
  assert_true(cairn_column_value(cairn_table_column(both, "s"), 4).number == 7);
}

static void test_columns_take_the_narrowest_type(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnValue number = cairn_value_number(1), text = cairn_value_string("a"),
                   yes = cairn_value_boolean(true), moment = cairn_value_time(0), null = cairn_value_null(),
                   nothing = cairn_value_undefined();
  const struct {
    CairnValue values[3];
    CairnColumnType type;
    bool any_state;
  } cases[] = {
      {{number, number, number}, CAIRN_COLUMN_NUMBER, false},
      {{null, text, nothing}, CAIRN_COLUMN_STRING, true},
      {{yes, yes, null}, CAIRN_COLUMN_BOOLEAN, true},
      {{moment, moment, moment}, CAIRN_COLUMN_TIME, false},
      {{number, text, null}, CAIRN_COLUMN_ANY, false},
      {{number, moment, number}, CAIRN_COLUMN_ANY, false},
      {{null, nothing, null}, CAIRN_COLUMN_NUMBER, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const CairnColumn *column = cairn_column_from_values(arena, "c", cases[i].values, 3);
    assert_int_equal(column->type, cases[i].type);
    assert_int_equal(column->type != CAIRN_COLUMN_ANY && column->states != NULL, cases[i].any_state);
    for (size_t k = 0; k < 3; k++)
      assert_int_equal(cairn_column_value(column, k).kind, cases[i].values[k].kind);
  }
}

static void test_rows_leave_out_what_is_undefined(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnValue row = cairn_table_row(sample_table(arena), 3);
  assert_int_equal(row.object->n, 2);
  assert_string_equal(cairn_value_member(row, "s").string, "d");
}

static void test_field_paths_split_as_in_vega(void **state) {
  (void)state;
  static const struct {
    const char *field, *parts; /* joined by | ; NULL: wrong */
  } cases[] = {
      {"a", "a"},
      {"a.b", "a|b"},
      {"a\\.b", "a.b"},
      {"a[0]", "a|0"},
      {"a['b c'].d", "a|b c|d"},
      {"a[\"x.y\"]", "a|x.y"},
      {"'a.b'", "a.b"},
      {"[a]", "a"},
      {"a..b", "a|b"},
      {"a.b.", "a|b"},
      {"a[b", NULL},
      {"a]", NULL},
      {"a['b]", NULL},
      {"'a", NULL},
      {"a['b'c]", NULL},
      {"a\\[0\\]", "a[0]"},
      {"", ""},
      {"it's", "it's"},
      {"a b%", "a b%"},
      {"a[0][1]", "a|0|1"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    const char *const *parts = cairn_field_split(arena, cases[i].field);
    if (!cases[i].parts) {
      assert_null(parts);
      continue;
    }
    assert_non_null(parts);
    g_autofree char *joined = g_strjoinv("|", (char **)parts);
    assert_string_equal(joined, cases[i].parts);
  }
}

static void test_fields_reach_into_nested_values(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  static const char *const keys[] = {"b"};
  CairnValue one = cairn_value_number(1), cells[2];
  CairnValue items[] = {cairn_value_number(5), cairn_value_string("six")};
  cells[0] = cairn_value_new_object(arena, keys, &one, 1);
  cells[1] = cairn_value_new_array(arena, items, 2);
  CairnTable *table = cairn_table_new(arena, 2);
  cairn_table_put(table, cairn_column_from_values(arena, "a", cells, 2));
  const CairnColumn *nested = cairn_table_field(table, "a.b");
  assert_string_equal(nested->name, "a.b");
  assert_true(cairn_column_value(nested, 0).number == 1);
  assert_int_equal(cairn_column_value(nested, 1).kind, CAIRN_UNDEFINED);
  assert_string_equal(cairn_column_value(cairn_table_field(table, "a[1]"), 1).string, "six");
  assert_null(cairn_table_field(table, "b.a"));
  assert_null(cairn_table_field(table, "a\\.b"));
  assert_null(cairn_table_field(table, "a[b"));
}

static void test_a_column_with_the_flat_name_comes_first(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  static const double flat[] = {3};
  CairnTable *table = cairn_table_new(arena, 1);
  cairn_table_put(table, cairn_column_new_numbers(arena, "a.b", flat, NULL));
  assert_true(cairn_column_value(cairn_table_field(table, "a.b"), 0).number == 3);
  assert_true(cairn_column_value(cairn_table_field(table, "a\\.b"), 0).number == 3);
  assert_string_equal(cairn_field_flat_name(arena, "mean_a\\.b"), "mean_a.b");
}

static void test_an_escaped_name_is_one_part(void **state) {
  (void)state;
  static const char *const names[] = {"a", "a.b", "[0]", "\"", "'", "\"a\"", "a'b]", "\\", "a\\.b", "it's"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    const char *const *parts = cairn_field_split(arena, cairn_field_escape(arena, names[i]));
    assert_non_null(parts);
    assert_string_equal(parts[0], names[i]);
    assert_null(parts[1]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cells_know_how_they_are_missing),
      cmocka_unit_test(test_put_replaces_in_place_and_leaves_copies_alone),
      cmocka_unit_test(test_many_columns_are_found),
      cmocka_unit_test(test_select_takes_rows_in_the_order_given),
      cmocka_unit_test(test_append_fills_what_one_table_lacks),
      cmocka_unit_test(test_columns_take_the_narrowest_type),
      cmocka_unit_test(test_rows_leave_out_what_is_undefined),
      cmocka_unit_test(test_field_paths_split_as_in_vega),
      cmocka_unit_test(test_fields_reach_into_nested_values),
      cmocka_unit_test(test_an_escaped_name_is_one_part),
      cmocka_unit_test(test_a_column_with_the_flat_name_comes_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
