/* Civil dates and zones, against JavaScript's Date. */
#include "base/calendar.h"
#include "base/error.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct CivilCase {
  const char *zone;
  double ms;
  CairnCivil civil;
} CivilCase;

typedef struct MakeCase {
  const char *zone;
  double fields[7], ms;
} MakeCase;

#include "calendar_cases.inc"

static CairnZone *zone_of(const char *name) {
  GError *error = NULL;
  CairnZone *zone = cairn_zone_new(name, &error);
  assert_null(error);
  assert_non_null(zone);
  return zone;
}

static void test_civil_from_ms(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(civil_cases); i++) {
    const CivilCase *c = &civil_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    CairnCivil civil;
    assert_true(cairn_civil_from_ms(c->ms, zone, &civil));
    if (memcmp(&civil, &c->civil, sizeof civil) != 0)
      fail_msg("%s %.0f: %d-%d-%d %d:%d:%d.%d weekday %d", c->zone, c->ms, civil.year, civil.month + 1,
               civil.date, civil.hours, civil.minutes, civil.seconds, civil.milliseconds, civil.weekday);
  }
}

static void test_make(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(make_cases); i++) {
    const MakeCase *c = &make_cases[i];
    const double *f = c->fields;
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    const double ms = cairn_time_make(zone, f[0], f[1], f[2], f[3], f[4], f[5], f[6]);
    if (isnan(c->ms) ? !isnan(ms) : ms != c->ms)
      fail_msg("%s case %zu (%g-%g-%g %g): %.0f, not %.0f", c->zone, i, f[0], f[1] + 1, f[2], f[3], ms,
               c->ms);
  }
}

static void test_no_moment(void **state) {
  (void)state;
  static const double values[] = {NAN, INFINITY, -INFINITY, 8.64e15 + 1, -8.64e15 - 1, 1e300};
  for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
    CairnCivil civil = {.year = 7};
    assert_false(cairn_civil_from_ms(values[i], NULL, &civil));
    assert_int_equal(civil.year, 0);
  }
}

static uint64_t next_random(uint64_t *state) {
  *state ^= *state << 13;
  *state ^= *state >> 7;
  return *state ^= *state << 17;
}

/* UTC dates turn back into their moment over the whole range; days follow each other without a gap. */
static void test_round_trip(void **state) {
  (void)state;
  uint64_t random = 314159;
  for (int i = 0; i < 100000; i++) {
    const double ms = (double)(next_random(&random) % 17280000000000000u) - 8.64e15;
    CairnCivil civil;
    assert_true(cairn_civil_from_ms(ms, NULL, &civil));
    assert_true(cairn_civil_to_ms(&civil, NULL) == ms);
    assert_in_range(civil.month, 0, 11);
    assert_in_range(civil.date, 1, 31);
    assert_in_range(cairn_civil_day_of_year(&civil), 1, 366);
    int iso_year = 0;
    assert_in_range(cairn_civil_iso_week(&civil, &iso_year), 1, 53);
    assert_in_range(iso_year - civil.year + 1, 0, 2);
  }
}

/* Wherever the clocks do not change within the day, local dates turn back into their moment. */
static void test_zone_round_trip(void **state) {
  (void)state;
  static const char *const names[] = {"America/New_York", "Asia/Karachi",   "Australia/Lord_Howe",
                                      "Europe/Dublin",    "Asia/Kathmandu", "America/St_Johns",
                                      "Pacific/Apia",     "+05:45"};
  uint64_t random = 271828;
  for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
    g_autoptr(CairnZone) zone = zone_of(names[n]);
    for (int i = 0; i < 5000; i++) {
      const double ms = (double)(next_random(&random) % 6000000000000u) - 2e12;
      const double day = 1.1 * CAIRN_MS_DAY;
      if (cairn_zone_offset(zone, ms - day) != cairn_zone_offset(zone, ms + day)) continue;
      CairnCivil civil;
      cairn_civil_from_ms(ms, zone, &civil);
      assert_true(cairn_civil_to_ms(&civil, zone) == ms);
    }
  }
}

static void test_weeks(void **state) {
  (void)state;
  static const struct {
    int year, month, date, sunday_week, monday_week, iso_week, iso_year, day_of_year;
  } cases[] = {
      {2005, 0, 1, 0, 0, 53, 2004, 1},      {2005, 0, 2, 1, 0, 53, 2004, 2},
      {2005, 0, 3, 1, 1, 1, 2005, 3},       {2008, 11, 29, 52, 52, 1, 2009, 364},
      {2010, 0, 3, 1, 0, 53, 2009, 3},      {2012, 0, 1, 1, 0, 52, 2011, 1},
      {2012, 11, 31, 53, 53, 1, 2013, 366}, {2015, 11, 31, 52, 52, 53, 2015, 365},
      {2024, 1, 29, 8, 9, 9, 2024, 60},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnCivil civil;
    int iso_year = 0;
    cairn_civil_from_ms(cairn_time_make(NULL, cases[i].year, cases[i].month, cases[i].date, 0, 0, 0, 0), NULL,
                        &civil);
    assert_int_equal(cairn_civil_week(&civil, 0), cases[i].sunday_week);
    assert_int_equal(cairn_civil_week(&civil, 1), cases[i].monday_week);
    assert_int_equal(cairn_civil_iso_week(&civil, &iso_year), cases[i].iso_week);
    assert_int_equal(iso_year, cases[i].iso_year);
    assert_int_equal(cairn_civil_day_of_year(&civil), cases[i].day_of_year);
  }
}

static void test_zone_names(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "",     "Nowhere/Land", "/etc/passwd", "../../etc/passwd", "Europe/Berlin\n", "\x1b[31m",
      ":UTC", "Europe/",      "Europe"};
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    if (cairn_zone_new(wrong[i], &error)) fail_msg("accepted %s", wrong[i]);
    assert_true(g_error_matches(error, CAIRN_ERROR, CAIRN_ERROR_USAGE));
  }
  static const char *const utc[] = {"UTC", "Etc/UTC", "Z", "+00:00", "GMT"};
  for (size_t i = 0; i < G_N_ELEMENTS(utc); i++) {
    g_autoptr(CairnZone) zone = zone_of(utc[i]);
    assert_true(cairn_zone_is_utc(zone));
    assert_string_equal(cairn_zone_name(zone), utc[i]);
  }
  assert_true(cairn_zone_is_utc(NULL));
  assert_true(cairn_zone_is_utc(cairn_zone_utc()));
  assert_string_equal(cairn_zone_name(NULL), "UTC");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_civil_from_ms), cmocka_unit_test(test_make),
      cmocka_unit_test(test_no_moment),     cmocka_unit_test(test_round_trip),
      cmocka_unit_test(test_weeks),         cmocka_unit_test(test_zone_round_trip),
      cmocka_unit_test(test_zone_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
