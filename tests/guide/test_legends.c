/* Legends, and the page around them, against those of Vega: legend_golden.json holds data sets, specs, and
 * for each what legend_refresh.mjs read from Vega's scenegraph. */
#include "chart.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- Legends as JSON, in the golden form ---- */

static json_t *number(double value) {
  double rounded = round(value * 100) / 100;
  return json_real(rounded == 0 ? 0 : rounded);
}

static json_t *numbers(const double *values, size_t n) {
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++)
    json_array_append_new(list, number(values[i]));
  return list;
}

static json_t *color_json(CairnColor color) {
  char hex[8];
  cairn_color_to_hex(color, hex);
  return json_string(hex);
}

static json_t *stops_json(const CairnGradient *gradient) {
  json_t *list = json_array();
  for (size_t i = 0; i < gradient->n_stops; i++)
    json_array_append_new(
        list, json_pack("[o, o]", number(gradient->stops[i].offset), color_json(gradient->stops[i].color)));
  return list;
}

static json_t *brush_json(const CairnBrush *brush, double opacity) {
  if (brush->kind == CAIRN_BRUSH_GRADIENT)
    return json_pack("[o, o]", stops_json(brush->gradient), number(opacity));
  if (brush->kind == CAIRN_BRUSH_NONE || brush->color.a * opacity == 0) return json_null();
  return json_pack("[o, o]", color_json(brush->color), number(opacity * brush->color.a));
}

static void add_paint(json_t *object, const CairnPaint *paint) {
  static const CairnPaint none = {.fill_opacity = 1};
  if (!paint) paint = &none;
  json_t *stroke = paint->stroke_width > 0 ? brush_json(&paint->stroke, paint->stroke_opacity) : json_null();
  if (json_is_array(stroke)) {
    json_array_append_new(stroke, number(paint->stroke_width));
    json_array_append_new(stroke, numbers(paint->dash, paint->n_dash));
  }
  json_object_set_new(object, "fill", brush_json(&paint->fill, paint->fill_opacity));
  json_object_set_new(object, "stroke", stroke);
}

static json_t *text_json(const CairnTextItem *text, double x, double y) {
  static const char *const aligns[] = {
      [CAIRN_ALIGN_LEFT] = "left", [CAIRN_ALIGN_CENTER] = "center", [CAIRN_ALIGN_RIGHT] = "right"};
  static const char *const baselines[] = {
      [CAIRN_BASELINE_ALPHABETIC] = "alphabetic", [CAIRN_BASELINE_TOP] = "top",
      [CAIRN_BASELINE_MIDDLE] = "middle",         [CAIRN_BASELINE_BOTTOM] = "bottom",
      [CAIRN_BASELINE_LINE_TOP] = "line-top",     [CAIRN_BASELINE_LINE_BOTTOM] = "line-bottom"};
  g_autoptr(GString) joined = g_string_new(NULL);
  for (size_t i = 0; i < text->n_lines; i++)
    g_string_append_printf(joined, "%s%s", i ? "\n" : "", text->lines[i]);
  if (joined->len == 0) return NULL;
  double at[] = {x + text->x, y + text->y};
  return json_pack("{s:s, s:o, s:[s, s, o], s:o}", "text", joined->str, "at", numbers(at, 2), "anchor",
                   aligns[text->align], baselines[text->baseline], number(fmod(text->angle + 360, 360)),
                   "size", number(text->font->size));
}

static json_t *item_json(CairnMarkKind kind, const CairnItem *item, double x, double y) {
  if (kind == CAIRN_TEXT) return text_json(&item->text, x, y);
  json_t *object;
  if (kind == CAIRN_SYMBOL) {
    double at[] = {x + item->symbol.x, y + item->symbol.y};
    object = json_pack("{s:o, s:o, s:s}", "at", numbers(at, 2), "size", number(item->symbol.size), "shape",
                       item->symbol.shape);
  } else {
    double box[] = {x + item->rect.x, y + item->rect.y, item->rect.width, item->rect.height};
    object = json_pack("{s:o}", "box", numbers(box, 4));
  }
  add_paint(object, item->paint);
  return object;
}

static void collect(const CairnGroup *group, CairnRole role, double x, double y, json_t *list) {
  for (size_t i = 0; i < group->n; i++) {
    const CairnGroup *inner = group->children[i].group;
    const CairnMark *mark = group->children[i].mark;
    if (inner) collect(inner, role, x + inner->x, y + inner->y, list);
    for (size_t k = 0; mark && mark->role == role && k < mark->n; k++) {
      json_t *item = item_json(mark->kind, &mark->items[k], x, y);
      if (item) json_array_append_new(list, item);
    }
  }
}

/* Items as an object of columns; one that is the same for all items is written once. Takes `items`. */
static json_t *columns(json_t *items) {
  json_t *result = json_pack("{s:i}", "n", (int)json_array_size(items)), *first = json_array_get(items, 0),
         *value;
  const char *key;
  json_object_foreach(first, key, value) {
    json_t *column = json_array(), *item;
    bool same = true;
    size_t i;
    json_array_foreach(items, i, item) {
      json_array_append(column, json_object_get(item, key));
      same = same && json_equal(value, json_object_get(item, key));
    }
    while (same && json_array_size(column) > 1)
      json_array_remove(column, json_array_size(column) - 1);
    json_object_set_new(result, key, column);
  }
  json_decref(items);
  return result;
}

static json_t *legend_json(const CairnGroup *legend, double x, double y) {
  static const char *const types[] = {[CAIRN_LEGEND_OF_SYMBOLS] = "symbol",
                                      [CAIRN_LEGEND_OF_RAMP] = "gradient",
                                      [CAIRN_LEGEND_OF_BANDS] = "discrete"};
  static const struct {
    const char *key;
    CairnRole role;
  } parts[] = {{"symbols", CAIRN_ROLE_LEGEND_SYMBOL},
               {"labels", CAIRN_ROLE_LEGEND_LABEL},
               {"ramp", CAIRN_ROLE_LEGEND_GRADIENT},
               {"title", CAIRN_ROLE_LEGEND_TITLE}};
  double box[] = {x, y, legend->width, legend->height};
  json_t *object = json_pack("{s:s, s:o}", "type", types[legend->legend_kind], "box", numbers(box, 4));
  add_paint(object, legend->paint);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    json_t *items = json_array();
    collect(legend, parts[i].role, x, y, items);
    if (json_array_size(items) > 0)
      json_object_set_new(object, parts[i].key, columns(items));
    else
      json_decref(items);
  }
  return object;
}

/* The legends in `group`, and its first plot. */
static void find(const CairnGroup *group, double x, double y, json_t *legends, const CairnGroup **plot) {
  for (size_t i = 0; i < group->n; i++) {
    const CairnGroup *inner = group->children[i].group;
    if (!inner) continue;
    if (inner->role == CAIRN_ROLE_VIEW && !*plot) *plot = inner;
    if (inner->role == CAIRN_ROLE_LEGEND)
      json_array_append_new(legends, legend_json(inner, x + inner->x, y + inner->y));
    else
      find(inner, x + inner->x, y + inner->y, legends, plot);
  }
}

/* The chart's title and subtitle. */
static void find_titles(const CairnGroup *group, double x, double y, json_t *list) {
  collect(group, CAIRN_ROLE_TITLE, x, y, list);
  collect(group, CAIRN_ROLE_SUBTITLE, x, y, list);
}

/* The chart as the golden file describes it. Vega's page is without padding. */
static json_t *chart_json(const CairnChart *chart) {
  enum { PADDING = 5 };
  const CairnScene *scene = chart->scene;
  const CairnGroup *plot = NULL;
  json_t *legends = json_array(), *titles = json_array();
  find_titles(scene->page, 0, 0, titles);
  find(scene->page, 0, 0, legends, &plot);
  double page[] = {scene->width - 2 * PADDING, scene->height - 2 * PADDING, scene->page->x - PADDING,
                   scene->page->y - PADDING};
  double size[] = {plot ? plot->width : 0, plot ? plot->height : 0};
  json_t *object =
      json_pack("{s:o, s:o, s:o}", "page", numbers(page, 4), "plot", numbers(size, 2), "legends", legends);
  if (json_array_size(titles) > 0) json_object_set(object, "titles", titles);
  json_decref(titles);
  return object;
}

/* ---- Comparing ---- */

/* Are both texts colours, alike but for rounding? */
static bool is_same_color(const json_t *a, const json_t *b) {
  CairnColor first, second;
  if (!json_is_string(a) || !json_is_string(b) || *json_string_value(a) != '#') return false;
  if (!cairn_color_parse(json_string_value(a), &first) || !cairn_color_parse(json_string_value(b), &second))
    return false;
  return fabs(first.r - second.r) <= 1 && fabs(first.g - second.g) <= 1 && fabs(first.b - second.b) <= 1;
}

/* Where `got` differs from `expected`; NULL when it does not. Numbers may differ by rounding. */
static char *difference(const char *path, const json_t *expected, const json_t *got) {
  const char *key;
  json_t *value;
  if (json_is_number(expected) && json_is_number(got) &&
      fabs(json_number_value(expected) - json_number_value(got)) <= 0.0101)
    return NULL;
  if (json_is_object(expected) && json_is_object(got) &&
      json_object_size(expected) >= json_object_size(got)) {
    json_object_foreach((json_t *)expected, key, value) {
      g_autofree char *below = g_strdup_printf("%s.%s", path, key);
      char *found = difference(below, value, json_object_get(got, key));
      if (found) return found;
    }
    return NULL;
  }
  if (json_is_array(expected) && json_is_array(got) && json_array_size(expected) == json_array_size(got)) {
    for (size_t i = 0; i < json_array_size(expected); i++) {
      g_autofree char *below = g_strdup_printf("%s[%zu]", path, i);
      char *found = difference(below, json_array_get(expected, i), json_array_get(got, i));
      if (found) return found;
    }
    return NULL;
  }
  if (expected && got && (json_equal(expected, got) || is_same_color(expected, got))) return NULL;
  char *a = expected ? json_dumps(expected, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(8)) : NULL,
       *b = got ? json_dumps(got, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(8)) : NULL;
  char *text = g_strdup_printf("%s: expected %.300s, got %.300s", path, a ? a : "nothing", b ? b : "nothing");
  free(a);
  free(b);
  return text;
}

static json_t *load_golden(void) {
  json_error_t problem;
  json_t *golden = json_load_file(CAIRN_SOURCE_DIR "/tests/guide/legend_golden.json", 0, &problem);
  if (!golden) fail_msg("legend_golden.json:%d: %s", problem.line, problem.text);
  return golden;
}

/* The spec of a case, with its data. A new reference. */
static json_t *spec_of(const json_t *golden, const json_t *test) {
  json_t *spec = json_deep_copy(json_object_get(test, "spec"));
  const char *name = json_string_value(json_object_get(test, "data"));
  if (!name) return spec;
  json_t *values = json_object_get(json_object_get(golden, "data"), name);
  json_object_set_new(spec, "data", json_pack("{s:O}", "values", values));
  return spec;
}

static CairnChart *chart_of(CairnFonts *fonts, const json_t *spec, GError **error) {
  CairnOptions options = {.fonts = fonts};
  char *text = json_dumps(spec, JSON_COMPACT);
  CairnChart *chart = cairn_chart_parse(text, strlen(text), "test.json", &options, error);
  free(text);
  return chart;
}

static char *case_difference(CairnFonts *fonts, const json_t *golden, json_t *test) {
  static const char *const keys[] = {"plot", "legends", "titles", "page"};
  g_autoptr(GError) error = NULL;
  json_t *spec = spec_of(golden, test);
  g_autoptr(CairnChart) chart = chart_of(fonts, spec, &error);
  json_decref(spec);
  if (!chart) return g_strdup(error->message);
  json_t *got = chart_json(chart);
  char *problem = NULL;
  for (size_t i = 0; !problem && i < G_N_ELEMENTS(keys); i++)
    if (json_object_get(test, keys[i]) || json_object_get(got, keys[i]))
      problem = difference(keys[i], json_object_get(test, keys[i]), json_object_get(got, keys[i]));
  json_decref(got);
  return problem;
}

static void test_legends_agree_with_vega(void **state) {
  size_t n_failed = 0, index;
  json_t *golden = load_golden(), *test;
  assert_true(json_array_size(json_object_get(golden, "cases")) > 300);
  json_array_foreach(json_object_get(golden, "cases"), index, test) {
    g_autofree char *problem = case_difference(*state, golden, test);
    if (!problem) continue;
    print_error("%s: %s\n", json_string_value(json_object_get(test, "name")), problem);
    n_failed++;
  }
  json_decref(golden);
  assert_int_equal(n_failed, 0);
}

/* ---- Titles of several plots ---- */

static void test_titles_of_several_plots_stand_at_their_start(void **state) {
#define PLOT "{\"mark\": \"bar\", \"encoding\": {\"x\": {\"field\": \"a\", \"type\": \"quantitative\"}}}"
  static const struct {
    const char *members, *align;
  } cases[] = {
      {"\"title\": \"T\", \"hconcat\": [" PLOT ", " PLOT "]", "left"},
      {"\"title\": {\"text\": \"T\", \"orient\": \"bottom\"}, \"vconcat\": [" PLOT ", " PLOT "]", "left"},
      {"\"title\": \"T\", \"concat\": [" PLOT "], \"config\": {\"title\": {\"anchor\": \"middle\"}}", "center"},
      {"\"title\": {\"text\": \"T\", \"anchor\": \"end\"}, \"hconcat\": [" PLOT ", " PLOT "]", "right"},
      {"\"title\": \"T\", \"repeat\": [\"a\"], \"spec\": " PLOT, "left"},
      {"\"title\": \"T\", \"layer\": [" PLOT ", " PLOT "]", "center"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strdup_printf("{\"data\": {\"values\": [{\"a\": 1}]}, %s}", cases[i].members);
    CairnOptions options = {.fonts = *state};
    g_autoptr(CairnChart) chart = cairn_chart_parse(text, strlen(text), "test.json", &options, &error);
    if (!chart) fail_msg("%s: %s", cases[i].members, error->message);
    json_t *titles = json_array();
    find_titles(chart->scene->page, 0, 0, titles);
    const json_t *anchor = json_object_get(json_array_get(titles, 0), "anchor");
    assert_string_equal(json_string_value(json_array_get(anchor, 0)), cases[i].align);
    json_decref(titles);
  }
#undef PLOT
}

/* ---- Wrong values ---- */

static void test_wrong_values_are_reported_at_their_place(void **state) {
  static const struct {
    const char *legend, *message;
  } cases[] = {
      {"\"orient\": \"middle\"", "test.json:2:22: error: \"orient\" "},
      {"\"labelColor\": \"blau\"", "test.json:2:26: error: \"labelColor\" takes a colour"},
      {"\"symbolSize\": \"big\"", "test.json:2:26: error: \"symbolSize\" "},
      {"\"titleAlign\": \"middle\"", "test.json:2:26: error: \"titleAlign\" "},
      {"\"symbolDash\": [-1]", "test.json:2:26: error: \"symbolDash\" must be an array of lengths"},
      {"\"format\": \"%%%\"", "test.json:2:22: error: "},
      {"\"tickCount\": \"month\"", "test.json:2:25: error: "},
      {"\"tickCount\": 1e9", "test.json:2:25: error: "},
      {"\"labelExpr\": \"datum.label +\"", "test.json:2:"},
      {"\"symbolType\": 3", "test.json:2:26: error: \"symbolType\" "},
      {"\"labelExpr\": \"nothing(datum.label)\"", "test.json:2:"},
      {"\"offset\": {\"expr\": \"1 +\"}", "test.json:2:"},
  };
  size_t n_failed = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = g_strdup_printf(
        "{\"data\": {\"values\": [{\"a\": 1}, {\"a\": 2}]}, \"mark\": \"point\", \"encoding\": {\"size\": {"
        "\"field\": \"a\", \"type\": \"quantitative\",\n\"legend\": {%s}}}}",
        cases[i].legend);
    CairnOptions options = {.fonts = *state};
    GError *error = NULL;
    g_autoptr(CairnChart) chart = cairn_chart_parse(text, strlen(text), "test.json", &options, &error);
    g_autofree char *message = error ? cairn_message(error, "error") : g_strdup("no error");
    if (chart || !g_str_has_prefix(message, cases[i].message)) {
      print_error("{%s}: expected %s, got %s\n", cases[i].legend, cases[i].message, message);
      n_failed++;
    }
    g_clear_error(&error);
  }
  assert_int_equal(n_failed, 0);
}

/* A legend that nobody could read is refused. */
static void test_too_many_entries_are_an_error(void **state) {
  json_t *values = json_array();
  for (int i = 0; i < 3000; i++)
    json_array_append_new(values, json_pack("{s:i}", "a", i));
  json_t *spec =
      json_pack("{s:{s:o}, s:s, s:{s:{s:s, s:s, s:{s:i}}}}", "data", "values", values, "mark", "point",
                "encoding", "color", "field", "a", "type", "nominal", "legend", "symbolLimit", 0);
  g_autoptr(GError) error = NULL;
  g_autoptr(CairnChart) chart = chart_of(*state, spec, &error);
  assert_null(chart);
  assert_non_null(strstr(error->message, "3000 entries"));
  json_decref(spec);
}

/* ---- Robustness ---- */

/* Puts each of `values` in place of each value inside `node` in turn. */
static void mutate(json_t *node, const json_t *values, CairnFonts *fonts, const json_t *spec) {
  const char *key = NULL;
  json_t *child = NULL, *value;
  void *next = NULL;
  size_t i;
  json_object_foreach_safe(node, next, key, child) {
    json_t *kept = json_incref(child);
    g_autofree char *name = g_strdup(key);
    mutate(child, values, fonts, spec);
    json_array_foreach(values, i, value) {
      g_autoptr(GError) error = NULL;
      json_object_set(node, name, value);
      g_autoptr(CairnChart) chart = chart_of(fonts, spec, &error);
      assert_true((chart != NULL) != (error != NULL));
    }
    json_object_set_new(node, name, kept);
  }
}

static void test_no_value_makes_a_legend_crash(void **state) {
  json_t *golden = load_golden(), *test;
  json_t *values = json_loads("[null, true, -1, 0.5, 1e300, \"\", \"horizontal\", [], [null, 1e300], {}, "
                              "{\"expr\": \"datum.value\"}, {\"expr\": \"0/0\"}]",
                              0, NULL);
  size_t index;
  json_array_foreach(json_object_get(golden, "cases"), index, test) {
    if (index % 7 != 0) continue;
    json_t *spec = spec_of(golden, test), *encoding = json_object_get(spec, "encoding"), *channel;
    const char *name;
    json_object_foreach(encoding, name, channel)
        mutate(json_object_get(channel, "legend"), values, *state, spec);
    mutate(json_object_get(json_object_get(spec, "config"), "legend"), values, *state, spec);
    json_decref(spec);
  }
  json_decref(values);
  json_decref(golden);
}

static int setup(void **state) {
  *state = cairn_fonts_new(NULL, NULL);
  return *state ? 0 : -1;
}

static int teardown(void **state) {
  cairn_fonts_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_titles_of_several_plots_stand_at_their_start),
                                     cmocka_unit_test(test_legends_agree_with_vega),
                                     cmocka_unit_test(test_wrong_values_are_reported_at_their_place),
                                     cmocka_unit_test(test_too_many_entries_are_an_error),
                                     cmocka_unit_test(test_no_value_makes_a_legend_crash)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
