/* What a reader is told of each item: the values that it stands for. */
#pragma once

#include "mark/row_order.h"

/* Makes the mark able to tell, for each item, "Year: 2003; Trade: 92": the author's description of the mark
 * where there is one, else the fields of the tooltip channel, else those of all channels, under the titles of
 * their axes and legends. `series`: the rows of each item, where it has several (it tells the least and the
 * greatest of each field); NULL: one row each. */
void cairn_mark_describe(CairnMarkContext *context, CairnMark *mark, const CairnSeries *series);
