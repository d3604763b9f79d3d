/* Four or eight pixels at a time, where the processor can do that. */
#pragma once

#include <stdint.h>

#ifdef __x86_64__
#include <immintrin.h>

#define CAIRN_WIDE __attribute__((target("avx2")))
#endif

#ifdef __SSE2__
#include <emmintrin.h>

/* A colour without transparency, as cairn_pixels_mix_4 wants it. */
static inline __m128i cairn_pixels_color(uint32_t color) {
  return _mm_unpacklo_epi8(_mm_set1_epi32((int)color), _mm_setzero_si128());
}

/* As cairn_pixel_mix, for two pixels of 16 bits a channel. */
static inline __m128i cairn_pixels_mix_2(__m128i color, __m128i part, __m128i below) {
  const __m128i rest = _mm_sub_epi16(_mm_set1_epi16(255), part);
  const __m128i sum = _mm_add_epi16(_mm_add_epi16(_mm_mullo_epi16(color, part), _mm_mullo_epi16(below, rest)),
                                    _mm_set1_epi16(128));
  return _mm_srli_epi16(_mm_add_epi16(sum, _mm_srli_epi16(sum, 8)), 8);
}

/* Covers a part of each of four pixels, 0 to 255 in its 32 bits, by the colour. */
static inline void cairn_pixels_mix_4(uint32_t *out, __m128i color, __m128i parts) {
  const __m128i zero = _mm_setzero_si128(), below = _mm_loadu_si128((const __m128i *)(const void *)out),
                twice = _mm_or_si128(parts, _mm_slli_epi32(parts, 16));
  const __m128i low = cairn_pixels_mix_2(color, _mm_unpacklo_epi32(twice, twice), _mm_unpacklo_epi8(below, zero)),
                high = cairn_pixels_mix_2(color, _mm_unpackhi_epi32(twice, twice), _mm_unpackhi_epi8(below, zero));
  _mm_storeu_si128((__m128i *)(void *)out, _mm_packus_epi16(low, high));
}
#endif

#ifdef __x86_64__
/* The same for four pixels. */
CAIRN_WIDE static inline __m256i cairn_pixels_mix_2_wide(__m256i color, __m256i part, __m256i below) {
  const __m256i rest = _mm256_sub_epi16(_mm256_set1_epi16(255), part);
  const __m256i sum = _mm256_add_epi16(_mm256_add_epi16(_mm256_mullo_epi16(color, part), _mm256_mullo_epi16(below, rest)),
                                       _mm256_set1_epi16(128));
  return _mm256_srli_epi16(_mm256_add_epi16(sum, _mm256_srli_epi16(sum, 8)), 8);
}

/* The same for eight; `color` is that of cairn_pixels_color, twice. */
CAIRN_WIDE static inline void cairn_pixels_mix_8(uint32_t *out, __m256i color, __m256i parts) {
  const __m256i zero = _mm256_setzero_si256(), below = _mm256_loadu_si256((const __m256i *)(const void *)out),
                twice = _mm256_or_si256(parts, _mm256_slli_epi32(parts, 16));
  const __m256i low = cairn_pixels_mix_2_wide(color, _mm256_unpacklo_epi32(twice, twice), _mm256_unpacklo_epi8(below, zero)),
                high = cairn_pixels_mix_2_wide(color, _mm256_unpackhi_epi32(twice, twice), _mm256_unpackhi_epi8(below, zero));
  _mm256_storeu_si256((__m256i *)(void *)out, _mm256_packus_epi16(low, high));
}
#endif
