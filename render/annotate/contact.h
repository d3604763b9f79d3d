/* Do boxes and segments touch? The predicates of label placement. */
#pragma once

#include "base/geometry.h"

/* As fmin and fmax for finite numbers, but without a call. */
static inline double cairn_least(double a, double b) {
  return a < b ? a : b;
}

static inline double cairn_most(double a, double b) {
  return a > b ? a : b;
}

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
  return (CairnPoint){cairn_clamp(p.x, box.x, box.x + box.width), cairn_clamp(p.y, box.y, box.y + box.height)};
}

/* px from the point to the box; 0 inside. */
static inline double cairn_box_distance(CairnBox box, CairnPoint p) {
  return cairn_distance(p, cairn_box_nearest(box, p));
}

/* Does the segment pass through the box's inside? (Liang and Barsky 1984) */
bool cairn_segment_enters(CairnSegment s, CairnBox box);

/* Do the closed segments share a point? */
bool cairn_segments_meet(CairnSegment a, CairnSegment b);

/* px from the point to the segment. */
double cairn_segment_distance(CairnSegment s, CairnPoint p);

/* px between two segments; 0 when they meet. */
double cairn_segments_distance(CairnSegment a, CairnSegment b);
