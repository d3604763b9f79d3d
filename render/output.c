/* Charts to files and to memory. */
#include "base/error.h"
#include "base/file.h"
#include "chart.h"
#include "inputs.h"
#include "paint/paint.h"

#include <stdlib.h>
#include <string.h>

const char *const *cairn_formats(void) {
  static const char *const names[] = {"png", "svg", "pdf", NULL};
  return names;
}

static bool find_format(const char *path, const char *name, CairnFormat *format, GError **error) {
  const char *dot = path ? strrchr(path, '.') : NULL;
  if (!name && dot && dot[1]) name = dot + 1;
  if (name && cairn_format_parse(name, format)) return true;
  static const char valid[] = "valid are png, svg and pdf (by -f or the file's ending)";
  if (name) cairn_error_set(error, CAIRN_ERROR_USAGE, "\"%s\" is no output format; %s", name, valid);
  else cairn_error_set(error, CAIRN_ERROR_USAGE, "the output has no format; %s", valid);
  return false;
}

/* https://reproducible-builds.org/specs/source-date-epoch/ */
static bool read_source_date(CairnPaintOptions *paint, GError **error) {
  const char *text = g_getenv("SOURCE_DATE_EPOCH");
  if (!text || !*text || paint->format != CAIRN_FORMAT_PDF) return true;
  paint->dated = g_ascii_string_to_signed(text, 10, 0, G_MAXINT64 / 1000, &paint->date, NULL);
  if (paint->dated) return true;
  g_autofree char *shown = cairn_text_printable(text, 40);
  cairn_error_set(error, CAIRN_ERROR_USAGE, "SOURCE_DATE_EPOCH is \"%s\"; expected the seconds since 1970, such as 1700000000", shown);
  return false;
}

static CairnPaintOptions paint_options(const CairnWriteOptions *options, CairnFormat format) {
  CairnPaintOptions paint = {.format = format};
  if (!options) return paint;
  paint.scale = options->scale;
  paint.dpi = options->dpi;
  paint.png_best = options->smallest;
  paint.every_vertex = options->every_vertex;
  paint.svg_live = options->svg_text == CAIRN_SVG_LIVE;
  paint.svg_fonts = options->embed_fonts;
  paint.svg_dark = options->dark == CAIRN_DARK_AUTO;
  paint.id_prefix = options->id_prefix;
  return paint;
}

static bool append(const void *bytes, size_t n, void *data, GError **error) {
  (void)error;
  g_byte_array_append(data, bytes, (guint)n);
  return true;
}

static GBytes *render(CairnChart *chart, const char *path, const CairnWriteOptions *options, GError **error) {
  CairnFormat format;
  if (!find_format(path, options ? options->format : NULL, &format, error)) return NULL;
  CairnPaintOptions paint = paint_options(options, format);
  if (!read_source_date(&paint, error)) return NULL;
  paint.cache = chart->paint;
  GByteArray *bytes = g_byte_array_new();
  cairn_text_measurer_set_language(chart->measurer, chart->scene->language);
  GError *inner = NULL;
  if (cairn_paint(chart->scene, &paint, chart->measurer, (CairnSink){append, bytes}, &inner)) return g_byte_array_free_to_bytes(bytes);
  /* What is too large is so by the chart; which one is told where there are many. */
  if (g_error_matches(inner, CAIRN_ERROR, CAIRN_ERROR_LIMIT)) cairn_spec_locate(chart->spec, inner);
  g_propagate_error(error, inner);
  g_byte_array_unref(bytes);
  return NULL;
}

GBytes *cairn_chart_render(CairnChart *chart, const CairnWriteOptions *options, GError **error) {
  return render(chart, NULL, options, error);
}

bool cairn_chart_write(CairnChart *chart, const char *path, const CairnWriteOptions *options, GError **error) {
  if (cairn_inputs_has(chart->spec, path)) {
    cairn_error_in_file(error, CAIRN_ERROR_OUTPUT, path, 0, 0, "the chart is read from this file; it is not overwritten");
    return false;
  }
  g_autoptr(GBytes) bytes = render(chart, strcmp(path, "-") == 0 ? NULL : path, options, error);
  if (!bytes) return false;
  size_t n;
  const void *data = g_bytes_get_data(bytes, &n);
  return cairn_file_write(path, data, n, options && options->sync, error);
}

void cairn_remove_unfinished(const char *folder) {
  cairn_output_remove_unfinished(folder);
}
