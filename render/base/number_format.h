/* Numbers as labels, by d3-format's specifiers:
 *
 *   [[fill]align][sign][symbol][0][width][,][.precision][~][type]
 *
 * align `>` right (usual), `<` left, `^` middle, `=` between sign and digits · sign `-` (usual), `+`, `(`
 * parentheses, space · symbol `$` for the locale's currency, or `#` for 0b, 0o, 0x · `0` pads with zeros · `,` groups digits ·
 * `~` drops zeros at the end · types e exponent · f fixed · g either · r rounded to significant digits · s SI
 * prefix · % and p percent, fixed and rounded · b o x X binary, octal, hexadecimal · d integer · c as it is ·
 * n the same as ,g · none: .12~g.
 *
 * In US English the minus sign is U+2212. */
#pragma once

#include "base/locale.h"

#include <glib.h>
#include <stdbool.h>

/* A parsed specifier: a plain value, to copy and change freely. */
typedef struct CairnNumberFormat {
  char fill[5]; /* one character of UTF-8 */
  char align;   /* < > = ^ */
  char sign;    /* - + ( or space */
  char symbol;  /* $ # or NUL */
  bool zero, comma, trim;
  int width;     /* in characters; 0 for none */
  int precision; /* -1 for none */
  char type;     /* a letter, % or NUL */
  bool has_prefix;
  int prefix_exponent; /* with has_prefix: values are written as multiples of 10^this, with its SI prefix */
  const CairnLocale *locale; /* borrowed; NULL: US English */
} CairnNumberFormat;

/* The widest width a specifier may ask for. */
enum { CAIRN_NUMBER_FORMAT_WIDTH_MAX = 10000 };

/* Returns false, leaving *out alone, when the specifier does not follow the grammar or its width is too
 * large. An unknown type letter is read as none, as d3 does. */
bool cairn_number_format_parse(const char *specifier, CairnNumberFormat *out);

/* The end of a message about a specifier that is wrong: what to do where it is one for dates, else "". */
const char *cairn_number_format_advice(const char *specifier);

/* Appends `value` as the format says. */
void cairn_number_format_apply(const CairnNumberFormat *format, double value, GString *out);

/* d3's formatPrefix: the same format with type f and the SI prefix that suits `value`, for all numbers. */
CairnNumberFormat cairn_number_format_with_prefix(const CairnNumberFormat *format, double value);

/* Vega's formatSpan: where `format` has no precision, the one that tells ticks `step` apart between start and
 * stop (and one SI prefix for all, with type s). The usual format of ticks is ",f". */
CairnNumberFormat cairn_number_format_for_ticks(const CairnNumberFormat *format, double start, double stop,
                                                double step);

/* Digits wanted by numbers `step` apart: decimals for fixed notation; decimals with the SI prefix of `value`;
 * significant digits up to `max`. NaN where the step (or value) is 0 or not finite. */
double cairn_number_precision_fixed(double step);
double cairn_number_precision_prefix(double step, double value);
double cairn_number_precision_round(double step, double max);

/* The exponent, a multiple of 3 from -24 to 24, of the SI prefix for numbers of d × 10^exponent, 1 <= d < 10.
 */
int cairn_number_prefix_exponent(int exponent);
