/* Predicates that test one field: {"field": "a", "gt": 3}. */
#pragma once

#include "transform/transform.h"

/* Sets keep[row] for each row with wanted[row]. Comparisons are JavaScript's, except that a date and a number
 * are equal when they mean the same moment. */
bool cairn_field_test_evaluate(CairnTransformRun *run, const json_t *node, const CairnTable *table,
                               const uint8_t *wanted, uint8_t *keep, GError **error);
