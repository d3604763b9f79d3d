#include "plot_columns.h"

#include "base/error.h"
#include "base/file.h"
#include "read/cell.h"
#include "read/read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NAMES = 12 };

bool cairn_plot_read(CairnArena *arena, CairnPlotData *data, const CairnReadOptions *more, GError **error) {
  CairnReadOptions options = *more;
  options.format = CAIRN_READ_CSV;
  options.infer = true;
  options.delimiter = data->sample.delimiter;
  options.parse = (const CairnParseEntry *)data->parse->data;
  options.n_parse = data->parse->len;
  if (!cairn_input_rewind(data->input, error)) return false;
  data->table = cairn_read_table(arena, data->input, &options, error);
  return data->table != NULL;
}

/* ---- Types ---- */

static void declare(CairnPlotData *data, const CairnParseEntry *entry, const char *type) {
  g_array_append_val(data->parse, *entry);
  g_ptr_array_add(data->parse_types, (gpointer)type);
}

void cairn_plot_declare(CairnArena *arena, CairnPlotData *data, const char *column, const char *type) {
  CairnParseEntry entry;
  if (cairn_plot_declaration(data, column) || !cairn_parse_entry_read(arena, column, type, &entry, NULL))
    return;
  entry.strict = true;
  declare(data, &entry, type);
}

void cairn_plot_declare_numbers(CairnArena *arena, CairnPlotData *data, const char *column,
                                const CairnPlotNumbers *numbers) {
  if (cairn_plot_declaration(data, column)) return;
  const CairnParseEntry entry = {.field = column,
                                 .kind = CAIRN_PARSE_NUMBER,
                                 .decimal = numbers->decimal,
                                 .unit = cairn_arena_strdup(arena, numbers->unit),
                                 .strict = true};
  declare(data, &entry, "string");
}

static const char *type_of_entry(const CairnPlotData *data, const CairnParseEntry *entry) {
  return data->parse_types->pdata[entry - (const CairnParseEntry *)data->parse->data];
}

const CairnParseEntry *cairn_plot_declaration(const CairnPlotData *data, const char *column) {
  for (guint i = 0; i < data->parse->len; i++) {
    const CairnParseEntry *entry = &g_array_index(data->parse, CairnParseEntry, i);
    if (strcmp(entry->field, column) == 0) return entry;
  }
  return NULL;
}

const char *cairn_plot_declared(const CairnPlotData *data, const char *column) {
  const CairnParseEntry *entry = cairn_plot_declaration(data, column);
  return entry ? type_of_entry(data, entry) : NULL;
}

json_t *cairn_plot_transforms(const CairnPlotData *data) {
  json_t *transforms = NULL;
  for (guint i = 0; i < data->parse->len; i++) {
    const CairnParseEntry *entry = &g_array_index(data->parse, CairnParseEntry, i);
    if (!entry->decimal) continue;
    if (!transforms) transforms = json_array();
    json_array_append_new(transforms, cairn_plot_numbers_transform(entry->field, entry->decimal));
  }
  return transforms;
}

const char *cairn_plot_unit(const CairnPlotData *data, const CairnColumn *column) {
  const CairnParseEntry *entry = cairn_plot_declaration(data, column->name);
  bool is_told = !entry || !entry->unit || strstr(column->name, entry->unit);
  return is_told ? "" : entry->unit;
}

const char *cairn_plot_name_with_unit(CairnArena *arena, const CairnPlotData *data,
                                      const CairnColumn *column) {
  const char *unit = cairn_plot_unit(data, column);
  return *unit ? cairn_arena_printf(arena, "%s (%s)", column->name, unit) : column->name;
}

/* What most texts of a column are. */
typedef struct Contents {
  CairnPlotVotes numbers;
  size_t n_dates;
} Contents;

static Contents contents_of(CairnArena *arena, const CairnColumn *column, size_t n_rows) {
  Contents contents = {0};
  for (size_t row = 0; row < n_rows; row++) {
    const char *text = cairn_plot_text(arena, column, row);
    double ms;
    cairn_plot_votes_add(&contents.numbers, text);
    contents.n_dates +=
        !cairn_cell_is_missing(text, strlen(text)) && cairn_cell_infer_date(text, strlen(text), NULL, &ms);
  }
  return contents;
}

void cairn_plot_declare_meant(CairnArena *arena, CairnPlotData *data, const CairnColumn *column,
                              bool needs_number) {
  if (column->type != CAIRN_COLUMN_STRING && column->type != CAIRN_COLUMN_ANY) return;
  const Contents contents = contents_of(arena, column, data->table->n_rows);
  const CairnPlotVotes *votes = &contents.numbers;
  const CairnPlotNumbers numbers =
      cairn_plot_numbers(votes, cairn_plot_sample_decimal(&data->sample), data->sample.delimiter);
  if (numbers.decimal)
    cairn_plot_declare_numbers(arena, data, column->name, &numbers);
  else if (needs_number || 2 * votes->n_plain > votes->n)
    cairn_plot_declare(arena, data, column->name, "number");
  else if (2 * contents.n_dates > votes->n)
    cairn_plot_declare(arena, data, column->name, "date");
}

bool cairn_plot_warn(const CairnOptions *options, GError *warning, GError **error) {
  if (options && options->strict) {
    g_propagate_error(error, warning);
    return false;
  }
  if (options && options->warn) options->warn(warning, options->warn_data);
  g_error_free(warning);
  return true;
}

bool cairn_plot_warn_of_dates(const CairnOptions *options, const char *path, const char *column,
                              GError **error) {
  GError *warning = NULL;
  cairn_error_in_file(&warning, CAIRN_ERROR_DATA, path, 2, 0,
                      "the dates of column \"%s\" are read as month, day and year; 2021-03-15 would be clear",
                      column);
  return cairn_plot_warn(options, warning, error);
}

/* ---- Names ---- */

char *cairn_plot_list(const char *const *names, size_t n) {
  GString *list = g_string_new(NULL);
  for (size_t i = 0; i < MIN(n, (size_t)MOST_NAMES); i++) {
    g_autofree char *shown = cairn_text_printable(names[i], 40);
    g_string_append_printf(list, "%s\"%s\"", i ? ", " : "", shown);
  }
  if (n > MOST_NAMES) g_string_append(list, ", ...");
  return g_string_free(list, FALSE);
}

char *cairn_plot_suggestion(const char *word, const char *const *names, size_t n) {
  const char *near = cairn_suggest(word, names, n);
  return near ? g_strdup_printf("; did you mean \"%s\"?", near) : g_strdup(";");
}

const CairnColumn *cairn_plot_column(const CairnPlotData *data, const char *name, GError **error) {
  const CairnTable *table = data->table;
  const CairnColumn *column = cairn_table_column(table, name);
  if (column) return column;
  g_autofree const char **names = g_new(const char *, table->n_columns);
  for (size_t i = 0; i < table->n_columns; i++)
    names[i] = table->columns[i]->name;
  g_autofree char *list = cairn_plot_list(names, table->n_columns),
                  *suggestion = cairn_plot_suggestion(name, names, table->n_columns);
  bool has_comma = false;
  for (size_t i = 0; i < table->n_columns; i++)
    has_comma |= strchr(names[i], ',') != NULL;
  cairn_error_in_file(error, CAIRN_ERROR_DATA, data->path, 1, 0,
                      "there is no column \"%s\"%s the columns are %s%s", name, suggestion, list,
                      has_comma ? "; in a list, a name with a comma stands in double quotes" : "");
  return NULL;
}

char *cairn_plot_field(const char *name) {
  GString *path = g_string_new(NULL);
  for (; *name; name++) {
    if (strchr(".[]\\'\"", *name)) g_string_append_c(path, '\\');
    g_string_append_c(path, *name);
  }
  return g_string_free(path, FALSE);
}

char *cairn_plot_datum(const char *name) {
  json_t *text = json_string(name);
  char *quoted = json_dumps(text, JSON_ENCODE_ANY), *datum = g_strdup_printf("datum[%s]", quoted);
  json_decref(text);
  free(quoted);
  return datum;
}

const char *cairn_plot_type(const CairnColumn *column) {
  switch (column->type) {
  case CAIRN_COLUMN_NUMBER:
    return "quantitative";
  case CAIRN_COLUMN_TIME:
    return "temporal";
  default:
    return "nominal";
  }
}

bool cairn_plot_range(const CairnColumn *column, size_t n_rows, double *low, double *high) {
  *low = INFINITY;
  *high = -INFINITY;
  if (column->facts) {
    *low = column->facts->low;
    *high = column->facts->high;
    return *low <= *high;
  }
  for (size_t row = 0; row < n_rows; row++) {
    double number = cairn_column_quantity(column, row);
    if (!isfinite(number)) continue;
    *low = fmin(*low, number);
    *high = fmax(*high, number);
  }
  return *low <= *high;
}

const char *cairn_plot_text(CairnArena *arena, const CairnColumn *column, size_t row) {
  CairnValue value = cairn_column_value(column, row);
  return cairn_value_is_missing(value) ? "" : cairn_value_to_name(arena, value);
}
