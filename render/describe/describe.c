#include "describe/describe.h"

#include "describe/series.h"

#include <math.h>
#include <string.h>

enum {
  MOST_SUBJECTS = 2,
  MOST_CHARTS = 3,
  MOST_NAMES = 6,     /* of series, categories, panels */
  MOST_SERIES = 3,    /* whose course is told one by one */
  MOST_GAPS = 4,
  MOST_MILESTONES = 3,
  MOST_ROWS = 100000, /* of more, only the ranges are told */
};

/* ---- Parts ---- */

typedef struct Subject {
  const CairnTeller *teller;
  const CairnSubject *subject;
  CairnToldField value, along, across; /* unset where the subject has none */
  CairnToldSeries *series;             /* NULL where there are too many rows */
  size_t n_series, n_points;
} Subject;

static const char *tell(const Subject *subject, CairnPhrase phrase, const char *a, const char *b, const char *c) {
  return cairn_tell(subject->teller, phrase, a, b, c, NULL);
}

/* `sentence` with another part; either may be NULL. */
static const char *joined(const CairnTeller *teller, const char *sentence, const char *part) {
  if (!sentence || !part) return sentence ? sentence : part;
  return cairn_tell(teller, CAIRN_PHRASE_JOIN, sentence, part, NULL, NULL);
}

static const char *appended(CairnArena *arena, const char *a, const char *b) {
  return cairn_arena_concat(arena, a, b);
}

/* A part as a sentence; one that ends with a full stop ("2003 г.") gets no other. */
static const char *sentence(const CairnTeller *teller, const char *part) {
  if (part && g_str_has_suffix(part, ".")) return part;
  return part ? cairn_tell(teller, CAIRN_PHRASE_SENTENCE, part, NULL, NULL, NULL) : NULL;
}

/* The same with a capital. */
static const char *capitalised(const CairnTeller *teller, const char *part) {
  if (!part) return NULL;
  char first[8] = {0};
  g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(part)), first);
  return appended(teller->arena, first, g_utf8_next_char(part));
}

static const char *paragraph(CairnArena *arena, const char *text, const char *more) {
  if (!text || !more) return text ? text : more;
  return cairn_arena_printf(arena, "%s %s", text, more);
}

/* ---- Values at places ---- */

static const char *place_of(const Subject *subject, const CairnToldPoint *point) {
  return subject->subject->along ? cairn_tell_cell(subject->teller, &subject->along, point->table, point->row) : NULL;
}

static const char *number_of(const Subject *subject, double value) {
  return cairn_tell_number(subject->teller, &subject->value, value);
}

/* "411.4 (2006)"; `name` is that of the series, where it is to be told. */
static const char *value_at(const Subject *subject, const CairnToldPoint *point, const char *name, bool again) {
  const char *value = number_of(subject, point->value), *place = place_of(subject, point);
  if (name && place) place = tell(subject, CAIRN_PHRASE_COMMA, name, place, NULL);
  else if (name) place = name;
  return place ? tell(subject, again ? CAIRN_PHRASE_AT_FIRST : CAIRN_PHRASE_AT, value, place, NULL) : value;
}

/* ---- What is shown ---- */

/* Names of texts that differ, in their order. */
typedef struct Names {
  GPtrArray *list;
  GHashTable *seen;
} Names;

static Names names_new(void) {
  return (Names){g_ptr_array_new(), g_hash_table_new(g_str_hash, g_str_equal)};
}

static void names_add(Names *names, const char *name) {
  if (name && g_hash_table_add(names->seen, (char *)name)) g_ptr_array_add(names->list, (char *)name);
}

static void names_clear(Names *names) {
  g_ptr_array_unref(names->list);
  g_hash_table_unref(names->seen);
}

static const char *list_of(const Subject *subject, const Names *names) {
  return cairn_tell_list(subject->teller, (const char *const *)names->list->pdata, names->list->len, MOST_NAMES);
}

/* Names of the places in all series, as far as they are listed and beyond that how many. */
static const char *list_places(const Subject *subject) {
  Names names = names_new();
  for (size_t i = 0; i < subject->n_series; i++)
    for (size_t k = 0; k < subject->series[i].n_points; k++)
      if (!isnan(subject->series[i].points[k].value)) names_add(&names, place_of(subject, &subject->series[i].points[k]));
  const char *list = names.list->len ? list_of(subject, &names) : NULL;
  names_clear(&names);
  return list;
}

static const char *with_panels(const Subject *subject, const char *text) {
  const CairnSubject *of = subject->subject;
  if (!of->cells) return text;
  const char *list = cairn_tell_list(subject->teller, of->cells, of->n_cells, MOST_NAMES);
  return appended(subject->teller->arena, text, tell(subject, CAIRN_PHRASE_PANELS, cairn_tell_count(subject->teller, of->n_cells), list, NULL));
}

/* The series by their own names, without those of the panels. */
static const char *with_series(const Subject *subject, const char *text) {
  const CairnSubject *of = subject->subject;
  if (!of->n_series || !subject->series) return text;
  Names names = names_new();
  for (size_t i = 0; i < subject->n_series; i++) {
    if (!subject->series[i].n_points) continue;
    const CairnToldPoint *point = &subject->series[i].points[0];
    const char *name = NULL;
    for (size_t k = 0; k < of->n_series; k++) {
      CairnToldField field = cairn_told_field(subject->teller, of->unit, of->series[k], of->units, of->n_units);
      const char *part = cairn_tell_cell(subject->teller, &field, point->table, point->row);
      name = name ? tell(subject, CAIRN_PHRASE_COMMA, name, part, NULL) : part;
    }
    names_add(&names, name);
  }
  if (names.list->len > 1) {
    const char *n = cairn_tell_count(subject->teller, names.list->len);
    text = appended(subject->teller->arena, text, tell(subject, CAIRN_PHRASE_SERIES, n, list_of(subject, &names), NULL));
  }
  names_clear(&names);
  return text;
}

/* The extremes of the rows before, of any table; `found`: there are some. */
typedef struct Range {
  bool found;
  CairnToldPoint *low, *high;
} Range;

static void widen(Range *range, const CairnTable *table, const CairnColumn *column, size_t row) {
  double number = cairn_column_quantity(column, row);
  if (!isfinite(number)) return;
  if (!range->found || number < range->low->value) *range->low = (CairnToldPoint){number, NAN, table, row, 0};
  if (!range->found || number > range->high->value) *range->high = (CairnToldPoint){number, NAN, table, row, 0};
  range->found = true;
}

/* The reader may have seen the extremes already. */
static void widen_by_all(Range *range, const CairnTable *table, const CairnColumn *column) {
  const CairnColumnFacts *facts = column->facts;
  if (facts && facts->low <= facts->high) {
    widen(range, table, column, MIN(facts->low_row, facts->high_row));
    widen(range, table, column, MAX(facts->low_row, facts->high_row));
  }
  for (size_t row = 0; !facts && row < table->n_rows; row++)
    widen(range, table, column, row);
}

/* Rows that hold the least and the greatest number of a field. */
static bool find_range(const CairnSubject *subject, const CairnChannelDef *def, CairnToldPoint *low, CairnToldPoint *high) {
  Range range = {false, low, high};
  for (size_t i = 0; i < subject->n_units; i++) {
    const CairnColumn *column = cairn_table_column(subject->tables[i], def->column);
    if (column) widen_by_all(&range, subject->tables[i], column);
  }
  return range.found;
}

/* Where the series begin and end. */
static const char *with_span(const Subject *subject, const char *text) {
  const CairnToldSeries *first = NULL, *last = NULL;
  for (size_t i = 0; i < subject->n_series; i++) {
    const CairnToldSeries *series = &subject->series[i];
    if (!series->n) continue;
    if (!first || series->first.along < first->first.along) first = series;
    if (!last || series->last.along > last->last.along) last = series;
  }
  if (!first) return text;
  const char *from = place_of(subject, &first->first), *to = place_of(subject, &last->last);
  if (strcmp(from, to) == 0) return text;
  return appended(subject->teller->arena, text, tell(subject, CAIRN_PHRASE_SPAN, from, to, NULL));
}

static const char *tell_kind(const Subject *subject) {
  const CairnSubject *of = subject->subject;
  const char *kind = subject->teller->phrases[of->name];
  if (of->kind == CAIRN_SUBJECT_GRID)
    return cairn_tell(subject->teller, CAIRN_PHRASE_OF_BY_AND, kind, subject->value.title, subject->along.title, subject->across.title);
  const char *what = of->value ? subject->value.title : of->across ? subject->across.title : NULL;
  if (!of->along) return what ? tell(subject, CAIRN_PHRASE_OF, kind, what, NULL) : kind;
  if (!what) return tell(subject, CAIRN_PHRASE_OF, kind, subject->along.title, NULL);
  return tell(subject, of->kind == CAIRN_SUBJECT_SCATTER ? CAIRN_PHRASE_AGAINST : CAIRN_PHRASE_OF_BY, kind, what, subject->along.title);
}

static const char *tell_what(const Subject *subject) {
  const char *text = tell_kind(subject);
  CairnArena *arena = subject->teller->arena;
  if (!subject->n_points) return appended(arena, text, tell(subject, CAIRN_PHRASE_LIST, subject->teller->phrases[CAIRN_PHRASE_NO_DATA], NULL, NULL));
  if (subject->series && subject->subject->kind == CAIRN_SUBJECT_COURSE) text = with_span(subject, text);
  bool has_places = subject->series && subject->subject->along && subject->subject->kind == CAIRN_SUBJECT_CATEGORIES;
  const char *places = has_places ? list_places(subject) : NULL;
  if (places) text = tell(subject, CAIRN_PHRASE_AT, text, places, NULL);
  return with_panels(subject, with_series(subject, text));
}

/* ---- How it goes ---- */

static const char *tell_course(const Subject *subject, const CairnToldSeries *series) {
  const char *from = value_at(subject, &series->first, NULL, false), *to = value_at(subject, &series->last, NULL, false);
  switch (series->course) {
  case CAIRN_COURSE_SINGLE: return tell(subject, CAIRN_PHRASE_SINGLE, from, NULL, NULL);
  case CAIRN_COURSE_CONSTANT: return tell(subject, CAIRN_PHRASE_CONSTANT, number_of(subject, series->first.value), NULL, NULL);
  case CAIRN_COURSE_RISES: return tell(subject, CAIRN_PHRASE_RISES, from, to, NULL);
  case CAIRN_COURSE_FALLS: return tell(subject, CAIRN_PHRASE_FALLS, from, to, NULL);
  case CAIRN_COURSE_RISES_UNEVENLY: return tell(subject, CAIRN_PHRASE_RISES_UNEVENLY, from, to, NULL);
  case CAIRN_COURSE_FALLS_UNEVENLY: return tell(subject, CAIRN_PHRASE_FALLS_UNEVENLY, from, to, NULL);
  case CAIRN_COURSE_RETURNS: return tell(subject, CAIRN_PHRASE_RETURNS, from, to, NULL);
  default: return NULL;
  }
}

static bool is_steady(CairnCourse course) {
  return course == CAIRN_COURSE_RISES || course == CAIRN_COURSE_FALLS || course == CAIRN_COURSE_CONSTANT || course == CAIRN_COURSE_SINGLE;
}

/* "A rises from ... to ...; B falls ...", or of many series how many do. */
static const char *tell_courses(const Subject *subject, size_t n_told) {
  const char *text = NULL;
  size_t n_rise = 0, n_fall = 0, n = 0;
  for (size_t i = 0; i < subject->n_series; i++) {
    const CairnToldSeries *series = &subject->series[i];
    if (!series->n || series->course == CAIRN_COURSE_NONE) continue;
    n++;
    n_rise += series->last.value > series->first.value;
    n_fall += series->last.value < series->first.value;
    if (n_told > MOST_SERIES) continue;
    const char *course = tell_course(subject, series);
    if (n_told > 1) course = tell(subject, CAIRN_PHRASE_NAMED, series->name, course, NULL);
    text = joined(subject->teller, text, course);
  }
  if (n_told <= MOST_SERIES || !n) return text;
  return tell(subject, CAIRN_PHRASE_COUNTS, cairn_tell_count(subject->teller, n_rise), cairn_tell_count(subject->teller, n),
              cairn_tell_count(subject->teller, n_fall));
}

/* Is the point one that the course has told already? */
static bool is_end(const CairnToldSeries *series, const CairnToldPoint *point) {
  bool is_told = series->course == CAIRN_COURSE_RISES_UNEVENLY || series->course == CAIRN_COURSE_FALLS_UNEVENLY;
  return is_told && (point->along == series->first.along || point->along == series->last.along);
}

/* The lowest and the highest value of all series, with the name of the one that has it. */
static const char *tell_extremes(const Subject *subject, size_t n_told) {
  const CairnToldSeries *low = NULL, *high = NULL;
  bool low_again = false, high_again = false;
  for (size_t i = 0; i < subject->n_series; i++) {
    const CairnToldSeries *series = &subject->series[i];
    if (!series->n) continue;
    low_again = low && series->lowest.value == low->lowest.value ? true : low && series->lowest.value > low->lowest.value ? low_again : series->lowest_again;
    high_again = high && series->highest.value == high->highest.value ? true : high && series->highest.value < high->highest.value ? high_again : series->highest_again;
    if (!low || series->lowest.value < low->lowest.value) low = series;
    if (!high || series->highest.value > high->highest.value) high = series;
  }
  if (!low) return NULL;
  if (n_told == 1 && is_steady(low->course)) return NULL;
  if (low->lowest.value == high->highest.value) return subject->subject->kind == CAIRN_SUBJECT_COURSE ? NULL : tell(subject, CAIRN_PHRASE_CONSTANT, number_of(subject, low->lowest.value), NULL, NULL);
  bool is_low_told = n_told == 1 && is_end(low, &low->lowest) && !low_again, is_high_told = n_told == 1 && is_end(high, &high->highest) && !high_again;
  const char *lowest = value_at(subject, &low->lowest, n_told > 1 ? low->name : NULL, low_again);
  const char *highest = value_at(subject, &high->highest, n_told > 1 ? high->name : NULL, high_again);
  return joined(subject->teller, is_low_told ? NULL : tell(subject, CAIRN_PHRASE_LOWEST, lowest, NULL, NULL),
                is_high_told ? NULL : tell(subject, CAIRN_PHRASE_HIGHEST, highest, NULL, NULL));
}

static const char *tell_gap(const Subject *subject, const CairnToldGap *gap) {
  const char *first = place_of(subject, &gap->first), *last = place_of(subject, &gap->last);
  return strcmp(first, last) == 0 ? first : tell(subject, CAIRN_PHRASE_TO, first, last, NULL);
}

static const char *tell_gaps(const Subject *subject, size_t n_told) {
  g_autoptr(GPtrArray) gaps = g_ptr_array_new();
  for (size_t i = 0; i < subject->n_series; i++)
    for (size_t k = 0; k < subject->series[i].n_gaps; k++) {
      const char *gap = tell_gap(subject, &subject->series[i].gaps[k]);
      if (n_told > 1) gap = tell(subject, CAIRN_PHRASE_AT, gap, subject->series[i].name, NULL);
      g_ptr_array_add(gaps, (char *)gap);
    }
  if (!gaps->len) return NULL;
  const char *list = cairn_tell_list(subject->teller, (const char *const *)gaps->pdata, gaps->len, MOST_GAPS);
  return tell(subject, CAIRN_PHRASE_NO_VALUE, list, NULL, NULL);
}

/* ---- Other kinds ---- */

/* What lasts, lasts until the end that its second position tells. */
static void add_ends(const Subject *subject, const CairnToldField *field, CairnToldPoint *low, CairnToldPoint *high) {
  CairnChannel second = cairn_channel_secondary(field->def->channel);
  const CairnChannelDef *end = second < CAIRN_N_CHANNELS ? field->unit->channels[second] : NULL;
  CairnToldPoint first = {0}, last = {0};
  if (subject->subject->kind != CAIRN_SUBJECT_EVENTS || !cairn_channel_def_is_field(end)) return;
  if (!find_range(subject->subject, end, &first, &last)) return;
  if (first.value < low->value) *low = first;
  if (last.value > high->value) *high = last;
}

static const char *tell_range(const Subject *subject, const CairnToldField *field) {
  CairnToldPoint low = {0}, high = {0};
  if (!find_range(subject->subject, field->def, &low, &high)) return NULL;
  add_ends(subject, field, &low, &high);
  bool is_event = subject->subject->kind == CAIRN_SUBJECT_EVENTS && field->time_specifier && !field->def->time_unit;
  if (is_event)
    return tell(subject, CAIRN_PHRASE_RANGE, field->title, cairn_tell_single_date(subject->teller, field, low.value),
                cairn_tell_single_date(subject->teller, field, high.value));
  return tell(subject, CAIRN_PHRASE_RANGE, field->title, cairn_tell_cell(subject->teller, field, low.table, low.row),
              cairn_tell_cell(subject->teller, field, high.table, high.row));
}

/* Pearson's correlation of all points; NaN where one of the two does not vary. */
static double correlation(const Subject *subject) {
  double n = 0, mx = 0, my = 0, sxx = 0, syy = 0, sxy = 0;
  for (size_t i = 0; i < subject->n_series; i++)
    for (size_t k = 0; k < subject->series[i].n_points; k++) {
      const CairnToldPoint *point = &subject->series[i].points[k];
      if (isnan(point->value) || isnan(point->along)) continue;
      double dx = point->along - mx, dy = point->value - my;
      n++;
      mx += dx / n;
      my += dy / n;
      sxx += dx * (point->along - mx);
      syy += dy * (point->value - my);
      sxy += dx * (point->value - my);
    }
  return n > 2 && sxx > 0 && syy > 0 ? sxy / sqrt(sxx * syy) : NAN;
}

static const char *tell_scatter(const Subject *subject) {
  const char *text = tell(subject, CAIRN_PHRASE_POINTS, cairn_tell_count(subject->teller, subject->n_points), NULL, NULL);
  text = joined(subject->teller, text, tell_range(subject, &subject->value));
  text = joined(subject->teller, text, tell_range(subject, &subject->along));
  double r = subject->series ? correlation(subject) : NAN;
  if (isnan(r)) return text;
  return joined(subject->teller, text, tell(subject, CAIRN_PHRASE_CORRELATION, cairn_tell_number(subject->teller, NULL, trunc(r * 100) / 100), NULL, NULL));
}

static int by_size(const void *a, const void *b) {
  const CairnToldPoint *x = *(CairnToldPoint *const *)a, *y = *(CairnToldPoint *const *)b;
  if (x->value != y->value) return x->value > y->value ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* "a 50%, b 30% and 3 more", the largest first. */
static const char *list_shares(const Subject *subject, CairnToldPoint **points, size_t n, double sum) {
  CairnToldField percent = {.is_percent = true};
  const char **texts = cairn_arena_array(subject->teller->arena, n, const char *);
  for (size_t i = 0; i < n; i++) {
    const char *share = cairn_tell_number(subject->teller, &percent, round(points[i]->value / sum * 1000) / 1000);
    texts[i] = cairn_arena_printf(subject->teller->arena, "%s %s", place_of(subject, points[i]), share);
  }
  return cairn_tell_list(subject->teller, texts, n, MOST_NAMES);
}

static const char *tell_shares(const Subject *subject) {
  double sum = 0;
  size_t n = 0;
  CairnToldPoint **points = cairn_arena_array(subject->teller->arena, subject->n_points, CairnToldPoint *);
  for (size_t i = 0; i < subject->n_series; i++)
    for (size_t k = 0; k < subject->series[i].n_points; k++) {
      CairnToldPoint *point = &subject->series[i].points[k];
      if (isnan(point->value)) continue;
      if (point->value < 0) return tell_extremes(subject, subject->n_series);
      points[n++] = point;
      sum += point->value;
    }
  if (!(sum > 0) || !subject->subject->along) return tell_range(subject, &subject->value);
  qsort(points, n, sizeof *points, by_size);
  return list_shares(subject, points, n, sum);
}

/* "lowest 3 (x, y)" */
static const char *tell_cell_at(const Subject *subject, CairnPhrase phrase, const CairnToldPoint *point) {
  const char *x = cairn_tell_cell(subject->teller, &subject->along, point->table, point->row);
  const char *y = cairn_tell_cell(subject->teller, &subject->across, point->table, point->row);
  const char *at = tell(subject, CAIRN_PHRASE_AT, number_of(subject, point->value), tell(subject, CAIRN_PHRASE_COMMA, x, y, NULL), NULL);
  return tell(subject, phrase, at, NULL, NULL);
}

static const char *tell_grid(const Subject *subject) {
  CairnToldPoint low = {0}, high = {0};
  if (!find_range(subject->subject, subject->subject->value, &low, &high)) return NULL;
  return joined(subject->teller, tell_cell_at(subject, CAIRN_PHRASE_LOWEST, &low), tell_cell_at(subject, CAIRN_PHRASE_HIGHEST, &high));
}

static const char *tell_ranges(const Subject *subject) {
  const char *text = subject->subject->value ? tell_range(subject, &subject->value) : NULL;
  bool has_order = subject->subject->along && (subject->along.time_specifier || subject->along.def->type == CAIRN_QUANTITATIVE);
  if (has_order) text = joined(subject->teller, tell_range(subject, &subject->along), text);
  const char *n = cairn_tell_count(subject->teller, subject->n_points);
  return joined(subject->teller, tell(subject, CAIRN_PHRASE_ITEMS, n, NULL, NULL), text);
}

/* ---- Subjects ---- */

static size_t count_told(const Subject *subject) {
  size_t n = 0;
  for (size_t i = 0; i < subject->n_series; i++)
    n += subject->series[i].n > 0;
  return n;
}

static const char *tell_facts(const Subject *subject) {
  size_t n_told = count_told(subject);
  if (!subject->series) return tell_ranges(subject);
  switch (subject->subject->kind) {
  case CAIRN_SUBJECT_COURSE:
    return joined(subject->teller, joined(subject->teller, tell_courses(subject, n_told), tell_extremes(subject, n_told)), tell_gaps(subject, n_told));
  case CAIRN_SUBJECT_CATEGORIES: return tell_extremes(subject, n_told);
  case CAIRN_SUBJECT_SCATTER: return tell_scatter(subject);
  case CAIRN_SUBJECT_SHARES: return tell_shares(subject);
  case CAIRN_SUBJECT_GRID: return tell_grid(subject);
  default: return tell_ranges(subject);
  }
}

static size_t count_points(const CairnSubject *subject) {
  size_t n = 0;
  for (size_t i = 0; i < subject->n_units; i++) {
    const CairnTable *table = subject->tables[i];
    const CairnColumn *column = subject->value ? cairn_table_column(table, subject->values[i]->column) : NULL;
    bool counts_all = !subject->value || (column && column->facts && column->facts->all_finite);
    n += counts_all ? table->n_rows : 0;
    for (size_t row = 0; !counts_all && row < table->n_rows; row++) {
      n += isfinite(cairn_column_quantity(column, row)) != 0;
      cairn_column_leave(column, row);
    }
  }
  return n;
}

static size_t count_rows(const CairnSubject *subject) {
  size_t n = 0;
  for (size_t i = 0; i < subject->n_units; i++)
    n += subject->tables[i]->n_rows;
  return n;
}

static const char *tell_subject(const CairnTeller *teller, const CairnSubject *of) {
  Subject subject = {.teller = teller, .subject = of, .n_points = count_points(of)};
  if (of->value) subject.value = cairn_told_field(teller, of->unit, of->value, of->units, of->n_units);
  if (of->along) subject.along = cairn_told_field(teller, of->unit, of->along, of->units, of->n_units);
  if (of->across) subject.across = cairn_told_field(teller, of->unit, of->across, of->units, of->n_units);
  subject.along.is_place = subject.across.is_place = true;
  if (of->value_end && !of->is_composite) {
    CairnToldField end = cairn_told_field(teller, of->unit, of->value_end, of->units, of->n_units);
    if (strcmp(end.title, subject.value.title) != 0) subject.value.title = cairn_tell(teller, CAIRN_PHRASE_TO, subject.value.title, end.title, NULL, NULL);
  }
  if (of->value && count_rows(of) <= MOST_ROWS) subject.series = cairn_told_series(teller, of, &subject.n_series);
  const char *what = sentence(teller, tell_what(&subject));
  const char *facts = subject.n_points ? tell_facts(&subject) : NULL;
  size_t n_told = count_told(&subject);
  bool starts_with_name = n_told > 1 && n_told <= MOST_SERIES && of->kind == CAIRN_SUBJECT_COURSE;
  return paragraph(teller->arena, what, sentence(teller, starts_with_name ? facts : capitalised(teller, facts)));
}

static const char *tell_view(const CairnTeller *teller, const CairnDescribeInput *input, const CairnView *view) {
  CairnSubject subjects[MOST_SUBJECTS];
  size_t n = cairn_subjects_find(teller->arena, view, input->cell_names, input->skips, subjects, MOST_SUBJECTS);
  const char *text = n ? NULL : sentence(teller, teller->phrases[CAIRN_PHRASE_KIND_CHART]);
  for (size_t i = 0; i < n; i++)
    text = paragraph(teller->arena, text, tell_subject(teller, &subjects[i]));
  return text;
}

/* ---- Several charts ---- */

static void collect_charts(const CairnView *view, GPtrArray *out) {
  if (view->kind != CAIRN_VIEW_CONCAT) {
    g_ptr_array_add(out, (void *)view);
    return;
  }
  for (size_t i = 0; i < view->n_children; i++)
    collect_charts(view->children[i], out);
}

static const char *tell_charts(const CairnTeller *teller, const CairnDescribeInput *input) {
  g_autoptr(GPtrArray) charts = g_ptr_array_new();
  collect_charts(input->model->view, charts);
  const char *text = NULL;
  if (charts->len > 1) text = sentence(teller, cairn_tell(teller, CAIRN_PHRASE_CHARTS, cairn_tell_count(teller, charts->len), NULL, NULL, NULL));
  for (size_t i = 0; i < MIN(charts->len, (size_t)MOST_CHARTS); i++)
    text = paragraph(teller->arena, text, tell_view(teller, input, charts->pdata[i]));
  return text;
}

/* ---- Milestones ---- */

static double date_of(const CairnToldMilestone *milestone) {
  const CairnChannelDef *x = milestone->unit->channels[CAIRN_X];
  const CairnColumn *column = cairn_channel_def_is_field(x) ? cairn_table_column(milestone->unit->table, x->column) : NULL;
  return column ? cairn_column_quantity(column, milestone->row) : NAN;
}

static int by_date(const void *a, const void *b) {
  const CairnToldMilestone *x = *(const CairnToldMilestone *const *)a, *y = *(const CairnToldMilestone *const *)b;
  double dx = date_of(x), dy = date_of(y);
  if (dx < dy || dx > dy) return dx < dy ? -1 : 1;
  return x < y ? -1 : x > y;
}

static const char *tell_milestone(const CairnTeller *teller, const CairnToldMilestone *milestone) {
  const CairnView *unit = milestone->unit;
  const char *text = cairn_tell_name(teller, milestone->text);
  const CairnChannelDef *x = unit->channels[CAIRN_X];
  if (isnan(date_of(milestone)) || x->type != CAIRN_TEMPORAL || cairn_json_get(unit->model->usermeta, "dateFormat")) return text;
  CairnToldField field = cairn_told_field(teller, unit, x, &unit, 1);
  return cairn_tell(teller, CAIRN_PHRASE_AT, text, cairn_tell_single_date(teller, &field, date_of(milestone)), NULL, NULL);
}

static const char *tell_milestones(const CairnTeller *teller, const CairnDescribeInput *input) {
  size_t n = input->n_milestones;
  if (!n) return NULL;
  const CairnToldMilestone **sorted = cairn_arena_array(teller->arena, n, const CairnToldMilestone *);
  for (size_t i = 0; i < n; i++)
    sorted[i] = &input->milestones[i];
  qsort(sorted, n, sizeof *sorted, by_date);
  const char **texts = cairn_arena_array(teller->arena, n, const char *);
  for (size_t i = 0; i < n; i++)
    texts[i] = tell_milestone(teller, sorted[i]);
  if (n <= MOST_MILESTONES)
    return cairn_tell(teller, CAIRN_PHRASE_MILESTONES, cairn_tell_list(teller, texts, n, n), NULL, NULL, NULL);
  return cairn_tell(teller, CAIRN_PHRASE_MANY_MILESTONES, cairn_tell_count(teller, n), texts[0], texts[n - 1], NULL);
}

const char *cairn_describe(const CairnDescribeInput *input) {
  const CairnLocale *locale = cairn_locale_or_us(input->model->locale);
  CairnTeller teller = {input->arena, locale, input->zone, cairn_phrases_of(locale->language)};
  const char *text = tell_charts(&teller, input);
  return paragraph(input->arena, text, sentence(&teller, capitalised(&teller, tell_milestones(&teller, input))));
}
