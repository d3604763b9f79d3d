#include "paint/png_differences.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paint/png_rows.h"

/* Each byte of a less that of b, modulo 256: what a byte would borrow of the next is kept out. */
static inline uint32_t subtract(uint32_t a, uint32_t b) {
  const uint32_t high = 0x80808080u;
  return ((a | high) - (b & ~high)) ^ ((a ^ ~b) & high);
}

void cairn_png_differences(const CairnBitmap *bitmap, size_t y, uint32_t *out) {
  const uint32_t *row = cairn_png_row_at(bitmap, y), *above;
  if (y == 0) {
    memcpy(out, row, bitmap->width * sizeof *out);
    return;
  }
  above = cairn_png_row_at(bitmap, y - 1);
  size_t x = 0;
#ifdef __SSE2__
  for (; x + 4 <= bitmap->width; x += 4) {
    __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(row + x)),
            b = _mm_loadu_si128((const __m128i *)(const void *)(above + x));
    _mm_storeu_si128((__m128i *)(void *)(out + x), _mm_sub_epi8(a, b));
  }
#endif
  for (; x < bitmap->width; x++)
    out[x] = subtract(row[x], above[x]);
}

/* ---- Which takes less ---- */

/* What decides how many bits a row takes: its pixels that are neither like the one to the left nor like the
 * one above, those that are like the one above only, the differences that are neither 0 nor like the one to
 * the left, and how large these are, in sum. */
typedef struct Sample {
  size_t n_new, n_as_above, n_differences, sum;
} Sample;

static size_t size_of(uint32_t difference) {
  return (size_t)(abs((int8_t)(difference >> 16)) + abs((int8_t)(difference >> 8)) + abs((int8_t)difference));
}

static void add_pixel(Sample *sample, const uint32_t *row, const uint32_t *above) {
  const uint32_t rgb = 0xffffff;
  uint32_t difference = subtract(row[0], above[0]) & rgb, before = subtract(row[-1], above[-1]) & rgb;
  bool changes = ((row[0] ^ row[-1]) & rgb) != 0;
  sample->n_new += changes && difference;
  sample->n_as_above += changes && !difference;
  if (!difference || difference == before) return;
  sample->n_differences++;
  sample->sum += size_of(difference);
}

/* Where nothing changes from the left, nothing is counted, nor in a row like the one above, which is written
 * as that anyway. */
static void add_row(Sample *sample, const CairnBitmap *bitmap, size_t y) {
  const uint32_t *row = cairn_png_row_at(bitmap, y), *above = cairn_png_row_at(bitmap, y - 1);
  if (memcmp(row, above, bitmap->width * sizeof *row) == 0) return;
  for (size_t x = 1; x < bitmap->width; x += 16) {
    size_t n = MIN(bitmap->width - x, 16);
    uint32_t bits =
        cairn_png_differing(row + x, row + x - 1, n) | cairn_png_differing(above + x, above + x - 1, n);
    for (; bits; bits &= bits - 1) {
      size_t at = x + cairn_png_first_of(bits);
      add_pixel(sample, row + at, above + at);
    }
  }
}

/* How many bits differences take for each of colours. They were fitted to 280 charts: a new pixel takes its
 * three bytes, one like that above a part of a match, and a difference the more the larger it is. */
static double share_of(const Sample *sample) {
  if (sample->n_new + sample->n_as_above == 0) return 1;
  double mean = (double)(sample->sum + 1) / (3 * (double)sample->n_differences + 1);
  double colors = 24.7 * (double)sample->n_new + 4.3 * (double)sample->n_as_above;
  return (double)sample->n_differences * (10.6 + 2.95 * log2(mean)) / colors;
}

/* Differences take an eighth more time over the whole chart, so that a little less is not worth it: charts of one line
 * would take a tenth less.
 *
 * One row of each 24, not always the same one: lines of text come at even distances. A part of them, all over
 * the picture, is enough where it is plain that colours take less, as in most charts. */
bool cairn_png_differences_pay(const CairnBitmap *bitmap) {
  enum { STEP = 24, PARTS = 4 };
  static const double pays = 0.6, never_pays = 0.9;
  Sample sample = {0};
  for (size_t part = 0; part < PARTS; part++) {
    for (size_t k = part; k * STEP < bitmap->height; k += PARTS) {
      size_t y = k * STEP + k * (k + 1) / 2 % STEP;
      if (y > 0 && y < bitmap->height) add_row(&sample, bitmap, y);
    }
    if (share_of(&sample) > never_pays) return false;
  }
  return share_of(&sample) < pays;
}
