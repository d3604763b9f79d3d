#include "facet.h"

#include "mark/text_value.h"
#include "scale/domain_sort.h"
#include "transform/expressions.h"
#include "transform/inline.h"

#include "base/limits.h"

#include <math.h>
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
      ends[i] = cairn_value_to_number(values->items[i]) + def->bin_step;
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

/* The labels by the header's labelExpr, which sees them and the values as those of a datum. */
static bool rewrite_labels(CairnDataflow *flow, const CairnChannelDef *def, const Values *values, GError **error) {
  static const char *const keys[] = {"label", "value"};
  const json_t *header = cairn_json_get(def->node, "header");
  if (!values->labels || !json_is_string(cairn_json_get(header, "labelExpr"))) return values->labels != NULL;
  CairnExpr *expression = cairn_transform_expression(&flow->run, header, "labelExpr", error);
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
    values->labels[i] = cairn_value_to_string(flow->arena, label);
  }
  return expression != NULL;
}

static bool find_values(CairnDataflow *flow, CairnView *view, CairnChannel channel, Values *out,
                        GError **error) {
  const CairnChannelDef *def = view->channels[channel];
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

/* Rows whose channels have these values; NULL: any. */
static CairnTable *cell_rows(CairnDataflow *flow, const CairnView *view, const CairnTable *table,
                             const CairnValue *const *wanted) {
  size_t *rows = cairn_arena_array(flow->arena, table->n_rows, size_t), n = 0;
  const CairnColumn *columns[3] = {0};
  const char *keys[3] = {0};
  for (int i = 0; i < 3; i++) {
    if (!wanted[i]) continue;
    columns[i] = cairn_table_column(table, view->channels[CAIRN_ROW + i]->column);
    keys[i] = cairn_value_key(flow->arena, *wanted[i]);
  }
  for (size_t row = 0; row < table->n_rows; row++) {
    bool inside = true;
    for (int i = 0; i < 3; i++)
      if (wanted[i]) inside &= cairn_value_key(flow->arena, cairn_column_value(columns[i], row)) == keys[i];
    if (inside) rows[n++] = row;
  }
  return cairn_table_select(table, rows, n);
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

static void fill_cell(CairnDataflow *flow, CairnView *view, const CairnTable *table, const Grid *grid,
                      size_t index, const CairnView *plot, CairnTable **rows) {
  CairnFacetCell *cell = &((CairnFacetCell *)view->cells)[index];
  *cell = (CairnFacetCell){.row = index / grid->n_columns, .column = index % grid->n_columns};
  bool wrapped = view->channels[CAIRN_FACET] != NULL;
  size_t places[3] = {cell->row, cell->column, index};
  const CairnValue *wanted[3] = {0};
  for (int i = 0; i < 3; i++)
    if (view->channels[CAIRN_ROW + i] && (i == 2) == wrapped) wanted[i] = &grid->values[i].items[places[i]];
  if (wanted[0]) cell->row_label = grid->values[0].labels[cell->row];
  if (wanted[1]) cell->column_label = grid->values[1].labels[cell->column];
  if (wanted[2]) cell->label = grid->values[2].labels[index];
  *rows = cell_rows(flow, view, table, wanted);
  view->children[index] = clone(view, plot);
}

typedef struct BinBefore {
  CairnDataflow *flow;
  CairnTable *table;
  GError **error;
} BinBefore;

/* Bins of the plots are those of all rows, so that they agree between cells. */
static bool bin_before(CairnView *unit, void *data) {
  BinBefore *bin = data;
  bin->table = cairn_inline_bin(&bin->flow->run, unit, bin->table, bin->error);
  return bin->table != NULL;
}

/* Rows that the plot draws: a value of which no row is drawn gets no cell. */
static CairnTable *drawable_rows(CairnDataflow *flow, const CairnView *plot, CairnTable *table) {
  size_t *rows = cairn_arena_array(flow->arena, table->n_rows, size_t), n = 0;
  bool is_path = plot->kind != CAIRN_VIEW_UNIT || strcmp(plot->mark, "line") == 0 ||
                 strcmp(plot->mark, "area") == 0 || strcmp(plot->mark, "trail") == 0;
  const CairnColumn *columns[2] = {0};
  for (int i = 0; i < 2 && !is_path; i++) {
    const CairnChannelDef *def = plot->channels[CAIRN_X + i];
    if (cairn_channel_def_is_field(def) && !def->aggregate && def->field && def->type == CAIRN_QUANTITATIVE)
      columns[i] = cairn_table_field(table, def->field);
  }
  for (size_t row = 0; row < table->n_rows; row++) {
    bool valid = true;
    for (int i = 0; i < 2; i++)
      if (columns[i]) valid &= isfinite(cairn_column_quantity(columns[i], row)) != 0;
    if (valid) rows[n++] = row;
  }
  return n == table->n_rows ? table : cairn_table_select(table, rows, n);
}

bool cairn_facet_split(CairnDataflow *flow, CairnView *view, CairnTable *table, CairnTable ***tables,
                       GError **error) {
  CairnView *plot = view->children[0];
  if (!cairn_inline_apply(&flow->run, view, table, error)) return false;
  BinBefore bin = {flow, view->raw, error};
  if (!cairn_view_each_unit(plot, bin_before, &bin)) return false;
  view->table = view->raw;
  view->domain_table = drawable_rows(flow, plot, view->raw);
  view->raw = view->domain_table;
  Grid grid = {0};
  if (!find_grid(flow, view, &grid, error)) return false;
  view->n_rows = grid.n_rows;
  view->n_columns = grid.n_columns;
  view->n_children = grid.n_cells;
  view->children = cairn_arena_array(flow->arena, grid.n_cells, CairnView *);
  view->cells = cairn_arena_array(flow->arena, grid.n_cells, CairnFacetCell);
  *tables = cairn_arena_array(flow->arena, grid.n_cells, CairnTable *);
  for (size_t i = 0; i < grid.n_cells; i++)
    fill_cell(flow, view, bin.table, &grid, i, plot, &(*tables)[i]);
  return true;
}
