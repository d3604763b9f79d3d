#include "base/limits.h"
#include "transform/fields.h"
#include "transform/group.h"
#include "transform/members.h"
#include "transform/types.h"

#include <math.h>

typedef struct Pivot {
  const CairnColumn *field, *value;
  CairnFields groupby;
  CairnAggregateOp op;
  double limit; /* of new columns; 0: all */
} Pivot;

static bool read_pivot(CairnTransformRun *run, const CairnTable *table, const json_t *node, Pivot *out,
                       GError **error) {
  int op = CAIRN_AGGREGATE_SUM;
  out->field = cairn_field_read(run, table, node, "pivot", "the field whose values name the columns", error);
  if (!out->field) return false;
  out->value = cairn_field_read(run, table, node, "value", "the field whose values fill the columns", error);
  if (!out->value || !cairn_fields_read(run, table, node, "groupby", &out->groupby, error) ||
      !cairn_member_choice(node, "op", cairn_aggregate_op_names(), &op, error) ||
      !cairn_member_number(node, "limit", &out->limit, error))
    return false;
  out->op = (CairnAggregateOp)op;
  return true;
}

/* One column to be: its value of the pivot field, and the code of that value. */
typedef struct Key {
  CairnValue value;
  uint32_t code;
} Key;

static int compare_keys(const void *a, const void *b) {
  return cairn_value_compare(((const Key *)a)->value, ((const Key *)b)->value);
}

/* The distinct values in ascending order, cut at the limit. */
static Key *sorted_keys(const Pivot *pivot, const uint32_t *codes, size_t n_rows, size_t *n_keys) {
  Key *keys = g_new0(Key, *n_keys);
  for (size_t i = n_rows; i-- > 0;)
    keys[codes[i]] = (Key){cairn_column_value(pivot->field, i), codes[i]};
  if (*n_keys > 1) qsort(keys, *n_keys, sizeof *keys, compare_keys);
  if (pivot->limit >= 1) *n_keys = (size_t)fmin((double)*n_keys, floor(pivot->limit));
  return keys;
}

static CairnTable *group_columns(CairnArena *arena, const Pivot *pivot, const CairnGroups *groups) {
  CairnTable *all = cairn_table_new(arena, groups->n_rows);
  for (size_t i = 0; i < pivot->groupby.n; i++)
    cairn_table_put(all, pivot->groupby.columns[i]);
  g_autofree size_t *first = g_new(size_t, groups->n);
  for (size_t g = 0; g < groups->n; g++)
    first[g] = groups->rows[groups->start[g]];
  return cairn_table_select(all, first, groups->n);
}

/* Rows by group and code of the pivot's value: cells[group] holds, per code, where its rows begin in `rows`.
 */
static void put_columns(CairnTable *result, const Pivot *pivot, const CairnTable *table,
                        const CairnGroups *groups, const uint32_t *codes, size_t n_codes, const Key *keys,
                        size_t n_keys) {
  CairnArena *arena = table->arena;
  CairnMeasure measure = {.op = pivot->op, .column = pivot->value, .table = table, .decay = NAN};
  CairnValue *cells = cairn_arena_array(arena, n_keys * groups->n, CairnValue);
  g_autofree size_t *start = g_new(size_t, n_codes + 1), *rows = g_new(size_t, table->n_rows);
  for (size_t g = 0; g < groups->n; g++) {
    const size_t *members = cairn_group_rows(groups, g);
    size_t n = cairn_group_size(groups, g);
    for (size_t c = 0; c <= n_codes; c++)
      start[c] = 0;
    for (size_t i = 0; i < n; i++)
      start[codes[members[i]] + 1]++;
    for (size_t c = 0; c < n_codes; c++)
      start[c + 1] += start[c];
    g_autofree size_t *next = g_memdup2(start, (n_codes + 1) * sizeof *start);
    for (size_t i = 0; i < n; i++)
      rows[next[codes[members[i]]]++] = members[i];
    for (size_t k = 0; k < n_keys; k++) {
      size_t from = start[keys[k].code], to = start[keys[k].code + 1];
      cells[k * groups->n + g] = cairn_measure_rows(arena, &measure, rows + from, to - from);
    }
  }
  for (size_t k = 0; k < n_keys; k++) {
    const char *name = cairn_value_to_string(arena, keys[k].value);
    cairn_table_put(result, cairn_column_from_values(arena, name, cells + k * groups->n, groups->n));
  }
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  Pivot pivot = {0};
  if (!read_pivot(run, table, node, &pivot, error)) return NULL;
  CairnGroups groups = cairn_groups_of(run->arena, pivot.groupby.columns, pivot.groupby.n, table->n_rows);
  size_t n_codes = 0;
  g_autofree uint32_t *codes = cairn_column_codes(run->arena, pivot.field, table->n_rows, &n_codes);
  if (n_codes > CAIRN_LIMIT_COLUMNS || n_codes * groups.n > CAIRN_LIMIT_GENERATED_ROWS) {
    cairn_error_at(error, CAIRN_ERROR_LIMIT, node, "pivot",
                   "the field has %zu values in %zu groups; the limits are %d columns and %d cells", n_codes,
                   groups.n, CAIRN_LIMIT_COLUMNS, CAIRN_LIMIT_GENERATED_ROWS);
    return NULL;
  }
  size_t n_keys = n_codes;
  g_autofree Key *keys = sorted_keys(&pivot, codes, table->n_rows, &n_keys);
  CairnTable *result = group_columns(run->arena, &pivot, &groups);
  put_columns(result, &pivot, table, &groups, codes, n_codes, keys, n_keys);
  return result;
}

static const char *const members[] = {"value", "groupby", "op", "limit", NULL};
const CairnTransformType cairn_transform_pivot = {"pivot", members, apply, NULL};
