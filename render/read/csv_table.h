/* Delimited text to a table. */
#pragma once

#include "read/read.h"

/* Reads the input once, and a second time only for columns whose first cells looked like another type than
 * later ones. All rows must have as many cells as the header, and its names must be distinct. */
CairnTable *cairn_read_csv(CairnArena *arena, CairnInput *input, const CairnReadOptions *options,
                           GError **error);
