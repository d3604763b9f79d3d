/* Sectors of rings, as d3-shape's arc draws them. */
#include <math.h>

#include "scene/path_item.h"

static const double epsilon = 1e-12;

/* One rounded corner: the centre of its circle, and the points, from that centre, where it touches the
 * straight side and the ring. */
typedef struct Corner {
  CairnPoint centre, on_side, on_ring;
} Corner;

typedef struct Sector {
  double inner, outer;                       /* radii */
  double start, end;                         /* angles as given, from 3 o'clock */
  double outer_start, outer_end, outer_span; /* after padding */
  double inner_start, inner_end, inner_span;
  bool clockwise;
  double corner, inner_corner, outer_corner; /* radii */
} Sector;

static CairnPoint at(double radius, double angle) {
  return (CairnPoint){radius * cos(angle), radius * sin(angle)};
}

static double bounded_asin(double value) {
  return value >= 1 ? G_PI / 2 : value <= -1 ? -G_PI / 2 : asin(value);
}

/* Takes half of the padding from each end, or all of the arc when there is less. */
static void pad(double *start, double *end, double *span, double padding, bool clockwise) {
  *span -= 2 * padding;
  if (*span > epsilon) {
    double signed_padding = clockwise ? padding : -padding;
    *start += signed_padding;
    *end -= signed_padding;
  } else {
    *span = 0;
    *start = *end = (*start + *end) / 2;
  }
}

static void pad_sector(Sector *s, double pad_angle) {
  double half = pad_angle / 2, radius = hypot(s->inner, s->outer);
  if (!(half > epsilon) || !(radius > epsilon)) return;
  pad(&s->inner_start, &s->inner_end, &s->inner_span, bounded_asin(radius / s->inner * sin(half)),
      s->clockwise);
  pad(&s->outer_start, &s->outer_end, &s->outer_span, bounded_asin(radius / s->outer * sin(half)),
      s->clockwise);
}

/* Where the lines a-b and c-d meet; false when they are parallel. */
static bool intersect(CairnPoint a, CairnPoint b, CairnPoint c, CairnPoint d, CairnPoint *out) {
  double abx = b.x - a.x, aby = b.y - a.y, cdx = d.x - c.x, cdy = d.y - c.y, t = cdy * abx - cdx * aby;
  if (t * t < epsilon) return false;
  t = (cdx * (a.y - c.y) - cdy * (a.x - c.x)) / t;
  *out = (CairnPoint){a.x + t * abx, a.y + t * aby};
  return true;
}

/* Corners get smaller where the two sides come together. */
static void limit_corners(Sector *s) {
  CairnPoint a = at(s->outer, s->outer_start), b = at(s->outer, s->outer_end), meeting;
  if (fabs(s->end - s->start) >= G_PI) return;
  if (!intersect(a, at(s->inner, s->inner_start), b, at(s->inner, s->inner_end), &meeting)) {
    s->inner_corner = s->outer_corner = 0;
    return;
  }
  double ax = a.x - meeting.x, ay = a.y - meeting.y, bx = b.x - meeting.x, by = b.y - meeting.y;
  double cosine = (ax * bx + ay * by) / (hypot(ax, ay) * hypot(bx, by));
  double k = 1 / sin(acos(fmax(fmin(cosine, 1), -1)) / 2), distance = hypot(meeting.x, meeting.y);
  s->inner_corner = fmin(s->corner, (s->inner - distance) / (k - 1));
  s->outer_corner = fmin(s->corner, (s->outer - distance) / (k + 1));
}

/* The circle of radius |rc| that touches the line p0-p1 and the ring of radius `r` (from inside for rc > 0).
 */
static Corner corner_at(CairnPoint p0, CairnPoint p1, double r, double rc, bool clockwise) {
  double x01 = p0.x - p1.x, y01 = p0.y - p1.y, side = (clockwise ? rc : -rc) / hypot(x01, y01);
  double ox = side * y01, oy = -side * x01;
  double x11 = p0.x + ox, y11 = p0.y + oy, x10 = p1.x + ox, y10 = p1.y + oy;
  double mx = (x11 + x10) / 2, my = (y11 + y10) / 2, dx = x10 - x11, dy = y10 - y11, d2 = dx * dx + dy * dy;
  double reach = r - rc, cross = x11 * y10 - x10 * y11;
  double d = (dy < 0 ? -1 : 1) * sqrt(fmax(0, reach * reach * d2 - cross * cross));
  double ax = (cross * dy - dx * d) / d2, ay = (-cross * dx - dy * d) / d2;
  double bx = (cross * dy + dx * d) / d2, by = (-cross * dx + dy * d) / d2;
  bool nearer_b =
      (ax - mx) * (ax - mx) + (ay - my) * (ay - my) > (bx - mx) * (bx - mx) + (by - my) * (by - my);
  CairnPoint centre = nearer_b ? (CairnPoint){bx, by} : (CairnPoint){ax, ay};
  double stretch = r / reach - 1;
  return (Corner){centre, {-ox, -oy}, {centre.x * stretch, centre.y * stretch}};
}

static double direction(CairnPoint p) {
  return atan2(p.y, p.x);
}

static CairnPoint sum(CairnPoint a, CairnPoint b) {
  return (CairnPoint){a.x + b.x, a.y + b.y};
}

/* From corner to corner along the ring of radius r; `merged` when the two corners take all of it. */
static void cornered_arc(CairnPath *path, const Corner *first, const Corner *last, double r, double rc,
                         bool merged, bool ring_clockwise, bool corners_clockwise) {
  CairnPoint c0 = first->centre, c1 = last->centre;
  double leave = direction(merged ? last->on_side : first->on_ring);
  cairn_path_arc(path, c0.x, c0.y, rc, direction(first->on_side), leave, !corners_clockwise);
  if (merged) return;
  cairn_path_arc(path, 0, 0, r, direction(sum(c0, first->on_ring)), direction(sum(c1, last->on_ring)),
                 !ring_clockwise);
  cairn_path_arc(path, c1.x, c1.y, rc, direction(last->on_ring), direction(last->on_side),
                 !corners_clockwise);
}

static void outer_edge(CairnPath *path, const Sector *s) {
  CairnPoint start = at(s->outer, s->outer_start), end = at(s->outer, s->outer_end);
  if (s->outer_span > epsilon && s->outer_corner > epsilon) {
    Corner first = corner_at(at(s->inner, s->inner_start), start, s->outer, s->outer_corner, s->clockwise);
    Corner last = corner_at(end, at(s->inner, s->inner_end), s->outer, s->outer_corner, s->clockwise);
    CairnPoint touch = sum(first.centre, first.on_side);
    cairn_path_move(path, touch.x, touch.y);
    cornered_arc(path, &first, &last, s->outer, s->outer_corner, s->outer_corner < s->corner, s->clockwise,
                 s->clockwise);
    return;
  }
  cairn_path_move(path, start.x, start.y);
  if (s->outer_span > epsilon)
    cairn_path_arc(path, 0, 0, s->outer, s->outer_start, s->outer_end, !s->clockwise);
}

static void inner_edge(CairnPath *path, const Sector *s) {
  CairnPoint start = at(s->inner, s->inner_start), end = at(s->inner, s->inner_end);
  if (!(s->inner > epsilon) || !(s->inner_span > epsilon)) {
    cairn_path_line(path, end.x, end.y);
  } else if (s->inner_corner > epsilon) {
    CairnPoint outer_start = at(s->outer, s->outer_start), outer_end = at(s->outer, s->outer_end);
    Corner first = corner_at(end, outer_end, s->inner, -s->inner_corner, s->clockwise);
    Corner last = corner_at(outer_start, start, s->inner, -s->inner_corner, s->clockwise);
    cornered_arc(path, &first, &last, s->inner, s->inner_corner, s->inner_corner < s->corner, !s->clockwise,
                 s->clockwise);
  } else {
    cairn_path_arc(path, 0, 0, s->inner, s->inner_end, s->inner_start, s->clockwise);
  }
}

static void full_ring(CairnPath *path, const Sector *s) {
  CairnPoint outside = at(s->outer, s->start), inside = at(s->inner, s->end);
  cairn_path_move(path, outside.x, outside.y);
  cairn_path_arc(path, 0, 0, s->outer, s->start, s->end, !s->clockwise);
  if (s->inner > epsilon) {
    cairn_path_move(path, inside.x, inside.y);
    cairn_path_arc(path, 0, 0, s->inner, s->end, s->start, s->clockwise);
  }
  cairn_path_close(path);
}

void cairn_path_sector(CairnPath *path, const CairnArcItem *arc) {
  if (!isfinite(arc->start_angle) || !isfinite(arc->end_angle)) return;
  double inner = fmax(fmin(arc->inner_radius, arc->outer_radius), 0),
         outer = fmax(arc->inner_radius, arc->outer_radius);
  double turned = arc->angle * G_PI / 180 - G_PI / 2;
  double start = arc->start_angle + turned, end = arc->end_angle + turned, span = fabs(end - start);
  if (!isfinite(outer) || !(outer > epsilon)) return;
  Sector s = {inner, outer, start, end, start, end, span, start, end, span, end > start, 0, 0, 0};
  if (span > 2 * G_PI - epsilon) {
    full_ring(path, &s);
    return;
  }
  pad_sector(&s, arc->pad_angle);
  s.corner = fmin((outer - inner) / 2, fmax(arc->corner_radius, 0));
  s.inner_corner = s.outer_corner = s.corner;
  if (s.corner > epsilon) limit_corners(&s);
  outer_edge(path, &s);
  inner_edge(path, &s);
  cairn_path_close(path);
}
