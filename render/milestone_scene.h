/* What is drawn of a chart without its milestones: what is in the way of their labels, and the plots that
 * they belong to. */
#pragma once

#include "compose.h"
#include "milestone_text.h"
#include "scene/bounds.h"

typedef struct CairnMilestone {
  CairnView *unit; /* the text layer */
  size_t row;
  const char *text;
  const char *series; /* the name of the series that it belongs to; NULL: none is named */
  const CairnFont *font;
  const CairnPaint *paint;
  const CairnMilestoneLines *lines; /* in the order of the sizes given to the placement */
  double x, y;                      /* where its mark would stand, in the frame of the plot */
  bool on_span;                     /* it is tied to its band or bracket */
  CairnBox drawn; /* once it is: its text, and the number before it in the key; on the page */
} CairnMilestone;

typedef struct CairnMilestones {
  size_t n;
  CairnMilestone *items;
  CairnMilestoneText *texts; /* the same for the placement */
  size_t n_outside;
  CairnMilestone *outside; /* those whose date no axis shows */
} CairnMilestones;

/* A plot of the figure. */
typedef struct CairnDrawnPlot {
  const CairnGroup *group;
  double x, y; /* of its data rectangle on the page */
} CairnDrawnPlot;

/* A piece of a line, or of the edge of an area, as it is drawn: without gaps, curves flattened. Px of the
 * page. */
typedef struct CairnDrawnCurve {
  const CairnMark *mark; /* NULL: the edge of a band */
  size_t item;
  const CairnPoint *points;
  int n;
  double width;
  bool faint; /* hardly seen: labels may stand on it */
} CairnDrawnCurve;

typedef struct CairnDrawing {
  GArray *plots;  /* CairnDrawnPlot */
  GArray *curves; /* CairnDrawnCurve */
  GArray *points; /* CairnObstaclePoint */
  GArray *fills;  /* CairnBox: bars and the insides of areas */
  GArray *boxes;  /* CairnBox: texts, axis lines, ... */
} CairnDrawing;

void cairn_drawing_clear(CairnDrawing *drawing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CairnDrawing, cairn_drawing_clear)

/* Reads the scene; what the curves point to lives in the arena. */
void cairn_drawing_read(CairnDrawing *drawing, CairnArena *arena, const CairnScene *scene,
                        CairnTextMeasurer *measurer);

/* The obstacles of `drawing`, for labels at these anchors. */
void cairn_drawing_give(const CairnDrawing *drawing, CairnArena *arena, const CairnScene *scene,
                        const CairnPoint *anchors, size_t n, CairnLabelScene *out);
