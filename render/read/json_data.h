/* JSON to tables. */
#pragma once

#include "read/read.h"

/* The rows at `property` (a field path; NULL or "" is `json` itself): an array, or one value as the only row.
 * Columns appear in the order of their first appearance; a row that is no object or array has one member
 * "data". Errors carry no place. */
CairnTable *cairn_read_json(CairnArena *arena, const json_t *json, const char *property, GError **error);
