#include "selection_spec.h"

#include "base/limits.h"
#include "scale/resolve.h"
#include "spec/view.h"
#include "table/json_value.h"

#include <string.h>

static const char *const containers[] = {"layer", "concat", "hconcat", "vconcat"};

typedef struct Walk {
  bool (*visit)(json_t *view, void *data); /* false: stop */
  void *data;
} Walk;

static bool each_view(const Walk *walk, json_t *view, size_t depth) {
  if (depth > CAIRN_LIMIT_SPEC_DEPTH || !json_is_object(view)) return true;
  if (!walk->visit(view, walk->data)) return false;
  json_t *inner = json_object_get(view, "spec");
  if (inner && !each_view(walk, inner, depth + 1)) return false;
  for (size_t k = 0; k < G_N_ELEMENTS(containers); k++) {
    json_t *views = json_object_get(view, containers[k]);
    for (size_t i = 0; i < json_array_size(views); i++)
      if (!each_view(walk, json_array_get(views, i), depth + 1)) return false;
  }
  return true;
}

/* ---- Selections of named views ---- */

typedef struct Assignment {
  json_t *root;
  const char *view;
  json_t *param;
  bool found;
} Assignment;

static bool assign_to(json_t *view, void *data) {
  Assignment *assignment = data;
  if (view == assignment->root || strcmp(cairn_json_string(view, "name", ""), assignment->view) != 0)
    return true;
  json_t *params = json_object_get(view, "params");
  if (!json_is_array(params)) json_object_set_new(view, "params", params = json_array());
  json_array_append(params, assignment->param);
  assignment->found = true;
  return true;
}

/* A view is named by itself or by the path to it, of which the last name is its own. */
static const char *view_name(const json_t *view) {
  return json_string_value(json_is_array(view) ? json_array_get(view, json_array_size(view) - 1) : view);
}

void cairn_selections_assign(json_t *root) {
  json_t *params = json_object_get(root, "params");
  for (size_t i = json_array_size(params); i > 0; i--) {
    json_t *param = json_array_get(params, i - 1), *views = json_object_get(param, "views");
    Assignment assignment = {.root = root, .param = param};
    Walk walk = {assign_to, &assignment};
    for (size_t k = 0; json_object_get(param, "select") && k < json_array_size(views); k++)
      if ((assignment.view = view_name(json_array_get(views, k)))) each_view(&walk, root, 0);
    if (assignment.found) json_array_remove(params, i - 1);
  }
}

/* ---- Finding one ---- */

typedef struct Search {
  const char *name;
  const json_t *param, *view;
} Search;

static bool look(json_t *view, void *data) {
  Search *search = data;
  const json_t *params = json_object_get(view, "params");
  for (size_t i = 0; i < json_array_size(params) && !search->param; i++) {
    const json_t *param = json_array_get(params, i);
    if (!cairn_json_get(param, "select") || strcmp(cairn_json_string(param, "name", ""), search->name) != 0)
      continue;
    search->param = param;
    search->view = view;
  }
  return !search->param;
}

/* The selection `name` below `root`, and the view that has it; NULL without. Both are borrowed. */
static const json_t *find_selection(const json_t *root, const char *name, const json_t **view) {
  Search search = {.name = name};
  Walk walk = {look, &search};
  each_view(&walk, (json_t *)root, 0);
  *view = search.view;
  return search.param;
}

/* ---- Values ---- */

typedef struct FieldSearch {
  const char *channel;
  const json_t *def;
} FieldSearch;

static bool look_for_def(json_t *view, void *data) {
  FieldSearch *search = data;
  search->def = cairn_json_get(cairn_json_get(view, "encoding"), search->channel);
  if (!search->def) return true;
  const json_t *condition = cairn_json_get(search->def, "condition");
  if (!cairn_json_get(search->def, "field") && cairn_json_get(condition, "field")) search->def = condition;
  return false;
}

/* The definition of a channel in the view or in its layers; NULL without. */
static const json_t *channel_node(const json_t *view, const char *channel) {
  FieldSearch search = {.channel = channel};
  Walk walk = {look_for_def, &search};
  each_view(&walk, (json_t *)view, 0);
  return search.def;
}

/* ---- Scales that follow a selection ---- */

static void bind_scales(json_t *view, const json_t *param) {
  const json_t *select = cairn_json_get(param, "select");
  const char *type = json_is_object(select) ? cairn_json_string(select, "type", "") : json_string_value(select);
  if (g_strcmp0(type, "interval") != 0 || strcmp(cairn_json_string(param, "bind", ""), "scales") != 0) return;
  const char *key;
  json_t *bounds;
  json_object_foreach((json_t *)cairn_json_get(param, "value"), key, bounds) {
    json_t *def = (json_t *)channel_node(view, key), *scale = json_object_get(def, "scale");
    if (!json_is_object(def) || json_array_size(bounds) != 2 || json_is_null(scale)) continue;
    if (!scale) json_object_set_new(def, "scale", scale = json_object());
    if (json_is_object(scale)) json_object_set(scale, "domainRaw", bounds);
  }
}

static bool bind_view(json_t *view, void *data) {
  (void)data;
  const json_t *params = json_object_get(view, "params");
  for (size_t i = 0; i < json_array_size(params); i++)
    bind_scales(view, json_array_get(params, i));
  return true;
}

void cairn_selections_bind_scales(json_t *root) {
  Walk walk = {.visit = bind_view};
  each_view(&walk, root, 0);
}

const json_t *cairn_selection_domain(const json_t *root, const json_t *reference) {
  const json_t *view, *param = find_selection(root, cairn_json_string(reference, "param", ""), &view);
  const json_t *value = cairn_json_get(param, "value");
  const char *encoding = cairn_json_string(reference, "encoding", NULL),
             *field = cairn_json_string(reference, "field", NULL);
  const char *key;
  json_t *bounds;
  json_object_foreach((json_t *)value, key, bounds) {
    const char *own = cairn_json_string(channel_node(view, key), "field", key);
    bool wanted = encoding ? strcmp(encoding, key) == 0 : field ? strcmp(field, own) == 0 : true;
    if (wanted && json_array_size(bounds) >= 2) return bounds;
  }
  return NULL;
}

static json_t *constant_node(CairnTransformRun *run, const json_t *def, const json_t *value) {
  if (json_is_array(value)) {
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(value); i++)
      json_array_append_new(list, constant_node(run, def, json_array_get(value, i)));
    return list;
  }
  CairnChannelDef typed = {
      .type = strcmp(cairn_json_string(def, "type", ""), "temporal") == 0 ? CAIRN_TEMPORAL : CAIRN_TYPE_NONE};
  CairnValue constant = cairn_scale_constant(run->arena, &typed, value, run->expressions.zone);
  return constant.kind == CAIRN_TIME ? json_real(constant.number) : json_incref((json_t *)value);
}

static void add_values(CairnTransformRun *run, const json_t *view, const json_t *tuple, bool is_interval,
                       json_t *fields) {
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)tuple, key, value) {
    const json_t *def = channel_node(view, key);
    const char *field = cairn_json_string(def, "field", key);
    json_t *node = constant_node(run, def, value);
    if (is_interval) {
      json_object_set_new(fields, field, node);
      continue;
    }
    if (!json_object_get(fields, field)) json_object_set_new(fields, field, json_array());
    json_array_append_new(json_object_get(fields, field), node);
  }
}

CairnValue cairn_selection_signal(CairnTransformRun *run, const json_t *view, const json_t *param) {
  const json_t *given = cairn_json_get(param, "value"), *select = cairn_json_get(param, "select");
  const char *type =
      json_is_object(select) ? cairn_json_string(select, "type", "") : json_string_value(select);
  bool is_interval = type && strcmp(type, "interval") == 0;
  if (given && !json_is_object(given) && !json_is_array(given))
    return cairn_value_from_json(run->arena, given);
  json_t *fields = json_object();
  if (json_is_object(given)) add_values(run, view, given, is_interval, fields);
  for (size_t i = 0; i < json_array_size(given); i++)
    add_values(run, view, json_array_get(given, i), is_interval, fields);
  CairnValue values = cairn_value_from_json(run->arena, fields);
  json_decref(fields);
  return values;
}
