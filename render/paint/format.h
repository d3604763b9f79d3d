/* What the writers of the formats share. */
#pragma once

#include "paint/canvas.h"
#include "paint/paint.h"
#include "paint/paint_cache.h"

/* One picture on its way out. */
typedef struct CairnJob {
  const CairnScene *scene;
  const CairnPaintOptions *options;
  CairnTextMeasurer *measurer;
  CairnSink sink;
  double scale; /* options->scale or 1 */
  CairnPaintCache *cache;
} CairnJob;

typedef bool (*CairnWriteFormat)(const CairnJob *job, GError **error);

bool cairn_write_png(const CairnJob *job, GError **error);
bool cairn_write_pdf(const CairnJob *job, GError **error);
bool cairn_write_svg(const CairnJob *job, GError **error);

/* Paints the scene on a surface; `zoom` surface units per px. Flushes, but does not finish it. */
bool cairn_paint_surface(const CairnJob *job, cairo_surface_t *surface, double zoom, GError **error);

/* Glyphs unhinted, so that they are as wide as they were measured. */
void cairn_surface_set_font_options(cairo_t *cr);
