#include <math.h>
#include <string.h>

#include "font/shape.h"
#include "paint/canvas.h"
#include "paint/canvas_glyphs.h"

/* Glyphs of one line, cairo_glyph_t, from x = 0 along the baseline. */
static GArray *line_of(const CairnFace *face, double size, const char *text) {
  GArray *glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
  const double em = size / cairn_face_units(face);
  for (CairnTextGlyph next = {0}; cairn_text_next_glyph(face, &text, &next);) {
    const cairo_glyph_t glyph = {next.glyph, next.x_units * em, 0};
    g_array_append_val(glyphs, glyph);
  }
  return glyphs;
}

/* Glyphs are filled from masks or, slanting and large ones, as paths (font/glyph_mask.h says why). */
static void show_plain(CairnCanvas *canvas, CairnFace *face, cairo_font_face_t *font, double size,
                       const GArray *line) {
  cairo_t *cr = canvas->cr;
  const cairo_glyph_t *glyphs = (const cairo_glyph_t *)(const void *)line->data;
  if (cairn_canvas_glyphs(canvas, face, size, glyphs, line->len)) return;
  cairo_set_font_face(cr, font);
  cairo_set_font_size(cr, size);
  cairo_new_path(cr);
  cairo_glyph_path(cr, glyphs, (int)line->len);
  cairo_fill(cr);
}

static void stroke_text(CairnCanvas *canvas, const CairnPaint *paint, CairnBox box) {
  if (cairn_canvas_source(canvas, &paint->stroke, paint->stroke_opacity, box)) {
    cairn_canvas_pen(canvas, paint, 0);
    cairo_stroke(canvas->cr);
  }
}

static void draw_plain(CairnCanvas *canvas, CairnFace *face, const CairnTextRun *run, double size,
                       const CairnPaint *paint, CairnBox box) {
  cairo_font_face_t *font = cairn_face_cairo(face, NULL);
  if (!font) return;
  g_autoptr(GArray) line = line_of(face, size, run->text);
  if (cairn_paint_has_fill(paint) && cairn_canvas_source(canvas, &paint->fill, paint->fill_opacity, box))
    show_plain(canvas, face, font, size, line);
  if (!cairn_paint_has_stroke(paint)) return;
  cairo_set_font_face(canvas->cr, font);
  cairo_set_font_size(canvas->cr, size);
  cairo_new_path(canvas->cr);
  cairo_glyph_path(canvas->cr, (const cairo_glyph_t *)(const void *)line->data, (int)line->len);
  stroke_text(canvas, paint, box);
}

static bool has_colors(const PangoLayoutLine *line) {
  for (const GSList *run = line->runs; run; run = run->next)
    if (cairn_shape_has_colors(run->data)) return true;
  return false;
}

static void show_shaped(CairnCanvas *canvas, PangoLayoutLine *line) {
  cairo_move_to(canvas->cr, 0, 0);
  if (has_colors(line)) {
    pango_cairo_show_layout_line(canvas->cr, line);
  } else {
    pango_cairo_layout_line_path(canvas->cr, line);
    cairo_fill(canvas->cr);
  }
}

static void draw_shaped(CairnCanvas *canvas, const CairnTextRun *run, const CairnPaint *paint, CairnBox box) {
  cairo_t *cr = canvas->cr;
  pango_cairo_update_context(cr, cairn_shape_context(canvas->measurer, run->font));
  PangoLayout *layout = cairn_shape_line(canvas->measurer, run->font, run->text, run->right_to_left);
  PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
  cairo_new_path(cr);
  if (cairn_paint_has_fill(paint) && cairn_canvas_source(canvas, &paint->fill, paint->fill_opacity, box))
    show_shaped(canvas, line);
  if (cairn_paint_has_stroke(paint)) {
    cairo_new_path(cr);
    cairo_move_to(cr, 0, 0);
    pango_cairo_layout_line_path(cr, line);
    stroke_text(canvas, paint, box);
  }
  cairo_new_path(cr);
  g_object_unref(layout);
}

/* Puts the baseline of level text on a whole row of a bitmap's pixels, and of text that goes up or down on a whole column,
 * so that it is sharp. */
static void snap_baseline(cairo_t *cr) {
  cairo_matrix_t matrix;
  cairo_get_matrix(cr, &matrix);
  if (matrix.yx == 0) matrix.y0 = floor(matrix.y0 + 0.5);
  if (matrix.xx == 0) matrix.x0 = floor(matrix.x0 + 0.5);
  cairo_set_matrix(cr, &matrix);
}

/* By `angle` degrees clockwise; quarter turns are exact, so that what is level or upright is known to be. */
static void turn(cairo_t *cr, double angle) {
  static const int sines[] = {0, 1, 0, -1};
  const double quarters = fmod(angle, 360) / 90;
  if (quarters != floor(quarters)) {
    cairo_rotate(cr, fmod(angle, 360) * G_PI / 180);
    return;
  }
  const int sine = sines[(int)quarters & 3], cosine = sines[((int)quarters + 1) & 3];
  cairo_transform(cr, &(cairo_matrix_t){cosine, sine, -sine, cosine, 0, 0});
}

static bool is_in(CairnBox box, double x, double y) {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/* Moves Cairo's origin to the start of the baseline; false when that is too far off the page. */
static bool go_to_baseline(CairnCanvas *canvas, const CairnTextRun *run) {
  double pivot_x = canvas->x + run->pivot_x, pivot_y = canvas->y + run->pivot_y;
  CairnBox w = canvas->window;
  if (!is_in(w, pivot_x, pivot_y) || !is_in(w, canvas->x + run->x, canvas->y + run->y)) return false;
  cairo_save(canvas->cr);
  cairo_translate(canvas->cr, pivot_x, pivot_y);
  if (run->angle != 0 && isfinite(run->angle)) turn(canvas->cr, run->angle);
  cairo_translate(canvas->cr, run->x - run->pivot_x, run->y - run->pivot_y);
  snap_baseline(canvas->cr);
  return true;
}

/* Can FreeType make glyphs of this size? Larger ones would not fit Cairo's fixed point, smaller ones are not
 * seen. */
static bool is_drawable_size(CairnCanvas *canvas, double size) {
  double x = size, y = 0;
  cairo_user_to_device_distance(canvas->cr, &x, &y);
  double pixels = hypot(x, y);
  return pixels >= 0.05 && pixels <= 8000 && size >= 0.05 && size <= 8000;
}

void cairn_canvas_text(CairnCanvas *canvas, const CairnTextRun *run, const CairnPaint *paint) {
  double size = run->font->size;
  if (!is_drawable_size(canvas, size) || !run->text || !*run->text) return;
  if (!isfinite(run->x) || !isfinite(run->y) || !go_to_baseline(canvas, run)) return;
  CairnFace *face = cairn_text_face(canvas->measurer, run->font);
  CairnBox box = {0, -size, cairn_text_width(canvas->measurer, run->font, run->text), size};
  if (cairn_text_is_plain(face, run->text))
    draw_plain(canvas, face, run, size, paint, box);
  else
    draw_shaped(canvas, run, paint, box);
  cairo_restore(canvas->cr);
}
