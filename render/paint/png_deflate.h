/* Compresses the rows of a PNG. */
#pragma once

#include "paint/png_pixels.h"

/* Appends the zlib stream of all rows to `out`, fast. The bitmap has at least a pixel and at most
 * CAIRN_LIMIT_BITMAP_SIDE of them in a row or a column. */
bool cairn_png_deflate(const CairnPngPixels *pixels, GByteArray *out, GError **error);
