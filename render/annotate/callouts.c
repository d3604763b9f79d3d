#include "annotate/callouts.h"

#include <stdlib.h>

#define FEW           3       /* labels without a place for which all the work is spent */
#define LEAST_TO_GIVE 0.8     /* font sizes: less than that the plot need not get back from the key */
#define MOST_RENEWING 4000000 /* units of work: after that no larger key is tried */
#define NO_PLACE_COST 1e5     /* px */

typedef struct Need {
  int milestone;
  double cost;
} Need;

static int neediest_first(const void *a, const void *b) {
  const Need *p = a, *q = b;
  return p->cost != q->cost ? (p->cost > q->cost ? -1 : 1) : p->milestone - q->milestone;
}

/* Height of a key for the n labels that stand worst. */
static double height_for(const CairnTask *task, CairnRound *round, int n) {
  if (n == 0) return 0;
  Need *needs = cairn_arena_array(task->arena, (size_t)task->n, Need);
  bool *keyed = cairn_arena_array(task->arena, (size_t)task->n, bool);
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    needs[i] = (Need){i, choice ? choice->cost : NO_PLACE_COST};
  }
  qsort(needs, (size_t)task->n, sizeof *needs, neediest_first);
  for (int k = 0; k < n; k++)
    keyed[needs[k].milestone] = true;
  return fmin(cairn_plan_key_height(&round->field, keyed) + 1, task->options->most_room_px);
}

/* The labels as they stand in `base`, renewed with room for a key of n. */
static CairnRound *renew_with_key(CairnTask *task, CairnRound *base, int n, GError **error) {
  CairnLabelRoom room = {0, height_for(task, base, n)};
  CairnRound *round = cairn_round_new(task, room, NULL, NULL, error);
  if (!round) return NULL;
  cairn_field_set_markers(&round->field, n);
  cairn_round_keep(task, base, round, NULL, NULL);
  cairn_round_renew(task, round, CAIRN_FIRST_SHARE);
  if (cairn_round_count_dropped(task, round) <= FEW) cairn_round_renew(task, round, 1 - CAIRN_FIRST_SHARE);
  return round;
}

CairnRound *cairn_callouts_renew(CairnTask *task, CairnRound *last, CairnRound *best, GError **error) {
  int64_t end = task->work + MOST_RENEWING;
  if (cairn_round_count_dropped(task, last) <= 2 + task->n / 12) {
    CairnRound *round = renew_with_key(task, last, 0, error);
    if (!round) return NULL;
    best = cairn_round_better(task, best, round);
    if (cairn_round_count_dropped(task, round) == 0) last = round;
  }
  for (int n = 0, next = cairn_round_few(task); n < task->n && task->work < end;) {
    n = MIN(next, task->n);
    CairnRound *round = last = renew_with_key(task, last, n, error);
    if (!round) return NULL;
    best = cairn_round_better(task, best, round);
    int dropped = cairn_round_count_dropped(task, round);
    if (dropped == 0 || dropped > task->n / 3) break;
    next = MAX(cairn_round_count_keyed(task, round) + dropped, n + cairn_round_few(task));
  }
  return best;
}

CairnRound *cairn_callouts_give_back(CairnTask *task, CairnRound *best, GError **error) {
  if (!task->options->height_is_fixed) return best;
  double height = cairn_round_key_height(task, best);
  if (best->room.bottom_px - height < LEAST_TO_GIVE * task->options->font_px) return best;
  CairnLabelRoom room = {best->room.top_px, height > 0 ? height + 1 : 0};
  CairnRound *round = cairn_round_new(task, room, NULL, NULL, error);
  if (!round) return NULL;
  cairn_field_set_markers(&round->field, MAX(1, cairn_round_count_keyed(task, best)));
  cairn_round_keep(task, best, round, NULL, NULL);
  cairn_round_renew(task, round, CAIRN_FIRST_SHARE);
  return cairn_round_better(task, best, round);
}
