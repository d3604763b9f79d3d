#include "annotate/contact.h"

/* One side of Liang and Barsky's clip: keeps t where delta * t <= room. */
static bool clip(double delta, double room, double *t0, double *t1) {
  if (delta == 0) return room > 0;
  double t = room / delta;
  if (delta < 0)
    *t0 = cairn_most(*t0, t);
  else
    *t1 = cairn_least(*t1, t);
  return *t0 < *t1;
}

bool cairn_segment_enters(CairnSegment s, CairnBox box) {
  double dx = s.to.x - s.from.x, dy = s.to.y - s.from.y, t0 = 0, t1 = 1;
  if (cairn_most(s.from.x, s.to.x) <= box.x || cairn_least(s.from.x, s.to.x) >= box.x + box.width ||
      cairn_most(s.from.y, s.to.y) <= box.y || cairn_least(s.from.y, s.to.y) >= box.y + box.height)
    return false;
  return clip(-dx, s.from.x - box.x, &t0, &t1) && clip(dx, box.x + box.width - s.from.x, &t0, &t1) &&
         clip(-dy, s.from.y - box.y, &t0, &t1) && clip(dy, box.y + box.height - s.from.y, &t0, &t1);
}

/* Twice the signed area of the triangle: which side of the line pq is r on? */
static double side(CairnPoint p, CairnPoint q, CairnPoint r) {
  return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
}

static bool spans(CairnSegment s, CairnPoint p) {
  return cairn_least(s.from.x, s.to.x) <= p.x && p.x <= cairn_most(s.from.x, s.to.x) &&
         cairn_least(s.from.y, s.to.y) <= p.y && p.y <= cairn_most(s.from.y, s.to.y);
}

bool cairn_segments_meet(CairnSegment a, CairnSegment b) {
  double a1 = side(b.from, b.to, a.from), a2 = side(b.from, b.to, a.to);
  double b1 = side(a.from, a.to, b.from), b2 = side(a.from, a.to, b.to);
  if (((a1 > 0 && a2 < 0) || (a1 < 0 && a2 > 0)) && ((b1 > 0 && b2 < 0) || (b1 < 0 && b2 > 0))) return true;
  return (a1 == 0 && spans(b, a.from)) || (a2 == 0 && spans(b, a.to)) || (b1 == 0 && spans(a, b.from)) ||
         (b2 == 0 && spans(a, b.to));
}

double cairn_segment_distance(CairnSegment s, CairnPoint p) {
  double dx = s.to.x - s.from.x, dy = s.to.y - s.from.y, length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? ((p.x - s.from.x) * dx + (p.y - s.from.y) * dy) / length2 : 0;
  t = cairn_clamp(t, 0, 1);
  return cairn_distance(p, (CairnPoint){s.from.x + t * dx, s.from.y + t * dy});
}

double cairn_segments_distance(CairnSegment a, CairnSegment b) {
  if (cairn_segments_meet(a, b)) return 0;
  return cairn_least(cairn_least(cairn_segment_distance(a, b.from), cairn_segment_distance(a, b.to)),
                     cairn_least(cairn_segment_distance(b, a.from), cairn_segment_distance(b, a.to)));
}
