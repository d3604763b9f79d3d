/* Takes bins, time units and aggregates out of the encoding: the parts of a composite mark show the results
 * of transforms that come before them. */
#include "spec/composite_parts.h"
#include "spec/encoding.h"
#include "table/table.h"

static void add_dimension(CairnComposite *composite, const char *path) {
  json_array_append_new(composite->groupby, json_string(path));
}

/* The default title of a field whose definition will no longer tell what it was. */
static void keep_title(CairnComposite *composite, const CairnChannelDef *def, json_t *result) {
  if (json_object_get(result, "title")) return;
  const char *title = cairn_channel_def_title(composite->reader->model, def);
  if (title) json_object_set_new(result, "title", json_string(title));
}

static void set_guide(json_t *result, const char *guide) {
  const json_t *own = json_object_get(result, guide);
  if (own && !json_is_object(own)) return;
  json_t *merged = json_pack("{s:s}", "formatType", "time");
  json_object_update(merged, (json_t *)own);
  json_object_set_new(result, guide, merged);
}

/* Times that are categories are still written as times. */
static void keep_format(const CairnChannelDef *def, json_t *result) {
  if (cairn_channel_is_xy(def->channel)) {
    set_guide(result, "axis");
  } else if (def->channel == CAIRN_TEXT_CHANNEL || def->channel == CAIRN_TOOLTIP) {
    json_object_set_new(result, "formatType", json_string("time"));
  } else if (cairn_channel_has_scale(def->channel)) {
    set_guide(result, "legend");
  }
}

static void take_aggregate(CairnComposite *composite, const CairnChannelDef *def) {
  json_t *measure = json_pack("{s:s}", "op", def->aggregate);
  CairnArena *arena = composite->arena;
  if (def->argument) {
    const char *flat = cairn_field_flat_name(arena, def->argument);
    json_object_set_new(measure, "field", json_string(def->argument));
    json_object_set_new(measure, "as", json_string(cairn_arena_printf(arena, "%s_%s", def->aggregate, flat)));
  } else {
    if (def->field) json_object_set_new(measure, "field", json_string(def->field));
    json_object_set_new(measure, "as", json_string(def->column));
  }
  json_array_append_new(composite->measures, measure);
}

static void take_bin(CairnComposite *composite, const CairnChannelDef *def, json_t *result) {
  const char *end = cairn_field_escape(composite->arena, def->column_end);
  add_dimension(composite, end);
  json_array_append_new(composite->functions, json_pack("{s:O,s:s,s:[s,s]}", "bin", def->bin, "field",
                                                        def->field, "as", def->column, def->column_end));
  json_object_set_new(result, "bin", json_string("binned"));
  json_object_set_new(result, "type", json_string("quantitative"));
  if (cairn_channel_is_xy(def->channel)) {
    const char *second = cairn_channel_name(cairn_channel_secondary(def->channel));
    json_object_set_new(composite->others, second, json_pack("{s:s}", "field", end));
  }
}

static void take_time_unit(CairnComposite *composite, const CairnChannelDef *def, json_t *result) {
  const json_t *unit = cairn_json_get(def->node, "timeUnit");
  json_array_append_new(composite->functions,
                        json_pack("{s:O,s:s,s:s}", "timeUnit", unit, "field", def->field, "as", def->column));
  if (def->type != CAIRN_TEMPORAL) keep_format(def, result);
}

/* Where the field of a definition is written, for errors about data that lack it. */
static void add_origin(CairnComposite *composite, const json_t *node) {
  json_array_append(composite->origins, (json_t *)node);
}

static json_t *split_functions(CairnComposite *composite, const CairnChannelDef *def) {
  static const char *const consumed[] = {"aggregate", "bin", "timeUnit"};
  static const char *const types[] = {[CAIRN_QUANTITATIVE] = "quantitative",
                                      [CAIRN_TEMPORAL] = "temporal",
                                      [CAIRN_ORDINAL] = "ordinal",
                                      [CAIRN_NOMINAL] = "nominal",
                                      [CAIRN_GEOJSON] = "geojson"};
  json_t *result = json_copy((json_t *)def->node);
  for (size_t i = 0; i < G_N_ELEMENTS(consumed); i++)
    json_object_del(result, consumed[i]);
  /* The path into the row of an extreme is one as it stands. */
  const char *path = def->argument ? def->column : cairn_field_escape(composite->arena, def->column);
  json_object_set_new(result, "field", json_string(path));
  if (def->type != CAIRN_TYPE_NONE) json_object_set_new(result, "type", json_string(types[def->type]));
  keep_title(composite, def, result);
  if (def->aggregate) {
    take_aggregate(composite, def);
    return result;
  }
  add_dimension(composite, path);
  if (def->bin)
    take_bin(composite, def, result);
  else if (def->time_unit && !def->time_unit_binned)
    take_time_unit(composite, def, result);
  return result;
}

/* A definition as it is after the transforms; a new reference. NULL with an error. */
static json_t *split_def(CairnComposite *composite, CairnChannel channel, const json_t *node,
                         GError **error) {
  if (!json_is_object(node)) return json_incref((json_t *)node);
  const CairnChannelDef *def = cairn_channel_def_new(composite->reader, channel, node, error);
  if (!def) return NULL;
  if (def->field) add_origin(composite, node);
  if (cairn_channel_def_is_field(def) && (def->aggregate || def->bin || def->binned || def->time_unit))
    return split_functions(composite, def);
  if (def->field) add_dimension(composite, def->field);
  return json_incref((json_t *)node);
}

/* A channel's definition or list of them. */
static json_t *split_channel(CairnComposite *composite, CairnChannel channel, const json_t *node,
                             GError **error) {
  if (!json_is_array(node)) return split_def(composite, channel, node, error);
  json_t *result = json_array();
  for (size_t i = 0; i < json_array_size(node); i++) {
    json_t *item = split_def(composite, channel, json_array_get(node, i), error);
    if (!item) {
      json_decref(result);
      return NULL;
    }
    json_array_append_new(result, item);
  }
  return result;
}

static bool is_listed(CairnChannel channel, const CairnChannel *list) {
  while (*list != CAIRN_N_CHANNELS && *list != channel)
    list++;
  return *list == channel && channel != CAIRN_N_CHANNELS;
}

bool cairn_composite_split(CairnComposite *composite, const CairnChannel *without, GError **error) {
  composite->functions = cairn_composite_keep(composite, json_array());
  composite->measures = cairn_composite_keep(composite, json_array());
  composite->groupby = cairn_composite_keep(composite, json_array());
  composite->others = cairn_composite_keep(composite, json_object());
  composite->origins = cairn_composite_keep(composite, json_array());
  add_origin(composite, cairn_json_get(composite->encoding, cairn_channel_name(composite->axis)));
  const char *name;
  json_t *node;
  json_object_foreach((json_t *)composite->encoding, name, node) {
    CairnChannel channel = cairn_channel_parse(name);
    if (is_listed(channel, without) || channel == CAIRN_N_CHANNELS) continue;
    json_t *split = split_channel(composite, channel, node, error);
    if (!split) return false;
    json_object_set_new(composite->others, name, split);
  }
  return true;
}
