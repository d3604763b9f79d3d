/* The row with the least or greatest number, or text, of a column, of rows that come in blocks: a copy, as blocks do not stay. */
#pragma once

#include "table/table.h"

typedef struct CairnExtremeRow {
  double number;    /* NaN: no row yet; or, of a column of texts, */
  const char *text; /* NULL: none yet */
  char *own_text;   /* of a block before */
  size_t found;  /* row of the block at hand + 1; 0: none in it */
  size_t n;      /* of the copy */
  CairnValue *values;
  char *texts; /* of the values */
} CairnExtremeRow;

CairnExtremeRow cairn_extreme_row_new(void);
void cairn_extreme_row_clear(CairnExtremeRow *row);

/* Can the rows of this table be copied? Not where cells are arrays or objects. */
bool cairn_extreme_row_takes(const CairnTable *table);

/* Looks at the rows of a block in order, of which `column` is one of numbers, times or texts: the first of equal ones counts.
 * rows[of_row[i]] is the one of row i. */
void cairn_extreme_rows_add(CairnExtremeRow *rows, const uint32_t *of_row, const CairnTable *block,
                            const CairnColumn *column, bool least);

/* The row as an object (as cairn_table_row makes it) with the names of all columns; empty where there was no number. */
CairnValue cairn_extreme_row_value(const CairnExtremeRow *row, CairnArena *arena, const char *const *names);
