#include "table/extremes.h"

/* In each of the loops there are four results, so that none waits for the one before. */
enum { LANES = 4 };

/* What is not finite minus itself is NaN. */
bool cairn_numbers_are_finite(const double *numbers, size_t n) {
  double sums[LANES] = {0};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (size_t k = 0; k < LANES; k++)
      sums[k] += numbers[i + k] - numbers[i + k];
  for (; i < n; i++)
    sums[0] += numbers[i] - numbers[i];
  return sums[0] + sums[1] + sums[2] + sums[3] == 0;
}

typedef struct Extremes {
  double low, high;
} Extremes;

static inline Extremes widened(Extremes e, double number) {
  return (Extremes){number < e.low ? number : e.low, number > e.high ? number : e.high};
}

void cairn_numbers_extremes(const double *numbers, size_t n, double *low, double *high) {
  const Extremes one = {numbers[0], numbers[0]};
  Extremes e[LANES] = {one, one, one, one};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    e[0] = widened(e[0], numbers[i]);
    e[1] = widened(e[1], numbers[i + 1]);
    e[2] = widened(e[2], numbers[i + 2]);
    e[3] = widened(e[3], numbers[i + 3]);
  }
  for (; i < n; i++)
    e[0] = widened(e[0], numbers[i]);
  for (i = 1; i < LANES; i++)
    e[0] = widened(widened(e[0], e[i].low), e[i].high);
  *low = e[0].low;
  *high = e[0].high;
}
