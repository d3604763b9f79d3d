#include "paint/union_pen.h"

#include <math.h>
#include <string.h>

#include "paint/stroke.h"

static void clear_upright(CairnUnionPen *pen) {
  pen->upright = (CairnSampleBox){0, 0, 0, 0};
  pen->within = (CairnUnionBounds){{INFINITY, INFINITY}, {-INFINITY, -INFINITY}};
}

void cairn_union_pen_init(CairnUnionPen *pen, CairnUnion *covered, const CairnPaint *paint, double scale) {
  pen->covered = covered;
  pen->cap = paint->cap;
  pen->join = paint->join;
  pen->radius = paint->stroke_width * scale / 2;
  pen->miter_limit = cairn_stroke_miter_limit(paint);
  pen->n_waiting = 0;
  clear_upright(pen);
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

static double dot(CairnPoint a, CairnPoint b) {
  return a.x * b.x + a.y * b.y;
}

static double cross(CairnPoint a, CairnPoint b) {
  return a.x * b.y - a.y * b.x;
}

/* ---- Parts and joins ---- */

static void draw_part(CairnUnionPen *pen, CairnPoint from, CairnPoint to, CairnPoint half) {
  const CairnPoint corners[] = {plus(from, half, 1), plus(from, half, -1), plus(to, half, -1), plus(to, half, 1)};
  cairn_union_polygon(pen->covered, corners, 4);
}

/* Fills the corner at `at`, where the part with the half pen `before` ends and that with `after` begins: the
 * outer edges of both, made longer, meet in a tip. */
static void draw_join(CairnUnionPen *pen, CairnPoint at, CairnPoint before, CairnPoint after, CairnLineJoin join) {
  const double r2 = pen->radius * pen->radius, sine = cross(before, after) / r2, cosine = dot(before, after) / r2;
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
  cairn_union_polygon(pen->covered, corners, has_tip ? 4 : 3);
}

/* ---- What is not in the union yet ---- */

static inline bool is_covered(const CairnUnionPen *pen, CairnPoint low, CairnPoint high) {
  const CairnUnionBounds *within = &pen->within;
  return low.x > within->low.x && low.y > within->low.y && high.x <= within->high.x && high.y <= within->high.y;
}

/* Most of a dense line lies within what is straight up and down, and need not be looked at. */
static void draw_waiting(CairnUnionPen *pen) {
  for (const CairnWaiting *w = pen->waiting; w < pen->waiting + pen->n_waiting; w++) {
    if (is_covered(pen, w->low, w->high)) continue;
    if (w->is_join)
      draw_join(pen, w->from, w->before, w->half, w->join);
    else
      draw_part(pen, w->from, w->to, w->half);
  }
  pen->n_waiting = 0;
}

static void set_upright(CairnUnionPen *pen, CairnSampleBox box) {
  pen->upright = box;
  pen->within = cairn_union_bounds(pen->covered, box);
}

static void flush(CairnUnionPen *pen) {
  cairn_union_box(pen->covered, pen->upright);
  draw_waiting(pen);
  clear_upright(pen);
}

/* Place for what reaches that far, across and down, from the rectangle between two points; NULL where it is covered. */
static CairnWaiting *wait_for(CairnUnionPen *pen, CairnPoint low, CairnPoint high, CairnPoint reach) {
  const double room = 1e-9; /* computed corners are less exact than that */
  low = (CairnPoint){low.x - reach.x - room, low.y - reach.y - room};
  high = (CairnPoint){high.x + reach.x + room, high.y + reach.y + room};
  if (is_covered(pen, low, high)) return NULL;
  if (pen->n_waiting == CAIRN_MOST_WAITING) draw_waiting(pen);
  CairnWaiting *waiting = &pen->waiting[pen->n_waiting++];
  waiting->low = low;
  waiting->high = high;
  return waiting;
}

static void add_part(CairnUnionPen *pen, CairnPoint from, CairnPoint to, CairnPoint half) {
  const CairnPoint low = {cairn_least(from.x, to.x), cairn_least(from.y, to.y)}, high = {cairn_most(from.x, to.x), cairn_most(from.y, to.y)};
  CairnWaiting *waiting = wait_for(pen, low, high, (CairnPoint){fabs(half.x), fabs(half.y)});
  if (!waiting) return;
  waiting->is_join = false;
  waiting->from = from;
  waiting->to = to;
  waiting->half = half;
}

/* How far a join reaches from its corner at most: to where the parts end, and to the tip at (before + after) / (1 + cosine), which of
 * a turn by more than a right angle may be cut off. */
static CairnPoint reach_of_join(const CairnUnionPen *pen, CairnPoint before, CairnPoint after, CairnLineJoin join) {
  const double r2 = pen->radius * pen->radius, limit2 = pen->miter_limit * pen->miter_limit, product = dot(before, after);
  if (join == CAIRN_JOIN_ROUND && product < r2 / 2) return (CairnPoint){pen->radius, pen->radius};
  const CairnPoint ends = {cairn_most(fabs(before.x), fabs(after.x)), cairn_most(fabs(before.y), fabs(after.y))};
  if (product < 0 && (join != CAIRN_JOIN_MITER || limit2 * (r2 + product) < (2 - 1e-9) * r2)) return ends;
  const double times = r2 / (r2 + product);
  return (CairnPoint){cairn_most(ends.x, fabs(before.x + after.x) * times), cairn_most(ends.y, fabs(before.y + after.y) * times)};
}

static void add_join(CairnUnionPen *pen, CairnPoint at, CairnPoint before, CairnPoint after, CairnLineJoin join) {
  if (cross(before, after) == 0 && (dot(before, after) > 0 || join != CAIRN_JOIN_ROUND)) return; /* it goes on or turns back */
  CairnWaiting *waiting = wait_for(pen, at, at, reach_of_join(pen, before, after, join));
  if (!waiting) return;
  waiting->is_join = true;
  waiting->join = join;
  waiting->from = at;
  waiting->half = after;
  waiting->before = before;
}

/* ---- Straight up and down ---- */

/* Neighbours in dense lines have the same samples across, and are added as one box. */
static void add_upright(CairnUnionPen *pen, CairnPoint from, CairnPoint to) {
  CairnSampleBox *last = &pen->upright;
  const CairnPoint low = {from.x - pen->radius, fmin(from.y, to.y)},
                   high = {from.x + pen->radius, fmax(from.y, to.y)};
  if (is_covered(pen, low, high)) return;
  const CairnSampleBox box = cairn_union_samples(pen->covered, low, high);
  const bool is_beside = box.left == last->left && box.right == last->right;
  if (is_beside && box.top <= last->bottom && last->top <= box.bottom) {
    set_upright(pen, (CairnSampleBox){box.left, MIN(last->top, box.top), box.right, MAX(last->bottom, box.bottom)});
  } else {
    flush(pen);
    set_upright(pen, box);
  }
}

/* ---- Caps ---- */

/* `half` is that of the part whose end this is, with the part to its right. */
static void add_cap(CairnUnionPen *pen, CairnPoint end, CairnPoint half) {
  if (pen->cap == CAIRN_CAP_ROUND)
    cairn_union_sector(pen->covered, &pen->disc, end, half, plus((CairnPoint){0, 0}, half, -1));
  if (pen->cap != CAIRN_CAP_SQUARE) return;
  const CairnPoint forward = {-half.y, half.x}, left = plus(end, half, 1), right = plus(end, half, -1),
                   corners[] = {left, right, plus(right, forward, 1), plus(left, forward, 1)};
  cairn_union_polygon(pen->covered, corners, 4);
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

void cairn_union_pen_line(CairnUnionPen *pen, CairnPoint point, bool in_curve) {
  const CairnPoint from = pen->at, to = {on_grid(point.x), on_grid(point.y)};
  pen->goes_on = true;
  if (to.x == from.x && to.y == from.y) return;
  const CairnPoint half = half_across(pen, from, to);
  if (pen->n_parts++)
    add_join(pen, from, pen->half, half, in_curve ? CAIRN_JOIN_ROUND : pen->join);
  else
    pen->first_half = half;
  if (from.x == to.x)
    add_upright(pen, from, to);
  else
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
