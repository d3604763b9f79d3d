#include "spec/overlay.h"

#include "spec/build.h"

#include <string.h>

/* What an overlay adds to its mark: an object to keep, or NULL when none is wanted. */
static json_t *overlay_definition(const CairnView *unit, const char *property) {
  const json_t *wanted = cairn_json_get(unit->mark_def, property);
  if (!wanted) wanted = cairn_config_get(unit->model, unit->mark, property);
  if (json_is_string(wanted) && strcmp(json_string_value(wanted), "transparent") == 0)
    return json_pack("{s:i}", "opacity", 0);
  if (json_is_object(wanted)) return json_incref((json_t *)wanted);
  if (json_is_true(wanted)) return json_object();
  bool shaped = strcmp(property, "point") == 0 && cairn_json_get(cairn_json_get(unit->node, "encoding"), "shape");
  return !wanted && shaped ? json_object() : NULL;
}

static void copy_members(json_t *to, const json_t *from, const char *const *members) {
  for (; *members; members++) {
    const json_t *value = cairn_json_get(from, *members);
    if (value) json_object_set(to, *members, (json_t *)value);
  }
}

/* The encoding of an overlay: at the edge of a stack, and with no second position. */
static json_t *overlay_encoding(const CairnView *unit) {
  static const char *const offsets[] = {"zero", "center", "normalize"};
  json_t *encoding = json_copy(json_object_get(unit->node, "encoding"));
  if (!encoding) encoding = json_object();
  if (unit->stack) {
    const char *channel = cairn_channel_name(unit->stack->channel);
    json_t *def = json_copy(json_object_get(encoding, channel));
    json_object_set_new(def, "stack", json_string(offsets[unit->stack->offset]));
    json_object_set_new(encoding, channel, def);
  }
  json_object_del(encoding, "x2");
  json_object_del(encoding, "y2");
  return encoding;
}

static CairnView *new_child(CairnView *layer, json_t *mark, json_t *encoding, GError **error) {
  json_t *node = json_pack("{s:o,s:o}", "mark", mark, "encoding", encoding);
  cairn_arena_own(layer->model->arena, node, (GDestroyNotify)json_decref);
  CairnView *child = cairn_view_new(layer, layer->model, CAIRN_VIEW_UNIT, node);
  if (!cairn_view_finish_unit(child, error)) return NULL;
  layer->children[layer->n_children++] = child;
  return child;
}

static bool add_base(CairnView *layer, const CairnView *unit, GError **error) {
  const json_t *mark = cairn_json_get(unit->node, "mark");
  json_t *definition = json_is_object(mark) ? json_copy((json_t *)mark) : json_pack("{s:s}", "type", unit->mark);
  json_object_del(definition, "point");
  json_object_del(definition, "line");
  bool given = cairn_mark_property(unit, "opacity", NULL) || cairn_mark_property(unit, "fillOpacity", NULL);
  if (strcmp(unit->mark, "area") == 0 && !given) json_object_set_new(definition, "opacity", json_real(0.7));
  json_t *encoding = json_copy(json_object_get(unit->node, "encoding"));
  if (!encoding) encoding = json_object();
  json_object_del(encoding, "shape");
  CairnView *child = new_child(layer, definition, encoding, error);
  if (child) child->name = unit->name;
  return child != NULL;
}

static bool add_line(CairnView *layer, const CairnView *unit, const json_t *line, GError **error) {
  static const char *const kept[] = {"clip", "interpolate", "tension", "tooltip", NULL};
  json_t *mark = json_object();
  copy_members(mark, unit->mark_def, kept);
  json_object_update(mark, (json_t *)line);
  json_object_set_new(mark, "type", json_string("line"));
  return new_child(layer, mark, overlay_encoding(unit), error) != NULL;
}

static bool add_points(CairnView *layer, const CairnView *unit, const json_t *point, GError **error) {
  static const char *const kept[] = {"clip", "tooltip", NULL};
  json_t *mark = json_pack("{s:i,s:b}", "opacity", 1, "filled", 1);
  copy_members(mark, unit->mark_def, kept);
  json_object_update(mark, (json_t *)point);
  json_object_set_new(mark, "type", json_string("point"));
  return new_child(layer, mark, overlay_encoding(unit), error) != NULL;
}

CairnView *cairn_overlay_apply(CairnView *unit, GError **error) {
  static const char *const with_points[] = {"line", "rule", "trail", "area"};
  bool takes_points = false;
  for (size_t i = 0; i < G_N_ELEMENTS(with_points); i++)
    takes_points |= strcmp(unit->mark, with_points[i]) == 0;
  json_t *point = takes_points ? overlay_definition(unit, "point") : NULL;
  json_t *line = strcmp(unit->mark, "area") == 0 ? overlay_definition(unit, "line") : NULL;
  CairnView *result = unit;
  if (point || line) {
    result = cairn_view_new(unit->parent, unit->model, CAIRN_VIEW_LAYER, unit->node);
    result->children = cairn_arena_array(unit->model->arena, 3, CairnView *);
    if (!add_base(result, unit, error) || (line && !add_line(result, unit, line, error)) ||
        (point && !add_points(result, unit, point, error)))
      result = NULL;
  }
  json_decref(point);
  json_decref(line);
  return result;
}
