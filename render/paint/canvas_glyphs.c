#include "paint/canvas_glyphs.h"

#include <math.h>
#include <string.h>

#include "font/glyph_mask.h"
#include "paint/canvas_pixels.h"

/* A line that is longer is not worth a bitmap. */
enum { WIDEST_LINE = 4096 };

/* Text along the rows or the columns of a bitmap: its origin there, its size, and its quarter turns clockwise. */
typedef struct Place {
  double x, y, pixels;
  unsigned turn;
} Place;

static bool is_level(const Place *place) {
  return place->turn % 2 == 0;
}

static bool find_place(cairo_t *cr, double size, Place *place) {
  cairo_matrix_t m;
  cairo_get_matrix(cr, &m);
  *place = (Place){m.x0, m.y0, size * (fabs(m.xx) + fabs(m.yx)), m.yx == 0 ? (m.xx > 0 ? 0 : 2) : m.yx > 0 ? 1 : 3};
  const bool turns_by_quarters = (m.yx == 0) != (m.xx == 0) && m.xx == m.yy && m.yx == -m.xy;
  const double across = is_level(place) ? m.y0 : m.x0;
  return turns_by_quarters && across == floor(across) && place->pixels <= CAIRN_GLYPH_MASK_PIXELS;
}

/* The pixel, and the phase in it, where a glyph begins. */
static int pixel_of(double at, unsigned *phase) {
  double quarters = floor(at * CAIRN_GLYPH_PHASES + 0.5), pixel = floor(quarters / CAIRN_GLYPH_PHASES);
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
  int first_row, end_row; /* the rows that have ink: [first_row, end_row) */
} Bitmap;

static bool add_mask(Bitmap *bitmap, const CairnGlyphMask *mask, int x, int y) {
  int left = x + mask->left - bitmap->left, top = y + mask->top - bitmap->top;
  if (left < 0 || top < 0 || left + mask->width > bitmap->width || top + mask->height > bitmap->height)
    return false;
  bitmap->first_row = MIN(bitmap->first_row, top);
  bitmap->end_row = MAX(bitmap->end_row, top + mask->height);
  for (int row = 0; row < mask->height; row++)
    add_row(bitmap->pixels + (top + row) * bitmap->stride + left, mask->coverage + row * mask->stride,
            mask->width);
  return true;
}

static bool add_glyphs(Bitmap *bitmap, CairnFace *face, const Place *place, double scale,
                       const cairo_glyph_t *glyphs, size_t n) {
  const double origin = is_level(place) ? place->x : place->y, start = floor(origin), step = place->turn < 2 ? scale : -scale;
  for (size_t i = 0; i < n; i++) {
    unsigned phase;
    int at = pixel_of(origin - start + glyphs[i].x * step, &phase);
    const CairnGlyphMask *mask = cairn_glyph_mask(face, (uint32_t)glyphs[i].index, place->pixels, place->turn, phase);
    if (!mask || !add_mask(bitmap, mask, is_level(place) ? at : 0, is_level(place) ? 0 : at)) return false;
  }
  return true;
}

/* Room for the ink of any glyph of the usual proportions in a line of this length; one that needs more is drawn as a path. */
static Bitmap bitmap_of(const Place *place, double length) {
  const int em = (int)ceil(place->pixels) + 1, after = (int)length + 2 * em, above = em + em / 2;
  const int along = place->turn < 2 ? -em : -after, across = place->turn % 3 == 0 ? -above : -em;
  const Bitmap level = {.left = along, .top = across, .width = em + after, .height = above + em},
               upright = {.left = across, .top = along, .width = above + em, .height = em + after};
  return is_level(place) ? level : upright;
}

/* With the bitmap's first pixel at (x, y). */
static void lay(const CairnPixels *pixels, const Bitmap *bitmap, int x, int y, uint32_t color) {
  const CairnPixelBox *clip = &pixels->clip;
  const int left = MAX(x, clip->left), n = MIN(x + bitmap->width, clip->right) - left;
  const int bottom = MIN(y + bitmap->end_row, clip->bottom);
  for (int row = MAX(y + bitmap->first_row, clip->top); row < bottom && n > 0; row++)
    cairn_pixels_cover(cairn_pixels_row(pixels, row) + left, bitmap->pixels + (row - y) * bitmap->stride + left - x, n, color);
}

static bool lays_itself(const CairnCanvas *canvas) {
  return canvas->raster && canvas->clip_is_whole && cairo_get_operator(canvas->cr) == CAIRO_OPERATOR_OVER;
}

static uint32_t source_color(cairo_t *cr) {
  double r, g, b, a;
  cairo_pattern_get_rgba(cairo_get_source(cr), &r, &g, &b, &a);
  return cairn_pixel_of((CairnColor){255 * r, 255 * g, 255 * b, a}, 1);
}

/* Through Cairo, which knows clips and operators that cairn does not. */
static void lay_by_cairo(cairo_t *cr, const Bitmap *bitmap, double x, double y) {
  cairo_surface_t *mask = cairo_image_surface_create_for_data(bitmap->pixels, CAIRO_FORMAT_A8, bitmap->width, bitmap->height,
                                                              bitmap->stride);
  cairo_save(cr);
  cairo_identity_matrix(cr);
  cairo_mask_surface(cr, mask, x, y);
  cairo_restore(cr);
  cairo_surface_destroy(mask);
}

bool cairn_canvas_glyphs(CairnCanvas *canvas, CairnFace *face, double size, const cairo_glyph_t *glyphs,
                         size_t n) {
  cairo_t *cr = canvas->cr;
  Place place;
  cairo_pattern_type_t source = cairo_pattern_get_type(cairo_get_source(cr));
  if (n == 0 || source != CAIRO_PATTERN_TYPE_SOLID || !find_place(cr, size, &place)) return false;
  double scale = place.pixels / size, length = glyphs[n - 1].x * scale;
  if (!(length >= 0 && length <= WIDEST_LINE)) return false;
  Bitmap bitmap = bitmap_of(&place, length);
  bitmap.first_row = bitmap.height;
  bitmap.stride = cairo_format_stride_for_width(CAIRO_FORMAT_A8, bitmap.width);
  g_autofree uint8_t *memory = bitmap.pixels = g_malloc0((size_t)bitmap.stride * (size_t)bitmap.height);
  bool drawn = add_glyphs(&bitmap, face, &place, scale, glyphs, n);
  const double x = floor(place.x) + bitmap.left, y = floor(place.y) + bitmap.top;
  if (drawn && lays_itself(canvas)) {
    cairo_surface_flush(cairo_get_target(cr));
    lay(&canvas->pixels, &bitmap, (int)x, (int)y, source_color(cr));
    cairo_surface_mark_dirty(cairo_get_target(cr));
  } else if (drawn) {
    lay_by_cairo(cr, &bitmap, x, y);
  }
  return drawn;
}
