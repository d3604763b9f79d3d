/* The extent of a column. */
#pragma once

#include "table/table.h"

/* Smallest and largest number of the cells (missing ones and NaN aside); both NaN when there is none, or an
 * infinite one. */
void cairn_column_extent(const CairnColumn *column, size_t n_rows, double extent[2]);

/* The same for cells that come in several columns: first widened by each, from INFINITY and -INFINITY, then settled. */
void cairn_extent_widen(const CairnColumn *column, size_t n_rows, double extent[2]);
void cairn_extent_settle(double extent[2]);
