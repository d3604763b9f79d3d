#include "base/calendar.h"

#include <math.h>
#include <stdint.h>

enum { DAY_MS = 86400000 };

static int64_t floor_divide(int64_t a, int64_t b) {
  return a / b - (a % b < 0);
}

/* Days since 1970-01-01, after Howard Hinnant, "chrono-compatible low-level date algorithms": years start in
 * March, so that a leap day is a year's last, and repeat every 400 years (146097 days). */
static int64_t days_from_date(int64_t year, int month, int64_t date) {
  year -= month < 2;
  const int64_t era = floor_divide(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * ((month + 10) % 12) + 2) / 5;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468 + date - 1;
}

static void date_from_days(int64_t days, CairnCivil *out) {
  days += 719468;
  const int64_t era = floor_divide(days, 146097);
  const int day_of_era = (int)(days - era * 146097);
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  out->date = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  out->month = (month_from_march + 2) % 12;
  out->year = (int)(year_of_era + era * 400) + (out->month < 2);
}

bool cairn_civil_from_ms(double ms, const CairnZone *zone, CairnCivil *out) {
  *out = (CairnCivil){0};
  if (!(fabs(ms) <= CAIRN_MS_LIMIT)) return false;
  int64_t local = (int64_t)ms;
  if (!cairn_zone_is_utc(zone)) local += (int64_t)cairn_zone_offset(zone, ms);
  const int64_t days = floor_divide(local, DAY_MS);
  int clock = (int)(local - days * DAY_MS);
  date_from_days(days, out);
  out->weekday = (int)(((days + 4) % 7 + 7) % 7);
  out->milliseconds = clock % 1000;
  clock /= 1000;
  out->seconds = clock % 60;
  clock /= 60;
  out->minutes = clock % 60;
  out->hours = clock / 60;
  return true;
}

/* The moment at which the zone's clocks show `local`, itself in milliseconds as if it were UTC. */
static double local_to_utc(const CairnZone *zone, double local) {
  const double before = cairn_zone_offset(zone, local - CAIRN_MS_DAY);
  const double after = cairn_zone_offset(zone, local + CAIRN_MS_DAY);
  if (before == after || cairn_zone_offset(zone, local - before) == before) return local - before;
  return cairn_zone_offset(zone, local - after) == after ? local - after : local - before;
}

double cairn_time_make(const CairnZone *zone, double year, double month, double date, double hours,
                       double minutes, double seconds, double milliseconds) {
  const double total_months = trunc(year) * 12 + trunc(month);
  if (!(fabs(total_months) < 12 * 400000.0)) return NAN;
  const double whole_year = floor(total_months / 12);
  const double days = (double)days_from_date((int64_t)whole_year, (int)(total_months - 12 * whole_year), 1);
  const double clock = trunc(hours) * CAIRN_MS_HOUR + trunc(minutes) * CAIRN_MS_MINUTE +
                       trunc(seconds) * CAIRN_MS_SECOND + trunc(milliseconds);
  double ms = (days + trunc(date) - 1) * CAIRN_MS_DAY + clock;
  if (!(fabs(ms) <= CAIRN_MS_LIMIT + CAIRN_MS_DAY)) return NAN;
  if (!cairn_zone_is_utc(zone)) ms = local_to_utc(zone, ms);
  return fabs(ms) <= CAIRN_MS_LIMIT ? ms + 0.0 : NAN; /* + 0.0: never -0 */
}

double cairn_civil_to_ms(const CairnCivil *civil, const CairnZone *zone) {
  return cairn_time_make(zone, civil->year, civil->month, civil->date, civil->hours, civil->minutes,
                         civil->seconds, civil->milliseconds);
}

double cairn_civil_midnight(const CairnCivil *civil, const CairnZone *zone) {
  return cairn_time_make(zone, civil->year, civil->month, civil->date, 0, 0, 0, 0);
}

int cairn_days_from_date(int year, int month, int date) {
  return (int)days_from_date(year, month, date);
}

static int weekday_of_day(int days) {
  return ((days + 4) % 7 + 7) % 7;
}

int cairn_weekday_of_new_year(int year) {
  return weekday_of_day(cairn_days_from_date(year, 0, 1));
}

int cairn_civil_day_of_year(const CairnCivil *civil) {
  return cairn_days_from_date(civil->year, civil->month, civil->date) -
         cairn_days_from_date(civil->year, 0, 1) + 1;
}

int cairn_civil_week(const CairnCivil *civil, int first_weekday) {
  const int days_into_week = (civil->weekday - first_weekday + 7) % 7;
  return (cairn_civil_day_of_year(civil) + 6 - days_into_week) / 7;
}

int cairn_civil_iso_week(const CairnCivil *civil, int *iso_year) {
  /* A week belongs to the year that its Thursday is in. */
  const int days = cairn_days_from_date(civil->year, civil->month, civil->date);
  const int thursday = days + 3 - (civil->weekday + 6) % 7;
  int year = civil->year;
  if (thursday < cairn_days_from_date(year, 0, 1))
    year--;
  else if (thursday >= cairn_days_from_date(year + 1, 0, 1))
    year++;
  if (iso_year) *iso_year = year;
  return (thursday - cairn_days_from_date(year, 0, 1)) / 7 + 1;
}
