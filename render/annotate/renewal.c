#include "annotate/renewal.h"

#include "annotate/recreate.h"
#include "annotate/search_state.h"
#include "annotate/touch.h"

#include <string.h>

#define SELDOM    4 /* one of so many times labels are taken away for being near, not for being in the way */
#define LEAST_OUT 2 /* labels taken away at once */
#define MOST_OUT  4
#define LISTS                                                                                                \
  4 /* one of so many times those at one place are taken away, to come back as flags of one leader */
#define MOST_WISHES 300   /* places that a label may wish for */
#define RIVALS      2     /* of so many labels the one whose place is worst is begun with */
#define HEAT        1.5   /* px: how much worse a layout may get at first, about */
#define NEAR        5.0   /* px: labels nearer than that count as equally near */
#define STEP_WORK   10    /* units of work to choose the labels that are taken away */
#define PATIENCE    6000  /* units of work per label: it ends when so many have gained less than */
#define LEAST_GAIN  0.002 /* of the sum of costs */

typedef struct Renewal {
  CairnSearch *search;
  const CairnRenewalRules *rules;
  CairnRecreation recreation;
  double *distance;        /* per label: scratch */
  int out[CAIRN_MOST_OUT]; /* the labels taken away, in the order in which they come back */
  int n_out;
  uint64_t *touching; /* a bit per label: scratch */
  int n_markers;
  uint64_t state; /* of the generator; the same at the beginning of each renewal */
} Renewal;

/* 0 ... n - 1; the linear congruential generator of Knuth's MMIX. */
static int draw(Renewal *r, int n) {
  r->state = r->state * 6364136223846793005u + 1442695040888963407u;
  return (int)(((r->state >> 33) * (uint64_t)n) >> 31);
}

/* 0 ... 1 */
static double draw_share(Renewal *r) {
  return draw(r, 1 << 20) / (double)(1 << 20);
}

static double cost_of(const Renewal *r, int i) {
  return cairn_search_has(r->search, i) ? r->search->chosen[i].cost
                                        : cairn_recreation_dropping(&r->recreation, i);
}

static double nuisance_of(const Renewal *r, int n_markers) {
  return cairn_recreation_nuisance(&r->recreation, n_markers);
}

static bool is_marker(const Renewal *r, int i) {
  return cairn_search_has(r->search, i) && r->search->chosen[i].marker;
}

/* ---- Ruin ---- */

static int worst_of_some(Renewal *r) {
  int worst = draw(r, r->search->n);
  for (int k = 1; k < RIVALS; k++) {
    int i = draw(r, r->search->n);
    if (cost_of(r, i) - r->recreation.least[i] > cost_of(r, worst) - r->recreation.least[worst]) worst = i;
  }
  return worst;
}

/* How far the labels are from label i or its anchor, with some noise. */
static void measure_distances(Renewal *r, int i) {
  const CairnSearch *s = r->search;
  CairnPoint centre = s->field->scene->anchors[i];
  if (cairn_search_has(s, i) && draw(r, 2)) {
    CairnBox box = s->chosen[i].box;
    centre = (CairnPoint){box.x + box.width / 2, box.y + box.height / 2};
  }
  for (int k = 0; k < s->n; k++) {
    double distance = cairn_distance(s->field->scene->anchors[k], centre);
    if (cairn_search_has(s, k))
      distance = cairn_least(distance, cairn_box_distance(s->chosen[k].box, centre));
    r->distance[k] = k == i ? -1 : (distance + NEAR) * (0.5 + draw_share(r));
  }
}

/* The order in which they come back, from that one on. */
static void shuffle_out(Renewal *r, int from) {
  for (int k = r->n_out - 1; k > from; k--) {
    int other = from + draw(r, k + 1 - from), label = r->out[k];
    r->out[k] = r->out[other];
    r->out[other] = label;
  }
}

/* Label i and some near it. */
static void choose_near(Renewal *r, int i) {
  int n = LEAST_OUT + draw(r, MOST_OUT - LEAST_OUT + 1);
  measure_distances(r, i);
  for (r->n_out = 0; r->n_out < n && r->n_out < r->search->n; r->n_out++) {
    int nearest = 0;
    for (int k = 1; k < r->search->n; k++)
      if (r->distance[k] < r->distance[nearest]) nearest = k;
    r->distance[nearest] = INFINITY;
    r->out[r->n_out] = nearest;
  }
  shuffle_out(r, 0);
}

/* Label i and those in the way of a place that would be cheaper for it, where they are not too many. */
static bool choose_blockers(Renewal *r, int i) {
  CairnSearch *s = r->search;
  CairnChoices *texts = cairn_search_choices(s, i, false);
  double cost = cost_of(r, i);
  int n = 0;
  while (n < MOST_WISHES && cairn_choices_reach(texts, s->field, n, cost) &&
         (double)cairn_choices_spot(texts, n)->floor < cost)
    n++;
  if (n == 0) return false;
  int wish = draw(r, n);
  if ((double)cairn_choices_spot(texts, wish)->cost >= cost) return false;
  cairn_conflicts_at(&r->recreation.conflicts, &r->recreation.places[0][i], wish, r->touching);
  r->out[0] = i;
  r->n_out = 1;
  for (int word = 0; word < r->recreation.conflicts.words; word++)
    for (uint64_t labels = r->touching[word]; labels; labels &= labels - 1) {
      if (r->n_out == MOST_OUT) return false;
      r->out[r->n_out++] = 64 * word + __builtin_ctzll(labels);
    }
  shuffle_out(r, 1);
  return true;
}

/* All labels whose anchors stand together with that of label i. */
static bool choose_list(Renewal *r, int i) {
  const CairnField *field = r->search->field;
  if (field->together[i] < 2 || field->together[i] > CAIRN_MOST_OUT || draw(r, LISTS) > 0) return false;
  r->n_out = 0;
  for (int k = 0; k < r->search->n && r->n_out < CAIRN_MOST_OUT; k++)
    if (field->together[k] == field->together[i] && field->stem[k] == field->stem[i] &&
        fabs(field->scene->anchors[k].y - field->scene->anchors[i].y) <= CAIRN_TOGETHER)
      r->out[r->n_out++] = k;
  shuffle_out(r, 0);
  r->recreation.as_flags = draw(r, 2) == 0;
  return true;
}

static void choose_out(Renewal *r) {
  int i = worst_of_some(r);
  r->recreation.as_flags = false;
  if (choose_list(r, i)) return;
  if (draw(r, SELDOM) == 0 || !choose_blockers(r, i)) choose_near(r, i);
}

/* Tells who is taken away; what they cost. */
static double ruin(Renewal *r) {
  CairnRecreation *recreation = &r->recreation;
  double cost = nuisance_of(r, r->n_markers);
  recreation->n = r->n_out;
  recreation->n_markers = r->n_markers;
  memset(recreation->out, 0, (size_t)recreation->conflicts.words * sizeof *recreation->out);
  for (int k = 0; k < r->n_out; k++) {
    int i = r->out[k];
    recreation->back[k].label = i;
    recreation->out[i >> 6] |= 1ull << (i & 63);
    recreation->n_markers -= is_marker(r, i);
    cost += cost_of(r, i);
  }
  return cost - nuisance_of(r, recreation->n_markers);
}

/* ---- Recreate ---- */

static bool is_same(const CairnCandidate *a, const CairnCandidate *b) {
  return a->cost == b->cost &&
         (!(a->cost < INFINITY) || (a->box.x == b->box.x && a->box.y == b->box.y && a->size == b->size));
}

/* Puts the labels where they were found to stand best. */
static void put_back(Renewal *r) {
  CairnSearch *s = r->search;
  for (int k = 0; k < r->n_out; k++) {
    const CairnReturn *back = &r->recreation.back[k];
    if (is_same(&s->chosen[back->label], &back->best)) continue;
    r->n_markers -= is_marker(r, back->label);
    if (back->best.cost < INFINITY)
      cairn_search_take(s, back->label, &back->best);
    else
      cairn_search_leave(s, back->label);
    r->n_markers += is_marker(r, back->label);
    cairn_conflicts_moved(&r->recreation.conflicts, back->label);
  }
}

static void init_renewal(Renewal *r, CairnArena *arena, CairnSearch *s, const CairnRenewalRules *rules) {
  *r = (Renewal){.search = s, .rules = rules, .state = 1};
  cairn_recreation_init(&r->recreation, arena, s, rules);
  r->distance = cairn_arena_array(arena, (size_t)s->n, double);
  r->touching = cairn_arena_array(arena, (size_t)r->recreation.conflicts.words, uint64_t);
  for (int i = 0; i < s->n; i++)
    r->n_markers += is_marker(r, i);
}

static double sum_of_costs(const Renewal *r) {
  double sum = nuisance_of(r, r->n_markers);
  for (int i = 0; i < r->search->n; i++)
    sum += cost_of(r, i);
  return sum;
}

/* Labels without a place take one that is free, one after the other. */
static void fill(Renewal *r) {
  for (int i = 0; i < r->search->n; i++) {
    if (cairn_search_has(r->search, i)) continue;
    r->out[0] = i;
    r->n_out = 1;
    if (cairn_recreation_solve(&r->recreation, ruin(r))) put_back(r);
  }
}

double cairn_search_renew(CairnSearch *s, const CairnRenewalRules *rules, int64_t budget) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  Renewal r;
  init_renewal(&r, arena, s, rules);
  fill(&r);
  int64_t end = s->field->work + budget;
  double now = sum_of_costs(&r), best = now, mark = now;
  int64_t marked = s->field->work, patience = (int64_t)PATIENCE * s->n;
  cairn_search_remember(s);
  while (s->field->work < end && s->field->work < marked + patience) {
    double rest = (double)(end - s->field->work) / (double)budget, share = draw_share(&r);
    choose_out(&r);
    double before = ruin(&r), limit = before + HEAT * rest * share / (1.05 - share);
    s->field->work += STEP_WORK;
    if (!cairn_recreation_solve(&r.recreation, limit)) continue;
    put_back(&r);
    now += r.recreation.limit - before;
    if (now >= best - 0.01) continue;
    best = now;
    cairn_search_remember(s);
    if (best < mark * (1 - LEAST_GAIN)) mark = best, marked = s->field->work;
  }
  cairn_search_restore(s);
  for (int i = 0; i < s->n; i++)
    s->as_marker[i] = is_marker(&r, i);
  return best;
}
