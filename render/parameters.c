#include "parameters.h"

#include "base/limits.h"
#include "selection_spec.h"
#include "spec/view.h"
#include "table/json_value.h"

#include <math.h>
#include <string.h>

static json_t *json_from_value(CairnArena *arena, CairnValue value) {
  switch (value.kind) {
  case CAIRN_BOOLEAN: return json_boolean(value.boolean);
  case CAIRN_NUMBER:
  case CAIRN_TIME: return isfinite(value.number) ? json_real(value.number) : json_null();
  case CAIRN_STRING: return json_string(value.string);
  case CAIRN_ARRAY: {
    json_t *array = json_array();
    for (size_t i = 0; i < value.array->n; i++)
      json_array_append_new(array, json_from_value(arena, value.array->items[i]));
    return array;
  }
  case CAIRN_OBJECT: {
    if (value.object->text) return json_string(value.object->text);
    json_t *object = json_object();
    for (size_t i = 0; i < value.object->n; i++)
      json_object_set_new(object, value.object->keys[i], json_from_value(arena, value.object->values[i]));
    return object;
  }
  default: return json_null();
  }
}

/* ---- Values of the parameters ---- */

typedef struct Signals {
  const char **names;
  CairnValue *values;
  size_t n;
} Signals;

static void add(CairnTransformRun *run, Signals *signals, const char *name, CairnValue value) {
  signals->names[signals->n] = name;
  signals->values[signals->n++] = value;
  run->scope = (CairnExprScope){signals->names, signals->n};
  run->expressions.signals = signals->values;
}

static bool evaluate(CairnTransformRun *run, const json_t *node, const char *source, CairnValue *out, GError **error) {
  GError *inner = NULL;
  CairnExpr *expression = cairn_expr_parse(run->arena, source, &run->scope, &inner);
  run->expressions.arena = run->arena;
  if (expression && cairn_expr_evaluate(expression, &run->expressions, 0, out, &inner)) return true;
  cairn_error_place_at(inner, node, "expr");
  g_propagate_error(error, inner);
  return false;
}

/* `view` has the parameter. */
static bool read_parameter(CairnTransformRun *run, Signals *signals, const json_t *view, const json_t *param, GError **error) {
  const char *name = cairn_json_string(param, "name", NULL), *source = cairn_json_string(param, "expr", NULL);
  const json_t *given = cairn_json_get(param, "value");
  CairnValue value = cairn_value_null();
  if (!name) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, param, NULL, "a parameter needs a \"name\"");
    return false;
  }
  if (source && !evaluate(run, param, source, &value, error)) return false;
  if (cairn_json_get(param, "select")) value = cairn_selection_signal(run, view, param);
  else if (given) value = cairn_value_from_json(run->arena, given);
  add(run, signals, name, value);
  return true;
}

/* ---- References to them ---- */

/* An object that is nothing but {"expr": text}. */
static const char *reference_source(const json_t *node) {
  return json_is_object(node) && json_object_size(node) == 1 ? cairn_json_string(node, "expr", NULL) : NULL;
}

/* The value of a reference; NULL without an error when it depends on a row or on a scale. */
static json_t *resolve_reference(CairnTransformRun *run, const json_t *node, const char *source, GError **error) {
  GError *inner = NULL;
  CairnExpr *expression = cairn_expr_parse(run->arena, source, &run->scope, &inner);
  CairnValue value;
  run->expressions.arena = run->arena;
  if (expression && (cairn_expr_uses_datum(expression) || cairn_expr_asks_chart(expression))) return NULL;
  if (expression && cairn_expr_evaluate(expression, &run->expressions, 0, &value, &inner)) return json_from_value(run->arena, value);
  cairn_error_place_at(inner, node, "expr");
  g_propagate_error(error, inner);
  return NULL;
}

/* What replacing references needs. */
typedef struct Replacement {
  CairnTransformRun *run;
  const json_t *root;
} Replacement;

static bool replace_references(const Replacement *to, json_t *node, size_t depth, GError **error);

/* Data are not the spec's: what looks like a reference there is a value. */
static bool is_data(const char *key) {
  return strcmp(key, "data") == 0 || strcmp(key, "datasets") == 0 || strcmp(key, "params") == 0 || strcmp(key, "usermeta") == 0;
}

/* A raw domain, once its expression has a value, stands before all that would shape another one. */
static void use_raw_domain(json_t *scale) {
  static const char *const others[] = {"domainRaw", "domainMin", "domainMax", "domainMid", "padding", "zero"};
  json_t *raw = json_object_get(scale, "domainRaw");
  if (json_is_array(raw)) {
    json_object_set(scale, "domain", raw);
    json_object_set_new(scale, "nice", json_false());
    for (size_t i = 1; i < G_N_ELEMENTS(others); i++)
      json_object_del(scale, others[i]);
  }
  json_object_del(scale, others[0]);
}

static bool replace_in_object(const Replacement *to, json_t *object, size_t depth, GError **error) {
  const char *key;
  json_t *member;
  void *next;
  json_object_foreach_safe(object, next, key, member) {
    if (is_data(key)) continue;
    const char *source = reference_source(member);
    GError *inner = NULL;
    json_t *value = source ? resolve_reference(to->run, member, source, &inner) : NULL;
    if (inner) {
      g_propagate_error(error, inner);
      return false;
    }
    if (value) json_object_set_new(object, key, value);
    else if (!replace_references(to, member, depth + 1, error)) return false;
    if (value || strcmp(key, "scale") != 0) continue;
    const json_t *domain = cairn_json_get(member, "domain");
    const json_t *selected = cairn_json_get(domain, "param") ? cairn_selection_domain(to->root, domain) : NULL;
    if (selected) {
      json_object_set(member, "domainRaw", (json_t *)selected);
      json_object_set_new(member, CAIRN_SELECTED_DOMAIN, json_true());
    }
    if (cairn_json_get(member, "domainRaw")) use_raw_domain(member);
  }
  return true;
}

static bool replace_references(const Replacement *to, json_t *node, size_t depth, GError **error) {
  if (depth > 2 * CAIRN_LIMIT_SPEC_DEPTH) return true;
  if (json_is_object(node)) return replace_in_object(to, node, depth, error);
  for (size_t i = 0; i < json_array_size(node); i++) {
    json_t *item = json_array_get(node, i);
    const char *source = reference_source(item);
    GError *inner = NULL;
    json_t *value = source ? resolve_reference(to->run, item, source, &inner) : NULL;
    if (inner) {
      g_propagate_error(error, inner);
      return false;
    }
    if (value) json_array_set_new(node, i, value);
    else if (!replace_references(to, item, depth + 1, error)) return false;
  }
  return true;
}

/* ---- Selections of views inside others ---- */

static const char *const containers[] = {"layer", "concat", "hconcat", "vconcat"};

/* Visits the selections of the views inside `view`, which expressions may name as if they were its own. */
static bool each_selection(const json_t *view, size_t depth, bool (*visit)(const json_t *owner, const json_t *param, void *data), void *data) {
  if (depth > CAIRN_LIMIT_SPEC_DEPTH) return true;
  const json_t *params = depth > 0 ? cairn_json_get(view, "params") : NULL;
  for (size_t i = 0; i < json_array_size(params); i++)
    if (cairn_json_get(json_array_get(params, i), "select") && !visit(view, json_array_get(params, i), data)) return false;
  const json_t *inner = cairn_json_get(view, "spec");
  if (inner && !each_selection(inner, depth + 1, visit, data)) return false;
  for (size_t k = 0; k < G_N_ELEMENTS(containers); k++) {
    const json_t *views = cairn_json_get(view, containers[k]);
    for (size_t i = 0; i < json_array_size(views); i++)
      if (!each_selection(json_array_get(views, i), depth + 1, visit, data)) return false;
  }
  return true;
}

static bool count(const json_t *owner, const json_t *param, void *data) {
  (void)owner;
  (void)param;
  ++*(size_t *)data;
  return true;
}

typedef struct Reading {
  CairnTransformRun *run;
  Signals *signals;
  GError **error;
} Reading;

static bool read_selection(const json_t *owner, const json_t *param, void *data) {
  Reading *reading = data;
  return read_parameter(reading->run, reading->signals, owner, param, reading->error);
}

/* The size that expressions see: the one given, or that of a plot whose scale is continuous, or one step without a scale. */
static double size_signal(const json_t *root, const char *key, const char *channel) {
  const json_t *encoding = cairn_json_get(root, "encoding");
  bool has_scale = !cairn_json_get(root, "mark") || cairn_json_get(encoding, channel) || cairn_json_get(encoding, "theta");
  return cairn_json_number(root, key, has_scale ? 300 : 20);
}

bool cairn_parameters_read(CairnTransformRun *run, json_t *root, GError **error) {
  cairn_selections_assign(root);
  cairn_selections_bind_scales(root);
  const json_t *params = cairn_json_get(root, "params");
  const json_t *defaults = cairn_json_get(cairn_json_get(root, "config"), "params");
  size_t n = json_array_size(params) + json_array_size(defaults) + 2;
  each_selection(root, 0, count, &n);
  Signals signals = {cairn_arena_array(run->arena, n, const char *), cairn_arena_array(run->arena, n, CairnValue), 0};
  add(run, &signals, "width", cairn_value_number(size_signal(root, "width", "x")));
  add(run, &signals, "height", cairn_value_number(size_signal(root, "height", "y")));
  for (size_t i = 0; i < json_array_size(defaults); i++)
    if (!read_parameter(run, &signals, root, json_array_get(defaults, i), error)) return false;
  for (size_t i = 0; i < json_array_size(params); i++)
    if (!read_parameter(run, &signals, root, json_array_get(params, i), error)) return false;
  Reading reading = {run, &signals, error};
  Replacement to = {run, root};
  return each_selection(root, 0, read_selection, &reading) && replace_references(&to, root, 0, error);
}
