#include "plot_checks.h"

#include "base/error.h"
#include "base/time_format.h"
#include "read/cell.h"

#include <math.h>
#include <string.h>

enum {
  MOST_ROWS = 100000, /* of more, rows that stand at one place are not looked for: most are measurements */
  MOST_NAMES = 12,    /* on x that are looked at */
  SHOWN = 40,         /* bytes of a cell in a message */
};

/* ---- Rows at one place ---- */

/* What they do, by the kind of mark; NULL: nothing that could be a mistake. */
static const char *clash_of(const char *mark) {
  if (strcmp(mark, "line") == 0) return "the line goes up and down there";
  if (strcmp(mark, "area") == 0) return "the area goes up and down there";
  return strcmp(mark, "bar") == 0 ? "bars stand on each other there" : NULL;
}

/* The column that tells the places: x, or y where bars lie. */
static const CairnColumn *places_of(const CairnPlotDrawing *drawing) {
  bool lies = strcmp(drawing->mark, "bar") == 0 && drawing->n_y == 1 &&
              drawing->y[0]->type != CAIRN_COLUMN_NUMBER && drawing->x_column->type == CAIRN_COLUMN_NUMBER;
  return lies ? drawing->y[0] : drawing->x_column;
}

static bool is_there(const CairnColumn *column, size_t row) {
  return !cairn_value_is_missing(cairn_column_value(column, row));
}

/* Where a row stands, and in which series; texts are borrowed. */
typedef struct Stand {
  CairnValue place;
  const char *series;
} Stand;

static guint hash_stand(gconstpointer stand) {
  const Stand *at = stand;
  bool is_text = at->place.kind == CAIRN_STRING;
  return (is_text ? g_str_hash(at->place.string) : g_double_hash(&at->place.number)) * 31 +
         g_str_hash(at->series);
}

static gboolean same_stand(gconstpointer a, gconstpointer b) {
  const Stand *one = a, *other = b;
  if (one->place.kind != other->place.kind || strcmp(one->series, other->series) != 0) return false;
  return one->place.kind == CAIRN_STRING ? strcmp(one->place.string, other->place.string) == 0
                                         : one->place.number == other->place.number;
}

static const char *series_at(CairnArena *arena, const CairnColumn *color, size_t row) {
  if (!color) return "";
  CairnValue value = cairn_column_value(color, row);
  return value.kind == CAIRN_STRING ? value.string : cairn_plot_text(arena, color, row);
}

/* The first row whose place another one of its series has; n_rows: there is none. */
static size_t find_repeated(const CairnPlotDrawing *drawing, const CairnColumn *places,
                            const CairnColumn *value) {
  g_autoptr(GHashTable) seen = g_hash_table_new(hash_stand, same_stand);
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const CairnColumn *color = drawing->n_y > 1 ? NULL : drawing->color;
  size_t n_rows = drawing->data.table->n_rows;
  Stand *stands = cairn_arena_array(arena, n_rows, Stand);
  for (size_t row = 0; row < n_rows; row++) {
    if (!is_there(places, row) || !is_there(value, row)) continue;
    CairnValue place = cairn_column_value(places, row);
    if (place.kind == CAIRN_BOOLEAN) place = cairn_value_number(place.boolean);
    stands[row] = (Stand){place, series_at(arena, color, row)};
    if (!g_hash_table_add(seen, &stands[row])) return row;
  }
  return n_rows;
}

/* As it may stand in the file. */
static char *shown_cell(const CairnPlotDrawing *drawing, const CairnColumn *column, size_t row) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  if (column->type != CAIRN_COLUMN_TIME)
    return cairn_text_printable(cairn_plot_text(arena, column, row), SHOWN);
  g_autoptr(GString) text = g_string_new(NULL);
  double ms = cairn_column_quantity(column, row);
  bool is_day = fmod(ms, 86400000.0) == 0;
  cairn_time_format_append(is_day ? "%Y-%m-%d" : "%Y-%m-%dT%H:%M:%S", NULL, drawing->locale, ms, text);
  return g_strdup(text->str);
}

static bool check_places(const CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  const char *clash = clash_of(drawing->mark);
  size_t n_rows = drawing->data.table->n_rows, row = n_rows;
  if (!clash || n_rows > MOST_ROWS) return true;
  const CairnColumn *places = places_of(drawing);
  for (size_t i = 0; i < drawing->n_y && row == n_rows; i++)
    row = find_repeated(drawing, places, places == drawing->y[i] ? drawing->x_column : drawing->y[i]);
  if (row == n_rows) return true;
  g_autofree char *place = shown_cell(drawing, places, row);
  GError *warning = NULL;
  cairn_error_in_file(&warning, CAIRN_ERROR_DATA, drawing->data.path, 1, 0,
                      "column \"%s\" has \"%s\" more than once%s, and %s; %s", places->name, place,
                      drawing->color ? " in a series" : "", clash,
                      drawing->color || drawing->n_y > 1
                          ? "one row for each would be clear"
                          : "--color can name the column that tells such rows apart");
  return cairn_plot_warn(options, warning, error);
}

/* ---- Series that look alike ---- */

static bool check_series(const CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  const CairnPlotSeries *series = &drawing->series;
  size_t most = cairn_plot_most_series(drawing->mark);
  if (series->n <= most || series->named_at_ends) return true;
  GError *warning = NULL;
  cairn_error_in_file(
      &warning, CAIRN_ERROR_DATA, drawing->data.path, 1, 0,
      "there are %zu series, and this plot can tell %zu apart; the others look like those, and a plot "
      "of fewer would be clearer",
      series->n, most);
  return cairn_plot_warn(options, warning, error);
}

static bool check_categories(const CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  const GPtrArray *categories = drawing->milestones.categories;
  if (!categories || categories->len <= CAIRN_PLOT_CATEGORIES) return true;
  GError *warning = NULL;
  cairn_error_in_file(&warning, CAIRN_ERROR_DATA, drawing->milestones.path, 1, 0,
                      "there are %u categories, and %d colours tell them apart; the others look like those",
                      categories->len, CAIRN_PLOT_CATEGORIES);
  return cairn_plot_warn(options, warning, error);
}

/* ---- Dates that are taken for names ---- */

/* Has the text the name of a month, in any language, and a number? Chinese, Japanese and Korean number
 * months. */
static bool names_month(const char *text) {
  if (!strpbrk(text, "0123456789")) return false;
  bool has_month = strstr(text, "月") || strstr(text, "월");
  for (const char *at = text; *at && !has_month;) {
    const char *end = at;
    while (*end && g_unichar_isalpha(g_utf8_get_char(end)))
      end = g_utf8_next_char(end);
    g_autofree char *word = g_strndup(at, (gsize)(end - at));
    has_month = *word && cairn_locale_has_month(word);
    at = *end ? g_utf8_next_char(end) : end;
  }
  return has_month;
}

static bool check_dates(const CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  const CairnPlotNames *names = &drawing->x.names;
  size_t n = 0, n_looked_at = MIN(names->n, (size_t)MOST_NAMES);
  const char *first = NULL;
  for (size_t i = 0; i < n_looked_at; i++) {
    if (!names_month(names->texts[i])) continue;
    double ms;
    n++;
    if (!first && !cairn_cell_infer_date(names->texts[i], strlen(names->texts[i]), NULL, &ms))
      first = names->texts[i];
  }
  if (!first || 2 * n <= n_looked_at) return true;
  g_autofree char *shown = cairn_text_printable(first, SHOWN);
  GError *warning = NULL;
  cairn_error_in_file(
      &warning, CAIRN_ERROR_DATA, drawing->data.path, 1, 0,
      "column \"%s\" is drawn as names, in the order of the rows: \"%s\" is no date; valid are those "
      "such as 2021-09, 2021-09-30 and Sep 2021",
      drawing->x_column->name, shown);
  return cairn_plot_warn(options, warning, error);
}

bool cairn_plot_check_meaning(const CairnPlotDrawing *drawing, const CairnOptions *options, GError **error) {
  return check_dates(drawing, options, error) && check_places(drawing, options, error) &&
         check_series(drawing, options, error) && check_categories(drawing, options, error);
}
