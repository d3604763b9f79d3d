/* Aggregation of rows that come in blocks: what is kept grows with the groups, not with the rows, but for medians,
 * quartiles and confidence intervals, which keep the numbers, and counts of distinct values, which keep these. */
#pragma once

#include "transform/row_stream.h"

/* What is known of the blocks so far. `node` is an aggregate transform, and `run` has the arena of the result. */
typedef struct CairnAggregator CairnAggregator;

CairnAggregator *cairn_aggregator_new(CairnTransformRun *run, const json_t *node);
void cairn_aggregator_free(CairnAggregator *aggregator);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnAggregator, cairn_aggregator_free)

/* The next block; false with an error. */
bool cairn_aggregator_add(CairnAggregator *aggregator, CairnTransformRun *run, CairnTable *block, GError **error);

/* The result, as it would be of all rows at once. NULL where they have to be taken so: "values" needs the rows, "min" and
 * "max" are of texts or values of any kind, or the columns of two blocks are of different types. */
CairnTable *cairn_aggregator_finish(CairnAggregator *aggregator);

/* All that for the rows of a stream. *out may be NULL for the same reason. False with an error. */
bool cairn_aggregate_stream(CairnTransformRun *run, CairnRowStream *stream, const json_t *node, CairnTable **out,
                            GError **error);
