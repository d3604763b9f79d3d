/* The curves of d3-shape: what each does with a run of points. */
#include <math.h>
#include <string.h>

#include "scene/path.h"

static CairnPoint mix(CairnPoint a, CairnPoint b, double t) {
  return (CairnPoint){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

static void curve(CairnPath *path, CairnPoint c1, CairnPoint c2, CairnPoint end) {
  cairn_path_curve(path, c1.x, c1.y, c2.x, c2.y, end.x, end.y);
}

static void line(CairnPath *path, CairnPoint to) {
  cairn_path_line(path, to.x, to.y);
}

static void begin(CairnPath *path, CairnPoint at, bool joined) {
  (joined ? cairn_path_line : cairn_path_move)(path, at.x, at.y);
}

static void polyline(CairnPath *path, const CairnPoint *p, size_t n, bool joined) {
  begin(path, p[0], joined);
  for (size_t i = 1; i < n; i++)
    line(path, p[i]);
}

/* The step between two points lies at the share `t` of the way along x: 0 before, 1 after. */
static void step(CairnPath *path, const CairnPoint *p, size_t n, double t, bool joined) {
  begin(path, p[0], joined);
  for (size_t i = 1; i < n; i++) {
    double x = p[i - 1].x * (1 - t) + p[i].x * t;
    if (t > 0) cairn_path_line(path, x, p[i - 1].y);
    cairn_path_line(path, x, p[i].y);
    if (t <= 0) line(path, p[i]);
  }
  if (t > 0 && t < 1 && n > 1) line(path, p[n - 1]);
}

/* ---- Uniform cubic B-spline ---- */

static CairnPoint knot(CairnPoint a, CairnPoint b, CairnPoint c) {
  return (CairnPoint){(a.x + 4 * b.x + c.x) / 6, (a.y + 4 * b.y + c.y) / 6};
}

static void spline_to(CairnPath *path, CairnPoint a, CairnPoint b, CairnPoint c) {
  curve(path, mix(a, b, 1 / 3.0), mix(a, b, 2 / 3.0), knot(a, b, c));
}

static void basis(CairnPath *path, const CairnPoint *p, size_t n, bool joined) {
  if (n < 3) {
    polyline(path, p, n, joined);
    return;
  }
  begin(path, p[0], joined);
  line(path, mix(p[0], p[1], 1 / 6.0));
  for (size_t i = 2; i < n; i++)
    spline_to(path, p[i - 2], p[i - 1], p[i]);
  spline_to(path, p[n - 2], p[n - 1], p[n - 1]);
  line(path, p[n - 1]);
}

static void basis_open(CairnPath *path, const CairnPoint *p, size_t n, bool joined) {
  if (n < 3) return;
  begin(path, knot(p[0], p[1], p[2]), joined);
  for (size_t i = 3; i < n; i++)
    spline_to(path, p[i - 2], p[i - 1], p[i]);
}

static void basis_closed(CairnPath *path, const CairnPoint *p, size_t n) {
  if (n < 3) {
    begin(path, n == 2 ? mix(p[0], p[1], 2 / 3.0) : p[0], false);
    if (n == 2) line(path, mix(p[0], p[1], 1 / 3.0));
    cairn_path_close(path);
    return;
  }
  begin(path, knot(p[0], p[1], p[2]), false);
  for (size_t i = 3; i < n + 3; i++)
    spline_to(path, p[(i - 2) % n], p[(i - 1) % n], p[i % n]);
}

/* Basis through points that are drawn towards the straight line from first to last (Holten's edge bundling).
 */
static void bundle(CairnPath *path, const CairnPoint *p, size_t n, double beta, bool joined) {
  if (n < 2) return;
  g_autofree CairnPoint *drawn = g_new(CairnPoint, n);
  for (size_t i = 0; i < n; i++) {
    CairnPoint straight = mix(p[0], p[n - 1], (double)i / (double)(n - 1));
    drawn[i] = (CairnPoint){beta * p[i].x + (1 - beta) * straight.x, beta * p[i].y + (1 - beta) * straight.y};
  }
  basis(path, drawn, n, joined);
}

/* ---- Cardinal and Catmull-Rom splines ---- */

/* From b to c, with neighbours a and d; k is (1 - tension) / 6. */
static void cardinal_to(CairnPath *path, const CairnPoint *a, const CairnPoint *b, const CairnPoint *c,
                        const CairnPoint *d, double k) {
  cairn_path_curve(path, b->x + k * (c->x - a->x), b->y + k * (c->y - a->y), c->x - k * (d->x - b->x),
                   c->y - k * (d->y - b->y), c->x, c->y);
}

static void cardinal(CairnPath *path, const CairnPoint *p, size_t n, double k, bool joined) {
  if (n < 3) {
    polyline(path, p, n, joined);
    return;
  }
  begin(path, p[0], joined);
  for (size_t i = 0; i + 1 < n; i++)
    cardinal_to(path, &p[i ? i - 1 : 1], &p[i], &p[i + 1], &p[i + 2 < n ? i + 2 : n - 2], k);
}

static void cardinal_open(CairnPath *path, const CairnPoint *p, size_t n, double k, bool joined) {
  if (n < 3) return;
  begin(path, p[1], joined);
  for (size_t i = 3; i < n; i++)
    cardinal_to(path, &p[i - 3], &p[i - 2], &p[i - 1], &p[i], k);
}

static void cardinal_closed(CairnPath *path, const CairnPoint *p, size_t n, double k) {
  begin(path, p[n > 1 ? 1 : 0], false);
  if (n < 3) {
    if (n == 2) line(path, p[0]);
    cairn_path_close(path);
    return;
  }
  for (size_t i = 3; i < n + 3; i++)
    cardinal_to(path, &p[(i - 3) % n], &p[(i - 2) % n], &p[(i - 1) % n], &p[i % n], k);
}

/* The distance of two points to the power alpha, and to the power 2 alpha. */
typedef struct Knot {
  double a, a2;
} Knot;

static Knot knot_between(CairnPoint from, CairnPoint to, double alpha) {
  double a2 = pow((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y), alpha);
  return (Knot){sqrt(a2), a2};
}

/* The control point beside `at`, on the way to `next`, with `previous` on the other side (Barry and Goldman
 * 1988). */
static CairnPoint handle(CairnPoint at, CairnPoint previous, CairnPoint next, Knot outer, Knot inner) {
  if (!(outer.a > 1e-12)) return at;
  double weight = 2 * outer.a2 + 3 * outer.a * inner.a + inner.a2, sum = 3 * outer.a * (outer.a + inner.a);
  return (CairnPoint){(at.x * weight - previous.x * inner.a2 + next.x * outer.a2) / sum,
                      (at.y * weight - previous.y * inner.a2 + next.y * outer.a2) / sum};
}

static void catmull_rom(CairnPath *path, const CairnPoint *p, size_t n, double alpha, bool joined) {
  if (alpha == 0) {
    cardinal(path, p, n, 1 / 6.0, joined);
    return;
  }
  if (n < 3) {
    polyline(path, p, n, joined);
    return;
  }
  begin(path, p[0], joined);
  for (size_t i = 0; i + 1 < n; i++) {
    CairnPoint before = p[i ? i - 1 : 0], from = p[i], to = p[i + 1], after = p[i + 2 < n ? i + 2 : n - 1];
    Knot inner = knot_between(from, to, alpha);
    curve(path, handle(from, before, to, knot_between(before, from, alpha), inner),
          handle(to, after, from, knot_between(to, after, alpha), inner), to);
  }
}

/* ---- Monotone cubic ---- */

static double sign(double value) {
  return value < 0 ? -1 : 1;
}

/* Slope at the middle of three points: M. Steffen, "A simple method for monotonic interpolation in one
 * dimension", Astronomy and Astrophysics 239 (1990). */
static double slope_within(CairnPoint a, CairnPoint b, CairnPoint c) {
  double h0 = b.x - a.x, h1 = c.x - b.x;
  double s0 = (b.y - a.y) / (h0 != 0 ? h0 : h1 < 0 ? -0.0 : 0.0);
  double s1 = (c.y - b.y) / (h1 != 0 ? h1 : h0 < 0 ? -0.0 : 0.0);
  double p = (s0 * h1 + s1 * h0) / (h0 + h1);
  if (isnan(s0) || isnan(s1) || isnan(p)) return 0;
  double slope = (sign(s0) + sign(s1)) * fmin(fmin(fabs(s0), fabs(s1)), 0.5 * fabs(p));
  return isfinite(slope) ? slope : 0;
}

static double slope_at_end(CairnPoint a, CairnPoint b, double other) {
  double h = b.x - a.x;
  return h != 0 ? (3 * (b.y - a.y) / h - other) / 2 : other;
}

static CairnPoint turned(CairnPoint p, bool along_y) {
  return along_y ? (CairnPoint){p.y, p.x} : p;
}

static void hermite(CairnPath *path, CairnPoint a, CairnPoint b, double slope_a, double slope_b,
                    bool along_y) {
  double dx = (b.x - a.x) / 3;
  CairnPoint c1 = {a.x + dx, a.y + dx * slope_a}, c2 = {b.x - dx, b.y - dx * slope_b};
  curve(path, turned(c1, along_y), turned(c2, along_y), turned(b, along_y));
}

/* Without points that repeat the one before; with x and y exchanged when the curve runs along y. */
static size_t distinct(const CairnPoint *p, size_t n, bool along_y, CairnPoint *out) {
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    CairnPoint q = turned(p[i], along_y);
    if (kept == 0 || q.x != out[kept - 1].x || q.y != out[kept - 1].y) out[kept++] = q;
  }
  return kept;
}

static void monotone(CairnPath *path, const CairnPoint *points, size_t n_points, bool along_y, bool joined) {
  g_autofree CairnPoint *p = g_new(CairnPoint, n_points);
  size_t n = distinct(points, n_points, along_y, p);
  begin(path, turned(p[0], along_y), joined);
  if (n == 2) line(path, turned(p[1], along_y));
  if (n < 3) return;
  double slope = slope_at_end(p[0], p[1], slope_within(p[0], p[1], p[2]));
  for (size_t i = 1; i < n; i++) {
    double next =
        i + 1 < n ? slope_within(p[i - 1], p[i], p[i + 1]) : slope_at_end(p[n - 2], p[n - 1], slope);
    hermite(path, p[i - 1], p[i], slope, next, along_y);
    slope = next;
  }
}

/* ---- Natural cubic spline ---- */

/* First control points c[0..n-2] of the curves through v[0..n-1], n >= 3: the tridiagonal system that makes
 * second derivatives continuous, and 0 at both ends. `stride` doubles lie between two values. */
static void natural_controls(const double *v, size_t stride, size_t n, double *c, double *diagonal) {
  size_t last = n - 2;
  diagonal[0] = 2;
  c[0] = v[0] + 2 * v[stride];
  for (size_t i = 1; i <= last; i++) {
    double below = i < last ? 1 : 2, own = i < last ? 4 : 7, factor = below / diagonal[i - 1];
    double right =
        i < last ? 4 * v[i * stride] + 2 * v[(i + 1) * stride] : 8 * v[i * stride] + v[(i + 1) * stride];
    diagonal[i] = own - factor;
    c[i] = right - factor * c[i - 1];
  }
  c[last] /= diagonal[last];
  for (size_t i = last; i-- > 0;)
    c[i] = (c[i] - c[i + 1]) / diagonal[i];
}

static void natural(CairnPath *path, const CairnPoint *p, size_t n, bool joined) {
  if (n < 3) {
    polyline(path, p, n, joined);
    return;
  }
  g_autofree double *x = g_new(double, n), *y = g_new(double, n), *diagonal = g_new(double, n);
  size_t stride = sizeof(CairnPoint) / sizeof(double);
  natural_controls(&p[0].x, stride, n, x, diagonal);
  natural_controls(&p[0].y, stride, n, y, diagonal);
  begin(path, p[0], joined);
  for (size_t i = 0; i + 1 < n; i++) {
    bool is_last = i + 2 == n;
    CairnPoint second = {is_last ? (p[n - 1].x + x[i]) / 2 : 2 * p[i + 1].x - x[i + 1],
                         is_last ? (p[n - 1].y + y[i]) / 2 : 2 * p[i + 1].y - y[i + 1]};
    curve(path, (CairnPoint){x[i], y[i]}, second, p[i + 1]);
  }
}

/* ---- All ---- */

static double tension_of(const CairnLineItem *style, double otherwise) {
  return style->has_tension && isfinite(style->tension) ? style->tension : otherwise;
}

void cairn_path_interpolate(CairnPath *path, const CairnLineItem *style, const CairnPoint *p, size_t n,
                            bool joined) {
  double cardinal_k = (1 - tension_of(style, 0)) / 6;
  switch (style->interpolate) {
  case CAIRN_INTERPOLATE_LINEAR:
    polyline(path, p, n, joined);
    return;
  case CAIRN_INTERPOLATE_LINEAR_CLOSED:
    polyline(path, p, n, false);
    cairn_path_close(path);
    return;
  case CAIRN_INTERPOLATE_STEP:
    step(path, p, n, 0.5, joined);
    return;
  case CAIRN_INTERPOLATE_STEP_BEFORE: /* on the way back along an area's edge, before and after change places
                                       */
    step(path, p, n, joined ? 1 : 0, joined);
    return;
  case CAIRN_INTERPOLATE_STEP_AFTER:
    step(path, p, n, joined ? 0 : 1, joined);
    return;
  case CAIRN_INTERPOLATE_BASIS:
    basis(path, p, n, joined);
    return;
  case CAIRN_INTERPOLATE_BASIS_CLOSED:
    basis_closed(path, p, n);
    return;
  case CAIRN_INTERPOLATE_BASIS_OPEN:
    basis_open(path, p, n, joined);
    return;
  case CAIRN_INTERPOLATE_CARDINAL:
    cardinal(path, p, n, cardinal_k, joined);
    return;
  case CAIRN_INTERPOLATE_CARDINAL_CLOSED:
    cardinal_closed(path, p, n, cardinal_k);
    return;
  case CAIRN_INTERPOLATE_CARDINAL_OPEN:
    cardinal_open(path, p, n, cardinal_k, joined);
    return;
  case CAIRN_INTERPOLATE_CATMULL_ROM:
    catmull_rom(path, p, n, tension_of(style, 0.5), joined);
    return;
  case CAIRN_INTERPOLATE_BUNDLE:
    bundle(path, p, n, tension_of(style, 0.85), joined);
    return;
  case CAIRN_INTERPOLATE_MONOTONE:
    monotone(path, p, n, style->horizontal, joined);
    return;
  case CAIRN_INTERPOLATE_NATURAL:
    natural(path, p, n, joined);
    return;
  }
}
