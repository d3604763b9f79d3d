/* What the labels of one round stand in, and what a place costs there. */
#pragma once

#include "annotate/contact.h"
#include "annotate/coverage.h"
#include "annotate/placement.h"
#include "annotate/together.h"

/* A place for a label. */
typedef struct CairnCandidate {
  double cost; /* px; docs/milestones.md */
  CairnBox box;
  CairnPoint path[4]; /* the leader, from the label to the anchor */
  int n_path;         /* 0: no leader */
  int size;           /* index into the milestone's sizes; n_sizes: its marker */
  bool flag;          /* its first piece leads across from the label to where the leader rises */
  bool marker;
  bool rated; /* else the cost may still rise */
} CairnCandidate;

/* What losing the label weighs. */
static inline double cairn_importance(const CairnMilestoneText *text) {
  return text->priority <= 1 ? 2 : text->priority == 2 ? 1.4 : 1;
}

/* Distances in px that hold between things. */
typedef struct CairnSpacing {
  double obstacle;      /* label to series, points, boxes, edge */
  double beside, above; /* label to label */
  double leader;        /* label to another's leader; leader to leader */
  double marker;        /* marker to marker */
} CairnSpacing;

typedef struct CairnField {
  CairnArena *arena;
  const CairnLabelScene *scene;
  const CairnMilestoneText *milestones;
  int n;
  const CairnLabelOptions *options;
  CairnSpacing spacing;
  CairnCoverage *coverage;
  double *top,
      *bottom;  /* per column of the coverage: y where the data begins and ends; INFINITY, -INFINITY: none */
  double *data; /* the same, all tops and then all bottoms, without labels that are kept */
  CairnPoint *by_x;      /* the anchors from left to right */
  int *together;         /* per milestone: anchors at the same place, */
  double *stem;          /* and the x at which a leader rises straight from there */
  double key_cost;       /* of a label that goes into the key, in the mean, */
  double first_key_cost; /* of having a key at all */
  double key_weight;     /* and what one weighs in the mean, by its priority */
  CairnBox marker;       /* size of a numbered marker */
  int digits;            /* that it has room for */
  const bool *keyed;     /* labels that stand as markers; the others stand as text */
  const bool *hidden;    /* labels that are left out */
  const CairnBox *kept;  /* labels that stay where they are */
  int n_kept;
  int64_t work;
} CairnField;

/* `keyed` and `hidden` may be NULL: none. */
void cairn_field_init(CairnField *field, CairnArena *arena, const CairnLabelScene *scene,
                      const CairnMilestoneText *milestones, int n, const CairnLabelOptions *options,
                      const bool *keyed, const bool *hidden);

/* Labels that stay where they are: lanes rest on them, as they do on the data. Those of an earlier call go.
 */
void cairn_field_keep(CairnField *field, const CairnBox *boxes, int n);

/* The field as it would be, about, if the plot gave way to `room`, for what needs only the anchors, the plot
 * and where the data begins and ends. */
void cairn_field_squeeze(const CairnField *field, CairnLabelRoom room, CairnField *out);

/* Markers get room for numbers up to n, and there may be as many as have so many digits. */
void cairn_field_set_markers(CairnField *field, int n);
int cairn_field_most_markers(const CairnField *field);

/* Width and height of the milestone's text of that size, or of its marker. */
static inline CairnBox cairn_field_size(const CairnField *field, int milestone, int size) {
  const CairnMilestoneText *text = &field->milestones[milestone];
  if (size == text->n_sizes) return field->marker;
  return (CairnBox){0, 0, text->sizes[size].width, text->sizes[size].height};
}

/* The cost of standing in that size, wherever it is. */
double cairn_field_size_cost(const CairnField *field, int milestone, int size);

/* The label in `box`, with a leader by way of `pole` (px beside the stem; 0: straight), which the label
 * stands on or, as a `flag`, beside; not yet rated. */
void cairn_field_callout(const CairnField *field, int milestone, int size, CairnBox box, double pole,
                         bool flag, CairnCandidate *candidate);

/* Gives the candidate, which has its box, such a leader. */
void cairn_field_aim(const CairnField *field, int milestone, double pole, bool flag,
                     CairnCandidate *candidate);

/* Where offsets are counted from: the anchor, moved to the middle of those that it stands together with. */
static inline CairnPoint cairn_field_site(const CairnField *field, int milestone) {
  return (CairnPoint){field->stem[milestone], field->scene->anchors[milestone].y};
}

/* Sets the cost, not yet rated, of a candidate that has its box, path and size. */
void cairn_field_look(const CairnField *field, int milestone, CairnCandidate *candidate);

/* Does it have a leader of its own, where it might share one with labels whose anchors stand together with
 * its?
 */
bool cairn_field_fans(const CairnField *field, int milestone, const CairnCandidate *candidate);

/* The marker on the anchor itself; false if it would cover anything but that. */
bool cairn_field_badge(CairnField *field, int milestone, CairnCandidate *candidate);

/* Adds to the cost what the leader passes, and whether a reader might tie the label to another anchor; false
 * if a box is in the way of the leader. Costly, so done only for candidates that are otherwise the best. */
bool cairn_field_rate(CairnField *field, int milestone, CairnCandidate *candidate);

/* How the lines of the text stand: -1 left, 0 middle, 1 right. */
int cairn_candidate_align(const CairnCandidate *candidate);

/* px of the leader. */
double cairn_candidate_length(const CairnCandidate *candidate);
