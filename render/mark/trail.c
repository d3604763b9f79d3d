#include "mark/path_items.h"
#include "mark/types.h"

static void draw(CairnMarkContext *context, CairnMark *mark) {
  CairnPathRefs refs = {.x = cairn_position_point(context, CAIRN_X, CAIRN_POSITION_MIDDLE),
                        .y = cairn_position_point(context, CAIRN_Y, CAIRN_POSITION_MIDDLE),
                        .width = cairn_ref_channel(context, CAIRN_SIZE, NULL, NULL)};
  cairn_path_items_draw(context, mark, &refs, NULL);
}

const CairnMarkType cairn_mark_trail = {"trail", CAIRN_TRAIL, draw};
