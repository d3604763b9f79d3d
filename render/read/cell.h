/* What one cell of text says. Texts are not terminated. */
#pragma once

#include "read/read.h"

/* Empty, or white space alone. */
bool cairn_cell_is_blank(const char *text, size_t length);

/* Blank, or one of the marks for missing values that read.h lists. */
bool cairn_cell_is_missing(const char *text, size_t length);

/* JavaScript's Number(text); false when that is NaN, and for blank text, which JavaScript takes for 0. */
bool cairn_cell_to_number(const char *text, size_t length, double *out);

/* What a declared number says; `entry` is its declaration. */
bool cairn_cell_to_declared_number(const char *text, size_t length, const CairnParseEntry *entry, double *out);

/* "true" or "false", exactly. */
bool cairn_cell_to_boolean(const char *text, size_t length, bool *out);

/* "true" or "false" in upper or lower case, 1 or 0; false on any other text, which is true if it is not
 * empty, as in JavaScript. */
bool cairn_cell_to_declared_boolean(const char *text, size_t length, bool *out);

/* ms since 1970 of any date that Date.parse reads, or of `entry`'s pattern (entry may be NULL); false when there is
 * none. A strict entry has no words before the first number that Date.parse would pass over. */
bool cairn_cell_to_date(const char *text, size_t length, const CairnParseEntry *entry, const CairnZone *zone,
                        double *out);

/* As by Date.parse, but only if all words and signs in the text belong to dates: V8 takes "Group 5" for a day in May,
 * and "45%" for the year 2045. */
bool cairn_cell_infer_date(const char *text, size_t length, const CairnZone *zone, double *out);

/* Sets the error of a strict entry whose value is `text`. */
void cairn_cell_set_error(const char *column, const CairnParseEntry *entry, const char *text, size_t length,
                          GError **error);
