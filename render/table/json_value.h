/* JSON as values. */
#pragma once

#include "table/value.h"

#include <jansson.h>

/* The value of a JSON node, its texts interned in `arena`; undefined for NULL. */
CairnValue cairn_value_from_json(CairnArena *arena, const json_t *json);
