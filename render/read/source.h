/* The two steps of cairn_read_table. */
#pragma once

#include "read/read.h"

/* Bytes of CSV from which on only the needed columns are read, by csv_scan.h where it can. */
enum { CAIRN_READ_WORTH_SCANNING = 64 * 1024 };

/* The table as it stands in the input. The types that the options ask for are there for CSV; for JSON
 * cairn_read_finish makes them. */
CairnTable *cairn_read_source(CairnArena *arena, CairnInput *input, const CairnReadOptions *options,
                              GError **error);

/* Gives the columns of `table`, as cairn_read_source made it of `input`, the types that are still wanted. */
CairnTable *cairn_read_finish(CairnTable *table, const CairnInput *input, const CairnReadOptions *options,
                              GError **error);
