/* Vega-Lite's DateTime objects, as they stand in predicates: {"year": 2010, "month": "jan", "date": 5}. */
#pragma once

#include "base/calendar.h"
#include "base/error.h"

#include <jansson.h>
#include <stdbool.h>

/* Does an object have a member of a DateTime? */
bool cairn_date_time_is(const json_t *json);

/* The moment in ms that `json` means in `zone` (in UTC when its "utc" is true). A part that is absent is that
 * of the start of 2012, as for Vega's time units. Months and quarters count from 1; months and days may be
 * English names. */
bool cairn_date_time_read(const json_t *json, const CairnZone *zone, double *out, GError **error);

/* The moment that one part stands for: unit "month" and 3, or "month" and "mar". Errors have no place. */
bool cairn_date_time_part(const char *unit, const json_t *value, const CairnZone *zone, double *out,
                          GError **error);
