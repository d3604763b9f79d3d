#include "scale/domain_sort.h"

#include "scale/resolve_parts.h"

#include <stdlib.h>
#include <string.h>

typedef enum SortKind { SORT_NONE, SORT_BY_VALUE, SORT_BY_LIST, SORT_BY_FIELD } SortKind;

typedef struct Sort {
  SortKind kind;
  bool descending;
  const json_t *list; /* SORT_BY_LIST */
  const char *op;     /* SORT_BY_FIELD */
  const char *field;  /* SORT_BY_FIELD; NULL for count */
} Sort;

/* One distinct value, and what it is sorted by. */
typedef struct Entry {
  CairnValue value;
  CairnValue key;
  size_t order;    /* of appearance */
  GArray *numbers; /* quantities of the sort field */
  CairnValue least, greatest;
  size_t count;
} Entry;

typedef struct Collection {
  CairnArena *arena;
  GPtrArray *entries;
  GHashTable *by_key; /* interned key -> Entry */
} Collection;

/* ---- What is asked for ---- */

static bool is_stack_dimension(const CairnStack *stack, const char *field) {
  for (size_t i = 0; i < stack->n_group_by; i++)
    if (strcmp(stack->group_by[i], field) == 0) return true;
  for (size_t i = 0; i < stack->n_stack_by; i++)
    if (strcmp(stack->stack_by[i], field) == 0) return true;
  return false;
}

static const char *default_op(const CairnView *unit, const char *field) {
  return unit->stack && field && !is_stack_dimension(unit->stack, field) ? "sum" : "min";
}

static bool sort_by_channel(const CairnScaleUse *use, const char *name, bool descending, Sort *sort,
                            const json_t *node, const char *key, GError **error) {
  CairnChannel channel = cairn_channel_parse(name);
  const CairnChannelDef *by =
      channel == CAIRN_N_CHANNELS ? NULL : cairn_channel_def_data(use->unit->channels[channel]);
  if (!cairn_channel_def_is_field(by)) {
    cairn_error_at(
        error, CAIRN_ERROR_SPEC, node, key,
        "\"sort\" names \"%s\", which is no channel of this view with a field; valid are "
        "\"ascending\", \"descending\", null, a list, a channel (\"-y\"), or {\"field\", \"op\", \"order\"}",
        name);
    return false;
  }
  *sort = (Sort){SORT_BY_FIELD, descending, NULL, by->aggregate, by->field};
  if (by->argument) *sort = (Sort){SORT_BY_FIELD, descending, NULL, NULL, by->column};
  if (!sort->op) sort->op = default_op(use->unit, by->field);
  return true;
}

static bool is_descending(const json_t *sort) {
  return strcmp(cairn_json_string(sort, "order", "ascending"), "descending") == 0;
}

static bool read_sort(const CairnScaleUse *use, Sort *sort, GError **error) {
  const json_t *node = cairn_json_get(use->def->node, "sort");
  *sort = (Sort){.kind = SORT_BY_VALUE};
  if (!node) return true;
  if (json_is_null(node) || json_is_false(node)) {
    sort->kind = SORT_NONE;
  } else if (json_is_array(node)) {
    *sort = (Sort){.kind = SORT_BY_LIST, .list = node};
  } else if (json_is_string(node)) {
    const char *text = json_string_value(node);
    sort->descending = strcmp(text, "descending") == 0;
    if (sort->descending || strcmp(text, "ascending") == 0) return true;
    return sort_by_channel(use, text + (*text == '-'), *text == '-', sort, use->def->node, "sort", error);
  } else if (cairn_json_get(node, "encoding")) {
    return sort_by_channel(use, cairn_json_string(node, "encoding", ""), is_descending(node), sort, node,
                           "encoding", error);
  } else if (json_is_object(node)) {
    const char *field = cairn_json_string(node, "field", NULL);
    const char *op = cairn_json_string(node, "op", NULL);
    *sort = (Sort){SORT_BY_FIELD, is_descending(node), NULL, op ? op : default_op(use->unit, field), field};
    if (!op && !field) sort->kind = SORT_BY_VALUE;
  }
  return true;
}

/* ---- Distinct values ---- */

static Entry *entry_for(Collection *collection, CairnValue value) {
  const char *key = cairn_value_key(collection->arena, value);
  Entry *entry = g_hash_table_lookup(collection->by_key, key);
  if (entry) return entry;
  entry = cairn_arena_one(collection->arena, Entry);
  entry->value = value;
  entry->order = collection->entries->len;
  entry->least = entry->greatest = cairn_value_undefined();
  g_ptr_array_add(collection->entries, entry);
  g_hash_table_insert(collection->by_key, (void *)key, entry);
  return entry;
}

static void note_sort_value(Entry *entry, CairnValue value) {
  double number = cairn_value_to_quantity(value);
  if (cairn_value_is_missing(value)) return;
  if (!entry->numbers) entry->numbers = g_array_new(FALSE, FALSE, sizeof(double));
  if (!isnan(number)) g_array_append_val(entry->numbers, number);
  if (cairn_value_is_missing(entry->least) || cairn_value_compare(value, entry->least) < 0)
    entry->least = value;
  if (cairn_value_is_missing(entry->greatest) || cairn_value_compare(value, entry->greatest) > 0)
    entry->greatest = value;
}

static void add_rows(Collection *collection, const CairnTable *table, const char *column_name,
                     const char *sort_field) {
  const CairnColumn *column = cairn_table_column(table, column_name);
  const CairnColumn *by = sort_field ? cairn_table_field(table, sort_field) : NULL;
  for (size_t row = 0; column && row < table->n_rows; row++) {
    Entry *entry = entry_for(collection, cairn_column_value(column, row));
    entry->count++;
    if (by) note_sort_value(entry, cairn_column_value(by, row));
  }
}

bool cairn_scale_is_bin_label(const CairnScaleBinding *binding, const CairnChannelDef *def) {
  return def->bin && def->column_range && cairn_scale_type_is_discrete(binding->type) &&
         binding->type != CAIRN_SCALE_BIN_ORDINAL &&
         (def->type == CAIRN_ORDINAL || def->type == CAIRN_NOMINAL);
}

/* What the data's values are united with. */
static void add_union(CairnScaleSet *set, const CairnScaleBinding *binding, Collection *collection) {
  const json_t *more = cairn_json_get(cairn_scale_property(binding, "domain"), "unionWith");
  for (size_t i = 0; i < json_array_size(more); i++)
    entry_for(collection, cairn_scale_constant(set->arena, binding->uses[0].def, json_array_get(more, i), set->zone));
}

static void add_use(CairnScaleSet *set, const CairnScaleBinding *binding, Collection *collection,
                    const CairnScaleUse *use, const Sort *sort) {
  const CairnChannelDef *def = use->def;
  if (def->datum) {
    entry_for(collection, cairn_scale_constant(set->arena, def, def->datum, set->zone));
    return;
  }
  bool label = cairn_scale_is_bin_label(binding, def);
  bool by_field = sort->kind == SORT_BY_FIELD;
  /* What a domain is sorted by is summarised from the rows before aggregation. */
  const CairnTable *table = by_field ? use->unit->raw : use->unit->domain_table;
  const char *name = label ? def->column_range : def->column;
  if (!cairn_table_column(table, name)) table = use->unit->domain_table;
  add_rows(collection, table, name, label && sort->kind == SORT_BY_VALUE ? def->column : sort->field);
  CairnChannel second = cairn_channel_secondary(def->channel);
  const CairnChannelDef *secondary = second == CAIRN_N_CHANNELS ? NULL : use->unit->channels[second];
  if (secondary && secondary->column) add_rows(collection, use->unit->domain_table, secondary->column, NULL);
  if (use == &binding->uses[0]) add_union(set, binding, collection);
}

/* ---- Order ---- */

static int by_number(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double quantile(GArray *sorted, double p) {
  double at = (sorted->len - 1) * p;
  size_t low = (size_t)floor(at);
  double first = g_array_index(sorted, double, low);
  double second = low + 1 < sorted->len ? g_array_index(sorted, double, low + 1) : first;
  return first + (second - first) * (at - (double)low);
}

static CairnValue summarise(Entry *entry, const char *op) {
  GArray *numbers = entry->numbers;
  if (strcmp(op, "count") == 0) return cairn_value_number((double)entry->count);
  if (strcmp(op, "min") == 0) return entry->least;
  if (strcmp(op, "max") == 0) return entry->greatest;
  if (!numbers || numbers->len == 0) return cairn_value_undefined();
  if (strcmp(op, "valid") == 0) return cairn_value_number(numbers->len);
  qsort(numbers->data, numbers->len, sizeof(double), by_number);
  if (strcmp(op, "median") == 0) return cairn_value_number(quantile(numbers, 0.5));
  if (strcmp(op, "q1") == 0) return cairn_value_number(quantile(numbers, 0.25));
  if (strcmp(op, "q3") == 0) return cairn_value_number(quantile(numbers, 0.75));
  double sum = 0;
  for (size_t i = 0; i < numbers->len; i++)
    sum += g_array_index(numbers, double, i);
  return cairn_value_number(strcmp(op, "sum") == 0 ? sum : sum / numbers->len);
}

static double list_position(const json_t *list, const CairnScaleUse *use, CairnScaleSet *set,
                            CairnValue value) {
  for (size_t i = 0; i < json_array_size(list); i++) {
    CairnValue item = cairn_scale_constant(set->arena, use->def, json_array_get(list, i), set->zone);
    if (cairn_value_key(set->arena, item) == cairn_value_key(set->arena, value)) return (double)i;
  }
  return (double)json_array_size(list);
}

static void find_keys(CairnScaleSet *set, const CairnScaleBinding *binding, const Collection *collection,
                      const Sort *sort) {
  const CairnScaleUse *use = &binding->uses[0];
  for (size_t i = 0; i < collection->entries->len; i++) {
    Entry *entry = g_ptr_array_index(collection->entries, i);
    bool label = use->def->column && cairn_scale_is_bin_label(binding, use->def);
    if (sort->kind == SORT_BY_LIST)
      entry->key = cairn_value_number(list_position(sort->list, use, set, entry->value));
    else if (sort->kind == SORT_BY_FIELD)
      entry->key = summarise(entry, sort->op ? sort->op : "min");
    else
      entry->key = label ? entry->least : entry->value;
    if (entry->numbers) g_array_free(entry->numbers, TRUE);
  }
}

static int by_key(const void *a, const void *b, void *data) {
  const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
  int order = cairn_value_compare(x->key, y->key);
  if (order) return ((const Sort *)data)->descending ? -order : order;
  return (x->order > y->order) - (x->order < y->order);
}

bool cairn_domain_collect(CairnScaleSet *set, CairnScaleBinding *binding, GArray *out, GError **error) {
  Collection collection = {set->arena, g_ptr_array_new(), g_hash_table_new(NULL, NULL)};
  Sort sort = {.kind = SORT_BY_VALUE}, first = sort;
  bool ok = true, found = false;
  for (size_t i = 0; ok && i < binding->n_uses; i++) {
    ok = read_sort(&binding->uses[i], &sort, error);
    if (!ok) break;
    add_use(set, binding, &collection, &binding->uses[i], &sort);
    bool tells = sort.kind != SORT_BY_VALUE || sort.descending || (!found && binding->uses[i].def->column);
    if (tells && (!found || first.kind == SORT_BY_VALUE || first.kind == SORT_NONE))
      first = sort, found = true;
  }
  find_keys(set, binding, &collection, &first);
  if (first.kind != SORT_NONE) g_ptr_array_sort_with_data(collection.entries, by_key, &first);
  for (size_t i = 0; i < collection.entries->len; i++)
    g_array_append_val(out, ((Entry *)g_ptr_array_index(collection.entries, i))->value);
  g_ptr_array_free(collection.entries, TRUE);
  g_hash_table_destroy(collection.by_key);
  return ok;
}
