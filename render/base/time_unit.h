/* Vega-Lite's time units: which parts of a date are kept when dates are put in bins. */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"
#include "base/time_interval.h"

/* The parts of a date, by size; a set of them is a mask. */
typedef enum CairnTimePart {
  CAIRN_PART_YEAR = 1 << 0,
  CAIRN_PART_QUARTER = 1 << 1,
  CAIRN_PART_MONTH = 1 << 2,
  CAIRN_PART_WEEK = 1 << 3,    /* from Sunday; the days before a year's first Sunday are week 0 */
  CAIRN_PART_ISOWEEK = 1 << 4, /* ISO 8601; with YEAR the week-numbering year */
  CAIRN_PART_DATE = 1 << 5,
  CAIRN_PART_DAY = 1 << 6, /* of the week */
  CAIRN_PART_DAYOFYEAR = 1 << 7,
  CAIRN_PART_HOURS = 1 << 8,
  CAIRN_PART_MINUTES = 1 << 9,
  CAIRN_PART_SECONDS = 1 << 10,
  CAIRN_PART_MILLISECONDS = 1 << 11
} CairnTimePart;

enum { CAIRN_N_TIME_PARTS = 12 };

typedef struct CairnTimeUnit {
  unsigned parts; /* of CairnTimePart */
  double step;    /* of the smallest part; 1 is every one */
  bool utc;       /* in UTC whatever the chart's zone */
  bool binned;    /* the data are binned already: only labels and titles follow the unit */
} CairnTimeUnit;

/* Reads a name such as "yearmonth", "utcweekday" or "binnedyearmonthdate"; step 1. False for another text and
 * for parts that do not go together (a week and a month). */
bool cairn_time_unit_parse(const char *name, CairnTimeUnit *out);

/* The mask of one part by its name ("isoweek" too), 0 for another text. */
unsigned cairn_time_part_from_name(const char *name);

/* Whether a set of parts is a unit: not empty, and no week with a month. */
bool cairn_time_parts_valid(unsigned parts);

/* The names of the unit's parts joined by "-", without "utc" and "binned": "year-month". Of a name that is no
 * unit, the name. */
const char *cairn_time_unit_hyphenated(CairnArena *arena, const char *name);

/* The start of the bin that `ms` is in. Parts that the unit has not are as in the year 2012, a leap year that
 * starts on Sunday (with weeks of ISO 8601: 2015). */
double cairn_time_unit_floor(const CairnTimeUnit *unit, const CairnZone *zone, double ms);

/* The end of the bin that starts at `start`. */
double cairn_time_unit_next(const CairnTimeUnit *unit, const CairnZone *zone, double start);

/* The interval of the unit's smallest part, without the step. */
CairnTimeInterval cairn_time_unit_interval(const CairnTimeUnit *unit);

/* The unit and step that cut start..stop into at most about `max_bins` bins (vega-time's timeBin). */
CairnTimeUnit cairn_time_unit_for_bins(double start, double stop, double max_bins);

/* The specifier for the parts joined by "-" ("year-month"), or NULL for the usual one. */
typedef const char *(*CairnSpecifierLookup)(const char *key, void *data);

/* Vega-Lite's own: "%b %Y " for "year-month", "%b %d, %Y " for "year-month-date"; `data` is a CairnLocale, which may
 * have others, or NULL. */
const char *cairn_time_specifier_vega_lite(const char *key, void *data);

/* Appends the d3-time-format specifier that labels dates of these parts ("%b %Y", "Q%q", "%H:%M"). `lookup`
 * may be NULL. */
void cairn_time_unit_append_specifier(unsigned parts, CairnSpecifierLookup lookup, void *data, GString *out);
