#include "paint/raster.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "paint/pixel_mix.h"

enum { BITS = CAIRN_PIXEL_BITS, UNIT = CAIRN_PIXEL_UNIT, MOST_CELLS = 1 << 24 };

/* Cells are looked at in blocks, a line of cache each: of most rows a shape touches few. */
enum { BLOCK_BITS = 4, BLOCK = 1 << BLOCK_BITS, WORD_BITS = 6, BLOCKS_PER_WORD = 1 << WORD_BITS };

struct CairnRaster {
  int width, height; /* of the shape */
  uint32_t *cells;   /* areas in places, counted twice so that they are whole, modulo 2^32; all 0 between shapes */
  size_t row_cells;  /* whole blocks, and two cells more than pixels, for what lies right of them */
  uint64_t *touched; /* a bit for each block that may not be all 0 */
  size_t row_words;
  size_t n_cells, n_words; /* that there is memory for */
  int top, bottom; /* the rows that are not all 0: [top, bottom) */
};

CairnRaster *cairn_raster_new(void) {
  return g_new0(CairnRaster, 1);
}

void cairn_raster_free(CairnRaster *raster) {
  if (!raster) return;
  g_free(raster->cells);
  g_free(raster->touched);
  g_free(raster);
}

bool cairn_raster_begin(CairnRaster *raster, int width, int height) {
  if (width == raster->width && height == raster->height) return true;
  const size_t n_blocks = ((size_t)width + 2 + BLOCK - 1) / BLOCK, row_cells = n_blocks * BLOCK,
               row_words = (n_blocks + BLOCKS_PER_WORD - 1) / BLOCKS_PER_WORD, n = row_cells * (size_t)height,
               n_words = row_words * (size_t)height;
  if (n > MOST_CELLS) return false;
  if (n > raster->n_cells) {
    g_free(raster->cells);
    raster->cells = g_new0(uint32_t, n);
    raster->n_cells = n;
  }
  if (n_words > raster->n_words) {
    g_free(raster->touched);
    raster->touched = g_new0(uint64_t, n_words);
    raster->n_words = n_words;
  }
  raster->width = width;
  raster->height = height;
  raster->row_cells = row_cells;
  raster->row_words = row_words;
  raster->top = INT_MAX;
  raster->bottom = 0;
  return true;
}

/* ---- Sides ---- */

/* Notes the blocks that hold the cells [first, last] of a row: mostly one, or two beside each other. */
static inline void touch(uint64_t *touched, unsigned first, unsigned last) {
  const unsigned a = first >> BLOCK_BITS, b = last >> BLOCK_BITS;
  if (G_LIKELY(a >> WORD_BITS == b >> WORD_BITS)) {
    touched[a >> WORD_BITS] |= ~UINT64_C(0) << (a & 63) & ~UINT64_C(0) >> (~b & 63);
    return;
  }
  for (unsigned block = a; block <= b; block++)
    touched[block >> WORD_BITS] |= UINT64_C(1) << (block & 63);
}

/* A part of a side within one pixel: `rise` places high, `from` and `to` its distances from the pixel's left
 * edge. */
static void add_to_cell(uint32_t *cells, int x, int rise, int from, int to) {
  int area = rise * (from + to);
  cells[x] += (uint32_t)(2 * UNIT * rise - area);
  cells[x + 1] += (uint32_t)area;
}

/* The same across several pixels of a row, from x0 to x1. */
static void add_across(uint32_t *cells, int x0, int x1, int rise) {
  const int first = x0 >> BITS, last = x1 >> BITS;
  const double slope = rise / (double)(x1 - x0);
  int done = 0, from = x0 & (UNIT - 1);
  for (int x = first; x < last; x++, from = 0) {
    int risen = (int)(slope * (((x + 1) << BITS) - x0));
    add_to_cell(cells, x, risen - done, from, UNIT);
    done = risen;
  }
  add_to_cell(cells, last, rise - done, 0, x1 & (UNIT - 1));
}

/* A part of a side within a row, between x0 and x1 in places, 0 <= x0 and x1 <= width; `rise` is negative
 * upwards. */
static inline void add_to_row(uint32_t *cells, uint64_t *touched, int x0, int x1, int rise) {
  const int low = MIN(x0, x1), high = MAX(x0, x1), first = low >> BITS, last = high >> BITS;
  touch(touched, (unsigned)first, (unsigned)last + 1);
  if (first == last)
    add_to_cell(cells, first, rise, low & (UNIT - 1), high & (UNIT - 1));
  else
    add_across(cells, low, high, rise);
}

/* What lies left of the pixels covers all of the row, what lies right of them nothing. */
static void add_clipped(uint32_t *cells, uint64_t *touched, int right, int x0, int x1, int rise) {
  const int low = MIN(x0, x1), high = MAX(x0, x1);
  const double slope = high > low ? rise / (double)(high - low) : 0;
  int before = low >= 0 ? 0 : high <= 0 ? rise : (int)(slope * -low);
  int after = high <= right ? 0 : low >= right ? rise : (int)(slope * (high - right));
  if (before) add_to_row(cells, touched, 0, 0, before);
  if (after) add_to_row(cells, touched, right, right, after);
  if (rise != before + after) add_to_row(cells, touched, MAX(low, 0), MIN(high, right), rise - before - after);
}

int cairn_raster_places(double pixels) {
  return (int)(pixels * UNIT + (pixels < 0 ? -0.5 : 0.5));
}

/* A side from (x0, y0) down to (x1, y1), cut to the rows that there are: [y, end). */
static void add_side(CairnRaster *raster, int x0, int y0, int x1, int y1, int sign) {
  const int right = raster->width << BITS;
  const bool is_held = MIN(x0, x1) >= 0 && MAX(x0, x1) <= right;
  const double slope = (x1 - x0) / (double)(y1 - y0);
  int y = MAX(y0, 0), end = MIN(y1, raster->height << BITS), x = y == y0 ? x0 : x0 + (int)(slope * (y - y0));
  uint32_t *cells = raster->cells + raster->row_cells * (size_t)(y >> BITS);
  uint64_t *touched = raster->touched + raster->row_words * (size_t)(y >> BITS);
  for (int next, next_x; y < end; y = next, x = next_x, cells += raster->row_cells, touched += raster->row_words) {
    next = MIN((y | (UNIT - 1)) + 1, end);
    next_x = next == y1 ? x1 : x0 + (int)(slope * (next - y0));
    if (is_held)
      add_to_row(cells, touched, x, next_x, sign * (next - y));
    else
      add_clipped(cells, touched, right, x, next_x, sign * (next - y));
  }
}

/* The same straight down, as the sides of most bars and lines of grids go. */
static void add_upright(CairnRaster *raster, int x, int y0, int y1, int sign) {
  const int at = CLAMP(x, 0, raster->width << BITS), cell = at >> BITS, from = 2 * (at & (UNIT - 1));
  uint32_t *cells = raster->cells + raster->row_cells * (size_t)(MAX(y0, 0) >> BITS) + cell;
  uint64_t *touched = raster->touched + raster->row_words * (size_t)(MAX(y0, 0) >> BITS);
  for (int y = MAX(y0, 0), end = MIN(y1, raster->height << BITS), next; y < end;
       y = next, cells += raster->row_cells, touched += raster->row_words) {
    next = MIN((y | (UNIT - 1)) + 1, end);
    const int rise = sign * (next - y);
    cells[0] += (uint32_t)(rise * (2 * UNIT - from));
    cells[1] += (uint32_t)(rise * from);
    touch(touched, (unsigned)cell, (unsigned)cell + 1);
  }
}

void cairn_raster_side(CairnRaster *raster, CairnPoint from, CairnPoint to) {
  int x0 = cairn_raster_places(from.x), y0 = cairn_raster_places(from.y), x1 = cairn_raster_places(to.x),
      y1 = cairn_raster_places(to.y);
  const int top = MIN(y0, y1), bottom = MAX(y0, y1);
  if (top == bottom || bottom <= 0 || top >= raster->height << BITS) return;
  raster->top = MIN(raster->top, MAX(top, 0) >> BITS);
  raster->bottom = MAX(raster->bottom, MIN((bottom - 1) >> BITS, raster->height - 1) + 1);
  if (x0 == x1)
    add_upright(raster, x0, top, bottom, y0 < y1 ? 1 : -1);
  else if (y0 < y1)
    add_side(raster, x0, y0, x1, y1, 1);
  else
    add_side(raster, x1, y1, x0, y0, -1);
}

/* ---- Painting ---- */

/* A row at work: the sum of the cells so far is the area of the pixel at hand. */
typedef struct RowPainter {
  uint32_t *out, color, sum;
  int left, right; /* of the clip */
} RowPainter;

static uint32_t part_of(uint32_t sum) {
  return cairn_pixel_part(MIN(sum, -sum));
}

/* The pixels [x, end), which are covered alike. */
static void paint_run(const RowPainter *row, int x, int end) {
  const int left = MAX(x, row->left), right = MIN(end, row->right);
  const uint32_t part = left < right ? part_of(row->sum) : 0;
  if (part) cairn_pixels_run(row->out + left, right - left, row->color, part);
}

/* The pixels of a block, one after the other; its cells become 0. */
static void paint_cells(RowPainter *row, uint32_t *cells, int x, int n) {
  for (int i = 0; i < n; i++, x++) {
    row->sum += cells[i];
    const uint32_t part = part_of(row->sum);
    if (part && x >= row->left && x < row->right) row->out[x] = cairn_pixel_over(row->color, part, row->out[x]);
  }
  memset(cells, 0, (size_t)n * sizeof *cells);
}

#ifdef __SSE2__
enum { LANES = 4 };

/* Each lane plus those before it. */
static inline __m128i running_sums(__m128i v) {
  v = _mm_add_epi32(v, _mm_slli_si128(v, 4));
  return _mm_add_epi32(v, _mm_slli_si128(v, 8));
}

/* As part_of. */
static inline __m128i parts_of(__m128i sums) {
  const __m128i sign = _mm_srai_epi32(sums, 31), area = _mm_sub_epi32(_mm_xor_si128(sums, sign), sign),
                full = _mm_set1_epi32(2 * UNIT * UNIT - 1), is_full = _mm_cmpgt_epi32(area, full);
  const __m128i times_255 = _mm_sub_epi32(_mm_slli_epi32(area, 8), area);
  const __m128i part = _mm_srli_epi32(_mm_add_epi32(times_255, _mm_set1_epi32(UNIT * UNIT)), 2 * BITS + 1);
  return _mm_or_si128(_mm_andnot_si128(is_full, part), _mm_and_si128(is_full, _mm_set1_epi32(255)));
}

static inline bool is_zero(__m128i v) {
  return _mm_movemask_epi8(_mm_cmpeq_epi32(v, _mm_setzero_si128())) == 0xffff;
}

/* A colour without transparency, in a block that lies in the clip as a whole. */
static inline void paint_block(RowPainter *row, uint32_t *cells, int x) {
  const __m128i zero = _mm_setzero_si128(), color = cairn_pixels_color(row->color);
  __m128i sum = _mm_set1_epi32((int)row->sum);
  for (int i = 0; i < BLOCK; i += LANES) {
    __m128i *const at = (__m128i *)(void *)(cells + i), four = _mm_loadu_si128(at);
    if (is_zero(_mm_or_si128(four, sum))) continue;
    const __m128i sums = _mm_add_epi32(sum, running_sums(four));
    sum = _mm_shuffle_epi32(sums, _MM_SHUFFLE(3, 3, 3, 3));
    _mm_storeu_si128(at, zero);
    cairn_pixels_mix_4(row->out + x + i, color, parts_of(sums));
  }
  row->sum = (uint32_t)_mm_cvtsi128_si32(sum);
}
#else
static void paint_block(RowPainter *row, uint32_t *cells, int x) {
  paint_cells(row, cells, x, BLOCK);
}
#endif

#ifdef __x86_64__
/* Each lane plus those before it. */
CAIRN_WIDE static inline __m256i running_sums_wide(__m256i v) {
  v = _mm256_add_epi32(v, _mm256_slli_si256(v, 4));
  v = _mm256_add_epi32(v, _mm256_slli_si256(v, 8));
  const __m256i fourth = _mm256_permutevar8x32_epi32(v, _mm256_set1_epi32(3));
  return _mm256_add_epi32(v, _mm256_blend_epi32(_mm256_setzero_si256(), fourth, 0xf0));
}

/* As part_of. */
CAIRN_WIDE static inline __m256i parts_of_wide(__m256i sums) {
  const __m256i area = _mm256_abs_epi32(sums), times_255 = _mm256_sub_epi32(_mm256_slli_epi32(area, 8), area);
  const __m256i part = _mm256_srli_epi32(_mm256_add_epi32(times_255, _mm256_set1_epi32(UNIT * UNIT)), 2 * BITS + 1);
  return _mm256_blendv_epi8(part, _mm256_set1_epi32(255), _mm256_cmpgt_epi32(area, _mm256_set1_epi32(2 * UNIT * UNIT - 1)));
}

/* As paint_block. */
CAIRN_WIDE static inline void paint_block_wide(RowPainter *row, uint32_t *cells, int x) {
  enum { LANES_WIDE = 8 };
  const __m256i color = _mm256_broadcastsi128_si256(cairn_pixels_color(row->color));
  __m256i sum = _mm256_set1_epi32((int)row->sum);
  for (int i = 0; i < BLOCK; i += LANES_WIDE) {
    __m256i *const at = (__m256i *)(void *)(cells + i), eight = _mm256_loadu_si256(at), any = _mm256_or_si256(eight, sum);
    if (_mm256_testz_si256(any, any)) continue;
    const __m256i sums = _mm256_add_epi32(sum, running_sums_wide(eight));
    sum = _mm256_permutevar8x32_epi32(sums, _mm256_set1_epi32(LANES_WIDE - 1));
    _mm256_storeu_si256(at, _mm256_setzero_si256());
    cairn_pixels_mix_8(row->out + x + i, color, parts_of_wide(sums));
  }
  row->sum = (uint32_t)_mm_cvtsi128_si32(_mm256_castsi256_si128(sum));
}
#endif

/* Blocks that are not touched are covered as the pixel before them is. */
G_ALWAYS_INLINE static inline void paint_row_by(RowPainter *row, uint32_t *cells, uint64_t *touched, size_t n_words,
                                                void (*paint)(RowPainter *row, uint32_t *cells, int x)) {
  int x = 0;
  for (size_t word = 0; word < n_words; word++)
    for (; touched[word]; touched[word] &= touched[word] - 1) {
      const int block = (int)word * BLOCKS_PER_WORD + __builtin_ctzll(touched[word]), start = block * BLOCK;
      paint_run(row, x, start);
      x = start + BLOCK;
      if (row->color >> 24 == 255 && start >= row->left && x <= row->right)
        paint(row, cells + start, start);
      else
        paint_cells(row, cells + start, start, BLOCK);
    }
}

#ifdef __x86_64__
CAIRN_WIDE static void paint_row_wide(RowPainter *row, uint32_t *cells, uint64_t *touched, size_t n_words) {
  paint_row_by(row, cells, touched, n_words, paint_block_wide);
}
#endif

static void paint_row(RowPainter *row, uint32_t *cells, uint64_t *touched, size_t n_words) {
#ifdef __x86_64__
  if (__builtin_cpu_supports("avx2")) {
    paint_row_wide(row, cells, touched, n_words);
    return;
  }
#endif
  paint_row_by(row, cells, touched, n_words, paint_block);
}

static void clear_row(uint32_t *cells, uint64_t *touched, size_t n_words) {
  for (size_t word = 0; word < n_words; word++)
    for (; touched[word]; touched[word] &= touched[word] - 1)
      memset(cells + (word * BLOCKS_PER_WORD + (size_t)__builtin_ctzll(touched[word])) * BLOCK, 0,
             BLOCK * sizeof *cells);
}

void cairn_raster_paint(CairnRaster *raster, const CairnPixels *pixels, uint32_t color) {
  for (int y = raster->top; y < raster->bottom; y++) {
    uint32_t *cells = raster->cells + raster->row_cells * (size_t)y;
    uint64_t *touched = raster->touched + raster->row_words * (size_t)y;
    RowPainter row = {.color = color, .left = pixels->clip.left, .right = pixels->clip.right};
    if (y >= pixels->clip.top && y < pixels->clip.bottom) {
      row.out = cairn_pixels_row(pixels, y);
      paint_row(&row, cells, touched, raster->row_words);
    } else {
      clear_row(cells, touched, raster->row_words);
    }
  }
  raster->top = INT_MAX;
  raster->bottom = 0;
}
