/* Calendar intervals and the ticks of time axes, as d3-time and d3-scale define them. Moments as in
 * calendar.h. */
#pragma once

#include "base/calendar.h"

#include <stddef.h>

typedef enum CairnIntervalKind {
  CAIRN_INTERVAL_MILLISECOND,
  CAIRN_INTERVAL_SECOND,
  CAIRN_INTERVAL_MINUTE,
  CAIRN_INTERVAL_HOUR,
  CAIRN_INTERVAL_DAY,      /* with a step: days of the month 1, 1 + step, ... */
  CAIRN_INTERVAL_UNIX_DAY, /* UTC days; with a step: counted from 1970-01-01 */
  CAIRN_INTERVAL_SUNDAY,   /* weeks that start on Sunday; SUNDAY + n: n days later */
  CAIRN_INTERVAL_MONDAY,
  CAIRN_INTERVAL_TUESDAY,
  CAIRN_INTERVAL_WEDNESDAY,
  CAIRN_INTERVAL_THURSDAY,
  CAIRN_INTERVAL_FRIDAY,
  CAIRN_INTERVAL_SATURDAY,
  CAIRN_INTERVAL_MONTH, /* a quarter is MONTH with step 3 */
  CAIRN_INTERVAL_YEAR
} CairnIntervalKind;

/* Every step-th interval: those whose number within the next larger unit (since 1970 for weeks, since year 0
 * for years) is a multiple of `step`, a whole number of 1 or more. */
typedef struct CairnTimeInterval {
  CairnIntervalKind kind;
  double step;
} CairnTimeInterval;

/* By Vega's unit names ("year", "quarter", "month", "week", "isoweek", "date", "day", "dayofyear", "hours",
 * "minutes", "seconds", "milliseconds"; also the singular "hour" and so on). `step` is rounded down; false
 * for another name or a step below 1. */
bool cairn_time_interval_from_name(const char *name, double step, CairnTimeInterval *out);

/* The last start of an interval at or before `ms`; the first at or after it. */
double cairn_time_interval_floor(CairnTimeInterval interval, const CairnZone *zone, double ms);
double cairn_time_interval_ceil(CairnTimeInterval interval, const CairnZone *zone, double ms);

/* `ms` moved by n intervals (n rounded down), keeping what is smaller: January 31 plus a month is March 2
 * or 3. Of intervals with a step other than of milliseconds and years, at most 10000 at a time: else NaN. */
double cairn_time_interval_offset(CairnTimeInterval interval, const CairnZone *zone, double ms, double n);

/* Starts of intervals after `start` (exclusive) and up to `end` (inclusive); for step 1 only. */
double cairn_time_interval_count(CairnTimeInterval interval, const CairnZone *zone, double start, double end);

/* Appends to `out` (of double) every step-th start of an interval in start <= t < stop. False, with the first
 * `limit` appended, when there are more than `limit`. */
bool cairn_time_interval_range(CairnTimeInterval interval, const CairnZone *zone, double start, double stop,
                               double step, size_t limit, GArray *out);

/* The interval that makes about `count` ticks from start to stop. `utc` chooses the rules of d3's UTC scale,
 * which counts days from 1970 and not from the first of the month. False when there is none (NaN, count not
 * above 0). */
bool cairn_time_tick_interval(double start, double stop, double count, bool utc, CairnTimeInterval *out);

/* Appends the ticks between start and stop, both included, backwards when stop < start. */
bool cairn_time_ticks(CairnTimeInterval interval, const CairnZone *zone, double start, double stop,
                      size_t limit, GArray *out);

/* Extends a domain (in either direction) to starts of intervals. */
void cairn_time_nice(CairnTimeInterval interval, const CairnZone *zone, double *start, double *stop);

/* One of the standard steps between ticks: `units` of `interval`, about `duration_ms` long. */
typedef struct CairnTimeStep {
  CairnTimeInterval interval;
  double duration_ms;
} CairnTimeStep;

/* The entry of `steps` (by duration) nearest in ratio to `target_ms`; -1 when it is shorter than all, `n`
 * when it is at least the longest. */
int cairn_time_step_nearest(const CairnTimeStep *steps, int n, double target_ms);

/* d3's tickStep for spans of time in any unit: 1, 2 or 5 times a power of ten; count must be above 0. */
double cairn_time_tick_step(double start, double stop, double count);
