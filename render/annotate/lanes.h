/* Labels in rows above or below the data, each with a leader that falls straight from it: the multi-row
 * boundary labelling of Gemsa, Haunert and Nöllenburg (2015). docs/milestones.md tells how. */
#pragma once

#include "annotate/field.h"

typedef struct CairnLane {
  int milestone, size;
  int row;     /* 1 is next to the data; 0: left out */
  double pole; /* x of the leader: the anchor's, moved aside where anchors crowd */
  int bundle;  /* of the leaders that were moved aside together */
  double foot; /* x at which its slanting piece begins */
  double left; /* x of the label */
  double y;    /* its top edge */
  int support; /* the lane that keeps this one up; -1: the data */
} CairnLane;

typedef struct CairnLanes CairnLanes;

/* Rows for the milestones whose `wanted` is set, above the data (`up` -1) or below it (1). `level`: straight
 * rows outside the plot; else each label moves towards the data until it rests on something. Of the ways to
 * break the texts the one is taken that costs least when the plot gives way to `extra` room. NULL if there is
 * none. */
CairnLanes *cairn_lanes_new(CairnField *field, const bool *wanted, CairnLabelRoom extra, int up, bool level);

/* To be called when the field has got another layout: the rows stay, what they rest on is looked at again. */
void cairn_lanes_retrace(CairnLanes *lanes, CairnField *field);

/* Sets the labels' heights as they would be if the plot gave way to `extra` room. The px by which a label
 * reaches above the figure's free space (negative: none does); `worst` (unless NULL) is set to that lane. */
double cairn_lanes_stack(CairnLanes *lanes, CairnField *field, CairnLabelRoom extra, int *worst);

/* px of leaders, the shapes of the labels, and what reaches too high, for that room. */
double cairn_lanes_cost(CairnLanes *lanes, CairnField *field, CairnLabelRoom extra);

int cairn_lanes_count(const CairnLanes *lanes);
CairnLane *cairn_lanes_at(const CairnLanes *lanes, int index);

/* The label of that lane at the height set last, without its cost. */
CairnCandidate cairn_lanes_candidate(const CairnLanes *lanes, const CairnField *field, int index);
