/* Builds the tree of views from the spec. */
#include "spec/view.h"

#include "base/limits.h"
#include "spec/build.h"
#include "spec/config.h"
#include "spec/encoding.h"
#include "spec/marks.h"
#include "spec/normalize.h"
#include "spec/orientation.h"
#include "spec/overlay.h"
#include "spec/stack.h"

#include <string.h>

static const char *const marks[] = {CAIRN_MARK_NAMES};
#define SHOWN(name) #name ", "

static bool read_mark(CairnView *unit, GError **error) {
  const json_t *mark = cairn_json_get(unit->node, "mark");
  const char *type = json_is_object(mark) ? cairn_json_string(mark, "type", NULL) : json_string_value(mark);
  const void *place = json_is_object(mark) ? mark : unit->node;
  const char *key = json_is_object(mark) ? "type" : "mark";
  if (!type) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, place, key, "a mark is a name such as \"line\", or an object with \"type\"");
    return false;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strcmp(marks[i], type) == 0) unit->mark = marks[i];
  if (!unit->mark) {
    const char *near = cairn_suggest(type, marks, G_N_ELEMENTS(marks));
    cairn_error_at(error, CAIRN_ERROR_SPEC, place, key, "mark \"%s\" is not supported%s%s%s; supported are " CAIRN_MARKS(SHOWN)
                   "boxplot, errorbar and errorband",
                   type, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return false;
  }
  unit->mark_def = json_is_object(mark) ? json_copy((json_t *)mark) : json_object();
  cairn_arena_own(unit->model->arena, unit->mark_def, (GDestroyNotify)json_decref);
  return true;
}

static bool default_filled(const CairnView *unit) {
  static const char *const unfilled[] = {"point", "line", "rule"};
  for (size_t i = 0; i < G_N_ELEMENTS(unfilled); i++)
    if (strcmp(unit->mark, unfilled[i]) == 0) return cairn_mark_boolean(unit, "filled", false);
  return cairn_mark_boolean(unit, "filled", true);
}

/* cornerRadiusEnd rounds the corners away from the base line, or all of a ranged bar. */
static void round_bar_end(CairnView *unit) {
  static const char *const up[] = {"cornerRadiusTopLeft", "cornerRadiusTopRight"};
  static const char *const right[] = {"cornerRadiusTopRight", "cornerRadiusBottomRight"};
  const json_t *radius = cairn_mark_property(unit, "cornerRadiusEnd", NULL);
  if (strcmp(unit->mark, "bar") != 0 || unit->orientation == CAIRN_ORIENTATION_NONE || !radius) return;
  bool horizontal = unit->orientation == CAIRN_HORIZONTAL;
  json_t *copy = json_deep_copy(radius);
  if (unit->channels[horizontal ? CAIRN_X2 : CAIRN_Y2]) {
    json_object_set(unit->mark_def, "cornerRadius", copy);
  } else {
    for (size_t i = 0; i < 2; i++)
      json_object_set(unit->mark_def, (horizontal ? right : up)[i], copy);
  }
  json_decref(copy);
}

/* Bars side by side follow the colour domain that the spec lists, unless they have an order of their own. */
static void sort_offset(CairnView *unit) {
  const CairnChannelDef *color = unit->channels[unit->channels[CAIRN_FILL] ? CAIRN_FILL : CAIRN_COLOR];
  CairnChannelDef *offset = unit->channels[unit->channels[CAIRN_X_OFFSET] ? CAIRN_X_OFFSET : CAIRN_Y_OFFSET];
  if (!cairn_channel_def_is_field(color) || !cairn_channel_def_is_field(offset) || color->type != CAIRN_NOMINAL) return;
  json_t *domain = json_object_get(cairn_json_get(color->node, "scale"), "domain");
  if (!json_is_array(domain) || unit->n_orders || cairn_json_get(offset->node, "sort")) return;
  json_t *node = json_copy((json_t *)offset->node);
  cairn_arena_own(unit->model->arena, node, (GDestroyNotify)json_decref);
  json_object_set(node, "sort", domain);
  offset->node = node;
}

/* Marks that may overlap are drawn translucent unless an opacity is given or rows are summarised. */
static void set_default_opacity(CairnView *unit) {
  static const char *const overlapping[] = {"point", "tick", "circle", "square"};
  if (cairn_mark_property(unit, "opacity", NULL) || cairn_mark_property(unit, "fillOpacity", NULL)) return;
  for (size_t i = 0; i < G_N_ELEMENTS(overlapping); i++)
    if (strcmp(unit->mark, overlapping[i]) == 0 && !cairn_view_is_aggregate(unit))
      json_object_set_new(unit->mark_def, "opacity", json_real(0.7));
}

bool cairn_view_finish_unit(CairnView *unit, GError **error) {
  if (!read_mark(unit, error)) return false;
  unit->mark_filled = default_filled(unit);
  if (!cairn_encoding_read(unit, cairn_json_get(unit->node, "encoding"), error)) return false;
  unit->orientation = cairn_orientation_infer(unit);
  unit->stack = cairn_stack_infer(unit);
  sort_offset(unit);
  round_bar_end(unit);
  set_default_opacity(unit);
  return true;
}

CairnView *cairn_view_new(CairnView *parent, CairnModel *model, CairnViewKind kind, const json_t *node) {
  CairnView *view = cairn_arena_one(model->arena, CairnView);
  view->model = model;
  view->parent = parent;
  view->kind = kind;
  view->node = node;
  view->name = cairn_json_string(node, "name", NULL);
  return view;
}

static CairnView *build(CairnView *parent, CairnModel *model, const json_t *node, GError **error);

static CairnView *build_children(CairnView *view, const json_t *list, GError **error) {
  view->n_children = json_array_size(list);
  view->children = cairn_arena_array(view->model->arena, view->n_children, CairnView *);
  for (size_t i = 0; i < view->n_children; i++) {
    view->children[i] = build(view, view->model, json_array_get(list, i), error);
    if (!view->children[i]) return NULL;
  }
  return view;
}

/* The facet's channels, and its plot as the only child until the data tell the cells. */
static CairnView *build_facet(CairnView *view, GError **error) {
  const json_t *facet = cairn_json_get(view->node, "facet");
  for (int channel = CAIRN_ROW; channel <= CAIRN_FACET; channel++) {
    const json_t *def = cairn_json_get(facet, cairn_channel_name((CairnChannel)channel));
    if (!json_is_object(def)) continue;
    view->channels[channel] = cairn_channel_def_new(view, (CairnChannel)channel, def, error);
    if (!view->channels[channel]) return NULL;
  }
  json_t *list = json_pack("[O]", cairn_json_get(view->node, "spec"));
  cairn_arena_own(view->model->arena, list, (GDestroyNotify)json_decref);
  return build_children(view, list, error);
}

static CairnView *build(CairnView *parent, CairnModel *model, const json_t *node, GError **error) {
  const json_t *layers = cairn_json_get(node, "layer"), *views = cairn_json_get(node, "concat");
  if (views) return build_children(cairn_view_new(parent, model, CAIRN_VIEW_CONCAT, node), views, error);
  if (cairn_json_get(node, "facet")) return build_facet(cairn_view_new(parent, model, CAIRN_VIEW_FACET, node), error);
  if (layers) return build_children(cairn_view_new(parent, model, CAIRN_VIEW_LAYER, node), layers, error);
  CairnView *unit = cairn_view_new(parent, model, CAIRN_VIEW_UNIT, node);
  if (!cairn_view_finish_unit(unit, error)) return NULL;
  return cairn_overlay_apply(unit, error);
}

CairnModel *cairn_model_new(CairnArena *arena, const json_t *root, const CairnLook *look, const CairnWarnings *warnings,
                            GError **error) {
  CairnModel *model = cairn_arena_one(arena, CairnModel);
  model->arena = arena;
  model->warnings = warnings;
  model->usermeta = cairn_json_get(cairn_json_get(root, "usermeta"), "cairn");
  model->locale = cairn_locale_or_us(look->locale);
  model->config = cairn_config_new(root, look, error);
  if (!model->config) return NULL;
  cairn_arena_own(arena, model->config, (GDestroyNotify)json_decref);
  model->root = cairn_normalize(root, model->config, warnings, error);
  if (!model->root) return NULL;
  cairn_arena_own(arena, model->root, (GDestroyNotify)json_decref);
  model->view = build(NULL, model, model->root, error);
  return model->view ? model : NULL;
}

bool cairn_view_each_unit(CairnView *view, bool (*visit)(CairnView *unit, void *data), void *data) {
  if (view->kind == CAIRN_VIEW_UNIT) return visit(view, data);
  for (size_t i = 0; i < view->n_children; i++)
    if (!cairn_view_each_unit(view->children[i], visit, data)) return false;
  return true;
}
