/* The spec that `cairn plot` draws, from the columns of a CSV file. */
#include "plot_drawing.h"
#include "plot_titles.h"

#include "base/error.h"
#include "base/limits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  MOST_DOTS = 60,    /* more values of a series do not get dots */
  LEGEND_OFFSET = 8, /* px from the plot to a legend */
  DOT_SIZE = 30,     /* px squared: of the dots of milestones in the legend of their categories */
  LEGEND_ABOVE = 28, /* ... which stands above the title of y */
  FEW_BARS = 5,      /* fewer are not as wide as they could be */
};

typedef struct PlotKind {
  const char *name, *mark;
} PlotKind;

static const PlotKind kinds[] = {{"line", "line"},     {"area", "area"},     {"bar", "bar"},
                                 {"point", "point"},   {"scatter", "point"}, {"circle", "circle"},
                                 {"square", "square"}, {"tick", "tick"},     {"rect", "rect"}};

static const char *mark_of_kind(const char *name, GError **error) {
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (strcmp(kinds[i].name, name) == 0) return kinds[i].mark;
  cairn_error_set(error, CAIRN_ERROR_USAGE,
                  "there is no plot \"%s\"; valid are line, area, bar, point, circle, square, tick and rect",
                  name);
  return NULL;
}

/* ---- The layer of data ---- */

static void set_parse(const CairnPlotData *data, json_t *parse, const CairnColumn *column) {
  static const char *const types[] = {[CAIRN_COLUMN_NUMBER] = "number",
                                      [CAIRN_COLUMN_TIME] = "date",
                                      [CAIRN_COLUMN_STRING] = "string",
                                      [CAIRN_COLUMN_BOOLEAN] = "boolean",
                                      [CAIRN_COLUMN_ANY] = "string"};
  if (!column) return;
  const char *declared = cairn_plot_declared(data, column->name);
  json_object_set_new(parse, column->name, json_string(declared ? declared : types[column->type]));
}

static json_t *data_node(const CairnPlotDrawing *drawing) {
  const CairnPlotData *data = &drawing->data;
  json_t *parse = json_object();
  set_parse(data, parse, drawing->x_column);
  set_parse(data, parse, drawing->color);
  for (size_t i = 0; i < drawing->n_y; i++)
    set_parse(data, parse, drawing->y[i]);
  if (drawing->x.years) json_object_set_new(parse, drawing->x_column->name, json_string("date:'%Y'"));
  json_t *format = cairn_plot_sample_format(data->sample.delimiter);
  json_object_set_new(format, "parse", parse);
  g_autofree char *path =
      strcmp(drawing->plot->data, "-") == 0 ? g_strdup("-") : g_canonicalize_filename(data->path, NULL);
  json_t *source = data->bytes
                       ? json_stringn(g_bytes_get_data(data->bytes, NULL), g_bytes_get_size(data->bytes))
                       : json_string(path);
  return json_pack("{s:o,s:o}", data->bytes ? "values" : "url", source, "format", format);
}

/* Several columns of y become the series of one chart. */
static json_t *fold(const CairnPlotDrawing *drawing) {
  json_t *fields = json_array();
  for (size_t i = 0; i < drawing->n_y; i++) {
    g_autofree char *path = cairn_plot_field(drawing->y[i]->name);
    json_array_append_new(fields, json_string(path));
  }
  return json_pack("{s:o,s:[s,s]}", "fold", fields, "as", "series", "value");
}

/* From the cells of the file to what is drawn; NULL where they are drawn as they are. */
static json_t *transforms(const CairnPlotDrawing *drawing) {
  json_t *all = cairn_plot_transforms(&drawing->data), *names = cairn_plot_names_transform(&drawing->series);
  if (drawing->n_y == 1 && !names) return all;
  if (!all) all = json_array();
  json_array_append_new(all, names ? names : fold(drawing));
  return all;
}

/* The title of y: its column, with the unit, or the unit of all its columns; NULL: none. */
static const char *name_of_y(const CairnPlotDrawing *drawing) {
  if (drawing->n_y == 1) return cairn_plot_name_with_unit(drawing->arena, &drawing->data, drawing->y[0]);
  const char *unit = cairn_plot_unit(&drawing->data, drawing->y[0]);
  for (size_t i = 1; i < drawing->n_y; i++)
    if (strcmp(cairn_plot_unit(&drawing->data, drawing->y[i]), unit) != 0) return NULL;
  return *unit ? unit : NULL;
}

static json_t *y_channel(const CairnPlotDrawing *drawing) {
  const CairnColumn *y = drawing->y[0];
  size_t n_rows = drawing->data.table->n_rows;
  bool several = drawing->n_y > 1;
  double low = INFINITY, high = -INFINITY, from, to;
  for (size_t i = 0; i < drawing->n_y; i++) {
    if (!cairn_plot_range(drawing->y[i], n_rows, &from, &to)) continue;
    low = fmin(low, from);
    high = fmax(high, to);
  }
  if (drawing->y_steps.n > 0) return cairn_plot_y_places(drawing->plot, y, &drawing->y_steps);
  g_autofree char *field = several ? g_strdup("value") : cairn_plot_field(y->name);
  json_t *def = cairn_plot_y_channel(drawing->plot, y, field, low, high, name_of_y(drawing), n_rows);
  /* The title of an axis at the right ends where the plot does. */
  json_t *axis = json_object_get(def, "axis");
  if (drawing->y_names.n) cairn_plot_label_names_on_y(drawing->plot, &drawing->y_names, axis);
  if (drawing->locale->right_to_left && json_object_get(axis, "titleAlign"))
    json_object_set_new(axis, "titleAlign", json_string("right"));
  return def;
}

/* INFINITY: x has none. */
static double places_on_x(const CairnPlotDrawing *drawing) {
  if (drawing->x.steps.n > 0) return (double)drawing->x.steps.n;
  if (drawing->x.places) return cairn_plot_dates_count(&drawing->x.dates);
  if (strcmp(drawing->x.type, "nominal") != 0) return INFINITY;
  return (double)drawing->x.names.n;
}

static json_t *mark_node(const CairnPlotDrawing *drawing) {
  json_t *mark = json_pack("{s:s}", "type", drawing->mark);
  const CairnPlotX *x = &drawing->x;
  bool is_bar = strcmp(drawing->mark, "bar") == 0, is_line = strcmp(drawing->mark, "line") == 0;
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

static void put_color(const CairnPlotDrawing *drawing, json_t *encoding) {
  const CairnPlotSeries *series = &drawing->series;
  json_t *color = cairn_plot_color_channel(series);
  if (!color) return;
  json_t *legend = json_object_get(color, "legend");
  if (!legend) {
    legend = cairn_plot_legend(drawing->plot, series->names, series->n, legend_px(encoding));
    json_object_set_new(color, "legend", legend);
  }
  /* Circles are the dots of milestones. */
  if (strcmp(drawing->mark, "area") == 0 && json_is_object(legend))
    json_object_set_new(legend, "symbolType", json_string("square"));
  json_object_set_new(encoding, "color", color);
  if (!series->named_at_ends) cairn_plot_set_styles(series, drawing->mark, encoding);
}

static json_t *data_layer(const CairnPlotDrawing *drawing) {
  bool is_measure = drawing->y[0]->type == CAIRN_COLUMN_NUMBER;
  json_t *encoding = json_pack(
      "{s:o,s:o}", "x", cairn_plot_x_channel(drawing->plot, drawing->data.table, &drawing->x, is_measure),
      "y", y_channel(drawing));
  put_color(drawing, encoding);
  json_t *layer = json_pack("{s:s,s:o,s:o,s:o}", "name", "data", "data", data_node(drawing), "mark",
                            mark_node(drawing), "encoding", encoding);
  json_t *transform = transforms(drawing);
  if (transform) json_object_set_new(layer, "transform", transform);
  return layer;
}

/* ---- The spec ---- */

static void add_layer(json_t *layers, json_t *layer) {
  if (layer) json_array_append_new(layers, layer);
}

static json_t *labels_layer(const CairnPlotDrawing *drawing, const json_t *encoding) {
  const GPtrArray *categories = drawing->milestones.categories;
  json_t *legend = cairn_plot_legend(drawing->plot, (const char *const *)categories->pdata, categories->len,
                                     legend_px(encoding));
  json_object_set_new(legend, "symbolSize", json_integer(DOT_SIZE));
  return cairn_plot_milestones_layer(&drawing->milestones, json_object_get(encoding, "x"), legend);
}

static json_t *layers_node(const CairnPlotDrawing *drawing) {
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

static json_t *usermeta_node(const CairnPlotDrawing *drawing) {
  const CairnPlot *plot = drawing->plot;
  json_t *cairn = json_object();
  if (drawing->locale->language) json_object_set_new(cairn, "locale", json_string(drawing->locale->language));
  if (plot->milestones) json_object_set_new(cairn, "milestones", json_string("milestones"));
  if (plot->annotation) json_object_set_new(cairn, "annotation", json_string(plot->annotation));
  if (plot->milestones && drawing->milestones.has_end)
    json_object_set_new(cairn, "spans", json_string("spans"));
  if (plot->span_style) json_object_set_new(cairn, "spanStyle", json_string(plot->span_style));
  if (plot->date_format) json_object_set_new(cairn, "dateFormat", json_string(plot->date_format));
  if (plot->source) json_object_set_new(cairn, "source", json_string(plot->source));
  return json_pack("{s:o}", "cairn", cairn);
}

static json_t *title_node(const CairnPlot *plot) {
  json_t *title = json_pack("{s:s}", "text", plot->title ? plot->title : "");
  if (plot->subtitle) json_object_set_new(title, "subtitle", json_string(plot->subtitle));
  return title;
}

static json_t *spec_node(const CairnPlotDrawing *drawing) {
  const CairnPlot *plot = drawing->plot;
  json_t *spec = json_pack(
      "{s:s,s:f,s:f,s:{s:s,s:s},s:o}", "$schema", "https://vega.github.io/schema/vega-lite/v6.json", "width",
      plot->width > 0 ? plot->width : 800.0, "height", cairn_plot_height(plot, &drawing->y_names), "autosize",
      "type", "fit", "contains", "padding", "layer", layers_node(drawing));
  /* Names at the ends of lines, and categories, have colours of their own, which are dark enough for text. */
  if (drawing->series.named_at_ends ||
      (drawing->milestones.categories && drawing->milestones.categories->len))
    json_object_set_new(spec, "resolve", json_pack("{s:{s:s}}", "scale", "color", "independent"));
  if (plot->title || plot->subtitle) json_object_set_new(spec, "title", title_node(plot));
  json_object_set_new(spec, "usermeta", usermeta_node(drawing));
  return spec;
}

/* Free with g_free. */
static char *written(const json_t *spec) {
  char *text = json_dumps(spec, JSON_INDENT(2)), *copy = g_strdup(text);
  free(text);
  return copy;
}

static bool check_size(const char *what, double px, GError **error) {
  if (px >= 0 && px <= CAIRN_LIMIT_CHART_SIDE) return true;
  cairn_error_set(error, CAIRN_ERROR_USAGE, "the %s of the figure is %g px; it may be 1 to %d", what, px,
                  CAIRN_LIMIT_CHART_SIDE);
  return false;
}

char *cairn_plot_spec(const CairnPlot *plot, const CairnOptions *options, GError **error) {
  if (!check_size("width", plot->width, error) || !check_size("height", plot->height, error)) return NULL;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnPlotDrawing drawing = {.plot = plot, .arena = arena, .mark = mark_of_kind(plot->kind, error)};
  char *text = NULL;
  if (drawing.mark)
    drawing.locale = cairn_locale_of_spec(arena, NULL, options ? options->locale : NULL, error);
  if (drawing.locale && cairn_plot_drawing_read(&drawing, options, error)) {
    json_t *spec = spec_node(&drawing);
    double width_px = json_number_value(json_object_get(spec, "width"));
    if (cairn_plot_fit_titles(spec, width_px, options, error)) text = written(spec);
    json_decref(spec);
  }
  cairn_plot_drawing_clear(&drawing);
  return text;
}
