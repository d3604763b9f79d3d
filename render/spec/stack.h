/* Whether and how the marks of a unit are stacked (Vega-Lite's rules). */
#pragma once

#include "spec/view.h"

/* The stack of `unit`, or NULL when it is not stacked. Its orientation and channels must be known. */
CairnStack *cairn_stack_infer(const CairnView *unit);

/* Does any channel aggregate? */
bool cairn_view_is_aggregate(const CairnView *unit);
