#include "scene/dump.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const CairnFont font = {"sans-serif", 10, 400, false};
static const CairnPaint blue = {.fill = {CAIRN_BRUSH_COLOR, {0, 0, 255, 1}, NULL},
                                .fill_opacity = 1,
                                .stroke_opacity = 1,
                                .stroke_width = 1};
static const CairnPaint thin = {.stroke = {CAIRN_BRUSH_COLOR, {136, 136, 136, 1}, NULL},
                                .fill_opacity = 1,
                                .stroke_opacity = 1,
                                .stroke_width = 1};
static const CairnPaint hidden = {.fill = {CAIRN_BRUSH_COLOR, {0, 0, 0, 1}, NULL}, .fill_opacity = 0};

static int set_up(void **state) {
  *state = cairn_arena_new();
  return 0;
}

static int tear_down(void **state) {
  cairn_arena_free(*state);
  return 0;
}

static CairnTextItem text_of(CairnArena *arena, const char *text, double position) {
  const char **lines = cairn_arena_array(arena, 1, const char *);
  lines[0] = text;
  return (CairnTextItem){.lines = lines, .n_lines = 1, .font = &font, .position = position};
}

static void assert_dump_holds(const CairnScene *scene, const char *part) {
  g_autofree char *dump = cairn_scene_dump(scene);
  if (!strstr(dump, part)) fail_msg("%s\nis not in\n%s", part, dump);
}

static void assert_dump_lacks(const CairnScene *scene, const char *part) {
  g_autofree char *dump = cairn_scene_dump(scene);
  if (strstr(dump, part)) fail_msg("%s\nis in\n%s", part, dump);
}

static CairnScene scene_with_view(CairnArena *arena, CairnGroup **view) {
  CairnScene scene = {.width = 200, .height = 100, .page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL)};
  scene.background = (CairnBrush){CAIRN_BRUSH_COLOR, {255, 255, 255, 1}, NULL};
  scene.page->x = 5;
  *view = cairn_group_new(arena, CAIRN_ROLE_VIEW, NULL);
  (*view)->x = 30;
  (*view)->y = 10.126;
  (*view)->width = 150;
  (*view)->height = 60;
  cairn_group_add_group(arena, scene.page, *view);
  return scene;
}

static void test_empty_page(void **state) {
  CairnGroup *page = cairn_group_new(*state, CAIRN_ROLE_PAGE, NULL);
  CairnScene scene = {.width = 10.005, .height = NAN, .page = page};
  g_autofree char *dump = cairn_scene_dump(&scene);
  assert_string_equal(
      dump, "{\"schema\":1,\"width\":10.01,\"height\":0,\"background\":null,\"titles\":[],\"legends\":[],"
            "\"views\":[]}\n");
}

static void test_view_and_page_frame(void **state) {
  CairnGroup *view;
  CairnScene scene = scene_with_view(*state, &view);
  view->paint = &thin;
  scene.labelling = "{\"a\":1}";
  assert_dump_holds(&scene, "\"background\":\"#ffffff\"");
  assert_dump_holds(&scene,
                    "{\"x\":35,\"y\":10.13,\"width\":150,\"height\":60,\"fill\":null,\"stroke\":\"#888888\","
                    "\"axes\":[],\"marks\":[]}");
  assert_dump_holds(&scene, "],\"labelling\":{\"a\":1}}\n");
}

/* Each item alone in a mark, and what the dump has of it; NULL: it is left out. */
static void test_items(void **state) {
  static const double dash[] = {4, 2.5};
  static const CairnVertex vertices[] = {
      {.x = 9, .y = 9}, {.x = 0, .y = 1, .x2 = 0, .y2 = 5, .width = 2, .defined = true},     {.x = 2},
      {.x = 2.5},       {.x = 3, .y = NAN, .x2 = 3, .y2 = 5, .width = 1.5, .defined = true}, {.x = 4}};
  static const CairnGradientStop stops[] = {{0, {255, 0, 0, 1}}, {0.5, {0, 0, 255, 1}}};
  static const CairnGradient gradient = {false, 0, 1, 0, 0, 0, 0, 2, stops, 0x1b};
  CairnPaint ramp = blue, faint = blue, dashed = thin, no_width = thin;
  ramp.fill = (CairnBrush){.kind = CAIRN_BRUSH_GRADIENT, .gradient = &gradient};
  faint.fill.color.a = 0.5;
  faint.fill_opacity = 0.6667;
  dashed.dash = dash;
  dashed.n_dash = 2;
  dashed.stroke_width = 2;
  dashed.stroke_opacity = 0.25;
  no_width.stroke_width = 0;
  const struct {
    CairnMarkKind kind;
    CairnItem item;
    const char *dump;
  } cases[] = {
      {CAIRN_RECT,
       {.paint = &blue, .rect = {.x = 10, .y = 9, .width = -4, .height = -3}},
       "{\"x\":6,\"y\":6,\"width\":4,\"height\":3,\"fill\":\"#0000ff\"}"},
      {CAIRN_RECT, {.paint = &blue, .rect = {.width = 4, .height = 0.004}}, NULL},
      {CAIRN_RECT,
       {.paint = &thin, .rect = {.width = 4, .corner = {0, 2, 0, 0}}},
       "{\"x\":0,\"y\":0,\"width\":4,\"height\":0,\"cornerRadius\":[0,2,0,0],\"stroke\":\"#888888\"}"},
      {CAIRN_RECT, {.paint = &hidden, .rect = {.width = 4, .height = 4}}, NULL},
      {CAIRN_RECT, {.paint = &no_width, .rect = {.width = 4, .height = 4}}, NULL},
      {CAIRN_RECT,
       {.paint = &faint, .rect = {.x = NAN, .width = 4, .height = 4}},
       "{\"x\":0,\"y\":0,\"width\":4,\"height\":4,\"fill\":\"#0000ff\",\"fillOpacity\":0.333}"},
      {CAIRN_RECT,
       {.paint = &ramp, .rect = {.width = 4, .height = 4}},
       "\"fill\":{\"gradient\":\"linear\",\"x1\":0,\"y1\":1,\"x2\":0,\"y2\":0,\"stops\":[[0,\"#ff0000\"],[0.5,\"#0000ff\"]]}}"},
      {CAIRN_SYMBOL,
       {.paint = &blue, .symbol = {1, 2, 30, -90, "cross"}},
       "{\"x\":1,\"y\":2,\"size\":30,\"shape\":\"cross\",\"angle\":270,\"fill\":\"#0000ff\"}"},
      {CAIRN_SYMBOL, {.paint = &blue, .symbol = {1, 2, 0, 0, "cross"}}, NULL},
      {CAIRN_RULE,
       {.paint = &dashed, .rule = {1, 2, 1, 3}},
       "{\"x\":1,\"y\":2,\"x2\":1,\"y2\":3,\"stroke\":\"#888888\",\"strokeOpacity\":0.25,\"strokeWidth\":2,"
       "\"strokeDash\":[4,2.5]}"},
      {CAIRN_RULE, {.paint = &thin, .rule = {1, 2, 1.001, 2}}, NULL},
      {CAIRN_TEXT, {.paint = &blue, .text = text_of(*state, " \t ", 0)}, NULL},
      {CAIRN_TEXT,
       {.paint = &blue, .text = text_of(*state, "  \"Ж\"\\ \x01 ", 0)},
       "{\"x\":0,\"y\":0,\"text\":\"\\\"Ж\\\"\\\\ \\u0001\",\"fontSize\":10,\"align\":\"left\","
       "\"baseline\":\"alphabetic\",\"fill\":\"#0000ff\"}"},
      {CAIRN_TEXT, {.paint = &blue, .text = text_of(*state, "a\xff", 0)}, "\"text\":\"a\uFFFD\""},
      {CAIRN_LINE,
       {.paint = &thin, .line = {6, vertices, 0, false, 0, false}},
       "{\"points\":[[0,1],null,[3,0]],\"stroke\""},
      {CAIRN_AREA,
       {.paint = &blue, .line = {6, vertices, CAIRN_INTERPOLATE_CARDINAL, true, 0.5, false}},
       "{\"points\":[[0,1,0,5],null,[3,0,3,5]],\"interpolate\":\"cardinal\",\"tension\":0.5,\"fill\""},
      {CAIRN_TRAIL,
       {.paint = &blue, .line = {6, vertices, 0, false, 0, false}},
       "{\"points\":[[0,1,2],null,[3,0,1.5]],"},
      {CAIRN_LINE, {.paint = &thin, .line = {1, vertices, 0, false, 0, false}}, NULL},
      {CAIRN_ARC,
       {.paint = &blue, .arc = {1, 2, 0, 1.23456, 0, 10, 0.01, 0}},
       "{\"x\":1,\"y\":2,\"startAngle\":0,\"endAngle\":1.235,\"innerRadius\":0,\"outerRadius\":10,\"padAngle\":0.01,"},
      {CAIRN_ARC, {.paint = &blue, .arc = {1, 2, 1, 1, 0, 10, 0, 0}}, NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnGroup *view;
    CairnScene scene = scene_with_view(*state, &view);
    CairnMark *mark = cairn_mark_new(*state, view, cases[i].kind, CAIRN_ROLE_MARK, NULL, 1);
    mark->items[0] = cases[i].item;
    if (cases[i].dump)
      assert_dump_holds(&scene, cases[i].dump);
    else
      assert_dump_holds(&scene, "\"marks\":[]");
  }
}

static void test_marks_of_parts(void **state) {
  CairnGroup *view;
  CairnScene scene = scene_with_view(*state, &view);
  CairnGroup *part = cairn_group_new(*state, CAIRN_ROLE_CONTAINER, NULL);
  cairn_group_add_group(*state, view, part);
  part->x = 7;
  CairnMark *mark = cairn_mark_new(*state, part, CAIRN_RECT, CAIRN_ROLE_MARK, "bars", 2);
  mark->clip = true;
  for (int i = 0; i < 2; i++)
    mark->items[i] = (CairnItem){.paint = i ? &hidden : &blue, .rect = {.width = 4, .height = 4}};
  assert_dump_holds(&scene,
                    "{\"type\":\"rect\",\"name\":\"bars\",\"clip\":true,\"count\":1,\"items\":[{\"x\":7,");
}

static CairnGroup *add_axis(CairnArena *arena, CairnGroup *view, CairnOrient orient, const char *name) {
  CairnGroup *axis = cairn_group_new(arena, CAIRN_ROLE_AXIS, name);
  axis->orient = orient;
  cairn_group_add_group(arena, view, axis);
  return axis;
}

static void add_rules(CairnArena *arena, CairnGroup *axis, CairnRole role, double x) {
  CairnMark *mark = cairn_mark_new(arena, axis, CAIRN_RULE, role, NULL, 2);
  for (int i = 0; i < 2; i++)
    mark->items[i] = (CairnItem){.paint = &thin, .rule = {x - 5 * i, 0, x - 5 * i, 9}};
}

static void test_axis_of_two_groups(void **state) {
  CairnArena *arena = *state;
  CairnGroup *view;
  CairnScene scene = scene_with_view(arena, &view);
  add_rules(arena, add_axis(arena, view, CAIRN_ORIENT_BOTTOM, "x"), CAIRN_ROLE_AXIS_GRID, 20);
  add_axis(arena, view, CAIRN_ORIENT_TOP, "x"); /* nothing in it: no axis */
  CairnGroup *main = add_axis(arena, view, CAIRN_ORIENT_BOTTOM, "x");
  main->x = 0.5;
  add_rules(arena, main, CAIRN_ROLE_AXIS_TICK, 10);
  CairnMark *labels = cairn_mark_new(arena, main, CAIRN_TEXT, CAIRN_ROLE_AXIS_LABEL, NULL, 2);
  labels->items[0] = (CairnItem){.paint = &blue, .text = text_of(arena, "5", 4.5)};
  labels->items[0].text.angle = -90;
  labels->items[1] = (CairnItem){.paint = &hidden, .text = text_of(arena, "10", 9.5)};
  CairnMark *title = cairn_mark_new(arena, main, CAIRN_TEXT, CAIRN_ROLE_AXIS_TITLE, NULL, 1);
  title->items[0] = (CairnItem){.paint = &blue, .text = text_of(arena, "miles", 0)};
  assert_dump_holds(
      &scene, "\"axes\":[{\"orient\":\"bottom\",\"title\":\"miles\",\"domain\":false,\"labelAngle\":270,"
              "\"labels\":[[\"5\",5]],\"ticks\":[5.5,10.5],\"grid\":[15,20]}]");
}

static void test_axes_of_two_scales_stay_apart(void **state) {
  CairnArena *arena = *state;
  CairnGroup *view;
  CairnScene scene = scene_with_view(arena, &view);
  add_rules(arena, add_axis(arena, view, CAIRN_ORIENT_LEFT, "y"), CAIRN_ROLE_AXIS_TICK, 0);
  add_rules(arena, add_axis(arena, view, CAIRN_ORIENT_LEFT, "y2"), CAIRN_ROLE_AXIS_GRID, 0);
  assert_dump_holds(&scene, "\"ticks\":[0,0],\"grid\":[]},{\"orient\":\"left\"");
}

static void test_titles(void **state) {
  CairnArena *arena = *state;
  CairnGroup *view;
  CairnScene scene = scene_with_view(arena, &view);
  static const CairnRole roles[] = {CAIRN_ROLE_TITLE, CAIRN_ROLE_SUBTITLE, CAIRN_ROLE_SOURCE};
  static const char *const lines[] = {" two ", "lines"};
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
    CairnMark *mark = cairn_mark_new(arena, scene.page, CAIRN_TEXT, roles[i], NULL, 1);
    mark->items[0] = (CairnItem){.paint = &blue, .text = text_of(arena, "t", 0)};
    if (i == 1) mark->items[0].text = (CairnTextItem){.lines = lines, .n_lines = 2, .font = &font};
  }
  assert_dump_holds(&scene, "\"titles\":[\"t\",\"two\\nlines\"]");
}

static CairnGroup *add_legend(CairnArena *arena, const CairnScene *scene, CairnLegendKind kind) {
  CairnGroup *legend = cairn_group_new(arena, CAIRN_ROLE_LEGEND, NULL);
  legend->legend_kind = kind;
  cairn_group_add_group(arena, scene->page, legend);
  CairnMark *label = cairn_mark_new(arena, legend, CAIRN_TEXT, CAIRN_ROLE_LEGEND_LABEL, NULL, 1);
  label->items[0] = (CairnItem){.paint = &blue, .text = text_of(arena, "sun", 0)};
  return legend;
}

static void test_symbol_legend(void **state) {
  CairnArena *arena = *state;
  CairnGroup *view;
  CairnScene scene = scene_with_view(arena, &view);
  CairnGroup *legend = add_legend(arena, &scene, CAIRN_LEGEND_OF_SYMBOLS);
  CairnMark *title = cairn_mark_new(arena, legend, CAIRN_TEXT, CAIRN_ROLE_LEGEND_TITLE, NULL, 1);
  title->items[0] = (CairnItem){.paint = &blue, .text = text_of(arena, "Weather", 0)};
  CairnMark *symbol = cairn_mark_new(arena, legend, CAIRN_SYMBOL, CAIRN_ROLE_LEGEND_SYMBOL, NULL, 1);
  symbol->items[0] = (CairnItem){.paint = &blue, .symbol = {3, 4, 100, 0, "square"}};
  assert_dump_holds(&scene,
                    "\"legends\":[{\"title\":\"Weather\",\"type\":\"symbol\",\"entries\":[{\"size\":100,"
                    "\"shape\":\"square\",\"fill\":\"#0000ff\",\"label\":\"sun\"}]}]");
}

static void test_gradient_legends(void **state) {
  CairnArena *arena = *state;
  CairnGroup *view;
  CairnScene scene = scene_with_view(arena, &view);
  static const CairnGradientStop stops[] = {{0, {0, 0, 0, 1}}, {0.5, {200, 0, 0, 1}}, {1, {200, 200, 0, 1}}};
  static const CairnGradient gradient = {false, 0, 1, 0, 0, 0, 0, 3, stops, 0x1b};
  CairnPaint ramp = blue;
  ramp.fill = (CairnBrush){.kind = CAIRN_BRUSH_GRADIENT, .gradient = &gradient};
  CairnGroup *legend = add_legend(arena, &scene, CAIRN_LEGEND_OF_RAMP);
  CairnMark *mark = cairn_mark_new(arena, legend, CAIRN_RECT, CAIRN_ROLE_LEGEND_GRADIENT, NULL, 1);
  mark->items[0] = (CairnItem){.paint = &ramp, .rect = {.width = 9, .height = 9}};
  legend = add_legend(arena, &scene, CAIRN_LEGEND_OF_BANDS);
  mark = cairn_mark_new(arena, legend, CAIRN_RECT, CAIRN_ROLE_LEGEND_GRADIENT, NULL, 2);
  mark->items[0] = mark->items[1] = (CairnItem){.paint = &blue, .rect = {.width = 9, .height = 9}};
  assert_dump_holds(
      &scene, "\"type\":\"gradient\",\"entries\":[{\"label\":\"sun\"}],\"colors\":[\"#000000\",\"#640000\","
              "\"#c80000\",\"#c86400\",\"#c8c800\"]}");
  assert_dump_holds(
      &scene,
      "\"type\":\"discrete\",\"entries\":[{\"label\":\"sun\"}],\"colors\":[\"#0000ff\",\"#0000ff\"]}");
  assert_dump_lacks(&scene, "\"x\":0");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_empty_page, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_view_and_page_frame, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_items, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_marks_of_parts, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_axis_of_two_groups, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_axes_of_two_scales_stay_apart, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_titles, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_symbol_legend, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_gradient_legends, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
