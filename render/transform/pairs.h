/* Points of two columns, for fitting curves to. */
#pragma once

#include "transform/fields.h"

/* What transforms that fit curves have in common: the columns of x and y, groups, and the names of the
 * result. */
typedef struct CairnPairFields {
  const CairnColumn *x, *y;
  CairnFields groupby;
  const char *as[2];
} CairnPairFields;

/* Reads them from the members of `node`: y at `key`, which `what` describes in the error where it is missing.
 */
bool cairn_pair_fields_read(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                            const char *key, const char *what, CairnPairFields *out, GError **error);

typedef struct CairnPairs {
  size_t n;
  double *x, *y;    /* both numbers */
  double extent[2]; /* of all x, also where y is missing; infinite when there is none */
} CairnPairs;

CairnPairs cairn_pairs_of(const CairnColumn *x, const CairnColumn *y, const size_t *rows, size_t n);
void cairn_pairs_clear(CairnPairs *pairs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CairnPairs, cairn_pairs_clear)
