#include "transform/curve.h"
#include "transform/fit.h"
#include "transform/members.h"
#include "transform/pairs.h"
#include "transform/types.h"

#include <math.h>

typedef struct Regression {
  CairnPairFields fields;
  int method;
  double order;
  double extent[2];
  bool has_extent, params;
} Regression;

static bool read_regression(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                            Regression *out, GError **error) {
  static const char *const methods[] = {"linear", "log", "exp", "pow", "quad", "poly", NULL};
  *out = (Regression){.order = 3};
  if (!cairn_pair_fields_read(run, table, node, "regression", "the field to predict", &out->fields, error) ||
      !cairn_member_choice(node, "method", methods, &out->method, error) ||
      !cairn_member_number(node, "order", &out->order, error) ||
      !cairn_member_range(node, "extent", out->extent, &out->has_extent, error) ||
      !cairn_member_boolean(node, "params", &out->params, error))
    return false;
  if (out->order >= 0 && out->order <= CAIRN_FIT_MAX_ORDER && out->order == floor(out->order)) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, "order", "\"order\" must be a whole number from 0 to %d",
                 CAIRN_FIT_MAX_ORDER);
  return false;
}

static double predict(double x, const void *fit) {
  return cairn_fit_predict(fit, x);
}

/* The line's two ends, or as many points as the curve needs. */
static void add_curve(const Regression *regression, const CairnFit *fit, const CairnPairs *pairs,
                      GArray *points) {
  const double *domain = regression->has_extent ? regression->extent : pairs->extent;
  bool is_log = fit->method == CAIRN_FIT_LOG && domain[0] <= 0;
  if (is_log) domain = pairs->extent;
  bool straight = regression->method == CAIRN_FIT_LINEAR;
  if (!isfinite(domain[0]) || !isfinite(domain[1])) return;
  size_t min_steps = straight ? 1 : 25, max_steps = straight ? 1 : 200;
  cairn_curve_sample(predict, fit, domain, min_steps, max_steps, points);
}

/* A row of coefficients per group. */
typedef struct Models {
  size_t n;
  CairnValue *keys, *coefficients, *r_squared;
} Models;

static void add_model(CairnArena *arena, const Regression *regression, const CairnFit *fit, size_t row,
                      Models *models) {
  CairnValue coefficients[CAIRN_FIT_MAX_ORDER + 1];
  g_autofree CairnValue *keys = g_new(CairnValue, regression->fields.groupby.n);
  for (size_t i = 0; i < fit->n_coefficients; i++)
    coefficients[i] = cairn_value_number(fit->coefficients[i]);
  for (size_t i = 0; i < regression->fields.groupby.n; i++)
    keys[i] = cairn_column_value(regression->fields.groupby.columns[i], row);
  models->keys[models->n] = regression->fields.groupby.n
                                ? cairn_value_new_array(arena, keys, regression->fields.groupby.n)
                                : cairn_value_undefined();
  models->coefficients[models->n] = cairn_value_new_array(arena, coefficients, fit->n_coefficients);
  models->r_squared[models->n++] = cairn_value_number(fit->r_squared);
}

static CairnTable *models_table(CairnArena *arena, const Models *models) {
  CairnTable *table = cairn_table_new(arena, models->n);
  cairn_table_put(table, cairn_column_from_values(arena, "keys", models->keys, models->n));
  cairn_table_put(table, cairn_column_from_values(arena, "coef", models->coefficients, models->n));
  cairn_table_put(table, cairn_column_from_values(arena, "rSquared", models->r_squared, models->n));
  return table;
}

static size_t degrees_of_freedom(const Regression *regression) {
  if (regression->method == CAIRN_FIT_POLY) return (size_t)regression->order;
  return regression->method == CAIRN_FIT_QUAD ? 2 : 1;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  Regression regression;
  CairnArena *arena = run->arena;
  if (!read_regression(run, table, node, &regression, error)) return NULL;
  CairnGroups groups =
      cairn_groups_of(arena, regression.fields.groupby.columns, regression.fields.groupby.n, table->n_rows);
  Models models = {0, cairn_arena_array(arena, groups.n, CairnValue),
                   cairn_arena_array(arena, groups.n, CairnValue),
                   cairn_arena_array(arena, groups.n, CairnValue)};
  g_auto(CairnPoints) points = {0};
  cairn_points_init(&points);
  for (size_t g = 0; g < groups.n; g++) {
    const size_t *rows = cairn_group_rows(&groups, g);
    if (cairn_group_size(&groups, g) <= degrees_of_freedom(&regression)) {
      cairn_warn_at(run->warnings, node, "regression",
                    "a group has too few rows for a regression; it is left out");
      continue;
    }
    g_auto(CairnPairs) pairs =
        cairn_pairs_of(regression.fields.x, regression.fields.y, rows, cairn_group_size(&groups, g));
    CairnFit fit =
        cairn_fit((CairnFitMethod)regression.method, (size_t)regression.order, pairs.x, pairs.y, pairs.n);
    if (regression.params) {
      add_model(arena, &regression, &fit, rows[0], &models);
      continue;
    }
    add_curve(&regression, &fit, &pairs, points.points);
    cairn_points_finish_group(&points, g);
  }
  if (regression.params) return models_table(arena, &models);
  return cairn_points_table(arena, &points, &groups, &regression.fields.groupby, regression.fields.as);
}

static const char *const members[] = {"on", "groupby", "method", "order", "extent", "params", "as", NULL};
const CairnTransformType cairn_transform_regression = {"regression", members, apply, NULL};
