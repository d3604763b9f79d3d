/* Ordinal scales: the items of the range in turn, again from the first when there are fewer than values. */
#include "scale/scale_class.h"

static size_t pick_ordinal(const CairnScale *scale, CairnValue value) {
  size_t i = cairn_discrete_find(scale, value);
  return i == CAIRN_PICK_NONE || scale->range.n == 0 ? CAIRN_PICK_NONE : i % scale->range.n;
}

static size_t n_colors_ordinal(const CairnScale *scale, size_t scheme_count) {
  if (scheme_count) return scheme_count;
  return scale->n_domain ? scale->n_domain : cairn_threshold_n_colors_default(scale, 0);
}

const CairnScaleClass cairn_scale_ordinal = {
    .name = "ordinal",
    .traits = CAIRN_TRAIT_DISCRETE,
    .n_colors = n_colors_ordinal,
    .prepare = cairn_discrete_prepare,
    .pick = pick_ordinal,
};
