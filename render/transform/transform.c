#include "transform/transform.h"

#include "transform/members.h"
#include "transform/types.h"

#include "base/limits.h"

#include <math.h>
#include <stdarg.h>

/* A node may hold the key of a later row as an option of an earlier one: "extent" is one of density's. */
static const CairnTransformType *const types[] = {
    &cairn_transform_filter,     &cairn_transform_calculate,     &cairn_transform_aggregate,
    &cairn_transform_bin,        &cairn_transform_time_unit,     &cairn_transform_stack,
    &cairn_transform_window,     &cairn_transform_joinaggregate, &cairn_transform_fold,
    &cairn_transform_flatten,    &cairn_transform_impute,        &cairn_transform_lookup,
    &cairn_transform_pivot,      &cairn_transform_density,       &cairn_transform_quantile,
    &cairn_transform_regression, &cairn_transform_loess,         &cairn_transform_sample,
    &cairn_transform_extent,
};

static void warn_placed(const CairnTransformRun *run, const json_t *node, const char *key,
                        const char *message) {
  if (run->place_node)
    cairn_warn_at(run->warnings, run->place_node, run->place_key, "%s", message);
  else
    cairn_warn_at(run->warnings, node, key, "%s", message);
}

bool cairn_transform_object(const CairnTransformRun *run, const json_t *node, const char *key, GError **error,
                            const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (run->lenient)
    warn_placed(run, node, key, message);
  else
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, key, "%s", message);
  return run->lenient;
}

static const CairnTransformType *find_type(const json_t *node) {
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    if (json_object_get(node, types[i]->key)) return types[i];
  return NULL;
}

static void report_unknown_type(const json_t *node, GError **error) {
  const char *keys[G_N_ELEMENTS(types) + 1] = {NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
    keys[i] = types[i]->key;
  const char *name = NULL;
  json_t *value = NULL;
  json_object_foreach((json_t *)node, name, value) {
    const char *near = cairn_suggest(name, keys, G_N_ELEMENTS(types));
    if (!near) continue;
    g_autofree char *shown = cairn_text_printable(name, 60);
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, name, "there is no transform \"%s\"; did you mean \"%s\"?",
                   shown, near);
    return;
  }
  g_autofree char *list = g_strjoinv("\", \"", (char **)keys);
  cairn_error_at(error, CAIRN_ERROR_SPEC, node, NULL, "a transform must have one of \"%s\"", list);
}

static bool check_members(const CairnTransformRun *run, const CairnTransformType *type, const json_t *node,
                          GError **error) {
  const char *unknown = NULL;
  g_autofree char *message = NULL, *what = g_strdup_printf("the transform \"%s\"", type->key);
  if (cairn_members_known(node, type->key, type->members, what, &unknown, &message)) return true;
  return cairn_transform_object(run, node, unknown, error, "%s", message);
}

bool cairn_transform_check(const CairnTransformRun *run, const json_t *transform, GError **error) {
  const CairnTransformType *type = find_type(transform);
  if (!type) report_unknown_type(transform, error);
  return type && check_members(run, type, transform, error);
}

static CairnTable *apply_type(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  return cairn_transform_check(run, node, error) ? find_type(node)->apply(run, node, table, error) : NULL;
}

bool cairn_transform_is_row_wise(const json_t *transform) {
  const CairnTransformType *type = find_type(transform);
  return type && type->is_row_wise && type->is_row_wise(transform);
}

static void place_error(const CairnTransformRun *run, GError *error) {
  if (!run->place_node || error->domain != CAIRN_ERROR) return;
  CairnPlace *place = cairn_error_place(error);
  if (place->path) return;
  place->node = run->place_node;
  place->index = -1;
  g_free(place->key);
  place->key = g_strdup(run->place_key);
}

static bool check_kept(const CairnTable *table, const json_t *transform, GError **error) {
  if (table->n_rows <= CAIRN_LIMIT_KEPT_ROWS) return true;
  cairn_error_at(error, CAIRN_ERROR_LIMIT, transform, NULL,
                 "a transform of %zu rows, which are more than the limit of %d for what has to be kept in memory",
                 table->n_rows, CAIRN_LIMIT_KEPT_ROWS);
  return false;
}

CairnTable *cairn_transform_apply(CairnTransformRun *run, const json_t *transform, CairnTable *table,
                                  GError **error) {
  GError *failure = NULL;
  CairnTable *result =
      check_kept(table, transform, &failure) ? apply_type(run, transform, table, &failure) : NULL;
  if (result && result->n_columns > CAIRN_LIMIT_COLUMNS) {
    cairn_error_at(&failure, CAIRN_ERROR_LIMIT, transform, NULL,
                   "the transform makes %zu columns; the limit is %d", result->n_columns,
                   CAIRN_LIMIT_COLUMNS);
    result = NULL;
  }
  if (failure) {
    place_error(run, failure);
    g_propagate_error(error, failure);
  }
  return result;
}

static const CairnColumn *undefined_column(const CairnTable *table, const char *name) {
  double *numbers = cairn_arena_array(table->arena, table->n_rows, double);
  uint8_t *states = cairn_arena_array(table->arena, table->n_rows, uint8_t);
  for (size_t i = 0; i < table->n_rows; i++) {
    numbers[i] = NAN;
    states[i] = CAIRN_CELL_UNDEFINED;
  }
  return cairn_column_new_numbers(table->arena, name, numbers, states);
}

static char *unknown_field_message(const CairnTable *table, const char *field) {
  enum { SHOWN = 12 };
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (size_t i = 0; i < table->n_columns; i++)
    g_ptr_array_add(names, (void *)table->columns[i]->name);
  const char *near = cairn_suggest(field, (const char *const *)names->pdata, names->len);
  g_autofree char *shown = cairn_text_printable(field, 60);
  if (near) {
    g_autofree char *shown_near = cairn_text_printable(near, 60);
    return g_strdup_printf("the data have no field \"%s\"; did you mean \"%s\"?", shown, shown_near);
  }
  g_ptr_array_set_size(names, MIN((int)names->len, SHOWN));
  g_ptr_array_add(names, NULL);
  g_autofree char *list = g_strjoinv("\", \"", (char **)names->pdata);
  g_autofree char *shown_list = cairn_text_printable(list, 400);
  return g_strdup_printf("the data have no field \"%s\"; they have \"%s\"%s", shown, shown_list,
                         table->n_columns > SHOWN ? " and more" : "");
}

const CairnColumn *cairn_transform_field(CairnTransformRun *run, const CairnTable *table, const json_t *node,
                                         const char *key, const char *field, GError **error) {
  if (!cairn_field_split(run->arena, field)) {
    g_autofree char *shown = cairn_text_printable(field, 60);
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, key,
                   "the field \"%s\" has a bracket or a quote that does not close", shown);
    return NULL;
  }
  const CairnColumn *column = cairn_table_field(table, field);
  if (column) return column;
  if (table->n_rows > 0) {
    g_autofree char *message = unknown_field_message(table, field);
    if (!cairn_transform_object(run, node, key, error, "%s", message)) return NULL;
  }
  return undefined_column(table, cairn_field_flat_name(run->arena, field));
}
