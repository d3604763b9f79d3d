#include "table/json_value.h"

#include <string.h>

/* jansson's own limit of nesting when it reads is 2048. */
enum { DEEPEST = 2048 };

static CairnValue value_at_depth(CairnArena *arena, const json_t *json, int depth);

static CairnValue array_value(CairnArena *arena, const json_t *json, int depth) {
  CairnArray *array = cairn_arena_one(arena, CairnArray);
  array->n = json_array_size(json);
  CairnValue *items = cairn_arena_array(arena, array->n, CairnValue);
  for (size_t i = 0; i < array->n; i++)
    items[i] = value_at_depth(arena, json_array_get(json, i), depth + 1);
  array->items = items;
  return (CairnValue){.kind = CAIRN_ARRAY, .array = array};
}

static CairnValue object_value(CairnArena *arena, const json_t *json, int depth) {
  CairnObject *object = cairn_arena_one(arena, CairnObject);
  object->n = json_object_size(json);
  const char **keys = cairn_arena_array(arena, object->n, const char *);
  CairnValue *values = cairn_arena_array(arena, object->n, CairnValue);
  size_t i = 0;
  const char *key = NULL;
  json_t *member = NULL;
  json_object_foreach((json_t *)json, key, member) {
    keys[i] = cairn_arena_intern(arena, key, strlen(key));
    values[i++] = value_at_depth(arena, member, depth + 1);
  }
  object->keys = keys;
  object->values = values;
  return (CairnValue){.kind = CAIRN_OBJECT, .object = object};
}

static CairnValue value_at_depth(CairnArena *arena, const json_t *json, int depth) {
  if (depth > DEEPEST) return cairn_value_null();
  switch (json_typeof(json)) {
  case JSON_OBJECT:
    return object_value(arena, json, depth);
  case JSON_ARRAY:
    return array_value(arena, json, depth);
  case JSON_STRING:
    return cairn_value_string(cairn_arena_intern(arena, json_string_value(json), json_string_length(json)));
  case JSON_INTEGER:
  case JSON_REAL:
    return cairn_value_number(json_number_value(json));
  case JSON_TRUE:
  case JSON_FALSE:
    return cairn_value_boolean(json_is_true(json));
  default:
    return cairn_value_null();
  }
}

CairnValue cairn_value_from_json(CairnArena *arena, const json_t *json) {
  return json ? value_at_depth(arena, json, 0) : cairn_value_undefined();
}
