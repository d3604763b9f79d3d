/* Leaders that are moved aside because their anchors crowd, and slant together. */
#pragma once

#include "annotate/lanes.h"

#define CAIRN_POLE_GAP 0.45 /* font sizes between leaders that were moved aside */

/* Sites whose leaders were moved aside and slant between the same two heights, so that they keep their order
 * there. No label may stand lower than that. */
typedef struct CairnBundle {
  double left, right;
  double foot; /* height where the slanting pieces begin, as seen from the anchors */
  double rise; /* height of the slanting pieces */
  bool fan;    /* they begin at the anchors themselves */
} CairnBundle;

/* Sets where the leaders of lanes in the order of their anchors fall: at those, but apart from each other;
 * gathered in `count` bundles if that is not 0, with `between` px from one to the next. */
void cairn_bundles_spread(CairnField *field, CairnLane *lanes, int n, int count, double between);

/* Gathers leaders whose spans overlap in bundles that slant together. `skyline`: per column of the coverage
 * the height of the data, as seen from it (`up`: -1 above, 1 below). Sets the lanes' bundle and foot; the
 * number of bundles. */
int cairn_bundles_find(CairnField *field, CairnLane *lanes, int n, int up, const double *skyline,
                       CairnBundle *bundles);
