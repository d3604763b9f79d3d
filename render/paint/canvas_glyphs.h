/* Lines of text on bitmaps, from masks of their glyphs. */
#pragma once

#include "paint/canvas.h"

/* Fills `n` glyphs, at x px along the baseline from Cairo's origin, with Cairo's source. False, with nothing
 * drawn, where there are no masks for them: the text is turned, too large, not on a whole row of pixels, or
 * the source does not have one colour. */
bool cairn_canvas_glyphs(CairnCanvas *canvas, CairnFace *face, double size, const cairo_glyph_t *glyphs,
                         size_t n);
