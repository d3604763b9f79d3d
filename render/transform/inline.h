/* The transforms that stand inside encodings: bin, timeUnit, aggregate, impute, stack and sort, as Vega-Lite
 * compiles them. */
#pragma once

#include "spec/view.h"
#include "transform/row_stream.h"

/* From the rows of a unit (after its own transforms) to what its marks need: sets unit->raw (before
 * aggregation; domains sorted by another field are computed from it) and unit->table. The tables hold every
 * column that a channel definition names. Rows that are aggregated are never all in memory where that can be: unit->raw
 * then has only the columns that somebody will read. False with an error at its place in the spec. */
bool cairn_inline_apply(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, GError **error);

/* The bins of the unit's encodings alone. Vega-Lite bins the units of a layer before their own transforms, so that bins agree
 * between layers. */
CairnRowStream *cairn_inline_bin(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, GError **error);

/* The rows with the bins and units of time of the unit's encodings, not aggregated. */
CairnTable *cairn_inline_functions(CairnTransformRun *run, CairnView *unit, CairnTable *table, GError **error);

/* The columns by which the items of a unit split into series (lines, areas), in the order of the channels; *n
 * of them. */
const char *const *cairn_inline_series(const CairnView *unit, size_t *n);
