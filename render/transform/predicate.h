/* Vega-Lite's predicates: which rows of a table a filter keeps. */
#pragma once

#include "transform/transform.h"

/* A predicate at member `key` of `node`: an expression, a test of a field, a selection, or these under "and",
 * "or", "not". Looks at the rows with wanted[row] only (all when NULL), and sets keep[row] of those. */
bool cairn_predicate_evaluate(CairnTransformRun *run, const json_t *node, const char *key,
                              const CairnTable *table, const uint8_t *wanted, uint8_t *keep, GError **error);
