#include "base/number_format.h"

#include "base/number.h"
#include "base/number_digits.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* By exponent / 3 + 8. */
static const char *const si_prefixes[] = {"y", "z", "a", "f", "p", "n", "\xc2\xb5", "m", "",
                                          "k", "M", "G", "T", "P", "E", "Z",        "Y"};

static const char *si_prefix(int exponent) {
  return si_prefixes[exponent / 3 + 8];
}

static bool is_one_of(char c, const char *set) {
  return c && strchr(set, c);
}

/* What a format means, its aliases and defaults resolved. */
static CairnNumberFormat resolve(const CairnNumberFormat *format) {
  CairnNumberFormat resolved = *format;
  resolved.locale = cairn_locale_or_us(format->locale);
  if (resolved.type == 'n') {
    resolved.comma = true;
    resolved.type = 'g';
  } else if (!is_one_of(resolved.type, "%bcdefgoprsXx")) {
    if (resolved.precision < 0) resolved.precision = 12;
    resolved.trim = true;
    resolved.type = 'g';
  }
  if (resolved.zero || (strcmp(resolved.fill, "0") == 0 && resolved.align == '=')) {
    resolved.zero = true;
    resolved.align = '=';
    strcpy(resolved.fill, "0");
  }
  if (resolved.precision < 0)
    resolved.precision = 6;
  else if (is_one_of(resolved.type, "gprs"))
    resolved.precision = CLAMP(resolved.precision, 1, 21);
  else
    resolved.precision = MIN(resolved.precision, 20);
  return resolved;
}

static void append_zeros(GString *out, int n) {
  for (; n > 0; n--)
    g_string_append_c(out, '0');
}

static void append_digits(GString *out, const CairnDigits *digits, int from, int to) {
  if (to > from) g_string_append_len(out, digits->digits + from, to - from);
}

/* Digits without exponent; `point` digits stand before the point. */
static void append_positional(GString *out, const CairnDigits *digits, int point) {
  if (point <= 0) {
    g_string_append(out, "0.");
    append_zeros(out, -point);
    append_digits(out, digits, 0, digits->count);
    return;
  }
  append_digits(out, digits, 0, MIN(point, digits->count));
  append_zeros(out, point - digits->count);
  if (point < digits->count) {
    g_string_append_c(out, '.');
    append_digits(out, digits, point, digits->count);
  }
}

/* To `precision` significant digits, or as many as needed for 0. */
static void significant_digits(double value, int precision, CairnDigits *digits) {
  if (precision > 0) {
    cairn_digits_exact(value, digits);
    cairn_digits_round(digits, precision);
  } else {
    cairn_digits_shortest(value, digits);
  }
}

static void append_rounded(GString *out, double value, int precision) {
  if (!isfinite(value) || value == 0) {
    cairn_number_append(out, value);
    return;
  }
  CairnDigits digits;
  significant_digits(value, precision, &digits);
  append_positional(out, &digits, digits.point);
}

/* Returns the exponent of the SI prefix. */
static int append_with_prefix(GString *out, double value, int precision) {
  if (!isfinite(value) || value == 0) {
    cairn_number_append_precision(out, value, precision);
    return 0;
  }
  CairnDigits digits;
  significant_digits(value, precision, &digits);
  const int prefix = cairn_number_prefix_exponent(digits.point - 1);
  const int point = digits.point - prefix;
  if (point <= 0)
    significant_digits(value, MAX(0, precision + point - 1), &digits); /* below the smallest prefix */
  append_positional(out, &digits, point);
  return prefix;
}

/* A whole number in a radix of 2^bits, exactly. */
static void append_radix(GString *out, double whole, int bits, bool upper) {
  if (isinf(whole)) {
    g_string_append(out, upper ? "INFINITY" : "Infinity");
    return;
  }
  int exponent = 0;
  const uint64_t significand = (uint64_t)ldexp(frexp(whole, &exponent), 53);
  exponent -= 53; /* whole = significand × 2^exponent */
  const int n_digits = MAX(1, (exponent + 53 + bits - 1) / bits);
  for (int i = n_digits - 1; i >= 0; i--) {
    unsigned digit = 0;
    for (int bit = bits - 1; bit >= 0; bit--) {
      const int at = i * bits + bit - exponent;
      digit = digit << 1 | (at >= 0 && at < 53 ? (unsigned)(significand >> at & 1) : 0);
    }
    g_string_append_c(out, (upper ? "0123456789ABCDEF" : "0123456789abcdef")[digit]);
  }
}

static void append_integer(GString *out, double whole) {
  if (isinf(whole)) {
    g_string_append(out, "\xe2\x88\x9e"); /* the infinity sign */
    return;
  }
  CairnDigits digits;
  cairn_digits_shortest(whole, &digits);
  append_positional(out, &digits, digits.point);
}

/* Halves up; `value` >= 0. */
static double round_whole(double value) {
  const double whole = floor(value);
  return value - whole >= 0.5 ? whole + 1 : whole;
}

/* Appends a value >= 0 and returns the exponent of its SI prefix, 0 for none. */
static int append_magnitude(GString *out, const CairnNumberFormat *format, double value) {
  switch (format->type) {
  case '%':
    cairn_number_append_fixed(out, value * 100, format->precision);
    return 0;
  case 'b':
    append_radix(out, round_whole(value), 1, false);
    return 0;
  case 'd':
    append_integer(out, round_whole(value));
    return 0;
  case 'e':
    cairn_number_append_exponential(out, value, format->precision);
    return 0;
  case 'f':
    cairn_number_append_fixed(out, value, format->precision);
    return 0;
  case 'o':
    append_radix(out, round_whole(value), 3, false);
    return 0;
  case 'p':
    append_rounded(out, value * 100, format->precision);
    return 0;
  case 'r':
    append_rounded(out, value, format->precision);
    return 0;
  case 's':
    return append_with_prefix(out, value, format->precision);
  case 'x':
  case 'X':
    append_radix(out, round_whole(value), 4, format->type == 'X');
    return 0;
  default:
    cairn_number_append_precision(out, value, format->precision);
    return 0;
  }
}

/* Drops zeros behind the point, before an exponent too: "1.20" and "1.20e+5" become "1.2" and "1.2e+5". */
static void trim_zeros(GString *text) {
  const char *point = strchr(text->str, '.');
  if (!point) return;
  const gsize start = (gsize)(point - text->str);
  gsize end = start + 1, last = start; /* `last` is the last byte to keep */
  for (; g_ascii_isdigit(text->str[end]); end++)
    if (text->str[end] != '0') last = end;
  const gsize keep = last == start ? start : last + 1;
  g_string_erase(text, (gssize)keep, (gssize)(end - keep));
}

/* Groups the digits text[0..n) as the locale does, so that with its separators, of one character each, it is
 * about `width` wide (0: no matter): zeros that pad would otherwise push it beyond. Appends to `out`. */
static void append_grouped(GString *out, const CairnLocale *locale, const char *text, size_t n, size_t width) {
  g_autoptr(GArray) groups = g_array_new(FALSE, FALSE, sizeof(size_t));
  size_t left = n, length = 0;
  for (size_t i = 0; left > 0; i++) {
    size_t group = (size_t)locale->grouping[i % locale->n_grouping];
    if (width && length + group + 1 > width) group = length < width ? MAX(1, width - length) : 1;
    size_t taken = MIN(group, left);
    g_array_append_val(groups, taken);
    left -= taken;
    length += group + 1;
    if (width && length > width) break;
  }
  const char *at = text + left;
  for (size_t i = groups->len; i > 0; i--) {
    size_t taken = g_array_index(groups, size_t, i - 1);
    g_string_append_len(out, at, (gssize)taken);
    if (i > 1) g_string_append(out, locale->thousands);
    at += taken;
  }
}

/* A number taken apart: prefix is sign and symbol, `body` the digits that can be grouped, suffix all that
 * follows. */
typedef struct Parts {
  GString *prefix, *body, *suffix;
} Parts;

static size_t character_count(const GString *text) {
  return (size_t)g_utf8_strlen(text->str, (gssize)text->len);
}

static void append_repeated(GString *out, const char *fill, size_t n) {
  for (; n > 0; n--)
    g_string_append(out, fill);
}

/* Applies grouping and padding. */
static void assemble(const CairnNumberFormat *format, const Parts *parts, GString *out) {
  g_autoptr(GString) body = g_string_sized_new(32);
  const bool groups = format->comma && format->locale->n_grouping > 0;
  if (groups && !format->zero)
    append_grouped(body, format->locale, parts->body->str, parts->body->len, 0);
  else
    g_string_append_len(body, parts->body->str, (gssize)parts->body->len);

  const size_t suffix_length = character_count(parts->suffix), width = (size_t)format->width;
  const size_t length = character_count(parts->prefix) + character_count(body) + suffix_length;
  size_t padding = length < width ? width - length : 0;
  if (groups && format->zero) {
    g_autoptr(GString) padded = g_string_sized_new(32);
    append_repeated(padded, format->fill, padding);
    g_string_append_len(padded, body->str, (gssize)body->len);
    g_string_truncate(body, 0);
    append_grouped(body, format->locale, padded->str, padded->len, padding ? width - suffix_length : 0);
    padding = 0;
  }

  const size_t before = format->align == '>' ? padding : format->align == '^' ? padding / 2 : 0;
  append_repeated(out, format->fill, before);
  g_string_append_len(out, parts->prefix->str, (gssize)parts->prefix->len);
  if (format->align == '=') append_repeated(out, format->fill, padding);
  g_string_append_len(out, body->str, (gssize)body->len);
  g_string_append_len(out, parts->suffix->str, (gssize)parts->suffix->len);
  if (format->align == '<' || format->align == '^') append_repeated(out, format->fill, padding - before);
}

static void append_sign(const CairnNumberFormat *format, bool negative, GString *out) {
  if (negative)
    g_string_append(out, format->sign == '(' ? "(" : format->locale->minus);
  else if (format->sign == '+' || format->sign == ' ')
    g_string_append_c(out, format->sign);
}

static void append_symbol(const CairnNumberFormat *format, GString *out) {
  if (format->symbol == '$') g_string_append(out, format->locale->currency[0]);
  if (format->symbol == '#' && is_one_of(format->type, "boxX")) {
    g_string_append_c(out, '0');
    g_string_append_c(out, g_ascii_tolower(format->type));
  }
}

/* Moves what follows the leading digits of the body to the suffix. */
static void split_fraction(const CairnNumberFormat *format, Parts *parts) {
  if (!is_one_of(format->type, "defgprs%")) return;
  const size_t n_digits = strspn(parts->body->str, "0123456789");
  const char *rest = parts->body->str + n_digits;
  if (*rest == '.') g_string_append(parts->suffix, format->locale->decimal);
  g_string_append(parts->suffix, rest + (*rest == '.'));
  g_string_truncate(parts->body, n_digits);
}

static bool reads_as_zero(const char *text) {
  double value = 1;
  return cairn_number_from_js(text, &value) && value == 0;
}

static void take_apart(const CairnNumberFormat *format, double value, Parts *parts) {
  bool negative = signbit(value) && !isnan(value);
  int si_exponent = 0;
  if (format->type == 'c') {
    append_symbol(format, parts->prefix);
    cairn_number_append(parts->suffix, value);
  } else {
    if (isnan(value))
      g_string_append(parts->body, format->locale->nan);
    else
      si_exponent = append_magnitude(parts->body, format, fabs(value));
    if (format->trim) trim_zeros(parts->body);
    if (negative && format->sign != '+' && reads_as_zero(parts->body->str)) negative = false;
    append_sign(format, negative, parts->prefix);
    append_symbol(format, parts->prefix);
    split_fraction(format, parts);
    g_string_append(parts->suffix, si_prefix(si_exponent));
  }
  if (format->symbol == '$') g_string_append(parts->suffix, format->locale->currency[1]);
  else if (is_one_of(format->type, "%p")) g_string_append(parts->suffix, format->locale->percent);
  if (format->has_prefix) g_string_append(parts->suffix, si_prefix(format->prefix_exponent));
  if (negative && format->sign == '(' && format->type != 'c') g_string_append_c(parts->suffix, ')');
}

/* Does a format give what cairn_number_append_fixed does, but for the signs? So are most labels of axes. */
static bool is_plain(const CairnNumberFormat *format, double value) {
  const bool is_fixed = format->type == 'f' || (format->type == 'd' && value == floor(value));
  return is_fixed && !format->width && !format->symbol && !format->has_prefix && !format->trim &&
         format->sign == '-' && !format->locale->numerals[0] && fabs(value) < (format->comma ? 999 : 1e9);
}

static void apply_plain(const CairnNumberFormat *format, double value, GString *out) {
  const gsize start = out->len;
  cairn_number_append_fixed(out, fabs(value), format->type == 'f' ? format->precision : 0);
  char *point = strchr(out->str + start, '.');
  if (point && strcmp(format->locale->decimal, ".") != 0) {
    const gssize at = point - out->str;
    g_string_erase(out, at, 1);
    g_string_insert(out, at, format->locale->decimal);
  }
  if (value < 0 && strpbrk(out->str + start, "123456789")) g_string_insert(out, (gssize)start, format->locale->minus);
}

void cairn_number_format_apply(const CairnNumberFormat *format, double value, GString *out) {
  const CairnNumberFormat resolved = resolve(format);
  if (is_plain(&resolved, value)) {
    apply_plain(&resolved, value, out);
    return;
  }
  g_autoptr(GString) prefix = g_string_sized_new(16);
  g_autoptr(GString) body = g_string_sized_new(32);
  g_autoptr(GString) suffix = g_string_sized_new(32);
  Parts parts = {prefix, body, suffix};
  if (format->has_prefix) value *= pow(10, -format->prefix_exponent);
  take_apart(&resolved, value, &parts);
  size_t start = out->len;
  assemble(&resolved, &parts, out);
  cairn_locale_translate_digits(resolved.locale, out, start);
}
