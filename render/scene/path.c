#include "scene/path.h"

#include <math.h>
#include <string.h>

void cairn_path_clear(CairnPath *path) {
  g_free(path->steps);
  g_free(path->points);
  *path = (CairnPath){0};
}

void cairn_path_reset(CairnPath *path) {
  path->n_steps = path->n_points = 0;
}

static CairnPoint *add_step(CairnPath *path, CairnStep step, size_t n_points) {
  if (path->n_steps == path->step_capacity) {
    path->step_capacity = MAX(32, 2 * path->step_capacity);
    path->steps = g_realloc_n(path->steps, path->step_capacity, 1);
  }
  if (path->n_points + n_points > path->point_capacity) {
    path->point_capacity = MAX(64, 2 * path->point_capacity);
    path->points = g_realloc_n(path->points, path->point_capacity, sizeof(CairnPoint));
  }
  path->steps[path->n_steps++] = (unsigned char)step;
  path->n_points += n_points;
  return path->points + path->n_points - n_points;
}

void cairn_path_move(CairnPath *path, double x, double y) {
  add_step(path, CAIRN_STEP_MOVE, 1)[0] = (CairnPoint){x, y};
}

void cairn_path_line(CairnPath *path, double x, double y) {
  add_step(path, path->n_steps ? CAIRN_STEP_LINE : CAIRN_STEP_MOVE, 1)[0] = (CairnPoint){x, y};
}

void cairn_path_curve(CairnPath *path, double x1, double y1, double x2, double y2, double x, double y) {
  if (path->n_steps == 0) cairn_path_move(path, x1, y1);
  CairnPoint *points = add_step(path, CAIRN_STEP_CURVE, 3);
  points[0] = (CairnPoint){x1, y1};
  points[1] = (CairnPoint){x2, y2};
  points[2] = (CairnPoint){x, y};
}

void cairn_path_close(CairnPath *path) {
  if (path->n_steps) add_step(path, CAIRN_STEP_CLOSE, 0);
}

void cairn_path_rect(CairnPath *path, double x, double y, double width, double height) {
  cairn_path_move(path, x, y);
  cairn_path_line(path, x + width, y);
  cairn_path_line(path, x + width, y + height);
  cairn_path_line(path, x, y + height);
  cairn_path_close(path);
}

void cairn_path_append(CairnPath *path, const CairnPath *other) {
  size_t steps = path->n_steps + other->n_steps, points = path->n_points + other->n_points;
  if (other->n_steps == 0) return;
  if (steps > path->step_capacity) path->steps = g_realloc_n(path->steps, path->step_capacity = steps, 1);
  if (points > path->point_capacity)
    path->points = g_realloc_n(path->points, path->point_capacity = points, sizeof(CairnPoint));
  memcpy(path->steps + path->n_steps, other->steps, other->n_steps);
  memcpy(path->points + path->n_points, other->points, other->n_points * sizeof(CairnPoint));
  path->n_steps = steps;
  path->n_points = points;
}

/* ---- Arcs ---- */

/* How far the arc reaches from `start`, signed; as an HTML canvas takes the two angles. */
static double sweep_of(double start, double end, bool anticlockwise) {
  const double turn = 2 * G_PI;
  double sweep = anticlockwise ? start - end : end - start;
  if (sweep < turn) {
    sweep = fmod(sweep, turn);
    if (sweep < 0) sweep += turn;
  } else {
    sweep = turn;
  }
  return anticlockwise ? -sweep : sweep;
}

/* A cubic curve of at most a quarter turn; the length of its handles is the usual 4/3 tan(angle / 4). */
static void quarter(CairnPath *path, CairnPoint centre, double radius, double from, double to) {
  double handle = 4.0 / 3 * tan((to - from) / 4) * radius;
  double c0 = cos(from), s0 = sin(from), c1 = cos(to), s1 = sin(to);
  cairn_path_curve(path, centre.x + radius * c0 - handle * s0, centre.y + radius * s0 + handle * c0,
                   centre.x + radius * c1 + handle * s1, centre.y + radius * s1 - handle * c1,
                   centre.x + radius * c1, centre.y + radius * s1);
}

static bool is_at(const CairnPath *path, CairnPoint p) {
  if (path->n_steps == 0 || path->steps[path->n_steps - 1] == CAIRN_STEP_CLOSE) return false;
  CairnPoint current = path->points[path->n_points - 1];
  return fabs(current.x - p.x) < 1e-6 && fabs(current.y - p.y) < 1e-6;
}

void cairn_path_arc(CairnPath *path, double x, double y, double radius, double start, double end,
                    bool anticlockwise) {
  double sweep = sweep_of(start, end, anticlockwise);
  if (!isfinite(sweep) || !isfinite(start)) return;
  int n = (int)ceil(fabs(sweep) / (G_PI / 2) - 1e-9);
  CairnPoint from = {x + radius * cos(start), y + radius * sin(start)};
  if (!is_at(path, from)) cairn_path_line(path, from.x, from.y);
  for (int i = 0; i < n; i++)
    quarter(path, (CairnPoint){x, y}, radius, start + sweep * i / n, start + sweep * (i + 1) / n);
}

/* ---- Placing and bounds ---- */

void cairn_path_place(CairnPath *path, size_t first, double degrees, double dx, double dy) {
  double angle = degrees * G_PI / 180;
  bool turned = degrees != 0 && isfinite(degrees);
  double cosine = turned ? cos(angle) : 1, sine = turned ? sin(angle) : 0;
  for (size_t i = first; i < path->n_points; i++) {
    CairnPoint p = path->points[i];
    path->points[i] = (CairnPoint){dx + cosine * p.x - sine * p.y, dy + sine * p.x + cosine * p.y};
  }
}

typedef struct Range {
  double low, high;
} Range;

static void extend(Range *range, double value) {
  if (!isfinite(value)) return;
  range->low = fmin(range->low, value);
  range->high = fmax(range->high, value);
}

static double cubic_at(double t, const double v[4]) {
  double s = 1 - t;
  return s * s * s * v[0] + 3 * s * s * t * v[1] + 3 * s * t * t * v[2] + t * t * t * v[3];
}

/* The extremes lie where the derivative, a quadratic, is 0. */
static void extend_by_curve(Range *range, const double v[4]) {
  double a = v[3] - v[0] + 3 * (v[1] - v[2]), b = 2 * (v[0] - 2 * v[1] + v[2]), c = v[1] - v[0];
  double roots[2] = {-1, -1};
  if (fabs(a) > 1e-12) {
    double under = b * b - 4 * a * c;
    if (under < 0) return;
    roots[0] = (-b + sqrt(under)) / (2 * a);
    roots[1] = (-b - sqrt(under)) / (2 * a);
  } else if (b != 0) {
    roots[0] = -c / b;
  }
  for (int i = 0; i < 2; i++)
    if (roots[i] > 0 && roots[i] < 1) extend(range, cubic_at(roots[i], v));
}

CairnBox cairn_path_bounds(const CairnPath *path) {
  Range x = {INFINITY, -INFINITY}, y = x;
  const CairnPoint *p = path->points;
  for (size_t i = 0; i < path->n_steps; i++) {
    if (path->steps[i] == CAIRN_STEP_CLOSE) continue;
    if (path->steps[i] == CAIRN_STEP_CURVE) {
      extend_by_curve(&x, (double[4]){p[-1].x, p[0].x, p[1].x, p[2].x});
      extend_by_curve(&y, (double[4]){p[-1].y, p[0].y, p[1].y, p[2].y});
      p += 2;
    }
    extend(&x, p->x);
    extend(&y, p->y);
    p++;
  }
  if (x.low > x.high || y.low > y.high) return cairn_box_empty();
  return (CairnBox){x.low, y.low, x.high - x.low, y.high - y.low};
}
