#include "paint/woff.h"

#include <string.h>

#include "base/error.h"
#include "paint/deflate.h"

enum { SFNT_HEADER = 12, SFNT_ENTRY = 16, WOFF_HEADER = 44, WOFF_ENTRY = 20 };

static uint32_t read_16(const uint8_t *at) {
  return (uint32_t)at[0] << 8 | at[1];
}

static uint32_t read_32(const uint8_t *at) {
  return read_16(at) << 16 | read_16(at + 2);
}

static void write_16(uint8_t *at, uint32_t value) {
  at[0] = (uint8_t)(value >> 8);
  at[1] = (uint8_t)value;
}

static void write_32(uint8_t *at, uint32_t value) {
  write_16(at, value >> 16);
  write_16(at + 2, value);
}

static void pad(GByteArray *out) {
  static const guint8 zeros[4] = {0};
  g_byte_array_append(out, zeros, -out->len % 4);
}

/* A table is kept as it is where compressing makes it no smaller; its entry then gives one length twice. */
static bool append_table(const uint8_t *bytes, uint32_t n, GByteArray *out, uint32_t *packed,
                         GError **error) {
  guint start = out->len;
  if (!cairn_deflate(bytes, n, CAIRN_DEFLATE_SMALL, out, error)) return false;
  if (out->len - start >= n) {
    g_byte_array_set_size(out, start);
    g_byte_array_append(out, bytes, n);
  }
  *packed = out->len - start;
  pad(out);
  return true;
}

/* The entries of both formats tell tag, place, length and checksum, in an order of their own. */
static bool append_tables(const uint8_t *bytes, size_t n, guint start, GByteArray *out, uint32_t *unpacked,
                          GError **error) {
  uint32_t n_tables = read_16(bytes + 4);
  for (uint32_t i = 0; i < n_tables; i++) {
    const uint8_t *entry = bytes + SFNT_HEADER + i * SFNT_ENTRY;
    uint32_t offset = read_32(entry + 8), length = read_32(entry + 12), packed;
    if (offset > n || length > n - offset) {
      cairn_error_set(error, CAIRN_ERROR_INTERNAL, "a table of a font is not in it");
      return false;
    }
    uint8_t written[WOFF_ENTRY];
    memcpy(written, entry, 4);
    write_32(written + 4, out->len - start);
    if (!append_table(bytes + offset, length, out, &packed, error)) return false;
    write_32(written + 8, packed);
    write_32(written + 12, length);
    memcpy(written + 16, entry + 4, 4);
    memcpy(out->data + start + WOFF_HEADER + i * WOFF_ENTRY, written, sizeof written);
    *unpacked += (length + 3) & ~3u;
  }
  return true;
}

bool cairn_woff_append(const uint8_t *bytes, size_t n, GByteArray *out, GError **error) {
  if (n < SFNT_HEADER || n < SFNT_HEADER + SFNT_ENTRY * read_16(bytes + 4)) {
    cairn_error_set(error, CAIRN_ERROR_INTERNAL, "not a TrueType or OpenType font");
    return false;
  }
  uint32_t n_tables = read_16(bytes + 4), unpacked = SFNT_HEADER + SFNT_ENTRY * n_tables;
  pad(out);
  guint start = out->len;
  g_byte_array_set_size(out, start + WOFF_HEADER + WOFF_ENTRY * n_tables);
  memset(out->data + start, 0, WOFF_HEADER);
  if (!append_tables(bytes, n, start, out, &unpacked, error)) return false;
  uint8_t *header = out->data + start;
  memcpy(header, "wOFF", 4);
  memcpy(header + 4, bytes, 4); /* the sfnt's flavour */
  write_32(header + 8, out->len - start);
  write_16(header + 12, n_tables);
  write_32(header + 16, unpacked);
  write_16(header + 20, 1); /* version 1.0; no metadata and no private data follow */
  return true;
}
