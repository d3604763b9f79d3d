#include "base/time_format.h"

#include "base/number.h"
#include "base/time_interval.h"

#include <math.h>
#include <string.h>

/* A moment being written. */
typedef struct Moment {
  double ms;
  const CairnZone *zone;
  const CairnLocale *locale;
  CairnCivil civil;
  bool valid;
  bool is_composite; /* is it within %c, %x or %X? */
  bool is_dated;     /* stands the day beside the month? */
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

static void append_weekday(GString *out, const Moment *moment, bool is_short) {
  const CairnLocale *locale = moment->locale;
  if (moment->valid) g_string_append(out, (is_short ? locale->short_days : locale->days)[moment->civil.weekday]);
}

/* Many languages inflect the month beside a day: январь, but 1 января. */
static void append_month(GString *out, const Moment *moment, bool is_short) {
  const CairnLocale *locale = moment->locale;
  const char *const *names = is_short ? locale->short_months : locale->months;
  const char *const *dated = is_short ? locale->dated_short_months : locale->dated_months;
  if (moment->valid) g_string_append(out, (moment->is_dated && dated[0] ? dated : names)[moment->civil.month]);
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

/* %c, %x and %X, but not within themselves: a locale of a spec may say anything. */
static void append_composite(GString *out, const Moment *moment, const char *specifier) {
  if (moment->is_composite) return;
  Moment inner = *moment;
  inner.is_composite = true;
  append_specifier(out, &inner, specifier);
}

/* Directives that are words, composites or unpadded; false for others. */
static bool append_unpadded(GString *out, const Moment *moment, char directive) {
  const CairnCivil *civil = &moment->civil;
  switch (directive) {
  case 'a':
  case 'A':
    append_weekday(out, moment, directive == 'a');
    return true;
  case 'b':
  case 'B':
    append_month(out, moment, directive == 'b');
    return true;
  case 'c':
    append_composite(out, moment, moment->locale->date_time);
    return true;
  case 'p':
    g_string_append(out, moment->locale->periods[civil->hours >= 12]);
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
    append_composite(out, moment, moment->locale->date);
    return true;
  case 'X':
    append_composite(out, moment, moment->locale->time);
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

/* Has the specifier a day of the month? */
static bool has_day(const char *specifier) {
  for (const char *at = strchr(specifier, '%'); at; at = strchr(at, '%')) {
    at += 1 + strspn(at + 1, "-_0");
    if (*at == 'd' || *at == 'e') return true;
    if (*at) at++;
  }
  return false;
}

void cairn_time_format_append(const char *specifier, const CairnZone *zone, const CairnLocale *locale, double ms,
                              GString *out) {
  Moment moment = {.zone = zone, .locale = cairn_locale_or_us(locale), .is_dated = has_day(specifier)};
  moment.valid = cairn_civil_from_ms(ms, zone, &moment.civil);
  moment.ms = moment.valid ? trunc(ms) : NAN;
  size_t start = out->len;
  append_specifier(out, &moment, specifier);
  if (moment.locale->has_date_numerals) cairn_locale_translate_digits(moment.locale, out, start);
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
                                           const CairnLocale *locale, double ms) {
  const CairnTimeMultiFormat *usual = &cairn_locale_or_us(locale)->multi;
  if (!formats) formats = usual;
  ms = trunc(ms);
  if (is_inside(CAIRN_INTERVAL_SECOND, 1, zone, ms)) return or_usual(formats->milliseconds, usual->milliseconds);
  if (is_inside(CAIRN_INTERVAL_MINUTE, 1, zone, ms)) return or_usual(formats->seconds, usual->seconds);
  if (is_inside(CAIRN_INTERVAL_HOUR, 1, zone, ms)) return or_usual(formats->minutes, usual->minutes);
  if (is_inside(CAIRN_INTERVAL_DAY, 1, zone, ms)) return or_usual(formats->hours, usual->hours);
  if (is_inside(CAIRN_INTERVAL_MONTH, 1, zone, ms)) {
    const bool in_week = is_inside(CAIRN_INTERVAL_SUNDAY, 1, zone, ms);
    return in_week ? or_usual(formats->date, usual->date) : or_usual(formats->week, usual->week);
  }
  if (is_inside(CAIRN_INTERVAL_YEAR, 1, zone, ms)) {
    const bool in_quarter = is_inside(CAIRN_INTERVAL_MONTH, 3, zone, ms);
    return in_quarter ? or_usual(formats->month, usual->month) : or_usual(formats->quarter, usual->quarter);
  }
  return or_usual(formats->year, usual->year);
}

void cairn_time_multi_format_append(const CairnTimeMultiFormat *formats, const CairnZone *zone,
                                    const CairnLocale *locale, double ms, GString *out) {
  const char *specifier = cairn_time_multi_format_choose(formats, zone, locale, ms);
  cairn_time_format_append(specifier, zone, locale, ms, out);
}
