#include "annotate/towers.h"

#include "annotate/bundles.h"
#include "annotate/contact.h"

#include <string.h>

#define DOWN_COST  1.5
#define END_COST   1.0
#define STRAY_COST 3.0
#define BEND_COST  6.0

enum { ABOVE, BELOW, N_SIDES };

/* Heights are kept as seen from the data: a height h is at y = -h above it and at y = h below it. */
typedef struct Side {
  double sign;
  double *ground;  /* per column of the coverage: what no label may stand lower than */
  double *ceiling; /* likewise: where the free space ends */
} Side;

/* Where a label would come to rest. */
typedef struct Stand {
  double cost, left, height;
  int side, size;
} Stand;

typedef struct Builder {
  CairnField *field;
  CairnLane *lanes;
  const double *give_up;
  int n;
  CairnBundle *bundles;
  Side sides[N_SIDES];
  Stand *stands;       /* per lane: its best */
  int *before, *after; /* the neighbours that are not decided yet; -1, n: none */
  bool *open;          /* not decided yet */
  bool *barred;        /* there is a label below */
  bool *taken;         /* per column: a leader falls there */
  double left, right, gap, beside, above;
} Builder;

static int compare_sites(const void *a, const void *b, void *data) {
  const CairnField *field = data;
  int i = *(const int *)a, k = *(const int *)b;
  CairnPoint p = field->scene->anchors[i], q = field->scene->anchors[k];
  if (p.x != q.x) return p.x < q.x ? -1 : 1;
  return i - k; /* the order of their dates */
}

/* ---- The ground ---- */

static void lift_ground(const Builder *b, double *heights, double from, double to, double height) {
  int last = cairn_coverage_column(b->field->coverage, to);
  for (int i = cairn_coverage_column(b->field->coverage, from); i <= last; i++)
    heights[i] = cairn_most(heights[i], height);
}

static void lower_ceiling(const Builder *b, CairnBox box) {
  const CairnCoverage *c = b->field->coverage;
  double limit = -(box.y + box.height + b->field->spacing.obstacle + c->cell);
  int last = cairn_coverage_column(c, box.x + box.width + 4);
  for (int i = cairn_coverage_column(c, box.x - 4); i <= last; i++)
    b->sides[ABOVE].ceiling[i] = cairn_least(b->sides[ABOVE].ceiling[i], limit);
}

static void lay_ground(Builder *b) {
  const CairnCoverage *c = b->field->coverage;
  const CairnLabelScene *scene = b->field->scene;
  CairnBox plot = scene->plot;
  for (int i = 0; i < c->columns; i++) {
    b->sides[ABOVE].ground[i] = -b->field->top[i];
    b->sides[BELOW].ground[i] = b->field->bottom[i];
    b->sides[ABOVE].ceiling[i] = -c->area.y - 0.01;
    b->sides[BELOW].ceiling[i] = plot.y + plot.height - b->field->spacing.obstacle;
  }
  for (int i = 0; i < scene->n_boxes; i++)
    if (scene->boxes[i].y + scene->boxes[i].height <= plot.y) lower_ceiling(b, scene->boxes[i]);
  int n = cairn_bundles_find(b->field, b->lanes, b->n, -1, b->sides[ABOVE].ground, b->bundles);
  for (int i = 0; i < n; i++) {
    const CairnBundle *bundle = &b->bundles[i];
    if (bundle->rise > 0)
      lift_ground(b, b->sides[ABOVE].ground, bundle->left - b->gap, bundle->right + b->gap,
                  bundle->foot + bundle->rise + b->gap);
  }
}

/* ---- One label ---- */

static CairnPoint anchor_of(const Builder *b, int i) {
  return b->field->scene->anchors[b->lanes[i].milestone];
}

static double pole_of(const Builder *b, int i, int side) {
  return side == ABOVE ? b->lanes[i].pole : anchor_of(b, i).x;
}

/* The height at which a box of that place comes to rest; INFINITY if it then reaches too far. */
static double rest(const Builder *b, int i, const Side *side, double left, double width, double height) {
  const CairnCoverage *c = b->field->coverage;
  double base = side->sign * anchor_of(b, i).y + 0.6 * b->field->options->font_px, ceiling = INFINITY;
  int last = cairn_coverage_column(c, left + width);
  for (int k = cairn_coverage_column(c, left); k <= last; k++) {
    base = cairn_most(base, side->ground[k]);
    ceiling = cairn_least(ceiling, side->ceiling[k]);
  }
  base += 0.01;
  b->field->work += 2;
  return base + height <= ceiling ? base : INFINITY;
}

/* What a label of that size costs there, but for its height. */
static double fixed_cost(const Builder *b, int i, int side, int size) {
  double shift = fabs(pole_of(b, i, side) - anchor_of(b, i).x);
  double cost = cairn_field_size_cost(b->field, b->lanes[i].milestone, size) + 0.6 * shift;
  if (side == BELOW) cost += DOWN_COST;
  if (shift > 0.25) cost += BEND_COST;
  return cost;
}

static void weigh(const Builder *b, int i, Stand stand, CairnBox size, double fixed, Stand *best) {
  const Side *side = &b->sides[stand.side];
  double at = (pole_of(b, i, stand.side) - stand.left) / cairn_most(size.width, 1e-9);
  stand.height = rest(b, i, side, stand.left, size.width, size.height);
  stand.cost = fixed + stand.height - side->sign * anchor_of(b, i).y;
  stand.cost += fabs(at - 0.5) < 0.01 ? 0 : at < 0.01 || at > 0.99 ? END_COST : STRAY_COST;
  if (stand.cost < best->cost) *best = stand;
}

/* A leader may fall there. */
static bool is_clear_below(const Builder *b, int i) {
  const CairnCoverage *c = b->field->coverage;
  double x = anchor_of(b, i).x;
  int last = cairn_coverage_column(c, x + b->gap);
  for (int k = cairn_coverage_column(c, x - b->gap); k <= last; k++)
    if (b->taken[k]) return false;
  return !b->barred[i];
}

/* The span in which a label of that width keeps off the leaders of its neighbours. */
static void limits(const Builder *b, int i, int side, double width, double *low, double *high) {
  double pole = pole_of(b, i, side);
  *low = cairn_most(b->left, pole - width);
  *high = cairn_least(b->right - width, pole);
  if (side == BELOW) return;
  if (b->before[i] >= 0) *low = cairn_most(*low, b->lanes[b->before[i]].pole + b->gap);
  if (b->after[i] < b->n) *high = cairn_least(*high, b->lanes[b->after[i]].pole - b->gap - width);
}

static void find_stand(Builder *b, int i) {
  Stand best = {.cost = INFINITY};
  int milestone = b->lanes[i].milestone, n_sizes = b->field->milestones[milestone].n_sizes;
  bool keyed = b->field->keyed[milestone], below = is_clear_below(b, i);
  for (int size = keyed ? n_sizes : 0; size < n_sizes + keyed; size++) {
    CairnBox box = cairn_field_size(b->field, milestone, size);
    for (int side = 0; side <= (below ? BELOW : ABOVE); side++) {
      double low, high, pole = pole_of(b, i, side), w = box.width;
      limits(b, i, side, w, &low, &high);
      if (low > high) continue;
      const Side *at = &b->sides[side]; /* the label stands over its leader, so at least so high */
      double fixed = fixed_cost(b, i, side, size);
      double floor =
          at->ground[cairn_coverage_column(b->field->coverage, pole)] - at->sign * anchor_of(b, i).y;
      if (fixed + floor >= best.cost) continue;
      const double wishes[] = {pole, pole - w, pole - w / 2, low, high};
      for (int k = 0; k < 5; k++) {
        double left = cairn_clamp(wishes[k], low, high);
        if (k == 0 || fabs(left - cairn_clamp(wishes[k - 1], low, high)) > 0.01)
          weigh(b, i, (Stand){.left = left, .side = side, .size = size}, box, fixed, &best);
      }
    }
  }
  b->stands[i] = best;
}

/* No leader falls through a label that is kept. */
static void bar_kept(Builder *b) {
  for (int i = 0; i < b->n; i++) {
    CairnPoint anchor = anchor_of(b, i);
    for (int k = 0; k < b->field->n_kept && !b->barred[i]; k++) {
      CairnBox box = b->field->kept[k];
      b->barred[i] =
          box.y + box.height > anchor.y && anchor.x > box.x - b->gap && anchor.x < box.x + box.width + b->gap;
    }
  }
}

/* ---- Building ---- */

static void unlink_lane(Builder *b, int i) {
  b->open[i] = false;
  if (b->before[i] >= 0) b->after[b->before[i]] = b->after[i];
  if (b->after[i] < b->n) b->before[b->after[i]] = b->before[i];
}

/* Those whose stands may have changed. */
static void look_again(Builder *b, int i, const Stand *stand, double width) {
  if (b->before[i] >= 0) find_stand(b, b->before[i]);
  if (b->after[i] < b->n) find_stand(b, b->after[i]);
  for (int step = -1; step <= 1 && stand->side == BELOW; step += 2)
    for (int k = i + step; k >= 0 && k < b->n; k += step) {
      if (fabs(anchor_of(b, k).x - anchor_of(b, i).x) > 2 * width + b->beside) break;
      if (!b->open[k]) continue;
      double x = anchor_of(b, k).x;
      if (x > stand->left - b->gap && x < stand->left + width + b->gap) b->barred[k] = true;
      find_stand(b, k);
    }
}

static void settle(Builder *b, int i, int row) {
  const CairnCoverage *c = b->field->coverage;
  const Stand *stand = &b->stands[i];
  Side *side = &b->sides[stand->side];
  CairnLane *lane = &b->lanes[i];
  CairnBox box = cairn_field_size(b->field, lane->milestone, stand->size);
  double margin = cairn_most(0, b->beside - c->cell);
  int last = cairn_coverage_column(c, stand->left + box.width + margin);
  for (int k = cairn_coverage_column(c, stand->left - margin); k <= last; k++)
    side->ground[k] = cairn_most(side->ground[k], stand->height + box.height + b->above);
  lane->left = stand->left;
  lane->size = stand->size;
  lane->row = row;
  lane->y = stand->side == ABOVE ? -(stand->height + box.height) : stand->height;
  if (stand->side == BELOW) b->taken[cairn_coverage_column(c, anchor_of(b, i).x)] = true;
  unlink_lane(b, i);
  look_again(b, i, stand, box.width);
}

/* Of the labels that have no stand, the one to be left out: the least important, where it is closest. */
static int victim(const Builder *b) {
  int worst = -1, priority = 0;
  double least = INFINITY;
  for (int i = 0; i < b->n; i++) {
    if (!b->open[i]) continue;
    int own = b->field->milestones[b->lanes[i].milestone].priority;
    double low = b->before[i] >= 0 ? b->lanes[b->before[i]].pole : -INFINITY;
    double high = b->after[i] < b->n ? b->lanes[b->after[i]].pole : INFINITY;
    if (worst >= 0 && (own < priority || (own == priority && high - low >= least))) continue;
    worst = i;
    priority = own;
    least = high - low;
  }
  return worst;
}

static int cheapest_open(const Builder *b) {
  int best = -1;
  for (int i = 0; i < b->n; i++) {
    if (!b->open[i] || b->stands[i].cost >= b->give_up[b->lanes[i].milestone]) continue;
    if (best < 0 || b->stands[i].cost < b->stands[best].cost) best = i;
  }
  return best;
}

/* The sum of costs. */
static double build(Builder *b) {
  double cost = 0;
  for (int i = 0; i < b->n; i++)
    find_stand(b, i);
  for (int k = 1; k <= b->n; k++) {
    int i = cheapest_open(b);
    b->field->work += b->n / 16;
    if (i >= 0) {
      cost += b->stands[i].cost;
      settle(b, i, k);
      continue;
    }
    i = victim(b);
    cost += b->give_up[b->lanes[i].milestone];
    unlink_lane(b, i);
    if (b->before[i] >= 0) find_stand(b, b->before[i]);
    if (b->after[i] < b->n) find_stand(b, b->after[i]);
  }
  return cost;
}

/* The leader of a label that stands: by the bundle's slant above the data, straight below it. */
static CairnCandidate candidate_of(const Builder *b, int i) {
  const CairnLane *lane = &b->lanes[i];
  const Stand *stand = &b->stands[i];
  CairnPoint anchor = anchor_of(b, i);
  CairnBox size = cairn_field_size(b->field, lane->milestone, lane->size);
  CairnCandidate c = {.box = {lane->left, lane->y, size.width, size.height}, .size = lane->size};
  double x = cairn_clamp(pole_of(b, i, stand->side), lane->left, lane->left + size.width);
  double end = stand->side == ABOVE ? lane->y + size.height + 1 : lane->y - 1;
  const CairnBundle *bundle = &b->bundles[lane->bundle];
  c.path[c.n_path++] = (CairnPoint){x, end};
  if (stand->side == ABOVE && bundle->rise > 0 && fabs(x - anchor.x) > 0.01 &&
      -end > bundle->foot + bundle->rise) {
    c.path[c.n_path++] = (CairnPoint){x, -(bundle->foot + bundle->rise)};
    if (!bundle->fan) c.path[c.n_path++] = (CairnPoint){lane->foot, -bundle->foot};
  }
  c.path[c.n_path++] = anchor;
  return c;
}

/* ---- All ---- */

static void init_builder(Builder *b, CairnField *field, const double *give_up, int most) {
  size_t n = (size_t)most, columns = (size_t)field->coverage->columns;
  CairnArena *arena = field->arena;
  *b = (Builder){.field = field, .give_up = give_up};
  b->lanes = cairn_arena_array(arena, n, CairnLane);
  b->bundles = cairn_arena_array(arena, n, CairnBundle);
  b->stands = cairn_arena_array(arena, n, Stand);
  b->before = cairn_arena_array(arena, n, int);
  b->after = cairn_arena_array(arena, n, int);
  b->open = cairn_arena_array(arena, n, bool);
  b->barred = cairn_arena_array(arena, n, bool);
  b->taken = cairn_arena_array(arena, columns, bool);
  double *heights = cairn_arena_array(arena, columns * 4, double);
  for (int side = 0; side < N_SIDES; side++)
    b->sides[side] = (Side){side == ABOVE ? -1 : 1, heights + columns * (size_t)(2 * side),
                            heights + columns * (size_t)(2 * side + 1)};
  b->left = field->scene->canvas.x + field->spacing.obstacle;
  b->right = field->scene->canvas.x + field->scene->canvas.width - field->spacing.obstacle;
  b->gap = field->spacing.leader + 0.5;
}

static CairnTowers *build_with(CairnField *field, const int *order, int n, const double *give_up, int count,
                               double between) {
  Builder b;
  CairnTowers *towers = cairn_arena_one(field->arena, CairnTowers);
  init_builder(&b, field, give_up, n);
  b.n = n;
  bool markers = true;
  for (int i = 0; i < n; i++) {
    b.lanes[i] = (CairnLane){.milestone = order[i]};
    b.before[i] = i - 1;
    b.after[i] = i + 1;
    b.open[i] = true;
    markers = markers && field->keyed[order[i]];
  }
  b.beside = markers ? field->spacing.marker : field->spacing.beside;
  b.above = markers ? field->spacing.marker : field->spacing.above;
  cairn_bundles_spread(field, b.lanes, n, count, between);
  lay_ground(&b);
  bar_kept(&b);
  towers->cost = build(&b);
  towers->lanes = b.lanes;
  towers->n = n;
  towers->candidates = cairn_arena_array(field->arena, (size_t)n, CairnCandidate);
  towers->costs = cairn_arena_array(field->arena, (size_t)n, double);
  for (int i = 0; i < n; i++) {
    towers->costs[i] = b.stands[i].cost;
    if (b.lanes[i].row > 0) towers->candidates[i] = candidate_of(&b, i);
  }
  return towers;
}

/* Mean width of the labels on two lines. */
static double usual_width(const CairnField *field, const int *order, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    int last = field->milestones[order[i]].n_sizes - 1;
    bool keyed = field->keyed[order[i]];
    sum += cairn_field_size(field, order[i], keyed ? last + 1 : MIN(1, last)).width;
  }
  return sum / MAX(1, n) + 2 * field->spacing.beside;
}

CairnTowers *cairn_towers_new(CairnField *field, const bool *wanted, const double *give_up, int way) {
  static const double shares[CAIRN_TOWER_WAYS] = {0, 1, 1.5, 0.6}; /* of the bundles that there is room for */
  int *order = cairn_arena_array(field->arena, (size_t)field->n, int), n = 0;
  for (int i = 0; i < field->n; i++)
    if (wanted[i] && !field->hidden[i]) order[n++] = i;
  g_qsort_with_data(order, n, sizeof *order, compare_sites, field);
  double width = usual_width(field, order, n), pole_gap = CAIRN_POLE_GAP * field->options->font_px;
  double room = (field->scene->plot.width - n * pole_gap) / cairn_most(width, pole_gap);
  CairnTowers *best = NULL;
  for (int k = way < 0 ? 0 : way; k <= (way < 0 ? CAIRN_TOWER_WAYS - 1 : way); k++) {
    int count = k == 0 ? 0 : (int)cairn_clamp(shares[k] * room, 1, n);
    CairnTowers *towers = build_with(field, order, n, give_up, count, k == 0 ? 0 : width / shares[k]);
    towers->way = k;
    if (!best || towers->cost < best->cost) best = towers;
  }
  return best;
}
