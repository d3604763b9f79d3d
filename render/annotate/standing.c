#include "annotate/standing.h"

void cairn_standing_init(CairnStanding *s, CairnArena *arena, CairnConflicts *conflicts, int n) {
  *s = (CairnStanding){.arena = arena, .conflicts = conflicts, .n = n};
  s->places = cairn_arena_array(arena, (size_t)n, int);
  s->extents = cairn_arena_array(arena, (size_t)n, CairnGridBox);
  s->away = cairn_arena_array(arena, (size_t)n, bool);
  s->barriers = cairn_arena_array(arena, (size_t)n * CAIRN_LIST_WORDS, CairnBarriers);
  s->moved = cairn_arena_array(arena, (size_t)n, int);
}

void cairn_standing_begin(CairnStanding *s) {
  s->n_moved += s->n + 1; /* too many to be told one by one */
  for (int i = 0; i < s->n; i++) {
    s->places[i] = CAIRN_NOWHERE;
    s->away[i] = false;
  }
}

void cairn_standing_put(CairnStanding *s, int label, int place) {
  if (s->places[label] == place) return;
  s->places[label] = place;
  if (place >= 0) s->extents[label] = cairn_conflicts_extent(s->conflicts, label, place);
  s->moved[s->n_moved++ % s->n] = label;
}

static void add(CairnStanding *s, CairnBarriers *barriers, CairnBarrier barrier) {
  if (barriers->n == barriers->room) {
    size_t room = barriers->room > 0 ? 2 * (size_t)barriers->room : 8;
    barriers->list =
        cairn_arena_grow_array(s->arena, barriers->list, (size_t)barriers->n, room, sizeof barrier);
    barriers->room = (int)room;
  }
  barriers->list[barriers->n++] = barrier;
}

/* Lists the label, if it is in the way of places of that word. */
static void look_at(CairnStanding *s, int label, int word, int other) {
  if (other == label || s->places[other] < 0) return;
  if (!cairn_grid_overlap(s->extents[other], cairn_conflicts_reach(s->conflicts, label, word))) return;
  CairnBar bar = *cairn_conflicts_bar(s->conflicts, other, s->places[other], label, word);
  if (bar.barred | bar.open)
    add(s, &s->barriers[label * CAIRN_LIST_WORDS + word], (CairnBarrier){bar, other});
}

static void take_off(CairnBarriers *barriers, int label) {
  for (int k = 0; k < barriers->n; k++)
    if (barriers->list[k].label == label) {
      barriers->list[k] = barriers->list[--barriers->n];
      return;
    }
}

/* The list, as the labels stand now. */
static CairnBarriers *barriers_of(CairnStanding *s, int label, int word) {
  CairnBarriers *barriers = &s->barriers[label * CAIRN_LIST_WORDS + word];
  int64_t seen = barriers->seen;
  barriers->seen = s->n_moved;
  if (s->n_moved - seen <= s->n) {
    for (; seen < s->n_moved; seen++) {
      int other = s->moved[seen % s->n];
      take_off(barriers, other);
      look_at(s, label, word, other);
    }
    return barriers;
  }
  barriers->n = 0;
  for (int i = 0; i < s->n; i++)
    look_at(s, label, word, i);
  return barriers;
}

CairnBar cairn_standing_bar(CairnStanding *s, int label, int word) {
  const CairnBarriers *barriers = barriers_of(s, label, word);
  CairnBar all = {0, 0};
  for (int k = 0; k < barriers->n; k++) {
    if (s->away[barriers->list[k].label]) continue;
    all.barred |= barriers->list[k].bar.barred;
    all.open |= barriers->list[k].bar.open;
  }
  s->conflicts->field->work += barriers->n / 32 + 1;
  return all;
}

bool cairn_standing_find(CairnStanding *s, int label, int place, int most, int *found, int *n_found) {
  int word = place / CAIRN_WORD;
  uint64_t bit = 1ull << (place % CAIRN_WORD);
  const CairnBarriers *barriers = &s->barriers[label * CAIRN_LIST_WORDS + word];
  *n_found = 0;
  for (int k = 0; k < barriers->n; k++) {
    CairnBarrier *barrier = &barriers->list[k];
    if (s->away[barrier->label]) continue;
    if (!(barrier->bar.barred & bit)) {
      if (!(barrier->bar.open & bit)) continue;
      barrier->bar.open &= ~bit;
      if (!cairn_conflicts_touch(s->conflicts, barrier->label, s->places[barrier->label], label, place))
        continue;
      barrier->bar.barred |= bit;
    }
    if (*n_found == most) return false;
    found[(*n_found)++] = barrier->label;
  }
  return true;
}

bool cairn_standing_bars(CairnStanding *s, int label, int place) {
  int none, n;
  return !cairn_standing_find(s, label, place, 0, &none, &n);
}
