/* Which addresses a picture may lead to. */
#pragma once

#include <stdbool.h>

/* Is it an address of the web (http, https) or of mail (mailto), in characters that a URL may have? Scripts,
 * data and files of the reader's own machine are none. */
bool cairn_link_is_allowed(const char *url);
