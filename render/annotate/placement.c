#include "annotate/placement.h"

#include "annotate/key.h"
#include "annotate/plan.h"
#include "annotate/search.h"

#include <stdio.h>
#include <stdlib.h>

/* Units of work per label. */
#define FIRST_WORK   (getenv("B1")?atof(getenv("B1")):4000.)
#define SECOND_WORK  (getenv("B4")?atof(getenv("B4")):10000.)
#define PLACE_WORK   (getenv("B2")?atof(getenv("B2")):4000.)
#define IMPROVE_WORK (getenv("B3")?atof(getenv("B3")):6000.)

#define MOST_ROUNDS  6
#define DROPPED_COST 1e5
#define COSTLY       1.2 /* times the cost of a marker */
#define LONG_COST    60.0
#define CORRIDOR_EM  0.4
#define FEW_KEYED    3

CairnLabelOptions cairn_label_options(double font_px) {
  return (CairnLabelOptions){.style = CAIRN_LABEL_AUTO,
                             .font_px = font_px,
                             .digit_px = 0.556 * font_px,
                             .anchor_radius = 2,
                             .most_room_px = INFINITY,
                             .height_is_fixed = true,
                             .effort = 1};
}

typedef struct Task {
  CairnArena *arena;
  const CairnMilestoneText *milestones;
  int n;
  const CairnLabelOptions *options;
  CairnLabelLayout layout;
  void *layout_data;
  int *by_date; /* milestones in the order of their dates */
  int rounds;
  int64_t work;
} Task;

/* One try with a given room. */
typedef struct Round {
  CairnLabelRoom room;
  CairnLabelScene scene;
  CairnField field;
  CairnSearch *search;
  int unplaced;
} Round;

/* Lays the figure out with the room and prepares the search; those in `keyed` (NULL: none) stand as markers. */
static Round *round_new(Task *task, CairnLabelRoom room, const bool *keyed, GError **error) {
  Round *round = cairn_arena_one(task->arena, Round);
  round->room = room;
  task->rounds++;
  if (!task->layout(task->layout_data, room, &round->scene, error)) return NULL;
  cairn_field_init(&round->field, task->arena, &round->scene, task->milestones, task->n, task->options);
  if (keyed) round->field.keyed = keyed;
  round->search = cairn_search_new(&round->field);
  return round;
}

/* Units of work for one step of a round. */
static int64_t budget_of(const Task *task, double per_label) {
  return (int64_t)(per_label * task->options->effort * task->n);
}

/* The round is over: what it did is added up. */
static void close_round(Task *task, Round *round) {
  task->work += round->field.work;
  round->field.work = 0;
}

/* The set milestones in the order of their dates. */
static int list_set(const Task *task, const bool *set, int *list) {
  int n = 0;
  for (int i = 0; i < task->n; i++)
    if (set[task->by_date[i]]) list[n++] = task->by_date[i];
  return n;
}

static void fill_place(const Task *task, const Round *round, int i, CairnLabelPlace *place) {
  const CairnCandidate *choice = cairn_search_choice(round->search, i);
  *place = (CairnLabelPlace){.anchor = round->scene.anchors[i]};
  if (!choice) return;
  place->state = choice->size == task->milestones[i].n_sizes ? CAIRN_LABEL_KEYED : CAIRN_LABEL_PLACED;
  place->box = choice->box;
  place->size = choice->size;
  place->align = cairn_candidate_align(choice);
  place->n_leader = choice->n_path;
  for (int k = 0; k < choice->n_path; k++)
    place->leader[k] = choice->path[k];
}

static CairnPlacement *finish(Task *task, Round *round) {
  CairnPlacement *p = cairn_arena_one(task->arena, CairnPlacement);
  p->places = cairn_arena_array(task->arena, (size_t)task->n, CairnLabelPlace);
  p->n_places = task->n;
  p->room = round->room;
  p->scene = round->scene;
  p->rounds = task->rounds;
  for (int i = 0; i < task->n; i++) {
    fill_place(task, round, i, &p->places[i]);
    p->n_placed += p->places[i].state == CAIRN_LABEL_PLACED;
    p->n_keyed += p->places[i].state == CAIRN_LABEL_KEYED;
    p->n_dropped += p->places[i].state == CAIRN_LABEL_DROPPED;
  }
  bool *shown = cairn_arena_array(task->arena, (size_t)task->n, bool);
  for (int i = 0; i < task->n; i++)
    shown[i] = p->places[i].state == CAIRN_LABEL_KEYED;
  int *keyed = cairn_arena_array(task->arena, (size_t)task->n, int), n_keyed = list_set(task, shown, keyed);
  CairnKeyLayout key =
      cairn_key_measure(task->milestones, keyed, n_keyed, task->options, round->scene.key.width);
  cairn_key_arrange(task->milestones, keyed, n_keyed, task->options, key, round->scene.key, p->places);
  p->cost = cairn_search_cost(round->search);
  p->bound = cairn_search_bound(round->search);
  p->work = task->work;
  p->needed_room_px = round->room.top_px + round->room.bottom_px;
  return p;
}

/* What a layout costs as a whole; the less the better. A few numbers are looked up gladly, many are a nuisance. */
static double score(const Task *task, const Round *round) {
  double sum = CAIRN_ROOM_SHARE * (round->room.top_px + round->room.bottom_px) * task->n;
  int few = MAX(FEW_KEYED, task->n / 10), keyed = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    sum += choice ? choice->cost : DROPPED_COST;
    if (round->field.keyed[i] && ++keyed > few) sum += (getenv("NUI")?atof(getenv("NUI")):2.5) * round->field.key_cost;
  }
  return sum;
}

/* Labels whose leaders have got so long that a marker would be better. */
static int key_the_costly(const Task *task, Round *round, bool *keyed) {
  int n = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    double most = COSTLY * cairn_field_size_cost(&round->field, i, task->milestones[i].n_sizes);
    if (!choice || keyed[i] || choice->cost <= most) continue;
    keyed[i] = true;
    n++;
  }
  return n;
}

/* The label with text whose anchor is nearest gives way to marker i, which found no place. */
static void make_way(const Task *task, const Round *round, int i, bool *keyed) {
  int nearest = -1;
  double least = INFINITY;
  for (int k = 0; k < task->n; k++) {
    double distance = keyed[k] ? INFINITY : cairn_distance(round->scene.anchors[i], round->scene.anchors[k]);
    if (distance < least) least = distance, nearest = k;
  }
  if (nearest >= 0) keyed[nearest] = true;
}

/* Labels without a place get a lane if they had none and are many, else they go into the key. */
static void help_the_unplaced(const Task *task, const Round *round, bool *wanted, bool *keyed) {
  bool few = round->unplaced <= FEW_KEYED;
  for (int i = 0; i < task->n; i++) {
    if (cairn_search_choice(round->search, i)) continue;
    if (wanted && !wanted[i] && !few) {
      wanted[i] = true;
      continue;
    }
    if (keyed[i]) make_way(task, round, i, keyed);
    keyed[i] = true;
  }
}

static void propose_lanes(CairnLanes *lanes, Round *round) {
  if (!lanes) return;
  cairn_lanes_retrace(lanes, &round->field);
  cairn_lanes_stack(lanes, &round->field, (CairnLabelRoom){0, 0}, NULL);
  for (int i = 0; i < cairn_lanes_count(lanes); i++) {
    CairnCandidate candidate = cairn_lanes_candidate(lanes, &round->field, i);
    int milestone = cairn_lanes_at(lanes, i)->milestone;
    if (cairn_lanes_at(lanes, i)->row == 0 || !cairn_coverage_is_free(round->field.coverage, candidate.box)) continue;
    cairn_field_look(&round->field, milestone, &candidate);
    if (cairn_field_rate(&round->field, milestone, &candidate))
      cairn_search_propose(round->search, milestone, &candidate);
  }
}

static void propose_badges(const Task *task, Round *round) {
  CairnCandidate candidate;
  for (int i = 0; i < task->n; i++)
    if (round->field.keyed[i] && cairn_field_badge(&round->field, i, &candidate))
      cairn_search_propose(round->search, i, &candidate);
}

/* Does the label that `choice` places stand in the way of leaders that fall to that anchor, straight or nearly so? */
static bool blocks(const CairnField *field, const CairnCandidate *choice, CairnPoint anchor, bool below) {
  double reach = CORRIDOR_EM * field->options->font_px, top = field->scene->canvas.y;
  double bottom = below ? top + field->scene->canvas.height : anchor.y;
  CairnBox corridor = {anchor.x - reach, top, 2 * reach, bottom - top};
  if (cairn_box_intersects(corridor, choice->box)) return true;
  for (int i = 0; i + 1 < choice->n_path; i++)
    if (cairn_segment_enters((CairnSegment){choice->path[i], choice->path[i + 1]}, corridor)) return true;
  return false;
}

/* Lanes go to the labels that found no place without, and to those that stand in the way of their leaders. */
static void choose_for_lanes(const Task *task, Round *base, bool *wanted, bool below) {
  int *list = g_new(int, (gsize)task->n + 1), n = 0;
  for (int i = 0; i < task->n; i++) {
    wanted[i] = wanted[i] || !cairn_search_choice(base->search, i);
    if (wanted[i]) list[n++] = i;
  }
  for (int k = 0; k < n; k++)
    for (int i = 0; i < task->n; i++) {
      base->field.work++;
      if (wanted[i] ||
          !blocks(&base->field, cairn_search_choice(base->search, i), base->scene.anchors[list[k]], below))
        continue;
      wanted[i] = true;
      list[n++] = i;
    }
  g_free(list);
}

/* The labels that do not get lanes stand as they did in the first round, seen from their anchors. What they cost. */
static double keep_others(const Task *task, Round *base, Round *round, const bool *wanted, const bool *keyed) {
  CairnBox *boxes = cairn_arena_array(task->arena, (size_t)task->n, CairnBox);
  double cost = 0;
  int n = 0;
  for (int i = 0; i < task->n; i++) {
    if (wanted[i] || keyed[i] || !cairn_search_choice(base->search, i)) continue;
    CairnCandidate candidate = *cairn_search_choice(base->search, i);
    candidate.box.x += round->scene.anchors[i].x - base->scene.anchors[i].x;
    candidate.box.y += round->scene.anchors[i].y - base->scene.anchors[i].y;
    boxes[n++] = candidate.box;
    cost += candidate.cost;
    if (round == base || !cairn_coverage_is_free(round->field.coverage, candidate.box)) continue;
    cairn_field_aim(&round->field, i, &candidate);
    cairn_field_look(&round->field, i, &candidate);
    if (cairn_field_rate(&round->field, i, &candidate)) cairn_search_propose(round->search, i, &candidate);
  }
  cairn_field_keep(&round->field, boxes, n);
  return cost;
}

/* Which labels get lanes, and the plan for them: above the data only, with callouts that are not in the way of those;
 * or on both sides. */
typedef struct Choice {
  bool *wanted, *keyed;
  CairnPlan plan;
} Choice;

static Choice choose_lanes(Task *task, Round *base, const bool *wanted, const bool *keyed) {
  Choice best = {0};
  double least = INFINITY;
  for (int below = 0; below < 2; below++) {
    Choice choice = {cairn_arena_array(task->arena, (size_t)task->n, bool),
                     cairn_arena_array(task->arena, (size_t)task->n, bool), {0}};
    for (int i = 0; i < task->n; i++)
      choice.wanted[i] = wanted[i], choice.keyed[i] = keyed[i];
    choose_for_lanes(task, base, choice.wanted, below);
    double cost = keep_others(task, base, base, choice.wanted, keyed);
    choice.plan = cairn_plan_new(&base->field, task->by_date, choice.wanted, below, choice.keyed);
    cost += choice.plan.cost;
    for (int i = 0; i < task->n; i++)
      if (choice.keyed[i]) cost += 2 * base->field.key_cost;
    if (getenv("PLACE_DEBUG")) { int w=0,k=0; for (int i=0;i<task->n;i++) w+=choice.wanted[i],k+=choice.keyed[i]; fprintf(stderr,"   below %d wanted %d keyed %d cost %.0f room %.0f\n",below,w,k,cost,choice.plan.room.top_px);}
    if (cost < least) best = choice, least = cost;
  }
  return best;
}

/* Rounds with a growing key, until all labels have a place: with lanes for those that need them, or with rows for the
 * markers only. */
static Round *pursue(Task *task, Round *base, bool lanes, GError **error) {
  bool *keyed = cairn_arena_array(task->arena, (size_t)task->n, bool), weighed = lanes;
  bool *wanted = cairn_arena_array(task->arena, (size_t)task->n, bool);
  Round *round = NULL;
  if (!lanes) help_the_unplaced(task, base, NULL, keyed);
  key_the_costly(task, base, lanes ? wanted : keyed);
  for (int i = 0; i < MOST_ROUNDS; i++) {
    Choice choice = {keyed, keyed, {0}};
    if (lanes)
      choice = choose_lanes(task, base, wanted, keyed);
    else
      choice.plan = cairn_plan_new(&base->field, task->by_date, keyed, true, keyed);
    keyed = choice.keyed;
    round = round_new(task, choice.plan.room, keyed, error);
    if (!round) return NULL;
    propose_badges(task, round);
    if (lanes) keep_others(task, base, round, choice.wanted, keyed);
    propose_lanes(choice.plan.above, round);
    propose_lanes(choice.plan.below, round);
    round->unplaced = cairn_search_place(round->search, budget_of(task, PLACE_WORK));
    if (getenv("PLACE_DEBUG")) { int k=0,w=0; for (int j=0;j<task->n;j++) k+=keyed[j],w+=choice.wanted[j]; fprintf(stderr, "  room %.0f+%.0f keyed %d wanted %d unplaced %d work %ld\n", choice.plan.room.top_px, choice.plan.room.bottom_px, k,w, round->unplaced, (long)round->field.work);}
    if (round->unplaced == 0) {
      cairn_search_improve(round->search, budget_of(task, IMPROVE_WORK));
      if (weighed || key_the_costly(task, round, keyed) == 0) break;
      weighed = true;
    } else {
      help_the_unplaced(task, round, lanes ? choice.wanted : NULL, keyed);
    }
    close_round(task, round);
    for (int k = 0; k < task->n && lanes; k++)
      wanted[k] = wanted[k] || keyed[k] || (choice.wanted[k] && !cairn_search_choice(round->search, k));
  }
  close_round(task, round);
  if (getenv("PLACE_DEBUG")) fprintf(stderr, " -> %s score %.0f\n", lanes?"lanes":"callouts", score(task, round));
  return round;
}

static Round *better(const Task *task, Round *a, Round *b) {
  return !a || !b || score(task, b) < score(task, a) ? b : a;
}

static int count_keyed(const Task *task, const Round *round) {
  int n = 0;
  for (int i = 0; i < task->n; i++)
    n += round->field.keyed[i];
  return n;
}

/* Callouts alone if they are enough; else lanes for the rest; and if the key then takes many, a key without lanes, should
 * that be better. */
static CairnPlacement *place_auto(Task *task, GError **error) {
  Round *base = round_new(task, (CairnLabelRoom){0, 0}, NULL, error), *best = NULL;
  if (!base) return NULL;
  bool *keyed = cairn_arena_array(task->arena, (size_t)task->n, bool);
  base->unplaced = cairn_search_place(base->search, budget_of(task, FIRST_WORK));
  if (base->unplaced > 0 && base->unplaced <= 2 + task->n / 12)
    base->unplaced = cairn_search_place(base->search, budget_of(task, SECOND_WORK));
  if (base->unplaced == 0) cairn_search_improve(base->search, budget_of(task, IMPROVE_WORK));
  if (getenv("PLACE_DEBUG")) fprintf(stderr, "base unplaced %d work %ld score %.0f\n", base->unplaced, (long)base->field.work, score(task,base));
  close_round(task, base);
  if (base->unplaced == 0) best = base;
  if (base->unplaced == 0 && key_the_costly(task, base, keyed) == 0) return finish(task, base);
  Round *round = pursue(task, base, true, error);
  if (!round) return NULL;
  best = better(task, best, round);
  if (best->unplaced > 0 || count_keyed(task, best) > 0 || score(task, best) > LONG_COST * task->n) {
    round = pursue(task, base, false, error);
    if (!round) return NULL;
    best = better(task, best, round);
  }
  return finish(task, best);
}

static int earlier(const void *a, const void *b, void *data) {
  const Task *task = data;
  int i = *(const int *)a, k = *(const int *)b;
  double p = task->milestones[i].order, q = task->milestones[k].order;
  return p < q ? -1 : p > q ? 1 : i - k;
}

CairnPlacement *cairn_annotate_place(CairnArena *arena, const CairnMilestoneText *milestones, int n,
                                     const CairnLabelOptions *options, CairnLabelLayout layout,
                                     void *layout_data, GError **error) {
  Task task = {arena, milestones, n, options, layout, layout_data, NULL, 0, 0};
  task.by_date = cairn_arena_array(arena, (size_t)n, int);
  for (int i = 0; i < n; i++)
    task.by_date[i] = i;
  g_qsort_with_data(task.by_date, n, sizeof *task.by_date, earlier, &task);
  return place_auto(&task, error);
}
