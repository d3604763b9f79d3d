#include "json_table.h"

#include <math.h>
#include <string.h>

static CairnValue array_value(CairnArena *arena, const json_t *json) {
  size_t n = json_array_size(json);
  CairnValue *items = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    items[i] = test_value_from_json(arena, json_array_get(json, i));
  return cairn_value_new_array(arena, items, n);
}

static CairnValue object_value(CairnArena *arena, const json_t *json) {
  size_t n = json_object_size(json), i = 0;
  const char **keys = cairn_arena_array(arena, n, const char *), *key = NULL;
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  json_t *value = NULL;
  json_object_foreach((json_t *)json, key, value) {
    keys[i] = cairn_arena_strdup(arena, key);
    values[i++] = test_value_from_json(arena, value);
  }
  return cairn_value_new_object(arena, keys, values, n);
}

static double special_number(const char *text) {
  return strcmp(text, "NaN") == 0 ? NAN : *text == '-' ? -INFINITY : INFINITY;
}

CairnValue test_value_from_json(CairnArena *arena, const json_t *json) {
  const json_t *special = NULL;
  if ((special = json_object_get(json, "$time"))) return cairn_value_time(json_number_value(special));
  if ((special = json_object_get(json, "$number")))
    return cairn_value_number(special_number(json_string_value(special)));
  if (json_object_get(json, "$undefined")) return cairn_value_undefined();
  switch (json_typeof(json)) {
  case JSON_TRUE:
  case JSON_FALSE:
    return cairn_value_boolean(json_is_true(json));
  case JSON_INTEGER:
  case JSON_REAL:
    return cairn_value_number(json_number_value(json));
  case JSON_STRING:
    return cairn_value_string(cairn_arena_strdup(arena, json_string_value(json)));
  case JSON_ARRAY:
    return array_value(arena, json);
  case JSON_OBJECT:
    return object_value(arena, json);
  default:
    return cairn_value_null();
  }
}

static bool is_time(const json_t *times, const char *name) {
  for (size_t i = 0; i < json_array_size(times); i++)
    if (strcmp(json_string_value(json_array_get(times, i)), name) == 0) return true;
  return false;
}

static const CairnColumn *column_from_json(CairnArena *arena, const json_t *rows, const char *name,
                                           bool as_time) {
  size_t n = json_array_size(rows);
  CairnValue *values = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++) {
    const json_t *cell = json_object_get(json_array_get(rows, i), name);
    values[i] = cell ? test_value_from_json(arena, cell) : cairn_value_undefined();
    if (as_time && values[i].kind == CAIRN_NUMBER) values[i] = cairn_value_time(values[i].number);
  }
  return cairn_column_from_values(arena, cairn_arena_strdup(arena, name), values, n);
}

CairnTable *test_table_from_json(CairnArena *arena, const json_t *rows, const json_t *times) {
  CairnTable *table = cairn_table_new(arena, json_array_size(rows));
  for (size_t i = 0; i < json_array_size(rows); i++) {
    const char *name = NULL;
    json_t *cell = NULL;
    json_object_foreach(json_array_get(rows, i), name, cell) {
      if (cairn_table_column(table, name)) continue;
      cairn_table_put(table, column_from_json(arena, rows, name, is_time(times, name)));
    }
  }
  return table;
}

static bool numbers_agree(double a, double b) {
  if (isnan(a) || isnan(b)) return isnan(a) && isnan(b);
  return a == b || fabs(a - b) <= 1e-9 * fmax(1e-3, fmax(fabs(a), fabs(b)));
}

static bool is_number_or_time(CairnValue value) {
  return value.kind == CAIRN_NUMBER || value.kind == CAIRN_TIME;
}

/* Vega keeps parsed dates as numbers, so a time and a number of ms agree. */
static bool values_agree(CairnValue a, CairnValue b) {
  if (is_number_or_time(a) && is_number_or_time(b)) return numbers_agree(a.number, b.number);
  if (a.kind != b.kind) return false;
  switch (a.kind) {
  case CAIRN_STRING:
    return strcmp(a.string, b.string) == 0;
  case CAIRN_BOOLEAN:
    return a.boolean == b.boolean;
  case CAIRN_ARRAY:
    for (size_t i = 0; i < a.array->n && a.array->n == b.array->n; i++)
      if (!values_agree(a.array->items[i], b.array->items[i])) return false;
    return a.array->n == b.array->n;
  case CAIRN_OBJECT:
    for (size_t i = 0; i < a.object->n; i++)
      if (!values_agree(a.object->values[i], cairn_value_member(b, a.object->keys[i]))) return false;
    return a.object->n == b.object->n;
  default:
    return true;
  }
}

static char *show(CairnArena *arena, CairnValue value) {
  if (value.kind == CAIRN_UNDEFINED) return g_strdup("undefined");
  if (value.kind != CAIRN_NUMBER)
    return g_strdup_printf("%d:%s", (int)value.kind, cairn_value_to_name(arena, value));
  return g_strdup_printf("%.17g", value.number);
}

static char *row_difference(CairnTable *table, size_t row, const json_t *expected) {
  CairnValue have = cairn_table_row(table, row), want = test_value_from_json(table->arena, expected);
  for (size_t pass = 0; pass < 2; pass++) {
    const CairnObject *names = pass ? want.object : have.object;
    for (size_t i = 0; i < names->n; i++) {
      CairnValue a = cairn_value_member(have, names->keys[i]), b = cairn_value_member(want, names->keys[i]);
      if (values_agree(a, b)) continue;
      g_autofree char *shown_a = show(table->arena, a), *shown_b = show(table->arena, b);
      return g_strdup_printf("row %zu, %s: have %s, expected %s", row, names->keys[i], shown_a, shown_b);
    }
  }
  return NULL;
}

char *test_table_difference(CairnTable *table, const json_t *expected) {
  if (table->n_rows != json_array_size(expected))
    return g_strdup_printf("have %zu rows, expected %zu", table->n_rows, json_array_size(expected));
  for (size_t i = 0; i < table->n_rows; i++) {
    char *difference = row_difference(table, i, json_array_get(expected, i));
    if (difference) return difference;
  }
  return NULL;
}
