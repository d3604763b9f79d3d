#include "sample.h"

#include <math.h>

static const CairnFont label_font = {"sans-serif", 10, 400, false};
static const CairnFont title_font = {"sans-serif", 16, 700, false};
static const CairnColor black = {0, 0, 0, 1}, grey = {221, 221, 221, 1}, dark = {90, 90, 90, 1};

static const CairnColor colors[] = {{76, 120, 168, 1},  {245, 133, 24, 1}, {228, 87, 86, 1},
                                    {114, 183, 178, 1}, {84, 162, 75, 1},  {178, 121, 162, 1}};

static CairnPaint *new_paint(CairnArena *arena) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  return paint;
}

static CairnPaint *filled(CairnArena *arena, CairnColor color) {
  CairnPaint *paint = new_paint(arena);
  paint->fill = (CairnBrush){CAIRN_BRUSH_COLOR, color, NULL};
  return paint;
}

static CairnPaint *stroked(CairnArena *arena, CairnColor color, double width) {
  CairnPaint *paint = new_paint(arena);
  paint->stroke = (CairnBrush){CAIRN_BRUSH_COLOR, color, NULL};
  paint->stroke_width = width;
  return paint;
}

static CairnItem text_item(CairnArena *arena, const char *text, double x, double y, const CairnFont *font) {
  const char **lines = cairn_arena_array(arena, 1, const char *);
  lines[0] = text;
  CairnItem item = {.paint = filled(arena, black)};
  item.text = (CairnTextItem){
      .x = x, .y = y, .lines = lines, .n_lines = 1, .font = font, .line_height = font->size + 2};
  return item;
}

static CairnItem *add_text(CairnArena *arena, CairnGroup *group, CairnRole role, const char *text, double x,
                           double y, const CairnFont *font) {
  CairnMark *mark = cairn_mark_new(arena, group, CAIRN_TEXT, role, NULL, 1);
  mark->items[0] = text_item(arena, text, x, y, font);
  return &mark->items[0];
}

static void add_axis(CairnArena *arena, CairnGroup *view, CairnOrient orient, int n) {
  CairnGroup *axis = cairn_group_new(arena, CAIRN_ROLE_AXIS, orient == CAIRN_ORIENT_LEFT ? "y" : "x");
  bool left = orient == CAIRN_ORIENT_LEFT;
  axis->orient = orient;
  axis->x = 0.5;
  axis->y = left ? 0.5 : view->height + 0.5;
  cairn_group_add_group(arena, view, axis);
  CairnMark *grid = cairn_mark_new(arena, axis, CAIRN_RULE, CAIRN_ROLE_AXIS_GRID, NULL, (size_t)n);
  CairnMark *ticks = cairn_mark_new(arena, axis, CAIRN_RULE, CAIRN_ROLE_AXIS_TICK, NULL, (size_t)n);
  CairnMark *labels = cairn_mark_new(arena, axis, CAIRN_TEXT, CAIRN_ROLE_AXIS_LABEL, NULL, (size_t)n);
  const CairnPaint *light = stroked(arena, grey, 1), *line = stroked(arena, dark, 1);
  for (int i = 0; i < n; i++) {
    double at = round((left ? view->height : view->width) * i / (n - 1));
    const char *text = cairn_arena_printf(arena, left ? "%d,000" : "%d", left ? n - 1 - i : 1990 + 2 * i);
    grid->items[i] = (CairnItem){
        .paint = light,
        .rule = {left ? 0 : at, left ? at : -view->height, left ? view->width : at, left ? at : 0}};
    ticks->items[i] =
        (CairnItem){.paint = line, .rule = {left ? -5 : at, left ? at : 0, left ? 0 : at, left ? at : 5}};
    labels->items[i] = text_item(arena, text, left ? -7 : at, left ? at : 7, &label_font);
    labels->items[i].text.align = left ? CAIRN_ALIGN_RIGHT : CAIRN_ALIGN_CENTER;
    labels->items[i].text.baseline = left ? CAIRN_BASELINE_MIDDLE : CAIRN_BASELINE_TOP;
    labels->items[i].text.position = at;
  }
  CairnMark *domain = cairn_mark_new(arena, axis, CAIRN_RULE, CAIRN_ROLE_AXIS_DOMAIN, NULL, 1);
  domain->items[0] =
      (CairnItem){.paint = line, .rule = {0, 0, left ? 0 : view->width, left ? view->height : 0}};
}

static CairnItem line_item(CairnArena *arena, int series, size_t n, double width, double height) {
  CairnVertex *vertices = cairn_arena_array(arena, n, CairnVertex);
  for (size_t i = 0; i < n; i++) {
    double t = (double)i / (double)(n - 1);
    double y = 0.5 + 0.3 * sin(7 * t + series) + 0.1 * sin(40 * t * (series + 1));
    vertices[i] = (CairnVertex){
        .x = t * width, .y = y * height, .x2 = t * width, .y2 = height, .width = 2, .defined = true};
  }
  CairnItem item = {.paint = stroked(arena, colors[series], 2)};
  item.line = (CairnLineItem){.n = n, .vertices = vertices, .interpolate = CAIRN_INTERPOLATE_LINEAR};
  return item;
}

static CairnScene new_scene(CairnArena *arena, double width, double height) {
  CairnScene scene = {
      .width = width, .height = height, .page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL)};
  scene.background = (CairnBrush){CAIRN_BRUSH_COLOR, {255, 255, 255, 1}, NULL};
  return scene;
}

static const char *tell_point(const CairnMark *mark, size_t item) {
  (void)mark;
  return item < 49 ? "point" : NULL;
}

CairnScene sample_chart(CairnArena *arena) {
  CairnScene scene = new_scene(arena, 800, 500);
  scene.title = "A chart";
  scene.description = "Four lines & some points <made up>";
  CairnGroup *view = cairn_group_new(arena, CAIRN_ROLE_VIEW, "plot");
  view->x = 60;
  view->y = 50;
  view->width = 700;
  view->height = 390;
  view->paint = stroked(arena, grey, 1);
  cairn_group_add_group(arena, scene.page, view);
  add_axis(arena, view, CAIRN_ORIENT_BOTTOM, 11);
  add_axis(arena, view, CAIRN_ORIENT_LEFT, 8);
  CairnMark *lines = cairn_mark_new(arena, view, CAIRN_LINE, CAIRN_ROLE_MARK, "lines", 4);
  for (int i = 0; i < 4; i++)
    lines->items[i] = line_item(arena, i, 200, view->width, view->height);
  CairnMark *points = cairn_mark_new(arena, view, CAIRN_SYMBOL, CAIRN_ROLE_MARK, "points", 50);
  const CairnPaint *paint = filled(arena, colors[4]);
  points->tell = tell_point;
  for (int i = 0; i < 50; i++)
    points->items[i] = (CairnItem){.paint = paint,
                                   .href = i == 0 ? "https://example.org/?a=1&b=2" : NULL,
                                   .symbol = {14.0 * i, 390 - 7.3 * i, 40, 0, "circle"}};
  CairnItem *title =
      add_text(arena, scene.page, CAIRN_ROLE_TITLE, "Wages have risen since 1990", 60, 20, &title_font);
  title->text.baseline = CAIRN_BASELINE_TOP;
  title = add_text(arena, scene.page, CAIRN_ROLE_AXIS_TITLE, "Rupees a month", 14, 245, &label_font);
  title->text.align = CAIRN_ALIGN_CENTER;
  title->text.angle = -90;
  return scene;
}

/* ---- Gallery ---- */

static CairnVertex *wave(CairnArena *arena, double x, double y, size_t *n) {
  static const double xs[] = {0, 18, 36, 54, 72, 80, 100}, ys[] = {40, 8, 30, 2, 35, 20, 25};
  *n = G_N_ELEMENTS(xs);
  CairnVertex *v = cairn_arena_array(arena, *n, CairnVertex);
  for (size_t i = 0; i < *n; i++)
    v[i] = (CairnVertex){.x = x + xs[i],
                         .y = y + ys[i],
                         .x2 = x + xs[i],
                         .y2 = y + 45,
                         .width = 1 + (double)i * 1.5,
                         .defined = true};
  return v;
}

static void add_curves(CairnArena *arena, CairnGroup *page) {
  for (int i = CAIRN_INTERPOLATE_LINEAR; i <= CAIRN_INTERPOLATE_NATURAL; i++) {
    double x = 15 + 125 * (i % 6), y = 130 + 60 * floor(i / 6.0);
    size_t n;
    CairnVertex *v = wave(arena, x, y, &n);
    CairnPaint *faint = filled(arena, colors[i % 6]);
    faint->fill_opacity = 0.3;
    CairnMark *area = cairn_mark_new(arena, page, CAIRN_AREA, CAIRN_ROLE_MARK, NULL, 1);
    area->items[0] = (CairnItem){.paint = faint, .line = {n, v, (CairnInterpolate)i, false, 0, false}};
    CairnMark *line = cairn_mark_new(arena, page, CAIRN_LINE, CAIRN_ROLE_MARK, NULL, 1);
    line->items[0] = (CairnItem){.paint = stroked(arena, colors[i % 6], 1.5),
                                 .line = {n, v, (CairnInterpolate)i, false, 0, false}};
  }
}

static void add_symbols(CairnArena *arena, CairnGroup *page) {
  static const char *const shapes[] = {"circle",
                                       "square",
                                       "cross",
                                       "diamond",
                                       "triangle",
                                       "triangle-up",
                                       "triangle-down",
                                       "triangle-left",
                                       "triangle-right",
                                       "arrow",
                                       "wedge",
                                       "stroke",
                                       "M-1-1C0 0 0 0 1-1A1 1 0 0 1 1 1L-1 1Z"};
  size_t n = G_N_ELEMENTS(shapes);
  CairnMark *mark = cairn_mark_new(arena, page, CAIRN_SYMBOL, CAIRN_ROLE_MARK, "shapes", 2 * n);
  for (size_t i = 0; i < 2 * n; i++) {
    CairnPaint *paint = stroked(arena, black, 1);
    paint->fill = (CairnBrush){CAIRN_BRUSH_COLOR, colors[i % 6], NULL};
    double x = 30 + 55 * (double)(i % n);
    mark->items[i] =
        (CairnItem){.paint = paint, .symbol = {x, i < n ? 30 : 80, 900, i < n ? 0 : 30, shapes[i % n]}};
  }
}

static void add_sectors(CairnArena *arena, CairnGroup *page) {
  static const CairnArcItem arcs[] = {
      {60, 380, 0, 2, 0, 45, 0, 0, 0},          {60, 380, 2, 3.5, 20, 45, 0, 0, 0},
      {60, 380, 3.5, 6.28, 20, 45, 0.1, 8, 0},  {170, 380, 0, 7, 25, 45, 0, 0, 0},
      {280, 380, 0.3, 1.5, 0, 45, 0.05, 10, 0}, {280, 380, 5, 2, 10, 45, 0.05, 4, 0}};
  CairnMark *mark = cairn_mark_new(arena, page, CAIRN_ARC, CAIRN_ROLE_MARK, NULL, G_N_ELEMENTS(arcs));
  for (size_t i = 0; i < G_N_ELEMENTS(arcs); i++)
    mark->items[i] = (CairnItem){.paint = filled(arena, colors[i]), .arc = arcs[i]};
}

static const CairnGradient *ramp(CairnArena *arena, bool radial) {
  CairnGradientStop *stops = cairn_arena_array(arena, 3, CairnGradientStop);
  for (int i = 0; i < 3; i++)
    stops[i] = (CairnGradientStop){i / 2.0, colors[i]};
  CairnGradient *gradient = cairn_arena_one(arena, CairnGradient);
  *gradient = radial ? (CairnGradient){true, 0.5, 0.5, 0, 0.5, 0.5, 0.5, 3, stops, 0}
                     : (CairnGradient){false, 0, 0, 0, 1, 0, 0, 3, stops, 0};
  return gradient;
}

static void add_rects(CairnArena *arena, CairnGroup *page) {
  CairnMark *mark = cairn_mark_new(arena, page, CAIRN_RECT, CAIRN_ROLE_MARK, NULL, 5);
  for (int i = 0; i < 5; i++) {
    CairnPaint *paint = stroked(arena, black, i == 1 ? 3 : 1);
    paint->fill = (CairnBrush){CAIRN_BRUSH_COLOR, colors[i], NULL};
    if (i == 2 || i == 3) paint->fill = (CairnBrush){CAIRN_BRUSH_GRADIENT, black, ramp(arena, i == 3)};
    if (i == 4) paint->blend = "multiply";
    double r = i == 1 ? 12 : 0;
    mark->items[i] = (CairnItem){
        .paint = paint, .rect = {340.5 + 60 * i - (i == 4 ? 30 : 0), 340.5, 50, 40, {r, r / 2, 0, r}, false}};
  }
}

static void add_rules(CairnArena *arena, CairnGroup *page) {
  static const double dash[] = {8, 3, 2, 3};
  CairnMark *mark = cairn_mark_new(arena, page, CAIRN_RULE, CAIRN_ROLE_MARK, NULL, 4);
  for (int i = 0; i < 4; i++) {
    CairnPaint *paint = stroked(arena, colors[i], 1 + 2 * i);
    paint->dash = i == 1 || i == 3 ? dash : NULL;
    paint->n_dash = paint->dash ? 4 : 0;
    paint->cap = i == 3 ? CAIRN_CAP_ROUND : CAIRN_CAP_BUTT;
    mark->items[i] = (CairnItem){.paint = paint, .rule = {340, 395.5 + 10 * i, 480, 395.5 + 10 * i}};
  }
  size_t n;
  CairnVertex *v = wave(arena, 500, 385, &n);
  v[3].defined = false;
  mark = cairn_mark_new(arena, page, CAIRN_TRAIL, CAIRN_ROLE_MARK, NULL, 1);
  mark->items[0] = (CairnItem){.paint = filled(arena, colors[5]),
                               .line = {n, v, CAIRN_INTERPOLATE_LINEAR, false, 0, false}};
  mark = cairn_mark_new(arena, page, CAIRN_PATH, CAIRN_ROLE_MARK, NULL, 1);
  mark->items[0] = (CairnItem){.paint = stroked(arena, dark, 2),
                               .path = {630, 400, "M0 0C20-40 40 40 60 0S80 10 90 0", 20, 1, 1}};
}

static void add_texts(CairnArena *arena, CairnGroup *page) {
  static const CairnFont fonts[] = {{"serif", 14, 400, false},      {"monospace", 14, 400, false},
                                    {"Arial", 14, 700, false},      {"Arial", 14, 400, true},
                                    {"sans-serif", 22, 400, false}, {"sans-serif", 11, 400, false}};
  static const char *const texts[] = {"Serif: AVATAR fi 1990", "Monospace 0123",    "Bold Ωμέγα",
                                      "Italic Привет, мир",    "پاکستان میں آمدنی", "नमस्ते שלום 漢字 e\u0301"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
    add_text(arena, page, CAIRN_ROLE_MARK, texts[i], 20 + 250 * (double)(i % 3),
             470 + 40 * floor((double)i / 3), &fonts[i]);
  static const CairnBaseline baselines[] = {CAIRN_BASELINE_ALPHABETIC, CAIRN_BASELINE_TOP,
                                            CAIRN_BASELINE_MIDDLE, CAIRN_BASELINE_BOTTOM};
  for (int i = 0; i < 4; i++) {
    CairnMark *rule = cairn_mark_new(arena, page, CAIRN_RULE, CAIRN_ROLE_MARK, NULL, 1);
    double x = 30 + 90 * i, y = 560;
    rule->items[0] =
        (CairnItem){.paint = stroked(arena, colors[2], 1), .rule = {x - 20, y + 0.5, x + 50, y + 0.5}};
    CairnItem *item = add_text(arena, page, CAIRN_ROLE_MARK, "Align gy", x, y, &fonts[5]);
    item->text.baseline = baselines[i];
    item->text.align = (CairnAlign)(i % 3);
    item = add_text(arena, page, CAIRN_ROLE_MARK, "turned ترقی", 430 + 60 * i, 580, &fonts[5]);
    item->text.angle = -90 + 45 * i;
  }
  CairnItem *outlined = add_text(arena, page, CAIRN_ROLE_MARK, "Outlined", 650, 560, &fonts[4]);
  outlined->paint = stroked(arena, colors[0], 1);
}

CairnScene sample_gallery(CairnArena *arena) {
  CairnScene scene = new_scene(arena, 780, 620);
  add_symbols(arena, scene.page);
  add_curves(arena, scene.page);
  add_sectors(arena, scene.page);
  add_rects(arena, scene.page);
  add_rules(arena, scene.page);
  add_texts(arena, scene.page);
  return scene;
}

CairnScene sample_texts(CairnArena *arena, const char *const *texts, size_t n) {
  CairnScene scene = new_scene(arena, 400, 20 + 20 * (double)n);
  for (size_t i = 0; i < n; i++)
    add_text(arena, scene.page, CAIRN_ROLE_TITLE, texts[i], 10, 20 + 20 * (double)i, &label_font);
  return scene;
}
