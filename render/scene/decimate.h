/* Leaves out vertices of a dense line whose absence cannot be seen in a bitmap.
 *
 * Cairo draws on a grid of 1/256 of a pixel, so that all vertices in one column of the grid lie above each
 * other. Such a vertical run is painted the same when it keeps its lowest and highest vertex, and the first
 * two and the last two, which decide how it joins its neighbours.
 *
 * Where columns are dense, most of them are also hidden by the stroke: what is drawn of a column up to some
 * height, with its joins, is covered where others, to its left and to its right, have runs that reach higher
 * and are so near to each other that their strokes overlap. Columns that are hidden at both of their ends are
 * merged into one vertical run, and the line is interrupted behind it. Only the columns within the width of a
 * stroke are kept at a time. That is not quite exact: Cairo's outlines are rounded by what came before, and
 * in about one picture of fifty a single pixel differs by some levels of 255. Without merging no pixel does.
 */
#pragma once

#include "base/geometry.h"
#include "scene/vertex_source.h"

#include <glib.h>
#include <stdbool.h>

typedef struct CairnDecimator CairnDecimator;

/* From the vertices to the pixels, and the pen. */
typedef struct CairnDecimatorPen {
  double x, y;                      /* added to each vertex, in px */
  double scale;                     /* pixels per px */
  CairnBox window;                  /* px: what lies beyond it in x cannot be seen, joins included */
  double stroke_width, miter_limit; /* px; joins are miters or bevels */
  bool hides;                       /* columns may be merged: the stroke is solid and has butt caps */
} CairnDecimatorPen;

CairnDecimator *cairn_decimator_new(const CairnDecimatorPen *pen);
void cairn_decimator_free(CairnDecimator *decimator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnDecimator, cairn_decimator_free)

/* Takes the next vertices. What is left of those before is appended to `out`, CairnPoints as they were told;
 * a gap has NaN for x. */
void cairn_decimator_add(CairnDecimator *decimator, const CairnVertexBlock *block, GArray *out);

/* Appends the rest. */
void cairn_decimator_finish(CairnDecimator *decimator, GArray *out);

/* Columns of Cairo's grid, for `n` positions along an axis: (position + offset) × scale in 1/256. What is not
 * finite, or beyond [low, high] px, gets the nearest column of those. */
void cairn_decimator_columns(const double *positions, size_t n, double offset, double scale, double low,
                             double high, int *columns);
