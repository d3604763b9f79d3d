#include "transform/aggregator.h"
#include "transform/inline_parts.h"
#include "transform/kept_rows.h"

#include <string.h>

static bool aggregates(const CairnView *unit) {
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  bool any = false;
  for (size_t i = 0; i < n; i++)
    any |= defs[i]->aggregate != NULL;
  return any;
}

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
static bool unpack_arguments(CairnTransformRun *run, const CairnView *unit, CairnTable *table, GError **error) {
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  for (size_t i = 0; i < n; i++) {
    if (!defs[i]->argument) continue;
    const CairnColumn *column = cairn_table_field(table, defs[i]->column);
    if (!column) {
      cairn_error_at(error, CAIRN_ERROR_DATA, defs[i]->node, "field", "the rows have no field \"%s\"",
                     defs[i]->field);
      return false;
    }
    cairn_table_put(table, cairn_column_rename(run->arena, column, defs[i]->column));
  }
  return true;
}

/* The transform that the encodings ask for; `table` tells which columns there are. */
static json_t *aggregate_of(CairnArena *arena, const CairnView *unit, const CairnTable *table) {
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  json_t *groupby = json_array(), *measures = json_array();
  for (size_t i = 0; i < n; i++) {
    if (defs[i]->aggregate)
      add_measures(measures, arena, defs[i]);
    else
      add_dimensions(groupby, arena, table, defs[i]);
  }
  return json_pack("{s:o,s:o}", "aggregate", measures, "groupby", groupby);
}

CairnTable *cairn_inline_aggregate(CairnTransformRun *run, const CairnView *unit, CairnTable *table, GError **error) {
  if (!aggregates(unit)) return table;
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
  const CairnChannelDef *place = NULL;
  for (size_t i = 0; i < n; i++)
    if (defs[i]->aggregate) place = defs[i];
  CairnTable *result = cairn_inline_transform(run, place, "aggregate", aggregate_of(run->arena, unit, table), table, error);
  if (!result || !unpack_arguments(run, unit, result, error)) return NULL;
  return result;
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
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
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
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
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
    if (!cairn_inline_check_sorts(run, blocks->unit, table, error)) return false;
  }
  return cairn_aggregator_add(blocks->aggregator, run, table, error) &&
         (!blocks->raw || cairn_kept_rows_add(blocks->raw, table, error));
}

bool cairn_inline_aggregate_blocks(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, CairnTable **table,
                                   CairnTable **raw, GError **error) {
  *table = NULL;
  if (!aggregates(unit) || !cairn_row_stream_is_large(run, rows)) return true;
  size_t n;
  const char **names = raw_columns(run->arena, unit, &n);
  g_auto(Blocks) blocks = {.unit = unit, .run = run, .raw = n ? cairn_kept_rows_new(run->arena, names, n, NULL) : NULL};
  if (!cairn_row_stream_each(run, rows, take_block, &blocks, error)) return false;
  *table = cairn_aggregator_finish(blocks.aggregator);
  if (!*table) return true;
  if (!unpack_arguments(run, unit, *table, error)) return false;
  *raw = only_dimensions(unit, *table);
  if (n && !cairn_kept_rows_finish(blocks.raw, raw, error)) return false;
  if (!*raw) *table = NULL;
  return true;
}
