/* The spec that `cairn plot` draws, from the columns of a CSV file. */
#include "cairn.h"

#include "base/calendar.h"
#include "base/date_parse.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "read/read.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct PlotKind {
  const char *name, *mark;
} PlotKind;

static const PlotKind kinds[] = {{"line", "line"},     {"area", "area"},     {"bar", "bar"},
                                 {"point", "point"},   {"scatter", "point"}, {"circle", "circle"},
                                 {"square", "square"}, {"tick", "tick"},     {"rect", "rect"}};

static const PlotKind *find_kind(const char *name, GError **error) {
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
  cairn_error_set(error, CAIRN_ERROR_USAGE,
                  "there is no plot \"%s\"; valid are line, area, bar, point, circle, square, tick and rect",
                  name);
  return NULL;
}

/* ---- Columns ---- */

static const CairnColumn *find_column(const CairnTable *table, const char *path, const char *name,
                                      GError **error) {
  const CairnColumn *column = cairn_table_column(table, name);
  if (column) return column;
  g_autofree const char **names = g_new(const char *, table->n_columns);
  for (size_t i = 0; i < table->n_columns; i++)
    names[i] = table->columns[i]->name;
  const char *near = cairn_suggest(name, names, table->n_columns);
  g_autoptr(GString) list = g_string_new(NULL);
  for (size_t i = 0; i < MIN(table->n_columns, (size_t)12); i++)
    g_string_append_printf(list, "%s\"%s\"", i ? ", " : "", names[i]);
  cairn_error_in_file(error, CAIRN_ERROR_DATA, path, 1, 0,
                      "there is no column \"%s\"%s%s%s the columns are %s%s", name,
                      near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : ";", list->str,
                      table->n_columns > 12 ? ", ..." : "");
  return NULL;
}

static const char *type_of(const CairnColumn *column) {
  switch (column->type) {
  case CAIRN_COLUMN_NUMBER:
    return "quantitative";
  case CAIRN_COLUMN_TIME:
    return "temporal";
  default:
    return "nominal";
  }
}

/* Whole numbers that look like years are not to be read as quantities. */
static bool is_years(const CairnColumn *column, size_t n_rows) {
  if (column->type != CAIRN_COLUMN_NUMBER || !n_rows) return false;
  for (size_t row = 0; row < n_rows; row++) {
    double number = cairn_column_quantity(column, row);
    if (!isnan(number) && (number != floor(number) || number < 1000 || number > 2999)) return false;
  }
  return g_ascii_strcasecmp(column->name, "year") == 0 || g_ascii_strcasecmp(column->name, "date") == 0 ||
         g_str_has_suffix(column->name, "_year") || g_str_has_suffix(column->name, " year");
}

/* A name as a field path: what would be read as a path is escaped. */
static char *field_path(const char *name) {
  GString *path = g_string_new(NULL);
  for (; *name; name++) {
    if (strchr(".[]\\'\"", *name)) g_string_append_c(path, '\\');
    g_string_append_c(path, *name);
  }
  return g_string_free(path, FALSE);
}

static CairnTable *read_table(CairnArena *arena, const char *path, GBytes *bytes, GError **error) {
  CairnReadOptions options = {.format = CAIRN_READ_CSV, .infer = true};
  if (!bytes && g_str_has_suffix(path, ".tsv")) options.delimiter = '\t';
  g_autoptr(CairnInput) input =
      bytes ? cairn_input_from_bytes("<stdin>", bytes) : cairn_input_open(path, error);
  return input ? cairn_read_table(arena, input, &options, error) : NULL;
}

/* ---- Parts of the spec ---- */

static void set_title(json_t *def, const char *member, const char *title) {
  if (!title) return;
  json_object_set_new(def, member, *title ? json_string(title) : json_null());
}

static json_t *channel(const CairnColumn *column, const char *title) {
  g_autofree char *field = field_path(column->name);
  json_t *def = json_pack("{s:s,s:s}", "field", field, "type", type_of(column));
  /* The title that the field would give shows its escapes. */
  set_title(def, "title", !title && strcmp(field, column->name) != 0 ? column->name : title);
  return def;
}

/* How x is encoded: years are dates, or the names of bars. */
typedef struct XRole {
  const CairnColumn *column;
  const char *type;
  bool years;
} XRole;

static XRole x_role(const CairnPlot *plot, const CairnTable *table, const CairnColumn *column) {
  bool bars = strcmp(plot->kind, "bar") == 0, years = is_years(column, table->n_rows);
  return (XRole){column, !years ? type_of(column) : bars ? "ordinal" : "temporal", years};
}

/* The calendar unit that all dates start: bars stand for it. */
static const char *bar_unit(const CairnColumn *dates, size_t n_rows) {
  bool years = true, months = true;
  for (size_t row = 0; row < n_rows; row++) {
    CairnCivil civil;
    double ms = cairn_column_quantity(dates, row);
    if (!cairn_civil_from_ms(ms, NULL, &civil)) continue;
    bool midnight = fmod(ms, CAIRN_MS_DAY) == 0;
    months &= midnight && civil.date == 1;
    years &= midnight && civil.date == 1 && civil.month == 0;
  }
  return years ? "utcyear" : months ? "utcyearmonth" : "utcyearmonthdate";
}

static json_t *x_channel(const CairnPlot *plot, const CairnTable *table, const XRole *x) {
  json_t *def = channel(x->column, plot->x_title);
  json_object_set_new(def, "type", json_string(x->type));
  bool temporal = strcmp(x->type, "temporal") == 0;
  if (temporal && strcmp(plot->kind, "bar") == 0)
    json_object_set_new(def, "timeUnit", json_string(bar_unit(x->column, table->n_rows)));
  if (!temporal && x->years) json_object_set_new(def, "axis", json_pack("{s:s}", "format", "d"));
  if (strcmp(plot->kind, "bar") == 0 && x->column->type == CAIRN_COLUMN_STRING)
    json_object_set_new(def, "sort", json_null());
  if (temporal && !plot->x_title) json_object_set_new(def, "title", json_null());
  return def;
}

/* The data of a file, or of standard input: its text becomes part of the spec. */
static json_t *data_node(const char *path, GBytes *bytes) {
  if (bytes) {
    json_t *values = json_stringn(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    return json_pack("{s:o,s:{s:s}}", "values", values, "format", "type", "csv");
  }
  g_autofree char *absolute = g_canonicalize_filename(path, NULL);
  return json_pack("{s:s}", "url", absolute);
}

/* Several columns of y become the series of one chart. */
static json_t *fold(const CairnPlot *plot) {
  json_t *fields = json_array();
  for (const char *const *name = plot->y; *name; name++) {
    g_autofree char *path = field_path(*name);
    json_array_append_new(fields, json_string(path));
  }
  return json_pack("[{s:o,s:[s,s]}]", "fold", fields, "as", "series", "value");
}

static json_t *parse_types(const CairnTable *table, const char *const *names) {
  static const char *const types[] = {[CAIRN_COLUMN_NUMBER] = "number",
                                      [CAIRN_COLUMN_TIME] = "date",
                                      [CAIRN_COLUMN_STRING] = "string",
                                      [CAIRN_COLUMN_BOOLEAN] = "boolean",
                                      [CAIRN_COLUMN_ANY] = "string"};
  json_t *parse = json_object();
  for (; *names; names++) {
    const CairnColumn *column = cairn_table_column(table, *names);
    if (column) json_object_set_new(parse, *names, json_string(types[column->type]));
  }
  return parse;
}

static json_t *main_layer(const CairnPlot *plot, const PlotKind *kind, const CairnTable *table,
                          const XRole *x, const CairnColumn *y, const CairnColumn *color, json_t *data) {
  bool several = plot->y[1] != NULL;
  json_t *encoding = json_object(), *y_def = channel(y, plot->y_title);
  json_object_set_new(encoding, "x", x_channel(plot, table, x));
  if (several) {
    json_object_set_new(y_def, "field", json_string("value"));
    if (!plot->y_title) json_object_set_new(y_def, "title", json_null());
    json_object_set_new(
        encoding, "color",
        json_pack("{s:s,s:s,s:n,s:n}", "field", "series", "type", "nominal", "title", "sort"));
  } else if (color) {
    json_object_set_new(encoding, "color", channel(color, NULL));
  }
  /* As few and round ticks as the theme asks for, with none of the data beyond the last. */
  if (y->type == CAIRN_COLUMN_NUMBER) json_object_set_new(y_def, "scale", json_pack("{s:i}", "nice", 5));
  json_object_set_new(encoding, "y", y_def);
  const char *names[] = {plot->x, plot->color ? plot->color : plot->x, NULL};
  json_t *parse = parse_types(table, names), *own = parse_types(table, plot->y);
  json_object_update(parse, own);
  if (x->years && strcmp(x->type, "temporal") == 0)
    json_object_set_new(parse, plot->x, json_string("date:'%Y'"));
  json_decref(own);
  json_t *format = json_object_get(data, "format");
  if (!format) json_object_set_new(data, "format", format = json_object());
  json_object_set_new(format, "parse", parse);
  json_t *layer = json_pack("{s:s,s:o,s:{s:s},s:o}", "name", "data", "data", data, "mark", "type", kind->mark,
                            "encoding", encoding);
  bool time_bars = strcmp(kind->mark, "bar") == 0 && strcmp(x->type, "temporal") == 0;
  if (time_bars)
    json_object_set_new(json_object_get(layer, "mark"), "width", json_pack("{s:f}", "band", 0.75));
  if (several) json_object_set_new(layer, "transform", fold(plot));
  return layer;
}

static const char *cell_text(CairnArena *arena, const CairnColumn *column, size_t row) {
  CairnValue value = cairn_column_value(column, row);
  return value.kind == CAIRN_NULL || value.kind == CAIRN_UNDEFINED ? "" : cairn_value_to_string(arena, value);
}

/* Every milestone needs a date of the kind of the x axis, and a label. Rows are taken to be lines, as they
 * are in such files. */
static bool check_milestones(CairnArena *arena, const CairnPlot *plot, const XRole *x,
                             const CairnTable *table, GError **error) {
  const CairnColumn *dates = find_column(table, plot->milestones, "date", error);
  const CairnColumn *labels = dates ? find_column(table, plot->milestones, "label", error) : NULL;
  if (!labels) return false;
  bool time = strcmp(x->type, "temporal") == 0, number = strcmp(x->type, "quantitative") == 0;
  for (size_t row = 0; row < table->n_rows; row++) {
    const char *date = cell_text(arena, dates, row);
    double ignored;
    bool numeric = cairn_number_from_js(date, &ignored);
    bool valid =
        *date && (!number || numeric) &&
        (!time || dates->type == CAIRN_COLUMN_TIME || numeric || cairn_date_parse(date, NULL, &ignored));
    if (!valid) {
      cairn_error_in_file(error, CAIRN_ERROR_DATA, plot->milestones, row + 2, 0,
                          "\"%s\" is no %s; valid are those such as %s", date, number ? "number" : "date",
                          number ? "12.5" : "2009, 2009-02 and 2009-02-17");
      return false;
    }
    if (!*cell_text(arena, labels, row)) {
      cairn_error_in_file(error, CAIRN_ERROR_DATA, plot->milestones, row + 2, 0,
                          "the milestone of %s has no label; give it a text", date);
      return false;
    }
  }
  return true;
}

/* The columns of the milestones' file; NULL with an error where it lacks what it needs. */
static CairnTable *read_milestones(CairnArena *arena, const CairnPlot *plot, const XRole *x, GError **error) {
  CairnTable *table = read_table(arena, plot->milestones, NULL, error);
  return table && check_milestones(arena, plot, x, table, error) ? table : NULL;
}

static json_t *milestone_date(const XRole *x, const char *field) {
  return json_pack("{s:s,s:s}", "field", field, "type", x->type);
}

static json_t *milestone_data(const CairnPlot *plot, const XRole *x) {
  json_t *data = data_node(plot->milestones, NULL);
  if (strcmp(x->type, "quantitative") == 0)
    json_object_set_new(data, "format",
                        json_pack("{s:{s:s,s:s}}", "parse", "date", "number", "end", "number"));
  return data;
}

static json_t *milestone_layer(const CairnPlot *plot, const CairnTable *milestones, const XRole *x) {
  json_t *encoding = json_pack("{s:o,s:{s:s}}", "x", milestone_date(x, "date"), "text", "field", "label");
  if (cairn_table_column(milestones, "category"))
    json_object_set_new(encoding, "color",
                        json_pack("{s:s,s:s,s:n}", "field", "category", "type", "nominal", "title"));
  return json_pack("{s:s,s:o,s:{s:s,s:i},s:o}", "name", "milestones", "data", milestone_data(plot, x), "mark",
                   "type", "text", "fontSize", 10, "encoding", encoding);
}

/* Faint bands for milestones that last. */
static json_t *span_layer(const CairnPlot *plot, const XRole *x) {
  json_t *encoding = json_pack("{s:o,s:{s:s}}", "x", milestone_date(x, "date"), "x2", "field", "end");
  return json_pack("{s:s,s:o,s:[{s:s}],s:{s:s,s:s,s:f},s:o}", "name", "spans", "data",
                   milestone_data(plot, x), "transform", "filter", "isValid(datum.end) && datum.end !== ''",
                   "mark", "type", "rect", "color", "#5b6770", "opacity", 0.14, "encoding", encoding);
}

static json_t *title_node(const CairnPlot *plot) {
  json_t *title = json_pack("{s:s}", "text", plot->title ? plot->title : "");
  if (plot->subtitle) json_object_set_new(title, "subtitle", json_string(plot->subtitle));
  return title;
}

static json_t *whole(const CairnPlot *plot, json_t *layers) {
  json_t *spec = json_pack(
      "{s:s,s:f,s:f,s:{s:s,s:s},s:o}", "$schema", "https://vega.github.io/schema/vega-lite/v6.json", "width",
      plot->width > 0 ? plot->width : 800.0, "height", plot->height > 0 ? plot->height : 500.0, "autosize",
      "type", "fit", "contains", "padding", "layer", layers);
  if (plot->title || plot->subtitle) json_object_set_new(spec, "title", title_node(plot));
  json_t *cairn = json_object();
  if (plot->milestones) json_object_set_new(cairn, "milestones", json_string("milestones"));
  if (plot->source) json_object_set_new(cairn, "source", json_string(plot->source));
  json_object_set_new(spec, "usermeta", json_pack("{s:o}", "cairn", cairn));
  return spec;
}

/* ---- All of it ---- */

char *cairn_plot_spec(const CairnPlot *plot, const CairnOptions *options, GError **error) {
  (void)options;
  const PlotKind *kind = find_kind(plot->kind, error);
  if (!kind) return NULL;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GBytes) bytes = strcmp(plot->data, "-") == 0 ? cairn_file_read("-", G_MAXINT32, error) : NULL;
  if (strcmp(plot->data, "-") == 0 && !bytes) return NULL;
  const CairnTable *table = read_table(arena, plot->data, bytes, error);
  const char *path = bytes ? "<stdin>" : plot->data;
  const CairnColumn *x = table ? find_column(table, path, plot->x, error) : NULL, *y = NULL, *color = NULL;
  if (!x) return NULL;
  for (const char *const *name = plot->y; *name; name++) {
    const CairnColumn *column = find_column(table, path, *name, error);
    if (!column) return NULL;
    if (!y) y = column;
  }
  if (plot->color && !(color = find_column(table, path, plot->color, error))) return NULL;
  const XRole role = x_role(plot, table, x);
  const CairnTable *milestones = plot->milestones ? read_milestones(arena, plot, &role, error) : NULL;
  if (plot->milestones && !milestones) return NULL;
  json_t *layers = json_array();
  bool spans = milestones && cairn_table_column(milestones, "end") && x->type != CAIRN_COLUMN_STRING;
  if (spans) json_array_append_new(layers, span_layer(plot, &role));
  json_array_append_new(layers, main_layer(plot, kind, table, &role, y, color, data_node(plot->data, bytes)));
  if (milestones) json_array_append_new(layers, milestone_layer(plot, milestones, &role));
  json_t *spec = whole(plot, layers);
  char *text = json_dumps(spec, JSON_INDENT(2)), *copy = g_strdup(text);
  free(text);
  json_decref(spec);
  return copy;
}
