/* What a chart shows, in two or three sentences for those who do not see it: what is drawn and over which range, how it goes and
 * where it is highest and lowest, where values are missing, and the milestones. Everything it says follows from the rows that are
 * drawn. The words are English, German, Russian or Urdu, after the language of the chart's locale; numbers and dates are those of
 * the locale. */
#pragma once

#include "describe/subject.h"

/* An event beside the data. */
typedef struct CairnToldMilestone {
  const char *text;
  const CairnView *unit; /* whose x is its date */
  size_t row;
} CairnToldMilestone;

typedef struct CairnDescribeInput {
  CairnArena *arena; /* of the result */
  const CairnModel *model;
  const CairnZone *zone; /* of local times; NULL: UTC */
  CairnCellNames *cell_names;
  bool (*skips)(const CairnView *unit); /* units that are no data: milestones */
  const CairnToldMilestone *milestones;
  size_t n_milestones;
} CairnDescribeInput;

/* The description; the model's tables and scales are complete. */
const char *cairn_describe(const CairnDescribeInput *input);
