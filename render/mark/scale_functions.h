/* What a plot's scales answer to expressions of its marks: scale, invert, domain, range and bandwidth. */
#pragma once

#include "expr/expr.h"
#include "spec/view.h"

/* The host for expressions of `unit`, which it borrows. A scale is named for its channel ("x", "color"), with the prefix of
 * its view in Vega's names ("child_x") or without; it is that of the unit, else of the nearest view around it. */
CairnExprHost cairn_scale_functions(const CairnView *unit);
