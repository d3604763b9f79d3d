/* Memory of bitmaps that is kept from picture to picture, so that it need not be cleared and mapped for each.
 */
#pragma once

#include "paint/paint.h"
#include "paint/raster.h"

/* Memory of `n` bytes with any content, the cache's until it is asked for the next. */
uint8_t *cairn_paint_cache_pixels(CairnPaintCache *cache, size_t n);

CairnRaster *cairn_paint_cache_raster(CairnPaintCache *cache);

/* Lets go what is too large to be kept. */
void cairn_paint_cache_trim(CairnPaintCache *cache);
