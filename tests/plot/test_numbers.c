/* How a file writes its numbers. */
#include "plot_numbers.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* Of column "v"; mark '\0': left to inference. */
static const struct {
  const char *text;
  char decimal;
  const char *unit;
  bool is_guessed;
} cases[] = {
    {"v\n1\n2.5\n", '\0', "", false},
    {"v;w\n1,5;a\n2,25;b\n", ',', "", false},
    {"v;w\n1,234;a\n0,5;b\n", ',', "", false},
    {"v\n\"1,234\"\n\"2,345\"\n", '.', "", false},
    {"v\n999\n\"1,234\"\n", '.', "", false},
    {"v\n\"1,234\"\n1234.5\n", '.', "", false},
    {"v;w\n1,234;a\n2,345;b\n", ',', "", true},
    {"v\tw\n1,234\ta\n2,345\tb\n", '.', "", true},
    /* Other columns tell the mark. */
    {"v;w\n1,234;0.5\n2,345;0.25\n", '.', "", false},
    {"v;w\n1.234;12,5\n2.345;13,5\n", ',', "", false},
    {"v;w\n1.25;12,5\n2.345;13,5\n", '\0', "", false},
    {"v\n1 234\n2 345\n", '.', "", false},
    {"v\n45%\n47.5%\n", '.', "%", false},
    {"v;w\n45 %;a\n47,5 %;b\n", ',', "%", false},
    {"v\n$5\n$6.50\n", '.', "$", false},
    {"v\n\u22125\n3\n", '.', "", false},
    {"v\n5%\nNA\n..\n7%\n", '.', "%", false},
    /* A unit at one number of many is no unit. */
    {"v\n1\n2\n3%\n", '\0', "", false},
    {"v\n$1\n\u20ac2\n", '\0', "", false},
    {"v\nred\n\"1,5\"\nblue\n", '\0', "", false},
    {"v\n2021-01\n2021-02\n", '\0', "", false},
    {"v\n01.02.2021\n02.02.2021\n", '\0', "", false},
    {"v\n", '\0', "", false},
    {"w\n\"1,5\"\n", '\0', "", false},
};

static void test_forms(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GBytes) bytes = g_bytes_new_static(cases[i].text, strlen(cases[i].text));
    g_autoptr(CairnInput) input = cairn_input_from_bytes("a.csv", bytes);
    CairnPlotSample sample;
    assert_true(cairn_plot_sample(arena, input, &sample, NULL));
    const CairnPlotNumbers numbers = cairn_plot_sample_numbers(&sample, "v");
    if (numbers.decimal != cases[i].decimal || strcmp(numbers.unit, cases[i].unit) != 0 ||
        numbers.is_guessed != cases[i].is_guessed)
      fail_msg("\"%s\": '%c' \"%s\" %d", cases[i].text, numbers.decimal, numbers.unit, numbers.is_guessed);
  }
}

/* The column's name is a text inside of an expression. */
static void test_transform(void **state) {
  (void)state;
  json_t *transform = cairn_plot_numbers_transform("a \"b\" \\ \u20ac", ',');
  assert_string_equal(json_string_value(json_object_get(transform, "as")), "a \"b\" \\ \u20ac");
  assert_string_equal(
      json_string_value(json_object_get(transform, "calculate")),
      "toNumber(replace(replace(replace(datum[\"a \\\"b\\\" \\\\ \u20ac\"], /[(\u2212]/, '-'), "
      "/[^0-9,-]/g, ''), ',', '.'))");
  json_decref(transform);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms), cmocka_unit_test(test_transform)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
