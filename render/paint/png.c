#include "paint/png.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/limits.h"
#include "paint/deflate.h"
#include "paint/format.h"
#include "paint/png_deflate.h"

/* ---- Chunks ---- */

static void put_u32(GByteArray *out, uint32_t value) {
  const uint8_t bytes[4] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8),
                            (uint8_t)value};
  g_byte_array_append(out, bytes, 4);
}

/* Begins a chunk; the place of its length. */
static guint open_chunk(GByteArray *out, const char *type) {
  guint start = out->len;
  put_u32(out, 0);
  g_byte_array_append(out, (const uint8_t *)type, 4);
  return start;
}

static void close_chunk(GByteArray *out, guint start) {
  uint32_t n = out->len - start - 8;
  for (guint i = 0; i < 4; i++)
    out->data[start + i] = (uint8_t)(n >> (24 - 8 * i));
  put_u32(out, cairn_crc32(0, out->data + start + 4, n + 4));
}

static void put_chunk(GByteArray *out, const char *type, const void *bytes, size_t n) {
  guint start = open_chunk(out, type);
  if (n) g_byte_array_append(out, bytes, (guint)n);
  close_chunk(out, start);
}

static void put_header(GByteArray *out, const CairnPngPixels *pixels) {
  enum { RGB = 2, PALETTE = 3, RGBA = 6 };
  uint8_t type = pixels->n_palette ? PALETTE : pixels->bytes_per_pixel == 3 ? RGB : RGBA;
  const uint8_t rest[5] = {8, type, 0, 0, 0};
  guint start = open_chunk(out, "IHDR");
  put_u32(out, (uint32_t)pixels->bitmap->width);
  put_u32(out, (uint32_t)pixels->bitmap->height);
  g_byte_array_append(out, rest, sizeof rest);
  close_chunk(out, start);
}

static void put_density(GByteArray *out, double dpi) {
  double per_metre = dpi / 0.0254;
  if (!(per_metre >= 1 && per_metre < 1e9)) return;
  guint start = open_chunk(out, "pHYs");
  put_u32(out, (uint32_t)(per_metre + 0.5));
  put_u32(out, (uint32_t)(per_metre + 0.5));
  g_byte_array_append(out, (const uint8_t *)"\1", 1);
  close_chunk(out, start);
}

/* tEXt is Latin-1; anything beyond ASCII goes to iTXt, which is UTF-8. Neither may hold control characters.
 */
static void put_text(GByteArray *out, const char *keyword, const char *text) {
  if (!text || !*text) return;
  g_autoptr(GString) valid = g_string_new(NULL);
  while (*text) {
    uint32_t c = cairn_text_next(&text);
    if (c) g_string_append_unichar(valid, c);
  }
  bool ascii = g_str_is_ascii(valid->str);
  guint start = open_chunk(out, ascii ? "tEXt" : "iTXt");
  g_byte_array_append(out, (const uint8_t *)keyword, (guint)strlen(keyword) + 1);
  if (!ascii) g_byte_array_append(out, (const uint8_t *)"\0\0\0\0", 4); /* not compressed, no language */
  g_byte_array_append(out, (const uint8_t *)valid->str, (guint)valid->len);
  close_chunk(out, start);
}

static void put_palette(GByteArray *out, const CairnPngPixels *pixels) {
  uint8_t rgb[3 * 256], alpha[256];
  size_t n_alpha = 0;
  for (size_t i = 0; i < pixels->n_palette; i++) {
    uint32_t color = pixels->palette[i];
    rgb[3 * i] = (uint8_t)(color >> 16);
    rgb[3 * i + 1] = (uint8_t)(color >> 8);
    rgb[3 * i + 2] = (uint8_t)color;
    alpha[i] = (uint8_t)(color >> 24);
    if (alpha[i] != 255) n_alpha = i + 1;
  }
  if (pixels->n_palette) put_chunk(out, "PLTE", rgb, 3 * pixels->n_palette);
  if (n_alpha) put_chunk(out, "tRNS", alpha, n_alpha);
}

/* All that stands before the data. */
static void put_head(GByteArray *out, const CairnPngPixels *pixels, const CairnPngInfo *info) {
  g_byte_array_append(out, (const uint8_t *)"\x89PNG\r\n\x1a\n", 8);
  put_header(out, pixels);
  put_chunk(out, "sRGB", "\0", 1); /* rendering intent: perceptual */
  put_density(out, info->dpi);
  put_text(out, "Title", info->title);
  put_text(out, "Author", info->author);
  put_text(out, "Description", info->description);
  put_text(out, "Software", "cairn");
  put_palette(out, pixels);
}

/* ---- Data ---- */

static bool put_data(GByteArray *out, const CairnPngPixels *pixels, GError **error) {
  guint start = open_chunk(out, "IDAT");
  if (!cairn_png_deflate(pixels, out, error)) return false;
  close_chunk(out, start);
  return true;
}

/* ---- The smallest file ---- */

/* One way to store the picture. */
typedef struct Candidate {
  CairnPngPixels pixels;
  uint8_t *rows;
} Candidate;

static Candidate candidate_of(const CairnPngPixels *pixels, bool filters) {
  Candidate candidate = {*pixels, g_malloc_n(pixels->n_rows, pixels->row_bytes)};
  if (filters)
    cairn_png_filter(pixels, candidate.rows);
  else
    for (size_t y = 0; y < pixels->n_rows; y++)
      cairn_png_row(pixels, y, candidate.rows + y * pixels->row_bytes);
  return candidate;
}

static size_t bytes_of(const Candidate *candidate) {
  return candidate->pixels.n_rows * candidate->pixels.row_bytes;
}

/* How long the file would be if the candidate were compressed fast. */
static size_t length_of(const Candidate *candidate) {
  g_autoptr(GByteArray) out = g_byte_array_new();
  put_palette(out, &candidate->pixels);
  bool ok = cairn_deflate(candidate->rows, bytes_of(candidate), CAIRN_DEFLATE_FAST, out, NULL);
  return ok ? out->len : SIZE_MAX;
}

static void keep_shorter(Candidate *best, const CairnPngPixels *pixels, bool filters) {
  Candidate other = candidate_of(pixels, filters);
  bool shorter = length_of(&other) < length_of(best);
  g_free(shorter ? best->rows : other.rows);
  if (shorter) *best = other;
}

static bool encode_small(const CairnBitmap *bitmap, const CairnPngInfo *info, GByteArray *out,
                         GError **error) {
  CairnPngPixels pixels = cairn_png_pixels(bitmap), plain = cairn_png_true_color(bitmap);
  Candidate best = candidate_of(&pixels, false);
  if (pixels.n_palette) keep_shorter(&best, &plain, false);
  keep_shorter(&best, &plain, true);
  put_head(out, &best.pixels, info);
  guint start = open_chunk(out, "IDAT");
  bool ok = cairn_deflate(best.rows, bytes_of(&best), CAIRN_DEFLATE_SMALL, out, error);
  close_chunk(out, start);
  g_free(best.rows);
  return ok;
}

bool cairn_png_encode(const CairnBitmap *bitmap, const CairnPngInfo *info, GByteArray *out, GError **error) {
  if (info->best) {
    if (!encode_small(bitmap, info, out, error)) return false;
  } else {
    CairnPngPixels pixels = cairn_png_pixels(bitmap);
    put_head(out, &pixels, info);
    if (!put_data(out, &pixels, error)) return false;
  }
  put_chunk(out, "IEND", NULL, 0);
  return true;
}

/* ---- The format ---- */

static bool check_size(double width, double height, GError **error) {
  if (width > CAIRN_LIMIT_BITMAP_SIDE || height > CAIRN_LIMIT_BITMAP_SIDE) {
    cairn_error_set(
        error, CAIRN_ERROR_LIMIT,
        "a bitmap of %.0f × %.0f px is larger than the limit of %d px a side (CAIRN_LIMIT_BITMAP_SIDE); "
        "use a smaller scale, or PDF or SVG",
        width, height, CAIRN_LIMIT_BITMAP_SIDE);
    return false;
  }
  if (width * height > CAIRN_LIMIT_PIXELS) {
    cairn_error_set(error, CAIRN_ERROR_LIMIT,
                    "a bitmap of %.0f × %.0f px has more than the limit of %d pixels (CAIRN_LIMIT_PIXELS); "
                    "use a smaller scale, or PDF or SVG",
                    width, height, CAIRN_LIMIT_PIXELS);
    return false;
  }
  return true;
}

static bool encode_surface(const CairnJob *job, cairo_surface_t *surface, bool opaque, GError **error) {
  const CairnPaintOptions *options = job->options;
  CairnBitmap bitmap = {cairo_image_surface_get_data(surface), (size_t)cairo_image_surface_get_width(surface),
                        (size_t)cairo_image_surface_get_height(surface),
                        (size_t)cairo_image_surface_get_stride(surface), opaque};
  CairnPngInfo info = {options->png_best, options->dpi > 0 ? options->dpi : 96 * job->scale,
                       job->scene->title, job->scene->author, job->scene->description};
  g_autoptr(GByteArray) file = g_byte_array_new();
  return cairn_png_encode(&bitmap, &info, file, error) &&
         job->sink.write(file->data, file->len, job->sink.data, error);
}

bool cairn_write_png(const CairnJob *job, GError **error) {
  const CairnBrush *background = &job->scene->background;
  double width = fmax(ceil(job->scene->width * job->scale - 1e-6), 1);
  double height = fmax(ceil(job->scene->height * job->scale - 1e-6), 1);
  if (!check_size(width, height, error)) return false;
  bool opaque = background->kind == CAIRN_BRUSH_COLOR && background->color.a >= 1;
  cairo_format_t format = opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32;
  int stride = cairo_format_stride_for_width(format, (int)width);
  uint8_t *pixels = cairn_paint_cache_pixels(job->cache, (size_t)stride * (size_t)height);
  cairo_surface_t *surface =
      cairo_image_surface_create_for_data(pixels, format, (int)width, (int)height, stride);
  bool ok =
      cairn_paint_surface(job, surface, job->scale, error) && encode_surface(job, surface, opaque, error);
  cairo_surface_destroy(surface);
  return ok;
}
