/* The vertices that the outline of a dense line or area keeps: for each px along x the first, lowest, highest
 * and last (Jugel and others, "M4: a visualization-oriented time series data aggregation", 2014). */
#pragma once

#include "base/arena.h"
#include "scene/scene.h"
#include "scene/vertex_source.h"

typedef struct CairnOutline CairnOutline;

CairnOutline *cairn_outline_new(void);
void cairn_outline_free(CairnOutline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnOutline, cairn_outline_free)

/* Takes the next vertices; false when x goes back, which this cannot do. */
bool cairn_outline_add(CairnOutline *outline, const CairnVertexBlock *block);

/* The vertices that are left, in `arena`. */
CairnVertex *cairn_outline_finish(CairnOutline *outline, CairnArena *arena, size_t *n);
