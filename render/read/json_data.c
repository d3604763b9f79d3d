#include "read/json_data.h"

#include "base/error.h"
#include "base/limits.h"
#include "table/json_value.h"

#include <string.h>

/* ---- Rows ---- */

typedef struct Rows {
  CairnArena *arena;
  size_t n_rows;
  GHashTable *columns; /* name -> CairnValue[n_rows] */
  GPtrArray *names;    /* in order of appearance */
} Rows;

static CairnValue *add_column(Rows *rows, const char *name, GError **error) {
  if (rows->names->len == CAIRN_LIMIT_COLUMNS) {
    cairn_error_set(error, CAIRN_ERROR_LIMIT,
                    "more than %d different members in the rows of the data, which is the limit",
                    CAIRN_LIMIT_COLUMNS);
    return NULL;
  }
  if (rows->n_rows > CAIRN_LIMIT_JSON_CELLS / (rows->names->len + 1)) {
    cairn_error_set(error, CAIRN_ERROR_LIMIT,
                    "%zu rows with %u or more different members are more than %d cells, which is the limit",
                    rows->n_rows, rows->names->len + 1, CAIRN_LIMIT_JSON_CELLS);
    return NULL;
  }
  CairnValue *values = g_new0(CairnValue, rows->n_rows);
  const char *kept = cairn_arena_intern(rows->arena, name, strlen(name));
  g_hash_table_insert(rows->columns, (gpointer)kept, values);
  g_ptr_array_add(rows->names, (gpointer)kept);
  return values;
}

static bool put_cell(Rows *rows, size_t row, const char *name, const json_t *json, GError **error) {
  CairnValue *values = g_hash_table_lookup(rows->columns, name);
  if (!values) values = add_column(rows, name, error);
  if (values) values[row] = cairn_value_from_json(rows->arena, json);
  return values != NULL;
}

static bool put_row(Rows *rows, size_t row, const json_t *json, GError **error) {
  if (json_is_object(json)) {
    const char *key = NULL;
    json_t *member = NULL;
    json_object_foreach((json_t *)json, key, member) {
      if (!put_cell(rows, row, key, member, error)) return false;
    }
    return true;
  }
  if (!json_is_array(json)) return put_cell(rows, row, "data", json, error);
  for (size_t i = 0; i < json_array_size(json); i++) {
    g_autofree char *name = g_strdup_printf("%zu", i);
    if (!put_cell(rows, row, name, json_array_get(json, i), error)) return false;
  }
  return true;
}

static CairnTable *finish_rows(const Rows *rows) {
  CairnTable *table = cairn_table_new(rows->arena, rows->n_rows);
  for (guint i = 0; i < rows->names->len; i++) {
    const char *name = rows->names->pdata[i];
    CairnValue *values = g_hash_table_lookup(rows->columns, name);
    const CairnColumn *column = cairn_column_from_values(rows->arena, name, values, rows->n_rows);
    cairn_table_put(table, column);
    if (column->type != CAIRN_COLUMN_ANY) continue;
    /* A column of mixed kinds keeps the values themselves. */
    g_hash_table_steal(rows->columns, name);
    cairn_arena_own(rows->arena, values, g_free);
  }
  return table;
}

static CairnTable *table_of_rows(CairnArena *arena, const json_t *json, GError **error) {
  bool many = json_is_array(json);
  Rows rows = {.arena = arena, .n_rows = many ? json_array_size(json) : 1};
  rows.columns = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  rows.names = g_ptr_array_new();
  bool done = true;
  for (size_t i = 0; i < rows.n_rows && done; i++)
    done = put_row(&rows, i, many ? json_array_get(json, i) : json, error);
  CairnTable *table = done ? finish_rows(&rows) : NULL;
  g_hash_table_unref(rows.columns);
  g_ptr_array_unref(rows.names);
  return table;
}

/* ---- The property ---- */

static const json_t *member_of(const json_t *json, const char *name) {
  if (json_is_object(json)) return json_object_get(json, name);
  if (!json_is_array(json)) return NULL;
  char *end = NULL;
  guint64 index = g_ascii_strtoull(name, &end, 10);
  return *name && !*end ? json_array_get(json, (size_t)index) : NULL;
}

static void set_no_property(const json_t *holder, const char *property, const char *name, GError **error) {
  g_autoptr(GPtrArray) keys = g_ptr_array_new();
  const char *key = NULL;
  json_t *member = NULL;
  if (json_is_object(holder)) {
    json_object_foreach((json_t *)holder, key, member) {
      g_ptr_array_add(keys, (gpointer)key);
    }
  }
  const char *nearest = cairn_suggest(name, (const char *const *)keys->pdata, keys->len);
  g_autofree char *hint = nearest ? g_strdup_printf("; did you mean '%s'?", nearest) : g_strdup("");
  cairn_error_set(error, CAIRN_ERROR_DATA, "the data have no property '%s'%s", property, hint);
}

static const json_t *find_property(CairnArena *arena, const json_t *json, const char *property,
                                   GError **error) {
  if (!property || !*property) return json;
  const char *const *parts = cairn_field_split(arena, property);
  if (!parts) {
    cairn_error_set(error, CAIRN_ERROR_SPEC,
                    "'%s' is no path to a property; expected for example a.b or a[0].b", property);
    return NULL;
  }
  for (; *parts; parts++) {
    const json_t *member = member_of(json, *parts);
    if (!member) {
      set_no_property(json, property, *parts, error);
      return NULL;
    }
    json = member;
  }
  return json;
}

CairnTable *cairn_read_json(CairnArena *arena, const json_t *json, const char *property, GError **error) {
  const json_t *rows = find_property(arena, json, property, error);
  return rows ? table_of_rows(arena, rows, error) : NULL;
}
