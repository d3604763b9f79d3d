#include "paint/deflate.h"

#include <libdeflate.h>
#ifdef CAIRN_HAVE_ISAL
#include <isa-l/igzip_lib.h>
#endif

#include "base/error.h"

uint32_t cairn_crc32(uint32_t crc, const void *bytes, size_t n) {
  return libdeflate_crc32(crc, bytes, n);
}

static bool deflate_level(const uint8_t *bytes, size_t n, int level, GByteArray *out) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
  if (!compressor) return false;
  guint start = out->len;
  size_t bound = libdeflate_zlib_compress_bound(compressor, n), written = 0;
  if (bound < G_MAXUINT - start) {
    g_byte_array_set_size(out, start + (guint)bound);
    written = libdeflate_zlib_compress(compressor, bytes, n, out->data + start, bound);
    g_byte_array_set_size(out, start + (guint)written);
  }
  libdeflate_free_compressor(compressor);
  return written > 0;
}

#ifdef CAIRN_HAVE_ISAL
static bool deflate_fast(const uint8_t *bytes, size_t n, GByteArray *out) {
  const size_t bound = n + n / 1000 + 4096; /* stored blocks add 5 bytes each */
  guint start = out->len;
  if (n > G_MAXUINT32 || bound >= G_MAXUINT - start) return false;
  g_autofree uint8_t *work = g_malloc(ISAL_DEF_LVL1_DEFAULT);
  g_byte_array_set_size(out, start + (guint)bound);
  struct isal_zstream stream;
  isal_deflate_stateless_init(&stream);
  stream.level = 1;
  stream.level_buf = work;
  stream.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
  stream.gzip_flag = IGZIP_ZLIB;
  stream.end_of_stream = 1;
  stream.flush = NO_FLUSH;
  stream.next_in = (uint8_t *)(guintptr)bytes;
  stream.avail_in = (uint32_t)n;
  stream.next_out = out->data + start;
  stream.avail_out = (uint32_t)bound;
  bool ok = isal_deflate_stateless(&stream) == COMP_OK;
  g_byte_array_set_size(out, start + (ok ? stream.total_out : 0));
  return ok;
}
#else
static bool deflate_fast(const uint8_t *bytes, size_t n, GByteArray *out) {
  return deflate_level(bytes, n, 1, out);
}
#endif

bool cairn_deflate(const uint8_t *bytes, size_t n, bool small, GByteArray *out, GError **error) {
  bool ok = small ? deflate_level(bytes, n, 9, out)
                  : deflate_fast(bytes, n, out) || deflate_level(bytes, n, 1, out);
  if (!ok) cairn_error_set(error, CAIRN_ERROR_INTERNAL, "cannot compress the PNG");
  return ok;
}
