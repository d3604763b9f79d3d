#include "annotate/lanes.h"

#include "annotate/bundles.h"
#include "annotate/isotonic.h"
#include "annotate/rows.h"

#include <stdlib.h>
#include <string.h>

#define MOST_LINES 6
#define MOST_ROWS  60

/* Heights are kept as seen from the data: `up` is -1 above it and 1 below it, and a height h is at y = up *
 * h. So what grows away from the data grows, on both sides. */
struct CairnLanes {
  CairnLane *lanes;
  int n, rows;
  int up;
  bool level;
  double beside, above; /* px between labels; less if all are markers */
  double *skyline;      /* per column of the coverage: height of the data, -INFINITY for none */
  double *ceiling;      /* per column: height at which the free space ends */
  double *top;          /* per column: scratch, what the next label would rest on */
  int *owner;
  CairnBundle *bundles;
  int n_bundles;
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

/* The size on as many lines as allowed; a keyed milestone's marker. */
static int size_within(const CairnField *field, int milestone, int lines) {
  const CairnMilestoneText *text = &field->milestones[milestone];
  if (field->keyed[milestone]) return text->n_sizes;
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
  double *pole = cairn_arena_array(field->arena, n, double),
         *width = cairn_arena_array(field->arena, n, double);
  int *row = cairn_arena_array(field->arena, n, int);
  for (int i = 0; i < lanes->n; i++) {
    pole[i] = lanes->lanes[i].pole;
    width[i] = width_of(field, &lanes->lanes[i]);
  }
  const CairnLabelScene *scene = field->scene;
  double left = scene->canvas.x + field->spacing.obstacle;
  double right = scene->canvas.x + scene->canvas.width - field->spacing.obstacle;
  CairnRowsProblem problem = {
      pole, width, lanes->n, left, right, lanes->beside, field->spacing.leader + 0.5, MOST_ROWS};
  lanes->rows = cairn_rows_solve(field->arena, &problem, row, &field->work);
  for (int i = 0; i < lanes->n; i++)
    lanes->lanes[i].row = row[i];
  return lanes->rows > 0;
}

/* The x of the labels of one row: beginning at their leaders where that is possible. A label stays between
 * the leaders of its neighbours in higher rows. */
static void place_row(CairnField *field, CairnLanes *lanes, int row, double *buffer) {
  int n = 0, count = lanes->n;
  double *wanted = buffer, *gaps = buffer + count, *least = buffer + 2 * count, *most = buffer + 3 * count;
  double *x = buffer + 4 * count, wall = -INFINITY, gap = field->spacing.leader + 0.5;
  double left = field->scene->canvas.x + field->spacing.obstacle;
  double right = left + field->scene->canvas.width - 2 * field->spacing.obstacle;
  for (int i = 0; i < count; i++) {
    const CairnLane *lane = &lanes->lanes[i];
    if (lane->row > row) {
      wall = lane->pole + gap;
      if (n > 0) most[n - 1] = fmin(most[n - 1], lane->pole - gap - (gaps[n - 1] - lanes->beside));
    }
    if (lane->row != row) continue;
    double width = width_of(field, lane);
    wanted[n] = lane->pole;
    gaps[n] = width + lanes->beside;
    least[n] = fmax(fmax(lane->pole - width, wall), left);
    most[n++] = fmin(lane->pole, right - width);
  }
  cairn_isotonic_place(x, wanted, gaps, least, most, n, buffer + 5 * count);
  for (int i = 0, k = 0; i < count; i++)
    if (lanes->lanes[i].row == row) lanes->lanes[i].left = x[k++];
}

/* Above, labels may stand as high as the boxes over the plot allow; below, they stay in the plot. */
static void trace_skyline(CairnField *field, CairnLanes *lanes) {
  const CairnCoverage *c = field->coverage;
  const CairnLabelScene *scene = field->scene;
  double limit =
      lanes->up < 0 ? -c->area.y - 0.01 : scene->plot.y + scene->plot.height - field->spacing.obstacle;
  for (int i = 0; i < c->columns; i++) {
    lanes->skyline[i] = lanes->up < 0 ? -field->top[i] : field->bottom[i];
    lanes->ceiling[i] = limit;
  }
  for (int b = 0; b < scene->n_boxes && lanes->up < 0; b++) {
    CairnBox box = scene->boxes[b];
    if (box.y + box.height > scene->plot.y) continue;
    for (int i = cairn_coverage_column(c, box.x - 4); i <= cairn_coverage_column(c, box.x + box.width + 4);
         i++)
      lanes->ceiling[i] = fmin(lanes->ceiling[i], -(box.y + box.height + field->spacing.obstacle + c->cell));
  }
}

static int by_row(const void *a, const void *b, void *data) {
  const CairnLanes *lanes = data;
  int i = *(const int *)a, k = *(const int *)b;
  int p = lanes->lanes[i].row, q = lanes->lanes[k].row;
  return p != q ? p - q : i - k;
}

static void set_gaps(const CairnField *field, CairnLanes *lanes) {
  bool markers = true;
  for (int i = 0; i < lanes->n; i++)
    markers = markers && field->keyed[lanes->lanes[i].milestone];
  lanes->beside = markers ? field->spacing.marker : field->spacing.beside;
  lanes->above = markers ? field->spacing.marker : field->spacing.above;
}

static double mean_width(const CairnField *field, const CairnLanes *lanes) {
  double sum = 0;
  for (int i = 0; i < lanes->n; i++)
    sum += width_of(field, &lanes->lanes[i]);
  return sum / fmax(1, lanes->n);
}

static CairnLanes *lanes_of(CairnField *field, const bool *wanted, int up, bool level, int lines,
                            int bundles) {
  CairnLanes *lanes = cairn_arena_one(field->arena, CairnLanes);
  size_t n = (size_t)field->n, columns = (size_t)field->coverage->columns;
  int *order = cairn_arena_array(field->arena, n, int);
  for (int i = 0; i < field->n; i++)
    if (wanted[i]) order[lanes->n++] = i;
  g_qsort_with_data(order, lanes->n, sizeof *order, compare_sites, field);
  lanes->lanes = cairn_arena_array(field->arena, n, CairnLane);
  for (int i = 0; i < lanes->n; i++)
    lanes->lanes[i] = (CairnLane){.milestone = order[i], .size = size_within(field, order[i], lines)};
  lanes->up = up;
  lanes->level = level;
  lanes->skyline = cairn_arena_array(field->arena, columns, double);
  lanes->ceiling = cairn_arena_array(field->arena, columns, double);
  lanes->top = cairn_arena_array(field->arena, columns, double);
  lanes->owner = cairn_arena_array(field->arena, columns, int);
  lanes->bundles = cairn_arena_array(field->arena, n, CairnBundle);
  set_gaps(field, lanes);
  cairn_bundles_spread(field, lanes->lanes, lanes->n, bundles, mean_width(field, lanes) + 2 * lanes->beside);
  if (!assign_rows(field, lanes)) return lanes;
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
  trace_skyline(field, lanes);
  lanes->n_bundles =
      cairn_bundles_find(field, lanes->lanes, lanes->n, lanes->up, lanes->skyline, lanes->bundles);
}

/* A height of the present layout after the plot has given way to `extra` room. */
static double moved(const CairnLanes *lanes, const CairnField *field, CairnLabelRoom extra, double height) {
  CairnBox plot = field->scene->plot;
  double size = plot.height;
  if (field->options->height_is_fixed) size = fmax(1, size - extra.top_px - extra.bottom_px);
  return lanes->up * (plot.y + extra.top_px + (lanes->up * height - plot.y) * size / fmax(plot.height, 1));
}

/* The least height at which the label can stand; sets what supports it there, and the height that it may
 * reach. */
static double base_of(const CairnLanes *lanes, const CairnField *field, CairnLabelRoom extra, CairnLane *lane,
                      double *ceiling) {
  const CairnCoverage *c = field->coverage;
  double width = width_of(field, lane), gap = field->spacing.leader;
  double data = lanes->up * field->scene->anchors[lane->milestone].y + 0.6 * field->options->font_px;
  *ceiling = INFINITY;
  for (int i = cairn_coverage_column(c, lane->left); i <= cairn_coverage_column(c, lane->left + width); i++) {
    data = fmax(data, lanes->skyline[i]);
    *ceiling = fmin(*ceiling, lanes->ceiling[i]);
  }
  if (lanes->up > 0) *ceiling = moved(lanes, field, extra, *ceiling);
  double base = moved(lanes, field, extra, data) + 0.01;
  for (int k = 0; k < lanes->n_bundles; k++) {
    const CairnBundle *bundle = &lanes->bundles[k];
    if (bundle->rise > 0 && bundle->left - gap < lane->left + width && bundle->right + gap > lane->left)
      base = fmax(base, moved(lanes, field, extra, bundle->foot) + bundle->rise + gap);
  }
  double margin = fmax(0, lanes->beside - c->cell);
  lane->support = -1;
  for (int i = cairn_coverage_column(c, lane->left - margin);
       i <= cairn_coverage_column(c, lane->left + width + margin); i++)
    if (lanes->top[i] > base) {
      base = lanes->top[i];
      lane->support = lanes->owner[i];
    }
  return base;
}

static void stand(CairnLanes *lanes, const CairnField *field, int index, double base) {
  CairnLane *lane = &lanes->lanes[index];
  double height = height_of(field, lane);
  int to = cairn_coverage_column(field->coverage, lane->left + width_of(field, lane));
  for (int i = cairn_coverage_column(field->coverage, lane->left); i <= to; i++) {
    lanes->top[i] = base + height + lanes->above;
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
      if (lanes->level) row_base = row_top + lanes->above;
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
  const CairnBundle *bundle = &lanes->bundles[lane->bundle];
  if (bundle->rise > 0 && fabs(x - anchor.x) > 0.01 && lanes->up * end > bundle->foot + bundle->rise) {
    c.path[c.n_path++] = (CairnPoint){x, lanes->up * (bundle->foot + bundle->rise)};
    if (!bundle->fan) c.path[c.n_path++] = (CairnPoint){lane->foot, lanes->up * bundle->foot};
  }
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

/* How many bundles there is room for between labels of mean width; not more than anchors stand apart anyway.
 */
static int bundles_for(const CairnField *field, const CairnLanes *lanes) {
  double width = mean_width(field, lanes) + 2 * lanes->beside, gap = CAIRN_POLE_GAP * field->options->font_px;
  int apart = 1, room = (int)((field->scene->plot.width - lanes->n * gap) / fmax(width, gap));
  for (int i = 0; i + 1 < lanes->n; i++)
    apart += field->scene->anchors[lanes->lanes[i + 1].milestone].x -
                 field->scene->anchors[lanes->lanes[i].milestone].x >
             3 * gap;
  return apart <= room ? 0 : room < 1 ? 1 : room;
}

static bool breaks_into(const CairnField *field, const bool *wanted, int lines) {
  for (int i = 0; i < field->n; i++)
    for (int k = 0; k < field->milestones[i].n_sizes && wanted[i]; k++)
      if (field->milestones[i].sizes[k].lines == lines) return true;
  return lines == 1;
}

CairnLanes *cairn_lanes_new(CairnField *field, const bool *wanted, CairnLabelRoom extra, int up, bool level) {
  CairnLanes *best = NULL;
  double least = INFINITY;
  for (int lines = 1; lines <= MOST_LINES; lines++) {
    if (!breaks_into(field, wanted, lines)) continue;
    int bundles = 0;
    double before = least;
    for (int way = 0; way < 2; way++) {
      CairnLanes *lanes = lanes_of(field, wanted, up, level, lines, bundles);
      double cost = lanes->rows > 0 ? cairn_lanes_cost(lanes, field, extra) : INFINITY;
      if (cost < least) best = lanes, least = cost;
      if ((bundles = bundles_for(field, lanes)) == 0) break;
    }
    if (best && least >= before) break; /* with more lines it does not get better again */
  }
  return best;
}

int cairn_lanes_count(const CairnLanes *lanes) {
  return lanes->n;
}

CairnLane *cairn_lanes_at(const CairnLanes *lanes, int index) {
  return &lanes->lanes[index];
}
