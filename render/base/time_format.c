#include "base/time_format.h"

#include "base/number.h"
#include "base/time_interval.h"
#include "base/time_names.h"

#include <math.h>
#include <string.h>

/* A moment being written. */
typedef struct Moment {
  double ms;
  const CairnZone *zone;
  CairnCivil civil;
  bool valid;
} Moment;

/* `pad` is NUL for none; the sign stands before the padding. */
static void append_padded(GString *out, double value, char pad, size_t width) {
  char digits[CAIRN_NUMBER_BUFFER];
  const size_t length = cairn_number_to_string(fabs(value), digits);
  if (value < 0) g_string_append_c(out, '-');
  for (size_t i = length; pad && i < width; i++)
    g_string_append_c(out, pad);
  g_string_append_len(out, digits, (gssize)length);
}

static void append_field(GString *out, const Moment *moment, int value, char pad, size_t width) {
  append_padded(out, moment->valid ? (double)value : NAN, pad, width);
}

static void append_name(GString *out, const Moment *moment, const char *name, bool is_short) {
  if (moment->valid) g_string_append_len(out, name, is_short ? CAIRN_SHORT_NAME_LENGTH : -1);
}

static void append_zone(GString *out, const Moment *moment) {
  if (cairn_zone_is_utc(moment->zone)) {
    g_string_append(out, "+0000");
    return;
  }
  const double minutes = trunc(cairn_zone_offset(moment->zone, moment->ms) / CAIRN_MS_MINUTE);
  const double size = fabs(minutes);
  g_string_append_c(out, minutes < 0 ? '-' : '+');
  append_padded(out, floor(size / 60), '0', 2);
  append_padded(out, moment->valid ? fmod(size, 60) : NAN, '0', 2);
}

static void append_iso(GString *out, const Moment *moment, char directive, char pad) {
  int year = 0;
  const int week = cairn_civil_iso_week(&moment->civil, &year);
  if (directive == 'V')
    append_field(out, moment, week, pad, 2);
  else if (directive == 'g')
    append_field(out, moment, year % 100, pad, 2);
  else
    append_field(out, moment, year % 10000, pad, 4);
}

static void append_specifier(GString *out, const Moment *moment, const char *specifier);

/* Directives that are words, composites or unpadded; false for others. */
static bool append_unpadded(GString *out, const Moment *moment, char directive) {
  const CairnCivil *civil = &moment->civil;
  switch (directive) {
  case 'a':
  case 'A':
    append_name(out, moment, cairn_weekday_names[civil->weekday], directive == 'a');
    return true;
  case 'b':
  case 'B':
    append_name(out, moment, cairn_month_names[civil->month], directive == 'b');
    return true;
  case 'c':
    append_specifier(out, moment, CAIRN_DATE_TIME_SPECIFIER);
    return true;
  case 'p':
    g_string_append(out, civil->hours >= 12 ? "PM" : "AM");
    return true;
  case 'q':
    append_padded(out, 1 + civil->month / 3, '\0', 0);
    return true;
  case 'Q':
    append_padded(out, moment->ms, '\0', 0);
    return true;
  case 's':
    append_padded(out, floor(moment->ms / 1000), '\0', 0);
    return true;
  case 'u':
    append_field(out, moment, civil->weekday ? civil->weekday : 7, '\0', 0);
    return true;
  case 'w':
    append_field(out, moment, civil->weekday, '\0', 0);
    return true;
  case 'x':
    append_specifier(out, moment, CAIRN_DATE_SPECIFIER);
    return true;
  case 'X':
    append_specifier(out, moment, CAIRN_CLOCK_SPECIFIER);
    return true;
  case 'Z':
    append_zone(out, moment);
    return true;
  default:
    return false;
  }
}

static void append_directive(GString *out, const Moment *moment, char directive, char pad) {
  const CairnCivil *civil = &moment->civil;
  switch (directive) {
  case 'd':
  case 'e':
    append_field(out, moment, civil->date, pad, 2);
    break;
  case 'f':
    append_field(out, moment, civil->milliseconds, pad, 3);
    g_string_append(out, "000");
    break;
  case 'g':
  case 'G':
  case 'V':
    append_iso(out, moment, directive, pad);
    break;
  case 'H':
    append_field(out, moment, civil->hours, pad, 2);
    break;
  case 'I':
    append_padded(out, civil->hours % 12 ? civil->hours % 12 : 12, pad, 2);
    break;
  case 'j':
    append_field(out, moment, cairn_civil_day_of_year(civil), pad, 3);
    break;
  case 'L':
    append_field(out, moment, civil->milliseconds, pad, 3);
    break;
  case 'm':
    append_field(out, moment, civil->month + 1, pad, 2);
    break;
  case 'M':
    append_field(out, moment, civil->minutes, pad, 2);
    break;
  case 'S':
    append_field(out, moment, civil->seconds, pad, 2);
    break;
  case 'U':
    append_field(out, moment, cairn_civil_week(civil, 0), pad, 2);
    break;
  case 'W':
    append_field(out, moment, cairn_civil_week(civil, 1), pad, 2);
    break;
  case 'y':
    append_field(out, moment, civil->year % 100, pad, 2);
    break;
  case 'Y':
    append_field(out, moment, civil->year % 10000, pad, 4);
    break;
  default: /* % itself, and letters that mean nothing */
    g_string_append_c(out, directive);
  }
}

static void append_specifier(GString *out, const Moment *moment, const char *specifier) {
  for (const char *at = specifier; *at; at++) {
    if (*at != '%') {
      g_string_append_c(out, *at);
      continue;
    }
    char directive = *++at;
    char pad = directive == 'e' ? ' ' : '0';
    if (directive && strchr("-_0", directive)) {
      pad = directive == '-' ? '\0' : directive == '_' ? ' ' : '0';
      directive = *++at;
    }
    if (!directive) return;
    if (!append_unpadded(out, moment, directive)) append_directive(out, moment, directive, pad);
  }
}

void cairn_time_format_append(const char *specifier, const CairnZone *zone, double ms, GString *out) {
  Moment moment = {.zone = zone};
  moment.valid = cairn_civil_from_ms(ms, zone, &moment.civil);
  moment.ms = moment.valid ? trunc(ms) : NAN;
  append_specifier(out, &moment, specifier);
}

bool cairn_time_multi_format_set(CairnTimeMultiFormat *formats, const char *unit, const char *specifier) {
  const struct {
    const char *name;
    const char **member;
  } members[] = {
      {"milliseconds", &formats->milliseconds},
      {"seconds", &formats->seconds},
      {"minutes", &formats->minutes},
      {"hours", &formats->hours},
      {"date", &formats->date},
      {"day", formats->date ? NULL : &formats->date},
      {"week", &formats->week},
      {"month", &formats->month},
      {"quarter", &formats->quarter},
      {"year", &formats->year},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    if (strcmp(members[i].name, unit) != 0) continue;
    if (members[i].member) *members[i].member = specifier;
    return true;
  }
  return false;
}

static bool is_inside(CairnIntervalKind kind, double step, const CairnZone *zone, double ms) {
  return cairn_time_interval_floor((CairnTimeInterval){kind, step}, zone, ms) < ms;
}

static const char *or_usual(const char *specifier, const char *usual) {
  return specifier && *specifier ? specifier : usual;
}

const char *cairn_time_multi_format_choose(const CairnTimeMultiFormat *formats, const CairnZone *zone,
                                           double ms) {
  static const CairnTimeMultiFormat none = {0};
  if (!formats) formats = &none;
  ms = trunc(ms);
  if (is_inside(CAIRN_INTERVAL_SECOND, 1, zone, ms)) return or_usual(formats->milliseconds, ".%L");
  if (is_inside(CAIRN_INTERVAL_MINUTE, 1, zone, ms)) return or_usual(formats->seconds, ":%S");
  if (is_inside(CAIRN_INTERVAL_HOUR, 1, zone, ms)) return or_usual(formats->minutes, "%I:%M");
  if (is_inside(CAIRN_INTERVAL_DAY, 1, zone, ms)) return or_usual(formats->hours, "%I %p");
  if (is_inside(CAIRN_INTERVAL_MONTH, 1, zone, ms)) {
    const bool in_week = is_inside(CAIRN_INTERVAL_SUNDAY, 1, zone, ms);
    return in_week ? or_usual(formats->date, "%a %d") : or_usual(formats->week, "%b %d");
  }
  if (is_inside(CAIRN_INTERVAL_YEAR, 1, zone, ms)) {
    const bool in_quarter = is_inside(CAIRN_INTERVAL_MONTH, 3, zone, ms);
    return in_quarter ? or_usual(formats->month, "%B") : or_usual(formats->quarter, "%B");
  }
  return or_usual(formats->year, "%Y");
}

void cairn_time_multi_format_append(const CairnTimeMultiFormat *formats, const CairnZone *zone, double ms,
                                    GString *out) {
  cairn_time_format_append(cairn_time_multi_format_choose(formats, zone, ms), zone, ms, out);
}
