#include "plot_sample.h"

#include "base/error.h"
#include "base/time_format.h"
#include "read/cell.h"
#include "read/csv.h"

#include <stdio.h>
#include <string.h>

enum {
  SAMPLE_BYTES = 64 * 1024,
  SAMPLE_ROWS = 500,
  DELIMITER_LINES = 5, /* that are looked at for the delimiter */
};

/* ---- The delimiter ---- */

static const char delimiters[] = ",;\t|";

/* How often `delimiter` stands outside of quotes in the line at *text, which moves behind it. */
static size_t count_in_line(const char **text, const char *end, char delimiter) {
  size_t n = 0;
  bool quoted = false;
  for (; *text < end && (quoted || **text != '\n'); ++*text) {
    quoted ^= **text == '"';
    n += !quoted && **text == delimiter;
  }
  if (*text < end) ++*text;
  return n;
}

static bool parts_all_alike(const char *text, const char *end, char delimiter) {
  size_t n = count_in_line(&text, end, delimiter);
  for (int line = 1; line < DELIMITER_LINES && text < end; line++) {
    bool blank = *text == '\n' || *text == '\r';
    if (count_in_line(&text, end, delimiter) != n && !blank) return false;
  }
  return true;
}

/* Do the commas behind the header stand between digits, as decimal marks do? */
static bool commas_are_in_numbers(const char *text, const char *end) {
  count_in_line(&text, end, ',');
  for (const char *at = text; at < end; at++)
    if (*at == ',' && !(at > text && g_ascii_isdigit(at[-1]) && at + 1 < end && g_ascii_isdigit(at[1])))
      return false;
  return true;
}

/* The first delimiter from `candidates` on that parts all lines alike; '\0': none does. `*first` is the first
 * that the header has. */
static char find_parting(const char *candidates, const char *text, const char *end, char *first) {
  for (const char *delimiter = candidates; *delimiter; delimiter++) {
    const char *header = text;
    if (count_in_line(&header, end, *delimiter) == 0) continue;
    if (parts_all_alike(text, end, *delimiter)) return *delimiter;
    if (!*first) *first = *delimiter;
  }
  return '\0';
}

static char find_delimiter(const char *name, const char *text, size_t length) {
  if (g_str_has_suffix(name, ".tsv")) return '\t';
  const char *end = text + length;
  char first = '\0', parting = find_parting(delimiters, text, end, &first);
  if (parting == ',' && commas_are_in_numbers(text, end)) {
    char other = find_parting(delimiters + 1, text, end, &first);
    if (other) parting = other;
  }
  return parting ? parting : first ? first : ',';
}

/* ---- The rows ---- */

typedef struct Rows {
  CairnArena *arena;
  GPtrArray *cells;
  size_t n_columns, n_rows, widest;
} Rows;

static bool take_cell(void *data, size_t column, const char *text, size_t length, GError **error) {
  (void)error;
  Rows *rows = data;
  if (rows->n_rows == 0 || column < rows->n_columns)
    g_ptr_array_add(rows->cells, cairn_arena_strndup(rows->arena, text, length));
  return true;
}

static bool end_row(void *data, size_t n_cells, GError **error) {
  Rows *rows = data;
  if (rows->n_rows == 0) rows->n_columns = n_cells;
  rows->widest = MAX(rows->widest, n_cells);
  if (n_cells >= rows->n_columns && ++rows->n_rows < SAMPLE_ROWS) return true;
  cairn_error_set(error, CAIRN_ERROR_DATA, "this is the end of the sample");
  return false;
}

/* A line that is cut at the end of the sample is none. */
static size_t whole_lines(const char *text, size_t length) {
  if (length < SAMPLE_BYTES) return length;
  while (length > 0 && text[length - 1] != '\n')
    length--;
  return length;
}

static bool read_beginning(CairnInput *input, GByteArray *bytes, GError **error) {
  g_byte_array_set_size(bytes, SAMPLE_BYTES);
  size_t length = 0;
  for (size_t n = 1; n > 0 && length < SAMPLE_BYTES; length += n)
    if (!cairn_input_read(input, (char *)bytes->data + length, SAMPLE_BYTES - length, &n, error))
      return false;
  g_byte_array_set_size(bytes, (guint)whole_lines((const char *)bytes->data, length));
  return cairn_input_rewind(input, error);
}

bool cairn_plot_sample(CairnArena *arena, CairnInput *input, CairnPlotSample *out, GError **error) {
  GByteArray *bytes = g_byte_array_new();
  if (!read_beginning(input, bytes, error)) {
    g_byte_array_unref(bytes);
    return false;
  }
  *out = (CairnPlotSample){
      .delimiter = find_delimiter(cairn_input_name(input), (const char *)bytes->data, bytes->len)};
  g_autoptr(GBytes) text = g_byte_array_free_to_bytes(bytes);
  g_autoptr(CairnInput) beginning = cairn_input_from_bytes(cairn_input_name(input), text);
  g_autoptr(GPtrArray) cells = g_ptr_array_new();
  Rows rows = {.arena = arena, .cells = cells};
  cairn_csv_read(beginning, out->delimiter, &(CairnCsvSink){take_cell, end_row, &rows, NULL}, NULL);
  out->n_columns = rows.n_columns;
  out->n_rows = rows.n_rows;
  out->widest = rows.widest;
  const char **kept = cairn_arena_array(arena, cells->len, const char *);
  for (guint i = 0; i < cells->len; i++)
    kept[i] = cells->pdata[i];
  out->cells = kept;
  return true;
}

/* ---- Dates ---- */

/* How all dates of a column are written, as far as they have been read. */
typedef struct DateForm {
  char separator; /* '\0': none yet, '8': eight digits */
  int year_digits;
  bool has_time, first_is_day, second_is_day; /* a number above 12 stands there */
} DateForm;

static bool read_eight_digits(const char *text, DateForm *form) {
  int year, month, date;
  if (strlen(text) != 8 || strspn(text, "0123456789") != 8) return false;
  sscanf(text, "%4d%2d%2d", &year, &month, &date);
  *form = (DateForm){.separator = '8'};
  return year >= 1000 && year < 3000 && month >= 1 && month <= 12 && date >= 1 && date <= 31;
}

static bool read_parts(const char *text, DateForm *form) {
  int first, second, year, hours, minutes, at = 0, end = 0;
  char separator, same;
  if (sscanf(text, "%2d%c%2d%c%n%4d%n", &first, &separator, &second, &same, &at, &year, &end) != 5 ||
      end == 0)
    return false;
  const char *time = text + end;
  if (separator != same || !strchr("./-", separator) || !g_ascii_isdigit(text[0]) ||
      !g_ascii_isdigit(text[at]))
    return false;
  *form = (DateForm){separator, end - at, *time != '\0', first > 12, second > 12};
  int used = 0;
  if (*time && (sscanf(time, " %2d:%2d%n", &hours, &minutes, &used) != 2 || time[used])) return false;
  return (form->year_digits == 2 || form->year_digits == 4) && first >= 1 && second >= 1 && first <= 31 &&
         second <= 31;
}

static bool add_date(DateForm *all, const char *text) {
  DateForm form;
  if (!read_eight_digits(text, &form) && !read_parts(text, &form)) return false;
  bool is_first = all->separator == '\0', same = all->separator == form.separator &&
                                                 all->year_digits == form.year_digits &&
                                                 all->has_time == form.has_time;
  if (!is_first && !same) return false;
  form.first_is_day |= all->first_is_day;
  form.second_is_day |= all->second_is_day;
  *all = form;
  return true;
}

static const char *parse_type(CairnArena *arena, const DateForm *form, bool *is_ambiguous) {
  if (form->separator == '8') return "utc:'%Y%m%d'";
  if (form->first_is_day && form->second_is_day) return NULL;
  bool points = form->separator == '.', day_first = points ? !form->second_is_day : form->first_is_day;
  *is_ambiguous = !points && !form->first_is_day && !form->second_is_day;
  return cairn_arena_printf(arena, "utc:'%%%c%c%%%c%c%%%c%s'", day_first ? 'd' : 'm', form->separator,
                            day_first ? 'm' : 'd', form->separator, form->year_digits == 4 ? 'Y' : 'y',
                            form->has_time ? " %H:%M" : "");
}

/* Forms with words and letters, which Date.parse does not read, or not so: Jan-21 is no day of 2001. */
static const char *const written_forms[] = {"%Y-Q%q", "%YQ%q",    "%Y Q%q",   "%Y/Q%q",   "Q%q %Y",  "Q%q-%Y",
                                            "Q%q/%Y", "%YM%m",    "%Y-M%m",   "%Y-W%V",   "%YW%V",   "%Y W%V",
                                            "%b-%y",  "%b-%Y",    "%b %Y",    "%B %Y",    "%B-%y",   "%Y %b",
                                            "%Y-%b",  "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y"};

/* A year is written in full: "Jan 5" is none of the year 5. */
static bool has_digits_of_year(const char *text, const char *form) {
  size_t n = 0, longest = 0;
  for (; *text; text++) {
    n = g_ascii_isdigit(*text) ? n + 1 : 0;
    longest = MAX(longest, n);
  }
  return longest >= (size_t)(strstr(form, "%Y") ? 4 : 2);
}

static bool all_have_form(const CairnPlotSample *sample, size_t column, const char *form) {
  size_t n = 0;
  double ms;
  for (size_t row = 1; row < sample->n_rows; row++) {
    const char *text = sample->cells[row * sample->n_columns + column];
    if (cairn_cell_is_missing(text, strlen(text))) continue;
    if (!has_digits_of_year(text, form) || !cairn_time_format_parse(text, form, NULL, &ms)) return false;
    n++;
  }
  return n > 0;
}

static const char *written_form(CairnArena *arena, const CairnPlotSample *sample, size_t column) {
  for (size_t i = 0; i < G_N_ELEMENTS(written_forms); i++)
    if (all_have_form(sample, column, written_forms[i]))
      return cairn_arena_printf(arena, "utc:'%s'", written_forms[i]);
  return NULL;
}

const char *cairn_plot_sample_dates(CairnArena *arena, const CairnPlotSample *sample, const char *column,
                                    bool *is_ambiguous) {
  *is_ambiguous = false;
  size_t at = 0;
  while (at < sample->n_columns && strcmp(sample->cells[at], column) != 0)
    at++;
  DateForm form = {0};
  for (size_t row = 1; row < sample->n_rows && at < sample->n_columns; row++) {
    const char *text = sample->cells[row * sample->n_columns + at];
    if (!cairn_cell_is_missing(text, strlen(text)) && !add_date(&form, text))
      return written_form(arena, sample, at);
  }
  return form.separator ? parse_type(arena, &form, is_ambiguous) : NULL;
}

json_t *cairn_plot_sample_format(char delimiter) {
  if (delimiter == ',') return json_pack("{s:s}", "type", "csv");
  if (delimiter == '\t') return json_pack("{s:s}", "type", "tsv");
  return json_pack("{s:s,s:s%}", "type", "dsv", "delimiter", &delimiter, 1);
}
