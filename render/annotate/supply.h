/* The free places of each label, found once for a layout: of those that are about as far away, some. */
#pragma once

#include "annotate/search_state.h"

/* Places are kept in buckets by what they cost. */
#define CAIRN_BUCKETS    8
#define CAIRN_MOST_KNOWN 128 /* in each, at most */

/* A place in short. */
typedef struct CairnFree {
  float cost;         /* px: the size's and the offset's */
  short size, offset; /* n_sizes: a marker, whose size costs nothing here; index into the template */
} CairnFree;

typedef struct CairnBucket {
  const CairnFree *free; /* about in the order of their costs */
  int n;
} CairnBucket;

typedef struct CairnPool {
  CairnBucket buckets[CAIRN_BUCKETS]; /* the first holds the cheapest */
} CairnPool;

struct CairnSupply {
  CairnPool *texts, *markers; /* per label */
  double marker_width;        /* px; of those */
};

/* Allocated from the field's arena, and kept; markers are looked for again when their size has changed. */
const CairnSupply *cairn_supply_of(CairnSearch *search);
