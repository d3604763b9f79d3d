/* The pixels of a PNG, before compression. */
#pragma once

#include "paint/png.h"

/* How a bitmap is stored: by a palette, as RGB, or as RGBA. */
typedef struct CairnPngPixels {
  const CairnBitmap *bitmap; /* borrowed */
  size_t bytes_per_pixel;    /* 1 with a palette, 3, or 4 with alpha */
  size_t row_bytes, n_rows;  /* of a row: a filter byte, then the samples */
  bool up;                   /* rows are stored as their differences from the rows above (filter 2) */
  size_t n_palette;          /* 0: no palette */
  uint32_t palette[256];     /* as 0xAARRGGBB, alpha not multiplied in */
  uint32_t colors[256];      /* the same as they stand in the bitmap */
  uint16_t slots[1024];      /* finds an index of `colors`, by open addressing: the index + 1, or 0 */
} CairnPngPixels;

/* With a palette where the bitmap has at most 256 colours and enough pixels to pay for its table; else with
 * differences where these take less. */
CairnPngPixels cairn_png_pixels(const CairnBitmap *bitmap);

/* Without a palette. */
CairnPngPixels cairn_png_true_color(const CairnBitmap *bitmap);

/* Is row `y` like the one above? */
bool cairn_png_row_is_repeated(const CairnPngPixels *pixels, size_t y);

/* Writes row `y` as it is: the byte of filter 0, then the samples; `row_bytes` in all. Where it `follows`,
 * `out` holds the row above, or one like it, and what has not changed may be left there. */
void cairn_png_plain_row(const CairnPngPixels *pixels, size_t y, bool follows, uint8_t *out);

/* The same as `pixels` wants it; a row like the one above is always written as that (filter 2). */
void cairn_png_row(const CairnPngPixels *pixels, size_t y, uint8_t *out);

/* Writes a row of differences (png_differences.h): the byte of filter 2, then the samples. */
void cairn_png_up_row(const CairnPngPixels *pixels, const uint32_t *differences, uint8_t *out);

/* Writes all rows, each by the filter whose differences are smallest in sum, as the PNG specification
 * suggests (12.7): for pictures of smooth colours. */
void cairn_png_filter(const CairnPngPixels *pixels, uint8_t *rows);
