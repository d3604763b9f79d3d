/* Dates in text, against Date.parse of V8. */
#include "base/date_parse.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct DateCase {
  const char *text;
  double utc, new_york;
} DateCase;

#include "date_parse_cases.inc"

static void check(const char *text, const CairnZone *zone, double expected) {
  double ms = 42;
  const bool is_date = cairn_date_parse(text, zone, &ms);
  if (is_date ? ms != expected : !isnan(expected) || ms != 42)
    fail_msg("\"%s\" in %s: %s %.0f, not %.0f", text, cairn_zone_name(zone), is_date ? "is" : "no date", ms,
             expected);
}

static void test_table(void **state) {
  (void)state;
  g_autoptr(CairnZone) new_york = cairn_zone_new("America/New_York", NULL);
  assert_non_null(new_york);
  for (size_t i = 0; i < G_N_ELEMENTS(date_cases); i++) {
    check(date_cases[i].text, NULL, date_cases[i].utc);
    check(date_cases[i].text, new_york, date_cases[i].new_york);
  }
}

static void test_stays_in_bounds(void **state) {
  (void)state;
  double ms = 0;
  assert_true(cairn_date_parse_length("2012-02-29T99", 10, NULL, &ms));
  assert_true(ms == 1330473600000);
  assert_true(cairn_date_parse_length("20120", 4, NULL, &ms));
  assert_true(ms == 1325376000000);
  assert_false(cairn_date_parse_length("2012", 0, NULL, &ms));
}

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  return *state ^= *state << 17;
}

/* A moment written in ISO form, in GMT form and as separate fields reads back. */
static void test_round_trip(void **state) {
  (void)state;
  static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  uint64_t random = 20120229;
  for (int n = 0; n < 10000; n++) {
    const double ms = floor((double)(next_random(&random) % 60000000000000u) / 1000) * 1000;
    CairnCivil c;
    assert_true(cairn_civil_from_ms(ms, NULL, &c));
    char text[128];
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month + 1, c.date, c.hours,
             c.minutes, c.seconds);
    check(text, NULL, ms);
    snprintf(text, sizeof text, "Day, %02d %s %04d %02d:%02d:%02d GMT", c.date, months[c.month], c.year,
             c.hours, c.minutes, c.seconds);
    check(text, NULL, ms);
    snprintf(text, sizeof text, "%d/%d/%d %d:%d:%d %s", c.month + 1, c.date, c.year,
             c.hours % 12 ? c.hours % 12 : 12, c.minutes, c.seconds, c.hours < 12 ? "AM" : "PM");
    check(text, NULL, ms);
  }
}

static void test_random_bytes(void **state) {
  (void)state;
  static const char alphabet[] = "0123456789:-+.() /,TZJanPMGt\xc2\xa0\xe2\x80\xff";
  uint64_t random = 299792458;
  for (int n = 0; n < 200000; n++) {
    char text[16];
    const size_t length = next_random(&random) % sizeof text;
    for (size_t i = 0; i < length; i++)
      text[i] = alphabet[next_random(&random) % (sizeof alphabet - 1)];
    double ms = 0;
    if (cairn_date_parse_length(text, length, NULL, &ms)) assert_true(fabs(ms) <= CAIRN_MS_LIMIT);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_table),
      cmocka_unit_test(test_stays_in_bounds),
      cmocka_unit_test(test_round_trip),
      cmocka_unit_test(test_random_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
