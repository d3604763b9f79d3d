#include "scale/domain_sort.h"

#include "scale/resolve_parts.h"
#include "transform/statistics.h"

#include <math.h>
#include <string.h>

typedef enum SortKind { SORT_NONE, SORT_BY_VALUE, SORT_BY_LIST, SORT_BY_FIELD } SortKind;

typedef struct Sort {
  SortKind kind;
  bool descending;
  const json_t *list; /* SORT_BY_LIST */
  const char *op;     /* SORT_BY_FIELD */
  const char *field;  /* SORT_BY_FIELD; NULL for count */
} Sort;

/* What one use of the scale asks for, and the rows its values come from: the view that last changes them. */
typedef struct Request {
  const CairnScaleUse *use;
  Sort sort;
  const CairnView *rows;
} Request;

/* One distinct value, and what it is sorted by. */
typedef struct Entry {
  CairnValue value;
  CairnValue key;
  size_t order;    /* of appearance */
  GArray *numbers; /* quantities of the sort field, where an order statistic is asked for */
  size_t n_numbers;
  double sum, mean, deviation; /* of them; deviation: sum of squared differences from the mean (Welford) */
  GHashTable *keys; /* of its distinct values, missing ones among them */
  CairnValue least, greatest;
  size_t count;
} Entry;

typedef struct Collection {
  CairnArena *arena;
  GPtrArray *entries;
  GHashTable *by_key; /* interned key -> Entry */
  bool counts_distinct, keeps_numbers;
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

static void note_number(const Collection *collection, Entry *entry, double number) {
  double difference = number - entry->mean;
  entry->sum += number;
  entry->mean += difference / (double)++entry->n_numbers;
  entry->deviation += difference * (number - entry->mean);
  if (!collection->keeps_numbers) return;
  if (!entry->numbers) entry->numbers = g_array_new(FALSE, FALSE, sizeof(double));
  g_array_append_val(entry->numbers, number);
}

static void note_sort_value(const Collection *collection, Entry *entry, CairnValue value) {
  double number = cairn_value_to_quantity(value);
  if (cairn_value_is_missing(value)) return;
  if (!isnan(number)) note_number(collection, entry, number);
  if (cairn_value_is_missing(entry->least) || cairn_value_compare(value, entry->least) < 0)
    entry->least = value;
  if (cairn_value_is_missing(entry->greatest) || cairn_value_compare(value, entry->greatest) > 0)
    entry->greatest = value;
}

static void add_row(Collection *collection, CairnValue value, const CairnColumn *by, size_t row) {
  Entry *entry = entry_for(collection, value);
  entry->count++;
  if (!by) return;
  note_sort_value(collection, entry, cairn_column_value(by, row));
  if (!collection->counts_distinct) return;
  if (!entry->keys) entry->keys = g_hash_table_new(NULL, NULL);
  g_hash_table_add(entry->keys, (void *)cairn_value_key(collection->arena, cairn_column_value(by, row)));
}

static void add_rows(Collection *collection, const CairnTable *table, const char *column_name,
                     const char *sort_field) {
  const CairnColumn *column = cairn_table_column(table, column_name);
  const CairnColumn *by = sort_field ? cairn_table_field(table, sort_field) : NULL;
  for (size_t row = 0; column && row < table->n_rows; row++) {
    add_row(collection, cairn_column_value(column, row), by, row);
    cairn_column_leave(column, row);
    cairn_column_leave(by, row);
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
    entry_for(collection,
              cairn_scale_constant(set->arena, binding->uses[0].def, json_array_get(more, i), set->zone));
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
  /* What a domain is sorted by is summarised from the rows before aggregation; so, in Vega-Lite, are values in
   * descending order or in that of a list. */
  bool by_rows = by_field || sort->kind == SORT_BY_LIST || (sort->kind == SORT_BY_VALUE && sort->descending);
  const CairnTable *table = by_rows && use->unit->raw ? use->unit->raw : use->unit->domain_table;
  const char *name = label ? def->column_range : def->column;
  if (!cairn_table_column(table, name)) table = use->unit->domain_table;
  add_rows(collection, table, name, label && sort->kind == SORT_BY_VALUE ? def->column : sort->field);
  CairnChannel second = cairn_channel_secondary(def->channel);
  const CairnChannelDef *secondary = second == CAIRN_N_CHANNELS ? NULL : use->unit->channels[second];
  if (secondary && secondary->column) add_rows(collection, use->unit->domain_table, secondary->column, NULL);
  if (use == &binding->uses[0]) add_union(set, binding, collection);
}

/* ---- Order ---- */

static CairnValue summarise_numbers(const Entry *entry, const char *op) {
  double n = (double)entry->n_numbers, variance = entry->deviation / (n - 1), of_all = entry->deviation / n;
  bool of_sample = strcmp(op, "variance") == 0 || strcmp(op, "stdev") == 0 || strcmp(op, "stderr") == 0;
  if (of_sample && n < 2) return cairn_value_undefined();
  if (strcmp(op, "valid") == 0) return cairn_value_number(n);
  if (strcmp(op, "sum") == 0) return cairn_value_number(entry->sum);
  if (strcmp(op, "variance") == 0) return cairn_value_number(variance);
  if (strcmp(op, "variancep") == 0) return cairn_value_number(of_all);
  if (strcmp(op, "stdev") == 0) return cairn_value_number(sqrt(variance));
  if (strcmp(op, "stdevp") == 0) return cairn_value_number(sqrt(of_all));
  if (strcmp(op, "stderr") == 0) return cairn_value_number(sqrt(variance / n));
  return cairn_value_number(entry->mean);
}

static const struct {
  const char *op;
  double p;
} quantiles[] = {{"median", 0.5}, {"q1", 0.25}, {"q3", 0.75}};

/* NaN for other operations. */
static double quantile_of(const char *op) {
  for (size_t i = 0; op && i < G_N_ELEMENTS(quantiles); i++)
    if (strcmp(op, quantiles[i].op) == 0) return quantiles[i].p;
  return NAN;
}

static CairnValue summarise(Entry *entry, const char *op) {
  if (strcmp(op, "count") == 0) return cairn_value_number((double)entry->count);
  if (strcmp(op, "distinct") == 0) return cairn_value_number(entry->keys ? g_hash_table_size(entry->keys) : 0);
  if (strcmp(op, "missing") == 0) return cairn_value_number((double)entry->count - (double)entry->n_numbers);
  if (strcmp(op, "min") == 0) return entry->least;
  if (strcmp(op, "max") == 0) return entry->greatest;
  if (entry->n_numbers == 0) return cairn_value_undefined();
  double p = quantile_of(op);
  if (isnan(p)) return summarise_numbers(entry, op);
  return cairn_value_number(cairn_quantile((double *)(void *)entry->numbers->data, entry->n_numbers, p));
}

static double list_position(const json_t *list, const CairnScaleUse *use, CairnScaleSet *set,
                            CairnValue value) {
  for (size_t i = 0; i < json_array_size(list); i++) {
    CairnValue item = cairn_scale_constant(set->arena, use->def, json_array_get(list, i), set->zone);
    if (cairn_value_key(set->arena, item) == cairn_value_key(set->arena, value)) return (double)i;
  }
  return (double)json_array_size(list);
}

/* The first place of a value in the lists of all uses that are sorted by one. */
static double place_in_lists(CairnScaleSet *set, const Request *requests, size_t n, CairnValue value) {
  double place = INFINITY;
  for (size_t i = 0; i < n; i++)
    if (requests[i].sort.kind == SORT_BY_LIST)
      place = fmin(place, list_position(requests[i].sort.list, requests[i].use, set, value));
  return place;
}

static void find_keys(CairnScaleSet *set, const CairnScaleBinding *binding, const Collection *collection,
                      const Sort *sort, const Request *requests, size_t n) {
  const CairnScaleUse *use = &binding->uses[0];
  bool label = use->def->column && cairn_scale_is_bin_label(binding, use->def);
  for (size_t i = 0; i < collection->entries->len; i++) {
    Entry *entry = g_ptr_array_index(collection->entries, i);
    if (sort->kind == SORT_BY_LIST)
      entry->key = cairn_value_number(place_in_lists(set, requests, n, entry->value));
    else if (sort->kind == SORT_BY_FIELD)
      entry->key = summarise(entry, sort->op ? sort->op : "min");
    else
      entry->key = label ? entry->least : entry->value;
    if (entry->numbers) g_array_free(entry->numbers, TRUE);
    if (entry->keys) g_hash_table_destroy(entry->keys);
    entry->keys = NULL;
  }
}

static int by_key(const void *a, const void *b, void *data) {
  const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
  int order = cairn_value_compare(x->key, y->key);
  if (order) return ((const Sort *)data)->descending ? -order : order;
  return (x->order > y->order) - (x->order < y->order);
}

/* ---- One order for all uses ---- */

/* Does a unit change its rows before they are aggregated? */
static bool changes_rows(const CairnView *unit) {
  if (cairn_json_get(unit->node, "data") || cairn_json_get(unit->node, "transform")) return true;
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++) {
    const CairnChannelDef *def = unit->channels[channel];
    if (def && (def->bin || def->time_unit || json_is_array(cairn_json_get(def->node, "sort")))) return true;
  }
  return false;
}

/* The view whose rows a unit draws: the outermost layer between which and the unit nothing changes them. A mark with
 * points or a line upon it stands in a layer of its own. */
static const CairnView *owner_of_rows(const CairnView *unit) {
  if (!unit->parent || changes_rows(unit)) return unit;
  const CairnView *view = unit->parent;
  while (view->kind == CAIRN_VIEW_LAYER && view->parent && !cairn_json_get(view->node, "data") &&
         !cairn_json_get(view->node, "transform"))
    view = view->parent;
  return view;
}

static Request request_of(const CairnScaleUse *use, Sort sort) {
  const CairnView *unit = use->unit;
  /* Values in their own order are taken after stacking and the like, of which each view has its own. */
  bool plain = sort.kind == SORT_NONE || (sort.kind == SORT_BY_VALUE && !sort.descending);
  return (Request){use, sort, plain ? unit : owner_of_rows(unit)};
}

static bool same_sort(const Sort *a, const Sort *b) {
  if (a->kind != b->kind || a->descending != b->descending) return false;
  return a->kind != SORT_BY_FIELD || (g_strcmp0(a->op, b->op) == 0 && g_strcmp0(a->field, b->field) == 0);
}

/* The plots of a facet share the rows of one node. */
static bool same_rows(const Request *requests, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (requests[i].rows->node != requests[0].rows->node ||
        strcmp(requests[i].use->def->column, requests[0].use->def->column) != 0)
      return false;
  return true;
}

/* Values of different rows can be sorted by the least or greatest of a field or by their number alone. */
static bool spans_rows(const Sort *sort) {
  return sort->kind != SORT_BY_FIELD || strcmp(sort->op, "min") == 0 || strcmp(sort->op, "max") == 0 ||
         strcmp(sort->op, "count") == 0;
}

/* The distinct sorts, but for uses that are not sorted: these have no say. */
static size_t distinct_sorts(const Request *requests, size_t n, bool shared, Sort *out) {
  size_t n_distinct = 0;
  for (size_t i = 0; i < n; i++) {
    Sort sort = shared || spans_rows(&requests[i].sort) ? requests[i].sort : (Sort){.kind = SORT_BY_VALUE};
    bool known = sort.kind == SORT_NONE;
    for (size_t k = 0; k < n_distinct && !known; k++)
      known = same_sort(&sort, &out[k]);
    if (!known) out[n_distinct++] = sort;
  }
  return n_distinct;
}

/* Vega-Lite's rule: the one sort that all agree on, or, over the same rows, the only one that says how a
 * field is summarised; else the values' own order. */
static Sort agreed_sort(CairnArena *arena, const Request *requests, size_t n) {
  if (n == 0) return (Sort){.kind = SORT_NONE};
  bool shared = same_rows(requests, n), by_fields = true;
  Sort *sorts = cairn_arena_array(arena, n, Sort), summary = {.kind = SORT_NONE};
  size_t n_distinct = distinct_sorts(requests, n, shared, sorts), n_summaries = 0;
  if (n_distinct <= 1) return n_distinct ? sorts[0] : summary;
  for (size_t i = 0; i < n_distinct; i++) {
    by_fields = by_fields && (sorts[i].kind != SORT_BY_VALUE || sorts[i].descending);
    if (sorts[i].kind != SORT_BY_FIELD || strcmp(sorts[i].op, "min") == 0) continue;
    summary = sorts[i];
    n_summaries++;
  }
  if (shared && by_fields && n_summaries == 1) return summary;
  const CairnScaleUse *last = requests[n - 1].use;
  cairn_warn_at(
      last->unit->model->warnings, last->def->node, "sort",
      "the views of a layer sort this scale in different ways; its values are sorted by themselves");
  return (Sort){.kind = SORT_BY_VALUE};
}

/* The values of a facet appear as they do in its rows, not cell by cell. */
static void order_by_facet(const CairnScaleBinding *binding, Collection *collection) {
  const CairnScaleUse *use = &binding->uses[0];
  const CairnView *facet = NULL;
  for (const CairnView *view = use->unit->parent; view; view = view->parent)
    if (view->kind == CAIRN_VIEW_FACET) facet = view;
  const CairnColumn *column = facet && facet->raw && use->def->field && !use->def->bin && !use->def->time_unit
                                  ? cairn_table_field(facet->raw, use->def->field)
                                  : NULL;
  size_t n = 0;
  for (size_t i = 0; column && i < collection->entries->len; i++)
    ((Entry *)g_ptr_array_index(collection->entries, i))->order += facet->raw->n_rows;
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  for (size_t row = 0; column && row < facet->raw->n_rows; row++) {
    const char *key = cairn_value_key(collection->arena, cairn_column_value(column, row));
    Entry *entry = g_hash_table_add(seen, (void *)key) ? g_hash_table_lookup(collection->by_key, key) : NULL;
    if (entry) entry->order = n++;
    cairn_column_leave(column, row);
  }
}

static int by_order(const void *a, const void *b) {
  const Entry *x = *(Entry *const *)a, *y = *(Entry *const *)b;
  return (x->order > y->order) - (x->order < y->order);
}

bool cairn_domain_collect(CairnScaleSet *set, CairnScaleBinding *binding, GArray *out, GError **error) {
  Collection collection = {set->arena, g_ptr_array_new(), g_hash_table_new(NULL, NULL), false, false};
  Request *requests = cairn_arena_array(set->arena, binding->n_uses, Request);
  size_t n = 0;
  bool ok = true;
  for (size_t i = 0; ok && i < binding->n_uses; i++) {
    Sort sort;
    ok = read_sort(&binding->uses[i], &sort, error);
    if (ok && binding->uses[i].def->column) requests[n++] = request_of(&binding->uses[i], sort);
  }
  if (!ok) n = 0;
  Sort agreed = agreed_sort(set->arena, requests, n);
  collection.counts_distinct = g_strcmp0(agreed.op, "distinct") == 0;
  collection.keeps_numbers = !isnan(quantile_of(agreed.op));
  for (size_t i = 0; ok && i < binding->n_uses; i++)
    add_use(set, binding, &collection, &binding->uses[i], &agreed);
  find_keys(set, binding, &collection, &agreed, requests, n);
  if (ok) order_by_facet(binding, &collection);
  if (agreed.kind != SORT_NONE) g_ptr_array_sort_with_data(collection.entries, by_key, &agreed);
  else g_ptr_array_sort(collection.entries, by_order);
  for (size_t i = 0; i < collection.entries->len; i++)
    g_array_append_val(out, ((Entry *)g_ptr_array_index(collection.entries, i))->value);
  g_ptr_array_free(collection.entries, TRUE);
  g_hash_table_destroy(collection.by_key);
  return ok;
}
