#include "mark/rect_items.h"
#include "mark/types.h"

static void draw(CairnMarkContext *context, CairnMark *mark) {
  cairn_rect_items_draw(context, mark, cairn_position_rect(context, CAIRN_X), cairn_position_rect(context, CAIRN_Y));
}

const CairnMarkType cairn_mark_rect = {"rect", CAIRN_RECT, draw};
