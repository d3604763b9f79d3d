/* The kinds of marks, each defined in the file of its name. */
#pragma once

#include "mark/mark.h"

extern const CairnMarkType cairn_mark_arc;
extern const CairnMarkType cairn_mark_area;
extern const CairnMarkType cairn_mark_bar;
extern const CairnMarkType cairn_mark_circle;
extern const CairnMarkType cairn_mark_line;
extern const CairnMarkType cairn_mark_point;
extern const CairnMarkType cairn_mark_rect;
extern const CairnMarkType cairn_mark_rule;
extern const CairnMarkType cairn_mark_square;
extern const CairnMarkType cairn_mark_text;
extern const CairnMarkType cairn_mark_tick;
extern const CairnMarkType cairn_mark_trail;
