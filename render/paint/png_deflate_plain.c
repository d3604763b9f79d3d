/* Instead of png_deflate.c where ISA-L is missing: libdeflate at its fastest. */
#include "paint/deflate.h"
#include "paint/png_deflate.h"

bool cairn_png_deflate(const CairnPngPixels *pixels, GByteArray *out, GError **error) {
  g_autofree uint8_t *rows = g_malloc_n(pixels->n_rows, pixels->row_bytes);
  for (size_t y = 0; y < pixels->n_rows; y++)
    cairn_png_row(pixels, y, rows + y * pixels->row_bytes);
  return cairn_deflate(rows, pixels->n_rows * pixels->row_bytes, CAIRN_DEFLATE_FAST, out, error);
}
