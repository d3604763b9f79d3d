#include "base/limits.h"
#include "transform/members.h"
#include "transform/types.h"
#include "transform/window.h"

#include <math.h>
#include <string.h>

typedef struct Impute {
  const CairnColumn *field, *key;
  CairnFields groupby;
  int method; /* index in `methods`; 0 writes `value` */
  CairnValue value;
  CairnValue *keyvals;
  size_t n_keyvals;
  double frame[2];
} Impute;

static const char *const methods[] = {"value", "mean", "median", "max", "min", NULL};

static bool read_sequence(CairnArena *arena, const json_t *node, Impute *out, GError **error) {
  static const char *const members[] = {"start", "step", NULL};
  double start = 0, stop = NAN, step = 1;
  const char *unknown = NULL;
  g_autofree char *message = NULL;
  if (!cairn_members_known(node, "stop", members, "a sequence", &unknown, &message)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, unknown, "%s", message);
    return false;
  }
  if (!cairn_member_number(node, "start", &start, error) ||
      !cairn_member_number(node, "stop", &stop, error) || !cairn_member_number(node, "step", &step, error))
    return false;
  if (isnan(stop)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, NULL, "\"stop\" is missing: the end of the sequence");
    return false;
  }
  double n = ceil((stop - start) / (step == 0 ? 1 : step));
  if (n > CAIRN_LIMIT_GENERATED_ROWS) {
    cairn_error_at(error, CAIRN_ERROR_LIMIT, node, NULL,
                   "a sequence of %.0f numbers is longer than the limit of %d", n,
                   CAIRN_LIMIT_GENERATED_ROWS);
    return false;
  }
  out->n_keyvals = n > 0 ? (size_t)n : 0;
  out->keyvals = cairn_arena_array(arena, out->n_keyvals, CairnValue);
  for (size_t i = 0; i < out->n_keyvals; i++)
    out->keyvals[i] = cairn_value_number(start + (double)i * (step == 0 ? 1 : step));
  return true;
}

static bool read_keyvals(CairnArena *arena, const json_t *node, Impute *out, GError **error) {
  const json_t *keyvals = json_object_get(node, "keyvals");
  if (!keyvals || json_is_null(keyvals)) return true;
  if (json_is_object(keyvals)) return read_sequence(arena, keyvals, out, error);
  if (!json_is_array(keyvals)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "keyvals",
                   "\"keyvals\" must be an array or {\"start\", \"stop\", \"step\"}");
    return false;
  }
  out->n_keyvals = json_array_size(keyvals);
  out->keyvals = cairn_arena_array(arena, out->n_keyvals, CairnValue);
  for (size_t i = 0; i < out->n_keyvals; i++)
    out->keyvals[i] = cairn_value_from_json(arena, json_array_get(keyvals, i));
  return true;
}

static void add_more_keys(CairnTransformRun *run, Impute *out) {
  const CairnColumn *key = run->more_keys ? cairn_table_column(run->more_keys, out->key->name) : NULL;
  if (!key) return;
  size_t n = out->n_keyvals, n_more = run->more_keys->n_rows;
  CairnValue *all = cairn_arena_array(run->arena, n + n_more, CairnValue);
  if (n) memcpy(all, out->keyvals, n * sizeof *all);
  for (size_t row = 0; row < n_more; row++)
    all[n + row] = cairn_column_value(key, row);
  out->keyvals = all;
  out->n_keyvals = n + n_more;
}

static bool read_impute(CairnTransformRun *run, const CairnTable *table, const json_t *node, Impute *out,
                        GError **error) {
  const json_t *value = json_object_get(node, "value");
  *out = (Impute){.frame = {NAN, NAN}};
  out->value = value ? cairn_value_from_json(run->arena, value) : cairn_value_number(0);
  out->field = cairn_field_read(run, table, node, "impute", "the field to impute", error);
  if (!out->field) return false;
  out->key =
      cairn_field_read(run, table, node, "key", "the field that tells the rows of a group apart", error);
  bool ok = out->key && cairn_fields_read(run, table, node, "groupby", &out->groupby, error) &&
            cairn_member_choice(node, "method", methods, &out->method, error) &&
            cairn_window_frame_read(node, out->frame, error) && read_keyvals(run->arena, node, out, error);
  if (ok) add_more_keys(run, out);
  return ok;
}

/* The keys that every group must have, keyvals first, and the code of each row's key. */
typedef struct Domain {
  size_t n;
  CairnValue *keys;
  uint32_t *codes;
} Domain;

static Domain find_domain(CairnArena *arena, const Impute *impute, size_t n_rows) {
  size_t n = impute->n_keyvals + n_rows, n_codes = 0;
  CairnValue *all = cairn_arena_array(arena, n, CairnValue);
  for (size_t i = 0; i < n; i++)
    all[i] =
        i < impute->n_keyvals ? impute->keyvals[i] : cairn_column_value(impute->key, i - impute->n_keyvals);
  const CairnColumn *column = cairn_column_from_values(arena, impute->key->name, all, n);
  g_autofree uint32_t *codes = cairn_column_codes(arena, column, n, &n_codes);
  Domain domain = {.n = n_codes, .keys = cairn_arena_array(arena, n_codes, CairnValue)};
  domain.codes = cairn_arena_array(arena, n_rows, uint32_t);
  for (size_t i = n; i-- > 0;)
    domain.keys[codes[i]] = all[i];
  if (n_rows) memcpy(domain.codes, codes + impute->n_keyvals, n_rows * sizeof *codes);
  return domain;
}

/* The rows to add: for each, the row whose group it joins, and its key. */
typedef struct Additions {
  size_t n;
  size_t *like;
  CairnValue *keys;
} Additions;

static bool find_additions(CairnArena *arena, const CairnGroups *groups, const Domain *domain,
                           const json_t *node, Additions *out, GError **error) {
  g_autoptr(GArray) like = g_array_new(FALSE, FALSE, sizeof(size_t));
  g_autoptr(GArray) keys = g_array_new(FALSE, FALSE, sizeof(CairnValue));
  g_autofree size_t *seen_by = g_new0(size_t, domain->n);
  for (size_t g = 0; g < groups->n; g++) {
    const size_t *rows = cairn_group_rows(groups, g);
    for (size_t i = 0; i < cairn_group_size(groups, g); i++)
      seen_by[domain->codes[rows[i]]] = g + 1;
    for (size_t k = 0; k < domain->n; k++) {
      if (seen_by[k] == g + 1) continue;
      g_array_append_val(like, rows[0]);
      g_array_append_val(keys, domain->keys[k]);
    }
    if (like->len <= CAIRN_LIMIT_GENERATED_ROWS) continue;
    cairn_error_at(error, CAIRN_ERROR_LIMIT, node, NULL, "imputing would add more rows than the limit of %d",
                   CAIRN_LIMIT_GENERATED_ROWS);
    return false;
  }
  *out = (Additions){.n = like->len};
  out->like = cairn_arena_array(arena, out->n, size_t);
  out->keys = cairn_arena_array(arena, out->n, CairnValue);
  if (out->n) memcpy(out->like, like->data, out->n * sizeof(size_t));
  if (out->n) memcpy(out->keys, keys->data, out->n * sizeof(CairnValue));
  return true;
}

/* The new rows know their group, their key and the imputed value; all else is undefined. */
static CairnTable *append_rows(CairnArena *arena, const Impute *impute, CairnTable *table,
                               const Additions *additions) {
  CairnTable *all_groups = cairn_table_new(arena, table->n_rows);
  for (size_t i = 0; i < impute->groupby.n; i++)
    cairn_table_put(all_groups, impute->groupby.columns[i]);
  CairnTable *added = cairn_table_select(all_groups, additions->like, additions->n);
  CairnValue *values = cairn_arena_array(arena, additions->n, CairnValue);
  for (size_t i = 0; i < additions->n; i++)
    values[i] = impute->method == 0 ? impute->value : cairn_value_null();
  cairn_table_put(added, cairn_column_from_values(arena, impute->key->name, additions->keys, additions->n));
  cairn_table_put(added, cairn_column_from_values(arena, impute->field->name, values, additions->n));
  return cairn_table_append(table, added);
}

/* Fills what is null, added or not, with the method's result over a frame of the group's rows, in the order
 * of the table. */
static CairnTable *fill_nulls(CairnTransformRun *run, const Impute *impute, CairnTable *table,
                              const json_t *node, GError **error) {
  static const CairnAggregateOp ops[] = {CAIRN_AGGREGATE_COUNT, CAIRN_AGGREGATE_MEAN, CAIRN_AGGREGATE_MEDIAN,
                                         CAIRN_AGGREGATE_MAX, CAIRN_AGGREGATE_MIN};
  const char *name = impute->field->name;
  CairnWindow window = {.frame = {impute->frame[0], impute->frame[1]}};
  const CairnColumn **dimensions = cairn_arena_array(run->arena, impute->groupby.n, const CairnColumn *);
  for (size_t i = 0; i < impute->groupby.n; i++)
    dimensions[i] = cairn_table_column(table, impute->groupby.columns[i]->name);
  CairnGroups groups = cairn_groups_of(run->arena, dimensions, impute->groupby.n, table->n_rows);
  CairnMeasure measure = {
      .op = ops[impute->method], .column = cairn_table_column(table, name), .table = table};
  CairnValue *imputed = cairn_window_measure(run->arena, &window, &groups, &measure, node, error);
  if (!imputed) return NULL;
  CairnValue *values = cairn_arena_array(run->arena, table->n_rows, CairnValue);
  for (size_t i = 0; i < table->n_rows; i++) {
    values[i] = cairn_column_value(measure.column, i);
    if (values[i].kind == CAIRN_NULL) values[i] = imputed[i];
  }
  const char *imputed_name = cairn_arena_printf(run->arena, "imputed_%s_value", name);
  cairn_table_put(table, cairn_column_from_values(run->arena, imputed_name, imputed, table->n_rows));
  cairn_table_put(table, cairn_column_from_values(run->arena, name, values, table->n_rows));
  return table;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  Impute impute;
  Additions additions;
  if (!read_impute(run, table, node, &impute, error)) return NULL;
  CairnGroups groups = cairn_groups_of(run->arena, impute.groupby.columns, impute.groupby.n, table->n_rows);
  Domain domain = find_domain(run->arena, &impute, table->n_rows);
  if (!find_additions(run->arena, &groups, &domain, node, &additions, error)) return NULL;
  CairnTable *with_fields = cairn_table_copy(table);
  cairn_table_put(with_fields, impute.field);
  cairn_table_put(with_fields, impute.key);
  for (size_t i = 0; i < impute.groupby.n; i++)
    cairn_table_put(with_fields, impute.groupby.columns[i]);
  CairnTable *result = append_rows(run->arena, &impute, with_fields, &additions);
  return impute.method == 0 ? result : fill_nulls(run, &impute, result, node, error);
}

static const char *const members[] = {"key", "keyvals", "groupby", "method", "value", "frame", NULL};
const CairnTransformType cairn_transform_impute = {"impute", members, apply, NULL};
