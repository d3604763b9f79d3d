/* Texts: case, parts, padding, numbers in them, encodings. */

#include "expr/function.h"
#include "expr/operators.h"
#include "expr/utf16.h"

#include "base/limits.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

/* ---- case and white space ---- */

static CairnValue take_text(CairnCall *call, char *text) {
  CairnValue value = cairn_call_new_string(call, text, strlen(text));
  g_free(text);
  return value;
}

static CairnValue call_upper(CairnCall *call) {
  return take_text(call, g_utf8_strup(cairn_call_string(call, 0), -1));
}

static CairnValue call_lower(CairnCall *call) {
  return take_text(call, g_utf8_strdown(cairn_call_string(call, 0), -1));
}

static bool is_space(gunichar c) {
  return (c >= '\t' && c <= '\r') || c == ' ' || c == 0xFEFF ||
         (c >= 0x80 && c != 0x85 && g_unichar_isspace(c));
}

static const char *skip_space(const char *text) {
  while (*text && is_space(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return text;
}

static CairnValue call_trim(CairnCall *call) {
  const char *start = skip_space(cairn_call_string(call, 0));
  const char *end = start + strlen(start);
  while (end > start && is_space(g_utf8_get_char(g_utf8_prev_char(end))))
    end = g_utf8_prev_char(end);
  return cairn_call_new_string(call, start, (size_t)(end - start));
}

/* ---- parts ---- */

/* Units [start, end), where a negative position counts from the end, as JavaScript's slice. */
static const char *slice(CairnCall *call, const char *text, double start, double end) {
  double length = (double)cairn_utf16_length(text);
  start = cairn_to_integer(start);
  end = cairn_to_integer(end);
  if (start < 0) start = fmax(0, start + length);
  if (end < 0) end = fmax(0, end + length);
  return cairn_utf16_slice(call->run->arena, text, (size_t)fmin(start, length), (size_t)fmin(end, length));
}

/* A position for substring: NaN and negative ones are 0. */
static double substring_position(const CairnCall *call, size_t i, double length) {
  return fmin(length, fmax(0, cairn_to_integer(cairn_call_number(call, i))));
}

static CairnValue call_substring(CairnCall *call) {
  const char *text = cairn_call_string(call, 0);
  double length = (double)cairn_utf16_length(text);
  double start = substring_position(call, 1, length);
  double end = cairn_call_has(call, 2) ? substring_position(call, 2, length) : length;
  if (!cairn_run_string(call->run, call->offset, strlen(text))) return cairn_value_undefined();
  size_t first = (size_t)fmin(start, end), last = (size_t)fmax(start, end);
  return cairn_value_string(cairn_utf16_slice(call->run->arena, text, first, last));
}

static bool argument_is(CairnCall *call, size_t i, const char *word) {
  CairnValue value = cairn_call_argument(call, i);
  return value.kind == CAIRN_STRING && strcmp(value.string, word) == 0;
}

/* truncate(text, length, align, ellipsis): at most `length` units, the ellipsis included, cut where align
 * says. */
static CairnValue call_truncate(CairnCall *call) {
  const char *text = cairn_call_string(call, 0);
  double limit = cairn_call_number(call, 1), length = (double)cairn_utf16_length(text);
  const char *ellipsis =
      cairn_value_is_missing(cairn_call_argument(call, 3)) ? "…" : cairn_call_string(call, 3);
  if (length <= limit) return cairn_value_string(text);
  double room = isnan(limit) ? 0 : fmax(0, limit - (double)cairn_utf16_length(ellipsis));
  if (!cairn_run_string(call->run, call->offset, strlen(text))) return cairn_value_undefined();
  GString *out = g_string_new(NULL);
  if (argument_is(call, 2, "left")) {
    g_string_append(out, ellipsis);
    g_string_append(out, slice(call, text, length - room, length));
  } else if (argument_is(call, 2, "center")) {
    g_string_append(out, slice(call, text, 0, ceil(room / 2)));
    g_string_append(out, ellipsis);
    g_string_append(out, slice(call, text, length - floor(room / 2), length));
  } else {
    g_string_append(out, slice(call, text, 0, room));
    g_string_append(out, ellipsis);
  }
  return cairn_call_take_string(call, out);
}

static void append_repeated(GString *out, const char *text, double count) {
  for (double i = 1; i <= count; i++)
    g_string_append(out, text);
}

/* pad(text, length, character, align): filled up to `length` units with `character`. */
static CairnValue call_pad(CairnCall *call) {
  const char *text = cairn_call_string(call, 0);
  const char *filler =
      cairn_value_to_boolean(cairn_call_argument(call, 2)) ? cairn_call_string(call, 2) : " ";
  double missing = cairn_call_number(call, 1) - (double)cairn_utf16_length(text);
  if (!(missing > 0)) return cairn_value_string(text);
  if (missing * (double)strlen(filler) > CAIRN_LIMIT_STRING_BYTES)
    return cairn_call_fail(call, CAIRN_ERROR_LIMIT, "a text of more than %d bytes", CAIRN_LIMIT_STRING_BYTES);
  double before = argument_is(call, 3, "left")     ? missing
                  : argument_is(call, 3, "center") ? floor(missing / 2)
                                                   : 0;
  double after = argument_is(call, 3, "center") ? ceil(missing / 2) : missing - before;
  GString *out = g_string_new(NULL);
  append_repeated(out, filler, before);
  g_string_append(out, text);
  append_repeated(out, filler, after);
  return cairn_call_take_string(call, out);
}

/* ---- numbers in texts ---- */

/* The end of the longest decimal number at the start of `text`; `text` itself when there is none. */
static const char *end_of_decimal(const char *text) {
  const char *p = text + (*text == '+' || *text == '-');
  if (strncmp(p, "Infinity", 8) == 0) return p + 8;
  const char *digits = p;
  while (g_ascii_isdigit(*p))
    p++;
  size_t n = (size_t)(p - digits);
  if (*p == '.') {
    const char *fraction = ++p;
    while (g_ascii_isdigit(*p))
      p++;
    n += (size_t)(p - fraction);
  }
  if (n == 0) return text;
  if (*p != 'e' && *p != 'E') return p;
  const char *exponent = p + 1 + (p[1] == '+' || p[1] == '-');
  if (!g_ascii_isdigit(*exponent)) return p;
  while (g_ascii_isdigit(*exponent))
    exponent++;
  return exponent;
}

static CairnValue call_parse_float(CairnCall *call) {
  const char *text = skip_space(cairn_call_string(call, 0));
  const char *end = end_of_decimal(text);
  double value = NAN;
  if (end > text) cairn_number_from_js_length(text, (size_t)(end - text), &value);
  return cairn_value_number(value);
}

/* The value of digits in `radix`; beyond 2^53 base 10 is rounded correctly, others as the additions round. */
static double read_digits(const char *text, int radix) {
  const char *p = text;
  double value = 0;
  for (; g_ascii_isalnum(*p); p++) {
    int digit = g_ascii_isdigit(*p) ? *p - '0' : g_ascii_tolower(*p) - 'a' + 10;
    if (digit >= radix) break;
    value = value * radix + digit;
  }
  if (p == text) return NAN;
  if (radix == 10 && value >= 9007199254740992.0)
    cairn_number_from_js_length(text, (size_t)(p - text), &value);
  return value;
}

static CairnValue call_parse_int(CairnCall *call) {
  const char *text = skip_space(cairn_call_string(call, 0));
  int32_t radix = cairn_to_int32(cairn_call_number(call, 1));
  double sign = *text == '-' ? -1 : 1;
  if (*text == '+' || *text == '-') text++;
  if ((radix == 0 || radix == 16) && text[0] == '0' && (text[1] | 0x20) == 'x') {
    text += 2;
    radix = 16;
  }
  if (radix == 0) radix = 10;
  if (radix < 2 || radix > 36) return cairn_value_number(NAN);
  return cairn_value_number(sign * read_digits(text, radix));
}

/* ---- encodings ---- */

/* Base64 of the text's characters as bytes, which they must fit. */
static CairnValue call_btoa(CairnCall *call) {
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  for (const char *p = cairn_call_string(call, 0); *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c > 0xFF)
      return cairn_call_fail(call, CAIRN_ERROR_DATA, "a character beyond U+00FF has no Base64 form");
    guint8 byte = (guint8)c;
    g_byte_array_append(bytes, &byte, 1);
  }
  return take_text(call, g_base64_encode(bytes->data, bytes->len));
}

/* Is the text Base64, with or without its padding? White space is allowed. */
static bool is_base64(const char *text) {
  size_t n = 0, padding = 0;
  for (const char *p = text; *p; p++) {
    if (g_ascii_isspace(*p)) continue;
    if (*p == '=')
      padding++;
    else if (padding > 0 || !(g_ascii_isalnum(*p) || *p == '+' || *p == '/'))
      return false;
    else
      n++;
  }
  return n % 4 != 1 && (padding == 0 || (padding <= 2 && (n + padding) % 4 == 0));
}

static CairnValue call_atob(CairnCall *call) {
  const char *text = cairn_call_string(call, 0);
  if (!is_base64(text)) return cairn_call_fail(call, CAIRN_ERROR_DATA, "expected a text in Base64");
  g_autofree char *padded = g_strconcat(text, strchr(text, '=') ? "" : "==", NULL);
  gsize n = 0;
  g_autofree guchar *bytes = g_base64_decode(padded, &n);
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < n; i++)
    g_string_append_unichar(out, bytes[i] ? bytes[i] : 0xFFFD);
  return cairn_call_take_string(call, out);
}

static CairnValue call_encode_uri_component(CairnCall *call) {
  return take_text(call, g_uri_escape_string(cairn_call_string(call, 0), "!'()*", FALSE));
}

static const CairnFunction functions[] = {
    {"atob", 1, 1, call_atob},
    {"btoa", 1, 1, call_btoa},
    {"encodeURIComponent", 1, 1, call_encode_uri_component},
    {"lower", 1, 1, call_lower},
    {"pad", 2, 4, call_pad},
    {"parseFloat", 1, 1, call_parse_float},
    {"parseInt", 1, 2, call_parse_int},
    {"substring", 1, 3, call_substring},
    {"trim", 1, 1, call_trim},
    {"truncate", 2, 4, call_truncate},
    {"upper", 1, 1, call_upper},
};

const CairnFunctionFamily cairn_string_functions = {functions, G_N_ELEMENTS(functions)};
