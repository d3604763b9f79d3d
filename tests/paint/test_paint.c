#include "paint/paint.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cairo.h>
#include <cmocka.h>

#include "base/error.h"
#include "../font/measured.h"
#include "sample.h"

static bool collect(const void *bytes, size_t n, void *data, GError **error) {
  (void)error;
  g_byte_array_append(data, bytes, (guint)n);
  return true;
}

static GByteArray *painted(Fixture *fixture, const CairnScene *scene, CairnPaintOptions options) {
  GByteArray *bytes = g_byte_array_new();
  GError *error = NULL;
  if (!cairn_paint(scene, &options, fixture->measurer, (CairnSink){collect, bytes}, &error))
    fail_msg("%s", error->message);
  return bytes;
}

/* ---- Pixels ---- */

typedef struct Reading {
  const GByteArray *bytes;
  guint at;
} Reading;

static cairo_status_t read_bytes(void *closure, unsigned char *data, unsigned int n) {
  Reading *reading = closure;
  if (reading->at + n > reading->bytes->len) return CAIRO_STATUS_READ_ERROR;
  memcpy(data, reading->bytes->data + reading->at, n);
  reading->at += n;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *decoded(const GByteArray *png) {
  Reading reading = {png, 0};
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &reading);
  assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
  return surface;
}

static uint32_t pixel_at(cairo_surface_t *surface, int x, int y) {
  const unsigned char *row =
      cairo_image_surface_get_data(surface) + y * cairo_image_surface_get_stride(surface);
  uint32_t pixel;
  memcpy(&pixel, row + 4 * x, 4);
  return cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24 ? pixel | 0xff000000u : pixel;
}

static CairnScene page_of(CairnArena *arena, double width, double height, double alpha) {
  CairnScene scene = {
      .width = width, .height = height, .page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL)};
  scene.background = (CairnBrush){CAIRN_BRUSH_COLOR, {255, 255, 255, alpha}, NULL};
  return scene;
}

static CairnPaint *paint_of(CairnArena *arena, CairnColor fill) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->fill = (CairnBrush){CAIRN_BRUSH_COLOR, fill, NULL};
  return paint;
}

static CairnItem *add_item(CairnArena *arena, CairnGroup *group, CairnMarkKind kind,
                           const CairnPaint *paint) {
  CairnMark *mark = cairn_mark_new(arena, group, kind, CAIRN_ROLE_MARK, NULL, 1);
  mark->items[0].paint = paint;
  return &mark->items[0];
}

static void test_pixels(void **state) {
  Fixture *fixture = *state;
  CairnArena *arena = fixture->arena;
  CairnScene scene = page_of(arena, 40, 30, 1);
  CairnGroup *view = cairn_group_new(arena, CAIRN_ROLE_VIEW, NULL);
  *view = (CairnGroup){.role = CAIRN_ROLE_VIEW, .x = 10, .y = 10, .width = 20, .height = 15};
  cairn_group_add_group(arena, scene.page, view);
  CairnPaint *red = paint_of(arena, (CairnColor){255, 0, 0, 1}), *grey = cairn_arena_one(arena, CairnPaint);
  add_item(arena, view, CAIRN_RECT, red)->rect = (CairnRectItem){.x = 2, .y = 3, .width = 30, .height = 4};
  view->children[0].mark->clip = true;
  *grey = cairn_paint_default();
  grey->stroke = (CairnBrush){CAIRN_BRUSH_COLOR, {128, 128, 128, 1}, NULL};
  add_item(arena, scene.page, CAIRN_RULE, grey)->rule = (CairnRuleItem){0, 2.5, 40, 2.5};
  red = paint_of(arena, (CairnColor){0, 0, 255, 1});
  red->fill_opacity = 0.5;
  add_item(arena, scene.page, CAIRN_RECT, red)->rect =
      (CairnRectItem){.x = 0, .y = 26, .width = 5, .height = 4};
  g_autoptr(GByteArray) png = painted(fixture, &scene, (CairnPaintOptions){0});
  cairo_surface_t *surface = decoded(png);
  static const struct {
    int x, y;
    uint32_t color;
  } expected[] = {
      {11, 13, 0xffffffff}, {12, 13, 0xffff0000}, {29, 16, 0xffff0000}, {30, 13, 0xffffffff}, /* clipped */
      {12, 17, 0xffffffff}, {5, 2, 0xff808080},   {5, 1, 0xffffffff},   {5, 3, 0xffffffff}, /* a sharp line */
      {2, 28, 0xff7f7fff},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
    assert_int_equal(pixel_at(surface, expected[i].x, expected[i].y), expected[i].color);
  cairo_surface_destroy(surface);
}

static void assert_same_pixels(const GByteArray *a, const GByteArray *b) {
  cairo_surface_t *x = decoded(a), *y = decoded(b);
  int width = cairo_image_surface_get_width(x), height = cairo_image_surface_get_height(x);
  assert_int_equal(width, cairo_image_surface_get_width(y));
  for (int row = 0; row < height; row++)
    for (int column = 0; column < width; column++)
      assert_int_equal(pixel_at(x, column, row), pixel_at(y, column, row));
  cairo_surface_destroy(x);
  cairo_surface_destroy(y);
}

/* Fast and small PNG hold the same picture, with and without a palette and alpha. */
static void test_png_best_has_the_same_pixels(void **state) {
  Fixture *fixture = *state;
  CairnScene scenes[4] = {sample_chart(fixture->arena), sample_chart(fixture->arena),
                          page_of(fixture->arena, 7, 5, 1), page_of(fixture->arena, 7, 5, 0.25)};
  scenes[1].background.color.a = 0.5;
  for (size_t i = 0; i < G_N_ELEMENTS(scenes); i++) {
    g_autoptr(GByteArray) fast = painted(fixture, &scenes[i], (CairnPaintOptions){0});
    g_autoptr(GByteArray) best = painted(fixture, &scenes[i], (CairnPaintOptions){.png_best = true});
    assert_same_pixels(fast, best);
    assert_true(best->len <= fast->len);
  }
}

static void test_png_alpha(void **state) {
  Fixture *fixture = *state;
  CairnScene scene = page_of(fixture->arena, 4, 4, 0);
  CairnPaint *half = paint_of(fixture->arena, (CairnColor){255, 0, 0, 0.5});
  add_item(fixture->arena, scene.page, CAIRN_RECT, half)->rect = (CairnRectItem){.width = 2, .height = 4};
  g_autoptr(GByteArray) png = painted(fixture, &scene, (CairnPaintOptions){0});
  cairo_surface_t *surface = decoded(png);
  assert_int_equal(pixel_at(surface, 0, 0), 0x80800000);
  assert_int_equal(pixel_at(surface, 3, 0), 0);
  cairo_surface_destroy(surface);
}

static bool holds(const GByteArray *bytes, const char *text) {
  size_t n = strlen(text);
  for (guint i = 0; i + n <= bytes->len; i++)
    if (memcmp(bytes->data + i, text, n) == 0) return true;
  return false;
}

static void test_png_metadata(void **state) {
  Fixture *fixture = *state;
  CairnScene scene = page_of(fixture->arena, 4, 4, 1);
  scene.title = "Plain";
  scene.description = "Größe";
  scene.author = "Ann \x01 Other";
  g_autoptr(GByteArray) png = painted(fixture, &scene, (CairnPaintOptions){.scale = 2, .dpi = 254});
  assert_true(holds(png, "Ann  Other"));
  assert_true(holds(png, "tEXtSoftware"));
  assert_true(holds(png, "tEXtTitle"));
  assert_true(holds(png, "iTXtDescription"));
  assert_true(holds(png, "Größe"));
  assert_memory_equal(png->data + 16, "\0\0\0\x08\0\0\0\x08", 8); /* 8 × 8 px */
  const uint8_t density[] = {'p', 'H', 'Y', 's', 0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10, 1};
  bool found = false;
  for (guint i = 0; i + sizeof density <= png->len; i++)
    found = found || memcmp(png->data + i, density, sizeof density) == 0;
  assert_true(found);
}

/* ---- All formats ---- */

static const CairnPaintOptions variants[] = {
    {.format = CAIRN_FORMAT_PNG},
    {.format = CAIRN_FORMAT_PNG, .scale = 0.5},
    {.format = CAIRN_FORMAT_PDF},
    {.format = CAIRN_FORMAT_SVG},
    {.format = CAIRN_FORMAT_SVG, .svg_live = true},
};

static void test_bytes_repeat(void **state) {
  Fixture *fixture = *state;
  CairnScene chart = sample_chart(fixture->arena), gallery = sample_gallery(fixture->arena);
  for (size_t i = 0; i < G_N_ELEMENTS(variants); i++) {
    g_autoptr(GByteArray) first = painted(fixture, &chart, variants[i]);
    g_autoptr(GByteArray) other = painted(fixture, &gallery, variants[i]);
    g_autoptr(GByteArray) second = painted(fixture, &chart, variants[i]);
    assert_int_equal(first->len, second->len);
    assert_memory_equal(first->data, second->data, first->len);
    assert_true(other->len > 1000);
  }
}

static bool refuse(const void *bytes, size_t n, void *data, GError **error) {
  (void)bytes;
  (void)n;
  (void)data;
  cairn_error_set(error, CAIRN_ERROR_OUTPUT, "the disk is full");
  return false;
}

static void test_the_sinks_error_comes_through(void **state) {
  Fixture *fixture = *state;
  CairnScene chart = sample_chart(fixture->arena);
  for (size_t i = 0; i < G_N_ELEMENTS(variants); i++) {
    g_autoptr(GError) error = NULL;
    assert_false(cairn_paint(&chart, &variants[i], fixture->measurer, (CairnSink){refuse, NULL}, &error));
    assert_true(g_error_matches(error, CAIRN_ERROR, CAIRN_ERROR_OUTPUT));
  }
}

static void test_limits_are_named(void **state) {
  Fixture *fixture = *state;
  static const struct {
    double width, height;
    CairnPaintOptions options;
    CairnErrorCode code;
    const char *message;
  } cases[] = {
      {40000, 10, {.format = CAIRN_FORMAT_PNG}, CAIRN_ERROR_LIMIT, "CAIRN_LIMIT_BITMAP_SIDE"},
      {100, 10, {.format = CAIRN_FORMAT_PNG, .scale = 500}, CAIRN_ERROR_LIMIT, "50000 × 5000"},
      {30000, 30000, {.format = CAIRN_FORMAT_PNG}, CAIRN_ERROR_LIMIT, "CAIRN_LIMIT_PIXELS"},
      {2e6, 10, {.format = CAIRN_FORMAT_SVG}, CAIRN_ERROR_LIMIT, "CAIRN_LIMIT_CHART_SIDE"},
      {NAN, 10, {.format = CAIRN_FORMAT_PDF}, CAIRN_ERROR_LIMIT, "CAIRN_LIMIT_CHART_SIDE"},
      {10, 10, {.format = CAIRN_FORMAT_PDF, .scale = -1}, CAIRN_ERROR_USAGE, "scale"},
      {10, 10, {.format = CAIRN_FORMAT_PDF, .scale = NAN}, CAIRN_ERROR_USAGE, "scale"},
      {10, 10, {.format = CAIRN_FORMAT_SVG, .id_prefix = "a b"}, CAIRN_ERROR_USAGE, "prefix"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    CairnScene scene = page_of(fixture->arena, cases[i].width, cases[i].height, 1);
    assert_false(
        cairn_paint(&scene, &cases[i].options, fixture->measurer, (CairnSink){collect, bytes}, &error));
    assert_true(g_error_matches(error, CAIRN_ERROR, (int)cases[i].code));
    assert_non_null(strstr(error->message, cases[i].message));
    assert_int_equal(bytes->len, 0);
  }
}

/* ---- Hostile scenes ---- */

static const double odd[] = {NAN,    INFINITY, -INFINITY, 1e308, -1e308, 1e18,  -1e18, 8388609, -8388609,
                             1e-320, -0.0,     3,         50,    1e7,    20000, -500,  12.5,    1e300};

static double odd_number(GRand *random) {
  return odd[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(odd))];
}

static CairnPaint *odd_paint(CairnArena *arena, GRand *random) {
  CairnPaint *paint = paint_of(arena, (CairnColor){odd_number(random), 99, 0, 0.5});
  double *dash = cairn_arena_array(arena, 2, double);
  dash[0] = g_rand_boolean(random) ? 0.001 : odd_number(random);
  dash[1] = g_rand_boolean(random) ? 0.001 : odd_number(random);
  paint->stroke = (CairnBrush){CAIRN_BRUSH_COLOR, {0, 0, 99, 1}, NULL};
  paint->stroke_width = g_rand_boolean(random) ? 2 : odd_number(random);
  paint->dash = dash;
  paint->n_dash = g_rand_boolean(random) ? 2 : 0;
  paint->dash_offset = odd_number(random);
  paint->miter_limit = odd_number(random);
  paint->cap = (CairnLineCap)g_rand_int_range(random, 0, 3);
  return paint;
}

static void fill_odd_line(CairnArena *arena, GRand *random, CairnLineItem *line) {
  CairnVertex *vertices = cairn_arena_array(arena, 12, CairnVertex);
  for (int i = 0; i < 12; i++)
    vertices[i] = (CairnVertex){odd_number(random), odd_number(random), odd_number(random),
                                odd_number(random), odd_number(random), g_rand_int_range(random, 0, 5) > 0};
  *line = (CairnLineItem){.n = 12,
                          .vertices = vertices,
                          .interpolate =
                              (CairnInterpolate)g_rand_int_range(random, 0, CAIRN_INTERPOLATE_NATURAL + 1),
                          .has_tension = true,
                          .tension = odd_number(random),
                          .horizontal = g_rand_boolean(random)};
}

static void fill_odd_text(CairnArena *arena, GRand *random, CairnTextItem *text) {
  static const char *const lines[] = {"odd", "طرفہ"};
  CairnFont *font = cairn_arena_one(arena, CairnFont);
  *font = (CairnFont){"serif", g_rand_boolean(random) ? 12 : odd_number(random), 400, false};
  *text = (CairnTextItem){
      .x = odd_number(random), .y = odd_number(random), .lines = lines, .n_lines = 2, .font = font};
  text->line_height = odd_number(random);
  text->angle = odd_number(random);
  text->align = (CairnAlign)g_rand_int_range(random, 0, 3);
  text->baseline = (CairnBaseline)g_rand_int_range(random, 0, 6);
}

static void fill_odd_item(CairnArena *arena, GRand *random, CairnMarkKind kind, CairnItem *item) {
  double n[8];
  for (int i = 0; i < 8; i++)
    n[i] = odd_number(random);
  switch (kind) {
  case CAIRN_RECT:
    item->rect = (CairnRectItem){n[0], n[1], n[2], n[3], {n[4], n[5], n[6], n[7]}, false};
    return;
  case CAIRN_SYMBOL:
    item->symbol =
        (CairnSymbolItem){n[0], n[1], n[2], n[3], n[4] > 0 ? "circle" : "M1e308-1e308A1 2 3 0 1 9e99 4Z"};
    return;
  case CAIRN_RULE:
    item->rule = (CairnRuleItem){n[0], n[1], n[2], n[3]};
    return;
  case CAIRN_ARC:
    item->arc = (CairnArcItem){n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], 0};
    return;
  case CAIRN_PATH:
    item->path = (CairnPathItem){n[0], n[1], "M0 0C1e9 5 7 1e99 3 3Q1 1-1e200 3", n[2], n[3], n[4]};
    return;
  case CAIRN_TEXT:
    fill_odd_text(arena, random, &item->text);
    return;
  default:
    fill_odd_line(arena, random, &item->line);
  }
}

static void test_odd_numbers_neither_hang_nor_crash(void **state) {
  Fixture *fixture = *state;
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  gint64 start = g_get_monotonic_time();
  for (int round = 0; round < 30; round++) {
    CairnScene scene = page_of(fixture->arena, 100, 80, 1);
    for (int kind = CAIRN_RECT; kind <= CAIRN_PATH; kind++)
      for (int i = 0; i < 2; i++)
        fill_odd_item(
            fixture->arena, random, (CairnMarkKind)kind,
            add_item(fixture->arena, scene.page, (CairnMarkKind)kind, odd_paint(fixture->arena, random)));
    for (size_t i = 0; i < G_N_ELEMENTS(variants); i++) {
      g_autoptr(GByteArray) bytes = painted(fixture, &scene, variants[i]);
      assert_true(bytes->len > 0);
    }
  }
  double seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  if (seconds > 20) fail_msg("took %.1f s", seconds);
}

/* ---- SVG ---- */

static void assert_is_xml(const GByteArray *bytes) {
  static const GMarkupParser parser = {0};
  g_autoptr(GError) error = NULL;
  GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
  if (!g_markup_parse_context_parse(context, (const char *)bytes->data, (gssize)bytes->len, &error) ||
      !g_markup_parse_context_end_parse(context, &error))
    fail_msg("%s", error->message);
  g_markup_parse_context_free(context);
}

static void test_naughty_texts_make_valid_xml(void **state) {
  Fixture *fixture = *state;
  static const char *const texts[] = {"</text><script>alert(1)</script>",
                                      "a & b < c > d \"e\" 'f'",
                                      "]]>",
                                      "<!--",
                                      "&#0;&unknown;",
                                      "\x01\x02\x1b[31m\x7f",
                                      "\xff\xfe\xc3(\xed\xa0\x80",
                                      "\xef\xbf\xbe\xef\xbf\xbf",
                                      "\u202eabc\u202c \u200f",
                                      "  spaces  ",
                                      "\t\r\n",
                                      "",
                                      "e\u0301\u0301\u0301\u0301",
                                      "\U0001F600\U0001F468\u200D\U0001F469",
                                      "رپورٹ 2024 (Report)"};
  CairnScene scene = sample_texts(fixture->arena, texts, G_N_ELEMENTS(texts));
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    scene.title = texts[i];
    scene.description = texts[G_N_ELEMENTS(texts) - 1 - i];
    scene.language = texts[i];
    for (size_t v = 0; v < G_N_ELEMENTS(variants); v++) {
      g_autoptr(GByteArray) bytes = painted(fixture, &scene, variants[v]);
      if (variants[v].format != CAIRN_FORMAT_SVG) continue;
      assert_is_xml(bytes);
      assert_false(holds(bytes, "<script"));
      assert_false(holds(bytes, "\x01"));
    }
  }
}

static void test_svg_document(void **state) {
  Fixture *fixture = *state;
  CairnScene scene = sample_chart(fixture->arena);
  for (int live = 0; live < 2; live++) {
    g_autoptr(GByteArray) svg = painted(
        fixture, &scene,
        (CairnPaintOptions){.format = CAIRN_FORMAT_SVG, .svg_live = live, .scale = 2, .id_prefix = "fig1_"});
    assert_is_xml(svg);
    assert_true(holds(svg, "width=\"1600\" height=\"1000\" viewBox=\"0 0 800 500\" role=\"img\" "
                           "aria-labelledby=\"fig1_title\" aria-describedby=\"fig1_desc\""));
    assert_true(holds(svg, "<title id=\"fig1_title\">A chart</title>"));
    assert_true(holds(svg, "Four lines &amp; some points &lt;made up&gt;"));
    assert_true(holds(svg, ">Wages have risen since 1990</text>"));
    assert_int_equal(holds(svg, "<title>point</title></circle>"), live);
    assert_int_equal(holds(svg, "class=\"cairn-axis cairn-name-x\""), live);
    assert_false(holds(svg, "prefers-color-scheme"));
    assert_true(holds(svg, "<a xlink:href=\"https://example.org/?a=1&amp;b=2\">"));
    assert_int_equal(holds(svg, "fill-opacity=\"0\""), !live);
  }
}

/* On a dark page black text turns white, unless it stands on a bar. */
static void test_text_on_bars_keeps_its_color(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  static const char *const lines[] = {"x"};
  for (int on_bar = 0; on_bar < 2; on_bar++) {
    CairnScene scene = page_of(fixture->arena, 100, 100, 1);
    CairnPaint *blue = paint_of(fixture->arena, (CairnColor){0, 0, 255, 1});
    CairnPaint *black = paint_of(fixture->arena, (CairnColor){0, 0, 0, 1});
    add_item(fixture->arena, scene.page, CAIRN_RECT, blue)->rect = (CairnRectItem){.width = 50, .height = 20};
    CairnItem *text = add_item(fixture->arena, scene.page, CAIRN_TEXT, black);
    text->text = (CairnTextItem){.x = on_bar ? 20 : 60, .y = 12, .lines = lines, .n_lines = 1, .font = &font};
    g_autoptr(GByteArray) svg = painted(
        fixture, &scene, (CairnPaintOptions){.format = CAIRN_FORMAT_SVG, .svg_dark = true, .id_prefix = "i"});
    assert_int_equal(holds(svg, "{fill:#ececec}"), !on_bar);
    assert_true(holds(svg, ".id1{fill:#181818}"));
  }
}

static void add_dot(CairnArena *arena, CairnScene *scene, CairnColor color) {
  CairnPaint *paint = paint_of(arena, color);
  add_item(arena, scene->page, CAIRN_SYMBOL, paint)->symbol = (CairnSymbolItem){20, 20, 60, 0, "circle"};
}

/* The colour that the rule `number` of a dark page gives. */
static CairnColor dark_fill(const GByteArray *svg, int number) {
  g_autofree char *text = g_strndup((const char *)svg->data, svg->len);
  g_autofree char *rule = g_strdup_printf(".id%d{fill:", number), *name = NULL;
  const char *at = strstr(text, rule);
  CairnColor color = {0};
  assert_non_null(at);
  name = g_strndup(at + strlen(rule), 7);
  assert_true(cairn_color_parse(name, &color));
  return color;
}

/* On a dark page what is too dark for it becomes lighter until it has the contrast of 3:1; light colours
 * stay. */
static void test_dark_pages_keep_contrast(void **state) {
  Fixture *fixture = *state;
  static const CairnColor dark_ones[] = {{31, 90, 138, 1}, {0, 0, 128, 1}, {90, 0, 0, 1}, {0, 60, 20, 1}};
  CairnPaintOptions options = {
      .format = CAIRN_FORMAT_SVG, .svg_live = true, .svg_dark = true, .id_prefix = "i"};
  for (size_t i = 0; i < G_N_ELEMENTS(dark_ones); i++) {
    CairnScene scene = page_of(fixture->arena, 100, 100, 1);
    add_dot(fixture->arena, &scene, dark_ones[i]);
    add_dot(fixture->arena, &scene, (CairnColor){245, 133, 24, 1});
    g_autoptr(GByteArray) svg = painted(fixture, &scene, options);
    assert_true(cairn_color_contrast(dark_fill(svg, 2), dark_fill(svg, 1)) >= 3);
    assert_false(holds(svg, ".id3"));
  }
}

/* Steps of a scale that would fall together turn around, so that the darkest is the lightest; a page that is
 * dark already keeps all. */
static void test_dark_pages_turn_scales(void **state) {
  Fixture *fixture = *state;
  CairnPaintOptions options = {.format = CAIRN_FORMAT_SVG, .svg_dark = true, .id_prefix = "i"};
  CairnScene scene = page_of(fixture->arena, 100, 100, 1);
  add_dot(fixture->arena, &scene, (CairnColor){8, 48, 107, 1});
  add_dot(fixture->arena, &scene, (CairnColor){8, 81, 156, 1});
  g_autoptr(GByteArray) steps = painted(fixture, &scene, options);
  assert_true(holds(steps, ".id1{fill:#181818}"));
  double darkest = cairn_color_contrast(dark_fill(steps, 2), dark_fill(steps, 1)),
         other = cairn_color_contrast(dark_fill(steps, 3), dark_fill(steps, 1));
  assert_true(other >= 3 && darkest > 1.2 * other);
  scene.background.color = (CairnColor){20, 20, 20, 1};
  g_autoptr(GByteArray) dark = painted(fixture, &scene, options);
  assert_false(holds(dark, "prefers-color-scheme"));
}

static void test_links_lead_to_the_web_or_to_mail(void **state) {
  Fixture *fixture = *state;
  static const struct {
    const char *href;
    bool kept;
  } cases[] = {{"https://example.org/a?b=c&d=%20#e", true},
               {"HTTP://example.org", true},
               {"mailto:a@example.org", true},
               {"https://example.org/\xd8\xa7", true},
               {"javascript:alert(1)", false},
               {"java\nscript:alert(1)", false},
               {" javascript:alert(1)", false},
               {"data:text/html,<script>alert(1)</script>", false},
               {"vbscript:x", false},
               {"file:///etc/passwd", false},
               {"//example.org", false},
               {"page.html", false},
               {"https:example.org", false},
               {"https://a\"onload=\"alert(1)", false},
               {"https://a b", false},
               {"https://a\xff", false},
               {"", false}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    for (int live = 0; live < 2; live++) {
      CairnScene scene = page_of(fixture->arena, 100, 100, 1);
      add_dot(fixture->arena, &scene, (CairnColor){0, 0, 128, 1});
      scene.page->children[0].mark->items[0].href = cases[i].href;
      g_autoptr(GByteArray) svg =
          painted(fixture, &scene, (CairnPaintOptions){.format = CAIRN_FORMAT_SVG, .svg_live = live});
      assert_is_xml(svg);
      assert_int_equal(holds(svg, "xlink:href"), cases[i].kept);
    }
}

static char *first_id(const GByteArray *svg) {
  const char *start = strstr((const char *)svg->data, "id=\"");
  return g_strndup(start + 4, strcspn(start + 4, "\""));
}

static void test_svg_ids_follow_the_content(void **state) {
  Fixture *fixture = *state;
  CairnScene a = sample_chart(fixture->arena), b = sample_chart(fixture->arena);
  b.title = "Another";
  CairnPaintOptions options = {.format = CAIRN_FORMAT_SVG};
  g_autoptr(GByteArray) svg_a = painted(fixture, &a, options), svg_b = painted(fixture, &b, options);
  g_byte_array_append(svg_a, (const guint8 *)"", 1);
  g_byte_array_append(svg_b, (const guint8 *)"", 1);
  g_autofree char *id_a = first_id(svg_a), *id_b = first_id(svg_b);
  assert_string_not_equal(id_a, id_b);
}

static void test_pdf_metadata(void **state) {
  Fixture *fixture = *state;
  CairnScene scene = sample_chart(fixture->arena);
  g_autoptr(GByteArray) pdf =
      painted(fixture, &scene, (CairnPaintOptions){.format = CAIRN_FORMAT_PDF, .dated = true, .date = 86400});
  assert_true(holds(pdf, "(A chart)"));
  assert_true(holds(pdf, "(D:19700102000000Z)"));
  assert_true(holds(pdf, "/FontFile2"));
  assert_true(holds(pdf, "LiberationSans"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pixels),
      cmocka_unit_test(test_png_best_has_the_same_pixels),
      cmocka_unit_test(test_png_alpha),
      cmocka_unit_test(test_png_metadata),
      cmocka_unit_test(test_bytes_repeat),
      cmocka_unit_test(test_the_sinks_error_comes_through),
      cmocka_unit_test(test_limits_are_named),
      cmocka_unit_test(test_odd_numbers_neither_hang_nor_crash),
      cmocka_unit_test(test_naughty_texts_make_valid_xml),
      cmocka_unit_test(test_svg_document),
      cmocka_unit_test(test_text_on_bars_keeps_its_color),
      cmocka_unit_test(test_dark_pages_keep_contrast),
      cmocka_unit_test(test_dark_pages_turn_scales),
      cmocka_unit_test(test_links_lead_to_the_web_or_to_mail),
      cmocka_unit_test(test_svg_ids_follow_the_content),
      cmocka_unit_test(test_pdf_metadata),
  };
  return cmocka_run_group_tests(tests, measured_set_up, measured_tear_down);
}
