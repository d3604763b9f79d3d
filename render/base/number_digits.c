#include "base/number_digits.h"

#include "base/power_of_ten.h"

#include <glib.h>
#include <math.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

/* value = significand × 2^exponent. */
typedef struct Binary {
  uint64_t significand;
  int exponent;
  bool lower_gap_is_half; /* a power of two: the next double below is nearer than the next above */
} Binary;

static Binary to_binary(double value) {
  uint64_t bits = 0;
  memcpy(&bits, &value, sizeof bits);
  uint64_t fraction = bits & (((uint64_t)1 << 52) - 1);
  int biased = (int)(bits >> 52 & 0x7ff);
  if (!biased) return (Binary){fraction, -1074, false};
  return (Binary){fraction | (uint64_t)1 << 52, biased - 1075, fraction == 0 && biased > 1};
}

static void set_zero(CairnDigits *out) {
  out->count = 1;
  out->point = 1;
  out->digits[0] = '0';
}

static void set_integer(CairnDigits *out, uint64_t integer, int exponent) {
  char reversed[20];
  int n = 0;
  for (; integer % 10 == 0; exponent++)
    integer /= 10;
  for (; integer; integer /= 10)
    reversed[n++] = (char)('0' + integer % 10);
  for (int i = 0; i < n; i++)
    out->digits[i] = reversed[n - 1 - i];
  out->count = n;
  out->point = n + exponent;
}

/* The high 64 bits of power × factor / 2^64, the lowest bit set when any bit was lost. */
static uint64_t multiply_to_odd(CairnPowerOfTen power, uint64_t factor) {
  Wide low = (Wide)power.low * factor;
  Wide high = (Wide)power.high * factor + (uint64_t)(low >> 64);
  return (uint64_t)(high >> 64) | ((uint64_t)high > 1);
}

/* Raffaello Giulietti, "The Schubfach way to render doubles" (2020): of the decimals with the largest
 * exponent that fall between the midpoints to the neighbouring doubles, the nearest. */
static uint64_t shortest_decimal(Binary binary, int *exponent) {
  const uint64_t c = binary.significand;
  const bool even = c % 2 == 0; /* midpoints round to even, so they belong to an even double */
  const int q = binary.exponent;
  /* floor(log10(2^q)), or for the narrow gap floor(log10(3/4 × 2^q)) */
  const int k = binary.lower_gap_is_half ? (q * 1262611 - 524031) >> 22 : cairn_floor_log10_pow2(q);
  const int shift = q + cairn_floor_log2_pow10(-k) + 1;
  CairnPowerOfTen power = cairn_power_of_ten(-k);
  if (-k > 55) { /* rounded down, where the algorithm wants it rounded up */
    power.low++;
    if (!power.low) power.high++;
  }
  const uint64_t lower =
      multiply_to_odd(power, (4 * c - (binary.lower_gap_is_half ? 1 : 2)) << shift) + !even;
  const uint64_t value = multiply_to_odd(power, (4 * c) << shift);
  const uint64_t upper = multiply_to_odd(power, (4 * c + 2) << shift) - !even;

  *exponent = k;
  const uint64_t s = value / 4;
  if (s >= 10) {
    const uint64_t tens = s / 10 * 10;
    const bool below_fits = lower <= 4 * tens;
    const bool above_fits = 4 * (tens + 10) <= upper;
    if (below_fits != above_fits) return below_fits ? tens : tens + 10;
  }
  const bool below_fits = lower <= 4 * s;
  const bool above_fits = 4 * (s + 1) <= upper;
  if (below_fits != above_fits) return below_fits ? s : s + 1;
  const uint64_t middle = 4 * s + 2;
  const bool round_up = value > middle || (value == middle && s % 2 == 1);
  return round_up ? s + 1 : s;
}

void cairn_digits_shortest(double value, CairnDigits *out) {
  out->negative = signbit(value);
  value = fabs(value);
  if (value == 0) {
    set_zero(out);
  } else if (value < 0x1p53 && value == floor(value)) {
    set_integer(out, (uint64_t)value, 0);
  } else {
    int exponent = 0;
    uint64_t decimal = shortest_decimal(to_binary(value), &exponent);
    set_integer(out, decimal, exponent);
  }
}

/* An integer of 9-digit limbs, lowest first. 2^1024 has 309 digits; 2^53 × 5^1074 has 767. */
enum { LIMBS = 90, LIMB_BASE = 1000000000 };

typedef struct BigInteger {
  uint32_t limbs[LIMBS];
  int n;
} BigInteger;

static void multiply(BigInteger *big, uint32_t factor) {
  uint64_t carry = 0;
  for (int i = 0; i < big->n; i++) {
    carry += (uint64_t)big->limbs[i] * factor;
    big->limbs[i] = (uint32_t)(carry % LIMB_BASE);
    carry /= LIMB_BASE;
  }
  for (; carry; carry /= LIMB_BASE)
    big->limbs[big->n++] = (uint32_t)(carry % LIMB_BASE);
}

static void multiply_power(BigInteger *big, uint32_t base, int power, uint32_t step_factor, int step) {
  for (; power >= step; power -= step)
    multiply(big, step_factor);
  for (; power > 0; power--)
    multiply(big, base);
}

/* m × 2^-e = m × 5^e / 10^e: the digits are always those of an integer. */
static void expand(Binary binary, BigInteger *big) {
  big->n = 0;
  for (uint64_t rest = binary.significand; rest; rest /= LIMB_BASE)
    big->limbs[big->n++] = (uint32_t)(rest % LIMB_BASE);
  if (binary.exponent > 0)
    multiply_power(big, 2, binary.exponent, (uint32_t)1 << 29, 29);
  else
    multiply_power(big, 5, -binary.exponent, 1220703125, 13);
}

void cairn_digits_exact(double value, CairnDigits *out) {
  out->negative = signbit(value);
  if (value == 0) {
    set_zero(out);
    return;
  }
  Binary binary = to_binary(value);
  while (binary.exponent < 0 && binary.significand % 2 == 0) {
    binary.significand /= 2;
    binary.exponent++;
  }
  BigInteger big;
  expand(binary, &big);

  char digits[LIMBS * 9];
  for (int i = 0; i < big.n; i++) {
    uint32_t limb = big.limbs[big.n - 1 - i];
    for (int j = 8; j >= 0; j--, limb /= 10)
      digits[9 * i + j] = (char)('0' + limb % 10);
  }
  int first = 0, end = 9 * big.n;
  while (digits[first] == '0')
    first++;
  out->point = end - first + MIN(binary.exponent, 0);
  while (digits[end - 1] == '0')
    end--;
  out->count = end - first;
  memcpy(out->digits, digits + first, (size_t)out->count);
}

void cairn_digits_round(CairnDigits *digits, int count) {
  if (count >= digits->count) {
    count = MIN(count, CAIRN_DIGITS_MAX);
    memset(digits->digits + digits->count, '0', (size_t)(count - digits->count));
    digits->count = count;
    return;
  }
  const bool up = count >= 0 && digits->digits[count] >= '5';
  int i = MAX(count, 0);
  digits->count = i;
  if (!up) {
    if (i == 0) set_zero(digits);
    return;
  }
  while (i > 0 && digits->digits[i - 1] == '9')
    digits->digits[--i] = '0';
  if (i > 0) {
    digits->digits[i - 1]++;
  } else { /* 99.. becomes 100.. */
    digits->digits[0] = '1';
    digits->count = MAX(digits->count, 1);
    digits->point++;
  }
}
