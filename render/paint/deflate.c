#include "paint/deflate.h"

#include <libdeflate.h>
#ifdef CAIRN_HAVE_ISAL
#include <isa-l/igzip_lib.h>
#endif

#include "base/error.h"

/* The last but one of libdeflate: the last takes twice the time for 1 % less. */
enum { SMALL_LEVEL = 11 };

uint32_t cairn_crc32(uint32_t crc, const void *bytes, size_t n) {
  return libdeflate_crc32(crc, bytes, n);
}

static bool fail(GError **error) {
  cairn_error_set(error, CAIRN_ERROR_INTERNAL, "cannot compress the PNG");
  return false;
}

static bool deflate_level(const uint8_t *bytes, size_t n, int level, GByteArray *out, GError **error) {
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

bool cairn_deflate_small(const uint8_t *bytes, size_t n, GByteArray *out, GError **error) {
  return deflate_level(bytes, n, SMALL_LEVEL, out, error);
}

#ifdef CAIRN_HAVE_ISAL

/* Pieces are gathered to this size: it stays in the cache of a processor. Codes are chosen anew after that
 * many tokens (matches and literal bytes): in charts, whose parts differ, smaller than with ISA-L's default.
 */
enum { GATHERED = 64 * 1024, TOKENS = 16 * 1024, LEVEL = 2 };
enum { WORK = ISAL_DEF_LVL2_REQ + TOKENS * ISAL_DEF_LVL2_TOKEN_SIZE };

/* Compresses what the stream has been given, to its end. */
static bool drain(struct isal_zstream *stream, GByteArray *out) {
  uint8_t buffer[16 * 1024];
  do {
    stream->next_out = buffer;
    stream->avail_out = sizeof buffer;
    if (isal_deflate(stream) != COMP_OK) return false;
    g_byte_array_append(out, buffer, (guint)(sizeof buffer - stream->avail_out));
  } while (stream->avail_out == 0);
  return stream->avail_in == 0;
}

bool cairn_deflate_fast(const CairnPieces *pieces, GByteArray *out, GError **error) {
  size_t together = MAX(GATHERED / pieces->size, 1);
  g_autofree uint8_t *work = g_malloc(WORK), *gathered = g_malloc_n(together, pieces->size);
  g_autofree struct isal_zstream *stream = g_new(struct isal_zstream, 1);
  isal_deflate_init(stream);
  stream->level = LEVEL;
  stream->level_buf = work;
  stream->level_buf_size = WORK;
  stream->gzip_flag = IGZIP_ZLIB;
  for (size_t i = 0; i < pieces->n;) {
    size_t n = 0;
    for (; n < together && i < pieces->n; n++, i++)
      pieces->fill(pieces->data, i, gathered + n * pieces->size);
    stream->next_in = gathered;
    stream->avail_in = (uint32_t)(n * pieces->size);
    stream->end_of_stream = i == pieces->n;
    if (!drain(stream, out)) return fail(error);
  }
  return true;
}

#else

bool cairn_deflate_fast(const CairnPieces *pieces, GByteArray *out, GError **error) {
  g_autofree uint8_t *bytes = g_malloc_n(pieces->n, pieces->size);
  for (size_t i = 0; i < pieces->n; i++)
    pieces->fill(pieces->data, i, bytes + i * pieces->size);
  return deflate_level(bytes, pieces->n * pieces->size, 1, out, error);
}

#endif
