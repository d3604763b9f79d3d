#include "paint/canvas.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "paint/canvas_pixels.h"
#include "paint/dashes.h"
#include "paint/window.h"

enum { WIDEST_LINE = 50000 };

void cairn_canvas_init(CairnCanvas *canvas, cairo_t *cr, double width, double height,
                       CairnTextMeasurer *measurer) {
  *canvas = (CairnCanvas){.cr = cr, .measurer = measurer};
  canvas->window = cairn_box_expand((CairnBox){0, 0, width, height}, CAIRN_WINDOW_MARGIN);
}

void cairn_canvas_clear(CairnCanvas *canvas) {
  cairn_path_clear(&canvas->scratch);
  cairn_path_clear(&canvas->placed);
  cairn_path_clear(&canvas->clipped);
}

bool cairn_canvas_check(const CairnCanvas *canvas, GError **error) {
  cairo_status_t status = cairo_status(canvas->cr);
  if (status == CAIRO_STATUS_SUCCESS) return true;
  cairn_error_set(error, CAIRN_ERROR_INTERNAL, "cannot draw: %s", cairo_status_to_string(status));
  return false;
}

/* ---- Sources ---- */

static void add_stops(cairo_pattern_t *pattern, const CairnGradient *gradient, double opacity) {
  for (size_t i = 0; i < gradient->n_stops; i++) {
    CairnColor c = gradient->stops[i].color;
    double offset = isfinite(gradient->stops[i].offset) ? CLAMP(gradient->stops[i].offset, 0, 1) : 0;
    cairo_pattern_add_color_stop_rgba(pattern, offset, c.r / 255, c.g / 255, c.b / 255, c.a * opacity);
  }
}

/* Coordinates of the gradient are fractions of the box, so the pattern lives in the unit square. */
static bool set_gradient(cairo_t *cr, const CairnGradient *g, double opacity, CairnBox box) {
  if (cairn_box_is_empty(box) || g->n_stops == 0) return false;
  double width = fmax(box.width, 1e-3), height = fmax(box.height, 1e-3);
  cairo_pattern_t *pattern = g->radial ? cairo_pattern_create_radial(g->x1, g->y1, g->r1, g->x2, g->y2, g->r2)
                                       : cairo_pattern_create_linear(g->x1, g->y1, g->x2, g->y2);
  cairo_matrix_t matrix;
  cairo_matrix_init_scale(&matrix, 1 / width, 1 / height);
  cairo_matrix_translate(&matrix, -box.x, -box.y);
  cairo_pattern_set_matrix(pattern, &matrix);
  add_stops(pattern, g, opacity);
  cairo_set_source(cr, pattern);
  cairo_pattern_destroy(pattern);
  return true;
}

bool cairn_canvas_source(CairnCanvas *canvas, const CairnBrush *brush, double opacity, CairnBox box) {
  CairnColor c = brush->color;
  switch (brush->kind) {
  case CAIRN_BRUSH_NONE:
    return false;
  case CAIRN_BRUSH_COLOR:
    if (!(c.a * opacity > 0)) return false;
    cairo_set_source_rgba(canvas->cr, c.r / 255, c.g / 255, c.b / 255, c.a * opacity);
    return true;
  case CAIRN_BRUSH_GRADIENT:
    return set_gradient(canvas->cr, brush->gradient, opacity, box);
  }
  return false;
}

static cairo_operator_t operator_of(const char *blend) {
  static const struct {
    const char *name;
    cairo_operator_t operator;
  } modes[] = {
      {"multiply", CAIRO_OPERATOR_MULTIPLY},         {"screen", CAIRO_OPERATOR_SCREEN},
      {"overlay", CAIRO_OPERATOR_OVERLAY},           {"darken", CAIRO_OPERATOR_DARKEN},
      {"lighten", CAIRO_OPERATOR_LIGHTEN},           {"color-dodge", CAIRO_OPERATOR_COLOR_DODGE},
      {"color-burn", CAIRO_OPERATOR_COLOR_BURN},     {"hard-light", CAIRO_OPERATOR_HARD_LIGHT},
      {"soft-light", CAIRO_OPERATOR_SOFT_LIGHT},     {"difference", CAIRO_OPERATOR_DIFFERENCE},
      {"exclusion", CAIRO_OPERATOR_EXCLUSION},       {"hue", CAIRO_OPERATOR_HSL_HUE},
      {"saturation", CAIRO_OPERATOR_HSL_SATURATION}, {"color", CAIRO_OPERATOR_HSL_COLOR},
      {"luminosity", CAIRO_OPERATOR_HSL_LUMINOSITY},
  };
  for (size_t i = 0; blend && i < G_N_ELEMENTS(modes); i++)
    if (strcmp(modes[i].name, blend) == 0) return modes[i].operator;
  return CAIRO_OPERATOR_OVER;
}

/* ---- Pens ---- */

void cairn_canvas_pen(CairnCanvas *canvas, const CairnPaint *paint, double length) {
  static const cairo_line_cap_t caps[] = {[CAIRN_CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
                                          [CAIRN_CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
                                          [CAIRN_CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE};
  static const cairo_line_join_t joins[] = {[CAIRN_JOIN_MITER] = CAIRO_LINE_JOIN_MITER,
                                            [CAIRN_JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
                                            [CAIRN_JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL};
  cairo_set_line_width(canvas->cr, fmin(paint->stroke_width, WIDEST_LINE));
  cairo_set_line_cap(canvas->cr, caps[paint->cap]);
  cairo_set_line_join(canvas->cr, joins[paint->join]);
  cairo_set_miter_limit(canvas->cr, paint->miter_limit >= 1 ? fmin(paint->miter_limit, 100) : 1);
  double offset;
  size_t n_dashes = cairn_dashes(paint, length, &offset);
  cairo_set_dash(canvas->cr, paint->dash, (int)n_dashes, offset);
}

/* ---- Paths ---- */

static void emit(cairo_t *cr, const CairnPath *path) {
  const CairnPoint *p = path->points;
  cairo_new_path(cr);
  for (size_t i = 0; i < path->n_steps; i++) {
    switch ((CairnStep)path->steps[i]) {
    case CAIRN_STEP_MOVE:
      cairo_move_to(cr, p->x, p->y);
      p++;
      break;
    case CAIRN_STEP_LINE:
      cairo_line_to(cr, p->x, p->y);
      p++;
      break;
    case CAIRN_STEP_CURVE:
      cairo_curve_to(cr, p[0].x, p[0].y, p[1].x, p[1].y, p[2].x, p[2].y);
      p += 3;
      break;
    case CAIRN_STEP_CLOSE:
      cairo_close_path(cr);
      break;
    }
  }
}

static void place(CairnCanvas *canvas, const CairnPath *path, double x, double y) {
  CairnPath *placed = &canvas->placed;
  cairn_path_reset(placed);
  cairn_path_append(placed, path);
  cairn_path_place(placed, 0, 0, canvas->x + x, canvas->y + y);
}

typedef void (*Clip)(CairnBox window, const CairnPath *path, CairnPath *out);

/* Hands the placed path to Cairo, clipped if it must be; what was handed over. */
static const CairnPath *emit_placed(CairnCanvas *canvas, bool held, Clip clip) {
  const CairnPath *path = &canvas->placed;
  if (!held) {
    cairn_path_reset(&canvas->clipped);
    clip(canvas->window, path, &canvas->clipped);
    path = &canvas->clipped;
  }
  emit(canvas->cr, path);
  return path;
}

static CairnBox span(const CairnPath *path, const CairnBrush *brush) {
  return brush->kind == CAIRN_BRUSH_GRADIENT ? cairn_path_bounds(path) : cairn_box_empty();
}

void cairn_canvas_draw(CairnCanvas *canvas, const CairnPath *path, double x, double y,
                       const CairnPaint *paint) {
  bool fills = cairn_paint_has_fill(paint), strokes = cairn_paint_has_stroke(paint);
  if ((!fills && !strokes) || path->n_steps == 0) return;
  cairo_t *cr = canvas->cr;
  place(canvas, path, x, y);
  bool held = cairn_window_holds(canvas->window, &canvas->placed);
  if (held && cairn_canvas_paint_pixels(canvas, paint)) return;
  if (paint->blend) cairo_set_operator(cr, operator_of(paint->blend));
  if (fills &&
      cairn_canvas_source(canvas, &paint->fill, paint->fill_opacity, span(&canvas->placed, &paint->fill))) {
    emit_placed(canvas, held, cairn_window_clip_fill);
    if (held && strokes)
      cairo_fill_preserve(cr);
    else
      cairo_fill(cr);
  }
  if (strokes && cairn_canvas_source(canvas, &paint->stroke, paint->stroke_opacity,
                                     span(&canvas->placed, &paint->stroke))) {
    const CairnPath *drawn =
        held && fills ? &canvas->placed : emit_placed(canvas, held, cairn_window_clip_stroke);
    cairn_canvas_pen(canvas, paint, paint->n_dash ? cairn_path_length(drawn) : 0);
    cairo_stroke(cr);
  }
  if (paint->blend) cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
}

void cairn_canvas_flood(CairnCanvas *canvas, CairnBrush brush, double width, double height) {
  if (canvas->pixels.data && cairn_canvas_flood_pixels(canvas, &brush)) return;
  if (!cairn_canvas_source(canvas, &brush, 1, (CairnBox){0, 0, width, height})) return;
  cairo_rectangle(canvas->cr, 0, 0, width, height);
  cairo_fill(canvas->cr);
}

static double within(double value, double low, double high) {
  return isfinite(value) ? CLAMP(value, low, high) : low;
}

CairnClip cairn_canvas_clip(CairnCanvas *canvas, CairnBox box) {
  CairnClip before = {canvas->pixels.clip, canvas->clip_is_whole};
  CairnBox w = canvas->window;
  double left = within(box.x + canvas->x, w.x, w.x + w.width),
         top = within(box.y + canvas->y, w.y, w.y + w.height);
  double right = within(box.x + canvas->x + box.width, w.x, w.x + w.width);
  double bottom = within(box.y + canvas->y + box.height, w.y, w.y + w.height);
  cairo_save(canvas->cr);
  cairo_new_path(canvas->cr);
  cairo_rectangle(canvas->cr, left, top, right - left, bottom - top);
  cairo_clip(canvas->cr);
  if (canvas->pixels.data) cairn_canvas_clip_pixels(canvas, (CairnBox){left, top, right - left, bottom - top});
  return before;
}

void cairn_canvas_unclip(CairnCanvas *canvas, CairnClip before) {
  cairo_restore(canvas->cr);
  canvas->pixels.clip = before.pixels;
  canvas->clip_is_whole = before.is_whole;
}

double cairn_canvas_scale(const CairnCanvas *canvas) {
  cairo_matrix_t matrix;
  cairo_get_matrix(canvas->cr, &matrix);
  return matrix.xx;
}

CairnClip cairn_canvas_clip_columns(CairnCanvas *canvas, double left, double right) {
  const CairnClip before = {canvas->pixels.clip, canvas->clip_is_whole};
  cairo_matrix_t matrix;
  cairo_surface_t *surface = cairo_get_target(canvas->cr);
  cairo_save(canvas->cr);
  cairo_get_matrix(canvas->cr, &matrix);
  cairo_identity_matrix(canvas->cr);
  cairo_new_path(canvas->cr);
  cairo_rectangle(canvas->cr, left, 0, right - left, cairo_image_surface_get_height(surface));
  cairo_clip(canvas->cr);
  cairo_set_matrix(canvas->cr, &matrix);
  CairnPixelBox *clip = &canvas->pixels.clip;
  clip->left = MAX(clip->left, (int)left);
  clip->right = MIN(clip->right, (int)right);
  return before;
}
