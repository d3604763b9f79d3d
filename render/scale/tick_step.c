#include "scale/tick_step.h"

#include "base/error.h"
#include "base/limits.h"
#include "scale/scale_class.h"

/* Ticks are first..last times `increment`, or divided by minus `increment` when that is negative. */
typedef struct TickSpec {
  double first, last, increment;
} TickSpec;

/* The leading digit of the step: the one of 1, 2, 5, 10 whose geometric neighbourhood holds `ratio` in 1..10.
 */
static double round_factor(double ratio) {
  return ratio >= sqrt(50) ? 10 : ratio >= sqrt(10) ? 5 : ratio >= sqrt(2) ? 2 : 1;
}

static TickSpec spec_of(double start, double stop, double count) {
  double step = (stop - start) / fmax(0, count);
  double power = floor(log10(step));
  double factor = round_factor(step / pow(10, power));
  TickSpec spec;
  if (power < 0) {
    double inverse = pow(10, -power) / factor;
    spec = (TickSpec){cairn_round_half_up(start * inverse), cairn_round_half_up(stop * inverse), -inverse};
    spec.first += spec.first / inverse < start;
    spec.last -= spec.last / inverse > stop;
  } else {
    double increment = pow(10, power) * factor;
    spec =
        (TickSpec){cairn_round_half_up(start / increment), cairn_round_half_up(stop / increment), increment};
    spec.first += spec.first * increment < start;
    spec.last -= spec.last * increment > stop;
  }
  if (spec.last < spec.first && count >= 0.5 && count < 2) return spec_of(start, stop, count * 2);
  return spec;
}

double cairn_tick_increment(double start, double stop, double count) {
  return spec_of(start, stop, count).increment;
}

double cairn_tick_step(double start, double stop, double count) {
  bool reverse = stop < start;
  double increment =
      reverse ? cairn_tick_increment(stop, start, count) : cairn_tick_increment(start, stop, count);
  double step = increment < 0 ? 1 / -increment : increment;
  return reverse ? -step : step;
}

void cairn_tick_set_limit_error(GError **error) {
  cairn_error_set(error, CAIRN_ERROR_LIMIT, "more than %d ticks are asked for; ask for fewer or larger steps",
                  CAIRN_LIMIT_TICKS);
}

bool cairn_tick_append_steps(double start, double stop, double count, GArray *ticks, GError **error) {
  if (!(count > 0)) return true;
  if (start == stop) {
    g_array_append_val(ticks, start);
    return true;
  }
  bool reverse = stop < start;
  TickSpec spec = reverse ? spec_of(stop, start, count) : spec_of(start, stop, count);
  if (!(spec.last >= spec.first)) return true;
  if (!(spec.last - spec.first < CAIRN_LIMIT_TICKS)) {
    cairn_tick_set_limit_error(error);
    return false;
  }
  size_t n = (size_t)(spec.last - spec.first) + 1;
  for (size_t i = 0; i < n; i++) {
    double multiple = reverse ? spec.last - (double)i : spec.first + (double)i;
    double tick = spec.increment < 0 ? multiple / -spec.increment : multiple * spec.increment;
    g_array_append_val(ticks, tick);
  }
  return true;
}
