#include "mark/rect_items.h"
#include "mark/types.h"

/* A thin rectangle: the thickness runs along the measured direction, the band across it. */
static void draw(CairnMarkContext *context, CairnMark *mark) {
  bool horizontal = context->unit->orientation == CAIRN_HORIZONTAL;
  CairnChannel band = horizontal ? CAIRN_X : CAIRN_Y, thin = horizontal ? CAIRN_Y : CAIRN_X;
  CairnExtent across = cairn_position_rect(context, band);
  CairnExtent along = {.center = cairn_position_point(context, thin, CAIRN_POSITION_MIDDLE),
                       .size = cairn_ref_property(context, "thickness")};
  cairn_rect_items_draw(context, mark, horizontal ? across : along, horizontal ? along : across);
}

const CairnMarkType cairn_mark_tick = {"tick", CAIRN_RECT, draw};
