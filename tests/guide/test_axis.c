/* Axes against those that Vega draws: axis_golden.json holds data sets, specs, and for each spec the axes
 * that axis_refresh.mjs read from Vega's scenegraph. */
#include "base/geometry.h"
#include "dataflow.h"
#include "guide/axis_parts.h"
#include "guide/overlap.h"
#include "layout/size.h"
#include "parameters.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- Axes as JSON, in the golden form ---- */

static json_t *number(double value) {
  double rounded = round(value * 1000) / 1000;
  return json_real(rounded == 0 ? 0 : rounded);
}

static json_t *numbers(const double *values, size_t n) {
  json_t *list = json_array();
  for (size_t i = 0; i < n; i++)
    json_array_append_new(list, number(values[i]));
  return list;
}

static json_t *brush(const CairnBrush *paint, double opacity) {
  if (paint->kind != CAIRN_BRUSH_COLOR || paint->color.a == 0 || opacity == 0) return json_string("none");
  char hex[8];
  cairn_color_to_hex(paint->color, hex);
  return json_string(hex);
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

static json_t *lines_json(const CairnMark *mark) {
  static const char *const caps[] = {
      [CAIRN_CAP_BUTT] = "butt", [CAIRN_CAP_ROUND] = "round", [CAIRN_CAP_SQUARE] = "square"};
  json_t *list = json_array();
  for (size_t i = 0; i < mark->n; i++) {
    const CairnPaint *paint = mark->items[i].paint;
    const CairnRuleItem *rule = &mark->items[i].rule;
    double at[] = {rule->x, rule->y, rule->x2, rule->y2};
    json_t *style = json_array();
    json_array_append_new(style, brush(&paint->stroke, paint->stroke_opacity));
    json_array_append_new(style, number(paint->stroke_opacity));
    json_array_append_new(style, number(paint->stroke_width));
    json_array_append_new(style, numbers(paint->dash, paint->n_dash));
    json_array_append_new(style, number(paint->dash_offset));
    json_array_append_new(style, json_string(caps[paint->cap]));
    json_array_append_new(list, json_pack("{s:o, s:o}", "at", numbers(at, 4), "paint", style));
  }
  return columns(list);
}

static json_t *text_json(const CairnItem *item) {
  static const char *const aligns[] = {
      [CAIRN_ALIGN_LEFT] = "left", [CAIRN_ALIGN_CENTER] = "center", [CAIRN_ALIGN_RIGHT] = "right"};
  static const char *const baselines[] = {
      [CAIRN_BASELINE_ALPHABETIC] = "alphabetic", [CAIRN_BASELINE_TOP] = "top",
      [CAIRN_BASELINE_MIDDLE] = "middle",         [CAIRN_BASELINE_BOTTOM] = "bottom",
      [CAIRN_BASELINE_LINE_TOP] = "line-top",     [CAIRN_BASELINE_LINE_BOTTOM] = "line-bottom"};
  const CairnTextItem *text = &item->text;
  g_autoptr(GString) joined = g_string_new(NULL);
  for (size_t i = 0; i < text->n_lines; i++)
    g_string_append_printf(joined, "%s%s", i ? "\n" : "", text->lines[i]);
  double at[] = {text->x, text->y}, angle = fmod(fmod(text->angle, 360) + 360, 360);
  return json_pack("{s:s, s:o, s:[s, s, o], s:[s, o, i, s, o], s:[o, o], s:o}", "text", joined->str, "at",
                   numbers(at, 2), "anchor", aligns[text->align], baselines[text->baseline], number(angle),
                   "font", text->font->family, number(text->font->size), text->font->weight,
                   text->font->italic ? "italic" : "normal", number(text->line_height), "fill",
                   brush(&item->paint->fill, item->paint->fill_opacity), number(item->paint->fill_opacity),
                   "limit", number(text->limit));
}

static const CairnMark *part(const CairnGroup *group, CairnRole role) {
  for (size_t i = 0; group && i < group->n; i++)
    if (group->children[i].mark->role == role) return group->children[i].mark;
  return NULL;
}

static void add_lines(json_t *object, const char *key, const CairnGroup *group, CairnRole role) {
  const CairnMark *mark = part(group, role);
  if (mark) json_object_set_new(object, key, lines_json(mark));
}

static json_t *origin(const CairnGroup *group) {
  return numbers((const double[]){group->x, group->y}, 2);
}

static json_t *axis_json(const CairnAxis *axis) {
  static const char *const orients[] = {[CAIRN_ORIENT_LEFT] = "left",
                                        [CAIRN_ORIENT_RIGHT] = "right",
                                        [CAIRN_ORIENT_TOP] = "top",
                                        [CAIRN_ORIENT_BOTTOM] = "bottom"};
  const CairnBox *box = &axis->bounds;
  double ends[] = {box->x, box->y, box->x + box->width, box->y + box->height};
  json_t *object = json_pack("{s:s, s:b, s:o, s:o}", "orient", orients[axis->orient], "above", axis->is_above,
                             "at", origin(axis->main), "bounds", numbers(ends, 4));
  if (axis->grid)
    json_object_set_new(object, "grid",
                        json_pack("{s:o, s:o}", "at", origin(axis->grid), "lines",
                                  lines_json(part(axis->grid, CAIRN_ROLE_AXIS_GRID))));
  add_lines(object, "ticks", axis->main, CAIRN_ROLE_AXIS_TICK);
  add_lines(object, "domain", axis->main, CAIRN_ROLE_AXIS_DOMAIN);
  const CairnMark *labels = part(axis->main, CAIRN_ROLE_AXIS_LABEL),
                  *title = part(axis->main, CAIRN_ROLE_AXIS_TITLE);
  if (labels) {
    json_t *list = json_array();
    for (size_t i = 0; i < labels->n; i++)
      json_array_append_new(list, text_json(&labels->items[i]));
    json_object_set_new(object, "labels", columns(list));
  }
  if (title) json_object_set_new(object, "title", columns(json_pack("[o]", text_json(&title->items[0]))));
  return object;
}

/* ---- Drawing the axes of a spec ---- */

typedef struct Fixture {
  CairnArena *arena;
  CairnTextMeasurer *measurer;
} Fixture;

static bool draw(const Fixture *fixture, CairnSpec *spec, CairnAxes *axes, GError **error) {
  CairnArena *arena = fixture->arena;
  CairnDataflow flow = {.arena = arena, .spec = spec, .run = {.arena = arena}};
  if (!cairn_parameters_read(&flow.run, spec->root, error)) return false;
  flow.model = cairn_model_new(arena, spec->root, &(CairnLook){.theme = "vega"}, NULL, error);
  if (!flow.model || !cairn_dataflow_run(&flow, error)) return false;
  CairnView *view = flow.model->view;
  CairnScaleSet *scales = cairn_scale_resolve(view, NULL, error);
  if (!scales || !cairn_size_views(view, error) || !cairn_scale_finish(scales, error)) return false;
  CairnGuideContext context = {arena, flow.model, &flow.run, fixture->measurer};
  return cairn_axes_draw(&context, view, scales, axes, error);
}

/* The axes of a spec as JSON, or NULL with an error. */
static json_t *axes_of_text(CairnTextMeasurer *measurer, const char *text, GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  Fixture fixture = {arena, measurer};
  g_autoptr(CairnSpec) spec = cairn_spec_load_text(text, strlen(text), "test.json", error);
  CairnAxes axes;
  if (!spec || !draw(&fixture, spec, &axes, error)) {
    if (spec && error) cairn_spec_locate(spec, *error);
    return NULL;
  }
  json_t *list = json_array();
  for (size_t i = 0; i < axes.n; i++)
    json_array_append_new(list, axis_json(&axes.items[i]));
  return list;
}

static json_t *axes_of(CairnTextMeasurer *measurer, const json_t *spec, GError **error) {
  char *text = json_dumps(spec, JSON_COMPACT);
  json_t *axes = axes_of_text(measurer, text, error);
  free(text);
  return axes;
}

/* ---- Comparing ---- */

/* Where `got` differs from `expected`; NULL when it does not. Numbers may differ by rounding. */
static char *difference(const char *path, const json_t *expected, const json_t *got) {
  const char *key;
  json_t *value;
  if (json_is_number(expected) && json_is_number(got) &&
      fabs(json_number_value(expected) - json_number_value(got)) <= 0.002)
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
  if (expected && got && json_equal((json_t *)expected, (json_t *)got)) return NULL;
  char *a = expected ? json_dumps(expected, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(8)) : NULL,
       *b = got ? json_dumps(got, JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(8)) : NULL;
  char *text = g_strdup_printf("%s: expected %.300s, got %.300s", path, a ? a : "nothing", b ? b : "nothing");
  free(a);
  free(b);
  return text;
}

static json_t *load_golden(void) {
  json_error_t problem;
  const char *path = g_getenv("AXIS_GOLDEN");
  json_t *golden =
      json_load_file(path ? path : CAIRN_SOURCE_DIR "/tests/guide/axis_golden.json", 0, &problem);
  if (!golden) fail_msg("axis_golden.json:%d: %s", problem.line, problem.text);
  return golden;
}

/* The spec of a case, with its data. A new reference. */
static json_t *spec_of(const json_t *golden, const json_t *test) {
  json_t *spec = json_deep_copy(json_object_get(test, "spec"));
  const char *name = json_string_value(json_object_get(test, "data"));
  json_object_set_new(spec, "data",
                      json_pack("{s:O}", "values", json_object_get(json_object_get(golden, "data"), name)));
  return spec;
}

static char *case_difference(CairnTextMeasurer *measurer, const json_t *golden, const json_t *test) {
  g_autoptr(GError) error = NULL;
  json_t *spec = spec_of(golden, test), *got = axes_of(measurer, spec, &error), *expected = json_array(),
         *number;
  size_t i;
  json_array_foreach(json_object_get(test, "axes"), i, number) json_array_append(
      expected, json_array_get(json_object_get(golden, "axes"), (size_t)json_integer_value(number)));
  char *problem = got ? difference("axes", expected, got) : g_strdup(error->message);
  json_decref(expected);
  json_decref(spec);
  json_decref(got);
  return problem;
}

static void test_axes_agree_with_vega(void **state) {
  size_t n_failed = 0, index;
  json_t *golden = load_golden(), *test;
  assert_true(json_array_size(json_object_get(golden, "cases")) > 400);
  json_array_foreach(json_object_get(golden, "cases"), index, test) {
    g_autofree char *problem = case_difference(*state, golden, test);
    if (!problem) continue;
    print_error("%s: %s\n", json_string_value(json_object_get(test, "name")), problem);
    n_failed++;
  }
  json_decref(golden);
  assert_int_equal(n_failed, 0);
}

/* ---- Wrong values ---- */

static void test_wrong_values_are_reported_at_their_place(void **state) {
  static const struct {
    const char *axis, *message;
  } cases[] = {
      {"\"labelColor\": \"blau\"", "test.json:2:24: error: \"labelColor\" must be a CSS colour"},
      {"\"labelFontSize\": \"big\"", "test.json:2:27: error: \"labelFontSize\" must be a number"},
      {"\"tickSize\": \"long\"", "test.json:2:22: error: \"tickSize\" must be a number"},
      {"\"orient\": \"left\"", "test.json:2:20: error: an axis of x stands at the \"bottom\" or \"top\""},
      {"\"labelAlign\": \"middle\"",
       "test.json:2:24: error: \"labelAlign\" must be \"left\", \"center\" or \"right\""},
      {"\"labelBaseline\": \"centre\"", "test.json:2:27: error: \"labelBaseline\" must be \"alphabetic\""},
      {"\"gridDash\": 4", "test.json:2:22: error: \"gridDash\" must be an array of lengths"},
      {"\"gridDash\": [-1]", "test.json:2:22: error: \"gridDash\" must be an array of lengths"},
      {"\"tickCap\": \"flat\"",
       "test.json:2:21: error: \"tickCap\" must be \"butt\", \"round\" or \"square\""},
      {"\"labelFontWeight\": \"heavy\"", "test.json:2:29: error: \"labelFontWeight\" must be \"normal\""},
      {"\"titleAnchor\": \"left\"",
       "test.json:2:25: error: \"titleAnchor\" must be \"start\", \"middle\" or \"end\""},
      {"\"tickBand\": \"full\"", "test.json:2:22: error: \"tickBand\" must be \"center\" or \"extent\""},
      {"\"labelOverlap\": \"none\"",
       "test.json:2:26: error: \"labelOverlap\" must be true, false, \"parity\" or \"greedy\""},
      {"\"format\": \"%%%\"", "test.json:2:20: error: "},
      {"\"tickCount\": \"month\"", "test.json:2:23: error: "},
      {"\"tickCount\": 1e9", "test.json:2:23: error: "},
      {"\"labelExpr\": \"datum.label +\"", "test.json:2:"},
      {"\"labelExpr\": \"nothing(datum.label)\"", "test.json:2:"},
      {"\"labelColor\": {\"condition\": {\"test\": \"datum.value >\", \"value\": \"red\"}, \"value\": \"blue\"}",
       "test.json:2:"},
      {"\"offset\": {\"expr\": \"1 +\"}", "test.json:2:"},
  };
  size_t n_failed = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text =
        g_strdup_printf("{\"data\": {\"values\": [{\"a\": 1, \"b\": 2}]}, \"mark\": \"point\", \"encoding\": "
                        "{\"y\": {\"field\": \"b\"}, \"x\": {\"field\": \"a\", \"type\": \"quantitative\",\n"
                        "\"axis\": {%s}}}}",
                        cases[i].axis);
    g_autoptr(GError) error = NULL;
    json_t *axes = axes_of_text(*state, text, &error);
    g_autofree char *message = error ? cairn_error_format(error, "error") : g_strdup("no error");
    if (axes || !g_str_has_prefix(message, cases[i].message)) {
      print_error("{%s}: expected %s, got %s\n", cases[i].axis, cases[i].message, message);
      n_failed++;
    }
    json_decref(axes);
  }
  assert_int_equal(n_failed, 0);
}

/* Puts each of `values` in place of each value inside `node` in turn. */
static void mutate(json_t *node, const json_t *values, CairnTextMeasurer *measurer, const json_t *spec) {
  const char *key = NULL;
  json_t *child = NULL, *value;
  void *next = NULL;
  size_t i;
  json_object_foreach_safe(node, next, key, child) {
    json_t *kept = json_incref(child);
    g_autofree char *name = g_strdup(key);
    mutate(child, values, measurer, spec);
    json_array_foreach(values, i, value) {
      g_autoptr(GError) error = NULL;
      json_object_set(node, name, value);
      json_t *axes = axes_of(measurer, spec, &error);
      assert_true((axes != NULL) != (error != NULL));
      json_decref(axes);
    }
    json_object_set_new(node, name, kept);
  }
}

static void test_no_value_makes_an_axis_crash(void **state) {
  json_t *golden = load_golden(), *test;
  json_t *values = json_loads(
      "[null, true, -1, 1e300, \"\", \"greedy\", [], [null, 1e300], {}, {\"expr\": \"datum.value\"}, "
      "{\"condition\": [{\"test\": \"datum.index\"}, {}, null]}]",
      0, NULL);
  size_t index;
  json_array_foreach(json_object_get(golden, "cases"), index, test) {
    if (index % 9 != 0) continue;
    json_t *spec = spec_of(golden, test), *config = json_object_get(spec, "config");
    json_t *axis = json_object_get(json_object_get(json_object_get(spec, "encoding"), "x"), "axis");
    mutate(axis ? axis : config, values, *state, spec);
    json_decref(spec);
  }
  json_decref(values);
  json_decref(golden);
}

/* ---- Overlap ---- */

/* What is left of labels does not overlap, or is the first and the last. */
static void test_labels_left_do_not_overlap(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (int round = 0; round < 2000; round++) {
    size_t n = (size_t)g_rand_int_range(random, 1, 40), n_seen = 0, last = n;
    CairnBox boxes[40];
    bool is_seen[40], greedy = g_rand_boolean(random);
    double step = g_rand_double_range(random, 1, 30), separation = g_rand_double_range(random, 0, 10);
    for (size_t i = 0; i < n; i++)
      boxes[i] = (CairnBox){(double)i * step, 0, g_rand_double_range(random, 1, 40), 10};
    cairn_guide_thin_labels(boxes, is_seen, n, greedy, separation);
    bool overlaps = false;
    for (size_t i = 0; i < n; i++) {
      if (!is_seen[i]) continue;
      if (last < n && boxes[last].x + boxes[last].width + separation > boxes[i].x) overlaps = true;
      last = i;
      n_seen++;
    }
    assert_true(n_seen >= MIN(n, 1));
    assert_true(!overlaps || n_seen <= 2);
  }
}

static int setup(void **state) {
  *state = cairn_text_measurer_new(NULL, NULL);
  return *state ? 0 : -1;
}

static int teardown(void **state) {
  cairn_text_measurer_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_axes_agree_with_vega),
                                     cmocka_unit_test(test_wrong_values_are_reported_at_their_place),
                                     cmocka_unit_test(test_no_value_makes_an_axis_crash),
                                     cmocka_unit_test(test_labels_left_do_not_overlap)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
