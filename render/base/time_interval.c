#include "base/time_interval.h"

#include <math.h>
#include <string.h>

enum { MAX_FILTERED_STEPS = 10000 };

static bool is_week(CairnIntervalKind kind) {
  return kind >= CAIRN_INTERVAL_SUNDAY && kind <= CAIRN_INTERVAL_SATURDAY;
}

/* Years and milliseconds compute their multiples; the others look for the next start that is one. */
static bool is_filtered(CairnTimeInterval interval) {
  return interval.step > 1 && interval.kind != CAIRN_INTERVAL_MILLISECOND &&
         interval.kind != CAIRN_INTERVAL_YEAR;
}

bool cairn_time_interval_from_name(const char *name, double step, CairnTimeInterval *out) {
  static const struct {
    const char *name;
    CairnTimeInterval interval;
  } names[] = {
      {"year", {CAIRN_INTERVAL_YEAR, 1}},
      {"quarter", {CAIRN_INTERVAL_MONTH, 3}},
      {"month", {CAIRN_INTERVAL_MONTH, 1}},
      {"week", {CAIRN_INTERVAL_SUNDAY, 1}},
      {"isoweek", {CAIRN_INTERVAL_MONDAY, 1}},
      {"date", {CAIRN_INTERVAL_DAY, 1}},
      {"day", {CAIRN_INTERVAL_DAY, 1}},
      {"dayofyear", {CAIRN_INTERVAL_DAY, 1}},
      {"hours", {CAIRN_INTERVAL_HOUR, 1}},
      {"hour", {CAIRN_INTERVAL_HOUR, 1}},
      {"minutes", {CAIRN_INTERVAL_MINUTE, 1}},
      {"minute", {CAIRN_INTERVAL_MINUTE, 1}},
      {"seconds", {CAIRN_INTERVAL_SECOND, 1}},
      {"second", {CAIRN_INTERVAL_SECOND, 1}},
      {"milliseconds", {CAIRN_INTERVAL_MILLISECOND, 1}},
      {"millisecond", {CAIRN_INTERVAL_MILLISECOND, 1}},
  };
  if (!(step >= 1) || isinf(step)) return false;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    if (strcmp(names[i].name, name) != 0) continue;
    *out = (CairnTimeInterval){names[i].interval.kind, names[i].interval.step * floor(step)};
    return true;
  }
  return false;
}

static double unit_floor(CairnIntervalKind kind, const CairnZone *zone, double ms) {
  CairnCivil civil;
  if (!cairn_civil_from_ms(ms, zone, &civil)) return NAN;
  const double whole = trunc(ms);
  switch (kind) {
  case CAIRN_INTERVAL_MILLISECOND:
    return whole;
  case CAIRN_INTERVAL_SECOND:
    return whole - civil.milliseconds;
  case CAIRN_INTERVAL_MINUTE:
    return whole - civil.milliseconds - civil.seconds * CAIRN_MS_SECOND;
  case CAIRN_INTERVAL_HOUR:
    return whole - civil.milliseconds - civil.seconds * CAIRN_MS_SECOND - civil.minutes * CAIRN_MS_MINUTE;
  case CAIRN_INTERVAL_UNIX_DAY:
    return floor(whole / CAIRN_MS_DAY) * CAIRN_MS_DAY;
  case CAIRN_INTERVAL_DAY:
    return cairn_civil_midnight(&civil, zone);
  case CAIRN_INTERVAL_MONTH:
    civil.date = 1;
    return cairn_civil_midnight(&civil, zone);
  case CAIRN_INTERVAL_YEAR:
    civil.date = 1;
    civil.month = 0;
    return cairn_civil_midnight(&civil, zone);
  default:
    civil.date -= (civil.weekday + 7 - (int)(kind - CAIRN_INTERVAL_SUNDAY)) % 7;
    return cairn_civil_midnight(&civil, zone);
  }
}

static double date_offset(const CairnZone *zone, double ms, double years, double months, double days) {
  CairnCivil civil;
  if (!cairn_civil_from_ms(ms, zone, &civil)) return NAN;
  return cairn_time_make(zone, civil.year + years, civil.month + months, civil.date + days, civil.hours,
                         civil.minutes, civil.seconds, civil.milliseconds);
}

static double clip(double ms) {
  return fabs(ms) <= CAIRN_MS_LIMIT ? trunc(ms) : NAN;
}

static double unit_offset(CairnIntervalKind kind, const CairnZone *zone, double ms, double n) {
  switch (kind) {
  case CAIRN_INTERVAL_MILLISECOND:
    return clip(ms + n);
  case CAIRN_INTERVAL_SECOND:
    return clip(ms + n * CAIRN_MS_SECOND);
  case CAIRN_INTERVAL_MINUTE:
    return clip(ms + n * CAIRN_MS_MINUTE);
  case CAIRN_INTERVAL_HOUR:
    return clip(ms + n * CAIRN_MS_HOUR);
  case CAIRN_INTERVAL_UNIX_DAY:
    return clip(ms + n * CAIRN_MS_DAY);
  case CAIRN_INTERVAL_DAY:
    return date_offset(zone, ms, 0, 0, n);
  case CAIRN_INTERVAL_MONTH:
    return date_offset(zone, ms, 0, n, 0);
  case CAIRN_INTERVAL_YEAR:
    return date_offset(zone, ms, n, 0, 0);
  default:
    return date_offset(zone, ms, 0, 0, 7 * n);
  }
}

/* Unlike differences of moments, differences of these are whole days also across a change of the clocks. */
static double local_ms(const CairnZone *zone, double ms) {
  return ms + cairn_zone_offset(zone, ms);
}

static double months_since_zero(const CairnZone *zone, double ms) {
  CairnCivil civil;
  return cairn_civil_from_ms(ms, zone, &civil) ? civil.year * 12.0 + civil.month : NAN;
}

double cairn_time_interval_count(CairnTimeInterval interval, const CairnZone *zone, double start,
                                 double end) {
  const CairnIntervalKind kind = interval.kind;
  start = unit_floor(kind, zone, start);
  end = unit_floor(kind, zone, end);
  const double days = (local_ms(zone, end) - local_ms(zone, start)) / CAIRN_MS_DAY;
  switch (kind) {
  case CAIRN_INTERVAL_MILLISECOND:
    return end - start;
  case CAIRN_INTERVAL_SECOND:
    return floor((end - start) / CAIRN_MS_SECOND);
  case CAIRN_INTERVAL_MINUTE:
    return floor((end - start) / CAIRN_MS_MINUTE);
  case CAIRN_INTERVAL_HOUR:
    return floor((end - start) / CAIRN_MS_HOUR);
  case CAIRN_INTERVAL_UNIX_DAY:
    return (end - start) / CAIRN_MS_DAY;
  case CAIRN_INTERVAL_DAY:
    return floor(days);
  case CAIRN_INTERVAL_MONTH:
    return months_since_zero(zone, end) - months_since_zero(zone, start);
  case CAIRN_INTERVAL_YEAR:
    return (months_since_zero(zone, end) - months_since_zero(zone, start)) / 12;
  default:
    return floor(days / 7);
  }
}

/* Where an interval stands in the row whose multiples of the step are kept. */
static double number_in_row(CairnIntervalKind kind, const CairnZone *zone, double ms) {
  CairnCivil civil;
  if (is_week(kind)) return cairn_time_interval_count((CairnTimeInterval){kind, 1}, zone, 0, ms);
  if (kind == CAIRN_INTERVAL_UNIX_DAY) return floor(ms / CAIRN_MS_DAY);
  if (!cairn_civil_from_ms(ms, zone, &civil)) return NAN;
  switch (kind) {
  case CAIRN_INTERVAL_SECOND:
    return civil.seconds;
  case CAIRN_INTERVAL_MINUTE:
    return civil.minutes;
  case CAIRN_INTERVAL_HOUR:
    return civil.hours;
  case CAIRN_INTERVAL_DAY:
    return civil.date - 1;
  default:
    return civil.month;
  }
}

static bool is_kept(CairnTimeInterval interval, const CairnZone *zone, double ms) {
  return fmod(number_in_row(interval.kind, zone, ms), interval.step) == 0;
}

/* Rows that never start anew: multiples can be computed. */
static bool is_endless_row(CairnIntervalKind kind) {
  return is_week(kind) || kind == CAIRN_INTERVAL_UNIX_DAY;
}

static double filtered_floor(CairnTimeInterval interval, const CairnZone *zone, double ms) {
  double start = unit_floor(interval.kind, zone, ms);
  if (is_endless_row(interval.kind)) {
    const double number = number_in_row(interval.kind, zone, start);
    return unit_offset(interval.kind, zone, start, floor(number / interval.step) * interval.step - number);
  }
  while (!isnan(start) && !is_kept(interval, zone, start))
    start = unit_floor(interval.kind, zone, start - 1);
  return start;
}

static double filtered_offset(CairnTimeInterval interval, const CairnZone *zone, double ms, double n) {
  if (!(fabs(n) <= MAX_FILTERED_STEPS)) return NAN;
  if (n == 0) return ms;
  const double direction = n < 0 ? -1 : 1;
  if (is_endless_row(interval.kind)) {
    const double number = number_in_row(interval.kind, zone, ms);
    const double rows = number / interval.step;
    const double target = (n < 0 ? ceil(rows) : floor(rows)) + n;
    return unit_offset(interval.kind, zone, ms, target * interval.step - number);
  }
  for (; n != 0 && !isnan(ms); n -= direction)
    do
      ms = unit_offset(interval.kind, zone, ms, direction);
    while (!isnan(ms) && !is_kept(interval, zone, ms));
  return ms;
}

static double year_floor(double step, const CairnZone *zone, double ms) {
  CairnCivil civil;
  if (!cairn_civil_from_ms(ms, zone, &civil)) return NAN;
  return cairn_time_make(zone, floor(civil.year / step) * step, 0, 1, 0, 0, 0, 0);
}

double cairn_time_interval_floor(CairnTimeInterval interval, const CairnZone *zone, double ms) {
  if (interval.step > 1 && interval.kind == CAIRN_INTERVAL_YEAR) return year_floor(interval.step, zone, ms);
  if (interval.step > 1 && interval.kind == CAIRN_INTERVAL_MILLISECOND)
    return clip(floor(ms / interval.step) * interval.step);
  return is_filtered(interval) ? filtered_floor(interval, zone, ms) : unit_floor(interval.kind, zone, ms);
}

double cairn_time_interval_offset(CairnTimeInterval interval, const CairnZone *zone, double ms, double n) {
  n = floor(n);
  if (is_filtered(interval)) return filtered_offset(interval, zone, clip(ms), n);
  return unit_offset(interval.kind, zone, clip(ms), n * MAX(interval.step, 1));
}

double cairn_time_interval_ceil(CairnTimeInterval interval, const CairnZone *zone, double ms) {
  ms = cairn_time_interval_floor(interval, zone, trunc(ms) - (ms == trunc(ms)));
  ms = cairn_time_interval_offset(interval, zone, ms, 1);
  return cairn_time_interval_floor(interval, zone, ms);
}

bool cairn_time_interval_range(CairnTimeInterval interval, const CairnZone *zone, double start, double stop,
                               double step, size_t limit, GArray *out) {
  step = floor(step);
  if (!(step > 0)) return true;
  double at = cairn_time_interval_ceil(interval, zone, start), previous = -INFINITY;
  for (size_t n = 0; at < stop && at > previous; n++) {
    if (n == limit) return false;
    g_array_append_val(out, at);
    previous = at;
    at = cairn_time_interval_floor(interval, zone, cairn_time_interval_offset(interval, zone, at, step));
  }
  return true;
}
