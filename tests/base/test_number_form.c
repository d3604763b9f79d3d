/* Numbers as people write them, with either decimal mark. */
#include "base/number_form.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include <string.h>

/* NAN: no number. */
static const struct {
  const char *text;
  double with_point, with_comma;
  const char *unit;
} cases[] = {
    {"12", 12, 12, ""},
    {"12.5", 12.5, NAN, ""},
    {"12,5", NAN, 12.5, ""},
    {"1,234", 1234, 1.234, ""},
    {"1.234", 1.234, 1234, ""},
    {"0,123", NAN, 0.123, ""},
    {"1.234,5", NAN, 1234.5, ""},
    {"1,234.5", 1234.5, NAN, ""},
    {"1.234.567", NAN, 1234567, ""},
    {"1,23,45,678.9", 12345678.9, NAN, ""},
    {"1 234 567", 1234567, 1234567, ""},
    {"1\u00a0234,5", NAN, 1234.5, ""},
    {"62\u202f765\u202f235", 62765235, 62765235, ""},
    {"1'234.50", 1234.5, NAN, ""},
    {"1\u2019234.50", 1234.5, NAN, ""},
    {"-12,5", NAN, -12.5, ""},
    {"\u22125.2", -5.2, NAN, ""},
    {"- 5", -5, -5, ""},
    {"+5", 5, 5, ""},
    {"(5.2)", -5.2, NAN, ""},
    {"($1,200)", -1200, -1.2, "$"},
    {"$1,200.50", 1200.5, NAN, "$"},
    {"-$5", -5, -5, "$"},
    {"$-5", -5, -5, "$"},
    {"12,50 \u20ac", NAN, 12.5, "\u20ac"},
    {"CHF 1'234.50", 1234.5, NAN, "CHF"},
    {"45%", 45, 45, "%"},
    {"45 %", 45, 45, "%"},
    {" 45,5\u202f% ", NAN, 45.5, "%"},
    {",5", NAN, 0.5, ""},
    {".5", 0.5, NAN, ""},
    {"5.", 5, NAN, ""},
    /* no numbers */
    {"", NAN, NAN, ""},
    {"-", NAN, NAN, ""},
    {"%", NAN, NAN, ""},
    {".", NAN, NAN, ""},
    {"5 people", NAN, NAN, ""},
    {"$5%", NAN, NAN, ""},
    {"AB 5", NAN, NAN, ""},
    {"5 ABCD", NAN, NAN, ""},
    {"--5", NAN, NAN, ""},
    {"-(5)", NAN, NAN, ""},
    {"(-5)", NAN, NAN, ""},
    {"(5", NAN, NAN, ""},
    {"5)", NAN, NAN, ""},
    {"12,34,5", NAN, NAN, ""},
    {"1234,567", NAN, 1234.567, ""},
    {"1,234 567", NAN, NAN, ""},
    {"1.2.3", NAN, NAN, ""},
    {"01.02.2021", NAN, NAN, ""},
    {"2021-03", NAN, NAN, ""},
    {"12  345", NAN, NAN, ""},
    {"\xff", NAN, NAN, ""},
};

static void check(const char *text, char decimal, double expected, const char *unit) {
  double number = NAN;
  char found[CAIRN_NUMBER_UNIT];
  bool is_number = cairn_number_form_read(text, strlen(text), decimal, &number, found);
  if (is_number != !isnan(expected) || (is_number && (number != expected || strcmp(found, unit) != 0)))
    fail_msg("\"%s\" with '%c': %s %g %s", text, decimal, is_number ? "" : "no number", number,
             is_number ? found : "");
}

static void test_cases(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    check(cases[i].text, '.', cases[i].with_point, cases[i].unit);
    check(cases[i].text, ',', cases[i].with_comma, cases[i].unit);
  }
}

/* Whatever it is, it is read or refused, and never past its end. */
static void test_any_text(void **state) {
  (void)state;
  static const char letters[] = "0123456789.,' -+()%$EUR\xe2\x82\xac\xc2\xa0";
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (int round = 0; round < 20000; round++) {
    size_t n = (size_t)g_rand_int_range(random, 0, 90);
    g_autofree char *text = g_malloc(n + 1);
    for (size_t i = 0; i < n; i++)
      text[i] = letters[g_rand_int_range(random, 0, (int)sizeof letters - 1)];
    double number = 0;
    char unit[CAIRN_NUMBER_UNIT];
    if (cairn_number_form_read(text, n, round % 2 ? '.' : ',', &number, unit)) assert_true(isfinite(number));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases), cmocka_unit_test(test_any_text)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
