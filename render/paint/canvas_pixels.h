/* Shapes in one colour on bitmaps, painted without Cairo: several times as fast, and exact where Cairo looks
 * at 15 lines of each pixel. What else there is, gradients, dashes and blending among it, remains with Cairo.
 */
#pragma once

#include "paint/canvas.h"

/* Fills and strokes canvas->placed, a path within the window. False, with nothing painted, where Cairo has to
 * do it. */
bool cairn_canvas_paint_pixels(CairnCanvas *canvas, const CairnPaint *paint);

/* Can the stroke of a path that overlaps itself be painted by way of a union (union.h)? */
bool cairn_canvas_unites(const CairnCanvas *canvas, const CairnPaint *paint);

/* Gives all pixels the colour of the brush, whatever was there; without a colour they become clear. False for
 * a gradient, which Cairo has to paint on the clear pixels. */
bool cairn_canvas_flood_pixels(CairnCanvas *canvas, const CairnBrush *brush);

/* Adds a box, in px of the page, to what limits painting. */
void cairn_canvas_clip_pixels(CairnCanvas *canvas, CairnBox box);

/* The colour as Cairo keeps it in a bitmap: premultiplied ARGB. */
uint32_t cairn_pixel_of(CairnColor color, double opacity);
