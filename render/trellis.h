/* What stands around the cells of a facet: the axes that they share, the labels of rows and columns, the
 * titles. */
#pragma once

#include "composition.h"

/* Puts the label of cell `i`, where labels stand within the grid, into its group. False with an error at its
 * place. */
bool cairn_trellis_label_cell(CairnComposer *composer, const CairnView *facet, size_t i, CairnGroup *cell,
                              GError **error);

/* Puts the shared axes into the cells at the edge, and labels and titles into `group`; the cells (one for
 * each child of `facet`) are in their places. Follows Vega's trellisLayout (vega-view-transforms). False with
 * an error at its place. */
bool cairn_trellis_draw(CairnComposer *composer, const CairnView *facet, CairnGroup *group,
                        CairnGroup *const *cells, const CairnSharedAxes *shared, GError **error);
