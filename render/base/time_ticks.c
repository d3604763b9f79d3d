#include "base/time_interval.h"

#include <math.h>

double cairn_time_tick_step(double start, double stop, double count) {
  const double step = (stop - start) / MAX(0, count);
  if (step < 0) return -cairn_time_tick_step(stop, start, count);
  const double power = floor(log10(step));
  const double error = step / pow(10, power); /* 1 to 10: rounded at the geometric means of 1, 2, 5, 10 */
  const double factor = error >= sqrt(50) ? 10 : error >= sqrt(10) ? 5 : error >= sqrt(2) ? 2 : 1;
  const double result = power < 0 ? 1 / (pow(10, -power) / factor) : pow(10, power) * factor;
  /* Where less than one step lies in the span, a few ticks are better than none. */
  const bool none = floor(stop / result) < ceil(start / result);
  return none && 0.5 <= count && count < 2 ? cairn_time_tick_step(start, stop, count * 2) : result;
}

int cairn_time_step_nearest(const CairnTimeStep *steps, int n, double target_ms) {
  int above = 0;
  while (above < n && steps[above].duration_ms <= target_ms)
    above++;
  if (above == 0) return -1;
  if (above == n) return n;
  return target_ms / steps[above - 1].duration_ms < steps[above].duration_ms / target_ms ? above - 1 : above;
}

bool cairn_time_tick_interval(double start, double stop, double count, bool utc, CairnTimeInterval *out) {
  static const CairnTimeStep steps[] = {
      {{CAIRN_INTERVAL_SECOND, 1}, CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_SECOND, 5}, 5 * CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_SECOND, 15}, 15 * CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_SECOND, 30}, 30 * CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_MINUTE, 1}, CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_MINUTE, 5}, 5 * CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_MINUTE, 15}, 15 * CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_MINUTE, 30}, 30 * CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_HOUR, 1}, CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_HOUR, 3}, 3 * CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_HOUR, 6}, 6 * CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_HOUR, 12}, 12 * CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_DAY, 1}, CAIRN_MS_DAY},
      {{CAIRN_INTERVAL_DAY, 2}, 2 * CAIRN_MS_DAY},
      {{CAIRN_INTERVAL_SUNDAY, 1}, CAIRN_MS_WEEK},
      {{CAIRN_INTERVAL_MONTH, 1}, 30 * CAIRN_MS_DAY},
      {{CAIRN_INTERVAL_MONTH, 3}, 90 * CAIRN_MS_DAY},
      {{CAIRN_INTERVAL_YEAR, 1}, 365 * CAIRN_MS_DAY},
  };
  const int n = G_N_ELEMENTS(steps);
  const double target = fabs(stop - start) / count, year = 365 * CAIRN_MS_DAY;
  if (!(target >= 0) || isinf(target)) return false;
  const int i = cairn_time_step_nearest(steps, n, target);
  if (i < 0) {
    const double step = cairn_time_tick_step(start, stop, count);
    *out = (CairnTimeInterval){CAIRN_INTERVAL_MILLISECOND, floor(step > 1 ? step : 1)};
  } else if (i == n) {
    const double step = floor(cairn_time_tick_step(start / year, stop / year, count));
    if (!(step > 0) || isinf(step)) return false;
    *out = (CairnTimeInterval){CAIRN_INTERVAL_YEAR, step};
  } else {
    *out = steps[i].interval;
    if (utc && out->kind == CAIRN_INTERVAL_DAY) out->kind = CAIRN_INTERVAL_UNIX_DAY;
  }
  return true;
}

static void reverse(GArray *array, size_t from) {
  double *values = (double *)(void *)array->data;
  for (size_t i = from, j = array->len; i + 1 < j; i++) {
    j--;
    const double value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}

bool cairn_time_ticks(CairnTimeInterval interval, const CairnZone *zone, double start, double stop,
                      size_t limit, GArray *out) {
  const size_t from = out->len;
  const bool backwards = stop < start;
  const double low = backwards ? stop : start, high = backwards ? start : stop;
  if (!cairn_time_interval_range(interval, zone, low, high + 1, 1, limit, out)) return false;
  if (backwards) reverse(out, from);
  return true;
}

void cairn_time_nice(CairnTimeInterval interval, const CairnZone *zone, double *start, double *stop) {
  double *low = *stop < *start ? stop : start, *high = low == start ? stop : start;
  const double nice_low = cairn_time_interval_floor(interval, zone, *low);
  const double nice_high = cairn_time_interval_ceil(interval, zone, *high);
  if (isnan(nice_low) || isnan(nice_high)) return;
  *low = nice_low;
  *high = nice_high;
}
