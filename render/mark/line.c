#include "mark/path_items.h"
#include "mark/types.h"

/* px; Vega's own */
enum { DEFAULT_WIDTH = 2 };

static void draw(CairnMarkContext *context, CairnMark *mark) {
  CairnPathRefs refs = {.x = cairn_position_point(context, CAIRN_X, CAIRN_POSITION_MIDDLE),
                        .y = cairn_position_point(context, CAIRN_Y, CAIRN_POSITION_MIDDLE)};
  cairn_path_items_draw(context, mark, &refs, cairn_stroke_width_ref(context, DEFAULT_WIDTH));
}

const CairnMarkType cairn_mark_line = {"line", CAIRN_LINE, draw};
