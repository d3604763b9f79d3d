#include "annotate/round.h"

#include "annotate/key.h"

#include <string.h>

#define MANY_LABELS  60.0
#define DROPPED_COST 1e5
#define FEW_KEYED    3   /* a few numbers are looked up gladly, or a tenth of all */
#define NUISANCE     2.5 /* each further one is a nuisance: times the cost of a marker */

/* Units of work for a step of a round; a figure with very many labels gets less for each. */
static int64_t budget_of(const CairnTask *task, double per_label) {
  double crowd = fmin(1, sqrt(MANY_LABELS / MAX(task->n, 1)));
  return (int64_t)(per_label * crowd * task->zeal * fmax(0, task->options->effort) * task->n);
}

CairnRound *cairn_round_new(CairnTask *task, CairnLabelRoom room, const bool *keyed, const bool *hidden,
                            GError **error) {
  CairnRound *round = cairn_arena_one(task->arena, CairnRound);
  round->room = room;
  if (!task->layout(task->layout_data, room, &round->scene, error)) return NULL;
  cairn_field_init(&round->field, task->arena, &round->scene, task->milestones, task->n, task->options, keyed,
                   hidden);
  round->search = cairn_search_new(&round->field, task->zeal);
  return round;
}

static void propose(CairnRound *round, int milestone, CairnCandidate *candidate) {
  if (round->field.hidden[milestone] || !cairn_coverage_is_free(round->field.coverage, candidate->box))
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

double cairn_round_keep(CairnTask *task, CairnRound *base, CairnRound *round, const bool *wanted,
                        const bool *keyed) {
  CairnBox *boxes = cairn_arena_array(task->arena, (size_t)task->n, CairnBox);
  double cost = 0;
  int n = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *before = cairn_search_choice(base->search, i);
    if (wanted[i] || keyed[i] || !before) continue;
    CairnCandidate candidate = *before;
    candidate.box.x += round->scene.anchors[i].x - base->scene.anchors[i].x;
    candidate.box.y += round->scene.anchors[i].y - base->scene.anchors[i].y;
    boxes[n++] = candidate.box;
    cost += candidate.cost;
    if (round == base) continue;
    double pole = before->n_path > 2 ? before->path[0].x - base->scene.anchors[i].x : 0;
    cairn_field_aim(&round->field, i, pole, &candidate);
    propose(round, i, &candidate);
  }
  cairn_field_keep(&round->field, boxes, n);
  return cost;
}

void cairn_round_search(CairnTask *task, CairnRound *round, double place, double improve) {
  round->unplaced = cairn_search_place(round->search, budget_of(task, place));
  if (round->unplaced == 0) cairn_search_improve(round->search, budget_of(task, improve));
  task->work += round->field.work;
  round->field.work = 0;
}

static int importance_first(const void *a, const void *b, void *data) {
  const CairnTask *task = data;
  int i = *(const int *)a, k = *(const int *)b;
  int p = task->milestones[i].priority, q = task->milestones[k].priority;
  return p != q ? p - q : i - k;
}

bool cairn_round_fill(CairnTask *task, CairnRound *round) {
  int *order = cairn_arena_array(task->arena, (size_t)task->n, int);
  for (int i = 0; i < task->n; i++)
    order[i] = i;
  g_qsort_with_data(order, task->n, sizeof *order, importance_first, task);
  cairn_search_fill(round->search, order);
  task->work += round->field.work;
  round->field.work = 0;
  bool *keyed = cairn_arena_array(task->arena, (size_t)task->n, bool), all = true;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    all = all && (choice || round->field.hidden[i]);
    keyed[i] = choice && choice->marker;
  }
  return all && cairn_plan_key_height(&round->field, keyed) <= round->scene.key.height + 0.5;
}

int cairn_round_few(const CairnTask *task) {
  return MAX(FEW_KEYED, task->n / 10);
}

double cairn_round_key_cost(const CairnTask *task, const CairnRound *round, int n) {
  return round->field.key_cost * (1.2 * n + NUISANCE * MAX(0, n - cairn_round_few(task)));
}

double cairn_round_score(const CairnTask *task, const CairnRound *round) {
  double sum = CAIRN_ROOM_SHARE * (round->room.top_px + round->room.bottom_px) * task->n;
  int few = cairn_round_few(task), keyed = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    sum += choice ? choice->cost : DROPPED_COST;
    if (choice && choice->marker && ++keyed > few) sum += NUISANCE * round->field.key_cost;
  }
  return sum;
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

static void arrange_key(const CairnTask *task, CairnPlacement *p) {
  int *keyed = cairn_arena_array(task->arena, (size_t)task->n, int);
  for (;;) {
    int n = list_keyed(task, p, keyed);
    CairnKeyLayout key = cairn_key_measure(task->milestones, keyed, n, task->options, p->scene.key.width,
                                           p->scene.key.height + 0.5);
    p->key_scale = key.scale;
    if (n == 0) return;
    if (key.fits && key.height <= p->scene.key.height + 0.5) {
      cairn_key_arrange(task->milestones, keyed, n, task->options, key, p->scene.key, p->places);
      return;
    }
    int out = least_important(task, keyed, n);
    p->places[out] = (CairnLabelPlace){.anchor = p->places[out].anchor};
  }
}

/* Height of the key if those that were left out stood in it too. */
static double needed_key_height(const CairnTask *task, CairnRound *round, const CairnPlacement *p) {
  if (p->n_dropped == 0) return round->room.bottom_px;
  bool *keyed = cairn_arena_array(task->arena, (size_t)task->n, bool);
  for (int i = 0; i < task->n; i++)
    keyed[i] = p->places[i].state != CAIRN_LABEL_PLACED;
  return fmax(round->room.bottom_px, cairn_plan_key_height(&round->field, keyed));
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
  p->needed_room_px = p->room.top_px + needed_key_height(task, round, p);
  return p;
}
