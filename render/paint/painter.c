#include "paint/painter.h"

#include <math.h>

#include "paint/dense.h"
#include "scene/path_item.h"

static const CairnPaintItems painters[] = {
    [CAIRN_RECT] = cairn_paint_outlines,  [CAIRN_SYMBOL] = cairn_paint_symbols,
    [CAIRN_RULE] = cairn_paint_outlines,  [CAIRN_TEXT] = cairn_paint_texts,
    [CAIRN_LINE] = cairn_paint_outlines,  [CAIRN_AREA] = cairn_paint_outlines,
    [CAIRN_TRAIL] = cairn_paint_outlines, [CAIRN_ARC] = cairn_paint_outlines,
    [CAIRN_PATH] = cairn_paint_outlines,
};

void cairn_paint_outlines(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *items, size_t n) {
  canvas->is_tangled = kind == CAIRN_TRAIL;
  for (size_t i = 0; i < n; i++) {
    if (cairn_paint_dense(canvas, kind, &items[i])) continue;
    cairn_path_reset(&canvas->scratch);
    cairn_path_item(&canvas->scratch, kind, &items[i]);
    cairn_canvas_draw(canvas, &canvas->scratch, 0, 0, items[i].paint);
  }
  canvas->is_tangled = false;
}

static bool same_shape(const CairnSymbolItem *a, const CairnSymbolItem *b) {
  return a->shape == b->shape && a->size == b->size && a->angle == b->angle;
}

/* The outline is kept from symbol to symbol while shape, size and angle stay. */
void cairn_paint_symbols(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *items, size_t n) {
  (void)kind;
  CairnPath *path = &canvas->scratch;
  for (size_t i = 0; i < n; i++) {
    const CairnSymbolItem *symbol = &items[i].symbol;
    if (i == 0 || !same_shape(symbol, &items[i - 1].symbol)) {
      cairn_path_reset(path);
      cairn_path_symbol(path, symbol->shape, symbol->size);
      cairn_path_place(path, 0, symbol->angle, 0, 0);
    }
    double x = isfinite(symbol->x) ? symbol->x : 0, y = isfinite(symbol->y) ? symbol->y : 0;
    cairn_canvas_draw(canvas, path, x, y, items[i].paint);
  }
}

double cairn_group_border_offset(const CairnPaint *paint) {
  double width = paint->stroke_width;
  return paint->stroke.kind != CAIRN_BRUSH_NONE && width > 0.5 && width < 1.5 ? 0.5 - fabs(width - 1) : 0;
}

static void paint_background(CairnCanvas *canvas, const CairnGroup *group) {
  if (!group->paint) return;
  double offset = cairn_group_border_offset(group->paint), r = group->corner_radius;
  CairnRectItem rect = {offset, offset, group->width, group->height, {r, r, r, r}, false};
  cairn_path_reset(&canvas->scratch);
  cairn_path_rect_item(&canvas->scratch, &rect);
  cairn_canvas_draw(canvas, &canvas->scratch, 0, 0, group->paint);
}

static void paint_mark(CairnCanvas *canvas, const CairnMark *mark, const CairnBox *plot) {
  bool clips = mark->clip && plot;
  if (mark->n == 0) return;
  CairnClip before;
  if (clips) before = cairn_canvas_clip(canvas, *plot);
  painters[mark->kind](canvas, mark->kind, mark->items, mark->n);
  if (clips) cairn_canvas_unclip(canvas, before);
}

/* `plot`: the plot area of the enclosing view in the frame of the group's parent; NULL outside of views. */
static void paint_group(CairnCanvas *canvas, const CairnGroup *group, const CairnBox *plot) {
  double x = isfinite(group->x) ? group->x : 0, y = isfinite(group->y) ? group->y : 0;
  CairnBox own = {0, 0, group->width, group->height};
  if (plot && group->role != CAIRN_ROLE_VIEW)
    own = (CairnBox){plot->x - x, plot->y - y, plot->width, plot->height};
  const CairnBox *inner = plot || group->role == CAIRN_ROLE_VIEW ? &own : NULL;
  canvas->x += x;
  canvas->y += y;
  paint_background(canvas, group);
  for (size_t i = 0; i < group->n; i++) {
    if (group->children[i].group) paint_group(canvas, group->children[i].group, inner);
    if (group->children[i].mark) paint_mark(canvas, group->children[i].mark, inner);
  }
  canvas->x -= x;
  canvas->y -= y;
}

void cairn_painter_paint(CairnCanvas *canvas, const CairnScene *scene) {
  cairn_canvas_flood(canvas, scene->background, scene->width, scene->height);
  if (scene->page) paint_group(canvas, scene->page, NULL);
}
