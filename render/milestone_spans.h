/* Events that last (usermeta.cairn.spans): layers of rects from x to x2, left as bands behind the data, or
 * drawn as brackets in rows above it, so that those which overlap can be told apart. */
#pragma once

#include "milestone_scene.h"

typedef struct CairnSpans CairnSpans;

/* Is this unit named in usermeta.cairn.spans? */
bool cairn_spans_is_layer(const CairnView *unit);

/* After a first cairn_compose: whether spans are brackets (usermeta.cairn.spanStyle). Sets composer->spans
 * where there are any, and the headroom of the scales that brackets take, for labels of `font_px`; the chart
 * has then to be composed again. False with an error where the style is none. */
bool cairn_spans_choose(CairnComposer *composer, double font_px, GError **error);

/* Before a composition: no span is drawn yet. */
void cairn_spans_forget(CairnComposer *composer);

/* Takes note of the rects of the unit, just drawn, where it is a layer of spans and composer->spans is set,
 * and turns them into brackets where they are to be such. `mark` may be NULL. */
void cairn_spans_draw(CairnComposer *composer, const CairnView *unit, const CairnGroup *plot,
                      CairnMark *mark);

/* Where a milestone is tied to its span, on the page: the middle of the bracket, or of the upper edge of the
 * band. False where it has none; each span is given once for each composition. */
bool cairn_spans_anchor(const CairnComposer *composer, const CairnDrawnPlot *plot,
                        const CairnMilestone *milestone, CairnPoint *anchor);

/* Adds the upper edges of bands, on which labels would be struck through by the line of the grid, to what is
 * in their way. */
void cairn_spans_give_edges(const CairnComposer *composer, CairnDrawing *drawing);
