/* Which labels stand where: a coarse grid whose cells list the labels that reach into them, so that the few
 * labels near a candidate are found without a look at the others. */
#pragma once

#include "annotate/field.h"

typedef struct CairnOccupancyCell {
  int *labels;
  int n, room;
} CairnOccupancyCell;

typedef struct CairnOccupancy {
  CairnArena *arena;
  CairnBox area;
  double margin; /* px around box and leader that count */
  int columns, rows;
  CairnOccupancyCell *cells; /* columns x rows */
  int *found, n_found;       /* the last answer */
  unsigned *seen, question;  /* per label: the last question that it answered */
} CairnOccupancy;

/* For `n` labels. */
CairnOccupancy *cairn_occupancy_new(CairnArena *arena, CairnBox area, int n, double margin);

/* Adds the label as it stands there, or takes it out. */
void cairn_occupancy_set(CairnOccupancy *occupancy, int label, const CairnCandidate *candidate, bool present);

/* Sets `found` to the labels that may come near the candidate's box, each once. */
void cairn_occupancy_ask_box(CairnOccupancy *occupancy, const CairnCandidate *candidate);

/* And after that, to the others that may come near its leader. */
void cairn_occupancy_ask_leader(CairnOccupancy *occupancy, const CairnCandidate *candidate);
