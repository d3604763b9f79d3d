/* Shapes that cairn paints on bitmaps itself, against the same shapes painted by Cairo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/canvas_pixels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 90, HEIGHT = 70, ROUNDS = 300 };

static uint32_t seed = 20240607;

static double random_between(double low, double high) {
  seed = seed * 1664525u + 1013904223u;
  return low + (high - low) * (seed >> 8) / 16777216.0;
}

/* ---- Two pages ---- */

typedef struct Page {
  cairo_surface_t *surface;
  CairnCanvas canvas;
} Page;

static Page page_new(CairnRaster *raster, cairo_format_t format, double zoom) {
  Page page = {.surface = cairo_image_surface_create(format, WIDTH, HEIGHT)};
  cairo_t *cr = cairo_create(page.surface);
  cairo_scale(cr, zoom, zoom);
  cairo_set_tolerance(cr, 0.01);
  cairn_canvas_init(&page.canvas, cr, WIDTH / zoom, HEIGHT / zoom, NULL);
  if (raster) cairn_canvas_use_pixels(&page.canvas, raster);
  if (format == CAIRO_FORMAT_RGB24)
    cairn_canvas_flood(&page.canvas, (CairnBrush){CAIRN_BRUSH_COLOR, {255, 250, 240, 1}, NULL}, WIDTH / zoom,
                       HEIGHT / zoom);
  return page;
}

static void page_clear(Page *page) {
  cairn_canvas_clear(&page->canvas);
  cairo_destroy(page->canvas.cr);
  cairo_surface_destroy(page->surface);
}

static const uint8_t *bytes_of(const Page *page) {
  cairo_surface_flush(page->surface);
  return cairo_image_surface_get_data(page->surface);
}

/* The largest difference of a channel; `sum` gets the sum of all. */
static int difference(const Page *a, const Page *b, long *sum) {
  const uint8_t *one = bytes_of(a), *other = bytes_of(b);
  bool opaque = cairo_image_surface_get_format(a->surface) == CAIRO_FORMAT_RGB24;
  int most = 0;
  *sum = 0;
  for (size_t i = 0; i < 4 * WIDTH * HEIGHT; i++) {
    if (opaque && i % 4 == 3) continue;
    int d = abs(one[i] - other[i]);
    most = MAX(most, d);
    *sum += d;
  }
  return most;
}

/* Draws the path on both. Cairo looks at 15 lines of each pixel and may be off by a fifteenth of a channel
 * for each side; cairn may count what two parts of a stroke share within a pixel twice. */
static void compare_as(bool is_tangled, CairnRaster *raster, const CairnPath *path, const CairnPaint *paint,
                       double zoom, int limit, const char *what) {
  for (int i = 0; i < 2; i++) {
    cairo_format_t format = i ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24;
    Page own = page_new(raster, format, zoom), cairo = page_new(NULL, format, zoom);
    long sum;
    own.canvas.is_tangled = is_tangled;
    cairn_canvas_draw(&own.canvas, path, 0, 0, paint);
    cairn_canvas_draw(&cairo.canvas, path, 0, 0, paint);
    int most = difference(&own, &cairo, &sum);
    if (most > limit || sum > 4 * WIDTH * HEIGHT)
      fail_msg("%s: a channel differs by %d, all by %ld (seed %u)", what, most, sum, seed);
    page_clear(&own);
    page_clear(&cairo);
  }
}

static void compare(CairnRaster *raster, const CairnPath *path, const CairnPaint *paint, double zoom,
                    int limit, const char *what) {
  compare_as(false, raster, path, paint, zoom, limit, what);
}

static CairnPaint random_paint(bool fills) {
  CairnPaint paint = cairn_paint_default();
  CairnBrush brush = {
      CAIRN_BRUSH_COLOR, {random_between(0, 255), random_between(0, 255), random_between(0, 255), 1}, NULL};
  *(fills ? &paint.fill : &paint.stroke) = brush;
  paint.fill_opacity = paint.stroke_opacity = random_between(0, 1) < 0.5 ? 1 : random_between(0.2, 1);
  paint.stroke_width = random_between(0.5, 9);
  paint.cap = (CairnLineCap)(int)random_between(0, 3);
  paint.join = (CairnLineJoin)(int)random_between(0, 3);
  paint.miter_limit = random_between(1, 8);
  return paint;
}

/* ---- Cases ---- */

/* Lines that turn by less than a right angle, so that no part lies on another. */
static void test_lines(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(false);
    double x = random_between(-10, 10), y = random_between(10, 60);
    cairn_path_move(&path, x, y);
    for (int i = 0; i < 6; i++)
      cairn_path_line(&path, x += random_between(12, 20), y = CLAMP(y + random_between(-12, 12), -20, 90));
    compare(raster, &path, &paint, random_between(0.8, 1.6), 40, "a line");
  }
}

/* Lines that go over themselves again and again, in pieces long and short, upright and level ones among them.
 */
/* Wide pens that turn by little: a tip in place of a round join would be seen. */
static void test_wide_turns(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(false);
    paint.join = CAIRN_JOIN_ROUND;
    paint.cap = CAIRN_CAP_BUTT;
    paint.stroke_width = random_between(60, 150);
    double turn = random_between(-0.25, 0.25);
    cairn_path_move(&path, -20, 40);
    cairn_path_line(&path, 45, 40);
    cairn_path_line(&path, 45 + 70 * cos(turn), 40 + 70 * sin(turn));
    cairn_path_place(&path, 0, 0, 0, (turn > 0 ? 1 : -1) * (paint.stroke_width / 2 - 5));
    compare_as(round % 2, raster, &path, &paint, 1, 20, "a wide turn");
  }
}

static void test_tangles(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(false);
    paint.stroke_width = random_between(0.3, 5);
    double x = random_between(-10, 100), y = random_between(-10, 80), step = random_between(0.2, 60);
    cairn_path_move(&path, x, y);
    for (int i = 0; i < 60; i++) {
      x += random_between(0, 1) < 0.2 ? 0 : random_between(-step, step);
      y += random_between(0, 1) < 0.2 ? 0 : random_between(-step, step);
      cairn_path_line(&path, x = CLAMP(x, -20, 110), y = CLAMP(y, -20, 90));
    }
    if (round % 5 == 0) cairn_path_close(&path);
    compare_as(true, raster, &path, &paint, random_between(0.8, 1.6), 48, "a tangle");
  }
}

static void test_curves(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(round % 2);
    paint.stroke_width = random_between(0.5, 4);
    cairn_path_move(&path, random_between(0, 30), random_between(0, 70));
    cairn_path_curve(&path, 30, random_between(0, 70), 50, random_between(0, 70), random_between(60, 90),
                     random_between(0, 70));
    compare(raster, &path, &paint, 1, 100, "a curve");
  }
}

static void test_symbols(void **state) {
  static const char *const shapes[] = {"circle",      "square", "cross", "diamond",
                                       "triangle-up", "arrow",  "wedge"};
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(round % 2);
    paint.stroke_width = random_between(0.5, 2);
    cairn_path_symbol(&path, shapes[round % (int)G_N_ELEMENTS(shapes)], random_between(30, 2000));
    cairn_path_place(&path, 0, random_between(0, 360), random_between(0, 90), random_between(0, 70));
    compare(raster, &path, &paint, random_between(0.5, 1), 100, "a symbol");
  }
}

/* Rows of any length, whose parts are often 0 or whole, as those of letters. */
static void test_parts_of_a_row(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    uint32_t row[WIDTH], each[WIDTH], color = (uint32_t)random_between(0, 0xffffff);
    uint8_t parts[WIDTH];
    const int n = (int)random_between(0, WIDTH + 1);
    color = round % 3 ? (color | 0xff000000) : ((color & 0x3f3f3f) | 0x40000000);
    for (int i = 0; i < WIDTH; i++) {
      row[i] = each[i] = 0xff000000 | (uint32_t)random_between(0, 0xffffff);
      parts[i] = (uint8_t)fmin(fmax(random_between(-255, 510), 0), 255);
      if (i < n) each[i] = cairn_pixel_over(color, parts[i], each[i]);
    }
    cairn_pixels_cover(row, parts, n, color);
    assert_memory_equal(row, each, sizeof row);
  }
}

static void test_rectangles(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(true);
    double x = random_between(-20, 80), y = random_between(-20, 60);
    if (round % 4 == 0) x = floor(x), y = floor(y);
    cairn_path_rect(&path, x, y, random_between(0, 60), random_between(0, 60));
    compare(raster, &path, &paint, 1, 4, "a rectangle");
  }
}

/* A rule, upright or level, takes the quick way; one that leans by nothing that could be seen does not. */
static void test_rules(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(false);
    paint.cap = CAIRN_CAP_BUTT;
    double x = random_between(-5, 95), y = random_between(-5, 75), length = random_between(-60, 60);
    cairn_path_move(&path, x, y);
    cairn_path_line(&path, x + (round % 2 ? length : 0), y + (round % 2 ? 0 : length));
    compare(raster, &path, &paint, 1, 20, "a rule");
    path.points[1].x += 1e-4;
    path.points[1].y += 1e-4;
    compare(raster, &path, &paint, 1, 20, "a leaning rule");
  }
}

/* A ring is two circles that turn opposite ways; a hole stays a hole, and a closed outline has a join where
 * it begins. Every other ring has a dot without length in place of the hole. */
static void test_rings(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS / 3; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(round % 2);
    double x = random_between(20, 70), y = random_between(20, 50), r = random_between(10, 30);
    paint.stroke_width = random_between(0.5, 3);
    cairn_path_arc(&path, x, y, r, 0, 2 * G_PI, false);
    cairn_path_close(&path);
    cairn_path_move(&path, x + r / 2, y);
    cairn_path_arc(&path, x, y, r / 2, 0, round % 4 < 2 ? -2 * G_PI : 0, true);
    cairn_path_close(&path);
    compare(raster, &path, &paint, 1, 40, "a ring");
  }
}

/* The parts of a stroke that overlap are one: no pixel gets the colour twice. */
static void test_one_coat(void **state) {
  CairnRaster *raster = *state;
  Page page = page_new(raster, CAIRO_FORMAT_ARGB32, 1);
  g_auto(CairnPath) path = {0};
  CairnPaint paint = cairn_paint_default();
  paint.stroke = (CairnBrush){CAIRN_BRUSH_COLOR, {0, 0, 0, 1}, NULL};
  paint.stroke_opacity = 0.5;
  paint.stroke_width = 20;
  cairn_path_move(&path, 20, 35);
  for (int i = 0; i < 20; i++)
    cairn_path_line(&path, i % 2 ? 25 : 65, 30 + i % 3);
  cairn_canvas_draw(&page.canvas, &path, 0, 0, &paint);
  const uint8_t *bytes = bytes_of(&page);
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    assert_in_range(bytes[4 * i + 3], 0, 128);
  assert_int_equal(bytes[4 * (35 * WIDTH + 45) + 3], 128);
  page_clear(&page);
}

/* Rings whose parts all lie over the middle: more of them than a sum of areas holds. */
static void test_very_many_coats(void **state) {
  Page page = page_new(*state, CAIRO_FORMAT_ARGB32, 1);
  g_auto(CairnPath) path = {0};
  CairnPaint paint = cairn_paint_default();
  paint.stroke = (CairnBrush){CAIRN_BRUSH_COLOR, {0, 0, 0, 1}, NULL};
  paint.stroke_width = 66;
  const double x = 45, y = 35, r = 20, k = 0.5523 * r;
  for (int i = 0; i < 600; i++) {
    cairn_path_move(&path, x + r, y);
    cairn_path_curve(&path, x + r, y + k, x + k, y + r, x, y + r);
    cairn_path_curve(&path, x - k, y + r, x - r, y + k, x - r, y);
    cairn_path_curve(&path, x - r, y - k, x - k, y - r, x, y - r);
    cairn_path_curve(&path, x + k, y - r, x + r, y - k, x + r, y);
    cairn_path_close(&path);
  }
  cairn_canvas_draw(&page.canvas, &path, 0, 0, &paint);
  for (int i = -20; i <= 20; i++)
    assert_int_equal(bytes_of(&page)[4 * (35 * WIDTH + 45 + i) + 3], 255);
  page_clear(&page);
}

/* Clips of whole pixels are kept to; with others Cairo paints. */
static void test_clips(void **state) {
  CairnRaster *raster = *state;
  for (int round = 0; round < ROUNDS / 3; round++) {
    g_auto(CairnPath) path = {0};
    CairnPaint paint = random_paint(false);
    CairnBox box = {random_between(5, 40), random_between(5, 30), random_between(5, 40),
                    random_between(5, 30)};
    if (round % 2) box = (CairnBox){floor(box.x), floor(box.y), floor(box.width), floor(box.height)};
    cairn_path_move(&path, 0, random_between(0, 70));
    cairn_path_line(&path, 90, random_between(0, 70));
    Page own = page_new(raster, CAIRO_FORMAT_RGB24, 1), cairo = page_new(NULL, CAIRO_FORMAT_RGB24, 1);
    Page *pages[] = {&own, &cairo};
    for (int i = 0; i < 2; i++) {
      CairnCanvas *canvas = &pages[i]->canvas;
      CairnClip page = cairn_canvas_clip(canvas, (CairnBox){0, 0, 60, 60}),
                outer = cairn_canvas_clip(canvas, box);
      cairn_canvas_draw(canvas, &path, 0, 0, &paint);
      cairn_canvas_unclip(canvas, outer);
      cairn_canvas_unclip(canvas, page);
      cairn_canvas_draw(canvas, &path, 0, 60, &paint);
    }
    long sum;
    assert_in_range(difference(&own, &cairo, &sum), 0, 40);
    page_clear(&own);
    page_clear(&cairo);
  }
}

static int set_up(void **state) {
  *state = cairn_raster_new();
  return 0;
}

static int tear_down(void **state) {
  cairn_raster_free(*state);
  return 0;
}

/* ---- Colours ---- */

/* A scale that is not clamped goes on beyond its ends; no channel may exceed the opacity. */
static void test_colors_beyond_their_range(void **state) {
  (void)state;
  static const struct {
    CairnColor color, within;
  } cases[] = {
      {{400, 300, 256, 1}, {255, 255, 255, 1}},
      {{-20, -1e300, 10, 1}, {0, 0, 10, 1}},
      {{1e300, 0, 128, 1}, {255, 0, 128, 1}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    for (double opacity = 0; opacity <= 1; opacity += 0.1)
      assert_int_equal(cairn_pixel_of(cases[i].color, opacity), cairn_pixel_of(cases[i].within, opacity));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines),      cmocka_unit_test(test_tangles), cmocka_unit_test(test_curves),
      cmocka_unit_test(test_symbols),    cmocka_unit_test(test_rules),   cmocka_unit_test(test_one_coat),
      cmocka_unit_test(test_parts_of_a_row),
      cmocka_unit_test(test_rectangles), cmocka_unit_test(test_rings),   cmocka_unit_test(test_clips),
      cmocka_unit_test(test_colors_beyond_their_range),
      cmocka_unit_test(test_very_many_coats), cmocka_unit_test(test_wide_turns),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
