/* Dates as text by d3-time-format's directives, in the words of a locale:
 *
 *   %a %A weekday · %b %B month · %d %e date · %H %I hours of 24, of 12 · %j day of year · %L milliseconds ·
 * %f microseconds %m month · %M minutes · %p AM or PM · %q quarter · %Q %s milliseconds, seconds since 1970 ·
 * %S seconds %u %w weekday, Monday is 1, Sunday is 0 · %U %W week from Sunday, from Monday · %V %g %G ISO
 * week and its year %y %Y year · %Z offset from UTC · %x %X %c date, time, both · %% a percent sign
 *
 * After %, `-` leaves padding out, `_` pads with spaces, `0` with zeros. */
#pragma once

#include "base/calendar.h"
#include "base/locale.h"

#include <glib.h>
#include <stdbool.h>

/* Appends `ms` as the specifier says; any text is a specifier. Where `ms` is NaN, numbers read NaN. */
void cairn_time_format_append(const char *specifier, const CairnZone *zone, const CairnLocale *locale, double ms,
                              GString *out);

/* Reads the whole of `text` by a specifier; what it leaves open is as in January 1, 1900. Names are English.
 * Without %Z the text is in `zone`. Returns false, leaving *ms alone, when it does not fit. */
bool cairn_time_format_parse(const char *text, const char *specifier, const CairnZone *zone, double *ms);

/* Sets the member for Vega's name of a unit; of "date" and "day" the first counts. False for another name. */
bool cairn_time_multi_format_set(CairnTimeMultiFormat *formats, const char *unit, const char *specifier);

/* The specifier for `ms`; `formats` may be NULL: those that are usual in the locale. */
const char *cairn_time_multi_format_choose(const CairnTimeMultiFormat *formats, const CairnZone *zone,
                                           const CairnLocale *locale, double ms);

/* Appends `ms` by that specifier. */
void cairn_time_multi_format_append(const CairnTimeMultiFormat *formats, const CairnZone *zone,
                                    const CairnLocale *locale, double ms, GString *out);
