#include "paint/png_pixels.h"

#include <stdlib.h>
#include <string.h>
#ifdef __x86_64__
#include <tmmintrin.h>
#endif

#include "paint/png_differences.h"
#include "paint/png_rows.h"

enum { PIXELS_PER_COLOR = 32 };

/* https://www.w3.org/TR/png-3/#9Filter-types */
enum { FILTER_NONE, FILTER_SUB, FILTER_UP, FILTER_AVERAGE, FILTER_PAETH };

/* ---- Palettes ---- */

static size_t slot_of(const CairnPngPixels *pixels, uint32_t color) {
  size_t slot = (color * 2654435761u) >> 22;
  while (pixels->slots[slot] && pixels->colors[pixels->slots[slot] - 1] != color)
    slot = (slot + 1) % G_N_ELEMENTS(pixels->slots);
  return slot;
}

/* False when there are too many colours. */
static bool add_color(CairnPngPixels *pixels, uint32_t color) {
  size_t slot = slot_of(pixels, color);
  if (pixels->slots[slot]) return true;
  if (pixels->n_palette == G_N_ELEMENTS(pixels->colors)) return false;
  pixels->colors[pixels->n_palette++] = color;
  pixels->slots[slot] = (uint16_t)pixels->n_palette;
  return true;
}

static uint32_t mask_of(const CairnBitmap *bitmap) {
  return bitmap->opaque ? 0xff000000u : 0;
}

/* Most pixels are like the one to the left or above, whose colours are known. */
static bool add_colors_of_row(CairnPngPixels *pixels, size_t y) {
  uint32_t mask = mask_of(pixels->bitmap);
  const uint32_t *row = cairn_png_row_at(pixels->bitmap, y),
                 *above = y > 0 ? cairn_png_row_at(pixels->bitmap, y - 1) : NULL;
  if (!add_color(pixels, row[0] | mask)) return false;
  for (size_t x = 1; x < pixels->bitmap->width; x += 16) {
    size_t n = MIN(pixels->bitmap->width - x, 16);
    uint32_t bits = cairn_png_differing(row + x, row + x - 1, n);
    if (bits && above) bits &= cairn_png_differing(row + x, above + x, n);
    for (; bits; bits &= bits - 1)
      if (!add_color(pixels, row[x + cairn_png_first_of(bits)] | mask)) return false;
  }
  return true;
}

/* Rows far apart come first: they soon tell when there are too many colours. */
static bool collect_palette(CairnPngPixels *pixels) {
  enum { STEP = 16 };
  for (size_t start = 0; start < STEP; start++)
    for (size_t y = start; y < pixels->n_rows; y += STEP)
      if (!add_colors_of_row(pixels, y)) return false;
  return true;
}

static bool is_opaque(const CairnBitmap *bitmap) {
  if (bitmap->opaque) return true;
  for (size_t y = 0; y < bitmap->height; y++) {
    const uint32_t *row = cairn_png_row_at(bitmap, y);
    uint32_t all = 0xff000000u;
    for (size_t x = 0; x < bitmap->width; x++)
      all &= row[x];
    if (all != 0xff000000u) return false;
  }
  return true;
}

/* ---- Samples ---- */

static uint32_t divide(uint32_t channel, uint32_t alpha) {
  return MIN((channel * 255 + alpha / 2) / alpha, 255u);
}

static uint32_t without_alpha_multiplied(uint32_t pixel) {
  uint32_t alpha = pixel >> 24;
  if (alpha == 255 || alpha == 0) return alpha ? pixel : 0;
  return alpha << 24 | divide(pixel >> 16 & 255, alpha) << 16 | divide(pixel >> 8 & 255, alpha) << 8 |
         divide(pixel & 255, alpha);
}

/* `out` holds the indices of the row `above`, or `above` is NULL. */
static void put_indices(const CairnPngPixels *pixels, const uint32_t *row, const uint32_t *above,
                        uint8_t *out) {
  uint32_t mask = mask_of(pixels->bitmap);
  for (size_t x = 0; x < pixels->bitmap->width; x += 16) {
    size_t n = MIN(pixels->bitmap->width - x, 16);
    uint32_t bits = above ? cairn_png_differing(row + x, above + x, n) : (1u << n) - 1;
    for (; bits; bits &= bits - 1) {
      size_t at = x + cairn_png_first_of(bits);
      out[at] = (uint8_t)(pixels->slots[slot_of(pixels, row[at] | mask)] - 1);
    }
  }
}

static uint8_t *put_bytes(uint8_t *out, const void *bytes, size_t n) {
  memcpy(out, bytes, n);
  return out + n;
}

#ifdef __x86_64__
/* Four pixels by one instruction, where the processor has it; how many were written. Each time four bytes too
 * many are stored, which the next pixels cover. */
__attribute__((target("ssse3"))) static size_t shuffle_rgb(const uint32_t *row, size_t n, uint8_t *out) {
  const __m128i order = _mm_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
  size_t x = 0;
  for (; x + 6 <= n; x += 4)
    _mm_storeu_si128((__m128i *)(void *)(out + 3 * x),
                     _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(row + x)), order));
  return x;
}
static size_t put_rgb_by_16(const uint32_t *row, size_t n, uint8_t *out) {
  return __builtin_cpu_supports("ssse3") ? shuffle_rgb(row, n, out) : 0;
}
#endif
/* Four pixels at a time, as one number of 12 bytes: half the time of one after the other. */
static void put_rgb(const CairnPngPixels *pixels, const uint32_t *row, uint8_t *out) {
  size_t n = pixels->bitmap->width, x = put_rgb_by_16(row, n, out);
  out += 3 * x;
  for (; x + 4 <= n; x += 4) {
    uint64_t a = row[x] & 0xffffff, b = row[x + 1] & 0xffffff, c = row[x + 2] & 0xffffff;
    uint64_t high = GUINT64_TO_BE(a << 40 | b << 16 | c >> 8);
    uint32_t low = GUINT32_TO_BE((uint32_t)(c << 24) | (row[x + 3] & 0xffffff));
    out = put_bytes(out, &high, sizeof high);
    out = put_bytes(out, &low, sizeof low);
  }
  for (; x < n; x++) {
    uint32_t rgb = GUINT32_TO_BE(row[x] << 8);
    out = put_bytes(out, &rgb, 3);
  }
}

void cairn_png_up_row(const CairnPngPixels *pixels, const uint32_t *differences, uint8_t *out) {
  out[0] = FILTER_UP;
  put_rgb(pixels, differences, out + 1);
}

static void put_rgba(const CairnPngPixels *pixels, const uint32_t *row, uint8_t *out) {
  for (size_t x = 0; x < pixels->bitmap->width; x++) {
    uint32_t pixel = without_alpha_multiplied(row[x]);
    uint32_t rgba = GUINT32_TO_BE(pixel << 8 | pixel >> 24);
    out = put_bytes(out, &rgba, sizeof rgba);
  }
}

static void put_samples(const CairnPngPixels *pixels, const uint32_t *row, const uint32_t *above,
                        uint8_t *out) {
  if (pixels->n_palette)
    put_indices(pixels, row, above, out);
  else if (pixels->bytes_per_pixel == 3)
    put_rgb(pixels, row, out);
  else
    put_rgba(pixels, row, out);
}

bool cairn_png_row_is_repeated(const CairnPngPixels *pixels, size_t y) {
  const CairnBitmap *bitmap = pixels->bitmap;
  return y > 0 &&
         memcmp(cairn_png_row_at(bitmap, y), cairn_png_row_at(bitmap, y - 1), 4 * bitmap->width) == 0;
}

void cairn_png_plain_row(const CairnPngPixels *pixels, size_t y, bool follows, uint8_t *out) {
  const uint32_t *above = follows ? cairn_png_row_at(pixels->bitmap, y - 1) : NULL;
  out[0] = FILTER_NONE;
  put_samples(pixels, cairn_png_row_at(pixels->bitmap, y), above, out + 1);
}

void cairn_png_row(const CairnPngPixels *pixels, size_t y, uint8_t *out) {
  if (cairn_png_row_is_repeated(pixels, y)) {
    memset(out, 0, pixels->row_bytes);
    out[0] = FILTER_UP;
  } else if (pixels->up) {
    g_autofree uint32_t *differences = g_new(uint32_t, pixels->bitmap->width);
    cairn_png_differences(pixels->bitmap, y, differences);
    cairn_png_up_row(pixels, differences, out);
  } else {
    cairn_png_plain_row(pixels, y, false, out);
  }
}

/* ---- Layout ---- */

static void set_layout(CairnPngPixels *pixels, size_t bytes_per_pixel) {
  pixels->bytes_per_pixel = bytes_per_pixel;
  pixels->row_bytes = 1 + pixels->bitmap->width * bytes_per_pixel;
}

CairnPngPixels cairn_png_true_color(const CairnBitmap *bitmap) {
  CairnPngPixels pixels = {.bitmap = bitmap, .n_rows = bitmap->height};
  set_layout(&pixels, is_opaque(bitmap) ? 3 : 4);
  return pixels;
}

/* The table takes 3 or 4 bytes for a colour, which are saved where it is seen often enough. */
static bool pays(const CairnPngPixels *pixels) {
  return pixels->n_palette * PIXELS_PER_COLOR <= pixels->bitmap->width * pixels->bitmap->height;
}

CairnPngPixels cairn_png_pixels(const CairnBitmap *bitmap) {
  CairnPngPixels pixels = {.bitmap = bitmap, .n_rows = bitmap->height};
  if (!collect_palette(&pixels) || !pays(&pixels)) {
    CairnPngPixels colors = cairn_png_true_color(bitmap);
    colors.up = colors.bytes_per_pixel == 3 && cairn_png_differences_pay(bitmap);
    return colors;
  }
  set_layout(&pixels, 1);
  for (size_t i = 0; i < pixels.n_palette; i++)
    pixels.palette[i] = without_alpha_multiplied(pixels.colors[i]);
  return pixels;
}

/* ---- Filters ---- */

static uint8_t paeth(int left, int above, int corner) {
  int p = left + above - corner, a = abs(p - left), b = abs(p - above), c = abs(p - corner);
  return (uint8_t)(a <= b && a <= c ? left : b <= c ? above : corner);
}

static uint8_t predict(int filter, uint8_t left, uint8_t above, uint8_t corner) {
  switch (filter) {
  case FILTER_SUB:
    return left;
  case FILTER_UP:
    return above;
  case FILTER_AVERAGE:
    return (uint8_t)((left + above) / 2);
  case FILTER_PAETH:
    return paeth(left, above, corner);
  default:
    return 0;
  }
}

/* Writes the filtered row with its filter byte; the sum of its differences, taken as signed. `row` and
 * `above` are samples. */
static size_t filter_row(const CairnPngPixels *pixels, const uint8_t *row, const uint8_t *above, int filter,
                         uint8_t *out) {
  size_t step = pixels->bytes_per_pixel, sum = 0;
  *out++ = (uint8_t)filter;
  for (size_t i = 0; i < pixels->row_bytes - 1; i++) {
    uint8_t left = i < step ? 0 : row[i - step], corner = i < step ? 0 : above[i - step];
    out[i] = (uint8_t)(row[i] - predict(filter, left, above[i], corner));
    sum += (size_t)abs((int8_t)out[i]);
  }
  return sum;
}

static void filter_best(const CairnPngPixels *pixels, const uint8_t *row, const uint8_t *above,
                        uint8_t *candidate, uint8_t *out) {
  size_t least = filter_row(pixels, row, above, FILTER_NONE, out);
  for (int filter = FILTER_SUB; filter <= FILTER_PAETH && least > 0; filter++) {
    size_t sum = filter_row(pixels, row, above, filter, candidate);
    if (sum >= least) continue;
    least = sum;
    memcpy(out, candidate, pixels->row_bytes);
  }
}

void cairn_png_filter(const CairnPngPixels *pixels, uint8_t *rows) {
  size_t n = pixels->row_bytes;
  g_autofree uint8_t *row = g_malloc(n), *above = g_malloc0(n), *candidate = g_malloc(n);
  for (size_t y = 0; y < pixels->n_rows; y++) {
    put_samples(pixels, cairn_png_row_at(pixels->bitmap, y), NULL, row);
    filter_best(pixels, row, above, candidate, rows + y * n);
    uint8_t *last = above;
    above = row;
    row = last;
  }
}
