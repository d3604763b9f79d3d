/* Tables written as JSON arrays of objects, for tests.
 *
 * A date is {"$time": ms}, a number that JSON lacks {"$number": "NaN"}; an absent member is undefined. */
#pragma once

#include "table/table.h"

#include <jansson.h>

CairnValue test_value_from_json(CairnArena *arena, const json_t *json);

/* Cells of the columns in `times` (an array of names, or NULL) are dates in ms. */
CairnTable *test_table_from_json(CairnArena *arena, const json_t *rows, const json_t *times);

/* What differs between the table and the expected rows, or NULL; numbers may differ by 1e-9 of their size.
 * Free with g_free. */
char *test_table_difference(CairnTable *table, const json_t *expected);
