/* zlib streams (RFC 1950) and their checksums. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Levels of libdeflate. Its last, 12, takes twice the time of 11 for 1 % less. */
typedef enum CairnDeflateLevel { CAIRN_DEFLATE_FAST = 1, CAIRN_DEFLATE_SMALL = 11 } CairnDeflateLevel;

/* Appends `bytes` compressed to `out`. */
bool cairn_deflate(const uint8_t *bytes, size_t n, CairnDeflateLevel level, GByteArray *out, GError **error);

/* The CRC-32 of PNG and zip, from 0. */
uint32_t cairn_crc32(uint32_t crc, const void *bytes, size_t n);

/* The Adler-32 of zlib, from 1. */
uint32_t cairn_adler32(uint32_t adler, const void *bytes, size_t n);
