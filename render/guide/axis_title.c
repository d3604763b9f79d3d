/* What an axis is called: the title given, or the names of its fields, those of all layers. */
#include "guide/axis_parts.h"

#include <string.h>

/* ---- Titles as JSON: a string, an array of strings, {"expr"}, null ---- */

static bool is_empty(const json_t *title) {
  return !title || json_is_null(title) || (json_is_string(title) && *json_string_value(title) == '\0');
}

static void append_title(GString *out, const json_t *title) {
  size_t n = json_is_array(title) ? json_array_size(title) : 1;
  for (size_t i = 0; i < n; i++) {
    const char *line = json_string_value(json_is_array(title) ? json_array_get(title, i) : title);
    if (!line) continue;
    if (out->len) g_string_append(out, ", ");
    g_string_append(out, line);
  }
}

/* Both titles, joined by a comma unless one says nothing new. */
static const json_t *join_titles(CairnAxisDraft *draft, const json_t *a, const json_t *b) {
  if (is_empty(b) || json_equal((json_t *)a, (json_t *)b)) return a;
  if (is_empty(a)) return b;
  g_autoptr(GString) joined = g_string_new(NULL);
  append_title(joined, a);
  append_title(joined, b);
  return cairn_axis_own_json(draft, json_string(joined->str));
}

/* ---- Fields ---- */

static bool same_json(const json_t *a, const json_t *b) {
  return a == b || (a && b && json_equal((json_t *)a, (json_t *)b));
}

/* Do the definitions encode the same thing, so that one name serves for both? */
static bool same_field(const CairnChannelDef *a, const CairnChannelDef *b) {
  return g_strcmp0(a->field, b->field) == 0 && g_strcmp0(a->aggregate, b->aggregate) == 0 &&
         g_strcmp0(a->argument, b->argument) == 0 && a->binned == b->binned && same_json(a->bin, b->bin) &&
         g_strcmp0(a->time_unit, b->time_unit) == 0 && a->time_unit_step == b->time_unit_step;
}

static void add_field(CairnAxisDraft *draft, const CairnChannelDef *def) {
  if (!cairn_channel_def_is_field(def)) return;
  for (size_t i = 0; i < draft->n_fields; i++)
    if (same_field(draft->fields[i], def)) return;
  const CairnChannelDef **fields =
      cairn_arena_array(draft->reader->context->arena, draft->n_fields + 1, const CairnChannelDef *);
  if (draft->n_fields) memcpy(fields, draft->fields, draft->n_fields * sizeof *fields);
  fields[draft->n_fields++] = def;
  draft->fields = fields;
}

/* ---- Drafting and merging ---- */

/* The titles that the definitions of both ends give; NULL when neither does. */
static CairnProperty title_of_definitions(CairnAxisDraft *draft, const CairnChannelDef *def,
                                          const CairnChannelDef *second) {
  CairnProperty a = cairn_property_of(cairn_channel_def_is_field(def) ? def->node : NULL, "title");
  CairnProperty b = cairn_property_of(cairn_channel_def_is_field(second) ? second->node : NULL, "title");
  if (!b.value || (a.value && is_empty(b.value))) return a;
  if (!a.value || is_empty(a.value)) return b;
  a.value = join_titles(draft, a.value, b.value);
  return a;
}

void cairn_axis_title_init(CairnAxisDraft *draft, const json_t *axis, bool is_configured) {
  CairnAxisProperty *title = &draft->properties[cairn_axis_property_index("title")];
  if (title->is_explicit) return;
  CairnView *unit = draft->unit;
  CairnChannel secondary = cairn_channel_secondary(draft->channel);
  const CairnChannelDef *def = unit->channels[draft->channel],
                        *second = secondary == CAIRN_N_CHANNELS ? NULL : unit->channels[secondary];
  CairnProperty given = title_of_definitions(draft, def, second);
  if (given.value) {
    *title = (CairnAxisProperty){given, true};
    return;
  }
  if (title->found.value) return;
  if (is_configured) {
    title->found = (CairnProperty){axis, "title", json_null()};
    return;
  }
  add_field(draft, def);
  add_field(draft, second);
}

void cairn_axis_title_merge(CairnAxisDraft *into, const CairnAxisDraft *from) {
  size_t i = cairn_axis_property_index("title");
  CairnAxisProperty *a = &into->properties[i];
  const CairnAxisProperty *b = &from->properties[i];
  bool a_is_set = a->found.value || into->n_fields, b_is_set = b->found.value || from->n_fields;
  if (!b_is_set || (a_is_set && a->is_explicit && !b->is_explicit)) return;
  if (!a_is_set || (b->is_explicit && !a->is_explicit)) {
    *a = *b;
    into->n_fields = from->n_fields;
    into->fields = from->fields;
  } else if (json_is_null(a->found.value) || json_is_null(b->found.value)) {
    a->found.value = json_null();
  } else if (a->found.value && b->found.value) {
    a->found.value = join_titles(into, a->found.value, b->found.value);
  } else if (b->found.value) {
    *a = *b;
  } else if (!a->found.value) {
    for (size_t k = 0; k < from->n_fields; k++)
      add_field(into, from->fields[k]);
  }
}

CairnValue cairn_axis_title(const CairnAxisDraft *draft) {
  CairnProperty given = cairn_axis_drafted(draft, "title");
  if (given.value) {
    CairnValue title = cairn_property_value(draft->reader, given);
    return cairn_value_to_boolean(title) ? title : cairn_value_null();
  }
  g_autoptr(GString) joined = g_string_new(NULL);
  for (size_t i = 0; i < draft->n_fields; i++) {
    const char *name = cairn_channel_def_title(draft->reader->context->model, draft->fields[i]);
    if (i) g_string_append(joined, ", ");
    g_string_append(joined, name ? name : "");
  }
  if (joined->len == 0) return cairn_value_null();
  return cairn_value_string(cairn_arena_strndup(draft->reader->context->arena, joined->str, joined->len));
}
