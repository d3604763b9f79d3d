#include "transform/statistics.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

static int compare_numbers(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

void cairn_sort_numbers(double *values, size_t n) {
  if (n > 1) qsort(values, n, sizeof *values, compare_numbers);
}

static void swap(double *a, double *b) {
  double kept = *a;
  *a = *b;
  *b = kept;
}

/* Hoare's selection with a median-of-three pivot: afterwards values[k] is what a sort would put there, with
 * nothing greater before it and nothing smaller after it. An order of values made to defeat the pivots is
 * sorted instead. */
static void select_nth(double *values, size_t n, size_t k) {
  enum { MOST_PASSES = 64 };
  size_t low = 0, high = n - 1;
  for (size_t pass = 0; low < high; pass++) {
    if (pass == MOST_PASSES) {
      cairn_sort_numbers(values + low, high - low + 1);
      return;
    }
    size_t middle = low + (high - low) / 2;
    if (values[middle] < values[low]) swap(&values[middle], &values[low]);
    if (values[high] < values[low]) swap(&values[high], &values[low]);
    if (values[high] < values[middle]) swap(&values[high], &values[middle]);
    double pivot = values[middle];
    size_t i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot)
        i++;
      while (pivot < values[j])
        j--;
      if (i > j) break;
      swap(&values[i], &values[j]);
      i++;
      if (j == 0) break;
      j--;
    }
    if (k <= j)
      high = j;
    else if (k >= i)
      low = i;
    else
      return;
  }
}

double cairn_quantile(double *values, size_t n, double p) {
  if (n == 0) return NAN;
  double position = (double)(n - 1) * p;
  size_t k = (size_t)floor(position);
  select_nth(values, n, k);
  if (k + 1 >= n) return values[k];
  double above = values[k + 1];
  for (size_t i = k + 2; i < n; i++)
    above = MIN(above, values[i]);
  return values[k] + (above - values[k]) * (position - (double)k);
}

double cairn_quantile_sorted(const double *values, size_t n, double p) {
  if (n == 0 || isnan(p)) return NAN;
  if (p <= 0 || n < 2) return values[0];
  if (p >= 1) return values[n - 1];
  double position = (double)(n - 1) * p;
  size_t k = (size_t)floor(position);
  return values[k] + (values[k + 1] - values[k]) * (position - (double)k);
}

/* Square root of the sample variance; NaN when n < 2. */
static double deviation_of(const double *values, size_t n) {
  if (n < 2) return NAN;
  double mean = 0, squares = 0;
  for (size_t i = 0; i < n; i++) {
    double difference = values[i] - mean;
    mean += difference / (double)(i + 1);
    squares += difference * (values[i] - mean);
  }
  return sqrt(squares / (double)(n - 1));
}

double cairn_bandwidth(const double *values, size_t n, size_t n_all) {
  g_autofree double *sorted = g_memdup2(values, n * sizeof *values);
  cairn_sort_numbers(sorted, n);
  double q1 = cairn_quantile_sorted(sorted, n, 0.25), q3 = cairn_quantile_sorted(sorted, n, 0.75);
  double deviation = deviation_of(values, n), spread = (q3 - q1) / 1.34;
  double width = isnan(deviation) || isnan(spread) ? NAN : MIN(deviation, spread);
  const double candidates[] = {width, deviation, fabs(q1), 1};
  size_t i = 0;
  while (isnan(candidates[i]) || candidates[i] == 0)
    i++;
  return 1.06 * candidates[i] * pow((double)n_all, -0.2);
}

double cairn_normal_density(double z) {
  return exp(-0.5 * z * z) / sqrt(2 * G_PI);
}

double cairn_normal_cumulative(double z) {
  static const double numerator[] = {3.52624965998911e-02, 0.700383064443688, 6.37396220353165,
                                     33.912866078383,      112.079291497871,  221.213596169931,
                                     220.206867912376};
  static const double denominator[] = {8.83883476483184e-02, 1.75566716318264, 16.064177579207,
                                       86.7807322029461,     296.564248779674, 637.333633378831,
                                       793.826512519948,     440.413735824752};
  double size = fabs(z), tail = 0;
  if (size < 7.07106781186547) {
    double above = 0, below = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(numerator); i++)
      above = above * size + numerator[i];
    for (size_t i = 0; i < G_N_ELEMENTS(denominator); i++)
      below = below * size + denominator[i];
    tail = exp(-size * size / 2) * above / below;
  } else if (size <= 37) {
    double fraction = size + 0.65;
    for (int i = 4; i >= 1; i--)
      fraction = size + i / fraction;
    tail = exp(-size * size / 2) / fraction / 2.506628274631;
  }
  return z > 0 ? 1 - tail : tail;
}

double cairn_random_next(CairnRandom *random) {
  uint64_t z = random->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  z ^= z >> 31;
  return (double)(z >> 11) * 0x1p-53;
}

void cairn_bootstrap_interval(const double *values, size_t n, double interval[2]) {
  enum { SAMPLES = 1000 };
  double means[SAMPLES];
  CairnRandom random = {0};
  for (size_t i = 0; i < SAMPLES; i++) {
    double sum = 0;
    for (size_t k = 0; k < n; k++)
      sum += values[(size_t)(cairn_random_next(&random) * (double)n)];
    means[i] = sum / (double)n;
  }
  cairn_sort_numbers(means, SAMPLES);
  interval[0] = cairn_quantile_sorted(means, SAMPLES, 0.025);
  interval[1] = cairn_quantile_sorted(means, SAMPLES, 0.975);
}
