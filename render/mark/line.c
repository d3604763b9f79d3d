#include "mark/path_items.h"
#include "mark/types.h"

static void draw(CairnMarkContext *context, CairnMark *mark) {
  CairnPathRefs refs = {.x = cairn_position_point(context, CAIRN_X, CAIRN_POSITION_MIDDLE),
                        .y = cairn_position_point(context, CAIRN_Y, CAIRN_POSITION_MIDDLE)};
  bool by_size = context->unit->channels[CAIRN_SIZE] || cairn_json_get(context->unit->mark_def, "size");
  cairn_path_items_draw(context, mark, &refs, by_size ? cairn_ref_channel(context, CAIRN_SIZE, "strokeWidth", NULL) : NULL);
}

const CairnMarkType cairn_mark_line = {"line", CAIRN_LINE, draw};
