/* Fill, stroke and opacities of items. */
#pragma once

#include "mark/value_ref.h"

/* The references behind a CairnPaint. */
typedef struct CairnPaintRefs {
  const CairnValueRef *fill, *stroke, *opacity, *fill_opacity, *stroke_opacity, *stroke_width, *dash;
  double dash_offset, miter_limit;
  CairnLineCap cap;
  CairnLineJoin join;
  const char *blend;
  bool constant;
  const CairnPaint *shared; /* the last one made: rows of equal paint share it */
} CairnPaintRefs;

/* The width of lines and rules, whose size it is: from the size channel, the mark or the configuration, else
 * `otherwise` px. NULL where the channel strokeWidth alone gives it. */
const CairnValueRef *cairn_stroke_width_ref(CairnMarkContext *context, double otherwise);

/* The paint of the unit's mark; `width` (may be NULL) is a reference for the stroke's width that comes before the usual ones. */
void cairn_paint_refs_init(CairnMarkContext *context, CairnPaintRefs *refs, const CairnValueRef *width);

/* The paint of one row, shared with earlier rows where it is the same. */
const CairnPaint *cairn_paint_refs_resolve(CairnMarkContext *context, CairnPaintRefs *refs, size_t row);
