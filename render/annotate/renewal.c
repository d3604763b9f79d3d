#include "annotate/renewal.h"

#include "annotate/search_state.h"
#include "annotate/stencil.h"
#include "annotate/touch.h"

#define SELDOM      10 /* one of so many times labels are taken away for being near, not for being in the way */
#define LEAST_OUT   2 /* labels taken away at once */
#define MOST_OUT    7
#define MOST_LIST   16  /* the same of labels whose anchors stand together */
#define LISTS       4   /* one of so many times those are taken away, to come back as flags of one leader */
#define MOST_WISHES 300 /* places that a label may wish for */
#define RIVALS      3   /* of so many labels the one whose place is worst is begun with */
#define HEAT        5.0 /* px: how much worse a layout may get at first, about */
#define NEAR        5.0 /* px: labels nearer than that count as equally near */
#define LOOK_WORK   10  /* units of work to see which labels a place touches */
#define SCANS       4   /* places told by the stencil in one unit of work */

typedef struct Renewal {
  CairnSearch *search;
  const CairnRenewalRules *rules;
  CairnStencil *stencil;
  double *least;          /* per label: what it costs at least */
  double *distance;       /* per label: scratch */
  int *out, n_out;        /* the labels taken away, in the order in which they come back */
  CairnCandidate *before; /* likewise: where they stood */
  int n_markers;
  bool as_flags;  /* labels whose anchors stand together come back as flags, but for the last */
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

/* ---- Costs ---- */

static double cost_of_dropping(const Renewal *r, int i) {
  return r->rules->dropped_cost * cairn_importance(&r->search->field->milestones[i]);
}

static double cost_of(const Renewal *r, int i) {
  return cairn_search_has(r->search, i) ? r->search->chosen[i].cost : cost_of_dropping(r, i);
}

static double nuisance_of(const Renewal *r, int n_markers) {
  return r->rules->nuisance * MAX(0, n_markers - r->rules->few);
}

static bool is_marker(const Renewal *r, int i) {
  return cairn_search_has(r->search, i) && r->search->chosen[i].marker;
}

/* ---- Places ---- */

static void leave(Renewal *r, int i) {
  if (!cairn_search_has(r->search, i)) return;
  r->n_markers -= is_marker(r, i);
  cairn_stencil_set(r->stencil, &r->search->chosen[i], false);
  cairn_search_leave(r->search, i);
}

static void take(Renewal *r, int i, const CairnCandidate *candidate) {
  cairn_search_take(r->search, i, candidate);
  cairn_stencil_set(r->stencil, candidate, true);
  r->n_markers += candidate->marker;
}

/* Adds those of the labels found that the candidate touches to those taken away; false if they are too many.
 */
static bool add_touched(Renewal *r, const CairnCandidate *candidate) {
  const CairnSearch *s = r->search;
  for (int k = 0; k < s->taken->n_found; k++) {
    int i = s->taken->found[k];
    if (i == r->out[0] || !cairn_candidates_touch(&s->field->spacing, candidate, &s->chosen[i])) continue;
    if (r->n_out == MOST_OUT) return false;
    r->out[r->n_out++] = i;
  }
  return true;
}

/* All that it touches. */
static bool choose_touched(Renewal *r, const CairnCandidate *candidate) {
  CairnSearch *s = r->search;
  s->field->work += LOOK_WORK;
  cairn_occupancy_ask_box(s->taken, candidate);
  if (!add_touched(r, candidate)) return false;
  cairn_occupancy_ask_leader(s->taken, candidate);
  return add_touched(r, candidate);
}

static bool touches_found(const CairnSearch *s, const CairnCandidate *candidate) {
  for (int k = 0; k < s->taken->n_found; k++)
    if (cairn_candidates_touch(&s->field->spacing, candidate, &s->chosen[s->taken->found[k]])) return true;
  return false;
}

static bool touches_any(Renewal *r, const CairnCandidate *candidate) {
  CairnSearch *s = r->search;
  s->field->work += LOOK_WORK;
  cairn_occupancy_ask_box(s->taken, candidate);
  if (touches_found(s, candidate)) return true;
  cairn_occupancy_ask_leader(s->taken, candidate);
  return touches_found(s, candidate);
}

static bool is_taken(Renewal *r, const CairnChoices *choices, const CairnSpot *spot) {
  const CairnField *field = r->search->field;
  if (spot->size == field->milestones[choices->milestone].n_sizes) return false; /* markers keep less apart */
  CairnBox box = cairn_field_size(field, choices->milestone, spot->size);
  box.x = (double)spot->x;
  box.y = (double)spot->y;
  return cairn_stencil_hits_box(r->stencil, box);
}

/* The free place of least cost, if that is below `limit`. */
static bool find_place(Renewal *r, CairnChoices *choices, double limit, CairnCandidate *found) {
  CairnField *field = r->search->field;
  bool some = false, flags = r->as_flags && field->together[choices->milestone] > 1;
  int k = 0;
  for (; cairn_choices_reach(choices, field, k, limit); k++) {
    CairnSpot *spot = &choices->spots[k];
    if ((double)spot->floor >= limit) break;
    if ((double)spot->cost >= limit || (flags && !spot->flag) || is_taken(r, choices, spot)) continue;
    CairnCandidate candidate = cairn_choices_get(choices, field, k);
    if (cairn_stencil_hits_leader(r->stencil, &candidate) || touches_any(r, &candidate)) continue;
    if (!spot->rated) {
      cairn_field_rate(field, choices->milestone, &candidate);
      spot->cost = (float)candidate.cost;
      spot->rated = true;
      if (candidate.cost >= limit) continue;
    }
    limit = candidate.cost;
    *found = candidate;
    some = true;
  }
  field->work += 1 + k / SCANS;
  return some;
}

/* Puts label i at its cheapest free place, as text or marker, or leaves it out if that costs less than
 * `limit`. What it adds to the sum. */
static double put_back(Renewal *r, int i, double limit) {
  CairnSearch *s = r->search;
  CairnCandidate place;
  double cost = cost_of_dropping(r, i),
         price = nuisance_of(r, r->n_markers + 1) - nuisance_of(r, r->n_markers);
  const CairnCandidate *proposal = &s->proposals[i];
  bool some = !proposal->marker && proposal->cost < cairn_least(limit, cost) && !touches_any(r, proposal);
  if (some) place = *proposal, cost = proposal->cost;
  if (find_place(r, cairn_search_choices(s, i, false), cairn_least(limit, cost), &place))
    some = true, cost = place.cost;
  double most = cairn_least(limit, cost) - price;
  if (r->n_markers < r->rules->most && find_place(r, cairn_search_choices(s, i, true), most, &place))
    some = true, cost = place.cost + price;
  if (some) take(r, i, &place);
  return cost;
}

/* ---- Ruin and recreate ---- */

static int worst_of_some(Renewal *r) {
  int worst = draw(r, r->search->n);
  for (int k = 1; k < RIVALS; k++) {
    int i = draw(r, r->search->n);
    if (cost_of(r, i) - r->least[i] > cost_of(r, worst) - r->least[worst]) worst = i;
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
         (double)texts->spots[n].floor < cost)
    n++;
  if (n == 0) return false;
  CairnCandidate wish = cairn_choices_get(texts, s->field, draw(r, n));
  if (wish.cost >= cost) return false;
  r->out[0] = i;
  r->n_out = 1;
  if (!choose_touched(r, &wish)) return false;
  shuffle_out(r, 1);
  return true;
}

/* All labels whose anchors stand together with that of label i. */
static bool choose_list(Renewal *r, int i) {
  const CairnField *field = r->search->field;
  if (field->together[i] < 2 || field->together[i] > MOST_LIST || draw(r, LISTS) > 0) return false;
  r->n_out = 0;
  for (int k = 0; k < r->search->n && r->n_out < MOST_LIST; k++)
    if (field->together[k] == field->together[i] && field->stem[k] == field->stem[i] &&
        fabs(field->scene->anchors[k].y - field->scene->anchors[i].y) <= CAIRN_TOGETHER)
      r->out[r->n_out++] = k;
  shuffle_out(r, 0);
  r->as_flags = draw(r, 2) == 0;
  return true;
}

static void choose_out(Renewal *r) {
  int i = worst_of_some(r);
  r->as_flags = false;
  if (choose_list(r, i)) return;
  if (draw(r, SELDOM) == 0 || !choose_blockers(r, i)) choose_near(r, i);
}

/* Takes the chosen labels away; what they cost together, and at least. */
static double ruin(Renewal *r, double *least) {
  double cost = nuisance_of(r, r->n_markers);
  *least = 0;
  for (int k = 0; k < r->n_out; k++) {
    int i = r->out[k];
    r->before[k] = r->search->chosen[i];
    cost += cost_of(r, i);
    *least += r->least[i];
    leave(r, i);
  }
  return cost - nuisance_of(r, r->n_markers);
}

static bool markers_changed(const Renewal *r) {
  for (int k = 0; k < r->n_out; k++)
    if ((r->before[k].cost < INFINITY && r->before[k].marker) != is_marker(r, r->out[k])) return true;
  return false;
}

/* Puts them back for less than `limit`, if that can be; what they cost then, or `limit`. */
static double recreate(Renewal *r, double limit, double least) {
  double sum = 0;
  for (int k = 0; k < r->n_out; k++) {
    least -= r->least[r->out[k]];
    if (k + 1 == r->n_out) r->as_flags = false;
    sum += put_back(r, r->out[k], limit - sum - least);
    if (sum + least >= limit) return limit;
  }
  return markers_changed(r) && !r->rules->key_has_room(r->rules->data, r->search) ? limit : sum;
}

static void undo(Renewal *r) {
  for (int k = 0; k < r->n_out; k++)
    leave(r, r->out[k]);
  for (int k = 0; k < r->n_out; k++)
    if (r->before[k].cost < INFINITY) take(r, r->out[k], &r->before[k]);
}

/* ---- All ---- */

static void init_renewal(Renewal *r, CairnSearch *s, const CairnRenewalRules *rules) {
  size_t n = (size_t)s->n;
  CairnArena *arena = s->field->arena;
  *r = (Renewal){.search = s, .rules = rules, .state = 1};
  r->stencil = cairn_stencil_new(arena, s->field->scene->canvas, s->field->spacing);
  r->least = cairn_arena_array(arena, n, double);
  r->distance = cairn_arena_array(arena, n, double);
  r->out = cairn_arena_array(arena, n, int);
  r->before = cairn_arena_array(arena, n, CairnCandidate);
  for (int i = 0; i < s->n; i++) {
    CairnChoices *texts = cairn_search_choices(s, i, false);
    bool some = cairn_choices_reach(texts, s->field, 0, INFINITY);
    r->least[i] = some ? (double)texts->spots[0].floor : 0;
    r->least[i] = cairn_least(r->least[i], s->proposals[i].cost);
    if (!cairn_search_has(s, i)) continue;
    cairn_stencil_set(r->stencil, &s->chosen[i], true);
    r->n_markers += s->chosen[i].marker;
  }
}

static double sum_of_costs(const Renewal *r) {
  double sum = nuisance_of(r, r->n_markers);
  for (int i = 0; i < r->search->n; i++)
    sum += cost_of(r, i);
  return sum;
}

double cairn_search_renew(CairnSearch *s, const CairnRenewalRules *rules, int64_t budget) {
  Renewal r;
  init_renewal(&r, s, rules);
  int64_t end = s->field->work + budget;
  double now = sum_of_costs(&r), best = now;
  cairn_search_remember(s);
  while (s->field->work < end) {
    double rest = (double)(end - s->field->work) / (double)budget, share = draw_share(&r), least;
    choose_out(&r);
    double before = ruin(&r, &least);
    double limit = before + HEAT * rest * share / (1.05 - share), after = recreate(&r, limit, least);
    s->field->work += r.n_out;
    if (after >= limit) {
      undo(&r);
      continue;
    }
    now += after - before;
    if (now >= best - 0.01) continue;
    best = now;
    cairn_search_remember(s);
  }
  cairn_search_restore(s);
  for (int i = 0; i < s->n; i++)
    s->as_marker[i] = is_marker(&r, i);
  return best;
}
