#include "annotate/stacking.h"

#include "annotate/roles.h"
#include "annotate/touch.h"
#include "annotate/towers.h"

#define ALMOST_ALL     0.8  /* of the labels in towers: to try all is no different */
#define ALMOST_NONE    0.05 /* of many labels without a place: they get one as the whole is polished */
#define MOST_TOP       0.6  /* of the plot's height: more is not given to labels above it */
#define NO_MARKER_COST 1e5  /* px */
#define SPARE_LINE     1.1  /* font sizes */
#define ROUND_PRICE    2    /* markers: so much a text may cost at least, since else the key gets longer */
#define MOST_KEYED     0.18 /* of the labels: if more are left out, they may cost more */
#define TOWER_SHARE    0.5  /* of the work that renewing is worth, for towers */
#define CORRIDOR_EM    0.4  /* font sizes on each side of an anchor that a leader to a lane needs */

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
  bool *keyed = cairn_roles_set(task, NULL);
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
  bool *keyed = cairn_roles_set(task, NULL);
  add_left_out(towers, keyed);
  double bottom = fmin(cairn_plan_key_height(&base->field, keyed), task->options->most_room_px), cost = 0;
  for (int i = 0; i < towers->n; i++)
    if (towers->lanes[i].row > 0) cost += towers->costs[i];
  return cost + CAIRN_ROOM_SHARE * (top + bottom) * task->n +
         cairn_round_key_cost(task, base, cairn_roles_count(task, keyed));
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
  double kept = cairn_round_keep(task, base, base, wanted, cairn_roles_set(task, NULL));
  CairnField squeezed;
  cairn_field_squeeze(&base->field, (CairnLabelRoom){top, 0}, &squeezed);
  if (way < 0) way = cairn_towers_new(&squeezed, wanted, prices(task, base, CAIRN_HIGH_PRICE), -1)->way;
  for (int k = 0; k < 5; k++) {
    CairnTowers *towers = cairn_towers_new(&squeezed, wanted, prices(task, base, ladder[k]), way);
    if (left_out(towers) > 0) { /* once more, with room for their key */
      double bottom = key_height_of(task, base, towers);
      cairn_field_squeeze(&base->field, (CairnLabelRoom){fmin(top, most_top(task, base, bottom)), bottom},
                          &squeezed);
      towers = cairn_towers_new(&squeezed, wanted, prices(task, base, ladder[k]), way);
    }
    double cost = kept + towers_cost(task, base, towers, top);
    if (!plan.towers || cost < plan.cost) plan.cost = cost, plan.towers = towers, plan.price = ladder[k];
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
  bool *some = cairn_roles_set(task, NULL), *all = cairn_roles_set(task, NULL);
  for (int i = 0; i < task->n; i++)
    all[i] = true;
  choose_for_towers(task, base, some);
  TowerPlan best = try_towers(task, base, some, 0, -1);
  if (!cairn_round_is_crowd(task) && cairn_roles_count(task, some) < ALMOST_ALL * task->n)
    best = cheaper(best, try_towers(task, base, all, 0, -1));
  for (int k = 0; k < 2; k++) {
    double top = fmin(shares[k] * base->scene.plot.height, most_top(task, base, 0));
    best = cheaper(best, try_towers(task, base, best.wanted, top, best.towers->way));
  }
  return best;
}

static double key_room(const CairnTask *task, const CairnRound *base, const CairnRoles *roles) {
  bool *shown = cairn_roles_set(task, roles->keyed);
  for (int i = 0; i < task->n; i++)
    shown[i] = shown[i] && !roles->hidden[i];
  double height = cairn_plan_key_height(&base->field, shown);
  if (height > 0) height += SPARE_LINE * task->options->font_px;
  return fmin(height, task->options->most_room_px);
}

/* The texts of the plan, and the markers that do not stand on their anchors. */
static bool *still_wanted(const CairnTask *task, const CairnRound *round, const CairnRoles *roles) {
  bool *set = cairn_roles_set(task, roles->wanted);
  for (int i = 0; i < task->n; i++)
    set[i] = roles->keyed[i] ? cairn_search_choice(round->search, i) == NULL : set[i];
  return set;
}

/* A marker has no other way out. */
static double *prices_in_round(const CairnTask *task, const CairnRound *round, const CairnRoles *roles,
                               double price) {
  double *give_up = prices(task, round, price);
  for (int i = 0; i < task->n; i++)
    if (roles->keyed[i]) give_up[i] = NO_MARKER_COST;
  return give_up;
}

/* Finds places, those of the towers among them. True if no larger key is needed. */
static bool settle_towers(CairnTask *task, CairnRound *round) {
  if (!cairn_round_is_crowd(task)) {
    cairn_round_trim(task, round);
    cairn_round_renew(task, round, TOWER_SHARE, true, CAIRN_GO_ON);
    round->unplaced = cairn_round_count_dropped(task, round);
    return round->unplaced == 0;
  }
  cairn_round_search(task, round, CAIRN_PLACE_WORK);
  return round->unplaced == 0 || cairn_round_complete(task, round) ||
         round->unplaced <= ALMOST_NONE * task->n;
}

/* Rounds with a growing key, until all labels that it has room for have a place. */
static CairnRound *build_towers(CairnTask *task, CairnRound *base, TowerPlan plan, GError **error) {
  CairnRoles roles = {plan.wanted, cairn_roles_set(task, NULL), cairn_roles_set(task, NULL)};
  add_left_out(plan.towers, roles.keyed);
  CairnRound *round = NULL, *best = NULL;
  for (int i = 0; i < CAIRN_MOST_ROUNDS; i++) {
    cairn_roles_hide_excess(task, base, &roles);
    double bottom = key_room(task, base, &roles);
    CairnLabelRoom room = {fmin(plan.top, most_top(task, base, bottom)), bottom};
    round = cairn_round_new(task, room, roles.keyed, roles.hidden, error);
    if (!round) return NULL;
    cairn_search_price(round->search, fmax(ROUND_PRICE, plan.price));
    cairn_round_propose_badges(task, round);
    cairn_round_keep(task, base, round, roles.wanted, roles.keyed);
    CairnTowers *towers =
        cairn_towers_new(&round->field, still_wanted(task, round, &roles),
                         prices_in_round(task, round, &roles, 1.05 * plan.price), plan.towers->way);
    cairn_round_propose_towers(round, towers);
    bool enough = settle_towers(task, round);
    best = cairn_round_better(task, best, round);
    if (enough) break;
    int before = cairn_roles_count(task, roles.keyed);
    cairn_roles_help(task, round, false, &roles);
    if (cairn_roles_count(task, roles.keyed) == before) break;
    roles = cairn_roles_copy(task, roles);
  }
  return best;
}

CairnRound *cairn_stack(CairnTask *task, CairnRound *base, GError **error) {
  CairnRound *round = build_towers(task, base, plan_towers(task, base), error);
  if (round && cairn_round_is_crowd(task)) cairn_round_polish(task, round);
  return round;
}
