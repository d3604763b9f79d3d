/* Looking values up in a discrete domain. Values are the same as in a JavaScript Map: by kind and content, a
 * date being the number of its milliseconds. */
#include "scale/scale_class.h"

#include <string.h>

static guint hash_number(double number) {
  uint64_t bits = 0;
  if (number != 0 && !isnan(number)) memcpy(&bits, &number, sizeof bits);
  return (guint)(bits ^ (bits >> 32)) * 2654435761U;
}

static guint hash_value(gconstpointer data) {
  const CairnValue *value = data;
  switch (value->kind) {
  case CAIRN_NUMBER:
  case CAIRN_TIME:
    return hash_number(value->number);
  case CAIRN_STRING:
    return g_str_hash(value->string);
  case CAIRN_BOOLEAN:
    return value->boolean ? 1 : 2;
  case CAIRN_ARRAY:
    return g_direct_hash(value->array);
  case CAIRN_OBJECT:
    return g_direct_hash(value->object);
  case CAIRN_REGEXP:
    return g_direct_hash(value->regexp);
  case CAIRN_UNDEFINED:
  case CAIRN_NULL:
    break;
  }
  return (guint)value->kind;
}

static bool is_number_like(const CairnValue *value) {
  return value->kind == CAIRN_NUMBER || value->kind == CAIRN_TIME;
}

static gboolean equal_values(gconstpointer a_data, gconstpointer b_data) {
  const CairnValue *a = a_data, *b = b_data;
  if (is_number_like(a) && is_number_like(b))
    return a->number == b->number || (isnan(a->number) && isnan(b->number));
  if (a->kind != b->kind) return FALSE;
  switch (a->kind) {
  case CAIRN_STRING:
    return a->string == b->string || strcmp(a->string, b->string) == 0;
  case CAIRN_BOOLEAN:
    return a->boolean == b->boolean;
  case CAIRN_ARRAY:
    return a->array == b->array;
  case CAIRN_OBJECT:
    return a->object == b->object;
  case CAIRN_REGEXP:
    return a->regexp == b->regexp;
  default:
    return TRUE;
  }
}

static void free_index(void *index) {
  g_hash_table_unref(index);
}

void cairn_discrete_prepare(CairnScale *scale) {
  CairnValue *values = cairn_arena_array(scale->arena, scale->n_domain, CairnValue);
  size_t n = 0;
  scale->index = g_hash_table_new(hash_value, equal_values);
  cairn_arena_own(scale->arena, scale->index, free_index);
  for (size_t i = 0; i < scale->n_domain; i++) {
    values[n] = scale->values[i];
    if (g_hash_table_contains(scale->index, &values[n])) continue;
    g_hash_table_insert(scale->index, &values[n], GSIZE_TO_POINTER(n + 1));
    n++;
  }
  scale->values = values;
  scale->n_domain = n;
}

size_t cairn_discrete_find(const CairnScale *scale, CairnValue value) {
  size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(scale->index, &value));
  return found ? found - 1 : CAIRN_PICK_NONE;
}
