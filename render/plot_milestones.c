#include "plot_milestones.h"

#include "base/calendar.h"
#include "base/error.h"
#include "base/file.h"
#include "base/number.h"
#include "base/time_format.h"
#include "read/cell.h"
#include "read/csv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define TEXT_COLOR "#222222"

typedef enum Member { DATE, LABEL, END, PRIORITY, CATEGORY, SERIES, N_MEMBERS } Member;

static const char *const member_names[] = {"date", "label", "end", "priority", "category", "series"};

/* A file while it is read. */
typedef struct Reader {
  CairnPlotMilestones *out;
  const CairnPlotTargets *targets;
  const CairnOptions *options;
  GPtrArray *header; /* the columns' names; NULL once the first row is read */
  GArray *members;   /* Member of each column; N_MEMBERS: another one */
  double date, end;  /* of this row, as far as it is read; the end with its whole day, month or year */
} Reader;

/* ---- The header ---- */

static Member member_of(const char *name) {
  for (int i = 0; i < N_MEMBERS; i++)
    if (strcmp(member_names[i], name) == 0) return (Member)i;
  return N_MEMBERS;
}

static bool has_member(const Reader *reader, Member member) {
  for (guint i = 0; i < reader->members->len; i++)
    if (g_array_index(reader->members, Member, i) == member) return true;
  return false;
}

/* A spare column whose name is nearly that of one which is not there. */
static bool warn_misspelt(const Reader *reader, const char *name, GError **error) {
  const char *near = cairn_suggest(name, member_names, N_MEMBERS);
  if (member_of(name) != N_MEMBERS || !near || has_member(reader, member_of(near))) return true;
  GError *warning = NULL;
  cairn_error_in_file(&warning, CAIRN_ERROR_DATA, reader->out->path, 1, 0,
                      "the column \"%s\" is not used; did you mean \"%s\"?", name, near);
  return cairn_plot_warn(reader->options, warning, error);
}

static bool check_header(Reader *reader, GError **error) {
  const char *const *names = (const char *const *)reader->header->pdata;
  size_t n = reader->header->len;
  for (int needed = DATE; needed <= LABEL; needed++) {
    if (has_member(reader, (Member)needed)) continue;
    g_autofree char *list = cairn_plot_list(names, n),
                    *suggestion = cairn_plot_suggestion(member_names[needed], names, n);
    cairn_error_in_file(error, CAIRN_ERROR_DATA, reader->out->path, 1, 0,
                        "there is no column \"%s\"%s the columns are %s", member_names[needed], suggestion,
                        list);
    return false;
  }
  for (size_t i = 0; i < n; i++)
    if (!warn_misspelt(reader, names[i], error)) return false;
  reader->out->has_end = has_member(reader, END);
  reader->out->has_priority = has_member(reader, PRIORITY);
  reader->out->has_category = has_member(reader, CATEGORY);
  reader->out->has_series = has_member(reader, SERIES);
  return true;
}

static bool take_name(Reader *reader, const char *name, GError **error) {
  if (g_ptr_array_find_with_equal_func(reader->header, name, g_str_equal, NULL)) {
    cairn_error_set(error, CAIRN_ERROR_DATA,
                    "two columns have the name \"%s\"; expected a name of its own for each", name);
    return false;
  }
  Member member = member_of(name);
  g_ptr_array_add(reader->header, g_strdup(name));
  g_array_append_val(reader->members, member);
  return true;
}

/* ---- Dates ---- */

/* How long the date is that a text tells: 2009 is a year. */
static CairnPlotUnit precision_of(const char *text, const char *form) {
  size_t length = strlen(text);
  if (form && strstr(form, "%q")) return CAIRN_PLOT_QUARTER;
  if (form) return strstr(form, "%d") || strstr(form, "%V") ? CAIRN_PLOT_DAY : CAIRN_PLOT_MONTH;
  return length == 4 ? CAIRN_PLOT_YEAR : length == 7 ? CAIRN_PLOT_MONTH : CAIRN_PLOT_DAY;
}

/* 01.03.2016 alone among others: Date.parse takes the first number for the month. */
static bool has_points(const char *text) {
  const char *point = strchr(text, '.');
  return point && strchr(point + 1, '.') && strspn(text, "0123456789. ") == strlen(text);
}

/* Date.parse carries the 30th of February over to March, and takes 12.5 for a day in December. */
static bool is_date(const char *text, const char *form, double *ms) {
  double number;
  if (form) return cairn_time_format_parse(text, form, NULL, ms);
  if (has_points(text)) return false;
  bool is_number = cairn_number_from_js(text, &number) && *text;
  if (is_number && strspn(text, "0123456789") != 4) return false;
  static const CairnParseEntry entry = {.kind = CAIRN_PARSE_DATE, .strict = true};
  if (!cairn_cell_to_date(text, strlen(text), &entry, NULL, ms)) return false;
  int year, month, date, used = 0;
  CairnCivil civil;
  if (sscanf(text, "%4d-%2d-%2d%n", &year, &month, &date, &used) != 3 || used != 10) return true;
  return cairn_civil_from_ms(cairn_time_make(NULL, year, month - 1, date, 0, 0, 0, 0), NULL, &civil) &&
         civil.date == date;
}

static void set_not_a_date(const char *text, const char *type, GError **error) {
  g_autofree char *shown = cairn_text_printable(text, 40);
  bool number = strcmp(type, "quantitative") == 0;
  cairn_error_set(error, CAIRN_ERROR_DATA, "\"%s\" is no %s; valid are those such as %s", shown,
                  number ? "number" : "date", number ? "12.5" : "2009, 2009-02 and 2009-02-17");
}

static bool is_in(const char *name, const char **names, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(names[i], name) == 0) return true;
  return false;
}

static void set_not_there(const char *what, const char *name, const char **names, size_t n, const char *are,
                          GError **error) {
  const char *const *known = (const char *const *)names;
  g_autofree char *list = cairn_plot_list(known, n), *suggestion = cairn_plot_suggestion(name, known, n),
                  *shown = cairn_text_printable(name, 40);
  cairn_error_set(error, CAIRN_ERROR_DATA, "there is no %s \"%s\"%s the %s are %s", what, shown, suggestion,
                  are, list);
}

/* Reads a date of the kind of x. Texts have no order: *at stays NaN. */
static bool read_date(const Reader *reader, const char *text, const char *form, double *at, GError **error) {
  const CairnPlotTargets *targets = reader->targets;
  *at = NAN;
  if (strcmp(targets->type, "temporal") == 0
          ? is_date(text, form, at)
          : strcmp(targets->type, "quantitative") == 0 && cairn_cell_to_number(text, strlen(text), at))
    return true;
  if (strcmp(targets->type, "nominal") != 0) {
    set_not_a_date(text, targets->type, error);
    return false;
  }
  if (is_in(text, targets->places, targets->n_places)) return true;
  set_not_there("place on x", text, targets->places, targets->n_places, "places", error);
  return false;
}

static bool check_order(const Reader *reader, GError **error) {
  bool is_time = strcmp(reader->targets->type, "temporal") == 0;
  if (isnan(reader->date) || isnan(reader->end)) return true;
  if (is_time ? reader->end > reader->date : reader->end >= reader->date) return true;
  cairn_error_set(error, CAIRN_ERROR_DATA, "the milestone ends before it begins");
  return false;
}

static void reach(Reader *reader, double at) {
  if (!isfinite(at)) return;
  reader->out->low = fmin(reader->out->low, at);
  reader->out->high = fmax(reader->out->high, at);
}

static bool take_date(Reader *reader, const char *text, GError **error) {
  if (cairn_cell_is_missing(text, strlen(text))) {
    cairn_error_set(error, CAIRN_ERROR_DATA, "the milestone has no date; give it one");
    return false;
  }
  if (!read_date(reader, text, reader->out->date_form, &reader->date, error)) return false;
  reach(reader, reader->date);
  return check_order(reader, error);
}

static bool take_end(Reader *reader, const char *text, GError **error) {
  if (cairn_cell_is_missing(text, strlen(text))) return true;
  if (!read_date(reader, text, reader->out->end_form, &reader->end, error)) return false;
  reach(reader, reader->end);
  CairnPlotUnit unit = precision_of(text, reader->out->end_form);
  if (strcmp(reader->targets->type, "temporal") == 0)
    reader->end = cairn_plot_unit_start(unit, cairn_plot_unit_index(unit, reader->end) + 1);
  return check_order(reader, error);
}

/* ---- Other cells ---- */

static bool take_label(const char *text, GError **error) {
  if (!cairn_cell_is_blank(text, strlen(text))) return true;
  cairn_error_set(error, CAIRN_ERROR_DATA, "the milestone has no label; give it a text");
  return false;
}

static bool take_priority(const char *text, GError **error) {
  double ignored;
  if (cairn_cell_is_missing(text, strlen(text)) || cairn_cell_to_number(text, strlen(text), &ignored))
    return true;
  g_autofree char *shown = cairn_text_printable(text, 40);
  cairn_error_set(error, CAIRN_ERROR_DATA,
                  "\"%s\" is no priority; valid are numbers such as 1, which matters most", shown);
  return false;
}

static bool take_series(const Reader *reader, const char *name, GError **error) {
  const CairnPlotTargets *targets = reader->targets;
  if (!*name || !targets->n_series || is_in(name, targets->series, targets->n_series)) return true;
  set_not_there("series", name, targets->series, targets->n_series, "series", error);
  return false;
}

static void take_category(Reader *reader, const char *name) {
  GPtrArray *categories = reader->out->categories;
  if (*name && !g_ptr_array_find_with_equal_func(categories, name, g_str_equal, NULL))
    g_ptr_array_add(categories, g_strdup(name));
}

static bool take_cell(void *data, size_t column, const char *text, size_t length, GError **error) {
  Reader *reader = data;
  g_autofree char *cell = g_strndup(text, length);
  if (reader->header) return take_name(reader, cell, error);
  if (column >= reader->members->len) {
    cairn_error_set(error, CAIRN_ERROR_DATA, "more cells than the %u of the header", reader->members->len);
    return false;
  }
  switch (g_array_index(reader->members, Member, column)) {
  case DATE:
    return take_date(reader, cell, error);
  case LABEL:
    return take_label(cell, error);
  case END:
    return take_end(reader, cell, error);
  case PRIORITY:
    return take_priority(cell, error);
  case CATEGORY:
    take_category(reader, cell);
    return true;
  case SERIES:
    return take_series(reader, cell, error);
  default:
    return true;
  }
}

static bool end_row(void *data, size_t n_cells, GError **error) {
  Reader *reader = data;
  reader->date = reader->end = NAN;
  if (reader->header) {
    if (!check_header(reader, error)) return false;
    g_clear_pointer(&reader->header, g_ptr_array_unref);
    return true;
  }
  if (n_cells >= reader->members->len) return true;
  cairn_error_set(error, CAIRN_ERROR_DATA, "%zu cell%s, but the header has %u", n_cells,
                  n_cells == 1 ? "" : "s", reader->members->len);
  return false;
}

/* The form of a column's dates; NULL where Date.parse reads them. False with an error where a guess is one.
 */
static bool find_form(const Reader *reader, const CairnPlotSample *sample, const char *column, char **form,
                      GError **error) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  bool is_ambiguous;
  const char *type = cairn_plot_sample_dates(arena, sample, column, &is_ambiguous);
  CairnParseEntry entry;
  if (strcmp(reader->targets->type, "temporal") != 0 || !type ||
      !cairn_parse_entry_read(arena, column, type, &entry, NULL))
    return true;
  *form = g_strdup(entry.pattern);
  return !is_ambiguous || cairn_plot_warn_of_dates(reader->options, reader->out->path, column, error);
}

static bool read_all(Reader *reader, GError **error) {
  if (strcmp(reader->out->path, "-") == 0) { /* it is read again as the chart is drawn */
    cairn_error_set(error, CAIRN_ERROR_USAGE, "milestones are read from a file, and not from standard input");
    return false;
  }
  const CairnCsvSink sink = {take_cell, end_row, reader, NULL};
  g_autoptr(CairnInput) input = cairn_input_open(reader->out->path, error);
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnPlotSample sample;
  if (!input || !cairn_plot_sample(arena, input, &sample, error)) return false;
  reader->out->delimiter = sample.delimiter;
  if (!find_form(reader, &sample, "date", &reader->out->date_form, error) ||
      !find_form(reader, &sample, "end", &reader->out->end_form, error))
    return false;
  if (!cairn_csv_read(input, sample.delimiter, &sink, error)) return false;
  if (!reader->header) return true;
  cairn_error_in_file(error, CAIRN_ERROR_DATA, reader->out->path, 0, 0,
                      "no data; expected a first row with the names of the columns");
  return false;
}

bool cairn_plot_milestones_read(const char *path, const CairnPlotTargets *targets,
                                const CairnOptions *options, CairnPlotMilestones *out, GError **error) {
  *out = (CairnPlotMilestones){.path = path, .low = INFINITY, .high = -INFINITY};
  out->categories = g_ptr_array_new_with_free_func(g_free);
  Reader reader = {out,
                   targets,
                   options,
                   g_ptr_array_new_with_free_func(g_free),
                   g_array_new(FALSE, FALSE, sizeof(Member)),
                   NAN,
                   NAN};
  bool done = read_all(&reader, error);
  g_clear_pointer(&reader.header, g_ptr_array_unref);
  g_array_unref(reader.members);
  return done;
}

/* ---- Layers ---- */

static bool is_time(const json_t *x_channel) {
  return strcmp(json_string_value(json_object_get(x_channel, "type")), "temporal") == 0 ||
         json_object_get(x_channel, "timeUnit");
}

static bool is_number(const json_t *x_channel) {
  return strcmp(json_string_value(json_object_get(x_channel, "type")), "quantitative") == 0;
}

static void set_parse(json_t *parse, bool is_there, Member member, const char *type) {
  if (is_there) json_object_set_new(parse, member_names[member], json_string(type));
}

/* Texts that look like numbers or dates stay texts. */
static json_t *data_node(const CairnPlotMilestones *milestones, const json_t *x_channel) {
  json_t *parse = json_object();
  g_autofree char *form = milestones->date_form ? g_strdup_printf("utc:'%s'", milestones->date_form) : NULL;
  const char *date = form ? form : "date";
  set_parse(parse, true, DATE, is_time(x_channel) ? date : is_number(x_channel) ? "number" : "string");
  set_parse(parse, true, LABEL, "string");
  set_parse(parse, milestones->has_end, END, is_number(x_channel) ? "number" : "string");
  set_parse(parse, milestones->has_priority, PRIORITY, "number");
  set_parse(parse, milestones->has_category, CATEGORY, "string");
  set_parse(parse, milestones->has_series, SERIES, "string");
  g_autofree char *absolute = g_canonicalize_filename(milestones->path, NULL);
  json_t *format = cairn_plot_sample_format(milestones->delimiter);
  json_object_set_new(format, "parse", parse);
  return json_pack("{s:s,s:o}", "url", absolute, "format", format);
}

/* Dark enough for text, the first of them not that of a single series. */
static const char *const category_colors[CAIRN_PLOT_CATEGORIES] = {
    "#a8530f", "#2c7148", "#6d5fa3", "#7a6000", "#a82a58", "#2a6f9e", "#5b6770", "#7a4a2b"};

/* A milestone without a category has the colour of text. */
static json_t *category_channel(const CairnPlotMilestones *milestones, json_t *legend) {
  json_t *domain = json_array();
  for (guint i = 0; i < milestones->categories->len; i++)
    json_array_append_new(domain, json_string(milestones->categories->pdata[i]));
  json_t *range = json_array();
  for (size_t i = 0; i < CAIRN_PLOT_CATEGORIES; i++)
    json_array_append_new(range, json_string(category_colors[i]));
  json_t *def =
      json_pack("{s:s,s:s,s:s,s:n,s:{s:o,s:o},s:O}", "test", "isValid(datum.category)", "field", "category",
                "type", "nominal", "title", "scale", "domain", domain, "range", range, "legend", legend);
  return json_pack("{s:o,s:s}", "condition", def, "value", TEXT_COLOR);
}

json_t *cairn_plot_milestones_layer(const CairnPlotMilestones *milestones, const json_t *x_channel,
                                    json_t *legend) {
  json_t *encoding =
      json_pack("{s:o,s:{s:s}}", "x", cairn_plot_x_like(x_channel, "date"), "text", "field", "label");
  if (milestones->categories->len)
    json_object_set_new(encoding, "color", category_channel(milestones, legend));
  json_decref(legend);
  return json_pack("{s:s,s:o,s:{s:s,s:i},s:o}", "name", "milestones", "data",
                   data_node(milestones, x_channel), "mark", "type", "text", "fontSize", 10, "encoding",
                   encoding);
}

void cairn_plot_milestones_clear(CairnPlotMilestones *milestones) {
  g_clear_pointer(&milestones->categories, g_ptr_array_unref);
  g_clear_pointer(&milestones->date_form, g_free);
  g_clear_pointer(&milestones->end_form, g_free);
}

/* The unit of Vega's that a date of that form lasts. */
static const char *unit_of_form(const char *form) {
  return strstr(form, "%V")   ? "'week'"
         : strstr(form, "%q") ? "'quarter'"
         : strstr(form, "%d") ? "'day'"
                              : "'month'";
}

/* A span lasts until its last day, month or year is over; in places, until its last place. */
static json_t *span_transform(const CairnPlotMilestones *milestones, const json_t *x_channel) {
  const char *form = milestones->end_form,
             *unit = form ? unit_of_form(form)
                          : "length(datum.end) === 4 ? 'year' : length(datum.end) === 7 ? 'month' : 'day'";
  g_autofree char *end =
      form ? g_strdup_printf("utcParse(datum.end, '%s')", form) : g_strdup("toDate(datum.end)");
  bool in_places = json_object_get(x_channel, "timeUnit") != NULL;
  g_autofree char *until = !is_time(x_channel) ? g_strdup("datum.end")
                           : in_places
                               ? g_strdup_printf("datum.end ? %s : null", end)
                               : g_strdup_printf("datum.end ? utcOffset(%s, %s, 1) : null", unit, end);
  return json_pack("[{s:s,s:s},{s:s}]", "calculate", until, "as", "until", "filter",
                   "isValid(datum.until) && datum.until !== ''");
}

json_t *cairn_plot_spans_layer(const CairnPlotMilestones *milestones, const json_t *x_channel) {
  if (!milestones->has_end) return NULL;
  json_t *encoding =
      json_pack("{s:o,s:{s:s}}", "x", cairn_plot_x_like(x_channel, "date"), "x2", "field", "until");
  json_t *unit = json_object_get(x_channel, "timeUnit");
  if (unit) json_object_set(json_object_get(encoding, "x2"), "timeUnit", unit);
  return json_pack("{s:s,s:o,s:o,s:{s:s,s:s,s:f},s:o}", "name", "spans", "data",
                   data_node(milestones, x_channel), "transform", span_transform(milestones, x_channel),
                   "mark", "type", "rect", "color", "#5b6770", "opacity", 0.14, "encoding", encoding);
}
