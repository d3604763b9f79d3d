/* Lines and areas of very many vertices, on bitmaps: read anew for each picture, and painted strip by strip
 * of whole pixel columns, so that memory does not grow with their number. */
#pragma once

#include "paint/canvas.h"
#include "scene/scene.h"

/* False when the item is none of those: it is to be drawn as any other. */
bool cairn_paint_dense(CairnCanvas *canvas, CairnMarkKind kind, const CairnItem *item);
