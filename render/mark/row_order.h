/* The order in which rows are painted, and the series into which they split. */
#pragma once

#include "mark/value_ref.h"

/* The unit's rows in the order in which they are painted, or (`is_path`) joined: its order channel's, where that asks
 * for one. An error of a condition is in context->failure. */
const CairnTable *cairn_row_order(CairnMarkContext *context, bool is_path);

/* Rows of one line, area or trail. */
typedef struct CairnSeries {
  size_t n;
  const size_t *rows; /* in drawing order */
} CairnSeries;

/* The series of a path mark, in the order of their first rows; `along` is the position (x or y) by which the vertices of
 * each are sorted, NULL keeps the order of the rows. */
const CairnSeries *cairn_series_split(CairnMarkContext *context, const CairnValueRef *along, size_t *n);

/* The position by which the vertices of a path are sorted: NULL when an order is given. */
const CairnValueRef *cairn_series_direction(CairnMarkContext *context, const CairnValueRef *x, const CairnValueRef *y);

/* Per row: can every scale place it, so that the path does not break there? NULL: all. */
const uint8_t *cairn_series_defined(CairnMarkContext *context);
