#include "paint/png_pixels.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1024, MOST_COLORS = 256 };

/* The colours seen so far, by open addressing: a slot holds an index into the palette + 1. */
typedef struct Palette {
  uint16_t slots[SLOTS];
  uint32_t colors[MOST_COLORS]; /* as in the bitmap */
  size_t n;
} Palette;

static const uint32_t *row_at(const CairnBitmap *bitmap, size_t y) {
  return (const uint32_t *)(const void *)(bitmap->pixels + y * bitmap->stride);
}

static size_t slot_of(const Palette *palette, uint32_t color) {
  size_t slot = (color * 2654435761u) >> 22;
  while (palette->slots[slot] && palette->colors[palette->slots[slot] - 1] != color)
    slot = (slot + 1) % SLOTS;
  return slot;
}

/* False when there are too many colours. */
static bool add_color(Palette *palette, uint32_t color) {
  size_t slot = slot_of(palette, color);
  if (palette->slots[slot]) return true;
  if (palette->n == MOST_COLORS) return false;
  palette->colors[palette->n++] = color;
  palette->slots[slot] = (uint16_t)palette->n;
  return true;
}

static uint32_t mask_of(const CairnBitmap *bitmap) {
  return bitmap->opaque ? 0xff000000u : 0;
}

/* Also tells whether every pixel is opaque. */
static bool collect_palette(const CairnBitmap *bitmap, Palette *palette) {
  uint32_t mask = mask_of(bitmap);
  for (size_t y = 0; y < bitmap->height; y++) {
    const uint32_t *row = row_at(bitmap, y);
    uint32_t last = ~(row[0] | mask);
    for (size_t x = 0; x < bitmap->width; x++) {
      uint32_t color = row[x] | mask;
      if (color == last) continue;
      last = color;
      if (!add_color(palette, color)) return false;
    }
  }
  return true;
}

static bool is_opaque(const CairnBitmap *bitmap) {
  if (bitmap->opaque) return true;
  for (size_t y = 0; y < bitmap->height; y++) {
    const uint32_t *row = row_at(bitmap, y);
    uint32_t all = 0xff000000u;
    for (size_t x = 0; x < bitmap->width; x++)
      all &= row[x];
    if (all != 0xff000000u) return false;
  }
  return true;
}

static uint32_t divide(uint32_t channel, uint32_t alpha) {
  return MIN((channel * 255 + alpha / 2) / alpha, 255u);
}

static uint32_t without_alpha_multiplied(uint32_t pixel) {
  uint32_t alpha = pixel >> 24;
  if (alpha == 255 || alpha == 0) return alpha ? pixel : 0;
  return alpha << 24 | divide(pixel >> 16 & 255, alpha) << 16 | divide(pixel >> 8 & 255, alpha) << 8 |
         divide(pixel & 255, alpha);
}

static void put_indices(const CairnBitmap *bitmap, size_t y, const Palette *palette, uint8_t *out) {
  const uint32_t *row = row_at(bitmap, y);
  uint32_t mask = mask_of(bitmap), last = row[0] | mask;
  uint8_t index = (uint8_t)(palette->slots[slot_of(palette, last)] - 1);
  for (size_t x = 0; x < bitmap->width; x++) {
    uint32_t color = row[x] | mask;
    if (color != last) {
      last = color;
      index = (uint8_t)(palette->slots[slot_of(palette, color)] - 1);
    }
    out[x] = index;
  }
}

static void put_rgb(const CairnBitmap *bitmap, size_t y, uint8_t *out) {
  const uint32_t *row = row_at(bitmap, y);
  for (size_t x = 0; x < bitmap->width; x++) {
    *out++ = (uint8_t)(row[x] >> 16);
    *out++ = (uint8_t)(row[x] >> 8);
    *out++ = (uint8_t)row[x];
  }
}

static void put_rgba(const CairnBitmap *bitmap, size_t y, uint8_t *out) {
  const uint32_t *row = row_at(bitmap, y);
  for (size_t x = 0; x < bitmap->width; x++) {
    uint32_t pixel = without_alpha_multiplied(row[x]);
    *out++ = (uint8_t)(pixel >> 16);
    *out++ = (uint8_t)(pixel >> 8);
    *out++ = (uint8_t)pixel;
    *out++ = (uint8_t)(pixel >> 24);
  }
}

CairnPngPixels cairn_png_pixels(const CairnBitmap *bitmap) {
  CairnPngPixels pixels = {.n_rows = bitmap->height};
  Palette palette = {.n = 0};
  bool indexed = collect_palette(bitmap, &palette);
  pixels.bytes_per_pixel = indexed ? 1 : is_opaque(bitmap) ? 3 : 4;
  pixels.row_bytes = 1 + bitmap->width * pixels.bytes_per_pixel;
  pixels.rows = g_malloc_n(pixels.n_rows, pixels.row_bytes);
  pixels.n_palette = indexed ? palette.n : 0;
  for (size_t i = 0; i < pixels.n_palette; i++)
    pixels.palette[i] = without_alpha_multiplied(palette.colors[i]);
  for (size_t y = 0; y < bitmap->height; y++) {
    uint8_t *out = pixels.rows + y * pixels.row_bytes;
    *out++ = 0;
    if (indexed)
      put_indices(bitmap, y, &palette, out);
    else if (pixels.bytes_per_pixel == 3)
      put_rgb(bitmap, y, out);
    else
      put_rgba(bitmap, y, out);
  }
  return pixels;
}

void cairn_png_pixels_clear(CairnPngPixels *pixels) {
  g_free(pixels->rows);
}

/* ---- Filters ---- */

static uint8_t paeth(int left, int above, int corner) {
  int p = left + above - corner, a = abs(p - left), b = abs(p - above), c = abs(p - corner);
  return (uint8_t)(a <= b && a <= c ? left : b <= c ? above : corner);
}

static uint8_t predict(int filter, uint8_t left, uint8_t above, uint8_t corner) {
  switch (filter) {
  case 1:
    return left;
  case 2:
    return above;
  case 3:
    return (uint8_t)((left + above) / 2);
  case 4:
    return paeth(left, above, corner);
  default:
    return 0;
  }
}

/* Writes the filtered row with its filter byte; the sum of its differences, taken as signed. */
static size_t filter_row(const CairnPngPixels *pixels, size_t y, int filter, uint8_t *out) {
  const uint8_t *row = pixels->rows + y * pixels->row_bytes, *above = y ? row - pixels->row_bytes : NULL;
  size_t step = pixels->bytes_per_pixel, sum = 0;
  out[0] = (uint8_t)filter;
  for (size_t i = 1; i < pixels->row_bytes; i++) {
    bool first = i <= step;
    uint8_t left = first ? 0 : row[i - step], up = above ? above[i] : 0,
            corner = above && !first ? above[i - step] : 0;
    out[i] = (uint8_t)(row[i] - predict(filter, left, up, corner));
    sum += (size_t)abs((int8_t)out[i]);
  }
  return sum;
}

uint8_t *cairn_png_filtered(const CairnPngPixels *pixels) {
  uint8_t *filtered = g_malloc_n(pixels->n_rows, pixels->row_bytes);
  g_autofree uint8_t *candidate = g_malloc(pixels->row_bytes);
  for (size_t y = 0; y < pixels->n_rows; y++) {
    uint8_t *out = filtered + y * pixels->row_bytes;
    size_t least = filter_row(pixels, y, 0, out);
    for (int filter = 1; filter <= 4 && least > 0; filter++) {
      size_t sum = filter_row(pixels, y, filter, candidate);
      if (sum >= least) continue;
      least = sum;
      memcpy(out, candidate, pixels->row_bytes);
    }
  }
  return filtered;
}
