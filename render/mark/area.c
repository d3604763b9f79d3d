#include "mark/path_items.h"
#include "mark/types.h"

static void draw(CairnMarkContext *context, CairnMark *mark) {
  CairnPathRefs refs = {0};
  CairnDefaultPosition zero = CAIRN_POSITION_ZERO_OR_MIN;
  if (context->unit->orientation == CAIRN_HORIZONTAL) {
    CairnExtent x = cairn_position_range(context, CAIRN_X, zero, zero);
    refs = (CairnPathRefs){.x = x.start, .x2 = x.end, .y = cairn_position_point(context, CAIRN_Y, zero)};
  } else if (context->unit->orientation == CAIRN_VERTICAL) {
    CairnExtent y = cairn_position_range(context, CAIRN_Y, zero, zero);
    refs = (CairnPathRefs){.y = y.start, .y2 = y.end, .x = cairn_position_point(context, CAIRN_X, zero)};
  } else {
    refs.x = cairn_position_point(context, CAIRN_X, zero);
    refs.y = cairn_position_point(context, CAIRN_Y, zero);
  }
  cairn_path_items_draw(context, mark, &refs, NULL);
}

const CairnMarkType cairn_mark_area = {"area", CAIRN_AREA, draw};
