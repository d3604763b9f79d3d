#include "base/date_parse.h"

#include "base/date_token.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = INT_MAX };

/* What has been read of a date. Its numbers get their meaning (day, month, year) only at the end. */
typedef struct Parts {
  int date[3], n_date;
  bool is_iso;     /* the numbers are year, month, day */
  int named_month; /* 1 to 12, NONE without */
  int time[4], n_time;
  int hours_to_add;                        /* 0 for AM, 12 for PM, NONE without */
  int zone_sign, zone_hours, zone_minutes; /* NONE where not given */
} Parts;

typedef enum IsoResult { ISO_DATE, ISO_NOT, ISO_WRONG } IsoResult;

static bool is_between(int value, int low, int high) {
  return value >= low && value <= high;
}

static bool add_date(Parts *parts, int value) {
  if (parts->n_date == 3) return false;
  parts->date[parts->n_date++] = value;
  return true;
}

static bool add_time(Parts *parts, int value) {
  if (parts->n_time == 4) return false;
  parts->time[parts->n_time++] = value;
  return true;
}

static void finish_time(Parts *parts, int value) {
  add_time(parts, value);
  while (add_time(parts, 0))
    ;
}

/* Whether the time has begun and `value` can be what comes next. */
static bool time_expects(const Parts *parts, int value) {
  static const int largest[] = {-1, 59, 59, 999};
  return parts->n_time < 4 && is_between(value, 0, largest[parts->n_time]);
}

static bool zone_expects(const Parts *parts, int value) {
  return parts->zone_hours != NONE && parts->zone_minutes == NONE && is_between(value, 0, 59);
}

static bool is_number(const CairnDateScanner *scanner) {
  return scanner->next.kind == CAIRN_DATE_NUMBER;
}

static bool is_symbol(const CairnDateScanner *scanner, char symbol) {
  return scanner->next.kind == CAIRN_DATE_SYMBOL && scanner->next.value == symbol;
}

/* A number of just `length` digits from `low` to `high`. */
static bool is_fixed(const CairnDateScanner *scanner, int length, int low, int high) {
  return is_number(scanner) && scanner->next.length == length && is_between(scanner->next.value, low, high);
}

static int take_value(CairnDateScanner *scanner) {
  return cairn_date_scanner_take(scanner).value;
}

/* The digits after a point as milliseconds; more than three are cut off. */
static int take_milliseconds(CairnDateScanner *scanner) {
  const CairnDateToken token = cairn_date_scanner_take(scanner);
  int value = token.value;
  if (token.length == 1) return value * 100;
  if (token.length == 2) return value * 10;
  for (int length = token.length > 9 ? 9 : token.length; length > 3; length--)
    value /= 10;
  return value;
}

static IsoResult parse_iso_zone(CairnDateScanner *scanner, Parts *parts) {
  if (scanner->next.is_z) {
    cairn_date_scanner_take(scanner);
    parts->zone_sign = 1;
    parts->zone_hours = parts->zone_minutes = 0;
    return ISO_DATE;
  }
  if (!is_symbol(scanner, '+') && !is_symbol(scanner, '-')) return ISO_DATE;
  parts->zone_sign = take_value(scanner) == '+' ? 1 : -1;
  if (is_fixed(scanner, 4, 0, 2359)) {
    const int value = take_value(scanner);
    parts->zone_hours = value / 100;
    parts->zone_minutes = value % 100;
    return parts->zone_minutes < 60 ? ISO_DATE : ISO_WRONG;
  }
  if (!is_fixed(scanner, 2, 0, 23)) return ISO_WRONG;
  parts->zone_hours = take_value(scanner);
  if (!cairn_date_scanner_take_symbol(scanner, ':') || !is_fixed(scanner, 2, 0, 59)) return ISO_WRONG;
  parts->zone_minutes = take_value(scanner);
  return ISO_DATE;
}

/* What follows the T: after 24, all has to be zero. */
static IsoResult parse_iso_time(CairnDateScanner *scanner, Parts *parts) {
  if (!is_fixed(scanner, 2, 0, 24)) return ISO_WRONG;
  const int largest = scanner->next.value == 24 ? 0 : 59;
  add_time(parts, take_value(scanner));
  if (!cairn_date_scanner_take_symbol(scanner, ':') || !is_fixed(scanner, 2, 0, largest)) return ISO_WRONG;
  add_time(parts, take_value(scanner));
  if (cairn_date_scanner_take_symbol(scanner, ':')) {
    if (!is_fixed(scanner, 2, 0, largest)) return ISO_WRONG;
    add_time(parts, take_value(scanner));
    if (cairn_date_scanner_take_symbol(scanner, '.')) {
      if (!is_number(scanner) || (largest == 0 && scanner->next.value > 0)) return ISO_WRONG;
      add_time(parts, take_milliseconds(scanner));
    }
  }
  if (parse_iso_zone(scanner, parts) == ISO_WRONG) return ISO_WRONG;
  return scanner->next.kind == CAIRN_DATE_END ? ISO_DATE : ISO_WRONG;
}

/* The year; where there is none, `*unused` may be a sign that was taken. */
static bool parse_iso_year(CairnDateScanner *scanner, Parts *parts, CairnDateToken *unused) {
  if (is_symbol(scanner, '+') || is_symbol(scanner, '-')) {
    *unused = cairn_date_scanner_take(scanner);
    if (!is_fixed(scanner, 6, 0, 999999)) return false;
    const int sign = unused->value == '-' ? -1 : 1;
    const int year = take_value(scanner);
    if (sign < 0 && year == 0) return false;
    add_date(parts, sign * year);
    return true;
  }
  if (!is_fixed(scanner, 4, 0, 9999)) {
    *unused = cairn_date_scanner_take(scanner);
    return false;
  }
  add_date(parts, take_value(scanner));
  return true;
}

/* Reads an ISO date. Where the text turns out not to be one, what was read stays in `parts`, and `*unused` is
 * the token with which to go on. */
static IsoResult parse_iso(CairnDateScanner *scanner, Parts *parts, CairnDateToken *unused) {
  if (!parse_iso_year(scanner, parts, unused)) return ISO_NOT;
  static const int largest[] = {12, 31};
  for (int i = 0; i < 2 && cairn_date_scanner_take_symbol(scanner, '-'); i++) {
    if (!is_fixed(scanner, 2, 1, largest[i])) {
      *unused = cairn_date_scanner_take(scanner);
      return ISO_NOT;
    }
    add_date(parts, take_value(scanner));
  }
  if (scanner->next.kind != CAIRN_DATE_SEPARATOR) {
    *unused = cairn_date_scanner_take(scanner);
    if (unused->kind != CAIRN_DATE_END) return ISO_NOT;
  } else {
    cairn_date_scanner_take(scanner);
    if (parse_iso_time(scanner, parts) == ISO_WRONG) return ISO_WRONG;
  }
  if (parts->zone_hours == NONE && parts->n_time == 0) { /* a date alone is in UTC */
    parts->zone_sign = 1;
    parts->zone_hours = parts->zone_minutes = 0;
  }
  parts->is_iso = true;
  return ISO_DATE;
}

static bool accept_number(CairnDateScanner *scanner, Parts *parts, int value) {
  if (cairn_date_scanner_take_symbol(scanner, ':')) {
    if (cairn_date_scanner_take_symbol(scanner, ':')) { /* "12::" */
      if (parts->n_time > 0) return false;
      return add_time(parts, value) && add_time(parts, 0);
    }
    if (!add_time(parts, value)) return false;
    cairn_date_scanner_take_symbol(scanner, '.');
    return true;
  }
  if (cairn_date_scanner_take_symbol(scanner, '.') && time_expects(parts, value)) {
    add_time(parts, value);
    if (!is_number(scanner)) return false;
    finish_time(parts, take_milliseconds(scanner));
    return true;
  }
  if (zone_expects(parts, value)) {
    parts->zone_minutes = value;
    return true;
  }
  if (time_expects(parts, value)) {
    finish_time(parts, value);
    const CairnDateToken next = scanner->next;
    return next.kind == CAIRN_DATE_END || next.kind == CAIRN_DATE_SPACE || next.is_z ||
           is_symbol(scanner, '+') || is_symbol(scanner, '-');
  }
  if (!add_date(parts, value)) return false;
  cairn_date_scanner_take_symbol(scanner, '-');
  return true;
}

static bool accept_word(CairnDateScanner *scanner, Parts *parts, CairnDateToken word, bool has_number) {
  if (word.kind == CAIRN_DATE_AM_PM && parts->n_time > 0) {
    parts->hours_to_add = word.value;
    return true;
  }
  if (word.kind == CAIRN_DATE_MONTH) {
    parts->named_month = word.value;
    cairn_date_scanner_take_symbol(scanner, '-');
    return true;
  }
  if (word.kind == CAIRN_DATE_ZONE && has_number) {
    parts->zone_sign = word.value < 0 ? -1 : 1;
    parts->zone_hours = abs(word.value);
    parts->zone_minutes = 0;
    return true;
  }
  /* Words may only stand before the first number, and apart from it. */
  return !has_number && !is_number(scanner);
}

static bool accept_offset(CairnDateScanner *scanner, Parts *parts, int sign) {
  CairnDateToken number = {.value = 0, .length = 0};
  parts->zone_sign = sign == '+' ? 1 : -1;
  if (is_number(scanner)) number = cairn_date_scanner_take(scanner);
  if (is_symbol(scanner, ':')) {
    parts->zone_hours = number.value;
    parts->zone_minutes = NONE;
    return true;
  }
  if (!is_between(number.length, 1, 4)) return false;
  const bool hours_only = number.length <= 2;
  parts->zone_hours = hours_only ? number.value : number.value / 100;
  parts->zone_minutes = hours_only ? 0 : number.value % 100;
  return true;
}

static bool parse_loose(CairnDateScanner *scanner, Parts *parts, CairnDateToken token) {
  bool has_number = parts->n_date > 0;
  for (; token.kind != CAIRN_DATE_END; token = cairn_date_scanner_take(scanner)) {
    const bool is_sign = token.kind == CAIRN_DATE_SYMBOL && (token.value == '+' || token.value == '-');
    const bool is_closing = token.kind == CAIRN_DATE_SYMBOL && token.value == ')';
    const bool after_utc = parts->zone_hours == 0 && parts->zone_minutes == 0;
    if (token.kind == CAIRN_DATE_NUMBER) {
      has_number = true;
      if (!accept_number(scanner, parts, token.value)) return false;
    } else if (is_between((int)token.kind, CAIRN_DATE_MONTH, CAIRN_DATE_WORD)) {
      if (!accept_word(scanner, parts, token, has_number)) return false;
    } else if (is_sign && (after_utc || parts->n_time > 0)) {
      if (!accept_offset(scanner, parts, token.value)) return false;
      has_number = true;
    } else if ((is_sign || is_closing) && has_number) {
      return false;
    }
  }
  return true;
}

/* Gives the numbers of the date their meaning; month from 1. Numbers that are missing are 1: "Jan 5" is in
 * 2001. */
static bool resolve_date(Parts *parts, int *year, int *month, int *day) {
  if (parts->n_date == 0) return false;
  while (add_date(parts, 1))
    ;
  const int *date = parts->date;
  const bool starts_with_day = is_between(date[0], 1, 31);
  if (parts->named_month != NONE) {
    *month = parts->named_month;
    *day = starts_with_day ? date[0] : date[1];
    *year = starts_with_day ? date[1] : date[0];
  } else if (parts->is_iso || !starts_with_day) {
    *year = date[0];
    *month = date[1];
    *day = date[2];
  } else {
    *month = date[0];
    *day = date[1];
    *year = date[2];
  }
  if (!parts->is_iso && is_between(*year, 0, 99)) *year += *year < 50 ? 2000 : 1900;
  return is_between(*month, 1, 12) && is_between(*day, 1, 31);
}

static bool resolve_time(Parts *parts) {
  int *time = parts->time;
  while (add_time(parts, 0))
    ;
  if (parts->hours_to_add != NONE) {
    if (!is_between(time[0], 0, 12)) return false;
    time[0] = time[0] % 12 + parts->hours_to_add;
  }
  if (time[0] == 24) return time[1] == 0 && time[2] == 0 && time[3] == 0;
  return is_between(time[0], 0, 23) && is_between(time[1], 0, 59) && is_between(time[2], 0, 59) &&
         is_between(time[3], 0, 999);
}

static double resolve(Parts *parts, const CairnZone *zone) {
  int year = 0, month = 0, day = 0;
  if (!resolve_date(parts, &year, &month, &day) || !resolve_time(parts)) return NAN;
  const int *time = parts->time;
  if (parts->zone_sign == NONE)
    return cairn_time_make(zone, year, month - 1, day, time[0], time[1], time[2], time[3]);
  const uint32_t hours = parts->zone_hours == NONE ? 0 : (uint32_t)parts->zone_hours;
  const uint32_t minutes = parts->zone_minutes == NONE ? 0 : (uint32_t)parts->zone_minutes;
  const uint32_t offset_s = hours * 3600 + minutes * 60; /* wraps, for absurd hours, as V8's does */
  if (offset_s > INT32_MAX) return NAN;
  return cairn_time_make(NULL, year, month - 1, day, time[0], time[1],
                         time[2] - (double)parts->zone_sign * offset_s, time[3]);
}

/* The value of n digits, -1 where not all are digits. */
static int digits_value(const char *text, int n) {
  int value = 0;
  for (int i = 0; i < n; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

/* "2012-02-29", the commonest form in data, read at once; false for all others, be they dates or not. */
static bool parse_plain(const char *text, size_t length, double *ms) {
  if (length != 10 || text[4] != '-' || text[7] != '-') return false;
  const int year = digits_value(text, 4), month = digits_value(text + 5, 2), day = digits_value(text + 8, 2);
  if (year < 0 || !is_between(month, 1, 12) || !is_between(day, 1, 31)) return false;
  *ms = cairn_days_from_date(year, month - 1, day) * CAIRN_MS_DAY;
  return true;
}

bool cairn_date_parse_length(const char *text, size_t length, const CairnZone *zone, double *ms) {
  if (parse_plain(text, length, ms)) return true;
  Parts parts = {
      .named_month = NONE, .hours_to_add = NONE, .zone_sign = NONE, .zone_hours = NONE, .zone_minutes = NONE};
  CairnDateScanner scanner;
  CairnDateToken unused = {.kind = CAIRN_DATE_END};
  cairn_date_scanner_init(&scanner, text, length);
  const IsoResult iso = parse_iso(&scanner, &parts, &unused);
  if (iso == ISO_WRONG) return false;
  if (iso == ISO_NOT && !parse_loose(&scanner, &parts, unused)) return false;
  const double result = resolve(&parts, zone);
  if (isnan(result)) return false;
  *ms = result;
  return true;
}

bool cairn_date_parse(const char *text, const CairnZone *zone, double *ms) {
  return cairn_date_parse_length(text, strlen(text), zone, ms);
}
