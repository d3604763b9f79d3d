/* Makes a layout cheaper by taking some labels away that stand near each other and putting them back in
 * another order, over and over: ruin and recreate (Schrimpf et al. 2000). */
#pragma once

#include "annotate/search.h"

/* Is there room in the key for these? */
typedef bool (*CairnKeyQuestion)(void *data, const bool *keyed);

/* What becomes of a layout that leaves labels out. */
typedef enum CairnEffort {
  CAIRN_GIVE_UP, /* soon, if they are so many that another layout is the better try */
  CAIRN_GO_ON,
  CAIRN_INSIST, /* longer than where none is left out */
} CairnEffort;

typedef struct CairnRenewalRules {
  double dropped_cost; /* px for a label that is left out, times its importance */
  double first;        /* px for having markers at all */
  double nuisance;     /* px for each marker beyond `few` */
  int few, most;       /* markers; `most`: there may be no more */
  CairnEffort effort;  /* where labels are left out */
  double work_per_px; /* units of work for each px that might be gained, about, */
  int64_t most_work;  /* and at most */
  CairnKeyQuestion key_has_room;
  void *data;
} CairnRenewalRules;

/* What renewing layouts of `n` labels needs, from `arena`: for one after the other. */
typedef struct CairnRenewal CairnRenewal;
CairnRenewal *cairn_renewal_new(CairnArena *arena, int n);

/* Labels may become markers, texts again, or be left out, as the sum gets less; the work is spent in
 * so many stages, each with other places to choose from. The sum of costs after it. */
double cairn_search_renew(CairnSearch *search, CairnRenewal *renewal, const CairnRenewalRules *rules,
                          int stages);
