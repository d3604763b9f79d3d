#include "paint/deflate.h"

#include <libdeflate.h>

#include "base/error.h"

uint32_t cairn_crc32(uint32_t crc, const void *bytes, size_t n) {
  return libdeflate_crc32(crc, bytes, n);
}

uint32_t cairn_adler32(uint32_t adler, const void *bytes, size_t n) {
  return libdeflate_adler32(adler, bytes, n);
}

static bool fail(GError **error) {
  cairn_error_set(error, CAIRN_ERROR_INTERNAL, "cannot compress the PNG");
  return false;
}

bool cairn_deflate(const uint8_t *bytes, size_t n, CairnDeflateLevel level, GByteArray *out, GError **error) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
  if (!compressor) return fail(error);
  guint start = out->len;
  size_t bound = libdeflate_zlib_compress_bound(compressor, n), written = 0;
  if (bound < G_MAXUINT - start) {
    g_byte_array_set_size(out, start + (guint)bound);
    written = libdeflate_zlib_compress(compressor, bytes, n, out->data + start, bound);
    g_byte_array_set_size(out, start + (guint)written);
  }
  libdeflate_free_compressor(compressor);
  return written > 0 || fail(error);
}
