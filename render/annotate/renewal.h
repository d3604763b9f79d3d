/* Makes a layout cheaper by taking some labels away that stand near each other and putting them back in
 * another order, over and over: ruin and recreate (Schrimpf et al. 2000). */
#pragma once

#include "annotate/search.h"

/* Is there room in the key for those that stand as markers now? */
typedef bool (*CairnKeyQuestion)(void *data, const CairnSearch *search);

typedef struct CairnRenewalRules {
  double dropped_cost; /* px for a label that is left out, times its importance */
  double first;        /* px for having markers at all */
  double nuisance;     /* px for each marker beyond `few` */
  int few, most;       /* markers; `most`: there may be no more */
  CairnKeyQuestion key_has_room;
  void *data;
} CairnRenewalRules;

/* Labels may become markers, texts again, or be left out, as the sum gets less; spends about `budget` units
 * of work. The sum of costs after it. */
double cairn_search_renew(CairnSearch *search, const CairnRenewalRules *rules, int64_t budget);
