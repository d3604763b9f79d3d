#include "transform/inline.h"

#include "base/number_format.h"
#include "base/time_unit.h"
#include "table/json_value.h"
#include "transform/aggregator.h"
#include "transform/bin.h"
#include "transform/kept_rows.h"

#include <math.h>
#include <string.h>

/* The largest number of definitions that a unit can have, for arrays. */
static size_t count_defs(const CairnView *unit) {
  return CAIRN_N_CHANNELS + unit->n_details + unit->n_orders + unit->n_tooltips;
}

/* All definitions with a field, in the order of the channels; `*n` of them. */
static CairnChannelDef **field_defs(const CairnView *unit, size_t *n) {
  CairnChannelDef **defs = cairn_arena_array(unit->model->arena, count_defs(unit), CairnChannelDef *);
  *n = 0;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    CairnChannelDef *const *list = unit->channels + channel;
    size_t size = 1;
    if (channel == CAIRN_DETAIL) list = unit->details, size = unit->n_details;
    if (channel == CAIRN_ORDER) list = unit->orders, size = unit->n_orders;
    if (channel == CAIRN_TOOLTIP) list = unit->tooltips, size = unit->n_tooltips;
    for (size_t i = 0; i < size; i++) {
      CairnChannelDef *def = (CairnChannelDef *)cairn_channel_def_data(list[i]);
      if (cairn_channel_def_is_field(def)) defs[(*n)++] = def;
    }
  }
  return defs;
}

/* ---- Making transforms ---- */

/* Applies a transform made here, which this takes; errors point to the definition it comes from. */
static CairnTable *apply(CairnTransformRun *run, const CairnChannelDef *def, const char *key,
                         json_t *transform, CairnTable *table, GError **error) {
  run->place_node = def ? def->node : NULL;
  run->place_key = key;
  CairnTable *result = cairn_transform_apply(run, transform, table, error);
  run->place_node = NULL;
  run->place_key = NULL;
  cairn_arena_own(run->arena, transform, (GDestroyNotify)json_decref);
  return result;
}

static json_t *string_array(const char *const *texts, size_t n) {
  json_t *array = json_array();
  for (size_t i = 0; i < n; i++)
    json_array_append_new(array, json_string(texts[i]));
  return array;
}

/* "10 – 20", the value of a bin in a discrete scale. */
static const CairnColumn *bin_labels(const CairnTransformRun *run, const CairnTable *table, const CairnChannelDef *def) {
  CairnArena *arena = run->arena;
  const CairnColumn *start = cairn_table_column(table, def->column),
                    *end = cairn_table_column(table, def->column_end);
  const char **labels = cairn_arena_array(arena, table->n_rows, const char *);
  CairnNumberFormat format;
  cairn_number_format_parse("", &format);
  format.locale = run->expressions.locale;
  g_autoptr(GString) text = g_string_new(NULL);
  for (size_t row = 0; row < table->n_rows; row++) {
    double low = cairn_column_quantity(start, row), high = cairn_column_quantity(end, row);
    g_string_truncate(text, 0);
    if (isfinite(low)) {
      cairn_number_format_apply(&format, low, text);
      g_string_append(text, " – ");
      cairn_number_format_apply(&format, high, text);
    } else {
      g_string_append(text, "null");
    }
    labels[row] = cairn_arena_intern(arena, text->str, text->len);
  }
  return cairn_column_new_strings(arena, def->column_range, labels, NULL);
}

static CairnTable *apply_bin(CairnTransformRun *run, CairnChannelDef *def, CairnTable *table,
                             GError **error) {
  CairnBinOptions options;
  CairnBins bins;
  const CairnColumn *column = cairn_transform_field(run, table, def->node, "field", def->field, error);
  json_t *node = json_pack("{s:O,s:s,s:[s,s]}", "bin", (json_t *)def->bin, "field", def->field, "as",
                           def->column, def->column_end);
  cairn_arena_own(run->arena, json_incref(node), (GDestroyNotify)json_decref);
  bool ok = column && cairn_bin_options_read(run->arena, node, &options, error) &&
            cairn_bin_column(run, &options, column, table->n_rows, def->node, &bins, error);
  if (ok) {
    bool done = cairn_table_column(table, def->column) != NULL;
    if (!done || def->bin_step == 0) {
      def->bin_start = bins.start;
      def->bin_stop = bins.stop;
      def->bin_step = isfinite(bins.step) ? bins.step : 0;
    }
    if (!done)
      table = apply(run, def, "bin", node, table, error);
    else
      json_decref(node);
  } else {
    json_decref(node);
  }
  bool discrete = def->type == CAIRN_ORDINAL || def->type == CAIRN_NOMINAL;
  if (ok && table && discrete) cairn_table_put(table, bin_labels(run, table, def));
  return ok ? table : NULL;
}

static CairnTable *apply_time_unit(CairnTransformRun *run, const CairnChannelDef *def, CairnTable *table,
                                   GError **error) {
  const char *end = def->column_end;
  if (!end || cairn_table_column(table, end)) return table;
  json_t *unit = json_pack("{s:s}", "unit", def->time_unit);
  if (def->time_unit_step != 1) json_object_set_new(unit, "step", json_real(def->time_unit_step));
  if (def->time_unit_binned) json_object_set_new(unit, "binned", json_true());
  const json_t *own = cairn_json_get(def->node, "timeUnit");
  const json_t *maxbins = cairn_json_get(own, "maxbins");
  if (maxbins) json_object_set(unit, "maxbins", (json_t *)maxbins);
  json_t *node = json_pack("{s:o,s:s,s:s}", "timeUnit", unit, "field", def->field, "as", def->column);
  return apply(run, def, "timeUnit", node, table, error);
}

static bool is_rect_mark(const char *mark) {
  static const char *const marks[] = {"rect", "bar", "image", "arc", "tick"};
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(marks[i], mark) == 0) return true;
  return false;
}

/* Rectangles of a time unit stand around another point of it than its middle: at `position` 0 they are
 * centred on its start. Makes columns COLUMN_band_start and COLUMN_band_end. */
static void shift_band(CairnTransformRun *run, const CairnView *unit, const CairnChannelDef *def,
                       CairnTable *table) {
  const json_t *config = cairn_mark_config(unit, "timeUnitBandPosition", NULL);
  double position = def->has_band_position   ? def->band_position
                    : json_is_number(config) ? json_number_value(config)
                                             : 0.5;
  CairnChannel second = cairn_channel_secondary(def->channel);
  CairnTimeUnit time_unit;
  if (!is_rect_mark(unit->mark) || !cairn_channel_is_xy(def->channel) || position == 0.5 ||
      unit->channels[second])
    return;
  if (!def->column_end || !cairn_time_unit_parse(def->time_unit, &time_unit)) return;
  const CairnColumn *start = cairn_table_column(table, def->column),
                    *end = cairn_table_column(table, def->column_end);
  double *starts = cairn_arena_array(run->arena, table->n_rows, double),
         *ends = cairn_arena_array(run->arena, table->n_rows, double);
  const CairnZone *zone = time_unit.utc ? NULL : run->expressions.zone;
  CairnTimeInterval interval = cairn_time_unit_interval(&time_unit);
  double fraction = position + 0.5;
  for (size_t row = 0; row < table->n_rows; row++) {
    double first = cairn_column_quantity(start, row), last = cairn_column_quantity(end, row);
    double previous = cairn_time_interval_offset(interval, zone, first, -def->time_unit_step);
    starts[row] = (1 - fraction) * previous + fraction * first;
    ends[row] = (1 - fraction) * first + fraction * last;
  }
  cairn_table_put(table, cairn_column_new_times(run->arena,
                                                cairn_arena_printf(run->arena, "%s_band_start", def->column),
                                                starts, NULL));
  cairn_table_put(table, cairn_column_new_times(run->arena,
                                                cairn_arena_printf(run->arena, "%s_band_end", def->column),
                                                ends, NULL));
}

/* Plain fields that are paths become columns of their flat names, so that later stages need names only. */
static bool flatten(CairnTransformRun *run, const CairnChannelDef *def, CairnTable *table, GError **error) {
  if (!def->field) return true;
  const char *flat = cairn_field_flat_name(run->arena, def->field);
  if (cairn_table_column(table, flat)) return true;
  const CairnColumn *column = cairn_transform_field(run, table, def->node, "field", def->field, error);
  if (column) cairn_table_put(table, cairn_column_rename(run->arena, column, flat));
  return column != NULL;
}

/* ---- Aggregation ---- */

static void add_dimension(json_t *groupby, const char *column) {
  for (size_t i = 0; i < json_array_size(groupby); i++)
    if (strcmp(json_string_value(json_array_get(groupby, i)), column) == 0) return;
  json_array_append_new(groupby, json_string(column));
}

static void add_dimensions(json_t *groupby, CairnArena *arena, const CairnTable *table,
                           const CairnChannelDef *def) {
  add_dimension(groupby, cairn_field_escape(arena, def->column));
  if (def->column_end && cairn_table_column(table, def->column_end))
    add_dimension(groupby, cairn_field_escape(arena, def->column_end));
  if (def->column_range && cairn_table_column(table, def->column_range))
    add_dimension(groupby, cairn_field_escape(arena, def->column_range));
  const char *bands[] = {cairn_arena_printf(arena, "%s_band_start", def->column),
                         cairn_arena_printf(arena, "%s_band_end", def->column)};
  for (size_t i = 0; i < G_N_ELEMENTS(bands); i++)
    if (cairn_table_column(table, bands[i])) add_dimension(groupby, cairn_field_escape(arena, bands[i]));
  const char *range_field =
      cairn_json_string(cairn_json_get(cairn_json_get(def->node, "scale"), "range"), "field", NULL);
  if (range_field) add_dimension(groupby, range_field);
}

static void add_measure(json_t *measures, const char *op, const char *field, const char *as) {
  json_t *measure = json_pack("{s:s,s:s}", "op", op, "as", as);
  if (field) json_object_set_new(measure, "field", json_string(field));
  json_array_append_new(measures, measure);
}

static void add_measures(json_t *measures, CairnArena *arena, const CairnChannelDef *def) {
  const char *domain = cairn_json_string(cairn_json_get(def->node, "scale"), "domain", "");
  if (def->argument) {
    const char *as =
        cairn_arena_printf(arena, "%s_%s", def->aggregate, cairn_field_flat_name(arena, def->argument));
    add_measure(measures, def->aggregate, def->argument, as);
    return;
  }
  add_measure(measures, def->aggregate, def->field, def->column);
  if (strcmp(domain, "unaggregated") == 0 && def->field) {
    const char *flat = cairn_field_flat_name(arena, def->field);
    add_measure(measures, "min", def->field, cairn_arena_printf(arena, "min_%s", flat));
    add_measure(measures, "max", def->field, cairn_arena_printf(arena, "max_%s", flat));
  }
}

/* argmin and argmax give whole rows; the cells of the field that is asked for become a column. */
static bool unpack_argument(CairnTransformRun *run, const CairnChannelDef *def, CairnTable *table) {
  if (!def->argument) return true;
  const CairnColumn *column = cairn_table_field(table, def->column);
  if (column) cairn_table_put(table, cairn_column_rename(run->arena, column, def->column));
  return column != NULL;
}

/* The transform that the encodings ask for; `table` tells which columns there are. */
static json_t *aggregate_of(CairnArena *arena, const CairnView *unit, const CairnTable *table) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  json_t *groupby = json_array(), *measures = json_array();
  for (size_t i = 0; i < n; i++) {
    if (defs[i]->aggregate)
      add_measures(measures, arena, defs[i]);
    else
      add_dimensions(groupby, arena, table, defs[i]);
  }
  return json_pack("{s:o,s:o}", "aggregate", measures, "groupby", groupby);
}

static CairnTable *apply_aggregate(CairnTransformRun *run, const CairnView *unit, CairnTable *table,
                                   GError **error) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  const CairnChannelDef *place = NULL;
  for (size_t i = 0; i < n; i++)
    if (defs[i]->aggregate) place = defs[i];
  CairnTable *result = apply(run, place, "aggregate", aggregate_of(run->arena, unit, table), table, error);
  for (size_t i = 0; result && i < n; i++)
    if (!unpack_argument(run, defs[i], result)) {
      cairn_error_at(error, CAIRN_ERROR_DATA, defs[i]->node, "field", "the rows have no field \"%s\"",
                     defs[i]->field);
      return NULL;
    }
  return result;
}

/* ---- Impute and stack ---- */

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
  const char **columns = cairn_arena_array(unit->model->arena, count_defs(unit), const char *);
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
static CairnTable *apply_impute(CairnTransformRun *run, const CairnView *unit, CairnTable *table,
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
    return apply(run, def, "impute", node, table, error);
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
    table = apply(run, def, "stack", node, table, error);
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

static CairnTable *apply_stack(CairnTransformRun *run, const CairnView *unit, CairnTable *table,
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
  return apply(run, def, "stack", node, table, error);
}

/* ---- All of them ---- */

static CairnTable *apply_functions(CairnTransformRun *run, CairnView *unit, CairnTable *table,
                                   GError **error) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  table = cairn_table_copy(table);
  for (size_t i = 0; table && i < n; i++) {
    if (!flatten(run, defs[i], table, error)) return NULL;
    if (defs[i]->bin) table = apply_bin(run, defs[i], table, error);
  }
  for (size_t i = 0; table && i < n; i++) {
    if (!defs[i]->time_unit) continue;
    table = apply_time_unit(run, defs[i], table, error);
    if (table && unit->mark) shift_band(run, unit, defs[i], table);
  }
  return table;
}

static CairnTable *apply_bins(CairnTransformRun *run, const void *unit, CairnTable *table, GError **error) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  table = cairn_table_copy(table);
  for (size_t i = 0; table && i < n; i++)
    if (defs[i]->bin && cairn_table_field(table, defs[i]->field))
      table = apply_bin(run, defs[i], table, error);
  return table;
}

/* The step with the extents of all fields that the unit bins. */
static CairnRowStream *then_with_bins(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows,
                                      CairnRowStep step, GError **error) {
  size_t n, n_binned = 0;
  CairnChannelDef **defs = field_defs(unit, &n);
  const char **fields = cairn_arena_array(run->arena, n, const char *);
  for (size_t i = 0; i < n; i++)
    if (defs[i]->bin) fields[n_binned++] = defs[i]->field;
  if (!cairn_row_stream_extents(run, rows, fields, n_binned, &step.extents, &step.n_extents, error)) return NULL;
  return cairn_row_stream_then(run, rows, step, error);
}

CairnRowStream *cairn_inline_bin(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, GError **error) {
  size_t n, n_binned = 0;
  CairnChannelDef **defs = field_defs(unit, &n);
  for (size_t i = 0; i < n; i++)
    n_binned += defs[i]->bin != NULL;
  CairnRowStep step = {.apply = apply_bins, .data = unit};
  return n_binned ? then_with_bins(run, unit, rows, step, error) : rows;
}

/* The view that a composite mark has become, around one of its parts; NULL for other marks. */
static const CairnView *composite_of(const CairnView *unit) {
  for (const CairnView *view = unit->parent; view; view = view->parent)
    if (cairn_json_get(view->node, "composite")) return view;
  return NULL;
}

CairnTable *cairn_inline_functions(CairnTransformRun *run, CairnView *unit, CairnTable *table, GError **error) {
  return apply_functions(run, unit, table, error);
}

/* Are the fields there that domains are sorted by? What a composite mark summarises has few of those of the data;
 * values then are in their own order, as in the reference. */
static bool check_sort_fields(CairnTransformRun *run, const CairnView *unit, const CairnTable *table,
                              GError **error) {
  const CairnView *composite = composite_of(unit);
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  for (size_t i = 0; i < n; i++) {
    const json_t *sort = cairn_json_get(defs[i]->node, "sort");
    const char *field = json_is_object(sort) ? cairn_json_string(sort, "field", NULL) : NULL;
    if (field && composite && !cairn_table_field(table, field))
      cairn_warn_at(unit->model->warnings, sort, "field",
                    "the summary of \"%s\" has no field \"%s\" to sort by: its values stand in their own order",
                    cairn_json_string(composite->node, "composite", ""), field);
    else if (field && !cairn_transform_field(run, table, sort, "field", field, error))
      return false;
  }
  return true;
}

/* ---- Without all rows ---- */

static CairnTable *apply_functions_step(CairnTransformRun *run, const void *unit, CairnTable *table, GError **error) {
  return apply_functions(run, (CairnView *)unit, table, error);
}

static bool makes_no_cells(const CairnView *unit) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  bool none = true;
  for (size_t i = 0; i < n; i++)
    none &= !defs[i]->bin && !defs[i]->time_unit;
  return none;
}

static bool aggregates(const CairnView *unit) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  bool any = false;
  for (size_t i = 0; i < n; i++)
    any |= defs[i]->aggregate != NULL;
  return any;
}

/* Rows that an aggregate holds whole are found by their paths later. */
static bool takes_blocks(const CairnView *unit) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  bool any_argument = false;
  for (size_t i = 0; i < n; i++)
    any_argument |= defs[i]->argument != NULL;
  return aggregates(unit) && !any_argument;
}

/* Does the definition need rows from before aggregation for a domain? */
static bool needs_rows(const CairnView *unit, const CairnChannelDef *def) {
  const json_t *sort = cairn_json_get(def->node, "sort"), *scale = cairn_json_get(def->node, "scale");
  const char *order = json_is_string(sort) ? json_string_value(sort) : "ascending";
  bool by_value = strcmp(order, "ascending") == 0 || strcmp(order, "descending") == 0;
  return json_is_object(sort) || !by_value || strcmp(cairn_json_string(scale, "domain", ""), "unaggregated") == 0 ||
         json_is_true(cairn_config_get(unit->model, "scale", "useUnaggregatedDomain"));
}

static void add_name(const char **names, size_t *n, const char *name) {
  bool is_new = name != NULL;
  for (size_t i = 0; i < *n && is_new; i++)
    is_new = strcmp(names[i], name) != 0;
  if (is_new) names[(*n)++] = name;
}

/* The columns that domains are computed from before aggregation, *n of them; none where nobody asks for rows. */
static const char **raw_columns(CairnArena *arena, const CairnView *unit, size_t *n_out) {
  size_t n, n_names = 0;
  CairnChannelDef **defs = field_defs(unit, &n);
  const char **names = cairn_arena_array(arena, 4 * n, const char *);
  bool needed = false;
  for (size_t i = 0; i < n; i++) {
    const CairnChannelDef *def = defs[i];
    const char *by = cairn_json_string(cairn_json_get(def->node, "sort"), "field", NULL);
    const char *own[] = {def->column, def->column_range, def->field ? cairn_field_flat_name(arena, def->field) : NULL,
                         by ? cairn_field_flat_name(arena, by) : NULL};
    needed |= needs_rows(unit, def);
    for (size_t k = 0; k < G_N_ELEMENTS(own); k++)
      add_name(names, &n_names, own[k]);
  }
  *n_out = needed ? n_names : 0;
  return names;
}

/* The groups without what was computed of them. */
static CairnTable *only_dimensions(const CairnView *unit, const CairnTable *table) {
  size_t n;
  CairnChannelDef **defs = field_defs(unit, &n);
  CairnTable *groups = cairn_table_new(table->arena, table->n_rows);
  for (size_t i = 0; i < table->n_columns; i++) {
    bool is_measure = false;
    for (size_t k = 0; k < n; k++)
      is_measure |= defs[k]->aggregate && strcmp(defs[k]->column, table->columns[i]->name) == 0;
    if (!is_measure) cairn_table_put(groups, table->columns[i]);
  }
  return groups;
}

/* What is made of the blocks. */
typedef struct Blocks {
  const CairnView *unit;
  CairnTransformRun *run;
  CairnAggregator *aggregator; /* begun with the first, which tells what columns there are */
  CairnKeptRows *raw;
} Blocks;

static void clear_blocks(Blocks *blocks) {
  cairn_aggregator_free(blocks->aggregator);
  cairn_kept_rows_free(blocks->raw);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Blocks, clear_blocks)

static bool take_block(CairnTransformRun *run, void *data, CairnTable *table, GError **error) {
  Blocks *blocks = data;
  if (!blocks->aggregator) {
    json_t *aggregate = aggregate_of(blocks->run->arena, blocks->unit, table);
    cairn_arena_own(blocks->run->arena, aggregate, (GDestroyNotify)json_decref);
    blocks->aggregator = cairn_aggregator_new(blocks->run, aggregate);
    if (!check_sort_fields(run, blocks->unit, table, error)) return false;
  }
  return cairn_aggregator_add(blocks->aggregator, run, table, error) &&
         (!blocks->raw || cairn_kept_rows_add(blocks->raw, table, error));
}

/* Sets *table to what is left after aggregation in blocks, and *raw to the rows that domains are computed from; *table to
 * NULL where all rows are needed at once. */
static bool aggregate_blocks(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, CairnTable **table,
                             CairnTable **raw, GError **error) {
  size_t n;
  const char **names = raw_columns(run->arena, unit, &n);
  g_auto(Blocks) blocks = {.unit = unit, .run = run, .raw = n ? cairn_kept_rows_new(run->arena, names, n, NULL) : NULL};
  if (!cairn_row_stream_each(run, rows, take_block, &blocks, error)) return false;
  *table = cairn_aggregator_finish(blocks.aggregator);
  if (!*table) return true;
  *raw = only_dimensions(unit, *table);
  if (n && !cairn_kept_rows_finish(blocks.raw, raw, error)) return false;
  if (!*raw) *table = NULL;
  return true;
}

bool cairn_inline_apply(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, GError **error) {
  bool streams = takes_blocks(unit) && cairn_row_stream_is_large(run, rows);
  const CairnRowStep step = {.apply = apply_functions_step, .data = unit, .makes_no_cells = makes_no_cells(unit)};
  CairnTable *table = NULL;
  rows = then_with_bins(run, unit, rows, step, error);
  if (!rows || (streams && !aggregate_blocks(run, unit, rows, &table, &unit->raw, error))) return false;
  if (!table) {
    unit->raw = table = cairn_row_stream_whole(run, rows, error);
    if (!table || !check_sort_fields(run, unit, table, error)) return false;
    if (aggregates(unit)) table = apply_aggregate(run, unit, table, error);
  }
  if (table) table = apply_impute(run, unit, table, error);
  if (table) table = apply_stack(run, unit, table, error);
  unit->table = table;
  return table != NULL;
}
