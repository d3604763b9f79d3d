/* How columns made by the transforms inside encodings are named, as Vega-Lite names them. */
#pragma once

#include "spec/view.h"

/* Sets def->column, column_end and column_range from its field and functions. */
void cairn_field_name_columns(CairnArena *arena, CairnChannelDef *def);

/* "bin_maxbins_10", the prefix of a binned field. */
const char *cairn_field_name_bin(CairnArena *arena, const json_t *bin);
