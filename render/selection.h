/* Selections (interactive parameters) at their initial values: what they select, and the brush of an
 * interval. */
#pragma once

#include "compose.h"
#include "dataflow.h"

/* For CairnTransformRun.select: clears keep[row] of rows that the initial value of the parameter leaves out.
 * `user` is the CairnDataflow. False when the parameter has no initial value. */
bool cairn_selection_select(void *user, const char *param, const CairnTable *table, uint8_t *keep);

/* For CairnTransformRun.find_selected: the rows that the parameter selects at first; all of them where it selects none. */
CairnTable *cairn_selection_rows(void *user, const char *param, const CairnTable *table);

/* Marks whose x or y scale follows a selection are clipped, as they are when somebody pans them. The scales must
 * be resolved. */
void cairn_selection_clip(CairnModel *model);

/* Puts the brushes of intervals with an initial value into the plot of `view`: their areas before the marks
 * are drawn, their outlines after. */
void cairn_selection_draw(CairnComposer *composer, const CairnView *view, CairnGroup *plot, bool outline);
