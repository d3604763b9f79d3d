/* The aggregate operations of Vega: their names, and what they give for a list of rows. */
#pragma once

#include "table/table.h"

typedef enum CairnAggregateOp {
  CAIRN_AGGREGATE_COUNT,
  CAIRN_AGGREGATE_VALID,
  CAIRN_AGGREGATE_MISSING,
  CAIRN_AGGREGATE_DISTINCT,
  CAIRN_AGGREGATE_SUM,
  CAIRN_AGGREGATE_PRODUCT,
  CAIRN_AGGREGATE_MEAN,
  CAIRN_AGGREGATE_AVERAGE,
  CAIRN_AGGREGATE_VARIANCE,
  CAIRN_AGGREGATE_VARIANCEP,
  CAIRN_AGGREGATE_STDEV,
  CAIRN_AGGREGATE_STDEVP,
  CAIRN_AGGREGATE_STDERR,
  CAIRN_AGGREGATE_MEDIAN,
  CAIRN_AGGREGATE_Q1,
  CAIRN_AGGREGATE_Q3,
  CAIRN_AGGREGATE_CI0,
  CAIRN_AGGREGATE_CI1,
  CAIRN_AGGREGATE_MIN,
  CAIRN_AGGREGATE_MAX,
  CAIRN_AGGREGATE_ARGMIN,
  CAIRN_AGGREGATE_ARGMAX,
  CAIRN_AGGREGATE_VALUES,
  CAIRN_AGGREGATE_EXPONENTIAL,
  CAIRN_AGGREGATE_EXPONENTIALB,
  CAIRN_N_AGGREGATE_OPS,
} CairnAggregateOp;

/* The operation of this name; false if there is none. */
bool cairn_aggregate_op_parse(const char *name, CairnAggregateOp *op);

/* All names, ending with NULL. */
const char *const *cairn_aggregate_op_names(void);

/* One thing to compute. */
typedef struct CairnMeasure {
  CairnAggregateOp op;
  const CairnColumn *column; /* NULL only for count */
  const CairnTable *table;   /* for argmin, argmax and values, which give whole rows */
  double decay;              /* of exponential and exponentialb, in [0, 1] */
} CairnMeasure;

/* Running totals over the values of a column. Null, undefined and "" are missing; NaN is neither missing nor
 * valid; all else is valid and counts as JavaScript's Number(value). */
typedef struct CairnTotals {
  size_t n, valid, missing;
  double sum, product, exponential;
  double mean, deviation; /* deviation: sum of squared differences from the mean (Welford) */
  size_t min_row, max_row;
  bool has_extent;      /* min_row and max_row hold rows */
  bool extent_is_stale; /* one of them was removed */
} CairnTotals;

CairnTotals cairn_totals_new(void);
void cairn_totals_add(CairnTotals *totals, const CairnMeasure *measure, size_t row);
void cairn_totals_remove(CairnTotals *totals, const CairnMeasure *measure, size_t row);

/* Does the operation need no more than the totals? Else it looks at all rows each time it is asked. */
bool cairn_aggregate_op_is_running(CairnAggregateOp op);

/* The result for rows[0..n), whose totals are given; undefined where Vega leaves the member undefined. */
CairnValue cairn_totals_result(CairnArena *arena, CairnTotals *totals, const CairnMeasure *measure,
                               const size_t *rows, size_t n);

/* As above, with the totals computed. */
CairnValue cairn_measure_rows(CairnArena *arena, const CairnMeasure *measure, const size_t *rows, size_t n);
