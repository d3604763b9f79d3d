#include "annotate/placement.h"

#include "annotate/order.h"
#include "annotate/round.h"
#include "annotate/touch.h"

#include <string.h>

/* Units of work per label. */
#define FIRST_WORK   4000
#define SECOND_WORK  10000
#define PLACE_WORK   4000
#define IMPROVE_WORK 6000

#define MOST_ROUNDS 6
#define COSTLY      1.2  /* times the cost of a marker: a label that costs more had better be keyed */
#define LONG_COST   60.0 /* px per label: lanes that cost more on average are compared with a key */
#define FEW         3    /* so few labels without a place go into the key at once */
#define CORRIDOR_EM 0.4  /* font sizes on each side of an anchor that a leader to a lane needs */

typedef enum Strategy { CALLOUTS, LANES, LEVEL_LANES, KEY } Strategy;

CairnLabelOptions cairn_label_options(double font_px) {
  return (CairnLabelOptions){.style = CAIRN_LABEL_AUTO,
                             .font_px = font_px,
                             .digit_px = 0.556 * font_px,
                             .anchor_radius = 2,
                             .most_room_px = INFINITY,
                             .height_is_fixed = true,
                             .effort = 1};
}

/* Sets of milestones. */
typedef struct Sets {
  bool *wanted; /* in lanes */
  bool *keyed;
  bool *hidden; /* left out, because the key has no room for them */
} Sets;

static bool *new_set(const CairnTask *task, const bool *from) {
  bool *set = cairn_arena_array(task->arena, (size_t)task->n, bool);
  if (from && task->n > 0) memcpy(set, from, (size_t)task->n * sizeof *set);
  return set;
}

static Sets copy_sets(const CairnTask *task, Sets from) {
  return (Sets){new_set(task, from.wanted), new_set(task, from.keyed), new_set(task, from.hidden)};
}

static int count_set(const CairnTask *task, const bool *set) {
  int n = 0;
  for (int i = 0; i < task->n; i++)
    n += set[i];
  return n;
}

/* Labels whose leaders have got so long that a marker would be better. How many. */
static int add_costly(const CairnTask *task, CairnRound *round, bool *set) {
  int n = 0;
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    double most = COSTLY * cairn_field_size_cost(&round->field, i, task->milestones[i].n_sizes);
    if (!choice || round->field.keyed[i] || choice->cost <= most) continue;
    set[i] = true;
    n++;
  }
  return n;
}

/* The label with text whose anchor is nearest gives way to marker i, which found no place. */
static void make_way(const CairnTask *task, const CairnRound *round, int i, bool *keyed) {
  int nearest = -1;
  double least = INFINITY;
  for (int k = 0; k < task->n; k++) {
    double distance = keyed[k] ? INFINITY : cairn_distance(round->scene.anchors[i], round->scene.anchors[k]);
    if (distance < least) least = distance, nearest = k;
  }
  if (nearest >= 0) keyed[nearest] = true;
}

/* Labels without a place get a lane, if they had none and are many; else they go into the key. */
static void help_the_unplaced(const CairnTask *task, const CairnRound *round, bool lanes, Sets *sets) {
  for (int i = 0; i < task->n; i++) {
    if (sets->hidden[i] || cairn_search_choice(round->search, i)) continue;
    if (lanes && !sets->wanted[i] && round->unplaced > FEW) {
      sets->wanted[i] = true;
      continue;
    }
    if (sets->keyed[i]) make_way(task, round, i, sets->keyed);
    sets->keyed[i] = true;
  }
}

/* Leaves the least important of the keyed out as long as the key would be too high. */
static void hide_excess(const CairnTask *task, CairnRound *base, Sets *sets) {
  double most = CAIRN_KEY_SHARE * task->options->most_room_px;
  bool *shown = new_set(task, sets->keyed);
  for (int i = 0; i < task->n; i++)
    shown[i] = shown[i] && !sets->hidden[i];
  while (cairn_plan_key_height(&base->field, shown) > most) {
    int least = -1;
    for (int i = 0; i < task->n; i++)
      if (shown[i] && (least < 0 || task->milestones[i].priority >= task->milestones[least].priority))
        least = i;
    if (least < 0) return;
    shown[least] = false;
    sets->hidden[least] = true;
  }
}

/* Does the label that `choice` places stand in the way of leaders that fall to that anchor, straight or
 * nearly so? */
static bool blocks(const CairnField *field, const CairnCandidate *choice, CairnPoint anchor, bool below) {
  double reach = CORRIDOR_EM * field->options->font_px, top = field->scene->canvas.y;
  double bottom = below ? top + field->scene->canvas.height : anchor.y;
  CairnBox corridor = {anchor.x - reach, top, 2 * reach, bottom - top};
  return cairn_box_intersects(corridor, choice->box) || cairn_leader_enters(choice, &corridor, 0);
}

/* Lanes go to the labels that found no place without, and to those that stand in the way of their leaders. */
static void choose_for_lanes(const CairnTask *task, CairnRound *base, bool *wanted, bool below) {
  int *list = cairn_arena_array(task->arena, (size_t)task->n, int), n = 0;
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
}

/* Lanes above the data only, with callouts that are not in their way, or on both sides: whichever costs less.
 */
static CairnPlan plan_lanes(CairnTask *task, CairnRound *base, Sets *sets) {
  CairnPlan best = {0};
  Sets before = *sets;
  double least = INFINITY;
  for (int below = 0; below < 2; below++) {
    Sets now = copy_sets(task, before);
    choose_for_lanes(task, base, now.wanted, below);
    double cost = cairn_round_keep(task, base, base, now.wanted, now.keyed);
    CairnPlan plan = cairn_plan_new(&base->field, now.wanted, below, false, now.keyed);
    cost += plan.cost + 2 * base->field.key_cost * count_set(task, now.keyed);
    if (!plan.above) cost = INFINITY;
    if (below > 0 && cost >= least) continue;
    least = cost;
    best = plan;
    *sets = now;
  }
  return best;
}

static CairnPlan plan_for(CairnTask *task, CairnRound *base, Strategy strategy, Sets *sets) {
  hide_excess(task, base, sets);
  base->field.hidden = sets->hidden;
  if (strategy == LANES) return plan_lanes(task, base, sets);
  if (strategy != LEVEL_LANES) sets->wanted = sets->keyed;
  return cairn_plan_new(&base->field, sets->wanted, strategy != LEVEL_LANES, strategy == LEVEL_LANES,
                        sets->keyed);
}

/* Rounds with a growing key, until all labels that it has room for have a place. */
static CairnRound *pursue(CairnTask *task, CairnRound *base, Strategy strategy, GError **error) {
  Sets sets = {new_set(task, NULL), new_set(task, NULL), new_set(task, NULL)};
  bool lanes = strategy == LANES || strategy == LEVEL_LANES, weighed = strategy != CALLOUTS;
  for (int i = 0; i < task->n; i++)
    (strategy == LEVEL_LANES ? sets.wanted : sets.keyed)[i] = strategy == LEVEL_LANES || strategy == KEY;
  if (strategy == CALLOUTS) help_the_unplaced(task, base, false, &sets);
  if (strategy == CALLOUTS || strategy == LANES) add_costly(task, base, lanes ? sets.wanted : sets.keyed);
  CairnRound *round = NULL;
  for (int i = 0; i < MOST_ROUNDS; i++) {
    CairnPlan plan = plan_for(task, base, strategy, &sets);
    hide_excess(task, base, &sets);
    round = cairn_round_new(task, plan.room, sets.keyed, sets.hidden, error);
    if (!round) return NULL;
    if (strategy == LANES) cairn_round_keep(task, base, round, sets.wanted, sets.keyed);
    cairn_round_propose(task, round, &plan);
    cairn_round_search(task, round, PLACE_WORK, IMPROVE_WORK);
    if (round->unplaced == 0 && (weighed || add_costly(task, round, sets.keyed) == 0)) break;
    int before = count_set(task, sets.wanted) + count_set(task, sets.keyed);
    if (round->unplaced == 0)
      weighed = true;
    else
      help_the_unplaced(task, round, lanes, &sets);
    if (round->unplaced > 0 && count_set(task, sets.wanted) + count_set(task, sets.keyed) == before) break;
    sets = copy_sets(task, sets);
    for (int k = 0; k < task->n && lanes; k++)
      sets.wanted[k] = sets.wanted[k] || sets.keyed[k];
  }
  if (round && strategy != KEY) cairn_round_fill(task, round);
  return round;
}

static CairnRound *better(const CairnTask *task, CairnRound *a, CairnRound *b) {
  return !a || cairn_round_score(task, b) < cairn_round_score(task, a) ? b : a;
}

/* Callouts alone if they are enough; else lanes for the rest; and if the key then takes any, or leaders get
 * long, a key without lanes should that be better. */
static CairnRound *combine(CairnTask *task, CairnRound *base, GError **error) {
  cairn_round_search(task, base, FIRST_WORK, IMPROVE_WORK);
  if (base->unplaced > 0 && base->unplaced <= 2 + task->n / 12)
    cairn_round_search(task, base, SECOND_WORK, IMPROVE_WORK);
  CairnRound *best = base->unplaced == 0 ? base : NULL;
  if (best && add_costly(task, base, new_set(task, NULL)) == 0) return best;
  CairnRound *round = pursue(task, base, LANES, error);
  if (!round) return NULL;
  best = better(task, best, round);
  bool settled = count_set(task, best->field.keyed) == 0 && best->unplaced == 0;
  if (settled && cairn_round_score(task, best) <= LONG_COST * task->n) return best;
  round = pursue(task, base, CALLOUTS, error);
  return round ? better(task, best, round) : NULL;
}

static CairnRound *place_callouts(CairnTask *task, CairnRound *base, GError **error) {
  cairn_round_search(task, base, FIRST_WORK + SECOND_WORK, IMPROVE_WORK);
  return base->unplaced == 0 ? base : pursue(task, base, CALLOUTS, error);
}

/* The round that is kept, for the style asked for. */
static CairnRound *place_in_style(CairnTask *task, CairnRound *base, GError **error) {
  if (task->n == 0) return base;
  switch (task->options->style) {
  case CAIRN_LABEL_CALLOUT:
    return place_callouts(task, base, error);
  case CAIRN_LABEL_LANES:
    return pursue(task, base, LEVEL_LANES, error);
  case CAIRN_LABEL_KEY:
    return pursue(task, base, KEY, error);
  case CAIRN_LABEL_AUTO:
    break;
  }
  return combine(task, base, error);
}

/* Scene and places with the milestones as the caller counts them. */
static void restore_order(const CairnOrder *order, CairnPlacement *placement) {
  placement->places = cairn_order_restore(order, placement->places);
  CairnPoint *anchors = cairn_arena_array(order->arena, (size_t)order->n, CairnPoint);
  for (int i = 0; i < order->n; i++)
    anchors[i] = placement->places[i].anchor;
  placement->scene.anchors = anchors;
  placement->rounds = order->calls;
}

CairnPlacement *cairn_annotate_place(CairnArena *arena, const CairnMilestoneText *milestones, int n,
                                     const CairnLabelOptions *options, CairnLabelLayout layout,
                                     void *layout_data, GError **error) {
  CairnOrder order;
  if (!cairn_order_init(&order, arena, milestones, n, layout, layout_data, error)) return NULL;
  CairnTask task = {arena, order.milestones, n, options, cairn_order_layout, &order, 0};
  CairnRound *base = cairn_round_new(&task, (CairnLabelRoom){0, 0}, NULL, NULL, error);
  CairnRound *round = base ? place_in_style(&task, base, error) : NULL;
  if (!round) return NULL;
  CairnPlacement *placement = cairn_round_finish(&task, round);
  restore_order(&order, placement);
  return placement;
}
