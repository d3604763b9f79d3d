/* Numbers to and from text, against JavaScript's. */
#include "base/number.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct StringCase {
  uint64_t bits;
  const char *text;
} StringCase;

typedef struct DigitsCase {
  uint64_t bits;
  int digits;
  const char *text;
} DigitsCase;

#include "number_cases.inc"

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t to_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static void test_to_string(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(string_cases); i++) {
    char buffer[CAIRN_NUMBER_BUFFER];
    size_t length = cairn_number_to_string(from_bits(string_cases[i].bits), buffer);
    assert_string_equal(buffer, string_cases[i].text);
    assert_int_equal(length, strlen(buffer));
  }
}

typedef void (*Append)(GString *out, double value, int digits);

static void check_digits(Append append, const DigitsCase *cases, size_t n) {
  for (size_t i = 0; i < n; i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    append(text, from_bits(cases[i].bits), cases[i].digits);
    if (strcmp(text->str, cases[i].text) != 0)
      fail_msg("%a with %d digits: %s, not %s", from_bits(cases[i].bits), cases[i].digits, text->str,
               cases[i].text);
  }
}

static void test_to_digits(void **state) {
  (void)state;
  check_digits(cairn_number_append_fixed, fixed_cases, G_N_ELEMENTS(fixed_cases));
  check_digits(cairn_number_append_exponential, exponential_cases, G_N_ELEMENTS(exponential_cases));
  check_digits(cairn_number_append_precision, precision_cases, G_N_ELEMENTS(precision_cases));
}

static void test_parse(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(parse_cases); i++) {
    double value = 42;
    assert_true(cairn_number_parse(parse_cases[i].text, strlen(parse_cases[i].text), &value));
    if (to_bits(value) != parse_cases[i].bits)
      fail_msg("%s: %a, not %a", parse_cases[i].text, value, from_bits(parse_cases[i].bits));
  }
}

static void test_parse_refuses(void **state) {
  (void)state;
  static const char *const texts[] = {
      "",    " ",   "1 ",  " 1",  "+",   ".",    "-.",  "1e", "1e+",   "e1",    ".e1", "1,5",     "Infinity",
      "NaN", "nan", "inf", "0x1", "1_0", "1.2.", "--1", "1f", "1e1.5", "1e1e1", "1-",  "\xd9\xa1"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    double value = 42;
    assert_false(cairn_number_parse(texts[i], strlen(texts[i]), &value));
    assert_true(value == 42);
  }
}

/* Only text[0..length) is read: a longer number that follows in memory changes nothing. */
static void test_parse_stays_in_bounds(void **state) {
  (void)state;
  double value = 0;
  assert_true(cairn_number_parse("12.75e123", 4, &value));
  assert_true(value == 12.7);
  assert_false(cairn_number_parse("12e5", 3, &value));
  assert_false(cairn_number_parse("12", 0, &value));
}

static void test_from_js(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(js_cases); i++) {
    double expected = from_bits(js_cases[i].bits), value = 42;
    assert_int_equal(cairn_number_from_js(js_cases[i].text, &value), !isnan(expected));
    if (isnan(expected) ? !isnan(value) : to_bits(value) != js_cases[i].bits)
      fail_msg("\"%s\": %a, not %a", js_cases[i].text, value, expected);
  }
}

static void test_coordinates(void **state) {
  (void)state;
  static const struct {
    double value;
    int decimals;
    const char *text;
  } cases[] = {
      {0, 3, "0"},
      {-0.0, 3, "0"},
      {-0.0004, 3, "0"},
      {0.0005, 3, "0.001"},
      {1.5, 0, "2"},
      {2.5, 0, "3"},
      {-2.5, 0, "-3"},
      {10, 0, "10"},
      {100, 3, "100"},
      {12.3456, 2, "12.35"},
      {12.3, 3, "12.3"},
      {0.999, 2, "1"},
      {-0.125, 2, "-0.13"},
      {1.005, 2, "1"},
      {1e20, 2, "100000000000000000000"},
      {1e21, 2, "1e+21"},
      {NAN, 2, "NaN"},
      {-INFINITY, 2, "-Infinity"},
      {999999.9996, 3, "1000000"},
      {123456789.123456789, 8, "123456789.12345679"},
      {-123456789012345678900.0, 8, "-123456789012345683968"},
      {0.1, 99, "0.1"},
      {5e-9, 8, "0.00000001"},
      {4.9e-9, 8, "0"},
      {33.333333333, -1, "33"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    char buffer[CAIRN_NUMBER_BUFFER];
    size_t length = cairn_number_to_fixed(cases[i].value, cases[i].decimals, buffer);
    assert_string_equal(buffer, cases[i].text);
    assert_int_equal(length, strlen(buffer));
  }
}

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  return *state ^= *state << 17;
}

/* Doubles of all magnitudes, and short decimals as data have them. */
static double random_double(uint64_t *state) {
  uint64_t bits = next_random(state);
  if (next_random(state) % 2) return (double)(int64_t)(bits % 2000000000 - 1000000000) / 1000;
  double value = from_bits(bits);
  return isfinite(value) ? value : 1;
}

static void test_round_trip(void **state) {
  (void)state;
  uint64_t random = 88172645463325252u;
  for (int i = 0; i < 50000; i++) {
    char buffer[CAIRN_NUMBER_BUFFER];
    const double value = random_double(&random);
    double back = 0;
    size_t length = cairn_number_to_string(value, buffer);
    assert_true(cairn_number_parse(buffer, length, &back));
    if (back != value) fail_msg("%a became %s, read back as %a", value, buffer, back);
  }
}

/* One digit less never reads back: the text is the shortest. The C library's correctly rounded %e is the
 * judge. */
static void test_shortest(void **state) {
  (void)state;
  uint64_t random = 2463534242;
  for (int i = 0; i < 20000; i++) {
    char text[CAIRN_NUMBER_BUFFER], shorter[64];
    const double value = fabs(random_double(&random));
    if (value < DBL_MIN || value > 1e300) continue;
    g_autoptr(GString) scientific = g_string_new(NULL);
    cairn_number_append_exponential(scientific, value, -1);
    cairn_number_to_string(value, text);
    int n_digits =
        (int)(strchr(scientific->str, 'e') - scientific->str) - (strchr(scientific->str, '.') != NULL);
    if (n_digits < 2) continue;
    snprintf(shorter, sizeof shorter, "%.*e", n_digits - 2, value);
    if (strtod(shorter, NULL) == value) fail_msg("%s is shorter than %s", shorter, text);
  }
}

/* Every parse equals the C library's, which is correctly rounded. */
static void test_parse_random_texts(void **state) {
  (void)state;
  uint64_t random = 1234567891234567u;
  for (int i = 0; i < 50000; i++) {
    char text[64];
    int n_digits = 1 + (int)(next_random(&random) % 30), exponent = (int)(next_random(&random) % 80) - 50,
        at = 0;
    if (next_random(&random) % 8 == 0) exponent = (int)(next_random(&random) % 700) - 360;
    for (int j = 0; j < n_digits; j++)
      text[at++] = (char)('0' + next_random(&random) % 10);
    snprintf(text + at, sizeof text - (size_t)at, "e%d", exponent);
    double value = 0;
    assert_true(cairn_number_parse(text, strlen(text), &value));
    if (value != strtod(text, NULL)) fail_msg("%s: %a, not %a", text, value, strtod(text, NULL));
  }
}

static void test_fixed_random(void **state) {
  (void)state;
  uint64_t random = 998877;
  for (int i = 0; i < 20000; i++) {
    const int decimals = (int)(next_random(&random) % 9);
    const double value = (double)(int64_t)(next_random(&random) % 2000000000000 - 1000000000000) / 1048583;
    char expected[64];
    snprintf(expected, sizeof expected, "%.*f", decimals, value);
    g_autoptr(GString) text = g_string_new(NULL);
    cairn_number_append_fixed(text, value, decimals);
    if (strcmp(text->str, expected) != 0) fail_msg("%a: %s, not %s", value, text->str, expected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_to_string),
      cmocka_unit_test(test_to_digits),
      cmocka_unit_test(test_parse),
      cmocka_unit_test(test_parse_refuses),
      cmocka_unit_test(test_parse_stays_in_bounds),
      cmocka_unit_test(test_from_js),
      cmocka_unit_test(test_coordinates),
      cmocka_unit_test(test_round_trip),
      cmocka_unit_test(test_shortest),
      cmocka_unit_test(test_parse_random_texts),
      cmocka_unit_test(test_fixed_random),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
