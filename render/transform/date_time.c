#include "transform/date_time.h"

#include "base/number.h"
#include "transform/members.h"

#include <math.h>
#include <string.h>

static const char *const parts[] = {"year",  "quarter", "month",   "week",         "day", "dayofyear", "date",
                                    "hours", "minutes", "seconds", "milliseconds", "utc", NULL};

static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                     "july",    "august",   "september", "october", "november", "december"};
static const char *const days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                   "thursday", "friday", "saturday"};

bool cairn_date_time_is(const json_t *json) {
  if (!json_is_object(json)) return false;
  for (size_t i = 0; parts[i] && strcmp(parts[i], "utc") != 0; i++)
    if (json_object_get(json, parts[i])) return true;
  return false;
}

/* The index of the name that starts with the first three letters of `text`, or -1. */
static int find_name(const char *text, const char *const *names, size_t n) {
  if (strlen(text) < 3) return -1;
  for (size_t i = 0; i < n; i++)
    if (g_ascii_strncasecmp(text, names[i], 3) == 0) return (int)i;
  return -1;
}

/* A number, a text that is one, or a name; `first` is the number of the first name. NaN if none of these. */
static double number_or_name(const json_t *value, const char *const *names, size_t n, double first) {
  if (json_is_number(value)) return json_number_value(value);
  if (!json_is_string(value)) return NAN;
  const char *text = json_string_value(value);
  double number = NAN;
  if (*text && cairn_number_from_js(text, &number)) return number;
  int index = find_name(text, names, n);
  return index < 0 ? NAN : index + first;
}

static bool read_part(const json_t *json, const char *key, const char *const *names, size_t n, double first,
                      double *out, GError **error) {
  const json_t *value = json_object_get(json, key);
  if (!value) return true;
  double number = number_or_name(value, names, n, first);
  if (!isfinite(number)) {
    cairn_error_at(error, CAIRN_ERROR_SPEC, json, key, "\"%s\" must be a number%s", key,
                   names == months ? " from 1 to 12 or a month's name"
                   : names == days ? " from 1 (Monday) to 7 or a day's name"
                                   : "");
    return false;
  }
  *out = number;
  return true;
}

static bool check_members(const json_t *json, GError **error) {
  const char *unknown = NULL;
  g_autofree char *message = NULL;
  if (cairn_members_known(json, NULL, parts, "a date", &unknown, &message)) return true;
  cairn_error_at(error, CAIRN_ERROR_SPEC, json, unknown, "%s", message);
  return false;
}

/* `day` counts only where no other part says the date. */
static bool read_date(const json_t *json, double *month, double *date, GError **error) {
  double quarter = NAN, day = NAN, named_month = NAN;
  if (!read_part(json, "quarter", NULL, 0, 0, &quarter, error) ||
      !read_part(json, "month", months, G_N_ELEMENTS(months), 1, &named_month, error) ||
      !read_part(json, "day", days, G_N_ELEMENTS(days), 0, &day, error) ||
      !read_part(json, "date", NULL, 0, 0, date, error))
    return false;
  if (!isnan(quarter)) *month = (quarter - 1) * 3;
  if (!isnan(named_month)) *month = named_month - 1;
  if (!isnan(day) && json_object_size(json) == 1) *date = fmod(day, 7) + 1;
  return true;
}

bool cairn_date_time_read(const json_t *json, const CairnZone *zone, double *out, GError **error) {
  double year = 2012, month = 0, date = 1, hours = 0, minutes = 0, seconds = 0, milliseconds = 0;
  bool utc = false;
  if (!check_members(json, error) || !read_part(json, "year", NULL, 0, 0, &year, error) ||
      !read_date(json, &month, &date, error) || !read_part(json, "hours", NULL, 0, 0, &hours, error) ||
      !read_part(json, "minutes", NULL, 0, 0, &minutes, error) ||
      !read_part(json, "seconds", NULL, 0, 0, &seconds, error) ||
      !read_part(json, "milliseconds", NULL, 0, 0, &milliseconds, error) ||
      !cairn_member_boolean(json, "utc", &utc, error))
    return false;
  *out = cairn_time_make(utc ? NULL : zone, year, month, date, hours, minutes, seconds, milliseconds);
  return true;
}

bool cairn_date_time_part(const char *unit, const json_t *value, const CairnZone *zone, double *out,
                          GError **error) {
  json_t *object = json_object();
  json_object_set_new(object, unit, json_copy((json_t *)value));
  GError *failure = NULL;
  bool done = cairn_date_time_read(object, zone, out, &failure);
  json_decref(object);
  if (failure) cairn_error_set(error, CAIRN_ERROR_SPEC, "%s", failure->message);
  g_clear_error(&failure);
  return done;
}
