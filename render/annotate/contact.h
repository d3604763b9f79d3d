/* Do boxes and segments touch? The predicates of label placement, inline because everything rests on them. */
#pragma once

#include "base/geometry.h"

static inline double cairn_clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

static inline double cairn_distance(CairnPoint a, CairnPoint b) {
  double dx = a.x - b.x, dy = a.y - b.y;
  return sqrt(dx * dx + dy * dy);
}

typedef struct CairnSegment {
  CairnPoint from, to;
} CairnSegment;

/* The nearest point of the box. */
static inline CairnPoint cairn_box_nearest(CairnBox box, CairnPoint p) {
  return (CairnPoint){cairn_clamp(p.x, box.x, box.x + box.width),
                      cairn_clamp(p.y, box.y, box.y + box.height)};
}

/* px from the point to the box; 0 inside. */
static inline double cairn_box_distance(CairnBox box, CairnPoint p) {
  return cairn_distance(p, cairn_box_nearest(box, p));
}

/* One side of Liang and Barsky's clip: keeps t where delta * t <= room. */
static inline bool cairn_clip(double delta, double room, double *t0, double *t1) {
  if (delta == 0) return room > 0;
  double t = room / delta;
  if (delta < 0)
    *t0 = cairn_most(*t0, t);
  else
    *t1 = cairn_least(*t1, t);
  return *t0 < *t1;
}

/* Does the segment pass through the box's inside? (Liang and Barsky 1984) */
static inline bool cairn_segment_enters(CairnSegment s, CairnBox box) {
  double dx = s.to.x - s.from.x, dy = s.to.y - s.from.y, t0 = 0, t1 = 1;
  if (cairn_most(s.from.x, s.to.x) <= box.x || cairn_least(s.from.x, s.to.x) >= box.x + box.width ||
      cairn_most(s.from.y, s.to.y) <= box.y || cairn_least(s.from.y, s.to.y) >= box.y + box.height)
    return false;
  return cairn_clip(-dx, s.from.x - box.x, &t0, &t1) &&
         cairn_clip(dx, box.x + box.width - s.from.x, &t0, &t1) &&
         cairn_clip(-dy, s.from.y - box.y, &t0, &t1) &&
         cairn_clip(dy, box.y + box.height - s.from.y, &t0, &t1);
}

/* Twice the signed area of the triangle: which side of the line pq is r on? */
static inline double cairn_side(CairnPoint p, CairnPoint q, CairnPoint r) {
  return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
}

static inline bool cairn_spans(CairnSegment s, CairnPoint p) {
  return cairn_least(s.from.x, s.to.x) <= p.x && p.x <= cairn_most(s.from.x, s.to.x) &&
         cairn_least(s.from.y, s.to.y) <= p.y && p.y <= cairn_most(s.from.y, s.to.y);
}

/* Do the closed segments share a point? */
static inline bool cairn_segments_meet(CairnSegment a, CairnSegment b) {
  double a1 = cairn_side(b.from, b.to, a.from), a2 = cairn_side(b.from, b.to, a.to);
  double b1 = cairn_side(a.from, a.to, b.from), b2 = cairn_side(a.from, a.to, b.to);
  if (((a1 > 0 && a2 < 0) || (a1 < 0 && a2 > 0)) && ((b1 > 0 && b2 < 0) || (b1 < 0 && b2 > 0))) return true;
  return (a1 == 0 && cairn_spans(b, a.from)) || (a2 == 0 && cairn_spans(b, a.to)) ||
         (b1 == 0 && cairn_spans(a, b.from)) || (b2 == 0 && cairn_spans(a, b.to));
}

/* px from the point to the segment. */
static inline double cairn_segment_distance(CairnSegment s, CairnPoint p) {
  double dx = s.to.x - s.from.x, dy = s.to.y - s.from.y, length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((p.x - s.from.x) * dx + (p.y - s.from.y) * dy) / length2 : 0;
  t = cairn_clamp(t, 0, 1);
  return cairn_distance(p, (CairnPoint){s.from.x + t * dx, s.from.y + t * dy});
}

/* px between two segments; 0 when they meet. */
static inline double cairn_segments_distance(CairnSegment a, CairnSegment b) {
  if (cairn_segments_meet(a, b)) return 0;
  return cairn_least(cairn_least(cairn_segment_distance(a, b.from), cairn_segment_distance(a, b.to)),
                     cairn_least(cairn_segment_distance(b, a.from), cairn_segment_distance(b, a.to)));
}
