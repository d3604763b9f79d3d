/* Items of the marks that are rectangles. */
#pragma once

#include "mark/position.h"

/* One rectangle per row between the extents, painted and rounded as the unit's mark says. */
void cairn_rect_items_draw(CairnMarkContext *context, CairnMark *mark, CairnExtent x, CairnExtent y);
