/* Alternative texts: of each kind of chart, and true of generated data. */
#include "cairn.h"

#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static CairnFonts *fonts;

static int open_fonts(void **state) {
  (void)state;
  fonts = cairn_fonts_new(NULL, NULL);
  return fonts ? 0 : 1;
}

static int close_fonts(void **state) {
  (void)state;
  cairn_fonts_free(fonts);
  return 0;
}

/* The description of a spec whose quotes may be single. */
static char *describe(const char *spec, const char *locale) {
  g_autofree char *text = g_strdup(spec);
  g_strdelimit(text, "'", '"');
  CairnOptions options = {.fonts = fonts, .locale = locale};
  GError *error = NULL;
  g_autoptr(CairnChart) chart = cairn_chart_parse(text, strlen(text), "<test>", &options, &error);
  if (!chart) fail_msg("%s: %s", text, error->message);
  return cairn_chart_description(chart);
}

/* ---- Kinds of charts ---- */

#define MONTHS                                                                                                         \
  "'data': {'values': [{'d': '2001-01-01', 'c': 'A', 's': 'x', 'v': 3}, {'d': '2001-02-01', 'c': 'B', 's': 'x', 'v': -4.5}," \
  "{'d': '2001-03-01', 'c': 'C', 's': 'y', 'v': 12345.678}, {'d': '2001-04-01', 'c': 'D', 's': 'y', 'v': null},"         \
  "{'d': '2001-05-01', 'c': 'E', 's': 'x', 'v': 7}]}, "
#define PIE "'data': {'values': [{'c': 'A', 'v': 3}, {'c': 'B', 'v': 5}, {'c': 'C', 'v': 2}]}, "
#define X    "'x': {'field': 'x', 'type': 'quantitative'}, "
#define Y    "'y': {'field': 'y', 'type': 'quantitative'}"
#define LINE(values) "{'data': {'values': [" values "]}, 'mark': 'line', 'encoding': {" X Y "}}"

static const struct {
  const char *name, *spec, *locale, *expected;
} cases[] = {
    {"line with a gap", "{" MONTHS "'mark': 'line', 'encoding': {'x': {'field': 'd', 'type': 'temporal'}, 'y': {'field': 'v', 'type': 'quantitative', 'title': 'Rain'}}}", NULL,
     "Line chart of Rain by d, January 2001 to May 2001. Rises from 3 (January 2001) to 7 (May 2001), with setbacks; lowest −4.5 (February 2001); "
     "highest 12,346 (March 2001); no value for April 2001."},
    {"one point", "{'data': {'values': [{'x': 1, 'y': 5}]}, 'mark': 'point', 'encoding': {" X Y "}}", NULL, "Scatter plot of y against x. y 5; x 1."},
    {"what lasts",
     "{'data': {'values': [{'x': 1, 'y': 5}, {'x': 4, 'y': 9}]}, 'mark': 'rect', 'encoding': {" X "'x2': {'field': 'y'}}}", NULL,
     "Chart of x. 2 items; x from 1 to 9."},
    {"months under their year",
     "{" MONTHS "'mark': 'bar', 'encoding': {'x': {'field': 'd', 'timeUnit': 'utcyearmonth', 'type': 'ordinal', 'title': '2001'}, "
     "'y': {'field': 'v', 'type': 'quantitative'}}}", NULL,
     "Bar chart of v by d, January 2001 to May 2001. Rises from 3 (January 2001) to 7 (May 2001), with setbacks; lowest −4.5 (February 2001); "
     "highest 12,346 (March 2001)."},
    {"the same in German", "{" MONTHS "'mark': 'line', 'encoding': {'x': {'field': 'd', 'type': 'temporal'}, 'y': {'field': 'v', 'type': 'quantitative', 'title': 'Regen'}}}", "de",
     "Liniendiagramm: Regen nach d, Januar 2001 bis Mai 2001. Steigt von 3 (Januar 2001) auf 7 (Mai 2001), mit Rückschlägen; am niedrigsten −4,5 "
     "(Februar 2001); am höchsten 12.346 (März 2001); kein Wert für April 2001."},
    {"bars", "{" MONTHS "'mark': 'bar', 'encoding': {'x': {'field': 'c', 'type': 'nominal'}, 'y': {'field': 'v', 'type': 'quantitative'}}}", NULL,
     "Bar chart of v by c (A, B, C and E). Lowest −4.5 (B); highest 12,346 (C)."},
    {"bars of shares, across", "{" PIE "'mark': 'bar', 'encoding': {'y': {'field': 'c'}, 'x': {'field': 'v', 'type': 'quantitative', 'axis': {'format': '.0%'}}}}", NULL,
     "Bar chart of v by c (A, B and C). Lowest 200% (C); highest 500% (B)."},
    {"pie", "{" PIE "'mark': 'arc', 'encoding': {'theta': {'field': 'v', 'type': 'quantitative'}, 'color': {'field': 'c'}}}", NULL,
     "Pie chart of v by c. B 50%, A 30% and C 20%."},
    {"months of all years", "{" MONTHS "'mark': 'bar', 'encoding': {'x': {'field': 'd', 'timeUnit': 'month'}, 'y': {'aggregate': 'max', 'field': 'v'}}}", NULL,
     "Bar chart of Max of v by d (month), January to May. Rises from 3 (January) to 7 (May), with setbacks; lowest −4.5 (February); highest 12,346 (March)."},
    {"histogram", "{" PIE "'mark': 'bar', 'encoding': {'x': {'field': 'v', 'bin': {'step': 2}}, 'y': {'aggregate': 'count'}}}", NULL,
     "Histogram of Count of Records by v (binned) (2 to 4 and 4 to 6). Lowest 1 (4 to 6); highest 2 (2 to 4)."},
    {"scatter", "{'data': {'values': [{'x': 1, 'y': 5}, {'x': 2, 'y': 3}, {'x': 3, 'y': 1}]}, 'mark': 'point', 'encoding': {" X Y "}}", NULL,
     "Scatter plot of y against x. 3 points; y from 1 to 5; x from 1 to 3; correlation −1."},
    {"heat map", "{" MONTHS "'mark': 'rect', 'encoding': {'x': {'field': 'c', 'type': 'ordinal'}, 'y': {'field': 's', 'type': 'ordinal'}, 'color': {'field': 'v', 'type': 'quantitative'}}}", NULL,
     "Heat map of v by c and s. Lowest −4.5 (B, x); highest 12,346 (C, y)."},
    {"box plot", "{'data': {'values': [{'k': 'a', 'y': 1}, {'k': 'a', 'y': 2}, {'k': 'a', 'y': 3}, {'k': 'b', 'y': 0}, {'k': 'b', 'y': 9}]}, 'mark': 'boxplot', 'encoding': {'x': {'field': 'k'}, " Y "}}", NULL,
     "Box plot of y by k (a and b). Lowest 0 (b); highest 9 (b)."},
    {"two axes", "{'data': {'values': [{'x': 1, 'y': 4, 'z': 1}, {'x': 2, 'y': 3, 'z': 8}]}, 'resolve': {'scale': {'y': 'independent'}}, 'encoding': {'x': {'field': 'x', 'type': 'quantitative'}}, 'layer': ["
     "{'mark': 'bar', 'encoding': {'y': {'field': 'y', 'type': 'quantitative', 'title': 'Rain'}}}, {'mark': 'line', 'encoding': {'y': {'field': 'z', 'type': 'quantitative', 'title': 'Heat'}}}]}", NULL,
     "Bar chart of Rain by x, 1 to 2. Falls throughout, from 4 (1) to 3 (2). Line chart of Heat by x, 1 to 2. Rises throughout, from 1 (1) to 8 (2)."},
    {"layers of one measure", "{'data': {'values': [{'x': 1, 'y': 4}, {'x': 2, 'y': 3}]}, 'encoding': {" X Y "}, 'layer': [{'mark': 'point'}, {'mark': 'line'}, {'mark': 'text', 'encoding': {'text': {'field': 'y'}}}]}", NULL,
     "Line chart of y by x, 1 to 2. Falls throughout, from 4 (1) to 3 (2)."},
    {"facets", "{'data': {'values': [{'x': 1, 'y': 4, 'k': 'p'}, {'x': 2, 'y': 3, 'k': 'p'}, {'x': 1, 'y': 0, 'k': 'q'}]}, 'mark': 'line', 'encoding': {" X Y ", 'column': {'field': 'k'}}}", NULL,
     "Line chart of y by x, 1 to 2, in 2 panels: p and q. p falls throughout, from 4 (1) to 3 (2); q has one value, 0 (1); lowest 0 (q, 1); highest 4 (p, 1)."},
    {"ranges", "{'data': {'values': [{'k': 'a', 'lo': 1, 'hi': 5}, {'k': 'b', 'lo': 0, 'hi': 4}]}, 'mark': 'bar', 'encoding': {'x': {'field': 'k'}, 'y': {'field': 'lo', 'type': 'quantitative'}, 'y2': {'field': 'hi'}}}", NULL,
     "Bar chart of lo to hi by k (a and b). Lowest 0 (b); highest 5 (a)."},
    {"names", "{" MONTHS "'mark': 'point', 'encoding': {'x': {'field': 'c', 'type': 'nominal'}, 'y': {'field': 's', 'type': 'nominal'}}}", NULL, "Dot plot of s by c. 5 items."},
    {"spans", "{'data': {'values': [{'t': 'A', 's': '2001', 'e': '2003-05'}, {'t': 'B', 's': '2002', 'e': '2002-07'}]}, 'mark': 'bar', 'encoding': {'y': {'field': 't'}, 'x': {'field': 's', 'type': 'temporal'}, 'x2': {'field': 'e'}}}", NULL,
     "Bar chart of t by s. 2 items; s from 2001 to May 2003."},
    {"a stack with a gap", "{'data': {'values': [{'x': 1, 'k': 'a', 'v': 3}, {'x': 2, 'k': 'a', 'v': null}, {'x': 3, 'k': 'a', 'v': 5}, {'x': 1, 'k': 'b', 'v': 4}, {'x': 2, 'k': 'b', 'v': 4}, {'x': 3, 'k': 'b', 'v': 4}]}, 'mark': 'area', 'encoding': {'x': {'field': 'x', 'type': 'quantitative'}, 'y': {'field': 'v', 'type': 'quantitative'}, 'color': {'field': 'k'}}}", NULL,
     "Area chart of v by x, 1 to 3, 2 series: a and b. a rises throughout, from 3 (1) to 5 (3); b stays at 4; lowest 3 (a, 1); highest 5 (a, 3); no value for 2 (a)."},
    {"no data", "{'data': {'values': []}, 'mark': 'line', 'encoding': {" X Y "}}", NULL, "Line chart of y by x: no data."},
    {"no data in Urdu", "{'data': {'values': []}, 'mark': 'line', 'encoding': {" X Y "}}", "ur", "لکیری چارٹ: y بلحاظ x: کوئی اعداد نہیں۔"},
    {"one point", LINE("{'x': 1, 'y': 2}"), NULL, "Line chart of y by x. Has one value, 2 (1)."},
    {"all the same", LINE("{'x': 1, 'y': 2}, {'x': 2, 'y': 2}"), NULL, "Line chart of y by x, 1 to 2. Stays at 2."},
    {"years as numbers", LINE("{'x': 1999, 'y': 1200}, {'x': 2001, 'y': 1300}"), NULL, "Line chart of y by x, 1999 to 2001. Rises throughout, from 1,200 (1999) to 1,300 (2001)."},
    {"several values at a place", LINE("{'x': 1, 'y': 2}, {'x': 1, 'y': 5}, {'x': 2, 'y': 1}"), NULL, "Line chart of y by x, 1 to 2. Lowest 1 (2); highest 5 (1)."},
    {"a full stop is enough", "{'data': {'values': [{'d': '2001-05-04', 'k': 'a'}]}, 'mark': 'tick', 'encoding': {'x': {'field': 'd', 'type': 'temporal'}, 'y': {'field': 'k'}}}", "ru",
     "Точечная диаграмма: k; d. d — 4 мая 2001\u00a0г."},
    {"several charts", "{'hconcat': [{" PIE "'mark': 'bar', 'encoding': {'x': {'field': 'c'}, 'y': {'field': 'v', 'type': 'quantitative'}}}, {" PIE "'mark': 'arc', 'encoding': {'theta': {'field': 'v', 'type': 'quantitative'}, 'color': {'field': 'c'}}}]}", NULL,
     "2 charts. Bar chart of v by c (A, B and C). Lowest 2 (C); highest 5 (B). Pie chart of v by c. B 50%, A 30% and C 20%."},
    {"milestones", "{'usermeta': {'cairn': {'milestones': 'events'}}, 'layer': [{'data': {'values': [{'d': '2001', 'v': 1}, {'d': '2003', 'v': 2}]}, 'mark': 'line', 'encoding': {'x': {'field': 'd', 'type': 'temporal'}, 'y': {'field': 'v', 'type': 'quantitative'}}},"
     "{'name': 'events', 'data': {'values': [{'d': '2002-05-01', 't': 'Late'}, {'d': '2001', 't': 'Early'}]}, 'mark': 'text', 'encoding': {'x': {'field': 'd', 'type': 'temporal'}, 'text': {'field': 't'}}}]}", NULL,
     "Line chart of v by d, 2001 to 2003. Rises throughout, from 1 (2001) to 2 (2003). Milestones: Early (2001) and Late (May 2002)."},
    {"its own words", "{'description': 'Mine.', 'data': {'values': []}, 'mark': 'line', 'encoding': {" X Y "}}", NULL, "Mine."},
    {"an empty description", "{'description': '', 'data': {'values': []}, 'mark': 'line', 'encoding': {" X Y "}}", NULL, "Line chart of y by x: no data."},
};

static void test_kinds(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *text = describe(cases[i].spec, cases[i].locale);
    if (strcmp(text, cases[i].expected) != 0) fail_msg("%s:\n%s\nis not\n%s", cases[i].name, text, cases[i].expected);
  }
}

/* ---- Generated data ---- */

enum { MOST_POINTS = 14, N_CHARTS = 300 };

static uint64_t random_state = 0x9e3779b97f4a7c15;

static unsigned below(unsigned n) {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 7;
  random_state ^= random_state << 17;
  return (unsigned)(random_state >> 33) % n;
}

typedef struct Data {
  int n;
  bool missing[MOST_POINTS];
  double values[MOST_POINTS]; /* at x = 1, 2, ... */
} Data;

/* Values of one of several habits: any, few different ones, rising, falling, all the same; some are missing. */
static Data generate(void) {
  Data data = {.n = 1 + (int)below(MOST_POINTS)};
  unsigned habit = below(5), gaps = below(4);
  for (int i = 0; i < data.n; i++) {
    double any = ((int)below(200000) - 100000) / 100.0, before = i ? data.values[i - 1] : 0;
    data.values[i] = habit == 0 ? any : habit == 1 ? below(4) : habit == 2 ? before + below(50) : habit == 3 ? before - below(50) / 4.0 : 7.25;
    data.missing[i] = gaps == 0 && below(3) == 0;
  }
  return data;
}

/* The rows in any order. */
static char *spec_of(const Data *data) {
  GString *rows = g_string_new(NULL);
  int order[MOST_POINTS];
  for (int i = 0; i < data->n; i++) {
    int k = (int)below((unsigned)i + 1);
    order[i] = order[k];
    order[k] = i;
  }
  for (int i = 0; i < data->n; i++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_dtostr(number, sizeof number, data->values[order[i]]);
    g_string_append_printf(rows, "%s{'x': %d, 'y': %s}", i ? ", " : "", order[i] + 1, data->missing[order[i]] ? "null" : number);
  }
  char *spec = g_strdup_printf(LINE("%s"), rows->str);
  g_string_free(rows, TRUE);
  return spec;
}

/* The number after `before` in the text, its minus sign and commas as they are printed; and the place that follows in parentheses
 * (0: none). False when the text does not have it. */
static bool find_claim(const char *text, const char *before, double *value, int *place) {
  const char *at = strstr(text, before);
  if (!at) return false;
  g_autoptr(GString) digits = g_string_new(NULL);
  for (at += strlen(before); *at && *at != ' ' && *at != ';'; at++) {
    if (g_str_has_prefix(at, "−")) g_string_append_c(digits, '-');
    else if (g_ascii_isdigit(*at) || *at == '.') g_string_append_c(digits, *at);
  }
  *value = g_ascii_strtod(digits->str, NULL);
  *place = g_str_has_prefix(at, " (") ? atoi(at + 2) : 0;
  return true;
}

static bool is_near(double told, double value) {
  return fabs(told - value) <= 0.0001 * fabs(value) + 1e-9;
}

/* The claim names a value that the data have at that place. */
static void check_point(const Data *data, const char *text, double value, int place) {
  bool holds = place >= 1 && place <= data->n && !data->missing[place - 1] && is_near(value, data->values[place - 1]);
  if (!holds) fail_msg("%s: %g (%d) is not in the data", text, value, place);
}

static void check_ends(const Data *data, const char *text, int first, int last) {
  double from, to;
  int at, until;
  bool rises = strstr(text, "ises "), falls = strstr(text, "alls "), throughout = strstr(text, "throughout");
  double change = data->values[last] - data->values[first];
  assert_int_equal(rises, change > 0);
  assert_int_equal(falls, change < 0);
  if (!rises && !falls) return;
  assert_true(find_claim(text, "from ", &from, &at));
  const char *rest = strstr(text, "from ");
  assert_true(find_claim(rest, " to ", &to, &until));
  check_point(data, text, from, at);
  check_point(data, text, to, until);
  assert_int_equal(at, first + 1);
  assert_int_equal(until, last + 1);
  bool is_steady = true;
  for (int i = first, before = first; i <= last; i++) {
    if (data->missing[i]) continue;
    is_steady &= rises ? data->values[i] >= data->values[before] : data->values[i] <= data->values[before];
    before = i;
  }
  assert_int_equal(throughout, is_steady);
}

/* The least and the greatest value are told somewhere, as what they are or as ends of the course. */
static void check_extremes(const Data *data, const char *text) {
  double low = INFINITY, high = -INFINITY, told;
  int place;
  for (int i = 0; i < data->n; i++) {
    if (data->missing[i]) continue;
    low = fmin(low, data->values[i]);
    high = fmax(high, data->values[i]);
  }
  const char *const names[] = {"owest ", "ighest "};
  for (int i = 0; i < 2; i++) {
    if (!find_claim(text, names[i], &told, &place)) continue;
    check_point(data, text, told, place);
    assert_true(is_near(told, i ? high : low));
  }
  bool is_flat = low == high, is_told = find_claim(text, "owest ", &told, &place) || strstr(text, "rom ");
  assert_true(is_flat || is_told);
  if (is_flat) assert_true(strstr(text, "tays at ") || strstr(text, "as one value"));
}

/* Places without a value between the first and the last that have one; each run is told. */
static void check_gaps(const Data *data, const char *text, int first, int last) {
  const char *told = strstr(text, "o value for ");
  g_autoptr(GString) runs = g_string_new(NULL);
  int n = 0;
  for (int i = first; i <= last; i++) {
    if (!data->missing[i]) continue;
    int end = i;
    while (data->missing[end + 1])
      end++;
    n++;
    g_autofree char *run = end > i ? g_strdup_printf("%d to %d", i + 1, end + 1) : g_strdup_printf("%d", i + 1);
    if (n == 1 && !(told && g_str_has_prefix(told + strlen("o value for "), run))) fail_msg("%s: the gap %s is not told", text, run);
    i = end;
  }
  assert_int_equal(told != NULL, n > 0);
}

static void check(const Data *data, const char *text) {
  int first = -1, last = -1;
  for (int i = 0; i < data->n; i++) {
    if (data->missing[i]) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first < 0) {
    assert_string_equal(text, "Line chart of y by x: no data.");
    return;
  }
  check_ends(data, text, first, last);
  check_extremes(data, text);
  check_gaps(data, text, first, last);
}

static void test_true(void **state) {
  (void)state;
  for (int i = 0; i < N_CHARTS; i++) {
    Data data = generate();
    g_autofree char *spec = spec_of(&data), *text = describe(spec, NULL);
    check(&data, text);
  }
}

/* ---- Several series, or panels ---- */

enum { MOST_SERIES = 6 };

static char *spec_of_series(const Data *series, int n, const char *channel) {
  g_autoptr(GString) rows = g_string_new(NULL);
  for (int k = 0; k < n; k++)
    for (int i = 0; i < series[k].n; i++) {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      g_ascii_dtostr(number, sizeof number, series[k].values[i]);
      g_string_append_printf(rows, "%s{'x': %d, 'k': 's%d', 'y': %s}", rows->len ? ", " : "", i + 1, k, series[k].missing[i] ? "null" : number);
    }
  return g_strdup_printf("{'data': {'values': [%s]}, 'mark': 'line', 'encoding': {" X Y ", '%s': {'field': 'k', 'type': 'nominal'}}}", rows->str,
                         channel);
}

/* The claim `name` tells the extreme of all series, and where a series has it. */
static void check_extreme_of(const Data *series, int n, const char *text, const char *name, bool is_high) {
  double told, extreme = is_high ? -INFINITY : INFINITY;
  int place;
  for (int k = 0; k < n; k++)
    for (int i = 0; i < series[k].n; i++)
      if (!series[k].missing[i]) extreme = is_high ? fmax(extreme, series[k].values[i]) : fmin(extreme, series[k].values[i]);
  if (!find_claim(text, name, &told, &place)) return;
  if (!is_near(told, extreme)) fail_msg("%s: %g is not %g", text, told, extreme);
  const char *where = strstr(strstr(text, name), " (s");
  assert_non_null(where);
  int k = atoi(where + 3), x = atoi(strstr(where, ", ") + 2);
  assert_true(k >= 0 && k < n);
  check_point(&series[k], text, told, x);
}

static void check_series(const Data *series, int n, const char *text) {
  int n_rise = 0, n_fall = 0, n_told = 0;
  for (int k = 0; k < n; k++) {
    int first = -1, last = -1;
    for (int i = 0; i < series[k].n; i++)
      if (!series[k].missing[i]) first = first < 0 ? i : first, last = i;
    if (first < 0) continue;
    n_told++;
    n_rise += series[k].values[last] > series[k].values[first];
    n_fall += series[k].values[last] < series[k].values[first];
  }
  if (n_told > 3) {
    g_autofree char *counts = g_strdup_printf("%d of %d rise, %d fall", n_rise, n_told, n_fall);
    if (!strstr(text, counts)) fail_msg("%s: not \"%s\"", text, counts);
  } else if (n_told > 1) {
    int told_rise = 0, told_fall = 0;
    for (const char *at = text; (at = strstr(at, " rises ")); at++) told_rise++;
    for (const char *at = text; (at = strstr(at, " falls ")); at++) told_fall++;
    assert_int_equal(told_rise, n_rise);
    assert_int_equal(told_fall, n_fall);
  }
  if (n_told < 2) return;
  check_extreme_of(series, n, text, "owest ", false);
  check_extreme_of(series, n, text, "ighest ", true);
}

static void test_series_are_true(void **state) {
  (void)state;
  for (int i = 0; i < N_CHARTS / 2; i++) {
    Data series[MOST_SERIES];
    int n = 2 + (int)below(MOST_SERIES - 1);
    for (int k = 0; k < n; k++)
      series[k] = generate();
    g_autofree char *spec = spec_of_series(series, n, i % 3 ? "color" : "facet"), *text = describe(spec, NULL);
    check_series(series, n, text);
  }
}

/* The checker finds what is wrong: it must fail on the description of other data. */
static void test_checker_differs(void **state) {
  (void)state;
  int n_other = 0;
  for (int i = 0; i < 50; i++) {
    Data data = generate(), other = generate();
    g_autofree char *spec = spec_of(&data), *text = describe(spec, NULL), *spec2 = spec_of(&other), *text2 = describe(spec2, NULL);
    n_other += strcmp(text, text2) != 0;
  }
  assert_true(n_other > 35);
}

/* Texts of the data are shortened and kept on a line. */
static void test_long_names(void **state) {
  (void)state;
  g_autofree char *name = g_strnfill(5000, 'x');
  g_autofree char *spec = g_strdup_printf("{'data': {'values': [{'c': 'a\\nb\\u2028c', 'v': 1}, {'c': '%s', 'v': 2}]}, 'mark': 'bar', "
                                          "'encoding': {'x': {'field': 'c'}, 'y': {'field': 'v', 'type': 'quantitative'}}}",
                                          name);
  g_autofree char *text = describe(spec, NULL);
  assert_true(strlen(text) < 500);
  assert_non_null(strstr(text, "a b c"));
  assert_null(strchr(text, '\n'));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_kinds), cmocka_unit_test(test_true), cmocka_unit_test(test_series_are_true), cmocka_unit_test(test_checker_differs),
                                     cmocka_unit_test(test_long_names)};
  return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
