#include "dataflow.h"

#include "base/limits.h"
#include "facet.h"
#include "needed.h"
#include "selection.h"
#include "read/read.h"
#include "transform/inline.h"

#include <math.h>
#include <string.h>

/* ---- Types that the encodings and filters want ---- */

typedef struct ParseList {
  CairnArena *arena;
  GArray *entries; /* CairnParseEntry */
  const json_t *produced; /* transforms whose outputs are not the source's fields */
} ParseList;

static bool is_known(const ParseList *list, const char *field) {
  for (size_t i = 0; i < list->entries->len; i++)
    if (strcmp(g_array_index(list->entries, CairnParseEntry, i).field, field) == 0) return true;
  return false;
}

static void want(ParseList *list, const char *field, CairnParseKind kind) {
  if (!field || is_known(list, field)) return;
  CairnParseEntry entry = {.field = field, .kind = kind};
  g_array_append_val(list->entries, entry);
}

/* `main_def` has the type: x2 and the like have that of their main channel. */
static void want_for_def(ParseList *list, const CairnChannelDef *channel_def, const CairnChannelDef *main_def) {
  static const char *const extremes[] = {"min", "max"};
  const CairnChannelDef *def = cairn_channel_def_data(channel_def);
  if (!def || !def->field) return;
  CairnType type = main_def && main_def != channel_def ? main_def->type : def->type;
  const json_t *axis = cairn_json_get(def->node, "axis");
  bool time_format = strcmp(cairn_json_string(axis, "formatType", ""), "time") == 0;
  if (type == CAIRN_TEMPORAL || def->time_unit || time_format) want(list, def->field, CAIRN_PARSE_DATE);
  for (size_t i = 0; def->aggregate && i < G_N_ELEMENTS(extremes); i++)
    if (type == CAIRN_QUANTITATIVE && strcmp(def->aggregate, extremes[i]) == 0) want(list, def->field, CAIRN_PARSE_NUMBER);
}

static bool want_for_unit(CairnView *unit, void *data) {
  for (int channel = 0; channel < CAIRN_N_CHANNELS; channel++)
    want_for_def(data, unit->channels[channel], unit->channels[cairn_channel_main((CairnChannel)channel)]);
  for (size_t i = 0; i < unit->n_details; i++)
    want_for_def(data, unit->details[i], NULL);
  for (size_t i = 0; i < unit->n_orders; i++)
    want_for_def(data, unit->orders[i], NULL);
  for (size_t i = 0; i < unit->n_tooltips; i++)
    want_for_def(data, unit->tooltips[i], NULL);
  return true;
}

/* A field compared with a date is a date, with a number a number. */
static void want_for_predicate(ParseList *list, const json_t *predicate, size_t depth) {
  static const char *const operators[] = {"equal", "lt", "lte", "gt", "gte", "range", "oneOf"};
  static const char *const logical[] = {"and", "or", "not"};
  for (size_t i = 0; i < G_N_ELEMENTS(logical) && depth < CAIRN_LIMIT_SPEC_DEPTH; i++) {
    const json_t *operand = cairn_json_get(predicate, logical[i]);
    for (size_t k = 0; k < json_array_size(operand); k++)
      want_for_predicate(list, json_array_get(operand, k), depth + 1);
    if (json_is_object(operand)) want_for_predicate(list, operand, depth + 1);
  }
  const char *field = cairn_json_string(predicate, "field", NULL);
  if (!field) return;
  if (cairn_json_get(predicate, "timeUnit")) want(list, field, CAIRN_PARSE_DATE);
  for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
    const json_t *value = cairn_json_get(predicate, operators[i]);
    if (json_is_array(value)) value = json_array_get(value, 0);
    if (json_is_object(value) && !cairn_json_get(value, "expr")) want(list, field, CAIRN_PARSE_DATE);
    if (json_is_number(value)) want(list, field, CAIRN_PARSE_NUMBER);
  }
}

static void want_for_transforms(ParseList *list, const json_t *transforms) {
  for (size_t i = 0; i < json_array_size(transforms); i++) {
    const json_t *transform = json_array_get(transforms, i);
    const json_t *filter = cairn_json_get(transform, "filter");
    if (json_is_object(filter)) want_for_predicate(list, filter, 0);
    if (cairn_json_get(transform, "timeUnit")) want(list, cairn_json_string(transform, "field", NULL), CAIRN_PARSE_DATE);
  }
}

static void want_for_view(ParseList *list, CairnView *view) {
  want_for_transforms(list, cairn_json_get(view->node, "transform"));
  if (view->kind == CAIRN_VIEW_UNIT || view->kind == CAIRN_VIEW_FACET) want_for_unit(view, list);
  for (size_t i = 0; i < view->n_children; i++)
    if (!cairn_json_get(view->children[i]->node, "data") || view->children[i]->node == view->node) want_for_view(list, view->children[i]);
}

/* What the spec itself says in format.parse comes first; `null` for one field leaves it as it is. */
static bool read_explicit(ParseList *list, const json_t *parse, GError **error) {
  const char *field;
  json_t *type;
  json_object_foreach((json_t *)parse, field, type) {
    CairnParseEntry entry = {.field = field, .kind = CAIRN_PARSE_STRING};
    GError *inner = NULL;
    if (json_is_null(type)) continue;
    if (!json_is_string(type) || !cairn_parse_entry_read(list->arena, field, json_string_value(type), &entry, &inner)) {
      if (!inner)
        cairn_error_set(&inner, CAIRN_ERROR_SPEC, "a type is \"number\", \"boolean\", \"string\", \"date\", \"date:'%%Y'\" or \"utc:'%%Y'\"");
      cairn_error_place_at(inner, parse, field);
      g_propagate_error(error, inner);
      return false;
    }
    entry.strict = true;
    g_array_append_val(list->entries, entry);
  }
  return true;
}

/* ---- Sources ---- */

static bool read_format(CairnDataflow *flow, const json_t *data, CairnReadOptions *options, GError **error) {
  const json_t *format = cairn_json_get(data, "format");
  const char *type = cairn_json_string(format, "type", NULL), *url = cairn_json_string(data, "url", NULL);
  GError *inner = NULL;
  bool ok = true;
  options->format = CAIRN_READ_JSON;
  if (type) ok = cairn_read_format_of_type(type, cairn_json_string(format, "delimiter", NULL), options, &inner);
  else if (url) ok = cairn_read_format_of_url(url, options, &inner);
  if (!ok) {
    cairn_error_place_at(inner, type ? format : data, type ? "type" : "url");
    g_propagate_error(error, inner);
  }
  options->property = cairn_json_string(format, "property", NULL);
  options->zone = flow->run.expressions.zone;
  return ok;
}

/* Standard input was read before, when its columns were looked for. */
static CairnTable *load_standard(CairnDataflow *flow, const CairnReadOptions *options, GError **error) {
  return cairn_input_rewind(flow->standard, error) ? cairn_read_table(flow->arena, flow->standard, options, error)
                                                   : NULL;
}

static CairnTable *load_url(CairnDataflow *flow, const json_t *data, const CairnReadOptions *options, GError **error) {
  GError *inner = NULL;
  const char *url = cairn_json_string(data, "url", "");
  if (flow->standard && strcmp(url, "-") == 0) return load_standard(flow, options, error);
  g_autofree char *path = cairn_path_resolve(flow->spec->base_dir, url, flow->allow_dirs, &inner);
  g_autofree char *shown = path ? cairn_path_shown(path) : NULL;
  g_autoptr(CairnInput) input = path ? cairn_input_open(shown, &inner) : NULL;
  CairnTable *table = input ? cairn_table_cache_read(flow->cache, flow->arena, input, options, &inner) : NULL;
  if (table) return table;
  cairn_error_place_at(inner, data, "url");
  g_propagate_error(error, inner);
  return NULL;
}

/* Numbers from start up to, not including, stop. */
static CairnTable *load_sequence(CairnDataflow *flow, const json_t *data, GError **error) {
  const json_t *sequence = cairn_json_get(data, "sequence");
  double start = cairn_json_number(sequence, "start", 0), stop = cairn_json_number(sequence, "stop", 0);
  double step = cairn_json_number(sequence, "step", 1);
  double n = step != 0 ? fmax(ceil((stop - start) / step), 0) : INFINITY;
  if (!(n <= CAIRN_LIMIT_GENERATED_ROWS)) {
    cairn_error_at(error, CAIRN_ERROR_LIMIT, data, "sequence", "the sequence has more than %d numbers", CAIRN_LIMIT_GENERATED_ROWS);
    return NULL;
  }
  CairnTable *table = cairn_table_new(flow->arena, (size_t)n);
  double *numbers = cairn_arena_array(flow->arena, table->n_rows, double);
  for (size_t i = 0; i < table->n_rows; i++)
    numbers[i] = start + (double)i * step;
  cairn_table_put(table, cairn_column_new_numbers(flow->arena, cairn_json_string(sequence, "as", "data"), numbers, NULL));
  return table;
}

static CairnTable *load_values(CairnDataflow *flow, const json_t *data, const json_t *values, const CairnReadOptions *options, GError **error) {
  GError *inner = NULL;
  CairnTable *table = cairn_read_values(flow->arena, values, cairn_json_string(data, "name", "values"), options, &inner);
  if (table) return table;
  cairn_error_place_at(inner, data, "values");
  g_propagate_error(error, inner);
  return NULL;
}

static CairnTable *load_named(CairnDataflow *flow, const json_t *data, const CairnReadOptions *options, GError **error) {
  const char *name = cairn_json_string(data, "name", NULL);
  const json_t *datasets = cairn_json_get(flow->model->root, "datasets");
  const json_t *values = name ? cairn_json_get(datasets, name) : NULL;
  if (values) return load_values(flow, data, values, options, error);
  if (name) cairn_error_at(error, CAIRN_ERROR_SPEC, data, "name", "no data are named \"%s\"; names are defined in \"datasets\"", name);
  else cairn_error_at(error, CAIRN_ERROR_SPEC, data, NULL, "data need \"url\", \"values\", \"name\" or \"sequence\"");
  return NULL;
}

/* Are the fields there whose types the spec gives? */
static bool check_parsed_fields(CairnDataflow *flow, const CairnTable *table, const json_t *parse, GError **error) {
  const char *field;
  json_t *type;
  json_object_foreach((json_t *)parse, field, type)
    if (!cairn_table_column(table, field) && !cairn_transform_field(&flow->run, table, parse, field, field, error)) return false;
  return true;
}

static CairnTable *load(CairnDataflow *flow, const json_t *data, CairnView *view, GError **error) {
  ParseList list = {flow->arena, g_array_new(FALSE, FALSE, sizeof(CairnParseEntry)), NULL};
  const json_t *parse = cairn_json_get(cairn_json_get(data, "format"), "parse");
  CairnReadOptions options = {0};
  CairnTable *table = NULL;
  if (json_is_null(data)) return cairn_table_new(flow->arena, 1);
  if (cairn_json_get(data, "sequence")) return load_sequence(flow, data, error);
  bool ok = read_explicit(&list, parse, error) && read_format(flow, data, &options, error);
  if (ok && view && !json_is_null(parse)) want_for_view(&list, view);
  options.parse = (const CairnParseEntry *)(void *)list.entries->data;
  options.n_parse = list.entries->len;
  if (view) options.needed = cairn_needed_columns(view, parse, &flow->run.scope, &options.n_needed);
  options.progress = flow->progress;
  options.infer = json_is_string(parse) && strcmp(json_string_value(parse), "auto") == 0;
  if (ok) {
    const json_t *values = cairn_json_get(data, "values");
    if (values) table = load_values(flow, data, values, &options, error);
    else if (cairn_json_get(data, "url")) table = load_url(flow, data, &options, error);
    else table = load_named(flow, data, &options, error);
  }
  g_array_free(list.entries, TRUE);
  return table && check_parsed_fields(flow, table, parse, error) ? table : NULL;
}

static CairnTable *find_data(void *user, const json_t *data, GError **error) {
  return load(user, data, NULL, error);
}

/* ---- Views ---- */

static CairnTable *apply_parse(CairnTransformRun *run, const void *entries, CairnTable *table, GError **error) {
  const GArray *list = entries;
  table = cairn_table_copy(table);
  return cairn_read_parse_columns(table, (const CairnParseEntry *)(void *)list->data, list->len, run->expressions.zone, error)
             ? table
             : NULL;
}

static void free_entries(void *entries) {
  g_array_free(entries, TRUE);
}

/* Fields that a transform made and an encoding reads as dates become dates now. */
static CairnRowStream *parse_made_fields(CairnDataflow *flow, CairnView *unit, CairnRowStream *rows, GError **error) {
  ParseList list = {flow->arena, g_array_new(FALSE, FALSE, sizeof(CairnParseEntry)), NULL};
  cairn_arena_own(flow->arena, list.entries, free_entries);
  want_for_unit(unit, &list);
  const CairnTable *source = cairn_row_stream_source(rows);
  bool all_parsed = source != NULL;
  for (size_t i = 0; i < list.entries->len && all_parsed; i++) {
    const CairnParseEntry *entry = &g_array_index(list.entries, CairnParseEntry, i);
    const CairnColumn *column = cairn_table_column(source, entry->field);
    bool is_parsed = column && column->type == (entry->kind == CAIRN_PARSE_DATE ? CAIRN_COLUMN_TIME : CAIRN_COLUMN_NUMBER);
    all_parsed &= is_parsed;
  }
  if (all_parsed) return rows;
  return cairn_row_stream_then(&flow->run, rows, (CairnRowStep){.apply = apply_parse, .data = list.entries}, error);
}

/* What a composite mark is computed from (spec/composite.h): its fields must be there, and its times be times. */
static CairnTable *parse_origins(CairnDataflow *flow, const json_t *origins, CairnTable *table, GError **error) {
  ParseList list = {flow->arena, g_array_new(FALSE, FALSE, sizeof(CairnParseEntry)), NULL};
  bool ok = true;
  table = cairn_table_copy(table);
  for (size_t i = 0; ok && i < json_array_size(origins); i++) {
    const json_t *def = json_array_get(origins, i);
    const char *field = cairn_json_string(def, "field", "");
    ok = cairn_transform_field(&flow->run, table, def, "field", field, error) != NULL;
    if (strcmp(cairn_json_string(def, "type", ""), "temporal") == 0) want(&list, field, CAIRN_PARSE_DATE);
  }
  ok = ok && cairn_read_parse_columns(table, (const CairnParseEntry *)(void *)list.entries->data, list.entries->len,
                                      flow->run.expressions.zone, error);
  g_array_free(list.entries, TRUE);
  return ok ? table : NULL;
}

/* Without data there are no rows, not even one for constants; authors of annotations may not expect that. */
static void warn_of_no_data(const CairnView *unit) {
  for (const CairnView *view = unit; view; view = view->parent)
    if (json_object_get(view->node, "data")) return;
  cairn_warn_at(unit->model->warnings, unit->node, "mark",
                "there are no data for this mark, so nothing is drawn; \"data\": {\"values\": [{}]} draws it once");
}

static CairnRowStream *stream_of(CairnDataflow *flow, CairnTable *table) {
  return table ? cairn_row_stream_new(flow->arena, table) : NULL;
}

static bool run_unit(CairnDataflow *flow, CairnView *unit, CairnRowStream *rows, GError **error) {
  warn_of_no_data(unit);
  rows = parse_made_fields(flow, unit, rows, error);
  return rows && cairn_inline_apply(&flow->run, unit, rows, error);
}

static bool run_view(CairnDataflow *flow, CairnView *view, CairnRowStream *rows, GError **error);

static bool run_children(CairnDataflow *flow, CairnView *view, CairnRowStream *rows, GError **error) {
  CairnRowStream **cells = NULL;
  if (view->kind == CAIRN_VIEW_FACET && !cairn_facet_split(flow, view, rows, &cells, error)) return false;
  for (size_t i = 0; i < view->n_children; i++)
    if (!run_view(flow, view->children[i], cells ? cells[i] : rows, error)) return false;
  if (view->kind == CAIRN_VIEW_FACET) cairn_facet_center_stacks(flow, view);
  return true;
}

static bool run_view(CairnDataflow *flow, CairnView *view, CairnRowStream *rows, GError **error) {
  /* The base of an overlay stands for the same node as its layer, which has been read already. */
  const json_t *data = cairn_json_get(view->node, "data");
  if (data) rows = stream_of(flow, load(flow, data, view, error));
  if (!rows) return false;
  bool in_layer = view->kind == CAIRN_VIEW_UNIT && view->parent && view->parent->kind == CAIRN_VIEW_LAYER;
  if (in_layer) rows = cairn_inline_bin(&flow->run, view, rows, error);
  const json_t *transforms = cairn_json_get(view->node, "transform"), *origins = cairn_json_get(view->node, "origins");
  CairnTable *whole = rows && origins ? cairn_row_stream_whole(&flow->run, rows, error) : NULL;
  if (origins) rows = whole ? stream_of(flow, parse_origins(flow, origins, whole, error)) : NULL;
  if (rows) rows = cairn_row_stream_transform_all(&flow->run, rows, transforms, error);
  if (!rows) return false;
  return view->kind == CAIRN_VIEW_UNIT ? run_unit(flow, view, rows, error) : run_children(flow, view, rows, error);
}

bool cairn_dataflow_run(CairnDataflow *flow, GError **error) {
  flow->run.find_data = find_data;
  flow->run.select = cairn_selection_select;
  flow->run.find_selected = cairn_selection_rows;
  flow->run.user = flow;
  return run_view(flow, flow->model->view, stream_of(flow, cairn_table_new(flow->arena, 0)), error);
}
