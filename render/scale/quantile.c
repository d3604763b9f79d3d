/* Quantile scales: the domain is a sample; each item of the range takes an equal share of it. */
#include "scale/scale_class.h"

#include <stdlib.h>

static int compare_numbers(const void *a_data, const void *b_data) {
  double a = *(const double *)a_data, b = *(const double *)b_data;
  return (a > b) - (a < b);
}

/* Quantile p of the ascending numbers[0..n), n > 0, interpolated (R's type 7). */
static double quantile_sorted(const double *numbers, size_t n, double p) {
  double at = (double)(n - 1) * p;
  size_t i = (size_t)at;
  if (p <= 0 || n < 2) return numbers[0];
  return i + 1 >= n ? numbers[n - 1] : numbers[i] + (numbers[i + 1] - numbers[i]) * (at - (double)i);
}

/* Sorts the sample and drops what is no number. */
static void sort_domain(CairnScale *scale) {
  size_t n = 0;
  for (size_t i = 0; i < scale->n_domain; i++)
    if (!isnan(scale->domain[i])) scale->domain[n++] = scale->domain[i];
  scale->n_domain = n;
  if (n > 0) qsort(scale->domain, n, sizeof *scale->domain, compare_numbers);
  CairnValue *values = cairn_arena_array(scale->arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    values[i] = cairn_value_number(scale->domain[i]);
  scale->values = values;
}

static void prepare_quantile(CairnScale *scale) {
  sort_domain(scale);
  size_t n = scale->range.n > 0 && scale->n_domain > 0 ? scale->range.n - 1 : 0;
  scale->thresholds = cairn_arena_array(scale->arena, n, double);
  scale->n_thresholds = n;
  for (size_t i = 0; i < n; i++)
    scale->thresholds[i] = quantile_sorted(scale->domain, scale->n_domain, (double)(i + 1) / (double)(n + 1));
}

const CairnScaleClass cairn_scale_quantile = {
    .name = "quantile",
    .traits = CAIRN_TRAIT_DISCRETIZING,
    .n_colors = cairn_threshold_n_colors_default,
    .prepare = prepare_quantile,
    .pick = cairn_threshold_pick,
};
