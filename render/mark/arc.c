/* Arcs are rectangles in polar coordinates. */
#include "mark/paint_ref.h"
#include "mark/position.h"
#include "mark/types.h"

static double finite(double number, double otherwise) {
  return isfinite(number) ? number : otherwise;
}

static double property_or(CairnMarkContext *context, const CairnValueRef *ref, size_t row, double otherwise) {
  return ref ? finite(cairn_ref_px(context, ref, row), otherwise) : otherwise;
}

static void draw(CairnMarkContext *context, CairnMark *mark) {
  CairnPaintRefs paint;
  cairn_paint_refs_init(context, &paint, NULL);
  const CairnValueRef *x = cairn_position_point(context, CAIRN_X, CAIRN_POSITION_MIDDLE);
  const CairnValueRef *y = cairn_position_point(context, CAIRN_Y, CAIRN_POSITION_MIDDLE);
  CairnExtent theta = cairn_position_rect(context, CAIRN_THETA), radius = cairn_position_rect(context, CAIRN_RADIUS);
  const CairnValueRef *inner = context->unit->channels[CAIRN_RADIUS2] ? NULL : cairn_ref_property(context, "innerRadius");
  const CairnValueRef *outer = context->unit->channels[CAIRN_RADIUS] ? NULL : cairn_ref_property(context, "outerRadius");
  const CairnValueRef *pad = cairn_ref_property(context, "padAngle"), *corner = cairn_ref_property(context, "cornerRadius"),
                      *angle = cairn_ref_property(context, "angle");
  for (size_t row = 0; row < mark->n; row++) {
    CairnItem *item = &mark->items[row];
    item->paint = cairn_paint_refs_resolve(context, &paint, row);
    double outer_default = finite(cairn_ref_px(context, radius.start, row), 0);
    double inner_default = finite(cairn_ref_px(context, radius.end, row), 0);
    item->arc = (CairnArcItem){
        .x = property_or(context, x, row, 0),
        .y = property_or(context, y, row, 0),
        .start_angle = finite(cairn_ref_px(context, theta.start, row), 0),
        .end_angle = finite(cairn_ref_px(context, theta.end, row), 0),
        .inner_radius = property_or(context, inner, row, inner_default),
        .outer_radius = property_or(context, outer, row, outer_default),
        .pad_angle = property_or(context, pad, row, 0),
        .corner_radius = property_or(context, corner, row, 0),
        .angle = property_or(context, angle, row, 0),
    };
  }
}

const CairnMarkType cairn_mark_arc = {"arc", CAIRN_ARC, draw};
