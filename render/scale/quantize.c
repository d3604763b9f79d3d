/* Quantize scales: the domain, low to high, in as many equal parts as the range has items. */
#include "scale/scale_class.h"

static void prepare_quantize(CairnScale *scale) {
  size_t n = scale->range.n > 0 ? scale->range.n - 1 : 0;
  double low = scale->domain[0], high = scale->domain[scale->n_domain - 1], parts = (double)(n + 1);
  scale->thresholds = cairn_arena_array(scale->arena, n, double);
  scale->n_thresholds = n;
  for (size_t i = 0; i < n; i++)
    scale->thresholds[i] = ((double)(i + 1) * high - ((double)i - (double)n) * low) / parts;
}

const CairnScaleClass cairn_scale_quantize = {
    .name = "quantize",
    .traits = CAIRN_TRAIT_DISCRETIZING,
    .default_domain = {0, 1},
    .nice = cairn_linear_nice,
    .ticks = cairn_linear_ticks,
    .n_colors = cairn_threshold_n_colors_default,
    .prepare = prepare_quantize,
    .pick = cairn_threshold_pick,
};
