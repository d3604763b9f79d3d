/* Callouts, with a key for the labels that find no place near their anchors. */
#pragma once

#include "annotate/round.h"

/* Renews the labels of `last` in a figure with room for a key, which grows until no label is left out or that
 * helps no more; each time from where the labels stood before. The best of these rounds and of `best`, which
 * may be NULL; if it leaves labels out, renewed until that helps no more. NULL with `error` set if the layout
 * fails. */
CairnRound *cairn_callouts_renew(CairnTask *task, CairnRound *last, CairnRound *best, GError **error);

/* The labels once more as they stand, where the key has taken more of the plot's height than it needs;
 * `best`, if that is no better. NULL with `error` set if the layout fails. */
CairnRound *cairn_callouts_give_back(CairnTask *task, CairnRound *best, GError **error);
