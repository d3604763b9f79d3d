#include "facet.h"

#include "mark/text_value.h"
#include "scale/domain_sort.h"
#include "transform/expressions.h"
#include "transform/inline.h"

#include "base/limits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The values of one facet channel, in order. */
typedef struct Values {
  size_t n;
  const CairnValue *items;
  const char **labels;
} Values;

static CairnView *clone(CairnView *parent, const CairnView *view) {
  CairnView *copy = cairn_arena_one(view->model->arena, CairnView);
  *copy = *view;
  copy->parent = parent;
  copy->children = cairn_arena_array(view->model->arena, view->n_children, CairnView *);
  for (size_t i = 0; i < view->n_children; i++)
    copy->children[i] = clone(copy, view->children[i]);
  return copy;
}

/* Texts of the values as a text mark would write them. */
static const char **label_values(CairnDataflow *flow, CairnView *view, const CairnChannelDef *def,
                                 const Values *values, GError **error) {
  CairnTable *table = cairn_table_new(flow->arena, values->n);
  cairn_table_put(table, cairn_column_from_values(flow->arena, def->column, values->items, values->n));
  if (def->bin) {
    double *ends = cairn_arena_array(flow->arena, values->n, double);
    for (size_t i = 0; i < values->n; i++)
      ends[i] = cairn_value_to_quantity(values->items[i]) + def->bin_step;
    cairn_table_put(table, cairn_column_new_numbers(flow->arena, def->column_end, ends, NULL));
  }
  CairnMarkContext context = {.arena = flow->arena, .unit = view, .table = table, .run = &flow->run};
  const CairnValueRef *ref = cairn_text_ref(&context, def);
  const char **labels = cairn_arena_array(flow->arena, values->n, const char *);
  for (size_t i = 0; i < values->n; i++)
    labels[i] = cairn_value_to_string(flow->arena, cairn_ref_value(&context, ref, i));
  if (!context.failure) return labels;
  g_propagate_error(error, context.failure);
  return NULL;
}

/* Vega-Lite puts the text of an expression in the place of "datum.label", without parentheses, and the rest of labelExpr
 * becomes part of its alternatives; where a format writes the label, that text is a call and changes nothing. */
static char *with_label(const CairnChannelDef *def, const char *source) {
  bool is_plain = !def->bin && !def->time_unit && (def->type == CAIRN_NOMINAL || def->type == CAIRN_ORDINAL) &&
                  !cairn_json_get(cairn_json_get(def->node, "header"), "format");
  const char *label = def->bin ? "!isValid(datum.value) ? \"null\" : datum.label"
                               : "isValid(datum.value) ? datum.value : \"\"+datum.value";
  g_auto(GStrv) parts = g_strsplit(source, "datum.label", -1);
  return g_strjoinv(is_plain || def->bin ? label : "datum.label", parts);
}

/* The labels by the header's labelExpr, which sees them and the values as those of a datum. */
static bool rewrite_labels(CairnDataflow *flow, const CairnChannelDef *def, const Values *values, GError **error) {
  static const char *const keys[] = {"label", "value"};
  const json_t *header = cairn_json_get(def->node, "header");
  const char *source = cairn_json_string(header, "labelExpr", NULL);
  if (!values->labels || !source) return values->labels != NULL;
  CairnExpr *expression = cairn_transform_expression(&flow->run, header, "labelExpr", error);
  g_autofree char *whole = with_label(def, source);
  if (expression) expression = cairn_expr_parse(flow->arena, whole, &flow->run.scope, error);
  CairnExprContext context = flow->run.expressions;
  context.arena = flow->arena;
  context.table = NULL;
  for (size_t i = 0; expression && i < values->n; i++) {
    CairnValue label, members[] = {cairn_value_string(values->labels[i]), values->items[i]};
    GError *inner = NULL;
    context.datum = cairn_value_new_object(flow->arena, keys, members, G_N_ELEMENTS(keys));
    if (!cairn_expr_evaluate(expression, &context, 0, &label, &inner)) {
      cairn_error_place_at(inner, header, "labelExpr");
      g_propagate_error(error, inner);
      return false;
    }
    values->labels[i] = cairn_value_is_missing(label) ? "" : cairn_value_to_string(flow->arena, label);
  }
  return expression != NULL;
}

/* Is a domain sorted by another field, and so by the rows before they are summed up? */
static bool sorts_by_rows(const CairnChannelDef *def) {
  const json_t *sort = cairn_json_get(def->node, "sort"), *domain = cairn_json_get(cairn_json_get(def->node, "scale"), "domain");
  const char *name = json_string_value(sort);
  bool by_channel = name && strcmp(name, "ascending") != 0 && strcmp(name, "descending") != 0;
  return by_channel || json_is_object(sort) || g_strcmp0(json_string_value(domain), "unaggregated") == 0;
}

/* Vega-Lite transforms the rows of a plot before it splits them, unless a domain asks for them as they are. */
static bool needs_rows(const CairnView *plot) {
  bool needed = false;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = cairn_channel_def_data(plot->channels[channel]);
    needed |= cairn_channel_def_is_field(def) && sorts_by_rows(def);
  }
  return needed;
}

/* With rows that are summed up before they are split goes what a list or another field says of their order: the plots then
 * stand as their values appear. */
static bool loses_sort(const CairnView *view, const json_t *sort) {
  const CairnView *plot = view->children[0];
  bool by_rows = json_is_array(sort) || (json_is_object(sort) && strcmp(cairn_json_string(sort, "op", ""), "count") != 0);
  if (plot->kind != CAIRN_VIEW_UNIT || !by_rows) return false;
  bool sums_up = false;
  const char *field = cairn_json_string(sort, "field", NULL);
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = cairn_channel_def_data(plot->channels[channel]);
    if (!cairn_channel_def_is_field(def)) continue;
    sums_up |= def->aggregate != NULL;
    if (field && !def->aggregate && def->column && strcmp(def->column, field) == 0) return false;
  }
  return sums_up && !needs_rows(plot);
}

/* The channel as its values are found: bins by their start, and in ascending order where it asks for none. */
static const CairnChannelDef *values_def(CairnDataflow *flow, const CairnView *view, const CairnChannelDef *def) {
  CairnChannelDef *copy = cairn_arena_one(flow->arena, CairnChannelDef);
  *copy = *def;
  copy->column_range = NULL;
  const json_t *sort = cairn_json_get(def->node, "sort");
  if (!sort) return copy;
  json_t *node = json_copy((json_t *)def->node);
  cairn_arena_own(flow->arena, node, (GDestroyNotify)json_decref);
  if (loses_sort(view, sort)) json_object_set_new(node, "sort", json_null());
  else if (json_is_null(sort)) json_object_del(node, "sort");
  copy->node = node;
  return copy;
}

static bool find_values(CairnDataflow *flow, CairnView *view, CairnChannel channel, Values *out,
                        GError **error) {
  const CairnChannelDef *def = values_def(flow, view, view->channels[channel]);
  CairnScaleSet set = {.arena = flow->arena, .zone = flow->run.expressions.zone};
  CairnScaleUse use = {view, def};
  CairnScaleBinding binding = {
      .channel = channel, .owner = view, .type = CAIRN_SCALE_ORDINAL, .n_uses = 1, .uses = &use};
  GArray *values = g_array_new(FALSE, FALSE, sizeof(CairnValue));
  bool ok = cairn_domain_collect(&set, &binding, values, error);
  out->n = values->len;
  CairnValue *items = cairn_arena_array(flow->arena, out->n, CairnValue);
  if (out->n) memcpy(items, values->data, out->n * sizeof *items);
  out->items = items;
  g_array_free(values, TRUE);
  out->labels = ok ? label_values(flow, view, def, out, error) : NULL;
  return rewrite_labels(flow, def, out, error);
}

typedef struct Grid {
  Values values[3]; /* row, column, facet */
  size_t n_rows, n_columns, n_cells;
} Grid;

static bool find_grid(CairnDataflow *flow, CairnView *view, Grid *grid, GError **error) {
  for (int i = 0; i < 3; i++)
    if (view->channels[CAIRN_ROW + i] &&
        !find_values(flow, view, (CairnChannel)(CAIRN_ROW + i), &grid->values[i], error))
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
  cairn_error_at(error, CAIRN_ERROR_LIMIT, view->node, "facet",
                 "the facet has %zu plots; at most %d are drawn", grid->n_cells, CAIRN_LIMIT_VIEWS);
  return false;
}

/* ---- Rows of cells ---- */

/* What the rows of a cell have in its channels; NULL: anything. */
typedef struct CellKeys {
  const char *columns[3], *keys[3];
} CellKeys;

static CellKeys *keys_of_cell(CairnArena *arena, const CairnView *view, const Grid *grid, size_t index) {
  bool wrapped = view->channels[CAIRN_FACET] != NULL;
  size_t places[3] = {index / grid->n_columns, index % grid->n_columns, index};
  CellKeys *keys = cairn_arena_one(arena, CellKeys);
  for (int i = 0; i < 3; i++) {
    if (!view->channels[CAIRN_ROW + i] || (i == 2) != wrapped) continue;
    keys->columns[i] = view->channels[CAIRN_ROW + i]->column;
    keys->keys[i] = cairn_value_key(arena, grid->values[i].items[places[i]]);
  }
  return keys;
}

/* Clears keep[row] where the column has another value. Equal texts follow each other, or are one in memory. */
static void keep_key(CairnArena *arena, const CairnTable *table, const char *name, const char *key, uint8_t *keep) {
  const CairnColumn *column = cairn_table_column(table, name);
  const char *last = NULL;
  bool last_is_equal = false;
  for (size_t row = 0; row < table->n_rows; row++) {
    CairnValue value = cairn_column_value(column, row);
    bool is_last = value.kind == CAIRN_STRING && value.string == last;
    if (!is_last) last_is_equal = strcmp(cairn_value_key(arena, value), key) == 0;
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
    if (keys->keys[i]) keep_key(run->arena, table, keys->columns[i], keys->keys[i], keep);
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
static double rank_of(const CairnView *view, const CairnChannelDef *def, const Values *values, size_t place, bool is_empty) {
  const json_t *sort = cairn_json_get(def->node, "sort");
  if (loses_sort(view, sort)) return 0;
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
  return plot->kind == CAIRN_VIEW_UNIT && plot->stack && plot->stack->impute && !has_own_rows && !needs_rows(plot);
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
