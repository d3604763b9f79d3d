#include "spec/normalize.h"

#include "base/limits.h"
#include "spec/composite.h"
#include "spec/composition.h"

#include <string.h>

static bool is_data_def(const json_t *def) {
  return cairn_json_get(def, "field") || cairn_json_get(def, "datum") ||
         strcmp(cairn_json_string(def, "aggregate", ""), "count") == 0;
}

/* Members of `over` before those of `under`. */
static json_t *merged(const json_t *under, const json_t *over) {
  json_t *result = json_is_object(under) ? json_copy((json_t *)under) : json_object();
  json_object_update(result, (json_t *)over);
  return result;
}

static json_t *merge_channel(const json_t *parent, const json_t *own) {
  const json_t *condition = cairn_json_get(own, "condition");
  if (is_data_def(own)) return merged(parent, own);
  if (is_data_def(condition)) {
    json_t *result = json_copy((json_t *)own);
    json_object_set_new(result, "condition", merged(parent, condition));
    return result;
  }
  return json_incref((json_t *)(own ? own : parent));
}

static json_t *merge_encoding(const json_t *parent, const json_t *own) {
  if (!json_is_object(parent)) return json_is_object(own) ? json_incref((json_t *)own) : json_object();
  json_t *result = json_object();
  const char *channel;
  json_t *def;
  json_object_foreach((json_t *)parent, channel, def)
    json_object_set_new(result, channel, merge_channel(def, cairn_json_get(own, channel)));
  json_object_foreach((json_t *)own, channel, def)
    if (!json_object_get(result, channel)) json_object_set(result, channel, def);
  return result;
}

static const char *mark_type(const json_t *spec) {
  const json_t *mark = cairn_json_get(spec, "mark");
  const char *type = json_is_object(mark) ? cairn_json_string(mark, "type", "") : json_string_value(mark);
  return type ? type : "";
}

static bool is_range(const json_t *encoding, const char *main, const char *secondary) {
  const json_t *def = cairn_json_get(encoding, main), *bin = cairn_json_get(def, "bin");
  bool binned = (json_is_string(bin) && strcmp(json_string_value(bin), "binned") == 0) ||
                cairn_json_boolean(bin, "binned", false);
  return cairn_json_get(encoding, secondary) && is_data_def(def) && !binned;
}

/* A line from x to x2 is a rule. */
static void replace_ranged_line(json_t *unit) {
  const json_t *encoding = cairn_json_get(unit, "encoding"), *mark = cairn_json_get(unit, "mark");
  bool ranged = is_range(encoding, "x", "x2") || is_range(encoding, "y", "y2");
  if (strcmp(mark_type(unit), "line") != 0 || !ranged) return;
  json_t *rule = json_is_object(mark) ? json_copy((json_t *)mark) : json_object();
  json_object_set_new(rule, "type", json_string("rule"));
  json_object_set_new(unit, "mark", rule);
}

typedef struct Normalizer {
  const json_t *config;
  const CairnWarnings *warnings;
} Normalizer;

static json_t *normalize_view(const Normalizer *self, const json_t *spec, const json_t *encoding, size_t depth, GError **error);

static json_t *normalize_layer(const Normalizer *self, const json_t *spec, const json_t *encoding, size_t depth, GError **error) {
  const json_t *layers = cairn_json_get(spec, "layer");
  if (!json_is_array(layers)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, spec, "layer", "\"layer\" takes a list of views");
    return NULL;
  }
  json_t *shared = merge_encoding(encoding, cairn_json_get(spec, "encoding"));
  json_t *result = json_copy((json_t *)spec), *children = json_array();
  json_object_del(result, "encoding");
  json_object_set_new(result, "layer", children);
  for (size_t i = 0; result && i < json_array_size(layers); i++) {
    json_t *child = normalize_view(self, json_array_get(layers, i), shared, depth + 1, error);
    if (child) {
      json_array_append_new(children, child);
    } else {
      json_decref(result);
      result = NULL;
    }
  }
  json_decref(shared);
  return result;
}

/* The children of a list of views, or the plot of a facet. Takes `composed`. */
static json_t *normalize_composed(const Normalizer *self, json_t *composed, const json_t *encoding, size_t depth, GError **error) {
  if (cairn_json_get(composed, "layer")) {
    json_t *layer = normalize_view(self, composed, encoding, depth + 1, error);
    json_decref(composed);
    return layer;
  }
  const json_t *views = cairn_json_get(composed, "concat");
  bool ok = true;
  if (views) {
    json_t *children = json_array();
    for (size_t i = 0; ok && i < json_array_size(views); i++) {
      json_t *child = normalize_view(self, json_array_get(views, i), NULL, depth + 1, error);
      ok = child && json_array_append_new(children, child) == 0;
    }
    json_object_set_new(composed, "concat", children);
  } else {
    json_t *child = normalize_view(self, cairn_json_get(composed, "spec"), encoding, depth + 1, error);
    ok = child && json_object_set_new(composed, "spec", child) == 0;
  }
  if (ok) return composed;
  json_decref(composed);
  return NULL;
}

/* A composite mark becomes a layer of marks that draw. Takes `unit`, which was made from `spec`. */
static json_t *replace_composite(const Normalizer *self, json_t *unit, const json_t *spec, GError **error) {
  if (!cairn_composite_is(mark_type(unit))) return unit;
  CairnCompositeInput input = {.unit = unit, .place = spec, .config = self->config, .warnings = self->warnings};
  json_t *layer = cairn_composite_normalize(&input, error);
  json_decref(unit);
  return layer;
}

static json_t *normalize_view(const Normalizer *self, const json_t *spec, const json_t *encoding, size_t depth, GError **error) {
  if (depth > CAIRN_LIMIT_SPEC_DEPTH) {
    cairn_error_at(error, CAIRN_ERROR_LIMIT, spec, NULL, "views are nested deeper than %d", CAIRN_LIMIT_SPEC_DEPTH);
    return NULL;
  }
  if (!json_is_object(spec)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, spec, NULL, "a view is an object with \"mark\" or \"layer\"");
    return NULL;
  }
  if (cairn_composition_is(spec)) {
    json_t *composed = cairn_composition_rewrite(spec, error);
    return composed ? normalize_composed(self, composed, encoding, depth, error) : NULL;
  }
  if (cairn_json_get(spec, "layer")) return normalize_layer(self, spec, encoding, depth, error);
  if (!cairn_json_get(spec, "mark")) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, spec, NULL, "a view needs \"mark\" (or \"layer\", \"hconcat\", \"vconcat\", \"concat\", \"facet\" or \"repeat\")");
    return NULL;
  }
  json_t *unit = json_copy((json_t *)spec);
  json_object_set_new(unit, "encoding", merge_encoding(encoding, cairn_json_get(spec, "encoding")));
  replace_ranged_line(unit);
  return replace_composite(self, unit, spec, error);
}

json_t *cairn_normalize(const json_t *root, const json_t *config, const CairnWarnings *warnings, GError **error) {
  const Normalizer self = {config, warnings};
  return normalize_view(&self, root, NULL, 0, error);
}
