#include "layout/text.h"

#include "../font/measured.h"
#include "font/shape.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const CairnFont plain = {"sans-serif", 10, 400, false};
static const CairnFont bold = {"Arial", 10, 700, false};

static void assert_near(double actual, double expected, double tolerance) {
  if (fabs(actual - expected) > tolerance) fail_msg("%.9g is not %.9g", actual, expected);
}

/* Advance widths of Arial in 1/2048 em, from its hmtx table. */
static void test_widths_are_arials(void **state) {
  Fixture *fixture = *state;
  static const struct {
    CairnFont font;
    const char *text;
    int units;
  } cases[] = {
      {{"sans-serif", 10, 400, false}, "0", 1139},
      {{"sans-serif", 10, 400, false}, "0123456789", 11390},
      {{"sans-serif", 10, 400, false}, "AVAVAV", 6 * 1366}, /* no kerning */
      {{"sans-serif", 10, 400, false}, "Hello", 1479 + 1139 + 455 + 455 + 1139},
      {{"sans-serif", 10, 400, false}, "\u22121", 1196 + 1139}, /* minus sign */
      {{"sans-serif", 10, 400, false}, "…", 2048},
      {{"sans-serif", 10, 400, false}, "\u00e9", 1139},
      {{"sans-serif", 10, 400, false}, "\u0416", 1891}, /* Cyrillic Zhe */
      {{"sans-serif", 10, 400, false}, "\u03a9", 1531}, /* Greek Omega */
      {{"Arial, Times", 10, 600, false}, "A", 1479},
      {{"Arial", 10, 500, false}, "A", 1366},
      {{"Arial", 10, 900, true}, "A", 1479},
      {{"Unheard Of", 10, 400, false}, "A", 1366},
      {{"Unheard Of, 'Times New Roman'", 10, 400, false}, "A", 1479},
      {{"monospace", 10, 700, true}, "iW", 2 * 1229},
      {{NULL, 10, 400, false}, "a\tb\nc\x01", 1139 + 569 + 1139 + 569 + 1024},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_near(cairn_text_width(fixture->measurer, &cases[i].font, cases[i].text), cases[i].units / 204.8,
                1e-9);
}

static void test_width_of_odd_input(void **state) {
  Fixture *fixture = *state;
  CairnFont font = plain;
  assert_true(cairn_text_width(fixture->measurer, &plain, NULL) == 0);
  assert_true(cairn_text_width(fixture->measurer, &plain, "") == 0);
  assert_true(cairn_text_width(fixture->measurer, &plain, "\xff\xc3") > 0);
  static const double sizes[] = {0, -3, NAN, INFINITY, -INFINITY};
  for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
    font.size = sizes[i];
    assert_true(cairn_text_width(fixture->measurer, &font, "x") == 0);
    assert_true(cairn_text_width(fixture->measurer, &font, "لاہور") == 0);
  }
}

static void test_other_scripts_have_widths(void **state) {
  Fixture *fixture = *state;
  static const char *const texts[] = {"پاکستان", "नमस्ते", "שלום", "e\u0301", "漢字", "abc لاہور 12", "😀"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    double width = cairn_text_width(fixture->measurer, &plain, texts[i]);
    assert_true(width > 3 && width < 100);
    CairnFont large = plain;
    large.size = 40;
    assert_near(cairn_text_width(fixture->measurer, &large, texts[i]), 4 * width, 0.1);
  }
}

static void test_truncate(void **state) {
  Fixture *fixture = *state;
  static const struct {
    const char *text;
    double limit;
    const char *ellipsis;
    bool right_to_left;
    const char *shown;
  } cases[] = {
      {"0123456789", 0, NULL, false, "0123456789"},
      {"0123456789", -5, NULL, false, "0123456789"},
      {"0123456789", NAN, NULL, false, "0123456789"},
      {"0123456789", 55.7, NULL, false, "0123456789"}, /* 55.62 wide */
      {"0123456789", 55.6, NULL, false, "01234567…"},
      {"0123456789", 30, NULL, false, "012…"}, /* 20 px left: 3 digits are 16.7 */
      {"0123456789", 30, NULL, true, "…789"},
      {"0123456789", 30, "", false, "01234"},
      {"0123456789", 1, NULL, false, "…"},
      {"0123456789", 1, NULL, true, "…"},
      {"", 1, NULL, false, ""},
      {"ééééé", 20, NULL, false, "é…"},
      {"0000000000", 10 + 11390 / 2048.0, NULL, false, "…"}, /* equal is not less: the digit is cut */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_string_equal(cairn_text_truncate(fixture->arena, fixture->measurer, &plain, cases[i].text,
                                            cases[i].limit, cases[i].ellipsis, cases[i].right_to_left),
                        cases[i].shown);
}

/* Cutting never splits a character, and what is shown fits. */
static void test_truncate_fits(void **state) {
  Fixture *fixture = *state;
  static const char text[] = "Übergrößenträger Ж नमस्ते دنیا 漢字";
  for (double limit = 12; limit < 220; limit += 3.5) {
    const char *shown = cairn_text_truncate(fixture->arena, fixture->measurer, &plain, text, limit, NULL,
                                            ((int)limit & 1) != 0);
    assert_true(g_utf8_validate(shown, -1, NULL));
    assert_true(cairn_text_width(fixture->measurer, &plain, shown) <= limit + 3);
  }
}

static CairnTextItem item_of(const char *const *lines, size_t n) {
  return (CairnTextItem){.x = 100, .y = 50, .lines = lines, .n_lines = n, .font = &plain, .line_height = 12};
}

static void assert_box(CairnBox box, double x, double y, double width, double height) {
  assert_near(box.x, x, 1e-6);
  assert_near(box.y, y, 1e-6);
  assert_near(box.width, width, 1e-6);
  assert_near(box.height, height, 1e-6);
}

/* Expected boxes: vega-scenegraph 5's text bounds with a width of 10 × 1139/2048 per digit. */
static void test_bounds(void **state) {
  Fixture *fixture = *state;
  static const char *const lines[] = {"00", "0000"};
  const double digit = 11390 / 2048.0;
  CairnTextItem item = item_of(lines, 1);
  assert_box(cairn_text_item_bounds(fixture->measurer, &item), 100, 42, 2 * digit, 10);
  item.baseline = CAIRN_BASELINE_MIDDLE;
  item.align = CAIRN_ALIGN_CENTER;
  assert_box(cairn_text_item_bounds(fixture->measurer, &item), 100 - digit, 45, 2 * digit, 10);
  item.baseline = CAIRN_BASELINE_BOTTOM;
  item.align = CAIRN_ALIGN_RIGHT;
  item.n_lines = 2;
  assert_box(cairn_text_item_bounds(fixture->measurer, &item), 100 - 4 * digit, 40, 4 * digit, 22);
  item.baseline = CAIRN_BASELINE_TOP;
  item.angle = 90;
  assert_box(cairn_text_item_bounds(fixture->measurer, &item), 78, 50 - 4 * digit, 22, 4 * digit);
  item.angle = 0;
  item.shown = lines + 1;
  item.n_lines = 1;
  item.baseline = CAIRN_BASELINE_LINE_TOP;
  assert_box(cairn_text_item_bounds(fixture->measurer, &item), 100 - 4 * digit, 51, 4 * digit, 10);
}

static void test_bounds_hold_nastaliq(void **state) {
  Fixture *fixture = *state;
  static const char *const lines[] = {"پنجاب میں"};
  CairnTextItem item = item_of(lines, 1);
  CairnBox box = cairn_text_item_bounds(fixture->measurer, &item);
  assert_true(box.height > 11);
}

static char *join(const char *const *lines, size_t n) {
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < n; i++)
    g_string_append_printf(text, "%s%s", i ? "|" : "", lines[i]);
  return g_string_free(text, FALSE);
}

static void test_wrap(void **state) {
  Fixture *fixture = *state;
  static const struct {
    const char *text;
    double width;
    const char *lines;
  } cases[] = {
      {"", 50, ""},
      {"one", 50, "one"},
      {"one two three four", 45, "one two|three four"},
      {"one two three four", 1, "one|two|three|four"},
      {"one two three four", 1000, "one two three four"},
      {"  one  two  ", 20, "|one|two"},
      {"a\nb", 1000, "a|b"},
      {"well-known", 30, "well-|known"},
      {"no\u00a0break", 20, "no\u00a0break"},
      {"漢字漢字", 21, "漢字|漢字"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    size_t n;
    const char *const *lines =
        cairn_text_wrap(fixture->arena, fixture->measurer, &plain, cases[i].text, cases[i].width, &n);
    g_autofree char *joined = join(lines, n);
    assert_string_equal(joined, cases[i].lines);
  }
}

static void test_balance(void **state) {
  Fixture *fixture = *state;
  static const struct {
    const char *text;
    size_t most;
    const char *lines;
  } cases[] = {
      {"aaa bbb ccc ddd", 2, "aaa bbb|ccc ddd"},
      {"aaa bbb ccc ddd", 4, "aaa|bbb|ccc|ddd"},
      {"aaa bbb ccc ddd", 9, "aaa|bbb|ccc|ddd"},
      {"aaa bbb ccc ddd", 1, "aaa bbb ccc ddd"},
      {"aaa bbb ccc ddd", 0, "aaa bbb ccc ddd"},
      {"wwwwwwwwwwwwwwwwww b c", 2, "wwwwwwwwwwwwwwwwww|b c"},
      {"", 3, ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    size_t n;
    const char *const *lines =
        cairn_text_balance(fixture->arena, fixture->measurer, &bold, cases[i].text, cases[i].most, &n);
    g_autofree char *joined = join(lines, n);
    assert_string_equal(joined, cases[i].lines);
  }
}

/* Latin lines stand as far apart as asked; lines in Nastaliq so that their ink does not touch. */
static void test_line_height(void **state) {
  Fixture *fixture = *state;
  const char *const latin[] = {"Ágy", "Égy"}, *const urdu[] = {"پاکستان میں", "گنجائش"}, *const mixed[] = {"2003", "گنجائش", "2004"};
  assert_near(cairn_text_line_height(fixture->measurer, &plain, latin, 2, 12), 12, 0);
  assert_near(cairn_text_line_height(fixture->measurer, &plain, urdu, 1, 12), 12, 0);
  double height = cairn_text_line_height(fixture->measurer, &plain, urdu, 2, 12);
  CairnTextItem first = {.lines = urdu, .n_lines = 1, .font = &plain, .line_height = height}, second = first;
  second.lines = urdu + 1;
  second.y = height;
  CairnBox above = cairn_text_item_bounds(fixture->measurer, &first), below = cairn_text_item_bounds(fixture->measurer, &second);
  assert_true(height > 12 && height < 40);
  assert_true(above.y + above.height < below.y);
  assert_true(cairn_text_line_height(fixture->measurer, &plain, mixed, 3, 12) > 12);
}

/* A foreign word at the start does not turn a line of a chart in Urdu. */
static void test_direction(void **state) {
  Fixture *fixture = *state;
  static const struct {
    const char *language, *text;
    bool right_to_left;
  } cases[] = {{NULL, "LNG معاہدہ", false}, {"ur", "LNG معاہدہ", true},  {"ur-PK", "2009 معاہدہ", true}, {NULL, "معاہدہ LNG", true},
               {"ru", "LNG معاہدہ", false}, {"ur", "हिन्दी LNG", false}, {"he", "ABC אבג", true}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    cairn_text_measurer_set_language(fixture->measurer, cases[i].language);
    assert_int_equal(cairn_shape_is_right_to_left(fixture->measurer, &plain, cases[i].text, false), cases[i].right_to_left);
  }
  cairn_text_measurer_set_language(fixture->measurer, NULL);
}

static void test_families(void **state) {
  Fixture *fixture = *state;
  static const struct {
    const char *css, *family;
    bool is_missing;
  } cases[] = {
      {NULL, "Liberation Sans", false},
      {"", "Liberation Sans", true},
      {"Helvetica Neue", "Liberation Sans", false},
      {"'Unheard Of', \"Courier New\", serif", "Liberation Mono", false},
      {"Unheard Of", "Liberation Sans", true},
      {",, ' ,TIMES", "Liberation Serif", false},
      {"Noto Nastaliq Urdu, Arial", "Noto Nastaliq Urdu", false}, /* by its file */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    assert_string_equal(cairn_text_family(fixture->measurer, cases[i].css), cases[i].family);
    assert_int_equal(cairn_text_family_is_missing(fixture->measurer, cases[i].css), cases[i].is_missing);
  }
}

static void test_missing_fonts_are_an_error(void **state) {
  (void)state;
  g_autoptr(GError) error = NULL;
  assert_null(cairn_text_measurer_new("/nowhere", &error));
  assert_non_null(strstr(error->message, "/nowhere"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_widths_are_arials),
      cmocka_unit_test(test_width_of_odd_input),
      cmocka_unit_test(test_other_scripts_have_widths),
      cmocka_unit_test(test_truncate),
      cmocka_unit_test(test_truncate_fits),
      cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_bounds_hold_nastaliq),
      cmocka_unit_test(test_wrap),
      cmocka_unit_test(test_balance),
      cmocka_unit_test(test_line_height),
      cmocka_unit_test(test_direction),
      cmocka_unit_test(test_families),
      cmocka_unit_test(test_missing_fonts_are_an_error),
  };
  return cmocka_run_group_tests(tests, measured_set_up, measured_tear_down);
}
