#include "base/limits.h"
#include "transform/curve.h"
#include "transform/extent.h"
#include "transform/members.h"
#include "transform/statistics.h"
#include "transform/types.h"

#include <math.h>

typedef struct Density {
  const CairnColumn *field;
  CairnFields groupby;
  bool cumulative, counts, has_extent;
  double bandwidth; /* 0: by Scott's rule */
  double extent[2];
  size_t min_steps, max_steps;
  const char *as[2];
} Density;

/* A sum of normal distributions, one around each value. */
typedef struct Kernel {
  const double *support;
  size_t n;
  double bandwidth, scale;
  bool cumulative;
} Kernel;

static double kernel_curve(double x, const void *data) {
  const Kernel *kernel = data;
  double sum = 0;
  for (size_t i = 0; i < kernel->n; i++) {
    double z = (x - kernel->support[i]) / kernel->bandwidth;
    sum += kernel->cumulative ? cairn_normal_cumulative(z) : cairn_normal_density(z);
  }
  double height = kernel->cumulative ? sum : sum / kernel->bandwidth;
  return height / (double)kernel->n * kernel->scale;
}

static bool read_steps(const json_t *node, Density *out, bool shared, GError **error) {
  double steps = 0, min_steps = 25, max_steps = 200;
  if (!cairn_member_number(node, "steps", &steps, error) ||
      !cairn_member_number(node, "minsteps", &min_steps, error) ||
      !cairn_member_number(node, "maxsteps", &max_steps, error))
    return false;
  if (steps < 0 || min_steps < 1 || max_steps < 1 ||
      fmax(fmax(steps, min_steps), max_steps) > CAIRN_LIMIT_BINS) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node,
                   steps != 0      ? "steps"
                   : min_steps < 1 ? "minsteps"
                                   : "maxsteps",
                   "the number of steps must be from 1 to %d", CAIRN_LIMIT_BINS);
    return false;
  }
  if (steps >= 1) min_steps = max_steps = steps;
  if (shared) min_steps = max_steps;
  out->min_steps = (size_t)min_steps;
  out->max_steps = MAX((size_t)max_steps, out->min_steps);
  return true;
}

/* Unless each group is on its own, all have the same domain and even steps, so that they can be stacked. */
static bool read_density(CairnTransformRun *run, const CairnTable *table, const json_t *node, Density *out,
                         GError **error) {
  static const char *const resolves[] = {"shared", "independent", NULL};
  int resolve = 0;
  *out = (Density){.as = {"value", "density"}};
  out->field = cairn_field_read(run, table, node, "density", "the field", error);
  if (!out->field || !cairn_fields_read(run, table, node, "groupby", &out->groupby, error) ||
      !cairn_member_boolean(node, "cumulative", &out->cumulative, error) ||
      !cairn_member_boolean(node, "counts", &out->counts, error) ||
      !cairn_member_number(node, "bandwidth", &out->bandwidth, error) ||
      !cairn_member_range(node, "extent", out->extent, &out->has_extent, error) ||
      !cairn_member_choice(node, "resolve", resolves, &resolve, error) ||
      !cairn_member_as(run->arena, node, NULL, out->as, error) || !read_steps(node, out, resolve == 0, error))
    return false;
  if (resolve == 0 && !out->has_extent) {
    cairn_column_extent(out->field, table->n_rows, out->extent);
    out->has_extent = true;
  }
  return true;
}

/* The kernels of missing values stand where JavaScript's Number() puts them (null at 0), as in Vega. */
static void sample_group(const Density *density, const size_t *rows, size_t n, GArray *points) {
  g_autofree double *support = g_new(double, n), *numbers = g_new(double, n);
  size_t n_numbers = 0;
  double extent[2] = {INFINITY, -INFINITY};
  for (size_t i = 0; i < n; i++) {
    double quantity = cairn_column_quantity(density->field, rows[i]);
    support[i] = cairn_value_to_number(cairn_column_value(density->field, rows[i]));
    if (isnan(quantity)) continue;
    numbers[n_numbers++] = quantity;
    extent[0] = fmin(extent[0], quantity);
    extent[1] = fmax(extent[1], quantity);
  }
  const double *domain = density->has_extent ? density->extent : extent;
  if (!isfinite(domain[0]) || !isfinite(domain[1])) return;
  Kernel kernel = {support, n, density->bandwidth, density->counts ? (double)n : 1, density->cumulative};
  if (kernel.bandwidth == 0) kernel.bandwidth = cairn_bandwidth(numbers, n_numbers, n);
  cairn_curve_sample(kernel_curve, &kernel, domain, density->min_steps, density->max_steps, points);
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  Density density;
  if (!read_density(run, table, node, &density, error)) return NULL;
  CairnGroups groups = cairn_groups_of(run->arena, density.groupby.columns, density.groupby.n, table->n_rows);
  if ((double)groups.n * (double)density.max_steps > CAIRN_LIMIT_GENERATED_ROWS) {
    cairn_error_at(error, CAIRN_ERROR_LIMIT, node, NULL,
                   "%zu groups of %zu steps are more than the limit of %d rows", groups.n, density.max_steps,
                   CAIRN_LIMIT_GENERATED_ROWS);
    return NULL;
  }
  g_auto(CairnPoints) points = {0};
  cairn_points_init(&points);
  for (size_t g = 0; g < groups.n; g++) {
    sample_group(&density, cairn_group_rows(&groups, g), cairn_group_size(&groups, g), points.points);
    cairn_points_finish_group(&points, g);
  }
  return cairn_points_table(run->arena, &points, &groups, &density.groupby, density.as);
}

static const char *const members[] = {"groupby",  "cumulative", "counts", "bandwidth", "extent", "minsteps",
                                      "maxsteps", "steps",      "as",     "resolve",   NULL};
const CairnTransformType cairn_transform_density = {"density", members, apply, NULL};
