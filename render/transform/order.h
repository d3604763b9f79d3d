/* The order of rows that a sort asks for. */
#pragma once

#include "transform/members.h"
#include "transform/transform.h"

typedef struct CairnOrder {
  size_t n; /* 0: rows stay in place, and none are peers of each other */
  const CairnColumn **columns;
  const bool *descending;
} CairnOrder;

/* The order by `keys`; false with an error for a field that the table does not have. */
bool cairn_order_new(CairnTransformRun *run, const CairnTable *table, const CairnSortKeys *keys,
                     CairnOrder *out, GError **error);

/* -1, 0 or 1: vega-util's `ascending` per column. */
int cairn_order_compare(const CairnOrder *order, size_t a, size_t b);

/* Sorts rows[0..n), keeping the order of equal ones. */
void cairn_order_sort(const CairnOrder *order, size_t *rows, size_t n);
