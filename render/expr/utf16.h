/* UTF-8 texts counted in UTF-16 code units, as JavaScript counts them. */
#pragma once

#include "base/arena.h"

/* Code units of `text`: one for a character below U+10000, two for others. */
size_t cairn_utf16_length(const char *text);

/* Units [start, end) of `text`, clipped to its length; a character cut in half becomes U+FFFD. */
const char *cairn_utf16_slice(CairnArena *arena, const char *text, size_t start, size_t end);

/* The units before byte `byte` of `text`, and the byte at which unit `unit` starts (the text's end when
 * beyond). */
size_t cairn_utf16_from_byte(const char *text, size_t byte);
size_t cairn_utf16_to_byte(const char *text, size_t unit);
