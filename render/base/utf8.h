/* Is it text, and where in it? */
#pragma once

#include <stddef.h>

/* Length of the longest start of bytes[0..length) that is UTF-8 without NUL, in whole characters. Fast on
 * ASCII. */
size_t cairn_utf8_valid_length(const char *bytes, size_t length);

/* Moves *line and *column (from 1; columns count characters) over text[0..length), which starts at them.
 * Lines end with LF, CRLF or CR. */
void cairn_text_advance(const char *text, size_t length, size_t *line, size_t *column);
