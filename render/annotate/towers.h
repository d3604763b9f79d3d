/* Labels in towers above and below the data, each with a leader that rises straight to it. */
#pragma once

#include "annotate/lanes.h"

typedef struct CairnTowers {
  double cost;      /* px: of the labels, and `give_up` for each that has no place */
  CairnLane *lanes; /* row 0: without a place; else in the order of building */
  CairnCandidate *candidates;
  double *costs;
  int n;
  int way; /* how the leaders were gathered */
} CairnTowers;

/* How the leaders of crowded anchors are gathered: some ways to try. */
#define CAIRN_TOWER_WAYS 4

/* Towers for the milestones that are set in `wanted`, which cost `give_up` each where they have no place.
 * `way`: 0 ... CAIRN_TOWER_WAYS - 1, or -1 for the best of all. They are built from the lowest label up: of
 * all labels that do not stand in the way of the leaders of others the one is taken next that costs least
 * where it comes to rest (the greedy skyline packing of Burke, Kendall and Whitwell 2004, with leaders). */
CairnTowers *cairn_towers_new(CairnField *field, const bool *wanted, const double *give_up, int way);
