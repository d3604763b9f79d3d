#include "annotate/renewal.h"

#include "annotate/recreate.h"
#include "annotate/search_state.h"
#include "annotate/touch.h"

#include <string.h>

#define SELDOM         4 /* of so many times once labels are taken away for being near, not in the way */
#define LISTS          6 /* of so many times once those at one place, to come back as flags of one leader */
#define URGENT         2 /* and as often a label that is left out, if there is one, is begun with; else */
#define RIVALS         2 /* of so many labels the one whose place is worst */
#define LEAST_OUT      2 /* labels taken away at once */
#define MOST_OUT       5
#define OUT_DROPPED    7   /* that make way for one that was left out */
#define HEAT           2.4 /* px: how much worse a layout may get at first, about, */
#define DROPPED_HEAT   300 /* and in insisting, where the first of those taken away was left out */
#define NEAR           5.0 /* px: labels nearer than that count as equally near */
#define SLACK          60  /* px that a text may cost more than what the label has, but in the first stage */
#define SHIFT          0.618 /* other places are listed each time: the golden ratio spreads them evenly */
#define STEP_WORK      10    /* units of work to choose the labels that are taken away */
#define LEAST_WORK     1000  /* units of work per label that there are however little is to gain */
#define PATIENCE       1300  /* units of work per label: a stage ends when so many have gained less than */
#define LEAST_GAIN     0.002 /* of the sum of costs; of few labels these are more than */
#define LEAST_MANY     40
#define INSISTENCE     4     /* times as many, in insisting */
#define TRIAL          0.25  /* of the work: if then more labels are left out than */
#define GIVEN_UP       0.333 /* of all, and than a few, it is given up */
#define LEAST_GIVEN_UP 3
#define SEED           3    /* of the generator: any number */
#define STAGE_GAIN     0.02 /* of the sum of costs: no stage follows one that has gained less */

struct CairnRenewal {
  CairnSearch *search;
  const CairnRenewalRules *rules;
  CairnRecreation recreation;
  double *distance;        /* per label: scratch */
  int *best;               /* per label: its place in the best layout */
  int out[CAIRN_MOST_OUT]; /* the labels taken away, in the order in which they come back */
  int n_out;
  int n_markers;
  uint64_t state; /* of the generator; the same at the beginning of each renewal */
};

/* 0 ... n - 1; the linear congruential generator of Knuth's MMIX. */
static int draw(CairnRenewal *r, int n) {
  r->state = r->state * 6364136223846793005u + 1442695040888963407u;
  return (int)(((r->state >> 33) * (uint64_t)n) >> 31);
}

/* 0 ... 1 */
static double draw_share(CairnRenewal *r) {
  return draw(r, 1 << 20) / (double)(1 << 20);
}

static int place_of(const CairnRenewal *r, int i) {
  return r->recreation.standing.places[i];
}

static const CairnCandidate *standing(const CairnRenewal *r, int i) {
  return place_of(r, i) < 0 ? NULL : &r->recreation.lists[i].places[place_of(r, i)];
}

static double cost_of(const CairnRenewal *r, int i) {
  int place = place_of(r, i);
  return place < 0 ? cairn_recreation_dropping(&r->recreation, i) : r->recreation.lists[i].cost[place];
}

static double nuisance_of(const CairnRenewal *r, int n_markers) {
  return cairn_recreation_nuisance(&r->recreation, n_markers);
}

/* ---- Ruin ---- */

/* One of the labels that are left out; -1: there are none. */
static int draw_dropped(CairnRenewal *r) {
  int n = 0, found = -1;
  for (int i = 0; i < r->search->n; i++)
    if (place_of(r, i) < 0 && draw(r, ++n) == 0) found = i;
  return found;
}

static int worst_of_some(CairnRenewal *r) {
  int dropped = draw(r, URGENT) == 0 ? draw_dropped(r) : -1;
  if (dropped >= 0) return dropped;
  int worst = draw(r, r->search->n);
  for (int k = 1; k < RIVALS; k++) {
    int i = draw(r, r->search->n);
    if (cost_of(r, i) - r->recreation.lists[i].least > cost_of(r, worst) - r->recreation.lists[worst].least)
      worst = i;
  }
  return worst;
}

/* How far the labels are from label i or its anchor, with some noise. */
static void measure_distances(CairnRenewal *r, int i) {
  const CairnSearch *s = r->search;
  CairnPoint centre = s->field->scene->anchors[i];
  const CairnCandidate *now = standing(r, i);
  if (now && draw(r, 2)) {
    CairnBox box = now->box;
    centre = (CairnPoint){box.x + box.width / 2, box.y + box.height / 2};
  }
  for (int k = 0; k < s->n; k++) {
    double distance = cairn_distance(s->field->scene->anchors[k], centre);
    const CairnCandidate *other = standing(r, k);
    if (other) distance = cairn_least(distance, cairn_box_distance(other->box, centre));
    r->distance[k] = k == i ? -1 : (distance + NEAR) * (0.5 + draw_share(r));
  }
}

/* The order in which they come back, from that one on. */
static void shuffle_out(CairnRenewal *r, int from) {
  for (int k = r->n_out - 1; k > from; k--) {
    int other = from + draw(r, k + 1 - from), label = r->out[k];
    r->out[k] = r->out[other];
    r->out[other] = label;
  }
}

/* Label i and some near it. */
static void choose_near(CairnRenewal *r, int i) {
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

/* A place that would be cheaper for label i than its own; -1: none was found. */
static int draw_wish(CairnRenewal *r, int i) {
  const CairnShortlist *list = &r->recreation.lists[i];
  double cost = cost_of(r, i);
  int low = 0, high = list->n_texts;
  while (low < high) { /* how many may be */
    int middle = (low + high) / 2;
    if ((double)list->floor[middle] < cost)
      low = middle + 1;
    else
      high = middle;
  }
  bool marker = place_of(r, i) < 0 && r->n_markers < r->rules->most && draw(r, 2) == 0;
  if (marker) low = list->n_markers;
  if (low == 0) return -1;
  int wish = draw(r, low) + (marker ? CAIRN_TEXT_PLACES : 0);
  bool known = list->known[wish / CAIRN_WORD] >> (wish % CAIRN_WORD) & 1;
  return known && list->cost[wish] < cost ? wish : -1;
}

/* Label i and those in the way of a place that would be cheaper for it, where they are not too many. */
static bool choose_blockers(CairnRenewal *r, int i) {
  int wish = draw_wish(r, i);
  if (wish < 0) return false;
  CairnStanding *standing = &r->recreation.standing;
  cairn_standing_bar(standing, i, wish / CAIRN_WORD);
  int most = place_of(r, i) < 0 ? OUT_DROPPED : MOST_OUT - 1, n;
  if (!cairn_standing_find(standing, i, wish, most, r->out + 1, &n)) return false;
  r->out[0] = i;
  r->n_out = n + 1;
  shuffle_out(r, 1);
  return true;
}

/* All labels whose anchors stand together with that of label i. */
static bool choose_list(CairnRenewal *r, int i) {
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

static void choose_out(CairnRenewal *r) {
  int i = worst_of_some(r);
  r->recreation.as_flags = false;
  if (choose_list(r, i)) return;
  if (draw(r, SELDOM) == 0 || !choose_blockers(r, i)) choose_near(r, i);
}

/* Tells who is taken away; what they cost. */
static double ruin(CairnRenewal *r) {
  CairnRecreation *recreation = &r->recreation;
  double cost = nuisance_of(r, r->n_markers);
  recreation->n = r->n_out;
  recreation->n_markers = r->n_markers;
  for (int k = 0; k < r->n_out; k++) {
    int i = r->out[k];
    recreation->back[k].label = i;
    recreation->standing.away[i] = true;
    recreation->n_markers -= cairn_is_marker(place_of(r, i));
    cost += cost_of(r, i);
  }
  return cost - nuisance_of(r, recreation->n_markers);
}

/* ---- Recreate ---- */

/* Puts the labels where they are found to stand best, if that costs less than `limit`. */
static bool recreate(CairnRenewal *r, double limit) {
  bool found = cairn_recreation_solve(&r->recreation, limit);
  for (int k = 0; k < r->n_out; k++)
    r->recreation.standing.away[r->out[k]] = false;
  if (!found) return false;
  for (int k = 0; k < r->n_out; k++) {
    const CairnReturn *back = &r->recreation.back[k];
    r->n_markers += cairn_is_marker(back->best) - cairn_is_marker(place_of(r, back->label));
    cairn_standing_put(&r->recreation.standing, back->label, back->best);
  }
  return true;
}

static void remember(CairnRenewal *r) {
  memcpy(r->best, r->recreation.standing.places, (size_t)r->search->n * sizeof *r->best);
}

/* Hands the best layout over to the search. */
static void hand_over(CairnRenewal *r) {
  CairnSearch *s = r->search;
  for (int i = 0; i < s->n; i++) {
    cairn_search_leave(s, i);
    s->as_marker[i] = cairn_is_marker(r->best[i]);
  }
  for (int i = 0; i < s->n; i++)
    if (r->best[i] >= 0) cairn_search_take(s, i, &r->recreation.lists[i].places[r->best[i]]);
}

CairnRenewal *cairn_renewal_new(CairnArena *arena, int n) {
  CairnRenewal *r = cairn_arena_one(arena, CairnRenewal);
  cairn_recreation_init(&r->recreation, arena, n);
  r->distance = cairn_arena_array(arena, (size_t)n, double);
  r->best = cairn_arena_array(arena, (size_t)n, int);
  return r;
}

static double sum_of_costs(const CairnRenewal *r) {
  double sum = nuisance_of(r, r->n_markers);
  for (int i = 0; i < r->search->n; i++)
    sum += cost_of(r, i);
  return sum;
}

/* In the best layout. */
static int count_dropped(const CairnRenewal *r) {
  int n = 0;
  for (int i = 0; i < r->search->n; i++)
    n += r->best[i] < 0;
  return n;
}

/* Labels without a place take one that is free, one after the other. */
static void fill(CairnRenewal *r) {
  for (int i = 0; i < r->search->n; i++) {
    if (place_of(r, i) >= 0) continue;
    r->out[0] = i;
    r->n_out = 1;
    recreate(r, ruin(r));
  }
}

/* Units of work that are worth while: by what the labels cost more than each alone. */
static int64_t work_for(const CairnRenewal *r) {
  double excess = 0;
  for (int i = 0; i < r->search->n; i++)
    excess += (place_of(r, i) < 0 ? r->rules->nuisance : cost_of(r, i)) - r->recreation.lists[i].least;
  double wanted = cairn_most(r->rules->work_per_px * excess, LEAST_WORK * r->search->n);
  return (int64_t)cairn_least((double)r->rules->most_work, wanted);
}

/* How far a stage has got. */
typedef struct Stage {
  int64_t budget, end;      /* units of work; the field's, when they are spent, */
  int64_t trial;            /* when it is time to see whether to give up, */
  int64_t marked, patience; /* and when the sum last got notably less; how long it may take to do so again */
  double now, best, mark;   /* px; sums of costs: of the layout, of the best one, and of the best one then */
} Stage;

static Stage begin_stage(CairnRenewal *r, int stages) {
  CairnField *field = r->search->field;
  r->n_markers = 0;
  for (int i = 0; i < r->search->n; i++)
    r->n_markers += cairn_is_marker(place_of(r, i));
  Stage stage = {.budget = work_for(r) / stages};
  fill(r);
  remember(r);
  stage.end = field->work + stage.budget;
  stage.trial = stage.end - (int64_t)((1 - TRIAL) * (double)stage.budget);
  stage.marked = field->work;
  stage.patience = (int64_t)PATIENCE * MAX(LEAST_MANY, r->search->n);
  if (r->rules->effort == CAIRN_INSIST) stage.patience *= INSISTENCE;
  stage.now = stage.best = stage.mark = sum_of_costs(r);
  return stage;
}

static bool goes_on(const CairnRenewal *r, Stage *stage) {
  int64_t work = r->search->field->work;
  if (work >= stage->end || work >= stage->marked + stage->patience) return false;
  if (r->rules->effort != CAIRN_GIVE_UP || work < stage->trial) return true;
  stage->trial = INT64_MAX;
  return count_dropped(r) <= cairn_most(LEAST_GIVEN_UP, GIVEN_UP * r->search->n);
}

/* Takes some labels away and puts them back, if that is not much dearer. */
static void step(CairnRenewal *r, Stage *stage) {
  CairnField *field = r->search->field;
  double rest = (double)(stage->end - field->work) / (double)stage->budget, share = draw_share(r);
  choose_out(r);
  double leeway = HEAT * rest * share / (1.05 - share);
  if (r->rules->effort == CAIRN_INSIST && place_of(r, r->out[0]) < 0) leeway += DROPPED_HEAT * rest * share;
  double before = ruin(r);
  field->work += STEP_WORK;
  if (!recreate(r, before + leeway)) return;
  stage->now += r->recreation.limit - before;
  if (stage->now >= stage->best - 0.01) return;
  stage->best = stage->now;
  remember(r);
  if (stage->best >= stage->mark * (1 - LEAST_GAIN)) return;
  stage->mark = stage->best;
  stage->marked = field->work;
}

/* With some places of each label; the sum of costs after it. */
static double run_stage(CairnRenewal *r, int stages) {
  int *n = &r->search->stages;
  cairn_recreation_begin(&r->recreation, *n == 0 ? INFINITY : SLACK, fmod(0.5 + SHIFT * *n, 1));
  ++*n;
  Stage stage = begin_stage(r, stages);
  while (goes_on(r, &stage))
    step(r, &stage);
  hand_over(r);
  return stage.best;
}

double cairn_search_renew(CairnSearch *s, CairnRenewal *r, const CairnRenewalRules *rules, int stages) {
  r->search = s;
  r->rules = rules;
  r->state = SEED;
  cairn_recreation_enter(&r->recreation, s, rules);
  double cost = INFINITY;
  for (int stage = 0; stage < stages; stage++) {
    double before = cost;
    cost = run_stage(r, stages);
    if (cost > before * (1 - STAGE_GAIN)) break;
  }
  return cost;
}
