#include "milestone_draw.h"

#include "annotate/contact.h"
#include "milestone_report.h"

/* The digits of a marker against the labels' text; annotate/field.c makes markers as large as that needs. */
#define DIGITS 0.9

#define RING_PX 0.8

typedef struct Drawer {
  CairnArena *arena;
  CairnTextMeasurer *measurer;
  CairnGroup *group;
  CairnMilestones *milestones;
  const CairnPlacement *placement;
  const CairnLabelOptions *options;
} Drawer;

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

static CairnMark *new_mark(const Drawer *drawer, CairnMarkKind kind, const char *name, size_t most) {
  CairnMark *mark = cairn_mark_new(drawer->arena, drawer->group, kind, CAIRN_ROLE_MILESTONE, name, most);
  mark->n = 0;
  return mark;
}

/* Where leaders share a piece it is drawn once, with the one that goes on farthest: drawn over each other
 * they would look thicker. */
#define SHARED_PX 0.95

static CairnSegment piece(const CairnLabelPlace *place, int k) {
  return (CairnSegment){place->leader[k], place->leader[k + 1]};
}

static bool is_part(CairnSegment a, CairnSegment b) {
  return cairn_segment_distance(b, a.from) < SHARED_PX && cairn_segment_distance(b, a.to) < SHARED_PX;
}

/* Is the last piece of that leader, of `n` points, drawn with another one? */
static bool is_drawn_elsewhere(const CairnPlacement *placement, int i, int n) {
  const CairnLabelPlace *own = &placement->places[i];
  CairnSegment last = piece(own, n - 2);
  for (int k = 0; k < placement->n_places; k++) {
    const CairnLabelPlace *other = &placement->places[k];
    if (k == i || other->n_leader < 2 || fabs(other->anchor.x - own->anchor.x) > 1) continue;
    for (int j = 0; j + 1 < other->n_leader; j++)
      if (is_part(last, piece(other, j)) && (k < i || !is_part(piece(other, j), last))) return true;
  }
  return false;
}

/* Points of the leader up to where it joins another one. */
static int own_points(const CairnPlacement *placement, int i) {
  int n = placement->places[i].n_leader;
  while (n >= 2 && is_drawn_elsewhere(placement, i, n))
    n--;
  return n;
}

static void draw_leaders(const Drawer *drawer) {
  CairnMark *mark = new_mark(drawer, CAIRN_LINE, "leader", drawer->milestones->n);
  const CairnPaint *paint = quiet_stroke(drawer->arena);
  for (size_t i = 0; i < drawer->milestones->n; i++) {
    const CairnLabelPlace *place = &drawer->placement->places[i];
    int n = own_points(drawer->placement, (int)i);
    if (n < 2) continue;
    CairnVertex *vertices = cairn_arena_array(drawer->arena, (size_t)n, CairnVertex);
    for (int k = 0; k < n; k++)
      vertices[k] = (CairnVertex){.x = place->leader[k].x, .y = place->leader[k].y, .defined = true};
    mark->items[mark->n].paint = paint;
    mark->items[mark->n++].line = (CairnLineItem){.n = (size_t)n, .vertices = vertices};
  }
}

/* The paint of a dot: its colour, and a thin ring that sets it off from what it stands on. */
static const CairnPaint *ringed(CairnArena *arena, const CairnPaint *dot) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = *dot;
  paint->stroke = (CairnBrush){.kind = CAIRN_BRUSH_COLOR, .color = {255, 255, 255, 1}};
  paint->stroke_opacity = 1;
  paint->stroke_width = RING_PX;
  return paint;
}

/* Dots take the colours of their labels, so that a legend of categories holds for both. Bands and brackets
 * need none. */
static void draw_dots(const Drawer *drawer) {
  CairnMark *mark = new_mark(drawer, CAIRN_SYMBOL, "dot", drawer->milestones->n);
  double diameter = 2 * drawer->options->anchor_radius + RING_PX;
  for (size_t i = 0; i < drawer->milestones->n; i++) {
    const CairnLabelPlace *place = &drawer->placement->places[i];
    if (place->state != CAIRN_LABEL_PLACED || drawer->milestones->items[i].on_span) continue;
    mark->items[mark->n].paint = ringed(drawer->arena, drawer->milestones->items[i].paint);
    mark->items[mark->n++].symbol =
        (CairnSymbolItem){place->anchor.x, place->anchor.y, diameter * diameter, 0, "circle"};
  }
}

static void draw_labels(const Drawer *drawer) {
  CairnMark *mark = new_mark(drawer, CAIRN_TEXT, "label", drawer->milestones->n);
  for (size_t i = 0; i < drawer->milestones->n; i++) {
    const CairnLabelPlace *place = &drawer->placement->places[i];
    CairnMilestone *milestone = &drawer->milestones->items[i];
    if (place->state == CAIRN_LABEL_DROPPED) continue;
    bool keyed = place->state == CAIRN_LABEL_KEYED;
    CairnBox box = keyed ? place->key_box : place->box;
    if (keyed) {
      box.x += place->key_indent;
      box.width -= place->key_indent;
    }
    mark->items[mark->n].paint = milestone->paint;
    CairnTextItem *item = &mark->items[mark->n++].text;
    *item = cairn_milestone_text_item(drawer->arena, milestone->font, &milestone->lines[place->size], box,
                                      keyed ? -1 : place->align, keyed ? drawer->placement->key_scale : 1);
    milestone->drawn = cairn_milestone_text_box(drawer->measurer, item);
  }
}

/* The number of a keyed milestone, its capitals in the middle of a marker, or before the first line of its
 * text. */
static CairnTextItem number_item(const Drawer *drawer, size_t i, CairnBox box, int align, double scale,
                                 double ascent) {
  const CairnLabelPlace *place = &drawer->placement->places[i];
  const char **line = cairn_arena_array(drawer->arena, 1, const char *);
  line[0] = cairn_arena_printf(drawer->arena, "%d", place->number);
  CairnMilestoneLines lines = {.lines = line, .n = 1, .ascent = ascent, .line_height = 0};
  return cairn_milestone_text_item(drawer->arena, drawer->milestones->items[i].font, &lines, box, align,
                                   scale);
}

/* A numbered disc at the anchor of each keyed milestone, and the number before its text in the key. */
static void draw_markers(const Drawer *drawer) {
  size_t n = drawer->milestones->n;
  CairnMark *discs = new_mark(drawer, CAIRN_RECT, "marker", n),
            *numbers = new_mark(drawer, CAIRN_TEXT, "number", 2 * n);
  const CairnPaint *disc = fill(drawer->arena, (CairnColor){74, 79, 84, 1}),
                   *white = fill(drawer->arena, (CairnColor){255, 255, 255, 1});
  for (size_t i = 0; i < n; i++) {
    const CairnLabelPlace *place = &drawer->placement->places[i];
    CairnMilestone *milestone = &drawer->milestones->items[i];
    if (place->state != CAIRN_LABEL_KEYED) continue;
    double radius = fmin(place->box.width, place->box.height) / 2, scale = drawer->placement->key_scale;
    discs->items[discs->n].paint = cairn_paint_has_fill(milestone->paint) ? milestone->paint : disc;
    discs->items[discs->n++].rect = (CairnRectItem){
        place->box.x, place->box.y, place->box.width, place->box.height, {radius, radius, radius, radius},
        false};
    double middle = (place->box.height / DIGITS + CAIRN_MILESTONE_ASCENT * milestone->font->size) / 2;
    numbers->items[numbers->n].paint = white;
    numbers->items[numbers->n++].text = number_item(drawer, i, place->box, 0, DIGITS, middle);
    CairnBox before = place->key_box;
    before.width = place->key_indent - scale * drawer->options->digit_px;
    CairnItem *number = &numbers->items[numbers->n++];
    number->paint = milestone->paint;
    number->text = number_item(drawer, i, before, 1, scale, milestone->lines[place->size].ascent);
    milestone->drawn =
        cairn_box_union(milestone->drawn, cairn_milestone_text_box(drawer->measurer, &number->text));
  }
}

void cairn_milestone_draw(CairnArena *arena, CairnTextMeasurer *measurer, CairnScene *scene,
                          CairnMilestones *milestones, const CairnPlacement *placement,
                          const CairnLabelOptions *options) {
  CairnGroup *group = cairn_group_new(arena, CAIRN_ROLE_MILESTONE, "milestones");
  group->x = -scene->page->x;
  group->y = -scene->page->y;
  Drawer drawer = {arena, measurer, group, milestones, placement, options};
  draw_leaders(&drawer);
  draw_dots(&drawer);
  draw_labels(&drawer);
  draw_markers(&drawer);
  cairn_group_add_group(arena, scene->page, group);
  scene->labelling = cairn_milestone_report(arena, milestones, placement, options);
}
