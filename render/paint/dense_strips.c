#include "paint/dense_strips.h"

#include <math.h>

#include "base/parallel.h"
#include "paint/canvas_pixels.h"
#include "paint/union_pen.h"
#include "paint/window.h"
#include "scene/vertex_lookup.h"

/* Columns of pixels, and the vertices whose pen reaches them. */
typedef struct Strip {
  CairnPixelBox box;
  size_t start, end;
} Strip;

typedef struct Strips {
  const CairnCanvas *canvas;
  const CairnVertexSource *source;
  const CairnPaint *paint;
  CairnDecimatorView view;
  const Strip *strips;
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

/* The first vertex from column `column` of pixels on. Few places are looked at where vertices are evenly spread. */
static size_t find(const Strips *strips, double column) {
  const CairnVertexLookup *lookup = strips->source->lookup;
  const double x = px_of(strips, column), part = (x - lookup->extent.x) / lookup->extent.width;
  const double guess = part > 0 ? fmin(part, 1) * (double)lookup->n : 0;
  return cairn_lookup_find(strips->source, 0, lookup->n, (size_t)guess, x);
}

static void find_vertices(const Strips *strips, Strip *strip) {
  const double reach = cairn_union_pen_reach(strips->paint, strips->canvas->zoom.scale);
  const size_t n = strips->source->lookup->n;
  strip->start = find(strips, strip->box.left - reach);
  strip->end = find(strips, strip->box.right + reach);
  /* And one on both sides, to which the line leads. */
  strip->start -= strip->start > 0;
  strip->end += strip->end < n;
}

static void paint_strip(void *data, size_t i) {
  const Strips *strips = data;
  const Strip *strip = &strips->strips[i];
  const CairnPaint *paint = strips->paint;
  g_autoptr(CairnUnion) covered = cairn_union_new(strip->box);
  Tip tip;
  cairn_union_pen_init(&tip.pen, covered, paint, strips->canvas->zoom.scale);
  tip.strips = strips;
  tip.is_down = false;
  cairn_lookup_decimate(strips->source, &strips->view, strip->start, strip->end, draw_to, &tip);
  cairn_union_pen_end(&tip.pen, false);
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

/* Strips of one width; free with g_free. */
static Strip *cut(Strips *strips, CairnPixelBox box, size_t *n) {
  const int all = box.right - box.left, usual = 2 * (int)cairn_parallel_threads(),
            width = MIN(cairn_union_width(box.bottom - box.top), (all + usual - 1) / usual);
  *n = (size_t)((all + width - 1) / width);
  Strip *own = g_new(Strip, *n);
  for (size_t i = 0; i < *n; i++) {
    own[i].box = box;
    own[i].box.left = box.left + (int)i * width;
    own[i].box.right = MIN(own[i].box.left + width, box.right);
    find_vertices(strips, &own[i]);
  }
  strips->source->lookup->leave(strips->source, 0, strips->source->lookup->n);
  return own;
}

bool cairn_paint_dense_strips(CairnCanvas *canvas, const CairnItem *item) {
  const CairnVertexSource *source = item->line.source;
  if (!source->lookup || canvas->every_vertex || !cairn_canvas_unites(canvas, item->paint)) return false;
  Strips strips = {canvas, source, item->paint, {canvas->x, canvas->y, canvas->zoom.scale, canvas->window}, NULL};
  if (!is_near(&strips)) return false;
  const CairnPixelBox box = seen_box(&strips);
  if (box.left >= box.right || box.top >= box.bottom) return true;
  size_t n;
  g_autofree Strip *own = cut(&strips, box, &n);
  strips.strips = own;
  cairo_surface_flush(cairo_get_target(canvas->cr));
  cairn_parallel(n, paint_strip, &strips);
  cairo_surface_mark_dirty(cairo_get_target(canvas->cr));
  return true;
}
