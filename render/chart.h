/* What a chart consists of; shared by the files that implement cairn.h. */
#pragma once

#include "cairn.h"

#include "base/arena.h"
#include "base/calendar.h"
#include "font/measurer.h"
#include "scene/scene.h"
#include "spec/load.h"

struct CairnChart {
  CairnSpec *spec;
  CairnArena *arena;
  CairnZone *zone; /* NULL: UTC */
  CairnTextMeasurer *measurer;
  CairnScene *scene;
  const CairnOptions *options; /* only while the chart is being made */
  bool warned;
};
