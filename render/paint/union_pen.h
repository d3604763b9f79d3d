/* A pen that draws lines into a union: what is told to it vertex by vertex needs no path.
 *
 * Vertices are moved to the grid of 1/256 of a pixel, where those that decimation (scene/decimate.h) takes for one above the
 * other are so. Joins and caps are those of SVG 2. */
#pragma once

#include <stdbool.h>

#include "paint/union.h"
#include "scene/scene.h"

/* A part of the line, or the join of two, that is not in the union yet. */
typedef struct CairnWaiting {
  bool is_join;
  CairnLineJoin join;
  CairnPoint from, half; /* the start of a part, and the half pen across it; a join is where a part starts */
  union {
    CairnPoint to;     /* the end of the part */
    CairnPoint before; /* the half pen across the part before the join */
  };
  CairnPoint low, high; /* it lies between these, in pixels */
} CairnWaiting;

enum { CAIRN_MOST_WAITING = 64 };

typedef struct CairnUnionPen {
  CairnUnion *covered;
  CairnLineCap cap;
  CairnLineJoin join;
  double radius, miter_limit;
  CairnUnionDisc disc; /* of round caps and joins */
  CairnPoint start, at;
  bool goes_on; /* from `start`, be it by no distance */
  size_t n_parts;
  CairnPoint first_half, half; /* the half pen across the first part and the last, to the left of its direction */
  CairnSampleBox upright;      /* what parts straight up and down cover that is not in the union yet */
  CairnUnionBounds within;     /* it; empty where that is */
  CairnWaiting waiting[CAIRN_MOST_WAITING];
  int n_waiting;
} CairnUnionPen;

/* Makes it a pen with the width, caps and joins of `paint`, whose px are `scale` pixels wide. The union is borrowed. */
void cairn_union_pen_init(CairnUnionPen *pen, CairnUnion *covered, const CairnPaint *paint, double scale);

/* How far what it draws reaches from its vertices, in pixels. */
double cairn_union_pen_reach(const CairnPaint *paint, double scale);

/* Subpaths of straight lines between finite points, in pixels; each is ended. `in_curve`: the line goes on along the curve
 * that the one before is a part of. */
void cairn_union_pen_move(CairnUnionPen *pen, CairnPoint to);
void cairn_union_pen_line(CairnUnionPen *pen, CairnPoint to, bool in_curve);
void cairn_union_pen_end(CairnUnionPen *pen, bool closed);
