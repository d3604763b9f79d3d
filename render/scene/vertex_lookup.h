/* Finding the vertices of a dense line that matter, without looking at each (scene/vertex_source.h). */
#pragma once

#include "scene/decimate.h"
#include "scene/vertex_source.h"

/* The first vertex in [start, end) whose x is at least `x` px; `end` when there is none. `guess` is how many vertices
 * after `start` it may be. */
size_t cairn_lookup_find(const CairnVertexSource *source, size_t start, size_t end, size_t guess, double x);

/* Tells vertices that look as [start, end) do, `end` > `start`: of those in each column of the grid (decimate.h) at most five. */
void cairn_lookup_decimate(const CairnVertexSource *source, const CairnDecimatorView *view, size_t start, size_t end,
                           void (*take)(void *data, double x, double y), void *data);
