/* Order statistics and the like, on plain arrays. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Quantile `p` of the finite order of values[0..n), which are reordered; linear interpolation between the
 * neighbours (type 7 of Hyndman and Fan 1996). NaN when n is 0. Linear time. */
double cairn_quantile(double *values, size_t n, double p);

/* The same for values sorted in ascending order. */
double cairn_quantile_sorted(const double *values, size_t n, double p);

void cairn_sort_numbers(double *values, size_t n);

/* Scott's rule as vega-statistics computes it: 1.06 × min(deviation, interquartile range / 1.34) ×
 * n_all^-0.2, where `n_all` also counts missing values. */
double cairn_bandwidth(const double *values, size_t n, size_t n_all);

/* Density and cumulative distribution of the standard normal distribution (West 2009, as in vega-statistics).
 */
double cairn_normal_density(double z);
double cairn_normal_cumulative(double z);

/* A sequence of equally distributed numbers in [0, 1) that is the same in every run (SplitMix64). */
typedef struct CairnRandom {
  uint64_t state;
} CairnRandom;
double cairn_random_next(CairnRandom *random);

/* The 95 % confidence interval of the mean, by bootstrapping with 1000 samples. */
void cairn_bootstrap_interval(const double *values, size_t n, double interval[2]);
