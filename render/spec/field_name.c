#include "spec/field_name.h"

#include "base/number.h"
#include "base/time_unit.h"
#include "table/table.h"

#include <string.h>

/* Characters outside [A-Za-z0-9_] become underscores (Vega-Lite's varName). */
static void append_identifier(GString *out, const char *text) {
  for (; *text; text++)
    g_string_append_c(out, g_ascii_isalnum(*text) || *text == '_' ? *text : '_');
}

static void append_json(GString *out, const json_t *value) {
  if (json_is_array(value)) {
    for (size_t i = 0; i < json_array_size(value); i++) {
      if (i) g_string_append_c(out, '_');
      append_json(out, json_array_get(value, i));
    }
  } else if (json_is_number(value)) {
    char text[32];
    cairn_number_to_string(json_number_value(value), text);
    append_identifier(out, text);
  } else if (json_is_string(value)) {
    append_identifier(out, json_string_value(value));
  } else {
    g_string_append(out, json_is_true(value) ? "true" : json_is_false(value) ? "false" : "");
  }
}

const char *cairn_field_name_bin(CairnArena *arena, const json_t *bin) {
  g_autoptr(GString) name = g_string_new("bin");
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)bin, key, value) {
    g_string_append_c(name, '_');
    g_string_append(name, key);
    g_string_append_c(name, '_');
    append_json(name, value);
  }
  return cairn_arena_strndup(arena, name->str, name->len);
}

static const char *time_unit_prefix(CairnArena *arena, const CairnChannelDef *def) {
  if (def->time_unit_step == 1) return def->time_unit;
  char step[32];
  cairn_number_to_string(def->time_unit_step, step);
  return cairn_arena_printf(arena, "%s_step_%s", def->time_unit, step);
}

void cairn_field_name_columns(CairnArena *arena, CairnChannelDef *def) {
  const char *flat = def->field ? cairn_field_flat_name(arena, def->field) : NULL;
  if (def->aggregate && strcmp(def->aggregate, "count") == 0) {
    def->column = "__count";
  } else if (!flat) {
    def->column = NULL;
  } else if (def->bin) {
    const char *name = cairn_arena_printf(arena, "%s_%s", cairn_field_name_bin(arena, def->bin), flat);
    def->column = name;
    def->column_end = cairn_arena_printf(arena, "%s_end", name);
    def->column_range = cairn_arena_printf(arena, "%s_range", name);
  } else if (def->argument) {
    const char *argument = cairn_field_flat_name(arena, def->argument);
    def->column = cairn_arena_printf(arena, "%s_%s['%s']", def->aggregate, argument, flat);
  } else if (def->aggregate) {
    def->column = cairn_arena_printf(arena, "%s_%s", def->aggregate, flat);
  } else if (def->time_unit && !def->time_unit_binned) {
    def->column = cairn_arena_printf(arena, "%s_%s", time_unit_prefix(arena, def), flat);
    def->column_end = cairn_arena_printf(arena, "%s_end", def->column);
  } else {
    def->column = flat;
    if (def->time_unit) def->column_end = cairn_arena_printf(arena, "%s_end", flat);
  }
}

static const char *verbal_title(const CairnModel *model, const CairnChannelDef *def) {
  CairnArena *arena = model->arena;
  const char *field = def->field ? def->field : "";
  if (def->bin) return cairn_arena_printf(arena, "%s (binned)", field);
  if (def->time_unit && !def->time_unit_binned)
    return cairn_arena_printf(arena, "%s (%s)", field, cairn_time_unit_hyphenated(arena, def->time_unit));
  if (def->argument)
    return cairn_arena_printf(arena, "%s for %s %s", field, strcmp(def->aggregate, "argmax") == 0 ? "max" : "min",
                              def->argument);
  if (def->aggregate) return cairn_arena_printf(arena, "%c%s of %s", g_ascii_toupper(def->aggregate[0]), def->aggregate + 1, field);
  return field;
}

static const char *functional_title(const CairnModel *model, const CairnChannelDef *def) {
  const char *field = def->field ? def->field : "";
  if (def->argument) return cairn_arena_printf(model->arena, "%s for %s(%s)", field, def->aggregate, def->argument);
  const char *function = def->aggregate                              ? def->aggregate
                         : def->time_unit && !def->time_unit_binned ? def->time_unit
                         : def->bin                                  ? "bin"
                                                                     : NULL;
  if (!function) return field;
  g_autofree char *upper = g_ascii_strup(function, -1);
  return cairn_arena_printf(model->arena, "%s(%s)", upper, field);
}

const char *cairn_channel_def_title(const CairnModel *model, const CairnChannelDef *def) {
  if (!cairn_channel_def_is_field(def)) return NULL;
  const char *style = cairn_json_string(model->config, "fieldTitle", "verbal");
  if (strcmp(style, "plain") == 0) return def->field ? def->field : "";
  if (strcmp(style, "functional") == 0) return functional_title(model, def);
  if (def->aggregate && strcmp(def->aggregate, "count") == 0)
    return cairn_json_string(model->config, "countTitle", "Count of Records");
  return verbal_title(model, def);
}

/* A member of the definition itself, else of its guide. */
static const json_t *guide_member(const CairnChannelDef *def, const char *name) {
  static const char *const guides[] = {"axis", "legend", "header"};
  const json_t *value = cairn_json_get(def->node, name);
  for (size_t i = 0; !value && i < G_N_ELEMENTS(guides); i++)
    value = cairn_json_get(cairn_json_get(def->node, guides[i]), name);
  return value;
}

const char *cairn_channel_def_own_title(CairnArena *arena, const CairnChannelDef *def) {
  const json_t *title = guide_member(def, "title");
  if (!json_is_array(title)) return json_string_value(title);
  g_autoptr(GString) lines = g_string_new(NULL);
  for (size_t i = 0; i < json_array_size(title); i++) {
    const char *line = json_string_value(json_array_get(title, i));
    if (line) g_string_append_printf(lines, "%s%s", lines->len ? " " : "", line);
  }
  return lines->len ? cairn_arena_strdup(arena, lines->str) : NULL;
}

const char *cairn_channel_def_format(const CairnChannelDef *def) {
  return json_string_value(guide_member(def, "format"));
}
