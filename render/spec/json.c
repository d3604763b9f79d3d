#include "spec/view.h"

double cairn_json_number(const json_t *object, const char *key, double otherwise) {
  const json_t *value = cairn_json_get(object, key);
  return json_is_number(value) ? json_number_value(value) : otherwise;
}

const char *cairn_json_string(const json_t *object, const char *key, const char *otherwise) {
  const json_t *value = cairn_json_get(object, key);
  return json_is_string(value) ? json_string_value(value) : otherwise;
}

bool cairn_json_boolean(const json_t *object, const char *key, bool otherwise) {
  const json_t *value = cairn_json_get(object, key);
  return json_is_boolean(value) ? json_is_true(value) : otherwise;
}
