#include "scale/resolve_parts.h"

#include "base/calendar.h"
#include "base/date_parse.h"

#include <string.h>

/* ---- Which channels share a scale ---- */

static CairnScaleBinding *new_binding(CairnScaleSet *set, CairnView *unit, const CairnChannelDef *def,
                                      GError **error) {
  CairnScaleBinding *binding = cairn_arena_one(set->arena, CairnScaleBinding);
  binding->channel = def->channel;
  binding->owner = unit;
  binding->n_uses = 1;
  binding->uses = cairn_arena_one(set->arena, CairnScaleUse);
  binding->uses[0] = (CairnScaleUse){unit, def};
  return cairn_scale_choose_type(unit, def, &binding->type, &binding->type_is_explicit, error) ? binding
                                                                                               : NULL;
}

static bool has_scale(const CairnChannelDef *def) {
  if (!def || !cairn_channel_has_scale(def->channel)) return false;
  const json_t *scale = cairn_json_get(def->node, "scale");
  return !json_is_null(scale) && !json_is_false(scale) && (def->column || def->datum);
}

static bool bind_unit(CairnScaleSet *set, CairnView *unit, GError **error) {
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = cairn_channel_def_data(unit->channels[channel]);
    if (!has_scale(def)) continue;
    unit->bindings[channel] = new_binding(set, unit, def, error);
    if (!unit->bindings[channel]) return false;
  }
  return true;
}

static bool is_place(CairnChannel channel) {
  return cairn_channel_is_position(channel) || channel == CAIRN_X_OFFSET || channel == CAIRN_Y_OFFSET;
}

/* Scales are shared unless told otherwise, but the positions of concatenated views and the angles of faceted pies. */
static bool is_shared(const CairnView *view, CairnChannel channel) {
  const json_t *scale = cairn_json_get(cairn_json_get(view->node, "resolve"), "scale");
  bool apart = view->kind == CAIRN_VIEW_CONCAT ? is_place(channel) : view->kind == CAIRN_VIEW_FACET && channel == CAIRN_THETA;
  const char *otherwise = apart ? "independent" : "shared";
  return strcmp(cairn_json_string(scale, cairn_channel_name(channel), otherwise), "shared") == 0;
}

static void replace_binding(CairnView *view, CairnChannel channel, const CairnScaleBinding *from,
                            CairnScaleBinding *to) {
  if (view->bindings[channel] == from) view->bindings[channel] = to;
  for (size_t i = 0; i < view->n_children; i++)
    replace_binding(view->children[i], channel, from, to);
}

/* The scales of a layer's children become one where they are shared and their types agree. */
static void share(CairnScaleSet *set, CairnView *layer, CairnChannel channel) {
  CairnScaleBinding *merged = NULL;
  for (size_t i = 0; i < layer->n_children; i++) {
    const CairnScaleBinding *own = layer->children[i]->bindings[channel];
    if (!own) continue;
    if (!merged) {
      merged = cairn_arena_one(set->arena, CairnScaleBinding);
      *merged = *own;
      continue;
    }
    if (!cairn_scale_types_compatible(merged->type, own->type)) return;
    CairnScaleUse *uses = cairn_arena_array(set->arena, merged->n_uses + own->n_uses, CairnScaleUse);
    memcpy(uses, merged->uses, merged->n_uses * sizeof *uses);
    memcpy(uses + merged->n_uses, own->uses, own->n_uses * sizeof *uses);
    merged->type =
        cairn_scale_merge_types(merged->type, merged->type_is_explicit, own->type, own->type_is_explicit);
    merged->type_is_explicit |= own->type_is_explicit;
    merged->uses = uses;
    merged->n_uses += own->n_uses;
  }
  if (!merged) return;
  merged->owner = layer;
  for (size_t i = 0; i < layer->n_children; i++)
    if (layer->children[i]->bindings[channel])
      replace_binding(layer->children[i], channel, layer->children[i]->bindings[channel], merged);
  layer->bindings[channel] = merged;
}

static bool bind_view(CairnScaleSet *set, CairnView *view, GError **error) {
  if (view->kind == CAIRN_VIEW_UNIT) return bind_unit(set, view, error);
  for (size_t i = 0; i < view->n_children; i++)
    if (!bind_view(set, view->children[i], error)) return false;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    if (is_shared(view, (CairnChannel)channel)) share(set, view, (CairnChannel)channel);
  return true;
}

/* Puts every binding once, in the order of the units and channels. */
static bool collect(CairnView *unit, void *data) {
  CairnScaleSet *set = data;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    CairnScaleBinding *binding = unit->bindings[channel];
    bool known = !binding;
    for (size_t i = 0; !known && i < set->n; i++)
      known = set->bindings[i] == binding;
    if (known) continue;
    if (set->n == set->capacity) {
      CairnScaleBinding **old = set->bindings;
      set->capacity = MAX(set->capacity * 2, 16);
      set->bindings = cairn_arena_array(set->arena, set->capacity, CairnScaleBinding *);
      if (old) memcpy(set->bindings, old, set->n * sizeof *old);
    }
    set->bindings[set->n++] = binding;
  }
  return true;
}

/* ---- Rows that a scale cannot place ---- */

typedef enum InvalidMode {
  INVALID_SHOW,
  INVALID_FILTER,
  INVALID_BREAK_SHOW_DOMAINS,
  INVALID_BREAK_FILTER_DOMAINS
} InvalidMode;

static bool is_path(const CairnView *unit) {
  return strcmp(unit->mark, "line") == 0 || strcmp(unit->mark, "area") == 0 ||
         strcmp(unit->mark, "trail") == 0;
}

static InvalidMode parse_mode(const CairnView *unit, const json_t *invalid) {
  const char *name = json_is_string(invalid) ? json_string_value(invalid) : "";
  if (json_is_null(invalid) || strcmp(name, "show") == 0) return INVALID_SHOW;
  if (strcmp(name, "filter") == 0) return INVALID_FILTER;
  if (strcmp(name, "break-paths-show-domains") == 0) return INVALID_BREAK_SHOW_DOMAINS;
  if (strcmp(name, "break-paths-filter-domains") == 0) return INVALID_BREAK_FILTER_DOMAINS;
  return is_path(unit) ? INVALID_BREAK_SHOW_DOMAINS : INVALID_FILTER;
}

static InvalidMode invalid_mode(const CairnView *unit) {
  return parse_mode(unit, cairn_mark_property(unit, "invalid", NULL));
}

/* Are the rows of marks, or those of domains, all of them? */
static bool mark_rows_are_all(const CairnView *unit, InvalidMode mode) {
  return mode == INVALID_SHOW || (mode != INVALID_FILTER && is_path(unit));
}
static bool domain_rows_are_all(InvalidMode mode) {
  return mode == INVALID_SHOW || mode == INVALID_BREAK_SHOW_DOMAINS;
}

bool cairn_scale_shows_invalid(const CairnView *unit) {
  return invalid_mode(unit) == INVALID_SHOW;
}

bool cairn_scale_breaks_paths(const CairnView *unit) {
  InvalidMode mode = invalid_mode(unit);
  return mode == INVALID_BREAK_SHOW_DOMAINS || mode == INVALID_BREAK_FILTER_DOMAINS;
}

static bool is_counting(const char *aggregate) {
  return aggregate && (strcmp(aggregate, "count") == 0 || strcmp(aggregate, "valid") == 0 ||
                       strcmp(aggregate, "missing") == 0 || strcmp(aggregate, "distinct") == 0);
}

const CairnColumn *cairn_scale_fallible_column(const CairnView *unit, CairnChannel channel) {
  const CairnScaleBinding *binding = unit->bindings[channel];
  if (!binding) return NULL;
  const CairnChannelDef *def = cairn_channel_def_data(unit->channels[channel]);
  bool fallible =
      cairn_channel_def_is_field(def) && !is_counting(def->aggregate) &&
      (cairn_scale_type_is_continuous(binding->type) ||
       (cairn_scale_type_is_discretizing(binding->type) && binding->type != CAIRN_SCALE_BIN_ORDINAL)) &&
      (def->type == CAIRN_QUANTITATIVE || def->type == CAIRN_TEMPORAL);
  if (!fallible) return NULL;
  const json_t *shown =
      cairn_json_get(cairn_config_get(unit->model, "scale", "invalid"), cairn_channel_name(channel));
  return !shown ? cairn_table_column(unit->table, def->column) : NULL;
}

/* Does a later channel of the spec read the same field? Vega-Lite then looks at that one alone. */
static bool is_seen_to_later(const CairnView *unit, CairnChannel channel) {
  const json_t *encoding = cairn_json_get(unit->node, "encoding");
  const char *field = cairn_channel_def_data(unit->channels[channel])->field, *key;
  json_t *def;
  bool passed = false;
  json_object_foreach((json_t *)encoding, key, def) {
    CairnChannel other = cairn_channel_parse(key);
    if (other == channel) passed = true;
    else if (passed && field && other != CAIRN_N_CHANNELS && cairn_scale_fallible_column(unit, other) &&
             g_strcmp0(cairn_channel_def_data(unit->channels[other])->field, field) == 0)
      return true;
  }
  return false;
}

static CairnTable *valid_rows(const CairnView *unit) {
  CairnTable *table = unit->table;
  uint8_t *keep = NULL; /* NULL while all are valid */
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnColumn *column = cairn_scale_fallible_column(unit, (CairnChannel)channel);
    if (!column || (column->facts && column->facts->all_finite)) continue;
    if (is_seen_to_later(unit, (CairnChannel)channel)) continue;
    if (!keep) keep = memset(cairn_arena_array(table->arena, table->n_rows, uint8_t), 1, table->n_rows);
    for (size_t row = 0; row < table->n_rows; row++)
      keep[row] &= isfinite(cairn_column_quantity(column, row)) != 0;
  }
  if (!keep) return table;
  size_t *rows = cairn_arena_array(table->arena, table->n_rows, size_t), n = 0;
  for (size_t row = 0; row < table->n_rows; row++)
    if (keep[row]) rows[n++] = row;
  return n == table->n_rows ? table : cairn_table_select(table, rows, n);
}

/* Marks other than paths leave out rows that no scale can place; paths break there. What domains are made of is told
 * by the configuration alone, as in Vega-Lite; where that treats both alike it is the rows of the marks. */
static bool handle_invalid(CairnView *unit, void *data) {
  (void)data;
  InvalidMode mode = invalid_mode(unit), config = parse_mode(unit, cairn_mark_config(unit, "invalid", NULL));
  CairnTable *all = unit->table;
  bool marks_all = mark_rows_are_all(unit, mode), domains_all = domain_rows_are_all(config);
  if (mark_rows_are_all(unit, config) == domains_all) domains_all = marks_all;
  CairnTable *valid = marks_all && domains_all ? all : valid_rows(unit);
  unit->table = marks_all ? all : valid;
  unit->domain_table = domains_all ? all : valid;
  return true;
}

/* ---- All of it ---- */

CairnScaleSet *cairn_scale_resolve(CairnView *root, const CairnZone *zone, GError **error) {
  CairnScaleSet *set = cairn_arena_one(root->model->arena, CairnScaleSet);
  set->arena = root->model->arena;
  set->zone = zone;
  if (!bind_view(set, root, error)) return NULL;
  cairn_view_each_unit(root, collect, set);
  cairn_view_each_unit(root, handle_invalid, NULL);
  for (size_t i = 0; i < set->n; i++) {
    CairnScaleBinding *binding = set->bindings[i];
    cairn_scale_options_init(&binding->options, binding->type);
    if (!cairn_scale_resolve_domain(set, binding, error) || !cairn_scale_resolve_options(set, binding, error))
      return NULL;
  }
  return set;
}

static bool finish(CairnScaleSet *set, CairnScaleBinding *binding, GError **error) {
  if (!cairn_scale_resolve_range(set, binding, error)) return false;
  GError *inner = NULL;
  binding->scale = cairn_scale_new(set->arena, &binding->options, &inner);
  if (!binding->scale) {
    const CairnChannelDef *def = binding->uses[0].def;
    const json_t *scale = cairn_json_get(def->node, "scale");
    cairn_error_place_at(inner, scale ? scale : def->node, NULL);
    g_propagate_error(error, inner);
    return false;
  }
  for (size_t i = 0; i < binding->n_uses; i++)
    binding->uses[i].unit->scales[binding->channel] = binding->scale;
  return true;
}

/* Offset scales fill the bands of the position scales, which therefore come first. */
bool cairn_scale_finish(CairnScaleSet *set, GError **error) {
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < set->n; i++) {
      CairnChannel channel = set->bindings[i]->channel;
      bool is_offset = channel == CAIRN_X_OFFSET || channel == CAIRN_Y_OFFSET;
      if (is_offset == (pass == 1) && !finish(set, set->bindings[i], error)) return false;
    }
  return true;
}

const json_t *cairn_scale_property(const CairnScaleBinding *binding, const char *name) {
  if (!cairn_scale_takes_property(binding->type, binding->channel, name)) return NULL;
  for (size_t i = 0; i < binding->n_uses; i++) {
    const json_t *value = cairn_json_get(cairn_json_get(binding->uses[i].def->node, "scale"), name);
    if (value) return value;
  }
  return NULL;
}

double cairn_scale_config(const CairnView *view, const char *property, double otherwise) {
  const json_t *value = cairn_config_get(view->model, "scale", property);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

double cairn_scale_band_position(const CairnView *unit, const CairnChannelDef *def,
                                 const CairnChannelDef *secondary) {
  if (def->has_band_position) return def->band_position;
  if (def->time_unit && !secondary) {
    const json_t *position = cairn_mark_config(unit, "timeUnitBandPosition", NULL);
    return json_is_number(position) ? json_number_value(position) : NAN;
  }
  return def->bin ? 0.5 : NAN;
}

/* ---- Constants ---- */

static const char *const month_names[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
static const char *const day_names[] = {"sunday",   "monday", "tuesday", "wednesday",
                                        "thursday", "friday", "saturday"};

static bool read_date(const json_t *text, const CairnZone *zone, double *ms) {
  return cairn_date_parse(json_string_value(text), zone, ms);
}

/* A number (as `base` counts from), or a name of which the first three letters tell. */
static double named_or_number(const json_t *value, const char *const *names, size_t n, double base) {
  if (json_is_number(value)) return json_number_value(value) - base;
  const char *text = json_is_string(value) ? json_string_value(value) : "";
  for (size_t i = 0; i < n; i++)
    if (strlen(text) >= 3 && g_ascii_strncasecmp(text, names[i], 3) == 0) return (double)i;
  return 0;
}

/* A Vega-Lite DateTime object; units that are not given are those of the start of the year 2012 (or of the
 * year given). */
static double date_time_ms(const json_t *object, const CairnZone *zone) {
  const json_t *month = cairn_json_get(object, "month"), *quarter = cairn_json_get(object, "quarter"),
               *day = cairn_json_get(object, "day");
  double months = 0, date = cairn_json_number(object, "date", 1);
  if (month)
    months = named_or_number(month, month_names, 12, 1);
  else if (quarter)
    months = (json_number_value(quarter) - 1) * 3;
  /* 2012 began on a Sunday, so the date tells the weekday. */
  if (day && !cairn_json_get(object, "date")) date = named_or_number(day, day_names, 7, 0) + 1;
  return cairn_time_make(cairn_json_boolean(object, "utc", false) ? cairn_zone_utc() : zone,
                         cairn_json_number(object, "year", 2012), months, date,
                         cairn_json_number(object, "hours", 0), cairn_json_number(object, "minutes", 0),
                         cairn_json_number(object, "seconds", 0),
                         cairn_json_number(object, "milliseconds", 0));
}

/* A number below 10,000 or a name, given where a time unit of one part is encoded, is that part (a month,
 * say). */
static bool time_part(const CairnChannelDef *def, const json_t *value, const CairnZone *zone, double *ms) {
  static const char *const parts[] = {"year",  "quarter", "month",   "day",         "date",
                                      "hours", "minutes", "seconds", "milliseconds"};
  double parsed;
  if (!def->time_unit) return false;
  if (json_is_number(value) ? json_number_value(value) >= 10000
                            : read_date(value, zone, &parsed))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (strcmp(parts[i], def->time_unit) == 0) {
      json_t *object = json_object();
      json_object_set(object, parts[i], (json_t *)value);
      *ms = date_time_ms(object, zone);
      json_decref(object);
      return true;
    }
  return false;
}

CairnValue cairn_scale_constant(CairnArena *arena, const CairnChannelDef *def, const json_t *value,
                                const CairnZone *zone) {
  bool temporal = def && (def->type == CAIRN_TEMPORAL || def->time_unit);
  double ms;
  if (json_is_object(value)) return cairn_value_time(date_time_ms(value, zone));
  if (temporal && (json_is_number(value) || json_is_string(value))) {
    if (time_part(def, value, zone, &ms)) return cairn_value_time(ms);
    if (json_is_number(value)) return cairn_value_time(json_number_value(value));
    return cairn_value_time(read_date(value, zone, &ms) ? ms : NAN);
  }
  if (json_is_number(value)) return cairn_value_number(json_number_value(value));
  if (json_is_boolean(value)) return cairn_value_boolean(json_is_true(value));
  if (json_is_string(value)) return cairn_value_string(cairn_arena_strdup(arena, json_string_value(value)));
  return cairn_value_null();
}
