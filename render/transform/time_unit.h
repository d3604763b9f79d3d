/* Time units of specs: "yearmonth", "utchours", {"unit": "minutes", "step": 15}, {"maxbins": 20}. */
#pragma once

#include "base/time_unit.h"
#include "transform/transform.h"

typedef struct CairnTimeUnitNode {
  bool is_given;
  const char *name;   /* of the unit without "utc" and "binned"; NULL when it is to be found from maxbins */
  CairnTimeUnit unit; /* its step is that of the node */
  double maxbins;
} CairnTimeUnitNode;

/* Reads member `key` of `node`; *out zeroed where there is none. */
bool cairn_time_unit_read(const json_t *node, const char *key, CairnTimeUnitNode *out, GError **error);

/* The unit, found from the extent of the column where only maxbins is given (40 by default). */
CairnTimeUnit cairn_time_unit_for_column(const CairnTimeUnitNode *node, const CairnZone *zone,
                                         const CairnColumn *column, size_t n_rows);

/* The moment of a cell: a time, a number of ms, or a text that is a date. NaN for anything else. */
double cairn_value_to_moment(CairnValue value, const CairnZone *zone);
