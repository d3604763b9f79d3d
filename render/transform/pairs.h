/* Points of two columns, for fitting curves to. */
#pragma once

#include "table/table.h"

typedef struct CairnPairs {
  size_t n;
  double *x, *y;    /* both numbers */
  double extent[2]; /* of all x, also where y is missing; infinite when there is none */
} CairnPairs;

CairnPairs cairn_pairs_of(const CairnColumn *x, const CairnColumn *y, const size_t *rows, size_t n);
void cairn_pairs_clear(CairnPairs *pairs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CairnPairs, cairn_pairs_clear)
