/* Paints a scene on a canvas, group by group in paint order. */
#pragma once

#include "paint/canvas.h"
#include "scene/scene.h"

void cairn_painter_paint(CairnCanvas *canvas, const CairnScene *scene);

/* How the items of a mark are painted; one function per kind. `items` are of that kind. */
typedef void (*CairnPaintItems)(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *items, size_t n);

void cairn_paint_outlines(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *items, size_t n);
void cairn_paint_symbols(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *items, size_t n);
void cairn_paint_texts(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *items, size_t n);

/* Calls `draw` for each line of a text, placed by its own width and the item's alignment and baseline. */
typedef void (*CairnDrawRun)(const CairnTextRun *run, void *data);
void cairn_text_runs(CairnTextMeasurer *measurer, const CairnTextItem *item, CairnDrawRun draw, void *data);

/* By how much Vega moves the border of a group's background to fall on whole pixels: half a pixel for lines
 * of 1 px. */
double cairn_group_border_offset(const CairnPaint *paint);
