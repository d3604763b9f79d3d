#include "mark/rect_items.h"
#include "mark/stack_corners.h"
#include "mark/types.h"

static void draw(CairnMarkContext *context, CairnMark *mark) {
  cairn_rect_items_draw(context, mark, cairn_position_rect(context, CAIRN_X), cairn_position_rect(context, CAIRN_Y));
  cairn_stack_corners_round(context, mark);
}

const CairnMarkType cairn_mark_bar = {"bar", CAIRN_RECT, draw};
