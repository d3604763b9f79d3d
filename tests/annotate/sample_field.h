/* A field for tests: 600 x 400 px, a plot of 540 x 300 px, and a line across it at y = 260. */
#pragma once

#include "annotate/search.h"

enum { SAMPLE_MOST = 40 };

typedef struct SampleField {
  CairnArena *arena;
  CairnLabelScene scene;
  CairnLabelOptions options;
  CairnMilestoneText texts[SAMPLE_MOST];
  CairnLabelSize sizes[SAMPLE_MOST][2];
  CairnPoint anchors[SAMPLE_MOST], line[2];
  CairnObstacleLine series;
  CairnField field;
  CairnTemplates templates;
} SampleField;

/* Milestones at these x on the line, with texts of `width` px on one line, or about half of it on two. The
 * order of x is that of dates. */
void sample_field_init(SampleField *sample, const double *x, int n, double width);
void sample_field_clear(SampleField *sample);

/* 0 <= share < 1 */
double sample_random(uint64_t *seed);

/* For qsort of doubles. */
int sample_ascending(const void *a, const void *b);
