#include <math.h>

#include "paint/dashes.h"
#include "paint/pdf_writer.h"
#include "paint/window.h"

enum { WIDEST_LINE = 50000 };

/* ---- Pens ---- */

static void put_dashes(CairnPdf *pdf, const double *dash, size_t n, double offset) {
  CairnPdfState *state = &pdf->state;
  if (n == state->n_dash && (n == 0 || (dash == state->dash && offset == state->dash_offset))) return;
  state->dash = dash;
  state->n_dash = n;
  state->dash_offset = offset;
  cairn_put_text(pdf->content, "[");
  for (size_t i = 0; i < n; i++)
    cairn_pdf_put(pdf, dash[i]);
  cairn_put_text(pdf->content, "] ");
  cairn_pdf_put(pdf, n ? offset : 0);
  cairn_put_text(pdf->content, "d\n");
}

static void use_dashes(CairnPdf *pdf, const CairnPaint *paint, double length) {
  double offset, sum = 0;
  size_t n = cairn_dashes(paint, length, &offset);
  for (size_t i = 0; i < n; i++)
    sum += paint->dash[i];
  put_dashes(pdf, paint->dash, n, offset < 0 ? offset + 2 * sum : offset); /* PDF/A forbids negative ones */
}

/* One number and its operator, where it changes. */
static void use_number(CairnPdf *pdf, double *last, double value, const char *operator) {
  if (*last == value) return;
  *last = value;
  cairn_pdf_put(pdf, value);
  cairn_put_text(pdf->content, operator);
}

static void use_pen(CairnPdf *pdf, const CairnPaint *paint, const CairnPath *path) {
  static const char *const caps[] = {
      [CAIRN_CAP_BUTT] = "0 J\n", [CAIRN_CAP_ROUND] = "1 J\n", [CAIRN_CAP_SQUARE] = "2 J\n"};
  static const char *const joins[] = {
      [CAIRN_JOIN_MITER] = "0 j\n", [CAIRN_JOIN_ROUND] = "1 j\n", [CAIRN_JOIN_BEVEL] = "2 j\n"};
  CairnPdfState *state = &pdf->state;
  use_number(pdf, &state->width, fmin(paint->stroke_width, WIDEST_LINE), "w\n");
  if (state->cap != paint->cap) cairn_put_text(pdf->content, caps[state->cap = paint->cap]);
  if (state->join != paint->join) cairn_put_text(pdf->content, joins[state->join = paint->join]);
  if (paint->join == CAIRN_JOIN_MITER)
    use_number(pdf, &state->miter_limit, paint->miter_limit >= 1 ? fmin(paint->miter_limit, 100) : 1, "M\n");
  use_dashes(pdf, paint, paint->n_dash ? cairn_path_length(path) : 0);
}

/* ---- Paths ---- */

static bool is_rect(const CairnPath *path) {
  const CairnPoint *p = path->points;
  return path->n_steps == 5 && path->n_points == 4 && path->steps[1] == CAIRN_STEP_LINE &&
         path->steps[2] == CAIRN_STEP_LINE && path->steps[3] == CAIRN_STEP_LINE &&
         path->steps[4] == CAIRN_STEP_CLOSE && p[0].y == p[1].y && p[1].x == p[2].x && p[2].y == p[3].y &&
         p[3].x == p[0].x;
}

static void put_point(CairnPdf *pdf, CairnPoint point) {
  cairn_pdf_put(pdf, point.x);
  cairn_pdf_put(pdf, point.y);
}

/* A corner is rounded by itself, so that rectangles that touch still do. */
static double rounded(const CairnPdf *pdf, double value) {
  return round(value * pdf->unit) / pdf->unit;
}

static void put_rect(CairnPdf *pdf, CairnPoint from, CairnPoint to) {
  put_point(pdf, from);
  cairn_pdf_put(pdf, rounded(pdf, to.x) - rounded(pdf, from.x));
  cairn_pdf_put(pdf, rounded(pdf, to.y) - rounded(pdf, from.y));
  cairn_put_text(pdf->content, "re\n");
}

static void put_path(CairnPdf *pdf, const CairnPath *path) {
  static const char *const operators[] = {[CAIRN_STEP_MOVE] = "m\n",
                                          [CAIRN_STEP_LINE] = "l\n",
                                          [CAIRN_STEP_CURVE] = "c\n",
                                          [CAIRN_STEP_CLOSE] = "h\n"};
  const CairnPoint *p = path->points;
  if (is_rect(path)) {
    put_rect(pdf, p[0], p[2]);
    return;
  }
  for (size_t i = 0; i < path->n_steps; i++) {
    const CairnStep step = path->steps[i];
    for (size_t n = step == CAIRN_STEP_CURVE ? 3 : step == CAIRN_STEP_CLOSE ? 0 : 1; n > 0; n--)
      put_point(pdf, *p++);
    cairn_put_text(pdf->content, operators[step]);
  }
}

/* The path that is painted: the part of it in the window. */
static const CairnPath *within_window(CairnPdf *pdf, const CairnPath *path, bool strokes) {
  if (cairn_window_holds(pdf->window, path)) return path;
  cairn_path_reset(&pdf->clipped);
  (strokes ? cairn_window_clip_stroke : cairn_window_clip_fill)(pdf->window, path, &pdf->clipped);
  return &pdf->clipped;
}

/* `reach`: how far a pen's ink stands out from the path. */
static void put_painted(CairnPdf *pdf, const CairnPath *path, double reach, const char *operator) {
  if (cairn_pdf_mark(pdf)) cairn_pdf_cover(pdf, cairn_box_expand(cairn_path_bounds(path), reach));
  put_path(pdf, path);
  cairn_put_text(pdf->content, operator);
}

void cairn_pdf_fill(CairnPdf *pdf, const CairnPath *path) {
  path = within_window(pdf, path, false);
  if (path->n_steps) put_painted(pdf, path, 0, "f\n");
}

static void fill(CairnPdf *pdf, const CairnPath *path, const CairnPaint *paint,
                 const CairnPdfGround *ground) {
  const CairnPdfUse use = {&paint->fill, paint->fill_opacity, false, paint->blend, ground, 0};
  path = within_window(pdf, path, false);
  if (path->n_steps == 0 || !cairn_pdf_use(pdf, &use)) return;
  put_painted(pdf, path, 0, "f\n");
  cairn_pdf_finish_use(pdf, &use);
}

/* How far a pen's ink may stand out from the path. */
static double reach_of(const CairnPaint *paint) {
  return fmin(paint->stroke_width, WIDEST_LINE) / 2 *
         (paint->join == CAIRN_JOIN_MITER ? CLAMP(paint->miter_limit, 1.5, 100) : 1.5);
}

void cairn_pdf_stroke(CairnPdf *pdf, const CairnPath *path, const CairnPaint *paint,
                      const CairnPdfGround *ground) {
  const CairnPdfUse use = {&paint->stroke, paint->stroke_opacity, true, paint->blend,
                           ground,         reach_of(paint)};
  path = within_window(pdf, path, true);
  if (path->n_steps == 0 || !cairn_pdf_use(pdf, &use)) return;
  use_pen(pdf, paint, path);
  put_painted(pdf, path, paint->stroke_width / 2, "S\n");
  cairn_pdf_finish_use(pdf, &use);
}

static bool is_opaque(const CairnBrush *brush, double opacity) {
  return brush->kind == CAIRN_BRUSH_COLOR && brush->color.a * opacity >= 1;
}

/* PDF paints both at once only where neither lets the other through. */
static bool paints_at_once(const CairnPdf *pdf, const CairnPath *path, const CairnPaint *paint) {
  return is_opaque(&paint->fill, paint->fill_opacity) && is_opaque(&paint->stroke, paint->stroke_opacity) &&
         !paint->blend && cairn_window_holds(pdf->window, path);
}

static void fill_and_stroke(CairnPdf *pdf, const CairnPath *path, const CairnPaint *paint,
                            const CairnPdfGround *ground) {
  cairn_pdf_use(pdf, &(CairnPdfUse){&paint->fill, paint->fill_opacity, false, NULL, ground, 0});
  cairn_pdf_use(pdf, &(CairnPdfUse){&paint->stroke, paint->stroke_opacity, true, NULL, ground, 0});
  use_pen(pdf, paint, path);
  put_painted(pdf, path, paint->stroke_width / 2, "B\n");
}

void cairn_pdf_paint(CairnPdf *pdf, const CairnPath *path, const CairnPaint *paint,
                     const CairnPdfGround *ground) {
  const bool fills = cairn_paint_has_fill(paint), strokes = cairn_paint_has_stroke(paint);
  if (fills && strokes && paints_at_once(pdf, path, paint)) {
    fill_and_stroke(pdf, path, paint, ground);
    return;
  }
  if (fills) fill(pdf, path, paint, ground);
  if (strokes) cairn_pdf_stroke(pdf, path, paint, ground);
}

CairnBox cairn_pdf_on_page(const cairo_matrix_t *frame, CairnBox box) {
  CairnBox all = cairn_box_empty();
  for (int i = 0; i < 4; i++) {
    double x = box.x + (i & 1 ? box.width : 0), y = box.y + (i & 2 ? box.height : 0);
    cairo_matrix_transform_point(frame, &x, &y);
    all = cairn_box_union(all, (CairnBox){x, y, 0, 0});
  }
  return all;
}

void cairn_pdf_draw(CairnPdf *pdf, const CairnPath *path, double x, double y, const CairnPaint *paint) {
  if (path->n_steps == 0 || (!cairn_paint_has_fill(paint) && !cairn_paint_has_stroke(paint))) return;
  CairnPath *placed = &pdf->placed;
  cairn_path_reset(placed);
  cairn_path_append(placed, path);
  cairn_path_place(placed, 0, 0, pdf->x + x, pdf->y + y);
  const bool has_gradient =
      paint->fill.kind == CAIRN_BRUSH_GRADIENT || paint->stroke.kind == CAIRN_BRUSH_GRADIENT;
  CairnPdfGround page = {.box = has_gradient ? cairn_path_bounds(placed) : cairn_box_empty()};
  cairo_matrix_init_identity(&page.frame);
  cairn_pdf_paint(pdf, placed, paint, &page);
  cairn_pdf_drain(pdf, false);
}

static double within(double value, double low, double high) {
  return isfinite(value) ? CLAMP(value, low, high) : low;
}

void cairn_pdf_clip(CairnPdf *pdf, CairnBox box) {
  const CairnBox w = pdf->state.clip;
  const double left = within(box.x + pdf->x, w.x, w.x + w.width),
               top = within(box.y + pdf->y, w.y, w.y + w.height);
  const double right = within(box.x + pdf->x + box.width, w.x, w.x + w.width);
  const double bottom = within(box.y + pdf->y + box.height, w.y, w.y + w.height);
  cairn_pdf_save(pdf);
  put_rect(pdf, (CairnPoint){left, top}, (CairnPoint){right, bottom});
  cairn_put_text(pdf->content, "W n\n");
  pdf->state.clip = (CairnBox){left, top, right - left, bottom - top};
}
