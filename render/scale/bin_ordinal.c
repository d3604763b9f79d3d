/* Bin-ordinal scales: the domain is the boundaries of bins; each bin takes the next item of the range. */
#include "scale/scale_class.h"

size_t cairn_bisect_right(const double *boundaries, size_t n, double x) {
  size_t low = 0, high = n;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (boundaries[middle] <= x)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static size_t pick_bin(const CairnScale *scale, CairnValue value) {
  double x = cairn_scale_number_of(value);
  if (isnan(x) || scale->range.n == 0) return CAIRN_PICK_NONE;
  size_t above = cairn_bisect_right(scale->domain, scale->n_domain, x);
  return above == 0 ? CAIRN_PICK_NONE : (above - 1) % scale->range.n;
}

static size_t n_colors_bins(const CairnScale *scale, size_t scheme_count) {
  (void)scheme_count;
  return scale->n_domain > 0 ? scale->n_domain - 1 : 0;
}

const CairnScaleClass cairn_scale_bin_ordinal = {
    .name = "bin-ordinal",
    .traits = CAIRN_TRAIT_DISCRETE | CAIRN_TRAIT_DISCRETIZING,
    .n_colors = n_colors_bins,
    .pick = pick_bin,
};
