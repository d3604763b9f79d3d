#include "paint/canvas_glyphs.h"

#include <math.h>

#include "font/glyph_mask.h"

/* A line that is longer is not worth a bitmap. */
enum { WIDEST_LINE = 4096 };

/* Text on the rows of a bitmap: its origin there, and its size. */
typedef struct Place {
  double x, y, pixels;
} Place;

static bool find_place(cairo_t *cr, double size, Place *place) {
  cairo_matrix_t matrix;
  cairo_get_matrix(cr, &matrix);
  *place = (Place){matrix.x0, matrix.y0, size * matrix.xx};
  bool upright = matrix.xy == 0 && matrix.yx == 0 && matrix.xx == matrix.yy && matrix.xx > 0;
  return upright && place->y == floor(place->y) && place->pixels <= CAIRN_GLYPH_MASK_PIXELS;
}

/* The pixel, and the phase in it, where a glyph begins. */
static int pixel_of(double x, unsigned *phase) {
  double quarters = floor(x * CAIRN_GLYPH_PHASES + 0.5), pixel = floor(quarters / CAIRN_GLYPH_PHASES);
  *phase = (unsigned)(quarters - pixel * CAIRN_GLYPH_PHASES);
  return (int)pixel;
}

static void add_row(uint8_t *to, const uint8_t *from, int n) {
  for (int i = 0; i < n; i++) {
    int sum = to[i] + from[i];
    to[i] = (uint8_t)MIN(sum, 255);
  }
}

/* A bitmap whose pixel (left, top) counts from the origin of the line. */
typedef struct Bitmap {
  uint8_t *pixels;
  int left, top, width, height, stride;
} Bitmap;

static bool add_mask(const Bitmap *bitmap, const CairnGlyphMask *mask, int x) {
  int left = x + mask->left - bitmap->left, top = mask->top - bitmap->top;
  if (left < 0 || top < 0 || left + mask->width > bitmap->width || top + mask->height > bitmap->height)
    return false;
  for (int row = 0; row < mask->height; row++)
    add_row(bitmap->pixels + (top + row) * bitmap->stride + left, mask->coverage + row * mask->stride,
            mask->width);
  return true;
}

static bool add_glyphs(const Bitmap *bitmap, CairnFace *face, const Place *place, double scale,
                       const cairo_glyph_t *glyphs, size_t n) {
  double start = floor(place->x);
  for (size_t i = 0; i < n; i++) {
    unsigned phase;
    int x = pixel_of(place->x - start + glyphs[i].x * scale, &phase);
    const CairnGlyphMask *mask = cairn_glyph_mask(face, (uint32_t)glyphs[i].index, place->pixels, phase);
    if (!mask || !add_mask(bitmap, mask, x)) return false;
  }
  return true;
}

bool cairn_canvas_glyphs(CairnCanvas *canvas, CairnFace *face, double size, const cairo_glyph_t *glyphs,
                         size_t n) {
  cairo_t *cr = canvas->cr;
  Place place;
  cairo_pattern_type_t source = cairo_pattern_get_type(cairo_get_source(cr));
  if (n == 0 || source != CAIRO_PATTERN_TYPE_SOLID || !find_place(cr, size, &place)) return false;
  double scale = place.pixels / size, length = glyphs[n - 1].x * scale;
  if (!(length >= 0 && length <= WIDEST_LINE)) return false;
  /* Room for the ink of any glyph of the usual proportions; one that needs more is drawn as a path. */
  int em = (int)ceil(place.pixels) + 1;
  Bitmap bitmap = {
      .left = -em, .top = -(em + em / 2), .width = (int)length + 3 * em, .height = 2 * em + em / 2};
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, bitmap.width, bitmap.height);
  bitmap.pixels = cairo_image_surface_get_data(surface);
  bitmap.stride = cairo_image_surface_get_stride(surface);
  bool drawn = bitmap.pixels && add_glyphs(&bitmap, face, &place, scale, glyphs, n);
  if (drawn) {
    cairo_surface_mark_dirty(surface);
    cairo_save(cr);
    cairo_identity_matrix(cr);
    cairo_mask_surface(cr, surface, floor(place.x) + bitmap.left, place.y + bitmap.top);
    cairo_restore(cr);
  }
  cairo_surface_destroy(surface);
  return drawn;
}
