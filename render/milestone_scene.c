#include "milestone_scene.h"

#include "milestone_report.h"

#include <string.h>

#define ASCENT  0.73 /* of the font size: from the baseline up to the top of the capitals */
#define DESCENT 0.21

enum { FAINT_PERCENT = 35, AXIS_GAP = 3 };

static double line_height(const CairnFont *font) {
  return font->size + 2;
}

double cairn_milestone_text_height(const CairnFont *font, size_t n_lines) {
  return (double)(n_lines - 1) * line_height(font) + (ASCENT + DESCENT) * font->size;
}

/* ---- What is drawn already ---- */

typedef struct Reader {
  CairnArena *arena;
  CairnMeasure measure;
  GArray *lines, *points, *boxes;
  const CairnGroup *plot;
  double plot_x, plot_y;
  const CairnItem *series; /* the one line or area of the plot, or NULL */
  size_t n_series;
  double series_x, series_y;
} Reader;

static double opacity_of(const CairnPaint *paint) {
  return fmax(cairn_paint_has_fill(paint) ? paint->fill_opacity : 0,
              cairn_paint_has_stroke(paint) ? paint->stroke_opacity : 0);
}

static void add_polyline(Reader *reader, const CairnVertex *vertices, size_t n, double x, double y,
                         double width) {
  CairnPoint *points = cairn_arena_array(reader->arena, n, CairnPoint);
  int used = 0;
  for (size_t i = 0; i <= n; i++) {
    if (i < n && vertices[i].defined) {
      points[used++] = (CairnPoint){x + vertices[i].x, y + vertices[i].y};
      continue;
    }
    CairnObstacleLine line = {points, used, width};
    if (used) g_array_append_val(reader->lines, line);
    points += used;
    used = 0;
  }
}

static void read_path(Reader *reader, const CairnItem *item, double x, double y, bool plain) {
  double width = cairn_paint_has_stroke(item->paint) ? item->paint->stroke_width : 1;
  add_polyline(reader, item->line.vertices, item->line.n, x, y, width);
  /* Short or dashed lines beside the series do not make it ambiguous. */
  if (plain && (!reader->series || item->line.n > reader->series->line.n)) {
    reader->series = item;
    reader->series_x = x;
    reader->series_y = y;
  }
  reader->n_series++;
}

static void add_box(Reader *reader, CairnBox box, double x, double y) {
  if (cairn_box_is_empty(box)) return;
  box.x += x;
  box.y += y;
  g_array_append_val(reader->boxes, box);
}

/* The ink of a text. */
static CairnBox text_box(const Reader *reader, const CairnTextItem *text) {
  if (text->angle != 0) return cairn_text_bounds(text, reader->measure);
  const char *const *lines = cairn_text_shown(text);
  double width = 0, baseline = text->y + cairn_text_baseline_shift(text);
  for (size_t i = 0; i < text->n_lines; i++)
    width = fmax(width, reader->measure.width(text->font, lines[i], reader->measure.data));
  double x = text->x - (text->align == CAIRN_ALIGN_CENTER  ? width / 2
                        : text->align == CAIRN_ALIGN_RIGHT ? width
                                                           : 0);
  double height = (double)(text->n_lines - 1) * text->line_height + (ASCENT + DESCENT) * text->font->size;
  return width > 0 ? (CairnBox){x, baseline - ASCENT * text->font->size, width, height} : cairn_box_empty();
}

static void read_item(Reader *reader, const CairnMark *mark, const CairnItem *item, double x, double y) {
  bool data = mark->role == CAIRN_ROLE_MARK;
  if (item->paint && opacity_of(item->paint) * 100 < FAINT_PERCENT) return;
  switch (mark->kind) {
  case CAIRN_TEXT:
    add_box(reader, text_box(reader, &item->text), x, y);
    break;
  case CAIRN_LINE:
    if (data) read_path(reader, item, x, y, true);
    break;
  case CAIRN_AREA:
  case CAIRN_TRAIL:
    if (data) read_path(reader, item, x, y, true);
    break;
  case CAIRN_SYMBOL:
    if (data) {
      CairnObstaclePoint point = {x + item->symbol.x, y + item->symbol.y, sqrt(item->symbol.size) / 2};
      g_array_append_val(reader->points, point);
    } else {
      add_box(reader, cairn_item_bounds(mark->kind, item, reader->measure), x, y);
    }
    break;
  case CAIRN_RULE:
    if (data) {
      CairnPoint *ends = cairn_arena_array(reader->arena, 2, CairnPoint);
      ends[0] = (CairnPoint){x + item->rule.x, y + item->rule.y};
      ends[1] = (CairnPoint){x + item->rule.x2, y + item->rule.y2};
      CairnObstacleLine line = {ends, 2, item->paint->stroke_width};
      g_array_append_val(reader->lines, line);
    }
    break;
  case CAIRN_RECT:
  case CAIRN_ARC:
    add_box(reader, cairn_item_bounds(mark->kind, item, reader->measure), x, y);
    break;
  default:
    break;
  }
}

static void read_group(Reader *reader, const CairnGroup *group, double x, double y) {
  x += group->x;
  y += group->y;
  if (group->role == CAIRN_ROLE_VIEW) {
    reader->plot = group;
    reader->plot_x = x;
    reader->plot_y = y;
  }
  for (size_t i = 0; i < group->n; i++) {
    const CairnMark *mark = group->children[i].mark;
    if (group->children[i].group) read_group(reader, group->children[i].group, x, y);
    for (size_t k = 0; mark && k < mark->n; k++)
      read_item(reader, mark, &mark->items[k], x, y);
  }
}

/* ---- Anchors ---- */

/* y of a path at x: on the line between its vertices, or at its nearer end. */
static double path_y(const CairnLineItem *line, double x) {
  const CairnVertex *before = NULL, *after = NULL;
  for (size_t i = 0; i < line->n; i++) {
    const CairnVertex *vertex = &line->vertices[i];
    if (!vertex->defined) continue;
    if (vertex->x <= x && (!before || vertex->x >= before->x)) before = vertex;
    if (vertex->x >= x && (!after || vertex->x < after->x)) after = vertex;
  }
  if (!before || !after) return before ? before->y : after ? after->y : NAN;
  double span = after->x - before->x;
  return span > 0 ? before->y + (after->y - before->y) * (x - before->x) / span : before->y;
}

/* Labels of events on the x axis stand above it, away from the axis' own labels. */
static void keep_below_axis_free(Reader *reader, const CairnScene *scene, const CairnPoint *anchors,
                                 size_t n) {
  double left = reader->plot_x, bottom = reader->plot_y + reader->plot->height;
  bool on_axis = false;
  for (size_t i = 0; i < n; i++)
    on_axis |= fabs(anchors[i].y - bottom) < 0.5;
  if (!on_axis) return;
  CairnBox strip = {left, bottom + AXIS_GAP, reader->plot->width, fmax(scene->height - bottom - AXIS_GAP, 0)};
  g_array_append_val(reader->boxes, strip);
  CairnPoint *ends = cairn_arena_array(reader->arena, 2, CairnPoint);
  ends[0] = (CairnPoint){left, bottom};
  ends[1] = (CairnPoint){left + reader->plot->width, bottom};
  CairnObstacleLine line = {ends, 2, 1};
  g_array_append_val(reader->lines, line);
}

static CairnPoint anchor_of(const Reader *reader, const CairnMilestone *milestone) {
  const CairnView *unit = milestone->unit;
  double x = reader->plot_x + milestone->x, y = NAN;
  if (unit->channels[CAIRN_Y])
    y = reader->plot_y + milestone->y;
  else if (reader->series && reader->n_series == 1)
    y = reader->series_y + path_y(&reader->series->line, milestone->x);
  if (isnan(y)) y = reader->plot_y + reader->plot->height;
  return (CairnPoint){x, y};
}

void cairn_milestone_scene_read(CairnArena *arena, const CairnScene *scene, const CairnView *root,
                                const CairnMilestones *milestones, CairnMeasure measure,
                                CairnLabelScene *out) {
  Reader reader = {.arena = arena, .measure = measure};
  reader.lines = g_array_new(FALSE, FALSE, sizeof(CairnObstacleLine));
  reader.points = g_array_new(FALSE, FALSE, sizeof(CairnObstaclePoint));
  reader.boxes = g_array_new(FALSE, FALSE, sizeof(CairnBox));
  (void)root;
  read_group(&reader, scene->page, 0, 0);
  CairnPoint *anchors = cairn_arena_array(arena, milestones->n, CairnPoint);
  for (size_t i = 0; i < milestones->n; i++)
    anchors[i] = anchor_of(&reader, &milestones->items[i]);
  keep_below_axis_free(&reader, scene, anchors, milestones->n);
  *out = (CairnLabelScene){
      .canvas = {0, 0, scene->width, scene->height},
      .plot = {reader.plot_x, reader.plot_y, reader.plot->width, reader.plot->height},
      .anchors = anchors,
      .lines = (const CairnObstacleLine *)(void *)reader.lines->data,
      .n_lines = (int)reader.lines->len,
      .points = (const CairnObstaclePoint *)(void *)reader.points->data,
      .n_points = (int)reader.points->len,
      .boxes = (const CairnBox *)(void *)reader.boxes->data,
      .n_boxes = (int)reader.boxes->len,
  };
  cairn_arena_own(arena, g_array_free(reader.lines, FALSE), g_free);
  cairn_arena_own(arena, g_array_free(reader.points, FALSE), g_free);
  cairn_arena_own(arena, g_array_free(reader.boxes, FALSE), g_free);
}

/* ---- Drawing ---- */

static const CairnPaint *quiet_stroke(CairnArena *arena) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->stroke = (CairnBrush){.kind = CAIRN_BRUSH_COLOR, .color = {154, 160, 166, 1}};
  paint->stroke_width = 0.75;
  return paint;
}

static const CairnPaint *fill(CairnArena *arena, CairnColor color) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->fill = (CairnBrush){.kind = CAIRN_BRUSH_COLOR, .color = color};
  return paint;
}

static void draw_leaders(CairnArena *arena, CairnGroup *group, const CairnPlacement *placement) {
  CairnMark *mark =
      cairn_mark_new(arena, group, CAIRN_LINE, CAIRN_ROLE_MILESTONE, "leader", (size_t)placement->n_places);
  const CairnPaint *paint = quiet_stroke(arena);
  mark->n = 0;
  for (int i = 0; i < placement->n_places; i++) {
    const CairnLabelPlace *place = &placement->places[i];
    if (place->n_leader < 2) continue;
    CairnVertex *vertices = cairn_arena_array(arena, (size_t)place->n_leader, CairnVertex);
    for (int k = 0; k < place->n_leader; k++)
      vertices[k] = (CairnVertex){.x = place->leader[k].x, .y = place->leader[k].y, .defined = true};
    mark->items[mark->n].paint = paint;
    mark->items[mark->n++].line = (CairnLineItem){.n = (size_t)place->n_leader, .vertices = vertices};
  }
}

/* Dots take the colours of their labels, so that a legend of categories holds for both. */
static void draw_dots(CairnArena *arena, CairnGroup *group, const CairnMilestones *milestones,
                      const CairnPlacement *placement, double radius) {
  CairnMark *mark =
      cairn_mark_new(arena, group, CAIRN_SYMBOL, CAIRN_ROLE_MILESTONE, "dot", (size_t)placement->n_places);
  mark->n = 0;
  for (int i = 0; i < placement->n_places; i++) {
    const CairnLabelPlace *place = &placement->places[i];
    if (place->state != CAIRN_LABEL_PLACED) continue;
    mark->items[mark->n].paint = milestones->items[i].paint;
    mark->items[mark->n++].symbol =
        (CairnSymbolItem){place->anchor.x, place->anchor.y, 4 * radius * radius, 0, "circle"};
  }
}

static CairnTextItem text_item(const CairnFont *font, const char *const *lines, size_t n, CairnBox box,
                               int align) {
  return (CairnTextItem){
      .x = align < 0   ? box.x
           : align > 0 ? box.x + box.width
                       : box.x + box.width / 2,
      .y = box.y + ASCENT * font->size,
      .lines = lines,
      .shown = lines,
      .n_lines = n,
      .font = font,
      .line_height = line_height(font),
      .align = align < 0   ? CAIRN_ALIGN_LEFT
               : align > 0 ? CAIRN_ALIGN_RIGHT
                           : CAIRN_ALIGN_CENTER,
      .baseline = CAIRN_BASELINE_ALPHABETIC,
  };
}

static void draw_labels(CairnArena *arena, CairnGroup *group, const CairnMilestones *milestones,
                        const CairnPlacement *placement) {
  CairnMark *mark = cairn_mark_new(arena, group, CAIRN_TEXT, CAIRN_ROLE_MILESTONE, "label", milestones->n);
  mark->n = 0;
  for (size_t i = 0; i < milestones->n; i++) {
    const CairnLabelPlace *place = &placement->places[i];
    const CairnMilestone *milestone = &milestones->items[i];
    if (place->state == CAIRN_LABEL_DROPPED) continue;
    const CairnMilestoneLines *lines = &milestone->lines[place->size];
    CairnBox box = place->box;
    if (place->state == CAIRN_LABEL_KEYED) {
      box = place->key_box;
      box.x += place->key_indent;
      box.width -= place->key_indent;
    }
    mark->items[mark->n].paint = milestone->paint;
    mark->items[mark->n++].text = text_item(milestone->font, lines->lines, lines->n, box,
                                            place->state == CAIRN_LABEL_KEYED ? -1 : place->align);
  }
}

/* Keyed milestones: a numbered disc at the anchor, and the number before the text in the key. */
static void draw_markers(CairnArena *arena, CairnGroup *group, const CairnMilestones *milestones,
                         const CairnPlacement *placement, const CairnLabelOptions *options) {
  CairnMark *discs = cairn_mark_new(arena, group, CAIRN_RECT, CAIRN_ROLE_MILESTONE, "marker", milestones->n);
  CairnMark *numbers =
      cairn_mark_new(arena, group, CAIRN_TEXT, CAIRN_ROLE_MILESTONE, "number", 2 * milestones->n);
  const CairnPaint *disc = fill(arena, (CairnColor){74, 79, 84, 1}),
                   *white = fill(arena, (CairnColor){255, 255, 255, 1});
  discs->n = numbers->n = 0;
  for (size_t i = 0; i < milestones->n; i++) {
    const CairnLabelPlace *place = &placement->places[i];
    if (place->state != CAIRN_LABEL_KEYED) continue;
    const CairnFont *font = milestones->items[i].font;
    double radius = fmin(place->box.width, place->box.height) / 2;
    discs->items[discs->n].paint =
        cairn_paint_has_fill(milestones->items[i].paint) ? milestones->items[i].paint : disc;
    discs->items[discs->n++].rect = (CairnRectItem){
        place->box.x, place->box.y, place->box.width, place->box.height, {radius, radius, radius, radius},
        false};
    const char **line = cairn_arena_array(arena, 1, const char *);
    line[0] = cairn_arena_printf(arena, "%d", place->number);
    double height = (ASCENT + DESCENT) * font->size;
    CairnBox inside = {place->box.x, place->box.y + (place->box.height - ASCENT * font->size) / 2,
                       place->box.width, height};
    numbers->items[numbers->n].paint = white;
    numbers->items[numbers->n++].text = text_item(font, line, 1, inside, 0);
    CairnBox before = {place->key_box.x, place->key_box.y, place->key_indent - options->digit_px, height};
    numbers->items[numbers->n].paint = milestones->items[i].paint;
    numbers->items[numbers->n++].text = text_item(font, line, 1, before, 1);
  }
}

void cairn_milestone_scene_draw(CairnArena *arena, CairnScene *scene, const CairnMilestones *milestones,
                                const CairnPlacement *placement, const CairnLabelOptions *options,
                                CairnTextMeasurer *measurer) {
  CairnGroup *group = cairn_group_new(arena, CAIRN_ROLE_MILESTONE, "milestones");
  group->x = -scene->page->x;
  group->y = -scene->page->y;
  draw_leaders(arena, group, placement);
  draw_dots(arena, group, milestones, placement, options->anchor_radius);
  draw_labels(arena, group, milestones, placement);
  draw_markers(arena, group, milestones, placement, options);
  cairn_group_add_group(arena, scene->page, group);
  scene->labelling = cairn_milestone_report(arena, milestones, placement, options);
  (void)measurer;
}
