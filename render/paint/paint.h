/* A scene as PNG, PDF or SVG. */
#pragma once

#include <stdint.h>

#include "font/measurer.h"
#include "scene/scene.h"

typedef enum CairnFormat { CAIRN_FORMAT_PNG, CAIRN_FORMAT_PDF, CAIRN_FORMAT_SVG } CairnFormat;

/* "png", "pdf", "svg" in any case; false for other names. */
bool cairn_format_parse(const char *name, CairnFormat *format);

/* What pictures painted one after the other need not make anew. */
typedef struct CairnPaintCache CairnPaintCache;

CairnPaintCache *cairn_paint_cache_new(void);
void cairn_paint_cache_free(CairnPaintCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnPaintCache, cairn_paint_cache_free)

/* A zeroed struct has the defaults of all. */
typedef struct CairnPaintOptions {
  CairnFormat format;
  double scale;          /* output px (PDF: 1/96 inch) per px of the scene; 0 = 1 */
  double dpi;            /* PNG: the density it claims (pHYs); 0 = 96 × scale */
  bool png_best;         /* the smallest PNG instead of the fastest */
  bool every_vertex;     /* PNG: dense lines are drawn whole */
  bool svg_live;         /* SVG with real text and classes instead of outlines */
  bool svg_fonts;        /* SVG with live text: subsets of the fonts are put in */
  bool svg_dark;         /* SVG: colours for pages that prefer a dark scheme */
  const char *id_prefix; /* SVG: begins every id; NULL = made from the content */
  bool dated;            /* PDF: write a creation date */
  int64_t date;          /* seconds since 1970, UTC */
  CairnPaintCache *cache; /* borrowed; NULL: made for this picture */
} CairnPaintOptions;

/* Where the bytes go; called once or many times. `write` returns false with an error to stop. */
typedef struct CairnSink {
  bool (*write)(const void *bytes, size_t n, void *data, GError **error);
  void *data;
} CairnSink;

/* Paints the scene. The same scene, options and fonts give the same bytes. Errors: CAIRN_ERROR_LIMIT (the
 * page is too large for the format), CAIRN_ERROR_USAGE (an option makes no sense), CAIRN_ERROR_INTERNAL, or
 * the sink's. */
bool cairn_paint(const CairnScene *scene, const CairnPaintOptions *options, CairnTextMeasurer *measurer,
                 CairnSink sink, GError **error);
