#include "annotate/search_state.h"

#include "annotate/touch.h"

#include <stdlib.h>

/* Px of cost for pushing another label away; it grows for a label that has been pushed before, as the weights
 * of breakout local search do (Morris 1993), so that two labels do not fight for one place for ever. */
#define PUSH_COST   30.0
#define PUSH_GROWTH 40.0
#define PATIENCE    1000
#define LOOK_WORK   10    /* units of work to see which labels a place touches */
#define MOST_LOOKS  40000 /* units of work for one label at once, */
#define LEAST_LOOKS 500   /* where there are very many */
#define TRY_LOOKS   400   /* likewise, to see whether all have a place near their anchors, */
#define TRY_WORK    600   /* and per label in all */
#define MANY        60
#define LEAST_STEPS 60
#define REACH_EM    30 /* of leaders, or 0.6 of the figure's height */
#define DEAR        1e6
#define SLIDE_STEP  0.3 /* font sizes */
#define SLIDES      3   /* times that all labels are moved along their leaders */
#define CHAIN       6   /* labels moved in one attempt to improve */

static double price_of_pushing(const CairnSearch *s, int j) {
  return s->locked[j] ? INFINITY : s->push[j];
}

/* Adds to the list the labels found that candidate `c` of label i touches, and to `sum` what pushing them
 * costs; false as soon as that is `limit` or more. */
static bool add_touching(CairnSearch *s, int i, const CairnCandidate *c, double limit, double *sum) {
  for (int k = 0; k < s->taken->n_found; k++) {
    int j = s->taken->found[k];
    if (j == i || !cairn_candidates_touch(&s->field->spacing, c, &s->chosen[j])) continue;
    s->touching[s->n_touching++] = j;
    *sum += price_of_pushing(s, j);
    if (*sum >= limit) return false;
  }
  return true;
}

/* Lists the labels that candidate `c` of label i touches, and adds up what pushing them costs; stops when
 * that is `limit` or more. */
static double push_cost(CairnSearch *s, int i, const CairnCandidate *c, double limit) {
  double sum = 0;
  s->n_touching = 0;
  s->field->work += LOOK_WORK;
  cairn_occupancy_ask_box(s->taken, c);
  if (!add_touching(s, i, c, limit, &sum)) return sum;
  cairn_occupancy_ask_leader(s->taken, c);
  add_touching(s, i, c, limit, &sum);
  return sum;
}

void cairn_search_leave(CairnSearch *s, int i) {
  if (cairn_search_has(s, i)) cairn_occupancy_set(s->taken, i, &s->chosen[i], false);
  s->chosen[i].cost = INFINITY;
}

void cairn_search_take(CairnSearch *s, int i, const CairnCandidate *candidate) {
  CairnCandidate copy = *candidate; /* it may be the present one */
  cairn_search_leave(s, i);
  s->chosen[i] = copy;
  s->version[i] = ++s->n_versions;
  cairn_occupancy_set(s->taken, i, &copy, true);
}

/* Is the label that was in the way of this place last time still there, and too dear to push? A look at that
 * one is much cheaper than a search for all, as with the watched literals of SAT solvers (Moskewicz et al.
 * 2001). */
static bool is_barred(const CairnSearch *s, const CairnSpot *spot, double limit) {
  int j = spot->watched;
  return j >= 0 && cairn_search_has(s, j) && s->version[j] == spot->version &&
         (double)spot->cost + price_of_pushing(s, j) >= limit;
}

/* Is it label j that is in the way of this place of label i? Only the box is looked at, since that is quick.
 */
static bool is_in_way(const CairnSearch *s, int i, const CairnSpot *spot, int j) {
  const CairnSpacing *gap = &s->field->spacing;
  const CairnCandidate *other = &s->chosen[j];
  CairnBox box = cairn_field_size(s->field, i, spot->size);
  box.x = (double)spot->x, box.y = (double)spot->y;
  bool markers = other->marker && spot->size == s->field->milestones[i].n_sizes;
  return cairn_boxes_near(&box, &other->box, markers ? gap->marker : gap->beside,
                          markers ? gap->marker : gap->above) ||
         cairn_leader_enters(other, &box, gap->leader);
}

/* Places beside each other are mostly barred by the same label: the one that barred the last. */
static bool bars_too(CairnSearch *s, int i, CairnSpot *spot, int j, double limit) {
  if (j < 0 || !cairn_search_has(s, j) || (double)spot->cost + price_of_pushing(s, j) < limit) return false;
  s->field->work++;
  if (!is_in_way(s, i, spot, j)) return false;
  spot->watched = j;
  spot->version = s->version[j];
  return true;
}

/* Remembers the label in the way that is dearest to push. */
static void watch(const CairnSearch *s, CairnSpot *spot) {
  spot->watched = -1;
  for (int k = 0; k < s->n_touching; k++)
    if (spot->watched < 0 || price_of_pushing(s, s->touching[k]) > price_of_pushing(s, spot->watched))
      spot->watched = s->touching[k];
  if (spot->watched >= 0) spot->version = s->version[spot->watched];
}

/* The places of label i, as what it is to take. */
static CairnChoices *choices_of(CairnSearch *s, int i) {
  CairnChoices *choices = &s->choices[s->as_marker[i]][i];
  if (!choices->offsets)
    cairn_choices_init(choices, s->field, cairn_search_offsets(s, i), i, s->as_marker[i]);
  return choices;
}

/* Finds the candidate of least cost for label i, pushing included, if that is below `limit`. */
static bool cheapest(CairnSearch *s, int i, double limit, CairnCandidate *found) {
  CairnChoices *choices = choices_of(s, i);
  bool some = false;
  int idle = 0, barring = -1;
  int64_t end = s->field->work + s->most_looks;
  if (s->proposals[i].cost < limit && s->proposals[i].marker == s->as_marker[i]) {
    double cost = s->proposals[i].cost + push_cost(s, i, &s->proposals[i], limit - s->proposals[i].cost);
    if (cost < limit) limit = cost, *found = s->proposals[i], some = true;
  }
  for (int k = 0; cairn_choices_reach(choices, s->field, k, limit); k++) {
    CairnSpot *spot = cairn_choices_spot(choices, k);
    if ((double)spot->floor >= limit || (some && idle++ > PATIENCE) || s->field->work > end) break;
    if ((double)spot->cost >= limit || is_barred(s, spot, limit) || bars_too(s, i, spot, barring, limit))
      continue;
    CairnCandidate candidate = cairn_choices_get(choices, s->field, k);
    double push = push_cost(s, i, &candidate, limit - candidate.cost);
    if (candidate.cost + push >= limit) {
      watch(s, spot);
      barring = spot->watched;
      continue;
    }
    if (!spot->rated) {
      cairn_field_rate(s->field, i, &candidate);
      spot->cost = (float)candidate.cost;
      spot->rated = true;
      if (candidate.cost + push >= limit) continue;
    }
    limit = candidate.cost + push;
    *found = candidate;
    some = true;
    idle = 0;
  }
  return some;
}

static void enqueue(CairnSearch *s, int i) {
  s->queue[(s->head + s->waiting++) % s->n] = i;
}

static int dequeue(CairnSearch *s) {
  int i = s->queue[s->head];
  s->head = (s->head + 1) % s->n;
  s->waiting--;
  return i;
}

/* Puts label i there and sends those that it touches back to the queue. */
static void settle(CairnSearch *s, int i, const CairnCandidate *candidate) {
  push_cost(s, i, candidate, INFINITY);
  for (int k = 0; k < s->n_touching; k++) {
    int j = s->touching[k];
    cairn_search_leave(s, j);
    s->push[j] += PUSH_GROWTH;
    enqueue(s, j);
  }
  cairn_search_take(s, i, candidate);
}

static double unplaced_weight(const CairnSearch *s) {
  double sum = 0;
  for (int i = 0; i < s->n; i++)
    if (!cairn_search_has(s, i)) sum += cairn_importance(&s->field->milestones[i]);
  return sum;
}

/* Goes back to the choices that were kept as the best. */
static void restore(CairnSearch *s) {
  for (int i = 0; i < s->n; i++) {
    if (!(s->best[i].cost < INFINITY)) {
      cairn_search_leave(s, i);
      continue;
    }
    cairn_search_take(s, i, &s->best[i]);
    s->as_marker[i] = s->best[i].marker;
  }
}

static void remember(CairnSearch *s) {
  for (int i = 0; i < s->n; i++)
    s->best[i] = s->chosen[i];
}

static double most_as_text(const CairnSearch *s, int i) {
  if (!isfinite(s->price)) return DEAR;
  return s->price * cairn_field_size_cost(s->field, i, s->field->milestones[i].n_sizes);
}

void cairn_search_price(CairnSearch *s, double price) {
  s->price = price;
  for (int i = 0; i < s->n; i++)
    s->most[i] = s->field->keyed[i] ? DEAR : most_as_text(s, i);
}

/* Labels without a place after the search may still find one that pushes nobody. */
static int fill_gaps(CairnSearch *s) {
  int unplaced = 0;
  for (int i = 0; i < s->n; i++)
    s->locked[i] = true;
  for (int i = 0; i < s->n; i++) {
    if (cairn_search_has(s, i) || s->field->hidden[i]) continue;
    CairnCandidate candidate;
    bool found = cheapest(s, i, s->most[i], &candidate);
    if (found) cairn_search_take(s, i, &candidate);
    unplaced += !found;
  }
  for (int i = 0; i < s->n; i++)
    s->locked[i] = false;
  return unplaced;
}

void cairn_search_propose(CairnSearch *s, int milestone, const CairnCandidate *candidate) {
  if (candidate->cost >= s->most[milestone]) return;
  s->proposals[milestone] = *candidate;
  s->locked[milestone] = true;
  bool fits = !cairn_search_has(s, milestone) && push_cost(s, milestone, candidate, INFINITY) == 0;
  s->locked[milestone] = false;
  if (fits) cairn_search_take(s, milestone, candidate);
}

/* Places those that wait in the queue, as many as it can. `best`: the weight of those without a place in the
 * best state that is remembered, or INFINITY. */
static void run(CairnSearch *s, int64_t budget, double best) {
  int64_t end = s->field->work + budget, steps = 0;
  while (s->waiting > 0 && s->field->work < end &&
         (steps++ < LEAST_STEPS + 3 * s->n || s->waiting <= s->n / 4)) {
    int i = dequeue(s);
    CairnCandidate candidate;
    if (!cheapest(s, i, s->most[i], &candidate)) continue;
    settle(s, i, &candidate);
    if (s->waiting > s->n / 8) continue;
    double weight = unplaced_weight(s);
    if (weight < best) {
      best = weight;
      remember(s);
    }
  }
  if (isfinite(best)) restore(s);
  s->waiting = 0;
}

void cairn_search_rescue(CairnSearch *s, int64_t budget) {
  for (int i = 0; i < s->n; i++) {
    if (cairn_search_has(s, i)) continue;
    s->as_marker[i] = true;
    enqueue(s, i);
  }
  remember(s);
  if (s->waiting > 0) run(s, budget, unplaced_weight(s));
}

int cairn_search_place(CairnSearch *s, int64_t budget) {
  for (int i = 0; i < s->n; i++)
    if (!cairn_search_has(s, i) && !s->field->hidden[i]) enqueue(s, i);
  run(s, budget, INFINITY);
  return fill_gaps(s);
}

int cairn_search_try(CairnSearch *s) {
  int64_t most_looks = s->most_looks;
  s->most_looks = TRY_LOOKS;
  int unplaced = cairn_search_place(s, (int64_t)TRY_WORK * s->n);
  s->most_looks = most_looks;
  return unplaced;
}

/* The labels moved in one attempt, with where they were. */
typedef struct Chain {
  int moved[CHAIN], n;
  CairnCandidate before[CHAIN];
  unsigned version[CHAIN];
  double gain;
} Chain;

static void lift(CairnSearch *s, Chain *chain, int i) {
  chain->moved[chain->n] = i;
  chain->version[chain->n] = s->version[i];
  chain->before[chain->n++] = s->chosen[i];
  chain->gain += s->chosen[i].cost;
  cairn_search_leave(s, i);
}

/* Puts the lifted labels down again, the last lifted first, each as cheaply as it can; others are lifted on
 * the way. True if all stand and less was spent than gained. */
static bool put_down(CairnSearch *s, Chain *chain) {
  int open[CHAIN], n_open = 0;
  for (int k = 0; k < chain->n; k++)
    open[n_open++] = chain->moved[k];
  while (n_open > 0) {
    int i = open[--n_open];
    CairnCandidate candidate;
    if (!cheapest(s, i, chain->gain - 0.01, &candidate)) return false;
    push_cost(s, i, &candidate, INFINITY);
    if (chain->n + s->n_touching > CHAIN) return false;
    s->locked[i] = true;
    chain->gain -= candidate.cost;
    for (int k = 0; k < s->n_touching; k++) {
      open[n_open++] = s->touching[k];
      lift(s, chain, s->touching[k]);
    }
    cairn_search_take(s, i, &candidate);
  }
  return chain->gain > 0.01;
}

/* Moves label i to a cheaper place and those that it pushes to others; undone unless the sum gets less. */
static bool attempt(CairnSearch *s, int i) {
  Chain chain = {.n = 0, .gain = 0};
  lift(s, &chain, i);
  bool done = put_down(s, &chain);
  for (int k = 0; k < chain.n; k++) {
    s->locked[chain.moved[k]] = false;
    if (done) continue;
    cairn_search_take(s, chain.moved[k], &chain.before[k]);
    s->version[chain.moved[k]] = chain.version[k];
  }
  return done;
}

/* Takes that place for label i if nothing is in its way and it is cheaper than the present one. */
static bool move_to(CairnSearch *s, int i, CairnCandidate *moved) {
  const CairnCandidate *now = &s->chosen[i];
  s->field->work++;
  if (!cairn_coverage_is_free(s->field->coverage, &moved->box)) return false;
  cairn_field_look(s->field, i, moved);
  if (moved->cost >= now->cost - 0.01) return false;
  if (push_cost(s, i, moved, 1e-9) > 0 || !cairn_field_rate(s->field, i, moved)) return false;
  if (moved->cost >= now->cost - 0.01) return false;
  cairn_search_take(s, i, moved);
  return true;
}

/* Moves a label whose leader rises straight to it along the leader towards the anchor, as far as nothing is
 * in the way. */
static bool slide_down(CairnSearch *s, int i) {
  const CairnCandidate *now = &s->chosen[i];
  int stem = now->flag;
  double step = SLIDE_STEP * s->field->options->font_px, span = now->path[stem + 1].y - now->path[stem].y;
  double most = fabs(span) - (now->n_path - stem == 2 ? 0.6 * s->field->options->font_px : 0.1);
  if (now->flag) most -= now->box.height / 2;
  for (double by = most; by >= step; by -= step) {
    CairnCandidate moved = *now;
    moved.box.y += span > 0 ? by : -by;
    for (int k = 0; k <= stem; k++)
      moved.path[k].y += span > 0 ? by : -by;
    if (move_to(s, i, &moved)) return true;
  }
  return false;
}

/* Moves a label beside its anchor, whose leader slants, towards it: across, up or down, or both. */
static bool slide_near(CairnSearch *s, int i) {
  CairnBox box = s->chosen[i].box;
  CairnPoint site = cairn_field_site(s->field, i), near = cairn_box_nearest(box, site);
  double font = s->field->options->font_px, step = SLIDE_STEP * font;
  double dx = site.x - near.x, dy = site.y - near.y;
  for (double share = 1; share > 0; share -= step / cairn_most(step, cairn_most(fabs(dx), fabs(dy))))
    for (int way = 3; way > 0; way--) {
      double x = way & 1 ? share * (dx - copysign(0.4 * font, dx)) : 0, y = way & 2 ? share * dy : 0;
      if (x * dx < 0 || fabs(x) + fabs(y) < 0.1 * font) continue;
      CairnCandidate moved = {.box = {box.x + x, box.y + y, box.width, box.height},
                              .size = s->chosen[i].size};
      cairn_field_aim(s->field, i, 0, false, &moved);
      if (move_to(s, i, &moved)) return true;
    }
  return false;
}

static bool slide(CairnSearch *s, int i) {
  const CairnCandidate *now = &s->chosen[i];
  if (now->n_path < 2) return false;
  if (fabs(now->path[now->flag].x - now->path[now->flag + 1].x) <= CAIRN_TOGETHER) return slide_down(s, i);
  return now->n_path == 2 && slide_near(s, i);
}

static int dearest_first(const void *a, const void *b, void *data) {
  const CairnSearch *s = data;
  int i = *(const int *)a, k = *(const int *)b;
  double p = s->chosen[i].cost, q = s->chosen[k].cost;
  return p != q ? (p > q ? -1 : 1) : i - k;
}

void cairn_search_improve(CairnSearch *s, int64_t budget) {
  static const double pushes[] = {1e9, 40, 12};
  int64_t end = s->field->work + budget;
  for (int still = 0, pass = 0; still < 3 && s->field->work < end; pass++) {
    for (int i = 0; i < s->n; i++)
      s->queue[i] = i, s->push[i] = pushes[pass % 3];
    g_qsort_with_data(s->queue, s->n, sizeof *s->queue, dearest_first, s);
    bool better = false;
    for (int k = 0; k < s->n && s->field->work < end; k++) {
      int i = s->queue[k];
      if (!cairn_search_has(s, i)) continue;
      if (attempt(s, i)) better = true;
      if (cairn_search_has(s, i) && slide(s, i)) better = true;
    }
    still = better ? 0 : still + 1;
  }
}

void cairn_search_slide(CairnSearch *s) {
  bool better = true;
  for (int pass = 0; pass < SLIDES && better; pass++) {
    better = false;
    for (int k = 0; k < s->n; k++)
      if (cairn_search_has(s, k) && slide(s, k)) better = true;
  }
}

/* Looks for a place of that kind for label i, which pushes nobody and costs less than `limit`. */
static bool try_as(CairnSearch *s, int i, bool marker, double limit) {
  CairnCandidate found;
  bool before = s->as_marker[i];
  s->as_marker[i] = marker;
  if (cheapest(s, i, limit, &found)) {
    cairn_search_take(s, i, &found);
    return true;
  }
  s->as_marker[i] = before;
  return false;
}

void cairn_search_clear(CairnSearch *s, int milestone) {
  cairn_search_leave(s, milestone);
}

void cairn_search_fill(CairnSearch *s, const int *order, bool markers) {
  for (int i = 0; i < s->n; i++)
    s->locked[i] = true;
  for (int k = 0; k < s->n; k++) {
    int i = order[k];
    bool standing = cairn_search_has(s, i);
    if (standing && !s->chosen[i].marker) continue;
    double limit = standing ? 0.8 * s->chosen[i].cost : most_as_text(s, i);
    if (!try_as(s, i, false, limit) && !standing && markers) try_as(s, i, true, INFINITY);
  }
  for (int i = 0; i < s->n; i++)
    s->locked[i] = false;
}

const CairnCandidate *cairn_search_choice(const CairnSearch *search, int milestone) {
  return cairn_search_has(search, milestone) ? &search->chosen[milestone] : NULL;
}

double cairn_search_cost(const CairnSearch *s) {
  double sum = 0;
  for (int i = 0; i < s->n; i++)
    if (cairn_search_has(s, i)) sum += s->chosen[i].cost;
  return sum;
}

double cairn_search_bound(CairnSearch *s) {
  double sum = 0;
  for (int i = 0; i < s->n; i++) {
    if (!cairn_search_has(s, i)) continue;
    double least = cairn_least(s->proposals[i].cost, s->chosen[i].cost);
    CairnChoices *choices = choices_of(s, i);
    for (int k = 0; cairn_choices_reach(choices, s->field, k, least); k++) {
      CairnSpot *spot = cairn_choices_spot(choices, k);
      if ((double)spot->floor >= least) break;
      CairnCandidate candidate = cairn_choices_get(choices, s->field, k);
      cairn_field_rate(s->field, i, &candidate);
      spot->cost = (float)candidate.cost;
      spot->rated = true;
      least = cairn_least(least, candidate.cost);
    }
    sum += least;
  }
  return sum;
}

CairnSearch *cairn_search_new(CairnField *field, CairnTemplates *templates) {
  size_t n = (size_t)field->n;
  CairnSearch *s = cairn_arena_one(field->arena, CairnSearch);
  s->field = field;
  s->n = field->n;
  double looks = MOST_LOOKS * cairn_least(1, (double)MANY / MAX(1, field->n));
  s->most_looks = (int64_t)cairn_most(LEAST_LOOKS, looks);
  double reach =
      cairn_least(REACH_EM * field->options->font_px, 0.6 * cairn_most(field->scene->canvas.height, 1));
  bool together = false;
  for (int i = 0; i < s->n; i++)
    together = together || field->together[i] > 1;
  cairn_templates_set(templates, field->arena, field->options->font_px, reach, together);
  s->templates = *templates;
  s->choices[0] = cairn_arena_array(field->arena, 2 * n, CairnChoices);
  s->choices[1] = s->choices[0] + n;
  s->as_marker = cairn_arena_array(field->arena, n, bool);
  s->chosen = cairn_arena_array(field->arena, n, CairnCandidate);
  s->best = cairn_arena_array(field->arena, n, CairnCandidate);
  s->taken = cairn_occupancy_new(field->arena, field->scene->canvas, field->n,
                                 cairn_most(field->spacing.beside, field->spacing.leader));
  s->proposals = cairn_arena_array(field->arena, n, CairnCandidate);
  s->push = cairn_arena_array(field->arena, n, double);
  s->most = cairn_arena_array(field->arena, n, double);
  s->locked = cairn_arena_array(field->arena, n, bool);
  s->version = cairn_arena_array(field->arena, n, unsigned);
  s->touching = cairn_arena_array(field->arena, n, int);
  s->queue = cairn_arena_array(field->arena, n, int);
  for (int i = 0; i < s->n; i++) {
    s->as_marker[i] = field->keyed[i];
    s->chosen[i].cost = INFINITY;
    s->proposals[i].cost = INFINITY;
    s->push[i] = PUSH_COST * cairn_importance(&field->milestones[i]);
  }
  cairn_search_price(s, INFINITY);
  return s;
}
