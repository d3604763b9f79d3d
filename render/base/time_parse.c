/* Reading dates by a specifier; the rules, odd ones included, are d3-time-format's. */
#include "base/time_format.h"

#include "base/number.h"
#include "base/time_names.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What has been read; NaN for what has not. */
typedef struct Fields {
  double year, month, date, hours, minutes, seconds, milliseconds;
  double quarter_month;  /* the first month of the quarter */
  double afternoon;      /* 1 for PM */
  double weekday;        /* 0 = Sunday */
  double weekday_monday; /* 1 = Monday */
  double week_sunday, week_monday, week_iso;
  double zone_hhmm; /* to add: the offset's negative */
  double unix_ms, unix_s;
} Fields;

typedef struct Reader {
  const char *at;
  Fields fields;
} Reader;

/* The end of at most `width` bytes of text. */
static const char *bounded_end(const char *at, size_t width) {
  size_t n = 0;
  while (n < width && at[n])
    n++;
  return at + n;
}

/* At most `width` bytes: white space, then at least one digit. */
static bool read_number(Reader *reader, size_t width, double *out) {
  const char *at = reader->at, *end = bounded_end(at, width);
  while (at < end && (*at == ' ' || (*at >= '\t' && *at <= '\r')))
    at++;
  const char *digits = at;
  while (at < end && g_ascii_isdigit(*at))
    at++;
  if (!cairn_number_parse(digits, (size_t)(at - digits), out)) return false;
  reader->at = at;
  return true;
}

static bool read_name(Reader *reader, const char *const *names, int n, bool is_short, double *out) {
  for (int i = 0; i < n; i++) {
    const size_t length = is_short ? CAIRN_SHORT_NAME_LENGTH : strlen(names[i]);
    if (g_ascii_strncasecmp(reader->at, names[i], length) != 0) continue;
    *out = i;
    reader->at += length;
    return true;
  }
  return false;
}

/* "Z", or within six bytes a sign, two digits of hours and perhaps two of minutes. */
static bool read_zone(Reader *reader) {
  const char *at = reader->at;
  if (*at == 'Z') {
    reader->fields.zone_hhmm = 0;
    reader->at++;
    return true;
  }
  const char *end = bounded_end(at, 6);
  while (at < end &&
         !((*at == '+' || *at == '-') && end - at >= 3 && g_ascii_isdigit(at[1]) && g_ascii_isdigit(at[2])))
    at++;
  if (at == end) return false;
  const char *minutes = at + 3 + (at + 3 < end && at[3] == ':');
  const bool has_minutes = end - minutes >= 2 && g_ascii_isdigit(minutes[0]) && g_ascii_isdigit(minutes[1]);
  double hhmm = 100 * (10 * (at[1] - '0') + (at[2] - '0'));
  if (has_minutes) hhmm += 10 * (minutes[0] - '0') + (minutes[1] - '0');
  reader->fields.zone_hhmm = *at == '-' ? hhmm : -hhmm;
  reader->at += has_minutes ? minutes + 2 - at : 3;
  return true;
}

static bool read_scaled(Reader *reader, size_t width, double factor, double offset, double *out) {
  double number = 0;
  if (!read_number(reader, width, &number)) return false;
  *out = floor(number * factor) + offset;
  return true;
}

static bool read_short_year(Reader *reader) {
  double number = 0;
  if (!read_number(reader, 2, &number)) return false;
  reader->fields.year = number + (number > 68 ? 1900 : 2000);
  return true;
}

static bool read_day_of_year(Reader *reader) {
  if (!read_number(reader, 3, &reader->fields.date)) return false;
  reader->fields.month = 0;
  return true;
}

static bool read_period(Reader *reader) {
  static const char *const periods[] = {"AM", "PM"};
  return read_name(reader, periods, 2, false, &reader->fields.afternoon);
}

static bool read_specifier(Reader *reader, const char *specifier);

static bool read_literal(Reader *reader, char byte) {
  if (*reader->at != byte) return false;
  reader->at++;
  return true;
}

/* Directives that are just a number of at most so many digits. */
static const struct {
  char directive;
  size_t width, field;
} numbers[] = {
    {'d', 2, offsetof(Fields, date)},           {'e', 2, offsetof(Fields, date)},
    {'G', 4, offsetof(Fields, year)},           {'Y', 4, offsetof(Fields, year)},
    {'H', 2, offsetof(Fields, hours)},          {'I', 2, offsetof(Fields, hours)},
    {'L', 3, offsetof(Fields, milliseconds)},   {'M', 2, offsetof(Fields, minutes)},
    {'Q', SIZE_MAX, offsetof(Fields, unix_ms)}, {'s', SIZE_MAX, offsetof(Fields, unix_s)},
    {'S', 2, offsetof(Fields, seconds)},        {'u', 1, offsetof(Fields, weekday_monday)},
    {'U', 2, offsetof(Fields, week_sunday)},    {'V', 2, offsetof(Fields, week_iso)},
    {'w', 1, offsetof(Fields, weekday)},        {'W', 2, offsetof(Fields, week_monday)},
};

static bool read_directive(Reader *reader, char directive) {
  Fields *fields = &reader->fields;
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    if (numbers[i].directive == directive)
      return read_number(reader, numbers[i].width, (double *)(void *)((char *)fields + numbers[i].field));
  switch (directive) {
  case 'a':
  case 'A':
    return read_name(reader, cairn_weekday_names, 7, directive == 'a', &fields->weekday);
  case 'b':
  case 'B':
    return read_name(reader, cairn_month_names, 12, directive == 'b', &fields->month);
  case 'c':
    return read_specifier(reader, CAIRN_DATE_TIME_SPECIFIER);
  case 'f':
    return read_scaled(reader, 6, 1 / 1000.0, 0, &fields->milliseconds);
  case 'g':
  case 'y':
    return read_short_year(reader);
  case 'j':
    return read_day_of_year(reader);
  case 'm':
    return read_scaled(reader, 2, 1, -1, &fields->month);
  case 'p':
    return read_period(reader);
  case 'q':
    return read_scaled(reader, 1, 3, -3, &fields->quarter_month);
  case 'x':
    return read_specifier(reader, CAIRN_DATE_SPECIFIER);
  case 'X':
    return read_specifier(reader, CAIRN_CLOCK_SPECIFIER);
  case 'Z':
    return read_zone(reader);
  case '%':
    return read_literal(reader, '%');
  default:
    return false;
  }
}

static bool read_specifier(Reader *reader, const char *specifier) {
  for (const char *at = specifier; *at; at++) {
    if (!*reader->at) return false;
    if (*at != '%') {
      if (!read_literal(reader, *at)) return false;
      continue;
    }
    at++;
    if (*at && strchr("-_0", *at)) at++;
    if (!*at || !read_directive(reader, *at)) return false;
  }
  return true;
}

/* Turns a week and weekday into a date counted from January 1; false for an ISO week that no year has. */
static bool resolve_week(Fields *fields) {
  const bool iso = !isnan(fields->week_iso), monday = !isnan(fields->week_monday);
  if (!iso && !monday && isnan(fields->week_sunday)) return true;
  if (iso && (fields->week_iso < 1 || fields->week_iso > 53)) return false;
  if (isnan(fields->weekday) && !iso && !isnan(fields->weekday_monday))
    fields->weekday = fmod(fields->weekday_monday, 7);
  if (isnan(fields->weekday)) fields->weekday = iso || monday ? 1 : 0;
  const int new_year = cairn_weekday_of_new_year((int)fields->year);
  const double from_monday = fmod(fields->weekday + 6, 7);
  fields->month = 0;
  if (iso) {
    const int first_monday = 1 - (new_year + 6) % 7 + (new_year > 4 || new_year == 0 ? 7 : 0);
    fields->date = first_monday + (fields->week_iso - 1) * 7 + from_monday;
  } else if (monday) {
    fields->date = from_monday + fields->week_monday * 7 - (new_year + 5) % 7;
  } else {
    fields->date = fields->weekday + fields->week_sunday * 7 - (new_year + 6) % 7;
  }
  return true;
}

static double resolve(Fields *fields, const CairnZone *zone) {
  if (!isnan(fields->unix_ms)) return fabs(fields->unix_ms) <= CAIRN_MS_LIMIT ? fields->unix_ms : NAN;
  if (!isnan(fields->unix_s)) {
    const double ms = fields->unix_s * 1000 + fields->milliseconds;
    return fabs(ms) <= CAIRN_MS_LIMIT ? ms : NAN;
  }
  if (!isnan(fields->afternoon)) fields->hours = fmod(fields->hours, 12) + 12 * fields->afternoon;
  if (isnan(fields->month)) fields->month = isnan(fields->quarter_month) ? 0 : fields->quarter_month;
  if (!resolve_week(fields)) return NAN;
  if (!isnan(fields->zone_hhmm)) {
    zone = NULL;
    fields->hours += trunc(fields->zone_hhmm / 100);
    fields->minutes += fmod(fields->zone_hhmm, 100);
  }
  return cairn_time_make(zone, fields->year, fields->month, fields->date, fields->hours, fields->minutes,
                         fields->seconds, fields->milliseconds);
}

bool cairn_time_format_parse(const char *text, const char *specifier, const CairnZone *zone, double *ms) {
  Reader reader = {.at = text,
                   .fields = {.year = 1900,
                              .month = NAN,
                              .date = 1,
                              .quarter_month = NAN,
                              .afternoon = NAN,
                              .weekday = NAN,
                              .weekday_monday = NAN,
                              .week_sunday = NAN,
                              .week_monday = NAN,
                              .week_iso = NAN,
                              .zone_hhmm = NAN,
                              .unix_ms = NAN,
                              .unix_s = NAN}};
  if (!read_specifier(&reader, specifier) || *reader.at) return false;
  const double result = resolve(&reader.fields, zone);
  if (isnan(result)) return false;
  *ms = result;
  return true;
}
