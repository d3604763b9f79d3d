#include "spec/config.h"

#include "base/file.h"
#include "spec/theme_file.h"
#include "spec/view.h"

#include <string.h>

/* The JSON files of this folder, embedded by the build. */
extern const unsigned char cairn_config_vega[], cairn_theme_report[];
extern const size_t cairn_config_vega_length, cairn_theme_report_length;

typedef struct Theme {
  const char *name;
  const unsigned char *json;
  const size_t *length;
} Theme;

static const Theme themes[] = {
    {"vega", NULL, NULL},
    {"report", cairn_theme_report, &cairn_theme_report_length},
};

static json_t *parse_embedded(const unsigned char *json, size_t length) {
  json_t *config = json_loadb((const char *)json, length, 0, NULL);
  if (!config) g_error("an embedded configuration is no JSON");
  return config;
}

/* An object as a member of `base` that may be changed: charts share what they do not change. */
static json_t *own_member(json_t *base, const char *key) {
  json_t *old = json_object_get(base, key);
  if (!json_is_object(old)) return NULL;
  json_object_set_new(base, key, json_copy(old));
  return json_object_get(base, key);
}

/* Members of `over` replace those of `base`; objects on the first `levels` levels are merged instead. */
static void merge_members(json_t *base, const json_t *over, int levels) {
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)over, key, value) {
    json_t *own = levels > 0 && json_is_object(value) ? own_member(base, key) : NULL;
    if (own)
      merge_members(own, value, levels - 1);
    else
      json_object_set_new(base, key, json_deep_copy(value));
  }
}

/* Sections are merged member by member, as in Vega: an object in one (the median of "boxplot") replaces the default
 * as a whole, but for those of each style and of the legends' layout. */
static void merge(json_t *base, const json_t *over) {
  const char *section;
  json_t *value;
  json_object_foreach((json_t *)over, section, value) {
    json_t *own = json_is_object(value) ? own_member(base, section) : NULL;
    bool deep = strcmp(section, "style") == 0 || strcmp(section, "legend") == 0;
    if (own)
      merge_members(own, value, deep ? 1 : 0);
    else
      json_object_set_new(base, section, json_deep_copy(value));
  }
}

/* What a locale changes in the defaults: how dates are written in texts, and in a language that is read from right
 * to left, on which side axes and legends stand. */
static void apply_locale(json_t *config, const CairnLocale *locale) {
  g_autofree char *date = g_strchomp(g_strdup(locale->short_date_specifier));
  json_object_set_new(config, "timeFormat", json_string(date));
  if (!locale->right_to_left) return;
  json_t *axis = own_member(config, "axisY"), *legend = own_member(config, "legend");
  if (!axis) json_object_set_new(config, "axisY", axis = json_object());
  json_object_set_new(axis, "orient", json_string("right"));
  if (strcmp(cairn_json_string(legend, "orient", "right"), "right") == 0)
    json_object_set_new(legend, "orient", json_string("left"));
}

/* `font` is the family of all text that does not name its own. */
static void spread_font(json_t *config, const json_t *font) {
  static const char *const places[] = {"guide-label", "guide-title", "group-title", "group-subtitle"};
  if (!json_is_string(font)) return;
  json_t *style = own_member(config, "style");
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
    json_object_set(own_member(style, places[i]), "font", (json_t *)font);
  json_object_set(own_member(config, "text"), "font", (json_t *)font);
}

/* ---- Defaults ---- */

struct CairnDefaults {
  json_t *of_theme[G_N_ELEMENTS(themes)]; /* NULL: not asked for yet */
};

CairnDefaults *cairn_defaults_new(void) {
  return g_new0(CairnDefaults, 1);
}

void cairn_defaults_free(CairnDefaults *defaults) {
  for (size_t i = 0; defaults && i < G_N_ELEMENTS(themes); i++)
    json_decref(defaults->of_theme[i]);
  g_free(defaults);
}

static json_t *parse_theme(const Theme *theme) {
  json_t *config = parse_embedded(cairn_config_vega, cairn_config_vega_length);
  if (!theme->json) return config;
  json_t *overlay = parse_embedded(theme->json, *theme->length);
  merge(config, overlay);
  json_decref(overlay);
  return config;
}

/* A configuration of its own, the sections of which are shared. */
static json_t *copy_theme(CairnDefaults *defaults, const Theme *theme) {
  if (!defaults) return parse_theme(theme);
  json_t **kept = &defaults->of_theme[theme - themes];
  if (!*kept) *kept = parse_theme(theme);
  return json_copy(*kept);
}

static const Theme *find_theme(const char *name) {
  for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
    if (strcmp(themes[i].name, name) == 0) return &themes[i];
  return NULL;
}

/* The configuration of a theme that comes with cairn; `node` is what names it. */
static json_t *named_theme(const CairnLook *look, const char *name, const json_t *node, GError **error) {
  const Theme *theme = find_theme(name);
  if (theme) return copy_theme(look->defaults, theme);
  g_autofree char *shown = cairn_text_printable(name, 60);
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, "theme",
                 "no theme is named \"%s\"; there are \"vega\" and \"report\", and files that end in .json or .yaml", shown);
  return NULL;
}

/* The same of a file, over the theme that it extends. */
static json_t *theme_of_file(const CairnLook *look, const char *path, GError **error) {
  g_autofree char *extends = NULL;
  json_t *over = cairn_theme_read(path, look->lenient, look->warnings, &extends, error);
  json_t *config = over ? named_theme(look, extends, NULL, error) : NULL;
  if (config) {
    spread_font(config, json_object_get(over, "font"));
    merge(config, over);
  }
  json_decref(over);
  return config;
}

static json_t *theme_of(const json_t *spec, const CairnLook *look, GError **error) {
  const json_t *cairn = cairn_json_get(cairn_json_get(spec, "usermeta"), "cairn");
  const char *own = cairn_json_string(cairn, "theme", NULL);
  if (!own && cairn_theme_is_file(look->theme)) return theme_of_file(look, look->theme, error);
  if (!own || !cairn_theme_is_file(own)) return named_theme(look, own ? own : look->theme, cairn, error);
  GError *inner = NULL;
  g_autofree char *path = cairn_path_resolve(look->base_dir, own, look->allow_dirs, &inner);
  g_autofree char *shown = path ? cairn_path_shown(path) : NULL;
  if (shown) return theme_of_file(look, shown, error);
  cairn_error_place_at(inner, cairn, "theme");
  g_propagate_error(error, inner);
  return NULL;
}

json_t *cairn_config_new(const json_t *spec, const CairnLook *look, GError **error) {
  const json_t *own = cairn_json_get(spec, "config");
  json_t *config = theme_of(spec, look, error);
  if (!config) return NULL;
  apply_locale(config, cairn_locale_or_us(look->locale));
  if (look->font) {
    json_object_set_new(config, "font", json_string(look->font));
    spread_font(config, json_object_get(config, "font"));
  }
  if (json_is_object(own)) {
    spread_font(config, cairn_json_get(own, "font"));
    merge(config, own);
  }
  return config;
}

const json_t *cairn_config_get(const CairnModel *model, const char *section, const char *property) {
  const json_t *object = section ? cairn_json_get(model->config, section) : model->config;
  return cairn_json_get(object, property);
}

static const json_t *style_property(const CairnView *unit, const char *name, const char *property) {
  return cairn_json_get(cairn_json_get(cairn_config_get(unit->model, NULL, "style"), name), property);
}

/* The last style named wins, as in Vega. */
static const json_t *styles_property(const CairnView *unit, const char *property) {
  const json_t *style = cairn_json_get(unit->mark_def, "style");
  if (json_is_string(style)) return style_property(unit, json_string_value(style), property);
  for (size_t i = json_array_size(style); i > 0; i--) {
    const json_t *name = json_array_get(style, i - 1);
    const json_t *value = json_is_string(name) ? style_property(unit, json_string_value(name), property) : NULL;
    if (value) return value;
  }
  return style_property(unit, unit->mark, property);
}

static const json_t *section_property(const CairnView *unit, const char *section, const char *vg_property,
                                      const char *property) {
  const json_t *value = vg_property ? cairn_config_get(unit->model, section, vg_property) : NULL;
  return value ? value : cairn_config_get(unit->model, section, property);
}

/* For all marks a size means that of points; what is a width or a font size elsewhere goes by that name alone. */
const json_t *cairn_mark_config(const CairnView *unit, const char *property, const char *vg_property) {
  const json_t *value = styles_property(unit, property);
  if (!value) value = section_property(unit, unit->mark, vg_property, property);
  bool other_size = vg_property && strcmp(property, "size") == 0;
  if (!value) value = section_property(unit, "mark", vg_property, other_size ? vg_property : property);
  return value;
}

const json_t *cairn_mark_property(const CairnView *unit, const char *property, const char *vg_property) {
  const json_t *value = cairn_json_get(unit->mark_def, property);
  if (!value && vg_property) value = styles_property(unit, vg_property);
  return value ? value : cairn_mark_config(unit, property, vg_property);
}

double cairn_mark_number(const CairnView *unit, const char *property, double otherwise) {
  const json_t *value = cairn_mark_property(unit, property, NULL);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

const char *cairn_mark_string(const CairnView *unit, const char *property, const char *otherwise) {
  const json_t *value = cairn_mark_property(unit, property, NULL);
  return json_is_string(value) ? json_string_value(value) : otherwise;
}

bool cairn_mark_boolean(const CairnView *unit, const char *property, bool otherwise) {
  const json_t *value = cairn_mark_property(unit, property, NULL);
  return json_is_boolean(value) ? json_is_true(value) : otherwise;
}
