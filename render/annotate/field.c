#include "annotate/field.h"

#include "annotate/template.h"

#include <stdlib.h>
#include <string.h>

/* docs/milestones.md explains the terms. In px of leader. */
#define LINE_COST       3.0 /* each line after the first */
#define TALL_COST       2.5 /* times the square of the lines beyond TALL */
#define TALL            3
#define ROW_EM          1.25 /* of height count as a line: those of some scripts are higher */
#define WIDE_SHARE      0.06 /* of the width beyond WIDE_EM */
#define WIDE_EM         12.0
#define BELOW_COST      1.5 /* costs of direction: a leader that rises straight is the calmest */
#define LEFT_COST       1.0
#define SIDE_COST       1.0
#define SLANT_COST      3.0
#define SLANT_SHARE     0.13
#define ALIGN_COST      1.0 /* the leader meets an end of the text, not its middle */
#define STRAY_COST      3.0 /* nor an end */
#define BEND_COST       6.0
#define STRANGER_COST   10.0 /* the label is nearer to another anchor than to its own */
#define STRANGER_SHARE  0.3
#define CROSSING_COST   8.0   /* the leader crosses a series */
#define DOT_COST        25.0  /* the leader passes another event's dot */
#define KEY_COST        150.0 /* a marker of mean importance in a figure of KEY_AREA px²; elsewhere in */
#define KEY_AREA        4e5   /* proportion to its side, */
#define KEY_FALL        5.5   /* and in a smaller one, where room is dear, to that power of it, */
#define KEY_MANY        20.0  /* where there are so many labels; to a lower one where there are fewer */
#define FIRST_KEYED     0.6  /* times a marker, in proportion to the side: a figure without a key is calmer */
#define MARKER_OFF_COST 10.0 /* a marker that does not stand on its anchor */

static int left_to_right(const void *a, const void *b) {
  const CairnPoint *p = a, *q = b;
  if (p->x != q->x) return p->x < q->x ? -1 : 1;
  return p->y < q->y ? -1 : p->y > q->y;
}

/* Labels do not stand among the axis labels, nor under the plot, even where there would be a gap. */
static void block_margins(CairnField *field) {
  CairnBox canvas = field->scene->canvas, plot = field->scene->plot;
  double bottom = plot.y + plot.height, top = plot.y - 0.5 * field->options->font_px;
  cairn_coverage_add_box(field->coverage,
                         (CairnBox){canvas.x, bottom, canvas.width, canvas.y + canvas.height - bottom},
                         CAIRN_COVER_BOX);
  double left = plot.x - field->spacing.obstacle - field->coverage->cell;
  if (left > canvas.x)
    cairn_coverage_add_box(field->coverage, (CairnBox){canvas.x, top, left - canvas.x, bottom - top},
                           CAIRN_COVER_BOX);
}

static void cover_scene(CairnField *field) {
  const CairnLabelScene *scene = field->scene;
  CairnCoverage *coverage = field->coverage;
  double clearance = field->spacing.obstacle;
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
  for (int i = 0; i < field->n; i++)
    cairn_coverage_add_disc(coverage, scene->anchors[i], field->options->anchor_radius + clearance / 2,
                            CAIRN_COVER_DOT);
  block_margins(field);
  cairn_coverage_finish(coverage);
}

static int digits_of(int n) {
  return n > 999 ? 4 : n > 99 ? 3 : n > 9 ? 2 : 1;
}

void cairn_field_set_markers(CairnField *field, int n) {
  const CairnLabelOptions *options = field->options;
  field->digits = digits_of(n);
  field->marker = (CairnBox){0, 0, 0.9 * field->digits * options->digit_px + 0.35 * options->font_px,
                             0.95 * options->font_px};
}

int cairn_field_most_markers(const CairnField *field) {
  static const int most[] = {0, 9, 99, 999, 9999};
  return most[field->digits];
}

/* Is nothing covered in eight cells? */
static bool all_clear(const uint8_t *flags) {
  uint64_t eight;
  memcpy(&eight, flags, sizeof eight);
  return eight == 0;
}

/* Where the data ends in each column, looking from above and from below; beside the plot the axis labels
 * count. */
static void trace_skyline(const CairnField *field, double *top, double *bottom) {
  const CairnCoverage *c = field->coverage;
  CairnBox plot = field->scene->plot;
  const uint8_t data = CAIRN_COVER_LINE | CAIRN_COVER_DOT, all = data | CAIRN_COVER_BOX;
  for (int i = 0; i < c->columns; i++)
    top[i] = INFINITY, bottom[i] = -INFINITY;
  for (int row = 0; row < c->rows; row++) {
    double y = c->area.y + row * c->cell;
    const uint8_t *flags = c->flags + (size_t)row * (size_t)c->columns;
    for (int i = 0; i < c->columns; i++) {
      while (i + 8 <= c->columns && all_clear(flags + i))
        i += 8;
      if (i == c->columns || !flags[i]) continue;
      double x = c->area.x + i * c->cell;
      bool beside = (x < plot.x || x > plot.x + plot.width) && y > plot.y - field->options->font_px;
      if (!(flags[i] & (beside ? all : data))) continue;
      top[i] = cairn_least(top[i], y);
      bottom[i] = y + c->cell;
    }
  }
}

/* Forgets the labels that are kept. */
static void uncover(CairnField *field) {
  size_t columns = (size_t)field->coverage->columns;
  memcpy(field->top, field->data, columns * sizeof *field->top);
  memcpy(field->bottom, field->data + columns, columns * sizeof *field->bottom);
}

/* What having to look it up in the key weighs. */
static double key_weight(const CairnMilestoneText *text) {
  return text->priority <= 1 ? 1.75 : text->priority == 2 ? 1.1 : 0.75;
}

void cairn_field_init(CairnField *field, CairnArena *arena, const CairnLabelScene *scene,
                      const CairnMilestoneText *milestones, int n, const CairnLabelOptions *options,
                      const bool *keyed, const bool *hidden) {
  double font = options->font_px;
  *field = (CairnField){arena, scene, milestones, n, options, .work = 0};
  field->spacing = (CairnSpacing){0.25 * font, 0.5 * font, 0.35 * font, 0.2 * font, 0.15 * font};
  field->coverage = cairn_coverage_new(arena, cairn_box_expand(scene->canvas, -field->spacing.obstacle));
  cover_scene(field);
  size_t columns = (size_t)field->coverage->columns;
  field->data = cairn_arena_array(arena, 2 * columns, double);
  trace_skyline(field, field->data, field->data + columns);
  field->top = cairn_arena_array(arena, columns, double);
  field->bottom = cairn_arena_array(arena, columns, double);
  uncover(field);
  field->by_x = cairn_arena_array(arena, (size_t)n, CairnPoint);
  for (int i = 0; i < n; i++)
    field->by_x[i] = scene->anchors[i];
  qsort(field->by_x, (size_t)n, sizeof *field->by_x, left_to_right);
  field->together = cairn_arena_array(arena, (size_t)n, int);
  field->stem = cairn_arena_array(arena, (size_t)n, double);
  cairn_together_find(arena, scene->anchors, n, field->together, field->stem);
  bool *none = cairn_arena_array(arena, (size_t)n, bool);
  field->keyed = keyed ? keyed : none;
  field->hidden = hidden ? hidden : none;
  int n_keyed = 0;
  for (int i = 0; i < n; i++)
    n_keyed += field->keyed[i] && !field->hidden[i];
  double side = sqrt(scene->canvas.width * scene->canvas.height / KEY_AREA);
  double fall = 1 + (KEY_FALL - 1) * cairn_least(1, n / KEY_MANY);
  field->key_cost = KEY_COST * pow(side, side < 1 ? fall : 1);
  field->first_key_cost = FIRST_KEYED * KEY_COST * side;
  for (int i = 0; i < n; i++)
    field->key_weight += key_weight(&milestones[i]) / n;
  cairn_field_set_markers(field, n_keyed > 0 ? n_keyed : n);
}

void cairn_field_keep(CairnField *field, const CairnBox *boxes, int n) {
  const CairnCoverage *c = field->coverage;
  uncover(field);
  field->kept = boxes;
  field->n_kept = n;
  for (int k = 0; k < n; k++) {
    CairnBox box = boxes[k];
    int from = (int)cairn_clamp((box.x - field->spacing.beside - c->area.x) / c->cell, 0, c->columns - 1);
    int to = (int)cairn_clamp((box.x + box.width + field->spacing.beside - c->area.x) / c->cell, 0,
                              c->columns - 1);
    for (int i = from; i <= to; i++) {
      field->top[i] = cairn_least(field->top[i], box.y - field->spacing.above);
      field->bottom[i] = cairn_most(field->bottom[i], box.y + box.height + field->spacing.above);
    }
  }
}

void cairn_field_squeeze(const CairnField *field, CairnLabelRoom room, CairnField *out) {
  int n = field->n, columns = field->coverage->columns;
  CairnBox plot = field->scene->plot;
  double height = plot.height - (field->options->height_is_fixed ? room.top_px + room.bottom_px : 0);
  double scale = cairn_most(height, 1) / cairn_most(plot.height, 1), top = plot.y + room.top_px;
  CairnLabelScene *scene = cairn_arena_one(field->arena, CairnLabelScene);
  CairnPoint *anchors = cairn_arena_array(field->arena, (size_t)n, CairnPoint);
  *out = *field;
  *scene = *field->scene;
  scene->anchors = anchors;
  scene->plot = (CairnBox){plot.x, top, plot.width, plot.height * scale};
  out->scene = scene;
  out->top = cairn_arena_array(field->arena, (size_t)columns, double);
  out->bottom = cairn_arena_array(field->arena, (size_t)columns, double);
  for (int i = 0; i < n; i++)
    anchors[i] =
        (CairnPoint){field->scene->anchors[i].x, top + (field->scene->anchors[i].y - plot.y) * scale};
  for (int i = 0; i < columns; i++) {
    out->top[i] = top + (field->top[i] - plot.y) * scale;
    out->bottom[i] = top + (field->bottom[i] - plot.y) * scale;
  }
}

double cairn_field_size_cost(const CairnField *field, int milestone, int size) {
  const CairnMilestoneText *text = &field->milestones[milestone];
  if (size == text->n_sizes) return field->key_cost * key_weight(text) / field->key_weight;
  double font = field->options->font_px, wide = cairn_most(0, text->sizes[size].width - WIDE_EM * font);
  int lines = text->sizes[size].lines;
  double tall = cairn_most(0, cairn_most(lines, text->sizes[size].height / font / ROW_EM) - TALL);
  return LINE_COST * (lines - 1) + TALL_COST * tall * tall + WIDE_SHARE * wide;
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
    nearest = cairn_least(nearest, cairn_box_distance(box, other));
  }
  return nearest < own ? STRANGER_COST + STRANGER_SHARE * (own - nearest) : 0;
}

double cairn_candidate_length(const CairnCandidate *c) {
  double length = 0;
  for (int i = 0; i + 1 < c->n_path; i++)
    length += cairn_distance(c->path[i], c->path[i + 1]);
  return length;
}

static double direction_cost(const CairnCandidate *c) {
  CairnPoint anchor = c->path[c->n_path - 1];
  if (c->n_path > 2) anchor.x = c->path[0].x; /* as seen from where the leader rises */
  double left = c->box.x, right = left + c->box.width, cost = 0;
  bool beside = anchor.x < left - 0.01 || anchor.x > right + 0.01;
  bool level = anchor.y > c->box.y && anchor.y < c->box.y + c->box.height;
  if (c->box.y > anchor.y) cost += BELOW_COST;
  if (beside) {
    if (right < anchor.x) cost += LEFT_COST;
    return cost + (level ? SIDE_COST : SLANT_COST);
  }
  double middle = fabs(anchor.x - left - c->box.width / 2),
         end = cairn_least(anchor.x - left, right - anchor.x);
  return cost + (middle < 0.5 ? 0 : end < 0.5 ? ALIGN_COST : STRAY_COST);
}

bool cairn_field_fans(const CairnField *field, int milestone, const CairnCandidate *c) {
  if (field->together[milestone] < 2 || c->n_path < 2) return false;
  return c->n_path - c->flag > 2 || fabs(c->path[c->flag].x - field->stem[milestone]) > 0.01;
}

void cairn_field_look(const CairnField *field, int milestone, CairnCandidate *c) {
  CairnPoint anchor = field->scene->anchors[milestone];
  double length = cairn_candidate_length(c);
  c->cost = cairn_field_size_cost(field, milestone, c->size) + direction_cost(c) + length;
  if (c->n_path - c->flag > 2)
    c->cost += BEND_COST;
  else if (!c->flag && fabs(c->path[0].x - anchor.x) > CAIRN_TOGETHER && fabs(c->path[0].y - anchor.y) > 0.5)
    c->cost += SLANT_SHARE * length;
  if (cairn_field_fans(field, milestone, c)) c->cost += CAIRN_FAN_COST;
  c->marker = c->size == field->milestones[milestone].n_sizes;
  if (c->marker) c->cost += MARKER_OFF_COST;
  c->rated = false;
}

static bool holds(CairnBox box, CairnPoint p) {
  const double edge = 1;
  return p.x >= box.x - edge && p.x <= box.x + box.width + edge && p.y >= box.y - edge &&
         p.y <= box.y + box.height + edge;
}

/* Does the label stand in a plot in which its anchor is not, as in another cell of a facet, or above it,
 * where its header is? */
static bool is_in_other_plot(const CairnField *field, int milestone, const CairnBox *box) {
  double header = 2.5 * field->options->font_px;
  for (int i = 0; i < field->scene->n_plots; i++) {
    CairnBox plot = field->scene->plots[i],
             taller = {plot.x, plot.y - header, plot.width, plot.height + header};
    if (cairn_box_intersects(taller, *box) && !holds(plot, field->scene->anchors[milestone])) return true;
  }
  return false;
}

bool cairn_field_rate(CairnField *field, int milestone, CairnCandidate *c) {
  if (c->rated) return c->cost < INFINITY;
  double skip = field->options->anchor_radius + field->spacing.obstacle + 2;
  c->rated = true;
  if (is_in_other_plot(field, milestone, &c->box)) c->cost = INFINITY;
  for (int i = c->n_path - 1; i > 0; i--) {
    CairnPassage passage = cairn_coverage_passage(field->coverage, c->path[i], c->path[i - 1], skip);
    field->work += passage.steps / 4;
    c->cost += passage.lines * CROSSING_COST + passage.dots * DOT_COST;
    if (passage.boxes > 0) c->cost = INFINITY;
    skip = 0;
  }
  if (c->size < field->milestones[milestone].n_sizes && c->cost < INFINITY)
    c->cost += stranger_cost(field, c->box, field->scene->anchors[milestone]);
  return c->cost < INFINITY;
}

/* A leader meets the text from above or below where it is straight, else at the side, halfway up the nearest
 * line; 1 px off the text. */
static CairnPoint leader_end(const CairnField *field, const CairnBox *box, CairnPoint anchor) {
  double right = box->x + box->width, bottom = box->y + box->height;
  double half_line = cairn_least(0.47 * field->options->font_px, box->height / 2);
  if (anchor.x >= box->x - 0.01 && anchor.x <= right + 0.01)
    return (CairnPoint){anchor.x, cairn_clamp(anchor.y, box->y - 1, bottom + 1)};
  double y = cairn_clamp(anchor.y, box->y + half_line, bottom - half_line);
  return (CairnPoint){anchor.x < box->x ? box->x - 1 : right + 1, y};
}

static void add_point(CairnCandidate *candidate, double x, double y) {
  candidate->path[candidate->n_path++] = (CairnPoint){x, y};
}

/* Straight down from the text to the knee, from where it leads to the anchor. */
static void bend(CairnCandidate *candidate, CairnPoint site, double x, double knee) {
  bool above = candidate->box.y < site.y;
  if (!candidate->flag)
    add_point(candidate, x, above ? candidate->box.y + candidate->box.height + 1 : candidate->box.y - 1);
  add_point(candidate, x, above ? site.y - knee : site.y + knee);
}

/* From the middle of the text's height across to where the leader rises. */
static void hang(CairnCandidate *candidate, double x) {
  const CairnBox *box = &candidate->box;
  double y = box->y + box->height / 2;
  add_point(candidate, x < box->x ? box->x - 1 : box->x + box->width + 1, y);
  add_point(candidate, x, y);
}

void cairn_field_aim(const CairnField *field, int milestone, double pole, bool flag,
                     CairnCandidate *candidate) {
  CairnPoint site = cairn_field_site(field, milestone);
  candidate->n_path = 0;
  candidate->flag = flag;
  if (flag) hang(candidate, site.x + pole);
  if (pole != 0)
    bend(candidate, site, site.x + pole, cairn_template_knee(pole, field->options->font_px));
  else if (!flag)
    candidate->path[candidate->n_path++] = leader_end(field, &candidate->box, site);
  candidate->path[candidate->n_path++] = field->scene->anchors[milestone];
}

void cairn_field_callout(const CairnField *field, int milestone, int size, CairnBox box, double pole,
                         bool flag, CairnCandidate *candidate) {
  *candidate = (CairnCandidate){.box = box, .size = size};
  cairn_field_aim(field, milestone, pole, flag, candidate);
  cairn_field_look(field, milestone, candidate);
}

static bool in_box(CairnBox box, double x, double y) {
  return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
}

/* May the marker stand on its own anchor, in place of the dot? It may cover the series there, and nothing
 * else. */
static bool badge_is_free(CairnField *field, CairnBox box, CairnPoint anchor) {
  const CairnLabelScene *scene = field->scene;
  CairnBox near = cairn_box_expand(box, field->options->anchor_radius + 0.5), canvas = scene->canvas;
  int anchors = 0;
  for (int i = first_from(field, near.x); i < field->n && field->by_x[i].x < near.x + near.width;
       i++, field->work++)
    anchors += in_box(near, field->by_x[i].x, field->by_x[i].y);
  if (anchors > 1) return false;
  for (int i = 0; i < scene->n_points; i++, field->work++) {
    CairnPoint point = {scene->points[i].x, scene->points[i].y};
    if (cairn_box_distance(box, point) < scene->points[i].radius && cairn_distance(point, anchor) >= 0.7)
      return false;
  }
  for (int i = 0; i < scene->n_boxes; i++, field->work++)
    if (cairn_box_intersects(box, scene->boxes[i])) return false;
  return box.x >= canvas.x && box.y >= canvas.y && box.x + box.width <= canvas.x + canvas.width &&
         box.y + box.height <= canvas.y + canvas.height;
}

bool cairn_field_badge(CairnField *field, int milestone, CairnCandidate *candidate) {
  CairnPoint anchor = field->scene->anchors[milestone];
  double width = field->marker.width, height = field->marker.height;
  CairnBox box = {anchor.x - width / 2, anchor.y - height / 2, width, height};
  *candidate = (CairnCandidate){.box = box,
                                .size = field->milestones[milestone].n_sizes,
                                .path = {anchor},
                                .marker = true,
                                .rated = true};
  candidate->cost = cairn_field_size_cost(field, milestone, candidate->size);
  return badge_is_free(field, box, anchor);
}

int cairn_candidate_align(const CairnCandidate *c) {
  if (c->n_path == 0) return 0;
  double place = (c->path[0].x - c->box.x) / cairn_most(c->box.width, 1e-9);
  return place < 0.35 ? -1 : place > 0.65 ? 1 : 0;
}
