/* The rows of one dense line or area, as the files dense_*.c know them. */
#pragma once

#include "mark/path_items.h"
#include "scene/outline_decimate.h"

/* A column through a scale as it was when the mark was drawn. */
typedef struct CairnDensePlace {
  const CairnColumn *column; /* NULL: every row is at `shift` */
  CairnScale scale;
  double mult, shift;
} CairnDensePlace;

typedef struct CairnDenseRows {
  CairnVertexSource base;
  CairnDensePlace x, y, y2;
  bool is_area;
  CairnSeries series;     /* rows NULL: in the order of the table */
  const uint8_t *defined; /* per row of the table; NULL: all */
  CairnInterpolate interpolate;
  CairnVertexLookup lookup;
  CairnStraight x_straight, y_straight; /* where base.lookup is not NULL */
} CairnDenseRows;

/* Lets the vertices of a line be looked up (scene/vertex_source.h), if they are rows in their order and in that of x, none is
 * missing, and both scales are straight. */
void cairn_dense_offer_lookup(CairnDenseRows *rows);

/* Tells the outline the vertices that it keeps of a line that can be looked up. */
void cairn_dense_lookup_outline(const CairnDenseRows *rows, CairnOutline *outline);
