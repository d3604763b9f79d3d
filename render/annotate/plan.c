#include "annotate/plan.h"

#include "annotate/key.h"

#include <string.h>

#define LANES_SHARE 0.6 /* of the plot's height: more is not given to lanes */
#define MOST_PASSES 6
#define SPARE_LINE  1.1 /* font sizes */

/* The milestones that are set; to be freed. */
static int *list_of(const CairnField *field, const bool *keyed, int *n) {
  int *list = g_new(int, (gsize)field->n + 1);
  *n = 0;
  for (int i = 0; i < field->n; i++)
    if (keyed[i]) list[(*n)++] = i;
  return list;
}

double cairn_plan_key_height(const CairnField *field, const bool *keyed) {
  int n, *list = list_of(field, keyed, &n);
  CairnKeyLayout key = cairn_key_measure(field->milestones, list, n, field->options, field->scene->key.width,
                                         CAIRN_KEY_SHARE * field->options->most_room_px);
  g_free(list);
  return key.fits ? key.height : INFINITY;
}

bool cairn_plan_key_fits(const CairnField *field, const bool *keyed, double height) {
  int n, *list = list_of(field, keyed, &n);
  bool fits = n <= cairn_field_most_markers(field) &&
              cairn_key_fits(field->milestones, list, n, field->options, field->scene->key.width,
                             CAIRN_KEY_SHARE * field->options->most_room_px, height);
  g_free(list);
  return fits;
}

/* What of that height the figure can give, those that are hidden not counted. */
static double bottom_for(const CairnField *field, const bool *keyed) {
  bool *shown = cairn_arena_array(field->arena, (size_t)field->n, bool);
  for (int i = 0; i < field->n; i++)
    shown[i] = keyed[i] && !field->hidden[i];
  return fmin(cairn_plan_key_height(field, shown), field->options->most_room_px);
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

/* Takes out the least important text of those that stand on each other under the one that reaches farthest,
 * or that one itself if they are all markers. */
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

/* px of leaders and room together. */
static double plan_cost(CairnPlan *plan, CairnField *field, CairnLabelRoom room) {
  double cost = 0;
  int n = 0;
  for (int side = 0; side < 2; side++) {
    CairnLanes *lanes = side ? plan->below : plan->above;
    if (!lanes) continue;
    cost += cairn_lanes_cost(lanes, field, room);
    n += cairn_lanes_count(lanes);
  }
  return cost + CAIRN_ROOM_SHARE * n * room.top_px;
}

static int higher_first(const void *a, const void *b, void *data) {
  const CairnField *field = data;
  int i = *(const int *)a, k = *(const int *)b;
  double p = field->scene->anchors[i].y, q = field->scene->anchors[k].y;
  return p != q ? (p < q ? -1 : 1) : i - k;
}

/* Half of the labels are set in `below`, the others in `above`: of those whose anchors stand side by side,
 * the higher half goes up, so that no leader passes another anchor; single ones go up and down by turns. */
static void halve(const CairnField *field, const bool *wanted, bool *above, bool *below) {
  int *run = g_new(int, (gsize)field->n + 1), n = 0, turn = 0;
  for (int i = 0; i <= field->n; i++) {
    bool ends = i == field->n, member = !ends && wanted[i];
    double gap = member && n > 0 ? fabs(field->scene->anchors[i].x - field->scene->anchors[run[n - 1]].x) : 0;
    if (n > 0 && (ends || gap > 0.6 * field->options->font_px)) {
      g_qsort_with_data(run, n, sizeof *run, higher_first, (gpointer)(uintptr_t)field);
      int half = n / 2 + (n % 2 && turn % 2 == 0);
      turn += n % 2;
      for (int k = 0; k < n; k++)
        (k < half ? above : below)[run[k]] = true;
      n = 0;
    }
    if (member) run[n++] = i;
  }
  g_free(run);
}

/* What overflows below goes up. */
static CairnPlan both_sides(CairnField *field, const bool *wanted, double bottom, double top) {
  CairnPlan plan = {.room = {top, bottom}};
  bool *below = cairn_arena_array(field->arena, (size_t)field->n, bool);
  bool *above = cairn_arena_array(field->arena, (size_t)field->n, bool);
  halve(field, wanted, above, below);
  plan.below = cairn_lanes_new(field, below, plan.room, 1, false);
  if (!plan.below) memcpy(above, wanted, (size_t)field->n * sizeof *above);
  thin(plan.below, field, plan.room, above);
  plan.above = cairn_lanes_new(field, above, plan.room, -1, false);
  return plan;
}

/* Rows on one side of the data or on both, whichever costs less. */
static CairnPlan choose_sides(CairnField *field, const bool *wanted, double bottom, bool below, bool level) {
  CairnPlan one = {.above = cairn_lanes_new(field, wanted, (CairnLabelRoom){0, bottom}, -1, level)};
  one.room = (CairnLabelRoom){least_top(one.above, field, bottom), bottom};
  if (!below) return one;
  CairnPlan both = both_sides(field, wanted, bottom, one.room.top_px);
  if (!both.above) return one;
  double top = least_top(both.above, field, bottom);
  if (fabs(top - one.room.top_px) > 10) {
    both = both_sides(field, wanted, bottom, top);
    if (!both.above) return one;
    top = fmax(top, least_top(both.above, field, bottom));
  }
  both.room.top_px = top;
  return !one.above || plan_cost(&both, field, both.room) < plan_cost(&one, field, one.room) ? both : one;
}

CairnPlan cairn_plan_new(CairnField *field, const bool *wanted, bool below, bool level, bool *keyed) {
  CairnPlan plan = {0};
  const bool *own = field->keyed;
  field->keyed = keyed;
  for (int i = 0; i < MOST_PASSES; i++) {
    double bottom = bottom_for(field, keyed);
    plan = choose_sides(field, wanted, bottom, below, level);
    int removed = thin(plan.above, field, (CairnLabelRoom){most_top(field, bottom), bottom}, keyed);
    removed += thin(plan.below, field, plan.room, keyed);
    if (removed == 0) break;
  }
  plan.room.bottom_px = bottom_for(field, keyed);
  /* a line more, for a label that will turn out to have no place */
  if (plan.room.bottom_px > 0)
    plan.room.bottom_px =
        fmin(plan.room.bottom_px + SPARE_LINE * field->options->font_px, field->options->most_room_px);
  double rest = field->options->most_room_px - plan.room.bottom_px;
  /* the real layout differs by a few px from the scaled one */
  if (plan.room.top_px > 0)
    plan.room.top_px = fmax(0, fmin(plan.room.top_px + 0.4 * field->options->font_px, rest));
  field->keyed = own;
  return plan;
}
