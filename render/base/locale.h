/* How numbers and dates are written in a language: what d3's locale objects say, and what d3 leaves out.
 *
 * A locale is a plain value that never changes; texts are borrowed. Everywhere a locale may be NULL: US English. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Specifiers of dates by the largest unit that is whole, NULL for the usual ones. A date is whole in the unit
 * of which it is the start. */
typedef struct CairnTimeMultiFormat {
  const char *milliseconds; /* ".%L" */
  const char *seconds;      /* ":%S" */
  const char *minutes;      /* "%I:%M" */
  const char *hours;        /* "%I %p" */
  const char *date;         /* "%a %d" */
  const char *week;         /* "%b %d", for Sundays */
  const char *month;        /* "%B" */
  const char *quarter;      /* "%B" */
  const char *year;         /* "%Y" */
} CairnTimeMultiFormat;

enum { CAIRN_LOCALE_GROUPS = 12 };

typedef struct CairnLocale {
  const char *language; /* BCP 47 ("ur"); NULL: not known */
  bool right_to_left;

  /* Of d3-format. */
  const char *decimal, *thousands;
  int grouping[CAIRN_LOCALE_GROUPS]; /* digits in each group from the right, then again from the first; */
  size_t n_grouping;                 /* ... 0: no groups */
  const char *currency[2];           /* before and after the number */
  const char *numerals[10];          /* [0] is NULL for the digits 0 to 9 */
  const char *percent, *minus, *nan;

  /* Of d3-time-format. The first seven days start with Sunday. */
  const char *date_time, *date, *time; /* specifiers of %c, %x, %X */
  const char *periods[2];
  const char *days[7], *short_days[7], *months[12], *short_months[12];

  /* What d3 has not. Names of months beside the number of a day, where they are not the same; [0] is NULL
   * where they are. */
  const char *dated_months[12], *dated_short_months[12];
  bool has_date_numerals;    /* are the digits of dates `numerals` as well? */
  CairnTimeMultiFormat multi; /* what is usual on axes */
  const char *month_specifier, *date_specifier;         /* "%B %Y", "%B %-d, %Y": in sentences */
  const char *short_month_specifier, *short_date_specifier; /* "%b %Y ", "%b %d, %Y ": in labels, where more may follow */
} CairnLocale;

/* US English, as d3 has it. */
const CairnLocale *cairn_locale_us(void);

static inline const CairnLocale *cairn_locale_or_us(const CairnLocale *locale) {
  return locale ? locale : cairn_locale_us();
}

/* Puts the locale's digits in the place of 0 to 9 from byte `start` of the text on. */
void cairn_locale_translate_digits(const CairnLocale *locale, GString *text, size_t start);
