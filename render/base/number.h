/* Numbers as text: exact, and the same in every locale. "JavaScript" below means ECMA-262, whose rules
 * Vega-Lite data, expressions and labels follow. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Room for every text that cairn_number_to_string and cairn_number_to_fixed write, with the final NUL. */
enum { CAIRN_NUMBER_BUFFER = 32 };

/* Reads a decimal number, `[+-] digits [. digits] [e [+-] digits]` with digits on at least one side of the
 * point, that is the whole of text[0..length); no white space. Correctly rounded to nearest; beyond the
 * largest double is an infinity. Returns false, leaving *out alone, for any other text. */
bool cairn_number_parse(const char *text, size_t length, double *out);

/* JavaScript's Number(text): white space around is dropped, nothing is 0; also 0x.., 0o.., 0b.. and Infinity.
 * Where JavaScript gives NaN, returns false with *out NaN. `text` is UTF-8. */
bool cairn_number_from_js(const char *text, double *out);

/* As above for text[0..length). */
bool cairn_number_from_js_length(const char *text, size_t length, double *out);

/* JavaScript's String(value): the fewest digits that read back as the same double; exponents from 1e21 up and
 * from 1e-7 down; "NaN", "Infinity"; -0 is "0". Returns the length. */
size_t cairn_number_to_string(double value, char buffer[CAIRN_NUMBER_BUFFER]);

/* For coordinates: `value` rounded to at most `max_decimals` (0 to 8) decimals, zeros at the end dropped,
 * never "-0". Halves go away from zero. From 1e21 up as cairn_number_to_string. Returns the length. */
size_t cairn_number_to_fixed(double value, int max_decimals, char buffer[CAIRN_NUMBER_BUFFER]);

/* JavaScript's value.toFixed(decimals), decimals 0 to 100: rounds the double's exact value, halves away from
 * zero. */
void cairn_number_append_fixed(GString *out, double value, int decimals);

/* JavaScript's value.toExponential(decimals), decimals 0 to 100; -1 means as many as needed, toExponential().
 */
void cairn_number_append_exponential(GString *out, double value, int decimals);

/* JavaScript's value.toPrecision(precision), precision 1 to 100. */
void cairn_number_append_precision(GString *out, double value, int precision);

/* cairn_number_to_string into a GString. */
void cairn_number_append(GString *out, double value);
