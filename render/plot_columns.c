#include "plot_columns.h"

#include "base/error.h"
#include "base/file.h"
#include "read/read.h"

#include <math.h>
#include <string.h>

enum { MOST_NAMES = 12 };

char cairn_plot_delimiter(const char *path) {
  return g_str_has_suffix(path, ".tsv") ? '\t' : ',';
}

bool cairn_plot_read(CairnArena *arena, CairnPlotData *data, const CairnReadOptions *more, GError **error) {
  CairnReadOptions options = {
      .format = CAIRN_READ_CSV, .infer = true, .delimiter = cairn_plot_delimiter(data->path)};
  if (more) {
    options.needed = more->needed;
    options.n_needed = more->n_needed;
    options.progress = more->progress;
  }
  if (data->input) {
    data->table =
        cairn_input_rewind(data->input, error) ? cairn_read_table(arena, data->input, &options, error) : NULL;
    return data->table != NULL;
  }
  g_autoptr(CairnInput) input =
      data->bytes ? cairn_input_from_bytes(data->path, data->bytes) : cairn_input_open(data->path, error);
  data->table = input ? cairn_read_table(arena, input, &options, error) : NULL;
  return data->table != NULL;
}

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
  cairn_error_in_file(error, CAIRN_ERROR_DATA, data->path, 1, 0,
                      "there is no column \"%s\"%s the columns are %s", name, suggestion, list);
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
  return cairn_value_is_missing(value) ? "" : cairn_value_to_string(arena, value);
}

void cairn_plot_append(json_t *object, const char *member, json_t *item) {
  json_t *array = json_object_get(object, member);
  if (!array) json_object_set_new(object, member, array = json_array());
  json_array_append_new(array, item);
}
