/* What the files of inline.h share, and their parts. */
#pragma once

#include "transform/inline.h"

/* The largest number of definitions that a unit can have, for arrays. */
size_t cairn_inline_most_defs(const CairnView *unit);

/* All definitions with a field, in the order of the channels; `*n` of them. */
CairnChannelDef **cairn_inline_defs(const CairnView *unit, size_t *n);

/* Applies a transform made here, which this takes; errors point to member `key` of the definition it comes from, if there
 * is one. */
CairnTable *cairn_inline_transform(CairnTransformRun *run, const CairnChannelDef *def, const char *key,
                                   json_t *transform, CairnTable *table, GError **error);

/* Are the fields there that domains are sorted by? */
bool cairn_inline_check_sorts(CairnTransformRun *run, const CairnView *unit, const CairnTable *table, GError **error);

/* inline_functions.c: the rows with their bins and units of time. */
CairnRowStream *cairn_inline_then_functions(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows,
                                            GError **error);

/* inline_aggregate.c: all rows at once; the table itself where nothing is aggregated. */
CairnTable *cairn_inline_aggregate(CairnTransformRun *run, const CairnView *unit, CairnTable *table, GError **error);

/* Rows block by block: sets *table to what is left of them, and *raw to the rows that domains are computed from; *table to
 * NULL where all rows are needed at once, or are few. False with an error. */
bool cairn_inline_aggregate_blocks(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, CairnTable **table,
                                   CairnTable **raw, GError **error);

/* inline_stack.c */
CairnTable *cairn_inline_impute(CairnTransformRun *run, const CairnView *unit, CairnTable *table, GError **error);
CairnTable *cairn_inline_stack(CairnTransformRun *run, const CairnView *unit, CairnTable *table, GError **error);
