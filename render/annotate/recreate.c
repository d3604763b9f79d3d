#include "annotate/recreate.h"

#include <string.h>

#define TRIES         8  /* places tried in one search, */
#define TRIES_DROPPED 32 /* and where one of the labels was left out */
#define WAYS          2  /* the cheapest places of a label that are tried */
#define SPARE         10 /* px that a text may cost more than a marker for which there is room */

void cairn_recreation_init(CairnRecreation *r, CairnArena *arena, int n) {
  *r = (CairnRecreation){.n = 0};
  r->lists = cairn_arena_array(arena, (size_t)n, CairnShortlist);
  for (int i = 0; i < n; i++)
    cairn_shortlist_init(&r->lists[i], arena, i);
  cairn_conflicts_init(&r->conflicts, arena, r->lists, n);
  cairn_standing_init(&r->standing, arena, &r->conflicts, n);
}

void cairn_recreation_enter(CairnRecreation *r, CairnSearch *search, const CairnRenewalRules *rules) {
  r->search = search;
  r->rules = rules;
}

void cairn_recreation_begin(CairnRecreation *r, double slack, double phase) {
  r->full = G_MAXINT;
  cairn_conflicts_begin(&r->conflicts, r->search->field);
  cairn_standing_begin(&r->standing);
  for (int i = 0; i < r->search->n; i++) {
    const CairnCandidate *now = &r->search->chosen[i];
    double limit = now->cost < INFINITY && !now->marker ? now->cost + slack : INFINITY;
    cairn_shortlist_draw(&r->lists[i], r->search, limit, phase);
    cairn_conflicts_enter(&r->conflicts, i);
    cairn_standing_put(&r->standing, i, cairn_shortlist_find(&r->lists[i], now));
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
  int places[WAYS];
  double prices[WAYS]; /* px; cost and nuisance */
  int n, most;
  double limit; /* px; dearer places are not wanted */
} Options;

/* Keeps it among the cheapest. */
static void add_option(Options *options, int place, double price) {
  int k = options->n < options->most ? options->n++ : options->most - 1;
  for (; k > 0 && options->prices[k - 1] > price; k--) {
    options->places[k] = options->places[k - 1];
    options->prices[k] = options->prices[k - 1];
  }
  options->places[k] = place;
  options->prices[k] = price;
  if (options->n == options->most) options->limit = options->prices[options->n - 1];
}

/* Its places of that word, as the labels that stay leave them. */
static void find_free(CairnRecreation *r, CairnReturn *back, int word) {
  CairnBar bar = cairn_standing_bar(&r->standing, back->label, word);
  back->known |= 1u << word;
  back->free[word] = r->lists[back->label].known[word] & ~bar.barred;
  back->open[word] = back->free[word] & bar.open;
}

/* Is a place of `back` that counts as free free of the labels that stay? */
static bool is_left(CairnRecreation *r, CairnReturn *back, int place) {
  int word = place / CAIRN_WORD;
  uint64_t bit = 1ull << (place % CAIRN_WORD);
  if (!(back->open[word] & bit)) return true;
  back->open[word] &= ~bit;
  if (!cairn_standing_bars(&r->standing, back->label, place)) return true;
  back->free[word] &= ~bit;
  return false;
}

/* Does it touch one of the first `depth` that were put back? */
static bool touches_back(CairnRecreation *r, CairnReturn *back, int depth, int place) {
  for (int k = 0; k < depth; k++)
    if (r->back[k].place >= 0 &&
        cairn_conflicts_touch(&r->conflicts, r->back[k].label, r->back[k].place, back->label, place))
      return true;
  return false;
}

/* Rates the place, should it not be; false if nothing may stand there. */
static bool rate(CairnRecreation *r, CairnReturn *back, int place) {
  CairnShortlist *list = &r->lists[back->label];
  int word = place / CAIRN_WORD;
  uint64_t bit = 1ull << (place % CAIRN_WORD);
  if (list->rated[word] & bit) return true;
  list->rated[word] |= bit;
  if (cairn_field_rate(r->search->field, back->label, &list->places[place])) {
    list->cost[place] = list->places[place].cost;
    return true;
  }
  list->known[word] &= ~bit;
  back->free[word] &= ~bit;
  return false;
}

/* Adds the cheapest places of that word that are free of all that stands, and of the first `depth` that were
 * put back. */
static void add_places(CairnRecreation *r, CairnReturn *back, int depth, int word, double extra,
                       Options *options) {
  const CairnShortlist *list = &r->lists[back->label];
  if (!list->known[word] || (double)list->floor[word * CAIRN_WORD] + extra >= options->limit) return;
  if (!(back->known >> word & 1)) find_free(r, back, word);
  bool flags = r->as_flags && back != &r->back[r->n - 1] && r->search->field->together[back->label] > 1;
  uint64_t free = back->free[word] & (flags ? list->flags[word] : ~0ull);
  for (int k = 0; k < depth && free; k++)
    if (r->back[k].place >= 0)
      free &=
          ~cairn_conflicts_bar(&r->conflicts, r->back[k].label, r->back[k].place, back->label, word)->barred;
  r->search->field->work++;
  for (; free; free &= free - 1) {
    int place = word * CAIRN_WORD + __builtin_ctzll(free);
    if ((double)list->floor[place] + extra >= options->limit) return;
    if (list->cost[place] + extra >= options->limit) continue;
    if (touches_back(r, back, depth, place) || !is_left(r, back, place) || !rate(r, back, place)) continue;
    if (list->cost[place] + extra < options->limit) add_option(options, place, list->cost[place] + extra);
  }
}

/* The cheapest places of the label, at most `most`, for less than `limit`, with the first `depth` as they
 * were put back. */
static void find_options(CairnRecreation *r, CairnReturn *back, int depth, int n_markers, double limit,
                         int most, Options *options) {
  options->n = 0;
  options->limit = limit = cairn_least(limit, cairn_recreation_dropping(r, back->label));
  options->most = 1;
  if (n_markers < r->rules->most) {
    double nuisance = cairn_recreation_nuisance(r, n_markers + 1) - cairn_recreation_nuisance(r, n_markers);
    add_places(r, back, depth, CAIRN_LIST_WORDS - 1, nuisance, options);
    options->limit = limit;
    if (options->n > 0 && n_markers + 1 < r->full)
      options->limit = cairn_least(limit, options->prices[0] + SPARE);
    if (options->n == most) options->limit = cairn_least(options->limit, options->prices[most - 1]);
  }
  options->most = most;
  for (int word = 0; word < CAIRN_LIST_WORDS - 1; word++)
    add_places(r, back, depth, word, 0, options);
}

/* ---- Ways to put all back ---- */

/* Has the key room for those that would stand as markers? The search notes them, but until the end of a stage
 * it does not ask. */
static bool key_has_room(CairnRecreation *r) {
  CairnSearch *s = r->search;
  bool same = true;
  for (int k = 0; k < r->n; k++)
    same = same && cairn_is_marker(r->standing.places[r->back[k].label]) == cairn_is_marker(r->back[k].place);
  if (same) return true;
  s->field->work += 10;
  for (int i = 0; i < s->n; i++)
    s->as_marker[i] = cairn_is_marker(r->standing.places[i]);
  for (int k = 0; k < r->n; k++)
    s->as_marker[r->back[k].label] = cairn_is_marker(r->back[k].place);
  return r->rules->key_has_room(r->rules->data, s->as_marker);
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
    if (sum + options.prices[k] + rest >= r->limit || r->tries >= r->most_tries) return;
    r->tries++;
    back->place = options.places[k];
    descend(r, depth + 1, sum + options.prices[k], rest, n_markers + cairn_is_marker(back->place));
  }
  double cost = cairn_recreation_dropping(r, back->label);
  if (sum + cost + rest >= r->limit || r->tries >= r->most_tries) return;
  back->place = CAIRN_NOWHERE;
  descend(r, depth + 1, sum + cost, rest, n_markers);
}

/* What each costs at least bounds what the others may. False if it is `limit` or more together. */
static bool find_bounds(CairnRecreation *r, double limit, double *rest) {
  *rest = 0;
  for (int k = 0; k < r->n; k++)
    *rest += r->lists[r->back[k].label].least;
  for (int k = 0; k < r->n; k++) {
    CairnReturn *back = &r->back[k];
    Options options;
    *rest -= r->lists[back->label].least;
    back->known = 0;
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
  r->most_tries = TRIES;
  for (int k = 0; k < r->n; k++)
    if (r->standing.places[r->back[k].label] < 0) r->most_tries = TRIES_DROPPED;
  r->found = false;
  if (find_bounds(r, limit, &rest)) descend(r, 0, 0, rest, r->n_markers);
  return r->found;
}
