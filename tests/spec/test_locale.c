/* Locales: named ones, those of specs, and how numbers and dates are written in them. */
#include "spec/locale.h"

#include "base/number_format.h"
#include "base/time_format.h"
#include "spec/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MARCH_2003 1046476800000.0 /* 1 March 2003 */

static const CairnLocale *named(CairnArena *arena, const char *name) {
  GError *error = NULL;
  const CairnLocale *locale = cairn_locale_of_spec(arena, NULL, name, &error);
  if (!locale) fail_msg("%s: %s", name, error->message);
  return locale;
}

static char *number(const CairnLocale *locale, const char *specifier, double value) {
  CairnNumberFormat format;
  assert_true(cairn_number_format_parse(specifier, &format));
  format.locale = locale;
  GString *out = g_string_new(NULL);
  cairn_number_format_apply(&format, value, out);
  return g_string_free(out, FALSE);
}

static char *date(const CairnLocale *locale, const char *specifier, double ms) {
  GString *out = g_string_new(NULL);
  cairn_time_format_append(specifier, NULL, locale, ms, out);
  return g_string_free(out, FALSE);
}

static json_t *read_table(void) {
  json_t *table = json_load_file(CAIRN_SOURCE_DIR "/render/spec/locales.json", 0, NULL);
  assert_non_null(table);
  return table;
}

/* ---- As d3 ---- */

/* A spec whose config.locale holds d3's objects of that row. */
static const CairnLocale *of_config(CairnArena *arena, const json_t *table, const char *name) {
  const json_t *row = cairn_json_get(table, name);
  json_t *spec = json_pack("{s:{s:{s:O,s:O}}}", "config", "locale", "number", json_object_get(row, "number"), "time",
                           json_object_get(row, "time"));
  const CairnLocale *locale = cairn_locale_of_spec(arena, spec, NULL, NULL);
  json_decref(spec);
  return locale;
}

static void test_as_d3(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  json_t *table = read_table();
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(CAIRN_SOURCE_DIR "/tests/spec/locale_cases.txt", &text, NULL, NULL));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  size_t n = 0;
  for (char **line = lines; *line; line++) {
    if (!**line || **line == '#') continue;
    g_auto(GStrv) cells = g_strsplit(*line, "|", 5);
    const CairnLocale *locale = of_config(arena, table, cells[0]);
    double value = g_ascii_strtod(cells[3], NULL);
    g_autofree char *got = strcmp(cells[1], "time") == 0 ? date(locale, cells[2], value) : number(locale, cells[2], value);
    if (strcmp(got, cells[4]) != 0) fail_msg("%s: cairn writes \"%s\"", *line, got);
    n++;
  }
  assert_true(n > 1000);
  json_decref(table);
}

/* ---- What d3 has not ---- */

static const struct {
  const char *locale, *specifier, *expected;
} dates[] = {
    {"ru", "%B", "март"},           {"ru", "%-d %B", "1 марта"},     {"ru", "%-d %b", "1 мар."},
    {"ru", "%B %Y", "март 2003"},   {"uk", "%e %B", " 1 березня"},   {"de", "%-d. %B", "1. März"},
    {"ur", "%-d %B، %Y", "1 مارچ، 2003"}, {"ur-IN", "%Y", "۲۰۰۳"},   {"ur-u-nu-arabext", "%d %B", "۰۱ مارچ"},
    {"fa", "%Y", "۲۰۰۳"},           {"fa-u-nu-latn", "%Y", "2003"},  {"ja", "%B", "3月"},
    {"de_CH.UTF-8", "%B", "März"},  {"ru-KZ", "%B", "март"},         {"EN", "%B", "March"},
};

static void test_dates(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
    g_autofree char *got = date(named(arena, dates[i].locale), dates[i].specifier, MARCH_2003);
    assert_string_equal(got, dates[i].expected);
  }
}

static void test_axis_dates(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const struct {
    const char *locale;
    double ms;
    const char *expected;
  } cases[] = {{"de", MARCH_2003 + 15 * 3600e3, "15:00"}, {"en", MARCH_2003 + 15 * 3600e3, "3 PM"},
               {"de", MARCH_2003 + 86400e3, "2. März"},   {"de", MARCH_2003 + 3 * 86400e3, "Di, 4."},
               {"ru", MARCH_2003, "март"},                {"zh", 1041379200000.0, "2003年"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    cairn_time_multi_format_append(NULL, NULL, named(arena, cases[i].locale), cases[i].ms, out);
    assert_string_equal(out->str, cases[i].expected);
  }
}

static void test_numbers(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autofree char *urdu = number(named(arena, "ur-u-nu-arabext"), ",.1f", 1234.5);
  assert_string_equal(urdu, "۱,۲۳۴.۵");
  g_autofree char *german = number(named(arena, "de-LI"), ",.1f", -1234.5);
  assert_string_equal(german, "−1.234,5");
}

/* ---- Which one ---- */

static json_t *spec(const char *text) {
  json_t *root = json_loads(text, 0, NULL);
  assert_non_null(root);
  return root;
}

static void test_order(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  json_t *with_name = spec("{\"usermeta\": {\"cairn\": {\"locale\": \"ur\"}}}");
  const CairnLocale *locale = cairn_locale_of_spec(arena, with_name, "de", NULL);
  assert_string_equal(locale->language, "ur");
  assert_true(locale->right_to_left);
  json_t *with_both = spec("{\"config\": {\"locale\": {\"number\": {\"decimal\": \"'\", \"thousands\": \" \", \"grouping\": [2], "
                           "\"currency\": [\"\", \"\"]}}}}");
  locale = cairn_locale_of_spec(arena, with_both, "de", NULL);
  g_autofree char *text = number(locale, ",.1f", 12345.5), *month = date(locale, "%B", MARCH_2003);
  assert_string_equal(text, "1 23 45'5");
  assert_string_equal(month, "März");
  assert_ptr_equal(cairn_locale_of_spec(arena, NULL, NULL, NULL), cairn_locale_us());
  json_decref(with_name);
  json_decref(with_both);
}

static void test_unknown(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *const wrong[] = {"xx", "", "german", "-", "ur-u-nu-roman"};
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(cairn_locale_of_spec(arena, NULL, wrong[i], &error));
    assert_int_equal(error->code, CAIRN_ERROR_USAGE);
    assert_non_null(strstr(error->message, "there are"));
  }
}

/* Every row is complete, in the order of the tags, and is written without an error. */
static void test_table(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  json_t *table = read_table(), *row;
  const char *name, *before = "";
  json_object_foreach(table, name, row) {
    assert_true(strcmp(before, name) < 0);
    before = name;
    const CairnLocale *locale = named(arena, name);
    assert_string_equal(locale->language, name);
    for (int month = 0; month < 12; month++) {
      assert_true(*locale->months[month] && *locale->short_months[month]);
      for (int other = 0; other < month; other++)
        assert_string_not_equal(locale->months[month], locale->months[other]);
    }
    assert_int_equal(json_array_size(json_object_get(json_object_get(row, "time"), "days")), 7);
    assert_true(locale->n_grouping > 0 && *locale->decimal && *locale->minus);
  }
  json_decref(table);
}

static void test_months(void **state) {
  (void)state;
  const char *const months[] = {"September", "sept", "Oktober", "JUIL", "août", "декабря", "مئی", "mai"};
  const char *const others[] = {"", "n", "model", "se", "marked", "septembers"};
  for (size_t i = 0; i < G_N_ELEMENTS(months); i++)
    if (!cairn_locale_has_month(months[i])) fail_msg("%s is no month", months[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
    if (cairn_locale_has_month(others[i])) fail_msg("\"%s\" is a month", others[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_as_d3), cmocka_unit_test(test_dates),   cmocka_unit_test(test_axis_dates), cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_order), cmocka_unit_test(test_unknown), cmocka_unit_test(test_table), cmocka_unit_test(test_months),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
