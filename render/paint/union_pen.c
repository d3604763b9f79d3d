#include "paint/union_pen.h"

#include <math.h>
#include <string.h>

#include "paint/stroke.h"

void cairn_union_pen_init(CairnUnionPen *pen, CairnUnion *covered, const CairnPaint *paint, double scale) {
  pen->covered = covered;
  pen->cap = paint->cap;
  pen->join = paint->join;
  pen->radius = paint->stroke_width * scale / 2;
  pen->miter_limit = cairn_stroke_miter_limit(paint);
  pen->upright = (CairnSampleBox){0, 0, 0, 0};
  pen->n_waiting = 0;
  const bool is_round = pen->cap == CAIRN_CAP_ROUND || pen->join == CAIRN_JOIN_ROUND;
  pen->disc = is_round ? cairn_union_disc(pen->radius) : (CairnUnionDisc){.radius = pen->radius};
}

double cairn_union_pen_reach(const CairnPaint *paint, double scale) {
  const double corner = paint->cap == CAIRN_CAP_SQUARE ? G_SQRT2 : 1,
               tip = paint->join == CAIRN_JOIN_MITER ? cairn_stroke_miter_limit(paint) : G_SQRT2;
  return paint->stroke_width * scale / 2 * fmax(corner, tip) + 1;
}

static CairnPoint plus(CairnPoint a, CairnPoint b, double times) {
  return (CairnPoint){a.x + times * b.x, a.y + times * b.y};
}

/* ---- What is not in the union yet ---- */

static bool holds(CairnSampleBox outer, CairnSampleBox inner) {
  return outer.left <= inner.left && inner.right <= outer.right && outer.top <= inner.top &&
         inner.bottom <= outer.bottom;
}

/* Most polygons of a dense line lie within what is straight up and down, and need not be looked at. */
static void add_waiting(CairnUnionPen *pen) {
  for (const CairnWaitingPolygon *p = pen->waiting; p < pen->waiting + pen->n_waiting; p++)
    if (!holds(pen->upright, p->box)) cairn_union_polygon(pen->covered, p->corners, p->n);
  pen->n_waiting = 0;
}

static void flush(CairnUnionPen *pen) {
  cairn_union_box(pen->covered, pen->upright);
  add_waiting(pen);
  pen->upright = (CairnSampleBox){0, 0, 0, 0};
}

static void add_polygon(CairnUnionPen *pen, const CairnPoint *corners, int n) {
  CairnWaitingPolygon *last = &pen->waiting[pen->n_waiting];
  last->box = cairn_union_samples_about(pen->covered, corners, n);
  if (last->box.left >= last->box.right || last->box.top >= last->box.bottom) return;
  last->n = n;
  memcpy(last->corners, corners, (size_t)n * sizeof *corners);
  if (++pen->n_waiting == CAIRN_MOST_WAITING) add_waiting(pen);
}

/* ---- Straight up and down ---- */

/* Neighbours in dense lines have the same samples across, and are added as one box. */
static void add_upright(CairnUnionPen *pen, CairnPoint from, CairnPoint to) {
  CairnSampleBox *last = &pen->upright;
  const CairnPoint low = {from.x - pen->radius, fmin(from.y, to.y)},
                   high = {from.x + pen->radius, fmax(from.y, to.y)};
  const CairnSampleBox box = cairn_union_samples(pen->covered, low, high);
  const bool is_beside = box.left == last->left && box.right == last->right;
  if (is_beside && box.top <= last->bottom && last->top <= box.bottom) {
    last->top = MIN(last->top, box.top);
    last->bottom = MAX(last->bottom, box.bottom);
  } else {
    flush(pen);
    *last = box;
  }
}

/* ---- Joins and caps ---- */

/* Fills the corner at `at`, where the part with the half pen `before` ends and that with `after` begins: the
 * outer edges of both, made longer, meet in a tip. */
static void add_join(CairnUnionPen *pen, CairnPoint at, CairnPoint before, CairnPoint after,
                     CairnLineJoin join) {
  const double r2 = pen->radius * pen->radius,
               sine = (before.x * after.y - before.y * after.x) / r2,
               cosine = (before.x * after.x + before.y * after.y) / r2;
  const bool is_straight = fabs(sine) < 1e-9;
  if (is_straight && cosine > 0) return; /* it goes on */
  const bool has_tip = cairn_stroke_has_tip(join, cosine, pen->radius, pen->miter_limit);
  if (join == CAIRN_JOIN_ROUND && !has_tip) {
    const bool is_left = sine >= 0;
    const CairnPoint from = is_left ? before : plus((CairnPoint){0, 0}, after, -1),
                     to = is_left ? after : plus((CairnPoint){0, 0}, before, -1);
    cairn_union_sector(pen->covered, &pen->disc, at, from, to);
    return;
  }
  if (is_straight) return; /* it turns back: nothing is between the ends */
  const double outer = sine >= 0 ? 1 : -1, times = outer / (1 + cosine);
  const CairnPoint tip = plus(plus(at, before, times), after, times),
                   corners[] = {at, plus(at, before, outer), has_tip ? tip : plus(at, after, outer),
                                plus(at, after, outer)};
  add_polygon(pen, corners, has_tip ? 4 : 3);
}

/* `half` is that of the part whose end this is, with the part to its right. */
static void add_cap(CairnUnionPen *pen, CairnPoint end, CairnPoint half) {
  if (pen->cap == CAIRN_CAP_ROUND)
    cairn_union_sector(pen->covered, &pen->disc, end, half, plus((CairnPoint){0, 0}, half, -1));
  if (pen->cap != CAIRN_CAP_SQUARE) return;
  const CairnPoint forward = {-half.y, half.x}, left = plus(end, half, 1), right = plus(end, half, -1),
                   corners[] = {left, right, plus(right, forward, 1), plus(left, forward, 1)};
  add_polygon(pen, corners, 4);
}

/* A subpath without length is a dot if its ends are round; with square ones it would have no direction. */
static void add_dot(CairnUnionPen *pen) {
  if (pen->cap != CAIRN_CAP_ROUND || !pen->goes_on) return;
  add_cap(pen, pen->at, (CairnPoint){pen->radius, 0});
  add_cap(pen, pen->at, (CairnPoint){-pen->radius, 0});
}

/* ---- Lines ---- */

static double on_grid(double pixels) {
  const double magic = 6755399441055744.0; /* 1.5 × 2^52 leaves no bits for fractions: rounds half to even */
  return (pixels * CAIRN_PIXEL_UNIT + magic - magic) / CAIRN_PIXEL_UNIT;
}

void cairn_union_pen_move(CairnUnionPen *pen, CairnPoint to) {
  pen->start = pen->at = (CairnPoint){on_grid(to.x), on_grid(to.y)};
  pen->goes_on = false;
  pen->n_parts = 0;
}

/* The half pen across what leads from one point to another. */
static CairnPoint half_across(const CairnUnionPen *pen, CairnPoint from, CairnPoint to) {
  const double x = to.x - from.x, y = to.y - from.y;
  if (x == 0) return (CairnPoint){y > 0 ? pen->radius : -pen->radius, 0};
  const double times = pen->radius / sqrt(x * x + y * y);
  return (CairnPoint){y * times, -x * times};
}

static void add_part(CairnUnionPen *pen, CairnPoint from, CairnPoint to, CairnPoint half) {
  if (from.x == to.x) {
    add_upright(pen, from, to);
    return;
  }
  const CairnPoint corners[] = {plus(from, half, 1), plus(from, half, -1), plus(to, half, -1),
                                plus(to, half, 1)};
  add_polygon(pen, corners, 4);
}

void cairn_union_pen_line(CairnUnionPen *pen, CairnPoint point, bool in_curve) {
  const CairnPoint from = pen->at, to = {on_grid(point.x), on_grid(point.y)};
  pen->goes_on = true;
  if (to.x == from.x && to.y == from.y) return;
  const CairnPoint half = half_across(pen, from, to);
  if (pen->n_parts++)
    add_join(pen, from, pen->half, half, in_curve ? CAIRN_JOIN_ROUND : pen->join);
  else
    pen->first_half = half;
  add_part(pen, from, to, half);
  pen->half = half;
  pen->at = to;
}

void cairn_union_pen_end(CairnUnionPen *pen, bool closed) {
  if (closed) cairn_union_pen_line(pen, pen->start, false);
  if (pen->n_parts == 0) {
    add_dot(pen);
  } else if (closed) {
    add_join(pen, pen->start, pen->half, pen->first_half, pen->join);
  } else {
    add_cap(pen, pen->at, pen->half);
    add_cap(pen, pen->start, plus((CairnPoint){0, 0}, pen->first_half, -1));
  }
  flush(pen);
}
