/* Vertices of a line or area that are too many to keep: whoever paints them has them told once more. */
#pragma once

#include <stddef.h>

/* Vertices in order, in px. A gap has NaN for x. */
typedef struct CairnVertexBlock {
  size_t n;
  const double *x, *y;
  const double *y2; /* the other edge of an area; NULL of a line */
} CairnVertexBlock;

typedef struct CairnVertexSource CairnVertexSource;

struct CairnVertexSource {
  /* Calls `take` with all vertices, block by block; a block is valid during the call. x never goes back but
   * at gaps. */
  void (*tell)(const CairnVertexSource *source, void (*take)(void *data, const CairnVertexBlock *block),
               void *data);
};
