/* The only way to Cairo: a canvas that takes paths and text in the scene's px and lets nothing through that
 * Cairo could choke on (numbers that are not finite, coordinates beyond its fixed point, dashes without
 * number, widths out of proportion). */
#pragma once

#include <cairo.h>

#include "font/measurer.h"
#include "paint/stroke.h"
#include "scene/path.h"

typedef struct CairnCanvas {
  cairo_t *cr;
  CairnTextMeasurer *measurer;
  CairnBox window;   /* what is let through, in px of the page */
  double x, y;       /* the origin of the current group on the page */
  bool every_vertex;   /* dense lines are drawn whole */
  CairnPath scratch; /* for callers that build a path and draw it at once */
  CairnPath placed, clipped;
  /* Bitmaps whose pixels cairn paints itself where it can; `pixels` has no data for other surfaces, and `raster` is NULL
   * where there are too many pixels for one. */
  CairnRaster *raster;
  CairnPixels pixels;
  CairnZoom zoom; /* from the page to the pixels */
  bool clip_is_whole; /* the clip is pixels.clip, and cuts no pixel */
  bool is_tangled;    /* the path overlaps itself within pixels, or in both orientations: its parts are to be united exactly */
} CairnCanvas;

/* What limits drawing. */
typedef struct CairnClip {
  CairnPixelBox pixels;
  bool is_whole;
} CairnClip;

/* Lets cairn paint on the pixels of a bitmap, the target of the canvas. `raster` is borrowed. Without it Cairo paints all. */
void cairn_canvas_use_pixels(CairnCanvas *canvas, CairnRaster *raster);

/* `cr` is borrowed; its transform takes the page's px to the surface. */
void cairn_canvas_init(CairnCanvas *canvas, cairo_t *cr, double width, double height,
                       CairnTextMeasurer *measurer);
void cairn_canvas_clear(CairnCanvas *canvas);

/* Fills and strokes a path that is placed at (x, y) in the current group. */
void cairn_canvas_draw(CairnCanvas *canvas, const CairnPath *path, double x, double y,
                       const CairnPaint *paint);

/* The page's background. */
void cairn_canvas_flood(CairnCanvas *canvas, CairnBrush brush, double width, double height);

/* Limits drawing to a box in the current group until cairn_canvas_unclip, which is given what this returns; clips nest. */
CairnClip cairn_canvas_clip(CairnCanvas *canvas, CairnBox box);
void cairn_canvas_unclip(CairnCanvas *canvas, CairnClip before);

/* The same for columns [left, right) of whole pixels of the surface. */
CairnClip cairn_canvas_clip_columns(CairnCanvas *canvas, double left, double right);

/* Pixels of the surface for each px. */
double cairn_canvas_scale(const CairnCanvas *canvas);

/* One line of text whose baseline starts at (x, y) in the current group, turned by `angle` about (pivot_x,
 * pivot_y). */
typedef struct CairnTextRun {
  const char *text;
  const CairnFont *font;
  double x, y, angle, pivot_x, pivot_y;
  bool right_to_left;
} CairnTextRun;

void cairn_canvas_text(CairnCanvas *canvas, const CairnTextRun *run, const CairnPaint *paint);

/* Makes `brush` Cairo's source; gradients span `box`, in px of the page. False when there is nothing to paint
 * with. */
bool cairn_canvas_source(CairnCanvas *canvas, const CairnBrush *brush, double opacity, CairnBox box);

/* Sets line width, dashes, caps and joins for a path of that length. */
void cairn_canvas_pen(CairnCanvas *canvas, const CairnPaint *paint, double length);

/* False with CAIRN_ERROR_INTERNAL when Cairo has failed. */
bool cairn_canvas_check(const CairnCanvas *canvas, GError **error);
