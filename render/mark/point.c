/* Symbols: point, circle and square. */
#include "mark/paint_ref.h"
#include "mark/position.h"
#include "mark/types.h"

static double number_or(CairnMarkContext *context, const CairnValueRef *ref, size_t row, double otherwise) {
  double number = ref ? cairn_ref_px(context, ref, row) : NAN;
  return isfinite(number) ? number : otherwise;
}

static void draw_symbols(CairnMarkContext *context, CairnMark *mark, const char *fixed_shape) {
  CairnPaintRefs paint;
  cairn_paint_refs_init(context, &paint, NULL);
  const CairnValueRef *x = cairn_position_point(context, CAIRN_X, CAIRN_POSITION_MIDDLE);
  const CairnValueRef *y = cairn_position_point(context, CAIRN_Y, CAIRN_POSITION_MIDDLE);
  const CairnValueRef *size = cairn_ref_channel(context, CAIRN_SIZE, NULL, NULL);
  const CairnValueRef *angle = cairn_ref_channel(context, CAIRN_ANGLE, NULL, NULL);
  const CairnValueRef *shape = fixed_shape ? NULL : cairn_ref_channel(context, CAIRN_SHAPE, NULL, NULL);
  for (size_t row = 0; row < mark->n; row++) {
    CairnItem *item = &mark->items[row];
    item->paint = cairn_paint_refs_resolve(context, &paint, row);
    CairnValue name = shape ? cairn_ref_value(context, shape, row) : cairn_value_undefined();
    item->symbol = (CairnSymbolItem){
        .x = number_or(context, x, row, 0),
        .y = number_or(context, y, row, 0),
        .size = fmax(number_or(context, size, row, size && context->unit->channels[CAIRN_SIZE] ? 0 : 64), 0),
        .angle = number_or(context, angle, row, 0),
        .shape = fixed_shape ? fixed_shape : name.kind == CAIRN_STRING ? name.string : "circle",
    };
  }
}

static void draw_point(CairnMarkContext *context, CairnMark *mark) {
  draw_symbols(context, mark, NULL);
}

static void draw_circle(CairnMarkContext *context, CairnMark *mark) {
  draw_symbols(context, mark, "circle");
}

static void draw_square(CairnMarkContext *context, CairnMark *mark) {
  draw_symbols(context, mark, "square");
}

const CairnMarkType cairn_mark_point = {"point", CAIRN_SYMBOL, draw_point};
const CairnMarkType cairn_mark_circle = {"circle", CAIRN_SYMBOL, draw_circle};
const CairnMarkType cairn_mark_square = {"square", CAIRN_SYMBOL, draw_square};
