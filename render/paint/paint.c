#include "paint/paint.h"

#include <math.h>

#include "base/error.h"
#include "base/limits.h"
#include "paint/format.h"
#include "paint/painter.h"

static const struct {
  const char *name;
  CairnWriteFormat write;
} formats[] = {
    [CAIRN_FORMAT_PNG] = {"png", cairn_write_png},
    [CAIRN_FORMAT_PDF] = {"pdf", cairn_write_pdf},
    [CAIRN_FORMAT_SVG] = {"svg", cairn_write_svg},
};

bool cairn_format_parse(const char *name, CairnFormat *format) {
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
    if (g_ascii_strcasecmp(name, formats[i].name) != 0) continue;
    *format = (CairnFormat)i;
    return true;
  }
  return false;
}

/* False with CAIRN_ERROR_INTERNAL when the surface has failed. */
static bool check_surface(cairo_surface_t *surface, GError **error) {
  cairo_status_t status = cairo_surface_status(surface);
  if (status == CAIRO_STATUS_SUCCESS) return true;
  cairn_error_set(error, CAIRN_ERROR_INTERNAL, "cannot draw: %s", cairo_status_to_string(status));
  return false;
}

void cairn_surface_set_font_options(cairo_t *cr) {
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options(cr, options);
  cairo_font_options_destroy(options);
}

bool cairn_paint_surface(const CairnJob *job, cairo_surface_t *surface, double zoom, GError **error) {
  if (!check_surface(surface, error)) return false;
  cairo_t *cr = cairo_create(surface);
  cairo_scale(cr, zoom, zoom);
  cairn_surface_set_font_options(cr);
  CairnCanvas canvas;
  cairn_canvas_init(&canvas, cr, job->scene->width, job->scene->height, job->measurer);
  if (cairo_surface_get_type(surface) == CAIRO_SURFACE_TYPE_IMAGE)
    cairn_canvas_use_pixels(&canvas, cairn_paint_cache_raster(job->cache));
  canvas.every_vertex = job->options->every_vertex;
  cairn_painter_paint(&canvas, job->scene);
  bool ok = cairn_canvas_check(&canvas, error);
  cairn_canvas_clear(&canvas);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  return ok && check_surface(surface, error);
}

static bool check_sizes(const CairnScene *scene, double scale, GError **error) {
  if (!(scale > 0) || scale > 1000) {
    cairn_error_set(error, CAIRN_ERROR_USAGE, "the scale must be above 0 and at most 1000");
    return false;
  }
  if (!(scene->width >= 0 && scene->width <= CAIRN_LIMIT_CHART_SIDE && scene->height >= 0 &&
        scene->height <= CAIRN_LIMIT_CHART_SIDE)) {
    cairn_error_set(error, CAIRN_ERROR_LIMIT,
                    "the chart is %g × %g px; it may have 0 to %d px a side (CAIRN_LIMIT_CHART_SIDE)",
                    scene->width, scene->height, CAIRN_LIMIT_CHART_SIDE);
    return false;
  }
  return true;
}

bool cairn_paint(const CairnScene *scene, const CairnPaintOptions *options, CairnTextMeasurer *measurer,
                 CairnSink sink, GError **error) {
  double scale = options->scale != 0 ? options->scale : 1;
  if (!check_sizes(scene, scale, error)) return false;
  g_autoptr(CairnPaintCache) own = options->cache ? NULL : cairn_paint_cache_new();
  CairnJob job = {scene, options, measurer, sink, scale, own ? own : options->cache};
  bool ok = formats[options->format].write(&job, error);
  cairn_paint_cache_trim(job.cache);
  return ok;
}
