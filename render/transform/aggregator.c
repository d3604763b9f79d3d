#include "transform/aggregator.h"

#include "transform/aggregate_op.h"
#include "transform/extreme_row.h"
#include "transform/fields.h"
#include "transform/group.h"
#include "transform/statistics.h"

#include <math.h>
#include <string.h>

/* What is kept of a group for one measure. */
typedef enum Keeping {
  KEEP_COUNT,
  KEEP_TOTALS,
  KEEP_EXTREME,
  KEEP_ROW,
  KEEP_NUMBERS,
  KEEP_DISTINCT
} Keeping;

typedef struct Kept {
  CairnAggregateOp op;
  Keeping keeping;
  double decay;
  const char *as;
  CairnColumnType type; /* of its column */
  GArray *groups; /* by `keeping`: size_t, CairnTotals, double (NaN: none), CairnExtremeRow, GArray * of double, or
                     CairnGrouper * */
} Kept;

/* A column that tells groups, with the value of each. */
typedef struct Dimension {
  const char *name;
  CairnColumnType type;
  GArray *values; /* CairnValue */
} Dimension;

struct CairnAggregator {
  CairnTransformRun *run; /* whose arena holds the result */
  const json_t *node;
  bool begun;   /* dimensions and measures are known, and their types */
  bool has_rows;
  bool is_unlike; /* some operation needs the rows, or a block has columns of other types */
  size_t n_groups, n_dimensions, n_measures;
  Dimension *dimensions;
  Kept *measures;
  CairnGrouper *grouper;
  size_t n_columns; /* of the first block with rows, for rows that are kept; */
  const char **names;
};

/* ---- What is kept ---- */

static Keeping keeping_of(CairnAggregateOp op) {
  switch (op) {
  case CAIRN_AGGREGATE_COUNT:
    return KEEP_COUNT;
  case CAIRN_AGGREGATE_MIN:
  case CAIRN_AGGREGATE_MAX:
    return KEEP_EXTREME;
  case CAIRN_AGGREGATE_ARGMIN:
  case CAIRN_AGGREGATE_ARGMAX:
    return KEEP_ROW;
  case CAIRN_AGGREGATE_MEDIAN:
  case CAIRN_AGGREGATE_Q1:
  case CAIRN_AGGREGATE_Q3:
  case CAIRN_AGGREGATE_CI0:
  case CAIRN_AGGREGATE_CI1:
    return KEEP_NUMBERS;
  case CAIRN_AGGREGATE_DISTINCT:
    return KEEP_DISTINCT;
  default:
    return KEEP_TOTALS;
  }
}

static size_t size_of(Keeping keeping) {
  static const size_t sizes[] = {[KEEP_COUNT] = sizeof(size_t),
                                 [KEEP_TOTALS] = sizeof(CairnTotals),
                                 [KEEP_EXTREME] = sizeof(double),
                                 [KEEP_ROW] = sizeof(CairnExtremeRow),
                                 [KEEP_NUMBERS] = sizeof(GArray *),
                                 [KEEP_DISTINCT] = sizeof(CairnGrouper *)};
  return sizes[keeping];
}

static void begin_group(CairnArena *arena, Kept *kept) {
  const size_t no_count = 0;
  const double no_extreme = NAN;
  const CairnTotals totals = cairn_totals_new();
  const CairnExtremeRow no_row = cairn_extreme_row_new();
  GArray *numbers = kept->keeping == KEEP_NUMBERS ? g_array_new(FALSE, FALSE, sizeof(double)) : NULL;
  CairnGrouper *values = kept->keeping == KEEP_DISTINCT ? cairn_grouper_new(arena, 1) : NULL;
  const void *const none[] = {[KEEP_COUNT] = &no_count, [KEEP_TOTALS] = &totals,   [KEEP_EXTREME] = &no_extreme,
                              [KEEP_ROW] = &no_row,     [KEEP_NUMBERS] = &numbers, [KEEP_DISTINCT] = &values};
  g_array_append_vals(kept->groups, none[kept->keeping], 1);
}

static void clear_kept(Kept *kept) {
  for (guint i = 0; kept->groups && i < kept->groups->len; i++) {
    if (kept->keeping == KEEP_ROW) cairn_extreme_row_clear(&g_array_index(kept->groups, CairnExtremeRow, i));
    if (kept->keeping == KEEP_NUMBERS) g_array_unref(g_array_index(kept->groups, GArray *, i));
    if (kept->keeping == KEEP_DISTINCT) cairn_grouper_free(g_array_index(kept->groups, CairnGrouper *, i));
  }
  g_clear_pointer(&kept->groups, g_array_unref);
}

void cairn_aggregator_free(CairnAggregator *aggregator) {
  if (!aggregator) return;
  for (size_t i = 0; i < aggregator->n_measures; i++)
    clear_kept(&aggregator->measures[i]);
  for (size_t i = 0; i < aggregator->n_dimensions; i++)
    g_clear_pointer(&aggregator->dimensions[i].values, g_array_unref);
  cairn_grouper_free(aggregator->grouper);
  g_free(aggregator);
}

/* ---- Columns ---- */

static bool is_numeric(CairnColumnType type) {
  return type == CAIRN_COLUMN_NUMBER || type == CAIRN_COLUMN_TIME;
}

/* Texts of computed columns go with their block; so the least of them is not kept. */
static bool can_keep(const CairnMeasure *measure) {
  if (!measure->column) return true;
  if (measure->column->type == CAIRN_COLUMN_ANY) return false;
  Keeping keeping = keeping_of(measure->op);
  bool is_boolean = measure->column->type == CAIRN_COLUMN_BOOLEAN;
  if (keeping == KEEP_ROW) return !is_boolean && cairn_extreme_row_takes(measure->table);
  return keeping != KEEP_EXTREME || is_numeric(measure->column->type);
}

static void begin(CairnAggregator *aggregator, const CairnFields *fields, const CairnMeasures *measures) {
  CairnArena *arena = aggregator->run->arena;
  aggregator->begun = true;
  aggregator->n_dimensions = fields->n;
  aggregator->dimensions = cairn_arena_array(arena, fields->n, Dimension);
  for (size_t i = 0; i < fields->n; i++) {
    const char *name = cairn_arena_strdup(arena, fields->columns[i]->name);
    aggregator->dimensions[i] = (Dimension){.name = name, .values = g_array_new(FALSE, FALSE, sizeof(CairnValue))};
  }
  aggregator->n_measures = measures->n;
  aggregator->measures = cairn_arena_array(arena, measures->n, Kept);
  for (size_t i = 0; i < measures->n; i++) {
    const CairnMeasure *measure = &measures->items[i].measure;
    Keeping keeping = keeping_of(measure->op);
    aggregator->measures[i] = (Kept){.op = measure->op,
                                     .keeping = keeping,
                                     .decay = measure->decay,
                                     .as = cairn_arena_strdup(arena, measures->items[i].as),
                                     .groups = g_array_new(FALSE, FALSE, (guint)size_of(keeping))};
  }
  aggregator->grouper = cairn_grouper_new(arena, fields->n);
}

static void note_types(CairnAggregator *aggregator, const CairnTable *block, const CairnFields *fields,
                       const CairnMeasures *measures) {
  CairnArena *arena = aggregator->run->arena;
  aggregator->n_columns = block->n_columns;
  aggregator->names = cairn_arena_array(arena, block->n_columns, const char *);
  for (size_t i = 0; i < block->n_columns; i++)
    aggregator->names[i] = cairn_arena_strdup(arena, block->columns[i]->name);
  for (size_t i = 0; i < fields->n; i++)
    aggregator->dimensions[i].type = fields->columns[i]->type;
  for (size_t i = 0; i < measures->n; i++)
    if (measures->items[i].measure.column) aggregator->measures[i].type = measures->items[i].measure.column->type;
}

static bool are_alike(const CairnAggregator *aggregator, const CairnTable *block, const CairnFields *fields,
                      const CairnMeasures *measures) {
  bool alike = aggregator->n_columns == block->n_columns;
  for (size_t i = 0; i < block->n_columns && alike; i++)
    alike = strcmp(aggregator->names[i], block->columns[i]->name) == 0;
  for (size_t i = 0; i < fields->n; i++)
    alike &= fields->columns[i]->type == aggregator->dimensions[i].type &&
             fields->columns[i]->type != CAIRN_COLUMN_ANY;
  for (size_t i = 0; i < measures->n; i++) {
    const CairnMeasure *measure = &measures->items[i].measure;
    alike &= can_keep(measure) && (!measure->column || measure->column->type == aggregator->measures[i].type);
  }
  return alike;
}

/* ---- Blocks ---- */

/* Texts live as long as the result. */
static CairnValue keep_value(CairnArena *arena, const CairnColumn *column, size_t row) {
  CairnValue value = cairn_column_value(column, row);
  if (value.kind == CAIRN_STRING) value.string = cairn_arena_intern(arena, value.string, strlen(value.string));
  return value;
}

static void begin_groups(CairnAggregator *aggregator, const CairnFields *fields, const uint32_t *of_row, size_t n_rows) {
  CairnArena *arena = aggregator->run->arena;
  for (size_t row = 0; row < n_rows; row++) {
    if (of_row[row] < aggregator->n_groups) continue;
    aggregator->n_groups++;
    for (size_t i = 0; i < fields->n; i++) {
      CairnValue value = keep_value(arena, fields->columns[i], row);
      g_array_append_val(aggregator->dimensions[i].values, value);
    }
    for (size_t i = 0; i < aggregator->n_measures; i++)
      begin_group(arena, &aggregator->measures[i]);
  }
}

static void add_counts(Kept *kept, const uint32_t *of_row, size_t n_rows) {
  size_t *counts = (size_t *)(void *)kept->groups->data;
  for (size_t i = 0; i < n_rows; i++)
    counts[of_row[i]]++;
}

static void add_totals(Kept *kept, const CairnMeasure *measure, const uint32_t *of_row, size_t n_rows) {
  CairnTotals *totals = (CairnTotals *)(void *)kept->groups->data;
  for (size_t i = 0; i < n_rows; i++)
    cairn_totals_add(&totals[of_row[i]], measure, i);
}

static void add_extremes(Kept *kept, const CairnColumn *column, const uint32_t *of_row, size_t n_rows) {
  double *extremes = (double *)(void *)kept->groups->data;
  bool least = kept->op == CAIRN_AGGREGATE_MIN;
  for (size_t i = 0; i < n_rows; i++) {
    double number = column->numbers[i], *extreme = &extremes[of_row[i]];
    if (cairn_column_state(column, i) != CAIRN_CELL_PRESENT || isnan(number)) continue;
    if (isnan(*extreme) || (least ? number < *extreme : number > *extreme)) *extreme = number;
  }
}

static void add_numbers(Kept *kept, const CairnColumn *column, const uint32_t *of_row, size_t n_rows) {
  for (size_t i = 0; i < n_rows; i++) {
    double number = cairn_column_quantity(column, i);
    if (!isnan(number)) g_array_append_val(g_array_index(kept->groups, GArray *, of_row[i]), number);
  }
}

static void add_distinct(Kept *kept, const CairnColumn *column, const uint32_t *of_row, size_t n_rows) {
  for (size_t i = 0; i < n_rows; i++)
    cairn_grouper_add(g_array_index(kept->groups, CairnGrouper *, of_row[i]), column, i);
}

static void add_rows(Kept *kept, const CairnMeasure *measure, const uint32_t *of_row, size_t n_rows) {
  switch (kept->keeping) {
  case KEEP_COUNT:
    add_counts(kept, of_row, n_rows);
    break;
  case KEEP_TOTALS:
    add_totals(kept, measure, of_row, n_rows);
    break;
  case KEEP_EXTREME:
    add_extremes(kept, measure->column, of_row, n_rows);
    break;
  case KEEP_ROW:
    cairn_extreme_rows_add((CairnExtremeRow *)(void *)kept->groups->data, of_row, measure->table, measure->column,
                           kept->op == CAIRN_AGGREGATE_ARGMIN);
    break;
  case KEEP_NUMBERS:
    add_numbers(kept, measure->column, of_row, n_rows);
    break;
  case KEEP_DISTINCT:
    add_distinct(kept, measure->column, of_row, n_rows);
    break;
  }
}

bool cairn_aggregator_add(CairnAggregator *aggregator, CairnTransformRun *run, CairnTable *table, GError **error) {
  CairnFields fields = {0};
  CairnMeasures measures = {0};
  if (aggregator->is_unlike || (aggregator->begun && table->n_rows == 0)) return true;
  if (!cairn_fields_read(run, table, aggregator->node, "groupby", &fields, error) ||
      !cairn_measures_read(run, table, aggregator->node, "aggregate", &measures, error))
    return false;
  if (!aggregator->begun) begin(aggregator, &fields, &measures);
  if (!aggregator->has_rows) note_types(aggregator, table, &fields, &measures);
  aggregator->has_rows |= table->n_rows > 0;
  aggregator->is_unlike = !are_alike(aggregator, table, &fields, &measures);
  if (aggregator->is_unlike) return true;
  uint32_t *of_row = cairn_arena_array(run->arena, table->n_rows, uint32_t);
  cairn_grouper_number(aggregator->grouper, fields.columns, table->n_rows, of_row);
  begin_groups(aggregator, &fields, of_row, table->n_rows);
  for (size_t i = 0; i < measures.n; i++)
    add_rows(&aggregator->measures[i], &measures.items[i].measure, of_row, table->n_rows);
  return true;
}

/* ---- The result ---- */

static const CairnColumn *dimension_column(CairnArena *arena, const Dimension *dimension, size_t n) {
  double *numbers = cairn_arena_array(arena, n, double);
  const char **strings = cairn_arena_array(arena, n, const char *);
  uint8_t *booleans = cairn_arena_array(arena, n, uint8_t), *states = cairn_arena_array(arena, n, uint8_t);
  for (size_t i = 0; i < n; i++) {
    CairnValue value = g_array_index(dimension->values, CairnValue, i);
    bool missing = cairn_value_is_missing(value);
    states[i] = value.kind == CAIRN_UNDEFINED ? CAIRN_CELL_UNDEFINED : missing ? CAIRN_CELL_NULL : CAIRN_CELL_PRESENT;
    numbers[i] = !missing && is_numeric(dimension->type) ? value.number : NAN;
    strings[i] = value.kind == CAIRN_STRING ? value.string : "";
    booleans[i] = value.kind == CAIRN_BOOLEAN && value.boolean;
  }
  switch (dimension->type) {
  case CAIRN_COLUMN_TIME:
    return cairn_column_new_times(arena, dimension->name, numbers, states);
  case CAIRN_COLUMN_STRING:
    return cairn_column_new_texts(arena, dimension->name, strings, n, states);
  case CAIRN_COLUMN_BOOLEAN:
    return cairn_column_new_booleans(arena, dimension->name, booleans, states);
  default:
    return cairn_column_new_numbers(arena, dimension->name, numbers, states);
  }
}

static CairnValue extreme_value(const Kept *kept, double extreme) {
  if (isnan(extreme)) return cairn_value_undefined();
  return kept->type == CAIRN_COLUMN_TIME ? cairn_value_time(extreme) : cairn_value_number(extreme);
}

static CairnValue order_statistic(const Kept *kept, GArray *numbers) {
  double *values = (double *)(void *)numbers->data, interval[2];
  bool is_interval = kept->op == CAIRN_AGGREGATE_CI0 || kept->op == CAIRN_AGGREGATE_CI1;
  if (numbers->len == 0) return cairn_value_undefined();
  if (!is_interval) {
    double p = kept->op == CAIRN_AGGREGATE_Q1 ? 0.25 : kept->op == CAIRN_AGGREGATE_Q3 ? 0.75 : 0.5;
    return cairn_value_number(cairn_quantile(values, numbers->len, p));
  }
  cairn_bootstrap_interval(values, numbers->len, interval);
  return cairn_value_number(interval[kept->op == CAIRN_AGGREGATE_CI1]);
}

static CairnValue result_of(const CairnAggregator *aggregator, const Kept *kept, size_t group) {
  CairnArena *arena = aggregator->run->arena;
  static const CairnColumn none = {.type = CAIRN_COLUMN_NUMBER};
  switch (kept->keeping) {
  case KEEP_COUNT:
    return cairn_value_number((double)g_array_index(kept->groups, size_t, group));
  case KEEP_TOTALS: {
    CairnMeasure measure = {.op = kept->op, .column = &none, .decay = kept->decay};
    return cairn_totals_result(arena, &g_array_index(kept->groups, CairnTotals, group), &measure, NULL, 0);
  }
  case KEEP_EXTREME:
    return extreme_value(kept, g_array_index(kept->groups, double, group));
  case KEEP_ROW:
    return cairn_extreme_row_value(&g_array_index(kept->groups, CairnExtremeRow, group), arena, aggregator->names);
  case KEEP_NUMBERS:
    return order_statistic(kept, g_array_index(kept->groups, GArray *, group));
  case KEEP_DISTINCT:
    return cairn_value_number((double)cairn_grouper_count(g_array_index(kept->groups, CairnGrouper *, group)));
  }
  return cairn_value_undefined();
}

static CairnTable *finish(const CairnAggregator *aggregator) {
  CairnArena *arena = aggregator->run->arena;
  size_t n = aggregator->n_groups;
  CairnTable *result = cairn_table_new(arena, n);
  for (size_t i = 0; i < aggregator->n_dimensions; i++)
    cairn_table_put(result, dimension_column(arena, &aggregator->dimensions[i], n));
  for (size_t i = 0; i < aggregator->n_measures; i++) {
    CairnValue *values = cairn_arena_array(arena, n, CairnValue);
    for (size_t group = 0; group < n; group++)
      values[group] = result_of(aggregator, &aggregator->measures[i], group);
    cairn_table_put(result, cairn_column_from_values(arena, aggregator->measures[i].as, values, n));
  }
  return result;
}

/* ---- All of it ---- */

/* What is wrong with the operations is told when they are read. */
static bool takes_all(const json_t *node) {
  const json_t *measures = json_object_get(node, "aggregate");
  bool all = true;
  for (size_t i = 0; i < json_array_size(measures); i++) {
    const char *name = json_string_value(json_object_get(json_array_get(measures, i), "op"));
    CairnAggregateOp op;
    if (name && cairn_aggregate_op_parse(name, &op)) all &= op != CAIRN_AGGREGATE_VALUES;
  }
  return all;
}

CairnAggregator *cairn_aggregator_new(CairnTransformRun *run, const json_t *node) {
  CairnAggregator *aggregator = g_new0(CairnAggregator, 1);
  *aggregator = (CairnAggregator){.run = run, .node = node, .is_unlike = !takes_all(node)};
  return aggregator;
}

CairnTable *cairn_aggregator_finish(CairnAggregator *aggregator) {
  return aggregator->is_unlike ? NULL : finish(aggregator);
}

static bool take_block(CairnTransformRun *run, void *aggregator, CairnTable *table, GError **error) {
  return cairn_aggregator_add(aggregator, run, table, error);
}

bool cairn_aggregate_stream(CairnTransformRun *run, CairnRowStream *stream, const json_t *node, CairnTable **out,
                            GError **error) {
  g_autoptr(CairnAggregator) aggregator = cairn_aggregator_new(run, node);
  *out = NULL;
  if (aggregator->is_unlike) return true;
  if (!cairn_row_stream_each(run, stream, take_block, aggregator, error)) return false;
  *out = cairn_aggregator_finish(aggregator);
  return true;
}
