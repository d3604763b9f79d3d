/* Lines and areas of very many rows: their vertices are decimated as they are placed, so that memory does not
 * grow with the rows. */
#pragma once

#include "mark/path_items.h"

/* Fills `item` for one series of all rows in their order. False when the mark is not of that kind, is small,
 * or runs back: then every vertex is to be placed. item->paint is set already. */
bool cairn_dense_line_draw(CairnMarkContext *context, const CairnPathRefs *refs, CairnItem *item);
