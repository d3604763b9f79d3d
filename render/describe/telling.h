/* One subject of a chart as it is told: what is shown, how it goes, what is lowest and highest. All texts are in the
 * teller's arena; NULL where there is nothing to tell. */
#pragma once

#include "describe/series.h"

enum {
  CAIRN_MOST_NAMES = 6,  /* of series, categories, panels */
  CAIRN_MOST_COURSES = 3 /* series whose course is told one by one */
};

typedef struct CairnTelling {
  const CairnTeller *teller;
  const CairnSubject *subject;
  CairnToldField value, along, across; /* unset where the subject has none */
  CairnToldSeries *series;             /* NULL where there are too many rows */
  size_t n_series, n_points;
} CairnTelling;

/* The phrase with up to three texts, NULL after the last. */
const char *cairn_telling_phrase(const CairnTelling *subject, CairnPhrase phrase, const char *a, const char *b, const char *c);

/* Where the point stands along the subject. */
const char *cairn_telling_place(const CairnTelling *subject, const CairnToldPoint *point);

/* A number as the subject's values are told. */
const char *cairn_telling_number(const CairnTelling *subject, double value);

/* "411.4 (2006)"; `name` is that of the series, where it is to be told; `again`: the value is elsewhere, too. */
const char *cairn_telling_value(const CairnTelling *subject, const CairnToldPoint *point, const char *name, bool again);

/* How many series have values. */
size_t cairn_telling_count(const CairnTelling *subject);

/* "Line chart of a by b, 2003 to 2023" */
const char *cairn_telling_what(const CairnTelling *subject);

/* "A rises from ... to ...; B falls ...", or of many series how many do; `n` of them are told. */
const char *cairn_telling_courses(const CairnTelling *subject, size_t n);

/* The lowest and the highest value of all series, with the name of the one that has it. */
const char *cairn_telling_extremes(const CairnTelling *subject, size_t n);

/* The places without a value. */
const char *cairn_telling_gaps(const CairnTelling *subject, size_t n);

/* What is true of the values, after the kind of the subject. */
const char *cairn_telling_facts(const CairnTelling *subject);
