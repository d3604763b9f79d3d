/* The places a label can take when the other labels are not looked at: free of series, points, boxes and the
 * edge, in the order of their cost. Found lazily, because most labels end at one of their first places. */
#pragma once

#include "annotate/contact.h"
#include "annotate/coverage.h"
#include "annotate/placement.h"
#include "annotate/template.h"

typedef struct CairnCandidate {
  double cost; /* px */
  CairnBox box;
  CairnSegment leader; /* from the label to the anchor */
  bool has_leader;
  int size;  /* index into the milestone's sizes; n_sizes: its marker */
  int align; /* as in CairnLabelPlace */
} CairnCandidate;

/* Distances in px that hold between things. */
typedef struct CairnSpacing {
  double obstacle;      /* label to series, points, boxes, edge */
  double beside, above; /* label to label */
  double leader;        /* label to another's leader; leader to leader */
} CairnSpacing;

/* What all labels share in one round. */
typedef struct CairnField {
  CairnArena *arena;
  const CairnLabelScene *scene;
  const CairnMilestoneText *milestones;
  int n;
  const CairnLabelOptions *options;
  CairnSpacing spacing;
  CairnCoverage *coverage;
  CairnTemplate offsets;
  CairnPoint *by_x;    /* the anchors from left to right */
  CairnBox marker;     /* size of a numbered marker */
  bool texts, markers; /* may labels stand as text, as markers? */
  int64_t work;
} CairnField;

typedef struct CairnChoices {
  int milestone;
  CairnCandidate *list; /* in the order of `floor`, which is at most the cost */
  double *floor;
  int n, room;
  int *cursor;     /* per size, and last for the marker: the next offset to try */
  double frontier; /* what is not in the list yet costs at least this; INFINITY: all are */
} CairnChoices;

/* `keyed`: markers are allowed as well as texts. */
void cairn_field_init(CairnField *field, CairnArena *arena, const CairnLabelScene *scene,
                      const CairnMilestoneText *milestones, int n, const CairnLabelOptions *options,
                      CairnSpacing spacing, bool texts, bool markers);

void cairn_choices_init(CairnChoices *choices, CairnField *field, int milestone);

/* Makes sure that entry `index` is in the list; false if there are not so many. */
bool cairn_choices_reach(CairnChoices *choices, CairnField *field, int index);

/* Of a label that goes into the key instead. */
double cairn_key_cost(const CairnField *field, int milestone);
