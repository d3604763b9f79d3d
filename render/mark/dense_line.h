/* Lines and areas of very many rows: of their vertices only those are kept that an outline needs; bitmaps
 * have them told again from the columns (scene/vertex_source.h), so that memory does not grow with them. */
#pragma once

#include "mark/path_items.h"

/* Fills `item` for the rows of one series, in drawing order; `rows` NULL: the first `n`. False when the mark
 * is not of that kind, when these are few, or when they run back: then every vertex is to be placed.
 * item->paint and item->line.interpolate are set already. `defined`, per row of the table, may be NULL. */
bool cairn_dense_line_draw(CairnMarkContext *context, const CairnPathRefs *refs, const CairnSeries *series,
                           const uint8_t *defined, CairnItem *item);
