/* Which labels stand where: a coarse grid whose cells hold a set of labels as bits, so that the few labels
 * near a candidate are found without a look at the others. */
#pragma once

#include "annotate/field.h"

typedef struct CairnOccupancy {
  CairnBox area;
  double margin; /* px around box and leader that count */
  int columns, rows, words;
  uint64_t *cells; /* columns x rows x words */
  uint64_t *near;  /* words: the last answer */
  int *list;       /* scratch */
} CairnOccupancy;

/* For `n` labels. */
CairnOccupancy *cairn_occupancy_new(CairnArena *arena, CairnBox area, int n, double margin);

/* Adds the label as it stands there, or takes it out. */
void cairn_occupancy_set(CairnOccupancy *occupancy, int label, const CairnCandidate *candidate, bool present);

/* The labels that may come near the candidate, as bits; until the next call. */
const uint64_t *cairn_occupancy_near(CairnOccupancy *occupancy, const CairnCandidate *candidate);
