/* Dates and their parts, in local time and in UTC. */

#include "expr/function.h"
#include "expr/moment.h"

#include "base/calendar.h"
#include "base/date_parse.h"
#include "base/limits.h"
#include "base/number.h"
#include "base/time_unit.h"

#include <math.h>
#include <string.h>

/* ---- dates from values ---- */

double cairn_moment_clip(double ms) {
  return fabs(ms) <= CAIRN_MS_LIMIT ? trunc(ms) : NAN;
}

static double moment_from_text(CairnRun *run, CairnValue value) {
  const char *text = cairn_value_to_string(run->arena, value);
  double ms = NAN;
  return cairn_date_parse(text, run->context->zone, &ms) ? ms : NAN;
}

double cairn_moment_from_value(CairnRun *run, CairnValue value) {
  if (value.kind == CAIRN_STRING || value.kind >= CAIRN_ARRAY) return moment_from_text(run, value);
  return cairn_moment_clip(cairn_value_to_number(value));
}

static double moment_argument(CairnCall *call, size_t i) {
  return cairn_moment_from_value(call->run, cairn_call_argument(call, i));
}

/* The year of argument 0 (0 to 99 are in the 20th century) and, from argument 1 on, month, day, hours and so
 * on. */
static double make_moment(CairnCall *call, const CairnZone *zone) {
  double parts[7] = {0, 0, 1, 0, 0, 0, 0};
  for (size_t i = 0; i < call->n; i++)
    parts[i] = cairn_call_number(call, i);
  double year = trunc(parts[0]);
  if (year >= 0 && year <= 99) year += 1900;
  return cairn_time_make(zone, year, parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
}

/* The moment that reproducible builds set, else 1970: a picture must not depend on when it is drawn. */
static double now(void) {
  const char *text = g_getenv("SOURCE_DATE_EPOCH");
  double seconds = 0;
  if (!text || !cairn_number_parse(text, strlen(text), &seconds)) return 0;
  double ms = cairn_moment_clip(seconds * CAIRN_MS_SECOND);
  return isnan(ms) ? 0 : ms;
}

static CairnValue call_now(CairnCall *call) {
  (void)call;
  return cairn_value_number(now());
}

static CairnValue call_datetime(CairnCall *call) {
  if (call->n == 0) return cairn_value_time(now());
  if (call->n == 1) return cairn_value_time(moment_argument(call, 0));
  return cairn_value_time(make_moment(call, call->run->context->zone));
}

static CairnValue call_utc(CairnCall *call) {
  return cairn_value_number(make_moment(call, NULL));
}

/* Numbers and dates stay what they are; texts become the number of their moment. */
static CairnValue call_to_date(CairnCall *call) {
  CairnValue value = call->arguments[0];
  bool empty = value.kind == CAIRN_STRING && value.string[0] == '\0';
  if (cairn_value_is_missing(value) || empty) return cairn_value_null();
  if (value.kind == CAIRN_NUMBER || value.kind == CAIRN_TIME) return value;
  return cairn_value_number(moment_from_text(call->run, value));
}

static CairnValue call_time(CairnCall *call) {
  return cairn_value_number(moment_argument(call, 0));
}

/* Minutes from local time to UTC. */
static CairnValue call_timezoneoffset(CairnCall *call) {
  double ms = moment_argument(call, 0);
  if (isnan(ms)) return cairn_value_number(NAN);
  return cairn_value_number(-cairn_zone_offset(call->run->context->zone, ms) / CAIRN_MS_MINUTE);
}

/* ---- parts of dates ---- */

typedef enum Part {
  YEAR,
  QUARTER,
  MONTH,
  DATE,
  DAY,
  HOURS,
  MINUTES,
  SECONDS,
  MILLISECONDS,
  WEEK,
  ISOWEEK,
  DAYOFYEAR
} Part;

static double part_of(const CairnCivil *civil, Part part) {
  switch (part) {
  case YEAR:
    return civil->year;
  case QUARTER:
    return civil->month / 3 + 1;
  case MONTH:
    return civil->month;
  case DATE:
    return civil->date;
  case DAY:
    return civil->weekday;
  case HOURS:
    return civil->hours;
  case MINUTES:
    return civil->minutes;
  case SECONDS:
    return civil->seconds;
  case MILLISECONDS:
    return civil->milliseconds;
  case WEEK:
    return cairn_civil_week(civil, 0);
  case ISOWEEK:
    return cairn_civil_iso_week(civil, &(int){0});
  case DAYOFYEAR:
    return cairn_civil_day_of_year(civil);
  }
  return NAN;
}

/* The quarter of no date is 1, as in Vega. */
static CairnValue part_value(CairnCall *call, const CairnZone *zone, Part part) {
  CairnCivil civil = {0};
  if (!cairn_civil_from_ms(moment_argument(call, 0), zone, &civil))
    return cairn_value_number(part == QUARTER ? 1 : NAN);
  return cairn_value_number(part_of(&civil, part));
}

#define PART_FUNCTIONS(name, part)                                                                           \
  static CairnValue call_##name(CairnCall *call) {                                                           \
    return part_value(call, call->run->context->zone, part);                                                 \
  }                                                                                                          \
  static CairnValue call_utc##name(CairnCall *call) {                                                        \
    return part_value(call, NULL, part);                                                                     \
  }

PART_FUNCTIONS(year, YEAR)
PART_FUNCTIONS(quarter, QUARTER)
PART_FUNCTIONS(month, MONTH)
PART_FUNCTIONS(date, DATE)
PART_FUNCTIONS(day, DAY)
PART_FUNCTIONS(hours, HOURS)
PART_FUNCTIONS(minutes, MINUTES)
PART_FUNCTIONS(seconds, SECONDS)
PART_FUNCTIONS(milliseconds, MILLISECONDS)
PART_FUNCTIONS(week, WEEK)
PART_FUNCTIONS(isoweek, ISOWEEK)
PART_FUNCTIONS(dayofyear, DAYOFYEAR)

/* ---- intervals ---- */

/* The interval that argument 0 names. False: the run has failed. */
static bool interval_argument(CairnCall *call, CairnTimeInterval *out) {
  if (cairn_time_interval_from_name(cairn_call_string(call, 0), 1, out)) return true;
  g_autofree char *shown = cairn_text_printable(cairn_call_string(call, 0), 40);
  cairn_call_fail(
      call, CAIRN_ERROR_SPEC,
      "unknown time unit '%s'; expected year, quarter, month, week, isoweek, date, day, dayofyear, hours, "
      "minutes, seconds or milliseconds",
      shown);
  return false;
}

static double step_argument(const CairnCall *call, size_t i) {
  return cairn_value_is_missing(cairn_call_argument(call, i)) ? 1 : floor(cairn_call_number(call, i));
}

static CairnValue offset_value(CairnCall *call, const CairnZone *zone) {
  CairnTimeInterval interval = {0};
  if (!interval_argument(call, &interval)) return cairn_value_undefined();
  double ms = cairn_moment_clip(cairn_call_number(call, 1));
  return cairn_value_time(cairn_time_interval_offset(interval, zone, ms, step_argument(call, 2)));
}

static CairnValue sequence_value(CairnCall *call, const CairnZone *zone) {
  CairnTimeInterval interval = {0};
  if (!interval_argument(call, &interval)) return cairn_value_undefined();
  double start = cairn_call_number(call, 1), stop = cairn_call_number(call, 2), step = step_argument(call, 3);
  g_autoptr(GArray) moments = g_array_new(FALSE, FALSE, sizeof(double));
  bool ordered = start < stop && step > 0;
  if (ordered && !cairn_time_interval_range(interval, zone, start, stop, step, CAIRN_LIMIT_BINS, moments))
    return cairn_call_fail(call, CAIRN_ERROR_LIMIT, "more than %d dates", CAIRN_LIMIT_BINS);
  CairnValue *items = cairn_call_new_items(call, moments->len);
  for (guint i = 0; items && i < moments->len; i++)
    items[i] = cairn_value_time(g_array_index(moments, double, i));
  return cairn_call_array(call, items, moments->len);
}

static CairnValue call_time_offset(CairnCall *call) {
  return offset_value(call, call->run->context->zone);
}

static CairnValue call_utc_offset(CairnCall *call) {
  return offset_value(call, NULL);
}

static CairnValue call_time_sequence(CairnCall *call) {
  return sequence_value(call, call->run->context->zone);
}

static CairnValue call_utc_sequence(CairnCall *call) {
  return sequence_value(call, NULL);
}

#define BOTH(name, call)                                                                                     \
  {name, 1, 1, call_##call}, {                                                                               \
    "utc" name, 1, 1, call_utc##call                                                                         \
  }

static const CairnFunction functions[] = {
    BOTH("date", date),
    BOTH("day", day),
    BOTH("dayofyear", dayofyear),
    BOTH("hours", hours),
    BOTH("isoweek", isoweek),
    BOTH("milliseconds", milliseconds),
    BOTH("minutes", minutes),
    BOTH("month", month),
    BOTH("quarter", quarter),
    BOTH("seconds", seconds),
    BOTH("week", week),
    BOTH("year", year),
    {"datetime", 0, 7, call_datetime},
    {"now", 0, 0, call_now},
    {"time", 1, 1, call_time},
    {"timeOffset", 2, 3, call_time_offset},
    {"timeSequence", 3, 4, call_time_sequence},
    {"timezoneoffset", 1, 1, call_timezoneoffset},
    {"toDate", 1, 1, call_to_date},
    {"utc", 1, 7, call_utc},
    {"utcOffset", 2, 3, call_utc_offset},
    {"utcSequence", 3, 4, call_utc_sequence},
};

const CairnFunctionFamily cairn_date_functions = {functions, G_N_ELEMENTS(functions)};
