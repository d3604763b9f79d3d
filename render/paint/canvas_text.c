#include <hb-ot.h>
#include <math.h>
#include <string.h>

#include "font/shape.h"
#include "paint/canvas.h"
#include "paint/canvas_glyphs.h"
#include "paint/canvas_tags.h"
#include "paint/canvas_words.h"

/* It has the glyph of a space, and in documents a glyph stands for one character. */
enum { NO_BREAK_SPACE = 0xa0 };

/* Glyphs of one line; text and clusters let PDF readers find the characters again. */
typedef struct Line {
  GArray *glyphs;   /* cairo_glyph_t, from x = 0 along the baseline */
  GArray *clusters; /* cairo_text_cluster_t */
  GString *text;    /* without the characters that have no glyph */
} Line;

static void line_clear(Line *line) {
  g_array_unref(line->glyphs);
  g_array_unref(line->clusters);
  g_string_free(line->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

static Line line_of(const CairnFace *face, double size, const char *text) {
  Line line = {g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t)),
               g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t)), g_string_new(NULL)};
  double units = 0, em = size / cairn_face_units(face);
  while (*text) {
    uint32_t id, c = cairn_text_next(&text);
    int advance;
    if (c == 0 || !cairn_face_glyph(face, c, &id, &advance)) continue;
    gsize before = line.text->len;
    g_string_append_unichar(line.text, c == NO_BREAK_SPACE ? ' ' : c);
    cairo_glyph_t glyph = {id, units * em, 0};
    cairo_text_cluster_t cluster = {(int)(line.text->len - before), 1};
    g_array_append_val(line.glyphs, glyph);
    g_array_append_val(line.clusters, cluster);
    units += advance;
  }
  return line;
}

/* On bitmaps glyphs are filled from masks or, turned and large ones, as paths (font/glyph_mask.h says why). */
static void show_plain(CairnCanvas *canvas, CairnFace *face, cairo_font_face_t *font, double size,
                       const Line *line) {
  cairo_t *cr = canvas->cr;
  const cairo_glyph_t *glyphs = (const cairo_glyph_t *)(const void *)line->glyphs->data;
  if (!canvas->keeps_text && cairn_canvas_glyphs(canvas, face, size, glyphs, line->glyphs->len)) return;
  cairo_set_font_face(cr, font);
  cairo_set_font_size(cr, size);
  if (canvas->keeps_text) {
    cairo_show_text_glyphs(cr, line->text->str, (int)line->text->len, glyphs, (int)line->glyphs->len,
                           (const cairo_text_cluster_t *)(const void *)line->clusters->data,
                           (int)line->clusters->len, 0);
    return;
  }
  cairo_new_path(cr);
  cairo_glyph_path(cr, glyphs, (int)line->glyphs->len);
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
  g_auto(Line) line = line_of(face, size, run->text);
  if (cairn_paint_has_fill(paint) && cairn_canvas_source(canvas, &paint->fill, paint->fill_opacity, box))
    show_plain(canvas, face, font, size, &line);
  if (!cairn_paint_has_stroke(paint)) return;
  cairo_set_font_face(canvas->cr, font);
  cairo_set_font_size(canvas->cr, size);
  cairo_new_path(canvas->cr);
  cairo_glyph_path(canvas->cr, (const cairo_glyph_t *)(const void *)line.glyphs->data, (int)line.glyphs->len);
  stroke_text(canvas, paint, box);
}

/* Are there glyphs in colours of their own (emoji), which have no outlines? */
static bool has_color_glyphs(const PangoLayoutLine *line) {
  for (const GSList *run = line->runs; run; run = run->next) {
    hb_face_t *face =
        hb_font_get_face(pango_font_get_hb_font(((PangoGlyphItem *)run->data)->item->analysis.font));
    if (hb_ot_color_has_png(face) || hb_ot_color_has_layers(face)) return true;
  }
  return false;
}

static void show_shaped(CairnCanvas *canvas, PangoLayoutLine *line) {
  if (canvas->keeps_text && cairn_canvas_words(canvas->cr, line)) return;
  cairo_move_to(canvas->cr, 0, 0);
  if (canvas->keeps_text || has_color_glyphs(line)) {
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
  cairn_canvas_begin_part(canvas);
  if (cairn_paint_has_fill(paint) && cairn_canvas_source(canvas, &paint->fill, paint->fill_opacity, box))
    show_shaped(canvas, line);
  cairn_canvas_begin_part(canvas);
  if (cairn_paint_has_stroke(paint)) {
    cairo_new_path(cr);
    cairo_move_to(cr, 0, 0);
    pango_cairo_layout_line_path(cr, line);
    stroke_text(canvas, paint, box);
  }
  cairo_new_path(cr);
  g_object_unref(layout);
}

/* Puts the baseline of upright text on a whole row of a bitmap's pixels, so that it is sharp. */
static void snap_baseline(cairo_t *cr) {
  cairo_matrix_t matrix;
  cairo_get_matrix(cr, &matrix);
  if (matrix.yx != 0) return;
  matrix.y0 = floor(matrix.y0 + 0.5);
  cairo_set_matrix(cr, &matrix);
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
  if (run->angle != 0 && isfinite(run->angle)) cairo_rotate(canvas->cr, fmod(run->angle, 360) * G_PI / 180);
  cairo_translate(canvas->cr, run->x - run->pivot_x, run->y - run->pivot_y);
  if (!canvas->keeps_text) snap_baseline(canvas->cr);
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
