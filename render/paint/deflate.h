/* zlib streams (RFC 1950). */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Appends `bytes` compressed to `out`: fast (ISA-L where it was built in) or small. */
bool cairn_deflate(const uint8_t *bytes, size_t n, bool small, GByteArray *out, GError **error);

/* The CRC-32 of PNG and zip. */
uint32_t cairn_crc32(uint32_t crc, const void *bytes, size_t n);
