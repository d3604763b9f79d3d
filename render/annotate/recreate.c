#include "annotate/recreate.h"

#include "annotate/search_state.h"
#include "annotate/touch.h"

#define MOST_TRIES 8  /* places tried in one search */
#define WAYS       2  /* the cheapest places of a label that are tried */
#define SPARE      10 /* px that a text may cost more than a marker for which there is room */

void cairn_recreation_init(CairnRecreation *r, CairnArena *arena, CairnSearch *s,
                           const CairnRenewalRules *rules) {
  size_t n = (size_t)s->n;
  *r = (CairnRecreation){.search = s, .rules = rules, .full = G_MAXINT};
  cairn_conflicts_init(&r->conflicts, arena, s->field, s->chosen);
  r->out = cairn_arena_array(arena, (size_t)r->conflicts.words, uint64_t);
  r->least = cairn_arena_array(arena, n, double);
  r->places[0] = cairn_arena_array(arena, 2 * n, CairnPlaces);
  r->places[1] = r->places[0] + n;
  for (int k = 0; k < 2 * CAIRN_MOST_OUT; k++) {
    r->back[k / 2].free[k % 2].places = cairn_arena_array(arena, CAIRN_MOST_FREE, CairnFreePlace);
    r->back[k / 2].free[k % 2].sure =
        cairn_arena_array(arena, CAIRN_MOST_FREE / CAIRN_BLOCK, CairnGridPlaces);
  }
  for (int i = 0; i < s->n; i++) {
    CairnChoices *texts = cairn_search_choices(s, i, false);
    r->places[0][i].choices = texts;
    r->places[1][i].choices = cairn_search_choices(s, i, true);
    r->places[1][i].markers = true;
    bool some = cairn_choices_reach(texts, s->field, 0, INFINITY);
    r->least[i] = cairn_least(some ? (double)cairn_choices_spot(texts, 0)->floor : 0, s->proposals[i].cost);
  }
}

double cairn_recreation_dropping(const CairnRecreation *r, int label) {
  return r->rules->dropped_cost * cairn_importance(&r->search->field->milestones[label]);
}

double cairn_recreation_nuisance(const CairnRecreation *r, int n_markers) {
  return (n_markers > 0 ? r->rules->first : 0) + r->rules->nuisance * MAX(0, n_markers - r->rules->few);
}

/* ---- Places to choose from ---- */

/* The cheapest places found for a label. */
typedef struct Options {
  CairnCandidate places[WAYS];
  double prices[WAYS]; /* px; cost and nuisance */
  int n, most;
  double limit; /* px; dearer places are not wanted */
} Options;

/* Keeps it among the cheapest. */
static void add_option(Options *options, const CairnCandidate *candidate, double price) {
  if (price >= options->limit) return;
  int k = options->n < options->most ? options->n++ : options->most - 1;
  for (; k > 0 && options->prices[k - 1] > price; k--) {
    options->places[k] = options->places[k - 1];
    options->prices[k] = options->prices[k - 1];
  }
  options->places[k] = *candidate;
  options->prices[k] = price;
  if (options->n == options->most) options->limit = options->prices[options->n - 1];
}

/* Does it touch one of the first `depth` labels that were put back? */
static bool touches_back(const CairnRecreation *r, int depth, const CairnCandidate *candidate) {
  for (int k = 0; k < depth; k++)
    if (r->back[k].place.cost < INFINITY &&
        cairn_candidates_touch(&r->search->field->spacing, candidate, &r->back[k].place))
      return true;
  return false;
}

/* Reads on in the label's places, as far as they may cost less than `limit`; false if there are no more. */
static bool read_on(CairnRecreation *r, CairnReturn *back, bool marker, double limit) {
  CairnPlaces *places = &r->places[marker][back->label];
  CairnFree *list = &back->free[marker];
  int block = list->n_read / CAIRN_BLOCK, first = block * CAIRN_BLOCK;
  uint64_t free;
  r->search->field->work++;
  if (list->n + CAIRN_BLOCK > CAIRN_MOST_FREE ||
      !cairn_conflicts_free(&r->conflicts, places, block, r->out, limit, &free))
    return false;
  int end = first + places->blocks[block]->n;
  if (end <= list->n_read) return false;
  for (free &= ~0ull << (list->n_read - first); free; free &= free - 1, list->n++) {
    int index = first + __builtin_ctzll(free);
    list->places[list->n].index = index;
    list->places[list->n].is_new = true;
    cairn_conflicts_copy(places, index, &list->sure[list->n / CAIRN_BLOCK], list->n % CAIRN_BLOCK);
  }
  list->n_read = end;
  return true;
}

/* Is it free of the first `depth` that were put back, and of the labels that stay? If it is not of those, it
 * will not be asked for again. */
static bool is_open(CairnRecreation *r, CairnReturn *back, int depth, bool marker, CairnFreePlace *place) {
  CairnField *field = r->search->field;
  CairnPlaces *places = &r->places[marker][back->label];
  field->work++;
  if (touches_back(r, depth, &place->candidate)) return false;
  if (place->is_free) return true;
  place->is_free = cairn_conflicts_is_free(&r->conflicts, places, place->index, &place->candidate, r->out);
  if (!place->is_free) {
    place->candidate.cost = INFINITY;
    return false;
  }
  CairnSpot *spot = cairn_choices_spot(places->choices, place->index);
  if (!spot->rated) {
    cairn_field_rate(field, back->label, &place->candidate);
    spot->cost = (float)place->candidate.cost;
    spot->rated = true;
  }
  return true;
}

/* Bits of the places listed in that block that are not sure to touch one of the first `depth` that were put
 * back. */
static uint64_t open_in_block(CairnRecreation *r, const CairnFree *list, int block, int depth, bool marker) {
  int n = list->n - block * CAIRN_BLOCK;
  uint64_t open = n < CAIRN_BLOCK ? ~(~0ull << n) : ~0ull;
  for (int k = 0; k < depth && open; k++)
    if (r->back[k].shape.stands) open &= ~cairn_conflicts_sure(&list->sure[block], marker, &r->back[k].shape);
  r->search->field->work += depth;
  return open;
}

/* Adds the place, if it is open and not too dear. */
static void add_place(CairnRecreation *r, CairnReturn *back, int depth, bool marker, CairnFreePlace *place,
                      double extra, Options *options) {
  if (place->is_new) {
    place->is_new = false;
    place->is_free = false;
    place->candidate =
        cairn_choices_get(r->places[marker][back->label].choices, r->search->field, place->index);
  }
  if (place->candidate.cost + extra < options->limit && is_open(r, back, depth, marker, place))
    add_option(options, &place->candidate, place->candidate.cost + extra);
}

/* Lists places up to the end of that block, as far as they may cost less than `limit`; false if none is in
 * it. */
static bool list_block(CairnRecreation *r, CairnReturn *back, bool marker, int block, double limit) {
  const CairnChoices *choices = r->places[marker][back->label].choices;
  CairnFree *list = &back->free[marker];
  while (list->n < (block + 1) * CAIRN_BLOCK) {
    if (list->n_read < choices->n && (double)cairn_choices_spot(choices, list->n_read)->floor >= limit) break;
    if (!read_on(r, back, marker, limit)) break;
  }
  return list->n > block * CAIRN_BLOCK;
}

/* Adds the cheapest places that are free of all that stands, and of the first `depth` that were put back. */
static void add_places(CairnRecreation *r, CairnReturn *back, int depth, bool marker, double extra,
                       Options *options) {
  const CairnField *field = r->search->field;
  CairnChoices *choices = r->places[marker][back->label].choices;
  CairnFree *list = &back->free[marker];
  bool flags = r->as_flags && back != &r->back[r->n - 1] && field->together[back->label] > 1;
  for (int block = 0; list_block(r, back, marker, block, options->limit - extra); block++)
    for (uint64_t open = open_in_block(r, list, block, depth, marker); open; open &= open - 1) {
      CairnFreePlace *place = &list->places[block * CAIRN_BLOCK + __builtin_ctzll(open)];
      const CairnSpot *spot = cairn_choices_spot(choices, place->index);
      if ((double)spot->floor + extra >= options->limit) return;
      if ((double)spot->cost + extra >= options->limit || (flags && !spot->flag)) continue;
      add_place(r, back, depth, marker, place, extra, options);
    }
}

/* Does it touch a label that stays? */
static bool is_barred(const CairnRecreation *r, const CairnCandidate *candidate) {
  const CairnSearch *s = r->search;
  s->field->work += s->n / 8;
  for (int i = 0; i < s->n; i++)
    if (cairn_search_has(s, i) && !(r->out[i >> 6] >> (i & 63) & 1) &&
        cairn_candidates_touch(&s->field->spacing, candidate, &s->chosen[i]))
      return true;
  return false;
}

/* The cheapest places of the label, at most `most`, for less than `limit`, with the first `depth` as they
 * were put back.
 */
static void find_options(CairnRecreation *r, CairnReturn *back, int depth, int n_markers, double limit,
                         int most, Options *options) {
  const CairnCandidate *proposal = &r->search->proposals[back->label];
  options->n = 0;
  options->most = most;
  options->limit = limit = cairn_least(limit, cairn_recreation_dropping(r, back->label));
  if (proposal->cost < limit && !proposal->marker && !is_barred(r, proposal) &&
      !touches_back(r, depth, proposal))
    add_option(options, proposal, proposal->cost);
  double nuisance = cairn_recreation_nuisance(r, n_markers + 1) - cairn_recreation_nuisance(r, n_markers);
  if (n_markers < r->rules->most) {
    int before = options->n;
    options->most = MIN(most, 1 + before);
    add_places(r, back, depth, true, nuisance, options);
    options->most = most;
    options->limit = limit;
    if (options->n > before && n_markers + 1 < r->full)
      options->limit = cairn_least(limit, options->prices[options->n - 1] + SPARE);
    if (options->n == most) options->limit = cairn_least(options->limit, options->prices[most - 1]);
  }
  add_places(r, back, depth, false, 0, options);
}

/* ---- Ways to put all back ---- */

/* Has the key room for those that would stand as markers? */
static bool key_has_room(CairnRecreation *r) {
  CairnCandidate *chosen = r->search->chosen, before[CAIRN_MOST_OUT];
  bool same = true;
  for (int k = 0; k < r->n; k++) {
    const CairnCandidate *now = &chosen[r->back[k].label], *then = &r->back[k].place;
    same = same && (now->cost < INFINITY && now->marker) == (then->cost < INFINITY && then->marker);
  }
  if (same) return true;
  for (int k = 0; k < r->n; k++) {
    before[k] = chosen[r->back[k].label];
    chosen[r->back[k].label] = r->back[k].place;
  }
  bool room = r->rules->key_has_room(r->rules->data, r->search);
  for (int k = 0; k < r->n; k++)
    chosen[r->back[k].label] = before[k];
  r->search->field->work += 10;
  return room;
}

static void keep_way(CairnRecreation *r, double sum, int n_markers) {
  if (!key_has_room(r)) {
    r->full = MIN(r->full, n_markers);
    return;
  }
  r->limit = sum;
  r->found = true;
  for (int k = 0; k < r->n; k++)
    r->back[k].best = r->back[k].place;
}

static void put_at(const CairnRecreation *r, CairnReturn *back, const CairnCandidate *place) {
  back->place = *place;
  back->shape = cairn_conflicts_shape(&r->conflicts, place);
}

/* Tries the places of the label at `depth`; those before it cost `sum`, those from it on at least `rest`. */
static void descend(CairnRecreation *r, int depth, double sum, double rest, int n_markers) {
  if (depth == r->n) {
    keep_way(r, sum, n_markers);
    return;
  }
  CairnReturn *back = &r->back[depth];
  rest -= back->least;
  Options options;
  find_options(r, back, depth, n_markers, r->limit - sum - rest, depth + 1 == r->n ? 1 : WAYS, &options);
  for (int k = 0; k < options.n; k++) {
    if (sum + options.prices[k] + rest >= r->limit || r->tries >= MOST_TRIES) return;
    r->tries++;
    put_at(r, back, &options.places[k]);
    descend(r, depth + 1, sum + options.prices[k], rest, n_markers + back->place.marker);
  }
  double cost = cairn_recreation_dropping(r, back->label);
  if (sum + cost + rest >= r->limit || r->tries >= MOST_TRIES) return;
  back->place.cost = INFINITY;
  back->shape.stands = false;
  descend(r, depth + 1, sum + cost, rest, n_markers);
}

/* What each costs at least bounds what the others may. False if it is `limit` or more together. */
static bool find_bounds(CairnRecreation *r, double limit, double *rest) {
  *rest = 0;
  for (int k = 0; k < r->n; k++) {
    for (int marker = 0; marker < 2; marker++)
      r->back[k].free[marker].n = r->back[k].free[marker].n_read = 0;
    *rest += r->least[r->back[k].label];
  }
  for (int k = 0; k < r->n; k++) {
    CairnReturn *back = &r->back[k];
    Options options;
    *rest -= r->least[back->label];
    find_options(r, back, 0, r->n_markers, limit - *rest, 1, &options);
    back->least = options.n > 0 ? options.prices[0] : options.limit;
    *rest += back->least;
    if (*rest >= limit) return false;
  }
  return true;
}

bool cairn_recreation_solve(CairnRecreation *r, double limit) {
  double rest;
  r->limit = limit;
  r->tries = 0;
  r->found = false;
  if (find_bounds(r, limit, &rest)) descend(r, 0, 0, rest, r->n_markers);
  return r->found;
}
