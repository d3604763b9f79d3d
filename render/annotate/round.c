#include "annotate/round.h"

#include "annotate/key.h"

#include <string.h>

#define MANY_LABELS  60.0
#define FEW_LABELS   190.0
#define MOST_CROWD   4.0
#define ALL_WORK     20000 /* units per label, for all rounds: no other is begun when they are spent */
#define IMPROVE_WORK 1500  /* units per label, for better places where all have one */
#define RESCUE_WORK  1500
#define POLISH_WORK  1800   /* units per label, for each of two passes over the whole */
#define MOST_RENEWED 400    /* labels: to renew more would take too long */
#define RENEW_WORK   600000 /* units, to renew a layout, */
#define RENEW_LABEL  8000   /* likewise per label, */
#define RENEW_LEAST  40     /* of which at least so many count, and */
#define WORK_PER_PX  125    /* units for each px that might be gained */
#define STAGE_LABELS 30     /* the work is spent in one stage, or for fewer labels than that in several, */
#define MOST_STAGES  3      /* since they are quick */
#define INSISTS      10     /* times that a layout which leaves labels out is renewed, */
#define IDLE         2      /* but no more when so many in a row were in vain; */
#define MOST_AT_EASE 120    /* labels; of more it takes too long to do things over */
#define FIND_WORK    500    /* units per label, to find any place for those that are left out */
#define TIDY_WORK    1000   /* units per label, to move labels nearer after that */
#define SPARE_KEY    0.4    /* px; what is arranged in the end may take 0.5 */
#define DROPPED_COST 1e5
#define FEW_KEYED    3   /* a few numbers are looked up gladly, at most a sixth of all; or a tenth */
#define NUISANCE     2.0 /* each further one is a nuisance: times the cost of a marker */

/* Units of work for a step of a round; a figure with many labels gets less for each: up to about 100 all that
 * helps, beyond that what keeps the whole in time. */
static int64_t budget_of(const CairnTask *task, double per_label) {
  double n = MAX(task->n, 1);
  double crowd = fmax(fmin(1, sqrt(MANY_LABELS / n)), fmin(MOST_CROWD, pow(FEW_LABELS / n, 1.75)));
  return (int64_t)(per_label * crowd * fmax(0, task->options->effort) * task->n);
}

bool cairn_round_is_large(const CairnTask *task) {
  return task->n > MOST_AT_EASE;
}

bool cairn_round_is_crowd(const CairnTask *task) {
  return task->n > MOST_RENEWED;
}

bool cairn_round_spent(const CairnTask *task) {
  return task->work >= budget_of(task, ALL_WORK);
}

CairnRound *cairn_round_new(CairnTask *task, CairnLabelRoom room, const bool *keyed, const bool *hidden,
                            GError **error) {
  CairnRound *round = cairn_arena_one(task->arena, CairnRound);
  round->room = room;
  if (!task->layout(task->layout_data, room, &round->scene, error)) return NULL;
  cairn_field_init(&round->field, task->arena, &round->scene, task->milestones, task->n, task->options, keyed,
                   hidden);
  round->search = cairn_search_new(&round->field, &task->templates);
  return round;
}

static void propose(CairnRound *round, int milestone, CairnCandidate *candidate) {
  if (round->field.hidden[milestone] || !cairn_coverage_is_free(round->field.coverage, &candidate->box))
    return;
  cairn_field_look(&round->field, milestone, candidate);
  if (cairn_field_rate(&round->field, milestone, candidate))
    cairn_search_propose(round->search, milestone, candidate);
}

static void propose_lanes(CairnLanes *lanes, CairnRound *round) {
  if (!lanes) return;
  cairn_lanes_retrace(lanes, &round->field);
  cairn_lanes_stack(lanes, &round->field, (CairnLabelRoom){0, 0}, NULL);
  for (int i = 0; i < cairn_lanes_count(lanes); i++) {
    CairnCandidate candidate = cairn_lanes_candidate(lanes, &round->field, i);
    if (cairn_lanes_at(lanes, i)->row > 0) propose(round, cairn_lanes_at(lanes, i)->milestone, &candidate);
  }
}

void cairn_round_propose_badges(CairnTask *task, CairnRound *round) {
  for (int i = 0; i < task->n; i++) {
    CairnCandidate candidate;
    if (round->field.keyed[i] && !round->field.hidden[i] && cairn_field_badge(&round->field, i, &candidate))
      cairn_search_propose(round->search, i, &candidate);
  }
}

void cairn_round_propose(CairnTask *task, CairnRound *round, const CairnPlan *plan) {
  cairn_round_propose_badges(task, round);
  propose_lanes(plan->above, round);
  propose_lanes(plan->below, round);
}

void cairn_round_propose_towers(CairnRound *round, const CairnTowers *towers) {
  for (int i = 0; i < towers->n; i++) {
    CairnCandidate candidate = towers->candidates[i];
    if (towers->lanes[i].row > 0) propose(round, towers->lanes[i].milestone, &candidate);
  }
}

/* Where it meets its leader it stays. */
static void set_width(CairnCandidate *marker, double width) {
  double before = marker->box.width, leader = marker->path[marker->flag].x;
  double share = cairn_clamp((leader - marker->box.x) / before, 0, 1); /* of the box to the left of it */
  marker->box.x -= share * (width - before);
  marker->box.width = width;
}

double cairn_round_keep(CairnTask *task, CairnRound *base, CairnRound *round, const bool *wanted,
                        const bool *keyed) {
  CairnBox *boxes = cairn_arena_array(task->arena, (size_t)task->n, CairnBox);
  double cost = 0;
  int n = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *before = cairn_search_choice(base->search, i);
    if ((wanted && wanted[i]) || (keyed && keyed[i]) || !before) continue;
    CairnCandidate candidate = *before;
    if (before->marker) set_width(&candidate, round->field.marker.width);
    candidate.box.x += round->scene.anchors[i].x - base->scene.anchors[i].x;
    candidate.box.y += round->scene.anchors[i].y - base->scene.anchors[i].y;
    boxes[n++] = candidate.box;
    cost += candidate.cost;
    if (round == base) continue;
    if (before->marker && before->n_path == 0) {
      if (cairn_field_badge(&round->field, i, &candidate)) cairn_search_propose(round->search, i, &candidate);
      continue;
    }
    bool flag = before->flag, bent = before->n_path - flag > 2;
    double pole = bent ? before->path[flag].x - base->field.stem[i] : 0;
    cairn_field_aim(&round->field, i, pole, flag, &candidate);
    propose(round, i, &candidate);
  }
  cairn_field_keep(&round->field, boxes, n);
  return cost;
}

static void count_work(CairnTask *task, CairnRound *round) {
  task->work += round->field.work;
  round->field.work = 0;
}

void cairn_round_search(CairnTask *task, CairnRound *round, double place) {
  round->unplaced = cairn_search_place(round->search, budget_of(task, place));
  if (round->unplaced == 0) cairn_search_improve(round->search, budget_of(task, IMPROVE_WORK));
  count_work(task, round);
}

void cairn_round_try(CairnTask *task, CairnRound *round) {
  round->unplaced = cairn_search_try(round->search);
  if (round->unplaced == 0) cairn_search_improve(round->search, budget_of(task, IMPROVE_WORK));
  count_work(task, round);
}

/* Of two that are equally important, the one with the smaller text: more of those have room. */
static int importance_first(const void *a, const void *b, void *data) {
  const CairnTask *task = data;
  int i = *(const int *)a, k = *(const int *)b;
  const CairnMilestoneText *one = &task->milestones[i], *other = &task->milestones[k];
  if (one->priority != other->priority) return one->priority < other->priority ? -1 : 1;
  double p = one->sizes[0].width, q = other->sizes[0].width;
  return p != q ? (p < q ? -1 : 1) : i - k;
}

static int *by_importance(const CairnTask *task) {
  int *order = cairn_arena_array(task->arena, (size_t)task->n, int);
  for (int i = 0; i < task->n; i++)
    order[i] = i;
  g_qsort_with_data(order, task->n, sizeof *order, importance_first, (gpointer)task);
  return order;
}

/* Those that stand as markers. */
static bool *find_keyed(const CairnTask *task, const CairnRound *round) {
  bool *keyed = cairn_arena_array(task->arena, (size_t)task->n, bool);
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    keyed[i] = choice && choice->marker;
  }
  return keyed;
}

static bool key_has_room(const CairnRound *round, const bool *keyed) {
  return cairn_plan_key_fits(&round->field, keyed, round->scene.key.height + SPARE_KEY);
}

/* Do all stand that are to? */
static bool is_whole(const CairnTask *task, const CairnRound *round) {
  for (int i = 0; i < task->n; i++)
    if (!cairn_search_choice(round->search, i) && !round->field.hidden[i]) return false;
  return true;
}

double cairn_round_key_height(const CairnTask *task, const CairnRound *round) {
  return cairn_plan_key_height(&round->field, find_keyed(task, round));
}

bool cairn_round_complete(CairnTask *task, CairnRound *round) {
  cairn_search_rescue(round->search, budget_of(task, RESCUE_WORK));
  count_work(task, round);
  return is_whole(task, round) && key_has_room(round, find_keyed(task, round));
}

bool cairn_round_fill(CairnTask *task, CairnRound *round) {
  cairn_search_fill(round->search, by_importance(task), true);
  count_work(task, round);
  return is_whole(task, round) && key_has_room(round, find_keyed(task, round));
}

void cairn_round_trim(const CairnTask *task, CairnRound *round) {
  const int *order = by_importance(task);
  bool *keyed = find_keyed(task, round), *shown = cairn_arena_array(task->arena, (size_t)task->n, bool);
  int low = 0, high = task->n; /* how far down the order the key has room */
  while (low < high) {
    int middle = (low + high + 1) / 2;
    for (int k = 0; k < task->n; k++)
      shown[order[k]] = k < middle && keyed[order[k]];
    if (key_has_room(round, shown))
      low = middle;
    else
      high = middle - 1;
  }
  for (int k = low; k < task->n; k++)
    if (keyed[order[k]]) cairn_search_clear(round->search, order[k]);
}

/* Labels that are left out take any place that is free, or stand as markers where others can make way. */
static void place_left_out(CairnTask *task, CairnRound *round, double work) {
  cairn_search_fill(round->search, by_importance(task), true);
  cairn_search_rescue(round->search, budget_of(task, work));
  cairn_round_trim(task, round);
  count_work(task, round);
}

void cairn_round_polish(CairnTask *task, CairnRound *round) {
  cairn_search_price(round->search, INFINITY);
  for (int pass = 0; pass < 2; pass++) {
    place_left_out(task, round, POLISH_WORK);
    cairn_search_fill(round->search, by_importance(task), false);
    cairn_search_improve(round->search, budget_of(task, POLISH_WORK));
    count_work(task, round);
  }
}

/* What cairn_search_renew asks about the key of the round in `data`. */
static bool key_has_room_for(void *data, const bool *keyed) {
  const CairnRound *round = data;
  return key_has_room(round, keyed);
}

static void clear_markers(const CairnTask *task, CairnRound *round) {
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    if (choice && choice->marker) cairn_search_clear(round->search, i);
  }
}

void cairn_round_renew(CairnTask *task, CairnRound *round, double share, bool key, CairnEffort effort) {
  CairnRenewalRules rules = {
      .dropped_cost = DROPPED_COST,
      .first = round->field.first_key_cost,
      .nuisance = NUISANCE * round->field.key_cost,
      .few = cairn_round_few(task),
      .most = key && round->scene.key.height > 0 ? cairn_field_most_markers(&round->field) : 0,
      .effort = effort,
      .work_per_px = share * WORK_PER_PX * task->options->effort,
      .most_work = (int64_t)(share * task->options->effort *
                             fmin(RENEW_WORK, RENEW_LABEL * MAX(task->n, RENEW_LEAST))),
      .key_has_room = key_has_room_for,
      .data = round};
  if (!key) clear_markers(task, round);
  int stages = MAX(1, MIN(MOST_STAGES, STAGE_LABELS / MAX(1, task->n)));
  if (!task->renewal) task->renewal = cairn_renewal_new(task->arena, task->n);
  cairn_search_renew(round->search, task->renewal, &rules, stages);
  count_work(task, round);
}

void cairn_round_find_any(CairnTask *task, CairnRound *round) {
  if (cairn_round_count_dropped(task, round) > 0) place_left_out(task, round, FIND_WORK);
}

void cairn_round_insist(CairnTask *task, CairnRound *round) {
  int times = cairn_round_is_large(task) ? 1 : INSISTS;
  for (int k = 0, idle = 0; k < times && idle < IDLE; k++) {
    int before = cairn_round_count_dropped(task, round);
    if (before == 0) return;
    cairn_round_renew(task, round, 1, true, CAIRN_INSIST);
    cairn_round_find_any(task, round);
    idle = cairn_round_count_dropped(task, round) < before ? 0 : idle + 1;
  }
}

void cairn_round_tidy(CairnTask *task, CairnRound *round) {
  cairn_search_slide(round->search);
  cairn_search_improve(round->search, budget_of(task, TIDY_WORK));
  count_work(task, round);
}

int cairn_round_few(const CairnTask *task) {
  return MAX(MIN(FEW_KEYED, task->n / 6), task->n / 10);
}

double cairn_round_key_cost(const CairnTask *task, const CairnRound *round, int n) {
  double first = n > 0 ? round->field.first_key_cost : 0;
  return first + round->field.key_cost * (n + NUISANCE * MAX(0, n - cairn_round_few(task)));
}

double cairn_round_score(const CairnTask *task, const CairnRound *round) {
  double sum = CAIRN_ROOM_SHARE * (round->room.top_px + round->room.bottom_px) * task->n;
  int few = cairn_round_few(task), keyed = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    sum += choice ? choice->cost : DROPPED_COST * cairn_importance(&task->milestones[i]);
    if (choice && choice->marker && ++keyed > few) sum += NUISANCE * round->field.key_cost;
  }
  return sum + (keyed > 0 ? round->field.first_key_cost : 0);
}

int cairn_round_count_keyed(const CairnTask *task, const CairnRound *round) {
  int n = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    n += choice && choice->marker;
  }
  return n;
}

int cairn_round_count_dropped(const CairnTask *task, const CairnRound *round) {
  int n = 0;
  for (int i = 0; i < task->n; i++)
    n += !cairn_search_choice(round->search, i);
  return n;
}

CairnRound *cairn_round_better(const CairnTask *task, CairnRound *a, CairnRound *b) {
  return !a || cairn_round_score(task, b) < cairn_round_score(task, a) ? b : a;
}

static void fill_place(const CairnTask *task, const CairnRound *round, int i, CairnLabelPlace *place) {
  const CairnCandidate *choice = cairn_search_choice(round->search, i);
  *place = (CairnLabelPlace){.anchor = round->scene.anchors[i]};
  if (!choice) return;
  place->state = choice->size == task->milestones[i].n_sizes ? CAIRN_LABEL_KEYED : CAIRN_LABEL_PLACED;
  place->box = choice->box;
  place->size = choice->size;
  place->align = cairn_candidate_align(choice);
  place->n_leader = choice->n_path;
  memcpy(place->leader, choice->path, sizeof place->leader);
}

/* The keyed milestones in the order of their dates. */
static int list_keyed(const CairnTask *task, const CairnPlacement *p, int *list) {
  int n = 0;
  for (int i = 0; i < task->n; i++)
    if (p->places[i].state == CAIRN_LABEL_KEYED) list[n++] = i;
  return n;
}

/* The least important of the listed milestones, the last of several. */
static int least_important(const CairnTask *task, const int *list, int n) {
  int least = list[0];
  for (int i = 1; i < n; i++)
    if (task->milestones[list[i]].priority >= task->milestones[least].priority) least = list[i];
  return least;
}

/* A figure that grew for more entries than are there in the end gives back what they do not need: nothing but
 * the edge stands below. */
static void trim_key(const CairnTask *task, CairnPlacement *p, double used_px) {
  double unused_px = fmin(p->scene.key.height - used_px, p->room.bottom_px);
  if (task->options->height_is_fixed || unused_px <= 0) return;
  p->room.bottom_px -= unused_px;
  p->scene.key.height -= unused_px;
  p->scene.canvas.height -= unused_px;
}

static void arrange_key(const CairnTask *task, CairnPlacement *p) {
  int *keyed = cairn_arena_array(task->arena, (size_t)task->n, int);
  for (;;) {
    int n = list_keyed(task, p, keyed);
    CairnKeyLayout key = cairn_key_measure(task->milestones, keyed, n, task->options, p->scene.key.width,
                                           p->scene.key.height + 0.5);
    p->key_scale = key.scale;
    if (key.fits && key.height <= p->scene.key.height + 0.5) {
      cairn_key_arrange(task->milestones, keyed, n, task->options, key, p->scene.key, p->places);
      trim_key(task, p, key.height);
      return;
    }
    int out = least_important(task, keyed, n);
    p->places[out] = (CairnLabelPlace){.anchor = p->places[out].anchor};
  }
}

CairnPlacement *cairn_round_finish(CairnTask *task, CairnRound *round) {
  CairnPlacement *p = cairn_arena_one(task->arena, CairnPlacement);
  p->places = cairn_arena_array(task->arena, (size_t)task->n, CairnLabelPlace);
  p->n_places = task->n;
  p->room = round->room;
  p->scene = round->scene;
  for (int i = 0; i < task->n; i++)
    fill_place(task, round, i, &p->places[i]);
  arrange_key(task, p);
  for (int i = 0; i < task->n; i++) {
    p->n_placed += p->places[i].state == CAIRN_LABEL_PLACED;
    p->n_keyed += p->places[i].state == CAIRN_LABEL_KEYED;
    p->n_dropped += p->places[i].state == CAIRN_LABEL_DROPPED;
  }
  p->cost = cairn_search_cost(round->search);
  p->bound = cairn_search_bound(round->search);
  p->work = task->work + round->field.work;
  return p;
}
