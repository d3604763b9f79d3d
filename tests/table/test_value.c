#include "table/value.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Values of every kind, with what JavaScript makes of them. */
typedef struct Row {
  CairnValue value;
  double number;
  bool truth;
  const char *text;
} Row;

static CairnValue number(double value) {
  return cairn_value_number(value);
}

static CairnValue text(const char *value) {
  return cairn_value_string(value);
}

static CairnValue array(CairnArena *arena, size_t n, ...) {
  CairnValue items[4];
  va_list arguments;
  va_start(arguments, n);
  for (size_t i = 0; i < n; i++)
    items[i] = va_arg(arguments, CairnValue);
  va_end(arguments);
  return cairn_value_new_array(arena, items, n);
}

static bool same_number(double a, double b) {
  return a == b || (isnan(a) && isnan(b));
}

static void test_conversions(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  static const CairnRegexp regexp = {"/a/g"};
  const Row rows[] = {
      {cairn_value_undefined(), NAN, false, "undefined"},
      {cairn_value_null(), 0, false, "null"},
      {cairn_value_boolean(true), 1, true, "true"},
      {cairn_value_boolean(false), 0, false, "false"},
      {number(0), 0, false, "0"},
      {number(-0.0), 0, false, "0"},
      {number(NAN), NAN, false, "NaN"},
      {number(1e21), 1e21, true, "1e+21"},
      {number(-1.5), -1.5, true, "-1.5"},
      {text(""), 0, false, ""},
      {text(" 12 "), 12, true, " 12 "},
      {text("0x1f"), 31, true, "0x1f"},
      {text("12px"), NAN, true, "12px"},
      {cairn_value_time(0), 0, true, "1970-01-01T00:00:00.000Z"},
      {cairn_value_time(-1), -1, true, "1969-12-31T23:59:59.999Z"},
      {cairn_value_time(8.64e15), 8.64e15, true, "+275760-09-13T00:00:00.000Z"},
      {cairn_value_time(-8.64e15), -8.64e15, true, "-271821-04-20T00:00:00.000Z"},
      {cairn_value_time(NAN), NAN, true, "Invalid Date"},
      {cairn_value_time(951827696789.0), 951827696789.0, true, "2000-02-29T12:34:56.789Z"},
      {array(arena, 0), 0, true, ""},
      {array(arena, 1, number(5)), 5, true, "5"},
      {array(arena, 1, cairn_value_null()), 0, true, ""},
      {array(arena, 1, cairn_value_boolean(true)), NAN, true, "true"},
      {array(arena, 1, array(arena, 1, text("7"))), 7, true, "7"},
      {array(arena, 3, number(1), cairn_value_null(), text("a")), NAN, true, "1,,a"},
      {cairn_value_new_object(arena, NULL, NULL, 0), NAN, true, "[object Object]"},
      {{.kind = CAIRN_REGEXP, .regexp = &regexp}, NAN, true, "/a/g"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (!same_number(cairn_value_to_number(rows[i].value), rows[i].number))
      fail_msg("number of %s", rows[i].text);
    if (cairn_value_to_boolean(rows[i].value) != rows[i].truth) fail_msg("truth of %s", rows[i].text);
    if (rows[i].value.kind != CAIRN_TIME)
      assert_string_equal(cairn_value_to_string(arena, rows[i].value), rows[i].text);
    assert_string_equal(cairn_value_to_name(arena, rows[i].value), rows[i].text);
    assert_string_equal(cairn_value_key(arena, rows[i].value), rows[i].text);
  }
}

/* Texts of Node's String(new Date(ms)) in the zone UTC. */
static void test_dates(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  static const struct {
    double ms;
    const char *text;
  } rows[] = {
      {0, "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)"},
      {-1, "Wed Dec 31 1969 23:59:59 GMT+0000 (Coordinated Universal Time)"},
      {1795824000000, "Sat Nov 28 2026 00:00:00 GMT+0000 (Coordinated Universal Time)"},
      {951827696789.0, "Tue Feb 29 2000 12:34:56 GMT+0000 (Coordinated Universal Time)"},
      {-62135596800000, "Mon Jan 01 0001 00:00:00 GMT+0000 (Coordinated Universal Time)"},
      {-62198755200000, "Fri Jan 01 -0001 00:00:00 GMT+0000 (Coordinated Universal Time)"},
      {8.64e15, "Sat Sep 13 275760 00:00:00 GMT+0000 (Coordinated Universal Time)"},
      {-8.64e15, "Tue Apr 20 -271821 00:00:00 GMT+0000 (Coordinated Universal Time)"},
      {NAN, "Invalid Date"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(cairn_value_to_string(arena, cairn_value_time(rows[i].ms)), rows[i].text);
}

static void test_quantity(void **state) {
  (void)state;
  assert_true(isnan(cairn_value_to_quantity(cairn_value_null())));
  assert_true(isnan(cairn_value_to_quantity(cairn_value_undefined())));
  assert_true(isnan(cairn_value_to_quantity(text(""))));
  assert_true(isnan(cairn_value_to_quantity(text("x"))));
  assert_true(cairn_value_to_quantity(text("3")) == 3);
  assert_true(cairn_value_to_quantity(cairn_value_boolean(true)) == 1);
  assert_true(cairn_value_to_quantity(cairn_value_time(5)) == 5);
}

static void test_equality(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnValue list = array(arena, 1, number(1));
  const struct {
    CairnValue a, b;
    bool strict, loose;
  } rows[] = {
      {number(1), number(1), true, true},
      {number(0), number(-0.0), true, true},
      {number(NAN), number(NAN), false, false},
      {number(1), text("1"), false, true},
      {number(1), cairn_value_boolean(true), false, true},
      {text("true"), cairn_value_boolean(true), false, false},
      {text("a"), text("a"), true, true},
      {text(""), number(0), false, true},
      {cairn_value_null(), cairn_value_undefined(), false, true},
      {cairn_value_null(), number(0), false, false},
      {cairn_value_null(), cairn_value_null(), true, true},
      {list, list, true, true},
      {list, array(arena, 1, number(1)), false, false},
      {list, number(1), false, true},
      {list, text("1"), false, true},
      {cairn_value_time(5), cairn_value_time(5), true, true},
      {cairn_value_time(5), number(5), false, false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    assert_int_equal(cairn_value_strict_equal(rows[i].a, rows[i].b), rows[i].strict);
    assert_int_equal(cairn_value_strict_equal(rows[i].b, rows[i].a), rows[i].strict);
    assert_int_equal(cairn_value_loose_equal(rows[i].a, rows[i].b), rows[i].loose);
    assert_int_equal(cairn_value_loose_equal(rows[i].b, rows[i].a), rows[i].loose);
  }
}

static void test_relation(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const struct {
    CairnValue a, b;
    int relation;
  } rows[] = {
      {number(1), number(2), -1},
      {number(2), number(2), 0},
      {number(NAN), number(2), 2},
      {text("10"), text("9"), -1},
      {text("10"), number(9), 1},
      {text("x"), number(9), 2},
      {text("a"), text("ab"), -1},
      {text("\xEE\x80\x80"), text("😀"), 1}, /* U+E000 is above the surrogates of U+1F600 */
      {text("é"), text("😀"), -1},
      {text("😀a"), text("😀b"), -1},
      {cairn_value_null(), number(1), -1},
      {cairn_value_undefined(), number(1), 2},
      {cairn_value_time(5), cairn_value_time(7), -1},
      {cairn_value_time(5), number(5), 0},
      {array(arena, 1, number(2)), number(1), 1},
      {array(arena, 1, number(10)), array(arena, 1, number(9)), -1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    assert_int_equal(cairn_value_relation(rows[i].a, rows[i].b), rows[i].relation);
    int turned = rows[i].relation == 2 ? 2 : -rows[i].relation;
    assert_int_equal(cairn_value_relation(rows[i].b, rows[i].a), turned);
  }
}

static void test_order(void **state) {
  (void)state;
  /* From least to greatest; neighbours with `same` set are equal. */
  const struct {
    CairnValue value;
    bool same;
  } rows[] = {
      {cairn_value_null(), false}, {cairn_value_undefined(), true},
      {number(NAN), false},        {number(-INFINITY), false},
      {number(-1), false},         {number(0), false},
      {text("0"), true},           {cairn_value_boolean(false), true},
      {number(1), false},          {cairn_value_time(1), true},
      {number(10), false},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    int rank_difference = 0;
    for (size_t j = i + 1; j < G_N_ELEMENTS(rows); j++) {
      rank_difference += rows[j].same ? 0 : 1;
      int wanted = rank_difference > 0 ? -1 : 0;
      assert_int_equal(cairn_value_compare(rows[i].value, rows[j].value), wanted);
      assert_int_equal(cairn_value_compare(rows[j].value, rows[i].value), -wanted);
    }
  }
  assert_int_equal(cairn_value_compare(number(1000), text("abc")), -1);
  assert_int_equal(cairn_value_compare(text("abc"), number(1000)), 1);
}

static void test_keys_compare_by_pointer(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  assert_ptr_equal(cairn_value_key(arena, number(1)), cairn_value_key(arena, text("1")));
  assert_ptr_equal(cairn_value_key(arena, cairn_value_null()), cairn_value_key(arena, text("null")));
  assert_ptr_not_equal(cairn_value_key(arena, number(1)), cairn_value_key(arena, number(2)));
  assert_ptr_not_equal(cairn_value_key(arena, cairn_value_time(1)),
                       cairn_value_key(arena, cairn_value_time(2)));
}

static void test_members(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *const keys[] = {"a", "b c"};
  const CairnValue values[] = {number(1), text("x")};
  CairnValue object = cairn_value_new_object(arena, keys, values, 2);
  CairnValue list = array(arena, 2, number(7), number(8));
  assert_true(cairn_value_member(object, "a").number == 1);
  assert_string_equal(cairn_value_member(object, "b c").string, "x");
  assert_int_equal(cairn_value_member(object, "z").kind, CAIRN_UNDEFINED);
  assert_true(cairn_value_member(list, "1").number == 8);
  assert_true(cairn_value_member(list, "length").number == 2);
  static const char *const none[] = {"2", "01", "-1", "1.0", "", "x", "99999999999999999999"};
  for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
    assert_int_equal(cairn_value_member(list, none[i]).kind, CAIRN_UNDEFINED);
  assert_true(cairn_value_member(text("é😀"), "length").number == 3);
  assert_int_equal(cairn_value_member(cairn_value_null(), "a").kind, CAIRN_UNDEFINED);
}

/* An array that holds another twice, 40 times over, has a text of 2^40 items. */
static void test_huge_texts_end(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnValue value = text("ab");
  for (int i = 0; i < 40; i++)
    value = array(arena, 2, value, value);
  assert_true(strlen(cairn_value_to_string(arena, value)) < 20 * 1024 * 1024);
  for (int i = 0; i < 100000; i++)
    value = array(arena, 1, value);
  assert_string_equal(cairn_value_to_string(arena, value), "");
  assert_true(isnan(cairn_value_to_number(value)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_conversions), cmocka_unit_test(test_dates), cmocka_unit_test(test_quantity),
      cmocka_unit_test(test_equality),    cmocka_unit_test(test_relation),
      cmocka_unit_test(test_order),       cmocka_unit_test(test_keys_compare_by_pointer),
      cmocka_unit_test(test_members),     cmocka_unit_test(test_huge_texts_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
