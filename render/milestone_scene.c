#include "milestone_scene.h"

#include "milestone_text.h"

#include "layout/text.h"
#include "scene/path.h"

#include <string.h>

/* Below this opacity labels may stand on a mark. */
#define FAINT 0.35

enum {
  CURVE_PIECES = 8, /* straight pieces for each cubic curve */
  STRIP = 4,        /* px: width of the boxes that stand for the inside of an area */
};

typedef struct Reader {
  CairnDrawing *drawing;
  CairnArena *arena;
  CairnTextMeasurer *measurer;
} Reader;

static double opacity_of(const CairnPaint *paint) {
  return fmax(cairn_paint_has_fill(paint) ? paint->fill_opacity : 0,
              cairn_paint_has_stroke(paint) ? paint->stroke_opacity : 0);
}

static void add_to(GArray *boxes, CairnBox box, double x, double y) {
  if (cairn_box_is_empty(box)) return;
  box.x += x;
  box.y += y;
  g_array_append_val(boxes, box);
}

static void add_box(Reader *reader, CairnBox box, double x, double y) {
  add_to(reader->drawing->boxes, box, x, y);
}

/* ---- Curves ---- */

static CairnPoint curve_at(CairnPoint from, const CairnPoint *to, double t) {
  double s = 1 - t, a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
  return (CairnPoint){a * from.x + b * to[0].x + c * to[1].x + d * to[2].x,
                      a * from.y + b * to[0].y + c * to[1].y + d * to[2].y};
}

/* The points of a path without gaps. */
static CairnPoint *flatten(CairnArena *arena, const CairnPath *path, double x, double y, int *n) {
  CairnPoint *points = cairn_arena_array(arena, CURVE_PIECES * path->n_steps, CairnPoint);
  const CairnPoint *to = path->points;
  CairnPoint last = {0, 0};
  *n = 0;
  for (size_t i = 0; i < path->n_steps; i++) {
    bool curved = path->steps[i] == CAIRN_STEP_CURVE;
    if (path->steps[i] == CAIRN_STEP_CLOSE) continue;
    for (int k = 1; curved && k < CURVE_PIECES; k++) {
      CairnPoint point = curve_at(last, to, (double)k / CURVE_PIECES);
      points[(*n)++] = (CairnPoint){x + point.x, y + point.y};
    }
    last = to[curved ? 2 : 0];
    points[(*n)++] = (CairnPoint){x + last.x, y + last.y};
    to += curved ? 3 : 1;
  }
  return points;
}

static void add_run(Reader *reader, const CairnMark *mark, size_t item, const CairnPoint *run, size_t n,
                    double x, double y) {
  const CairnItem *drawn = &mark->items[item];
  g_auto(CairnPath) path = {0};
  cairn_path_interpolate(&path, &drawn->line, run, n, false);
  CairnDrawnCurve curve = {.mark = mark,
                           .item = item,
                           .width = cairn_paint_has_stroke(drawn->paint) ? drawn->paint->stroke_width : 1,
                           .faint = opacity_of(drawn->paint) < FAINT};
  curve.points = flatten(reader->arena, &path, x, y, &curve.n);
  if (curve.n) g_array_append_val(reader->drawing->curves, curve);
}

static void read_path(Reader *reader, const CairnMark *mark, size_t item, double x, double y) {
  const CairnLineItem *line = &mark->items[item].line;
  g_autofree CairnPoint *run = g_new(CairnPoint, line->n + 1);
  size_t n = 0;
  for (size_t i = 0; i <= line->n; i++) {
    if (i < line->n && line->vertices[i].defined) {
      run[n++] = (CairnPoint){line->vertices[i].x, line->vertices[i].y};
      continue;
    }
    if (n) add_run(reader, mark, item, run, n, x, y);
    n = 0;
  }
}

/* The inside of an area between two of its vertices, in strips that do not reach beyond its edges. */
static void fill_between(Reader *reader, const CairnVertex *a, const CairnVertex *b, double x, double y) {
  const double inset = 1;
  double left = fmin(a->x, b->x), right = fmax(a->x, b->x);
  for (double from = left; from < right; from += STRIP) {
    double to = fmin(from + STRIP, right), s = (from - a->x) / (b->x - a->x), t = (to - a->x) / (b->x - a->x);
    double edges[] = {a->y + s * (b->y - a->y), a->y + t * (b->y - a->y), a->y2 + s * (b->y2 - a->y2),
                      a->y2 + t * (b->y2 - a->y2)};
    bool falls = edges[2] > edges[0];
    double top = falls ? fmax(edges[0], edges[1]) : fmax(edges[2], edges[3]);
    double bottom = falls ? fmin(edges[2], edges[3]) : fmin(edges[0], edges[1]);
    if (bottom - top > 2 * inset)
      add_to(reader->drawing->fills, (CairnBox){from, top + inset, to - from, bottom - top - 2 * inset}, x,
             y);
  }
}

static void fill_area(Reader *reader, const CairnLineItem *area, double x, double y) {
  for (size_t i = 0; i + 1 < area->n && !area->horizontal; i++) {
    const CairnVertex *vertex = &area->vertices[i];
    if (vertex->defined && vertex[1].defined) fill_between(reader, vertex, vertex + 1, x, y);
  }
}

/* ---- Items ---- */

/* The ink of a text: Vega's box for a text is as high as its font. */
static CairnBox text_box(const Reader *reader, const CairnTextItem *text) {
  CairnBox bounds = cairn_text_item_bounds(reader->measurer, text);
  const CairnFace *face = cairn_text_face(reader->measurer, text->font);
  const char *const *lines = cairn_text_shown(text);
  for (size_t i = 0; i < text->n_lines; i++)
    if (!cairn_text_is_plain(face, lines[i])) return bounds;
  CairnTextItem upright = *text;
  upright.angle = 0;
  CairnBox box = cairn_text_item_bounds(reader->measurer, &upright);
  double size = text->font->size, baseline = text->y + cairn_text_baseline_shift(text);
  if (cairn_box_is_empty(box) || box.width <= 0) return cairn_box_empty();
  box.y = baseline - CAIRN_MILESTONE_ASCENT * size;
  box.height = (double)(text->n_lines - 1) * text->line_height +
               (CAIRN_MILESTONE_ASCENT + CAIRN_MILESTONE_DESCENT) * size;
  return cairn_box_rotate(box, text->angle, text->x, text->y);
}

static void read_rule(Reader *reader, const CairnMark *mark, size_t item, double x, double y) {
  const CairnRuleItem *rule = &mark->items[item].rule;
  CairnPoint *ends = cairn_arena_array(reader->arena, 2, CairnPoint);
  ends[0] = (CairnPoint){x + rule->x, y + rule->y};
  ends[1] = (CairnPoint){x + rule->x2, y + rule->y2};
  CairnDrawnCurve curve = {
      .mark = mark, .item = item, .points = ends, .n = 2, .width = mark->items[item].paint->stroke_width};
  g_array_append_val(reader->drawing->curves, curve);
}

static void read_data(Reader *reader, const CairnMark *mark, size_t i, double x, double y) {
  const CairnItem *item = &mark->items[i];
  CairnMeasure measure = {cairn_text_width_callback, reader->measurer, NULL};
  switch (mark->kind) {
  case CAIRN_AREA:
    if (opacity_of(item->paint) >= FAINT && cairn_paint_has_fill(item->paint))
      fill_area(reader, &item->line, x, y);
    read_path(reader, mark, i, x, y);
    break;
  case CAIRN_LINE:
  case CAIRN_TRAIL:
    read_path(reader, mark, i, x, y);
    break;
  case CAIRN_RULE:
    read_rule(reader, mark, i, x, y);
    break;
  case CAIRN_SYMBOL: {
    CairnObstaclePoint point = {x + item->symbol.x, y + item->symbol.y, sqrt(item->symbol.size) / 2};
    g_array_append_val(reader->drawing->points, point);
    break;
  }
  case CAIRN_RECT:
    add_to(reader->drawing->fills, cairn_item_bounds(mark->kind, item, measure), x, y);
    break;
  default:
    add_box(reader, cairn_item_bounds(mark->kind, item, measure), x, y);
  }
}

static void read_item(Reader *reader, const CairnMark *mark, size_t i, double x, double y) {
  const CairnItem *item = &mark->items[i];
  CairnMeasure measure = {cairn_text_width_callback, reader->measurer, NULL};
  bool is_path = mark->kind == CAIRN_LINE || mark->kind == CAIRN_AREA || mark->kind == CAIRN_TRAIL;
  bool is_faint = item->paint && opacity_of(item->paint) < FAINT;
  if (mark->role == CAIRN_ROLE_MARK && is_path)
    read_data(reader, mark, i, x, y);
  else if (is_faint)
    return;
  else if (mark->kind == CAIRN_TEXT)
    add_box(reader, text_box(reader, &item->text), x, y);
  else if (mark->role == CAIRN_ROLE_MARK)
    read_data(reader, mark, i, x, y);
  else if (mark->kind == CAIRN_SYMBOL || mark->kind == CAIRN_RECT)
    add_box(reader, cairn_item_bounds(mark->kind, item, measure), x, y);
}

/* The line of an axis. Labels keep away from obstacles by some px; as they may come close to an axis, it is
 * given a little outside the plot. */
static void read_axis_line(Reader *reader, const CairnGroup *axis, const CairnItem *item, double x,
                           double y) {
  const double outside = 1.5;
  CairnMeasure measure = {cairn_text_width_callback, reader->measurer, NULL};
  CairnBox box = cairn_item_bounds(CAIRN_RULE, item, measure);
  double dx = axis->orient == CAIRN_ORIENT_LEFT ? -outside : axis->orient == CAIRN_ORIENT_RIGHT ? outside : 0;
  double dy = axis->orient == CAIRN_ORIENT_TOP ? -outside : axis->orient == CAIRN_ORIENT_BOTTOM ? outside : 0;
  add_box(reader, box, x + dx, y + dy);
}

/* The labels of an axis at the right or at the top, as one box: nothing stands between them. Beside the other
 * sides labels do not stand at all. */
static void read_axis_labels(Reader *reader, const CairnGroup *axis, double x, double y) {
  if (axis->orient != CAIRN_ORIENT_RIGHT && axis->orient != CAIRN_ORIENT_TOP) return;
  CairnBox box = cairn_box_empty();
  for (size_t i = 0; i < axis->n; i++) {
    const CairnMark *mark = axis->children[i].mark;
    for (size_t k = 0; mark && mark->role == CAIRN_ROLE_AXIS_LABEL && k < mark->n; k++)
      box = cairn_box_union(box, text_box(reader, &mark->items[k].text));
  }
  add_box(reader, box, x, y);
}

static void read_group(Reader *reader, const CairnGroup *group, double x, double y) {
  x += group->x;
  y += group->y;
  if (group->role == CAIRN_ROLE_VIEW) {
    CairnDrawnPlot plot = {group, x, y};
    g_array_append_val(reader->drawing->plots, plot);
  }
  if (group->role == CAIRN_ROLE_AXIS) read_axis_labels(reader, group, x, y);
  for (size_t i = 0; i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    if (group->children[i].group) read_group(reader, group->children[i].group, x, y);
    bool is_axis_line = mark && mark->role == CAIRN_ROLE_AXIS_DOMAIN && mark->kind == CAIRN_RULE;
    for (size_t k = 0; mark && k < mark->n; k++)
      if (is_axis_line)
        read_axis_line(reader, group, &mark->items[k], x, y);
      else
        read_item(reader, mark, k, x, y);
  }
}

void cairn_drawing_read(CairnDrawing *drawing, CairnArena *arena, const CairnScene *scene,
                        CairnTextMeasurer *measurer) {
  *drawing = (CairnDrawing){.plots = g_array_new(FALSE, FALSE, sizeof(CairnDrawnPlot)),
                            .curves = g_array_new(FALSE, FALSE, sizeof(CairnDrawnCurve)),
                            .points = g_array_new(FALSE, FALSE, sizeof(CairnObstaclePoint)),
                            .fills = g_array_new(FALSE, FALSE, sizeof(CairnBox)),
                            .boxes = g_array_new(FALSE, FALSE, sizeof(CairnBox))};
  Reader reader = {drawing, arena, measurer};
  read_group(&reader, scene->page, 0, 0);
}

void cairn_drawing_clear(CairnDrawing *drawing) {
  g_array_unref(drawing->plots);
  g_array_unref(drawing->curves);
  g_array_unref(drawing->points);
  g_array_unref(drawing->fills);
  g_array_unref(drawing->boxes);
}

/* ---- For the placement ---- */

static bool has_anchor(CairnBox box, const CairnPoint *anchors, size_t n) {
  box = cairn_box_expand(box, 2);
  for (size_t i = 0; i < n; i++)
    if (anchors[i].x >= box.x && anchors[i].x <= box.x + box.width && anchors[i].y >= box.y &&
        anchors[i].y <= box.y + box.height)
      return true;
  return false;
}

/* Thin boxes on which anchors stand, as axes are, become lines, which leaders may touch. */
static bool as_line(CairnArena *arena, CairnBox box, CairnObstacleLine *line) {
  const double thin = 3;
  if (box.width > thin && box.height > thin) return false;
  CairnPoint *ends = cairn_arena_array(arena, 2, CairnPoint);
  bool flat = box.width > box.height;
  ends[0] = flat ? (CairnPoint){box.x, box.y + box.height / 2} : (CairnPoint){box.x + box.width / 2, box.y};
  ends[1] = flat ? (CairnPoint){box.x + box.width, ends[0].y} : (CairnPoint){ends[0].x, box.y + box.height};
  *line = (CairnObstacleLine){ends, 2, fmin(box.width, box.height)};
  return true;
}

static CairnBox plots_box(const CairnDrawing *drawing) {
  CairnBox box = cairn_box_empty();
  for (guint i = 0; i < drawing->plots->len; i++) {
    const CairnDrawnPlot *plot = &g_array_index(drawing->plots, CairnDrawnPlot, i);
    box = cairn_box_union(box, (CairnBox){plot->x, plot->y, plot->group->width, plot->group->height});
  }
  return box;
}

static bool is_in(CairnBox box, CairnPoint p) {
  return p.x >= box.x && p.x <= box.x + box.width && p.y >= box.y && p.y <= box.y + box.height;
}

static bool is_filled(const GArray *fills, CairnBox plot, CairnPoint p) {
  if (!is_in(plot, p)) return true;
  for (guint i = 0; i < fills->len; i++)
    if (is_in(cairn_box_expand(g_array_index(fills, CairnBox, i), 1), p)) return true;
  return false;
}

/* Can a leader go that way from `p`, between bars and areas and within the plot? */
static bool is_open(const GArray *fills, CairnBox plot, CairnPoint p, double dx, double dy) {
  const double start = 5, end = 14, step = 3, aside = 3;
  for (double away = start; away <= end; away += step)
    for (int side = -1; side <= 1; side++) {
      CairnPoint seen = {p.x + dx * away + dy * side * aside, p.y + dy * away + dx * side * aside};
      if (is_filled(fills, plot, seen)) return false;
    }
  return true;
}

/* Has an anchor nothing but bars and areas, or the edge of the plot, on all sides? */
static bool is_anchor_inside(const GArray *fills, CairnBox plot, const CairnPoint *anchors, size_t n) {
  for (size_t i = 0; i < n && fills->len; i++) {
    CairnPoint p = anchors[i];
    if (!is_open(fills, plot, p, 0, -1) && !is_open(fills, plot, p, -1, 0) &&
        !is_open(fills, plot, p, 1, 0) && !is_open(fills, plot, p, 0, 1))
      return true;
  }
  return false;
}

/* The plots of a facet or a concatenation. */
static void give_plots(const CairnDrawing *drawing, CairnArena *arena, CairnLabelScene *out) {
  CairnBox *plots = cairn_arena_array(arena, drawing->plots->len, CairnBox);
  for (guint i = 0; i < drawing->plots->len; i++) {
    const CairnDrawnPlot *plot = &g_array_index(drawing->plots, CairnDrawnPlot, i);
    plots[i] = (CairnBox){plot->x, plot->y, plot->group->width, plot->group->height};
  }
  out->plots = plots;
  out->n_plots = (int)drawing->plots->len;
}

typedef struct Obstacles {
  CairnArena *arena;
  GArray *lines, *boxes; /* CairnObstacleLine, CairnBox */
} Obstacles;

static void add_line(Obstacles *obstacles, CairnPoint from, CairnPoint to, double width) {
  CairnPoint *ends = cairn_arena_array(obstacles->arena, 2, CairnPoint);
  ends[0] = from;
  ends[1] = to;
  CairnObstacleLine line = {ends, 2, width};
  g_array_append_val(obstacles->lines, line);
}

/* A fill as upright strokes, which leaders may cross and labels may not touch. Their round ends stay inside.
 */
static void add_strokes(Obstacles *obstacles, CairnBox box) {
  int n = MAX((int)ceil(box.width / STRIP), 1);
  double width = box.width / n, end = fmin(width, box.height) / 2;
  for (int i = 0; i < n; i++) {
    double x = box.x + (i + 0.5) * width;
    add_line(obstacles, (CairnPoint){x, box.y + end}, (CairnPoint){x, box.y + box.height - end},
             fmin(width, box.height));
  }
}

static void add_boxes(Obstacles *obstacles, const GArray *boxes, const CairnPoint *anchors, size_t n) {
  for (guint i = 0; i < boxes->len; i++) {
    CairnBox box = g_array_index(boxes, CairnBox, i);
    CairnObstacleLine line;
    if (has_anchor(box, anchors, n) && as_line(obstacles->arena, box, &line))
      g_array_append_val(obstacles->lines, line);
    else
      g_array_append_val(obstacles->boxes, box);
  }
}

static void read_obstacles(Obstacles *obstacles, const CairnDrawing *drawing, const CairnPoint *anchors,
                           size_t n) {
  for (guint i = 0; i < drawing->curves->len; i++) {
    const CairnDrawnCurve *curve = &g_array_index(drawing->curves, CairnDrawnCurve, i);
    CairnObstacleLine line = {curve->points, curve->n, curve->width};
    if (!curve->faint) g_array_append_val(obstacles->lines, line);
  }
  bool inside = is_anchor_inside(drawing->fills, plots_box(drawing), anchors, n);
  for (guint i = 0; i < drawing->fills->len && inside; i++)
    add_strokes(obstacles, g_array_index(drawing->fills, CairnBox, i));
  if (!inside) add_boxes(obstacles, drawing->fills, anchors, n);
  add_boxes(obstacles, drawing->boxes, anchors, n);
}

static const void *keep(CairnArena *arena, const GArray *array, size_t size) {
  char *copy = cairn_arena_array(arena, size * MAX(array->len, 1u), char);
  if (array->len) memcpy(copy, array->data, size * array->len);
  return copy;
}

void cairn_drawing_give(const CairnDrawing *drawing, CairnArena *arena, const CairnScene *scene,
                        const CairnPoint *anchors, size_t n, CairnLabelScene *out) {
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(CairnObstacleLine)),
                    boxes = g_array_new(FALSE, FALSE, sizeof(CairnBox));
  Obstacles obstacles = {arena, lines, boxes};
  read_obstacles(&obstacles, drawing, anchors, n);
  *out = (CairnLabelScene){.canvas = {0, 0, scene->width, scene->height},
                           .plot = plots_box(drawing),
                           .anchors = anchors,
                           .lines = keep(arena, lines, sizeof(CairnObstacleLine)),
                           .n_lines = (int)lines->len,
                           .points = keep(arena, drawing->points, sizeof(CairnObstaclePoint)),
                           .n_points = (int)drawing->points->len,
                           .boxes = keep(arena, boxes, sizeof(CairnBox)),
                           .n_boxes = (int)boxes->len};
  give_plots(drawing, arena, out);
}
