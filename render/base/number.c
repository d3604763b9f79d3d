#include "base/number.h"

#include "base/power_of_ten.h"
#include "base/white_space.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

__extension__ typedef unsigned __int128 Wide;

enum { MAX_DIGITS = 19, EXPONENT_LIMIT = 100000 }; /* 19 digits always fit 64 bits */

/* A decimal number as scanned: ± significand × 10^exponent; `more` when digits after the 19th were dropped.
 */
typedef struct Decimal {
  uint64_t significand;
  int64_t exponent;
  bool negative, more;
} Decimal;

typedef struct Scanner {
  const char *at, *end;
} Scanner;

static bool scan_sign(Scanner *scanner) {
  bool negative = scanner->at < scanner->end && *scanner->at == '-';
  if (negative || (scanner->at < scanner->end && *scanner->at == '+')) scanner->at++;
  return negative;
}

/* Takes a run of digits into `decimal`; returns how many there were. */
static size_t scan_digits(Scanner *scanner, Decimal *decimal, int *significant, bool after_point) {
  const char *start = scanner->at;
  for (; scanner->at < scanner->end; scanner->at++) {
    unsigned digit = (unsigned)(unsigned char)*scanner->at - '0';
    if (digit > 9) break;
    if (*significant < MAX_DIGITS) {
      decimal->significand = decimal->significand * 10 + digit;
      *significant += decimal->significand != 0;
      decimal->exponent -= after_point;
    } else {
      decimal->more |= digit != 0;
      decimal->exponent += !after_point;
    }
  }
  return (size_t)(scanner->at - start);
}

static bool scan_exponent(Scanner *scanner, Decimal *decimal) {
  bool negative = scan_sign(scanner);
  const char *start = scanner->at;
  int64_t exponent = 0;
  for (; scanner->at < scanner->end && g_ascii_isdigit(*scanner->at); scanner->at++)
    if (exponent < INT64_MAX / 100) exponent = exponent * 10 + (*scanner->at - '0');
  decimal->exponent += negative ? -exponent : exponent;
  return scanner->at > start;
}

static bool scan_decimal(const char *text, size_t length, Decimal *decimal) {
  Scanner scanner = {text, text + length};
  int significant = 0;
  *decimal = (Decimal){.negative = scan_sign(&scanner)};
  size_t n_digits = scan_digits(&scanner, decimal, &significant, false);
  if (scanner.at < scanner.end && *scanner.at == '.') {
    scanner.at++;
    n_digits += scan_digits(&scanner, decimal, &significant, true);
  }
  if (!n_digits) return false;
  if (scanner.at < scanner.end && (*scanner.at | 0x20) == 'e') {
    scanner.at++;
    if (!scan_exponent(&scanner, decimal)) return false;
  }
  return scanner.at == scanner.end;
}

/* The powers of ten that are exact doubles. */
static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Both factors are exact doubles, so the one rounding of the product or quotient is the right one (Clinger
 * 1990). */
static bool convert_small(const Decimal *decimal, double *out) {
  if (decimal->more || decimal->significand > (uint64_t)1 << 53) return false;
  if (decimal->exponent < -22 || decimal->exponent > 22) return false;
  double value = (double)decimal->significand;
  *out = decimal->exponent < 0 ? value / exact_powers[-decimal->exponent]
                               : value * exact_powers[decimal->exponent];
  return true;
}

static double double_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* Daniel Lemire, "Number parsing at a gigabyte per second" (2021): the 128-bit product of significand and
 * power decides the rounding in nearly all cases. False where it does not, and for subnormals and overflow.
 */
static bool convert_by_product(uint64_t significand, int64_t exponent, double *out) {
  if (exponent < CAIRN_POWER_OF_TEN_SMALLEST || exponent > 308) return false;
  const int q = (int)exponent;
  const CairnPowerOfTen power = cairn_power_of_ten(q);
  const int leading = __builtin_clzll(significand);
  const uint64_t factor = significand << leading;
  Wide product = (Wide)factor * power.high;
  if ((uint64_t)(product >> 64 & 0x1ff) == 0x1ff) product += (uint64_t)(((Wide)factor * power.low) >> 64);
  const uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
  if (low == UINT64_MAX && (q < -27 || q > 55)) return false;

  const int top = (int)(high >> 63);
  const int dropped = top + 9;
  uint64_t mantissa = high >> dropped; /* 54 bits: one more than a double has */
  const int biased = cairn_floor_log2_pow10(q) + 63 + top - leading + 1023;
  if (biased <= 0) return false;
  const bool halfway = low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << dropped == high;
  if (halfway) mantissa--; /* to even, downwards */
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  const int carried = mantissa >> 53 ? 1 : 0;
  if (biased + carried >= 0x7ff) return false;
  mantissa = carried ? 0 : mantissa & (((uint64_t)1 << 52) - 1);
  *out = double_from_bits((uint64_t)(biased + carried) << 52 | mantissa);
  return true;
}

static bool convert_long(const Decimal *decimal, double *out) {
  double next = 0;
  if (!convert_by_product(decimal->significand, decimal->exponent, out)) return false;
  if (!decimal->more) return true;
  return convert_by_product(decimal->significand + 1, decimal->exponent, &next) && next == *out;
}

/* `text` is known to be a number, so that g_ascii_strtod cannot take it for hexadecimal, inf or nan. */
static double convert_exactly(const char *text, size_t length) {
  g_autofree char *copy = g_strndup(text, length);
  return g_ascii_strtod(copy, NULL);
}

/* Numbers as most data have them: short, without exponent. False for all others, be they numbers or not. */
static bool parse_short(const char *text, size_t length, double *out) {
  if (length > 18) return false;
  const char *at = text, *end = text + length, *point = NULL;
  const bool negative = at < end && *at == '-';
  at += negative;
  const char *start = at;
  uint64_t significand = 0;
  for (; at < end; at++) {
    const unsigned digit = (unsigned)(unsigned char)*at - '0';
    if (digit <= 9)
      significand = significand * 10 + digit;
    else if (*at == '.' && !point)
      point = at;
    else
      return false;
  }
  if (end - start - (point != NULL) < 1 || significand > (uint64_t)1 << 53) return false;
  double value = (double)significand;
  if (point) value /= exact_powers[end - point - 1];
  *out = negative ? -value : value;
  return true;
}

bool cairn_number_parse(const char *text, size_t length, double *out) {
  if (parse_short(text, length, out)) return true;
  Decimal decimal;
  if (!scan_decimal(text, length, &decimal)) return false;
  double value = 0;
  if (decimal.significand == 0 || decimal.exponent < -EXPONENT_LIMIT) {
    value = 0;
  } else if (decimal.exponent > EXPONENT_LIMIT) {
    value = INFINITY;
  } else if (!convert_small(&decimal, &value) && !convert_long(&decimal, &value)) {
    *out = convert_exactly(text, length);
    return true;
  }
  *out = decimal.negative ? -value : value;
  return true;
}

static size_t space_length_at_end(const char *text, size_t length) {
  for (size_t n = 1; n <= 3 && n <= length; n++)
    if (cairn_white_space_length(text + length - n, n) == n) return n;
  return 0;
}

static int radix_bits(const char *text, size_t length) {
  if (length < 3 || text[0] != '0') return 0;
  switch (text[1] | 0x20) {
  case 'x':
    return 4;
  case 'o':
    return 3;
  case 'b':
    return 1;
  default:
    return 0;
  }
}

/* Digits of a radix of 2^bits, rounded once: what passes 64 bits only scales, and makes the value odd. */
static bool parse_radix(const char *text, size_t length, int bits, double *out) {
  uint64_t value = 0;
  int scale = 0;
  for (size_t i = 0; i < length; i++) {
    int digit = g_ascii_xdigit_value(text[i]);
    if (digit < 0 || digit >= 1 << bits) return false;
    if (value >> (64 - bits)) {
      scale = MIN(scale + bits, 4096);
      value |= digit != 0;
    } else {
      value = value << bits | (uint64_t)digit;
    }
  }
  *out = ldexp((double)value, scale);
  return true;
}

static bool parse_infinity(const char *text, size_t length, double *out) {
  Scanner scanner = {text, text + length};
  double infinity = scan_sign(&scanner) ? -INFINITY : INFINITY;
  if (scanner.end - scanner.at != 8 || memcmp(scanner.at, "Infinity", 8) != 0) return false;
  *out = infinity;
  return true;
}

bool cairn_number_from_js_length(const char *text, size_t length, double *out) {
  if (parse_short(text, length, out)) return true;
  for (size_t n; (n = cairn_white_space_length(text, length)); text += n)
    length -= n;
  for (size_t n; (n = space_length_at_end(text, length));)
    length -= n;
  if (!length) {
    *out = 0;
    return true;
  }
  if (cairn_number_parse(text, length, out)) return true;
  int bits = radix_bits(text, length);
  if (bits && parse_radix(text + 2, length - 2, bits, out)) return true;
  if (parse_infinity(text, length, out)) return true;
  *out = NAN;
  return false;
}

bool cairn_number_from_js(const char *text, double *out) {
  return cairn_number_from_js_length(text, strlen(text), out);
}
