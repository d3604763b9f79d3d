/* Where legends stand on a page. */
#pragma once

#include "layout/page.h"

/* Puts the legends beside the plot, into its corners or where they want to be, as config.legend.layout says.
 * `beside` is the plot with its y axes, `over` that with its x axes. Gives back the box that they take. */
CairnBox cairn_page_place_legends(const CairnModel *model, const CairnPageParts *parts, CairnBox beside,
                                  CairnBox over);
