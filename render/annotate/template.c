#include "annotate/template.h"

#include <stdlib.h>

#define MOST_POLES  4    /* on each side of an anchor */
#define POLE_STEP   0.55 /* font sizes between them */
#define KNEE_HEIGHT 0.8  /* font sizes from the anchor up to a bend */
#define SLOPE       0.5  /* and for each px that the pole stands aside */
#define FLAG_GAP    0.45 /* font sizes from a shared leader to the labels beside it */

/* Gaps grow by the height of a row of text and the gap after it, so that labels stack without waste; at first
 * and far away by other steps. */
static int ladder(double *gaps, int most, double font, double reach) {
  int n = 0;
  for (double gap = 0.6 * font; gap <= reach && n < most; n++) {
    gaps[n] = gap;
    gap += gap < 1.9 * font ? 0.35 * font : gap < 7 * font ? 0.65 * font : fmax(1.3 * font, gap / 7);
  }
  return n;
}

typedef struct Builder {
  CairnOffset *offsets;
  int n, room;
  double reach;
  bool flags;
} Builder;

static void add(Builder *b, CairnOffset offset) {
  double dx = offset.side_x ? offset.along_x : 0, dy = offset.side_y ? offset.along_y : 0;
  bool own = offset.pole != 0 || (offset.side_x != 0 && !offset.flag);
  offset.cost = fmax(0, (offset.cost > 0 ? offset.cost : hypot(dx, dy)) - 1.5);
  if (b->flags && own) offset.cost += CAIRN_FAN_COST;
  if (offset.cost > b->reach || b->n >= b->room) return;
  b->offsets[b->n++] = offset;
}

/* Straight above and below: the anchor's x within the box. */
static void add_vertical(Builder *b, const double *gaps, int n) {
  static const double places[] = {0.5, 0, 1, 0.25, 0.75};
  for (int i = 0; i < n; i++)
    for (int k = 0; k < (i < 4 ? 5 : 3); k++)
      for (int side = -1; side <= 1; side += 2)
        add(b, (CairnOffset){0, 0, (signed char)side, places[k], gaps[i], 0, false});
}

/* Beside the anchor: its y within the box. */
static void add_level(Builder *b, const double *gaps, int n) {
  static const double places[] = {0.5, 0.15, 0.85};
  for (int i = 0; i < n; i++)
    for (int k = 0; k < (i < 4 ? 3 : 1); k++)
      for (int side = -1; side <= 1; side += 2)
        add(b, (CairnOffset){0, (signed char)side, 0, gaps[i], places[k], 0, false});
}

static void add_slanted(Builder *b, const double *across, int n_across, const double *gaps, int n) {
  for (int i = 0; i < n; i++)
    for (int k = 0; k < n_across; k++)
      for (int quarter = 0; quarter < 4; quarter++)
        add(b, (CairnOffset){0, quarter & 1 ? -1 : 1, quarter & 2 ? 1 : -1, across[k], gaps[i], 0, false});
}

double cairn_template_knee(double pole, double font_px) {
  return KNEE_HEIGHT * font_px + SLOPE * fabs(pole);
}

/* Above and below, with a leader that first slants to a pole: so the labels of anchors that crowd stand in
 * towers. The text begins or ends at the pole. */
static void add_bent(Builder *b, const double *gaps, int n, double font) {
  for (int k = 1; k <= MOST_POLES; k++) {
    double pole = k * POLE_STEP * font, knee = cairn_template_knee(pole, font);
    for (int i = 0; i < n; i++) {
      if (gaps[i] < knee + 0.2 * font) continue;
      double cost = hypot(pole, knee) + gaps[i] - knee;
      for (int way = 0; way < 8; way++)
        add(b, (CairnOffset){cost, 0, way & 1 ? 1 : -1, way & 4 ? 1 : 0, gaps[i], way & 2 ? -pole : pole,
                             false});
    }
  }
}

/* Beside a leader that rises from the anchor, or from a pole beside it, and that others share. */
static void add_flags(Builder *b, const double *gaps, int n, double font) {
  double beside = FLAG_GAP * font;
  for (int k = 0; k <= MOST_POLES; k++) {
    double pole = k * POLE_STEP * font, knee = k == 0 ? 0 : cairn_template_knee(pole, font);
    for (int i = 0; i < n; i++) {
      if (gaps[i] < knee) continue;
      double cost = hypot(pole, knee) + gaps[i] - knee + beside;
      for (int way = 0; way < (k == 0 ? 4 : 8); way++)
        add(b, (CairnOffset){cost, way & 1 ? 1 : -1, way & 2 ? 1 : -1, beside, gaps[i],
                             way & 4 ? -pole : pole, true});
    }
  }
}

static int by_cost(const void *a, const void *b) {
  const CairnOffset *p = a, *q = b;
  if (p->cost != q->cost) return p->cost < q->cost ? -1 : 1;
  if (p->side_y != q->side_y) return p->side_y - q->side_y;
  if (p->side_x != q->side_x) return q->side_x - p->side_x;
  if (p->pole != q->pole) return p->pole > q->pole ? -1 : 1;
  if (p->flag != q->flag) return p->flag - q->flag;
  if (p->along_y != q->along_y) return p->along_y < q->along_y ? -1 : 1;
  return p->along_x < q->along_x ? -1 : p->along_x > q->along_x;
}

static double start(int side, double along) {
  return side < 0 ? -along : side > 0 ? along : 0;
}

static double share(int side, double along) {
  return side < 0 ? -1 : side > 0 ? 0 : -along;
}

/* Every `step`th of the offsets, from `first` on. */
static CairnProbes probes_of(CairnArena *arena, const CairnOffset *offsets, int n, int first, int step) {
  size_t room = ((size_t)(n / step) / CAIRN_PROBE_LANE + 2) * CAIRN_PROBE_LANE;
  CairnProbes probes = {.cost = cairn_arena_array(arena, 5 * room, double)};
  probes.x = probes.cost + room;
  probes.x_share = probes.x + room;
  probes.y = probes.x_share + room;
  probes.y_share = probes.y + room;
  for (int i = first; i < n; i += step) {
    const CairnOffset *o = &offsets[i];
    probes.cost[probes.n] = o->cost;
    probes.x[probes.n] = o->pole + start(o->side_x, o->along_x);
    probes.x_share[probes.n] = share(o->side_x, o->along_x);
    probes.y[probes.n] = start(o->side_y, o->along_y);
    probes.y_share[probes.n++] = share(o->side_y, o->along_y);
  }
  probes.most_px = probes.n > 0 ? (int)probes.cost[probes.n - 1] + 1 : 0;
  probes.from = cairn_arena_array(arena, (size_t)probes.most_px + 1, int);
  for (int px = 0, k = 0; px <= probes.most_px; px++) {
    while (k < probes.n && probes.cost[k] < px)
      k++;
    probes.from[px] = k;
  }
  return probes;
}

CairnTemplate cairn_template_new(CairnArena *arena, double font_px, double reach, bool flags) {
  double gaps[64], across[24];
  int n = ladder(gaps, 64, font_px, reach);
  int n_across = 0;
  for (double gap = 0.4 * font_px; gap <= reach && n_across < 24; gap = gap * 1.6 + 0.4 * font_px)
    across[n_across++] = gap;
  Builder b = {NULL, 0, n * 10 + n * 6 + 4 * n * n_across + (flags ? 16 : 8) * n * (MOST_POLES + 1), reach,
               flags};
  b.offsets = cairn_arena_array(arena, (size_t)b.room, CairnOffset);
  add_vertical(&b, gaps, n);
  add_level(&b, gaps, n);
  add_slanted(&b, across, n_across, gaps, n);
  add_bent(&b, gaps, n, font_px);
  if (flags) add_flags(&b, gaps, n, font_px);
  qsort(b.offsets, (size_t)b.n, sizeof *b.offsets, by_cost);
  CairnTemplate template = {.offsets = b.offsets, .n = b.n};
  for (int pass = 0; pass < CAIRN_PASSES; pass++)
    template.passes[pass] = probes_of(arena, b.offsets, b.n, pass, CAIRN_PASSES);
  template.all = probes_of(arena, b.offsets, b.n, 0, 1);
  return template;
}

void cairn_templates_set(CairnTemplates *templates, CairnArena *arena, double font_px, double reach,
                         bool together) {
  if (templates->font_px != font_px || templates->reach != reach)
    *templates = (CairnTemplates){.font_px = font_px, .reach = reach};
  for (int flags = 0; flags <= (together ? 1 : 0); flags++)
    if (!templates->kinds[flags].offsets)
      templates->kinds[flags] = cairn_template_new(arena, font_px, reach, flags);
}
