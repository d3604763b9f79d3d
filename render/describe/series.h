/* What is true of the numbers of a subject: for each series its ends, extremes, gaps and course. */
#pragma once

#include "describe/subject.h"

typedef enum CairnCourse {
  CAIRN_COURSE_NONE, /* no order, or several values at one place */
  CAIRN_COURSE_SINGLE,
  CAIRN_COURSE_CONSTANT,
  CAIRN_COURSE_RISES, /* never falls, and ends higher than it starts */
  CAIRN_COURSE_FALLS,
  CAIRN_COURSE_RISES_UNEVENLY, /* ends higher than it starts */
  CAIRN_COURSE_FALLS_UNEVENLY,
  CAIRN_COURSE_RETURNS, /* ends as high as it starts, and was elsewhere */
} CairnCourse;

/* A value and where it is. */
typedef struct CairnToldPoint {
  double value, along; /* along: NaN where it is no number */
  const CairnTable *table;
  size_t row;
  size_t order; /* among the points of its series, as they are read */
} CairnToldPoint;

/* Neighbours without a value. */
typedef struct CairnToldGap {
  CairnToldPoint first, last;
} CairnToldGap;

typedef struct CairnToldSeries {
  const char *name; /* NULL: the only one */
  size_t n;         /* points with a value */
  CairnToldPoint first, last, lowest, highest;
  bool lowest_again, highest_again; /* the same value elsewhere too */
  CairnCourse course;
  size_t n_gaps;
  CairnToldGap *gaps;
  CairnToldPoint *points; /* all of them, in the order of the rows, or of `along` where there is one */
  size_t n_points;
} CairnToldSeries;

/* The series of the subject, in the order in which they appear. `along` and `value` tell names and dates. In the arena. */
CairnToldSeries *cairn_told_series(const CairnTeller *teller, const CairnSubject *subject, size_t *n);
