#include "annotate/lanes.h"

#include "annotate/isotonic.h"
#include "annotate/rows.h"

#include <stdlib.h>
#include <string.h>

#define POLE_GAP    0.45 /* font sizes between leaders that were moved aside */
#define STEEP       1.2  /* font sizes of height between neighbours: the leaders stay on the upper side of the series */
#define KNEE_HEIGHT 0.8
#define MOST_LINES  6
#define MOST_ROWS   60

/* A run of sites whose leaders were moved aside. No label may stand lower than where they bend. */
typedef struct Crowd {
  double left, right, knee; /* knee: a height */
} Crowd;

/* Heights are kept as seen from the data: `up` is -1 above it and 1 below it, and a height h is at y = up * h. So
 * what grows away from the data grows, on both sides. */
struct CairnLanes {
  CairnLane *lanes;
  int n, rows;
  int up;
  bool level;
  double *skyline; /* per column of the coverage: height of the data, -INFINITY for none */
  double *ceiling; /* per column: height at which the free space ends */
  double *top;     /* per column: scratch, what the next label would rest on */
  int *owner;
  Crowd *crowds;
  int n_crowds;
  int *by_row;
};

static int compare_sites(const void *a, const void *b, void *data) {
  const CairnField *field = data;
  int i = *(const int *)a, k = *(const int *)b;
  CairnPoint p = field->scene->anchors[i], q = field->scene->anchors[k];
  if (p.x != q.x) return p.x < q.x ? -1 : 1;
  double d = field->milestones[i].order, e = field->milestones[k].order;
  return d < e ? -1 : d > e ? 1 : i - k;
}

/* Where the leaders fall: at their anchors, but apart from each other. On a steep piece of the series they are moved
 * to the side on which the sky is open, for there they do not cross it. */
static bool spread_poles(CairnField *field, CairnLane *lanes, int n, int up) {
  double font = field->options->font_px, low = field->scene->plot.x, high = low + field->scene->plot.width;
  double gap = fmin(POLE_GAP * font, n > 1 ? 0.9 * (high - low) / (n - 1) : font);
  double *buffer = cairn_arena_array(field->arena, (size_t)n * 8, double);
  double *wanted = buffer, *gaps = buffer + n, *least = buffer + 2 * n, *most = buffer + 3 * n, *x = buffer + 4 * n;
  for (int i = 0; i < n; i++) {
    wanted[i] = field->scene->anchors[lanes[i].milestone].x;
    gaps[i] = gap;
    least[i] = low;
    most[i] = high;
  }
  for (int i = 0; i + 1 < n; i++) {
    double rise = up * (field->scene->anchors[lanes[i + 1].milestone].y - field->scene->anchors[lanes[i].milestone].y);
    if (wanted[i + 1] - wanted[i] >= gap || fabs(rise) < STEEP * font) continue;
    if (rise > 0)
      most[i] = wanted[i];
    else
      least[i + 1] = wanted[i + 1];
  }
  cairn_isotonic_place(x, wanted, gaps, least, most, n, buffer + 5 * n);
  for (int i = 0; i < n; i++)
    lanes[i].pole = fabs(x[i] - wanted[i]) < 0.25 ? wanted[i] : x[i];
  return n == 0 || x[n - 1] <= high + 1e-6;
}

/* The size on as many lines as allowed. */
static int size_within(const CairnMilestoneText *text, int lines) {
  int size = 0;
  while (size + 1 < text->n_sizes && text->sizes[size + 1].lines <= lines)
    size++;
  return size;
}

static double width_of(const CairnField *field, const CairnLane *lane) {
  return cairn_field_size(field, lane->milestone, lane->size).width;
}

static double height_of(const CairnField *field, const CairnLane *lane) {
  return cairn_field_size(field, lane->milestone, lane->size).height;
}

static bool assign_rows(CairnField *field, CairnLanes *lanes) {
  size_t n = (size_t)lanes->n;
  double *pole = cairn_arena_array(field->arena, n, double), *width = cairn_arena_array(field->arena, n, double);
  int *row = cairn_arena_array(field->arena, n, int);
  for (int i = 0; i < lanes->n; i++) {
    pole[i] = lanes->lanes[i].pole;
    width[i] = width_of(field, &lanes->lanes[i]);
  }
  const CairnLabelScene *scene = field->scene;
  CairnRowsProblem problem = {pole, width, lanes->n, scene->plot.x, scene->canvas.x + scene->canvas.width - field->spacing.obstacle,
                              field->spacing.beside, field->spacing.leader + 0.5, MOST_ROWS};
  lanes->rows = cairn_rows_solve(field->arena, &problem, row, &field->work);
  for (int i = 0; i < lanes->n; i++)
    lanes->lanes[i].row = row[i];
  return lanes->rows > 0;
}

/* The x of the labels of one row: beginning at their leaders where that is possible. A label stays between the
 * leaders of its neighbours in higher rows. */
static void place_row(CairnField *field, CairnLanes *lanes, int row, double *buffer) {
  int n = 0, count = lanes->n;
  double *wanted = buffer, *gaps = buffer + count, *least = buffer + 2 * count, *most = buffer + 3 * count;
  double *x = buffer + 4 * count, wall = -INFINITY, gap = field->spacing.leader + 0.5;
  double right = field->scene->canvas.x + field->scene->canvas.width - field->spacing.obstacle;
  for (int i = 0; i < count; i++) {
    const CairnLane *lane = &lanes->lanes[i];
    if (lane->row > row) {
      wall = lane->pole + gap;
      if (n > 0) most[n - 1] = fmin(most[n - 1], lane->pole - gap - (gaps[n - 1] - field->spacing.beside));
    }
    if (lane->row != row) continue;
    double width = width_of(field, lane);
    wanted[n] = lane->pole;
    gaps[n] = width + field->spacing.beside;
    least[n] = fmax(fmax(lane->pole - width, wall), field->scene->plot.x);
    most[n++] = fmin(lane->pole, right - width);
  }
  cairn_isotonic_place(x, wanted, gaps, least, most, n, buffer + 5 * count);
  for (int i = 0, k = 0; i < count; i++)
    if (lanes->lanes[i].row == row) lanes->lanes[i].left = x[k++];
}

static int column_of(const CairnCoverage *c, double x) {
  double column = floor((x - c->area.x) / c->cell);
  return column < 0 ? 0 : column > c->columns - 1 ? c->columns - 1 : (int)column;
}

static const uint8_t DATA = CAIRN_COVER_LINE | CAIRN_COVER_DOT;

/* Height of the data in a column: of its covered cell that is farthest out. */
static double column_height(const CairnCoverage *c, int column, int up) {
  for (int k = 0; k < c->rows; k++) {
    int row = up < 0 ? k : c->rows - 1 - k;
    if (c->flags[(size_t)row * (size_t)c->columns + (size_t)column] & DATA)
      return up * (c->area.y + (row + (up > 0)) * c->cell);
  }
  return -INFINITY;
}

/* Above, labels may stand as high as the boxes over the plot allow; below, they stay in the plot. */
static void trace_skyline(CairnField *field, CairnLanes *lanes) {
  const CairnCoverage *c = field->coverage;
  const CairnLabelScene *scene = field->scene;
  double limit = lanes->up < 0 ? -c->area.y : scene->plot.y + scene->plot.height - field->spacing.obstacle;
  for (int i = 0; i < c->columns; i++) {
    lanes->skyline[i] = column_height(c, i, lanes->up);
    lanes->ceiling[i] = limit;
  }
  for (int b = 0; b < scene->n_boxes && lanes->up < 0; b++) {
    CairnBox box = scene->boxes[b];
    if (box.y + box.height > scene->plot.y) continue;
    for (int i = column_of(c, box.x - 4); i <= column_of(c, box.x + box.width + 4); i++)
      lanes->ceiling[i] = fmin(lanes->ceiling[i], -(box.y + box.height + field->spacing.obstacle + c->cell));
  }
}

/* Sites that share a knee: a run in which neighbours are as near as they may be and one at least was moved. */
static void find_crowds(CairnField *field, CairnLanes *lanes) {
  double font = field->options->font_px, near = POLE_GAP * font + 0.01;
  for (int i = 0, end; i < lanes->n; i = end) {
    double shift = 0, top = -INFINITY, left = INFINITY, right = -INFINITY;
    for (end = i; end < lanes->n; end++) {
      const CairnLane *lane = &lanes->lanes[end];
      if (end > i && lane->pole - lanes->lanes[end - 1].pole > near) break;
      CairnPoint anchor = field->scene->anchors[lane->milestone];
      shift = fmax(shift, fabs(lane->pole - anchor.x));
      top = fmax(top, lanes->up * anchor.y);
      left = fmin(left, fmin(lane->pole, anchor.x));
      right = fmax(right, fmax(lane->pole, anchor.x));
    }
    if (shift == 0) continue;
    lanes->crowds[lanes->n_crowds++] = (Crowd){left, right, top + KNEE_HEIGHT * font + 0.6 * shift};
    for (int k = i; k < end; k++)
      lanes->lanes[k].knee = lanes->up * (top + KNEE_HEIGHT * font + 0.6 * shift);
  }
}

static int by_row(const void *a, const void *b, void *data) {
  const CairnLanes *lanes = data;
  int i = *(const int *)a, k = *(const int *)b;
  int p = lanes->lanes[i].row, q = lanes->lanes[k].row;
  return p != q ? p - q : i - k;
}

static CairnLanes *lanes_of(CairnField *field, const bool *wanted, int up, bool level, int lines) {
  CairnLanes *lanes = cairn_arena_one(field->arena, CairnLanes);
  size_t n = (size_t)field->n, columns = (size_t)field->coverage->columns;
  int *order = cairn_arena_array(field->arena, n, int);
  for (int i = 0; i < field->n; i++)
    if (wanted[i]) order[lanes->n++] = i;
  g_qsort_with_data(order, lanes->n, sizeof *order, compare_sites, field);
  lanes->lanes = cairn_arena_array(field->arena, n, CairnLane);
  for (int i = 0; i < lanes->n; i++)
    lanes->lanes[i] = (CairnLane){.milestone = order[i], .size = size_within(&field->milestones[order[i]], lines)};
  lanes->up = up;
  lanes->level = level;
  lanes->skyline = cairn_arena_array(field->arena, columns, double);
  lanes->ceiling = cairn_arena_array(field->arena, columns, double);
  lanes->top = cairn_arena_array(field->arena, columns, double);
  lanes->owner = cairn_arena_array(field->arena, columns, int);
  lanes->crowds = cairn_arena_array(field->arena, n, Crowd);
  if (!spread_poles(field, lanes->lanes, lanes->n, up) || !assign_rows(field, lanes)) return NULL;
  double *buffer = cairn_arena_array(field->arena, n * 8, double);
  for (int row = 1; row <= lanes->rows; row++)
    place_row(field, lanes, row, buffer);
  lanes->by_row = order;
  for (int i = 0; i < lanes->n; i++)
    order[i] = i;
  g_qsort_with_data(order, lanes->n, sizeof *order, by_row, lanes);
  cairn_lanes_retrace(lanes, field);
  return lanes;
}

void cairn_lanes_retrace(CairnLanes *lanes, CairnField *field) {
  lanes->n_crowds = 0;
  trace_skyline(field, lanes);
  find_crowds(field, lanes);
}

/* A height of the present layout after the plot has given way to `extra` room. */
static double moved(const CairnLanes *lanes, const CairnField *field, CairnLabelRoom extra, double height) {
  CairnBox plot = field->scene->plot;
  double size = plot.height;
  if (field->options->height_is_fixed) size = fmax(1, size - extra.top_px - extra.bottom_px);
  return lanes->up * (plot.y + extra.top_px + (lanes->up * height - plot.y) * size / fmax(plot.height, 1));
}

/* The least height at which the label can stand; sets what supports it there, and the height that it may reach. */
static double base_of(const CairnLanes *lanes, const CairnField *field, CairnLabelRoom extra, CairnLane *lane,
                      double *ceiling) {
  const CairnCoverage *c = field->coverage;
  double width = width_of(field, lane), gap = field->spacing.leader;
  double data = lanes->up * field->scene->anchors[lane->milestone].y + 0.6 * field->options->font_px;
  for (int k = 0; k < lanes->n_crowds; k++)
    if (lanes->crowds[k].left - gap < lane->left + width && lanes->crowds[k].right + gap > lane->left)
      data = fmax(data, lanes->crowds[k].knee + gap);
  *ceiling = INFINITY;
  for (int i = column_of(c, lane->left); i <= column_of(c, lane->left + width); i++) {
    data = fmax(data, lanes->skyline[i]);
    *ceiling = fmin(*ceiling, lanes->ceiling[i]);
  }
  if (lanes->up > 0) *ceiling = moved(lanes, field, extra, *ceiling);
  double base = moved(lanes, field, extra, data), margin = fmax(0, field->spacing.beside - c->cell);
  lane->support = -1;
  for (int i = column_of(c, lane->left - margin); i <= column_of(c, lane->left + width + margin); i++)
    if (lanes->top[i] > base) {
      base = lanes->top[i];
      lane->support = lanes->owner[i];
    }
  return base;
}

static void stand(CairnLanes *lanes, const CairnField *field, int index, double base) {
  CairnLane *lane = &lanes->lanes[index];
  double height = height_of(field, lane);
  int to = column_of(field->coverage, lane->left + width_of(field, lane));
  for (int i = column_of(field->coverage, lane->left); i <= to; i++) {
    lanes->top[i] = base + height + field->spacing.above;
    lanes->owner[i] = index;
  }
  lane->y = lanes->up < 0 ? -(base + height) : base;
}

double cairn_lanes_stack(CairnLanes *lanes, CairnField *field, CairnLabelRoom extra, int *worst) {
  double most = -INFINITY, row_base = -INFINITY, row_top = -INFINITY;
  if (worst) *worst = -1;
  for (int i = 0; i < field->coverage->columns; i++)
    lanes->top[i] = -INFINITY;
  if (lanes->level) row_base = 0.4 * field->options->font_px - (field->scene->plot.y + extra.top_px);
  for (int k = 0, row = 1; k < lanes->n; k++) {
    CairnLane *lane = &lanes->lanes[lanes->by_row[k]];
    if (lane->row == 0) continue;
    if (lane->row > row) {
      row = lane->row;
      if (lanes->level) row_base = row_top + field->spacing.above;
    }
    double ceiling, base = fmax(base_of(lanes, field, extra, lane, &ceiling), row_base);
    stand(lanes, field, lanes->by_row[k], base);
    row_top = fmax(row_top, base + height_of(field, lane));
    if (base + height_of(field, lane) - ceiling <= most) continue;
    most = base + height_of(field, lane) - ceiling;
    if (worst) *worst = lanes->by_row[k];
  }
  field->work += lanes->n;
  return most;
}

CairnCandidate cairn_lanes_candidate(const CairnLanes *lanes, const CairnField *field, int index) {
  const CairnLane *lane = &lanes->lanes[index];
  CairnPoint anchor = field->scene->anchors[lane->milestone];
  CairnBox size = cairn_field_size(field, lane->milestone, lane->size);
  CairnCandidate c = {.box = {lane->left, lane->y, size.width, size.height}, .size = lane->size};
  double x = fmin(fmax(lane->pole, lane->left), lane->left + size.width);
  double end = lanes->up < 0 ? lane->y + size.height + 1 : lane->y - 1;
  c.path[c.n_path++] = (CairnPoint){x, end};
  if (fabs(x - anchor.x) > 0.01 && lanes->up * (end - lane->knee) > 1)
    c.path[c.n_path++] = (CairnPoint){x, lane->knee};
  c.path[c.n_path++] = anchor;
  return c;
}

double cairn_lanes_cost(CairnLanes *lanes, CairnField *field, CairnLabelRoom extra) {
  double over = fmax(0, cairn_lanes_stack(lanes, field, extra, NULL)), cost = 0;
  for (int i = 0; i < lanes->n; i++) {
    if (lanes->lanes[i].row == 0) continue;
    CairnCandidate c = cairn_lanes_candidate(lanes, field, i);
    cost += cairn_candidate_length(&c) + cairn_field_size_cost(field, lanes->lanes[i].milestone, c.size);
  }
  return cost + over * lanes->n;
}

CairnLanes *cairn_lanes_new(CairnField *field, const bool *wanted, CairnLabelRoom extra, int up, bool level) {
  CairnLanes *best = NULL;
  double least = INFINITY;
  for (int lines = 1; lines <= MOST_LINES; lines++) {
    bool some = lines == 1;
    for (int i = 0; i < field->n && !some; i++)
      for (int k = 0; k < field->milestones[i].n_sizes && wanted[i]; k++)
        some = some || field->milestones[i].sizes[k].lines == lines;
    CairnLanes *lanes = some ? lanes_of(field, wanted, up, level, lines) : NULL;
    double cost = lanes ? cairn_lanes_cost(lanes, field, extra) : INFINITY;
    if (cost < least) best = lanes, least = cost;
  }
  return best;
}

int cairn_lanes_count(const CairnLanes *lanes) {
  return lanes->n;
}

CairnLane *cairn_lanes_at(const CairnLanes *lanes, int index) {
  return &lanes->lanes[index];
}
