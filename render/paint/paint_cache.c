#include "paint/paint_cache.h"

/* Two million pixels. */
enum { MOST_KEPT = 8 * 1024 * 1024 };

struct CairnPaintCache {
  CairnRaster *raster;
  uint8_t *pixels;
  size_t n;
};

CairnPaintCache *cairn_paint_cache_new(void) {
  CairnPaintCache *cache = g_new0(CairnPaintCache, 1);
  cache->raster = cairn_raster_new();
  return cache;
}

void cairn_paint_cache_free(CairnPaintCache *cache) {
  if (!cache) return;
  cairn_raster_free(cache->raster);
  g_free(cache->pixels);
  g_free(cache);
}

uint8_t *cairn_paint_cache_pixels(CairnPaintCache *cache, size_t n) {
  if (n > cache->n) {
    g_free(cache->pixels);
    cache->pixels = g_malloc(n);
    cache->n = n;
  }
  return cache->pixels;
}

CairnRaster *cairn_paint_cache_raster(CairnPaintCache *cache) {
  return cache->raster;
}

void cairn_paint_cache_trim(CairnPaintCache *cache) {
  if (cache->n <= MOST_KEPT) return;
  g_clear_pointer(&cache->pixels, g_free);
  cache->n = 0;
  cairn_raster_free(cache->raster);
  cache->raster = cairn_raster_new();
}
