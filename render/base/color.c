#include "base/color.h"

#include "base/color_names.h"

#include <math.h>
#include <string.h>

/* Longest text that can be a colour, trimmed; longer ones are refused before they are scanned. */
enum { MAX_COLOR_TEXT = 128 };

static double clamp(double value, double low, double high) {
  return value > high ? high : value > low ? value : low;
}

/* JavaScript's Math.round: halves go up. */
static int round_channel(double value) {
  return (int)floor(clamp(value, 0, 255) + 0.5);
}

static CairnColor from_rgb24(uint32_t rgb) {
  return (CairnColor){(rgb >> 16) & 0xff, (rgb >> 8) & 0xff, rgb & 0xff, 1};
}

static bool parse_hex(const char *digits, CairnColor *out) {
  size_t n = strlen(digits);
  if (n != 3 && n != 4 && n != 6 && n != 8) return false;
  size_t width = n < 6 ? 1 : 2;
  double channels[4] = {0, 0, 0, 255};
  for (size_t i = 0; i < n; i++) {
    int digit = g_ascii_xdigit_value(digits[i]);
    if (digit < 0) return false;
    double *channel = &channels[i / width];
    if (width == 1)
      *channel = digit * 17;
    else
      *channel = i % 2 == 0 ? digit * 16 : *channel + digit;
  }
  *out = (CairnColor){channels[0], channels[1], channels[2], channels[3] / 255};
  return true;
}

/* A number with its unit, as the arguments of rgb() and hsl() are written. */
typedef struct Argument {
  double number;
  bool percent;
} Argument;

static const char *skip_space(const char *text) {
  while (g_ascii_isspace(*text))
    text++;
  return text;
}

static const char *skip_digits(const char *text) {
  while (g_ascii_isdigit(*text))
    text++;
  return text;
}

/* The end of the number `text` starts with, or NULL when it starts with none: no hexadecimal, no "inf". */
static const char *number_end(const char *text) {
  if (*text == '+' || *text == '-') text++;
  const char *start = text;
  text = skip_digits(text);
  if (*text == '.' && g_ascii_isdigit(text[1])) text = skip_digits(text + 1);
  if (text == start) return NULL;
  if (*text != 'e' && *text != 'E') return text;
  const char *exponent = text + 1;
  if (*exponent == '+' || *exponent == '-') exponent++;
  return g_ascii_isdigit(*exponent) ? skip_digits(exponent) : text;
}

static const char *parse_argument(const char *text, Argument *out) {
  const char *end = number_end(text);
  if (!end) return NULL;
  out->number = g_ascii_strtod(text, NULL);
  out->percent = *end == '%';
  if (out->percent) return end + 1;
  return strncmp(end, "deg", 3) == 0 ? end + 3 : end;
}

/* The three or four arguments between the parentheses, separated by commas, or by spaces and a slash. */
static size_t parse_arguments(const char *text, Argument arguments[4]) {
  size_t n = 0;
  for (text = skip_space(text); n < 4; n++) {
    if (!(text = parse_argument(text, &arguments[n]))) return 0;
    const char *next = skip_space(text);
    if (*next == ')') return next[1] ? 0 : n + 1;
    if (*next == ',' || (*next == '/' && n == 2))
      next = skip_space(next + 1);
    else if (next == text)
      return 0;
    text = next;
  }
  return 0;
}

/* One of the three primaries of a colour with lightness extremes m1 and m2 at hue h (CSS Color Module Level
 * 3, 4.2.4). */
static double hsl_primary(double h, double m1, double m2) {
  if (h < 60) return 255 * (m1 + (m2 - m1) * h / 60);
  if (h < 180) return 255 * m2;
  return h < 240 ? 255 * (m1 + (m2 - m1) * (240 - h) / 60) : 255 * m1;
}

static CairnColor from_hsl(double hue, double saturation, double lightness) {
  double h = isnan(hue) ? 0 : fmod(hue, 360) + (hue < 0 ? 360 : 0);
  double s = isnan(hue) || isnan(saturation) ? 0 : saturation;
  double m2 = lightness + (lightness < 0.5 ? lightness : 1 - lightness) * s;
  double m1 = 2 * lightness - m2;
  return (CairnColor){hsl_primary(h >= 240 ? h - 240 : h + 120, m1, m2), hsl_primary(h, m1, m2),
                      hsl_primary(h < 120 ? h + 240 : h - 120, m1, m2), 1};
}

static bool function_to_color(bool is_hsl, const Argument *arguments, size_t n, CairnColor *out) {
  if (n < 3) return false;
  bool percent = arguments[1].percent;
  if (arguments[2].percent != percent || arguments[0].percent != (percent && !is_hsl)) return false;
  double a = arguments[0].number, b = arguments[1].number, c = arguments[2].number;
  if (!isfinite(a) || !isfinite(b) || !isfinite(c) || (is_hsl && !percent)) return false;
  if (is_hsl)
    *out = from_hsl(a, clamp(b / 100, 0, 1), clamp(c / 100, 0, 1));
  else if (percent)
    *out = (CairnColor){clamp(a * 255 / 100, 0, 255), clamp(b * 255 / 100, 0, 255),
                        clamp(c * 255 / 100, 0, 255), 1};
  else
    *out = (CairnColor){clamp(a, 0, 255), clamp(b, 0, 255), clamp(c, 0, 255), 1};
  if (n == 4) out->a = clamp(arguments[3].percent ? arguments[3].number / 100 : arguments[3].number, 0, 1);
  return true;
}

static bool parse_function(const char *text, CairnColor *out) {
  bool is_hsl = g_str_has_prefix(text, "hsl");
  if (!is_hsl && !g_str_has_prefix(text, "rgb")) return false;
  const char *open = text + 3 + (text[3] == 'a');
  if (*open != '(') return false;
  Argument arguments[4];
  return function_to_color(is_hsl, arguments, parse_arguments(open + 1, arguments), out);
}

static bool lower_trimmed(const char *text, char out[MAX_COLOR_TEXT]) {
  text = skip_space(text);
  size_t n = strlen(text);
  while (n > 0 && g_ascii_isspace(text[n - 1]))
    n--;
  if (n >= MAX_COLOR_TEXT) return false;
  for (size_t i = 0; i < n; i++)
    out[i] = g_ascii_tolower(text[i]);
  out[n] = '\0';
  return true;
}

bool cairn_color_parse(const char *text, CairnColor *out) {
  char lower[MAX_COLOR_TEXT];
  uint32_t rgb;
  if (!lower_trimmed(text, lower)) return false;
  if (lower[0] == '#') return parse_hex(lower + 1, out);
  if (strcmp(lower, "transparent") == 0) {
    *out = (CairnColor){0, 0, 0, 0};
    return true;
  }
  if (cairn_color_find_name(lower, &rgb)) {
    *out = from_rgb24(rgb);
    return true;
  }
  return parse_function(lower, out);
}

bool cairn_color_is_name(const char *text) {
  char lower[MAX_COLOR_TEXT];
  uint32_t rgb;
  return lower_trimmed(text, lower) && cairn_color_find_name(lower, &rgb);
}

void cairn_color_to_hex(CairnColor color, char out[8]) {
  g_snprintf(out, 8, "#%02x%02x%02x", (unsigned)round_channel(color.r), (unsigned)round_channel(color.g),
             (unsigned)round_channel(color.b));
}

static double linear_channel(double channel) {
  double c = channel / 255;
  return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

double cairn_color_luminance(CairnColor color) {
  return 0.2126 * linear_channel(color.r) + 0.7152 * linear_channel(color.g) +
         0.0722 * linear_channel(color.b);
}

double cairn_color_contrast(CairnColor a, CairnColor b) {
  double la = cairn_color_luminance(a), lb = cairn_color_luminance(b);
  return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}
