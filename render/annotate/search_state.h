/* What the steps of the search share; for them alone. */
#pragma once

#include "annotate/occupancy.h"
#include "annotate/search.h"

typedef struct CairnSupply CairnSupply; /* annotate/supply.h */

struct CairnSearch {
  CairnField *field;
  CairnTemplates templates; /* as they were then: a figure that grows gets others */
  int n;
  CairnChoices *choices[2];  /* as text and as marker; those never needed are empty */
  bool *as_marker;           /* the one of them that the label is to take */
  CairnCandidate *proposals; /* one per label, from elsewhere; cost INFINITY: none */
  CairnCandidate *chosen;    /* cost INFINITY: the label has no place */
  CairnCandidate *best;      /* the best state seen */
  CairnOccupancy *taken;     /* by the chosen */
  double *push;              /* cost of pushing the label away */
  double *most;              /* what the label may cost; else it stays without a place */
  int64_t most_looks;        /* units of work for one label at once */
  double price;              /* what it may cost as text, in costs of a marker */
  bool *locked;              /* moved in the present chain */
  unsigned *version;         /* of the place that the label has; each place of each label has an own one */
  unsigned n_versions;
  int *touching; /* labels in the way of the candidate looked at last */
  int n_touching;
  int *queue, head, waiting;
  int stages;          /* of renewing, so far */
  CairnSupply *supply; /* NULL: not asked for yet */
};

static inline bool cairn_search_has(const CairnSearch *s, int i) {
  return s->chosen[i].cost < INFINITY;
}

/* The offsets from which places of that label are taken. */
static inline const CairnTemplate *cairn_search_offsets(const CairnSearch *s, int label) {
  return &s->templates.kinds[s->field->together[label] > 1];
}

/* Takes label i from its place, if it has one. */
void cairn_search_leave(CairnSearch *search, int i);

/* Puts label i there. */
void cairn_search_take(CairnSearch *search, int i, const CairnCandidate *candidate);
