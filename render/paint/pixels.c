#include "paint/pixels.h"

#include <string.h>
#include <wchar.h>

#include "paint/pixel_mix.h"

void cairn_pixels_set(uint32_t *pixels, size_t n, uint32_t color) {
  _Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset sets words of 32 bits");
  const uint32_t byte = color & 255;
  /* White pages: processors set equal bytes without reading the memory first. */
  if (color == byte * 0x01010101u)
    memset(pixels, (int)byte, n * sizeof *pixels);
  else
    wmemset((wchar_t *)pixels, (wchar_t)color, n);
}

void cairn_pixels_run(uint32_t *pixels, int n, uint32_t color, uint32_t part) {
  const uint32_t source = part == 255 ? color : cairn_pixel_scaled(color, part), rest = 255 - (source >> 24);
  if (rest == 0) {
    cairn_pixels_set(pixels, (size_t)n, source);
    return;
  }
  for (int i = 0; i < n; i++)
    pixels[i] = color >> 24 == 255 ? cairn_pixel_mix(color, part, pixels[i]) : source + cairn_pixel_scaled(pixels[i], rest);
}

#ifdef __SSE2__
/* As many of the pixels as are multiples of 4; how many. */
static int cover_by_4(uint32_t *pixels, const uint8_t *parts, int n, uint32_t color) {
  const __m128i zero = _mm_setzero_si128(), opaque = cairn_pixels_color(color);
  int i = 0;
  for (int32_t four; i + 4 <= n; i += 4) {
    memcpy(&four, parts + i, sizeof four);
    if (four == 0) continue;
    const __m128i words = _mm_unpacklo_epi8(_mm_cvtsi32_si128(four), zero);
    cairn_pixels_mix_4(pixels + i, opaque, _mm_unpacklo_epi16(words, zero));
  }
  return i;
}
#endif

void cairn_pixels_cover(uint32_t *pixels, const uint8_t *parts, int n, uint32_t color) {
  int i = 0;
#ifdef __SSE2__
  if (color >> 24 == 255) i = cover_by_4(pixels, parts, n, color);
#endif
  for (; i < n; i++)
    if (parts[i]) pixels[i] = cairn_pixel_over(color, parts[i], pixels[i]);
}

/* How much of [low, high) lies in the pixel whose number is `at`, in places. */
static int inside(int at, int low, int high) {
  const int start = at * CAIRN_PIXEL_UNIT;
  return CLAMP(high - start, 0, CAIRN_PIXEL_UNIT) - CLAMP(low - start, 0, CAIRN_PIXEL_UNIT);
}

/* The pixels of a row that a rectangle covers alike: [left, right). */
typedef struct Columns {
  int left, right, width; /* covered: `width` of each pixel's places across */
} Columns;

/* A pixel at the left that is partly covered, whole ones, and a partly covered one at the right, as far as
 * there are such. */
static size_t columns_of(int x0, int x1, const CairnPixelBox *clip, Columns out[3]) {
  const int first = x0 >> CAIRN_PIXEL_BITS, whole = (x0 + CAIRN_PIXEL_UNIT - 1) >> CAIRN_PIXEL_BITS,
            end = x1 >> CAIRN_PIXEL_BITS;
  const Columns all[] = {{first, MIN(whole, first + 1), inside(first, x0, x1)},
                         {whole, MAX(end, whole), CAIRN_PIXEL_UNIT},
                         {end, end + (end >= whole && x1 > end * CAIRN_PIXEL_UNIT), inside(end, x0, x1)}};
  size_t n = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
    const Columns clipped = {MAX(all[i].left, clip->left), MIN(all[i].right, clip->right), all[i].width};
    if (clipped.left < clipped.right) out[n++] = clipped;
  }
  return n;
}

static void paint_columns(const CairnPixels *pixels, Columns columns, int top, int bottom, int height,
                          uint32_t color) {
  const uint32_t part = cairn_pixel_part(2 * (uint32_t)height * (uint32_t)columns.width);
  const int n = columns.right - columns.left;
  for (int y = top; y < bottom; y++) {
    uint32_t *out = cairn_pixels_row(pixels, y) + columns.left;
    if (n == 1)
      *out = cairn_pixel_over(color, part, *out);
    else
      cairn_pixels_run(out, n, color, part);
  }
}

void cairn_pixels_rect(const CairnPixels *pixels, int x0, int y0, int x1, int y1, uint32_t color) {
  Columns columns[3], rows[3]; /* rows are columns on their side */
  const CairnPixelBox clip = pixels->clip, turned = {clip.top, clip.left, clip.bottom, clip.right};
  const size_t n_columns = columns_of(MIN(x0, x1), MAX(x0, x1), &clip, columns);
  const size_t n_rows = columns_of(MIN(y0, y1), MAX(y0, y1), &turned, rows);
  for (size_t i = 0; i < n_rows; i++)
    for (size_t k = 0; k < n_columns; k++)
      paint_columns(pixels, columns[k], rows[i].left, rows[i].right, rows[i].width, color);
}
