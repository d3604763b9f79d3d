#include "plot_drawing.h"

#include "plot_checks.h"

#include "base/error.h"
#include "base/file.h"

#include <math.h>
#include <string.h>

/* ---- Columns ---- */

/* The series of several columns have the columns' names. */
static bool check_several(const CairnPlot *plot, GError **error) {
  for (size_t i = 0; plot->y[i]; i++)
    for (size_t k = 0; k < i; k++) {
      if (strcmp(plot->y[i], plot->y[k]) != 0) continue;
      cairn_error_set(error, CAIRN_ERROR_USAGE, "the column \"%s\" stands twice among those of y",
                      plot->y[i]);
      return false;
    }
  return true;
}

static bool find_columns(CairnPlotDrawing *drawing, GError **error) {
  const CairnPlot *plot = drawing->plot;
  drawing->x_column = cairn_plot_column(&drawing->data, plot->x, error);
  if (!drawing->x_column) return false;
  size_t n = g_strv_length((char **)plot->y);
  drawing->y = cairn_arena_array(drawing->arena, n, const CairnColumn *);
  for (drawing->n_y = 0; drawing->n_y < n; drawing->n_y++)
    if (!(drawing->y[drawing->n_y] = cairn_plot_column(&drawing->data, plot->y[drawing->n_y], error)))
      return false;
  if (plot->color) drawing->color = cairn_plot_column(&drawing->data, plot->color, error);
  return !plot->color || drawing->color;
}

/* What the milestones may name: series by the columns of y, or by their values of the column of colour. */
static CairnPlotTargets targets_of(CairnPlotDrawing *drawing) {
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

static bool read_milestones(CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  if (!drawing->plot->milestones) return true;
  const CairnPlotTargets targets = targets_of(drawing);
  return cairn_plot_milestones_read(drawing->plot->milestones, &targets, options, &drawing->milestones,
                                    error);
}

/* Only the columns that are drawn; their types are not known yet. */
static const CairnNeededColumn *needed_columns(const CairnPlotDrawing *drawing, size_t *n) {
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
static bool open_data(CairnPlotDrawing *drawing, const CairnOptions *options,
                      const CairnReadProgress *progress, GError **error) {
  CairnPlotData *data = &drawing->data;
  CairnDataCache *cache = options ? options->data_cache : NULL;
  bool is_standard = strcmp(drawing->plot->data, "-") == 0;
  *data = (CairnPlotData){.path = is_standard ? "<stdin>" : drawing->plot->data};
  data->parse = g_array_new(FALSE, FALSE, sizeof(CairnParseEntry));
  data->parse_types = g_ptr_array_new();
  if (is_standard && cache) {
    if (!cache->standard) cache->standard = cairn_input_open("-", error);
    data->input = cache->standard;
    return data->input && cairn_read_keep(data->input, progress, error);
  }
  if (is_standard && !(data->bytes = cairn_file_read("-", G_MAXINT32, error))) return false;
  drawing->input =
      is_standard ? cairn_input_from_bytes(data->path, data->bytes) : cairn_input_open(data->path, error);
  data->input = drawing->input;
  return data->input != NULL;
}

/* ---- Types ---- */

/* Dates that Date.parse would not read, or not as they are meant. */
static bool declare_dates(CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  bool is_ambiguous;
  const char *column = drawing->plot->x,
             *type = cairn_plot_sample_dates(drawing->arena, &drawing->data.sample, column, &is_ambiguous);
  if (!type) return true;
  cairn_plot_declare(drawing->arena, &drawing->data, column, type);
  return !is_ambiguous || cairn_plot_warn_of_dates(options, drawing->data.path, column, error);
}

/* Numbers that are written otherwise than JavaScript does. */
static bool declare_numbers(CairnPlotDrawing *drawing, const char *column, const CairnOptions *options,
                            GError **error) {
  CairnPlotData *data = &drawing->data;
  const CairnPlotNumbers numbers = cairn_plot_sample_numbers(&data->sample, column);
  if (!numbers.decimal) return true;
  cairn_plot_declare_numbers(drawing->arena, data, column, &numbers);
  if (!numbers.is_guessed) return true;
  GError *warning = NULL;
  cairn_error_in_file(
      &warning, CAIRN_ERROR_DATA, data->path, 2, 0,
      "the commas in the numbers of column \"%s\" are taken for %s; a number with both marks, or without "
      "groups, would be clear",
      column, numbers.decimal == ',' ? "decimal marks" : "marks of thousands");
  return cairn_plot_warn(options, warning, error);
}

static bool declare_written(CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  const CairnPlot *plot = drawing->plot;
  if (!declare_dates(drawing, options, error) || !declare_numbers(drawing, plot->x, options, error))
    return false;
  if (plot->color && !declare_numbers(drawing, plot->color, options, error)) return false;
  for (size_t i = 0; plot->y[i]; i++)
    if (!declare_numbers(drawing, plot->y[i], options, error)) return false;
  return true;
}

/* Lines and areas are drawn of numbers, and so are several columns in one; a bar needs a number at one of its
 * sides. */
static bool needs_numbers(const CairnPlotDrawing *drawing, bool x_is_number) {
  const char *mark = drawing->mark;
  bool is_outline = strcmp(mark, "line") == 0 || strcmp(mark, "area") == 0, is_bar = strcmp(mark, "bar") == 0;
  return is_outline || drawing->n_y > 1 || (is_bar && !x_is_number);
}

/* Columns that inference took for texts since some of their cells are neither numbers nor dates. True in
 * `again` if there are any. */
static void declare_meant(CairnPlotDrawing *drawing, bool *again) {
  CairnPlotData *data = &drawing->data;
  guint before = data->parse->len;
  const CairnColumn *x = drawing->x_column;
  cairn_plot_declare_meant(drawing->arena, data, x, false);
  const CairnParseEntry *declaration = cairn_plot_declaration(data, x->name);
  bool amounts = (x->type == CAIRN_COLUMN_NUMBER && !cairn_plot_is_years(x, data->table->n_rows)) ||
                 (declaration && declaration->kind == CAIRN_PARSE_NUMBER);
  for (size_t i = 0; i < drawing->n_y; i++)
    cairn_plot_declare_meant(drawing->arena, data, drawing->y[i], needs_numbers(drawing, amounts));
  *again = data->parse->len > before;
}

/* ---- Names ---- */

static bool warn_of_names(const CairnPlotDrawing *drawing, const CairnColumn *column, const char *advice,
                          const CairnOptions *options, GError **error) {
  GError *warning = NULL;
  cairn_error_in_file(
      &warning, CAIRN_ERROR_DATA, drawing->data.path, 1, 0,
      "column \"%s\" has more names than there is room for, and the axis tells some of them; %s",
      column->name, advice);
  return cairn_plot_warn(options, warning, error);
}

static bool check_names(const CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  const CairnPlot *plot = drawing->plot;
  return (cairn_plot_has_room_on_x(plot, &drawing->x.names) ||
          warn_of_names(drawing, drawing->x_column, "on y they would have more, or with a larger --width",
                        options, error)) &&
         (cairn_plot_has_room_on_y(plot, &drawing->y_names) ||
          warn_of_names(drawing, drawing->y[0], "a larger --height has room for more", options, error));
}

/* Tables of statistics offices have notes above their header. */
static bool check_header(const CairnPlotDrawing *drawing, GError **error) {
  const CairnPlotSample *sample = &drawing->data.sample;
  if (sample->n_columns != 1 || sample->widest < 2) return true;
  g_autofree char *shown = cairn_text_printable(sample->cells[0], 40);
  cairn_error_in_file(
      error, CAIRN_ERROR_DATA, drawing->data.path, 1, 1,
      "'%s' is no header for rows of %zu cells; expected the names of the columns in the first row, and "
      "no notes above them",
      shown, sample->widest);
  return false;
}

static bool read_data(CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  CairnPlotData *data = &drawing->data;
  const CairnReadProgress progress = {options ? options->progress : NULL,
                                      options ? options->progress_data : NULL};
  CairnReadOptions more = {.progress = progress.report ? &progress : NULL};
  more.needed = needed_columns(drawing, &more.n_needed);
  if (!open_data(drawing, options, more.progress, error) ||
      !cairn_plot_sample(drawing->arena, data->input, &data->sample, error) ||
      !check_header(drawing, error) || !declare_written(drawing, options, error) ||
      !cairn_plot_read(drawing->arena, data, &more, error) || !find_columns(drawing, error))
    return false;
  bool again;
  declare_meant(drawing, &again);
  return !again || (cairn_plot_read(drawing->arena, data, &more, error) && find_columns(drawing, error));
}

/* ---- Places ---- */

/* Cells need a place for each number. */
static bool check_cells(CairnPlotDrawing *drawing, GError **error) {
  const CairnColumn *x = drawing->x_column, *y = drawing->y[0], *wrong = NULL;
  bool x_is_number = strcmp(drawing->x.type, "quantitative") == 0,
       y_is_number = y->type == CAIRN_COLUMN_NUMBER;
  if (!cairn_plot_has_cells(drawing->plot) || drawing->n_y > 1 || drawing->data.table->n_rows == 0)
    return true;
  if (x_is_number && !drawing->x.places) wrong = x;
  if (y_is_number) drawing->y_steps = cairn_plot_steps(drawing->arena, y, drawing->data.table->n_rows);
  if (y_is_number && drawing->y_steps.n == 0) wrong = y;
  if (!wrong) return true;
  cairn_error_in_file(
      error, CAIRN_ERROR_DATA, drawing->data.path, 1, 0,
      "the numbers of column \"%s\" are not evenly spaced, and have no cells; circle draws them where "
      "they are",
      wrong->name);
  return false;
}

bool cairn_plot_drawing_read(CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  drawing->milestones = (CairnPlotMilestones){.low = INFINITY, .high = -INFINITY};
  if (!check_several(drawing->plot, error) || !read_data(drawing, options, error) ||
      !read_milestones(drawing, options, error))
    return false;
  bool in_places = drawing->y[0]->type == CAIRN_COLUMN_NUMBER || cairn_plot_has_cells(drawing->plot);
  drawing->x = cairn_plot_x(drawing->arena, drawing->plot, &drawing->data, drawing->x_column, in_places,
                            drawing->milestones.low, drawing->milestones.high);
  drawing->y_names = cairn_plot_names(drawing->arena, drawing->data.table, drawing->y[0]);
  if (!check_names(drawing, options, error) || !check_cells(drawing, error)) return false;
  drawing->series = cairn_plot_series(drawing->arena, drawing->plot, drawing->data.table, drawing->x_column,
                                      drawing->y, drawing->n_y, drawing->n_y > 1 ? NULL : drawing->color);
  return cairn_plot_check_meaning(drawing, options, error);
}

void cairn_plot_drawing_clear(CairnPlotDrawing *drawing) {
  g_clear_pointer(&drawing->input, cairn_input_free);
  g_clear_pointer(&drawing->data.bytes, g_bytes_unref);
  g_clear_pointer(&drawing->data.parse, g_array_unref);
  g_clear_pointer(&drawing->data.parse_types, g_ptr_array_unref);
  cairn_plot_milestones_clear(&drawing->milestones);
}
