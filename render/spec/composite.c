#include "spec/composite_parts.h"

#include "spec/encoding.h"
#include "table/table.h"

#include <string.h>

static const CairnCompositeType *const types[] = {
    &cairn_composite_boxplot,
    &cairn_composite_errorband,
    &cairn_composite_errorbar,
};

static const CairnCompositeType *find_type(const char *mark) {
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    if (strcmp(types[i]->name, mark) == 0) return types[i];
  return NULL;
}

bool cairn_composite_is(const char *mark) {
  return find_type(mark) != NULL;
}

json_t *cairn_composite_keep(CairnComposite *composite, json_t *node) {
  cairn_arena_own(composite->arena, node, (GDestroyNotify)json_decref);
  return node;
}

/* ---- Axes ---- */

/* An aggregate on the axis of the values, where older specs name the mark itself, says nothing else. */
static const json_t *without_aggregate(CairnComposite *composite, const json_t *node) {
  if (!cairn_json_get(node, "aggregate")) return node;
  json_t *copy = cairn_composite_keep(composite, json_copy((json_t *)node));
  json_object_del(copy, "aggregate");
  if (!json_object_get(copy, "type")) json_object_set_new(copy, "type", json_string("quantitative"));
  return copy;
}

static const json_t *channel_node(const CairnComposite *composite, CairnChannel channel) {
  return cairn_json_get(composite->encoding, cairn_channel_name(channel));
}

const CairnChannelDef *cairn_composite_read(CairnComposite *composite, CairnChannel channel, GError **error) {
  const json_t *node = channel_node(composite, channel), *read = without_aggregate(composite, node);
  if (!json_is_object(node)) return NULL;
  GError *inner = NULL;
  const CairnChannelDef *def = cairn_channel_def_new(composite->reader, channel, read, &inner);
  if (!def) {
    CairnPlace *place = cairn_error_place(inner);
    if (place->node == read) place->node = node;
    g_propagate_error(error, inner);
    return NULL;
  }
  return def->field || def->datum || cairn_json_get(node, "aggregate") ? def : NULL;
}

bool cairn_composite_is_continuous(const CairnChannelDef *def) {
  return def && def->type != CAIRN_TYPE_NONE && !cairn_channel_def_is_discrete(def);
}

static bool is_time(const CairnChannelDef *def) {
  return def->type == CAIRN_TEMPORAL || def->time_unit;
}

static bool asks_for(const CairnComposite *composite, CairnChannel channel) {
  return strcmp(cairn_json_string(channel_node(composite, channel), "aggregate", ""), composite->name) == 0;
}

/* Of two continuous axes the one of the values; CAIRN_N_CHANNELS when both claim to be. */
static CairnChannel between(const CairnComposite *composite, const CairnChannelDef *x,
                            const CairnChannelDef *y) {
  bool x_asks = asks_for(composite, CAIRN_X), y_asks = asks_for(composite, CAIRN_Y);
  bool x_aggregates = cairn_json_get(channel_node(composite, CAIRN_X), "aggregate") != NULL;
  bool y_aggregates = cairn_json_get(channel_node(composite, CAIRN_Y), "aggregate") != NULL;
  if (x_asks && y_asks) return CAIRN_N_CHANNELS;
  if (y_asks && !x_aggregates) return CAIRN_Y;
  if (x_asks && !y_aggregates) return CAIRN_X;
  return is_time(y) && !is_time(x) ? CAIRN_X : CAIRN_Y;
}

bool cairn_composite_set_axis(CairnComposite *composite, CairnChannel axis, GError **error) {
  const char *channel = cairn_channel_name(axis);
  const json_t *node = channel_node(composite, axis);
  GError *inner = NULL;
  composite->axis = axis;
  composite->measure = cairn_composite_read(composite, axis, &inner);
  if (inner) {
    g_propagate_error(error, inner);
  } else if (!composite->measure || !composite->measure->field) {
    const void *place = json_is_object(node) ? node : composite->input->place;
    cairn_error_at(error, CAIRN_ERROR_SPEC, place, NULL,
                   "\"%s\" needs a field on channel \"%s\": that of its values", composite->name, channel);
  } else {
    composite->field = cairn_field_flat_name(composite->arena, composite->measure->field);
    const char *op = cairn_json_string(node, "aggregate", NULL);
    if (op && !asks_for(composite, axis))
      cairn_warn_at(composite->input->warnings, node, "aggregate",
                    "\"%s\" is left out: \"%s\" summarises the values itself", op, composite->name);
    return true;
  }
  return false;
}

static bool orient_by_types(CairnComposite *composite, GError **error) {
  GError *inner = NULL;
  const CairnChannelDef *x = cairn_composite_read(composite, CAIRN_X, &inner), *y = NULL;
  if (!inner) y = cairn_composite_read(composite, CAIRN_Y, &inner);
  if (inner) {
    g_propagate_error(error, inner);
    return false;
  }
  bool x_continuous = cairn_composite_is_continuous(x), y_continuous = cairn_composite_is_continuous(y);
  CairnChannel axis = x_continuous ? CAIRN_X : CAIRN_Y;
  if (x_continuous && y_continuous) axis = between(composite, x, y);
  if (axis == CAIRN_N_CHANNELS) {
    cairn_error_at(
        error, CAIRN_ERROR_SPEC, channel_node(composite, CAIRN_X), "aggregate",
        "only one of \"x\" and \"y\" can have the values of a \"%s\"; remove the other's \"aggregate\"",
        composite->name);
    return false;
  }
  if (x_continuous || y_continuous) return cairn_composite_set_axis(composite, axis, error);
  const CairnChannelDef *shown = y ? y : x;
  cairn_error_at(error, CAIRN_ERROR_SPEC,
                 shown ? (const void *)channel_node(composite, shown->channel) : composite->input->place,
                 shown ? "type" : NULL,
                 "\"%s\" needs an axis with values: \"x\" or \"y\" of type \"quantitative\" or \"temporal\"",
                 composite->name);
  return false;
}

bool cairn_composite_orient(CairnComposite *composite, GError **error) {
  const json_t *orient = cairn_json_get(composite->mark, "orient");
  if (!orient) return orient_by_types(composite, error);
  const char *name = json_is_string(orient) ? json_string_value(orient) : "";
  if (strcmp(name, "vertical") == 0) return cairn_composite_set_axis(composite, CAIRN_Y, error);
  if (strcmp(name, "horizontal") == 0) return cairn_composite_set_axis(composite, CAIRN_X, error);
  cairn_error_at(error, CAIRN_ERROR_SPEC, composite->mark, "orient",
                 "\"orient\" takes \"vertical\" or \"horizontal\"");
  return false;
}

const char *cairn_composite_tick_orient(const CairnComposite *composite) {
  return composite->axis == CAIRN_Y ? "horizontal" : "vertical";
}

/* ---- Names ---- */

static const char *column(CairnComposite *composite, const char *prefix) {
  return cairn_arena_printf(composite->arena, "%s_%s", prefix, composite->field);
}

const char *cairn_composite_path(CairnComposite *composite, const char *prefix) {
  return cairn_field_escape(composite->arena, column(composite, prefix));
}

/* ["name"], quoted as JSON, which the expression language reads as well. */
static void append_access(GString *expression, const char *name) {
  json_t *text = json_string(name);
  char *quoted = json_dumps(text, JSON_ENCODE_ANY);
  g_string_append_printf(expression, "[%s]", quoted);
  free(quoted);
  json_decref(text);
}

static const char *datum(CairnArena *arena, const char *const *names) {
  g_autoptr(GString) expression = g_string_new("datum");
  for (; *names; names++)
    append_access(expression, *names);
  return cairn_arena_strndup(arena, expression->str, expression->len);
}

const char *cairn_composite_datum(CairnComposite *composite, const char *prefix) {
  const char *names[] = {column(composite, prefix), NULL};
  return datum(composite->arena, names);
}

const char *cairn_composite_datum_path(CairnComposite *composite, const char *field) {
  return datum(composite->arena, cairn_field_split(composite->arena, field));
}

json_t *cairn_composite_measure(CairnComposite *composite, const char *op, const char *field,
                                const char *prefix) {
  return json_pack("{s:s,s:s,s:s}", "op", op, "field", field, "as", column(composite, prefix));
}

json_t *cairn_composite_calculate(CairnComposite *composite, const char *expression, const char *prefix) {
  return json_pack("{s:s,s:s}", "calculate", expression, "as", column(composite, prefix));
}

/* ---- Parts ---- */

const json_t *cairn_composite_property(const CairnComposite *composite, const char *name) {
  const json_t *own = cairn_json_get(composite->mark, name);
  return own ? own : cairn_json_get(cairn_json_get(composite->input->config, composite->name), name);
}

bool cairn_composite_has_part(const CairnComposite *composite, const char *name) {
  const json_t *wanted = cairn_composite_property(composite, name);
  return json_is_true(wanted) || json_is_object(wanted);
}

static bool is_set(const json_t *value) {
  if (json_is_number(value)) return json_number_value(value) != 0;
  return json_is_true(value) || json_is_object(value) || (json_is_string(value) && *json_string_value(value));
}

/* The configuration's members first, then those of the mark that all parts have, the part's own nature, its
 * style and what the mark says of it. */
static json_t *part_mark(const CairnComposite *composite, const CairnPart *part) {
  static const char *const shared[] = {"clip", "color", "opacity"};
  const json_t *defaults =
      cairn_json_get(cairn_json_get(composite->input->config, composite->name), part->name);
  const json_t *own = cairn_json_get(composite->mark, part->name);
  json_t *mark = json_is_object(defaults) ? json_copy((json_t *)defaults) : json_object();
  for (size_t i = 0; i < G_N_ELEMENTS(shared); i++) {
    const json_t *value = cairn_json_get(composite->mark, shared[i]);
    if (is_set(value)) json_object_set(mark, shared[i], (json_t *)value);
  }
  json_object_update(mark, part->mark);
  g_autofree char *style = g_strdup_printf("%s-%s", composite->name, part->name);
  json_object_set_new(mark, "style", json_string(style));
  if (json_is_object(own)) json_object_update(mark, (json_t *)own);
  /* Parts have no overlays, whatever the configuration of lines, areas and rules says. */
  json_object_set_new(mark, "point", json_false());
  json_object_set_new(mark, "line", json_false());
  return mark;
}

static const char *type_name(CairnType type) {
  switch (type) {
  case CAIRN_TEMPORAL:
    return "temporal";
  case CAIRN_ORDINAL:
    return "ordinal";
  case CAIRN_NOMINAL:
    return "nominal";
  default:
    return "quantitative";
  }
}

/* The position of a part; its title is that of the values. */
static json_t *part_position(CairnComposite *composite, const char *prefix) {
  static const char *const kept[] = {"title", "scale", "axis"};
  const CairnChannelDef *measure = composite->measure;
  json_t *def = json_object();
  json_object_set_new(def, "field",
                      json_string(*prefix ? cairn_composite_path(composite, prefix) : measure->field));
  json_object_set_new(def, "type", json_string(type_name(measure->type)));
  json_object_set_new(def, "title", json_string(measure->field));
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    cairn_composite_pass(def, kept[i], cairn_json_get(measure->node, kept[i]));
  return def;
}

void cairn_composite_add_part(CairnComposite *composite, json_t *layers, CairnPart part) {
  if (cairn_composite_has_part(composite, part.name)) {
    json_t *encoding = json_copy((json_t *)part.encoding);
    json_object_set_new(encoding, cairn_channel_name(composite->axis), part_position(composite, part.from));
    if (part.to) {
      const char *second = cairn_channel_name(cairn_channel_secondary(composite->axis));
      json_object_set_new(encoding, second,
                          json_pack("{s:s}", "field", cairn_composite_path(composite, part.to)));
    }
    json_array_append_new(layers,
                          json_pack("{s:o,s:o}", "mark", part_mark(composite, &part), "encoding", encoding));
  }
  json_decref(part.mark);
}

/* ---- The whole ---- */

/* The unit's own members around the inner layer. */
static json_t *wrap(CairnComposite *composite, json_t *inner) {
  static const char *const consumed[] = {"mark", "encoding", "params", "projection"};
  json_t *outer = json_copy((json_t *)composite->input->unit);
  for (size_t i = 0; i < G_N_ELEMENTS(consumed); i++)
    json_object_del(outer, consumed[i]);
  if (composite->origins) json_object_set(inner, "origins", composite->origins);
  json_object_set_new(outer, "layer", json_pack("[o]", inner));
  json_object_set_new(outer, "composite", json_string(composite->name)); /* what it was, for describe/ */
  return outer;
}

json_t *cairn_composite_normalize(const CairnCompositeInput *input, GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const json_t *mark = cairn_json_get(input->unit, "mark"),
               *encoding = cairn_json_get(input->unit, "encoding");
  const char *name = json_is_object(mark) ? cairn_json_string(mark, "type", "") : json_string_value(mark);
  const CairnCompositeType *type = find_type(name ? name : "");
  g_return_val_if_fail(type, NULL);
  CairnModel model = {.arena = arena, .config = (json_t *)input->config, .warnings = input->warnings};
  CairnView reader = {.model = &model};
  CairnComposite composite = {.input = input, .name = type->name, .arena = arena, .reader = &reader};
  json_t *none = cairn_composite_keep(&composite, json_object());
  composite.mark = json_is_object(mark) ? mark : none;
  composite.encoding = json_is_object(encoding) ? encoding : none;
  json_t *inner = type->normalize(&composite, error);
  return inner ? wrap(&composite, inner) : NULL;
}
