/* What lines, areas and trails share: one item per series, with its vertices. */
#pragma once

#include "mark/paint_ref.h"
#include "mark/position.h"
#include "mark/row_order.h"

typedef struct CairnPathRefs {
  const CairnValueRef *x, *y;
  const CairnValueRef *x2, *y2;  /* areas: the other edge; NULL where it is the same */
  const CairnValueRef *width;    /* trails */
} CairnPathRefs;

/* Fills `mark` with one item per series; `stroke_width` is as in cairn_paint_refs_init. */
void cairn_path_items_draw(CairnMarkContext *context, CairnMark *mark, const CairnPathRefs *refs, const CairnValueRef *stroke_width);
