#include "paint/png_checksum.h"

#include <glib.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "base/limits.h"

#ifdef __x86_64__
/* RFC 1950, 8.2: the first sum is that of all bytes, the second that of all first sums, in which a byte counts
 * once for itself and once for each byte behind it. */
enum { ADLER = 65521, CHANNELS = 3, LANES = 8, LANES_BYTES = LANES * CHANNELS };

typedef struct Sums {
  uint64_t first, second;
} Sums;

#define WIDE __attribute__((target("avx2")))

WIDE static inline uint64_t add_up(__m256i v) {
  const __m128i two = _mm_add_epi64(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  return (uint64_t)_mm_cvtsi128_si64(_mm_add_epi64(two, _mm_unpackhi_epi64(two, two)));
}

/* The sums of `n` pixels, a multiple of LANES, from 0. Those of a row fit into 32 bits a lane. */
WIDE static Sums sum_wide(const uint32_t *pixels, size_t n) {
  /* In memory a pixel is blue, green, red, and a byte that is none of the row's. */
  const __m256i colors = _mm256_set1_epi32(0xffffff), zero = _mm256_setzero_si256(), ones = _mm256_set1_epi16(1);
  const __m256i weights = _mm256_setr_epi8(22, 23, 24, 0, 19, 20, 21, 0, 16, 17, 18, 0, 13, 14, 15, 0, 10, 11, 12, 0, 7, 8, 9, 0, 4, 5,
                                           6, 0, 1, 2, 3, 0);
  __m256i first = zero, firsts = zero, within = zero;
  for (size_t x = 0; x < n; x += LANES) {
    const __m256i eight = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)(const void *)(pixels + x)), colors);
    firsts = _mm256_add_epi64(firsts, first);
    first = _mm256_add_epi64(first, _mm256_sad_epu8(eight, zero));
    within = _mm256_add_epi32(within, _mm256_madd_epi16(_mm256_maddubs_epi16(eight, weights), ones));
  }
  const __m256i low = _mm256_and_si256(within, _mm256_set1_epi64x(0xffffffff)), high = _mm256_srli_epi64(within, 32);
  return (Sums){add_up(first), LANES_BYTES * add_up(firsts) + add_up(_mm256_add_epi64(low, high))};
}

static inline void add_byte(Sums *sums, uint32_t byte) {
  sums->first += byte & 255;
  sums->second += sums->first;
}

bool cairn_png_checksum(uint32_t *adler, uint8_t filter, const uint32_t *pixels, size_t n) {
  G_STATIC_ASSERT(CAIRN_LIMIT_BITMAP_SIDE <= 1 << 16); /* then no lane overflows */
  if (!__builtin_cpu_supports("avx2")) return false;
  const size_t n_wide = n - n % LANES;
  Sums sums = {*adler & 0xffff, *adler >> 16};
  add_byte(&sums, filter);
  const Sums wide = sum_wide(pixels, n_wide);
  sums.second += CHANNELS * n_wide * sums.first + wide.second;
  sums.first += wide.first;
  for (size_t x = n_wide; x < n; x++)
    for (int shift = 16; shift >= 0; shift -= 8)
      add_byte(&sums, pixels[x] >> shift);
  *adler = (uint32_t)(sums.second % ADLER) << 16 | (uint32_t)(sums.first % ADLER);
  return true;
}
#else
bool cairn_png_checksum(uint32_t *adler, uint8_t filter, const uint32_t *pixels, size_t n) {
  (void)adler, (void)filter, (void)pixels, (void)n;
  return false;
}
#endif
