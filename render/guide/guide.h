/* What drawing axes, legends and titles needs. */
#pragma once

#include "base/arena.h"
#include "font/measurer.h"
#include "scene/scene.h"
#include "spec/view.h"
#include "transform/transform.h"

typedef struct CairnGuideContext {
  CairnArena *arena; /* of all that is drawn */
  CairnModel *model;
  CairnTransformRun *run; /* scope, signals and zone of expressions */
  CairnTextMeasurer *measurer;
} CairnGuideContext;
