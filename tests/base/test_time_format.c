/* Dates written and read by a specifier, against d3-time-format and vega-format. */
#include "base/time_format.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct FormatCase {
  const char *zone;
  double ms;
  const char *specifier, *text; /* of multi_cases: usual and own text */
} FormatCase;

#include "time_format_cases.inc"

static CairnZone *zone_of(const char *name) {
  CairnZone *zone = cairn_zone_new(name, NULL);
  assert_non_null(zone);
  return zone;
}

static void test_format(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(format_cases); i++) {
    const FormatCase *c = &format_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    g_autoptr(GString) text = g_string_new(NULL);
    cairn_time_format_append(c->specifier, zone, NULL, c->ms, text);
    if (strcmp(text->str, c->text) != 0)
      fail_msg("%s %.0f:\n%s, not\n%s", c->zone, NULL, c->ms, text->str, c->text);
  }
}

static void test_parse(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(parse_cases); i++) {
    const FormatCase *c = &parse_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    double ms = 42;
    const bool fits = cairn_time_format_parse(c->text, c->specifier, zone, &ms);
    if (fits ? ms != c->ms : !isnan(c->ms) || ms != 42)
      fail_msg("%s \"%s\" by \"%s\": %s %.0f, not %.0f", c->zone, c->text, c->specifier, fits ? "fits" : "no",
               ms, c->ms);
  }
}

static void test_multi(void **state) {
  (void)state;
  CairnTimeMultiFormat own = {0};
  static const char *const members[][2] = {
      {"milliseconds", "ms %L"}, {"seconds", "s %S"}, {"minutes", "m %M"}, {"hours", "h %H"},
      {"date", "d %d"},          {"day", "day %d"},   {"week", "w %U"},    {"month", "mo %m"},
      {"quarter", "q %q"},       {"year", "y %y"}};
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
    assert_true(cairn_time_multi_format_set(&own, members[i][0], members[i][1]));
  assert_false(cairn_time_multi_format_set(&own, "decade", "%Y"));
  for (size_t i = 0; i < G_N_ELEMENTS(multi_cases); i++) {
    const FormatCase *c = &multi_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    g_autoptr(GString) usual = g_string_new(NULL);
    cairn_time_multi_format_append(NULL, zone, NULL, c->ms, usual);
    assert_string_equal(usual->str, c->specifier);
    g_string_truncate(usual, 0);
    cairn_time_multi_format_append(&own, zone, NULL, c->ms, usual);
    assert_string_equal(usual->str, c->text);
  }
}

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  return *state ^= *state << 17;
}

/* What is written with all fields reads back, in each of several ways to name a day. */
static void test_round_trip(void **state) {
  (void)state;
  static const char *const specifiers[] = {"%Y-%m-%dT%H:%M:%S.%L",
                                           "%B %-d, %Y %-I:%M:%S %p .%L",
                                           "%j/%Y %H%M%S%L",
                                           "%a %U %Y %H:%M:%S.%L",
                                           "%A, %W %Y %H:%M:%S.%L",
                                           "%G-W%V-%w %X .%L",
                                           "%Q",
                                           "%x, %H:%M:%S.%L %Z"};
  uint64_t random = 161803;
  for (size_t i = 0; i < G_N_ELEMENTS(specifiers); i++)
    for (int n = 0; n < 3000; n++) {
      const double ms = (double)(next_random(&random) % 4000000000000u);
      g_autoptr(GString) text = g_string_new(NULL);
      cairn_time_format_append(specifiers[i], NULL, NULL, ms, text);
      double back = 0;
      if (!cairn_time_format_parse(text->str, specifiers[i], NULL, &back) || back != ms)
        fail_msg("%s: %.0f, not %.0f", text->str, back, ms);
    }
}

/* Neither reader nor writer trips over specifiers and texts of random bytes. */
static void test_random_bytes(void **state) {
  (void)state;
  uint64_t random = 141421;
  for (int n = 0; n < 20000; n++) {
    char specifier[24], text[24];
    for (size_t i = 0; i < sizeof text; i++) {
      specifier[i] = next_random(&random) % 2 ? '%' : (char)(next_random(&random) % 128);
      text[i] = (char)(next_random(&random) % 256);
    }
    specifier[sizeof specifier - 1] = text[sizeof text - 1] = '\0';
    g_autoptr(GString) out = g_string_new(NULL);
    cairn_time_format_append(specifier, NULL, NULL, (double)(next_random(&random) % 4000000000000u), out);
    double ms = 0;
    cairn_time_format_parse(text, specifier, NULL, &ms);
    cairn_time_format_parse(out->str, specifier, NULL, &ms);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_format),     cmocka_unit_test(test_parse),        cmocka_unit_test(test_multi),
      cmocka_unit_test(test_round_trip), cmocka_unit_test(test_random_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
