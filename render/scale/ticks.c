#include "scale/ticks.h"

#include "scale/log.h"
#include "scale/scale_class.h"
#include "scale/tick_step.h"

#include <stdlib.h>
#include <string.h>

/* ---- How many ---- */

static bool resolve_interval(const CairnScale *scale, CairnTickCount request, GError **error) {
  if (!cairn_scale_has_trait(scale, CAIRN_TRAIT_TEMPORAL)) {
    cairn_error_set(error, CAIRN_ERROR_SPEC,
                    "only time and utc scales have ticks by interval; give a number");
    return false;
  }
  if (cairn_tick_interval_is_name(request.interval)) return true;
  g_autofree char *text = cairn_text_printable(request.interval, 40);
  cairn_error_set(
      error, CAIRN_ERROR_SPEC,
      "\"%s\" is no time interval; there are millisecond, second, minute, hour, day, week, month, quarter, year",
      text);
  return false;
}

/* The largest count up to `count` whose ticks are `min_step` apart. */
static double spaced_count(const CairnScale *scale, double count, double min_step) {
  if (scale->n_domain == 0) return count;
  double first = scale->domain[0], last = scale->domain[scale->n_domain - 1];
  double low = fmin(first, last), high = fmax(first, last), steps = (high - low) / min_step;
  count = fmin(count, floor(steps == 0 || isnan(steps) ? 1 : steps) + 1);
  bool has_round_steps =
      !scale->bins && !cairn_scale_has_trait(scale, CAIRN_TRAIT_LOGARITHMIC | CAIRN_TRAIT_TEMPORAL);
  if (has_round_steps && low < high)
    while (count > 1 && count < 1e6 && cairn_tick_step(low, high, count) < min_step)
      count--;
  return count;
}

bool cairn_scale_tick_count(const CairnScale *scale, CairnTickCount request, double min_step,
                            CairnTickCount *out, GError **error) {
  *out = request;
  if (request.interval) return resolve_interval(scale, request, error);
  double count = isnan(request.number) ? 10 : request.number;
  if (scale->bins) count = fmax(count, (double)scale->n_bins);
  if (!isnan(min_step) && scale->domain) count = spaced_count(scale, count, min_step);
  *out = (CairnTickCount){.number = count};
  return true;
}

/* ---- Which ---- */

static const CairnValue *values_of_numbers(const CairnScale *scale, const double *numbers, size_t n,
                                           CairnArena *arena) {
  bool temporal = cairn_scale_has_trait(scale, CAIRN_TRAIT_TEMPORAL);
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    values[i] = temporal ? cairn_value_time(numbers[i]) : cairn_value_number(numbers[i]);
  return values;
}

static bool has_finite_ends(const CairnScale *scale) {
  return scale->n_domain > 0 && isfinite(scale->domain[0]) && isfinite(scale->domain[scale->n_domain - 1]);
}

const CairnValue *cairn_scale_ticks(const CairnScale *scale, CairnTickCount count, CairnArena *arena,
                                    size_t *n, GError **error) {
  *n = 0;
  if (scale->bins)
    return cairn_scale_valid_ticks(scale, values_of_numbers(scale, scale->bins, scale->n_bins, arena),
                                   scale->n_bins, count, arena, n, error);
  if (!scale->class->ticks) {
    *n = scale->n_domain;
    return scale->values;
  }
  g_autoptr(GArray) ticks = g_array_new(FALSE, FALSE, sizeof(double));
  if (has_finite_ends(scale) && !scale->class->ticks(scale, count, ticks, error)) return NULL;
  *n = ticks->len;
  return values_of_numbers(scale, (const double *)(const void *)ticks->data, ticks->len, arena);
}

/* ---- Given values ---- */

typedef struct PlacedTick {
  CairnValue value;
  double position;
  size_t order;
} PlacedTick;

static int compare_placed(const void *a_data, const void *b_data) {
  const PlacedTick *a = a_data, *b = b_data;
  if (a->position != b->position) return a->position < b->position ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

/* The ticks within low..high, in the order of their position. */
static size_t place_ticks(const CairnScale *scale, const CairnValue *values, size_t n, double low,
                          double high, PlacedTick *placed) {
  size_t n_placed = 0;
  for (size_t i = 0; i < n; i++) {
    double position = cairn_scale_position(scale, values[i]);
    if (low <= position && position <= high) placed[n_placed++] = (PlacedTick){values[i], position, i};
  }
  qsort(placed, n_placed, sizeof *placed, compare_placed);
  return n_placed;
}

/* Drops every second tick until at most `count` are left; of fewer than three the ends are kept instead. */
static size_t thin(PlacedTick *ticks, size_t n, double count) {
  if (!(count > 0) || n < 2) return n;
  PlacedTick last = ticks[n - 1];
  while ((double)n > count && n >= 3) {
    for (size_t i = 0; i * 2 < n; i++)
      ticks[i] = ticks[i * 2];
    n = (n + 1) / 2;
  }
  if (n < 3) {
    ticks[1] = last;
    n = 2;
  }
  return n;
}

static void mirror(PlacedTick *ticks, size_t n) {
  for (size_t i = 0; i < n / 2; i++) {
    PlacedTick held = ticks[i];
    ticks[i] = ticks[n - 1 - i];
    ticks[n - 1 - i] = held;
  }
}

const CairnValue *cairn_scale_valid_ticks(const CairnScale *scale, const CairnValue *values, size_t n_values,
                                          CairnTickCount count, CairnArena *arena, size_t *n,
                                          GError **error) {
  (void)error;
  double first, last;
  if (!cairn_scale_range_extent(scale, &first, &last)) {
    *n = n_values;
    return values;
  }
  PlacedTick *placed = g_new(PlacedTick, n_values + 1);
  *n = place_ticks(scale, values, n_values, floor(fmin(first, last)), ceil(fmax(first, last)), placed);
  if (first > last) mirror(placed, *n);
  *n = thin(placed, *n, count.number);
  CairnValue *ticks = cairn_arena_array(arena, *n, CairnValue);
  for (size_t i = 0; i < *n; i++)
    ticks[i] = placed[i].value;
  g_free(placed);
  return ticks;
}

/* ---- Legends ---- */

/* -inf and the inner boundaries. */
static const CairnValue *threshold_values(const CairnScale *scale, const double *boundaries,
                                          size_t n_boundaries, CairnArena *arena, size_t *n) {
  CairnValue *values = cairn_arena_array(arena, n_boundaries + 1, CairnValue);
  values[0] = cairn_value_number(-INFINITY);
  if (n_boundaries > 0)
    memcpy(values + 1, values_of_numbers(scale, boundaries, n_boundaries, arena),
           n_boundaries * sizeof *values);
  *n = n_boundaries + 1;
  return values;
}

/* Ticks of a log scale that would be labelled. */
static const CairnValue *labelled_ticks(const CairnScale *scale, CairnTickCount count, CairnArena *arena,
                                        size_t *n, GError **error) {
  const CairnValue *ticks = cairn_scale_ticks(scale, count, arena, n, error);
  if (!ticks) return NULL;
  double k = cairn_log_label_limit(scale, count, *n);
  CairnValue *labelled = cairn_arena_array(arena, *n, CairnValue);
  size_t n_labelled = 0;
  for (size_t i = 0; i < *n; i++)
    if (cairn_log_is_labelled(scale->base, k, ticks[i].number)) labelled[n_labelled++] = ticks[i];
  *n = n_labelled;
  return labelled;
}

const CairnValue *cairn_scale_legend_values(const CairnScale *scale, CairnTickCount count, CairnArena *arena,
                                            size_t *n, double *upper, GError **error) {
  *upper = NAN;
  if (scale->bins && scale->n_bins > 0) {
    *upper = scale->bins[scale->n_bins - 1];
    *n = scale->n_bins - 1;
    return values_of_numbers(scale, scale->bins, *n, arena);
  }
  if (scale->type == CAIRN_SCALE_LOG && scale->range.kind != CAIRN_RANGE_RAMP)
    return labelled_ticks(scale, count, arena, n, error);
  if (scale->type == CAIRN_SCALE_THRESHOLD || scale->type == CAIRN_SCALE_QUANTIZE ||
      scale->type == CAIRN_SCALE_QUANTILE) {
    bool all = scale->type == CAIRN_SCALE_THRESHOLD;
    *upper = INFINITY;
    return threshold_values(scale, all ? scale->domain : scale->thresholds,
                            all ? scale->n_domain : scale->n_thresholds, arena, n);
  }
  return cairn_scale_ticks(scale, count, arena, n, error);
}
