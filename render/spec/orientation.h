/* Which way a mark runs, and whether it is filled. */
#pragma once

#include "spec/view.h"

/* Vertical, horizontal or none, from the channels of `unit` and the orient that its mark asks for
 * (Vega-Lite's rules). */
CairnOrientation cairn_orientation_infer(const CairnView *unit);
