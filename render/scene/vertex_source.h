/* Vertices of a line or area that are too many to keep: whoever paints them has them told once more, or looks
 * them up. */
#pragma once

#include <stddef.h>

#include "base/geometry.h"

/* Vertices in order, in px. A gap has NaN for x. */
typedef struct CairnVertexBlock {
  size_t n;
  const double *x, *y;
  const double *y2; /* the other edge of an area; NULL of a line */
} CairnVertexBlock;

typedef struct CairnVertexSource CairnVertexSource;

/* Vertices [0, n) of a line without gaps, in any order and by several threads at once. x never goes back. */
typedef struct CairnVertexLookup {
  size_t n;
  CairnBox extent; /* px: in which all vertices lie */
  double (*x)(const CairnVertexSource *source, size_t i);
  double (*y)(const CairnVertexSource *source, size_t i);
  /* The least and the greatest y of the vertices [start, end), of which there is one at least. */
  void (*reach)(const CairnVertexSource *source, size_t start, size_t end, double *least, double *greatest);
  /* x of vertex i will be asked for soon, and may be brought near; NULL where that needs no time. */
  void (*expect)(const CairnVertexSource *source, size_t i);
  /* Vertices [start, end) will not be looked up soon. To be told of one part after the other. */
  void (*leave)(const CairnVertexSource *source, size_t start, size_t end);
} CairnVertexLookup;

struct CairnVertexSource {
  /* Calls `take` with all vertices, block by block; a block is valid during the call. x never goes back but
   * at gaps. */
  void (*tell)(const CairnVertexSource *source, void (*take)(void *data, const CairnVertexBlock *block),
               void *data);
  const CairnVertexLookup *lookup; /* NULL where vertices can only be told */
};
