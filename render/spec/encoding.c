#include "spec/encoding.h"

#include "base/time_unit.h"
#include "spec/field_name.h"
#include "table/table.h"

#include <string.h>

static bool one_of(const char *name, const char *const *names) {
  for (; *names; names++)
    if (strcmp(name, *names) == 0) return true;
  return false;
}

/* ---- Members of a definition ---- */

static CairnType parse_type(const char *name) {
  static const struct {
    const char *full, *letter;
    CairnType type;
  } types[] = {{"quantitative", "q", CAIRN_QUANTITATIVE},
               {"temporal", "t", CAIRN_TEMPORAL},
               {"ordinal", "o", CAIRN_ORDINAL},
               {"nominal", "n", CAIRN_NOMINAL},
               {"geojson", "geojson", CAIRN_GEOJSON}};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    if (g_ascii_strcasecmp(name, types[i].full) == 0 || g_ascii_strcasecmp(name, types[i].letter) == 0)
      return types[i].type;
  return CAIRN_TYPE_NONE;
}

/* Channels that are read one by one take fewer bins than axes do. */
static int default_maxbins(CairnChannel channel) {
  switch (channel) {
  case CAIRN_ROW:
  case CAIRN_COLUMN:
  case CAIRN_SIZE:
  case CAIRN_COLOR:
  case CAIRN_FILL:
  case CAIRN_STROKE:
  case CAIRN_STROKE_WIDTH:
  case CAIRN_OPACITY:
  case CAIRN_FILL_OPACITY:
  case CAIRN_STROKE_OPACITY:
  case CAIRN_SHAPE: return 6;
  case CAIRN_STROKE_DASH: return 4;
  default: return 10;
  }
}

static void own_json(CairnArena *arena, json_t *node) {
  cairn_arena_own(arena, node, (GDestroyNotify)json_decref);
}

static bool read_bin(CairnView *unit, CairnChannelDef *def, GError **error) {
  const json_t *bin = cairn_json_get(def->node, "bin");
  if (!bin || json_is_null(bin) || json_is_false(bin)) return true;
  if (json_is_string(bin) && strcmp(json_string_value(bin), "binned") == 0) {
    def->binned = true;
    return true;
  }
  if (!json_is_true(bin) && !json_is_object(bin)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, def->node, "bin", "\"bin\" takes true, false, \"binned\" or an object");
    return false;
  }
  if (cairn_json_boolean(bin, "binned", false)) {
    def->binned = true;
    return true;
  }
  json_t *normal = json_is_object(bin) ? json_copy((json_t *)bin) : json_object();
  own_json(unit->model->arena, normal);
  if (!json_object_get(normal, "maxbins") && !json_object_get(normal, "step"))
    json_object_set_new(normal, "maxbins", json_integer(default_maxbins(def->channel)));
  def->bin = normal;
  return true;
}

static bool read_time_unit(CairnView *unit, CairnChannelDef *def, GError **error) {
  const json_t *node = cairn_json_get(def->node, "timeUnit");
  if (!node || json_is_null(node)) return true;
  const char *name = json_is_object(node) ? cairn_json_string(node, "unit", NULL) : json_string_value(node);
  if (!name) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, def->node, "timeUnit",
                   "\"timeUnit\" takes a name such as \"year\" or \"yearmonth\", or an object with \"unit\"");
    return false;
  }
  def->time_unit_step = cairn_json_number(node, "step", 1);
  def->time_unit_binned = g_str_has_prefix(name, "binned") || cairn_json_boolean(node, "binned", false);
  if (g_str_has_prefix(name, "binned")) name += strlen("binned");
  bool utc = json_is_object(node) && cairn_json_boolean(node, "utc", false) && !g_str_has_prefix(name, "utc");
  def->time_unit = cairn_arena_printf(unit->model->arena, "%s%s", utc ? "utc" : "", name);
  CairnTimeUnit parsed;
  if (cairn_time_unit_parse(def->time_unit, &parsed)) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, json_is_object(node) ? node : def->node, json_is_object(node) ? "unit" : "timeUnit",
                 "\"%s\" is no time unit; valid are \"year\", \"quarter\", \"month\", \"yearmonth\", \"date\", \"hours\" and "
                 "the like, also with \"utc\" in front",
                 name);
  return false;
}

static const char *const aggregates[] = {
    "argmax", "argmin", "average", "count", "distinct", "exponential", "max", "mean", "median", "min", "missing", "product", "q1", "q3", "ci0",
    "ci1", "stderr", "stdev", "stdevp", "sum", "valid", "values", "variance", "variancep", NULL};

static bool read_aggregate(CairnView *unit, CairnChannelDef *def, GError **error) {
  const json_t *node = cairn_json_get(def->node, "aggregate");
  if (!node || json_is_null(node)) return true;
  if (json_is_number(cairn_json_get(node, "exponential"))) {
    /* As in the reference, which knows the operation in transforms only. */
    cairn_warn_at(unit->model->warnings, node, "exponential", "an encoding cannot aggregate exponentially; the values are drawn as they are");
    return true;
  }
  if (json_is_object(node)) {
    const char *key = cairn_json_get(node, "argmax") ? "argmax" : "argmin";
    def->argument = cairn_json_string(node, key, NULL);
    def->aggregate = key;
    if (def->argument) return true;
  } else if (json_is_string(node) && one_of(json_string_value(node), aggregates)) {
    def->aggregate = json_string_value(node);
    return true;
  }
  const char *near = json_is_string(node)
                         ? cairn_suggest(json_string_value(node), aggregates, G_N_ELEMENTS(aggregates) - 1)
                         : NULL;
  cairn_error_at(error, CAIRN_ERROR_SPEC, def->node, "aggregate", "no such aggregate%s%s%s; valid are \"count\", \"mean\", \"sum\", "
                 "\"median\", \"min\", \"max\" and the like, or {\"argmax\": field}",
                 near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
  return false;
}

static CairnType scale_implied_type(const CairnChannelDef *def) {
  static const char *const numeric[] = {"linear", "log",    "pow",      "sqrt",      "symlog",      "identity",
                                        "sequential", "quantile", "quantize", "threshold", "bin-ordinal", NULL};
  static const char *const time[] = {"time", "utc", NULL};
  const char *type = cairn_json_string(cairn_json_get(def->node, "scale"), "type", NULL);
  if (type && one_of(type, numeric)) return CAIRN_QUANTITATIVE;
  return type && one_of(type, time) ? CAIRN_TEMPORAL : CAIRN_NOMINAL;
}

static CairnType default_field_type(const CairnChannelDef *def) {
  switch (def->channel) {
  case CAIRN_ROW:
  case CAIRN_COLUMN:
  case CAIRN_FACET:
  case CAIRN_SHAPE:
  case CAIRN_STROKE_DASH: return CAIRN_NOMINAL;
  case CAIRN_ORDER: return CAIRN_ORDINAL;
  default: break;
  }
  if (json_is_array(cairn_json_get(def->node, "sort"))) return CAIRN_ORDINAL;
  if (def->time_unit) return CAIRN_TEMPORAL;
  if (def->bin || def->binned || (def->aggregate && !def->argument)) return CAIRN_QUANTITATIVE;
  return scale_implied_type(def);
}

/* A DateTime object has at least one of its calendar members. */
static bool is_date_time(const json_t *node) {
  static const char *const members[] = {"year", "quarter", "month", "date", "day", "hours", "minutes", "seconds", "milliseconds"};
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++)
    if (cairn_json_get(node, members[i])) return true;
  return false;
}

static CairnType default_datum_type(const json_t *datum) {
  if (json_is_number(datum)) return CAIRN_QUANTITATIVE;
  if (json_is_string(datum)) return CAIRN_NOMINAL;
  return is_date_time(datum) ? CAIRN_TEMPORAL : CAIRN_TYPE_NONE;
}

static bool is_counting(const char *aggregate) {
  static const char *const counting[] = {"count", "valid", "missing", "distinct", NULL};
  return aggregate && one_of(aggregate, counting);
}

static bool read_type(CairnChannelDef *def, GError **error) {
  const json_t *type = cairn_json_get(def->node, "type");
  if (json_is_string(type)) {
    def->type = parse_type(json_string_value(type));
    if (def->type == CAIRN_TYPE_NONE) {
      cairn_error_at(error, CAIRN_ERROR_SPEC, def->node, "type",
                     "\"%s\" is no type; valid are \"quantitative\", \"temporal\", \"ordinal\" and \"nominal\"",
                     json_string_value(type));
      return false;
    }
    if (is_counting(def->aggregate)) def->type = CAIRN_QUANTITATIVE;
  } else if (def->field || def->aggregate) {
    bool secondary = cairn_channel_main(def->channel) != def->channel;
    def->type = secondary ? CAIRN_TYPE_NONE : default_field_type(def);
  } else if (def->datum) {
    def->type = default_datum_type(def->datum);
  }
  return true;
}

static bool read_condition(CairnView *unit, CairnChannelDef *def, GError **error) {
  def->condition = cairn_json_get(def->node, "condition");
  if (!json_is_object(def->condition)) return true;
  bool data = cairn_json_get(def->condition, "field") || cairn_json_get(def->condition, "datum") ||
              strcmp(cairn_json_string(def->condition, "aggregate", ""), "count") == 0;
  if (!data) return true;
  def->conditional = cairn_channel_def_new(unit, def->channel, def->condition, error);
  return def->conditional != NULL;
}

CairnChannelDef *cairn_channel_def_new(CairnView *unit, CairnChannel channel, const json_t *node, GError **error) {
  CairnArena *arena = unit->model->arena;
  CairnChannelDef *def = cairn_arena_one(arena, CairnChannelDef);
  def->channel = channel;
  def->time_unit_step = 1;
  if (!json_is_object(node)) {
    /* A bare constant stands for {"value": constant}. */
    json_t *value = json_object();
    own_json(arena, value);
    json_object_set(value, "value", (json_t *)node);
    node = value;
  }
  def->node = node;
  def->field = cairn_json_string(node, "field", NULL);
  def->datum = cairn_json_get(node, "datum");
  def->value = cairn_json_get(node, "value");
  const json_t *band = cairn_json_get(node, "bandPosition");
  def->has_band_position = json_is_number(band);
  def->band_position = json_is_number(band) ? json_number_value(band) : 0.5;
  if (!read_bin(unit, def, error) || !read_time_unit(unit, def, error) || !read_aggregate(unit, def, error) ||
      !read_type(def, error) || !read_condition(unit, def, error))
    return NULL;
  if (def->field && !cairn_field_split(arena, def->field)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "field", "\"%s\" is no field path; a field is a column name, or a path such as a.b or a['b']",
                   def->field);
    return NULL;
  }
  cairn_field_name_columns(arena, def);
  return def;
}

/* ---- Which marks take which channels ---- */

typedef enum Support { NEVER, ALWAYS, WHEN_BINNED } Support;

static Support mark_support(CairnChannel channel, const char *mark) {
  static const char *const ranged[] = {"area", "bar", "image", "rect", "rule", NULL};
  static const char *const sized[] = {"point", "tick", "rule", "circle", "square", "bar", "text", "line", "trail", NULL};
  static const char *const dashed[] = {"line", "point", "tick", "rule", "circle", "square", "bar", "geoshape", NULL};
  static const char *const shaped[] = {"point", "geoshape", NULL};
  static const char *const polar[] = {"text", "arc", NULL};
  static const char *const turned[] = {"point", "square", "text", NULL};
  static const char *const texts[] = {"text", NULL}, *const arcs[] = {"arc", NULL}, *const images[] = {"image", NULL};
  const char *const *marks = NULL;
  switch (channel) {
  case CAIRN_X2:
  case CAIRN_Y2: return one_of(mark, ranged) ? ALWAYS : strcmp(mark, "arc") == 0 || strcmp(mark, "text") == 0 ? NEVER : WHEN_BINNED;
  case CAIRN_SIZE: marks = sized; break;
  case CAIRN_STROKE_DASH: marks = dashed; break;
  case CAIRN_SHAPE: marks = shaped; break;
  case CAIRN_TEXT_CHANNEL: marks = texts; break;
  case CAIRN_ANGLE: marks = turned; break;
  case CAIRN_THETA:
  case CAIRN_RADIUS: marks = polar; break;
  case CAIRN_THETA2:
  case CAIRN_RADIUS2: marks = arcs; break;
  case CAIRN_URL: marks = images; break;
  default: return ALWAYS;
  }
  return one_of(mark, marks) ? ALWAYS : NEVER;
}

static bool is_usable(const CairnView *unit, CairnChannel channel, const json_t *encoding) {
  switch (mark_support(channel, unit->mark)) {
  case ALWAYS: return true;
  case WHEN_BINNED: {
    const CairnChannelDef *main = unit->channels[cairn_channel_main(channel)];
    return main && main->field && main->binned && cairn_json_get(cairn_json_get(encoding, cairn_channel_name(channel)), "field");
  }
  default: return false;
  }
}

/* Why a channel that the mark could use is still left out, or NULL. */
static const char *why_dropped(const CairnView *unit, const CairnChannelDef *def, const json_t *encoding) {
  CairnChannel channel = def->channel;
  const CairnChannelDef *data = cairn_channel_def_data(def);
  if (channel == CAIRN_SIZE && strcmp(unit->mark, "line") == 0 && data && data->aggregate)
    return "a line has one width; use mark \"trail\"";
  if (channel == CAIRN_COLOR && cairn_json_get(encoding, unit->mark_filled ? "fill" : "stroke"))
    return "fill or stroke is given too";
  if (channel == CAIRN_X_OFFSET || channel == CAIRN_Y_OFFSET) {
    const CairnChannelDef *main = unit->channels[channel == CAIRN_X_OFFSET ? CAIRN_X : CAIRN_Y];
    bool continuous = main && main->field && (main->type == CAIRN_QUANTITATIVE || main->type == CAIRN_TEMPORAL);
    if (continuous && cairn_channel_def_is_field(def) && !main->time_unit)
      return "an offset needs a discrete position to stand in";
  }
  return NULL;
}

static bool read_list(CairnView *unit, CairnChannel channel, const json_t *node, CairnChannelDef ***out, size_t *n, GError **error) {
  size_t size = json_is_array(node) ? json_array_size(node) : 1;
  *out = cairn_arena_array(unit->model->arena, size, CairnChannelDef *);
  for (size_t i = 0; i < size; i++) {
    const json_t *item = json_is_array(node) ? json_array_get(node, i) : node;
    CairnChannelDef *def = cairn_channel_def_new(unit, channel, item, error);
    if (!def) return false;
    if (cairn_channel_def_is_field(def) || channel == CAIRN_ORDER) (*out)[(*n)++] = def;
  }
  if (*n) unit->channels[channel] = (*out)[0];
  return true;
}

static bool read_channel(CairnView *unit, CairnChannel channel, const json_t *encoding, GError **error) {
  const json_t *node = cairn_json_get(encoding, cairn_channel_name(channel));
  if (!node || json_is_null(node)) return true;
  if (!is_usable(unit, channel, encoding)) {
    cairn_warn_at(unit->model->warnings, encoding, cairn_channel_name(channel), "channel \"%s\" has no meaning for mark \"%s\"",
                  cairn_channel_name(channel), unit->mark);
    return true;
  }
  if (channel == CAIRN_DETAIL) return read_list(unit, channel, node, &unit->details, &unit->n_details, error);
  if (channel == CAIRN_ORDER) return read_list(unit, channel, node, &unit->orders, &unit->n_orders, error);
  if (channel == CAIRN_TOOLTIP) return read_list(unit, channel, node, &unit->tooltips, &unit->n_tooltips, error);
  CairnChannelDef *def = cairn_channel_def_new(unit, channel, node, error);
  if (!def) return false;
  const char *reason = why_dropped(unit, def, encoding);
  if (reason)
    cairn_warn_at(unit->model->warnings, encoding, cairn_channel_name(channel), "channel \"%s\" is left out: %s",
                  cairn_channel_name(channel), reason);
  else
    unit->channels[channel] = def;
  return true;
}

bool cairn_encoding_read(CairnView *unit, const json_t *encoding, GError **error) {
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    if (!read_channel(unit, (CairnChannel)channel, encoding, error)) return false;
  return true;
}

/* ---- Questions about a definition ---- */

const CairnChannelDef *cairn_channel_def_data(const CairnChannelDef *def) {
  if (!def || def->column || def->datum) return def;
  return def->conditional;
}

bool cairn_channel_def_is_discrete(const CairnChannelDef *def) {
  if (def->type == CAIRN_QUANTITATIVE) return def->bin || (def->binned && def->field);
  return def->type != CAIRN_TEMPORAL;
}
