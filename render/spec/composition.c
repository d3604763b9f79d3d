#include "spec/composition.h"

#include "base/limits.h"
#include "spec/view.h"

#include <string.h>

static const char *const facet_channels[] = {"row", "column", "facet"};

static bool has_facet_channel(const json_t *spec) {
  const json_t *encoding = cairn_json_get(spec, "encoding");
  for (size_t i = 0; i < G_N_ELEMENTS(facet_channels); i++)
    if (json_is_object(cairn_json_get(encoding, facet_channels[i]))) return true;
  return false;
}

bool cairn_composition_is(const json_t *spec) {
  static const char *const kinds[] = {"hconcat", "vconcat", "concat", "repeat"};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (cairn_json_get(spec, kinds[i])) return true;
  return has_facet_channel(spec) || (cairn_json_get(spec, "facet") && cairn_json_get(spec, "spec"));
}

/* ---- Lists ---- */

static json_t *rewrite_list(const json_t *spec, const char *key, bool in_one_column, bool in_one_row,
                            GError **error) {
  const json_t *views = cairn_json_get(spec, key);
  if (!json_is_array(views)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, spec, key, "\"%s\" takes a list of views", key);
    return NULL;
  }
  json_t *result = json_copy((json_t *)spec);
  json_incref((json_t *)views);
  json_object_del(result, key);
  json_object_set_new(result, "concat", (json_t *)views);
  if (in_one_column) json_object_set_new(result, "columns", json_integer(1));
  if (in_one_row) json_object_set_new(result, "columns", json_integer((json_int_t)json_array_size(views)));
  return result;
}

/* ---- Repeats ---- */

/* The spec with {"repeat": name} replaced by `field`. */
static json_t *with_field(const json_t *node, const char *name, const json_t *field, size_t depth) {
  const char *repeat =
      json_is_object(node) && json_object_size(node) == 1 ? cairn_json_string(node, "repeat", NULL) : NULL;
  if (repeat && strcmp(repeat, name) == 0) return json_incref((json_t *)field);
  if (depth > CAIRN_LIMIT_SPEC_DEPTH || (!json_is_object(node) && !json_is_array(node)))
    return json_incref((json_t *)node);
  json_t *copy = json_is_object(node) ? json_object() : json_array();
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)node, key, member) {
    bool data = strcmp(key, "data") == 0 || strcmp(key, "datasets") == 0;
    json_object_set_new(copy, key, data ? json_incref(member) : with_field(member, name, field, depth + 1));
  }
  for (size_t i = 0; i < json_array_size(node); i++)
    json_array_append_new(copy, with_field(json_array_get(node, i), name, field, depth + 1));
  return copy;
}

/* One view for each field of `fields`, made from each of `views`, which this takes. */
static json_t *repeat_over(json_t *views, const char *name, const json_t *fields) {
  if (!json_is_array(fields)) return views;
  json_t *result = json_array();
  for (size_t i = 0; i < json_array_size(views); i++)
    for (size_t k = 0; k < json_array_size(fields); k++)
      json_array_append_new(result, with_field(json_array_get(views, i), name, json_array_get(fields, k), 0));
  json_decref(views);
  return result;
}

static json_t *without(const json_t *spec, const char *first, const char *second) {
  json_t *result = json_copy((json_t *)spec);
  json_object_del(result, first);
  json_object_del(result, second);
  return result;
}

static json_t *rewrite_repeat(const json_t *spec, GError **error) {
  const json_t *repeat = cairn_json_get(spec, "repeat"), *child = cairn_json_get(spec, "spec");
  const json_t *rows = cairn_json_get(repeat, "row"), *columns = cairn_json_get(repeat, "column"),
               *layers = cairn_json_get(repeat, "layer");
  if (!json_is_object(child) || !(json_is_array(repeat) || rows || columns || layers)) {
    cairn_error_at(
        error, CAIRN_ERROR_SPEC, spec, json_is_object(child) ? "repeat" : NULL,
        "\"repeat\" takes a list of fields or an object with \"row\", \"column\" or \"layer\", and needs a \"spec\"");
    return NULL;
  }
  json_t *view = json_incref((json_t *)child);
  if (layers) {
    json_t *list = repeat_over(json_pack("[o]", view), "layer", layers);
    view = json_pack("{s:o}", "layer", list);
  }
  json_t *result = without(spec, "repeat", "spec");
  if (layers && !rows && !columns) {
    json_object_update(result, view);
    json_decref(view);
    return result;
  }
  json_t *views = json_pack("[o]", view);
  if (json_is_array(repeat)) views = repeat_over(views, "repeat", repeat);
  views = repeat_over(repeat_over(views, "row", rows), "column", columns);
  size_t n_columns = json_is_array(columns)  ? json_array_size(columns)
                     : json_is_array(repeat) ? json_array_size(views)
                                             : 1;
  json_object_set_new(result, "concat", views);
  if (!json_object_get(result, "align")) json_object_set_new(result, "align", json_string("all"));
  if (!json_object_get(result, "columns"))
    json_object_set_new(result, "columns", json_integer((json_int_t)MAX(n_columns, 1)));
  return result;
}

/* ---- Facet channels ---- */

/* Members that stay with the plots; all others belong to the facet around them. */
static bool belongs_to_plot(const char *key) {
  static const char *const keys[] = {"mark", "layer",  "encoding",   "width", "height",
                                     "view", "params", "projection", "name"};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
    if (strcmp(keys[i], key) == 0) return true;
  return false;
}

/* The layout that a channel asks for: of rows or of columns alone, but for a facet in rows. */
static void move_layout(json_t *view, const char *channel, const char *property, json_t *value) {
  if (!value) return;
  if (strcmp(channel, "facet") == 0) {
    json_object_set(view, property, value);
    return;
  }
  json_t *sides = json_object_get(view, property);
  sides = json_is_object(sides) ? json_deep_copy(sides) : json_object();
  json_object_set(sides, channel, value);
  json_object_set_new(view, property, sides);
}

static json_t *rewrite_channels(const json_t *spec) {
  static const char *const layout[] = {"columns", "spacing", "align", "center", "bounds"};
  json_t *result = json_object(), *child = json_object(), *facet = json_object();
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)spec, key, member)
      json_object_set(belongs_to_plot(key) ? child : result, key, member);
  json_t *encoding = json_copy(json_object_get(spec, "encoding"));
  for (size_t i = 0; i < G_N_ELEMENTS(facet_channels); i++) {
    json_t *def = json_object_get(encoding, facet_channels[i]);
    if (!def) continue;
    json_object_set(facet, facet_channels[i], def);
    for (size_t k = 0; k < G_N_ELEMENTS(layout); k++)
      move_layout(result, facet_channels[i], layout[k], json_object_get(def, layout[k]));
    json_object_del(encoding, facet_channels[i]);
  }
  json_object_set_new(child, "encoding", encoding);
  json_object_set_new(result, "facet", facet);
  json_object_set_new(result, "spec", child);
  return result;
}

/* {"facet": {"field": f}} is short for one channel. */
static json_t *rewrite_facet(const json_t *spec) {
  const json_t *facet = cairn_json_get(spec, "facet");
  json_t *result = json_copy((json_t *)spec);
  if (!cairn_json_get(facet, "row") && !cairn_json_get(facet, "column") && !cairn_json_get(facet, "facet"))
    json_object_set_new(result, "facet", json_pack("{s:O}", "facet", (json_t *)facet));
  return result;
}

json_t *cairn_composition_rewrite(const json_t *spec, GError **error) {
  if (has_facet_channel(spec)) return rewrite_channels(spec);
  if (cairn_json_get(spec, "facet")) return rewrite_facet(spec);
  if (cairn_json_get(spec, "repeat")) return rewrite_repeat(spec, error);
  if (cairn_json_get(spec, "hconcat")) return rewrite_list(spec, "hconcat", false, true, error);
  if (cairn_json_get(spec, "vconcat")) return rewrite_list(spec, "vconcat", true, false, error);
  return rewrite_list(spec, "concat", false, false, error);
}
