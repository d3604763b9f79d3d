#include "annotate/isotonic.h"

#include <math.h>

/* Least squares fit of a nondecreasing sequence to `value`, in place. */
static void pool(double *value, int n, double *mean, double *weight) {
  int blocks = 0;
  for (int i = 0; i < n; i++) {
    mean[blocks] = value[i];
    weight[blocks++] = 1;
    while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
      double sum = weight[blocks - 2] + weight[blocks - 1];
      mean[blocks - 2] =
          (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / sum;
      weight[blocks - 2] = sum;
      blocks--;
    }
  }
  for (int b = 0, i = 0; b < blocks; b++)
    for (double k = 0; k < weight[b]; k++)
      value[i++] = mean[b];
}

void cairn_isotonic_place(double *x, const double *wanted, const double *gap, const double *low,
                          const double *high, int n, double *scratch) {
  double *bound = scratch + 2 * n, offset = 0;
  for (int i = 0; i < n; i++) {
    x[i] = wanted[i] - offset;
    if (i + 1 < n) offset += gap[i];
  }
  pool(x, n, scratch, scratch + n);
  for (int i = n - 1; i >= 0; i--)
    bound[i] = i + 1 < n ? fmin(high[i], bound[i + 1] - gap[i]) : high[i];
  offset = 0;
  for (int i = 0; i < n; i++) {
    double least = i > 0 ? fmax(low[i], x[i - 1] + gap[i - 1]) : low[i];
    x[i] = fmax(fmin(x[i] + offset, bound[i]), least);
    if (i + 1 < n) offset += gap[i];
  }
}
