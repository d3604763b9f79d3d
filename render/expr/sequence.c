/* Arrays, and strings as sequences of characters. */

#include "expr/function.h"
#include "expr/operators.h"
#include "expr/utf16.h"

#include "base/limits.h"

#include <math.h>
#include <string.h>

static CairnValue fail_type(CairnCall *call, const char *expected) {
  return cairn_call_fail(call, CAIRN_ERROR_DATA, "expected %s as first argument", expected);
}

/* The array of argument 0, or NULL and an error. */
static const CairnArray *array_argument(CairnCall *call) {
  CairnValue value = call->arguments[0];
  if (value.kind == CAIRN_ARRAY) return value.array;
  fail_type(call, "an array");
  return NULL;
}

static bool is_sequence(CairnValue value) {
  return value.kind == CAIRN_ARRAY || value.kind == CAIRN_STRING;
}

static CairnValue call_length(CairnCall *call) {
  return cairn_operator_member(call->run, call->arguments[0], cairn_value_string("length"), call->offset);
}

static CairnValue call_peek(CairnCall *call) {
  CairnValue length = call_length(call);
  if (length.kind != CAIRN_NUMBER) return cairn_value_undefined();
  return cairn_operator_member(call->run, call->arguments[0], cairn_value_number(length.number - 1),
                               call->offset);
}

/* A position given relative to the end when negative, clipped to 0..length; `absent` when not given. */
static size_t position_argument(const CairnCall *call, size_t i, size_t length, size_t absent) {
  if (!cairn_call_has(call, i)) return absent;
  double position = cairn_to_integer(cairn_call_number(call, i));
  if (position < 0) position += (double)length;
  return position <= 0 ? 0 : position >= (double)length ? length : (size_t)position;
}

static CairnValue call_slice(CairnCall *call) {
  CairnValue value = call->arguments[0];
  if (!is_sequence(value)) return fail_type(call, "an array or a string");
  size_t length = value.kind == CAIRN_ARRAY ? value.array->n : cairn_utf16_length(value.string);
  size_t start = position_argument(call, 1, length, 0), end = position_argument(call, 2, length, length);
  if (value.kind == CAIRN_STRING) {
    if (!cairn_run_string(call->run, call->offset, strlen(value.string))) return cairn_value_undefined();
    return cairn_value_string(cairn_utf16_slice(call->run->arena, value.string, start, end));
  }
  if (start >= end) return cairn_call_array(call, cairn_call_new_items(call, 0), 0);
  return cairn_call_array(call, value.array->items + start, end - start);
}

/* ---- search ---- */

static double index_in_array(const CairnArray *array, CairnValue sought, size_t from) {
  for (size_t i = from; i < array->n; i++)
    if (cairn_value_strict_equal(array->items[i], sought)) return (double)i;
  return -1;
}

static double index_in_string(const char *text, const char *sought, size_t from) {
  const char *start = text + cairn_utf16_to_byte(text, from);
  const char *found = strstr(start, sought);
  return found ? (double)cairn_utf16_from_byte(text, (size_t)(found - text)) : -1;
}

static CairnValue call_indexof(CairnCall *call) {
  CairnValue value = call->arguments[0];
  if (!is_sequence(value)) return fail_type(call, "an array or a string");
  if (value.kind == CAIRN_ARRAY) {
    if (!cairn_run_step(call->run, call->offset, value.array->n)) return cairn_value_undefined();
    size_t from = position_argument(call, 2, value.array->n, 0);
    return cairn_value_number(index_in_array(value.array, call->arguments[1], from));
  }
  /* In a string a negative start is the start. */
  double start = fmax(0, cairn_to_integer(cairn_call_number(call, 2)));
  size_t length = cairn_utf16_length(value.string);
  size_t from = start >= (double)length ? length : (size_t)start;
  return cairn_value_number(index_in_string(value.string, cairn_call_string(call, 1), from));
}

static double last_index_in_array(const CairnArray *array, CairnValue sought, double from) {
  if (from < 0) from += (double)array->n;
  size_t end = from < 0 ? 0 : from >= (double)array->n ? array->n : (size_t)from + 1;
  for (size_t i = end; i > 0; i--)
    if (cairn_value_strict_equal(array->items[i - 1], sought)) return (double)(i - 1);
  return -1;
}

/* Backwards, so that strstr's linear time holds for the last occurrence too. */
static double last_index_in_string(const char *text, const char *sought, double from) {
  size_t length = cairn_utf16_length(text);
  size_t limit = from >= (double)length ? length : from < 0 ? 0 : (size_t)from;
  size_t sought_length = strlen(sought), text_length = strlen(text);
  if (sought_length > text_length) return -1;
  size_t start = MIN(cairn_utf16_to_byte(text, limit), text_length - sought_length);
  g_autofree char *turned_text = g_strreverse(g_strndup(text, start + sought_length));
  g_autofree char *turned_sought = g_strreverse(g_strdup(sought));
  const char *found = strstr(turned_text, turned_sought);
  if (!found) return -1;
  return (double)cairn_utf16_from_byte(text, start - (size_t)(found - turned_text));
}

static CairnValue call_lastindexof(CairnCall *call) {
  CairnValue value = call->arguments[0];
  if (!is_sequence(value)) return fail_type(call, "an array or a string");
  size_t work = value.kind == CAIRN_ARRAY ? value.array->n : strlen(value.string);
  if (!cairn_run_step(call->run, call->offset, work)) return cairn_value_undefined();
  double from = cairn_call_number(call, 2);
  if (value.kind == CAIRN_STRING) {
    from = isnan(from) ? INFINITY : trunc(from);
    return cairn_value_number(last_index_in_string(value.string, cairn_call_string(call, 1), from));
  }
  from = call->n > 2 ? cairn_to_integer(from) : INFINITY;
  return cairn_value_number(last_index_in_array(value.array, call->arguments[1], from));
}

/* ---- new arrays ---- */

static CairnValue call_join(CairnCall *call) {
  const CairnArray *array = array_argument(call);
  if (!array || !cairn_run_step(call->run, call->offset, array->n)) return cairn_value_undefined();
  const char *separator = cairn_call_has(call, 1) ? cairn_call_string(call, 1) : ",";
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < array->n && text->len <= CAIRN_LIMIT_STRING_BYTES; i++) {
    if (i > 0) g_string_append(text, separator);
    if (!cairn_value_is_missing(array->items[i]))
      g_string_append(text, cairn_value_to_string(call->run->arena, array->items[i]));
  }
  return cairn_call_take_string(call, text);
}

static CairnValue call_reverse(CairnCall *call) {
  const CairnArray *array = array_argument(call);
  CairnValue *items = array ? cairn_call_new_items(call, array->n) : NULL;
  if (!items) return cairn_value_undefined();
  for (size_t i = 0; i < array->n; i++)
    items[i] = array->items[array->n - 1 - i];
  return cairn_call_array(call, items, array->n);
}

/* JavaScript sorts undefined behind all else, whatever the order. */
static int compare_items(const void *a, const void *b, void *data) {
  (void)data;
  const CairnValue *p = a, *q = b;
  bool p_undefined = p->kind == CAIRN_UNDEFINED, q_undefined = q->kind == CAIRN_UNDEFINED;
  if (p_undefined || q_undefined) return (int)p_undefined - (int)q_undefined;
  return cairn_value_compare(*p, *q);
}

static CairnValue call_sort(CairnCall *call) {
  const CairnArray *array = array_argument(call);
  CairnValue *items = array ? cairn_call_new_items(call, array->n) : NULL;
  if (!items) return cairn_value_undefined();
  if (array->n > 0) memcpy(items, array->items, array->n * sizeof *items);
  g_qsort_with_data(items, (int)array->n, sizeof *items, compare_items, NULL);
  return cairn_call_array(call, items, array->n);
}

/* start, start + step, ... below stop, as many as d3's range gives. */
static CairnValue call_sequence(CairnCall *call) {
  double start = call->n < 2 ? 0 : cairn_call_number(call, 0);
  double stop = cairn_call_number(call, call->n < 2 ? 0 : 1);
  double step = call->n < 3 ? 1 : cairn_call_number(call, 2);
  double count = ceil((stop - start) / step);
  if (count > CAIRN_LIMIT_EXPRESSION_STEPS)
    return cairn_call_fail(call, CAIRN_ERROR_LIMIT, "more than %d items", CAIRN_LIMIT_EXPRESSION_STEPS);
  size_t n = count > 0 ? (size_t)count : 0;
  CairnValue *items = cairn_call_new_items(call, n);
  for (size_t i = 0; items && i < n; i++)
    items[i] = cairn_value_number(start + (double)i * step);
  return cairn_call_array(call, items, n);
}

/* The least and the greatest of the values that are neither missing nor NaN, compared as < does. */
static CairnValue call_extent(CairnCall *call) {
  CairnValue value = call->arguments[0];
  CairnValue *ends = cairn_call_new_items(call, 2);
  if (!ends) return cairn_value_undefined();
  ends[0] = ends[1] = cairn_value_undefined();
  size_t n = value.kind == CAIRN_ARRAY ? value.array->n : 0;
  if (!cairn_run_step(call->run, call->offset, n)) return cairn_value_undefined();
  for (size_t i = 0; i < n; i++) {
    CairnValue item = value.array->items[i];
    if (cairn_value_is_missing(item) || (item.kind == CAIRN_NUMBER && isnan(item.number))) continue;
    bool first = ends[0].kind == CAIRN_UNDEFINED;
    if (first || cairn_value_relation(item, ends[0]) == -1) ends[0] = item;
    if (first || cairn_value_relation(item, ends[1]) == 1) ends[1] = item;
  }
  return cairn_call_array(call, ends, 2);
}

/* ---- objects ---- */

typedef struct Members {
  GPtrArray *keys;
  GArray *values;
  GHashTable *positions; /* key -> position + 1 */
} Members;

static void set_member(Members *members, const char *key, CairnValue value) {
  size_t position = GPOINTER_TO_SIZE(g_hash_table_lookup(members->positions, key));
  if (position > 0) {
    g_array_index(members->values, CairnValue, position - 1) = value;
    return;
  }
  g_ptr_array_add(members->keys, (gpointer)key);
  g_array_append_val(members->values, value);
  g_hash_table_insert(members->positions, (gpointer)key, GSIZE_TO_POINTER((size_t)members->keys->len));
}

static void set_members(CairnCall *call, Members *members, CairnValue from) {
  if (from.kind == CAIRN_OBJECT && cairn_run_step(call->run, call->offset, from.object->n))
    for (size_t i = 0; i < from.object->n; i++)
      set_member(members, from.object->keys[i], from.object->values[i]);
  if (from.kind == CAIRN_ARRAY && cairn_run_step(call->run, call->offset, from.array->n))
    for (size_t i = 0; i < from.array->n; i++)
      set_member(members, cairn_arena_printf(call->run->arena, "%zu", i), from.array->items[i]);
}

static CairnValue call_merge(CairnCall *call) {
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  g_autoptr(GArray) values = g_array_new(FALSE, FALSE, sizeof(CairnValue));
  g_autoptr(GHashTable) positions = g_hash_table_new(g_str_hash, g_str_equal);
  Members members = {keys, values, positions};
  for (size_t i = 0; i < call->n; i++)
    set_members(call, &members, call->arguments[i]);
  return cairn_value_new_object(call->run->arena, (const char *const *)keys->pdata,
                                (const CairnValue *)(void *)values->data, keys->len);
}

static CairnValue follow_path(CairnCall *call, CairnValue value, const char *const *path) {
  for (; *path && !call->run->failed; path++)
    value = cairn_operator_member(call->run, value, cairn_value_string(*path), call->offset);
  return value;
}

static CairnValue call_pluck(CairnCall *call) {
  const char *const *path = cairn_field_split(call->run->arena, cairn_call_string(call, 1));
  if (!path)
    return cairn_call_fail(call, CAIRN_ERROR_SPEC,
                           "expected a field such as 'a' or 'a.b' as second argument");
  CairnValue value = call->arguments[0];
  if (value.kind != CAIRN_ARRAY) return follow_path(call, value, path);
  CairnValue *items = cairn_call_new_items(call, value.array->n);
  for (size_t i = 0; items && i < value.array->n; i++)
    items[i] = follow_path(call, value.array->items[i], path);
  return cairn_call_array(call, items, value.array->n);
}

static const CairnFunction functions[] = {
    {"extent", 1, 1, call_extent},   {"indexof", 2, 3, call_indexof},
    {"join", 1, 2, call_join},       {"lastindexof", 2, 3, call_lastindexof},
    {"length", 1, 1, call_length},   {"merge", 0, -1, call_merge},
    {"peek", 1, 1, call_peek},       {"pluck", 2, 2, call_pluck},
    {"reverse", 1, 1, call_reverse}, {"sequence", 1, 3, call_sequence},
    {"slice", 1, 3, call_slice},     {"sort", 1, 1, call_sort},
};

const CairnFunctionFamily cairn_array_functions = {functions, G_N_ELEMENTS(functions)};
