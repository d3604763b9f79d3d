/* The pixels of a PNG, before compression. */
#pragma once

#include "paint/png.h"

typedef struct CairnPngPixels {
  uint8_t *rows; /* for each row a filter byte of 0, then the samples */
  size_t row_bytes, n_rows;
  size_t bytes_per_pixel; /* 1 with a palette, 3, or 4 with alpha */
  size_t n_palette;       /* 0: no palette */
  uint32_t palette[256];  /* as 0xAARRGGBB, alpha not multiplied in */
} CairnPngPixels;

CairnPngPixels cairn_png_pixels(const CairnBitmap *bitmap);
void cairn_png_pixels_clear(CairnPngPixels *pixels);

/* Chooses for each row the filter whose differences are smallest in sum, as the PNG specification suggests
 * (12.8). The result has the layout of `rows`; free with g_free. */
uint8_t *cairn_png_filtered(const CairnPngPixels *pixels);
