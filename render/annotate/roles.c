#include "annotate/roles.h"

#include <string.h>

bool *cairn_roles_set(const CairnTask *task, const bool *from) {
  bool *set = cairn_arena_array(task->arena, (size_t)task->n, bool);
  if (from && task->n > 0) memcpy(set, from, (size_t)task->n * sizeof *set);
  return set;
}

CairnRoles cairn_roles_copy(const CairnTask *task, CairnRoles from) {
  return (CairnRoles){cairn_roles_set(task, from.wanted), cairn_roles_set(task, from.keyed),
                      cairn_roles_set(task, from.hidden)};
}

int cairn_roles_count(const CairnTask *task, const bool *set) {
  int n = 0;
  for (int i = 0; i < task->n; i++)
    n += set[i];
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

void cairn_roles_help(const CairnTask *task, const CairnRound *round, bool lanes, CairnRoles *roles) {
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    if (choice && choice->marker) roles->keyed[i] = true; /* it has become one for want of a place */
    if (roles->hidden[i] || choice) continue;
    if (lanes && !roles->wanted[i] && round->unplaced > CAIRN_FEW_UNPLACED) {
      roles->wanted[i] = true;
      continue;
    }
    if (roles->keyed[i]) make_way(task, round, i, roles->keyed);
    roles->keyed[i] = true;
  }
}

static int importance_last(const void *a, const void *b, void *data) {
  const CairnTask *task = data;
  int i = *(const int *)a, k = *(const int *)b;
  int p = task->milestones[i].priority, q = task->milestones[k].priority;
  return p != q ? q - p : k - i;
}

void cairn_roles_hide_excess(const CairnTask *task, CairnRound *base, CairnRoles *roles) {
  double most = CAIRN_KEY_SHARE * task->options->most_room_px;
  int *list = cairn_arena_array(task->arena, (size_t)task->n, int), n = 0;
  bool *shown = cairn_roles_set(task, NULL);
  for (int i = 0; i < task->n; i++)
    if (roles->keyed[i] && !roles->hidden[i]) list[n++] = i;
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
    roles->hidden[list[k]] = true;
}
