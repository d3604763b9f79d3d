/* Pixels in Cairo's formats ARGB32 and RGB24, and how colours are laid over them. Colours are premultiplied
 * ARGB. */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* A pixel has UNIT × UNIT places. A part of it is a number from 0 to 255. */
enum { CAIRN_PIXEL_BITS = 8, CAIRN_PIXEL_UNIT = 1 << CAIRN_PIXEL_BITS };

/* Whole pixels: [left, right) × [top, bottom). */
typedef struct CairnPixelBox {
  int left, top, right, bottom;
} CairnPixelBox;

/* Of the pixels those in `clip` may be painted. */
typedef struct CairnPixels {
  uint8_t *data;
  size_t stride; /* bytes */
  int width, height;
  CairnPixelBox clip;
} CairnPixels;

static inline uint32_t *cairn_pixels_row(const CairnPixels *pixels, int y) {
  return (uint32_t *)(void *)(pixels->data + (size_t)y * pixels->stride);
}

/* The part of a pixel that `area` of its places, counted twice, are. */
static inline uint32_t cairn_pixel_part(uint32_t area) {
  const uint32_t full = 2 * CAIRN_PIXEL_UNIT * CAIRN_PIXEL_UNIT;
  return area >= full ? 255 : (area * 255 + full / 2) / full;
}

/* The four bytes of a colour, each times part / 255, rounded. */
static inline uint32_t cairn_pixel_scaled(uint32_t color, uint32_t part) {
  uint32_t low = (color & 0xff00ff) * part + 0x800080, high = (color >> 8 & 0xff00ff) * part + 0x800080;
  low = (low + (low >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
  high = (high + (high >> 8 & 0xff00ff)) & 0xff00ff00;
  return low | high;
}

/* A part of the pixel `below` covered by a colour without transparency: both are weighed, and rounded once.
 */
static inline uint32_t cairn_pixel_mix(uint32_t color, uint32_t part, uint32_t below) {
  const uint32_t rest = 255 - part, half = 0x800080, mask = 0xff00ff;
  uint32_t low = (color & mask) * part + (below & mask) * rest + half;
  uint32_t high = (color >> 8 & mask) * part + (below >> 8 & mask) * rest + half;
  low = (low + (low >> 8 & mask)) >> 8 & mask;
  high = (high + (high >> 8 & mask)) & ~mask;
  return low | high;
}

/* A part of the pixel `below` covered by the colour. */
static inline uint32_t cairn_pixel_over(uint32_t color, uint32_t part, uint32_t below) {
  if (color >> 24 == 255) return part == 255 ? color : cairn_pixel_mix(color, part, below);
  const uint32_t source = cairn_pixel_scaled(color, part);
  return source + cairn_pixel_scaled(below, 255 - (source >> 24));
}

/* Sets pixels that lie side by side. */
void cairn_pixels_set(uint32_t *pixels, size_t n, uint32_t color);

/* Lays a colour over pixels that lie side by side, all covered by the same part. */
void cairn_pixels_run(uint32_t *pixels, int n, uint32_t color, uint32_t part);

/* Lays a colour over pixels that lie side by side, each covered by a part of its own. */
void cairn_pixels_cover(uint32_t *pixels, const uint8_t *parts, int n, uint32_t color);

/* Paints the upright rectangle between two corners, which are in places, not pixels. */
void cairn_pixels_rect(const CairnPixels *pixels, int x0, int y0, int x1, int y1, uint32_t color);
