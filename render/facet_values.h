/* The values of a channel of a facet: one row, column or place of plots for each. */
#pragma once

#include "dataflow.h"

/* In order. */
typedef struct CairnFacetValues {
  size_t n;
  const CairnValue *items;
  const char **labels;
} CairnFacetValues;

/* Finds them in the rows of `view`, a facet. False with an error at its place. */
bool cairn_facet_values_find(CairnDataflow *flow, CairnView *view, CairnChannel channel, CairnFacetValues *out,
                             GError **error);

/* Vega-Lite transforms the rows of a plot before it splits them, unless a domain asks for them as they are: does one? */
bool cairn_facet_needs_rows(const CairnView *plot);

/* With rows that are summed up before they are split goes what a list or another field says of their order: the plots then
 * stand as their values appear. Is that so for `sort` of a channel of the facet `view`? */
bool cairn_facet_loses_sort(const CairnView *view, const json_t *sort);
