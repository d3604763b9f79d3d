/* Reads the channel definitions of one unit. */
#pragma once

#include "spec/view.h"

/* Fills the channels of `unit` (whose mark is known) from `encoding` (an object, or NULL for none). Channels
 * that its mark cannot use are dropped with a warning, as in Vega-Lite. */
bool cairn_encoding_read(CairnView *unit, const json_t *encoding, GError **error);

/* The definition of `channel` in `node`, complete with its type and column names. NULL with an error. */
CairnChannelDef *cairn_channel_def_new(CairnView *unit, CairnChannel channel, const json_t *node,
                                       GError **error);
