/* Calendar and time zones. A moment is milliseconds since 1970-01-01T00:00:00Z in a double, NaN for none,
 * within ±8.64e15 (JavaScript's range: years -271821 to 275760). The calendar is the Gregorian one, also
 * before 1582 and before year 1.
 *
 * Everywhere a `zone` may be NULL: UTC. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define CAIRN_MS_SECOND 1000.0
#define CAIRN_MS_MINUTE 60000.0
#define CAIRN_MS_HOUR   3600000.0
#define CAIRN_MS_DAY    86400000.0
#define CAIRN_MS_WEEK   604800000.0
#define CAIRN_MS_LIMIT  8.64e15

/* A time zone; never changes, so it can be shared between threads. */
typedef struct CairnZone CairnZone;

/* Static; cairn_zone_free does nothing to it. */
const CairnZone *cairn_zone_utc(void);

/* A zone of the IANA data base ("Europe/Berlin"), "UTC", or a fixed offset ("+05:30"). CAIRN_ERROR_USAGE when
 * there is none of that name. */
CairnZone *cairn_zone_new(const char *name, GError **error);
void cairn_zone_free(CairnZone *zone);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnZone, cairn_zone_free)

bool cairn_zone_is_utc(const CairnZone *zone);
const char *cairn_zone_name(const CairnZone *zone);

/* Milliseconds to add to UTC for local time, at the moment `ms`. */
double cairn_zone_offset(const CairnZone *zone, double ms);

/* What calendar and clock show. To cairn_civil_to_ms all but `weekday` may pass their bounds. */
typedef struct CairnCivil {
  int year;
  int month; /* 0 to 11 */
  int date;  /* 1 to 31 */
  int hours, minutes, seconds, milliseconds;
  int weekday; /* 0 = Sunday */
} CairnCivil;

/* Returns false, with *out zeroed, when `ms` is not a moment. Fractions of a millisecond are dropped. */
bool cairn_civil_from_ms(double ms, const CairnZone *zone, CairnCivil *out);

/* Fields beyond their bounds carry over (month 14 is March of the next year). A clock time that the zone
 * skips or has twice is read with the offset from before the change. NaN when out of range. */
double cairn_civil_to_ms(const CairnCivil *civil, const CairnZone *zone);

/* JavaScript's new Date(year, month, ...) for any numbers, which are truncated; but years 0 to 99 mean
 * themselves. */
double cairn_time_make(const CairnZone *zone, double year, double month, double date, double hours,
                       double minutes, double seconds, double milliseconds);

/* Midnight that starts the civil day, the clock fields zeroed. */
double cairn_civil_midnight(const CairnCivil *civil, const CairnZone *zone);

/* Days since 1970-01-01 of a date; month 0 to 11, date may pass its bounds. */
int cairn_days_from_date(int year, int month, int date);

/* Weekday, 0 = Sunday, of January 1. */
int cairn_weekday_of_new_year(int year);

/* 1 to 366. */
int cairn_civil_day_of_year(const CairnCivil *civil);

/* Weeks begun on `first_weekday` (0 = Sunday) in the year so far: 0 before the first such day. */
int cairn_civil_week(const CairnCivil *civil, int first_weekday);

/* ISO 8601 week, 1 to 53, and the year it belongs to. */
int cairn_civil_iso_week(const CairnCivil *civil, int *iso_year);
