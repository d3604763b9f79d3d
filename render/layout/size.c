#include "layout/size.h"

#include "base/limits.h"

#include <string.h>

typedef struct Dimension {
  const char *key;       /* "width" */
  CairnChannel channel;
  const char *continuous, *discrete; /* members of config.view */
} Dimension;

static const Dimension horizontal = {"width", CAIRN_X, "continuousWidth", "discreteWidth"};
static const Dimension vertical = {"height", CAIRN_Y, "continuousHeight", "discreteHeight"};

/* The size that the view gives, or else the first of its children that gives one; NULL when none does. */
static const json_t *given_size(const CairnView *view, const char *key, const CairnView **giver) {
  const json_t *size = cairn_json_get(view->node, key);
  *giver = view;
  for (size_t i = 0; !size && i < view->n_children; i++)
    size = given_size(view->children[i], key, giver);
  return size;
}

static CairnScaleBinding *find_binding(const CairnView *view, CairnChannel channel) {
  CairnScaleBinding *binding = view->bindings[channel];
  for (size_t i = 0; !binding && i < view->n_children; i++)
    binding = find_binding(view->children[i], channel);
  return binding;
}

static bool has_arc(const CairnView *view) {
  bool found = view->mark && strcmp(view->mark, "arc") == 0;
  for (size_t i = 0; !found && i < view->n_children; i++)
    found = has_arc(view->children[i]);
  return found;
}

static double stepped(const CairnScaleBinding *binding, const json_t *step) {
  double px = cairn_json_number(step, "step", 20);
  bool is_for_position = strcmp(cairn_json_string(step, "for", "offset"), "position") == 0;
  return cairn_scale_position_step(binding, px, !is_for_position) * cairn_scale_steps(binding);
}

static bool is_stepped(const CairnScaleBinding *binding) {
  return binding && (binding->type == CAIRN_SCALE_BAND || binding->type == CAIRN_SCALE_POINT);
}

/* What the configuration says of a size that the spec leaves open. */
static double default_size(const CairnView *view, const Dimension *dimension, const CairnScaleBinding *binding) {
  const json_t *config = cairn_config_get(view->model, NULL, "view");
  double continuous = cairn_json_number(config, dimension->continuous, 300);
  const json_t *discrete = cairn_json_get(config, dimension->discrete);
  bool has_step = !discrete || json_is_object(discrete);
  if (binding && !is_stepped(binding)) return continuous;
  if (!binding && has_arc(view)) return continuous;
  if (!has_step) return json_number_value(discrete);
  double px = cairn_json_number(discrete, "step", cairn_json_number(config, "step", 20));
  if (!binding) return px;
  json_t *step = json_pack("{s:f}", "step", px);
  double size = stepped(binding, step);
  json_decref(step);
  return size;
}

/* "container" is the room that a web page has; without one it is the default of a continuous size. */
static bool is_container(const json_t *size) {
  return g_strcmp0(json_string_value(size), "container") == 0;
}

static bool resolve(CairnView *view, const Dimension *dimension, double *out, GError **error) {
  const CairnView *giver;
  const json_t *size = given_size(view, dimension->key, &giver);
  const CairnScaleBinding *binding = find_binding(view, dimension->channel);
  if (json_is_number(size)) *out = json_number_value(size);
  else if (is_container(size) && !view->parent) *out = cairn_json_number(cairn_config_get(view->model, NULL, "view"), dimension->continuous, 300);
  else if (cairn_json_get(size, "step") && is_stepped(binding)) *out = stepped(binding, size);
  else *out = default_size(view, dimension, binding);
  if (*out >= 0 && *out <= CAIRN_LIMIT_CHART_SIDE) return true;
  cairn_error_at(error, CAIRN_ERROR_LIMIT, giver->node, size ? dimension->key : NULL, "the %s of the plot is %g px; it may be 0 to %d",
                 dimension->key, *out, CAIRN_LIMIT_CHART_SIDE);
  return false;
}

/* Sizes by steps follow from the data and cannot be fitted. */
static bool follows_steps(const CairnView *view, const Dimension *dimension) {
  const CairnView *giver;
  const json_t *size = given_size(view, dimension->key, &giver);
  return !json_is_number(size) && !is_container(size) && is_stepped(find_binding(view, dimension->channel));
}

void cairn_size_set(CairnView *view, double width, double height) {
  view->width = width;
  view->height = height;
  for (size_t i = 0; i < view->n_children; i++)
    cairn_size_set(view->children[i], width, height);
}

bool cairn_size_views(CairnView *view, GError **error) {
  double width, height;
  if (view->kind == CAIRN_VIEW_CONCAT || view->kind == CAIRN_VIEW_FACET) {
    for (size_t i = 0; i < view->n_children; i++)
      if (!cairn_size_views(view->children[i], error)) return false;
    /* Scales that the plots share take their ranges from the first. */
    view->width = view->n_children ? view->children[0]->width : 0;
    view->height = view->n_children ? view->children[0]->height : 0;
    return true;
  }
  if (!resolve(view, &horizontal, &width, error) || !resolve(view, &vertical, &height, error)) return false;
  cairn_size_set(view, width, height);
  return true;
}

static void read_autosize(const json_t *autosize, const char **type, const char **contains) {
  *type = json_is_object(autosize) ? cairn_json_string(autosize, "type", *type) : json_is_string(autosize) ? json_string_value(autosize) : *type;
  *contains = cairn_json_string(autosize, "contains", *contains);
}

CairnFit cairn_size_fit(const CairnView *root) {
  bool x = is_container(cairn_json_get(root->node, "width")), y = is_container(cairn_json_get(root->node, "height"));
  const char *type = x && y ? "fit" : x ? "fit-x" : y ? "fit-y" : "pad", *contains = x || y ? "padding" : "content";
  read_autosize(cairn_config_get(root->model, NULL, "autosize"), &type, &contains);
  read_autosize(cairn_json_get(root->node, "autosize"), &type, &contains);
  bool fit = strcmp(type, "fit") == 0;
  CairnFit result = {fit || strcmp(type, "fit-x") == 0, fit || strcmp(type, "fit-y") == 0, strcmp(contains, "padding") == 0, strcmp(type, "none") == 0};
  result.x &= !follows_steps(root, &horizontal);
  result.y &= !follows_steps(root, &vertical);
  return result;
}
