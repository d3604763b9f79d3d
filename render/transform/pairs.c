#include "transform/pairs.h"

#include "transform/members.h"

#include <math.h>

bool cairn_pair_fields_read(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                            const char *key, const char *what, CairnPairFields *out, GError **error) {
  out->y = cairn_field_read(run, table, node, key, what, error);
  if (!out->y) return false;
  out->x = cairn_field_read(run, table, node, "on", "the field to predict from", error);
  if (!out->x) return false;
  out->as[0] = out->x->name;
  out->as[1] = out->y->name;
  return cairn_fields_read(run, table, node, "groupby", &out->groupby, error) &&
         cairn_member_as(run->arena, node, NULL, out->as, error);
}

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
