#include "annotate/candidate.h"

#include <stdlib.h>

/* docs/milestones.md explains the terms. In px of leader. */
#define LINE_COST       3.0  /* each line after the first */
#define WIDE_SHARE      0.06 /* of the width beyond WIDE_EM */
#define WIDE_EM         12.0
#define STRANGER_COST   10.0 /* the label is nearer to another anchor than to its own */
#define STRANGER_SHARE  0.3
#define CROSSING_COST   8.0  /* the leader crosses a series */
#define DOT_COST        25.0 /* the leader passes another event's dot */
#define KEY_COST        150.0
#define MARKER_OFF_COST 10.0 /* a marker that does not stand on its anchor */

#define MOST_CANDIDATES 4096

static int left_to_right(const void *a, const void *b) {
  const CairnPoint *p = a, *q = b;
  if (p->x != q->x) return p->x < q->x ? -1 : 1;
  return p->y < q->y ? -1 : p->y > q->y;
}

static void cover_scene(CairnCoverage *coverage, const CairnLabelScene *scene, int n, double clearance,
                        double anchor_radius) {
  for (int i = 0; i < scene->n_lines; i++) {
    const CairnObstacleLine *line = &scene->lines[i];
    double radius = line->width / 2 + clearance;
    for (int k = 0; k + 1 < line->n_points; k++)
      cairn_coverage_add_segment(coverage, line->points[k], line->points[k + 1], radius, CAIRN_COVER_LINE);
  }
  for (int i = 0; i < scene->n_points; i++) {
    CairnPoint centre = {scene->points[i].x, scene->points[i].y};
    cairn_coverage_add_disc(coverage, centre, scene->points[i].radius + clearance, CAIRN_COVER_LINE);
  }
  for (int i = 0; i < scene->n_boxes; i++)
    cairn_coverage_add_box(coverage, cairn_box_expand(scene->boxes[i], clearance), CAIRN_COVER_BOX);
  for (int i = 0; i < n; i++)
    cairn_coverage_add_disc(coverage, scene->anchors[i], anchor_radius + clearance / 2, CAIRN_COVER_DOT);
  if (scene->key.height > 0)
    cairn_coverage_add_box(coverage, cairn_box_expand(scene->key, clearance), CAIRN_COVER_BOX);
  cairn_coverage_finish(coverage);
}

static CairnBox marker_size(const CairnLabelOptions *options, int n) {
  int digits = n > 99 ? 3 : n > 9 ? 2 : 1;
  return (CairnBox){0, 0, fmax(digits * options->digit_px + 0.4 * options->font_px, options->font_px),
                    1.04 * options->font_px};
}

void cairn_field_init(CairnField *field, CairnArena *arena, const CairnLabelScene *scene,
                      const CairnMilestoneText *milestones, int n, const CairnLabelOptions *options,
                      CairnSpacing spacing, bool texts, bool markers) {
  double reach = fmin(24 * options->font_px, 0.6 * fmax(scene->canvas.height, 1));
  *field = (CairnField){arena, scene, milestones, n, options, spacing, .texts = texts, .markers = markers};
  field->coverage = cairn_coverage_new(arena, cairn_box_expand(scene->canvas, -spacing.obstacle));
  cover_scene(field->coverage, scene, n, spacing.obstacle, options->anchor_radius);
  field->offsets = cairn_template_new(arena, options->font_px, reach);
  field->by_x = cairn_arena_array(arena, (size_t)n, CairnPoint);
  for (int i = 0; i < n; i++)
    field->by_x[i] = scene->anchors[i];
  qsort(field->by_x, (size_t)n, sizeof *field->by_x, left_to_right);
  field->marker = marker_size(options, n);
}

double cairn_key_cost(const CairnField *field, int milestone) {
  int priority = field->milestones[milestone].priority;
  return KEY_COST * (priority <= 1 ? 1.6 : priority == 2 ? 1.25 : 1);
}

/* The first anchor that is not to the left of x. */
static int first_from(const CairnField *field, double x) {
  int low = 0, high = field->n;
  while (low < high) {
    int middle = (low + high) / 2;
    if (field->by_x[middle].x < x)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Would a reader tie the label to another anchor? Anchors at the same place as its own do not count. */
static double stranger_cost(CairnField *field, CairnBox box, CairnPoint anchor) {
  double own = cairn_box_distance(box, anchor), nearest = own;
  for (int i = first_from(field, box.x - own); i < field->n && field->by_x[i].x < box.x + box.width + own;
       i++) {
    CairnPoint other = field->by_x[i];
    field->work++;
    if (other.y < box.y - own || other.y > box.y + box.height + own) continue;
    if (fabs(other.x - anchor.x) < 4 && fabs(other.y - anchor.y) < 4) continue;
    nearest = fmin(nearest, cairn_box_distance(box, other));
  }
  return nearest < own ? STRANGER_COST + STRANGER_SHARE * (own - nearest) : 0;
}

/* What the leader passes on its way; INFINITY if that is a box. The first px from the anchor lie on the
 * series. */
static double leader_cost(CairnField *field, CairnSegment leader) {
  double length = hypot(leader.to.x - leader.from.x, leader.to.y - leader.from.y);
  double step = 0.75 * field->coverage->cell, cost = 0;
  double start = field->options->anchor_radius + field->spacing.obstacle + 2;
  uint8_t before = CAIRN_COVER_LINE | CAIRN_COVER_DOT;
  for (double at = start; at < length; at += step) {
    double t = at / length;
    CairnPoint p = {leader.to.x + t * (leader.from.x - leader.to.x),
                    leader.to.y + t * (leader.from.y - leader.to.y)};
    uint8_t now = cairn_coverage_at(field->coverage, p), entered = (uint8_t)(now & ~before);
    field->work++;
    if (now & CAIRN_COVER_BOX) return INFINITY;
    if (entered & CAIRN_COVER_LINE) cost += CROSSING_COST;
    if (entered & CAIRN_COVER_DOT) cost += DOT_COST;
    before = now;
  }
  return cost;
}

static double size_cost(const CairnField *field, const CairnLabelSize *size) {
  return LINE_COST * (size->lines - 1) +
         WIDE_SHARE * fmax(0, size->width - WIDE_EM * field->options->font_px);
}

void cairn_choices_init(CairnChoices *choices, CairnField *field, int milestone) {
  int n_sizes = field->milestones[milestone].n_sizes;
  *choices = (CairnChoices){.milestone = milestone};
  choices->cursor = cairn_arena_array(field->arena, (size_t)n_sizes + 1, int);
  choices->cursor[n_sizes] = -1;
}

static bool in_box(CairnBox box, double x, double y) {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}

/* May the marker stand on its own anchor, in place of the dot? It may cover the series there, and nothing
 * else. */
static bool badge_is_free(CairnField *field, CairnBox box, CairnPoint anchor) {
  const CairnLabelScene *scene = field->scene;
  double margin = field->options->anchor_radius + 0.5;
  CairnBox near = cairn_box_expand(box, margin), canvas = scene->canvas;
  for (int i = first_from(field, near.x); i < field->n && field->by_x[i].x < near.x + near.width;
       i++, field->work++)
    if (in_box(near, field->by_x[i].x, field->by_x[i].y) &&
        hypot(field->by_x[i].x - anchor.x, field->by_x[i].y - anchor.y) >= 0.7)
      return false;
  for (int i = 0; i < scene->n_points; i++, field->work++)
    if (cairn_box_distance(box, (CairnPoint){scene->points[i].x, scene->points[i].y}) <
            scene->points[i].radius &&
        hypot(scene->points[i].x - anchor.x, scene->points[i].y - anchor.y) >= 0.7)
      return false;
  for (int i = 0; i < scene->n_boxes; i++, field->work++)
    if (cairn_box_intersects(box, scene->boxes[i])) return false;
  return box.x >= canvas.x && box.y >= canvas.y && box.x + box.width <= canvas.x + canvas.width &&
         box.y + box.height <= canvas.y + canvas.height;
}

static void append(CairnChoices *choices, CairnField *field, const CairnCandidate *candidate, double floor) {
  if (choices->n == choices->room) {
    int room = choices->room ? choices->room * 2 : 32;
    CairnCandidate *list = cairn_arena_array(field->arena, (size_t)room, CairnCandidate);
    double *floors = cairn_arena_array(field->arena, (size_t)room, double);
    for (int i = 0; i < choices->n; i++) {
      list[i] = choices->list[i];
      floors[i] = choices->floor[i];
    }
    choices->list = list;
    choices->floor = floors;
    choices->room = room;
  }
  choices->floor[choices->n] = floor;
  choices->list[choices->n++] = *candidate;
}

/* The cost before looking at what is around: of the size, and of its next offset. */
static double floor_of(const CairnField *field, const CairnChoices *choices, int size) {
  const CairnMilestoneText *text = &field->milestones[choices->milestone];
  int cursor = choices->cursor[size];
  bool marker = size == text->n_sizes;
  if (marker ? !field->markers : !field->texts) return INFINITY;
  if (cursor >= field->offsets.n) return INFINITY;
  double base = marker ? cairn_key_cost(field, choices->milestone) : size_cost(field, &text->sizes[size]);
  if (cursor < 0) return base;
  return base + field->offsets.offsets[cursor].cost + (marker ? MARKER_OFF_COST : 0);
}

static int align_of(const CairnOffset *offset) {
  if (offset->side_x) return -offset->side_x;
  return offset->along_x < 0.35 ? -1 : offset->along_x > 0.65 ? 1 : 0;
}

static void try_badge(CairnChoices *choices, CairnField *field, int size, double cost) {
  CairnPoint anchor = field->scene->anchors[choices->milestone];
  double width = field->marker.width, height = field->marker.height;
  CairnBox box = {anchor.x - width / 2, anchor.y - height / 2, width, height};
  if (!badge_is_free(field, box, anchor)) return;
  append(choices, field, &(CairnCandidate){cost, box, {anchor, anchor}, false, size, 0}, cost);
}

static void try_offset(CairnChoices *choices, CairnField *field, int size, double cost) {
  const CairnMilestoneText *text = &field->milestones[choices->milestone];
  const CairnOffset *offset = &field->offsets.offsets[choices->cursor[size]];
  bool marker = size == text->n_sizes;
  double width = marker ? field->marker.width : text->sizes[size].width;
  double height = marker ? field->marker.height : text->sizes[size].height;
  CairnPoint anchor = field->scene->anchors[choices->milestone];
  CairnBox box = cairn_offset_box(offset, anchor, width, height);
  field->work++;
  if (!cairn_coverage_is_free(field->coverage, box)) return;
  CairnSegment leader = {cairn_box_nearest(cairn_box_expand(box, 1), anchor), anchor};
  double extra = leader_cost(field, leader);
  if (isinf(extra)) return;
  if (!marker) extra += stranger_cost(field, box, anchor);
  append(choices, field, &(CairnCandidate){cost + extra, box, leader, true, size, align_of(offset)}, cost);
}

bool cairn_choices_reach(CairnChoices *choices, CairnField *field, int index) {
  int n_sizes = field->milestones[choices->milestone].n_sizes;
  while (choices->n <= index && choices->frontier < INFINITY && choices->n < MOST_CANDIDATES) {
    int best = 0;
    double cost = INFINITY;
    for (int size = 0; size <= n_sizes; size++) {
      double floor = floor_of(field, choices, size);
      if (floor < cost) cost = floor, best = size;
    }
    choices->frontier = cost;
    if (isinf(cost)) break;
    if (choices->cursor[best] < 0)
      try_badge(choices, field, best, cost);
    else
      try_offset(choices, field, best, cost);
    choices->cursor[best]++;
  }
  return index < choices->n;
}
