#include "base/locale.h"

#include "base/time_names.h"

static const CairnLocale us = {
    .decimal = ".",
    .thousands = ",",
    .grouping = {3},
    .n_grouping = 1,
    .currency = {"$", ""},
    .percent = "%",
    .minus = "\xe2\x88\x92",
    .nan = "NaN",
    .date_time = CAIRN_DATE_TIME_SPECIFIER,
    .date = CAIRN_DATE_SPECIFIER,
    .time = CAIRN_CLOCK_SPECIFIER,
    .periods = {"AM", "PM"},
    .days = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
    .short_days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
    .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
               "October", "November", "December"},
    .short_months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
    .multi = {.milliseconds = ".%L",
              .seconds = ":%S",
              .minutes = "%I:%M",
              .hours = "%I %p",
              .date = "%a %d",
              .week = "%b %d",
              .month = "%B",
              .quarter = "%B",
              .year = "%Y"},
    .month_specifier = "%B %Y",
    .date_specifier = "%B %-d, %Y",
    .short_month_specifier = "%b %Y ",
    .short_date_specifier = "%b %d, %Y ",
};

const CairnLocale *cairn_locale_us(void) {
  return &us;
}

void cairn_locale_translate_digits(const CairnLocale *locale, GString *text, size_t start) {
  if (!locale->numerals[0]) return;
  g_autofree char *plain = g_strdup(text->str + start);
  g_string_truncate(text, start);
  for (const char *at = plain; *at; at++) {
    if (g_ascii_isdigit(*at))
      g_string_append(text, locale->numerals[*at - '0']);
    else
      g_string_append_c(text, *at);
  }
}
