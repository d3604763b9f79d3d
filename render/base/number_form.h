/* Numbers as people write them into tables: 1.234,5 and 1 234,5, (12.5), −7, 45 %, $1,200.50, CHF 1'234.50.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Room for the longest unit, with the final NUL. */
enum { CAIRN_NUMBER_UNIT = 8 };

/* Reads the whole of text[0..length), UTF-8, as a number whose `decimal` mark is '.' or ','. Digits may stand
 * in groups of three (or, but for the last, of two) that points or commas, whichever is not the decimal mark,
 * spaces or apostrophes part, always the same in one number. A sign or parentheses make it negative. `unit`
 * becomes the percent or per mille sign, the currency sign or the three capitals that stand before or behind
 * it, else "". False, leaving *out alone, for any other text. */
bool cairn_number_form_read(const char *text, size_t length, char decimal, double *out,
                            char unit[CAIRN_NUMBER_UNIT]);
