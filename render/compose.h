/* From resolved data and scales to the scene: axes, marks, legends, titles, and their places on the page. */
#pragma once

#include "font/measurer.h"
#include "scale/resolve.h"
#include "scene/scene.h"
#include "transform/transform.h"

typedef struct CairnComposer {
  CairnArena *arena;
  CairnModel *model;
  CairnScaleSet *scales;
  CairnTransformRun *run;
  CairnTextMeasurer *measurer;
} CairnComposer;

/* The scene of the chart. Sets the sizes of the views, and fits them where the spec gives the size of the whole figure. NULL
 * with an error at its place. */
CairnScene *cairn_compose(CairnComposer *composer, GError **error);
