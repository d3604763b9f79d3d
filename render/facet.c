#include "facet.h"
#include "facet_values.h"

#include "transform/inline.h"

#include "base/limits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static CairnView *clone(CairnView *parent, const CairnView *view) {
  CairnView *copy = cairn_arena_one(view->model->arena, CairnView);
  *copy = *view;
  copy->parent = parent;
  copy->children = cairn_arena_array(view->model->arena, view->n_children, CairnView *);
  for (size_t i = 0; i < view->n_children; i++)
    copy->children[i] = clone(copy, view->children[i]);
  return copy;
}

typedef struct Grid {
  CairnFacetValues values[3]; /* row, column, facet */
  size_t n_rows, n_columns, n_cells;
} Grid;

static bool find_grid(CairnDataflow *flow, CairnView *view, Grid *grid, GError **error) {
  for (int i = 0; i < 3; i++)
    if (view->channels[CAIRN_ROW + i] &&
        !cairn_facet_values_find(flow, view, (CairnChannel)(CAIRN_ROW + i), &grid->values[i], error))
      return false;
  if (view->channels[CAIRN_FACET]) {
    size_t n = grid->values[2].n;
    const json_t *config = cairn_config_get(view->model, NULL, "facet");
    double columns = cairn_json_number(view->node, "columns", cairn_json_number(config, "columns", (double)n));
    grid->n_columns = columns >= 1 && columns < (double)MAX(n, 1) ? (size_t)columns : MAX(n, 1);
    grid->n_rows = (n + grid->n_columns - 1) / grid->n_columns;
    grid->n_cells = n;
  } else {
    grid->n_rows = view->channels[CAIRN_ROW] ? grid->values[0].n : 1;
    grid->n_columns = view->channels[CAIRN_COLUMN] ? grid->values[1].n : 1;
    grid->n_cells = grid->n_rows * grid->n_columns;
  }
  if (grid->n_cells <= CAIRN_LIMIT_VIEWS) return true;
  CairnChannel told = view->channels[CAIRN_FACET] ? CAIRN_FACET : view->channels[CAIRN_ROW] ? CAIRN_ROW : CAIRN_COLUMN;
  cairn_error_at(error, CAIRN_ERROR_LIMIT, view->channels[told]->node, "field",
                 "the facet has %zu plots; at most %d are drawn", grid->n_cells, CAIRN_LIMIT_VIEWS);
  return false;
}

/* ---- Rows of cells ---- */

/* What the rows of a cell have in its channels; NULL: anything. */
typedef struct CellKeys {
  const char *columns[3], *keys[3];
  CairnValue values[3];
} CellKeys;

static CellKeys *keys_of_cell(CairnArena *arena, const CairnView *view, const Grid *grid, size_t index) {
  bool wrapped = view->channels[CAIRN_FACET] != NULL;
  size_t places[3] = {index / grid->n_columns, index % grid->n_columns, index};
  CellKeys *keys = cairn_arena_one(arena, CellKeys);
  for (int i = 0; i < 3; i++) {
    if (!view->channels[CAIRN_ROW + i] || (i == 2) != wrapped) continue;
    keys->columns[i] = view->channels[CAIRN_ROW + i]->column;
    keys->values[i] = grid->values[i].items[places[i]];
    keys->keys[i] = cairn_value_key(arena, keys->values[i]);
  }
  return keys;
}

/* The same as keep_key for a column of numbers and a number, in much less time. */
static void keep_number(const CairnColumn *column, size_t n_rows, double number, uint8_t *keep) {
  for (size_t row = 0; row < n_rows; row++) {
    bool is_equal = column->numbers[row] == number || (isnan(number) && isnan(column->numbers[row]));
    keep[row] &= is_equal && cairn_column_state(column, row) == CAIRN_CELL_PRESENT;
  }
}

/* Clears keep[row] where the column has another value. Equal texts follow each other, or are one in memory. */
static void keep_key(CairnArena *arena, const CairnTable *table, const CellKeys *keys, int i, uint8_t *keep) {
  const CairnColumn *column = cairn_table_column(table, keys->columns[i]);
  bool is_number = keys->values[i].kind == CAIRN_NUMBER || keys->values[i].kind == CAIRN_TIME;
  if (is_number && (column->type == CAIRN_COLUMN_NUMBER || column->type == CAIRN_COLUMN_TIME)) {
    keep_number(column, table->n_rows, keys->values[i].number, keep);
    return;
  }
  const char *last = NULL;
  bool last_is_equal = false;
  for (size_t row = 0; row < table->n_rows; row++) {
    CairnValue value = cairn_column_value(column, row);
    bool is_last = value.kind == CAIRN_STRING && value.string == last;
    if (!is_last) last_is_equal = strcmp(cairn_value_key(arena, value), keys->keys[i]) == 0;
    last = value.kind == CAIRN_STRING ? value.string : NULL;
    keep[row] &= last_is_equal;
  }
}

static CairnTable *select_cell(CairnTransformRun *run, const void *data, CairnTable *table, GError **error) {
  (void)error;
  const CellKeys *keys = data;
  g_autofree uint8_t *keep = g_malloc(table->n_rows + 1);
  g_autofree size_t *rows = g_new(size_t, table->n_rows);
  size_t n = 0;
  memset(keep, 1, table->n_rows);
  for (int i = 0; i < 3; i++)
    if (keys->keys[i]) keep_key(run->arena, table, keys, i, keep);
  for (size_t row = 0; row < table->n_rows; row++)
    if (keep[row]) rows[n++] = row;
  return cairn_table_select(table, rows, n);
}

/* The first row of each cell of a grid of rows and columns. */
typedef struct FirstRows {
  const CairnView *view;
  const Grid *grid;
  GHashTable *places[2]; /* key -> place + 1, of the values of rows and of columns */
  size_t *first, n_rows;
} FirstRows;

static bool find_first(CairnTransformRun *run, void *data, CairnTable *table, GError **error) {
  (void)error;
  FirstRows *found = data;
  for (size_t row = 0; row < table->n_rows; row++) {
    size_t place[2];
    for (int i = 0; i < 2; i++) {
      const CairnColumn *column = cairn_table_column(table, found->view->channels[CAIRN_ROW + i]->column);
      const char *key = cairn_value_key(run->arena, cairn_column_value(column, row));
      place[i] = GPOINTER_TO_SIZE(g_hash_table_lookup(found->places[i], key));
    }
    if (!place[0] || !place[1]) continue;
    size_t *first = &found->first[(place[0] - 1) * found->grid->n_columns + place[1] - 1];
    *first = MIN(*first, found->n_rows + row);
  }
  found->n_rows += table->n_rows;
  return true;
}

/* SIZE_MAX for cells without rows. NULL with an error. */
static const size_t *first_rows(CairnDataflow *flow, const CairnView *view, const Grid *grid, CairnRowStream *rows,
                                GError **error) {
  FirstRows found = {.view = view, .grid = grid, .first = cairn_arena_array(flow->arena, grid->n_cells, size_t)};
  memset(found.first, 0xff, grid->n_cells * sizeof *found.first);
  if (!view->channels[CAIRN_ROW] || !view->channels[CAIRN_COLUMN]) return found.first;
  for (int i = 0; i < 2; i++) {
    found.places[i] = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t k = 0; k < grid->values[i].n; k++)
      g_hash_table_insert(found.places[i], (void *)cairn_value_key(flow->arena, grid->values[i].items[k]),
                          GSIZE_TO_POINTER(k + 1));
  }
  bool ok = cairn_row_stream_each(&flow->run, rows, find_first, &found, error);
  for (int i = 0; i < 2; i++)
    g_hash_table_destroy(found.places[i]);
  return ok ? found.first : NULL;
}

/* ---- The order of cells ---- */

typedef struct Rank {
  double keys[2]; /* of row and column */
  size_t first;   /* row of the data */
  size_t cell;
} Rank;

static int compare_ranks(const void *a, const void *b) {
  const Rank *p = a, *q = b;
  for (int i = 0; i < 2; i++)
    if (p->keys[i] != q->keys[i]) return p->keys[i] < q->keys[i] ? -1 : 1;
  if (p->first != q->first) return p->first < q->first ? -1 : 1;
  return (p->cell > q->cell) - (p->cell < q->cell);
}

/* How many of the values does a list to sort by name? They stand first; all others are equal. */
static size_t count_listed(const CairnValue *items, size_t n, const json_t *list) {
  size_t found = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < json_array_size(list); k++) {
      const json_t *wanted = json_array_get(list, k);
      bool same = json_is_string(wanted)    ? items[i].kind == CAIRN_STRING && strcmp(items[i].string, json_string_value(wanted)) == 0
                  : json_is_number(wanted) ? cairn_value_to_quantity(items[i]) == json_number_value(wanted)
                                           : false;
      if (!same) continue;
      found++;
      break;
    }
  return found;
}

/* What a cell is sorted by in one direction. A list or a field tells the place of rows, so a cell without rows stands
 * before all others (after them, descending). */
static double rank_of(const CairnView *view, const CairnChannelDef *def, const CairnFacetValues *values, size_t place, bool is_empty) {
  const json_t *sort = cairn_json_get(def->node, "sort");
  if (cairn_facet_loses_sort(view, sort)) return 0;
  if (json_is_array(sort)) return is_empty ? -INFINITY : (double)MIN(place, count_listed(values->items, values->n, sort));
  if (!json_is_object(sort) || !is_empty) return (double)place;
  return strcmp(cairn_json_string(sort, "order", "ascending"), "descending") == 0 ? INFINITY : -INFINITY;
}

/* The cell that stands at each place, as Vega sorts those of a facet by row and column. */
static const size_t *order_cells(CairnDataflow *flow, const CairnView *view, const Grid *grid, const size_t *first) {
  size_t *order = cairn_arena_array(flow->arena, grid->n_cells, size_t);
  const CairnChannelDef *row = view->channels[CAIRN_ROW], *column = view->channels[CAIRN_COLUMN];
  g_autofree Rank *ranks = g_new0(Rank, MAX(grid->n_cells, 1));
  for (size_t i = 0; i < grid->n_cells; i++) {
    bool is_empty = first[i] == SIZE_MAX;
    ranks[i].first = first[i];
    ranks[i].cell = i;
    if (!row || !column) continue;
    ranks[i].keys[0] = rank_of(view, row, &grid->values[0], i / grid->n_columns, is_empty);
    ranks[i].keys[1] = rank_of(view, column, &grid->values[1], i % grid->n_columns, is_empty);
  }
  if (row && column) qsort(ranks, grid->n_cells, sizeof *ranks, compare_ranks);
  for (size_t i = 0; i < grid->n_cells; i++)
    order[i] = ranks[i].cell;
  return order;
}

static bool fill_cells(CairnDataflow *flow, CairnView *view, CairnRowStream *rows, const Grid *grid,
                       const CairnView *plot, CairnRowStream **cells, GError **error) {
  const size_t *first = first_rows(flow, view, grid, rows, error);
  if (!first) return false;
  const size_t *order = order_cells(flow, view, grid, first);
  bool wrapped = view->channels[CAIRN_FACET] != NULL;
  view->n_children = grid->n_cells;
  view->children = cairn_arena_array(flow->arena, grid->n_cells, CairnView *);
  for (size_t i = 0; i < grid->n_cells; i++) {
    CairnFacetCell *cell = &view->cells[i];
    *cell = (CairnFacetCell){.row = i / grid->n_columns, .column = i % grid->n_columns};
    if (wrapped)
      cell->label = grid->values[2].labels[i];
    else {
      if (view->channels[CAIRN_ROW]) cell->row_label = grid->values[0].labels[cell->row];
      if (view->channels[CAIRN_COLUMN]) cell->column_label = grid->values[1].labels[cell->column];
    }
    const CairnRowStep step = {.apply = select_cell, .data = keys_of_cell(flow->arena, view, grid, order[i])};
    cells[i] = cairn_row_stream_then(&flow->run, rows, step, error);
    if (!cells[i]) return false;
    view->children[i] = clone(view, plot);
  }
  return true;
}

typedef struct BinBefore {
  CairnDataflow *flow;
  CairnRowStream *rows;
  GError **error;
} BinBefore;

/* Bins of the plots are those of all rows, so that they agree between cells. */
static bool bin_before(CairnView *unit, void *data) {
  BinBefore *bin = data;
  bin->rows = cairn_inline_bin(&bin->flow->run, unit, bin->rows, bin->error);
  return bin->rows != NULL;
}

static bool is_drawable(const CairnColumn *const columns[2], size_t row) {
  bool valid = true;
  for (int i = 0; i < 2; i++) {
    if (columns[i]) valid &= isfinite(cairn_column_quantity(columns[i], row)) != 0;
    cairn_column_leave(columns[i], row);
  }
  return valid;
}

/* Rows that the plot draws: a value of which no row is drawn gets no cell. Facets in facets are made of all rows. */
static CairnTable *drawable_rows(const CairnView *view, const CairnView *plot, CairnTable *table) {
  if (view->parent && view->parent->kind == CAIRN_VIEW_FACET) return table;
  bool is_path = plot->kind != CAIRN_VIEW_UNIT || strcmp(plot->mark, "line") == 0 ||
                 strcmp(plot->mark, "area") == 0 || strcmp(plot->mark, "trail") == 0;
  const CairnColumn *columns[2] = {0};
  for (int i = 0; i < 2 && !is_path; i++) {
    const CairnChannelDef *def = plot->channels[CAIRN_X + i];
    if (cairn_channel_def_is_field(def) && !def->aggregate && def->field && def->type == CAIRN_QUANTITATIVE)
      columns[i] = cairn_table_field(table, def->field);
  }
  size_t n_drawable = 0;
  for (size_t row = 0; row < table->n_rows; row++)
    n_drawable += is_drawable(columns, row);
  if (n_drawable == table->n_rows) return table;
  g_autofree size_t *rows = g_new(size_t, n_drawable);
  size_t n = 0;
  for (size_t row = 0; row < table->n_rows; row++)
    if (is_drawable(columns, row)) rows[n++] = row;
  return cairn_table_select(table, rows, n);
}

/* Does the plot fill gaps of a stack, and before its rows are split? */
static bool fills_gaps_before(const CairnView *plot) {
  bool has_own_rows = cairn_json_get(plot->node, "transform") || cairn_json_get(plot->node, "data");
  return plot->kind == CAIRN_VIEW_UNIT && plot->stack && plot->stack->impute && !has_own_rows && !cairn_facet_needs_rows(plot);
}

/* What fills the gaps of each plot: the rows of all. */
static bool find_peers(CairnDataflow *flow, CairnView *plot, CairnRowStream *rows, GError **error) {
  if (!fills_gaps_before(plot)) return true;
  CairnTable *table = cairn_row_stream_whole(&flow->run, rows, error);
  plot->peers = table ? cairn_inline_functions(&flow->run, plot, table, error) : NULL;
  return plot->peers != NULL;
}

bool cairn_facet_split(CairnDataflow *flow, CairnView *view, CairnRowStream *rows, CairnRowStream ***cells,
                       GError **error) {
  CairnView *plot = view->children[0];
  if (!cairn_inline_apply(&flow->run, view, rows, error)) return false;
  BinBefore bin = {flow, cairn_row_stream_new(flow->arena, view->raw), error};
  if (!cairn_view_each_unit(plot, bin_before, &bin)) return false;
  view->table = view->raw;
  view->domain_table = drawable_rows(view, plot, view->raw);
  view->raw = view->domain_table;
  Grid grid = {0};
  if (!find_grid(flow, view, &grid, error)) return false;
  view->n_rows = grid.n_rows;
  view->n_columns = grid.n_columns;
  if (!find_peers(flow, plot, bin.rows, error)) return false;
  view->cells = cairn_arena_array(flow->arena, grid.n_cells, CairnFacetCell);
  *cells = cairn_arena_array(flow->arena, grid.n_cells, CairnRowStream *);
  return fill_cells(flow, view, bin.rows, &grid, plot, *cells, error);
}

/* ---- Stacks around a middle ---- */

static double highest_end(const CairnView *unit) {
  const CairnColumn *end = cairn_table_column(unit->table, unit->stack->end);
  double highest = 0;
  for (size_t row = 0; end && row < unit->table->n_rows; row++) {
    double number = cairn_column_quantity(end, row);
    if (number > highest) highest = number;
  }
  return highest;
}

static void shift_column(CairnDataflow *flow, CairnView *unit, const char *name, double by) {
  const CairnColumn *column = cairn_table_column(unit->table, name);
  if (!column) return;
  double *numbers = cairn_arena_array(flow->arena, unit->table->n_rows, double);
  for (size_t row = 0; row < unit->table->n_rows; row++)
    numbers[row] = cairn_column_quantity(column, row) + by;
  cairn_table_put(unit->table, cairn_column_new_numbers(flow->arena, name, numbers, NULL));
}

void cairn_facet_center_stacks(CairnDataflow *flow, CairnView *view) {
  double highest = 0;
  for (size_t i = 0; i < view->n_children; i++) {
    const CairnView *unit = view->children[i];
    if (unit->kind != CAIRN_VIEW_UNIT || !unit->stack || unit->stack->offset != CAIRN_STACK_CENTER) return;
    highest = fmax(highest, highest_end(unit));
  }
  for (size_t i = 0; i < view->n_children; i++) {
    CairnView *unit = view->children[i];
    double by = (highest - highest_end(unit)) / 2;
    shift_column(flow, unit, unit->stack->start, by);
    shift_column(flow, unit, unit->stack->end, by);
  }
}

/* ---- Cells that nothing is drawn in ---- */

static void drop_empty_cells(CairnView *view) {
  size_t n = 0;
  for (size_t i = 0; i < view->n_children; i++) {
    CairnView *unit = view->children[i];
    if (unit->kind == CAIRN_VIEW_UNIT && unit->table->n_rows == 0) continue;
    view->children[n] = unit;
    view->cells[n++] = view->cells[i];
  }
  view->n_children = n;
  if (view->channels[CAIRN_ROW]) view->n_rows = n;
  else view->n_columns = view->channels[CAIRN_COLUMN] ? n : MIN(view->n_columns, MAX(n, 1));
  if (view->channels[CAIRN_FACET]) view->n_rows = (n + view->n_columns - 1) / view->n_columns;
  for (size_t i = 0; i < n; i++) {
    view->cells[i].row = i / MAX(view->n_columns, 1);
    view->cells[i].column = i % MAX(view->n_columns, 1);
  }
}

void cairn_facet_drop_empty(CairnView *view) {
  bool crossed = view->channels[CAIRN_ROW] && view->channels[CAIRN_COLUMN];
  if (view->kind == CAIRN_VIEW_FACET) {
    if (!crossed) drop_empty_cells(view);
    return;
  }
  for (size_t i = 0; i < view->n_children; i++)
    cairn_facet_drop_empty(view->children[i]);
}
