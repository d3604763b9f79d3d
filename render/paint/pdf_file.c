#include "paint/pdf_file.h"

#include <libdeflate.h>
#include <math.h>

#include "base/number.h"
#include "paint/put.h"

/* Level 1 takes half the time for 2 to 3 % more bytes; those above 6 save next to nothing. */
enum { LEVEL = 6, BLOCK = 256 * 1024 };

void cairn_pdf_file_init(CairnPdfFile *file, CairnSink sink) {
  *file = (CairnPdfFile){.out = g_string_sized_new(16 * 1024),
                         .offsets = g_array_new(FALSE, TRUE, sizeof(guint64)),
                         .sink = sink};
  file->compressor = libdeflate_alloc_compressor(LEVEL);
  /* Bytes above 127 tell programs that pass files on that this one is not text. */
  cairn_put_text(file->out, "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
}

void cairn_pdf_file_clear(CairnPdfFile *file) {
  g_string_free(file->out, TRUE);
  g_array_unref(file->offsets);
  libdeflate_free_compressor(file->compressor);
  g_clear_error(&file->error);
}

static void flush(CairnPdfFile *file) {
  if (!file->error) file->sink.write(file->out->str, file->out->len, file->sink.data, &file->error);
  file->gone += file->out->len;
  g_string_truncate(file->out, 0);
}

/* ---- Objects ---- */

guint cairn_pdf_reserve(CairnPdfFile *file) {
  g_array_set_size(file->offsets, file->offsets->len + 1);
  return file->offsets->len;
}

void cairn_pdf_begin(CairnPdfFile *file, guint number) {
  g_array_index(file->offsets, guint64, number - 1) = file->gone + file->out->len;
  cairn_pdf_number(file->out, number, 0);
  cairn_put_text(file->out, " 0 obj\n");
}

void cairn_pdf_end(CairnPdfFile *file) {
  cairn_put_text(file->out, "\nendobj\n");
  if (file->out->len > BLOCK) flush(file);
}

void cairn_pdf_stream(CairnPdfFile *file, guint number, const char *entries, const void *bytes, size_t n) {
  size_t room = file->compressor ? libdeflate_zlib_compress_bound(file->compressor, n) : 0;
  g_autofree char *packed = g_malloc(room);
  size_t length = room ? libdeflate_zlib_compress(file->compressor, bytes, n, packed, room) : 0;
  const bool is_packed = length > 0;
  cairn_pdf_begin(file, number);
  g_string_append_printf(file->out, "<<%s%s/Length %zu>>\nstream\n", entries,
                         is_packed ? "/Filter/FlateDecode" : "", is_packed ? length : n);
  cairn_put(file->out, is_packed ? packed : bytes, is_packed ? length : n);
  cairn_put_text(file->out, "\nendstream");
  cairn_pdf_end(file);
}

bool cairn_pdf_file_finish(CairnPdfFile *file, guint catalog, guint info, GError **error) {
  const guint64 table = file->gone + file->out->len;
  g_string_append_printf(file->out, "xref\n0 %u\n0000000000 65535 f \n", file->offsets->len + 1);
  for (guint i = 0; i < file->offsets->len; i++)
    g_string_append_printf(file->out, "%010" G_GUINT64_FORMAT " 00000 n \n",
                           g_array_index(file->offsets, guint64, i));
  g_string_append_printf(file->out, "trailer\n<</Size %u/Root %u 0 R", file->offsets->len + 1, catalog);
  if (info) g_string_append_printf(file->out, "/Info %u 0 R", info);
  g_string_append_printf(file->out, ">>\nstartxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n", table);
  flush(file);
  if (file->error)
    g_propagate_error(error, g_steal_pointer(&file->error));
  else
    return true;
  return false;
}

/* ---- Values ---- */

void cairn_pdf_number(GString *out, double value, int decimals) {
  char digits[CAIRN_NUMBER_BUFFER]; /* PDF knows no exponents (7.3.3) */
  cairn_put(out, digits, cairn_number_to_fixed(isfinite(value) ? value : 0, decimals, digits));
}

void cairn_pdf_reference(GString *out, guint number) {
  cairn_put_text(out, " ");
  cairn_pdf_number(out, number, 0);
  cairn_put_text(out, " 0 R");
}

void cairn_pdf_string(GString *out, const char *text, size_t n) {
  static const char digits[] = "0123456789ABCDEF";
  g_autofree char *valid = g_utf8_make_valid(text, (gssize)n);
  glong length = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16(valid, -1, NULL, &length, NULL);
  cairn_put_text(out, "<FEFF");
  for (glong i = 0; i < length; i++) {
    const char four[] = {digits[units[i] >> 12], digits[units[i] >> 8 & 15], digits[units[i] >> 4 & 15],
                         digits[units[i] & 15]};
    cairn_put(out, four, sizeof four);
  }
  cairn_put_text(out, ">");
}

static bool is_readable(const char *text) {
  for (; *text; text++)
    if (*text < ' ' || *text > '~') return false;
  return true;
}

void cairn_pdf_readable_string(GString *out, const char *text) {
  if (!is_readable(text)) {
    cairn_pdf_string(out, text, strlen(text));
    return;
  }
  g_string_append_c(out, '(');
  for (; *text; text++) {
    if (strchr("()\\", *text)) g_string_append_c(out, '\\');
    g_string_append_c(out, *text);
  }
  g_string_append_c(out, ')');
}

void cairn_pdf_name(GString *out, const char *name) {
  for (; *name; name++)
    if (g_ascii_isalnum(*name) || *name == '-' || *name == '+') g_string_append_c(out, *name);
}
