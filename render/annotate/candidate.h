/* The places a label can take when the other labels are not looked at: free of series, points, boxes and the edge,
 * in the order of their cost. Found lazily, because most labels end at one of their first places. */
#pragma once

#include "annotate/field.h"
#include "annotate/template.h"

typedef struct CairnChoices {
  int milestone;
  CairnCandidate *list; /* in the order of `floor` */
  double *floor;        /* at most the cost */
  int n, room;
  int *cursor;     /* per size, and last for the marker: the next offset to try */
  double frontier; /* what is not in the list yet costs at least this; INFINITY: all are */
} CairnChoices;

void cairn_choices_init(CairnChoices *choices, CairnField *field, int milestone);

/* Adds a place from elsewhere, to be tried before the others. */
void cairn_choices_add(CairnChoices *choices, CairnField *field, const CairnCandidate *candidate);

/* Makes sure that entry `index` is in the list; false if there are not so many. */
bool cairn_choices_reach(CairnChoices *choices, CairnField *field, const CairnTemplate *offsets, int index);
