/* The kinds of marks, each defined in the file of its name. */
#pragma once

#include "mark/mark.h"
#include "spec/marks.h"

#define CAIRN_DECLARE_MARK(name) extern const CairnMarkType cairn_mark_##name;
CAIRN_MARKS(CAIRN_DECLARE_MARK)
#undef CAIRN_DECLARE_MARK
