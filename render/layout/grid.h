/* A grid of boxes, as Vega's layout arranges entries of legends, legends side by side, and plots. */
#pragma once

#include "base/geometry.h"

#include <stddef.h>

/* How wide columns are (and how high rows): what their own boxes need, what each needs together with the gap
 * before it, or all alike. */
typedef enum CairnGridAlign {
  CAIRN_GRID_ALIGN_NONE,
  CAIRN_GRID_ALIGN_EACH,
  CAIRN_GRID_ALIGN_ALL
} CairnGridAlign;

/* Which part of the grid lies at its place. */
typedef enum CairnGridAnchor {
  CAIRN_GRID_ANCHOR_START,
  CAIRN_GRID_ANCHOR_MIDDLE,
  CAIRN_GRID_ANCHOR_END
} CairnGridAnchor;

/* One direction of a grid: across its columns or across its rows. */
typedef struct CairnGridSide {
  CairnGridAlign align;
  double padding; /* px between neighbours */
  bool center;    /* boxes stand in the middle of their column or row */
  double at;      /* px: the grid's place */
  CairnGridAnchor anchor;
} CairnGridSide;

typedef struct CairnGrid {
  size_t n_columns; /* 0: all in one row */
  CairnGridSide columns, rows;
} CairnGrid;

/* Where the origins of `n` boxes go, row by row; boxes are relative to their origins. The formulas are those
 * of Vega's grid layout. */
void cairn_grid_arrange(const CairnGrid *grid, const CairnBox *boxes, CairnPoint *origins, size_t n);
