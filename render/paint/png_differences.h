/* Rows as differences from the rows above. Smooth colours, and rows that change in a few places only, take
 * less so; letters and thin lines take more, as each edge is there twice. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "paint/png.h"

/* The differences of row `y` from the one above (0 above the first), as pixels: each channel modulo 256. */
void cairn_png_differences(const CairnBitmap *bitmap, size_t y, uint32_t *out);

/* Does the picture take less as differences? Guessed from a part of its rows. */
bool cairn_png_differences_pay(const CairnBitmap *bitmap);
