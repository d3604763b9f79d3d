/* Filled and stroked paths as sides of polygons, for bitmaps. */
#pragma once

#include "paint/raster.h"
#include "paint/union.h"
#include "scene/path.h"

/* From px to pixels: scale, then offset. */
typedef struct CairnZoom {
  double scale, x, y;
} CairnZoom;

/* Is the filled path, or what the pen covers along it, one upright rectangle? Then its corners, in pixels. */
bool cairn_fill_is_rect(const CairnPath *path, CairnZoom zoom, CairnPoint corners[2]);
bool cairn_stroke_is_rect(const CairnPath *path, const CairnPaint *paint, CairnZoom zoom,
                          CairnPoint corners[2]);

/* Adds the inside of the path; subpaths that are open are closed. */
void cairn_raster_add_fill(CairnRaster *raster, const CairnPath *path, CairnZoom zoom);

/* Adds what a pen with the width, caps and joins of `paint` covers; its dashes are left out. Joins and caps
 * are those of SVG 2 and of Cairo; all polygons turn the same way round. */
void cairn_raster_add_stroke(CairnRaster *raster, const CairnPath *path, const CairnPaint *paint,
                             CairnZoom zoom);

/* The same for paths that overlap themselves, with the pen of union_pen.h. */
void cairn_union_add_stroke(CairnUnion *covered, const CairnPath *path, const CairnPaint *paint,
                            CairnZoom zoom);

/* The miter's limit, within bounds. */
double cairn_stroke_miter_limit(const CairnPaint *paint);

/* Does a tip, of a miter or of what looks like a round join, stand out where two parts meet in a turn with that cosine?
 * `radius` is half the pen's width in pixels. */
bool cairn_stroke_has_tip(CairnLineJoin join, double cosine, double radius, double miter_limit);
