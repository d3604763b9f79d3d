/* Numbers as labels, against d3-format and vega-format. */
#include "base/number_format.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct FormatCase {
  const char *specifier;
  double value;
  const char *text;
} FormatCase;

typedef struct TicksCase {
  const char *specifier;
  double start, stop, step, value;
  const char *text;
} TicksCase;

typedef struct PrecisionCase {
  double step, value, fixed, prefix, round;
} PrecisionCase;

typedef struct PrefixCase {
  const char *specifier;
  double prefix_value, value;
  const char *text;
} PrefixCase;

#include "number_format_cases.inc"

static void test_format(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(format_cases); i++) {
    const FormatCase *c = &format_cases[i];
    CairnNumberFormat format;
    const bool valid = cairn_number_format_parse(c->specifier, &format);
    if (valid != (c->text != NULL)) fail_msg("\"%s\" is %s", c->specifier, valid ? "accepted" : "refused");
    if (!valid) continue;
    g_autoptr(GString) text = g_string_new(NULL);
    cairn_number_format_apply(&format, c->value, text);
    if (strcmp(text->str, c->text) != 0)
      fail_msg("%.17g as \"%s\": \"%s\", not \"%s\"", c->value, c->specifier, text->str, c->text);
  }
}

static void test_ticks(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(ticks_cases); i++) {
    const TicksCase *c = &ticks_cases[i];
    CairnNumberFormat format;
    assert_true(cairn_number_format_parse(c->specifier ? c->specifier : ",f", &format));
    format = cairn_number_format_for_ticks(&format, c->start, c->stop, c->step);
    g_autoptr(GString) text = g_string_new(NULL);
    cairn_number_format_apply(&format, c->value, text);
    if (strcmp(text->str, c->text) != 0)
      fail_msg("%g in %g..%g as \"%s\": %s, not %s", c->value, c->start, c->stop,
               c->specifier ? c->specifier : "usual", text->str, c->text);
  }
}

static void check_precision(const char *what, const PrecisionCase *c, double precision, double expected) {
  if (isnan(expected) ? !isnan(precision) : precision != expected)
    fail_msg("%s for step %g and %g: %g, not %g", what, c->step, c->value, precision, expected);
}

static void test_precision(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(precision_cases); i++) {
    const PrecisionCase *c = &precision_cases[i];
    check_precision("fixed", c, cairn_number_precision_fixed(c->step), c->fixed);
    check_precision("prefix", c, cairn_number_precision_prefix(c->step, c->value), c->prefix);
    check_precision("round", c, cairn_number_precision_round(c->step, c->value), c->round);
  }
}

static void test_prefix(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(prefix_cases); i++) {
    const PrefixCase *c = &prefix_cases[i];
    CairnNumberFormat format;
    assert_true(cairn_number_format_parse(c->specifier, &format));
    format = cairn_number_format_with_prefix(&format, c->prefix_value);
    g_autoptr(GString) text = g_string_new(NULL);
    cairn_number_format_apply(&format, c->value, text);
    assert_string_equal(text->str, c->text);
  }
}

/* The numbers of ticks of a domain of zeros are written plainly, not as NaN. */
static void test_prefix_of_zero(void **state) {
  (void)state;
  CairnNumberFormat format;
  assert_true(cairn_number_format_parse("s", &format));
  format = cairn_number_format_for_ticks(&format, 0, 0, 0);
  g_autoptr(GString) text = g_string_new(NULL);
  cairn_number_format_apply(&format, 0, text);
  assert_string_equal(text->str, "0.000000");
}

static void test_widths(void **state) {
  (void)state;
  CairnNumberFormat format = {.width = 7};
  assert_false(cairn_number_format_parse("10001d", &format));
  assert_false(cairn_number_format_parse("99999999999999999999d", &format));
  assert_int_equal(format.width, 7);
  assert_true(cairn_number_format_parse("010000,.99999999999999999999f", &format));
  g_autoptr(GString) text = g_string_new(NULL);
  cairn_number_format_apply(&format, 1, text);
  assert_int_equal(text->len, 10000);
}

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  return *state ^= *state << 17;
}

/* Specifiers of random characters, applied to numbers of all kinds, do no harm; the text is at least as wide
 * as asked. */
static void test_random_specifiers(void **state) {
  (void)state;
  static const char alphabet[] = "<>=^+-( $#0123456789,.~bcdefgnoprsxX%\xc3\xa9";
  uint64_t random = 57721566;
  int n_valid = 0;
  for (int n = 0; n < 100000; n++) {
    char specifier[8] = "";
    const size_t length = next_random(&random) % sizeof specifier; /* leaves a NUL */
    for (size_t i = 0; i < length; i++)
      specifier[i] = alphabet[next_random(&random) % (sizeof alphabet - 1)];
    CairnNumberFormat format;
    if (!cairn_number_format_parse(specifier, &format)) continue;
    n_valid++;
    const uint64_t bits = next_random(&random);
    double value;
    memcpy(&value, &bits, sizeof value);
    g_autoptr(GString) text = g_string_new(NULL);
    cairn_number_format_apply(&format, value, text);
    const bool cut_by_grouping = format.comma && (format.zero || format.fill[0] == '0');
    if (!cut_by_grouping) assert_true(g_utf8_strlen(text->str, -1) >= format.width);
  }
  assert_true(n_valid > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_format),
      cmocka_unit_test(test_ticks),
      cmocka_unit_test(test_precision),
      cmocka_unit_test(test_prefix),
      cmocka_unit_test(test_widths),
      cmocka_unit_test(test_prefix_of_zero),
      cmocka_unit_test(test_random_specifiers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
