/* The key: the texts of the keyed milestones, numbered in the order of their dates, in columns; where these
 * would be too high, in smaller text, and if need be one after the other in lines. */
#pragma once

#include "annotate/placement.h"

typedef struct CairnKeyLayout {
  int columns; /* 0: the entries follow each other in lines */
  double column_width;
  double height; /* px of all, 0 without entries */
  double indent; /* px from the left of an entry to its text */
  double scale;  /* of the text: 1, or less */
  double gap;    /* px between entries below each other */
  bool fits;     /* false: a text is wider than the whole width even on most lines */
} CairnKeyLayout;

/* The entries are `keyed` (milestones in the order of their dates), in `width` px. The first way that keeps
 * within `most` px of height, or the lowest if none does. */
CairnKeyLayout cairn_key_measure(const CairnMilestoneText *milestones, const int *keyed, int n,
                                 const CairnLabelOptions *options, double width, double most);

/* Is what cairn_key_measure finds at most `height` px high? Much quicker. */
bool cairn_key_fits(const CairnMilestoneText *milestones, const int *keyed, int n,
                    const CairnLabelOptions *options, double width, double most, double height);

/* Sets number, key_box, size and key_indent of the places; `box` is at least as high as the layout. */
void cairn_key_arrange(const CairnMilestoneText *milestones, const int *keyed, int n,
                       const CairnLabelOptions *options, CairnKeyLayout layout, CairnBox box,
                       CairnLabelPlace *places);
