#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <hb.h>
#include <libdeflate.h>

#include "font/shape.h"
#include "../font/measured.h"
#include "paint/paint.h"

static bool collect(const void *bytes, size_t n, void *data, GError **error) {
  (void)error;
  g_string_append_len(data, bytes, (gssize)n);
  return true;
}

/* Free with g_free. */
static char *written(Fixture *fixture, const CairnScene *scene, CairnPaintOptions options) {
  GString *text = g_string_new(NULL);
  GError *error = NULL;
  options.format = CAIRN_FORMAT_SVG;
  if (!cairn_paint(scene, &options, fixture->measurer, (CairnSink){collect, text}, &error))
    fail_msg("%s", error->message);
  return g_string_free(text, FALSE);
}

/* A page with one black text at (50, 50). */
static CairnScene page_with(Fixture *fixture, const char *text, const CairnFont *font) {
  CairnArena *arena = fixture->arena;
  CairnScene scene = {.width = 1000, .height = 100, .page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL)};
  CairnPaint *black = cairn_arena_one(arena, CairnPaint);
  const char **lines = cairn_arena_array(arena, 1, const char *);
  *black = cairn_paint_default();
  black->fill = (CairnBrush){CAIRN_BRUSH_COLOR, {0, 0, 0, 1}, NULL};
  lines[0] = text;
  CairnMark *mark = cairn_mark_new(arena, scene.page, CAIRN_TEXT, CAIRN_ROLE_MARK, NULL, 1);
  mark->items[0].paint = black;
  mark->items[0].text = (CairnTextItem){.x = 50, .y = 50, .lines = lines, .n_lines = 1, .font = font};
  return scene;
}

/* How far to the right the first path of the text reaches. */
static double right_end(const char *svg) {
  const char *at = strstr(svg, "<path d=\"");
  double right = 0;
  bool is_x = true;
  assert_non_null(at);
  for (at += strlen("<path d=\""); *at != '"';) {
    char *end;
    double value = g_ascii_strtod(at, &end);
    if (end == at) { /* a letter or a space */
      at++;
      continue;
    }
    if (is_x) right = fmax(right, value);
    is_x = !is_x;
    at = end;
  }
  return right;
}

/* However long: Cairo leaves out the glyphs that are far off the surface. */
static void test_outlines_of_long_texts_are_complete(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  static const char text[] = "پاکستان اور روس کے درمیان تجارت، پاکستان اور روس کے درمیان تجارت";
  CairnScene scene = page_with(fixture, text, &font);
  g_autofree char *svg = written(fixture, &scene, (CairnPaintOptions){0});
  CairnBox ink = cairn_shape_ink(fixture->measurer, &font, text);
  double end = right_end(svg);
  if (fabs(end - ink.x - ink.width) > 1) fail_msg("it ends at %g, not %g", end, ink.x + ink.width);
}

/* ---- Fonts in the file ---- */

static uint32_t read_32(const guint8 *at) {
  return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The font inside a WOFF, as https://www.w3.org/TR/WOFF/ says. Free with g_free. */
static guint8 *unpacked(const guint8 *woff, size_t n, size_t *n_out) {
  assert_true(n > 44);
  assert_memory_equal(woff, "wOFF", 4);
  assert_int_equal(read_32(woff + 8), n);
  guint n_tables = (guint)woff[12] << 8 | woff[13];
  *n_out = read_32(woff + 16);
  guint8 *font = g_malloc0(*n_out);
  memcpy(font, woff + 4, 4);
  memcpy(font + 4, woff + 12, 2);
  size_t at = 12 + 16 * n_tables;
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  for (guint i = 0; i < n_tables; i++) {
    const guint8 *entry = woff + 44 + 20 * i;
    uint32_t offset = read_32(entry + 4), packed = read_32(entry + 8), length = read_32(entry + 12);
    assert_true(offset + packed <= n && offset % 4 == 0 && at + length <= *n_out);
    if (packed < length)
      assert_int_equal(
          libdeflate_zlib_decompress(decompressor, woff + offset, packed, font + at, length, NULL), 0);
    else
      memcpy(font + at, woff + offset, length);
    const guint8 header[12] = {entry[16],         entry[17],  entry[18], entry[19], 0,         0,
                               (guint8)(at >> 8), (guint8)at, entry[12], entry[13], entry[14], entry[15]};
    memcpy(font + 12 + 16 * i, entry, 4);
    memcpy(font + 16 + 16 * i, header, 12);
    font[20 + 16 * i + 1] = (guint8)(at >> 16);
    at += (length + 3) & ~3u;
  }
  libdeflate_free_decompressor(decompressor);
  assert_int_equal(at, *n_out);
  return font;
}

/* The face that the document names f1. Destroy with hb_font_destroy. */
static hb_font_t *embedded_font(const char *svg) {
  const char *start = strstr(svg, "@font-face{font-family:idf1;src:url(data:font/woff;base64,");
  assert_non_null(start);
  start = strchr(start, ',') + 1;
  g_autofree char *text = g_strndup(start, strcspn(start, ")"));
  size_t n_woff, n;
  g_autofree guint8 *woff = g_base64_decode(text, &n_woff);
  guint8 *font = unpacked(woff, n_woff, &n);
  hb_blob_t *blob = hb_blob_create((const char *)font, (unsigned)n, HB_MEMORY_MODE_READONLY, font, g_free);
  hb_face_t *face = hb_face_create(blob, 0);
  hb_font_t *result = hb_font_create(face);
  hb_blob_destroy(blob);
  hb_face_destroy(face);
  return result;
}

static bool has_letter(hb_font_t *font, hb_codepoint_t letter) {
  hb_codepoint_t glyph;
  return hb_font_get_nominal_glyph(font, letter, &glyph);
}

/* The letters of the text are in the file, and no others. */
static void test_fonts_are_put_in_as_subsets(void **state) {
  Fixture *fixture = *state;
  static const struct {
    const char *text;
    int weight;
    hb_codepoint_t has[3], has_not;
  } cases[] = {{"Trade", 400, {'T', 'r', 'e'}, 'x'},
               {"Год", 700, {0x413, 0x43e, 0x434}, 'T'},
               {"پاکستان", 400, {0x67e, 0x6a9, 0x646}, 0x628}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnFont font = {"Arial", 10, cases[i].weight, false};
    CairnScene scene = page_with(fixture, cases[i].text, &font);
    g_autofree char *svg =
        written(fixture, &scene, (CairnPaintOptions){.svg_live = true, .svg_fonts = true, .id_prefix = "id"});
    assert_non_null(strstr(svg, " font-family=\"idf1,'"));
    assert_null(strstr(svg, "font-family:idf2"));
    hb_font_t *embedded = embedded_font(svg);
    for (size_t k = 0; k < G_N_ELEMENTS(cases[i].has); k++)
      assert_true(has_letter(embedded, cases[i].has[k]));
    assert_false(has_letter(embedded, cases[i].has_not));
    hb_font_destroy(embedded);
  }
}

/* Each stretch of a text that Pango sets in another face is a tspan with that face's family. */
static void test_live_text_names_the_faces_it_was_shaped_in(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  CairnScene scene = page_with(fixture, "سال 2019", &font);
  g_autofree char *svg = written(fixture, &scene, (CairnPaintOptions){.svg_live = true});
  assert_non_null(strstr(
      svg, "<tspan font-family=\"'Noto Nastaliq Urdu','Liberation Sans',Arial,Helvetica,sans-serif\">سال"));
  assert_non_null(
      strstr(svg, "<tspan font-family=\"'Liberation Sans',Arial,Helvetica,sans-serif\">2019</tspan></text>"));
}

/* Shaped text has the width that it was laid out for, whatever font a machine has; plain text has it anyway.
 */
static void test_live_text_keeps_its_width(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  static const char shaped[] = "پاکستان";
  CairnScene scene = page_with(fixture, shaped, &font), plain = page_with(fixture, "Trade Год", &font);
  g_autofree char *svg = written(fixture, &scene, (CairnPaintOptions){.svg_live = true});
  g_autofree char *width =
      g_strdup_printf(" textLength=\"%.2f\"", cairn_text_width(fixture->measurer, &font, shaped));
  while (g_str_has_suffix(width, "0\"")) /* as digits that say nothing are left out */
    strcpy(width + strlen(width) - 2, "\"");
  if (!strstr(svg, width)) fail_msg("no%s in %s", width, svg);
  g_autofree char *other = written(fixture, &plain, (CairnPaintOptions){.svg_live = true});
  assert_non_null(strstr(other, "Trade Год"));
  assert_null(strstr(other, "textLength"));
}

/* Each layer has a class of its own, by its number and, where it has one, its name. */
static void test_layers_have_classes(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  CairnScene scene = page_with(fixture, "a", &font);
  CairnMark *second = cairn_mark_new(fixture->arena, scene.page, CAIRN_TEXT, CAIRN_ROLE_MARK, "b \"c\"", 1);
  second->items[0] = scene.page->children[0].mark->items[0];
  g_autofree char *svg = written(fixture, &scene, (CairnPaintOptions){.svg_live = true});
  assert_non_null(strstr(svg, " class=\"cairn-mark cairn-text cairn-layer-1\""));
  assert_non_null(strstr(svg, " class=\"cairn-mark cairn-text cairn-layer-2 cairn-name-b__c_\""));
}

/* ---- Dark pages ---- */

/* The line of the document that ends with that. Free with g_free. */
static char *line_with(const char *svg, const char *ending) {
  const char *end = strstr(svg, ending), *start = end;
  assert_non_null(end);
  while (start > svg && start[-1] != '\n')
    start--;
  return g_strndup(start, (gsize)(end - start));
}

static CairnMark *add_bar(Fixture *fixture, CairnGroup *group, CairnColor color, double opacity) {
  CairnPaint *paint = cairn_arena_one(fixture->arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->fill = (CairnBrush){CAIRN_BRUSH_COLOR, color, NULL};
  paint->fill_opacity = opacity;
  CairnMark *bar = cairn_mark_new(fixture->arena, group, CAIRN_RECT, CAIRN_ROLE_MARK, NULL, 1);
  bar->items[0] = (CairnItem){.paint = paint, .rect = {.x = 0, .y = 0, .width = 200, .height = 100}};
  return bar;
}

/* Of three labels of a mark two stand on a bar and keep their colour; the third turns with the paper. */
static void test_each_label_on_a_bar_keeps_its_color(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  static const char *const texts[] = {"one", "two", "off"};
  CairnScene page = page_with(fixture, "a", &font), scene = page;
  scene.page = cairn_group_new(fixture->arena, CAIRN_ROLE_PAGE, NULL);
  scene.background = (CairnBrush){CAIRN_BRUSH_COLOR, {255, 255, 255, 1}, NULL};
  add_bar(fixture, scene.page, (CairnColor){30, 90, 140, 1}, 1);
  CairnMark *labels = cairn_mark_new(fixture->arena, scene.page, CAIRN_TEXT, CAIRN_ROLE_MARK, NULL, 3);
  for (size_t i = 0; i < 3; i++) {
    labels->items[i] = page.page->children[0].mark->items[0];
    labels->items[i].text.lines = &texts[i];
    labels->items[i].text.x = i < 2 ? 50 : 400;
  }
  g_autofree char *svg =
      written(fixture, &scene, (CairnPaintOptions){.svg_live = true, .svg_dark = true, .id_prefix = "id"});
  g_autofree char *on = line_with(svg, ">one</text>"), *off = line_with(svg, ">off</text>");
  assert_null(strstr(on, "class"));
  assert_non_null(strstr(off, "class=\"idd"));
  assert_non_null(strstr(off, "fill=\"#000000\""));
}

/* What shines through has on dark paper at least the contrast that it has on light paper, up to 3. */
static void test_opacity_counts_for_contrast(void **state) {
  Fixture *fixture = *state;
  static const CairnFont font = {"Arial", 10, 400, false};
  static const CairnColor blue = {20, 60, 160, 1}, white = {255, 255, 255, 1};
  for (int percent = 10; percent <= 100; percent += 10) {
    CairnScene scene = page_with(fixture, "a", &font);
    scene.background = (CairnBrush){CAIRN_BRUSH_COLOR, white, NULL};
    add_bar(fixture, scene.page, blue, percent / 100.0);
    g_autofree char *svg =
        written(fixture, &scene, (CairnPaintOptions){.svg_live = true, .svg_dark = true, .id_prefix = "id"});
    const char *paper_rule = strstr(svg, ".idd1{fill:"), *bar_rule = strstr(svg, ".idd3{fill:");
    assert_non_null(paper_rule);
    g_autofree char *paper_name = g_strndup(paper_rule + 11, 7),
                    *bar_name = g_strndup(bar_rule ? bar_rule + 11 : "#143ca0", 7);
    CairnColor paper, bar, dark_seen, light_seen;
    assert_true(cairn_color_parse(paper_name, &paper) && cairn_color_parse(bar_name, &bar));
    double a = percent / 100.0, b = 1 - a;
    dark_seen = (CairnColor){bar.r * a + paper.r * b, bar.g * a + paper.g * b, bar.b * a + paper.b * b, 1};
    light_seen = (CairnColor){blue.r * a + 255 * b, blue.g * a + 255 * b, blue.b * a + 255 * b, 1};
    double wanted = fmin(cairn_color_contrast(light_seen, white), 3),
           got = cairn_color_contrast(dark_seen, paper);
    if (got < wanted - 0.02) fail_msg("opacity %d %%: contrast %.2f, not %.2f", percent, got, wanted);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_outlines_of_long_texts_are_complete),
      cmocka_unit_test(test_fonts_are_put_in_as_subsets),
      cmocka_unit_test(test_layers_have_classes),
      cmocka_unit_test(test_each_label_on_a_bar_keeps_its_color),
      cmocka_unit_test(test_opacity_counts_for_contrast),
      cmocka_unit_test(test_live_text_names_the_faces_it_was_shaped_in),
      cmocka_unit_test(test_live_text_keeps_its_width),
  };
  return cmocka_run_group_tests(tests, measured_set_up, measured_tear_down);
}
