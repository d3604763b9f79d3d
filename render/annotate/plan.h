/* How much the plot gives way, and the rows of labels and markers that this makes room for. */
#pragma once

#include "annotate/lanes.h"

/* px of cost for each px that the plot gives up, per label. */
#define CAIRN_ROOM_SHARE 0.12

/* Share of the room that the key may take. */
#define CAIRN_KEY_SHARE 0.85

typedef struct CairnPlan {
  CairnLanes *above, *below; /* NULL: none */
  CairnLabelRoom room;       /* more than the field's own */
} CairnPlan;

/* Height of the key for the milestones set in `keyed`. */
double cairn_plan_key_height(const CairnField *field, const bool *keyed);

/* Is it at most that, and have the markers for so many digits? */
bool cairn_plan_key_fits(const CairnField *field, const bool *keyed, double height);

/* Rows for the milestones in `wanted`, those in `keyed` as markers, so that the plot keeps its least height.
 * Texts for which there is no room are added to `keyed`. `level`: straight rows, above the plot. `below`:
 * rows may also stand below the data. `field` is laid out without room. */
CairnPlan cairn_plan_new(CairnField *field, const bool *wanted, bool below, bool level, bool *keyed);
