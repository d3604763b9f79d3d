#include "paint/dense_strips.h"

#include <math.h>

#include "base/parallel.h"
#include "paint/canvas_pixels.h"
#include "paint/union_pen.h"
#include "paint/window.h"
#include "scene/vertex_lookup.h"

typedef struct Strips {
  const CairnCanvas *canvas;
  const CairnVertexSource *source;
  const CairnPaint *paint;
  CairnDecimatorView view;
  CairnPixelBox box; /* what is seen of the line */
  int width;         /* of a strip */
} Strips;

typedef struct Tip {
  CairnUnionPen pen;
  const Strips *strips;
  bool is_down;
} Tip;

static CairnPoint to_pixels(const Strips *strips, double x, double y) {
  const CairnZoom zoom = strips->canvas->zoom;
  return (CairnPoint){(x + strips->view.x) * zoom.scale + zoom.x, (y + strips->view.y) * zoom.scale + zoom.y};
}

static void draw_to(void *data, double x, double y) {
  Tip *tip = data;
  const CairnPoint to = to_pixels(tip->strips, x, y);
  if (tip->is_down)
    cairn_union_pen_line(&tip->pen, to, false);
  else
    cairn_union_pen_move(&tip->pen, to);
  tip->is_down = true;
}

/* Where in px a column of pixels begins. */
static double px_of(const Strips *strips, double column) {
  const CairnZoom zoom = strips->canvas->zoom;
  return (column - zoom.x) / zoom.scale - strips->view.x;
}

/* The vertices whose pen reaches the strip, and one more on both sides. */
static void draw_seen(const Strips *strips, CairnPixelBox box, Tip *tip) {
  const CairnVertexSource *source = strips->source;
  const size_t n = source->lookup->n;
  const double reach = cairn_union_pen_reach(strips->paint, strips->canvas->zoom.scale);
  size_t start = cairn_lookup_find(source, 0, n, n / 2, px_of(strips, box.left - reach)),
         end = cairn_lookup_find(source, start, n, n / 2, px_of(strips, box.right + reach));
  start -= start > 0;
  end += end < n;
  cairn_lookup_decimate(source, &strips->view, start, end, draw_to, tip);
  cairn_union_pen_end(&tip->pen, false);
}

static void paint_strip(void *data, size_t i) {
  const Strips *strips = data;
  const CairnPaint *paint = strips->paint;
  CairnPixelBox box = strips->box;
  box.left += (int)i * strips->width;
  box.right = MIN(box.left + strips->width, box.right);
  g_autoptr(CairnUnion) covered = cairn_union_new(box);
  Tip tip = {cairn_union_pen(covered, paint, strips->canvas->zoom.scale), strips, false};
  draw_seen(strips, box, &tip);
  cairn_union_paint(covered, &strips->canvas->pixels, cairn_pixel_of(paint->stroke.color, paint->stroke_opacity));
}

/* Pixels that a pen along the vertices may reach, of those that may be painted. */
static CairnPixelBox seen_box(const Strips *strips) {
  const CairnBox extent = strips->source->lookup->extent;
  const double reach = cairn_union_pen_reach(strips->paint, strips->canvas->zoom.scale);
  const CairnPoint low = to_pixels(strips, extent.x, extent.y),
                   high = to_pixels(strips, extent.x + extent.width, extent.y + extent.height);
  const CairnPixelBox clip = strips->canvas->pixels.clip;
  return (CairnPixelBox){(int)fmax(clip.left, floor(low.x - reach)), (int)fmax(clip.top, floor(low.y - reach)),
                         (int)fmin(clip.right, ceil(high.x + reach)), (int)fmin(clip.bottom, ceil(high.y + reach))};
}

/* Numbers beyond have too few bits for places within pixels. */
static bool is_near(const Strips *strips) {
  const CairnBox extent = strips->source->lookup->extent;
  const double far = 1 << 20;
  const CairnPoint low = to_pixels(strips, extent.x, extent.y),
                   high = to_pixels(strips, extent.x + extent.width, extent.y + extent.height);
  return low.x > -far && low.y > -far && high.x < far && high.y < far;
}

bool cairn_paint_dense_strips(CairnCanvas *canvas, const CairnItem *item) {
  const CairnVertexSource *source = item->line.source;
  if (!source->lookup || canvas->every_vertex || !cairn_canvas_unites(canvas, item->paint)) return false;
  Strips strips = {canvas, source, item->paint, {canvas->x, canvas->y, canvas->zoom.scale, canvas->window}, {0}, 0};
  if (!is_near(&strips)) return false;
  const CairnPixelBox box = strips.box = seen_box(&strips);
  if (box.left >= box.right || box.top >= box.bottom) return true;
  const int width = box.right - box.left, n = 2 * (int)cairn_parallel_threads();
  strips.width = MIN(cairn_union_width(box.bottom - box.top), (width + n - 1) / n);
  cairo_surface_flush(cairo_get_target(canvas->cr));
  cairn_parallel((size_t)((width + strips.width - 1) / strips.width), paint_strip, &strips);
  cairo_surface_mark_dirty(cairo_get_target(canvas->cr));
  return true;
}
