/* Names that one part of a spec gives and another uses. */
#include "spec/check.h"

#include <glib.h>
#include <string.h>

/* ---- Milestones ---- */

/* Appends all views of the tree. */
static void collect_views(const json_t *view, GPtrArray *views) {
  static const char *const lists[] = {"layer", "concat", "hconcat", "vconcat"};
  if (!json_is_object(view)) return;
  g_ptr_array_add(views, (void *)view);
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
    const json_t *list = json_object_get(view, lists[i]);
    for (size_t k = 0; k < json_array_size(list); k++)
      collect_views(json_array_get(list, k), views);
  }
  collect_views(json_object_get(view, "spec"), views);
}

static const char *mark_of(const json_t *view) {
  const json_t *mark = json_object_get(view, "mark");
  return json_string_value(json_is_object(mark) ? json_object_get(mark, "type") : mark);
}

/* The names of the views with marks of that kind. */
static GPtrArray *names_with(const GPtrArray *views, const char *mark) {
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < views->len; i++) {
    const char *name = json_string_value(json_object_get(views->pdata[i], "name"));
    if (name && g_strcmp0(mark_of(views->pdata[i]), mark) == 0) g_ptr_array_add(names, (void *)name);
  }
  return names;
}

static char *describe_names(const GPtrArray *names, const char *wanted, const char *mark) {
  const char *near = cairn_suggest(wanted, (const char *const *)names->pdata, names->len);
  if (near) return g_strdup_printf("; did you mean \"%s\"?", near);
  if (names->len == 0) return g_strdup_printf("; no layer of %s marks has a \"name\"", mark);
  GString *out = g_string_new("; there are ");
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(out, "%s\"%s\"", i ? ", " : "", (const char *)names->pdata[i]);
  return g_string_free(out, FALSE);
}

/* Is there a layer of that mark for each name in that member of usermeta.cairn? */
static bool check_layers(const json_t *cairn, const GPtrArray *views, const char *member, const char *mark,
                         GError **error) {
  const json_t *wanted = json_object_get(cairn, member);
  g_autoptr(GPtrArray) names = names_with(views, mark);
  size_t n = json_is_array(wanted) ? json_array_size(wanted) : wanted != NULL;
  for (size_t i = 0; i < n; i++) {
    const char *name = json_string_value(json_is_array(wanted) ? json_array_get(wanted, i) : wanted);
    if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) continue;
    g_autofree char *known = describe_names(names, name, mark);
    cairn_error_at(error, CAIRN_ERROR_SPEC, cairn, member, "no layer of %s marks is named \"%s\"%s", mark,
                   name, known);
    return false;
  }
  return true;
}

bool cairn_spec_check_milestones(const json_t *root, GError **error) {
  const json_t *cairn = json_object_get(json_object_get(root, "usermeta"), "cairn");
  g_autoptr(GPtrArray) views = g_ptr_array_new();
  collect_views(root, views);
  return check_layers(cairn, views, "milestones", "text", error) &&
         check_layers(cairn, views, "spans", "rect", error);
}

/* ---- Repeats ---- */

/* The names by which the views around repeat. */
typedef struct Repeats {
  bool repeat, row, column, layer;
} Repeats;

static bool is_known(Repeats repeats, const char *name) {
  return (repeats.repeat && strcmp(name, "repeat") == 0) || (repeats.row && strcmp(name, "row") == 0) ||
         (repeats.column && strcmp(name, "column") == 0) || (repeats.layer && strcmp(name, "layer") == 0);
}

static bool check_repeat(const json_t *node, const char *name, Repeats repeats, GError **error) {
  if (is_known(repeats, name)) return true;
  bool any = repeats.repeat || repeats.row || repeats.column || repeats.layer;
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, "repeat",
                 "no view around this one repeats by \"%s\"%s%s%s%s%s", name, any ? "; there are" : "",
                 repeats.repeat ? " \"repeat\"" : "", repeats.row ? " \"row\"" : "",
                 repeats.column ? " \"column\"" : "", repeats.layer ? " \"layer\"" : "");
  return false;
}

static Repeats add_repeats(Repeats repeats, const json_t *given) {
  repeats.repeat |= json_is_array(given);
  repeats.row |= json_object_get(given, "row") != NULL;
  repeats.column |= json_object_get(given, "column") != NULL;
  repeats.layer |= json_object_get(given, "layer") != NULL;
  return repeats;
}

/* Data and the settings of tools are no views. */
static bool is_view_part(const char *key) {
  static const char *const others[] = {"data", "datasets", "usermeta", "config", "params", NULL};
  return !g_strv_contains(others, key);
}

static bool check_repeats(const json_t *node, Repeats repeats, GError **error) {
  const json_t *given = json_object_get(node, "repeat");
  if (json_is_string(given)) return check_repeat(node, json_string_value(given), repeats, error);
  repeats = add_repeats(repeats, given);
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)node, key, member) {
    if (is_view_part(key) && !check_repeats(member, repeats, error)) return false;
  }
  for (size_t i = 0; i < json_array_size(node); i++)
    if (!check_repeats(json_array_get(node, i), repeats, error)) return false;
  return true;
}

bool cairn_spec_check_repeats(const json_t *root, GError **error) {
  return check_repeats(root, (Repeats){0}, error);
}
