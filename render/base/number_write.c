#include "base/number.h"
#include "base/number_digits.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static size_t put(char *buffer, const char *text) {
  size_t length = strlen(text);
  memcpy(buffer, text, length + 1);
  return length;
}

static size_t put_not_finite(char *buffer, double value) {
  return put(buffer, isnan(value) ? "NaN" : value < 0 ? "-Infinity" : "Infinity");
}

/* "e+21", "e-7"; returns the length. */
static size_t put_exponent(char *buffer, int exponent) {
  char reversed[8];
  size_t n = 0, length = 0;
  buffer[length++] = 'e';
  buffer[length++] = exponent < 0 ? '-' : '+';
  int rest = exponent < 0 ? -exponent : exponent;
  do
    reversed[n++] = (char)('0' + rest % 10);
  while (rest /= 10);
  while (n)
    buffer[length++] = reversed[--n];
  buffer[length] = '\0';
  return length;
}

static size_t put_zeros(char *buffer, int n) {
  if (n <= 0) return 0;
  memset(buffer, '0', (size_t)n);
  return (size_t)n;
}

static size_t put_digits(char *buffer, const CairnDigits *digits, int from, int to) {
  if (to <= from) return 0;
  memcpy(buffer, digits->digits + from, (size_t)(to - from));
  return (size_t)(to - from);
}

/* Without an exponent: the digits with zeros where they do not reach the point. */
static size_t put_positional(char *buffer, const CairnDigits *digits) {
  size_t length = 0;
  const int whole = CLAMP(digits->point, 0, digits->count);
  if (digits->point <= 0) buffer[length++] = '0';
  length += put_digits(buffer + length, digits, 0, whole);
  length += put_zeros(buffer + length, digits->point - digits->count);
  if (whole < digits->count) {
    buffer[length++] = '.';
    length += put_zeros(buffer + length, -digits->point);
    length += put_digits(buffer + length, digits, whole, digits->count);
  }
  buffer[length] = '\0';
  return length;
}

static size_t put_scientific(char *buffer, const CairnDigits *digits) {
  size_t length = put_digits(buffer, digits, 0, 1);
  if (digits->count > 1) buffer[length++] = '.';
  length += put_digits(buffer + length, digits, 1, digits->count);
  return length + put_exponent(buffer + length, digits->point - 1);
}

/* The digits of an integer below 2^64; returns the length, without a NUL. */
static size_t put_integer(char *buffer, uint64_t integer) {
  char reversed[20];
  size_t n = 0;
  do
    reversed[n++] = (char)('0' + integer % 10);
  while (integer /= 10);
  for (size_t i = 0; i < n; i++)
    buffer[i] = reversed[n - 1 - i];
  return n;
}

size_t cairn_number_to_string(double value, char buffer[CAIRN_NUMBER_BUFFER]) {
  if (!isfinite(value)) return put_not_finite(buffer, value);
  size_t length = 0;
  if (value < 0) buffer[length++] = '-';
  if (fabs(value) < 0x1p53 && value == floor(value)) {
    length += put_integer(buffer + length, (uint64_t)fabs(value));
    buffer[length] = '\0';
    return length;
  }
  CairnDigits digits;
  cairn_digits_shortest(value, &digits);
  const bool positional = digits.point > -6 && digits.point <= 21;
  return length + (positional ? put_positional : put_scientific)(buffer + length, &digits);
}

static const double powers_of_ten[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

/* |value| × 10^decimals rounded to an integer, where double arithmetic decides that safely: the product is
 * off by less than 2e-7, so a fraction further than that from one half is on the right side of it. */
static bool scale_to_integer(double magnitude, int decimals, uint32_t *out) {
  if (decimals >= (int)G_N_ELEMENTS(powers_of_ten)) return false;
  const double scaled = magnitude * powers_of_ten[decimals];
  if (!(scaled < 1e9)) return false;
  const uint32_t whole = (uint32_t)scaled;
  const double fraction = scaled - whole;
  if (fabs(fraction - 0.5) < 1e-6) return false;
  *out = whole + (fraction > 0.5);
  return true;
}

static unsigned count_digits(uint32_t value) {
  static const uint32_t limits[] = {10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
  unsigned n = 0;
  while (n < G_N_ELEMENTS(limits) && value >= limits[n])
    n++;
  return n + 1;
}

/* The last `n` digits of `value`, the last one before `end`; returns those before them. */
static inline uint32_t put_last_digits(char *end, uint32_t value, unsigned n) {
  static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                              "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                              "8081828384858687888990919293949596979899";
  for (; n >= 2; n -= 2, value /= 100)
    memcpy(end -= 2, pairs + 2 * (value % 100), 2);
  if (n == 0) return value;
  *--end = (char)('0' + value % 10);
  return value / 10;
}

/* `scaled` / 10^decimals with all its decimals; scaled <= 10^9. */
static size_t put_scaled(char *buffer, uint32_t scaled, int decimals) {
  const unsigned n_decimals = (unsigned)decimals, n_digits = count_digits(scaled),
                 n_whole = n_digits > n_decimals ? n_digits - n_decimals : 1, length = n_whole + n_decimals + (decimals > 0);
  if (decimals > 0) buffer[n_whole] = '.';
  const uint32_t whole = put_last_digits(buffer + length, scaled, n_decimals);
  put_last_digits(buffer + n_whole, whole, n_whole);
  buffer[length] = '\0';
  return length;
}

/* `buffer` holds 1 + 21 digits, the point and `decimals` digits; magnitude < 1e21. */
static size_t put_fixed(char *buffer, double magnitude, int decimals) {
  uint32_t scaled = 0;
  if (scale_to_integer(magnitude, decimals, &scaled)) return put_scaled(buffer, scaled, decimals);
  CairnDigits digits;
  cairn_digits_exact(magnitude, &digits);
  cairn_digits_round(&digits, digits.point + decimals);
  cairn_digits_round(&digits, digits.point + decimals); /* rounding up to 100.. moved the point */
  return put_positional(buffer, &digits);
}

/* The same as below for a number that is `scaled` / 10^decimals, rounded. */
static size_t put_scaled_short(char *buffer, bool negative, uint32_t scaled, int decimals) {
  for (; decimals > 0 && scaled % 10 == 0; decimals--)
    scaled /= 10;
  negative &= scaled > 0;
  buffer[0] = '-';
  return negative + put_scaled(buffer + negative, scaled, decimals);
}

size_t cairn_number_to_fixed(double value, int max_decimals, char buffer[CAIRN_NUMBER_BUFFER]) {
  const double magnitude = fabs(value);
  if (!(magnitude < 1e21)) return cairn_number_to_string(value, buffer);
  max_decimals = CLAMP(max_decimals, 0, 8);
  uint32_t scaled = 0;
  if (scale_to_integer(magnitude, max_decimals, &scaled))
    return put_scaled_short(buffer, value < 0, scaled, max_decimals);
  size_t length = put_fixed(buffer + 1, magnitude, max_decimals);
  char *text = buffer + 1;
  if (max_decimals) {
    while (text[length - 1] == '0')
      length--;
    if (text[length - 1] == '.') length--;
    text[length] = '\0';
  }
  const bool negative = value < 0 && !(length == 1 && text[0] == '0');
  if (negative)
    buffer[0] = '-';
  else
    memmove(buffer, text, length + 1);
  return length + negative;
}

void cairn_number_append(GString *out, double value) {
  char buffer[CAIRN_NUMBER_BUFFER];
  g_string_append_len(out, buffer, (gssize)cairn_number_to_string(value, buffer));
}

/* Room for a sign, 309 digits, the point, 100 decimals and an exponent. */
enum { LONG_BUFFER = 512 };

void cairn_number_append_fixed(GString *out, double value, int decimals) {
  if (!(fabs(value) < 1e21)) {
    cairn_number_append(out, value);
    return;
  }
  char buffer[LONG_BUFFER];
  size_t length = put_fixed(buffer, fabs(value), CLAMP(decimals, 0, 100));
  if (value < 0) g_string_append_c(out, '-'); /* also before a zero that was rounded to, as JavaScript does */
  g_string_append_len(out, buffer, (gssize)length);
}

static void append_digits(GString *out, double value, const CairnDigits *digits, bool positional) {
  char buffer[CAIRN_DIGITS_MAX + 16];
  size_t length = (positional ? put_positional : put_scientific)(buffer, digits);
  if (value < 0) g_string_append_c(out, '-');
  g_string_append_len(out, buffer, (gssize)length);
}

void cairn_number_append_exponential(GString *out, double value, int decimals) {
  if (!isfinite(value)) {
    cairn_number_append(out, value);
    return;
  }
  CairnDigits digits;
  if (decimals < 0) {
    cairn_digits_shortest(value, &digits);
  } else {
    cairn_digits_exact(value, &digits);
    cairn_digits_round(&digits, MIN(decimals, 100) + 1);
  }
  append_digits(out, value, &digits, false);
}

void cairn_number_append_precision(GString *out, double value, int precision) {
  if (!isfinite(value)) {
    cairn_number_append(out, value);
    return;
  }
  precision = CLAMP(precision, 1, 100);
  CairnDigits digits;
  cairn_digits_exact(value, &digits);
  cairn_digits_round(&digits, precision);
  append_digits(out, value, &digits, digits.point > -6 && digits.point <= precision);
}
