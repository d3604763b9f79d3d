#include "annotate/placement.h"

#include "annotate/callouts.h"
#include "annotate/order.h"
#include "annotate/roles.h"
#include "annotate/stacking.h"

/* Units of work per label. */
#define FIRST_WORK  4000
#define SECOND_WORK 6000

#define COSTLY     1.2 /* times the cost of a marker: a label that costs more had better be keyed */
#define FEW_LABELS 20  /* so few are always renewed, since that is quick */
#define HOPED_FOR  0.2 /* of the labels: if more are left out, there is no other chance for them */
#define FAR_EM     5   /* font sizes: for two labels of one place a leader that long is not worth while */

typedef enum Strategy { CALLOUTS, LANES, KEY } Strategy;

CairnLabelOptions cairn_label_options(double font_px) {
  return (CairnLabelOptions){.style = CAIRN_LABEL_AUTO,
                             .font_px = font_px,
                             .digit_px = 0.556 * font_px,
                             .anchor_radius = 2,
                             .most_room_px = INFINITY,
                             .height_is_fixed = true,
                             .effort = 1};
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

static CairnPlan plan_for(CairnTask *task, CairnRound *base, Strategy strategy, CairnRoles *roles) {
  cairn_roles_hide_excess(task, base, roles);
  base->field.hidden = roles->hidden;
  if (strategy != LANES) roles->wanted = roles->keyed;
  return cairn_plan_new(&base->field, roles->wanted, strategy != LANES, strategy == LANES, roles->keyed);
}

/* Rounds with a growing key, until all labels that it has room for have a place. */
static CairnRound *pursue(CairnTask *task, CairnRound *base, Strategy strategy, GError **error) {
  CairnRoles roles = {cairn_roles_set(task, NULL), cairn_roles_set(task, NULL), cairn_roles_set(task, NULL)};
  bool lanes = strategy == LANES, weighed = strategy != CALLOUTS;
  for (int i = 0; i < task->n; i++)
    if (strategy != CALLOUTS) (strategy == KEY ? roles.keyed : roles.wanted)[i] = true;
  if (strategy == CALLOUTS) {
    cairn_roles_help(task, base, false, &roles);
    add_costly(task, base, roles.keyed);
  }
  CairnRound *round = NULL;
  for (int i = 0; i < CAIRN_MOST_ROUNDS; i++) {
    CairnPlan plan = plan_for(task, base, strategy, &roles);
    cairn_roles_hide_excess(task, base, &roles);
    round = cairn_round_new(task, plan.room, roles.keyed, roles.hidden, error);
    if (!round) return NULL;
    cairn_round_propose(task, round, &plan);
    cairn_round_search(task, round, CAIRN_PLACE_WORK);
    if (round->unplaced == 0 && (weighed || add_costly(task, round, roles.keyed) == 0)) break;
    bool patch =
        strategy != KEY && (!lanes || round->unplaced <= CAIRN_FEW_UNPLACED); /* others get a lane first */
    if (round->unplaced > 0 && patch && cairn_round_complete(task, round)) break;
    int before = cairn_roles_count(task, roles.wanted) + cairn_roles_count(task, roles.keyed);
    if (round->unplaced == 0)
      weighed = true;
    else
      cairn_roles_help(task, round, lanes, &roles);
    if (round->unplaced > 0 &&
        cairn_roles_count(task, roles.wanted) + cairn_roles_count(task, roles.keyed) == before)
      break;
    roles = cairn_roles_copy(task, roles);
    for (int k = 0; k < task->n && lanes; k++)
      roles.wanted[k] = roles.wanted[k] || roles.keyed[k];
  }
  if (round && strategy != KEY) cairn_round_fill(task, round);
  return round;
}

static bool leaves_out(const CairnTask *task, const CairnRound *round) {
  return cairn_round_count_dropped(task, round) > 0;
}

/* Begins again for a layout of very many labels that leaves out fewer than `best`. */
static CairnRound *begin_again(CairnTask *task, CairnRound *best, GError **error) {
  CairnRound *base = cairn_round_new(task, (CairnLabelRoom){0, 0}, NULL, NULL, error);
  if (!base) return NULL;
  cairn_round_search(task, base, FIRST_WORK);
  static const Strategy ways[] = {CALLOUTS, KEY};
  for (int k = 0; k < 2 && leaves_out(task, best); k++) {
    if (ways[k] != KEY && cairn_round_spent(task)) continue;
    CairnRound *round = pursue(task, base, ways[k], error);
    if (!round) return NULL;
    cairn_round_polish(task, round);
    best = cairn_round_better(task, best, round);
  }
  return best;
}

/* Do leaders of labels spread that stand at one place, where they might share one: of three, or far? */
static bool has_fans(const CairnTask *task, const CairnRound *round) {
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    if (!choice || !cairn_field_fans(&round->field, i, choice)) continue;
    if (round->field.together[i] > 2) return true;
    if (cairn_candidate_length(choice) > FAR_EM * task->options->font_px) return true;
  }
  return false;
}

/* Callouts alone, if they are enough: those of the base. */
static bool is_enough(const CairnTask *task, CairnRound *base) {
  return base->unplaced == 0 && add_costly(task, base, cairn_roles_set(task, NULL)) == 0;
}

/* So few labels without a place that it is worth while to search on. */
static bool are_few_unplaced(const CairnTask *task, const CairnRound *base) {
  return base->unplaced > 0 && base->unplaced <= 2 + task->n / 12;
}

/* Labels that are so many that they cannot be renewed. */
static CairnRound *combine_crowd(CairnTask *task, CairnRound *base, GError **error) {
  cairn_round_search(task, base, FIRST_WORK);
  if (are_few_unplaced(task, base)) cairn_round_search(task, base, SECOND_WORK);
  if (is_enough(task, base)) return base;
  CairnRound *best = cairn_stack(task, base, error);
  if (best) best = cairn_round_better(task, base->unplaced == 0 ? base : NULL, best);
  if (!best || !leaves_out(task, best) || cairn_round_spent(task)) return best;
  return begin_again(task, best, error);
}

/* Towers for labels that callouts leave out. If they too leave some out, but few, callouts again, which push
 * each other away as the key grows: that seldom helps, but then much. */
static CairnRound *help_left_out(CairnTask *task, CairnRound *base, CairnRound *callouts, GError **error) {
  CairnRound *best = cairn_stack(task, base, error);
  if (!best) return NULL;
  best = cairn_round_better(task, callouts, best);
  if (best != callouts) cairn_round_insist(task, best);
  if (!leaves_out(task, best) || cairn_round_is_large(task)) return best;
  if (cairn_round_count_dropped(task, best) > HOPED_FOR * task->n) return best;
  CairnRound *round = pursue(task, base, CALLOUTS, error);
  if (!round) return NULL;
  cairn_round_trim(task, round);
  cairn_round_insist(task, round);
  return cairn_round_better(task, best, round);
}

/* Callouts, renewed where they are not enough; and where that leaves labels out, towers. */
static CairnRound *combine(CairnTask *task, CairnRound *base, GError **error) {
  cairn_search_price(base->search, CAIRN_HIGH_PRICE);
  if (cairn_round_is_crowd(task)) return combine_crowd(task, base, error);
  cairn_round_try(task, base);
  CairnRound *best = base;
  if (!is_enough(task, base)) {
    best = cairn_callouts_renew(task, base, base->unplaced == 0 ? base : NULL, error);
    if (best && leaves_out(task, best)) best = help_left_out(task, base, best, error);
    if (best) best = cairn_callouts_give_back(task, best, error);
  } else if (task->n <= FEW_LABELS || has_fans(task, base)) {
    cairn_round_renew(task, base, 1, true, CAIRN_GO_ON);
  } else {
    return base;
  }
  if (best) cairn_round_tidy(task, best);
  return best;
}

static CairnRound *place_callouts(CairnTask *task, CairnRound *base, GError **error) {
  cairn_round_search(task, base, FIRST_WORK + SECOND_WORK);
  return base->unplaced == 0 ? base : pursue(task, base, CALLOUTS, error);
}

/* The round that is kept, for the style asked for. */
static CairnRound *place_in_style(CairnTask *task, CairnRound *base, GError **error) {
  if (task->n == 0) return base;
  switch (task->options->style) {
  case CAIRN_LABEL_CALLOUT:
    return place_callouts(task, base, error);
  case CAIRN_LABEL_LANES:
    return pursue(task, base, LANES, error);
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
  CairnTask task = {.arena = arena,
                    .milestones = order.milestones,
                    .n = n,
                    .options = options,
                    .layout = cairn_order_layout,
                    .layout_data = &order};
  CairnRound *base = cairn_round_new(&task, (CairnLabelRoom){0, 0}, NULL, NULL, error);
  CairnRound *round = base ? place_in_style(&task, base, error) : NULL;
  if (!round) return NULL;
  CairnPlacement *placement = cairn_round_finish(&task, round);
  restore_order(&order, placement);
  return placement;
}
