/* Aggregation of rows that come in blocks: what is kept grows with the groups, not with the rows, but for medians,
 * quartiles and confidence intervals, which keep the numbers, and counts of distinct values, which keep these. */
#pragma once

#include "transform/aggregate_op.h"
#include "transform/row_stream.h"

/* Does the operation do without the rows themselves? */
bool cairn_aggregator_takes(CairnAggregateOp op);

/* The aggregate transform `node` of the rows, as it would be of all at once. *out is NULL where it has to be done so:
 * some operation needs the rows, or the columns of two blocks are of different types. False with an error. */
bool cairn_aggregate_stream(CairnTransformRun *run, CairnRowStream *stream, const json_t *node, CairnTable **out,
                            GError **error);
