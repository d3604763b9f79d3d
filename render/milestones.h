/* Milestones: text layers whose labels cairn places itself (usermeta.cairn.milestones). */
#pragma once

#include "compose.h"

/* Is this unit of that mark among the names in that member of usermeta.cairn? */
bool cairn_milestones_name(const CairnView *unit, const char *member, const char *mark);

/* Is this unit named in usermeta.cairn.milestones? Its texts are then not drawn where its encoding says. */
bool cairn_milestones_is_layer(const CairnView *unit);

/* The scene of the chart with the labels of its milestones placed; cairn_compose's where it has none. The
 * plot gives way to labels when the figure's height is fixed, else the figure grows. Sets scene->labelling.
 * NULL with an error at its place. */
CairnScene *cairn_milestones_place(CairnComposer *composer, GError **error);
