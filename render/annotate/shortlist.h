/* Some places of each label, spread over all that it could take: what renewing chooses among. So few that
 * which of them touch each other is a matter of bits. */
#pragma once

#include "annotate/supply.h"

#define CAIRN_WORD        64
#define CAIRN_TEXT_PLACES (4 * CAIRN_WORD) /* at most, first in the list; */
#define CAIRN_LIST_WORDS  5                /* in the last word the markers */
#define CAIRN_LIST_PLACES (CAIRN_LIST_WORDS * CAIRN_WORD)

typedef struct CairnShortlist {
  int label;
  int n_texts, n_markers;
  CairnCandidate *places;           /* CAIRN_LIST_PLACES; texts and markers each cheapest first */
  double *cost;                     /* per place: what it costs as far as is known, */
  float *floor;                     /* and what it did before it was rated */
  uint64_t known[CAIRN_LIST_WORDS]; /* bits of the places that there are, and that can be taken */
  uint64_t rated[CAIRN_LIST_WORDS]; /* those whose cost is all that they cost */
  uint64_t flags[CAIRN_LIST_WORDS]; /* those that hang from a leader that labels share */
  double least;                     /* px; what the label costs at least, as text, were it alone */
} CairnShortlist;

/* An empty list for the label. */
void cairn_shortlist_init(CairnShortlist *list, CairnArena *arena, int label);

/* Fills it anew. The place where the label stands and what was proposed for it are in it; other texts cost
 * about less than `limit`. `phase`, 0 ... 1: which of the places that are much alike. */
void cairn_shortlist_draw(CairnShortlist *list, CairnSearch *search, double limit, double phase);

/* The index of that place in the list; -1: it is not in it, or none. */
int cairn_shortlist_find(const CairnShortlist *list, const CairnCandidate *candidate);
