#include "inputs.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "spec/json_syntax.h"
#include "spec/theme_file.h"
#include "spec/view.h"

#include <string.h>

/* ---- Data ---- */

static bool replace_data(CairnSpec *spec, const char *path, GError **error) {
  json_t *data = json_object_get(spec->root, "data");
  if (!json_is_object(data)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, spec->root, NULL,
                   "there is no \"data\" at the top of the spec that the given file could replace");
    return false;
  }
  static const char *const others[] = {"values", "name", "sequence"};
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
    json_object_del(data, others[i]);
  g_autofree char *absolute = g_canonicalize_filename(path, NULL);
  json_object_set_new(data, "url", json_string(absolute));
  return true;
}

char **cairn_inputs_allowed(const CairnOptions *options) {
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  if (options->allow_dirs) g_strv_builder_addv(builder, (const char **)options->allow_dirs);
  if (options->data) g_strv_builder_add(builder, options->data);
  return g_strv_builder_end(builder);
}

/* ---- Parameters ---- */

static json_t *find_parameter(json_t *params, const char *name) {
  for (size_t i = 0; i < json_array_size(params); i++) {
    json_t *param = json_array_get(params, i);
    if (strcmp(cairn_json_string(param, "name", ""), name) == 0) return param;
  }
  return NULL;
}

static void set_unknown(const json_t *params, const char *name, GError **error) {
  g_autoptr(GString) known = g_string_new(NULL);
  for (size_t i = 0; i < json_array_size(params); i++)
    g_string_append_printf(known, "%s%s", known->len ? ", " : "",
                           cairn_json_string(json_array_get(params, i), "name", "?"));
  g_autofree char *shown = cairn_text_printable(name, 40), *valid = cairn_text_printable(known->str, 200);
  cairn_error_set(error, CAIRN_ERROR_USAGE, "the spec has no parameter \"%s\"; %s%s", shown,
                  known->len ? "it has " : "its \"params\" are empty", valid);
}

/* A text takes the kind of the value that it replaces, so that a CSV file can give numbers. */
static json_t *of_same_kind(const json_t *old, json_t *value) {
  if (!json_is_string(value) || !(json_is_number(old) || json_is_boolean(old))) return json_incref(value);
  json_t *read = json_loads(json_string_value(value), JSON_DECODE_ANY, NULL);
  bool fits = json_is_number(old) ? json_is_number(read) : json_is_boolean(read);
  if (fits) return read;
  json_decref(read);
  return NULL;
}

static bool replace_parameter(json_t *params, const char *name, json_t *value, GError **error) {
  json_t *param = find_parameter(params, name);
  if (!param) {
    set_unknown(params, name, error);
    return false;
  }
  json_t *own = of_same_kind(json_object_get(param, "value"), value);
  if (!own) {
    g_autofree char *shown = cairn_text_printable(json_string_value(value), 40);
    cairn_error_at(error, CAIRN_ERROR_SPEC, param, "value", "the parameter \"%s\" takes a %s, not \"%s\"",
                   name, json_is_number(json_object_get(param, "value")) ? "number" : "boolean", shown);
    return false;
  }
  json_object_del(param, "expr");
  json_object_set_new(param, "value", own);
  return true;
}

static bool replace_parameters(CairnSpec *spec, const char *text, GError **error) {
  json_t *given = cairn_json_parse(text, strlen(text), 0, "<parameters>", CAIRN_ERROR_USAGE, error);
  if (!given) return false;
  bool ok = true;
  const char *name;
  json_t *value;
  json_object_foreach(given, name, value) {
    if (!(ok = replace_parameter(json_object_get(spec->root, "params"), name, value, error))) break;
  }
  json_decref(given);
  return ok;
}

bool cairn_inputs_replace(CairnSpec *spec, const CairnOptions *options, GError **error) {
  if (options->data && !replace_data(spec, options->data, error)) return false;
  return !options->parameters || replace_parameters(spec, options->parameters, error);
}

/* ---- The list of inputs ---- */

static void add_file(const char *base_dir, const char *name, GStrvBuilder *list) {
  g_autofree char *path = g_build_filename(g_path_is_absolute(name) ? "" : base_dir, name, NULL);
  g_strv_builder_add(list, path);
}

static void add_urls(const json_t *node, const char *base_dir, GStrvBuilder *list, int depth) {
  if (depth > CAIRN_LIMIT_SPEC_DEPTH) return;
  for (size_t i = 0; i < json_array_size(node); i++)
    add_urls(json_array_get(node, i), base_dir, list, depth + 1);
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)node, key, member) {
    const char *url = strcmp(key, "data") == 0 ? cairn_json_string(member, "url", NULL) : NULL;
    bool is_data = strcmp(key, "datasets") == 0 || strcmp(key, "values") == 0;
    if (url)
      add_file(base_dir, url, list);
    else if (!is_data)
      add_urls(member, base_dir, list, depth + 1);
  }
}

/* The theme of the spec, or else the one that the caller gives, if it is a file. */
static void add_theme(const CairnSpec *spec, const char *given, GStrvBuilder *list) {
  const json_t *cairn = cairn_json_get(cairn_json_get(spec->root, "usermeta"), "cairn");
  const char *own = cairn_json_string(cairn, "theme", NULL), *theme = own ? own : given;
  if (theme && cairn_theme_is_file(theme)) add_file(own ? spec->base_dir : "", theme, list);
}

static char **list_inputs(const CairnSpec *spec, const char *path, const char *theme) {
  g_autoptr(GStrvBuilder) list = g_strv_builder_new();
  g_strv_builder_add(list, path);
  add_urls(spec->root, spec->base_dir, list, 0);
  add_theme(spec, theme, list);
  return g_strv_builder_end(list);
}

bool cairn_inputs_has(const CairnSpec *spec, const char *path) {
  if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) return false;
  g_auto(GStrv) inputs = list_inputs(spec, spec->path, NULL);
  for (char **at = inputs; *at; at++)
    if (cairn_path_is_same(*at, path)) return true;
  return false;
}

char **cairn_chart_inputs(const char *path, const CairnOptions *options, GError **error) {
  static const CairnOptions defaults = {0};
  if (!options) options = &defaults;
  g_autoptr(CairnSpec) spec = cairn_spec_load_file(path, error);
  if (!spec || !cairn_inputs_replace(spec, options, error)) return NULL;
  return list_inputs(spec, path, options->theme);
}
