/* Threshold scales: the domain is the boundaries between the items of the range. */
#include "scale/scale_class.h"

size_t cairn_threshold_pick(const CairnScale *scale, CairnValue value) {
  double x = cairn_scale_number_of(value);
  if (isnan(x)) return CAIRN_PICK_NONE;
  size_t i = cairn_bisect_right(scale->thresholds, scale->n_thresholds, x);
  return i < scale->range.n ? i : CAIRN_PICK_NONE;
}

static void prepare_threshold(CairnScale *scale) {
  size_t n_items = scale->range.n;
  scale->thresholds = scale->domain;
  scale->n_thresholds = n_items > 0 ? MIN(scale->n_domain, n_items - 1) : 0;
}

static size_t n_colors_threshold(const CairnScale *scale, size_t scheme_count) {
  (void)scheme_count;
  return scale->n_domain + 1;
}

const CairnScaleClass cairn_scale_threshold = {
    .name = "threshold",
    .traits = CAIRN_TRAIT_DISCRETIZING,
    .n_colors = n_colors_threshold,
    .prepare = prepare_threshold,
    .pick = cairn_threshold_pick,
};
