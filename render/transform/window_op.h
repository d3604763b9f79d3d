/* The operations that only windows have: ranks, and values of other rows. */
#pragma once

#include "transform/order.h"

typedef enum CairnWindowOp {
  CAIRN_WINDOW_ROW_NUMBER,
  CAIRN_WINDOW_RANK,
  CAIRN_WINDOW_DENSE_RANK,
  CAIRN_WINDOW_PERCENT_RANK,
  CAIRN_WINDOW_CUME_DIST,
  CAIRN_WINDOW_NTILE,
  CAIRN_WINDOW_LAG,
  CAIRN_WINDOW_LEAD,
  CAIRN_WINDOW_FIRST_VALUE,
  CAIRN_WINDOW_LAST_VALUE,
  CAIRN_WINDOW_NTH_VALUE,
  CAIRN_N_WINDOW_OPS,
} CairnWindowOp;

/* All names, ending with NULL. */
const char *const *cairn_window_op_names(void);
bool cairn_window_op_parse(const char *name, CairnWindowOp *op);
bool cairn_window_op_needs_field(CairnWindowOp op);
bool cairn_window_op_needs_param(CairnWindowOp op);

/* The frame of one row: rows[first..end) of its partition. */
typedef struct CairnFrame {
  size_t first, end;
} CairnFrame;

/* Writes out[rows[i]] for the n sorted rows of a partition; `frames` holds one per row. `param` is NaN when
 * not given. */
void cairn_window_op_run(CairnWindowOp op, const CairnOrder *order, const CairnColumn *column, double param,
                         const size_t *rows, size_t n, const CairnFrame *frames, CairnValue *out);
