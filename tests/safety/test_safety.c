/* Whatever a chart's texts are, its SVG holds the elements and attributes that check_svg.c lists, and nothing
 * else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "attacks.h"
#include "cairn.h"
#include "check_svg.h"

enum { TOGETHER = 50 /* texts in one document */ };

static const CairnWriteOptions modes[] = {
    {.format = "svg", .dark = CAIRN_DARK_AUTO},
    {.format = "svg", .svg_text = CAIRN_SVG_LIVE, .dark = CAIRN_DARK_AUTO},
    {.format = "svg", .svg_text = CAIRN_SVG_LIVE, .embed_fonts = true}};

static CairnFonts *fonts;

static int open_fonts(void **state) {
  (void)state;
  fonts = cairn_fonts_new(NULL, NULL);
  return fonts ? 0 : -1;
}

static int close_fonts(void **state) {
  (void)state;
  cairn_fonts_free(fonts);
  return 0;
}

static CairnChart *parsed_text(const char *text, GError **error) {
  CairnOptions options = {.fonts = fonts};
  return cairn_chart_parse(text, strlen(text), "attack", &options, error);
}

static CairnChart *parsed(const json_t *spec, GError **error) {
  char *text = json_dumps(spec, 0);
  CairnChart *chart = parsed_text(text, error);
  free(text);
  return chart;
}

/* Without white space and what is not shown. */
static char *squeezed(const char *text) {
  GString *out = g_string_new(NULL);
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    bool breaks = c == 0x2028 || c == 0x2029;
    if (g_unichar_isgraph(c) && c != 0xfffd && !breaks) g_string_append_unichar(out, c);
  }
  return g_string_free(out, FALSE);
}

static void assert_safe(CairnChart *chart, const CairnWriteOptions *mode, const char *const *wanted) {
  GError *error = NULL;
  GBytes *svg = cairn_chart_render(chart, mode, &error);
  if (!svg) fail_msg("%s", error->message);
  g_autoptr(GString) complaints = g_string_new(NULL), words = g_string_new(NULL);
  size_t n;
  const char *bytes = g_bytes_get_data(svg, &n);
  check_svg(bytes, n, complaints, words);
  if (complaints->len) fail_msg("%.2000s", complaints->str);
  g_autofree char *shown = squeezed(words->str);
  for (size_t i = 0; wanted && wanted[i]; i++) {
    g_autofree char *text = squeezed(wanted[i]);
    g_autofree char *escaped = g_strescape(text, NULL);
    if (!strstr(shown, text)) fail_msg("not shown: %.200s", escaped);
  }
  g_bytes_unref(svg);
}

/* Every text in every place; the text is shown as it is and runs nothing. */
static void test_hostile_texts(void **state) {
  (void)state;
  json_t *texts = attack_texts();
  assert_true(json_array_size(texts) > 1400);
  for (size_t i = 0; i < json_array_size(texts); i += TOGETHER) {
    json_t *spec = attack_spec(texts, i, TOGETHER);
    const char *wanted[TOGETHER + 1] = {NULL};
    for (size_t k = 0; k < TOGETHER && i + k < json_array_size(texts); k++)
      wanted[k] = json_string_value(json_array_get(texts, i + k));
    GError *error = NULL;
    CairnChart *chart = parsed(spec, &error);
    if (!chart) fail_msg("texts from %zu on: %s", i, error->message);
    for (size_t k = 0; k < (i % 8 ? 2 : 3); k++)
      assert_safe(chart, &modes[k], wanted);
    cairn_chart_free(chart);
    json_decref(spec);
  }
  json_decref(texts);
}

/* As many as make a chart that shows them all, in labels or in the key. */
static void test_hostile_milestones(void **state) {
  enum { MILESTONES = 20 };
  (void)state;
  json_t *texts = attack_texts();
  for (size_t i = 0; i < json_array_size(texts); i += MILESTONES) {
    json_t *spec = attack_milestones(texts, i, MILESTONES);
    GError *error = NULL;
    CairnChart *chart = parsed(spec, &error);
    if (!chart) fail_msg("milestones from %zu on: %s", i, error->message);
    for (size_t k = 0; k < 2; k++)
      assert_safe(chart, &modes[k], NULL);
    cairn_chart_free(chart);
    json_decref(spec);
  }
  json_decref(texts);
}

/* A prefix is a name, or it is refused. */
static void test_hostile_prefixes(void **state) {
  (void)state;
  json_t *texts = attack_texts(), *text, *spec = attack_spec(texts, 0, 1);
  CairnChart *chart = parsed(spec, NULL);
  size_t i, n_refused = 0;
  json_array_foreach(texts, i, text) {
    CairnWriteOptions options = {
        .format = "svg", .svg_text = CAIRN_SVG_LIVE, .id_prefix = json_string_value(text)};
    GError *error = NULL;
    GBytes *svg = cairn_chart_render(chart, &options, &error);
    if (svg) {
      g_bytes_unref(svg);
      assert_safe(chart, &options, NULL);
    } else {
      assert_int_equal(cairn_fault(error), CAIRN_FAULT_USAGE);
      n_refused++;
    }
    g_clear_error(&error);
  }
  assert_true(n_refused > 1300 && n_refused < json_array_size(texts) - 20);
  cairn_chart_free(chart);
  json_decref(spec);
  json_decref(texts);
}

/* Images are not drawn: their addresses come into no file, not even where what is not supported is passed
 * over. */
static void test_hostile_images(void **state) {
  (void)state;
  json_t *texts = attack_texts(), *text;
  size_t i;
  json_array_foreach(texts, i, text) {
    json_t *spec = attack_image(json_string_value(text));
    GError *error = NULL;
    assert_null(parsed(spec, &error));
    assert_int_equal(cairn_fault(error), CAIRN_FAULT_INPUT);
    g_clear_error(&error);
    char *lenient = json_dumps(spec, 0);
    CairnOptions options = {.fonts = fonts, .lenient = true};
    CairnChart *chart = cairn_chart_parse(lenient, strlen(lenient), "attack", &options, &error);
    if (chart)
      assert_safe(chart, &modes[1], NULL);
    else
      assert_int_equal(cairn_fault(error), CAIRN_FAULT_INPUT);
    cairn_chart_free(chart);
    free(lenient);
    g_clear_error(&error);
    json_decref(spec);
  }
  json_decref(texts);
}

static bool is_printable(const char *text) {
  if (!g_utf8_validate(text, -1, NULL)) return false;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0)) return false;
  }
  return true;
}

/* Names of files are data of a chart, or stand in a message that a terminal can show. */
static void test_hostile_file_names(void **state) {
  (void)state;
  g_autofree char *folder = g_dir_make_tmp("cairn-safety-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "spec.json", NULL);
  json_t *texts = attack_texts(), *text;
  size_t i, n_drawn = 0;
  json_array_foreach(texts, i, text) {
    const char *name = json_string_value(text);
    json_t *spec = json_pack("{s:{s:s, s:{s:s}}, s:s, s:{s:{s:s, s:s}}}", "data", "url", name, "format",
                             "type", "csv", "mark", "bar", "encoding", "y", "field", "k", "type", "nominal");
    g_autofree char *data = g_build_filename(folder, *name ? name : ".", NULL);
    bool is_file = strlen(name) < 200 && !strchr(name, '/') && g_file_set_contents(data, "k\n1\n", -1, NULL);
    json_dump_file(spec, path, 0);
    CairnOptions options = {.fonts = fonts};
    GError *error = NULL;
    CairnChart *chart = cairn_chart_load(path, &options, &error);
    if (chart) assert_safe(chart, &modes[1], NULL);
    g_autofree char *message = error ? cairn_message(error, "error") : NULL;
    if (message && !is_printable(message)) fail_msg("%s", message);
    n_drawn += chart != NULL;
    g_clear_error(&error);
    cairn_chart_free(chart);
    json_decref(spec);
    if (is_file) g_unlink(data);
  }
  assert_true(n_drawn > 300);
  g_unlink(path);
  g_rmdir(folder);
  json_decref(texts);
}

/* Bytes that no JSON can hold, in a file of data. */
static void test_raw_bytes(void **state) {
  static const char *const cells[] = {"\xff\xfe",
                                      "\xc0\xaf",
                                      "\xed\xa0\x80",
                                      "\xed\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xf8\x88\x80\x80\x80",
                                      "\xe2\x80",
                                      "a\x80"
                                      "b",
                                      "\xc0\xbcscript>",
                                      "\x01\x02",
                                      "\x1b[31m",
                                      "\x7f",
                                      "\xef\xbf\xbe",
                                      "<\xff"};
  (void)state;
  g_autofree char *folder = g_dir_make_tmp("cairn-safety-XXXXXX", NULL);
  g_autofree char *data = g_build_filename(folder, "data.csv", NULL),
                  *path = g_build_filename(folder, "spec.json", NULL);
  g_file_set_contents(
      path,
      "{\"data\":{\"url\":\"data.csv\"},\"mark\":{\"type\":\"text\"},\"encoding\":{\"y\":{\"field\":\"k\",\"type\":\"nominal\"},"
      "\"text\":{\"field\":\"k\"},\"color\":{\"field\":\"k\"},\"href\":{\"field\":\"k\"}}}",
      -1, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
    g_autofree char *csv = g_strdup_printf("k\n%s\nhttps://x/%s\n", cells[i], cells[i]);
    g_file_set_contents(data, csv, -1, NULL);
    CairnOptions options = {.fonts = fonts};
    GError *error = NULL;
    CairnChart *chart = cairn_chart_load(path, &options, &error);
    for (size_t k = 0; chart && k < G_N_ELEMENTS(modes); k++)
      assert_safe(chart, &modes[k], NULL);
    if (!chart) assert_int_equal(cairn_fault(error), CAIRN_FAULT_INPUT);
    g_clear_error(&error);
    cairn_chart_free(chart);
  }
  g_unlink(data);
  g_unlink(path);
  g_rmdir(folder);
}

/* Half a pair of surrogates is an error that tells where it is. */
static void test_lone_surrogates(void **state) {
  static const char *const escapes[] = {"\\ud800", "\\udfff", "\\udc00\\ud800", "a\\ud83db"};
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
    g_autofree char *spec = g_strdup_printf(
        "{\"data\":{\"values\":[{\"a\":1}]},\"mark\":\"bar\",\n\"title\":\"%s\"}", escapes[i]);
    GError *error = NULL;
    assert_null(parsed_text(spec, &error));
    assert_int_equal(cairn_fault(error), CAIRN_FAULT_INPUT);
    g_autofree char *message = cairn_message(error, "error");
    assert_non_null(strstr(message, "attack:2:"));
    g_clear_error(&error);
  }
}

/* What the check itself refuses. */
static void test_the_check(void **state) {
  static const char *const wrong[] = {"<script/>",
                                      "<rect onload=\"x\"/>",
                                      "<rect width=\"1e\"/>",
                                      "<rect fill=\"url(http://x)\"/>",
                                      "<a xlink:href=\"javascript:alert(1)\"/>",
                                      "<use xlink:href=\"x.svg#a\"/>",
                                      "<style>@import 'x';</style>",
                                      "<style>a{src:url(https://x)}</style>",
                                      "<style>a{src:url(data:text/html;base64,eA==)}</style>",
                                      "<rect style=\"fill:red\"/>",
                                      "<g id=\"a\"/><g id=\"a\"/>",
                                      "<text>\xe2\x80\xae</text>",
                                      "<text>\xc2\x80</text>",
                                      "<text>a",
                                      "<!--x-->",
                                      "<![CDATA[x]]>",
                                      "<?x y?>",
                                      "<g>loose</g>",
                                      "<image/>"};
  (void)state;
  for (size_t i = 0; i <= G_N_ELEMENTS(wrong); i++) {
    g_autofree char *svg = g_strdup_printf(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">%s</svg>",
        i < G_N_ELEMENTS(wrong) ? wrong[i] : "<text>all is well</text>");
    g_autoptr(GString) complaints = g_string_new(NULL);
    check_svg(svg, strlen(svg), complaints, NULL);
    if ((complaints->len > 0) != (i < G_N_ELEMENTS(wrong))) fail_msg("%s: \"%s\"", svg, complaints->str);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_check),          cmocka_unit_test(test_hostile_texts),
      cmocka_unit_test(test_hostile_milestones), cmocka_unit_test(test_hostile_prefixes),
      cmocka_unit_test(test_raw_bytes),          cmocka_unit_test(test_lone_surrogates),
      cmocka_unit_test(test_hostile_images),     cmocka_unit_test(test_hostile_file_names),
  };
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
