#include "describe/telling.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Ranges ---- */

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

/* What lasts, lasts until the end that its second position tells. */
static void add_ends(const CairnTelling *subject, const CairnToldField *field, CairnToldPoint *low, CairnToldPoint *high) {
  CairnChannel second = cairn_channel_secondary(field->def->channel);
  const CairnChannelDef *end = second < CAIRN_N_CHANNELS ? field->unit->channels[second] : NULL;
  CairnToldPoint first = {0}, last = {0};
  if (subject->subject->kind != CAIRN_SUBJECT_EVENTS || !cairn_channel_def_is_field(end)) return;
  if (!find_range(subject->subject, end, &first, &last)) return;
  if (first.value < low->value) *low = first;
  if (last.value > high->value) *high = last;
}

/* Of what lasts, the row may hold the bound in its second position: there the number counts. */
static const char *tell_bound(const CairnTelling *subject, const CairnToldField *field, const CairnToldPoint *bound) {
  const CairnTeller *teller = subject->teller;
  bool is_event = subject->subject->kind == CAIRN_SUBJECT_EVENTS && !field->def->time_unit;
  if (is_event && field->time_specifier) return cairn_tell_single_date(teller, field, bound->value);
  if (is_event && field->def->type == CAIRN_QUANTITATIVE) return cairn_tell_number(teller, field, bound->value);
  return cairn_tell_cell(teller, field, bound->table, bound->row);
}

static const char *tell_range(const CairnTelling *subject, const CairnToldField *field) {
  CairnToldPoint low = {0}, high = {0};
  if (!find_range(subject->subject, field->def, &low, &high)) return NULL;
  add_ends(subject, field, &low, &high);
  const char *from = tell_bound(subject, field, &low), *to = tell_bound(subject, field, &high);
  return strcmp(from, to) == 0 ? cairn_telling_phrase(subject, CAIRN_PHRASE_NAMED, field->title, from, NULL)
                               : cairn_telling_phrase(subject, CAIRN_PHRASE_RANGE, field->title, from, to);
}

/* "3 points"; of a single one it goes without saying, in words that would have to agree with the number. */
static const char *tell_number(const CairnTelling *subject, CairnPhrase phrase) {
  if (subject->n_points == 1) return NULL;
  return cairn_telling_phrase(subject, phrase, cairn_tell_count(subject->teller, subject->n_points), NULL, NULL);
}

/* Pearson's correlation of all points; NaN where one of the two does not vary. */
static double correlation(const CairnTelling *subject) {
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

static const char *tell_scatter(const CairnTelling *subject) {
  const char *text = tell_number(subject, CAIRN_PHRASE_POINTS);
  text = cairn_tell_joined(subject->teller, text, tell_range(subject, &subject->value));
  text = cairn_tell_joined(subject->teller, text, tell_range(subject, &subject->along));
  double r = subject->series ? correlation(subject) : NAN;
  if (isnan(r)) return text;
  return cairn_tell_joined(subject->teller, text, cairn_telling_phrase(subject, CAIRN_PHRASE_CORRELATION, cairn_tell_number(subject->teller, NULL, trunc(r * 100) / 100), NULL, NULL));
}

static int by_size(const void *a, const void *b) {
  const CairnToldPoint *x = *(CairnToldPoint *const *)a, *y = *(CairnToldPoint *const *)b;
  if (x->value != y->value) return x->value > y->value ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* "a 50%, b 30% and 3 more", the largest first. */
static const char *list_shares(const CairnTelling *subject, CairnToldPoint **points, size_t n, double sum) {
  CairnToldField percent = {.is_percent = true};
  const char **texts = cairn_arena_array(subject->teller->arena, n, const char *);
  for (size_t i = 0; i < n; i++) {
    const char *share = cairn_tell_number(subject->teller, &percent, round(points[i]->value / sum * 1000) / 1000);
    texts[i] = cairn_arena_printf(subject->teller->arena, "%s %s", cairn_telling_place(subject, points[i]), share);
  }
  return cairn_tell_list(subject->teller, texts, n, CAIRN_MOST_NAMES);
}

static const char *tell_shares(const CairnTelling *subject) {
  double sum = 0;
  size_t n = 0;
  CairnToldPoint **points = cairn_arena_array(subject->teller->arena, subject->n_points, CairnToldPoint *);
  for (size_t i = 0; i < subject->n_series; i++)
    for (size_t k = 0; k < subject->series[i].n_points; k++) {
      CairnToldPoint *point = &subject->series[i].points[k];
      if (isnan(point->value)) continue;
      if (point->value < 0) return cairn_telling_extremes(subject, subject->n_series);
      points[n++] = point;
      sum += point->value;
    }
  if (!(sum > 0) || !subject->subject->along) return tell_range(subject, &subject->value);
  qsort(points, n, sizeof *points, by_size);
  return list_shares(subject, points, n, sum);
}

/* "lowest 3 (x, y)" */
static const char *tell_cell_at(const CairnTelling *subject, CairnPhrase phrase, const CairnToldPoint *point) {
  const char *x = cairn_tell_cell(subject->teller, &subject->along, point->table, point->row);
  const char *y = cairn_tell_cell(subject->teller, &subject->across, point->table, point->row);
  const char *at = cairn_telling_phrase(subject, CAIRN_PHRASE_AT, cairn_telling_number(subject, point->value), cairn_telling_phrase(subject, CAIRN_PHRASE_COMMA, x, y, NULL), NULL);
  return cairn_telling_phrase(subject, phrase, at, NULL, NULL);
}

static const char *tell_grid(const CairnTelling *subject) {
  CairnToldPoint low = {0}, high = {0};
  if (!find_range(subject->subject, subject->subject->value, &low, &high)) return NULL;
  return cairn_tell_joined(subject->teller, tell_cell_at(subject, CAIRN_PHRASE_LOWEST, &low), tell_cell_at(subject, CAIRN_PHRASE_HIGHEST, &high));
}

static const char *tell_ranges(const CairnTelling *subject) {
  const char *text = subject->subject->value ? tell_range(subject, &subject->value) : NULL;
  bool has_order = subject->subject->along && (subject->along.time_specifier || subject->along.def->type == CAIRN_QUANTITATIVE);
  if (has_order) text = cairn_tell_joined(subject->teller, tell_range(subject, &subject->along), text);
  return cairn_tell_joined(subject->teller, tell_number(subject, CAIRN_PHRASE_ITEMS), text);
}

const char *cairn_telling_facts(const CairnTelling *subject) {
  size_t n_told = cairn_telling_count(subject);
  if (!subject->series) return tell_ranges(subject);
  switch (subject->subject->kind) {
  case CAIRN_SUBJECT_COURSE:
    return cairn_tell_joined(subject->teller, cairn_tell_joined(subject->teller, cairn_telling_courses(subject, n_told), cairn_telling_extremes(subject, n_told)), cairn_telling_gaps(subject, n_told));
  case CAIRN_SUBJECT_CATEGORIES: return cairn_telling_extremes(subject, n_told);
  case CAIRN_SUBJECT_SCATTER: return tell_scatter(subject);
  case CAIRN_SUBJECT_SHARES: return tell_shares(subject);
  case CAIRN_SUBJECT_GRID: return tell_grid(subject);
  default: return tell_ranges(subject);
  }
}
