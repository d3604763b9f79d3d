#include "needed.h"

#include "base/limits.h"
#include "milestones.h"
#include "needed_transform.h"

#include <string.h>

/* Members that read rows in ways of their own. */
static bool may_read_rows(const json_t *node, int depth) {
  static const char *const readers[] = {"expr", "test",   "condition", "origins", "tooltip", "href",
                                        "key",  "impute", "range",     "content", "url",     NULL};
  static const char *const known[] = {"data", "datasets", "transform", NULL};
  if (depth > 2 * CAIRN_LIMIT_SPEC_DEPTH) return true;
  for (size_t i = 0; i < json_array_size(node); i++)
    if (may_read_rows(json_array_get(node, i), depth + 1)) return true;
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)node, key, member) {
    bool holds_nothing = json_is_null(member) || json_is_false(member);
    if (g_strv_contains(known, key)) continue;
    if (!holds_nothing && g_strv_contains(readers, key)) return true;
    if (may_read_rows(member, depth + 1)) return true;
  }
  return false;
}

/* Does the place of a mark depend on the field as a number, and nothing else? */
static bool is_position(const CairnChannelDef *def) {
  static const char *const operations[] = {"sum", "mean",  "average", "median",   "min",       "max", "q1",
                                           "q3",  "stdev", "stdevp",  "variance", "variancep", NULL};
  static const char *const continuous[] = {"linear", "log", "pow", "sqrt", "symlog", "time", "utc", NULL};
  const char *scale = cairn_json_string(cairn_json_get(def->node, "scale"), "type", "linear");
  return cairn_channel_is_xy(def->channel) &&
         (def->type == CAIRN_QUANTITATIVE || def->type == CAIRN_TEMPORAL) &&
         g_strv_contains(continuous, scale) &&
         (!def->aggregate || g_strv_contains(operations, def->aggregate));
}

/* ---- Encodings ---- */

/* What a domain is sorted by is compared as it stands in the data. */
static bool sorts_by_others(const CairnChannelDef *def) {
  const json_t *sort = def ? cairn_json_get(def->node, "sort") : NULL;
  const char *order = json_is_string(sort) ? json_string_value(sort) : "ascending";
  return json_is_object(sort) || (strcmp(order, "ascending") != 0 && strcmp(order, "descending") != 0);
}

typedef struct Unit {
  Needed *needed;
  bool sorts; /* some domain is sorted by another field */
} Unit;

static void need_for_def(Unit *unit, const CairnChannelDef *channel_def) {
  const CairnChannelDef *def = cairn_channel_def_data(channel_def);
  if (!def) return;
  const char *by = cairn_json_string(cairn_json_get(def->node, "sort"), "field", NULL);
  if (def->argument) cairn_needed_add(unit->needed, def->argument, false);
  if (by) cairn_needed_add(unit->needed, by, false);
  if (def->field && strcmp(def->field, "*") != 0)
    cairn_needed_add(unit->needed, def->field, is_position(def) && !unit->sorts && !def->argument);
}

static void need_for_unit(Needed *needed, CairnView *view) {
  Unit unit = {.needed = needed};
  /* Milestones have columns that no channel names. */
  needed->is_known &= !cairn_milestones_is_layer(view);
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    unit.sorts |= sorts_by_others(cairn_channel_def_data(view->channels[channel]));
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    need_for_def(&unit, view->channels[channel]);
  for (size_t i = 0; i < view->n_details; i++)
    need_for_def(&unit, view->details[i]);
  for (size_t i = 0; i < view->n_orders; i++)
    need_for_def(&unit, view->orders[i]);
  for (size_t i = 0; i < view->n_tooltips; i++)
    need_for_def(&unit, view->tooltips[i]);
}

/* ---- Views ---- */

/* The view, and those in it that have its data. */
static void need_for_view(Needed *needed, CairnView *view) {
  guint n_made = needed->made->len;
  const json_t *transforms = cairn_json_get(view->node, "transform");
  for (size_t i = 0; i < json_array_size(transforms); i++)
    cairn_needed_transform(needed, json_array_get(transforms, i));
  if (view->kind == CAIRN_VIEW_UNIT || view->kind == CAIRN_VIEW_FACET) need_for_unit(needed, view);
  for (size_t i = 0; i < view->n_children; i++) {
    CairnView *child = view->children[i];
    if (!cairn_json_get(child->node, "data") || child->node == view->node) need_for_view(needed, child);
  }
  g_ptr_array_set_size(needed->made, (gint)n_made);
}

const CairnNeededColumn *cairn_needed_columns(CairnView *view, const json_t *parse, const CairnExprScope *scope,
                                              size_t *n) {
  *n = 0;
  if (may_read_rows(view->node, 0)) return NULL;
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(CairnNeededColumn));
  g_autoptr(GPtrArray) made = g_ptr_array_new();
  Needed needed = {view->model->arena, scope, columns, made, true};
  need_for_view(&needed, view);
  const char *field;
  json_t *type;
  json_object_foreach((json_t *)parse, field, type) cairn_needed_add(&needed, field, true);
  if (!needed.is_known || columns->len == 0) return NULL;
  *n = columns->len;
  CairnNeededColumn *list = cairn_arena_array(view->model->arena, *n, CairnNeededColumn);
  memcpy(list, columns->data, *n * sizeof *list);
  return list;
}
