#include "mark/row_order.h"

#include "transform/inline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Order of the rows ---- */

typedef struct SortKey {
  const CairnColumn *column;
  bool descending;
} SortKey;

typedef struct SortKeys {
  size_t n;
  SortKey *keys;
} SortKeys;

static int compare_rows(const void *a, const void *b, void *data) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  const SortKeys *sort = data;
  for (size_t i = 0; i < sort->n; i++) {
    int order = cairn_value_compare(cairn_column_value(sort->keys[i].column, x), cairn_column_value(sort->keys[i].column, y));
    if (order) return sort->keys[i].descending ? -order : order;
  }
  return (x > y) - (x < y);
}

static size_t *all_rows(CairnArena *arena, size_t n) {
  size_t *rows = cairn_arena_array(arena, n, size_t);
  for (size_t i = 0; i < n; i++)
    rows[i] = i;
  return rows;
}

static void sort_rows(size_t *rows, size_t n, GCompareDataFunc compare, void *data) {
  g_qsort_with_data(rows, (int)MIN(n, (size_t)G_MAXINT), sizeof *rows, compare, data);
}

static int compare_depths(const void *a, const void *b, void *data) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  const double *depths = data;
  bool above_x = depths[x] != 0, above_y = depths[y] != 0;
  if (above_x != above_y) return above_x - above_y;
  if (depths[x] != depths[y]) return depths[x] < depths[y] ? -1 : 1;
  return (x > y) - (x < y);
}

/* An order that is a value is Vega's zindex: items of 0 lie below all others, those below each other by their values. */
static const CairnTable *order_by_value(CairnMarkContext *context, const CairnTable *table) {
  const CairnValueRef *depth = cairn_ref_channel(context, CAIRN_ORDER, NULL, NULL);
  if (context->failure || cairn_ref_is_constant(depth)) return table;
  double *depths = cairn_arena_array(context->arena, table->n_rows, double);
  for (size_t row = 0; row < table->n_rows; row++) {
    double px = cairn_ref_px(context, depth, row);
    depths[row] = isnan(px) ? 0 : px;
  }
  size_t *rows = all_rows(context->arena, table->n_rows);
  sort_rows(rows, table->n_rows, compare_depths, depths);
  return cairn_table_select(table, rows, table->n_rows);
}

const CairnTable *cairn_row_order(CairnMarkContext *context, bool is_path) {
  const CairnView *unit = context->unit;
  const CairnTable *table = unit->table;
  const CairnChannelDef *order = unit->channels[CAIRN_ORDER];
  if (!is_path && order && order->value) return order_by_value(context, table);
  SortKeys sort = {0, cairn_arena_array(context->arena, unit->n_orders, SortKey)};
  for (size_t i = 0; i < unit->n_orders && !unit->stack; i++) {
    const CairnChannelDef *def = unit->orders[i];
    const CairnColumn *column = def->column ? cairn_table_column(table, def->column) : NULL;
    bool descending = strcmp(cairn_json_string(def->node, "sort", ""), "descending") == 0;
    if (column) sort.keys[sort.n++] = (SortKey){column, descending};
  }
  if (!sort.n) return table;
  size_t *rows = all_rows(context->arena, table->n_rows);
  sort_rows(rows, table->n_rows, compare_rows, &sort);
  return cairn_table_select(table, rows, table->n_rows);
}

/* ---- Series ---- */

const CairnValueRef *cairn_series_direction(CairnMarkContext *context, const CairnValueRef *x, const CairnValueRef *y) {
  const CairnView *unit = context->unit;
  const CairnChannelDef *order = unit->channels[CAIRN_ORDER];
  bool null_order = order ? order->value && (json_is_null(order->value) || json_is_false(order->value))
                          : json_is_null(cairn_mark_property(unit, "order", NULL)) || json_is_false(cairn_mark_property(unit, "order", NULL));
  if (null_order) return NULL;
  if (cairn_channel_def_is_field(order) && !unit->stack) return NULL;
  bool horizontal = unit->orientation == CAIRN_HORIZONTAL;
  return cairn_channel_def_is_field(unit->channels[horizontal ? CAIRN_Y : CAIRN_X]) ? (horizontal ? y : x) : NULL;
}

/* The number of the series of each row, and how many there are. */
static size_t number_series(CairnMarkContext *context, size_t *series) {
  size_t n_columns;
  const char *const *names = cairn_inline_series(context->unit, &n_columns);
  const CairnTable *table = context->table;
  if (n_columns == 0) return table->n_rows > 0;
  g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
  g_autoptr(GString) key = g_string_new(NULL);
  const CairnColumn **columns = cairn_arena_array(context->arena, n_columns, const CairnColumn *);
  for (size_t i = 0; i < n_columns; i++)
    columns[i] = cairn_table_column(table, names[i]);
  for (size_t row = 0; row < table->n_rows; row++) {
    g_string_truncate(key, 0);
    for (size_t i = 0; i < n_columns; i++) {
      g_string_append(key, cairn_value_key(context->arena, cairn_column_value(columns[i], row)));
      g_string_append_c(key, '\x1f');
    }
    const char *text = cairn_arena_intern(context->arena, key->str, key->len);
    size_t number = GPOINTER_TO_SIZE(g_hash_table_lookup(known, text));
    if (!number) {
      number = g_hash_table_size(known) + 1;
      g_hash_table_insert(known, (void *)text, GSIZE_TO_POINTER(number));
    }
    series[row] = number - 1;
  }
  return g_hash_table_size(known);
}

static int compare_positions(const void *a, const void *b, void *data) {
  size_t x = *(const size_t *)a, y = *(const size_t *)b;
  const double *positions = data;
  double p = positions[x], q = positions[y];
  if (p < q) return -1;
  if (p > q) return 1;
  return (x > y) - (x < y);
}

static bool is_sorted(const double *positions, const size_t *rows, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (!(positions[rows[i - 1]] <= positions[rows[i]])) return false;
  return true;
}

/* Rows without a position come first; but between two nulls lies 0 in Vega's arithmetic. */
static double unplaced(const CairnValueRef *along, size_t row) {
  bool null = along->kind == CAIRN_FROM_BETWEEN && along->column && cairn_column_value(along->column, row).kind == CAIRN_NULL;
  double position = null && along->scale ? cairn_scale_position_number(along->scale, 0) : NAN;
  return isnan(position) ? -INFINITY : position;
}

static void sort_along(CairnMarkContext *context, const CairnValueRef *along, CairnSeries *series, size_t n) {
  double *positions = cairn_arena_array(context->arena, context->table->n_rows, double);
  for (size_t row = 0; row < context->table->n_rows; row++) {
    double position = cairn_ref_px(context, along, row);
    positions[row] = isnan(position) ? unplaced(along, row) : position;
  }
  for (size_t i = 0; i < n; i++) {
    size_t *rows = (size_t *)series[i].rows;
    if (!is_sorted(positions, rows, series[i].n))
      g_qsort_with_data(rows, (int)MIN(series[i].n, (size_t)G_MAXINT), sizeof *rows, compare_positions, positions);
  }
}

const CairnSeries *cairn_series_split(CairnMarkContext *context, const CairnValueRef *along, size_t *n) {
  size_t n_rows = context->table->n_rows;
  size_t *series_of = cairn_arena_array(context->arena, n_rows, size_t);
  *n = number_series(context, series_of);
  CairnSeries *series = cairn_arena_array(context->arena, *n, CairnSeries);
  for (size_t row = 0; row < n_rows; row++)
    series[series_of[row]].n++;
  size_t *rows = cairn_arena_array(context->arena, n_rows, size_t), **next = cairn_arena_array(context->arena, *n, size_t *);
  for (size_t i = 0, start = 0; i < *n; start += series[i].n, i++)
    series[i].rows = next[i] = rows + start;
  for (size_t row = 0; row < n_rows; row++)
    *next[series_of[row]]++ = row;
  if (along) sort_along(context, along, series, *n);
  return series;
}

const uint8_t *cairn_series_defined(CairnMarkContext *context) {
  const CairnView *unit = context->unit;
  if (!cairn_scale_breaks_paths(unit)) return NULL;
  uint8_t *defined = NULL;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnColumn *column = cairn_scale_fallible_column(unit, (CairnChannel)channel);
    if (!column) continue;
    const char *middle = cairn_arena_printf(context->arena, "%s_mid", column->name);
    const CairnColumn *filled = unit->stack && unit->stack->impute ? cairn_table_column(context->table, middle) : NULL;
    column = filled ? filled : cairn_table_column(context->table, column->name);
    if (!defined) {
      defined = cairn_arena_array(context->arena, context->table->n_rows, uint8_t);
      memset(defined, 1, context->table->n_rows);
    }
    for (size_t row = 0; row < context->table->n_rows; row++)
      defined[row] &= isfinite(cairn_column_quantity(column, row)) != 0;
  }
  return defined;
}
