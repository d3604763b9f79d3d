#include "annotate/placement.h"

#include "annotate/callouts.h"
#include "annotate/order.h"
#include "annotate/touch.h"
#include "annotate/towers.h"

#include <stdlib.h>
#include <string.h>

/* Units of work per label. */
#define FIRST_WORK   4000
#define SECOND_WORK  6000
#define PLACE_WORK   1500
#define IMPROVE_WORK 1500

#define MOST_ROUNDS    6
#define COSTLY         1.2  /* times the cost of a marker: a label that costs more had better be keyed */
#define FEW            3    /* so few labels without a place go into the key at once */
#define MOST_RENEWED   400  /* labels: to renew more would take too long */
#define FEW_LABELS     20   /* so few are always renewed, since that is quick */
#define ALMOST_ALL     0.8  /* of the labels in towers: to try all is no different */
#define ALMOST_NONE    0.05 /* of many labels without a place: they get one as the whole is polished */
#define FAR_EM         5   /* font sizes: for two labels of one place a leader that long is not worth while */
#define MOST_TOP       0.6 /* of the plot's height: more is not given to labels above it */
#define NO_MARKER_COST 1e5 /* px */
#define SPARE_LINE     1.1 /* font sizes */
#define ROUND_PRICE    2   /* likewise, where it else made the key longer */
#define HIGH_PRICE     2.2 /* markers: what a text may cost */
#define MOST_KEYED     0.18 /* of the labels: if more are left out, they may cost more */
#define TOWER_SHARE    0.5  /* of the work that renewing is worth, for towers */
#define CORRIDOR_EM    0.4  /* font sizes on each side of an anchor that a leader to a lane needs */

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

/* So many labels that what helps least is left out, for the whole to stay in time. */
static bool is_crowd(const CairnTask *task) {
  return task->n > MOST_RENEWED;
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
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    if (choice && choice->marker) sets->keyed[i] = true; /* it has become one for want of a place */
    if (sets->hidden[i] || choice) continue;
    if (lanes && !sets->wanted[i] && round->unplaced > FEW) {
      sets->wanted[i] = true;
      continue;
    }
    if (sets->keyed[i]) make_way(task, round, i, sets->keyed);
    sets->keyed[i] = true;
  }
}

static int importance_last(const void *a, const void *b, void *data) {
  const CairnTask *task = data;
  int i = *(const int *)a, k = *(const int *)b;
  int p = task->milestones[i].priority, q = task->milestones[k].priority;
  return p != q ? q - p : k - i;
}

/* Leaves as many of the keyed out, the least important first, as it takes for the key not to be too high. */
static void hide_excess(const CairnTask *task, CairnRound *base, Sets *sets) {
  double most = CAIRN_KEY_SHARE * task->options->most_room_px;
  int *list = cairn_arena_array(task->arena, (size_t)task->n, int), n = 0;
  bool *shown = new_set(task, NULL);
  for (int i = 0; i < task->n; i++)
    if (sets->keyed[i] && !sets->hidden[i]) list[n++] = i;
  g_qsort_with_data(list, n, sizeof *list, importance_last, (gpointer)task);
  int low = 0, high = n; /* the least number to hide is in between */
  while (low < high) {
    int hide = low == 0 && high == n ? 0 : (low + high) / 2;
    for (int k = 0; k < n; k++)
      shown[list[k]] = k >= hide;
    if (cairn_plan_key_height(&base->field, shown) <= most)
      high = hide;
    else
      low = hide + 1;
  }
  for (int k = 0; k < low; k++)
    sets->hidden[list[k]] = true;
}

/* Does the label that `choice` places stand in the way of leaders that fall to that anchor, straight or
 * nearly so? */
static bool blocks(const CairnField *field, const CairnCandidate *choice, CairnPoint anchor) {
  double reach = CORRIDOR_EM * field->options->font_px, top = field->scene->canvas.y;
  CairnBox corridor = {anchor.x - reach, top, 2 * reach, anchor.y - top};
  return cairn_box_intersects(corridor, choice->box) || cairn_leader_enters(choice, &corridor, 0);
}

/* Towers go to the labels that found no place without, and to those that stand in the way of their leaders.
 */
static void choose_for_towers(const CairnTask *task, CairnRound *base, bool *wanted) {
  int *list = cairn_arena_array(task->arena, (size_t)task->n, int), n = 0;
  for (int i = 0; i < task->n; i++) {
    wanted[i] = !cairn_search_choice(base->search, i);
    if (wanted[i]) list[n++] = i;
  }
  for (int k = 0; k < n; k++)
    for (int i = 0; i < task->n; i++) {
      base->field.work++;
      if (wanted[i] ||
          !blocks(&base->field, cairn_search_choice(base->search, i), base->scene.anchors[list[k]]))
        continue;
      wanted[i] = true;
      list[n++] = i;
    }
}

static CairnPlan plan_for(CairnTask *task, CairnRound *base, Strategy strategy, Sets *sets) {
  hide_excess(task, base, sets);
  base->field.hidden = sets->hidden;
  if (strategy != LANES) sets->wanted = sets->keyed;
  return cairn_plan_new(&base->field, sets->wanted, strategy != LANES, strategy == LANES, sets->keyed);
}

/* Rounds with a growing key, until all labels that it has room for have a place. */
static CairnRound *pursue(CairnTask *task, CairnRound *base, Strategy strategy, GError **error) {
  Sets sets = {new_set(task, NULL), new_set(task, NULL), new_set(task, NULL)};
  bool lanes = strategy == LANES, weighed = strategy != CALLOUTS;
  for (int i = 0; i < task->n; i++)
    if (strategy != CALLOUTS) (strategy == KEY ? sets.keyed : sets.wanted)[i] = true;
  if (strategy == CALLOUTS) {
    help_the_unplaced(task, base, false, &sets);
    add_costly(task, base, sets.keyed);
  }
  CairnRound *round = NULL;
  for (int i = 0; i < MOST_ROUNDS; i++) {
    CairnPlan plan = plan_for(task, base, strategy, &sets);
    hide_excess(task, base, &sets);
    round = cairn_round_new(task, plan.room, sets.keyed, sets.hidden, error);
    if (!round) return NULL;
    cairn_round_propose(task, round, &plan);
    cairn_round_search(task, round, PLACE_WORK, IMPROVE_WORK);
    if (round->unplaced == 0 && (weighed || add_costly(task, round, sets.keyed) == 0)) break;
    bool patch = strategy != KEY && (!lanes || round->unplaced <= FEW); /* others get a lane first */
    if (round->unplaced > 0 && patch && cairn_round_complete(task, round)) break;
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

/* ---- Towers ---- */

/* Which labels stand in towers, which are keyed, and how much room the plot gives up. */
typedef struct TowerPlan {
  bool *wanted;
  CairnTowers *towers;
  double top, price, cost; /* px; markers that a label may cost; px, with the labels that are kept */
} TowerPlan;

static double *prices(const CairnTask *task, const CairnRound *round, double price) {
  double *give_up = cairn_arena_array(task->arena, (size_t)task->n, double);
  for (int i = 0; i < task->n; i++)
    give_up[i] = price * cairn_field_size_cost(&round->field, i, task->milestones[i].n_sizes);
  return give_up;
}

static double most_top(const CairnTask *task, const CairnRound *base, double bottom) {
  return fmax(0, fmin(task->options->most_room_px - bottom, MOST_TOP * base->scene.plot.height));
}

static void add_left_out(const CairnTowers *towers, bool *keyed) {
  for (int i = 0; i < towers->n; i++)
    if (towers->lanes[i].row == 0) keyed[towers->lanes[i].milestone] = true;
}

/* Height of the key for those that they leave out. */
static double key_height_of(const CairnTask *task, const CairnRound *base, const CairnTowers *towers) {
  bool *keyed = new_set(task, NULL);
  add_left_out(towers, keyed);
  double height = cairn_plan_key_height(&base->field, keyed) + SPARE_LINE * task->options->font_px;
  return fmin(height, task->options->most_room_px);
}

/* So many in the key are still few. */
static int most_keyed(const CairnTask *task) {
  return MAX(cairn_round_few(task), (int)(MOST_KEYED * task->n));
}

/* What the towers and those that they leave out cost with that room above the plot; as cairn_round_score. */
static double towers_cost(const CairnTask *task, const CairnRound *base, const CairnTowers *towers,
                          double top) {
  bool *keyed = new_set(task, NULL);
  add_left_out(towers, keyed);
  double bottom = fmin(cairn_plan_key_height(&base->field, keyed), task->options->most_room_px), cost = 0;
  for (int i = 0; i < towers->n; i++)
    if (towers->lanes[i].row > 0) cost += towers->costs[i];
  return cost + CAIRN_ROOM_SHARE * (top + bottom) * task->n +
         cairn_round_key_cost(task, base, count_set(task, keyed));
}

static int left_out(const CairnTowers *towers) {
  int n = 0;
  for (int i = 0; i < towers->n; i++)
    n += towers->lanes[i].row == 0;
  return n;
}

/* The wanted in towers, the others kept near their anchors; at the least price at which few are left out.
 * `way`: how leaders are gathered, or -1 for the best. */
static TowerPlan try_towers(CairnTask *task, CairnRound *base, bool *wanted, double top, int way) {
  static const double ladder[] = {1, 1.3, 1.6, 2, 2.5};
  TowerPlan plan = {.wanted = wanted, .top = top, .cost = INFINITY};
  double kept = cairn_round_keep(task, base, base, wanted, new_set(task, NULL));
  CairnField squeezed;
  cairn_field_squeeze(&base->field, (CairnLabelRoom){top, 0}, &squeezed);
  if (way < 0) way = cairn_towers_new(&squeezed, wanted, prices(task, base, HIGH_PRICE), -1)->way;
  for (int k = 0; k < 5; k++) {
    CairnTowers *towers = cairn_towers_new(&squeezed, wanted, prices(task, base, ladder[k]), way);
    if (left_out(towers) > 0) { /* once more, with room for their key */
      double bottom = key_height_of(task, base, towers);
      cairn_field_squeeze(&base->field, (CairnLabelRoom){fmin(top, most_top(task, base, bottom)), bottom},
                          &squeezed);
      towers = cairn_towers_new(&squeezed, wanted, prices(task, base, ladder[k]), way);
    }
    double cost = kept + towers_cost(task, base, towers, top);
    if (cost < plan.cost) plan.cost = cost, plan.towers = towers, plan.price = ladder[k];
    if (left_out(towers) <= most_keyed(task)) break;
  }
  base->field.work = squeezed.work;
  return plan;
}

static TowerPlan cheaper(TowerPlan a, TowerPlan b) {
  return b.cost < a.cost ? b : a;
}

/* Towers for the labels that have no place near their anchors and those that are in their way, or for all;
 * with the room above the plot with which they cost least. */
static TowerPlan plan_towers(CairnTask *task, CairnRound *base) {
  static const double shares[] = {0.15, 0.3};
  bool *some = new_set(task, NULL), *all = new_set(task, NULL);
  for (int i = 0; i < task->n; i++)
    all[i] = true;
  choose_for_towers(task, base, some);
  TowerPlan best = try_towers(task, base, some, 0, -1);
  if (!is_crowd(task) && count_set(task, some) < ALMOST_ALL * task->n)
    best = cheaper(best, try_towers(task, base, all, 0, -1));
  for (int k = 0; k < 2; k++) {
    double top = fmin(shares[k] * base->scene.plot.height, most_top(task, base, 0));
    best = cheaper(best, try_towers(task, base, best.wanted, top, best.towers->way));
  }
  return best;
}

static double key_room(const CairnTask *task, const CairnRound *base, const Sets *sets) {
  bool *shown = new_set(task, sets->keyed);
  for (int i = 0; i < task->n; i++)
    shown[i] = shown[i] && !sets->hidden[i];
  double height = cairn_plan_key_height(&base->field, shown);
  if (height > 0) height += SPARE_LINE * task->options->font_px;
  return fmin(height, task->options->most_room_px);
}

/* The texts of the plan, and the markers that do not stand on their anchors. */
static bool *still_wanted(const CairnTask *task, const CairnRound *round, const Sets *sets) {
  bool *set = new_set(task, sets->wanted);
  for (int i = 0; i < task->n; i++)
    set[i] = sets->keyed[i] ? cairn_search_choice(round->search, i) == NULL : set[i];
  return set;
}

/* A marker has no other way out. */
static double *prices_in_round(const CairnTask *task, const CairnRound *round, const Sets *sets,
                               double price) {
  double *give_up = prices(task, round, price);
  for (int i = 0; i < task->n; i++)
    if (sets->keyed[i]) give_up[i] = NO_MARKER_COST;
  return give_up;
}

/* Finds places, those of the towers among them. True if no larger key is needed. */
static bool settle_towers(CairnTask *task, CairnRound *round) {
  if (!is_crowd(task)) {
    cairn_round_trim(task, round);
    cairn_round_renew(task, round, TOWER_SHARE, true, CAIRN_GO_ON);
    round->unplaced = cairn_round_count_dropped(task, round);
    return round->unplaced == 0;
  }
  cairn_round_search(task, round, PLACE_WORK, IMPROVE_WORK);
  return round->unplaced == 0 || cairn_round_complete(task, round) ||
         round->unplaced <= ALMOST_NONE * task->n;
}

/* Rounds with a growing key, until all labels that it has room for have a place. */
static CairnRound *build_towers(CairnTask *task, CairnRound *base, TowerPlan plan, GError **error) {
  Sets sets = {plan.wanted, new_set(task, NULL), new_set(task, NULL)};
  add_left_out(plan.towers, sets.keyed);
  CairnRound *round = NULL, *best = NULL;
  for (int i = 0; i < MOST_ROUNDS; i++) {
    hide_excess(task, base, &sets);
    double bottom = key_room(task, base, &sets);
    CairnLabelRoom room = {fmin(plan.top, most_top(task, base, bottom)), bottom};
    round = cairn_round_new(task, room, sets.keyed, sets.hidden, error);
    if (!round) return NULL;
    cairn_search_price(round->search, fmax(ROUND_PRICE, plan.price));
    cairn_round_propose_badges(task, round);
    cairn_round_keep(task, base, round, sets.wanted, sets.keyed);
    CairnTowers *towers =
        cairn_towers_new(&round->field, still_wanted(task, round, &sets),
                         prices_in_round(task, round, &sets, 1.05 * plan.price), plan.towers->way);
    cairn_round_propose_towers(round, towers);
    bool enough = settle_towers(task, round);
    best = cairn_round_better(task, best, round);
    if (enough) break;
    int before = count_set(task, sets.keyed);
    help_the_unplaced(task, round, false, &sets);
    if (count_set(task, sets.keyed) == before) break;
    sets = copy_sets(task, sets);
  }
  return best;
}

static bool leaves_out(const CairnTask *task, const CairnRound *round) {
  return cairn_round_count_dropped(task, round) > 0;
}

/* Begins again for a layout of very many labels that leaves out fewer than `best`. */
static CairnRound *begin_again(CairnTask *task, CairnRound *best, GError **error) {
  CairnRound *base = cairn_round_new(task, (CairnLabelRoom){0, 0}, NULL, NULL, error);
  if (!base) return NULL;
  cairn_round_search(task, base, FIRST_WORK, IMPROVE_WORK);
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

/* Towers for labels that callouts leave out; `best` and these, whichever is better. */
static CairnRound *stack_up(CairnTask *task, CairnRound *base, CairnRound *best, GError **error) {
  CairnRound *round = build_towers(task, base, plan_towers(task, base), error);
  if (!round) return NULL;
  if (is_crowd(task)) cairn_round_polish(task, round);
  return cairn_round_better(task, best, round);
}

/* Callouts alone, if they are enough: those of the base. */
static bool is_enough(const CairnTask *task, CairnRound *base) {
  return base->unplaced == 0 && add_costly(task, base, new_set(task, NULL)) == 0;
}

/* So few labels without a place that it is worth while to search on. */
static bool are_few_unplaced(const CairnTask *task, const CairnRound *base) {
  return base->unplaced > 0 && base->unplaced <= 2 + task->n / 12;
}

/* Labels that are so many that they cannot be renewed. */
static CairnRound *combine_crowd(CairnTask *task, CairnRound *base, GError **error) {
  cairn_round_search(task, base, FIRST_WORK, IMPROVE_WORK);
  if (are_few_unplaced(task, base)) cairn_round_search(task, base, SECOND_WORK, IMPROVE_WORK);
  if (is_enough(task, base)) return base;
  CairnRound *best = stack_up(task, base, base->unplaced == 0 ? base : NULL, error);
  if (!best || !leaves_out(task, best) || cairn_round_spent(task)) return best;
  return begin_again(task, best, error);
}

/* Callouts, renewed where they are not enough; and where that leaves labels out, towers. */
static CairnRound *combine(CairnTask *task, CairnRound *base, GError **error) {
  cairn_search_price(base->search, HIGH_PRICE);
  if (is_crowd(task)) return combine_crowd(task, base, error);
  cairn_round_try(task, base, IMPROVE_WORK);
  CairnRound *best = base;
  if (!is_enough(task, base)) {
    best = cairn_callouts_renew(task, base, base->unplaced == 0 ? base : NULL, error);
    if (best && leaves_out(task, best)) {
      CairnRound *callouts = best;
      best = stack_up(task, base, best, error);
      if (best && best != callouts) cairn_round_insist(task, best);
    }
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
