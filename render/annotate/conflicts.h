/* Which places of each label are barred by which labels that stand: the conflict graph, as bits, found where
 * it is asked for and kept until one of the two labels moves. A place costs a bit then, and not a look at all
 * that stands around it.
 */
#pragma once

#include "annotate/candidate.h"

/* Places in a block: the bits of a word. */
#define CAIRN_BLOCK 64

/* What the edges of a block's places are compared with at once. */
#define CAIRN_LANES 8
typedef int16_t CairnEdges __attribute__((vector_size(2 * CAIRN_LANES)));

/* A box, or 64 boxes, on a grid; place p of a block is lane p / 8 of item p % 8. */
typedef struct CairnGridBox {
  int16_t left, right, top, bottom;
} CairnGridBox;

typedef struct CairnGridBoxes {
  CairnEdges left[CAIRN_LANES], right[CAIRN_LANES], top[CAIRN_LANES], bottom[CAIRN_LANES];
} CairnGridBoxes;

/* Where a label stands, and what its parts keep off, on the grid; [1]: against a marker. */
typedef struct CairnShape {
  CairnGridBox sure[2]; /* boxes that overlap it do touch; at most that large */
  CairnGridBox keep;    /* upright leaders that overlap it do touch, likewise; */
  CairnGridBox stem;    /* around the upright piece of its leader: boxes that overlap it do touch */
  CairnGridBox near[2]; /* boxes that do not overlap this do not; at least that large */
  CairnGridBox box;     /* what leaders keep off, likewise */
  CairnGridBox leader;  /* what boxes keep off it, and more than what leaders do */
  bool stands;
} CairnShape;

/* What of 64 places is sure to be there: at most that large. */
typedef struct CairnGridPlaces {
  CairnGridBoxes box;
  CairnGridBoxes stem; /* the upright pieces of the leaders */
} CairnGridPlaces;

/* So many places of one label, in the order of its choices. */
typedef struct CairnBlock {
  CairnGridPlaces sure;
  CairnGridBoxes leader; /* around the leaders */
  CairnGridBox most;     /* around all of that */
  int n;                 /* places known; the last block grows */
  int seen;              /* how far the log was read; -1: not yet */
  uint64_t *barred;      /* per label: places that it is known to touch */
  uint64_t *open;        /* per label: places that it may touch, too */
  uint64_t *concerning;  /* a bit per label: are there any of either? */
} CairnBlock;

typedef struct CairnPlaces {
  CairnChoices *choices;
  bool markers; /* they keep less apart */
  CairnBlock **blocks;
  int n_blocks, room;
} CairnPlaces;

typedef struct CairnConflicts {
  CairnArena *arena;
  CairnField *field;
  int n, words;                   /* labels, and the words that a bit for each takes */
  const CairnCandidate *standing; /* per label; cost INFINITY: it has no place */
  CairnShape *shapes;             /* of those */
  int *log, n_log, log_room;      /* labels that have moved */
  double steps;                   /* of the grid in one px */
} CairnConflicts;

/* `standing` is borrowed; cairn_conflicts_moved is to be told of each change. */
void cairn_conflicts_init(CairnConflicts *conflicts, CairnArena *arena, CairnField *field,
                          const CairnCandidate *standing);

/* The label stands elsewhere, or no longer. */
void cairn_conflicts_moved(CairnConflicts *conflicts, int label);

/* Bits of the places in that block that no standing label is known to touch, but those in `out` (a bit per
 * label) may. The others are to be asked for with cairn_conflicts_is_free. False if there are no places so
 * far down the list that may cost less than `limit`. */
bool cairn_conflicts_free(CairnConflicts *conflicts, CairnPlaces *places, int block, const uint64_t *out,
                          double limit, uint64_t *free);

/* Does the candidate, which is that of the place at `index`, touch no standing label but those in `out`? */
bool cairn_conflicts_is_free(CairnConflicts *conflicts, CairnPlaces *places, int index,
                             const CairnCandidate *candidate, const uint64_t *out);

/* Sets a bit for each standing label that touches the place at `index`, which is known. */
void cairn_conflicts_at(CairnConflicts *conflicts, CairnPlaces *places, int index, uint64_t *touching);

CairnShape cairn_conflicts_shape(const CairnConflicts *conflicts, const CairnCandidate *candidate);

/* Copies the place at `index`, which is known, to that place of others. */
void cairn_conflicts_copy(const CairnPlaces *places, int index, CairnGridPlaces *to, int k);

/* Bits of the places that are sure to touch a label of that shape. */
uint64_t cairn_conflicts_sure(const CairnGridPlaces *places, bool markers, const CairnShape *shape);
