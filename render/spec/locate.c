#include "base/error.h"
#include "base/utf8.h"
#include "spec/events.h"
#include "spec/load.h"

#include <string.h>

/* One step from a container to a member. */
typedef struct Step {
  const char *key; /* NULL: `index` counts */
  size_t index;
} Step;

/* ---- From a node to its path ---- */

static bool find_node(const json_t *json, const void *node, GArray *path);

static bool find_below(const json_t *member, Step step, const void *node, GArray *path) {
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

/* Reads on to the end of the value that `event` begins. */
static void skip_value(CairnEvents *events, const struct fy_event *event) {
  int depth = 0;
  for (; event; event = cairn_events_next(events)) {
    if (event->type == FYET_MAPPING_START || event->type == FYET_SEQUENCE_START) depth++;
    if (event->type == FYET_MAPPING_END || event->type == FYET_SEQUENCE_END) depth--;
    if (depth == 0) return;
  }
}

static bool is_end(const struct fy_event *event) {
  return !event || event->type == FYET_MAPPING_END || event->type == FYET_SEQUENCE_END;
}

static bool is_key(const struct fy_event *event, const char *key) {
  size_t length = 0;
  if (event->type != FYET_SCALAR) return false;
  const char *text = event->scalar.value ? fy_token_get_text(event->scalar.value, &length) : "";
  return text && strlen(key) == length && memcmp(text, key, length) == 0;
}

/* The value of member `key` of the mapping just begun, and the offset of the key; NULL if there is none. */
static const struct fy_event *enter_member(CairnEvents *events, const char *key, size_t *mark) {
  for (const struct fy_event *event; !is_end(event = cairn_events_next(events));) {
    size_t key_mark = *mark;
    bool found = is_key(event, key) && cairn_event_start(event, &key_mark);
    skip_value(events, event);
    event = cairn_events_next(events);
    if (found) *mark = key_mark;
    if (found) return event;
    skip_value(events, event);
  }
  return NULL;
}

static const struct fy_event *enter_item(CairnEvents *events, size_t index) {
  for (const struct fy_event *event; !is_end(event = cairn_events_next(events)); index--) {
    if (index == 0) return event;
    skip_value(events, event);
  }
  return NULL;
}

/* Follows the path as far as it goes; *mark becomes the offset reached, of the last member's name if `at_key`.
 * Returns the value's event if that is the end of the path. An alias ends the search: it is the place where the writer can change the value. */
static const struct fy_event *follow(CairnEvents *events, const GArray *path, bool at_key, size_t *mark) {
  const struct fy_event *event = cairn_events_next(events);
  while (event && (event->type == FYET_STREAM_START || event->type == FYET_DOCUMENT_START))
    event = cairn_events_next(events);
  for (guint i = 0; event; i++) {
    if (i < path->len || !at_key) cairn_event_start(event, mark);
    if (i == path->len) return event;
    const Step *step = &g_array_index(path, Step, i);
    if (event->type == FYET_MAPPING_START && step->key)
      event = enter_member(events, step->key, mark);
    else if (event->type == FYET_SEQUENCE_START && !step->key)
      event = enter_item(events, step->index);
    else
      event = NULL;
  }
  return NULL;
}

/* Characters from the place of a text's value to its byte `offset`; 0 unless the bytes up to there stand in
 * the spec as they are, on one line and without escapes. */
static size_t column_of_offset(const CairnSpec *spec, const struct fy_event *event, size_t mark,
                               size_t offset) {
  size_t length = 0;
  if (!event || event->type != FYET_SCALAR || !event->scalar.value || offset == 0) return 0;
  enum fy_scalar_style style = fy_token_scalar_style(event->scalar.value);
  size_t quote = style == FYSS_PLAIN ? 0 : 1;
  const char *value = fy_token_get_text(event->scalar.value, &length);
  size_t start = mark + quote;
  if (!value || offset > length || start > spec->length || offset > spec->length - start) return 0;
  if (memcmp(spec->text + start, value, offset) != 0 || memchr(value, '\n', offset)) return 0;
  return quote + (size_t)g_utf8_strlen(value, (gssize)offset);
}

static void place_in_text(const CairnSpec *spec, const GArray *path, CairnPlace *place) {
  g_autoptr(CairnEvents) events = cairn_events_new(spec->text, spec->length, spec->is_json);
  size_t mark = 0;
  const struct fy_event *event = follow(events, path, place->at_key, &mark);
  place->line = place->column = 1;
  cairn_text_advance(spec->text, MIN(mark, spec->length), &place->line, &place->column);
  place->column += column_of_offset(spec, event, mark, place->offset);
}

void cairn_spec_locate(const CairnSpec *spec, GError *error) {
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
