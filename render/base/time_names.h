/* The words of dates, in US English, and the composite formats made of them. */
#pragma once

static const char *const cairn_weekday_names[7] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
static const char *const cairn_month_names[12] = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};

/* The short names are the first letters of the long ones. */
enum { CAIRN_SHORT_NAME_LENGTH = 3 };

#define CAIRN_DATE_SPECIFIER      "%-m/%-d/%Y"
#define CAIRN_CLOCK_SPECIFIER     "%-I:%M:%S %p"
#define CAIRN_DATE_TIME_SPECIFIER CAIRN_DATE_SPECIFIER ", " CAIRN_CLOCK_SPECIFIER
