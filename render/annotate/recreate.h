/* Puts a few labels back where together they cost least, with all others as they stand: a search over the
 * free places of each, by branch and bound. */
#pragma once

#include "annotate/renewal.h"
#include "annotate/standing.h"

#define CAIRN_MOST_OUT 16 /* labels put back at once */

/* One of the labels that come back. */
typedef struct CairnReturn {
  int label;
  double least;                    /* px; what it costs at least */
  unsigned known;                  /* a bit for each word of its places that was asked for; of those: */
  uint64_t free[CAIRN_LIST_WORDS]; /* its places that no label that stays is known to touch; */
  uint64_t open[CAIRN_LIST_WORDS]; /* of those, the ones that one of them may */
  int place;                       /* tried at present */
  int best;                        /* in the best way found */
} CairnReturn;

typedef struct CairnRecreation {
  CairnSearch *search;
  const CairnRenewalRules *rules;
  CairnShortlist *lists; /* per label */
  CairnConflicts conflicts;
  CairnStanding standing; /* of which those that are taken away do not count */
  CairnReturn back[CAIRN_MOST_OUT];
  int n;                 /* of those */
  int n_markers;         /* that stand, without those */
  bool as_flags;         /* labels whose anchors stand together come back as flags, but for the last */
  int full;              /* of so many markers the key had no room */
  double limit;          /* px; the best way found costs that */
  int tries, most_tries; /* places tried in this search */
  bool found;
} CairnRecreation;

/* For figures of `n` labels; `arena` must live as long. */
void cairn_recreation_init(CairnRecreation *recreation, CairnArena *arena, int n);

/* To be called before a layout of those labels is looked at. */
void cairn_recreation_enter(CairnRecreation *recreation, CairnSearch *search, const CairnRenewalRules *rules);

/* Lists places of each label, the one where it stands among them; of texts those that cost at most about
 * `slack` px more than that. `phase`: see cairn_shortlist_draw. */
void cairn_recreation_begin(CairnRecreation *recreation, double slack, double phase);

static inline bool cairn_is_marker(int place) {
  return place >= CAIRN_TEXT_PLACES;
}

/* px; of a label that is left out, and of so many markers. */
double cairn_recreation_dropping(const CairnRecreation *recreation, int label);
double cairn_recreation_nuisance(const CairnRecreation *recreation, int n_markers);

/* Looks for the best way to put the labels of `back` back that costs less than `limit`; false if there is
 * none. Sets `best` of each, and `limit` to the cost. */
bool cairn_recreation_solve(CairnRecreation *recreation, double limit);
