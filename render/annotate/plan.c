#include "annotate/plan.h"

#include "annotate/key.h"

#include <string.h>

#define LANES_SHARE 0.6 /* of the plot's height: more is not given to lanes */
#define MOST_PASSES 6

double cairn_plan_key_height(const CairnField *field, const int *by_date, const bool *keyed) {
  int *list = g_new(int, (gsize)field->n + 1), n = 0;
  for (int i = 0; i < field->n; i++)
    if (keyed[by_date[i]]) list[n++] = by_date[i];
  double width = field->scene->canvas.width - 2 * field->options->font_px;
  CairnKeyLayout key = cairn_key_measure(field->milestones, list, n, field->options, width);
  g_free(list);
  return fmin(key.height, field->options->most_room_px);
}

/* The most room above the plot, with that much below. */
static double most_top(const CairnField *field, double bottom) {
  double most = field->options->most_room_px - bottom;
  if (field->options->height_is_fixed) most = fmin(most, LANES_SHARE * field->scene->plot.height);
  return fmax(0, fmin(most, 20 * field->scene->canvas.height));
}

/* The least room above the plot with which no lane reaches too high. */
static double least_top(CairnLanes *above, CairnField *field, double bottom) {
  double low = 0, high = most_top(field, bottom);
  if (!above || cairn_lanes_stack(above, field, (CairnLabelRoom){0, bottom}, NULL) <= 0) return 0;
  for (int i = 0; i < 12; i++) {
    double middle = (low + high) / 2;
    if (cairn_lanes_stack(above, field, (CairnLabelRoom){middle, bottom}, NULL) <= 0)
      high = middle;
    else
      low = middle;
  }
  return high;
}

/* Takes out the least important text of those that stand on each other under the one that reaches farthest, or that
 * one itself if they are all markers. */
static int remove_one(const CairnField *field, CairnLanes *lanes, int worst) {
  int least = -1;
  for (int i = worst; i >= 0; i = cairn_lanes_at(lanes, i)->support) {
    int milestone = cairn_lanes_at(lanes, i)->milestone;
    if (field->keyed[milestone]) continue;
    if (least < 0 || field->milestones[milestone].priority >
                         field->milestones[cairn_lanes_at(lanes, least)->milestone].priority)
      least = i;
  }
  if (least < 0) least = worst;
  cairn_lanes_at(lanes, least)->row = 0;
  return cairn_lanes_at(lanes, least)->milestone;
}

/* Takes labels out of the lanes until these keep within the room; they are set in `out`. How many. */
static int thin(CairnLanes *lanes, CairnField *field, CairnLabelRoom room, bool *out) {
  int worst, n = 0;
  for (; lanes && cairn_lanes_stack(lanes, field, room, &worst) > 0 && worst >= 0; n++)
    out[remove_one(field, lanes, worst)] = true;
  return n;
}

static double plan_cost(CairnPlan *plan, CairnField *field, CairnLabelRoom room) {
  double cost = plan->above ? cairn_lanes_cost(plan->above, field, room) : 0;
  return cost + (plan->below ? cairn_lanes_cost(plan->below, field, room) : 0);
}

/* Every other label below the data as far as there is room, the rest above. */
static void split(CairnPlan *plan, CairnField *field, const int *by_date, const bool *wanted, CairnLabelRoom room) {
  bool *below = cairn_arena_array(field->arena, (size_t)field->n, bool);
  bool *above = cairn_arena_array(field->arena, (size_t)field->n, bool);
  for (int i = 0, count = 0; i < field->n; i++)
    if (wanted[by_date[i]]) (count++ % 2 ? below : above)[by_date[i]] = true;
  plan->below = cairn_lanes_new(field, below, room, 1, false);
  if (!plan->below) memcpy(above, wanted, (size_t)field->n * sizeof *above);
  thin(plan->below, field, room, above);
  plan->above = cairn_lanes_new(field, above, room, -1, false);
}

/* Rows on one side of the data or on both, whichever costs less. */
static CairnPlan choose_sides(CairnField *field, const int *by_date, const bool *wanted, double bottom) {
  CairnPlan one = {cairn_lanes_new(field, wanted, (CairnLabelRoom){0, bottom}, -1, false), NULL, {0, bottom}}, both = one;
  one.room.top_px = least_top(one.above, field, bottom);
  both.room.top_px = one.room.top_px / 2;
  split(&both, field, by_date, wanted, both.room);
  bool split_is_better = both.above && plan_cost(&both, field, both.room) < plan_cost(&one, field, both.room);
  return split_is_better ? both : one;
}

CairnPlan cairn_plan_new(CairnField *field, const int *by_date, const bool *wanted, bool *keyed) {
  CairnPlan plan = {0};
  const bool *own = field->keyed;
  field->keyed = keyed;
  for (int i = 0; i < MOST_PASSES; i++) {
    double bottom = cairn_plan_key_height(field, by_date, keyed);
    plan = choose_sides(field, by_date, wanted, bottom);
    plan.room = (CairnLabelRoom){most_top(field, bottom), bottom};
    int removed = thin(plan.above, field, plan.room, keyed);
    if (removed == 0 || i + 1 == MOST_PASSES) break;
  }
  plan.room.bottom_px = cairn_plan_key_height(field, by_date, keyed);
  double top = least_top(plan.above, field, plan.room.bottom_px);
  /* the real layout differs by a few px from the scaled one */
  plan.room.top_px = top > 0 ? fmin(top + 0.4 * field->options->font_px, field->options->most_room_px - plan.room.bottom_px) : 0;
  if (thin(plan.below, field, plan.room, keyed) > 0)
    plan.room.bottom_px = cairn_plan_key_height(field, by_date, keyed);
  field->keyed = own;
  return plan;
}
