#include "spec/load.h"

#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "spec/json_syntax.h"
#include "spec/text_map.h"
#include "spec/yaml.h"

#include <string.h>

static bool has_ending(const char *name, const char *ending) {
  size_t n = strlen(name), m = strlen(ending);
  return n >= m && g_ascii_strcasecmp(name + n - m, ending) == 0;
}

static bool looks_like_json(const CairnSpec *spec) {
  if (has_ending(spec->path, ".yaml") || has_ending(spec->path, ".yml")) return false;
  return has_ending(spec->path, ".json") || spec->text[strspn(spec->text, " \t\r\n")] == '{';
}

static bool check_text(const CairnSpec *spec, GError **error) {
  size_t valid = cairn_utf8_valid_length(spec->text, spec->length);
  if (valid == spec->length) return true;
  size_t line = 1, column = 1;
  unsigned byte = (unsigned char)spec->text[valid];
  cairn_text_advance(spec->text, valid, &line, &column);
  if (spec->length >= 2 && (memcmp(spec->text, "\xFF\xFE", 2) == 0 || memcmp(spec->text, "\xFE\xFF", 2) == 0))
    cairn_error_in_file(error, CAIRN_ERROR_SPEC, spec->path, 0, 0, "this file is UTF-16; expected UTF-8");
  else
    cairn_error_in_file(error, CAIRN_ERROR_SPEC, spec->path, line, column,
                        "the byte \\x%02X is %s; expected text in UTF-8", byte, byte ? "not UTF-8" : "NUL");
  return false;
}

/* The first container that lies deeper than the limit, or NULL. jansson itself limits the depth to 2048. */
static const json_t *find_too_deep(const json_t *json, int depth) {
  if (!json_is_object(json) && !json_is_array(json)) return NULL;
  if (depth == CAIRN_LIMIT_SPEC_DEPTH) return json;
  const json_t *found = NULL;
  const char *key = NULL;
  json_t *member = NULL;
  if (json_is_object(json)) {
    json_object_foreach((json_t *)json, key, member) {
      if ((found = find_too_deep(member, depth + 1)) != NULL) return found;
    }
  }
  for (size_t i = 0; i < json_array_size(json); i++)
    if ((found = find_too_deep(json_array_get(json, i), depth + 1)) != NULL) return found;
  return NULL;
}

static bool check_tree(CairnSpec *spec, GError **error) {
  if (!json_is_object(spec->root)) {
    cairn_error_in_file(
        error, CAIRN_ERROR_SPEC, spec->path, 1, 1,
        "expected an object with the spec, such as {\"data\": ..., \"mark\": ..., \"encoding\": ...}");
    return false;
  }
  const json_t *too_deep = find_too_deep(spec->root, 0);
  if (!too_deep) return true;
  g_autoptr(GError) failure = NULL;
  cairn_error_at(&failure, CAIRN_ERROR_LIMIT, too_deep, NULL,
                 "nested deeper than %d levels, which is the limit", CAIRN_LIMIT_SPEC_DEPTH);
  cairn_spec_locate(spec, failure);
  g_propagate_error(error, g_steal_pointer(&failure));
  return false;
}

static bool set_empty(const CairnSpec *spec, GError **error) {
  cairn_error_in_file(error, CAIRN_ERROR_SPEC, spec->path, 0, 0, "this file is empty; expected a spec");
  return false;
}

static bool parse(CairnSpec *spec, GError **error) {
  if (!check_text(spec, error)) return false;
  if (!spec->text[strspn(spec->text, " \t\r\n")]) return set_empty(spec, error);
  spec->is_json = looks_like_json(spec);
  spec->root = spec->is_json
                   ? cairn_json_parse(spec->text, spec->length, 0, spec->path, CAIRN_ERROR_SPEC, error)
                   : cairn_yaml_to_json(spec->text, spec->length, spec->path, error);
  if (!spec->root) return false;
  return json_is_null(spec->root) ? set_empty(spec, error) : check_tree(spec, error);
}

static CairnSpec *load(const char *text, size_t length, const char *name, char *base_dir, GError **error) {
  g_autoptr(CairnSpec) spec = g_new0(CairnSpec, 1);
  bool has_mark = length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
  spec->path = g_strdup(name);
  spec->base_dir = base_dir;
  spec->length = length - (has_mark ? 3 : 0);
  spec->text = g_malloc(spec->length + 1);
  if (spec->length) memcpy(spec->text, text + (has_mark ? 3 : 0), spec->length);
  spec->text[spec->length] = '\0';
  return parse(spec, error) ? g_steal_pointer(&spec) : NULL;
}

CairnSpec *cairn_spec_load_text(const char *text, size_t length, const char *name, GError **error) {
  if (length <= CAIRN_LIMIT_SPEC_BYTES) return load(text, length, name, g_strdup(""), error);
  cairn_error_in_file(error, CAIRN_ERROR_LIMIT, name, 0, 0, "more than %d bytes, which is the limit",
                      CAIRN_LIMIT_SPEC_BYTES);
  return NULL;
}

CairnSpec *cairn_spec_load_file(const char *path, GError **error) {
  g_autoptr(GBytes) bytes = cairn_file_read(path, CAIRN_LIMIT_SPEC_BYTES, error);
  if (!bytes) return NULL;
  bool standard = strcmp(path, "-") == 0;
  size_t length = 0;
  const char *text = g_bytes_get_data(bytes, &length);
  char *base_dir = standard ? g_strdup("") : g_path_get_dirname(path);
  return load(text ? text : "", length, standard ? "<stdin>" : path, base_dir, error);
}

void cairn_spec_free(CairnSpec *spec) {
  if (!spec) return;
  json_decref(spec->root);
  g_free(spec->path);
  g_free(spec->base_dir);
  g_free(spec->text);
  cairn_text_map_free(spec->text_map);
  g_free(spec);
}
