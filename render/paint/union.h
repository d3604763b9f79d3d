/* What many polygons cover together, however they overlap, and the painting of it in one colour.
 *
 * Each pixel has a grid of 16 × 16 samples, one bit each, and a polygon sets those of its inside, so that a
 * pixel knows which part of it is covered and not only how much: the union is exact but for the grid (the
 * A-buffer of Carpenter 1984). What is set already is passed over, which is why a line that goes over the
 * same pixels thousands of times costs little more than one that fills them once. Places where polygons touch
 * are not seen. */
#pragma once

#include "base/geometry.h"
#include "paint/pixels.h"

enum { CAIRN_UNION_MOST_CORNERS = 8 };

typedef struct CairnUnion CairnUnion;

/* The widest that a union of that height should be, in pixels, to stay in a few megabytes; at least 1. */
int cairn_union_width(int height);

/* Nothing is covered yet. Only what lies in `box` counts. Owned by the caller. */
CairnUnion *cairn_union_new(CairnPixelBox box);
void cairn_union_free(CairnUnion *covered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnUnion, cairn_union_free)

/* Samples of the box of a union, counted from its left and top: [left, right) × [top, bottom). */
typedef struct CairnSampleBox {
  int left, top, right, bottom;
} CairnSampleBox;

/* Adds a convex polygon of at most CAIRN_UNION_MOST_CORNERS, either way round; its corners are finite and in
 * pixels. */
void cairn_union_polygon(CairnUnion *covered, const CairnPoint *corners, int n);

/* Those in the upright rectangle between two points, in pixels; `low` is left of and above `high`. */
CairnSampleBox cairn_union_samples(const CairnUnion *covered, CairnPoint low, CairnPoint high);

/* Points within these bounds, in pixels, have none but the samples of a box between them. */
typedef struct CairnUnionBounds {
  CairnPoint low, high;
} CairnUnionBounds;

CairnUnionBounds cairn_union_bounds(const CairnUnion *covered, CairnSampleBox box);

/* Adds all samples of a box. */
void cairn_union_box(CairnUnion *covered, CairnSampleBox box);

/* A disc that is added many times: half of its width at each distance from its middle on the grid of places within pixels,
 * unless it is large. */
typedef struct CairnUnionDisc {
  double radius;
  int n_chords;
  double chords[1024];
} CairnUnionDisc;

CairnUnionDisc cairn_union_disc(double radius);

/* Adds the sector of a disc from the direction `from` to the direction `to`, by at most half a turn that leads from x to
 * y. Half a disc between two like it, straight above and below it, adds nothing to them and the rectangle between
 * their middles. */
void cairn_union_sector(CairnUnion *covered, const CairnUnionDisc *disc, CairnPoint center, CairnPoint from, CairnPoint to);

/* Paints what is covered. `color` is premultiplied ARGB. The box lies in the clip of `pixels`. */
void cairn_union_paint(const CairnUnion *covered, const CairnPixels *pixels, uint32_t color);
