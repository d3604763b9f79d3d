/* The places a label can take when the other labels are not looked at: free of series, points, boxes and the
 * edge, in the order of their cost. Found lazily, because most labels end at one of their first places. */
#pragma once

#include "annotate/probe.h"

/* A place in short: the leader follows from it. */
typedef struct CairnSpot {
  float cost;  /* may still rise while not rated */
  float floor; /* at most the cost; the list is in its order */
  float x, y;
  float pole;
  short size;
  bool flag;
  bool rated;
  int watched;      /* a label that was in the way when this place was last looked at; -1: none */
  unsigned version; /* of where that label stood */
} CairnSpot;

#define CAIRN_CHUNK 64

/* How far the offsets of one size were looked at. */
typedef struct CairnCursor {
  CairnProbe probe;
  int next;      /* the next that is free; -1: the anchor itself */
  int from;      /* of the word looked at last */
  uint64_t free; /* those of them that are free and not taken yet */
} CairnCursor;

typedef struct CairnChoices {
  int milestone;
  const CairnTemplate *offsets;
  CairnSpot **chunks; /* CAIRN_CHUNK spots in each: more are found without moving the others */
  int n;
  double *base; /* per size, and last for the marker: its cost wherever it stands; INFINITY: not to be used */
  CairnCursor *cursors; /* likewise: the next offset to try, */
  double *next;         /* and what the cost of its place is at least; INFINITY: all were tried */
  double frontier;      /* spots not in the list yet cost at least this; INFINITY: all are */
} CairnChoices;

/* Places for the milestone's text, or for its marker. `offsets` are borrowed. */
void cairn_choices_init(CairnChoices *choices, CairnField *field, const CairnTemplate *offsets, int milestone,
                        bool marker);

/* Entry `index`, which is in the list. */
static inline CairnSpot *cairn_choices_spot(const CairnChoices *choices, int index) {
  return &choices->chunks[index / CAIRN_CHUNK][index % CAIRN_CHUNK];
}

/* Makes the list longer, up to entry `index`, by places that may cost less than `limit`. */
void cairn_choices_extend(CairnChoices *choices, CairnField *field, int index, double limit);

/* Makes sure that entry `index` is in the list; false if there are not so many that may cost less than
 * `limit`. */
static inline bool cairn_choices_reach(CairnChoices *choices, CairnField *field, int index, double limit) {
  if (index >= choices->n) cairn_choices_extend(choices, field, index, limit);
  return index < choices->n;
}

/* The candidate at that entry. */
CairnCandidate cairn_choices_get(const CairnChoices *choices, const CairnField *field, int index);
