#include "spec/text_map.h"

#include "base/utf8.h"
#include "spec/events.h"

#include <string.h>

struct CairnTextMap {
  const char *text;
  size_t offset, line, column; /* asked for last */
  GArray *values;
  GStringChunk *keys; /* each once */
};

/* ---- Reading ---- */

static bool is_end(const struct fy_event *event) {
  return !event || event->type == FYET_MAPPING_END || event->type == FYET_SEQUENCE_END;
}

static CairnMappedKind kind_of(const struct fy_event *event) {
  if (event->type == FYET_MAPPING_START) return CAIRN_MAPPED_MAPPING;
  if (event->type == FYET_SEQUENCE_START) return CAIRN_MAPPED_SEQUENCE;
  if (event->type != FYET_SCALAR || !event->scalar.value) return CAIRN_MAPPED_ALIAS;
  return fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN ? CAIRN_MAPPED_PLAIN : CAIRN_MAPPED_QUOTED;
}

static uint32_t start_of(const struct fy_event *event) {
  size_t start;
  return cairn_event_start(event, &start) ? (uint32_t)start : CAIRN_MAPPED_NOWHERE;
}

static const char *text_of(CairnTextMap *map, const struct fy_event *event) {
  size_t length = 0;
  const char *text = event->type == FYET_SCALAR && event->scalar.value ? fy_token_get_text(event->scalar.value, &length) : NULL;
  if (!text) return NULL;
  g_autofree char *copy = g_strndup(text, length);
  return g_string_chunk_insert_const(map->keys, copy);
}

static void add(CairnTextMap *map, CairnEvents *events, const struct fy_event *event, const char *key,
                uint32_t key_start);

static void add_member(CairnTextMap *map, CairnEvents *events, const struct fy_event *name) {
  const guint before = map->values->len;
  const char *key = text_of(map, name);
  const uint32_t start = start_of(name);
  /* YAML's names may be mappings, which are read on to their end. */
  add(map, events, name, NULL, CAIRN_MAPPED_NOWHERE);
  g_array_set_size(map->values, before);
  const struct fy_event *event = cairn_events_next(events);
  if (event) add(map, events, event, key, start);
}

/* Adds the value that `event` begins, and all that is in it; texts that are loaded are not deep. */
static void add(CairnTextMap *map, CairnEvents *events, const struct fy_event *event, const char *key,
                uint32_t key_start) {
  const guint at = map->values->len;
  const CairnMappedValue value = {kind_of(event), start_of(event), key_start, 1, key};
  g_array_append_val(map->values, value);
  if (value.kind == CAIRN_MAPPED_MAPPING)
    while (!is_end(event = cairn_events_next(events)))
      add_member(map, events, event);
  if (value.kind == CAIRN_MAPPED_SEQUENCE)
    while (!is_end(event = cairn_events_next(events)))
      add(map, events, event, NULL, CAIRN_MAPPED_NOWHERE);
  g_array_index(map->values, CairnMappedValue, at).size = map->values->len - at;
}

CairnTextMap *cairn_text_map_new(const char *text, size_t length, bool is_json) {
  CairnTextMap *map = g_new0(CairnTextMap, 1);
  map->values = g_array_new(FALSE, FALSE, sizeof(CairnMappedValue));
  map->text = text;
  map->line = map->column = 1;
  map->keys = g_string_chunk_new(1024);
  g_autoptr(CairnEvents) events = cairn_events_new(text, length, is_json);
  const struct fy_event *event = cairn_events_next(events);
  while (event && (event->type == FYET_STREAM_START || event->type == FYET_DOCUMENT_START))
    event = cairn_events_next(events);
  if (event) add(map, events, event, NULL, CAIRN_MAPPED_NOWHERE);
  return map;
}

void cairn_text_map_free(CairnTextMap *map) {
  if (!map) return;
  g_array_unref(map->values);
  g_string_chunk_free(map->keys);
  g_free(map);
}

/* ---- Finding ---- */

const CairnMappedValue *cairn_text_map_root(const CairnTextMap *map) {
  return map->values->len ? &g_array_index(map->values, CairnMappedValue, 0) : NULL;
}

const CairnMappedValue *cairn_text_map_member(const CairnMappedValue *value, const char *key) {
  if (value->kind != CAIRN_MAPPED_MAPPING) return NULL;
  for (const CairnMappedValue *member = value + 1; member < value + value->size; member += member->size)
    if (member->key && strcmp(member->key, key) == 0) return member;
  return NULL;
}

const CairnMappedValue *cairn_text_map_item(const CairnMappedValue *value, size_t index) {
  if (value->kind != CAIRN_MAPPED_SEQUENCE) return NULL;
  for (const CairnMappedValue *item = value + 1; item < value + value->size; item += item->size)
    if (index-- == 0) return item;
  return NULL;
}

void cairn_text_map_line(CairnTextMap *map, size_t offset, size_t *line, size_t *column) {
  if (offset < map->offset) {
    map->offset = 0;
    map->line = map->column = 1;
  }
  cairn_text_advance(map->text + map->offset, offset - map->offset, &map->line, &map->column);
  map->offset = offset;
  *line = map->line;
  *column = map->column;
}
