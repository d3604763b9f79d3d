#include "paint/png_deflate.h"

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/limits.h"
#include "paint/deflate.h"
#include "paint/deflate_tokens.h"
#include "paint/png_checksum.h"
#include "paint/png_differences.h"
#include "paint/png_rows.h"

/* Charts are flat areas, thin lines, and letters that come again and again. So pixels are compared instead of
 * bytes, and a match is looked for only where the colour changes: in the row above, which repeats the edges
 * of most shapes, and at the last place where the same colours began. A run of one colour is a match with the
 * pixel before it.
 *
 * Where rows are stored as differences from those above, the differences are the pixels that are compared.
 * The row above is of no use then: what is the same in both is a run of zeros. */

/* A table of 64 KB still finds more than a smaller one, and less that is something else: 6 % less time than with one of 16 KB. */
enum { TABLE_BITS = 14 };

/* https://www.w3.org/TR/png-3/#9Filter-types */
enum { FILTER_NONE = 0, FILTER_UP = 2 };

typedef struct Place {
  uint16_t x, y;
} Place;

G_STATIC_ASSERT(CAIRN_LIMIT_BITMAP_SIDE <= G_MAXUINT16);

typedef struct Matcher {
  const CairnPngPixels *pixels;
  size_t width, step, row_bytes; /* px; bytes of a pixel, and of a row with its filter byte */
  CairnTokens *tokens;
  uint32_t adler;
  size_t last; /* the last row that was written as it is; the rows since are equal to it */
  uint8_t *samples;      /* of the row at work, where the colours of its pixels are not enough */
  const uint8_t *origin; /* of the rows as they are compared: the bitmap, or `ring` */
  size_t stride, mask;   /* bytes; row `y` is at `y & mask` */
  uint32_t *ring;        /* the differences of the rows that are near enough for a match; or NULL */
  Place table[1 << TABLE_BITS];
} Matcher;

/* A row at work. `step` is a constant where this is used, so that there is code for each layout. */
typedef struct Row {
  const uint32_t *pixels, *above; /* `above` is NULL where it is too far for a match */
  const uint8_t *origin;          /* of all rows, as in the matcher */
  size_t y, width, stride, mask, step, row_bytes, above_distance;
  bool up; /* the pixels are differences */
} Row;

static inline const uint32_t *pixels_of(const uint8_t *origin, size_t stride, size_t y) {
  return (const uint32_t *)(const void *)(origin + y * stride);
}

/* ---- Matches ---- */

#ifdef __SSE2__
/* Four pixels; all bits of those that are equal. */
static inline __m128i equal_4(const uint32_t *a, const uint32_t *b) {
  return _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(const void *)a),
                         _mm_loadu_si128((const __m128i *)(const void *)b));
}
#endif

/* How many of the first `n` pixels are equal, up to the first that is not. */
static inline size_t count_equal(const uint32_t *a, const uint32_t *b, size_t n) {
  size_t i = 0;
#ifdef __SSE2__
  for (; i + 8 <= n; i += 8) {
    __m128i equal = _mm_packs_epi32(equal_4(a + i, b + i), equal_4(a + i + 4, b + i + 4));
    unsigned differ = ~(unsigned)_mm_movemask_epi8(equal) & 0xffff;
    if (differ) return i + ((unsigned)__builtin_ctz(differ) >> 1);
  }
#endif
  while (i < n && a[i] == b[i])
    i++;
  return i;
}

/* How many pixels tell a place in the table: at least 3 bytes. */
static inline size_t seed_of(size_t step) {
  return step == 1 ? 4 : 2;
}

static inline uint32_t hash(const uint32_t *at, size_t seed) {
  uint64_t a, b = 0;
  memcpy(&a, at, sizeof a);
  if (seed == 4) memcpy(&b, at + 2, sizeof b);
  return (uint32_t)((a ^ b << 9) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - TABLE_BITS)); /* Fibonacci hashing */
}

typedef struct Match {
  size_t n, distance; /* px; bytes */
} Match;

static const Match no_match = {0, 0};

/* What stood where the same colours began last; this place is kept instead. */
G_ALWAYS_INLINE static inline Match match_before(Place *table, const Row *row, size_t x) {
  size_t seed = seed_of(row->step);
  if (x + seed > row->width) return no_match;
  Place *kept = &table[hash(row->pixels + x, seed)], old = *kept;
  *kept = (Place){(uint16_t)x, (uint16_t)row->y};
  size_t distance = (row->y - old.y) * row->row_bytes + x * row->step - old.x * row->step;
  if (distance - 1 >= CAIRN_MATCH_FARTHEST) return no_match;
  const uint32_t *here = row->pixels + x,
                 *there = pixels_of(row->origin, row->stride, old.y & row->mask) + old.x;
  if (memcmp(here, there, 2 * sizeof *here) != 0) return no_match;
  size_t rest = row->width - MAX(x, old.x) - 2;
  return (Match){2 + count_equal(here + 2, there + 2, rest), distance};
}

G_ALWAYS_INLINE static inline Match find_match(Place *table, const Row *row, size_t x) {
  if (row->above && row->above[x] == row->pixels[x]) {
    size_t n = 1 + count_equal(row->pixels + x + 1, row->above + x + 1, row->width - x - 1);
    if (n * row->step >= CAIRN_MATCH_SHORTEST) return (Match){n, row->above_distance};
  }
  return match_before(table, row, x);
}

/* Is the match no more than a run of the pixel at x? Its first pixel and then a match with that one take
 * fewer bits, as runs of zeros are most of the differences. Colours would take up to 6 % less so, and 5 %
 * more time. */
G_ALWAYS_INLINE static inline bool is_run(const Row *row, size_t x, size_t n) {
  const uint32_t *at = row->pixels + x;
  return row->up && n > 2 && at[n - 1] == *at && at[1] == *at && count_equal(at + 1, at, n - 1) == n - 1;
}

/* ---- Rows ---- */

/* Up to 4 bytes as they are. */
static inline void put_literals(CairnTokens *tokens, const uint8_t *bytes, size_t n) {
  if (n >= 3) {
    cairn_tokens_three_literals(tokens, bytes);
    bytes += 3;
    n -= 3;
  }
  for (; n > 0; n--)
    cairn_tokens_literal(tokens, *bytes++);
}

G_ALWAYS_INLINE static inline void put_pixel(CairnTokens *tokens, const Row *row, const uint8_t *samples, size_t x) {
  if (row->step == 3) {
    const uint32_t color = row->pixels[x];
    const uint8_t rgb[] = {(uint8_t)(color >> 16), (uint8_t)(color >> 8), (uint8_t)color};
    cairn_tokens_three_literals(tokens, rgb);
  } else {
    put_literals(tokens, samples + x * row->step, row->step);
  }
}

G_ALWAYS_INLINE static inline void put_pixels(const Matcher *matcher, Place *table, const Row *row) {
  CairnTokens *tokens = matcher->tokens;
  const uint8_t *samples = matcher->samples + 1;
  for (size_t x = 0; x < row->width;) {
    Match match = find_match(table, row, x);
    if (match.n * row->step >= CAIRN_MATCH_SHORTEST && !is_run(row, x, match.n)) {
      cairn_tokens_match(tokens, match.n * row->step, match.distance);
      x += match.n;
    } else {
      put_pixel(tokens, row, samples, x);
      x++;
    }
    if (x == row->width || row->pixels[x] != row->pixels[x - 1]) continue;
    size_t run = 1 + count_equal(row->pixels + x + 1, row->pixels + x, row->width - x - 1);
    if (run * row->step >= CAIRN_MATCH_SHORTEST)
      cairn_tokens_match(tokens, run * row->step, row->step);
    else
      put_literals(tokens, samples + x * row->step, run * row->step);
    x += run;
  }
}

static Row row_of(const Matcher *matcher, size_t y, size_t step) {
  Row row = {.pixels = pixels_of(matcher->origin, matcher->stride, y & matcher->mask),
             .origin = matcher->origin,
             .y = y,
             .width = matcher->width,
             .stride = matcher->stride,
             .mask = matcher->mask,
             .step = step,
             .row_bytes = matcher->row_bytes,
             .above_distance = (y - matcher->last) * matcher->row_bytes};
  if (!matcher->pixels->up && y > 0 && row.above_distance <= CAIRN_MATCH_FARTHEST)
    row.above = pixels_of(row.origin, row.stride, y - 1);
  return row;
}

/* The pixels of the row as they are compared; differences go into the ring. */
static const uint32_t *take_pixels(Matcher *matcher, size_t y) {
  if (!matcher->ring) return cairn_png_row_at(matcher->pixels->bitmap, y);
  uint32_t *differences = matcher->ring + (y & matcher->mask) * matcher->width;
  cairn_png_differences(matcher->pixels->bitmap, y, differences);
  return differences;
}

/* What is written for the row, into `samples` where pixels do not tell it, and its checksum. */
static void take_row(Matcher *matcher, size_t y, uint8_t filter) {
  const CairnPngPixels *pixels = matcher->pixels;
  const uint32_t *colors = take_pixels(matcher, y);
  if (matcher->step == 3 && cairn_png_checksum(&matcher->adler, filter, colors, matcher->width)) return;
  if (filter == FILTER_UP)
    cairn_png_up_row(pixels, colors, matcher->samples);
  else
    cairn_png_plain_row(pixels, y, y > 0, matcher->samples);
  matcher->adler = cairn_adler32(matcher->adler, matcher->samples, matcher->row_bytes);
}

/* With constants, of which the compiler makes code for each layout. */
G_ALWAYS_INLINE static inline void put_layout(Matcher *matcher, Row row, size_t step, bool up) {
  row.step = step;
  row.up = up;
  row.mask = up ? matcher->mask : SIZE_MAX;
  put_pixels(matcher, matcher->table, &row);
}

static void put_row(Matcher *matcher, size_t y) {
  enum { UP };
  const uint8_t filter = matcher->pixels->up ? FILTER_UP : FILTER_NONE;
  take_row(matcher, y, filter);
  Row row = row_of(matcher, y, matcher->step);
  cairn_tokens_literal(matcher->tokens, filter);
  switch (matcher->pixels->up ? UP : matcher->step) {
  case 1:
    put_layout(matcher, row, 1, false);
    break;
  case 3:
    put_layout(matcher, row, 3, false);
    break;
  case 4:
    put_layout(matcher, row, 4, false);
    break;
  default:
    put_layout(matcher, row, 3, true);
  }
  matcher->last = y;
}

/* The filter "up" and zeros. Repeated at the distance of a pixel, as runs are, they need no symbols of their
 * own. */
static void put_same_row(Matcher *matcher) {
  const uint8_t up[] = {FILTER_UP, 0, 0, 0, 0};
  size_t rest = matcher->row_bytes - 1 - matcher->step;
  put_literals(matcher->tokens, up, 1);
  put_literals(matcher->tokens, up + 1, matcher->step);
  if (rest >= CAIRN_MATCH_SHORTEST)
    cairn_tokens_match(matcher->tokens, rest, matcher->step);
  else
    put_literals(matcher->tokens, up + 1, rest);
  /* Adler-32 of the same (RFC 1950, 8.2): zeros add the first sum to the second. */
  enum { ADLER = 65521 };
  uint32_t first = ((matcher->adler & 0xffff) + up[0]) % ADLER;
  uint64_t second = (matcher->adler >> 16) + (uint64_t)first * matcher->row_bytes;
  matcher->adler = (uint32_t)(second % ADLER) << 16 | first;
}

/* As many rows as a match may reach back to, rounded up to a power of two. */
static void set_rows(Matcher *matcher) {
  const CairnBitmap *bitmap = matcher->pixels->bitmap;
  matcher->origin = bitmap->pixels;
  matcher->stride = bitmap->stride;
  matcher->mask = SIZE_MAX;
  if (!matcher->pixels->up) return;
  size_t n = (size_t)1 << g_bit_storage(CAIRN_MATCH_FARTHEST / matcher->row_bytes + 1);
  matcher->ring = g_new(uint32_t, n * matcher->width);
  matcher->origin = (const uint8_t *)matcher->ring;
  matcher->stride = matcher->width * sizeof *matcher->ring;
  matcher->mask = n - 1;
}

bool cairn_png_deflate(const CairnPngPixels *pixels, GByteArray *out, GError **error) {
  g_autofree Matcher *matcher = g_new0(Matcher, 1);
  size_t width = pixels->bitmap->width;
  g_autofree uint8_t *samples = g_malloc(pixels->row_bytes);
  matcher->pixels = pixels;
  matcher->width = width;
  matcher->step = pixels->bytes_per_pixel;
  matcher->row_bytes = pixels->row_bytes;
  matcher->tokens = cairn_tokens_new(out);
  matcher->adler = 1;
  matcher->samples = samples;
  set_rows(matcher);
  for (size_t y = 0; y < pixels->n_rows; y++)
    if (cairn_png_row_is_repeated(pixels, y))
      put_same_row(matcher);
    else
      put_row(matcher, y);
  g_free(matcher->ring);
  return cairn_tokens_finish(matcher->tokens, matcher->adler, error);
}
