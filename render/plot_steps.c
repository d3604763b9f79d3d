#include "plot_steps.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  MOST_PLACES = 120,
  LEAST_SHARE = 3, /* one of so many places has data */
};

#define NEAR 1e-6 /* of a step */

static int by_value(const void *a, const void *b) {
  double one = *(const double *)a, other = *(const double *)b;
  return (one > other) - (one < other);
}

/* Each number once, upwards; one more than MOST_PLACES at most. */
static GArray *distinct_numbers(const CairnColumn *column, size_t n_rows) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_double_hash, g_double_equal, g_free, NULL);
  GArray *numbers = g_array_new(FALSE, FALSE, sizeof(double));
  for (size_t row = 0; row < n_rows && numbers->len <= MOST_PLACES; row++) {
    double number = cairn_column_quantity(column, row);
    if (!isfinite(number) || !g_hash_table_add(seen, g_memdup2(&number, sizeof number))) continue;
    g_array_append_val(numbers, number);
  }
  if (numbers->len > 0) qsort(numbers->data, numbers->len, sizeof(double), by_value);
  return numbers;
}

static double least_gap(const double *numbers, size_t n) {
  double least = INFINITY;
  for (size_t i = 1; i < n; i++)
    least = fmin(least, numbers[i] - numbers[i - 1]);
  return n > 1 ? least : 1;
}

static bool are_steps(const double *numbers, size_t n, double step) {
  for (size_t i = 1; i < n; i++) {
    double at = (numbers[i] - numbers[0]) / step;
    if (fabs(at - round(at)) > NEAR) return false;
  }
  return true;
}

/* A place without data, as it would be written. */
static double round_place(double number) {
  char text[40];
  snprintf(text, sizeof text, "%.12g", number);
  return g_ascii_strtod(text, NULL);
}

static const double *fill_places(CairnArena *arena, const double *numbers, size_t n_places, double step) {
  double *places = cairn_arena_array(arena, n_places, double);
  for (size_t i = 0, next = 0; i < n_places; i++) {
    double place = numbers[0] + (double)i * step;
    bool has_data = fabs(numbers[next] - place) <= step / 2;
    places[i] = has_data ? numbers[next++] : round_place(place);
  }
  return places;
}

CairnPlotSteps cairn_plot_steps(CairnArena *arena, const CairnColumn *column, size_t n_rows) {
  CairnPlotSteps steps = {.n_apart = INFINITY};
  g_autoptr(GArray) distinct = distinct_numbers(column, n_rows);
  const double *numbers = (const double *)distinct->data;
  if (distinct->len == 0 || distinct->len > MOST_PLACES) return steps;
  double step = least_gap(numbers, distinct->len);
  steps.n_apart = round((numbers[distinct->len - 1] - numbers[0]) / step) + 1;
  if (!(steps.n_apart <= MIN(MOST_PLACES, LEAST_SHARE * distinct->len)) ||
      !are_steps(numbers, distinct->len, step))
    return steps;
  steps.n = (size_t)steps.n_apart;
  steps.places = fill_places(arena, numbers, steps.n, step);
  return steps;
}

json_t *cairn_plot_steps_domain(const CairnPlotSteps *steps, bool downwards) {
  json_t *domain = json_array();
  for (size_t i = 0; i < steps->n; i++)
    json_array_append_new(domain, json_real(steps->places[downwards ? steps->n - 1 - i : i]));
  return domain;
}
