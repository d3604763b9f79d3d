#include "mark/rect_items.h"

#include "mark/paint_ref.h"

static const char *const corner_names[] = {"cornerRadiusTopLeft", "cornerRadiusTopRight", "cornerRadiusBottomRight",
                                           "cornerRadiusBottomLeft"};

typedef struct Corners {
  const CairnValueRef *all, *each[4];
} Corners;

static Corners find_corners(CairnMarkContext *context) {
  Corners corners = {.all = cairn_ref_property(context, "cornerRadius")};
  for (size_t i = 0; i < G_N_ELEMENTS(corner_names); i++)
    corners.each[i] = cairn_ref_property(context, corner_names[i]);
  return corners;
}

static void round_corners(CairnMarkContext *context, const Corners *corners, size_t row, CairnRectItem *rect) {
  for (size_t i = 0; i < G_N_ELEMENTS(corner_names); i++) {
    const CairnValueRef *ref = corners->each[i] ? corners->each[i] : corners->all;
    double radius = ref ? cairn_ref_px(context, ref, row) : 0;
    rect->corner[i] = isfinite(radius) ? fmax(radius, 0) : 0;
  }
}

static double finite(double number) {
  return isfinite(number) ? number : 0;
}

void cairn_rect_items_draw(CairnMarkContext *context, CairnMark *mark, CairnExtent x, CairnExtent y) {
  CairnPaintRefs paint;
  cairn_paint_refs_init(context, &paint, NULL);
  Corners corners = find_corners(context);
  for (size_t row = 0; row < mark->n; row++) {
    CairnItem *item = &mark->items[row];
    CairnRectItem *rect = &item->rect;
    item->paint = cairn_paint_refs_resolve(context, &paint, row);
    cairn_extent_resolve(context, &x, row, &rect->x, &rect->width);
    cairn_extent_resolve(context, &y, row, &rect->y, &rect->height);
    *rect = (CairnRectItem){finite(rect->x), finite(rect->y), finite(rect->width), finite(rect->height), {0}, false};
    round_corners(context, &corners, row, rect);
  }
}
