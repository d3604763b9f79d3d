/* Time units, intervals and ticks, against vega-time and d3-time. */
#include "base/number.h"
#include "base/time_unit.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

typedef struct UnitCase {
  const char *zone, *unit;
  double step, ms, floor, next;
} UnitCase;

typedef struct IntervalCase {
  const char *zone, *name;
  double step, ms, floor, ceil, n, offset;
} IntervalCase;

typedef struct CountCase {
  const char *zone, *name;
  double start, end, count;
} CountCase;

typedef struct TicksCase {
  const char *zone;
  bool utc;
  double start, stop, count;
  size_t n;
  const char *ticks;
} TicksCase;

typedef struct BinCase {
  double start, stop, max_bins;
  const char *unit;
  double step;
} BinCase;

typedef struct SpecifierCase {
  const char *unit, *vega, *vega_lite;
} SpecifierCase;

#include "time_unit_cases.inc"

static CairnZone *zone_of(const char *name) {
  CairnZone *zone = cairn_zone_new(name, NULL);
  assert_non_null(zone);
  return zone;
}

static bool same(double a, double b) {
  return isnan(a) ? isnan(b) : a == b;
}

/* Vega-Lite has no ISO weeks, so that their names have to be read here. */
static unsigned parts_of(const char *name) {
  CairnTimeUnit unit;
  const char *iso = strstr(name, "isoweek");
  if (!iso) {
    if (!cairn_time_unit_parse(name, &unit)) fail_msg("%s is no unit", name);
    return unit.parts;
  }
  unsigned parts = CAIRN_PART_ISOWEEK;
  if (g_str_has_prefix(name, "year")) parts |= CAIRN_PART_YEAR;
  if (strstr(iso, "day")) parts |= CAIRN_PART_DAY;
  if (strstr(iso, "hours")) parts |= CAIRN_PART_HOURS;
  return parts;
}

static void test_floor(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(unit_cases); i++) {
    const UnitCase *c = &unit_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    const CairnTimeUnit unit = {parts_of(c->unit), c->step, false, false};
    const double floor = cairn_time_unit_floor(&unit, zone, c->ms),
                 next = cairn_time_unit_next(&unit, zone, c->floor);
    if (!same(floor, c->floor) || !same(next, c->next))
      fail_msg("%s %s step %g of %.0f: %.0f and %.0f, not %.0f and %.0f", c->zone, c->unit, c->step, c->ms,
               floor, next, c->floor, c->next);
  }
}

static void test_interval(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(interval_cases); i++) {
    const IntervalCase *c = &interval_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    CairnTimeInterval interval;
    assert_true(cairn_time_interval_from_name(c->name, c->step, &interval));
    const double floor = cairn_time_interval_floor(interval, zone, c->ms);
    const double ceil = cairn_time_interval_ceil(interval, zone, c->ms);
    const double offset = cairn_time_interval_offset(interval, zone, c->ms, c->n);
    if (!same(floor, c->floor) || !same(ceil, c->ceil) || !same(offset, c->offset))
      fail_msg("%s %s every %g of %.0f: %.0f %.0f %.0f, not %.0f %.0f %.0f", c->zone, c->name, c->step, c->ms,
               floor, ceil, offset, c->floor, c->ceil, c->offset);
  }
}

static void test_count(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(count_cases); i++) {
    const CountCase *c = &count_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    CairnTimeInterval interval;
    assert_true(cairn_time_interval_from_name(c->name, 1, &interval));
    const double count = cairn_time_interval_count(interval, zone, c->start, c->end);
    if (!same(count, c->count))
      fail_msg("%s %s from %.0f to %.0f: %g, not %g", c->zone, c->name, c->start, c->end, count, c->count);
  }
}

static void test_ticks(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(ticks_cases); i++) {
    const TicksCase *c = &ticks_cases[i];
    g_autoptr(CairnZone) zone = zone_of(c->zone);
    g_autoptr(GArray) ticks = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GString) text = g_string_new(NULL);
    CairnTimeInterval interval;
    if (cairn_time_tick_interval(c->start, c->stop, c->count, c->utc, &interval))
      assert_true(cairn_time_ticks(interval, zone, c->start, c->stop, 1000, ticks));
    for (size_t j = 0; j < ticks->len; j++) {
      if (j) g_string_append_c(text, ' ');
      cairn_number_append(text, g_array_index(ticks, double, j));
    }
    assert_int_equal(ticks->len, c->n);
    assert_string_equal(text->str, c->ticks);
  }
}

static void test_limits(void **state) {
  (void)state;
  g_autoptr(GArray) ticks = g_array_new(FALSE, FALSE, sizeof(double));
  const CairnTimeInterval seconds = {CAIRN_INTERVAL_SECOND, 1};
  assert_false(cairn_time_interval_range(seconds, NULL, 0, 8.64e15, 1, 100, ticks));
  assert_int_equal(ticks->len, 100);
  g_array_set_size(ticks, 0);
  assert_true(cairn_time_interval_range(seconds, NULL, 0, 10000, 3, 100, ticks));
  assert_int_equal(ticks->len, 4);
  assert_true(cairn_time_interval_range(seconds, NULL, 0, 10000, 0, 100, ticks));
  assert_true(cairn_time_interval_range(seconds, NULL, NAN, 10000, 1, 100, ticks));
  assert_true(cairn_time_interval_range(seconds, NULL, 8.64e15, INFINITY, 1, 100, ticks));
  assert_int_equal(ticks->len, 5);
  assert_true(isnan(cairn_time_interval_offset((CairnTimeInterval){CAIRN_INTERVAL_MONTH, 3}, NULL, 0, 1e9)));
  assert_true(isnan(cairn_time_interval_offset((CairnTimeInterval){CAIRN_INTERVAL_YEAR, 1}, NULL, 0, 1e300)));
  assert_true(isnan(cairn_time_interval_floor((CairnTimeInterval){CAIRN_INTERVAL_YEAR, 1}, NULL, NAN)));
}

/* Hostile intervals end: whatever the step, there is an answer or NaN. */
static void test_large_steps(void **state) {
  (void)state;
  static const double steps[] = {13, 61, 1000, 1e9, 1e15, 1e300};
  for (int kind = CAIRN_INTERVAL_MILLISECOND; kind <= CAIRN_INTERVAL_YEAR; kind++)
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
      const CairnTimeInterval interval = {(CairnIntervalKind)kind, steps[i]};
      for (double ms = -3e12; ms < 4e12; ms += 0.7e12) {
        const double floor = cairn_time_interval_floor(interval, NULL, ms);
        assert_true(isnan(floor) || floor <= ms);
        const double ceil = cairn_time_interval_ceil(interval, NULL, ms);
        assert_true(isnan(ceil) || ceil >= ms);
      }
    }
}

static void test_nice(void **state) {
  (void)state;
  const CairnTimeInterval months = {CAIRN_INTERVAL_MONTH, 1};
  const double in_january = 1326844800000, in_march = 1331942400000;
  double start = in_january, stop = in_march;
  cairn_time_nice(months, NULL, &start, &stop);
  assert_true(start == 1325376000000 && stop == 1333238400000);
  start = in_march, stop = in_january;
  cairn_time_nice(months, NULL, &start, &stop);
  assert_true(stop == 1325376000000 && start == 1333238400000);
  start = NAN;
  cairn_time_nice(months, NULL, &start, &stop);
  assert_true(isnan(start) && stop == 1325376000000);
}

static void test_bins(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(bin_cases); i++) {
    const BinCase *c = &bin_cases[i];
    const CairnTimeUnit unit = cairn_time_unit_for_bins(c->start, c->stop, c->max_bins);
    if (unit.parts != parts_of(c->unit) || unit.step != c->step)
      fail_msg("case %zu: step %g of parts %x, not %g of %s", i, unit.step, unit.parts, c->step, c->unit);
  }
}

static void test_specifiers(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(specifier_cases); i++) {
    const SpecifierCase *c = &specifier_cases[i];
    g_autoptr(GString) vega = g_string_new(NULL);
    g_autoptr(GString) vega_lite = g_string_new(NULL);
    cairn_time_unit_append_specifier(parts_of(c->unit), NULL, NULL, vega);
    assert_string_equal(vega->str, c->vega);
    cairn_time_unit_append_specifier(parts_of(c->unit), cairn_time_specifier_vega_lite, NULL, vega_lite);
    assert_string_equal(vega_lite->str, c->vega_lite);
  }
}

static void test_names(void **state) {
  (void)state;
  CairnTimeUnit unit;
  assert_true(cairn_time_unit_parse("binnedutcyearmonth", &unit));
  assert_true(unit.binned && unit.utc && unit.step == 1);
  assert_int_equal(unit.parts, CAIRN_PART_YEAR | CAIRN_PART_MONTH);
  static const char *const wrong[] = {
      "",          "utc",   "binned",        "years",         "monthyear",    "yearyear",
      "weekmonth", "yearm", "yearweekmonth", "datedayofyear", "daydayofyear", "isoweek",
      "Year",      " year", "binnedmonth",   "utcbinnedyear", "hour",         "year ",
      "monthday"};
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
    if (cairn_time_unit_parse(wrong[i], &unit)) fail_msg("accepted %s", wrong[i]);
  g_autoptr(CairnArena) arena = cairn_arena_new();
  assert_string_equal(cairn_time_unit_hyphenated(arena, "utcyearmonthdatehours"), "year-month-date-hours");
  assert_string_equal(cairn_time_unit_hyphenated(arena, "binnedyeardayofyear"), "year-dayofyear");
  assert_string_equal(cairn_time_unit_hyphenated(arena, "what"), "what");
  CairnTimeInterval interval;
  assert_false(cairn_time_interval_from_name("fortnight", 1, &interval));
  assert_false(cairn_time_interval_from_name("hour", 0.5, &interval));
  assert_false(cairn_time_interval_from_name("hour", NAN, &interval));
  assert_false(cairn_time_interval_from_name("hour", INFINITY, &interval));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_floor), cmocka_unit_test(test_interval), cmocka_unit_test(test_count),
      cmocka_unit_test(test_ticks), cmocka_unit_test(test_limits),   cmocka_unit_test(test_large_steps),
      cmocka_unit_test(test_nice),  cmocka_unit_test(test_bins),     cmocka_unit_test(test_specifiers),
      cmocka_unit_test(test_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
