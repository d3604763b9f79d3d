/* The key: the texts of the keyed milestones in columns, numbered in the order of their dates. */
#pragma once

#include "annotate/placement.h"

typedef struct CairnKeyLayout {
  int columns;
  double column_width, height; /* px; height of all, 0 without entries */
  double indent;               /* px from the left of an entry to its text */
  bool fits;                   /* false: a text is wider than the whole width even on most lines */
} CairnKeyLayout;

/* The lowest layout of the entries `keyed` (milestones in the order of their dates) in `width` px. */
CairnKeyLayout cairn_key_measure(const CairnMilestoneText *milestones, const int *keyed, int n,
                                 const CairnLabelOptions *options, double width);

/* Sets number, key_box, size and key_indent of the places; `box` is at least as high as the layout. */
void cairn_key_arrange(const CairnMilestoneText *milestones, const int *keyed, int n,
                       const CairnLabelOptions *options, CairnKeyLayout layout, CairnBox box,
                       CairnLabelPlace *places);
