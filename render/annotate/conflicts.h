/* Which places of each label touch which places of others: the conflict graph, as bits, found where it is
 * asked for and kept. A place costs a bit then, and not a look at all that stands around it. */
#pragma once

#include "annotate/shortlist.h"

/* What the edges of 64 places are compared with at once. */
#define CAIRN_LANES 16
#define CAIRN_ROWS  4
typedef int16_t CairnEdges __attribute__((vector_size(2 * CAIRN_LANES), aligned(16)));

/* A box, or 64 boxes, on a grid; place p of a word is lane p / 4 of item p % 4. */
typedef struct CairnGridBox {
  int16_t left, right, top, bottom;
} CairnGridBox;

static inline bool cairn_grid_overlap(CairnGridBox a, CairnGridBox b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

typedef struct CairnGridBoxes {
  CairnEdges left[CAIRN_ROWS], right[CAIRN_ROWS], top[CAIRN_ROWS], bottom[CAIRN_ROWS];
} CairnGridBoxes;

/* What a label keeps off where it stands, on the grid; [1]: against a marker. */
typedef struct CairnShape {
  CairnGridBox sure[2]; /* boxes that overlap it do touch; at most that large */
  CairnGridBox keep;    /* upright leaders that overlap it do touch, likewise; */
  CairnGridBox stem;    /* around the upright piece of its leader: boxes that overlap it do touch */
  CairnGridBox near[2]; /* boxes that do not overlap this do not; at least that large */
  CairnGridBox box;     /* what leaders keep off, likewise */
  CairnGridBox leader;  /* what boxes keep off it, and more than what leaders do */
  CairnGridBox most;    /* around all of that */
} CairnShape;

/* 64 places of a label. */
typedef struct CairnGridPlaces {
  CairnGridBoxes box;    /* at most that large */
  CairnGridBoxes stem;   /* the upright pieces of the leaders, likewise */
  CairnGridBoxes leader; /* around the leaders */
  CairnGridBox most;     /* around all of that */
} CairnGridPlaces;

/* Which of 64 places of one label a place of another touches: */
typedef struct CairnBar {
  uint64_t barred; /* those known to, */
  uint64_t open;   /* and those that may, too */
} CairnBar;

typedef struct CairnBars {
  CairnBar words[CAIRN_LIST_WORDS];
  unsigned known; /* a bit for each of them that has been asked for */
} CairnBars;

typedef struct CairnRow {
  CairnShape shape;
  CairnBars **bars; /* per label; NULL: not asked for yet */
  struct CairnRow *next;
} CairnRow;

typedef struct CairnConflicts {
  CairnArena *arena;
  CairnField *field;
  int n;                       /* labels */
  const CairnShortlist *lists; /* per label */
  CairnGridPlaces *grid;       /* CAIRN_LIST_WORDS per label */
  CairnRow **rows;             /* CAIRN_LIST_PLACES per label; NULL: not asked for yet */
  CairnRow *used, *unused;     /* all rows there are */
  CairnBars **chunks;          /* of bars; they are used again, as rows are */
  int n_bars, n_chunks;        /* in use; allocated */
  double steps;                /* of the grid in one px */
} CairnConflicts;

/* For the lists of `n` labels, which are borrowed. */
void cairn_conflicts_init(CairnConflicts *conflicts, CairnArena *arena, const CairnShortlist *lists, int n);

/* To be called before lists are filled, and for each when it is. */
void cairn_conflicts_begin(CairnConflicts *conflicts, CairnField *field);
void cairn_conflicts_enter(CairnConflicts *conflicts, int label);

/* Around all that the label keeps off at that place, and around all that its places of that word do: a label
 * does not touch places that it does not reach. */
CairnGridBox cairn_conflicts_extent(CairnConflicts *conflicts, int label, int place);
CairnGridBox cairn_conflicts_reach(const CairnConflicts *conflicts, int label, int word);

/* For the functions below: what they have not found yet. */
const CairnBar *cairn_conflicts_find(CairnConflicts *conflicts, int label, int place, int other, int word);
bool cairn_conflicts_settle(CairnConflicts *conflicts, int label, int place, int other, int other_place);

/* Which places of that word of `other` that place of the label touches. */
static inline const CairnBar *cairn_conflicts_bar(CairnConflicts *c, int label, int place, int other,
                                                  int word) {
  const CairnRow *row = c->rows[label * CAIRN_LIST_PLACES + place];
  const CairnBars *bars = row ? row->bars[other] : NULL;
  if (bars && bars->known >> word & 1) return &bars->words[word];
  return cairn_conflicts_find(c, label, place, other, word);
}

/* Do they touch? */
static inline bool cairn_conflicts_touch(CairnConflicts *c, int label, int place, int other,
                                         int other_place) {
  int word = other_place / CAIRN_WORD, bit = other_place % CAIRN_WORD;
  const CairnBar *bar = cairn_conflicts_bar(c, label, place, other, word);
  if (bar->barred >> bit & 1) return true;
  if (!(bar->open >> bit & 1)) return false;
  return cairn_conflicts_settle(c, label, place, other, other_place);
}
