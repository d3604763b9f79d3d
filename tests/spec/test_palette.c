/* The colours of the report theme: readable on its paper, and apart for readers who see fewer colours, and in grey.
 *
 * Contrast: WCAG 2.2, 1.4.3 and 1.4.11. Dichromacy: Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of
 * color vision deficiency" (2009), severity 1. Differences: CIEDE2000 (Sharma, Wu and Dalal 2005). All of it is computed here, apart
 * from the library's own colours. */
#include <glib.h>
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cairn.h"

enum { N_FIRST = 4, N_MAIN = 8, MOST = 32 };

#define LEAST_MARK      3.0
#define LEAST_TEXT      4.5
#define LEAST_MAIN      10.0 /* CIEDE2000 between two of the first eight */
#define LEAST_ANY       8.5
#define LEAST_GREY_MAIN 8.0 /* lightness between two of the first four */
#define LEAST_GREY      2.9
#define LEAST_DARK_FEW  11.0 /* CIEDE2000 on dark pages, up to six colours */
#define LEAST_DARK_MAIN 6.0  /* up to eight */

typedef struct Rgb {
  double c[3]; /* linear, 0..1 */
} Rgb;

typedef struct Lab {
  double l, a, b;
} Lab;

static const double views[][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}, /* protan */
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},  /* deutan */
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}, /* tritan */
};
static const char *const view_names[] = {"all colours", "protanopia", "deuteranopia", "tritanopia"};

/* ---- Colours ---- */

static Rgb parse(const char *hex) {
  Rgb rgb;
  if (strcmp(hex, "white") == 0) hex = "#ffffff";
  assert_int_equal(strlen(hex), 7);
  for (int i = 0; i < 3; i++) {
    double c = (g_ascii_xdigit_value(hex[1 + 2 * i]) * 16 + g_ascii_xdigit_value(hex[2 + 2 * i])) / 255.0;
    rgb.c[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
  }
  return rgb;
}

static double contrast(const char *a, const char *b) {
  double luminance[2];
  for (int i = 0; i < 2; i++) {
    Rgb rgb = parse(i ? b : a);
    luminance[i] = 0.2126 * rgb.c[0] + 0.7152 * rgb.c[1] + 0.0722 * rgb.c[2];
  }
  return (fmax(luminance[0], luminance[1]) + 0.05) / (fmin(luminance[0], luminance[1]) + 0.05);
}

static Rgb seen(Rgb rgb, int view) {
  Rgb out;
  for (int i = 0; i < 3; i++) {
    double sum = 0;
    for (int k = 0; k < 3; k++)
      sum += views[view][i][k] * rgb.c[k];
    out.c[i] = fmin(fmax(sum, 0), 1);
  }
  return out;
}

static double lab_curve(double t) {
  return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

static Lab lab_of(Rgb rgb) {
  const double *c = rgb.c;
  double x = lab_curve((0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]) / 0.95047);
  double y = lab_curve(0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]);
  double z = lab_curve((0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]) / 1.08883);
  return (Lab){116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

static double degrees(double b, double a) {
  double angle = atan2(b, a) * 180 / G_PI;
  return angle < 0 ? angle + 360 : angle;
}

static double cos_degrees(double angle) {
  return cos(angle * G_PI / 180);
}

static double difference(Lab p, Lab q) {
  double mean_chroma = (hypot(p.a, p.b) + hypot(q.a, q.b)) / 2, m7 = pow(mean_chroma, 7);
  double g = 0.5 * (1 - sqrt(m7 / (m7 + pow(25, 7))));
  double a1 = (1 + g) * p.a, a2 = (1 + g) * q.a, c1 = hypot(a1, p.b), c2 = hypot(a2, q.b);
  double h1 = degrees(p.b, a1), h2 = degrees(q.b, a2), dh = h2 - h1, hm = (h1 + h2) / 2;
  bool is_grey = c1 * c2 == 0;
  if (is_grey) dh = 0;
  else if (dh > 180) dh -= 360;
  else if (dh < -180) dh += 360;
  if (is_grey) hm = h1 + h2;
  else if (fabs(h1 - h2) > 180) hm += h1 + h2 < 360 ? 180 : -180;
  double dl = q.l - p.l, dc = c2 - c1, dhh = 2 * sqrt(c1 * c2) * sin(dh / 2 * G_PI / 180);
  double lm = (p.l + q.l) / 2, cm = (c1 + c2) / 2;
  double t = 1 - 0.17 * cos_degrees(hm - 30) + 0.24 * cos_degrees(2 * hm) + 0.32 * cos_degrees(3 * hm + 6) - 0.20 * cos_degrees(4 * hm - 63);
  double sl = 1 + 0.015 * pow(lm - 50, 2) / sqrt(20 + pow(lm - 50, 2)), sc = 1 + 0.045 * cm, sh = 1 + 0.015 * cm * t;
  double turn = 30 * exp(-pow((hm - 275) / 25, 2)), rc = 2 * sqrt(pow(cm, 7) / (pow(cm, 7) + pow(25, 7)));
  double rt = -sin(2 * turn * G_PI / 180) * rc;
  return sqrt(pow(dl / sl, 2) + pow(dc / sc, 2) + pow(dhh / sh, 2) + rt * (dc / sc) * (dhh / sh));
}

/* ---- The theme ---- */

static json_t *theme;

static int load(void **state) {
  (void)state;
  theme = json_load_file(CAIRN_SOURCE_DIR "/render/spec/theme_report.json", 0, NULL);
  return theme ? 0 : 1;
}

static int unload(void **state) {
  (void)state;
  json_decref(theme);
  return 0;
}

static const char *paper(void) {
  const char *color = json_string_value(json_object_get(theme, "background"));
  assert_non_null(color);
  return color;
}

static size_t palette(const char *out[MOST]) {
  const json_t *list = json_object_get(json_object_get(theme, "range"), "category");
  size_t n = json_array_size(list);
  assert_true(n >= N_MAIN && n <= MOST);
  for (size_t i = 0; i < n; i++)
    out[i] = json_string_value(json_array_get(list, i));
  return n;
}

/* ---- Tests ---- */

/* Pairs of the paper by Sharma, Wu and Dalal, table 1. */
static void test_difference(void **state) {
  (void)state;
  static const struct {
    Lab p, q;
    double difference;
  } pairs[] = {{{50, 2.6772, -79.7751}, {50, 0, -82.7485}, 2.0425}, {{50, 2.5, 0}, {73, 25, -18}, 27.1492}, {{50, -1, 2}, {50, 0, 0}, 2.3669},
               {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644}, {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082}};
  for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
    assert_true(fabs(difference(pairs[i].p, pairs[i].q) - pairs[i].difference) < 0.0001);
}

static void test_marks(void **state) {
  (void)state;
  const char *colors[MOST];
  size_t n = palette(colors);
  for (size_t i = 0; i < n; i++)
    if (contrast(colors[i], paper()) < LEAST_MARK) fail_msg("%s has contrast %.2f", colors[i], contrast(colors[i], paper()));
  static const char *const places[][2] = {{"mark", "color"}, {"rule", "color"}, {"axis", "domainColor"}, {"axis", "tickColor"}};
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    const char *color = json_string_value(json_object_get(json_object_get(theme, places[i][0]), places[i][1]));
    assert_non_null(color);
    assert_true(contrast(color, paper()) >= LEAST_MARK);
  }
}

static void test_texts(void **state) {
  (void)state;
  static const char *const places[][2] = {{"text", "color"},        {"axis", "labelColor"},  {"axis", "titleColor"},    {"legend", "labelColor"},
                                          {"legend", "titleColor"}, {"title", "color"},      {"title", "subtitleColor"}};
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    const char *color = json_string_value(json_object_get(json_object_get(theme, places[i][0]), places[i][1]));
    assert_non_null(color);
    if (contrast(color, paper()) < LEAST_TEXT) fail_msg("%s of %s has contrast %.2f", places[i][1], places[i][0], contrast(color, paper()));
  }
}

static void test_apart(void **state) {
  (void)state;
  const char *colors[MOST];
  size_t n = palette(colors);
  for (int view = 0; view < (int)G_N_ELEMENTS(views); view++)
    for (size_t i = 0; i < n; i++)
      for (size_t k = 0; k < i; k++) {
        double apart = difference(lab_of(seen(parse(colors[i]), view)), lab_of(seen(parse(colors[k]), view)));
        if (apart < (i < N_MAIN ? LEAST_MAIN : LEAST_ANY)) fail_msg("%s and %s with %s: %.1f", colors[k], colors[i], view_names[view], apart);
      }
}

static void test_grey(void **state) {
  (void)state;
  const char *colors[MOST];
  size_t n = palette(colors);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < i; k++) {
      double apart = fabs(lab_of(parse(colors[i])).l - lab_of(parse(colors[k])).l);
      if (apart < (i < N_FIRST ? LEAST_GREY_MAIN : LEAST_GREY)) fail_msg("%s and %s in grey: %.1f", colors[k], colors[i], apart);
    }
}

/* ---- Dark pages ---- */

/* A chart with a mark for each of the first n colours, as live SVG that follows dark pages. Free with g_bytes_unref. */
static GBytes *chart_of(size_t n, const char *mark) {
  g_autoptr(GString) spec = g_string_new("{\"usermeta\":{\"cairn\":{\"theme\":\"report\"}},\"data\":{\"values\":[");
  for (size_t i = 0; i < 2 * n; i++)
    g_string_append_printf(spec, "%s{\"x\":%zu,\"k\":\"%c\"}", i ? "," : "", i, (char)('a' + i / 2));
  g_string_append_printf(spec,
                         "]},\"mark\":\"%s\",\"encoding\":{\"x\":{\"field\":\"x\",\"type\":\"quantitative\"},\"y\":{\"field\":\"x\","
                         "\"type\":\"quantitative\"},\"text\":{\"field\":\"k\"},\"color\":{\"field\":\"k\",\"type\":\"nominal\"}}}",
                         mark);
  CairnWriteOptions options = {.format = "svg", .svg_text = CAIRN_SVG_LIVE, .dark = CAIRN_DARK_AUTO, .id_prefix = "id"};
  GError *error = NULL;
  CairnChart *chart = cairn_chart_parse(spec->str, spec->len, "chart", NULL, &error);
  if (!chart) fail_msg("%s", error->message);
  GBytes *svg = cairn_chart_render(chart, &options, &error);
  assert_non_null(svg);
  cairn_chart_free(chart);
  return svg;
}

/* What the colour is on a dark page. Free with g_free. */
static char *dark_of(const char *svg, const char *color) {
  g_autofree char *form = g_strdup_printf("(id-?d[0-9]+)\" (?:fill=\"none\" stroke|fill)=\"%s\"", color);
  g_autoptr(GRegex) used = g_regex_new(form, 0, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  if (!g_regex_match(used, svg, 0, &found)) return g_strdup(color);
  g_autofree char *name = g_match_info_fetch(found, 1), *rule = g_strdup_printf(".%s{", name);
  const char *start = strstr(svg, rule);
  assert_non_null(start);
  start = strchr(start, '#');
  return g_strndup(start, 7);
}

static void check_dark(const char *mark, size_t n) {
  const char *colors[MOST];
  char *dark[MOST];
  palette(colors);
  GBytes *svg = chart_of(n, mark);
  g_autofree char *text = g_strndup(g_bytes_get_data(svg, NULL), g_bytes_get_size(svg));
  g_autofree char *dark_paper = dark_of(text, "#ffffff");
  for (size_t i = 0; i < n; i++) {
    dark[i] = dark_of(text, colors[i]);
    if (contrast(dark[i], dark_paper) < LEAST_MARK) fail_msg("%s becomes %s: %.2f", colors[i], dark[i], contrast(dark[i], dark_paper));
    for (int view = 0; view < (int)G_N_ELEMENTS(views); view++)
      for (size_t k = 0; k < i; k++) {
        double apart = difference(lab_of(seen(parse(dark[i]), view)), lab_of(seen(parse(dark[k]), view)));
        if (apart < (n <= 6 ? LEAST_DARK_FEW : LEAST_DARK_MAIN))
          fail_msg("%zu %ss: %s and %s with %s: %.1f", n, mark, dark[k], dark[i], view_names[view], apart);
      }
  }
  for (size_t i = 0; i < n; i++)
    g_free(dark[i]);
  g_bytes_unref(svg);
}

static void test_apart_on_dark_pages(void **state) {
  static const char *const marks[] = {"line", "circle", "text", "bar"};
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    for (size_t n = 2; n <= N_MAIN; n++)
      check_dark(marks[i], n);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_difference), cmocka_unit_test(test_marks), cmocka_unit_test(test_texts),
                                     cmocka_unit_test(test_apart), cmocka_unit_test(test_grey), cmocka_unit_test(test_apart_on_dark_pages)};
  return cmocka_run_group_tests(tests, load, unload);
}
