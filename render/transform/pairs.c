#include "transform/pairs.h"

#include <math.h>

/* JavaScript's Number() of a cell, but NaN when it is null or undefined. */
static double number_at(const CairnColumn *column, size_t row) {
  CairnValue value = cairn_column_value(column, row);
  return cairn_value_is_missing(value) ? NAN : cairn_value_to_number(value);
}

CairnPairs cairn_pairs_of(const CairnColumn *x, const CairnColumn *y, const size_t *rows, size_t n) {
  CairnPairs pairs = {.x = g_new(double, n), .y = g_new(double, n), .extent = {INFINITY, -INFINITY}};
  for (size_t i = 0; i < n; i++) {
    double at = number_at(x, rows[i]), value = number_at(y, rows[i]);
    if (at < pairs.extent[0]) pairs.extent[0] = at;
    if (at > pairs.extent[1]) pairs.extent[1] = at;
    if (isnan(at) || isnan(value)) continue;
    pairs.x[pairs.n] = at;
    pairs.y[pairs.n++] = value;
  }
  return pairs;
}

void cairn_pairs_clear(CairnPairs *pairs) {
  g_clear_pointer(&pairs->x, g_free);
  g_clear_pointer(&pairs->y, g_free);
}
