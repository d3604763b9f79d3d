/* Dates in text as people and programs write them. */
#pragma once

#include "base/calendar.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads a date as Date.parse of V8 (Chrome, Node) does, odd cases included, since Vega infers by it what is a
 * date:
 *
 *   ISO 8601: 2012-02-29, 2012-02, 2012, +012012-02-29, in UTC; 2012-02-29T12:30[:15[.250]][Z or +05:30], in
 * `zone` where no offset is given; else dates such as Feb 29 2012, 29 Feb 2012, 2/29/2012, 2012/02/29, Wed,
 * 29 Feb 2012 12:30:15 GMT+0530, 12:30 pm, in `zone` where no offset is given. Text in parentheses and words
 * before the first number count for nothing.
 *
 * Returns false, leaving *ms alone, where Date.parse gives NaN. `text` is UTF-8. */
bool cairn_date_parse(const char *text, const CairnZone *zone, double *ms);

/* As above for text[0..length). */
bool cairn_date_parse_length(const char *text, size_t length, const CairnZone *zone, double *ms);
