/* Puts a few labels back where together they cost least, with all others as they stand: a search over the
 * free places of each, by branch and bound. */
#pragma once

#include "annotate/conflicts.h"
#include "annotate/renewal.h"

#define CAIRN_MOST_OUT 16 /* labels put back at once */

#define CAIRN_MOST_FREE 512 /* places that a label may choose from */

/* A place of a label that comes back. */
typedef struct CairnFreePlace {
  int index;    /* in its choices */
  bool is_new;  /* nothing of the rest is known */
  bool is_free; /* it touches no label that stays; else that is not known, or the candidate's cost is INFINITY
                 */
  CairnCandidate candidate;
} CairnFreePlace;

/* Places of a label, cheapest first, that no label that stays is known to touch. */
typedef struct CairnFree {
  CairnFreePlace *places;
  CairnGridPlaces *sure; /* what is sure to be there, CAIRN_BLOCK to each */
  int n, n_read;         /* and how many choices were looked through for them */
} CairnFree;

/* One of the labels that come back. */
typedef struct CairnReturn {
  int label;
  double least;         /* px; what it costs at least */
  CairnCandidate place; /* tried at present; cost INFINITY: left out */
  CairnShape shape;     /* of that */
  CairnCandidate best;  /* in the best way found */
  CairnFree free[2];    /* as text, as marker */
} CairnReturn;

typedef struct CairnRecreation {
  CairnSearch *search;
  const CairnRenewalRules *rules;
  CairnConflicts conflicts;
  CairnPlaces *places[2]; /* per label: as text, as marker */
  double *least;          /* per label: what it costs at least, were it alone */
  CairnReturn back[CAIRN_MOST_OUT];
  int n;         /* of those */
  int n_markers; /* that stand, without those */
  bool as_flags; /* labels whose anchors stand together come back as flags, but for the last */
  int full;      /* of so many markers the key had no room */
  uint64_t *out; /* a bit per label: is it one of those? */
  double limit;  /* px; the best way found costs that */
  int tries;     /* places tried in this search */
  bool found;
} CairnRecreation;

/* Allocates from `arena`, which may be freed when no more labels are to be put back. */
void cairn_recreation_init(CairnRecreation *recreation, CairnArena *arena, CairnSearch *search,
                           const CairnRenewalRules *rules);

/* px; of a label that is left out, and of so many markers. */
double cairn_recreation_dropping(const CairnRecreation *recreation, int label);
double cairn_recreation_nuisance(const CairnRecreation *recreation, int n_markers);

/* Looks for the best way to put the labels of `back` back that costs less than `limit`; false if there is
 * none. Sets `best` of each, and `limit` to the cost. The labels count as taken away, though they still stand
 * in the search. */
bool cairn_recreation_solve(CairnRecreation *recreation, double limit);
