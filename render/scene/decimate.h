/* Leaves out vertices of a dense line whose absence cannot be seen in a bitmap.
 *
 * Strokes are painted on a grid of 1/256 of a pixel (paint/union_pen.h; Cairo does the same), so that
 * all vertices in one column of the grid lie above each other. Such a vertical run is painted the same when
 * it keeps its lowest and highest vertex, and the first two and the last two, which decide how it joins its
 * neighbours.
 */
#pragma once

#include "base/geometry.h"
#include "scene/vertex_source.h"

#include <glib.h>

/* Columns and rows to a pixel. */
enum { CAIRN_DECIMATOR_GRID = 256 };

typedef struct CairnDecimator CairnDecimator;

/* From the vertices to the pixels. */
typedef struct CairnDecimatorView {
  double x, y;     /* added to each vertex, in px */
  double scale;    /* pixels per px */
  CairnBox window; /* px: what lies beyond it in x cannot be seen, joins included */
} CairnDecimatorView;

CairnDecimator *cairn_decimator_new(const CairnDecimatorView *view);
void cairn_decimator_free(CairnDecimator *decimator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnDecimator, cairn_decimator_free)

/* Takes the next vertices. What is left of those before is appended to `out`, CairnPoints as they were told;
 * a gap has NaN for x. */
void cairn_decimator_add(CairnDecimator *decimator, const CairnVertexBlock *block, GArray *out);

/* Appends the rest. */
void cairn_decimator_finish(CairnDecimator *decimator, GArray *out);

/* A column or row of the grid, for a position along an axis: (position + offset) × scale in 1/256, rounded half to even.
 * The sum has no bits left for fractions; positions are far below 2^40. */
static inline double cairn_decimator_grid(double position, double offset, double scale) {
  const double magic = 6755399441055744.0; /* 1.5 × 2^52 */
  return (position + offset) * scale * CAIRN_DECIMATOR_GRID + magic - magic;
}

/* Columns of the grid, for `n` positions along an axis: (position + offset) × scale in 1/256. What is not
 * finite, or beyond [low, high] px, gets the nearest column of those. */
void cairn_decimator_columns(const double *positions, size_t n, double offset, double scale, double low,
                             double high, int *columns);
