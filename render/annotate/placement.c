#include "annotate/placement.h"

#include "annotate/key.h"
#include "annotate/lanes.h"
#include "annotate/search.h"

#include <stdio.h>
#include <stdlib.h>

#define WORK_PER_LABEL 40000
#define MOST_ROUNDS    6

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

static int64_t budget_of(const Task *task) {
  return (int64_t)(WORK_PER_LABEL * task->options->effort * task->n);
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
  p->work = task->work + round->field.work;
  p->needed_room_px = round->room.top_px + round->room.bottom_px;
  return p;
}

/* Height of the key for these milestones. */
static double key_height(const Task *task, const bool *keyed, double width) {
  int *list = g_new(int, (gsize)task->n), n = list_set(task, keyed, list);
  CairnKeyLayout key = cairn_key_measure(task->milestones, list, n, task->options, width);
  g_free(list);
  return key.height;
}

/* The rows on both sides of the data, and who stands in neither. */
typedef struct Plan {
  CairnLanes *above, *below; /* NULL: none */
  bool *keyed;
  CairnLabelRoom room;
} Plan;

/* px by which labels reach too high, on either side. */
static double overflow(Plan *plan, CairnField *field, CairnLabelRoom room) {
  double above = plan->above ? cairn_lanes_stack(plan->above, field, room, NULL) : 0;
  double below = plan->below ? cairn_lanes_stack(plan->below, field, room, NULL) : 0;
  return fmax(above, below);
}

/* The least room above the plot with which no lane reaches too high, at most `most`. */
static double lanes_room(Plan *plan, CairnField *field, double bottom, double most) {
  double low = 0, high = most;
  if (!plan->above || cairn_lanes_stack(plan->above, field, (CairnLabelRoom){0, bottom}, NULL) <= 0) return 0;
  for (int i = 0; i < 12; i++) {
    double middle = (low + high) / 2;
    if (cairn_lanes_stack(plan->above, field, (CairnLabelRoom){middle, bottom}, NULL) <= 0)
      high = middle;
    else
      low = middle;
  }
  return high;
}

/* Takes out the least important label of those that stand on each other below the highest one. */
static int remove_one(const Task *task, CairnLanes *lanes, int worst) {
  int least = worst;
  for (int i = worst; i >= 0; i = cairn_lanes_at(lanes, i)->support) {
    int priority = task->milestones[cairn_lanes_at(lanes, i)->milestone].priority;
    if (priority > task->milestones[cairn_lanes_at(lanes, least)->milestone].priority) least = i;
  }
  cairn_lanes_at(lanes, least)->row = 0;
  return cairn_lanes_at(lanes, least)->milestone;
}

/* Takes labels out of the lanes until these keep within the room; they are marked in `out`. */
static void thin(const Task *task, CairnLanes *lanes, CairnField *field, CairnLabelRoom room, bool *out) {
  int worst;
  while (lanes && cairn_lanes_stack(lanes, field, room, &worst) > 0 && worst >= 0)
    out[remove_one(task, lanes, worst)] = true;
}

/* Every other label below the data as far as there is room, the rest above. */
static void split_lanes(Task *task, Plan *plan, CairnField *field, const bool *wanted, CairnLabelRoom room) {
  bool *below = cairn_arena_array(task->arena, (size_t)task->n, bool);
  bool *above = cairn_arena_array(task->arena, (size_t)task->n, bool);
  int count = 0;
  for (int i = 0; i < task->n; i++)
    if (wanted[task->by_date[i]]) (count++ % 2 ? below : above)[task->by_date[i]] = true;
  plan->below = cairn_lanes_new(field, below, room, 1, false);
  if (!plan->below)
    for (int i = 0; i < task->n; i++)
      above[i] = wanted[i];
  thin(task, plan->below, field, room, above);
  plan->above = cairn_lanes_new(field, above, room, -1, false);
}

static double plan_cost(Plan *plan, CairnField *field, CairnLabelRoom room) {
  double cost = plan->above ? cairn_lanes_cost(plan->above, field, room) : INFINITY;
  return cost + (plan->below ? cairn_lanes_cost(plan->below, field, room) : 0);
}

/* Lanes for all but the keyed, on one side or on both, and the room that they and the key get. */
static Plan plan_lanes(Task *task, CairnField *field, bool *keyed) {
  double most = task->options->most_room_px, width = field->scene->canvas.width - 2 * task->options->font_px;
  bool *wanted = cairn_arena_array(task->arena, (size_t)task->n, bool);
  for (int i = 0; i < task->n; i++)
    wanted[i] = !keyed[i];
  CairnLabelRoom room = {0, fmin(key_height(task, keyed, width), most)};
  Plan one = {cairn_lanes_new(field, wanted, room, -1, false), NULL, keyed, room}, both = one;
  room.top_px = lanes_room(&one, field, room.bottom_px, most - room.bottom_px);
  CairnLabelRoom half = {room.top_px / 2, room.bottom_px};
  split_lanes(task, &both, field, wanted, half);
  Plan plan = plan_cost(&both, field, half) < plan_cost(&one, field, half) ? both : one;
  plan.room = room;
  for (int i = 0; i < 8; i++) {
    plan.room.bottom_px = fmin(key_height(task, keyed, width), most);
    plan.room.top_px = most - plan.room.bottom_px;
    if (overflow(&plan, field, plan.room) > 0) {
      thin(task, plan.above, field, plan.room, keyed);
      continue;
    }
    break;
  }
  plan.room.top_px = lanes_room(&plan, field, plan.room.bottom_px, plan.room.top_px);
  thin(task, plan.below, field, plan.room, keyed);
  plan.room.bottom_px = fmin(key_height(task, keyed, width), most);
  plan.room.top_px = fmin(plan.room.top_px, most - plan.room.bottom_px);
  return plan;
}

static void propose_lanes(CairnLanes *lanes, Round *round) {
  if (!lanes) return;
  cairn_lanes_retrace(lanes, &round->field);
  cairn_lanes_stack(lanes, &round->field, (CairnLabelRoom){0, 0}, NULL);
  for (int i = 0; i < cairn_lanes_count(lanes); i++) {
    if (cairn_lanes_at(lanes, i)->row == 0) continue;
    CairnCandidate candidate = cairn_lanes_candidate(lanes, &round->field, i);
    int milestone = cairn_lanes_at(lanes, i)->milestone;
    if (cairn_field_look(&round->field, milestone, &candidate) &&
        cairn_field_rate(&round->field, milestone, &candidate))
      cairn_search_propose(round->search, milestone, &candidate);
  }
}

/* Rounds with lanes on both sides of the data, and with a key for those that find no place. */
static Round *with_lanes(Task *task, Round *before, GError **error) {
  bool *keyed = cairn_arena_array(task->arena, (size_t)task->n, bool);
  Round *round = before;
  for (int i = 0; i < MOST_ROUNDS; i++) {
    Plan plan = plan_lanes(task, &before->field, keyed);
    round = round_new(task, plan.room, keyed, error);
    if (!round) return NULL;
    propose_lanes(plan.above, round);
    propose_lanes(plan.below, round);
    round->unplaced = cairn_search_place(round->search, budget_of(task));
    if (getenv("PLACE_DEBUG")) { int k=0; for (int j=0;j<task->n;j++) k+=keyed[j]; fprintf(stderr, "room %.0f+%.0f keyed %d unplaced %d work %ld %s\n", plan.room.top_px, plan.room.bottom_px, k, round->unplaced, (long)round->field.work, plan.below ? "both" : "one");}
    if (round->unplaced == 0) break;
    for (int k = 0; k < task->n; k++)
      if (!cairn_search_choice(round->search, k)) keyed[k] = true;
  }
  return round;
}

static CairnPlacement *place_auto(Task *task, GError **error) {
  Round *round = round_new(task, (CairnLabelRoom){0, 0}, NULL, error);
  if (!round) return NULL;
  round->unplaced = cairn_search_place(round->search, budget_of(task));
  if (getenv("PLACE_DEBUG")) fprintf(stderr, "first unplaced %d work %ld\n", round->unplaced, (long)round->field.work);
  if (round->unplaced > 0) round = with_lanes(task, round, error);
  if (!round) return NULL;
  cairn_search_improve(round->search, budget_of(task));
  return finish(task, round);
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
