#include "annotate/callouts.h"

#include <stdlib.h>

#define FEW           10       /* one of so many labels without a place are few */
#define MANY          3        /* where one of so many has none, all are given room in the key */
#define GROWTH        0.3      /* so much larger, at least, the next key is than the last */
#define STALLED       0.7      /* a key that leaves out more than that of those left out before is the last */
#define LEAST_TO_GIVE 0.8      /* font sizes: less than that the plot need not get back from the key */
#define LEAST_OF_MANY 3        /* where labels are many, since it takes so long */
#define MOST_RENEWING 20000000 /* units of work: after that no larger key is tried */
#define NO_PLACE_COST 1e5      /* px */
#define MARKER_COST   5e4      /* px, too: what has become a marker is likely to stay one */

/* Shares of the work that renewing a layout is worth. */
#define AGAIN_SHARE 0.5  /* once more */
#define GIVE_SHARE  0.25 /* when the plot has got room back, */
#define HOPED_FOR   2    /* and while no more than so many times as many labels are left out there is hope */

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
    needs[i] = (Need){i, !choice ? NO_PLACE_COST : choice->marker ? MARKER_COST : choice->cost};
  }
  qsort(needs, (size_t)task->n, sizeof *needs, neediest_first);
  for (int k = 0; k < n; k++)
    keyed[needs[k].milestone] = true;
  return fmin(cairn_plan_key_height(&round->field, keyed) + 1, task->options->most_room_px);
}

/* A figure with that room for a key, of n, the labels as they stand in `base`. */
static CairnRound *with_key(CairnTask *task, CairnRound *base, int n, double height, GError **error) {
  CairnRound *round = cairn_round_new(task, (CairnLabelRoom){0, height}, NULL, NULL, error);
  if (!round) return NULL;
  cairn_field_set_markers(&round->field, n);
  cairn_round_keep(task, base, round, NULL, NULL);
  return round;
}

/* Does a label stand so far away that a marker might be better? */
static bool is_dear(const CairnTask *task, const CairnRound *round) {
  for (int i = 0; i < task->n; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    if (!choice || choice->cost > cairn_field_size_cost(&round->field, i, task->milestones[i].n_sizes))
      return true;
  }
  return false;
}

/* So many labels without a place are few: they may find one in this layout yet. */
static int most_few(const CairnTask *task) {
  return MAX(1, task->n / FEW);
}

/* Renews the labels without a key; how many one should have room for. Of many labels it is guessed: of those
 * that have no place at once about a half finds one. */
static int renew_without_key(CairnTask *task, CairnRound *round) {
  int few = cairn_round_few(task);
  if (cairn_round_is_large(task) && round->unplaced > few) return MAX(few, round->unplaced / 2);
  cairn_round_renew(task, round, 1, false, CAIRN_GIVE_UP);
  return MAX(few, cairn_round_count_dropped(task, round));
}

/* Renews them with a key, and once more if few are left out; `is_last`: there will be no larger one. How many
 * are left out. */
static int renew_with_key(CairnTask *task, CairnRound *round, bool is_last) {
  cairn_round_renew(task, round, 1, true, is_last ? CAIRN_GO_ON : CAIRN_GIVE_UP);
  int dropped = cairn_round_count_dropped(task, round);
  if (dropped == 0 || dropped > most_few(task)) return dropped;
  cairn_round_find_any(task, round);
  cairn_round_renew(task, round, AGAIN_SHARE, true, CAIRN_GO_ON);
  cairn_round_find_any(task, round);
  return cairn_round_count_dropped(task, round);
}

/* How many labels the next key should have room for, after one for n that left some out. */
static int next_size(const CairnTask *task, const CairnRound *round, int n) {
  int keyed = cairn_round_count_keyed(task, round), dropped = cairn_round_count_dropped(task, round);
  if (dropped > task->n / MANY) return task->n;
  int more = MAX(1, MAX(cairn_round_few(task), (int)(GROWTH * n)));
  return MIN(task->n, MAX(keyed + dropped, n + more));
}

CairnRound *cairn_callouts_renew(CairnTask *task, CairnRound *last, CairnRound *best, GError **error) {
  int n = renew_without_key(task, last);
  int64_t end = task->work + MOST_RENEWING;
  int dropped = cairn_round_count_dropped(task, last);
  if (dropped == 0) best = cairn_round_better(task, best, last);
  if (dropped == 0 && !is_dear(task, last)) return best;
  bool is_last = false;
  for (int before = G_MAXINT; !is_last && task->work < end; before = dropped, n = next_size(task, last, n)) {
    double height = height_for(task, last, n);
    last = with_key(task, last, n, height, error);
    if (!last) return NULL;
    is_last = height + 1 >= task->options->most_room_px || n == task->n;
    dropped = renew_with_key(task, last, is_last);
    best = cairn_round_better(task, best, last);
    if (dropped == 0 || (dropped > most_few(task) && dropped > STALLED * before)) break;
  }
  cairn_round_insist(task, best);
  return best;
}

CairnRound *cairn_callouts_give_back(CairnTask *task, CairnRound *best, GError **error) {
  if (!task->options->height_is_fixed) return best;
  double height = cairn_round_key_height(task, best),
         least = cairn_round_is_large(task) ? LEAST_OF_MANY : LEAST_TO_GIVE;
  if (best->room.bottom_px - height < least * task->options->font_px) return best;
  CairnLabelRoom room = {best->room.top_px, height > 0 ? height + 1 : 0};
  CairnRound *round = cairn_round_new(task, room, NULL, NULL, error);
  if (!round) return NULL;
  int dropped = cairn_round_count_dropped(task, best);
  cairn_field_set_markers(&round->field, MAX(1, cairn_round_count_keyed(task, best)));
  cairn_round_keep(task, best, round, NULL, NULL);
  cairn_round_renew(task, round, GIVE_SHARE, true, CAIRN_GO_ON);
  cairn_round_find_any(task, round);
  if (cairn_round_count_dropped(task, round) <= HOPED_FOR * dropped) cairn_round_insist(task, round);
  return cairn_round_better(task, best, round);
}
