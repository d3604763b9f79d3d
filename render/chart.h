/* What a chart consists of; shared by the files that implement cairn.h. */
#pragma once

#include "cairn.h"

#include "base/arena.h"
#include "base/calendar.h"
#include "font/measurer.h"
#include "paint/paint.h"
#include "read/table_cache.h"
#include "scene/scene.h"
#include "spec/config.h"
#include "spec/load.h"

struct CairnFonts {
  CairnTextMeasurer *measurer;
  CairnDefaults *defaults;
  CairnPaintCache *paint;
};

struct CairnDataCache {
  CairnTableCache *tables;
  CairnInput *standard; /* standard input, kept; NULL: nobody has read it */
};

struct CairnChart {
  CairnSpec *spec;
  CairnArena *arena;
  CairnZone *zone; /* NULL: UTC */
  CairnTextMeasurer *measurer;
  CairnPaintCache *paint; /* of the same fonts */
  CairnFonts *fonts; /* that the measurer is of, and that the chart frees; NULL: they are the caller's */
  CairnScene *scene;
  const CairnOptions *options; /* only while the chart is being made */
  GHashTable *told; /* the texts of warnings that have been told, meanwhile; or NULL */
  bool warned;
};
