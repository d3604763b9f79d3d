#include "plot_series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
  MOST_NAMES = 24,   /* more series are not looked at */
  CHARACTER_PX = 6,  /* of a name at the end of a line, about */
  NAME_PX = 14,      /* from one such name to the next */
  AROUND_PLOT = 110, /* px above and below the plot, about */
};

/* Of the figure's width, at most, for names at the ends of lines. */
#define NAMES_SHARE 0.4

/* The theme's colours of categories, darkened where they are too light for text. */
static const char *const text_colors[] = {"#1f5a8a", "#bd580a", "#088379", "#5b1c45", "#587332", "#9162ab",
                                          "#574006", "#202020", "#2a1585", "#7a35d0", "#b7546e", "#485045"};

/* One series while it is read. */
typedef struct Reading {
  const char *name;
  double last_x, last_y;
  size_t n, run; /* values so far, and without a gap until now */
  bool is_alone; /* a value stands between gaps */
} Reading;

static void read_cell(Reading *reading, double x, double y) {
  bool present = isfinite(x) && isfinite(y);
  if (!present) reading->is_alone |= reading->run == 1;
  reading->run = present ? reading->run + 1 : 0;
  reading->n += present;
  if (!present || x < reading->last_x) return;
  reading->last_x = x;
  reading->last_y = y;
}

static Reading *find_reading(GArray *readings, const char *name) {
  for (guint i = 0; i < readings->len; i++)
    if (strcmp(g_array_index(readings, Reading, i).name, name) == 0)
      return &g_array_index(readings, Reading, i);
  Reading reading = {.name = name, .last_x = -INFINITY, .last_y = NAN};
  g_array_append_val(readings, reading);
  return &g_array_index(readings, Reading, readings->len - 1);
}

static bool is_whole(const CairnColumn *column) {
  return column->facts && column->facts->all_finite;
}

/* Is nothing missing, and does x never go back? */
static bool can_be_read_whole(const CairnColumn *x, const CairnColumn *y) {
  return is_whole(x) && is_whole(y) && x->facts->ascending;
}

/* What read_cell makes of all rows then. */
static void read_whole(Reading *reading, const CairnColumn *x, const CairnColumn *y, size_t n) {
  reading->last_x = x->numbers[n - 1];
  reading->last_y = y->numbers[n - 1];
  reading->n = reading->run = n;
}

static bool is_nominal(const CairnColumn *color) {
  return strcmp(cairn_plot_type(color), "nominal") == 0;
}

/* The value of the column of colour. */
static const char *name_in(CairnArena *arena, CairnPlotSeries *series, size_t row) {
  const char *name = cairn_plot_text(arena, series->color, row);
  if (*name || !is_nominal(series->color)) return name;
  series->unnamed = true;
  return CAIRN_PLOT_NO_NAME;
}

static GArray *read_series(CairnArena *arena, const CairnTable *table, const CairnColumn *x,
                           CairnPlotSeries *series) {
  GArray *readings = g_array_new(FALSE, FALSE, sizeof(Reading));
  for (size_t i = 0; i < series->n_columns; i++) {
    const CairnColumn *y = series->columns[i];
    if (!series->color && can_be_read_whole(x, y) && table->n_rows > 0 && readings->len <= MOST_NAMES) {
      read_whole(find_reading(readings, y->name), x, y, table->n_rows);
      continue;
    }
    for (size_t row = 0; row < table->n_rows && readings->len <= MOST_NAMES; row++) {
      const char *name = series->color ? name_in(arena, series, row) : y->name;
      read_cell(find_reading(readings, name), cairn_column_quantity(x, row), cairn_column_quantity(y, row));
      cairn_column_leave(x, row);
      cairn_column_leave(y, row);
    }
  }
  return readings;
}

static int by_last(const void *a, const void *b) {
  const Reading *one = a, *other = b;
  if (isnan(one->last_y) || isnan(other->last_y)) return isnan(one->last_y) - isnan(other->last_y);
  return one->last_y < other->last_y ? 1 : one->last_y > other->last_y ? -1 : strcmp(one->name, other->name);
}

/* Do all lines end together, far enough from each other for their names? `high` to `low` is the axis of y. */
static bool has_room_at_ends(const CairnPlot *plot, const GArray *readings, double low, double high) {
  if (readings->len < 2 || readings->len > MOST_NAMES || high <= low) return false;
  double px = ((plot->height > 0 ? plot->height : 500) - AROUND_PLOT) / (high - low);
  double room = (plot->width > 0 ? plot->width : 800) * NAMES_SHARE / CHARACTER_PX;
  const Reading *first = &g_array_index(readings, Reading, 0);
  for (guint i = 0; i < readings->len; i++) {
    const Reading *reading = &g_array_index(readings, Reading, i);
    if (isnan(reading->last_y) || reading->last_x != first->last_x) return false;
    if (!*reading->name || (double)g_utf8_strlen(reading->name, -1) > room) return false;
    if (i > 0 && (reading[-1].last_y - reading->last_y) * px < NAME_PX) return false;
  }
  return true;
}

/* The axis of y, with some room for round ends. */
static bool reaches(const CairnPlot *plot, const CairnTable *table, const CairnPlotSeries *series,
                    double *low, double *high) {
  *low = INFINITY;
  *high = -INFINITY;
  for (size_t i = 0; i < series->n_columns; i++) {
    double from, to;
    if (!cairn_plot_range(series->columns[i], table->n_rows, &from, &to)) continue;
    *low = fmin(*low, from);
    *high = fmax(*high, to);
  }
  if (*low > *high) return false;
  if (cairn_plot_has_zero(plot, *low, *high, true)) {
    *low = fmin(*low, 0);
    *high = fmax(*high, 0);
  }
  double more = 0.2 * (*high - *low);
  *low -= *low < 0 ? more : 0;
  *high += *high > 0 ? more : 0;
  return true;
}

/* Of many series only the names are known. */
static CairnPlotSeries many_series(CairnArena *arena, const CairnTable *table, CairnPlotSeries series) {
  if (series.color) {
    series.names = cairn_plot_values(arena, series.color, table->n_rows, &series.n);
    for (size_t row = 0; row < table->n_rows && !series.unnamed; row++)
      name_in(arena, &series, row);
    return series;
  }
  series.n = series.n_columns;
  series.names = cairn_arena_array(arena, series.n, const char *);
  for (size_t i = 0; i < series.n; i++)
    series.names[i] = series.columns[i]->name;
  return series;
}

CairnPlotSeries cairn_plot_series(CairnArena *arena, const CairnPlot *plot, const CairnTable *table,
                                  const CairnColumn *x, const CairnColumn *const *columns, size_t n_columns,
                                  const CairnColumn *color) {
  bool is_line = strcmp(plot->kind, "line") == 0;
  CairnPlotSeries series = {.columns = columns, .n_columns = n_columns, .color = color, .is_line = is_line};
  if (color && color->type == CAIRN_COLUMN_NUMBER) return series;
  g_autoptr(GArray) readings = read_series(arena, table, x, &series);
  double low, high;
  if (is_line && readings->len > 0) qsort(readings->data, readings->len, sizeof(Reading), by_last);
  bool levels = reaches(plot, table, &series, &low, &high);
  series.named_at_ends = is_line && levels && has_room_at_ends(plot, readings, low, high);
  if (readings->len > MOST_NAMES) return many_series(arena, table, series);
  series.n = readings->len;
  series.names = cairn_arena_array(arena, series.n, const char *);
  series.last = cairn_arena_array(arena, series.n, double);
  for (size_t i = 0; i < series.n; i++) {
    const Reading *reading = &g_array_index(readings, Reading, i);
    series.names[i] = reading->name;
    series.last[i] = reading->last_y;
    series.scattered |= reading->is_alone || reading->run == 1;
    series.most_values = MAX(series.most_values, reading->n);
  }
  return series;
}

static bool is_several(const CairnPlotSeries *series) {
  return series->n_columns > 1 || series->color;
}

/* A field of its own for several columns in one. */
static json_t *color_def(const CairnPlotSeries *series) {
  if (!series->color) return json_pack("{s:s,s:s,s:n}", "field", "series", "type", "nominal", "title");
  g_autofree char *field = cairn_plot_field(series->color->name);
  const char *type = cairn_plot_type(series->color);
  return json_pack("{s:s,s:s,s:o}", "field", field, "type", type, "title",
                   strcmp(type, "nominal") == 0 ? json_null() : json_string(series->color->name));
}

static json_t *order(const CairnPlotSeries *series) {
  json_t *names = json_array();
  for (size_t i = 0; i < series->n; i++)
    json_array_append_new(names, json_string(series->names[i]));
  return names;
}

json_t *cairn_plot_color_channel(const CairnPlotSeries *series) {
  if (!is_several(series)) return NULL;
  json_t *def = color_def(series);
  if (series->is_line && series->last) json_object_set_new(def, "sort", order(series));
  /* The domain orders parts of a stack too. */
  if (!series->is_line && !series->color)
    json_object_set_new(def, "scale", json_pack("{s:o}", "domain", order(series)));
  if (series->named_at_ends) json_object_set_new(def, "legend", json_null());
  return def;
}

json_t *cairn_plot_names_transform(const CairnPlotSeries *series) {
  if (!series->unnamed) return NULL;
  g_autofree char *cell = cairn_plot_datum(series->color->name),
                  *named = g_strdup_printf("%s || '" CAIRN_PLOT_NO_NAME "'", cell);
  return json_pack("{s:s,s:s}", "calculate", named, "as", series->color->name);
}

/* ---- Dashes and shapes ---- */

static const char *const dashes[] = {"[1,0]", "[6,2]", "[2,2]", "[8,2,2,2]", "[12,4]"};
static const char *const shapes[] = {"circle", "square", "triangle-up", "diamond", "cross"};

enum { N_COLORS = 12, N_STYLES = G_N_ELEMENTS(dashes) };

size_t cairn_plot_most_series(const char *mark) {
  bool has_styles = strcmp(mark, "line") == 0 || strcmp(mark, "point") == 0;
  return has_styles ? N_COLORS * N_STYLES : N_COLORS;
}

void cairn_plot_set_styles(const CairnPlotSeries *series, const char *mark, json_t *encoding) {
  if (series->n <= N_COLORS || cairn_plot_most_series(mark) <= N_COLORS) return;
  bool is_line = strcmp(mark, "line") == 0;
  json_t *range = json_array(), *color = json_object_get(encoding, "color");
  for (size_t i = 0; i < N_COLORS * N_STYLES; i++) {
    size_t style = i / N_COLORS;
    json_array_append_new(range, is_line ? json_loads(dashes[style], 0, NULL) : json_string(shapes[style]));
  }
  json_t *def = json_copy(color);
  json_object_set_new(def, "scale", json_pack("{s:o}", "range", range));
  json_object_set_new(encoding, is_line ? "strokeDash" : "shape", def);
}

static json_t *text_range(size_t n) {
  json_t *range = json_array();
  for (size_t i = 0; i < MIN(n, G_N_ELEMENTS(text_colors)); i++)
    json_array_append_new(range, json_string(text_colors[i]));
  return range;
}

/* The last row of each series. */
static json_t *last_rows(const json_t *encoding) {
  json_t *x = json_object_get(json_object_get(encoding, "x"), "field"),
         *y = json_object_get(json_object_get(encoding, "y"), "field"),
         *name = json_object_get(json_object_get(encoding, "color"), "field");
  return json_pack("[{s:{s:O,s:b}},{s:[{s:s,s:s}],s:[{s:O,s:s}],s:[O]},{s:s}]", "filter", "field", y, "valid",
                   1, "window", "op", "row_number", "as", "from_end", "sort", "field", x, "order",
                   "descending", "groupby", name, "filter", "datum.from_end === 1");
}

json_t *cairn_plot_names_layer(const CairnPlotSeries *series, const json_t *data_layer) {
  if (!series->named_at_ends) return NULL;
  json_t *layer = json_pack("{s:s,s:O}", "name", "names", "data", json_object_get(data_layer, "data"));
  json_t *encoding = json_deep_copy(json_object_get(data_layer, "encoding"));
  json_t *transform = json_deep_copy(json_object_get(data_layer, "transform"));
  json_t *rows = last_rows(encoding), *color = json_object_get(encoding, "color");
  if (!transform) transform = json_array();
  json_array_extend(transform, rows);
  json_decref(rows);
  json_object_set_new(color, "scale", json_pack("{s:o}", "range", text_range(series->n)));
  json_object_set_new(encoding, "text", json_pack("{s:O}", "field", json_object_get(color, "field")));
  json_object_set_new(layer, "transform", transform);
  json_object_set_new(
      layer, "mark",
      json_pack("{s:s,s:s,s:s,s:i}", "type", "text", "align", "left", "baseline", "middle", "dx", 7));
  json_object_set_new(layer, "encoding", encoding);
  return layer;
}
