/* From resolved data and scales to the scene: axes, marks, legends, titles, and their places on the page. */
#pragma once

#include "font/measurer.h"
#include "layout/page.h"
#include "scale/resolve.h"
#include "scene/scene.h"
#include "transform/transform.h"

/* A unit as it was drawn. */
typedef struct CairnDrawnUnit {
  const CairnView *unit;
  const CairnGroup *plot; /* the plot in which it stands */
  const CairnMark *mark;  /* NULL: nothing was drawn, as of milestones */
} CairnDrawnUnit;

typedef struct CairnComposer {
  CairnArena *arena;
  CairnModel *model;
  CairnScaleSet *scales;
  CairnTransformRun *run;
  CairnTextMeasurer *measurer;
  double room_top, room_bottom; /* px kept free around the plot, for the labels of milestones */
  CairnBox bottom_room;         /* where the latter is, after cairn_compose */
  CairnPageLegend *legends;     /* of all views, while they are composed */
  size_t n_legends;
  CairnDrawnUnit *drawn; /* all units, after cairn_compose */
  size_t n_drawn, drawn_capacity;
  struct CairnSpans *spans;                 /* after cairn_spans_choose; NULL without any */
  bool warned_of_size;                      /* that nothing of the figure is left for its plot */
  const struct CairnMilestones *milestones; /* after cairn_milestones_place; NULL without any */
} CairnComposer;

/* The scene without its milestones, with the room asked for. Sets the sizes of the views, and fits them where
 * the spec gives the size of the whole figure. NULL with an error at its place. */
CairnScene *cairn_compose(CairnComposer *composer, GError **error);
