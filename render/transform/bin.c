#include "transform/bin.h"

#include "base/limits.h"
#include "transform/extent.h"
#include "transform/fields.h"
#include "transform/members.h"
#include "transform/types.h"

#include <float.h>
#include <math.h>
#include <string.h>

static bool check_positive(const json_t *bin, const char *key, double value, double at_least,
                           GError **error) {
  if (value >= at_least) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, bin, key, "\"%s\" must be %s", key,
                 at_least == DBL_MIN ? "greater than 0" : "at least 1");
  return false;
}

static bool read_divide(CairnArena *arena, const json_t *bin, CairnBinOptions *out, GError **error) {
  CairnNumbers divide = {.n = out->n_divide, .items = out->divide};
  if (!cairn_member_numbers(arena, bin, "divide", &divide, error)) return false;
  if (divide.n > G_N_ELEMENTS(out->divide)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, bin, "divide",
                   "\"divide\" must be an array of at most two numbers");
    return false;
  }
  out->n_divide = divide.n;
  for (size_t i = 0; i < divide.n; i++) {
    if (!check_positive(bin, "divide", divide.items[i], DBL_MIN, error)) return false;
    out->divide[i] = divide.items[i];
  }
  return true;
}

static bool read_steps(CairnArena *arena, const json_t *bin, CairnBinOptions *out, GError **error) {
  CairnNumbers steps = {0};
  if (!cairn_member_numbers(arena, bin, "steps", &steps, error)) return false;
  for (size_t i = 0; i < steps.n; i++)
    if (!check_positive(bin, "steps", steps.items[i], DBL_MIN, error)) return false;
  out->steps = steps.n ? steps.items : NULL;
  out->n_steps = steps.n;
  return true;
}

static bool read_extent(const json_t *bin, CairnBinOptions *out, GError **error) {
  if (json_is_object(json_object_get(bin, "extent"))) return true;
  return cairn_member_range(bin, "extent", out->extent, &out->has_extent, error);
}

static bool read_params(CairnArena *arena, const json_t *bin, CairnBinOptions *out, GError **error) {
  if (!cairn_member_number(bin, "maxbins", &out->maxbins, error) ||
      !cairn_member_number(bin, "base", &out->base, error) ||
      !cairn_member_number(bin, "step", &out->step, error) ||
      !cairn_member_number(bin, "minstep", &out->minstep, error) ||
      !cairn_member_number(bin, "anchor", &out->anchor, error) ||
      !cairn_member_boolean(bin, "nice", &out->nice, error) || !read_extent(bin, out, error) ||
      !read_divide(arena, bin, out, error) || !read_steps(arena, bin, out, error))
    return false;
  if (json_object_get(bin, "step") && !check_positive(bin, "step", out->step, DBL_MIN, error)) return false;
  if (!check_positive(bin, "maxbins", out->maxbins, 1, error)) return false;
  if (out->base > 1) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, bin, "base", "\"base\" must be greater than 1");
  return false;
}

bool cairn_bin_options_read(CairnArena *arena, const json_t *owner, CairnBinOptions *out, GError **error) {
  static const char *const members[] = {"anchor", "base",    "binned", "divide", "extent", "maxbins",
                                        "nice",   "minstep", "step",   "steps",  NULL};
  const json_t *bin = json_object_get(owner, "bin");
  *out = (CairnBinOptions){
      .maxbins = 10, .base = 10, .anchor = NAN, .nice = true, .divide = {5, 2}, .n_divide = 2};
  if (json_is_true(bin)) return true;
  if (!json_is_object(bin)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, owner, "bin", "\"bin\" must be true or an object");
    return false;
  }
  const char *unknown = NULL;
  g_autofree char *message = NULL;
  if (!cairn_members_known(bin, NULL, members, "\"bin\"", &unknown, &message)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, bin, unknown, "%s", message);
    return false;
  }
  return read_params(arena, bin, out, error);
}

/* The largest allowed width that still gives more than maxbins bins, else the first. */
static double step_of_list(const CairnBinOptions *options, double span) {
  size_t i = 0;
  while (i < options->n_steps && options->steps[i] < span / options->maxbins)
    i++;
  return options->steps[i > 0 ? i - 1 : 0];
}

/* A power of the base, divided as far as maxbins allows. */
static double step_of_span(const CairnBinOptions *options, double span) {
  double log_base = log(options->base), level = ceil(log(options->maxbins) / log_base);
  double step =
      fmax(fmax(options->minstep, pow(options->base, round(log(span) / log_base) - level)), DBL_MIN);
  while (ceil(span / step) > options->maxbins)
    step *= options->base;
  for (size_t i = 0; i < options->n_divide; i++) {
    double divided = step / options->divide[i];
    if (divided >= options->minstep && span / divided <= options->maxbins) step = divided;
  }
  return step;
}

static double step_of(const CairnBinOptions *options, double min, double max) {
  double span = max - min;
  if (!(span > 0)) span = fabs(min);
  if (!(span > 0)) span = 1;
  if (options->step > 0) return options->step;
  return options->steps ? step_of_list(options, span) : step_of_span(options, span);
}

/* Widens min and max to multiples of the step; a tolerance of a digit below the step's forgives rounding. */
static void make_nice(const CairnBinOptions *options, double step, double *min, double *max) {
  double magnitude = log(step);
  double precision = magnitude >= 0 ? 0 : trunc(-magnitude / log(options->base)) + 1;
  double tolerance = pow(options->base, -precision - 1);
  double nice_min = floor(*min / step + tolerance) * step;
  *min = *min < nice_min ? nice_min - step : nice_min;
  *max = ceil(*max / step) * step;
}

CairnBins cairn_bin_parameters(const CairnBinOptions *options, double min, double max) {
  if (options->has_extent) {
    min = options->extent[0];
    max = options->extent[1];
  }
  if (!isfinite(min) || !isfinite(max)) return (CairnBins){NAN, NAN, NAN};
  double step = step_of(options, min, max);
  if (options->nice) make_nice(options, step, &min, &max);
  if (max == min) max = min + step;
  CairnBins bins = {.start = min, .stop = min + ceil((max - min) / step) * step, .step = step};
  if (!isnan(options->anchor)) {
    double shift = options->anchor - (min + step * floor((options->anchor - min) / step));
    bins.start += shift;
    bins.stop += shift;
  }
  return bins;
}

/* That of all rows where this is a block of them. */
static void find_extent(const CairnTransformRun *run, const CairnColumn *column, size_t n_rows,
                        double extent[2]) {
  for (size_t i = 0; i < run->n_extents; i++) {
    if (strcmp(run->extents[i].column, column->name) != 0) continue;
    memcpy(extent, run->extents[i].extent, sizeof run->extents[i].extent);
    return;
  }
  cairn_column_extent(column, n_rows, extent);
}

bool cairn_bin_column(const CairnTransformRun *run, const CairnBinOptions *options, const CairnColumn *column,
                      size_t n_rows, const json_t *owner, CairnBins *out, GError **error) {
  double extent[2];
  find_extent(run, column, n_rows, extent);
  *out = cairn_bin_parameters(options, extent[0], extent[1]);
  if (!((out->stop - out->start) / out->step > CAIRN_LIMIT_BINS)) return true;
  cairn_error_at(error, CAIRN_ERROR_LIMIT, owner, "bin", "more bins are asked for than the limit of %d",
                 CAIRN_LIMIT_BINS);
  return false;
}

double cairn_bin_start(const CairnBins *bins, double value) {
  if (isnan(value) || isnan(bins->start)) return NAN;
  if (value < bins->start) return -INFINITY;
  if (value > bins->stop) return INFINITY;
  double inside = fmax(bins->start, fmin(value, bins->stop - bins->step));
  return bins->start + bins->step * floor(1e-14 + (inside - bins->start) / bins->step);
}

/* In steps from the first bin, so that it is the same number as the start of the next. */
double cairn_bin_end(const CairnBins *bins, double start) {
  return bins->start + bins->step * (1 + (start - bins->start) / bins->step);
}

static CairnTable *put_bins(CairnTable *table, const CairnBins *bins, const CairnColumn *column,
                            const char *as[2]) {
  CairnArena *arena = table->arena;
  size_t n = table->n_rows;
  double *starts = cairn_arena_array(arena, n, double), *ends = cairn_arena_array(arena, n, double);
  uint8_t *states = cairn_arena_array(arena, n, uint8_t);
  for (size_t i = 0; i < n; i++) {
    CairnValue value = cairn_column_value(column, i);
    bool missing = cairn_value_is_missing(value) || (value.kind == CAIRN_STRING && !*value.string);
    states[i] = missing ? CAIRN_CELL_NULL : CAIRN_CELL_PRESENT;
    starts[i] = missing ? NAN : cairn_bin_start(bins, cairn_value_to_number(value));
    ends[i] = cairn_bin_end(bins, starts[i]);
  }
  CairnTable *result = cairn_table_copy(table);
  cairn_table_put(result, cairn_column_new_numbers(arena, as[0], starts, states));
  cairn_table_put(result, cairn_column_new_numbers(arena, as[1], ends, states));
  return result;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  CairnBinOptions options;
  CairnBins bins;
  const char *as[2] = {NULL, NULL};
  if (!cairn_bin_options_read(run->arena, node, &options, error)) return NULL;
  const CairnColumn *column = cairn_field_read(run, table, node, "field", "the field to bin", error);
  if (!column || !cairn_member_as(run->arena, node, "_end", as, error)) return NULL;
  if (!as[0]) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, NULL,
                   "\"as\" is missing: the name for the starts of the bins");
    return NULL;
  }
  if (!cairn_bin_column(run, &options, column, table->n_rows, node, &bins, error)) return NULL;
  return put_bins(table, &bins, column, as);
}

static const char *const members[] = {"field", "as", NULL};
static bool is_row_wise(const json_t *node) {
  (void)node; /* given the extent */
  return true;
}

const CairnTransformType cairn_transform_bin = {"bin", members, apply, is_row_wise};
