#include "transform/curve.h"
#include "transform/fit.h"
#include "transform/members.h"
#include "transform/order.h"
#include "transform/pairs.h"
#include "transform/types.h"

typedef struct Loess {
  CairnPairFields fields;
  double bandwidth;
} Loess;

/* Comparisons that the smoothing of one transform may make in all. */
static const double MOST_COMPARISONS = 2e9;

static bool read_loess(CairnTransformRun *run, const CairnTable *table, const json_t *node, Loess *out,
                       GError **error) {
  *out = (Loess){.bandwidth = 0.3};
  if (!cairn_pair_fields_read(run, table, node, "loess", "the field to smooth", &out->fields, error) ||
      !cairn_member_number(node, "bandwidth", &out->bandwidth, error))
    return false;
  if (out->bandwidth == 0) out->bandwidth = 0.3;
  if (out->bandwidth > 0 && out->bandwidth <= 1) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, "bandwidth", "\"bandwidth\" must be from 0 to 1");
  return false;
}

/* One point per distinct x. Where x repeats, Vega takes the mean of the smoothed values there but the first.
 */
static void add_smoothed(const CairnPairs *pairs, const double *smoothed, size_t group, CairnPoints *points) {
  for (size_t i = 0; i < pairs->n;) {
    double x = pairs->x[i], mean = smoothed[i++], count = 0;
    for (; i < pairs->n && pairs->x[i] == x; i++)
      mean += (smoothed[i] - mean) / ++count;
    cairn_points_add(points, group, x, mean);
  }
}

/* Fitting around the means keeps the sums well conditioned. */
static void smooth_group(const Loess *loess, const size_t *rows, size_t n, size_t group,
                         CairnPoints *points) {
  g_auto(CairnPairs) pairs = cairn_pairs_of(loess->fields.x, loess->fields.y, rows, n);
  double mean_x = 0, mean_y = 0;
  for (size_t i = 0; i < pairs.n; i++) {
    mean_x += (pairs.x[i] - mean_x) / (double)(i + 1);
    mean_y += (pairs.y[i] - mean_y) / (double)(i + 1);
  }
  g_autofree double *x = g_new(double, pairs.n), *y = g_new(double, pairs.n),
                    *smoothed = g_new(double, pairs.n);
  for (size_t i = 0; i < pairs.n; i++) {
    x[i] = pairs.x[i] - mean_x;
    y[i] = pairs.y[i] - mean_y;
  }
  cairn_fit_local(x, y, pairs.n, loess->bandwidth, smoothed);
  for (size_t i = 0; i < pairs.n; i++)
    smoothed[i] += mean_y;
  add_smoothed(&pairs, smoothed, group, points);
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  Loess loess;
  if (!read_loess(run, table, node, &loess, error)) return NULL;
  CairnGroups groups =
      cairn_groups_of(run->arena, loess.fields.groupby.columns, loess.fields.groupby.n, table->n_rows);
  const bool ascending = false;
  CairnOrder by_x = {.n = 1, .columns = &loess.fields.x, .descending = &ascending};
  double comparisons = 0;
  g_auto(CairnPoints) points = {0};
  cairn_points_init(&points);
  for (size_t g = 0; g < groups.n; g++) {
    size_t n = cairn_group_size(&groups, g);
    comparisons += 3 * loess.bandwidth * (double)n * (double)n;
    if (comparisons > MOST_COMPARISONS) {
      cairn_error_at(error, CAIRN_ERROR_LIMIT, node, NULL,
                     "%zu rows are too many to smooth; sample or aggregate them first", n);
      return NULL;
    }
    g_autofree size_t *rows = g_memdup2(cairn_group_rows(&groups, g), n * sizeof *rows);
    cairn_order_sort(&by_x, rows, n);
    smooth_group(&loess, rows, n, g, &points);
  }
  return cairn_points_table(run->arena, &points, &groups, &loess.fields.groupby, loess.fields.as);
}

static const char *const members[] = {"on", "groupby", "bandwidth", "as", NULL};
const CairnTransformType cairn_transform_loess = {"loess", members, apply, NULL};
