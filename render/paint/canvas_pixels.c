#include "paint/canvas_pixels.h"

#include <math.h>

/* Sums of areas count 32,768 polygons one over the other as none; paths of more points come near to that. */
enum { MOST_POINTS = 8192 };

void cairn_canvas_use_pixels(CairnCanvas *canvas, CairnRaster *raster) {
  cairo_surface_t *surface = cairo_get_target(canvas->cr);
  cairo_matrix_t m;
  cairo_get_matrix(canvas->cr, &m);
  cairo_format_t format = cairo_image_surface_get_format(surface);
  const int width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
  bool is_zoom = m.xy == 0 && m.yx == 0 && m.xx == m.yy && m.xx > 0;
  if (!is_zoom || (format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24)) return;
  if (cairn_raster_begin(raster, width, height)) canvas->raster = raster;
  canvas->zoom = (CairnZoom){m.xx, m.x0, m.y0};
  canvas->pixels = (CairnPixels){cairo_image_surface_get_data(surface),
                                 (size_t)cairo_image_surface_get_stride(surface),
                                 width,
                                 height,
                                 {0, 0, width, height}};
  canvas->clip_is_whole = true;
}

/* The byte of a channel, 0..255 but for colours beyond the ends of a scale, at an opacity in 0..1. */
static uint32_t byte_of(double channel, double opacity) {
  return (uint32_t)(fmin(fmax(channel, 0), 255) * opacity + 0.5);
}

uint32_t cairn_pixel_of(CairnColor c, double opacity) {
  const double a = fmin(fmax(c.a * opacity, 0), 1);
  return byte_of(255, a) << 24 | byte_of(c.r, a) << 16 | byte_of(c.g, a) << 8 | byte_of(c.b, a);
}

/* Then parts of a stroke have to be united; fills are left to Cairo. */
static bool is_tangled(const CairnCanvas *canvas) {
  return canvas->is_tangled || canvas->placed.n_points > MOST_POINTS;
}

/* Can cairn paint it, if it is of a kind of path that cairn can paint? */
static bool is_plain(const CairnCanvas *canvas, const CairnPaint *paint) {
  bool is_plain_fill = !cairn_paint_has_fill(paint) || paint->fill.kind == CAIRN_BRUSH_COLOR;
  bool is_plain_stroke =
      !cairn_paint_has_stroke(paint) ||
      (paint->stroke.kind == CAIRN_BRUSH_COLOR && !paint->n_dash && paint->stroke_width < MOST_POINTS);
  return canvas->pixels.data && canvas->clip_is_whole && !paint->blend && is_plain_fill && is_plain_stroke;
}

bool cairn_canvas_unites(const CairnCanvas *canvas, const CairnPaint *paint) {
  return is_plain(canvas, paint) && !cairn_paint_has_fill(paint) && cairn_paint_has_stroke(paint);
}

static void paint_rect(const CairnCanvas *canvas, const CairnPoint corners[2], uint32_t color) {
  cairn_pixels_rect(&canvas->pixels, cairn_raster_places(corners[0].x), cairn_raster_places(corners[0].y),
                    cairn_raster_places(corners[1].x), cairn_raster_places(corners[1].y), color);
}

static void fill(CairnCanvas *canvas, const CairnPaint *paint) {
  const uint32_t color = cairn_pixel_of(paint->fill.color, paint->fill_opacity);
  CairnPoint corners[2];
  if (cairn_fill_is_rect(&canvas->placed, canvas->zoom, corners)) {
    paint_rect(canvas, corners, color);
    return;
  }
  cairn_raster_add_fill(canvas->raster, &canvas->placed, canvas->zoom);
  cairn_raster_paint(canvas->raster, &canvas->pixels, color);
}

/* Strip by strip, so that memory does not grow with the picture. */
static void stroke_tangled(const CairnCanvas *canvas, const CairnPaint *paint, uint32_t color) {
  CairnPixelBox strip = canvas->pixels.clip;
  const int end = strip.right, width = cairn_union_width(strip.bottom - strip.top);
  for (; strip.left < end && strip.top < strip.bottom; strip.left = strip.right) {
    strip.right = MIN(strip.left + width, end);
    g_autoptr(CairnUnion) covered = cairn_union_new(strip);
    cairn_union_add_stroke(covered, &canvas->placed, paint, canvas->zoom);
    cairn_union_paint(covered, &canvas->pixels, color);
  }
}

static void stroke(CairnCanvas *canvas, const CairnPaint *paint) {
  const uint32_t color = cairn_pixel_of(paint->stroke.color, paint->stroke_opacity);
  CairnPoint corners[2];
  if (cairn_stroke_is_rect(&canvas->placed, paint, canvas->zoom, corners)) {
    paint_rect(canvas, corners, color);
    return;
  }
  if (is_tangled(canvas)) {
    stroke_tangled(canvas, paint, color);
    return;
  }
  cairn_raster_add_stroke(canvas->raster, &canvas->placed, paint, canvas->zoom);
  cairn_raster_paint(canvas->raster, &canvas->pixels, color);
}

bool cairn_canvas_paint_pixels(CairnCanvas *canvas, const CairnPaint *paint) {
  bool can_paint = is_tangled(canvas) ? !cairn_paint_has_fill(paint) : canvas->raster != NULL;
  if (!can_paint || !is_plain(canvas, paint)) return false;
  cairo_surface_t *surface = cairo_get_target(canvas->cr);
  cairo_surface_flush(surface);
  if (cairn_paint_has_fill(paint)) fill(canvas, paint);
  if (cairn_paint_has_stroke(paint)) stroke(canvas, paint);
  cairo_surface_mark_dirty(surface);
  return true;
}

bool cairn_canvas_flood_pixels(CairnCanvas *canvas, const CairnBrush *brush) {
  const CairnPixels *pixels = &canvas->pixels;
  const uint32_t pixel = brush->kind == CAIRN_BRUSH_COLOR ? cairn_pixel_of(brush->color, 1) : 0;
  cairo_surface_flush(cairo_get_target(canvas->cr));
  cairn_pixels_set((uint32_t *)(void *)pixels->data, pixels->stride / 4 * (size_t)pixels->height, pixel);
  cairo_surface_mark_dirty(cairo_get_target(canvas->cr));
  return brush->kind != CAIRN_BRUSH_GRADIENT;
}

/* Cairo keeps coordinates to 1/256 of a pixel. */
static bool to_pixel(double place, int low, int high, int *pixel) {
  const double whole = floor(place + 0.5);
  *pixel = (int)fmin(fmax(whole, low), high);
  return fabs(place - whole) < 1.0 / 512 || place < low || place > high;
}

void cairn_canvas_clip_pixels(CairnCanvas *canvas, CairnBox box) {
  const CairnZoom z = canvas->zoom;
  const CairnPixelBox c = canvas->pixels.clip;
  CairnPixelBox own;
  bool is_whole = to_pixel(box.x * z.scale + z.x, c.left, c.right, &own.left);
  is_whole &= to_pixel((box.x + box.width) * z.scale + z.x, c.left, c.right, &own.right);
  is_whole &= to_pixel(box.y * z.scale + z.y, c.top, c.bottom, &own.top);
  is_whole &= to_pixel((box.y + box.height) * z.scale + z.y, c.top, c.bottom, &own.bottom);
  canvas->pixels.clip = own;
  canvas->clip_is_whole &= is_whole;
}
