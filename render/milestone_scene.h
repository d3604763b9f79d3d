/* Between the scene and the placement of milestones: what is in their way, and how their labels are drawn. */
#pragma once

#include "annotate/placement.h"
#include "font/measurer.h"
#include "scene/bounds.h"
#include "scene/scene.h"
#include "spec/view.h"

typedef struct CairnMilestoneLines {
  const char *const *lines;
  size_t n;
} CairnMilestoneLines;

typedef struct CairnMilestone {
  CairnView *unit;
  size_t row;
  const char *text;
  const CairnFont *font;
  const CairnPaint *paint;
  CairnMilestoneLines *lines; /* in the order of the sizes given to the placement */
  double x, y;                /* where the mark would stand, in the frame of the plot */
} CairnMilestone;

typedef struct CairnMilestones {
  size_t n;
  CairnMilestone *items;
  CairnMilestoneText *texts; /* the same for the placement */
} CairnMilestones;

/* Height of the ink of n lines: ascenders of the first to descenders of the last. */
double cairn_milestone_text_height(const CairnFont *font, size_t n_lines);

/* Fills `out`, in the frame of the scene: series, points and boxes that are drawn, and an anchor for each milestone: on the
 * series at its x where the plot has one series, on the y that its layer encodes, else on the x axis. */
void cairn_milestone_scene_read(CairnArena *arena, const CairnScene *scene, const CairnView *root, const CairnMilestones *milestones, CairnMeasure measure,
                                CairnLabelScene *out);

/* Draws leaders, dots, labels, markers and key on the page, and sets scene->labelling. */
void cairn_milestone_scene_draw(CairnArena *arena, CairnScene *scene, const CairnMilestones *milestones, const CairnPlacement *placement,
                                const CairnLabelOptions *options, CairnTextMeasurer *measurer);
