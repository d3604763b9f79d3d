/* Band and point scales: equal steps along the range, each with a band. Point scales are band scales whose
 * bands have no width. */
#include "scale/scale_class.h"

double cairn_scale_band_space(size_t n, double padding_inner, double padding_outer) {
  double space = (double)n - padding_inner + padding_outer * 2;
  return n == 0 ? 0 : space > 0 ? space : 1;
}

static double unit_clamp(double x) {
  return fmax(0, fmin(1, x));
}

static void layout_bands(CairnScale *scale, double inner) {
  double outer = unit_clamp(scale->padding_outer), n = (double)scale->n_domain;
  double first = 0, last = 1;
  cairn_scale_range_extent(scale, &first, &last);
  double low = fmin(first, last), high = fmax(first, last);
  double space = cairn_scale_band_space(scale->n_domain, inner, outer);
  double step = (high - low) / (space > 0 ? space : 1);
  if (scale->round) step = floor(step);
  double start = low + (high - low - step * (n - inner)) * unit_clamp(scale->align);
  double bandwidth = step * (1 - inner);
  scale->step = step;
  scale->start = scale->round ? cairn_round_half_up(start) : start;
  scale->bandwidth = scale->round ? cairn_round_half_up(bandwidth) : bandwidth;
}

static void prepare_band(CairnScale *scale) {
  cairn_discrete_prepare(scale);
  layout_bands(scale, unit_clamp(scale->padding_inner));
}

static void prepare_point(CairnScale *scale) {
  cairn_discrete_prepare(scale);
  layout_bands(scale, 1);
}

static bool is_reversed(const CairnScale *scale) {
  double first = 0, last = 1;
  cairn_scale_range_extent(scale, &first, &last);
  return last < first;
}

static double place_band(const CairnScale *scale, CairnValue value) {
  size_t i = cairn_discrete_find(scale, value);
  if (i == CAIRN_PICK_NONE) return NAN;
  return scale->start + scale->step * (double)(is_reversed(scale) ? scale->n_domain - 1 - i : i);
}

/* The value whose band holds `position`; a point holds the positions up to the next. Between bands there is
 * none. */
static CairnValue invert_band(const CairnScale *scale, double position) {
  double first = 0, last = 1;
  cairn_scale_range_extent(scale, &first, &last);
  size_t n = scale->n_domain;
  if (n == 0 || isnan(position) || position < scale->start || position > fmax(first, last))
    return cairn_value_undefined();
  double at = scale->step > 0 ? floor((position - scale->start) / scale->step) : 0;
  size_t i = (size_t)fmin(at, (double)(n - 1));
  bool in_gap = position - (scale->start + scale->step * (double)i) > scale->bandwidth + 1e-10;
  if (in_gap && ++i >= n) return cairn_value_undefined();
  if (in_gap && position < scale->start + scale->step * (double)i) return cairn_value_undefined();
  return scale->values[is_reversed(scale) ? n - 1 - i : i];
}

const CairnScaleClass cairn_scale_band = {
    .name = "band",
    .traits = CAIRN_TRAIT_DISCRETE,
    .prepare = prepare_band,
    .place = place_band,
    .invert = invert_band,
};

const CairnScaleClass cairn_scale_point = {
    .name = "point",
    .traits = CAIRN_TRAIT_DISCRETE,
    .prepare = prepare_point,
    .place = place_band,
    .invert = invert_band,
};
