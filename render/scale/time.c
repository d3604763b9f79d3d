/* Time scales: linear in milliseconds, with ticks and round domains of the calendar; `time` in a zone, `utc`
 * in UTC. */
#include "base/limits.h"
#include "base/time_interval.h"
#include "scale/scale_class.h"
#include "scale/tick_step.h"

bool cairn_tick_interval_is_name(const char *name) {
  CairnTimeInterval interval;
  return cairn_time_interval_from_name(name, 1, &interval);
}

/* The interval asked for, or the one for about so many ticks between start and stop. False, without an error,
 * when none suits. */
static bool find_interval(const CairnScale *scale, CairnTickCount count, double start, double stop,
                          CairnTimeInterval *out) {
  if (count.interval)
    return cairn_time_interval_from_name(count.interval, count.step > 0 ? count.step : 1, out);
  return cairn_time_tick_interval(start, stop, isnan(count.number) ? 10 : count.number,
                                  scale->type == CAIRN_SCALE_UTC, out);
}

static const CairnZone *zone_of(const CairnScale *scale) {
  return scale->type == CAIRN_SCALE_UTC ? NULL : scale->zone;
}

static bool nice_time(CairnScale *scale, CairnTickCount count, GError **error) {
  (void)error;
  CairnTimeInterval interval;
  double start = scale->domain[0], stop = scale->domain[scale->n_domain - 1];
  if (!find_interval(scale, count, start, stop, &interval)) return true;
  cairn_time_nice(interval, zone_of(scale), &start, &stop);
  if (isfinite(start) && isfinite(stop)) {
    scale->domain[0] = start;
    scale->domain[scale->n_domain - 1] = stop;
  }
  return true;
}

static bool ticks_time(const CairnScale *scale, CairnTickCount count, GArray *ticks, GError **error) {
  CairnTimeInterval interval;
  double start = scale->domain[0], stop = scale->domain[scale->n_domain - 1];
  if (!find_interval(scale, count, fmin(start, stop), fmax(start, stop), &interval) ||
      cairn_time_ticks(interval, zone_of(scale), start, stop, CAIRN_LIMIT_TICKS, ticks))
    return true;
  cairn_tick_set_limit_error(error);
  return false;
}

/* Both stand on the same numbers; they differ in the zone, which zone_of tells. */
#define TIME_CLASS(TYPE)                                                                                     \
  {                                                                                                          \
    .name = TYPE, .traits = CAIRN_TRAIT_CONTINUOUS | CAIRN_TRAIT_TEMPORAL,                                   \
    .default_domain = {946684800000, 946771200000}, .lift = cairn_identity_lift,                             \
    .ground = cairn_identity_lift, .nice = nice_time, .ticks = ticks_time,                                   \
    .prepare = cairn_continuous_prepare, .invert = cairn_continuous_invert,                                  \
  }

const CairnScaleClass cairn_scale_time = TIME_CLASS("time");
const CairnScaleClass cairn_scale_utc = TIME_CLASS("utc");
