/* The spec that `cairn plot` draws, from the columns of a CSV file. */
#include "plot_milestones.h"

#include "base/error.h"
#include "base/file.h"
#include "chart.h"
#include "spec/locale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  MOST_DOTS = 60,    /* more values of a series do not get dots */
  LEGEND_OFFSET = 8, /* px from the plot to a legend */
  LEGEND_ABOVE = 28, /* ... which stands above the title of y */
  FEW_BARS = 5,      /* fewer are not as wide as they could be */
};

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

/* What is drawn. */
typedef struct Drawing {
  const CairnPlot *plot;
  const PlotKind *kind;
  CairnArena *arena;
  const CairnLocale *locale;
  CairnPlotData data;
  const CairnColumn *x_column, *color;
  const CairnColumn **y; /* columns, n_y of them */
  size_t n_y;
  CairnPlotX x;
  CairnPlotSeries series;
  CairnPlotMilestones milestones;
} Drawing;

/* ---- Reading ---- */

static bool find_columns(Drawing *drawing, GError **error) {
  const CairnPlot *plot = drawing->plot;
  drawing->x_column = cairn_plot_column(&drawing->data, plot->x, error);
  if (!drawing->x_column) return false;
  size_t n = g_strv_length((char **)plot->y);
  drawing->y = cairn_arena_array(drawing->arena, n, const CairnColumn *);
  for (; drawing->n_y < n; drawing->n_y++)
    if (!(drawing->y[drawing->n_y] = cairn_plot_column(&drawing->data, plot->y[drawing->n_y], error)))
      return false;
  if (plot->color) drawing->color = cairn_plot_column(&drawing->data, plot->color, error);
  return !plot->color || drawing->color;
}

/* What the milestones may name: series by the columns of y, or by their values of the column of colour. */
static CairnPlotTargets targets_of(Drawing *drawing) {
  size_t n_rows = drawing->data.table->n_rows;
  bool years = cairn_plot_is_years(drawing->x_column, n_rows);
  CairnPlotTargets targets = {.type = years ? "temporal" : cairn_plot_type(drawing->x_column)};
  targets.places = cairn_plot_values(drawing->arena, drawing->x_column, n_rows, &targets.n_places);
  if (drawing->color && drawing->n_y == 1) {
    targets.series = cairn_plot_values(drawing->arena, drawing->color, n_rows, &targets.n_series);
    return targets;
  }
  targets.n_series = drawing->n_y;
  targets.series = cairn_arena_array(drawing->arena, drawing->n_y, const char *);
  for (size_t i = 0; i < drawing->n_y; i++)
    targets.series[i] = drawing->y[i]->name;
  return targets;
}

static bool read_milestones(Drawing *drawing, const CairnOptions *options, GError **error) {
  if (!drawing->plot->milestones) return true;
  const CairnPlotTargets targets = targets_of(drawing);
  return cairn_plot_milestones_read(drawing->plot->milestones, &targets, options, &drawing->milestones,
                                    error);
}

/* Only the columns that are drawn; their types are not known yet. */
static const CairnNeededColumn *needed_columns(const Drawing *drawing, size_t *n) {
  const CairnPlot *plot = drawing->plot;
  size_t n_y = g_strv_length((char **)plot->y);
  CairnNeededColumn *needed = cairn_arena_array(drawing->arena, n_y + 2, CairnNeededColumn);
  *n = 0;
  needed[(*n)++].name = plot->x;
  if (plot->color) needed[(*n)++].name = plot->color;
  for (size_t i = 0; i < n_y; i++)
    needed[(*n)++].name = plot->y[i];
  bool is_repeated = false;
  for (size_t i = 0; i < *n; i++)
    for (size_t k = 0; k < i; k++)
      is_repeated |= strcmp(needed[i].name, needed[k].name) == 0;
  if (is_repeated) *n = 0;
  return needed;
}

/* Standard input is kept in the cache for the chart that follows; without one its text becomes part of the
 * spec. */
static bool read_standard(Drawing *drawing, const CairnOptions *options, GError **error) {
  CairnDataCache *cache = options ? options->data_cache : NULL;
  if (!cache) {
    drawing->data.bytes = cairn_file_read("-", G_MAXINT32, error);
    return drawing->data.bytes != NULL;
  }
  if (!cache->standard) cache->standard = cairn_input_open("-", error);
  drawing->data.input = cache->standard;
  return cache->standard != NULL;
}

static bool read_data(Drawing *drawing, const CairnOptions *options, GError **error) {
  const CairnPlot *plot = drawing->plot;
  bool is_input = strcmp(plot->data, "-") == 0;
  drawing->data = (CairnPlotData){.path = is_input ? "<stdin>" : plot->data};
  const CairnReadProgress progress = {options ? options->progress : NULL,
                                      options ? options->progress_data : NULL};
  CairnReadOptions more = {.progress = progress.report ? &progress : NULL};
  more.needed = needed_columns(drawing, &more.n_needed);
  if (is_input && !read_standard(drawing, options, error)) return false;
  return cairn_plot_read(drawing->arena, &drawing->data, &more, error);
}

static bool read_all(Drawing *drawing, const CairnOptions *options, GError **error) {
  drawing->milestones = (CairnPlotMilestones){.low = INFINITY, .high = -INFINITY};
  if (!read_data(drawing, options, error) || !find_columns(drawing, error) ||
      !read_milestones(drawing, options, error))
    return false;
  drawing->x = cairn_plot_x(drawing->plot, drawing->data.table, drawing->x_column, drawing->milestones.low,
                            drawing->milestones.high);
  drawing->series = cairn_plot_series(drawing->arena, drawing->plot, drawing->data.table, drawing->x_column,
                                      drawing->y, drawing->n_y, drawing->n_y > 1 ? NULL : drawing->color);
  return true;
}

/* ---- The layer of data ---- */

static void set_parse(json_t *parse, const CairnColumn *column) {
  static const char *const types[] = {[CAIRN_COLUMN_NUMBER] = "number",
                                      [CAIRN_COLUMN_TIME] = "date",
                                      [CAIRN_COLUMN_STRING] = "string",
                                      [CAIRN_COLUMN_BOOLEAN] = "boolean",
                                      [CAIRN_COLUMN_ANY] = "string"};
  if (column) json_object_set_new(parse, column->name, json_string(types[column->type]));
}

static json_t *data_node(const Drawing *drawing) {
  const CairnPlotData *data = &drawing->data;
  json_t *parse = json_object();
  set_parse(parse, drawing->x_column);
  set_parse(parse, drawing->color);
  for (size_t i = 0; i < drawing->n_y; i++)
    set_parse(parse, drawing->y[i]);
  if (drawing->x.years) json_object_set_new(parse, drawing->x_column->name, json_string("date:'%Y'"));
  g_autofree char *path = data->bytes   ? NULL
                          : data->input ? g_strdup("-")
                                        : g_canonicalize_filename(data->path, NULL);
  json_t *source = data->bytes
                       ? json_stringn(g_bytes_get_data(data->bytes, NULL), g_bytes_get_size(data->bytes))
                       : json_string(path);
  return json_pack("{s:o,s:{s:s,s:o}}", data->bytes ? "values" : "url", source, "format", "type",
                   cairn_plot_delimiter(data->path) == '\t' ? "tsv" : "csv", "parse", parse);
}

/* Several columns of y become the series of one chart. */
static json_t *fold(const Drawing *drawing) {
  json_t *fields = json_array();
  for (size_t i = 0; i < drawing->n_y; i++) {
    g_autofree char *path = cairn_plot_field(drawing->y[i]->name);
    json_array_append_new(fields, json_string(path));
  }
  return json_pack("[{s:o,s:[s,s]}]", "fold", fields, "as", "series", "value");
}

static json_t *y_channel(const Drawing *drawing) {
  const CairnColumn *y = drawing->y[0];
  size_t n_rows = drawing->data.table->n_rows;
  bool several = drawing->n_y > 1;
  double low = INFINITY, high = -INFINITY, from, to;
  for (size_t i = 0; i < drawing->n_y; i++) {
    if (!cairn_plot_range(drawing->y[i], n_rows, &from, &to)) continue;
    low = fmin(low, from);
    high = fmax(high, to);
  }
  g_autofree char *field = several ? g_strdup("value") : cairn_plot_field(y->name);
  json_t *def = cairn_plot_y_channel(drawing->plot, y, field, low, high, several ? NULL : y->name, n_rows);
  /* The title of an axis at the right ends where the plot does. */
  json_t *axis = json_object_get(def, "axis");
  if (drawing->locale->right_to_left && json_object_get(axis, "titleAlign"))
    json_object_set_new(axis, "titleAlign", json_string("right"));
  return def;
}

/* INFINITY: x has none. */
static double places_on_x(const Drawing *drawing) {
  size_t n;
  if (drawing->x.places) return cairn_plot_dates_count(&drawing->x.dates);
  if (strcmp(drawing->x.type, "nominal") != 0) return INFINITY;
  cairn_plot_values(drawing->arena, drawing->x_column, drawing->data.table->n_rows, &n);
  return (double)n;
}

static json_t *mark_node(const Drawing *drawing) {
  json_t *mark = json_pack("{s:s}", "type", drawing->kind->mark);
  const CairnPlotX *x = &drawing->x;
  bool is_bar = strcmp(drawing->kind->mark, "bar") == 0, is_line = strcmp(drawing->kind->mark, "line") == 0;
  if (is_bar && x->bar_px > 0)
    json_object_set_new(mark, "width", json_real(fmax(x->bar_px, 1)));
  else if (is_bar && !x->places && strcmp(x->type, "temporal") == 0)
    json_object_set_new(mark, "width", json_pack("{s:f}", "band", 0.75));
  else if (is_bar && places_on_x(drawing) < FEW_BARS)
    json_object_set_new(mark, "width", json_pack("{s:f}", "band", places_on_x(drawing) / (FEW_BARS + 1)));
  /* A value between gaps would not be seen. */
  if (is_line && drawing->series.scattered && drawing->series.most_values <= MOST_DOTS)
    json_object_set_new(mark, "point", json_true());
  return mark;
}

/* Legends stand above the title of y. */
static int legend_px(const json_t *encoding) {
  bool has_title = !json_is_null(json_object_get(json_object_get(encoding, "y"), "title"));
  return has_title ? LEGEND_ABOVE : LEGEND_OFFSET;
}

static void put_color(const Drawing *drawing, json_t *encoding) {
  const CairnPlotSeries *series = &drawing->series;
  json_t *color = cairn_plot_color_channel(series);
  if (!color) return;
  if (!json_object_get(color, "legend"))
    json_object_set_new(color, "legend",
                        cairn_plot_legend(drawing->plot, series->names, series->n, legend_px(encoding)));
  json_object_set_new(encoding, "color", color);
}

static json_t *data_layer(const Drawing *drawing) {
  bool is_measure = drawing->y[0]->type == CAIRN_COLUMN_NUMBER;
  json_t *encoding = json_pack(
      "{s:o,s:o}", "x", cairn_plot_x_channel(drawing->plot, drawing->data.table, &drawing->x, is_measure),
      "y", y_channel(drawing));
  put_color(drawing, encoding);
  json_t *layer = json_pack("{s:s,s:o,s:o,s:o}", "name", "data", "data", data_node(drawing), "mark",
                            mark_node(drawing), "encoding", encoding);
  if (drawing->n_y > 1) json_object_set_new(layer, "transform", fold(drawing));
  return layer;
}

/* ---- The spec ---- */

static void add_layer(json_t *layers, json_t *layer) {
  if (layer) json_array_append_new(layers, layer);
}

static json_t *labels_layer(const Drawing *drawing, const json_t *encoding) {
  const GPtrArray *categories = drawing->milestones.categories;
  json_t *legend = cairn_plot_legend(drawing->plot, (const char *const *)categories->pdata, categories->len,
                                     legend_px(encoding));
  return cairn_plot_milestones_layer(&drawing->milestones, json_object_get(encoding, "x"), legend);
}

static json_t *layers_node(const Drawing *drawing) {
  json_t *layers = json_array(), *data = data_layer(drawing);
  json_t *encoding = json_object_get(data, "encoding"), *x = json_object_get(encoding, "x");
  bool milestones = drawing->plot->milestones != NULL;
  if (milestones) add_layer(layers, cairn_plot_spans_layer(&drawing->milestones, x));
  add_layer(layers, json_incref(data));
  add_layer(layers, cairn_plot_names_layer(&drawing->series, data));
  if (milestones) add_layer(layers, labels_layer(drawing, encoding));
  json_decref(data);
  return layers;
}

static json_t *usermeta_node(const Drawing *drawing) {
  const CairnPlot *plot = drawing->plot;
  json_t *cairn = json_object();
  if (drawing->locale->language) json_object_set_new(cairn, "locale", json_string(drawing->locale->language));
  if (plot->milestones) json_object_set_new(cairn, "milestones", json_string("milestones"));
  if (plot->annotation) json_object_set_new(cairn, "annotation", json_string(plot->annotation));
  if (plot->date_format) json_object_set_new(cairn, "dateFormat", json_string(plot->date_format));
  if (plot->source) json_object_set_new(cairn, "source", json_string(plot->source));
  return json_pack("{s:o}", "cairn", cairn);
}

static json_t *title_node(const CairnPlot *plot) {
  json_t *title = json_pack("{s:s}", "text", plot->title ? plot->title : "");
  if (plot->subtitle) json_object_set_new(title, "subtitle", json_string(plot->subtitle));
  return title;
}

static json_t *spec_node(const Drawing *drawing) {
  const CairnPlot *plot = drawing->plot;
  json_t *spec = json_pack(
      "{s:s,s:f,s:f,s:{s:s,s:s},s:o}", "$schema", "https://vega.github.io/schema/vega-lite/v6.json", "width",
      plot->width > 0 ? plot->width : 800.0, "height", plot->height > 0 ? plot->height : 500.0, "autosize",
      "type", "fit", "contains", "padding", "layer", layers_node(drawing));
  /* Names at the ends of lines, and categories, have colours of their own, which are dark enough for text. */
  if (drawing->series.named_at_ends ||
      (drawing->milestones.categories && drawing->milestones.categories->len))
    json_object_set_new(spec, "resolve", json_pack("{s:{s:s}}", "scale", "color", "independent"));
  if (plot->title || plot->subtitle) json_object_set_new(spec, "title", title_node(plot));
  json_object_set_new(spec, "usermeta", usermeta_node(drawing));
  return spec;
}

char *cairn_plot_spec(const CairnPlot *plot, const CairnOptions *options, GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  Drawing drawing = {.plot = plot, .arena = arena, .kind = find_kind(plot->kind, error)};
  char *text = NULL;
  if (drawing.kind) drawing.locale = cairn_locale_of_spec(arena, NULL, options ? options->locale : NULL, error);
  if (drawing.locale && read_all(&drawing, options, error)) {
    json_t *spec = spec_node(&drawing);
    char *written = json_dumps(spec, JSON_INDENT(2));
    text = g_strdup(written);
    free(written);
    json_decref(spec);
  }
  g_clear_pointer(&drawing.data.bytes, g_bytes_unref);
  cairn_plot_milestones_clear(&drawing.milestones);
  return text;
}
