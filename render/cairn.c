/* The pipeline:
 *
 *   spec ─┐
 *         ├─> load ─> model ─> tables ─> scales ─> scene ─> paint
 *   data ─┘
 *
 * resolve() below is the whole of it up to the scene; each line is one stage. */
#include "cairn.h"

#include "alternative.h"
#include "base/error.h"
#include "chart.h"
#include "compose.h"
#include "data_check.h"
#include "dataflow.h"
#include "facet.h"
#include "font/isolate.h"
#include "inputs.h"
#include "milestones.h"
#include "parameters.h"
#include "selection.h"
#include "scene/dump.h"
#include "spec/check.h"
#include "spec/locale.h"
#include "text_check.h"

#include <string.h>

const char *cairn_version(void) {
  return CAIRN_VERSION;
}

CairnFault cairn_fault(const GError *error) {
  if (!error || error->domain != CAIRN_ERROR) return CAIRN_FAULT_NONE;
  switch ((CairnErrorCode)error->code) {
  case CAIRN_ERROR_USAGE: return CAIRN_FAULT_USAGE;
  case CAIRN_ERROR_OUTPUT: return CAIRN_FAULT_OUTPUT;
  default: return CAIRN_FAULT_INPUT;
  }
}

char *cairn_message(GError *error, const char *severity) {
  return cairn_error_format(error, severity);
}

void cairn_chart_free(CairnChart *chart) {
  if (!chart) return;
  cairn_arena_free(chart->arena);
  cairn_spec_free(chart->spec);
  cairn_zone_free(chart->zone);
  cairn_fonts_free(chart->fonts);
  g_clear_pointer(&chart->told, g_hash_table_destroy);
  g_free(chart);
}

void cairn_isolate(void) {
  cairn_font_isolate();
}

CairnFonts *cairn_fonts_new(const char *font_dir, GError **error) {
  CairnTextMeasurer *measurer = cairn_text_measurer_new(font_dir, error);
  if (!measurer) return NULL;
  CairnFonts *fonts = g_new0(CairnFonts, 1);
  fonts->measurer = measurer;
  fonts->defaults = cairn_defaults_new();
  fonts->paint = cairn_paint_cache_new();
  return fonts;
}

void cairn_fonts_free(CairnFonts *fonts) {
  if (!fonts) return;
  cairn_text_measurer_free(fonts->measurer);
  cairn_defaults_free(fonts->defaults);
  cairn_paint_cache_free(fonts->paint);
  g_free(fonts);
}

CairnDataCache *cairn_data_cache_new(void) {
  CairnDataCache *cache = g_new0(CairnDataCache, 1);
  cache->tables = cairn_table_cache_new();
  return cache;
}

void cairn_data_cache_free(CairnDataCache *cache) {
  if (!cache) return;
  cairn_table_cache_free(cache->tables);
  cairn_input_free(cache->standard);
  g_free(cache);
}

/* Parts of a composite mark, the cells of a facet and fitted sizes come to the same warning again: it is told once. */
static void warn(GError *warning, void *data) {
  CairnChart *chart = data;
  chart->warned = true;
  if (!chart->options->warn) return; /* finding the place takes a while */
  cairn_spec_locate(chart->spec, warning);
  if (!chart->told) chart->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_add(chart->told, cairn_error_format(warning, "warning"))) return;
  chart->options->warn(warning, chart->options->warn_data);
}

static bool resolve(CairnChart *chart, const CairnOptions *options, const CairnWarnings *warnings, GError **error) {
  CairnArena *arena = chart->arena;
  g_auto(GStrv) allowed = cairn_inputs_allowed(options);
  CairnDataflow flow = {.arena = arena, .spec = chart->spec, .allow_dirs = (const char *const *)allowed};
  flow.cache = options->data_cache ? options->data_cache->tables : NULL;
  flow.standard = options->data_cache ? options->data_cache->standard : NULL;
  const CairnReadProgress progress = {options->progress, options->progress_data};
  flow.progress = options->progress ? &progress : NULL;
  flow.run = (CairnTransformRun){.arena = arena, .warnings = warnings, .lenient = options->lenient};
  flow.run.expressions.zone = chart->zone;
  if (!cairn_inputs_replace(chart->spec, options, error)) return false;
  if (!cairn_spec_check(chart->spec->root, options->lenient, warnings, error)) return false;
  const CairnLocale *locale = cairn_locale_of_spec(arena, chart->spec->root, options->locale, error);
  if (!locale) return false;
  flow.run.expressions.locale = locale;
  cairn_text_measurer_set_language(chart->measurer, locale->language);
  if (!cairn_parameters_read(&flow.run, chart->spec->root, error)) return false;
  CairnLook look = {.theme = options->theme ? options->theme : "vega",
                    .base_dir = chart->spec->base_dir,
                    .allow_dirs = flow.allow_dirs,
                    .lenient = options->lenient,
                    .warnings = warnings,
                    .font = options->font,
                    .locale = locale,
                    .defaults = options->fonts ? options->fonts->defaults : chart->fonts->defaults};
  flow.model = cairn_model_new(arena, chart->spec->root, &look, warnings, error);
  if (!flow.model) return false;
  if (!cairn_dataflow_run(&flow, error)) return false;
  cairn_data_check(chart->spec, flow.model, warnings);
  CairnScaleSet *scales = cairn_scale_resolve(flow.model->view, chart->zone, error);
  if (!scales) return false;
  cairn_selection_clip(flow.model);
  cairn_facet_drop_empty(flow.model->view);
  CairnComposer composer = {.arena = arena, .model = flow.model, .scales = scales, .run = &flow.run, .measurer = chart->measurer};
  chart->scene = cairn_milestones_place(&composer, error);
  if (chart->scene) cairn_text_check(chart, warnings);
  if (chart->scene) chart->scene->description = cairn_alternative_text(&composer);
  return chart->scene != NULL;
}

/* Takes `spec`. */
static CairnChart *new_chart(CairnSpec *spec, const CairnOptions *options, GError **error) {
  static const CairnOptions defaults = {0};
  if (!options) options = &defaults;
  g_autoptr(CairnChart) chart = g_new0(CairnChart, 1);
  chart->spec = spec;
  chart->arena = cairn_arena_new();
  chart->options = options;
  chart->zone = options->time_zone ? cairn_zone_new(options->time_zone, error) : NULL;
  if (options->time_zone && !chart->zone) return NULL;
  if (!options->fonts && !(chart->fonts = cairn_fonts_new(options->font_dir, error))) return NULL;
  chart->measurer = options->fonts ? options->fonts->measurer : chart->fonts->measurer;
  chart->paint = options->fonts ? options->fonts->paint : chart->fonts->paint;
  CairnWarnings warnings = {warn, chart};
  GError *inner = NULL;
  if (!resolve(chart, options, &warnings, &inner)) {
    cairn_spec_locate(chart->spec, inner);
    g_propagate_error(error, inner);
    return NULL;
  }
  chart->options = NULL;
  g_clear_pointer(&chart->told, g_hash_table_destroy);
  if (options->strict && chart->warned) {
    cairn_error_in_file(error, CAIRN_ERROR_SPEC, spec->path, 0, 0, "there are warnings, and they count as errors here");
    return NULL;
  }
  return g_steal_pointer(&chart);
}

CairnChart *cairn_chart_load(const char *path, const CairnOptions *options, GError **error) {
  CairnSpec *spec = cairn_spec_load_file(path, error);
  return spec ? new_chart(spec, options, error) : NULL;
}

CairnChart *cairn_chart_parse(const char *text, size_t length, const char *name, const CairnOptions *options, GError **error) {
  CairnSpec *spec = cairn_spec_load_text(text, length, name, error);
  return spec ? new_chart(spec, options, error) : NULL;
}

char *cairn_chart_inspect(CairnChart *chart, GError **error) {
  (void)error;
  return cairn_scene_dump(chart->scene);
}

char *cairn_chart_description(const CairnChart *chart) {
  return g_strdup(chart->scene->description);
}

void cairn_chart_size(const CairnChart *chart, double *width, double *height) {
  *width = chart->scene->width;
  *height = chart->scene->height;
}
