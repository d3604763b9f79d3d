#include "annotate/shortlist.h"

#include <string.h>

#define SPARE 4 /* places for what stands, what was proposed, and the marker on its anchor */

/* How many of each bucket are taken, of all kinds of texts: fewer of those far away. */
static const int quotas[CAIRN_BUCKETS] = {48, 40, 36, 32, 28, 24, 24, 24};

void cairn_shortlist_init(CairnShortlist *list, CairnArena *arena, int label) {
  *list = (CairnShortlist){.label = label};
  list->places = cairn_arena_array(arena, CAIRN_LIST_PLACES, CairnCandidate);
  list->cost = cairn_arena_array(arena, CAIRN_LIST_PLACES, double);
  list->floor = cairn_arena_array(arena, CAIRN_LIST_PLACES, float);
}

/* Those that cost less than `limit`. */
static CairnPool cheaper_than(const CairnPool *pool, double limit, CairnFree *room) {
  CairnPool some;
  for (int b = 0; b < CAIRN_BUCKETS; b++) {
    const CairnBucket *bucket = &pool->buckets[b];
    const CairnFree *first = room;
    for (int k = 0; k < bucket->n; k++)
      if ((double)bucket->free[k].cost < limit) *room++ = bucket->free[k];
    some.buckets[b] = (CairnBucket){first, (int)(room - first)};
  }
  return some;
}

/* How many of each bucket are taken: its share, and what others leave of theirs, cheap ones first. */
static void share_out(const CairnPool *pool, int most, int *taken) {
  int spare = 0;
  for (int b = 0; b < CAIRN_BUCKETS; b++) {
    taken[b] = MIN(MIN(pool->buckets[b].n, quotas[b] + spare), most);
    spare += quotas[b] - taken[b];
    most -= taken[b];
  }
  for (int b = 0; b < CAIRN_BUCKETS && most > 0; b++) {
    int more = MIN(pool->buckets[b].n - taken[b], most);
    taken[b] += more;
    most -= more;
  }
}

/* Takes at most so many places, evenly from each bucket. How many. */
static int choose(CairnSearch *s, int label, const CairnPool *pool, double phase, int most,
                  CairnCandidate *places) {
  CairnField *field = s->field;
  CairnPoint site = cairn_field_site(field, label);
  int n = 0, taken[CAIRN_BUCKETS];
  share_out(pool, most, taken);
  for (int b = 0; b < CAIRN_BUCKETS; b++)
    for (int k = 0; k < taken[b]; k++) {
      CairnFree free = pool->buckets[b].free[(int)((k + phase) * pool->buckets[b].n / taken[b])];
      const CairnOffset *offset = &cairn_search_offsets(s, label)->offsets[free.offset];
      CairnBox size = cairn_field_size(field, label, free.size);
      CairnBox box = cairn_offset_box(offset, site, size.width, size.height);
      cairn_field_callout(field, label, free.size, box, offset->pole, offset->flag, &places[n++]);
    }
  field->work += n;
  return n;
}

static bool is_same(const CairnCandidate *a, const CairnCandidate *b) {
  return a->size == b->size && fabs(a->box.x - b->box.x) < 0.01 && fabs(a->box.y - b->box.y) < 0.01 &&
         a->n_path == b->n_path && a->flag == b->flag;
}

/* Adds it, should it be a place of that kind; in place of an equal one. How many there are. */
static int add(CairnCandidate *places, int n, bool marker, const CairnCandidate *candidate) {
  if (!(candidate->cost < INFINITY) || candidate->marker != marker) return n;
  int k = 0;
  while (k < n && !is_same(&places[k], candidate))
    k++;
  places[k] = *candidate;
  return MAX(n, k + 1);
}

/* Enters places from that index on, cheapest first; they nearly are in that order. */
static void enter(CairnShortlist *list, int from, const CairnCandidate *places, int n) {
  int order[CAIRN_TEXT_PLACES];
  for (int i = 0; i < n; i++) {
    int k = i;
    for (; k > 0 && places[order[k - 1]].cost > places[i].cost; k--)
      order[k] = order[k - 1];
    order[k] = i;
  }
  for (int i = 0; i < n; i++) {
    int k = from + i;
    uint64_t bit = 1ull << (k % CAIRN_WORD);
    list->places[k] = places[order[i]];
    list->cost[k] = list->places[k].cost;
    list->floor[k] = (float)list->cost[k];
    list->known[k / CAIRN_WORD] |= bit;
    if (list->places[k].rated) list->rated[k / CAIRN_WORD] |= bit;
    if (list->places[k].flag) list->flags[k / CAIRN_WORD] |= bit;
  }
}

static void enter_texts(CairnShortlist *list, CairnSearch *s, double limit, double phase) {
  CairnCandidate places[CAIRN_TEXT_PLACES];
  CairnFree room[CAIRN_BUCKETS * CAIRN_MOST_KNOWN];
  CairnPool pool = cheaper_than(&cairn_supply_of(s)->texts[list->label], limit, room);
  int n = choose(s, list->label, &pool, phase, CAIRN_TEXT_PLACES - SPARE, places);
  n = add(places, n, false, &s->chosen[list->label]);
  list->n_texts = add(places, n, false, &s->proposals[list->label]);
  enter(list, 0, places, list->n_texts);
  list->least = list->n_texts > 0 ? (double)list->floor[0] : 0;
}

static void enter_markers(CairnShortlist *list, CairnSearch *s, double phase) {
  CairnCandidate places[CAIRN_WORD], badge;
  const CairnPool *pool = &cairn_supply_of(s)->markers[list->label];
  int n = choose(s, list->label, pool, phase, CAIRN_WORD - SPARE, places);
  if (cairn_field_badge(s->field, list->label, &badge)) n = add(places, n, true, &badge);
  n = add(places, n, true, &s->chosen[list->label]);
  list->n_markers = add(places, n, true, &s->proposals[list->label]);
  enter(list, CAIRN_TEXT_PLACES, places, list->n_markers);
}

void cairn_shortlist_draw(CairnShortlist *list, CairnSearch *s, double limit, double phase) {
  memset(list->known, 0, sizeof list->known);
  memset(list->rated, 0, sizeof list->rated);
  memset(list->flags, 0, sizeof list->flags);
  enter_texts(list, s, limit, phase);
  enter_markers(list, s, phase);
}

int cairn_shortlist_find(const CairnShortlist *list, const CairnCandidate *candidate) {
  if (!(candidate->cost < INFINITY)) return -1;
  int from = candidate->marker ? CAIRN_TEXT_PLACES : 0;
  int n = candidate->marker ? list->n_markers : list->n_texts;
  for (int k = from; k < from + n; k++)
    if (is_same(&list->places[k], candidate)) return k;
  return -1;
}
