/* Linear and identity scales, and the ticks and round domains that pow, symlog and quantize scales share with
 * them. */
#include "scale/scale_class.h"
#include "scale/tick_step.h"

#include <string.h>

static double count_or_default(CairnTickCount count) {
  return isnan(count.number) ? 10 : count.number;
}

/* Multiples of `step`, or of -1 / step when that is negative, around low..high. */
static void widen(double step, double *low, double *high) {
  if (step > 0) {
    *low = floor(*low / step) * step;
    *high = ceil(*high / step) * step;
  } else {
    *low = ceil(*low * step) / step;
    *high = floor(*high * step) / step;
  }
}

/* Widening changes the step that suits the domain; repeated until it does not, at most ten times as d3-scale
 * does. */
static bool find_nice(double *low, double *high, double count) {
  double previous = NAN;
  for (int i = 0; i < 10; i++) {
    double step = cairn_tick_increment(*low, *high, count);
    if (step == previous) return true;
    if (!isfinite(step) || step == 0) return false;
    widen(step, low, high);
    previous = step;
  }
  return false;
}

bool cairn_linear_nice(CairnScale *scale, CairnTickCount count, GError **error) {
  (void)error;
  size_t last = scale->n_domain - 1;
  double *domain = scale->domain;
  bool descending = domain[last] < domain[0];
  double low = domain[descending ? last : 0], high = domain[descending ? 0 : last];
  if (find_nice(&low, &high, count_or_default(count)) && isfinite(low) && isfinite(high)) {
    domain[descending ? last : 0] = low;
    domain[descending ? 0 : last] = high;
  }
  return true;
}

bool cairn_linear_ticks(const CairnScale *scale, CairnTickCount count, GArray *ticks, GError **error) {
  return cairn_tick_append_steps(scale->domain[0], scale->domain[scale->n_domain - 1],
                                 count_or_default(count), ticks, error);
}

/* Domain and range of an identity scale are one; the range that is given counts. */
static void prepare_identity(CairnScale *scale) {
  if (scale->range.kind == CAIRN_RANGE_NUMBERS && scale->range.n > 0) {
    scale->n_domain = scale->range.n;
    scale->domain = cairn_arena_array(scale->arena, scale->n_domain, double);
    memcpy(scale->domain, scale->range.numbers, scale->n_domain * sizeof(double));
  }
  cairn_continuous_prepare(scale);
}

static double identity_place(const CairnScale *scale, CairnValue value) {
  (void)scale;
  return cairn_scale_number_of(value);
}

static CairnValue identity_invert(const CairnScale *scale, double position) {
  (void)scale;
  return cairn_value_number(position);
}

const CairnScaleClass cairn_scale_linear = {
    .name = "linear",
    .traits = CAIRN_TRAIT_CONTINUOUS,
    .default_domain = {0, 1},
    .lift = cairn_identity_lift,
    .ground = cairn_identity_lift,
    .nice = cairn_linear_nice,
    .ticks = cairn_linear_ticks,
    .prepare = cairn_continuous_prepare,
    .invert = cairn_continuous_invert,
};

const CairnScaleClass cairn_scale_identity = {
    .name = "identity",
    .traits = CAIRN_TRAIT_CONTINUOUS,
    .default_domain = {0, 1},
    .lift = cairn_identity_lift,
    .ground = cairn_identity_lift,
    .nice = cairn_linear_nice,
    .ticks = cairn_linear_ticks,
    .prepare = prepare_identity,
    .place = identity_place,
    .invert = identity_invert,
};
