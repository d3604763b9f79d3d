/* The boxes that items, marks and groups take, with their strokes, as Vega's scenegraph computes them. */
#pragma once

#include "scene/scene.h"

/* How wide text is; given by the caller because the scene knows no fonts. */
typedef struct CairnMeasure {
  double (*width)(const CairnFont *font, const char *text, void *data);
  void *data;
  /* What is inked of a line, from its left end on the baseline, where that may reach beyond the font's size, as
   * in Nastaliq; else an empty box. NULL: nowhere. */
  CairnBox (*ink)(const CairnFont *font, const char *text, void *data);
} CairnMeasure;

/* px from a text item's anchor down to the baseline of its first line. Vega's constants, rounded to whole px.
 */
double cairn_text_baseline_shift(const CairnTextItem *text);

/* The lines that are painted: `shown`, or `lines` where that is NULL. */
const char *const *cairn_text_shown(const CairnTextItem *text);

/* The box of a text item from its font size, the width of its widest shown line and its ink, turned by its angle. */
CairnBox cairn_text_bounds(const CairnTextItem *text, CairnMeasure measure);

/* Moves a text by dx and dy px of its own frame, which its angle turns. */
void cairn_text_nudge(CairnTextItem *text, double dx, double dy);

/* The smallest upright box around `box` turned by `degrees` clockwise about (x, y). */
CairnBox cairn_box_rotate(CairnBox box, double degrees, double x, double y);

/* In the frame of the group that the mark stands in; empty when the item has no geometry. */
CairnBox cairn_item_bounds(CairnMarkKind kind, const CairnItem *item, CairnMeasure measure);
CairnBox cairn_mark_bounds(const CairnMark *mark, CairnMeasure measure);

/* In the frame of the group's parent. The background counts when it has a size; marks that are clipped count
 * up to the enclosing view's plot area only. */
CairnBox cairn_group_bounds(const CairnGroup *group, CairnMeasure measure);
