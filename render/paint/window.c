#include "paint/window.h"

#include <math.h>

enum { CURVE_PARTS = 64 };

static bool is_inside(CairnBox w, CairnPoint p) {
  return p.x >= w.x && p.x <= w.x + w.width && p.y >= w.y && p.y <= w.y + w.height; /* false for NaN */
}

bool cairn_window_holds(CairnBox window, const CairnPath *path) {
  for (size_t i = 0; i < path->n_points; i++)
    if (!is_inside(window, path->points[i])) return false;
  return true;
}

static bool is_finite(CairnPoint p) {
  return isfinite(p.x) && isfinite(p.y);
}

/* ---- Flattening ---- */

static CairnPoint on_curve(CairnPoint a, const CairnPoint *p, double t) {
  double s = 1 - t, b0 = s * s * s, b1 = 3 * s * s * t, b2 = 3 * s * t * t, b3 = t * t * t;
  return (CairnPoint){b0 * a.x + b1 * p[0].x + b2 * p[1].x + b3 * p[2].x,
                      b0 * a.y + b1 * p[0].y + b2 * p[1].y + b3 * p[2].y};
}

static void flatten_curve(CairnPath *out, CairnPoint from, const CairnPoint *p) {
  if (!is_finite(p[0]) || !is_finite(p[1]) || !is_finite(p[2])) return;
  for (int i = 1; i < CURVE_PARTS; i++) {
    CairnPoint q = on_curve(from, p, (double)i / CURVE_PARTS);
    cairn_path_line(out, q.x, q.y);
  }
  cairn_path_line(out, p[2].x, p[2].y);
}

/* Only moves, lines and closings, all finite. After a dropped move the following lines start the subpath. */
static void flatten(const CairnPath *path, CairnPath *out) {
  const CairnPoint *p = path->points;
  CairnPoint current = {0, 0};
  bool begun = false;
  for (size_t i = 0; i < path->n_steps; i++) {
    CairnStep step = path->steps[i];
    if (step == CAIRN_STEP_CLOSE) {
      if (begun) cairn_path_close(out);
      continue;
    }
    const CairnPoint *end = step == CAIRN_STEP_CURVE ? p + 2 : p;
    if (step == CAIRN_STEP_MOVE) begun = false;
    if (is_finite(*end)) {
      if (!begun)
        cairn_path_move(out, end->x, end->y);
      else if (step == CAIRN_STEP_CURVE)
        flatten_curve(out, current, p);
      else
        cairn_path_line(out, end->x, end->y);
      begun = true;
      current = *end;
    }
    p = end + 1;
  }
}

/* ---- Strokes: each segment by Liang and Barsky's method ---- */

/* Narrows [*t0, *t1] to where p + t * d <= q holds; false when nothing is left. */
static bool narrow(double denominator, double numerator, double *t0, double *t1) {
  if (denominator == 0) return numerator >= 0;
  double t = numerator / denominator;
  if (denominator < 0) {
    if (t > *t1) return false;
    *t0 = fmax(*t0, t);
  } else {
    if (t < *t0) return false;
    *t1 = fmin(*t1, t);
  }
  return true;
}

static bool clip_segment(CairnBox w, CairnPoint *a, CairnPoint *b) {
  double dx = b->x - a->x, dy = b->y - a->y, t0 = 0, t1 = 1;
  if (!narrow(-dx, a->x - w.x, &t0, &t1) || !narrow(dx, w.x + w.width - a->x, &t0, &t1) ||
      !narrow(-dy, a->y - w.y, &t0, &t1) || !narrow(dy, w.y + w.height - a->y, &t0, &t1))
    return false;
  CairnPoint start = *a;
  if (t1 < 1) *b = (CairnPoint){start.x + t1 * dx, start.y + t1 * dy};
  if (t0 > 0) *a = (CairnPoint){start.x + t0 * dx, start.y + t0 * dy};
  return true;
}

/* Halves keep differences of huge numbers finite. */
static bool is_sane(CairnPoint p) {
  return fabs(p.x) < 1e300 && fabs(p.y) < 1e300;
}

static void stroke_segment(CairnBox window, CairnPoint a, CairnPoint b, bool *connected, CairnPath *out) {
  CairnPoint from = a, to = b;
  if (!is_sane(a) || !is_sane(b) || !clip_segment(window, &from, &to)) {
    *connected = false;
    return;
  }
  if (!*connected || from.x != a.x || from.y != a.y) cairn_path_move(out, from.x, from.y);
  cairn_path_line(out, to.x, to.y);
  *connected = to.x == b.x && to.y == b.y;
}

void cairn_window_clip_stroke(CairnBox window, const CairnPath *path, CairnPath *out) {
  g_auto(CairnPath) flat = {0};
  flatten(path, &flat);
  CairnPoint start = {0, 0}, current = {0, 0};
  const CairnPoint *p = flat.points;
  bool connected = false;
  for (size_t i = 0; i < flat.n_steps; i++) {
    if (flat.steps[i] == CAIRN_STEP_MOVE) {
      start = current = *p++;
      connected = false;
      continue;
    }
    CairnPoint to = flat.steps[i] == CAIRN_STEP_CLOSE ? start : *p++;
    stroke_segment(window, current, to, &connected, out);
    current = to;
  }
}

/* ---- Fills: each subpath by Sutherland and Hodgman's method ---- */

/* One side of the window: points with sign * coordinate <= sign * limit are inside. */
typedef struct Side {
  bool is_x;
  double limit, sign;
} Side;

static double distance_inside(const Side *side, CairnPoint p) {
  return side->sign * (side->limit - (side->is_x ? p.x : p.y));
}

static void cut_by_side(const Side *side, const GArray *in, GArray *out) {
  g_array_set_size(out, 0);
  for (guint i = 0; i < in->len; i++) {
    CairnPoint a = g_array_index(in, CairnPoint, i ? i - 1 : in->len - 1),
               b = g_array_index(in, CairnPoint, i);
    double da = distance_inside(side, a), db = distance_inside(side, b);
    if ((da >= 0) != (db >= 0)) {
      double t = da / (da - db);
      CairnPoint cut = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
      g_array_append_val(out, cut);
    }
    if (db >= 0) g_array_append_val(out, b);
  }
}

static void fill_polygon(CairnBox w, GArray *polygon, GArray *spare, CairnPath *out) {
  const Side sides[] = {
      {true, w.x, -1}, {true, w.x + w.width, 1}, {false, w.y, -1}, {false, w.y + w.height, 1}};
  for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
    cut_by_side(&sides[i], polygon, spare);
    GArray *swap = polygon;
    polygon = spare;
    spare = swap;
  }
  for (guint i = 0; i < polygon->len; i++) {
    CairnPoint p = g_array_index(polygon, CairnPoint, i);
    (i ? cairn_path_line : cairn_path_move)(out, p.x, p.y);
  }
  if (polygon->len) cairn_path_close(out);
}

void cairn_window_clip_fill(CairnBox window, const CairnPath *path, CairnPath *out) {
  g_auto(CairnPath) flat = {0};
  flatten(path, &flat);
  g_autoptr(GArray) polygon = g_array_new(FALSE, FALSE, sizeof(CairnPoint));
  g_autoptr(GArray) spare = g_array_new(FALSE, FALSE, sizeof(CairnPoint));
  const CairnPoint *p = flat.points;
  for (size_t i = 0; i <= flat.n_steps; i++) {
    if (i == flat.n_steps || flat.steps[i] == CAIRN_STEP_MOVE) {
      fill_polygon(window, polygon, spare, out);
      g_array_set_size(polygon, 0);
    }
    if (i < flat.n_steps && flat.steps[i] != CAIRN_STEP_CLOSE) {
      if (is_sane(*p)) g_array_append_val(polygon, *p);
      p++;
    }
  }
}

double cairn_path_length(const CairnPath *path) {
  const CairnPoint *p = path->points;
  CairnPoint start = {0, 0}, current = {0, 0};
  double length = 0;
  for (size_t i = 0; i < path->n_steps; i++) {
    size_t n = path->steps[i] == CAIRN_STEP_CLOSE ? 0 : path->steps[i] == CAIRN_STEP_CURVE ? 3 : 1;
    if (path->steps[i] == CAIRN_STEP_MOVE) start = current = *p;
    for (size_t k = 0; k < n; k++) {
      length += hypot(p[k].x - current.x, p[k].y - current.y);
      current = p[k];
    }
    if (n == 0) {
      length += hypot(start.x - current.x, start.y - current.y);
      current = start;
    }
    p += n;
  }
  return length;
}
