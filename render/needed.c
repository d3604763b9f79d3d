#include "needed.h"

#include "base/limits.h"
#include "milestones.h"

#include <string.h>

typedef struct Needed {
  GArray *columns; /* CairnNeededColumn */
  bool is_known;   /* false where something may read more */
} Needed;

/* Members that read rows in ways of their own. */
static bool may_read_rows(const json_t *node, int depth) {
  static const char *const readers[] = {"transform", "expr", "test", "condition", "origins",
                                        "tooltip",   "sort", "href", "impute",    "range",
                                        "content",   "url",  "key",  NULL};
  if (depth > 2 * CAIRN_LIMIT_SPEC_DEPTH) return true;
  for (size_t i = 0; i < json_array_size(node); i++)
    if (may_read_rows(json_array_get(node, i), depth + 1)) return true;
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)node, key, member) {
    bool holds_nothing = json_is_null(member) || json_is_false(member);
    if (strcmp(key, "data") == 0 || strcmp(key, "datasets") == 0) continue;
    if (!holds_nothing && g_strv_contains(readers, key)) return true;
    if (may_read_rows(member, depth + 1)) return true;
  }
  return false;
}

static bool is_path(const char *field) {
  return strpbrk(field, ".[]\\'\"") != NULL;
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

static void need(Needed *needed, const char *name, bool is_number) {
  needed->is_known &= !is_path(name);
  for (guint i = 0; i < needed->columns->len; i++) {
    CairnNeededColumn *column = &g_array_index(needed->columns, CairnNeededColumn, i);
    if (strcmp(column->name, name) != 0) continue;
    column->is_number &= is_number;
    return;
  }
  CairnNeededColumn column = {name, is_number};
  g_array_append_val(needed->columns, column);
}

static void need_for_def(Needed *needed, const CairnChannelDef *channel_def) {
  const CairnChannelDef *def = cairn_channel_def_data(channel_def);
  if (def && def->argument) needed->is_known = false;
  if (def && def->field && strcmp(def->field, "*") != 0) need(needed, def->field, is_position(def));
}

static bool need_for_unit(CairnView *unit, void *data) {
  /* Milestones have columns that no channel names. */
  if (cairn_milestones_is_layer(unit)) ((Needed *)data)->is_known = false;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    need_for_def(data, unit->channels[channel]);
  for (size_t i = 0; i < unit->n_details; i++)
    need_for_def(data, unit->details[i]);
  for (size_t i = 0; i < unit->n_orders; i++)
    need_for_def(data, unit->orders[i]);
  for (size_t i = 0; i < unit->n_tooltips; i++)
    need_for_def(data, unit->tooltips[i]);
  return true;
}

static bool has_facet(const CairnView *view) {
  bool found = view->kind == CAIRN_VIEW_FACET;
  for (size_t i = 0; i < view->n_children && !found; i++)
    found = has_facet(view->children[i]);
  return found;
}

const CairnNeededColumn *cairn_needed_columns(CairnView *view, const json_t *parse, size_t *n) {
  *n = 0;
  if (has_facet(view) || may_read_rows(view->node, 0)) return NULL;
  g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(CairnNeededColumn));
  Needed needed = {columns, true};
  cairn_view_each_unit(view, need_for_unit, &needed);
  const char *field;
  json_t *type;
  json_object_foreach((json_t *)parse, field, type) need(&needed, field, true);
  if (!needed.is_known || columns->len == 0) return NULL;
  *n = columns->len;
  CairnNeededColumn *list = cairn_arena_array(view->model->arena, *n, CairnNeededColumn);
  memcpy(list, columns->data, *n * sizeof *list);
  return list;
}
