#include "transform/window_op.h"

#include <math.h>
#include <string.h>

static const char *const names[] = {
    [CAIRN_WINDOW_ROW_NUMBER] = "row_number",
    [CAIRN_WINDOW_RANK] = "rank",
    [CAIRN_WINDOW_DENSE_RANK] = "dense_rank",
    [CAIRN_WINDOW_PERCENT_RANK] = "percent_rank",
    [CAIRN_WINDOW_CUME_DIST] = "cume_dist",
    [CAIRN_WINDOW_NTILE] = "ntile",
    [CAIRN_WINDOW_LAG] = "lag",
    [CAIRN_WINDOW_LEAD] = "lead",
    [CAIRN_WINDOW_FIRST_VALUE] = "first_value",
    [CAIRN_WINDOW_LAST_VALUE] = "last_value",
    [CAIRN_WINDOW_NTH_VALUE] = "nth_value",
    [CAIRN_N_WINDOW_OPS] = NULL,
};

const char *const *cairn_window_op_names(void) {
  return names;
}

bool cairn_window_op_parse(const char *name, CairnWindowOp *op) {
  for (size_t i = 0; i < CAIRN_N_WINDOW_OPS; i++) {
    if (strcmp(names[i], name) != 0) continue;
    *op = (CairnWindowOp)i;
    return true;
  }
  return false;
}

bool cairn_window_op_needs_field(CairnWindowOp op) {
  return op >= CAIRN_WINDOW_LAG && op <= CAIRN_WINDOW_NTH_VALUE;
}

bool cairn_window_op_needs_param(CairnWindowOp op) {
  return op == CAIRN_WINDOW_NTILE || op == CAIRN_WINDOW_NTH_VALUE;
}

/* Does row i begin a new run of peers? Without an order every row does. */
static bool starts_peers(const CairnOrder *order, const size_t *rows, size_t i) {
  return i == 0 || order->n == 0 || cairn_order_compare(order, rows[i - 1], rows[i]) != 0;
}

/* Ranks; `dense` without gaps after ties. As percent: (rank - 1) / (n - 1). */
static void run_rank(CairnWindowOp op, const CairnOrder *order, const size_t *rows, size_t n,
                     CairnValue *out) {
  double rank = 0;
  for (size_t i = 0; i < n; i++) {
    if (starts_peers(order, rows, i)) rank = op == CAIRN_WINDOW_DENSE_RANK ? rank + 1 : (double)(i + 1);
    double result = op == CAIRN_WINDOW_PERCENT_RANK ? (rank - 1) / (double)(n - 1) : rank;
    out[rows[i]] = cairn_value_number(result);
  }
}

/* The share of rows up to the last peer. The first row counts alone even when it has peers: so does Vega. */
static void run_cume_dist(const CairnOrder *order, double n_tiles, const size_t *rows, size_t n,
                          CairnValue *out) {
  size_t last = 0;
  for (size_t i = 0; i < n; i++) {
    if (last < i) {
      last = i;
      while (last + 1 < n && !starts_peers(order, rows, last + 1))
        last++;
    }
    double share = (double)(1 + last) / (double)n;
    out[rows[i]] = cairn_value_number(isnan(n_tiles) ? share : ceil(n_tiles * share));
  }
}

/* The value `offset` rows on (back when negative). */
static void run_shift(const CairnColumn *column, double offset, const size_t *rows, size_t n,
                      CairnValue *out) {
  for (size_t i = 0; i < n; i++) {
    double at = (double)i + offset;
    bool inside = at >= 0 && at < (double)n && at == floor(at);
    out[rows[i]] = inside ? cairn_column_value(column, rows[(size_t)at]) : cairn_value_null();
  }
}

static CairnValue frame_value(CairnWindowOp op, const CairnColumn *column, double param, const size_t *rows,
                              CairnFrame frame) {
  size_t size = frame.end - frame.first;
  if (op == CAIRN_WINDOW_NTH_VALUE) {
    if (!(param <= (double)size)) return cairn_value_null();
    return cairn_column_value(column, rows[frame.first + (size_t)param - 1]);
  }
  if (size == 0) return cairn_value_undefined();
  return cairn_column_value(column, rows[op == CAIRN_WINDOW_FIRST_VALUE ? frame.first : frame.end - 1]);
}

void cairn_window_op_run(CairnWindowOp op, const CairnOrder *order, const CairnColumn *column, double param,
                         const size_t *rows, size_t n, const CairnFrame *frames, CairnValue *out) {
  double offset = isnan(param) || param == 0 ? 1 : param;
  switch (op) {
  case CAIRN_WINDOW_ROW_NUMBER:
    for (size_t i = 0; i < n; i++)
      out[rows[i]] = cairn_value_number((double)(i + 1));
    return;
  case CAIRN_WINDOW_RANK:
  case CAIRN_WINDOW_DENSE_RANK:
  case CAIRN_WINDOW_PERCENT_RANK:
    run_rank(op, order, rows, n, out);
    return;
  case CAIRN_WINDOW_CUME_DIST:
    run_cume_dist(order, NAN, rows, n, out);
    return;
  case CAIRN_WINDOW_NTILE:
    run_cume_dist(order, param, rows, n, out);
    return;
  case CAIRN_WINDOW_LAG:
    run_shift(column, -offset, rows, n, out);
    return;
  case CAIRN_WINDOW_LEAD:
    run_shift(column, offset, rows, n, out);
    return;
  default:
    for (size_t i = 0; i < n; i++)
      out[rows[i]] = frame_value(op, column, param, rows, frames[i]);
  }
}
