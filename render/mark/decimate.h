/* Leaves out vertices of a dense line whose absence cannot be seen.
 *
 * For bitmaps no pixel may change. Cairo draws on a grid of 1/256 px, so that all vertices in one bucket of
 * 1/512 px lie above each other. A vertical run is painted the same when it keeps its lowest and highest
 * vertex, and the first two and the last two, which decide how it joins its neighbours.
 *
 * Where buckets are dense, most of them are also hidden by the stroke: a bucket whose stroke reaches up to
 * some height is covered there when others, to its left and to its right, reach higher and are so near to
 * each other that their strokes overlap. Runs of buckets that are hidden at both of their ends are merged
 * into one vertical run, and the line is interrupted behind it, as a flat piece there could stand out.
 *
 * For outlines there is one bucket for each px, with its first, lowest, highest and last vertex (Jugel and
 * others, "M4: a visualization-oriented time series data aggregation", 2014). */
#pragma once

#include "base/arena.h"
#include "scene/scene.h"

typedef struct CairnDecimator CairnDecimator;

/* For bitmaps. Hidden buckets are merged under strokes of this width in px, which must be solid and have butt
 * caps; 0: none are. */
CairnDecimator *cairn_decimator_new(double stroke_width);

/* For outlines. */
CairnDecimator *cairn_decimator_new_coarse(void);
void cairn_decimator_free(CairnDecimator *decimator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnDecimator, cairn_decimator_free)

/* Takes the next vertex; false when x goes back, which this cannot do. Both are finite and in px. */
bool cairn_decimator_add(CairnDecimator *decimator, double x, double y);

/* The line is interrupted here. */
void cairn_decimator_break(CairnDecimator *decimator);

/* The vertices that are left, in `arena`. */
CairnVertex *cairn_decimator_finish(CairnDecimator *decimator, CairnArena *arena, size_t *n);
