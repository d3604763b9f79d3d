/* Columns of rows that come in blocks, for what has to look at them once more: they lie in files. */
#pragma once

#include "transform/row_stream.h"

typedef struct CairnKeptRows CairnKeptRows;

/* The columns of these names (borrowed), of which those that the blocks have not are left out; `names` is NULL: all that
 * the first block with rows has. `base` may be NULL; else columns whose cells are those of its columns, block by block, are
 * not written again. */
CairnKeptRows *cairn_kept_rows_new(CairnArena *arena, const char *const *names, size_t n, const CairnTable *base);
void cairn_kept_rows_free(CairnKeptRows *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnKeptRows, cairn_kept_rows_free)

/* The next block; false with an error. */
bool cairn_kept_rows_add(CairnKeptRows *kept, const CairnTable *block, GError **error);

/* Sets *table to all rows, in the arena; to NULL where columns of two blocks are of different types. False with an
 * error. */
bool cairn_kept_rows_finish(CairnKeptRows *kept, CairnTable **table, GError **error);
