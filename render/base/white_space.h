/* White space as JavaScript has it. */
#pragma once

#include <stddef.h>

/* Bytes of the white space or line end (one character of UTF-8) that begins text[0..length); 0 where there is
 * none. */
size_t cairn_white_space_length(const char *text, size_t length);
