/* Rounded ends of stacked bars: the stack as a whole is rounded, not each of its parts. */
#pragma once

#include "mark/value_ref.h"

/* Takes the corner radii off all bars but those at the ends of their stacks. */
void cairn_stack_corners_round(CairnMarkContext *context, CairnMark *mark);
