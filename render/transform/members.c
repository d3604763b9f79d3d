#include "transform/members.h"

#include "table/table.h"

#include <math.h>
#include <string.h>

/* The member, or NULL when it is absent or null. */
static const json_t *member(const json_t *node, const char *key) {
  const json_t *value = json_object_get(node, key);
  return json_is_null(value) ? NULL : value;
}

static bool wrong_type(const json_t *node, const char *key, const char *expected, GError **error) {
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "\"%s\" must be %s", key, expected);
  return false;
}

bool cairn_member_string(const json_t *node, const char *key, const char **out, GError **error) {
  const json_t *value = member(node, key);
  if (!value) return true;
  if (!json_is_string(value)) return wrong_type(node, key, "a string", error);
  *out = json_string_value(value);
  return true;
}

bool cairn_member_required_string(const json_t *node, const char *key, const char *what, const char **out,
                                  GError **error) {
  *out = NULL;
  if (!cairn_member_string(node, key, out, error)) return false;
  if (*out) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, NULL, "\"%s\" is missing: %s", key, what);
  return false;
}

bool cairn_member_number(const json_t *node, const char *key, double *out, GError **error) {
  const json_t *value = member(node, key);
  if (!value) return true;
  if (!json_is_number(value) || !isfinite(json_number_value(value)))
    return wrong_type(node, key, "a number", error);
  *out = json_number_value(value);
  return true;
}

bool cairn_member_boolean(const json_t *node, const char *key, bool *out, GError **error) {
  const json_t *value = member(node, key);
  if (!value) return true;
  if (!json_is_boolean(value)) return wrong_type(node, key, "true or false", error);
  *out = json_is_true(value);
  return true;
}

bool cairn_member_choice(const json_t *node, const char *key, const char *const *choices, int *out,
                         GError **error) {
  const char *text = NULL;
  if (!cairn_member_string(node, key, &text, error)) return false;
  if (!text) return true;
  size_t n = 0;
  for (; choices[n]; n++) {
    if (strcmp(choices[n], text) != 0) continue;
    *out = (int)n;
    return true;
  }
  g_autofree char *list = g_strjoinv("\", \"", (char **)choices);
  g_autofree char *shown = cairn_text_printable(text, 60);
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "\"%s\" is \"%s\"; it must be one of \"%s\"", key, shown,
                 list);
  return false;
}

bool cairn_member_range(const json_t *node, const char *key, double out[2], bool *found, GError **error) {
  const json_t *value = member(node, key);
  if (!value) return true;
  const json_t *low = json_array_get(value, 0), *high = json_array_get(value, 1);
  if (json_array_size(value) != 2 || !json_is_number(low) || !json_is_number(high))
    return wrong_type(node, key, "an array of two numbers", error);
  out[0] = json_number_value(low);
  out[1] = json_number_value(high);
  *found = true;
  return true;
}

bool cairn_member_names(CairnArena *arena, const json_t *node, const char *key, CairnNames *out,
                        GError **error) {
  const json_t *value = member(node, key);
  if (!value) return true;
  bool one = json_is_string(value);
  if (!one && !json_is_array(value)) return wrong_type(node, key, "an array of strings", error);
  out->n = one ? 1 : json_array_size(value);
  out->items = cairn_arena_array(arena, out->n, const char *);
  for (size_t i = 0; i < out->n; i++) {
    const json_t *item = one ? value : json_array_get(value, i);
    if (!json_is_string(item)) {
      cairn_error_at_index(error, CAIRN_ERROR_SPEC, value, i, "an item of \"%s\" must be a string", key);
      return false;
    }
    out->items[i] = json_string_value(item);
  }
  return true;
}

bool cairn_member_numbers(CairnArena *arena, const json_t *node, const char *key, CairnNumbers *out,
                          GError **error) {
  const json_t *value = member(node, key);
  if (!value) return true;
  if (!json_is_array(value)) return wrong_type(node, key, "an array of numbers", error);
  out->n = json_array_size(value);
  out->items = cairn_arena_array(arena, out->n, double);
  for (size_t i = 0; i < out->n; i++) {
    const json_t *item = json_array_get(value, i);
    if (!json_is_number(item)) {
      cairn_error_at_index(error, CAIRN_ERROR_SPEC, value, i, "an item of \"%s\" must be a number", key);
      return false;
    }
    out->items[i] = json_number_value(item);
  }
  return true;
}

bool cairn_member_as(CairnArena *arena, const json_t *node, const char *suffix, const char *out[2],
                     GError **error) {
  const json_t *as = member(node, "as");
  if (!as) return true;
  const char *names[2] = {NULL, NULL};
  if (suffix && json_is_string(as)) {
    names[0] = json_string_value(as);
  } else if (!json_is_array(as) || json_array_size(as) > 2) {
    return wrong_type(node, "as", suffix ? "a name or an array of two names" : "an array of two names",
                      error);
  }
  for (size_t i = 0; i < json_array_size(as); i++) {
    const json_t *item = json_array_get(as, i);
    if (!json_is_string(item) && !json_is_null(item)) {
      cairn_error_at_index(error, CAIRN_ERROR_SPEC, as, i, "an item of \"as\" must be a string");
      return false;
    }
    names[i] = json_string_value(item);
  }
  if (suffix && names[0] && !names[1]) names[1] = cairn_arena_concat(arena, names[0], suffix);
  for (size_t i = 0; i < 2; i++)
    if (names[i]) out[i] = names[i];
  return true;
}

static bool read_sort_key(const json_t *item, CairnSortKey *out, GError **error) {
  static const char *const members[] = {"order", NULL}, *const orders[] = {"ascending", "descending", NULL};
  int order = 0;
  const char *unknown = NULL;
  g_autofree char *message = NULL;
  if (!cairn_members_known(item, "field", members, "a sort", &unknown, &message)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, item, unknown, "%s", message);
    return false;
  }
  out->node = item;
  if (!cairn_member_required_string(item, "field", "the field to sort by", &out->field, error)) return false;
  if (!cairn_member_choice(item, "order", orders, &order, error)) return false;
  out->descending = order == 1;
  return true;
}

bool cairn_member_sort(CairnArena *arena, const json_t *node, const char *key, CairnSortKeys *out,
                       GError **error) {
  const json_t *value = member(node, key);
  if (!value) return true;
  bool one = json_is_object(value);
  if (!one && !json_is_array(value))
    return wrong_type(node, key, "an array of {\"field\", \"order\"}", error);
  out->n = one ? 1 : json_array_size(value);
  out->items = cairn_arena_array(arena, out->n, CairnSortKey);
  for (size_t i = 0; i < out->n; i++) {
    const json_t *item = one ? value : json_array_get(value, i);
    if (!json_is_object(item)) {
      cairn_error_at_index(error, CAIRN_ERROR_SPEC, value, i,
                           "an item of \"%s\" must be {\"field\", \"order\"}", key);
      return false;
    }
    if (!read_sort_key(item, &out->items[i], error)) return false;
  }
  return true;
}

static char *unknown_message(const char *unknown, const char *key, const char *const *known,
                             const char *what) {
  g_autoptr(GPtrArray) candidates = g_ptr_array_new();
  if (key) g_ptr_array_add(candidates, (void *)key);
  for (; *known; known++)
    g_ptr_array_add(candidates, (void *)*known);
  const char *near = cairn_suggest(unknown, (const char *const *)candidates->pdata, candidates->len);
  g_autofree char *shown = cairn_text_printable(unknown, 60);
  if (near) return g_strdup_printf("%s has no property \"%s\"; did you mean \"%s\"?", what, shown, near);
  g_ptr_array_add(candidates, NULL);
  g_autofree char *list = g_strjoinv("\", \"", (char **)candidates->pdata);
  return g_strdup_printf("%s has no property \"%s\"; it has \"%s\"", what, shown, list);
}

bool cairn_members_known(const json_t *node, const char *key, const char *const *known, const char *what,
                         const char **unknown, char **message) {
  const char *name = NULL;
  json_t *value = NULL;
  json_object_foreach((json_t *)node, name, value) {
    if (key && strcmp(name, key) == 0) continue;
    const char *const *at = known;
    while (*at && strcmp(*at, name) != 0)
      at++;
    if (*at) continue;
    *unknown = name;
    *message = unknown_message(name, key, known, what);
    return false;
  }
  return true;
}
