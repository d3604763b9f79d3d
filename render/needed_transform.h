/* Which columns of the data transforms read, and which they make. */
#pragma once

#include "expr/expr.h"
#include "read/read.h"

#include <jansson.h>

typedef struct Needed {
  CairnArena *arena;
  const CairnExprScope *scope;
  GArray *columns;  /* CairnNeededColumn, of the data */
  GPtrArray *made;  /* names of columns that transforms have made so far */
  bool is_known;    /* false where something may read more */
} Needed;

/* A column that is read, if it is not one that was made. `is_number`: as a number only. */
void cairn_needed_add(Needed *needed, const char *name, bool is_number);

void cairn_needed_transform(Needed *needed, const json_t *transform);
