#include "describe/telling.h"

#include <math.h>
#include <string.h>

enum { MOST_GAPS = 4 };

const char *cairn_telling_phrase(const CairnTelling *subject, CairnPhrase phrase, const char *a, const char *b, const char *c) {
  return cairn_tell(subject->teller, phrase, a, b, c, NULL);
}

/* ---- Values at places ---- */

const char *cairn_telling_place(const CairnTelling *subject, const CairnToldPoint *point) {
  return subject->subject->along ? cairn_tell_cell(subject->teller, &subject->along, point->table, point->row) : NULL;
}

const char *cairn_telling_number(const CairnTelling *subject, double value) {
  return cairn_tell_number(subject->teller, &subject->value, value);
}

const char *cairn_telling_value(const CairnTelling *subject, const CairnToldPoint *point, const char *name, bool again) {
  const char *value = cairn_telling_number(subject, point->value), *place = cairn_telling_place(subject, point);
  if (name && place) place = cairn_telling_phrase(subject, CAIRN_PHRASE_COMMA, name, place, NULL);
  else if (name) place = name;
  return place ? cairn_telling_phrase(subject, again ? CAIRN_PHRASE_AT_FIRST : CAIRN_PHRASE_AT, value, place, NULL) : value;
}

size_t cairn_telling_count(const CairnTelling *subject) {
  size_t n = 0;
  for (size_t i = 0; i < subject->n_series; i++)
    n += subject->series[i].n > 0;
  return n;
}

/* ---- How it goes ---- */

static const char *tell_course(const CairnTelling *subject, const CairnToldSeries *series) {
  const char *from = cairn_telling_value(subject, &series->first, NULL, false), *to = cairn_telling_value(subject, &series->last, NULL, false);
  switch (series->course) {
  case CAIRN_COURSE_SINGLE: return cairn_telling_phrase(subject, CAIRN_PHRASE_SINGLE, from, NULL, NULL);
  case CAIRN_COURSE_CONSTANT: return cairn_telling_phrase(subject, CAIRN_PHRASE_CONSTANT, cairn_telling_number(subject, series->first.value), NULL, NULL);
  case CAIRN_COURSE_RISES: return cairn_telling_phrase(subject, CAIRN_PHRASE_RISES, from, to, NULL);
  case CAIRN_COURSE_FALLS: return cairn_telling_phrase(subject, CAIRN_PHRASE_FALLS, from, to, NULL);
  case CAIRN_COURSE_RISES_UNEVENLY: return cairn_telling_phrase(subject, CAIRN_PHRASE_RISES_UNEVENLY, from, to, NULL);
  case CAIRN_COURSE_FALLS_UNEVENLY: return cairn_telling_phrase(subject, CAIRN_PHRASE_FALLS_UNEVENLY, from, to, NULL);
  case CAIRN_COURSE_RETURNS: return cairn_telling_phrase(subject, CAIRN_PHRASE_RETURNS, from, to, NULL);
  default: return NULL;
  }
}

static bool is_steady(CairnCourse course) {
  return course == CAIRN_COURSE_RISES || course == CAIRN_COURSE_FALLS || course == CAIRN_COURSE_CONSTANT || course == CAIRN_COURSE_SINGLE;
}

const char *cairn_telling_courses(const CairnTelling *subject, size_t n_told) {
  const char *text = NULL;
  size_t n_rise = 0, n_fall = 0, n = 0;
  for (size_t i = 0; i < subject->n_series; i++) {
    const CairnToldSeries *series = &subject->series[i];
    if (!series->n || series->course == CAIRN_COURSE_NONE) continue;
    n++;
    n_rise += series->last.value > series->first.value;
    n_fall += series->last.value < series->first.value;
    if (n_told > CAIRN_MOST_COURSES) continue;
    const char *course = tell_course(subject, series);
    if (n_told > 1) course = cairn_telling_phrase(subject, CAIRN_PHRASE_NAMED, series->name, course, NULL);
    text = cairn_tell_joined(subject->teller, text, course);
  }
  if (n_told <= CAIRN_MOST_COURSES || !n) return text;
  return cairn_telling_phrase(subject, CAIRN_PHRASE_COUNTS, cairn_tell_count(subject->teller, n_rise), cairn_tell_count(subject->teller, n),
              cairn_tell_count(subject->teller, n_fall));
}

/* Is the point one that the course has told already? */
static bool is_end(const CairnToldSeries *series, const CairnToldPoint *point) {
  bool is_told = series->course == CAIRN_COURSE_RISES_UNEVENLY || series->course == CAIRN_COURSE_FALLS_UNEVENLY;
  return is_told && (point->along == series->first.along || point->along == series->last.along);
}

const char *cairn_telling_extremes(const CairnTelling *subject, size_t n_told) {
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
  if (low->lowest.value == high->highest.value) return subject->subject->kind == CAIRN_SUBJECT_COURSE ? NULL : cairn_telling_phrase(subject, CAIRN_PHRASE_CONSTANT, cairn_telling_number(subject, low->lowest.value), NULL, NULL);
  bool is_low_told = n_told == 1 && is_end(low, &low->lowest) && !low_again, is_high_told = n_told == 1 && is_end(high, &high->highest) && !high_again;
  const char *lowest = cairn_telling_value(subject, &low->lowest, n_told > 1 ? low->name : NULL, low_again);
  const char *highest = cairn_telling_value(subject, &high->highest, n_told > 1 ? high->name : NULL, high_again);
  return cairn_tell_joined(subject->teller, is_low_told ? NULL : cairn_telling_phrase(subject, CAIRN_PHRASE_LOWEST, lowest, NULL, NULL),
                is_high_told ? NULL : cairn_telling_phrase(subject, CAIRN_PHRASE_HIGHEST, highest, NULL, NULL));
}

static const char *tell_gap(const CairnTelling *subject, const CairnToldGap *gap) {
  const char *first = cairn_telling_place(subject, &gap->first), *last = cairn_telling_place(subject, &gap->last);
  return strcmp(first, last) == 0 ? first : cairn_telling_phrase(subject, CAIRN_PHRASE_TO, first, last, NULL);
}

const char *cairn_telling_gaps(const CairnTelling *subject, size_t n_told) {
  g_autoptr(GPtrArray) gaps = g_ptr_array_new();
  for (size_t i = 0; i < subject->n_series; i++)
    for (size_t k = 0; k < subject->series[i].n_gaps; k++) {
      const char *gap = tell_gap(subject, &subject->series[i].gaps[k]);
      if (n_told > 1) gap = cairn_telling_phrase(subject, CAIRN_PHRASE_AT, gap, subject->series[i].name, NULL);
      g_ptr_array_add(gaps, (char *)gap);
    }
  if (!gaps->len) return NULL;
  const char *list = cairn_tell_list(subject->teller, (const char *const *)gaps->pdata, gaps->len, MOST_GAPS);
  return cairn_telling_phrase(subject, CAIRN_PHRASE_NO_VALUE, list, NULL, NULL);
}
