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

/* Bytes before the first cell and behind the last one that may be read, whatever they are. */
enum { CAIRN_ROW_ROOM = 16 };

/* Reads `n_rows` rows, each of which ends with LF, from the start of `text` into `cells`, one for each of the `n` cells of
 * a row. `ends`: where each cell ends (cairn_plain_ends). `may_be_wide`: by what newer processors can, if this is one. False where
 * the reference reader has to decide. */
bool cairn_csv_rows_read(const char *text, const uint32_t *ends, const CairnZone *zone, CairnScanCells *cells, size_t n,
                         size_t n_rows, bool may_be_wide);
