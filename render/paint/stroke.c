#include "paint/stroke.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "paint/union_pen.h"

/* How far a flattened curve may lie from the curve, in pixels; a number of parts that is never passed. */
#define TOLERANCE 0.05
/* The cosine of the least turn that gets a round join of its own where the pen is not wide. */
#define SLIGHT_TURN 0.98
enum { MOST_PARTS = 256, MOST_CORNERS = MOST_PARTS + 2 };

static CairnPoint zoomed(CairnPoint p, CairnZoom zoom) {
  return (CairnPoint){p.x * zoom.scale + zoom.x, p.y * zoom.scale + zoom.y};
}

/* ---- Flattening ---- */

/* What is done with the straight parts of a path; `end` comes after each subpath, and is told whether the
 * path closes it. */
typedef struct Pen {
  void (*move)(void *data, CairnPoint to);
  void (*line)(void *data, CairnPoint to,
               bool in_curve); /* in_curve: goes on along the curve of the line before */
  void (*end)(void *data, bool closed);
  void *data;
} Pen;

/* The distance from a cubic curve to its chords shrinks with the square of their number. */
static int parts_of(CairnPoint a, CairnPoint b, CairnPoint c, CairnPoint d) {
  double bend =
      fmax(hypot(a.x - 2 * b.x + c.x, a.y - 2 * b.y + c.y), hypot(b.x - 2 * c.x + d.x, b.y - 2 * c.y + d.y));
  return (int)fmin(fmax(ceil(sqrt(0.75 * bend / TOLERANCE)), 1), MOST_PARTS);
}

static void flatten(const Pen *pen, CairnPoint a, CairnPoint b, CairnPoint c, CairnPoint d) {
  int n = parts_of(a, b, c, d);
  for (int i = 1; i < n; i++) {
    double t = (double)i / n, s = 1 - t, wa = s * s * s, wb = 3 * s * s * t, wc = 3 * s * t * t,
           wd = t * t * t;
    pen->line(
        pen->data,
        (CairnPoint){wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y},
        i > 1);
  }
  pen->line(pen->data, d, n > 1);
}

static void follow(const CairnPath *path, CairnZoom zoom, const Pen *pen) {
  const CairnPoint *p = path->points;
  CairnPoint start = {0, 0}, at = {0, 0};
  bool begun = false;
  for (size_t i = 0; i < path->n_steps; i++) {
    CairnStep step = (CairnStep)path->steps[i];
    bool is_close = step == CAIRN_STEP_CLOSE;
    if (begun && (is_close || step == CAIRN_STEP_MOVE)) pen->end(pen->data, is_close);
    if (is_close) {
      begun = false;
      at = start;
      continue;
    }
    bool is_move = step == CAIRN_STEP_MOVE;
    CairnPoint to = zoomed(p[step == CAIRN_STEP_CURVE ? 2 : 0], zoom);
    if (is_move || !begun) pen->move(pen->data, start = is_move ? to : at);
    begun = true;
    if (step == CAIRN_STEP_LINE) pen->line(pen->data, to, false);
    if (step == CAIRN_STEP_CURVE) flatten(pen, at, zoomed(p[0], zoom), zoomed(p[1], zoom), to);
    at = to;
    p += step == CAIRN_STEP_CURVE ? 3 : 1;
  }
  if (begun) pen->end(pen->data, false);
}

/* ---- Rectangles ---- */

bool cairn_fill_is_rect(const CairnPath *path, CairnZoom zoom, CairnPoint corners[2]) {
  static const unsigned char steps[] = {CAIRN_STEP_MOVE, CAIRN_STEP_LINE, CAIRN_STEP_LINE, CAIRN_STEP_LINE,
                                        CAIRN_STEP_CLOSE};
  const CairnPoint *p = path->points;
  if (path->n_steps != G_N_ELEMENTS(steps) || memcmp(path->steps, steps, sizeof steps) != 0) return false;
  bool across = p[0].y == p[1].y && p[1].x == p[2].x && p[2].y == p[3].y && p[3].x == p[0].x;
  bool down = p[0].x == p[1].x && p[1].y == p[2].y && p[2].x == p[3].x && p[3].y == p[0].y;
  corners[0] = zoomed(p[0], zoom);
  corners[1] = zoomed(p[2], zoom);
  return across || down;
}

bool cairn_stroke_is_rect(const CairnPath *path, const CairnPaint *paint, CairnZoom zoom,
                          CairnPoint corners[2]) {
  bool is_line = path->n_steps == 2 && path->steps[0] == CAIRN_STEP_MOVE && path->steps[1] == CAIRN_STEP_LINE;
  if (!is_line || paint->cap != CAIRN_CAP_BUTT) return false;
  const CairnPoint a = zoomed(path->points[0], zoom), b = zoomed(path->points[1], zoom);
  const double radius = paint->stroke_width * zoom.scale / 2;
  const bool upright = a.x == b.x, level = a.y == b.y;
  corners[0] = (CairnPoint){a.x - upright * radius, a.y - level * radius};
  corners[1] = (CairnPoint){b.x + upright * radius, b.y + level * radius};
  return upright != level;
}

/* ---- Fills ---- */

typedef struct Filler {
  CairnRaster *raster;
  CairnPoint start, at;
} Filler;

static void fill_move(void *data, CairnPoint to) {
  Filler *filler = data;
  filler->start = filler->at = to;
}

static void fill_line(void *data, CairnPoint to, bool in_curve) {
  (void)in_curve;
  Filler *filler = data;
  cairn_raster_side(filler->raster, filler->at, to);
  filler->at = to;
}

static void fill_end(void *data, bool closed) {
  (void)closed;
  fill_line(data, ((Filler *)data)->start, false);
}

void cairn_raster_add_fill(CairnRaster *raster, const CairnPath *path, CairnZoom zoom) {
  Filler filler = {.raster = raster};
  follow(path, zoom, &(Pen){fill_move, fill_line, fill_end, &filler});
}

/* ---- Polygons of strokes ---- */

/* A straight part of a stroke: its ends, the half pen across it to the left of its direction, and what it
 * covers: the corners left and right of its start, then right and left of its end. */
typedef struct Part {
  CairnPoint from, to, half;
  double length;
  CairnPoint corners[4];
} Part;

enum { START_LEFT, START_RIGHT, END_RIGHT, END_LEFT };

/* The first part waits for the end, as the path may close; the last one for the next. */
typedef struct Stroker {
  CairnRaster *raster;
  CairnLineCap cap;
  CairnLineJoin join;
  double radius, miter_limit;
  CairnPoint start, at;
  bool goes_on; /* from `start`, be it by no distance */
  size_t n_parts;
  Part first, last;
} Stroker;

static CairnPoint plus(CairnPoint a, CairnPoint b, double times) {
  return (CairnPoint){a.x + times * b.x, a.y + times * b.y};
}

static double cross(CairnPoint a, CairnPoint b) {
  return a.x * b.y - a.y * b.x;
}

static double dot(CairnPoint a, CairnPoint b) {
  return a.x * b.x + a.y * b.y;
}

/* Where polygons overlap their windings must add up, so that all turn the same way round. */
static void add_polygon(const Stroker *stroker, const CairnPoint *corners, int n) {
  double area = 0;
  for (int i = 0; i < n; i++)
    area += cross(corners[i], corners[(i + 1) % n]);
  for (int i = 0; i < n; i++) {
    const CairnPoint a = corners[i], b = corners[(i + 1) % n];
    cairn_raster_side(stroker->raster, area < 0 ? b : a, area < 0 ? a : b);
  }
}

/* A part of the disk about `center`, from `center` + `from` by `angle`, and what lies between it and `apex`.
 */
static void add_sector(const Stroker *stroker, CairnPoint apex, CairnPoint center, CairnPoint from,
                       double angle) {
  CairnPoint corners[MOST_CORNERS];
  double step = 2 * acos(fmax(1 - TOLERANCE / fmax(stroker->radius, TOLERANCE), 0));
  int n = (int)fmin(ceil(fabs(angle) / step) + 1, MOST_PARTS);
  corners[0] = apex;
  for (int i = 0; i <= n; i++) {
    double turn = angle * i / n, c = cos(turn), s = sin(turn);
    corners[i + 1] = (CairnPoint){center.x + c * from.x - s * from.y, center.y + s * from.x + c * from.y};
  }
  add_polygon(stroker, corners, n + 2);
}

static Part part_between(const Stroker *stroker, CairnPoint from, CairnPoint to) {
  const CairnPoint along = plus(to, from, -1);
  Part part = {.from = from, .to = to, .length = hypot(along.x, along.y)};
  /* This order of operations is exact for what goes straight up or down, however far. */
  part.half = (CairnPoint){along.y / part.length * stroker->radius, -along.x / part.length * stroker->radius};
  part.corners[START_LEFT] = plus(from, part.half, 1);
  part.corners[START_RIGHT] = plus(from, part.half, -1);
  part.corners[END_RIGHT] = plus(to, part.half, -1);
  part.corners[END_LEFT] = plus(to, part.half, 1);
  return part;
}

/* Lets two parts end in a corner on one of their sides, left or right of both. */
static void cut(Part *before, Part *after, bool is_left, CairnPoint corner) {
  before->corners[is_left ? END_LEFT : END_RIGHT] = corner;
  after->corners[is_left ? START_LEFT : START_RIGHT] = corner;
}

double cairn_stroke_miter_limit(const CairnPaint *paint) {
  return fmin(fmax(paint->miter_limit, 1), 100);
}

/* The tip of a miter is the pen's radius by the cosine of half the turn away from the corner. */
bool cairn_stroke_has_tip(CairnLineJoin join, double cosine, double radius, double miter_limit) {
  if (join == CAIRN_JOIN_MITER) return 2 <= miter_limit * miter_limit * (1 + cosine);
  const double half = radius / (radius + TOLERANCE);
  return join == CAIRN_JOIN_ROUND && cosine > fmax(SLIGHT_TURN, 2 * half * half - 1);
}

/* Fills the corner where `before` ends and `after` begins. The outer edges of both, made longer, meet in a
 * tip, and the inner ones in its mirror image; where the parts are long enough they end there, so that they
 * do not overlap, else in the corner itself. */
static void add_join(const Stroker *stroker, Part *before, Part *after, CairnLineJoin join) {
  const double r2 = stroker->radius * stroker->radius, room = fmin(before->length, after->length) / 2;
  const double sine = cross(before->half, after->half) / r2, cosine = dot(before->half, after->half) / r2;
  if (fabs(sine) < 1e-9 && cosine > 0) return;
  const double outer = sine >= 0 ? 1 : -1, times = 1 / fmax(1 + cosine, 1e-9);
  const CairnPoint none = {0, 0}, corner = after->from, a = plus(none, before->half, outer),
                   b = plus(none, after->half, outer);
  const CairnPoint reach = plus(plus(none, a, times), b, times), tip = plus(corner, reach, 1);
  const bool has_room = dot(reach, reach) - r2 <= room * room,
             has_tip = cairn_stroke_has_tip(join, cosine, stroker->radius, stroker->miter_limit);
  const CairnPoint inner = has_room ? plus(corner, reach, -1) : corner;
  if (has_room) cut(before, after, outer < 0, inner);
  if (has_room && has_tip) {
    cut(before, after, outer > 0, tip);
  } else if (join == CAIRN_JOIN_ROUND && !has_tip) {
    add_sector(stroker, inner, corner, a, outer * fabs(atan2(sine, cosine)));
  } else {
    const CairnPoint end = plus(corner, b, 1),
                     corners[] = {inner, plus(corner, a, 1), has_tip ? tip : end, end};
    add_polygon(stroker, corners, 4);
  }
}

/* `half` is that of the part whose end this is, with the part to its right. */
static void add_cap(const Stroker *stroker, CairnPoint end, CairnPoint half) {
  const CairnPoint forward = {-half.y, half.x}, left = plus(end, half, 1), right = plus(end, half, -1);
  if (stroker->cap == CAIRN_CAP_ROUND) add_sector(stroker, end, end, half, G_PI);
  if (stroker->cap != CAIRN_CAP_SQUARE) return;
  const CairnPoint corners[] = {left, right, plus(right, forward, 1), plus(left, forward, 1)};
  add_polygon(stroker, corners, 4);
}

/* ---- Strokes ---- */

static void stroke_move(void *data, CairnPoint to) {
  Stroker *stroker = data;
  stroker->start = stroker->at = to;
  stroker->goes_on = false;
  stroker->n_parts = 0;
}

static void stroke_line(void *data, CairnPoint to, bool in_curve) {
  Stroker *stroker = data;
  stroker->goes_on = true;
  if (!(hypot(to.x - stroker->at.x, to.y - stroker->at.y) > 1e-6)) return;
  Part part = part_between(stroker, stroker->at, to);
  if (stroker->n_parts) add_join(stroker, &stroker->last, &part, in_curve ? CAIRN_JOIN_ROUND : stroker->join);
  if (stroker->n_parts == 1) stroker->first = stroker->last;
  if (stroker->n_parts > 1) add_polygon(stroker, stroker->last.corners, 4);
  stroker->n_parts++;
  stroker->last = part;
  stroker->at = to;
}

/* A subpath without length is a dot if its ends are round; with square ones it would have no direction. */
static void add_dot(const Stroker *stroker) {
  if (stroker->cap != CAIRN_CAP_ROUND || !stroker->goes_on) return;
  add_cap(stroker, stroker->at, (CairnPoint){0, -stroker->radius});
  add_cap(stroker, stroker->at, (CairnPoint){0, stroker->radius});
}

static void stroke_end(void *data, bool closed) {
  Stroker *stroker = data;
  if (closed) stroke_line(stroker, stroker->start, false);
  if (stroker->n_parts == 0) {
    add_dot(stroker);
    return;
  }
  Part *first = stroker->n_parts > 1 ? &stroker->first : &stroker->last, *last = &stroker->last;
  if (closed) {
    add_join(stroker, last, first, stroker->join);
  } else {
    add_cap(stroker, last->to, last->half);
    add_cap(stroker, first->from, plus((CairnPoint){0, 0}, first->half, -1));
  }
  add_polygon(stroker, last->corners, 4);
  if (first != last) add_polygon(stroker, first->corners, 4);
}

void cairn_raster_add_stroke(CairnRaster *raster, const CairnPath *path, const CairnPaint *paint,
                             CairnZoom zoom) {
  Stroker stroker = {.raster = raster,
                     .cap = paint->cap,
                     .join = paint->join,
                     .radius = paint->stroke_width * zoom.scale / 2,
                     .miter_limit = cairn_stroke_miter_limit(paint)};
  follow(path, zoom, &(Pen){stroke_move, stroke_line, stroke_end, &stroker});
}

/* ---- Strokes that overlap themselves ---- */

static void unite_move(void *pen, CairnPoint to) {
  cairn_union_pen_move(pen, to);
}

static void unite_line(void *pen, CairnPoint to, bool in_curve) {
  cairn_union_pen_line(pen, to, in_curve);
}

static void unite_end(void *pen, bool closed) {
  cairn_union_pen_end(pen, closed);
}

void cairn_union_add_stroke(CairnUnion *covered, const CairnPath *path, const CairnPaint *paint,
                            CairnZoom zoom) {
  CairnUnionPen pen;
  cairn_union_pen_init(&pen, covered, paint, zoom.scale);
  follow(path, zoom, &(Pen){unite_move, unite_line, unite_end, &pen});
}
