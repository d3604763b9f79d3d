/* Tables of many rows, walked in blocks: transforms that look at one row at a time are put off and applied to a block
 * when it is looked at, so that what they make of all rows is never in memory at once.
 *
 *   stream = cairn_row_stream_new(arena, table);
 *   stream = cairn_row_stream_transform(run, stream, node, error);    ... for each transform
 *   cairn_aggregate_stream(run, stream, aggregate, &result, error);   or cairn_row_stream_whole(run, stream, error)
 *
 * Where a table has no more rows than a block, steps are applied to it at once. Streams never change but for what
 * they remember, and belong to the arena: several may follow from one. */
#pragma once

#include "transform/transform.h"

enum { CAIRN_BLOCK_ROWS = 16384 }; /* a column of numbers then stays in a processor's cache */

/* From a table to another one, whose rows each depend on one row alone, but for extents in `run`. `data` belongs to an
 * arena that lives as long as the stream. */
typedef struct CairnRowStep {
  CairnTable *(*apply)(CairnTransformRun *run, const void *data, CairnTable *table, GError **error);
  const void *data;
  const CairnWholeExtent *extents; /* that `run` will have */
  size_t n_extents;
  bool makes_no_cells; /* it names or leaves out columns only */
} CairnRowStep;

typedef struct CairnRowStream CairnRowStream;

CairnRowStream *cairn_row_stream_new(CairnArena *arena, CairnTable *table);

/* The rows after one more step. NULL with an error. */
CairnRowStream *cairn_row_stream_then(CairnTransformRun *run, CairnRowStream *stream, CairnRowStep step,
                                      GError **error);

/* The rows after a transform: put off if it is row-wise, in blocks if it aggregates, else with all rows at once. */
CairnRowStream *cairn_row_stream_transform(CairnTransformRun *run, CairnRowStream *stream, const json_t *transform,
                                           GError **error);

/* The same for each transform of an array (NULL: none), one after another. */
CairnRowStream *cairn_row_stream_transform_all(CairnTransformRun *run, CairnRowStream *stream,
                                               const json_t *transforms, GError **error);

/* All rows at once, made once only: of a large table the cells that steps make lie in files. NULL with an error. */
CairnTable *cairn_row_stream_whole(CairnTransformRun *run, CairnRowStream *stream, GError **error);

/* Is it worth to look at the rows in blocks? Else they are all there. */
bool cairn_row_stream_is_large(const CairnTransformRun *run, const CairnRowStream *stream);

/* The table that the rows come from, when no step has been put off; else NULL. */
CairnTable *cairn_row_stream_source(const CairnRowStream *stream);

/* Calls `take` with each block in order, of which there is at least one. `run` and what it makes lives until the call
 * returns. False with an error, also that of `take`. */
typedef bool CairnTakeBlock(CairnTransformRun *run, void *data, CairnTable *block, GError **error);
bool cairn_row_stream_each(CairnTransformRun *run, CairnRowStream *stream, CairnTakeBlock *take, void *data,
                           GError **error);

/* The extents of those of the `n` fields that the rows have, in the arena of `run`; *n_extents of them. */
bool cairn_row_stream_extents(CairnTransformRun *run, CairnRowStream *stream, const char *const *fields, size_t n,
                              const CairnWholeExtent **extents, size_t *n_extents, GError **error);
