/* Lines of text from masks of glyphs, against the same glyphs filled as paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/canvas_glyphs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 400, HEIGHT = 120, BASELINE = 80, MOST_GLYPHS = 64 };

typedef struct Page {
  CairnTextMeasurer *measurer;
  CairnFace *face;
  cairo_surface_t *surface;
  CairnCanvas canvas;
} Page;

static Page page_new(CairnTextMeasurer *measurer, double scale, double x) {
  const CairnFont font = {.size = 10};
  Page page = {.measurer = measurer, .face = cairn_text_face(measurer, &font)};
  page.surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create(page.surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_set_source_rgb(cr, 0.1, 0.3, 0.6);
  cairo_translate(cr, x, BASELINE);
  cairo_scale(cr, scale, scale);
  cairn_canvas_init(&page.canvas, cr, WIDTH, HEIGHT, measurer);
  return page;
}

static void page_clear(Page *page) {
  cairn_canvas_clear(&page->canvas);
  cairo_destroy(page->canvas.cr);
  cairo_surface_destroy(page->surface);
}

/* Turns the page clockwise about the origin of its text, which lies on whole pixels then but for `along`. */
static void turn_page(Page *page, unsigned quarters, double along) {
  static const int sines[] = {0, 1, 0, -1};
  const int sine = sines[quarters], cosine = sines[(quarters + 1) % 4];
  cairo_t *cr = page->canvas.cr;
  cairo_identity_matrix(cr);
  cairo_translate(cr, 200 + (sine ? 0 : along), 60 + (sine ? along : 0));
  cairo_transform(cr, &(cairo_matrix_t){cosine, sine, -sine, cosine, 0, 0});
}

/* Glyphs at their advances; with `whole`, at those quarters of a pixel where the masks put them. */
static size_t set_text(const Page *page, const char *text, double size, double scale, bool whole,
                       cairo_glyph_t *glyphs) {
  size_t n = 0;
  double x = 0;
  cairo_matrix_t m;
  cairo_get_matrix(page->canvas.cr, &m);
  const double origin = m.yx == 0 ? m.x0 : m.y0, step = m.xx + m.yx > 0 ? scale : -scale;
  for (; *text; text++) {
    uint32_t id;
    int advance;
    assert_true(cairn_face_glyph(page->face, (uint32_t)*text, &id, &advance));
    double at = whole ? (floor((origin + x * step) * 4 + 0.5) / 4 - origin) / step : x;
    glyphs[n++] = (cairo_glyph_t){id, at, 0};
    x += size * advance / cairn_face_units(page->face);
  }
  return n;
}

static void draw_paths(Page *page, double size, const cairo_glyph_t *glyphs, size_t n) {
  cairo_t *cr = page->canvas.cr;
  cairo_set_font_face(cr, cairn_face_cairo(page->face, NULL));
  cairo_set_font_size(cr, size);
  for (size_t i = 0; i < n; i++) {
    cairo_new_path(cr);
    cairo_glyph_path(cr, &glyphs[i], 1);
    cairo_fill(cr);
  }
}

static int largest_difference(const Page *a, const Page *b) {
  int largest = 0;
  cairo_surface_flush(a->surface);
  cairo_surface_flush(b->surface);
  size_t n = (size_t)cairo_image_surface_get_stride(a->surface) * HEIGHT;
  const uint8_t *one = cairo_image_surface_get_data(a->surface),
                *other = cairo_image_surface_get_data(b->surface);
  for (size_t i = 0; i < n; i++)
    if (i % 4 != 3) largest = MAX(largest, abs(one[i] - other[i]));
  return largest;
}

/* The letters do not share pixels: where they do, masks add up and paths cover one another. */
static void test_same_as_paths(void **state) {
  static const struct {
    double size, scale, x;
  } cases[] = {{10, 1, 20},    {11, 1, 20.37}, {9, 2, 3.5}, {13.5, 1.5, 7.9},
               {20, 3, 0.124}, {10, 1, -12.6}, {10, 1, 380}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    double size = cases[i].size, scale = cases[i].scale;
    Page masks = page_new(*state, scale, cases[i].x), paths = page_new(*state, scale, cases[i].x);
    cairo_glyph_t glyphs[MOST_GLYPHS];
    size_t n = set_text(&masks, "Trade, 2003 pQ", size, scale, false, glyphs);
    assert_true(cairn_canvas_glyphs(&masks.canvas, masks.face, size, glyphs, n));
    set_text(&paths, "Trade, 2003 pQ", size, scale, true, glyphs);
    draw_paths(&paths, size, glyphs, n);
    assert_in_range(largest_difference(&masks, &paths), 0, 2);
    page_clear(&masks);
    page_clear(&paths);
  }
}

static void test_same_as_paths_when_turned(void **state) {
  for (unsigned quarters = 0; quarters < 4; quarters++)
    for (double along = -0.3; along < 1; along += 0.37) {
      Page masks = page_new(*state, 1, 0), paths = page_new(*state, 1, 0);
      cairo_glyph_t glyphs[MOST_GLYPHS];
      turn_page(&masks, quarters, along);
      turn_page(&paths, quarters, along);
      size_t n = set_text(&masks, "Tpj 2", 11, 1, false, glyphs);
      assert_true(cairn_canvas_glyphs(&masks.canvas, masks.face, 11, glyphs, n));
      set_text(&paths, "Tpj 2", 11, 1, true, glyphs);
      draw_paths(&paths, 11, glyphs, n);
      assert_in_range(largest_difference(&masks, &paths), 0, 2);
      page_clear(&masks);
      page_clear(&paths);
    }
}

/* The second line comes out of the cache. */
static void test_same_twice(void **state) {
  Page first = page_new(*state, 1, 5.3), second = page_new(*state, 1, 5.3);
  cairo_glyph_t glyphs[MOST_GLYPHS];
  size_t n = set_text(&first, "1,234.5", 10, 1, false, glyphs);
  assert_true(cairn_canvas_glyphs(&first.canvas, first.face, 10, glyphs, n));
  assert_true(cairn_canvas_glyphs(&second.canvas, second.face, 10, glyphs, n));
  assert_int_equal(largest_difference(&first, &second), 0);
  page_clear(&first);
  page_clear(&second);
}

typedef enum Obstacle { TURNED, BETWEEN_ROWS, STRETCHED, GRADIENT, LARGE, N_OBSTACLES } Obstacle;

static void put_obstacle(Page *page, Obstacle obstacle) {
  cairo_t *cr = page->canvas.cr;
  if (obstacle == TURNED) cairo_rotate(cr, 0.5);
  if (obstacle == BETWEEN_ROWS) cairo_translate(cr, 0, 0.5);
  if (obstacle == STRETCHED) cairo_scale(cr, 2, 1);
  if (obstacle != GRADIENT) return;
  cairo_pattern_t *pattern = cairo_pattern_create_linear(0, 0, 100, 0);
  cairo_set_source(cr, pattern);
  cairo_pattern_destroy(pattern);
}

static void test_leaves_to_paths(void **state) {
  Page blank = page_new(*state, 1, 5);
  for (Obstacle obstacle = TURNED; obstacle < N_OBSTACLES; obstacle++) {
    Page page = page_new(*state, 1, 5);
    double size = obstacle == LARGE ? 80 : 10;
    cairo_glyph_t glyphs[MOST_GLYPHS];
    size_t n = set_text(&page, "Text", size, 1, false, glyphs);
    put_obstacle(&page, obstacle);
    assert_false(cairn_canvas_glyphs(&page.canvas, page.face, size, glyphs, n));
    assert_int_equal(largest_difference(&page, &blank), 0);
    page_clear(&page);
  }
  page_clear(&blank);
}

static int open_fonts(void **state) {
  *state = cairn_text_measurer_new(NULL, NULL);
  return *state ? 0 : 1;
}

static int close_fonts(void **state) {
  cairn_text_measurer_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_as_paths),
      cmocka_unit_test(test_same_as_paths_when_turned),
      cmocka_unit_test(test_same_twice),
      cmocka_unit_test(test_leaves_to_paths),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
