/* What error bars and error bands share: where the two ends come from. */
#pragma once

#include "spec/composite_parts.h"

/* Sets the axis, splits the encoding, and returns the transforms (in the arena) that compute lower_FIELD and
 * upper_FIELD: from the rows of each group ("center" and "extent" of the mark), from a second position
 * ("y2"), or from a distance ("yError", and downwards "yError2"). NULL with an error. */
json_t *cairn_composite_error_ends(CairnComposite *composite, GError **error);
