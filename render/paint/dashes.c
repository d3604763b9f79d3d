#include "paint/dashes.h"

#include <math.h>

enum { MOST_NUMBERS = 1000, MOST_DASHES = 50000, WIDEST_DASHES = 1000 };

size_t cairn_dashes(const CairnPaint *paint, double length, double *offset) {
  double sum = 0, start = isfinite(paint->dash_offset) ? paint->dash_offset : 0;
  size_t n = paint->dash ? paint->n_dash : 0;
  for (size_t i = 0; i < n; i++)
    sum += paint->dash[i] >= 0 ? paint->dash[i] : NAN;
  bool sane = n > 0 && n < MOST_NUMBERS && sum > 0 && isfinite(sum);
  bool dashed = sane && length / sum * (double)n < MOST_DASHES && paint->stroke_width <= WIDEST_DASHES;
  *offset = dashed ? fmod(start, 2 * sum) : 0;
  return dashed ? n : 0;
}
