/* Powers of ten as 128-bit significands, for exact conversion between decimal text and doubles. */
#pragma once

#include <stdint.h>

enum { CAIRN_POWER_OF_TEN_SMALLEST = -342, CAIRN_POWER_OF_TEN_LARGEST = 324 };

/* 10^k = (high × 2^64 + low) × 2^(floor(log2(10^k)) - 127), rounded down; exact for 0 <= k <= 55. `high` has
 * its top bit set. */
typedef struct CairnPowerOfTen {
  uint64_t high, low;
} CairnPowerOfTen;

/* `exponent` must lie between the two bounds above. */
CairnPowerOfTen cairn_power_of_ten(int exponent);

/* floor(log2(10^k)) and floor(log10(2^q)), exact for |k| <= 400 and |q| <= 1300. */
static inline int cairn_floor_log2_pow10(int k) {
  return (k * 1741647) >> 19;
}

static inline int cairn_floor_log10_pow2(int q) {
  return (q * 1262611) >> 22;
}
