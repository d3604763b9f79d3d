#include "mark/paint_ref.h"
#include "mark/position.h"
#include "mark/types.h"

/* A point, or a range where the rule runs along this direction. */
static CairnExtent ends(CairnMarkContext *context, CairnChannel channel, bool runs, bool is_range) {
  CairnDefaultPosition otherwise = runs ? CAIRN_POSITION_ZERO_OR_MAX : CAIRN_POSITION_MIDDLE;
  if (is_range) return cairn_position_range(context, channel, otherwise, CAIRN_POSITION_ZERO_OR_MIN);
  return (CairnExtent){.start = cairn_position_point(context, channel, otherwise)};
}

static void resolve_ends(CairnMarkContext *context, const CairnExtent *extent, size_t row, double *first, double *last) {
  *first = cairn_ref_px(context, extent->start, row);
  if (extent->size) {
    double size;
    cairn_extent_resolve(context, extent, row, first, &size);
    *last = *first + size;
  } else {
    *last = extent->end ? cairn_ref_px(context, extent->end, row) : *first;
  }
  if (!isfinite(*last)) *last = isfinite(*first) ? *first : 0; /* as Vega: without an other end it is the same */
  if (!isfinite(*first)) *first = 0;
}

static void draw(CairnMarkContext *context, CairnMark *mark) {
  const CairnView *unit = context->unit;
  if (!unit->channels[CAIRN_X] && !unit->channels[CAIRN_Y]) {
    mark->n = 0;
    return;
  }
  CairnPaintRefs paint;
  cairn_paint_refs_init(context, &paint, cairn_stroke_width_ref(context, 1));
  CairnExtent x = ends(context, CAIRN_X, unit->orientation == CAIRN_HORIZONTAL, unit->orientation != CAIRN_VERTICAL);
  CairnExtent y = ends(context, CAIRN_Y, unit->orientation == CAIRN_VERTICAL, unit->orientation != CAIRN_HORIZONTAL);
  for (size_t row = 0; row < mark->n; row++) {
    CairnItem *item = &mark->items[row];
    item->paint = cairn_paint_refs_resolve(context, &paint, row);
    resolve_ends(context, &x, row, &item->rule.x, &item->rule.x2);
    resolve_ends(context, &y, row, &item->rule.y, &item->rule.y2);
  }
}

const CairnMarkType cairn_mark_rule = {"rule", CAIRN_RULE, draw};
