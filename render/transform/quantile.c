#include "base/limits.h"
#include "transform/curve.h"
#include "transform/members.h"
#include "transform/statistics.h"
#include "transform/types.h"

#include <math.h>

/* From half a step to 1 in steps. */
static bool read_probabilities(CairnArena *arena, const json_t *node, CairnNumbers *out, GError **error) {
  double step = 0.01;
  if (!cairn_member_numbers(arena, node, "probs", out, error) ||
      !cairn_member_number(node, "step", &step, error))
    return false;
  const json_t *given = json_object_get(node, "probs");
  if (given && !json_is_null(given)) return true;
  double n = ceil((1 - 1e-14 - step / 2) / step);
  if (!(step > 0) || n > CAIRN_LIMIT_BINS) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "step", "\"step\" must be from %g to 1",
                   1.0 / CAIRN_LIMIT_BINS);
    return false;
  }
  out->n = n > 0 ? (size_t)n : 0;
  out->items = cairn_arena_array(arena, out->n, double);
  for (size_t i = 0; i < out->n; i++)
    out->items[i] = step / 2 + (double)i * step;
  return true;
}

static void add_quantiles(const CairnColumn *column, const CairnNumbers *probabilities,
                          const CairnGroups *groups, size_t group, CairnPoints *points) {
  size_t n = cairn_group_size(groups, group), n_values = 0;
  g_autofree double *values = g_new(double, n);
  for (size_t i = 0; i < n; i++) {
    double quantity = cairn_column_quantity(column, cairn_group_rows(groups, group)[i]);
    if (!isnan(quantity)) values[n_values++] = quantity;
  }
  cairn_sort_numbers(values, n_values);
  for (size_t i = 0; i < probabilities->n; i++) {
    double p = probabilities->items[i];
    cairn_points_add(points, group, p, cairn_quantile_sorted(values, n_values, p));
  }
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  CairnNumbers probabilities = {0};
  CairnFields groupby = {0};
  const char *as[2] = {"prob", "value"};
  const CairnColumn *column = cairn_field_read(run, table, node, "quantile", "the field", error);
  if (!column || !cairn_fields_read(run, table, node, "groupby", &groupby, error) ||
      !read_probabilities(run->arena, node, &probabilities, error) ||
      !cairn_member_as(run->arena, node, NULL, as, error))
    return NULL;
  CairnGroups groups = cairn_groups_of(run->arena, groupby.columns, groupby.n, table->n_rows);
  if ((double)groups.n * (double)probabilities.n > CAIRN_LIMIT_GENERATED_ROWS) {
    cairn_error_at(error, CAIRN_ERROR_LIMIT, node, NULL,
                   "%zu groups of %zu quantiles are more than the limit of %d rows", groups.n,
                   probabilities.n, CAIRN_LIMIT_GENERATED_ROWS);
    return NULL;
  }
  g_auto(CairnPoints) points = {0};
  cairn_points_init(&points);
  for (size_t g = 0; g < groups.n; g++)
    add_quantiles(column, &probabilities, &groups, g, &points);
  return cairn_points_table(run->arena, &points, &groups, &groupby, as);
}

static const char *const members[] = {"groupby", "probs", "step", "as", NULL};
const CairnTransformType cairn_transform_quantile = {"quantile", members, apply, NULL};
