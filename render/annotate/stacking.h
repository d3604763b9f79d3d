/* Labels in towers: where callouts leave some out. */
#pragma once

#include "annotate/round.h"

/* A layout with towers for the labels that have no place in `base`, with what helps them most of room above
 * the plot and of a key for those that towers leave out. NULL with `error` set if the layout fails. */
CairnRound *cairn_stack(CairnTask *task, CairnRound *base, GError **error);
