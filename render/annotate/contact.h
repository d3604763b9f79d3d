/* Do boxes and segments touch? The predicates of label placement. */
#pragma once

#include "base/geometry.h"

typedef struct CairnSegment {
  CairnPoint from, to;
} CairnSegment;

/* The nearest point of the box. */
static inline CairnPoint cairn_box_nearest(CairnBox box, CairnPoint p) {
  return (CairnPoint){fmin(fmax(p.x, box.x), box.x + box.width), fmin(fmax(p.y, box.y), box.y + box.height)};
}

/* px from the point to the box; 0 inside. */
static inline double cairn_box_distance(CairnBox box, CairnPoint p) {
  CairnPoint q = cairn_box_nearest(box, p);
  return hypot(p.x - q.x, p.y - q.y);
}

/* Does the segment pass through the box's inside? (Liang and Barsky 1984) */
bool cairn_segment_enters(CairnSegment s, CairnBox box);

/* Do the closed segments share a point? */
bool cairn_segments_meet(CairnSegment a, CairnSegment b);

/* px from the point to the segment. */
double cairn_segment_distance(CairnSegment s, CairnPoint p);

/* px between two segments; 0 when they meet. */
double cairn_segments_distance(CairnSegment a, CairnSegment b);
