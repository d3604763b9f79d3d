#include "transform/fields.h"
#include "transform/members.h"
#include "transform/types.h"

typedef struct Lookup {
  const CairnTable *source;
  const CairnColumn *key;
  const CairnColumn *source_key;
  CairnFields fields; /* of the source; none: the whole row */
  const char *const *as;
  CairnValue otherwise;
} Lookup;

static CairnTable *find_source(CairnTransformRun *run, const json_t *from, const CairnTable *table,
                               GError **error) {
  const json_t *data = json_object_get(from, "data");
  const char *param = NULL;
  if (data) {
    if (run->find_data) return run->find_data(run->user, data, error);
    cairn_error_at(error, CAIRN_ERROR_SPEC, from, "data", "no other data can be looked up here");
    return NULL;
  }
  if (!cairn_member_string(from, "param", &param, error)) return NULL;
  CairnTable *selected = param && run->find_selected ? run->find_selected(run->user, param, table) : NULL;
  if (param) return selected ? selected : cairn_table_new(run->arena, 0);
  cairn_error_at(error, CAIRN_ERROR_SPEC, from, NULL, "\"from\" must have \"data\" or \"param\"");
  return NULL;
}

static bool read_names(CairnTransformRun *run, const json_t *node, const json_t *from, Lookup *out,
                       GError **error) {
  CairnNames as = {0}, fields = {0};
  if (!cairn_member_names(run->arena, node, "as", &as, error) ||
      !cairn_member_names(run->arena, from, "fields", &fields, error))
    return false;
  if (!json_object_get(from, "fields")) {
    const char **whole = cairn_arena_array(run->arena, 1, const char *);
    const json_t *param = json_object_get(from, "param");
    whole[0] = as.n ? as.items[0] : json_is_string(param) ? json_string_value(param) : "_lookup";
    out->as = whole;
    return true;
  }
  if (as.n && as.n != fields.n) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, "as", "\"as\" has %zu names for %zu fields", as.n,
                   fields.n);
    return false;
  }
  const char **names = cairn_arena_array(run->arena, fields.n, const char *);
  for (size_t i = 0; i < fields.n; i++)
    names[i] = as.n ? as.items[i] : cairn_field_flat_name(run->arena, fields.items[i]);
  out->as = names;
  return true;
}

static bool read_lookup(CairnTransformRun *run, const CairnTable *table, const json_t *node, Lookup *out,
                        GError **error) {
  static const char *const members[] = {"data", "param", "fields", NULL};
  const json_t *from = json_object_get(node, "from"), *otherwise = json_object_get(node, "default");
  const char *unknown = NULL;
  g_autofree char *message = NULL;
  if (!json_is_object(from)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, node, json_object_get(node, "from") ? "from" : NULL,
                   "a lookup needs \"from\", an object with \"data\" and \"key\"");
    return false;
  }
  if (!cairn_members_known(from, "key", members, "\"from\"", &unknown, &message) &&
      !cairn_transform_object(run, from, unknown, error, "%s", message))
    return false;
  out->key = cairn_field_read(run, table, node, "lookup", "the field to look up", error);
  if (!out->key) return false;
  out->source = find_source(run, from, table, error);
  if (!out->source) return false;
  out->source_key =
      cairn_field_read(run, out->source, from, "key", "the field of the other data to match", error);
  CairnValue value = cairn_value_from_json(run->arena, otherwise);
  out->otherwise = cairn_value_to_boolean(value) ? value : cairn_value_null();
  return out->source_key && cairn_fields_read(run, out->source, from, "fields", &out->fields, error) &&
         read_names(run, node, from, out, error);
}

/* The row of the source for each row of the table, SIZE_MAX for none; of rows with the same key the last one
 * counts. */
static size_t *match_rows(CairnArena *arena, const Lookup *lookup, size_t n_rows) {
  g_autoptr(GHashTable) rows = g_hash_table_new(NULL, NULL);
  for (size_t i = 0; i < lookup->source->n_rows; i++) {
    const char *key = cairn_value_key(arena, cairn_column_value(lookup->source_key, i));
    g_hash_table_insert(rows, (void *)key, GSIZE_TO_POINTER(i + 1));
  }
  size_t *matches = g_new(size_t, n_rows);
  for (size_t i = 0; i < n_rows; i++) {
    const char *key = cairn_value_key(arena, cairn_column_value(lookup->key, i));
    size_t row = GPOINTER_TO_SIZE(g_hash_table_lookup(rows, key));
    matches[i] = row ? row - 1 : SIZE_MAX;
  }
  return matches;
}

static CairnTable *apply(CairnTransformRun *run, const json_t *node, CairnTable *table, GError **error) {
  Lookup lookup = {0};
  if (!read_lookup(run, table, node, &lookup, error)) return NULL;
  g_autofree size_t *matches = match_rows(run->arena, &lookup, table->n_rows);
  CairnTable *result = cairn_table_copy(table);
  bool whole = !json_object_get(json_object_get(node, "from"), "fields");
  for (size_t f = 0; f < (whole ? 1 : lookup.fields.n); f++) {
    CairnValue *values = cairn_arena_array(run->arena, table->n_rows, CairnValue);
    for (size_t i = 0; i < table->n_rows; i++)
      values[i] = matches[i] == SIZE_MAX ? lookup.otherwise
                  : whole                ? cairn_table_row(lookup.source, matches[i])
                                         : cairn_column_value(lookup.fields.columns[f], matches[i]);
    cairn_table_put(result, cairn_column_from_values(run->arena, lookup.as[f], values, table->n_rows));
  }
  return result;
}

static const char *const members[] = {"from", "as", "default", NULL};
const CairnTransformType cairn_transform_lookup = {"lookup", members, apply, NULL};
