#include "paint/pixels.h"

#include <wchar.h>

void cairn_pixels_set(uint32_t *pixels, size_t n, uint32_t color) {
  _Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset sets words of 32 bits");
  wmemset((wchar_t *)pixels, (wchar_t)color, n);
}

void cairn_pixels_run(uint32_t *pixels, int n, uint32_t color, uint32_t part) {
  const uint32_t source = part == 255 ? color : cairn_pixel_scaled(color, part), rest = 255 - (source >> 24);
  if (rest == 0) {
    cairn_pixels_set(pixels, (size_t)n, source);
    return;
  }
  for (int i = 0; i < n; i++)
    pixels[i] = source + cairn_pixel_scaled(pixels[i], rest);
}

/* How much of [low, high) lies in the pixel whose number is `at`, in places. */
static int inside(int at, int low, int high) {
  const int start = at * CAIRN_PIXEL_UNIT;
  return CLAMP(high - start, 0, CAIRN_PIXEL_UNIT) - CLAMP(low - start, 0, CAIRN_PIXEL_UNIT);
}

/* From `x` on the pixels that [x0, x1) covers alike; where the next others begin. */
static int next_column(int x, int x0, int x1) {
  const int first_whole = (x0 + CAIRN_PIXEL_UNIT - 1) >> CAIRN_PIXEL_BITS, end_whole = x1 >> CAIRN_PIXEL_BITS;
  return x >= first_whole && x < end_whole ? end_whole : x + 1;
}

static void paint_row(uint32_t *out, const CairnPixelBox *clip, int x0, int x1, uint32_t height,
                      uint32_t color) {
  const int last = MIN((x1 - 1) >> CAIRN_PIXEL_BITS, clip->right - 1);
  for (int x = MAX(x0 >> CAIRN_PIXEL_BITS, clip->left), next; x <= last; x = next) {
    next = MIN(next_column(x, x0, x1), clip->right);
    const uint32_t part = cairn_pixel_part(2 * height * (uint32_t)inside(x, x0, x1));
    if (next == x + 1)
      out[x] = cairn_pixel_over(color, part, out[x]);
    else
      cairn_pixels_run(out + x, next - x, color, part);
  }
}

void cairn_pixels_rect(const CairnPixels *pixels, int x0, int y0, int x1, int y1, uint32_t color) {
  const int left = MIN(x0, x1), right = MAX(x0, x1), top = MIN(y0, y1), bottom = MAX(y0, y1);
  const int last = MIN((bottom - 1) >> CAIRN_PIXEL_BITS, pixels->clip.bottom - 1);
  for (int y = MAX(top >> CAIRN_PIXEL_BITS, pixels->clip.top); y <= last; y++)
    paint_row(cairn_pixels_row(pixels, y), &pixels->clip, left, right, (uint32_t)inside(y, top, bottom),
              color);
}
