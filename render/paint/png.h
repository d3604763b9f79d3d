/* Writes PNG: 8 bit, RGB when the picture is opaque, a palette when it has at most 256 colours. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct CairnBitmap {
  const uint8_t *pixels; /* Cairo's ARGB32: 32 bit, native byte order, colours multiplied by alpha */
  size_t width, height, stride;
  bool opaque; /* alpha is to be ignored */
} CairnBitmap;

typedef struct CairnPngInfo {
  bool best;
  double dpi;
  const char *title, *author, *description; /* may be NULL */
} CairnPngInfo;

/* Appends the file to `out`. */
bool cairn_png_encode(const CairnBitmap *bitmap, const CairnPngInfo *info, GByteArray *out, GError **error);
