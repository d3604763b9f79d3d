#include "transform/inline_parts.h"

#include <string.h>

size_t cairn_inline_most_defs(const CairnView *unit) {
  return CAIRN_N_CHANNELS + unit->n_details + unit->n_orders + unit->n_tooltips;
}

CairnChannelDef **cairn_inline_defs(const CairnView *unit, size_t *n) {
  CairnChannelDef **defs = cairn_arena_array(unit->model->arena, cairn_inline_most_defs(unit), CairnChannelDef *);
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

CairnTable *cairn_inline_transform(CairnTransformRun *run, const CairnChannelDef *def, const char *key,
                         json_t *transform, CairnTable *table, GError **error) {
  run->place_node = def ? def->node : NULL;
  run->place_key = key;
  CairnTable *result = cairn_transform_apply(run, transform, table, error);
  run->place_node = NULL;
  run->place_key = NULL;
  cairn_arena_own(run->arena, transform, (GDestroyNotify)json_decref);
  return result;
}

/* The view that a composite mark has become, around one of its parts; NULL for other marks. */
static const CairnView *composite_of(const CairnView *unit) {
  for (const CairnView *view = unit->parent; view; view = view->parent)
    if (cairn_json_get(view->node, "composite")) return view;
  return NULL;
}

/* What a composite mark summarises has few of those of the data;
 * values then are in their own order, as in the reference. */
bool cairn_inline_check_sorts(CairnTransformRun *run, const CairnView *unit, const CairnTable *table,
                              GError **error) {
  const CairnView *composite = composite_of(unit);
  size_t n;
  CairnChannelDef **defs = cairn_inline_defs(unit, &n);
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

bool cairn_inline_apply(CairnTransformRun *run, CairnView *unit, CairnRowStream *rows, GError **error) {
  CairnTable *table = NULL;
  rows = cairn_inline_then_functions(run, unit, rows, error);
  if (!rows || !cairn_inline_aggregate_blocks(run, unit, rows, &table, &unit->raw, error)) return false;
  if (!table) {
    unit->raw = table = cairn_row_stream_whole(run, rows, error);
    if (!table || !cairn_inline_check_sorts(run, unit, table, error)) return false;
    table = cairn_inline_aggregate(run, unit, table, error);
  }
  if (table) table = cairn_inline_impute(run, unit, table, error);
  if (table) table = cairn_inline_stack(run, unit, table, error);
  unit->table = table;
  return table != NULL;
}
