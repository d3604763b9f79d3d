#include "annotate/placement.h"

#include "annotate/key.h"
#include "annotate/search.h"

#include <stdlib.h>

#define WORK_PER_LABEL 40000
#define MOST_ROUNDS    6

CairnLabelOptions cairn_label_options(double font_px) {
  return (CairnLabelOptions){.style = CAIRN_LABEL_AUTO,
                             .font_px = font_px,
                             .digit_px = 0.556 * font_px,
                             .anchor_radius = 2,
                             .most_room_px = INFINITY,
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

static CairnSpacing spacing_for(double font_px) {
  return (CairnSpacing){
      .obstacle = 0.25 * font_px, .beside = 0.5 * font_px, .above = 0.35 * font_px, .leader = 0.2 * font_px};
}

static Round *try_room(Task *task, CairnLabelRoom room, bool texts, bool markers, GError **error) {
  Round *round = cairn_arena_one(task->arena, Round);
  round->room = room;
  task->rounds++;
  if (!task->layout(task->layout_data, room, &round->scene, error)) return NULL;
  cairn_field_init(&round->field, task->arena, &round->scene, task->milestones, task->n, task->options,
                   spacing_for(task->options->font_px), texts, markers);
  round->search = cairn_search_new(&round->field);
  double budget = WORK_PER_LABEL * task->options->effort * task->n;
  round->unplaced = cairn_search_place(round->search, (int64_t)budget);
  return round;
}

static bool is_marker(const Task *task, const Round *round, int i) {
  const CairnCandidate *choice = cairn_search_choice(round->search, i);
  return choice && choice->size == task->milestones[i].n_sizes;
}

/* The keyed milestones of the round in the order of their dates. */
static int list_keyed(const Task *task, const Round *round, int *keyed) {
  int n = 0;
  for (int i = 0; i < task->n; i++)
    if (is_marker(task, round, task->by_date[i])) keyed[n++] = task->by_date[i];
  return n;
}

static void fill_place(const Task *task, const Round *round, int i, CairnLabelPlace *place) {
  const CairnCandidate *choice = cairn_search_choice(round->search, i);
  *place = (CairnLabelPlace){.anchor = round->scene.anchors[i]};
  if (!choice) return;
  place->state = choice->size == task->milestones[i].n_sizes ? CAIRN_LABEL_KEYED : CAIRN_LABEL_PLACED;
  place->box = choice->box;
  place->size = choice->size;
  place->align = choice->align;
  if (!choice->has_leader) return;
  place->leader[0] = choice->leader.from;
  place->leader[1] = choice->leader.to;
  place->n_leader = 2;
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
  int *keyed = cairn_arena_array(task->arena, (size_t)task->n, int), n_keyed = list_keyed(task, round, keyed);
  CairnKeyLayout key =
      cairn_key_measure(task->milestones, keyed, n_keyed, task->options, round->scene.key.width);
  cairn_key_arrange(task->milestones, keyed, n_keyed, task->options, key, round->scene.key, p->places);
  p->cost = cairn_search_cost(round->search);
  p->bound = cairn_search_bound(round->search);
  p->work = task->work + round->field.work;
  p->needed_room_px = round->room.top_px + round->room.bottom_px;
  return p;
}

/* Height of the key if it held the `n` texts that need most of it. */
static double key_height(Task *task, const CairnLabelScene *scene, int n) {
  int *keyed = cairn_arena_array(task->arena, (size_t)task->n, int);
  for (int i = 0; i < n; i++)
    keyed[i] = task->by_date[(int)((int64_t)i * task->n / n)];
  return cairn_key_measure(task->milestones, keyed, n, task->options,
                           scene->canvas.width - 2 * task->options->font_px)
      .height;
}

/* Rounds with markers allowed, with a key of growing height, until all labels have a place. */
static Round *with_key(Task *task, const Round *before, GError **error) {
  Round *round = NULL;
  double most = task->options->most_room_px, bottom = 0;
  int wanted = before->unplaced + 1 + before->unplaced / 6;
  int *keyed = cairn_arena_array(task->arena, (size_t)task->n, int);
  for (int i = 0; i < MOST_ROUNDS; i++) {
    wanted = wanted < task->n ? wanted : task->n;
    bottom = fmin(fmax(bottom, key_height(task, &before->scene, wanted)), most);
    round = try_room(task, (CairnLabelRoom){0, bottom}, true, true, error);
    if (!round) return NULL;
    int n = list_keyed(task, round, keyed);
    double needed =
        cairn_key_measure(task->milestones, keyed, n, task->options, round->scene.key.width).height;
    if (needed <= bottom || bottom >= most) break;
    bottom = needed;
    wanted = n + n / 8 + 1;
  }
  return round;
}

static CairnPlacement *place_auto(Task *task, GError **error) {
  Round *round = try_room(task, (CairnLabelRoom){0, 0}, true, false, error);
  if (round && round->unplaced > 0) round = with_key(task, round, error);
  if (!round) return NULL;
  double budget = WORK_PER_LABEL * task->options->effort * task->n;
  cairn_search_improve(round->search, (int64_t)budget);
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
