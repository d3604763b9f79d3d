/* A font packed for the web: WOFF 1.0 (https://www.w3.org/TR/WOFF/), which is an sfnt (TrueType or OpenType)
 * with each table compressed. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Appends the font to `out`. False with CAIRN_ERROR_INTERNAL when `bytes` is no sfnt. */
bool cairn_woff_append(const uint8_t *bytes, size_t n, GByteArray *out, GError **error);
