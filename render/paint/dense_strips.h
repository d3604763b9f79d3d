/* Dense lines whose vertices can be looked up, on bitmaps: in strips of columns, on several processors. */
#pragma once

#include "paint/canvas.h"
#include "scene/scene.h"

/* Strokes the line of `item`. False, with nothing painted, where its vertices can only be told, where they reach far beyond
 * the page, and where Cairo has to paint. */
bool cairn_paint_dense_strips(CairnCanvas *canvas, const CairnItem *item);
