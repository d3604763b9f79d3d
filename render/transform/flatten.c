#include "base/limits.h"
#include "transform/fields.h"
#include "transform/members.h"
#include "transform/types.h"

#include <string.h>

/* How many rows each row becomes: the length of its longest array. */
static bool count_items(const CairnFields *fields, size_t n_rows, size_t *counts, size_t *total,
                        const json_t *node, GError **error) {
  *total = 0;
  for (size_t i = 0; i < n_rows; i++) {
    counts[i] = 0;
    for (size_t f = 0; f < fields->n; f++) {
      CairnValue value = cairn_column_value(fields->columns[f], i);
      if (cairn_value_is_missing(value)) continue;
      if (value.kind != CAIRN_ARRAY) {
        g_autofree char *shown = cairn_text_printable(fields->columns[f]->name, 60);
        cairn_error_at(error, CAIRN_ERROR_DATA, node, "flatten",
                       "\"%s\" is not an array in row %zu of the data", shown, i + 1);
        return false;
      }
      counts[i] = MAX(counts[i], value.array->n);
    }
    *total += counts[i];
    if (*total <= CAIRN_LIMIT_GENERATED_ROWS) continue;
    cairn_error_at(error, CAIRN_ERROR_LIMIT, node, "flatten",
                   "flattening makes more rows than the limit of %d", CAIRN_LIMIT_GENERATED_ROWS);
    return false;
  }
  return true;
}

/* Item `index` of the array of a row; null where it has none. */
static CairnValue item_of(const CairnColumn *column, size_t row, size_t index) {
  CairnValue value = cairn_column_value(column, row);
  if (value.kind != CAIRN_ARRAY || index >= value.array->n) return cairn_value_null();
  CairnValue item = value.array->items[index];
  return cairn_value_is_missing(item) ? cairn_value_null() : item;
}

static CairnTable *flatten(CairnTable *table, const CairnFields *fields, const char *const *as,
                           const size_t *counts, size_t total) {
  CairnArena *arena = table->arena;
  g_autofree size_t *rows = g_new(size_t, total), *items = g_new(size_t, total);
  size_t at = 0;
  for (size_t i = 0; i < table->n_rows; i++) {
    for (size_t k = 0; k < counts[i]; k++) {
      rows[at] = i;
      items[at++] = k;
    }
  }
  CairnTable *result = cairn_table_select(table, rows, total);
  for (size_t f = 0; f < fields->n; f++) {
    CairnValue *values = cairn_arena_array(arena, total, CairnValue);
    for (size_t i = 0; i < total; i++)
      values[i] = item_of(fields->columns[f], rows[i], items[i]);
    cairn_table_put(result, cairn_column_from_values(arena, as[f], values, total));
  }
  return result;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  CairnFields fields = {0};
  CairnNames names = {0}, given = {0};
  if (!cairn_fields_read(run, table, node, "flatten", &fields, error) ||
      !cairn_member_names(run->arena, node, "flatten", &names, error) ||
      !cairn_member_names(run->arena, node, "as", &given, error))
    return NULL;
  const char **as = cairn_arena_array(run->arena, names.n, const char *);
  for (size_t f = 0; f < names.n; f++)
    as[f] = f < given.n ? given.items[f] : fields.columns[f]->name;
  g_autofree size_t *counts = g_new(size_t, table->n_rows);
  size_t total = 0;
  if (!count_items(&fields, table->n_rows, counts, &total, node, error)) return NULL;
  return flatten(table, &fields, as, counts, total);
}

static const char *const members[] = {"as", NULL};
const CairnTransformType cairn_transform_flatten = {"flatten", members, apply, NULL};
