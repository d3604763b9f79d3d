/* The fewest rows for labels whose leaders fall straight through the rows below them: an exact dynamic
 * programme (Gemsa, Haunert and Nöllenburg, Multirow boundary labeling algorithms for panorama images, 2015).
 */
#pragma once

#include "base/arena.h"

#include <stdint.h>

typedef struct CairnRowsProblem {
  const double *pole;  /* x of the leaders, increasing */
  const double *width; /* of the labels; a label may stand anywhere as long as it contains its pole */
  int n;
  double low, high; /* the labels' limits */
  double gap_label, gap_leader;
  int most_rows;
} CairnRowsProblem;

/* Sets the row of each label, 1 the lowest. The number of rows, or 0 if most_rows do not suffice. `work`
 * counts steps. */
int cairn_rows_solve(CairnArena *arena, const CairnRowsProblem *problem, int *row, int64_t *work);
