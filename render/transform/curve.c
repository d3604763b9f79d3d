#include "transform/curve.h"

#include <math.h>

typedef struct Point {
  double x, y;
} Point;

typedef struct Sampler {
  CairnCurve curve;
  const void *data;
  double scale_x, scale_y;
  double shortest; /* points are no nearer than this */
} Sampler;

static Point point_at(const Sampler *sampler, double x) {
  return (Point){x, sampler->curve(x, sampler->data)};
}

static void append(GArray *out, Point point) {
  const double pair[2] = {point.x, point.y};
  g_array_append_vals(out, pair, 1);
}

/* The angle between the lines from p to q and from p to r, in the unit square. */
static double angle_between(const Sampler *sampler, Point p, Point q, Point r) {
  double to_r = atan2(sampler->scale_y * (r.y - p.y), sampler->scale_x * (r.x - p.x));
  double to_q = atan2(sampler->scale_y * (q.y - p.y), sampler->scale_x * (q.x - p.x));
  return fabs(to_r - to_q);
}

/* 1 / (greatest y - smallest y). */
static double scale_of(const Point *points, size_t n) {
  double min = points[0].y, max = points[0].y;
  for (size_t i = 1; i < n; i++) {
    if (points[i].y < min) min = points[i].y;
    if (points[i].y > max) max = points[i].y;
  }
  return 1 / (max - min);
}

/* Halves the stretch before each of the even points, from left to right, as long as its middle stands out. */
static void refine(const Sampler *sampler, const Point *even, size_t n, GArray *out) {
  const double least_angle = 0.5 * G_PI / 180;
  g_autoptr(GArray) ahead = g_array_new(FALSE, FALSE, sizeof(Point));
  for (size_t i = n; i-- > 1;)
    g_array_append_val(ahead, even[i]);
  Point last = even[0];
  append(out, last);
  while (ahead->len > 0) {
    Point next = g_array_index(ahead, Point, ahead->len - 1),
          middle = point_at(sampler, (last.x + next.x) / 2);
    bool far_enough = middle.x - last.x >= sampler->shortest && middle.x > last.x && middle.x < next.x;
    if (far_enough && angle_between(sampler, last, middle, next) > least_angle) {
      g_array_append_val(ahead, middle);
    } else {
      append(out, next);
      last = next;
      g_array_set_size(ahead, ahead->len - 1);
    }
  }
}

void cairn_curve_sample(CairnCurve curve, const void *data, const double extent[2], size_t min_steps,
                        size_t max_steps, GArray *out) {
  double span = extent[1] - extent[0];
  Sampler sampler = {curve, data, 1 / span, 1, span / (double)max_steps};
  g_autofree Point *even = g_new(Point, min_steps + 1);
  for (size_t i = 0; i <= min_steps; i++) {
    double x = i == 0           ? extent[0]
               : i == min_steps ? extent[1]
                                : extent[0] + ((double)i / (double)min_steps) * span;
    even[i] = point_at(&sampler, x);
  }
  if (min_steps < max_steps) {
    sampler.scale_y = scale_of(even, min_steps + 1);
    refine(&sampler, even, min_steps + 1, out);
    return;
  }
  for (size_t i = 0; i <= min_steps; i++)
    append(out, even[i]);
}

void cairn_points_init(CairnPoints *points) {
  points->groups = g_array_new(FALSE, FALSE, sizeof(size_t));
  points->points = g_array_new(FALSE, FALSE, 2 * sizeof(double));
}

void cairn_points_clear(CairnPoints *points) {
  g_clear_pointer(&points->groups, g_array_unref);
  g_clear_pointer(&points->points, g_array_unref);
}

void cairn_points_add(CairnPoints *points, size_t group, double x, double y) {
  g_array_append_val(points->groups, group);
  append(points->points, (Point){x, y});
}

void cairn_points_finish_group(CairnPoints *points, size_t group) {
  while (points->groups->len < points->points->len)
    g_array_append_val(points->groups, group);
}

CairnTable *cairn_points_table(CairnArena *arena, const CairnPoints *points, const CairnGroups *groups,
                               const CairnFields *dimensions, const char *const as[2]) {
  size_t n = points->points->len;
  const double *pairs = (const void *)points->points->data;
  g_autofree size_t *rows = g_new(size_t, n);
  CairnTable *all = cairn_table_new(arena, groups->n_rows);
  for (size_t i = 0; i < n; i++)
    rows[i] = groups->rows[groups->start[g_array_index(points->groups, size_t, i)]];
  for (size_t i = 0; i < dimensions->n; i++)
    cairn_table_put(all, dimensions->columns[i]);
  CairnTable *result = cairn_table_select(all, rows, n);
  for (size_t k = 0; k < 2; k++) {
    double *numbers = cairn_arena_array(arena, n, double);
    for (size_t i = 0; i < n; i++)
      numbers[i] = pairs[2 * i + k];
    cairn_table_put(result, cairn_column_new_numbers(arena, as[k], numbers, NULL));
  }
  return result;
}
