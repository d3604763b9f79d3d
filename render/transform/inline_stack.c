#include "table/json_value.h"
#include "transform/inline_parts.h"

#include <string.h>

static json_t *string_array(const char *const *texts, size_t n) {
  json_t *array = json_array();
  for (size_t i = 0; i < n; i++)
    json_array_append_new(array, json_string(texts[i]));
  return array;
}

/* Do the values of a channel split paths? The order tells the parts of a stack, of areas that is. */
static bool splits_paths(const CairnView *unit, CairnChannel channel) {
  if (channel == CAIRN_SIZE) return strcmp(unit->mark, "trail") != 0;
  if (channel == CAIRN_ORDER) return strcmp(unit->mark, "line") != 0 && strcmp(unit->mark, "trail") != 0;
  return cairn_channel_is_color(channel) || (channel >= CAIRN_OPACITY && channel <= CAIRN_STROKE_DASH) ||
         channel == CAIRN_DETAIL || channel == CAIRN_KEY;
}

static void add_series(const char **columns, size_t *n, const CairnChannelDef *def) {
  if (!cairn_channel_def_is_field(def) || def->aggregate) return;
  for (size_t i = 0; i < *n; i++)
    if (strcmp(columns[i], def->column) == 0) return;
  columns[(*n)++] = def->column;
}

/* A path whose points are set off within a band stays in that band. */
static void add_band_series(const CairnView *unit, CairnChannel main, const char **columns, size_t *n) {
  const CairnChannelDef *offset = unit->channels[cairn_channel_offset(main)], *def = unit->channels[main];
  bool path =
      strcmp(unit->mark, "line") == 0 || strcmp(unit->mark, "area") == 0 || strcmp(unit->mark, "trail") == 0;
  if (!path || !cairn_channel_def_is_field(offset) || offset->aggregate || !cairn_channel_def_is_field(def))
    return;
  if (strcmp(offset->column, def->column) != 0) add_series(columns, n, def);
}

const char *const *cairn_inline_series(const CairnView *unit, size_t *n) {
  const char **columns = cairn_arena_array(unit->model->arena, cairn_inline_most_defs(unit), const char *);
  *n = 0;
  add_band_series(unit, CAIRN_X, columns, n);
  add_band_series(unit, CAIRN_Y, columns, n);
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    if (!splits_paths(unit, (CairnChannel)channel)) continue;
    CairnChannelDef *const *list = unit->channels + channel;
    size_t size = 1;
    if (channel == CAIRN_DETAIL) list = unit->details, size = unit->n_details;
    if (channel == CAIRN_ORDER) list = unit->orders, size = unit->n_orders;
    for (size_t i = 0; i < size; i++)
      add_series(columns, n, channel == CAIRN_ORDER ? list[i] : cairn_channel_def_data(list[i]));
  }
  return columns;
}

/* encoding.x.impute or encoding.y.impute: the other axis is the key, the series are the groups. */
CairnTable *cairn_inline_impute(CairnTransformRun *run, const CairnView *unit, CairnTable *table,
                                GError **error) {
  static const char *const members[] = {"keyvals", "frame", "method", "value"};
  for (int i = 0; i < 2; i++) {
    const CairnChannelDef *def = unit->channels[i ? CAIRN_Y : CAIRN_X],
                          *key = unit->channels[i ? CAIRN_X : CAIRN_Y];
    const json_t *impute = def ? cairn_json_get(def->node, "impute") : NULL;
    if (!json_is_object(impute) || !cairn_channel_def_is_field(def) || !cairn_channel_def_is_field(key))
      continue;
    size_t n;
    const char *const *series = cairn_inline_series(unit, &n);
    json_t *node = json_pack("{s:s,s:s,s:o}", "impute", cairn_field_escape(run->arena, def->column), "key",
                             cairn_field_escape(run->arena, key->column), "groupby", string_array(series, n));
    for (size_t k = 0; k < G_N_ELEMENTS(members); k++)
      if (cairn_json_get(impute, members[k]))
        json_object_set(node, members[k], (json_t *)cairn_json_get(impute, members[k]));
    return cairn_inline_transform(run, def, "impute", node, table, error);
  }
  return table;
}

/* The column by which the parts of a stack are found again: the middle of a bin when gaps are filled, since
 * only one column can be filled. */
static const char *stack_key(CairnTransformRun *run, const CairnView *unit, const char *group,
                             CairnTable *table, GError **error) {
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = unit->channels[channel];
    if (!cairn_channel_def_is_field(def) || !def->bin || strcmp(def->column, group) != 0) continue;
    const CairnColumn *start = cairn_table_column(table, def->column),
                      *end = cairn_table_column(table, def->column_end);
    double *middles = cairn_arena_array(run->arena, table->n_rows, double);
    for (size_t row = 0; row < table->n_rows; row++)
      middles[row] = (cairn_column_quantity(start, row) + cairn_column_quantity(end, row)) / 2;
    const char *name = cairn_arena_printf(run->arena, "%s_mid", def->column);
    cairn_table_put(table, cairn_column_new_numbers(run->arena, name, middles, NULL));
    return name;
  }
  (void)error;
  return group;
}

static CairnTable *fill_stack_gaps(CairnTransformRun *run, const CairnView *unit, CairnTable *table,
                                   const char **keys, GError **error) {
  const CairnStack *stack = unit->stack;
  const CairnChannelDef *def = unit->channels[stack->channel];
  for (size_t i = 0; table && i < stack->n_group_by; i++) {
    keys[i] = stack_key(run, unit, stack->group_by[i], table, error);
    if (unit->peers) stack_key(run, unit, stack->group_by[i], unit->peers, error);
    json_t *node = json_pack("{s:s,s:s,s:i,s:o}", "impute", cairn_field_escape(run->arena, def->column), "key",
                             cairn_field_escape(run->arena, keys[i]), "value", 0, "groupby", json_array());
    json_t *groupby = json_object_get(node, "groupby");
    for (size_t k = 0; k < stack->n_stack_by; k++)
      json_array_append_new(groupby, json_string(cairn_field_escape(run->arena, stack->stack_by[k])));
    run->more_keys = unit->peers;
    table = cairn_inline_transform(run, def, "stack", node, table, error);
    run->more_keys = NULL;
  }
  return table;
}

/* The place of each row's part in the list that orders the stack. */
static const char *put_list_order(CairnArena *arena, const CairnStack *stack, CairnTable *table) {
  const CairnColumn *parts = cairn_table_column(table, stack->order_column);
  double *places = cairn_arena_array(arena, table->n_rows, double);
  for (size_t row = 0; row < table->n_rows; row++) {
    const char *key = cairn_value_key(arena, cairn_column_value(parts, row));
    places[row] = -1;
    for (size_t i = 0; i < json_array_size(stack->order_domain) && places[row] < 0; i++)
      if (cairn_value_key(arena, cairn_value_from_json(arena, json_array_get(stack->order_domain, i))) == key)
        places[row] = (double)i;
  }
  const char *name = cairn_arena_printf(arena, "_%s_sort_index", stack->order_column);
  cairn_table_put(table, cairn_column_new_numbers(arena, name, places, NULL));
  return name;
}

static json_t *stack_sort(CairnArena *arena, const CairnView *unit, CairnTable *table) {
  const CairnStack *stack = unit->stack;
  json_t *sort = json_array();
  if (stack->order_domain) {
    const char *list_direction = unit->orientation == CAIRN_HORIZONTAL ? "ascending" : "descending";
    json_array_append_new(sort,
                          json_pack("{s:s,s:s}", "field", cairn_field_escape(arena, put_list_order(arena, stack, table)),
                                    "order", list_direction));
    return sort;
  }
  const CairnChannelDef *order = unit->n_orders ? unit->orders[0] : NULL;
  if (cairn_channel_def_is_field(order)) {
    for (size_t i = 0; i < unit->n_orders; i++) {
      const char *direction = cairn_json_string(unit->orders[i]->node, "sort", "ascending");
      json_array_append_new(
          sort, json_pack("{s:s,s:s}", "field", cairn_field_escape(arena, unit->orders[i]->column), "order", direction));
    }
    return sort;
  }
  const char *direction = stack->channel == CAIRN_Y ? "descending" : "ascending";
  if (order) direction = cairn_json_string(order->node, "sort", direction);
  for (size_t i = 0; i < stack->n_stack_by; i++)
    json_array_append_new(
        sort, json_pack("{s:s,s:s}", "field", cairn_field_escape(arena, stack->stack_by[i]), "order", direction));
  return sort;
}

CairnTable *cairn_inline_stack(CairnTransformRun *run, const CairnView *unit, CairnTable *table,
                               GError **error) {
  static const char *const offsets[] = {"zero", "center", "normalize"};
  const CairnStack *stack = unit->stack;
  if (!stack) return table;
  const char *keys[2] = {stack->n_group_by > 0 ? stack->group_by[0] : NULL,
                         stack->n_group_by > 1 ? stack->group_by[1] : NULL};
  table = cairn_table_copy(table);
  if (stack->impute) table = fill_stack_gaps(run, unit, table, keys, error);
  if (!table) return NULL;
  const CairnChannelDef *def = unit->channels[stack->channel];
  json_t *groupby = json_array();
  for (size_t i = 0; i < stack->n_group_by; i++)
    json_array_append_new(groupby, json_string(cairn_field_escape(run->arena, keys[i])));
  json_t *node = json_pack("{s:s,s:o,s:s,s:o,s:[s,s]}", "stack", cairn_field_escape(run->arena, def->column), "groupby",
                           groupby, "offset", offsets[stack->offset], "sort",
                           stack_sort(run->arena, unit, table), "as", stack->start, stack->end);
  return cairn_inline_transform(run, def, "stack", node, table, error);
}
