/* Glyphs as bitmaps of coverage, kept so that the letters of a page, and of the pages after it, are filled
 * once.
 *
 * Cairo before 1.17.4 puts the bitmap glyphs that it keeps itself on whole pixels only, which spoils the
 * spacing of small text; these stand on quarters of a pixel along the baseline, which is level or upright. */
#pragma once

#include "font/face.h"

enum {
  CAIRN_GLYPH_PHASES = 4,       /* places of a glyph within a pixel */
  CAIRN_GLYPH_TURNS = 4,        /* quarter turns of text, clockwise: to the right, down, to the left, up */
  CAIRN_GLYPH_MASK_PIXELS = 64, /* the largest size of the font, in px of the bitmap, that has masks */
};

typedef struct CairnGlyphMask {
  int left, top;             /* of its first pixel, from the origin on the baseline; y points down */
  int width, height, stride; /* 0 × 0 for a glyph without ink */
  const uint8_t *coverage;   /* `height` rows of `width` bytes, `stride` bytes apart */
} CairnGlyphMask;

/* The glyph at `pixels` px to the em, turned by quarters, and moved by phase / CAIRN_GLYPH_PHASES px: right, or down where
 * text goes down or up. It is the face's and stays until the next call. NULL where the face cannot be drawn or the size has
 * no masks. */
const CairnGlyphMask *cairn_glyph_mask(CairnFace *face, uint32_t glyph, double pixels, unsigned turn, unsigned phase);
