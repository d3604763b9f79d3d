#include "transform/extent.h"

#include "transform/fields.h"
#include "transform/members.h"
#include "transform/types.h"

#include <math.h>
#include <string.h>

void cairn_extent_widen(const CairnColumn *column, size_t n_rows, double extent[2]) {
  for (size_t i = 0; i < n_rows; i++) {
    double quantity = cairn_column_quantity(column, i);
    if (quantity < extent[0]) extent[0] = quantity;
    if (quantity > extent[1]) extent[1] = quantity;
    cairn_column_leave(column, i);
  }
}

void cairn_extent_settle(double extent[2]) {
  if (!isfinite(extent[0]) || !isfinite(extent[1])) extent[0] = extent[1] = NAN;
}

void cairn_column_extent(const CairnColumn *column, size_t n_rows, double extent[2]) {
  const CairnColumnFacts *facts = column->facts;
  bool known = facts && facts->all_finite;
  extent[0] = known ? facts->low : INFINITY;
  extent[1] = known ? facts->high : -INFINITY;
  if (!known) cairn_extent_widen(column, n_rows, extent);
  cairn_extent_settle(extent);
}

static size_t find_param(const CairnExprScope *scope, const char *name) {
  size_t i = 0;
  while (i < scope->n && strcmp(scope->names[i], name) != 0)
    i++;
  return i;
}

/* New arrays, so that expressions parsed with the scope before stay right. */
static void define_param(CairnTransformRun *run, const char *name, CairnValue value) {
  size_t at = find_param(&run->scope, name), n = MAX(run->scope.n, at + 1);
  const char **names = cairn_arena_array(run->arena, n, const char *);
  CairnValue *values = cairn_arena_array(run->arena, n, CairnValue);
  for (size_t i = 0; i < run->scope.n; i++) {
    names[i] = run->scope.names[i];
    values[i] = run->expressions.signals[i];
  }
  names[at] = name;
  values[at] = value;
  run->scope = (CairnExprScope){names, n};
  run->expressions.signals = values;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  const char *param = NULL;
  const CairnColumn *column = cairn_field_read(run, table, node, "extent", "the field", error);
  if (!column ||
      !cairn_member_required_string(node, "param", "the name of the parameter to set", &param, error))
    return NULL;
  double extent[2];
  cairn_column_extent(column, table->n_rows, extent);
  CairnValue ends[2];
  for (size_t i = 0; i < 2; i++)
    ends[i] = isnan(extent[i]) ? cairn_value_undefined() : cairn_value_number(extent[i]);
  define_param(run, param, cairn_value_new_array(run->arena, ends, 2));
  return table;
}

static const char *const members[] = {"param", NULL};
const CairnTransformType cairn_transform_extent = {"extent", members, apply, NULL};
