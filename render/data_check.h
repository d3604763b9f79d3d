/* Warnings about data of which nothing can be drawn. */
#pragma once

#include "spec/load.h"
#include "spec/view.h"

/* Warns where a quantitative or temporal channel of the spec (not of a part that a composite mark makes,
 * which may well be empty) has no number in any row, and where no row is left for any mark. To be called when
 * the data have been transformed. */
void cairn_data_check(const CairnSpec *spec, const CairnModel *model, const CairnWarnings *warnings);
