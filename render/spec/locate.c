#include "base/error.h"
#include "spec/load.h"
#include "spec/text_map.h"

#include <string.h>

/* One step from a container to a member. */
typedef struct Step {
  const char *key; /* NULL: `index` counts */
  size_t index;
} Step;

/* ---- From a node to its path ---- */

static bool find_node(const json_t *json, const void *node, GArray *path);

static bool find_below(const json_t *member, Step step, const void *node, GArray *path) {
  if (member != node && !json_is_object(member) && !json_is_array(member)) return false;
  g_array_append_val(path, step);
  if (find_node(member, node, path)) return true;
  g_array_set_size(path, path->len - 1);
  return false;
}

static bool find_node(const json_t *json, const void *node, GArray *path) {
  if (json == node) return true;
  const char *key = NULL;
  json_t *member = NULL;
  if (json_is_object(json)) {
    json_object_foreach((json_t *)json, key, member) {
      if (find_below(member, (Step){.key = key}, node, path)) return true;
    }
  }
  for (size_t i = 0; i < json_array_size(json); i++)
    if (find_below(json_array_get(json, i), (Step){.index = i}, node, path)) return true;
  return false;
}

/* Has `json` the member that is the place's witness? Pointers are compared and nothing else: the node that the
 * place names may be gone. */
static bool has_witness(const json_t *json, const CairnPlace *place) {
  if (place->witness_key) return json_object_get(json, place->witness_key) == place->witness;
  for (size_t i = 0; i < json_array_size(json); i++)
    if (json_array_get(json, i) == place->witness) return true;
  return false;
}

/* The first container of the tree that has the witness. */
static const json_t *find_original(const json_t *json, const CairnPlace *place) {
  const char *key;
  json_t *member;
  const json_t *found = has_witness(json, place) ? json : NULL;
  json_object_foreach((json_t *)json, key, member)
    if (!found) found = find_original(member, place);
  for (size_t i = 0; !found && i < json_array_size(json); i++)
    found = find_original(json_array_get(json, i), place);
  return found;
}

/* RFC 6901. */
static char *pointer_of(const GArray *path) {
  GString *pointer = g_string_new(NULL);
  for (guint i = 0; i < path->len; i++) {
    const Step *step = &g_array_index(path, Step, i);
    g_string_append_c(pointer, '/');
    if (!step->key) g_string_append_printf(pointer, "%zu", step->index);
    for (const char *c = step->key; c && *c; c++) {
      if (*c == '~' || *c == '/')
        g_string_append(pointer, *c == '~' ? "~0" : "~1");
      else
        g_string_append_c(pointer, *c);
    }
  }
  return g_string_free(pointer, FALSE);
}

/* ---- From a path to its place in the text ---- */

/* Follows the path as far as it goes; *mark becomes the offset reached, of the last member's name if `at_key`.
 * Returns the value if that is the end of the path. An alias ends the search: it is the place where the writer can change the value. */
static const CairnMappedValue *follow(const CairnTextMap *map, const GArray *path, bool at_key, size_t *mark) {
  const CairnMappedValue *value = cairn_text_map_root(map);
  for (guint i = 0; value; i++) {
    if (value->key_start != CAIRN_MAPPED_NOWHERE) *mark = value->key_start;
    if ((i < path->len || !at_key) && value->start != CAIRN_MAPPED_NOWHERE) *mark = value->start;
    if (i == path->len) return value;
    const Step *step = &g_array_index(path, Step, i);
    value = step->key ? cairn_text_map_member(value, step->key) : cairn_text_map_item(value, step->index);
  }
  return NULL;
}

/* The text at the end of the path; NULL if there is none. */
static const char *text_at(const json_t *json, const GArray *path) {
  for (guint i = 0; i < path->len; i++) {
    const Step *step = &g_array_index(path, Step, i);
    json = step->key ? json_object_get(json, step->key) : json_array_get(json, step->index);
  }
  return json_string_value(json);
}

/* Characters from the place of a text's value to its byte `offset`; 0 unless the bytes up to there stand in
 * the spec as they are, on one line and without escapes. */
static size_t column_of_offset(const CairnSpec *spec, const CairnMappedValue *value, const char *text, size_t mark,
                               size_t offset) {
  if (!value || !text || offset == 0 || offset > strlen(text)) return 0;
  size_t quote = value->kind == CAIRN_MAPPED_QUOTED ? 1 : 0, start = mark + quote;
  if (start > spec->length || offset > spec->length - start) return 0;
  if (memcmp(spec->text + start, text, offset) != 0 || memchr(text, '\n', offset)) return 0;
  return quote + (size_t)g_utf8_strlen(text, (gssize)offset);
}

static void place_in_text(CairnSpec *spec, const GArray *path, CairnPlace *place) {
  if (!spec->text_map) spec->text_map = cairn_text_map_new(spec->text, spec->length, spec->is_json);
  size_t mark = 0;
  const CairnMappedValue *value = follow(spec->text_map, path, place->at_key, &mark);
  cairn_text_map_line(spec->text_map, MIN(mark, spec->length), &place->line, &place->column);
  place->column += column_of_offset(spec, value, text_at(spec->root, path), mark, place->offset);
}

bool cairn_spec_has(const CairnSpec *spec, const json_t *node) {
  g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(Step));
  return find_node(spec->root, node, path);
}

void cairn_spec_locate(CairnSpec *spec, GError *error) {
  if (!error || error->domain != CAIRN_ERROR) return;
  CairnPlace *place = cairn_error_place(error);
  if (place->path) return;
  place->path = g_strdup(spec->path);
  if (!place->node) return;
  g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(Step));
  const json_t *original = NULL;
  bool found = find_node(spec->root, place->node, path);
  if (!found && place->witness) original = find_original(spec->root, place);
  if (!found && !(original && find_node(spec->root, original, path))) return;
  Step last = {.key = place->key, .index = (size_t)place->index};
  if (place->key || place->index >= 0) g_array_append_val(path, last);
  place->pointer = pointer_of(path);
  place_in_text(spec, path, place);
}
