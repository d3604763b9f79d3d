#include "base/limits.h"
#include "transform/fields.h"
#include "transform/members.h"
#include "transform/types.h"

/* Each row `times` times in a row; NULL with an error past the limit. */
static CairnTable *repeat_rows(const CairnTable *table, size_t times, const json_t *node, GError **error) {
  if (times && table->n_rows > CAIRN_LIMIT_GENERATED_ROWS / times) {
    cairn_error_at(error, CAIRN_ERROR_LIMIT, node, NULL, "%zu rows times %zu are more than the limit of %d",
                   table->n_rows, times, CAIRN_LIMIT_GENERATED_ROWS);
    return NULL;
  }
  size_t n = table->n_rows * times;
  g_autofree size_t *rows = g_new(size_t, n);
  for (size_t i = 0; i < n; i++)
    rows[i] = i / times;
  return cairn_table_select(table, rows, n);
}

/* The field as the key says it: a plain name without escapes, a path as it is written. */
static const char *key_of(CairnArena *arena, const char *field) {
  const char *const *parts = cairn_field_split(arena, field);
  return parts[1] ? field : parts[0];
}

static CairnTable *fold(CairnTransformRun *run, CairnTable *table, const CairnNames *names,
                        const CairnFields *fields, const char *as[2], const json_t *node, GError **error) {
  CairnTable *result = repeat_rows(table, fields->n, node, error);
  if (!result) return NULL;
  const char **keys = cairn_arena_array(run->arena, result->n_rows, const char *);
  CairnValue *values = cairn_arena_array(run->arena, result->n_rows, CairnValue);
  for (size_t f = 0; f < fields->n; f++) {
    const char *key = key_of(run->arena, names->items[f]);
    for (size_t i = 0; i < table->n_rows; i++) {
      keys[i * fields->n + f] = key;
      values[i * fields->n + f] = cairn_column_value(fields->columns[f], i);
    }
  }
  cairn_table_put(result, cairn_column_new_strings(run->arena, as[0], keys, NULL));
  cairn_table_put(result, cairn_column_from_values(run->arena, as[1], values, result->n_rows));
  return result;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  CairnNames names = {0};
  CairnFields fields = {0};
  const char *as[2] = {"key", "value"};
  if (!cairn_member_names(run->arena, node, "fold", &names, error)) return NULL;
  if (!cairn_fields_read(run, table, node, "fold", &fields, error)) return NULL;
  if (!cairn_member_as(run->arena, node, NULL, as, error)) return NULL;
  return fold(run, table, &names, &fields, as, node, error);
}

static const char *const members[] = {"as", NULL};
static bool is_row_wise(const json_t *node) {
  (void)node;
  return true;
}

const CairnTransformType cairn_transform_fold = {"fold", members, apply, is_row_wise};
