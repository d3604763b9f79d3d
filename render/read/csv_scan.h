/* The fast way through large, plain delimited text: no quotes in its rows, as many cells in each as in the
 * header, and only numbers and dates wanted. Split among threads. The table is the same as that of the
 * reference reader, csv_table.h, or there is none. */
#pragma once

#include "read/read.h"

/* How the work is done; the table does not depend on it. */
typedef struct CairnScanWay {
  size_t n_threads; /* at least 1 */
  size_t chunk;     /* bytes read at once, fewer than the longest cell may have (CAIRN_LIMIT_CELL_BYTES) */
  bool may_be_wide; /* by what newer processors can, if this is one */
} CairnScanWay;

/* True with *table NULL where the text or the options are not plain: then the input, whose position may have
 * changed, is for the reference reader. False with an error where the input cannot be read or the rows cannot
 * be kept. */
bool cairn_csv_scan(CairnArena *arena, CairnInput *input, const CairnReadOptions *options, CairnScanWay way,
                    CairnTable **table, GError **error);
