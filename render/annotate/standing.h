/* The labels as they stand, and which places of a label they bar together. Those that bar any are listed for
 * each word of places, and looked at again only when they have moved. */
#pragma once

#include "annotate/conflicts.h"

#define CAIRN_NOWHERE -1 /* the place of a label that is left out */

/* A label that bars places of another where it stands, or may. */
typedef struct CairnBarrier {
  CairnBar bar;
  int label;
} CairnBarrier;

/* Those of one word of places. */
typedef struct CairnBarriers {
  CairnBarrier *list;
  int n, room;
  int64_t seen; /* how many labels had moved when it was last looked at */
} CairnBarriers;

typedef struct CairnStanding {
  CairnArena *arena;
  CairnConflicts *conflicts; /* borrowed */
  int n;                     /* labels */
  int *places;               /* per label: where it stands, in its list, */
  CairnGridBox *extents;     /* and all that it is in the way of there */
  bool *away;                /* it does not count for now */
  CairnBarriers *barriers;   /* per word of each label */
  int *moved;                /* the labels that moved last, in a ring */
  int64_t n_moved;
} CairnStanding;

void cairn_standing_init(CairnStanding *standing, CairnArena *arena, CairnConflicts *conflicts, int n);

/* To be called when lists have been filled; no label stands then. */
void cairn_standing_begin(CairnStanding *standing);

void cairn_standing_put(CairnStanding *standing, int label, int place);

/* Which places of that word of the label are barred by those that count, and which may be. */
CairnBar cairn_standing_bar(CairnStanding *standing, int label, int word);

/* Is that place of the label, of a word asked for just before, barred by one that counts? */
bool cairn_standing_bars(CairnStanding *standing, int label, int place);

/* Lists the labels that count and bar such a place; false if they are more than `most`. */
bool cairn_standing_find(CairnStanding *standing, int label, int place, int most, int *found, int *n_found);
