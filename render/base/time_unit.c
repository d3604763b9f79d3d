#include "base/time_unit.h"

#include "base/locale.h"

#include <math.h>
#include <string.h>

static const char *const part_names[CAIRN_N_TIME_PARTS] = {"year",    "quarter", "month",   "week",
                                                           "isoweek", "date",    "day",     "dayofyear",
                                                           "hours",   "minutes", "seconds", "milliseconds"};

unsigned cairn_time_part_from_name(const char *name) {
  for (unsigned i = 0; i < CAIRN_N_TIME_PARTS; i++)
    if (strcmp(part_names[i], name) == 0) return 1u << i;
  return 0;
}

bool cairn_time_parts_valid(unsigned parts) {
  const bool weeks = parts & (CAIRN_PART_WEEK | CAIRN_PART_ISOWEEK | CAIRN_PART_DAY);
  const bool months = parts & (CAIRN_PART_QUARTER | CAIRN_PART_MONTH | CAIRN_PART_DATE);
  const bool days = parts & CAIRN_PART_DAYOFYEAR;
  const bool both_weeks = (parts & CAIRN_PART_WEEK) && (parts & CAIRN_PART_ISOWEEK);
  return parts && weeks + months + days <= 1 && !both_weeks;
}

static bool skip_prefix(const char **text, const char *prefix) {
  const size_t length = strlen(prefix);
  if (strncmp(*text, prefix, length) != 0) return false;
  *text += length;
  return true;
}

/* The longest part name at *text, so that "dayofyear" is not a day. ISO weeks are Vega's, not Vega-Lite's. */
static unsigned skip_part(const char **text) {
  unsigned best = 0;
  size_t best_length = 0;
  for (unsigned i = 0; i < CAIRN_N_TIME_PARTS; i++) {
    const size_t length = strlen(part_names[i]);
    if (length <= best_length || strncmp(*text, part_names[i], length) != 0) continue;
    best = 1u << i;
    best_length = length;
  }
  *text += best_length;
  return best == CAIRN_PART_ISOWEEK ? 0 : best;
}

bool cairn_time_unit_parse(const char *name, CairnTimeUnit *out) {
  CairnTimeUnit unit = {.step = 1};
  unit.binned = skip_prefix(&name, "binned");
  unit.utc = skip_prefix(&name, "utc");
  while (*name) {
    const unsigned part = skip_part(&name);
    if (!part || part <= unit.parts) return false; /* from large to small, each once */
    unit.parts |= part;
  }
  if (!cairn_time_parts_valid(unit.parts)) return false;
  if (unit.binned && !(unit.parts & CAIRN_PART_YEAR)) return false;
  *out = unit;
  return true;
}

static void append_parts(unsigned parts, GString *out) {
  for (unsigned i = 0; i < CAIRN_N_TIME_PARTS; i++) {
    if (!(parts & 1u << i)) continue;
    if (out->len) g_string_append_c(out, '-');
    g_string_append(out, part_names[i]);
  }
}

const char *cairn_time_unit_hyphenated(CairnArena *arena, const char *name) {
  CairnTimeUnit unit;
  if (!cairn_time_unit_parse(name, &unit)) return name;
  g_autoptr(GString) text = g_string_new(NULL);
  append_parts(unit.parts, text);
  return cairn_arena_strdup(arena, text->str);
}

static unsigned smallest_part(unsigned parts) {
  return parts ? 1u << (31 - __builtin_clz(parts)) : 0;
}

CairnTimeInterval cairn_time_unit_interval(const CairnTimeUnit *unit) {
  switch (smallest_part(unit->parts)) {
  case CAIRN_PART_YEAR:
    return (CairnTimeInterval){CAIRN_INTERVAL_YEAR, 1};
  case CAIRN_PART_QUARTER:
    return (CairnTimeInterval){CAIRN_INTERVAL_MONTH, 3};
  case CAIRN_PART_MONTH:
    return (CairnTimeInterval){CAIRN_INTERVAL_MONTH, 1};
  case CAIRN_PART_WEEK:
    return (CairnTimeInterval){CAIRN_INTERVAL_SUNDAY, 1};
  case CAIRN_PART_ISOWEEK:
    return (CairnTimeInterval){CAIRN_INTERVAL_MONDAY, 1};
  case CAIRN_PART_HOURS:
    return (CairnTimeInterval){CAIRN_INTERVAL_HOUR, 1};
  case CAIRN_PART_MINUTES:
    return (CairnTimeInterval){CAIRN_INTERVAL_MINUTE, 1};
  case CAIRN_PART_SECONDS:
    return (CairnTimeInterval){CAIRN_INTERVAL_SECOND, 1};
  case CAIRN_PART_MILLISECONDS:
    return (CairnTimeInterval){CAIRN_INTERVAL_MILLISECOND, 1};
  default:
    return (CairnTimeInterval){CAIRN_INTERVAL_DAY, 1};
  }
}

/* One floor in progress. */
typedef struct Floor {
  unsigned parts, smallest;
  double step;
  CairnCivil civil;
  double year; /* of the result */
} Floor;

/* Every step-th value counted from `first`, when the step is meant for this part. */
static double stepped(const Floor *floor_, CairnTimePart part, double value, double first) {
  if (part != floor_->smallest || !(floor_->step > 1)) return value;
  return first + floor_->step * floor((value - first) / floor_->step);
}

static double floored_year(const Floor *floor_) {
  const bool iso = floor_->parts & CAIRN_PART_ISOWEEK;
  if (!(floor_->parts & CAIRN_PART_YEAR)) return iso ? 2015 : 2012;
  int year = floor_->civil.year;
  if (iso) cairn_civil_iso_week(&floor_->civil, &year);
  return stepped(floor_, CAIRN_PART_YEAR, year, 0);
}

static double floored_month(const Floor *floor_) {
  const int month = floor_->civil.month;
  if (floor_->parts & CAIRN_PART_MONTH) return stepped(floor_, CAIRN_PART_MONTH, month, 0);
  if (floor_->parts & CAIRN_PART_QUARTER) return 3 * stepped(floor_, CAIRN_PART_QUARTER, month / 3, 0);
  return 0;
}

/* The date, counted from January 1, of a weekday in a Sunday-based week; week 1 starts with the first Sunday.
 */
static double date_in_week(double year, double week, int weekday) {
  return weekday + week * 7 - (cairn_weekday_of_new_year((int)year) + 6) % 7;
}

/* The same for ISO weeks: week 1 starts with the Monday nearest to January 1. */
static double date_in_iso_week(double year, double week, int weekday) {
  const int new_year = (cairn_weekday_of_new_year((int)year) + 6) % 7; /* days since Monday */
  const int first_monday = new_year <= 3 ? 1 - new_year : 8 - new_year;
  return first_monday + (week - 1) * 7 + (weekday + 6) % 7;
}

static double floored_date(const Floor *floor_) {
  const unsigned parts = floor_->parts;
  const CairnCivil *civil = &floor_->civil;
  const bool day = parts & CAIRN_PART_DAY;
  if (parts & CAIRN_PART_WEEK) {
    const int week = cairn_civil_week(civil, 0);
    if (day) return stepped(floor_, CAIRN_PART_DAY, date_in_week(floor_->year, week, civil->weekday), 1);
    return date_in_week(floor_->year, stepped(floor_, CAIRN_PART_WEEK, week, 1), 0);
  }
  if (parts & CAIRN_PART_ISOWEEK) {
    const int week = cairn_civil_iso_week(civil, NULL);
    if (day) return stepped(floor_, CAIRN_PART_DAY, date_in_iso_week(floor_->year, week, civil->weekday), 1);
    return date_in_iso_week(floor_->year, stepped(floor_, CAIRN_PART_ISOWEEK, week, 1), 1);
  }
  if (day) return stepped(floor_, CAIRN_PART_DAY, date_in_week(floor_->year, 1, civil->weekday), 1);
  if (parts & CAIRN_PART_DATE) return stepped(floor_, CAIRN_PART_DATE, civil->date, 1);
  if (parts & CAIRN_PART_DAYOFYEAR)
    return stepped(floor_, CAIRN_PART_DAYOFYEAR, cairn_civil_day_of_year(civil), 1);
  return 1;
}

static double floored_clock(const Floor *floor_, CairnTimePart part, int value) {
  return floor_->parts & part ? stepped(floor_, part, value, 0) : 0;
}

double cairn_time_unit_floor(const CairnTimeUnit *unit, const CairnZone *zone, double ms) {
  if (unit->utc) zone = NULL;
  Floor floor_ = {.parts = unit->parts, .smallest = smallest_part(unit->parts), .step = unit->step};
  if (!cairn_civil_from_ms(ms, zone, &floor_.civil)) return NAN;
  const CairnCivil *civil = &floor_.civil;
  floor_.year = floored_year(&floor_);
  if (!(fabs(floor_.year) < 400000)) return NAN;
  return cairn_time_make(zone, floor_.year, floored_month(&floor_), floored_date(&floor_),
                         floored_clock(&floor_, CAIRN_PART_HOURS, civil->hours),
                         floored_clock(&floor_, CAIRN_PART_MINUTES, civil->minutes),
                         floored_clock(&floor_, CAIRN_PART_SECONDS, civil->seconds),
                         floored_clock(&floor_, CAIRN_PART_MILLISECONDS, civil->milliseconds));
}

double cairn_time_unit_next(const CairnTimeUnit *unit, const CairnZone *zone, double start) {
  return cairn_time_interval_offset(cairn_time_unit_interval(unit), unit->utc ? NULL : zone, start,
                                    unit->step);
}

CairnTimeUnit cairn_time_unit_for_bins(double start, double stop, double max_bins) {
  enum { YEAR = CAIRN_PART_YEAR, MONTH = YEAR | CAIRN_PART_MONTH, WEEK = YEAR | CAIRN_PART_WEEK };
  enum {
    DATE = MONTH | CAIRN_PART_DATE,
    HOURS = DATE | CAIRN_PART_HOURS,
    MINUTES = HOURS | CAIRN_PART_MINUTES
  };
  enum { SECONDS = MINUTES | CAIRN_PART_SECONDS, MILLISECONDS = SECONDS | CAIRN_PART_MILLISECONDS };
  static const CairnTimeStep steps[] = {
      {{CAIRN_INTERVAL_SECOND, 1}, CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_SECOND, 5}, 5 * CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_SECOND, 15}, 15 * CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_SECOND, 30}, 30 * CAIRN_MS_SECOND},
      {{CAIRN_INTERVAL_MINUTE, 1}, CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_MINUTE, 5}, 5 * CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_MINUTE, 15}, 15 * CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_MINUTE, 30}, 30 * CAIRN_MS_MINUTE},
      {{CAIRN_INTERVAL_HOUR, 1}, CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_HOUR, 3}, 3 * CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_HOUR, 6}, 6 * CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_HOUR, 12}, 12 * CAIRN_MS_HOUR},
      {{CAIRN_INTERVAL_DAY, 1}, CAIRN_MS_DAY},
      {{CAIRN_INTERVAL_SUNDAY, 1}, CAIRN_MS_WEEK},
      {{CAIRN_INTERVAL_MONTH, 1}, 30 * CAIRN_MS_DAY},
      {{CAIRN_INTERVAL_MONTH, 3}, 90 * CAIRN_MS_DAY},
      {{CAIRN_INTERVAL_YEAR, 1}, 365 * CAIRN_MS_DAY},
  };
  static const unsigned parts[] = {SECONDS, SECONDS, SECONDS, SECONDS, MINUTES, MINUTES,
                                   MINUTES, MINUTES, HOURS,   HOURS,   HOURS,   HOURS,
                                   DATE,    WEEK,    MONTH,   MONTH,   YEAR};
  const int n = G_N_ELEMENTS(steps);
  const double year = 365 * CAIRN_MS_DAY;
  if (!(max_bins > 0)) max_bins = 40;
  const int i = cairn_time_step_nearest(steps, n, fabs(stop - start) / max_bins);
  if (i == n)
    return (CairnTimeUnit){YEAR, cairn_time_tick_step(start / year, stop / year, max_bins), false, false};
  if (i >= 0) return (CairnTimeUnit){parts[i], steps[i].interval.step, false, false};
  const double step = cairn_time_tick_step(start, stop, max_bins);
  return (CairnTimeUnit){MILLISECONDS, step > 1 ? step : 1, false, false};
}

const char *cairn_time_specifier_vega_lite(const char *key, void *data) {
  const CairnLocale *locale = cairn_locale_or_us(data);
  if (strcmp(key, "year-month") == 0) return locale->short_month_specifier;
  return strcmp(key, "year-month-date") == 0 ? locale->short_date_specifier : NULL;
}

/* The usual specifier; the space at the end keeps it from the next one. */
static const char *usual_specifier(const char *key) {
  static const char *const specifiers[][2] = {
      {"year", "%Y "},
      {"quarter", "Q%q "},
      {"month", "%b "},
      {"date", "%d "},
      {"week", "W%U "},
      {"isoweek", "W%V "},
      {"day", "%a "},
      {"dayofyear", "%j "},
      {"hours", "%H:00"},
      {"minutes", "00:%M"},
      {"seconds", ":%S"},
      {"milliseconds", ".%L"},
      {"year-month", "%Y-%m "},
      {"year-month-date", "%Y-%m-%d "},
      {"hours-minutes", "%H:%M"},
      {"year-isoweek", "%G W%V "},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(specifiers); i++)
    if (strcmp(specifiers[i][0], key) == 0) return specifiers[i][1];
  return NULL;
}

/* NULL when these parts have none together. */
static const char *specifier_of(unsigned parts, CairnSpecifierLookup lookup, void *data) {
  g_autoptr(GString) key = g_string_new(NULL);
  append_parts(parts, key);
  const char *own = lookup ? lookup(key->str, data) : NULL;
  return own ? own : usual_specifier(key->str);
}

void cairn_time_unit_append_specifier(unsigned parts, CairnSpecifierLookup lookup, void *data, GString *out) {
  g_autoptr(GString) text = g_string_new(NULL);
  while (parts) {
    unsigned group = parts; /* as many parts, from the largest, as have a specifier together */
    const char *specifier = specifier_of(group, lookup, data);
    while (!specifier && group) {
      group &= ~smallest_part(group);
      specifier = specifier_of(group, lookup, data);
    }
    if (specifier) g_string_append(text, specifier);
    parts &= ~(group ? group : parts);
  }
  g_string_append(out, g_strstrip(text->str));
}
