/* Rows of plain text to numbers. */
#pragma once

#include "read/read.h"

/* What the cells of a column are, and what an empty one is then. */
typedef enum CairnScanKind {
  CAIRN_SCAN_SKIP,
  CAIRN_SCAN_DECLARED, /* by `entry`, as numbers or dates */
  CAIRN_SCAN_NUMBERS,  /* inferred; a blank one is missing */
  CAIRN_SCAN_DATES,    /* inferred; none is blank */
  CAIRN_SCAN_NEEDED,   /* needed as numbers; an empty one is NaN */
} CairnScanKind;

/* Where the cells of one column go, for one thread. */
typedef struct CairnScanCells {
  CairnScanKind kind;
  const CairnParseEntry *entry;
  double *numbers;
  uint8_t *states; /* CairnCellState, zeroed */
  bool any_missing;
} CairnScanCells;

/* Reads the row at `text`, which ends with LF, into place `row` of `cells`, one for each of the `n` cells of
 * a row. The start of the next row, or NULL where the reference reader has to decide. */
const char *cairn_csv_row_read(const char *text, char delimiter, const CairnZone *zone, CairnScanCells *cells,
                               size_t n, size_t row);
