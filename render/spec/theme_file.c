#include "spec/theme_file.h"

#include "spec/check.h"
#include "spec/load.h"

#include <string.h>

bool cairn_theme_is_file(const char *name) {
  return g_str_has_suffix(name, ".json") || g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml");
}

/* Warnings get their place in the theme, not in the spec. */
typedef struct Teller {
  CairnSpec *file;
  const CairnWarnings *warnings;
} Teller;

static void warn(GError *warning, void *data) {
  Teller *teller = data;
  cairn_spec_locate(teller->file, warning);
  teller->warnings->warn(warning, teller->warnings->data);
}

/* The member is cairn's own, and no configuration. */
static bool take_extends(json_t *config, char **extends, GError **error) {
  const json_t *member = json_object_get(config, "extends");
  if (member && !json_is_string(member)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, config, "extends",
                   "\"extends\" takes the name of a theme, \"vega\" or \"report\"");
    return false;
  }
  *extends = g_strdup(member ? json_string_value(member) : "vega");
  return true;
}

static json_t *read_config(CairnSpec *file, bool lenient, const CairnWarnings *warnings, char **extends,
                           GError **error) {
  if (!take_extends(file->root, extends, error)) return NULL;
  json_object_del(file->root, "extends");
  Teller teller = {file, warnings};
  const CairnWarnings own = {warn, &teller};
  bool ok = cairn_spec_check_config(file->root, lenient, warnings ? &own : NULL, error);
  return ok ? json_incref(file->root) : NULL;
}

json_t *cairn_theme_read(const char *path, bool lenient, const CairnWarnings *warnings, char **extends,
                         GError **error) {
  g_autoptr(CairnSpec) file = cairn_spec_load_file(path, error);
  if (!file) return NULL;
  GError *inner = NULL;
  json_t *config = read_config(file, lenient, warnings, extends, &inner);
  if (config) return config;
  cairn_spec_locate(file, inner);
  g_propagate_error(error, inner);
  g_clear_pointer(extends, g_free);
  return NULL;
}
