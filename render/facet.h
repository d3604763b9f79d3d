/* Facets: one plot for each value of a field. */
#pragma once

#include "dataflow.h"

/* One cell of a facet: its values, formatted; NULL where the facet has no such channel. */
typedef struct CairnFacetCell {
  size_t row, column;
  const char *row_label, *column_label, *label;
} CairnFacetCell;

/* Makes a child of the facet `view` for each cell, from its only child, and the rows of each cell: cells[i]
 * for view->children[i]. `rows` are those of the facet. Sets view->cells, n_rows and n_columns. False
 * with an error at its place. */
bool cairn_facet_split(CairnDataflow *flow, CairnView *view, CairnRowStream *rows, CairnRowStream ***cells,
                       GError **error);

/* Stacks around a middle share it between the cells of the facet, once these have their tables: Vega-Lite stacks the
 * rows of a plot before it splits them. */
void cairn_facet_center_stacks(CairnDataflow *flow, CairnView *view);

/* Takes the cells away of which no row is left once those are out that no scale can place: Vega-Lite splits what it
 * draws. Facets by row and column keep all, and so do those in facets. */
void cairn_facet_drop_empty(CairnView *view);
