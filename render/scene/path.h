/* Paths: the outlines of marks, as moves, lines, cubic curves and closings. The painter draws them, live SVG
 * writes them, and bounds come from them. */
#pragma once

#include "base/geometry.h"
#include "scene/scene.h"

typedef enum CairnStep { CAIRN_STEP_MOVE, CAIRN_STEP_LINE, CAIRN_STEP_CURVE, CAIRN_STEP_CLOSE } CairnStep;

/* Steps in order; a move and a line take one point, a curve three (two control points and the end), a closing
 * none. A zeroed path is empty and ready. */
typedef struct CairnPath {
  size_t n_steps, step_capacity;
  unsigned char *steps; /* CairnStep */
  size_t n_points, point_capacity;
  CairnPoint *points;
} CairnPath;

void cairn_path_clear(CairnPath *path);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CairnPath, cairn_path_clear)

/* Makes the path empty but keeps its memory. */
void cairn_path_reset(CairnPath *path);

void cairn_path_move(CairnPath *path, double x, double y);
void cairn_path_line(CairnPath *path, double x, double y);
void cairn_path_curve(CairnPath *path, double x1, double y1, double x2, double y2, double x, double y);
void cairn_path_close(CairnPath *path);
void cairn_path_rect(CairnPath *path, double x, double y, double width, double height);

/* Adds the steps of another path. */
void cairn_path_append(CairnPath *path, const CairnPath *other);

/* A circular arc as an HTML canvas draws it: joined to the current point by a line; radians clockwise from 3
 * o'clock. */
void cairn_path_arc(CairnPath *path, double x, double y, double radius, double start, double end,
                    bool anticlockwise);

/* Turns the points from number `first` on by `degrees` clockwise about the origin, then moves them. */
void cairn_path_place(CairnPath *path, size_t first, double degrees, double dx, double dy);

/* The box of all points and of the bulges of curves; empty for an empty path. */
CairnBox cairn_path_bounds(const CairnPath *path);

/* ---- Outlines of marks, added to `path` ---- */

/* A symbol of the given area about the origin: a name of Vega or an SVG path over [-1, 1]². NULL is a circle.
 */
void cairn_path_symbol(CairnPath *path, const char *shape, double size);

/* SVG path data, scaled. Stops before the first thing that is not path data, as SVG prescribes. */
void cairn_path_svg(CairnPath *path, const char *data, double scale_x, double scale_y);

/* Joins n >= 1 points by a curve of d3-shape. With `joined` it goes on from the current point by a line (the
 * way back along an area's other edge). */
void cairn_path_interpolate(CairnPath *path, const CairnLineItem *style, const CairnPoint *points, size_t n,
                            bool joined);

/* The outline of any item but text, in the frame of its group. */
void cairn_path_item(CairnPath *path, CairnMarkKind kind, const CairnItem *item);
