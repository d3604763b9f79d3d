/* Rows of a bitmap, and how they differ. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "paint/png.h"

static inline const uint32_t *cairn_png_row_at(const CairnBitmap *bitmap, size_t y) {
  return (const uint32_t *)(const void *)(bitmap->pixels + y * bitmap->stride);
}

/* Which of up to 16 pixels differ: a bit for each. */
static inline uint32_t cairn_png_differing(const uint32_t *a, const uint32_t *b, size_t n) {
#ifdef __SSE2__
  if (n == 16) {
    __m128i equal[4];
    for (int i = 0; i < 4; i++)
      equal[i] = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(const void *)(a + 4 * i)),
                                 _mm_loadu_si128((const __m128i *)(const void *)(b + 4 * i)));
    __m128i low = _mm_packs_epi32(equal[0], equal[1]), high = _mm_packs_epi32(equal[2], equal[3]);
    return ~(uint32_t)_mm_movemask_epi8(_mm_packs_epi16(low, high)) & 0xffff;
  }
#endif
  uint32_t bits = 0;
  for (size_t i = 0; i < n; i++)
    bits |= (uint32_t)(a[i] != b[i]) << i;
  return bits;
}

/* The lowest bit's place. */
static inline size_t cairn_png_first_of(uint32_t bits) {
  return (size_t)__builtin_ctz(bits);
}
