#include "transform/aggregate_op.h"

#include "transform/statistics.h"

#include <math.h>
#include <string.h>

static const char *const names[] = {
    [CAIRN_AGGREGATE_COUNT] = "count",
    [CAIRN_AGGREGATE_VALID] = "valid",
    [CAIRN_AGGREGATE_MISSING] = "missing",
    [CAIRN_AGGREGATE_DISTINCT] = "distinct",
    [CAIRN_AGGREGATE_SUM] = "sum",
    [CAIRN_AGGREGATE_PRODUCT] = "product",
    [CAIRN_AGGREGATE_MEAN] = "mean",
    [CAIRN_AGGREGATE_AVERAGE] = "average",
    [CAIRN_AGGREGATE_VARIANCE] = "variance",
    [CAIRN_AGGREGATE_VARIANCEP] = "variancep",
    [CAIRN_AGGREGATE_STDEV] = "stdev",
    [CAIRN_AGGREGATE_STDEVP] = "stdevp",
    [CAIRN_AGGREGATE_STDERR] = "stderr",
    [CAIRN_AGGREGATE_MEDIAN] = "median",
    [CAIRN_AGGREGATE_Q1] = "q1",
    [CAIRN_AGGREGATE_Q3] = "q3",
    [CAIRN_AGGREGATE_CI0] = "ci0",
    [CAIRN_AGGREGATE_CI1] = "ci1",
    [CAIRN_AGGREGATE_MIN] = "min",
    [CAIRN_AGGREGATE_MAX] = "max",
    [CAIRN_AGGREGATE_ARGMIN] = "argmin",
    [CAIRN_AGGREGATE_ARGMAX] = "argmax",
    [CAIRN_AGGREGATE_VALUES] = "values",
    [CAIRN_AGGREGATE_EXPONENTIAL] = "exponential",
    [CAIRN_AGGREGATE_EXPONENTIALB] = "exponentialb",
    [CAIRN_N_AGGREGATE_OPS] = NULL,
};

bool cairn_aggregate_op_parse(const char *name, CairnAggregateOp *op) {
  for (size_t i = 0; i < CAIRN_N_AGGREGATE_OPS; i++) {
    if (strcmp(names[i], name) != 0) continue;
    *op = (CairnAggregateOp)i;
    return true;
  }
  return false;
}

const char *const *cairn_aggregate_op_names(void) {
  return names;
}

bool cairn_aggregate_op_is_running(CairnAggregateOp op) {
  switch (op) {
  case CAIRN_AGGREGATE_DISTINCT:
  case CAIRN_AGGREGATE_MEDIAN:
  case CAIRN_AGGREGATE_Q1:
  case CAIRN_AGGREGATE_Q3:
  case CAIRN_AGGREGATE_CI0:
  case CAIRN_AGGREGATE_CI1:
  case CAIRN_AGGREGATE_VALUES:
    return false;
  default:
    return true;
  }
}

/* How the aggregates see a cell. */
typedef enum CellClass { MISSING, NOT_A_NUMBER, VALID } CellClass;

static bool is_numeric(const CairnColumn *column) {
  return column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME;
}

static CellClass classify(const CairnColumn *column, size_t row, double *number) {
  if (is_numeric(column)) {
    if (cairn_column_state(column, row) != CAIRN_CELL_PRESENT) return MISSING;
    *number = column->numbers[row];
    return isnan(*number) ? NOT_A_NUMBER : VALID;
  }
  CairnValue value = cairn_column_value(column, row);
  if (cairn_value_is_missing(value) || (value.kind == CAIRN_STRING && !*value.string)) return MISSING;
  *number = cairn_value_to_number(value);
  return value.kind == CAIRN_NUMBER && isnan(*number) ? NOT_A_NUMBER : VALID;
}

/* -1, 0, 1, or 2 when not comparable. */
static int relate(const CairnColumn *column, size_t a, size_t b) {
  if (is_numeric(column))
    return (column->numbers[a] > column->numbers[b]) - (column->numbers[a] < column->numbers[b]);
  return cairn_value_relation(cairn_column_value(column, a), cairn_column_value(column, b));
}

CairnTotals cairn_totals_new(void) {
  return (CairnTotals){.product = 1};
}

static void extend_extent(CairnTotals *totals, const CairnColumn *column, size_t row) {
  if (!totals->has_extent) {
    totals->min_row = totals->max_row = row;
    totals->has_extent = true;
    return;
  }
  if (relate(column, row, totals->min_row) == -1) totals->min_row = row;
  if (relate(column, row, totals->max_row) == 1) totals->max_row = row;
}

static void add_number(CairnTotals *totals, CairnAggregateOp op, double decay, double number) {
  switch (op) {
  case CAIRN_AGGREGATE_SUM:
    totals->sum += number;
    break;
  case CAIRN_AGGREGATE_PRODUCT:
    totals->product *= number;
    break;
  case CAIRN_AGGREGATE_EXPONENTIAL:
  case CAIRN_AGGREGATE_EXPONENTIALB:
    totals->exponential = decay * totals->exponential + number;
    break;
  case CAIRN_AGGREGATE_MEAN:
  case CAIRN_AGGREGATE_AVERAGE:
  case CAIRN_AGGREGATE_VARIANCE:
  case CAIRN_AGGREGATE_VARIANCEP:
  case CAIRN_AGGREGATE_STDEV:
  case CAIRN_AGGREGATE_STDEVP:
  case CAIRN_AGGREGATE_STDERR: {
    double difference = number - totals->mean;
    totals->mean += difference / (double)totals->valid;
    totals->deviation += difference * (number - totals->mean);
    break;
  }
  default:
    break;
  }
}

static bool needs_extent(CairnAggregateOp op) {
  return op == CAIRN_AGGREGATE_MIN || op == CAIRN_AGGREGATE_MAX || op == CAIRN_AGGREGATE_ARGMIN ||
         op == CAIRN_AGGREGATE_ARGMAX;
}

void cairn_totals_add(CairnTotals *totals, const CairnMeasure *measure, size_t row) {
  totals->n++;
  if (!measure->column) return;
  double number = 0;
  switch (classify(measure->column, row, &number)) {
  case MISSING:
    totals->missing++;
    return;
  case NOT_A_NUMBER:
    return;
  case VALID:
    break;
  }
  totals->valid++;
  add_number(totals, measure->op, measure->decay, number);
  if (needs_extent(measure->op)) extend_extent(totals, measure->column, row);
}

static void remove_number(CairnTotals *totals, CairnAggregateOp op, double decay, double number) {
  switch (op) {
  case CAIRN_AGGREGATE_SUM:
    totals->sum -= number;
    break;
  case CAIRN_AGGREGATE_PRODUCT:
    totals->product /= number;
    break;
  case CAIRN_AGGREGATE_EXPONENTIAL:
  case CAIRN_AGGREGATE_EXPONENTIALB:
    totals->exponential = (totals->exponential - number * pow(decay, (double)totals->valid));
    break;
  case CAIRN_AGGREGATE_MEAN:
  case CAIRN_AGGREGATE_AVERAGE:
  case CAIRN_AGGREGATE_VARIANCE:
  case CAIRN_AGGREGATE_VARIANCEP:
  case CAIRN_AGGREGATE_STDEV:
  case CAIRN_AGGREGATE_STDEVP:
  case CAIRN_AGGREGATE_STDERR: {
    double difference = number - totals->mean;
    totals->mean -= totals->valid ? difference / (double)totals->valid : totals->mean;
    totals->deviation -= difference * (number - totals->mean);
    break;
  }
  default:
    break;
  }
}

void cairn_totals_remove(CairnTotals *totals, const CairnMeasure *measure, size_t row) {
  totals->n--;
  if (!measure->column) return;
  double number = 0;
  switch (classify(measure->column, row, &number)) {
  case MISSING:
    totals->missing--;
    return;
  case NOT_A_NUMBER:
    return;
  case VALID:
    break;
  }
  totals->valid--;
  remove_number(totals, measure->op, measure->decay, number);
  if (row == totals->min_row || row == totals->max_row) totals->extent_is_stale = true;
}

static void renew_extent(CairnTotals *totals, const CairnColumn *column, const size_t *rows, size_t n) {
  totals->has_extent = totals->extent_is_stale = false;
  double number = 0;
  for (size_t i = 0; i < n; i++)
    if (classify(column, rows[i], &number) == VALID) extend_extent(totals, column, rows[i]);
}

/* The values that are numbers, for order statistics; free with g_free. */
static double *collect_quantities(const CairnColumn *column, const size_t *rows, size_t n,
                                  size_t *n_quantities) {
  double *quantities = g_new(double, n);
  *n_quantities = 0;
  for (size_t i = 0; i < n; i++) {
    double quantity = cairn_column_quantity(column, rows[i]);
    if (!isnan(quantity)) quantities[(*n_quantities)++] = quantity;
  }
  return quantities;
}

static CairnValue number_or_undefined(double number) {
  return isnan(number) ? cairn_value_undefined() : cairn_value_number(number);
}

static CairnValue quantile_of(const CairnColumn *column, const size_t *rows, size_t n, double p) {
  size_t n_quantities = 0;
  g_autofree double *quantities = collect_quantities(column, rows, n, &n_quantities);
  return number_or_undefined(cairn_quantile(quantities, n_quantities, p));
}

static CairnValue interval_of(const CairnColumn *column, const size_t *rows, size_t n, int end) {
  size_t n_quantities = 0;
  g_autofree double *quantities = collect_quantities(column, rows, n, &n_quantities);
  if (n_quantities == 0) return cairn_value_undefined();
  double interval[2];
  cairn_bootstrap_interval(quantities, n_quantities, interval);
  return cairn_value_number(interval[end]);
}

static size_t count_distinct_numbers(const CairnColumn *column, const size_t *rows, size_t n) {
  g_autofree double *numbers = g_new(double, n);
  size_t n_numbers = 0;
  bool any_nan = false, any_state[3] = {false, false, false};
  for (size_t i = 0; i < n; i++) {
    CairnCellState state = cairn_column_state(column, rows[i]);
    any_state[state] = true;
    if (state != CAIRN_CELL_PRESENT) continue;
    double number = column->numbers[rows[i]];
    if (isnan(number))
      any_nan = true;
    else
      numbers[n_numbers++] = number;
  }
  cairn_sort_numbers(numbers, n_numbers);
  size_t count =
      (size_t)any_nan + (size_t)any_state[CAIRN_CELL_NULL] + (size_t)any_state[CAIRN_CELL_UNDEFINED];
  for (size_t i = 0; i < n_numbers; i++)
    count += i == 0 || numbers[i] != numbers[i - 1];
  return count;
}

static size_t count_distinct(CairnArena *arena, const CairnColumn *column, const size_t *rows, size_t n) {
  if (is_numeric(column)) return count_distinct_numbers(column, rows, n);
  g_autoptr(GHashTable) keys = g_hash_table_new(NULL, NULL);
  for (size_t i = 0; i < n; i++)
    g_hash_table_add(keys, (void *)cairn_value_key(arena, cairn_column_value(column, rows[i])));
  return g_hash_table_size(keys);
}

static CairnValue rows_of(CairnArena *arena, const CairnTable *table, const size_t *rows, size_t n) {
  g_autofree CairnValue *items = g_new(CairnValue, n);
  for (size_t i = 0; i < n; i++)
    items[i] = cairn_table_row(table, rows[i]);
  return cairn_value_new_array(arena, items, n);
}

static CairnValue extreme_row(CairnArena *arena, const CairnTotals *totals, const CairnTable *table,
                              size_t row) {
  return totals->has_extent ? cairn_table_row(table, row) : cairn_value_new_object(arena, NULL, NULL, 0);
}

static CairnValue extreme_value(const CairnTotals *totals, const CairnColumn *column, size_t row) {
  return totals->has_extent ? cairn_column_value(column, row) : cairn_value_undefined();
}

/* Undefined unless at least `needed` values are valid. */
static CairnValue when_valid(const CairnTotals *totals, size_t needed, double number) {
  return totals->valid >= needed ? cairn_value_number(number) : cairn_value_undefined();
}

CairnValue cairn_totals_result(CairnArena *arena, CairnTotals *totals, const CairnMeasure *measure,
                               const size_t *rows, size_t n) {
  const CairnColumn *column = measure->column;
  double valid = (double)totals->valid, decay = measure->decay, squares = fmax(0, totals->deviation);
  if (totals->extent_is_stale) renew_extent(totals, column, rows, n);
  if (isnan(totals->deviation)) squares = NAN;
  switch (measure->op) {
  case CAIRN_AGGREGATE_COUNT:
    return cairn_value_number((double)totals->n);
  case CAIRN_AGGREGATE_VALID:
    return cairn_value_number(valid);
  case CAIRN_AGGREGATE_MISSING:
    return cairn_value_number((double)totals->missing);
  case CAIRN_AGGREGATE_DISTINCT:
    return cairn_value_number((double)count_distinct(arena, column, rows, n));
  case CAIRN_AGGREGATE_SUM:
    return when_valid(totals, 1, totals->sum);
  case CAIRN_AGGREGATE_PRODUCT:
    return when_valid(totals, 1, totals->product);
  case CAIRN_AGGREGATE_MEAN:
  case CAIRN_AGGREGATE_AVERAGE:
    return when_valid(totals, 1, totals->mean);
  case CAIRN_AGGREGATE_VARIANCE:
    return when_valid(totals, 2, squares / (valid - 1));
  case CAIRN_AGGREGATE_VARIANCEP:
    return when_valid(totals, 1, squares / valid);
  case CAIRN_AGGREGATE_STDEV:
    return when_valid(totals, 2, sqrt(squares / (valid - 1)));
  case CAIRN_AGGREGATE_STDEVP:
    return when_valid(totals, 1, sqrt(squares / valid));
  case CAIRN_AGGREGATE_STDERR:
    return when_valid(totals, 2, sqrt(squares / (valid * (valid - 1))));
  case CAIRN_AGGREGATE_MEDIAN:
    return quantile_of(column, rows, n, 0.5);
  case CAIRN_AGGREGATE_Q1:
    return quantile_of(column, rows, n, 0.25);
  case CAIRN_AGGREGATE_Q3:
    return quantile_of(column, rows, n, 0.75);
  case CAIRN_AGGREGATE_CI0:
    return interval_of(column, rows, n, 0);
  case CAIRN_AGGREGATE_CI1:
    return interval_of(column, rows, n, 1);
  case CAIRN_AGGREGATE_MIN:
    return extreme_value(totals, column, totals->min_row);
  case CAIRN_AGGREGATE_MAX:
    return extreme_value(totals, column, totals->max_row);
  case CAIRN_AGGREGATE_ARGMIN:
    return extreme_row(arena, totals, measure->table, totals->min_row);
  case CAIRN_AGGREGATE_ARGMAX:
    return extreme_row(arena, totals, measure->table, totals->max_row);
  case CAIRN_AGGREGATE_VALUES:
    return rows_of(arena, measure->table, rows, n);
  case CAIRN_AGGREGATE_EXPONENTIAL:
    return when_valid(totals, 1, totals->exponential * (1 - decay) / (1 - pow(decay, valid)));
  case CAIRN_AGGREGATE_EXPONENTIALB:
    return when_valid(totals, 1, totals->exponential * (1 - decay));
  case CAIRN_N_AGGREGATE_OPS:
    break;
  }
  return cairn_value_undefined();
}

/* The common case, numbers without missing cells, without the checks of cairn_totals_add. */
static bool total_plain_numbers(CairnTotals *totals, const CairnMeasure *measure, const size_t *rows,
                                size_t n) {
  const CairnColumn *column = measure->column;
  bool is_sum = measure->op == CAIRN_AGGREGATE_SUM;
  if (!column || !is_numeric(column) || column->states || !is_sum) return false;
  for (size_t i = 0; i < n; i++) {
    double number = column->numbers[rows[i]];
    if (isnan(number)) continue;
    totals->valid++;
    totals->sum += number;
  }
  totals->n = n;
  return true;
}

CairnValue cairn_measure_rows(CairnArena *arena, const CairnMeasure *measure, const size_t *rows, size_t n) {
  CairnTotals totals = cairn_totals_new();
  if (measure->op == CAIRN_AGGREGATE_COUNT) {
    totals.n = n;
  } else if (cairn_aggregate_op_is_running(measure->op) && !total_plain_numbers(&totals, measure, rows, n)) {
    for (size_t i = 0; i < n; i++)
      cairn_totals_add(&totals, measure, rows[i]);
  }
  return cairn_totals_result(arena, &totals, measure, rows, n);
}
