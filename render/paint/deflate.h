/* zlib streams (RFC 1950). */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Bytes that are made while they are compressed, so that they need not all be in memory. */
typedef struct CairnPieces {
  size_t n, size; /* how many, and the bytes of each */
  void (*fill)(const void *data, size_t index, uint8_t *out);
  const void *data;
} CairnPieces;

/* Appends the pieces compressed to `out`, fast: by ISA-L where it was built in. */
bool cairn_deflate_fast(const CairnPieces *pieces, GByteArray *out, GError **error);

/* Appends `bytes` compressed to `out`, small. */
bool cairn_deflate_small(const uint8_t *bytes, size_t n, GByteArray *out, GError **error);

/* The CRC-32 of PNG and zip. */
uint32_t cairn_crc32(uint32_t crc, const void *bytes, size_t n);
