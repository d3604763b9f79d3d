#include "base/number_format.h"

#include "base/number_digits.h"

#include <math.h>
#include <string.h>

static bool is_one_of(char c, const char *set) {
  return c && strchr(set, c);
}

/* How many bytes the character at `text` has; 0 for none, for a line end and for invalid UTF-8. */
static size_t fill_length(const char *text) {
  const gunichar c = g_utf8_get_char_validated(text, -1);
  if (c >= (gunichar)-2 || c == 0 || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029) return 0;
  return (size_t)(g_utf8_next_char(text) - text);
}

static const char *parse_fill(const char *at, CairnNumberFormat *format) {
  const size_t length = fill_length(at);
  if (length && is_one_of(at[length], "<>=^")) {
    memcpy(format->fill, at, length);
    format->fill[length] = '\0';
    at += length;
  }
  if (is_one_of(*at, "<>=^")) format->align = *at++;
  return at;
}

/* Digits as a number no larger than `limit` + 1. */
static const char *parse_count(const char *at, int limit, int *out) {
  *out = 0;
  for (; g_ascii_isdigit(*at); at++)
    *out = MIN(*out * 10 + (*at - '0'), limit + 1);
  return at;
}

bool cairn_number_format_parse(const char *specifier, CairnNumberFormat *out) {
  CairnNumberFormat format = {.fill = " ", .align = '>', .sign = '-', .precision = -1};
  const char *at = parse_fill(specifier, &format);
  if (is_one_of(*at, "+-( ")) format.sign = *at++;
  if (is_one_of(*at, "$#")) format.symbol = *at++;
  if (*at == '0') {
    format.zero = true;
    at++;
  }
  at = parse_count(at, CAIRN_NUMBER_FORMAT_WIDTH_MAX, &format.width);
  if (*at == ',') {
    format.comma = true;
    at++;
  }
  if (*at == '.') {
    if (!g_ascii_isdigit(at[1])) return false;
    at = parse_count(at + 1, 100, &format.precision);
  }
  if (*at == '~') {
    format.trim = true;
    at++;
  }
  if (g_ascii_isalpha(*at) || *at == '%') format.type = *at++;
  if (*at || format.width > CAIRN_NUMBER_FORMAT_WIDTH_MAX) return false;
  *out = format;
  return true;
}

int cairn_number_prefix_exponent(int exponent) {
  return CLAMP((int)floor(exponent / 3.0), -8, 8) * 3;
}

/* floor(log10(|value|)), exactly; NaN for 0 and what is not finite. */
static double decimal_exponent(double value) {
  if (value == 0 || !isfinite(value)) return NAN;
  CairnDigits digits;
  cairn_digits_shortest(value, &digits);
  return digits.point - 1;
}

/* Unlike fmax, NaN when `value` is. */
static double at_least_zero(double value) {
  return value < 0 ? 0 : value;
}

double cairn_number_precision_fixed(double step) {
  return at_least_zero(-decimal_exponent(step));
}

double cairn_number_precision_prefix(double step, double value) {
  const double exponent = decimal_exponent(value);
  if (isnan(exponent)) return NAN;
  return at_least_zero(cairn_number_prefix_exponent((int)exponent) - decimal_exponent(step));
}

double cairn_number_precision_round(double step, double max) {
  step = fabs(step);
  return at_least_zero(decimal_exponent(fabs(max) - step) - decimal_exponent(step)) + 1;
}

CairnNumberFormat cairn_number_format_with_prefix(const CairnNumberFormat *format, double value) {
  CairnNumberFormat result = *format;
  const double exponent = decimal_exponent(value);
  result.type = 'f';
  result.has_prefix = true;
  result.prefix_exponent = isnan(exponent) ? 0 : cairn_number_prefix_exponent((int)exponent);
  return result;
}

static void set_precision(CairnNumberFormat *format, double precision) {
  if (!isnan(precision)) format->precision = (int)at_least_zero(precision);
}

CairnNumberFormat cairn_number_format_for_ticks(const CairnNumberFormat *format, double start, double stop,
                                                double step) {
  CairnNumberFormat result = *format;
  const double largest = fmax(fabs(start), fabs(stop));
  if (result.precision >= 0) return result;
  switch (result.type) {
  case 's':
    set_precision(&result, cairn_number_precision_prefix(step, largest));
    return cairn_number_format_with_prefix(&result, largest);
  case '\0':
  case 'e':
  case 'g':
  case 'p':
  case 'r':
    set_precision(&result, cairn_number_precision_round(step, largest) - (result.type == 'e'));
    return result;
  case 'f':
  case '%':
    set_precision(&result, cairn_number_precision_fixed(step) - (result.type == '%' ? 2 : 0));
    return result;
  default:
    return result;
  }
}

const char *cairn_number_format_advice(const char *specifier) {
  const char *percent = strchr(specifier, '%');
  return percent && percent[1] ? "; for dates, give the type \"temporal\" or the formatType \"time\"" : "";
}
