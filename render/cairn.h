/* cairn: charts from Vega-Lite specs and CSV, as PNG, SVG and PDF.
 *
 *   CairnOptions options = {0};
 *   g_autoptr(GError) error = NULL;
 *   g_autoptr(CairnChart) chart = cairn_chart_load("chart.vl.json", &options, &error);
 *   if (!chart || !cairn_chart_write(chart, "chart.png", NULL, &error))
 *     fprintf(stderr, "%s\n", error->message);
 *
 * Errors are GErrors of the domain CAIRN_ERROR; cairn_message gives their text with file, line and column. A chart and what it
 * was made with may be used by one thread at a time; several threads may each have their own. No function changes the
 * locale, reads the clock or uses the network. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

G_BEGIN_DECLS

#if defined(__GNUC__)
#define CAIRN_API __attribute__((visibility("default")))
#else
#define CAIRN_API
#endif

/* "0.1.0" */
CAIRN_API const char *cairn_version(void);

/* What kind of thing is wrong, and so what a program should answer. */
typedef enum CairnFault {
  CAIRN_FAULT_NONE,   /* no error, or one of another domain */
  CAIRN_FAULT_INPUT,  /* the spec or its data */
  CAIRN_FAULT_USAGE,  /* the call or the command line */
  CAIRN_FAULT_OUTPUT, /* the output cannot be written */
} CairnFault;

CAIRN_API CairnFault cairn_fault(const GError *error);

/* `file:line:column: SEVERITY: text`, as editors read it; control bytes are shown as \xNN. Free with g_free. */
CAIRN_API char *cairn_message(GError *error, const char *severity);

/* For programs that draw charts and do nothing else with fonts, before they start threads: keeps the user's settings of Fontconfig, and
 * variables such as PANGO_LANGUAGE, from the libraries below cairn, which makes scripts that need shaping start faster, and look the
 * same in every environment. It changes the environment of the process. */
CAIRN_API void cairn_isolate(void);

/* ---- Charts ---- */

/* Open fonts, what was measured in them, and what else charts one after the other need not make anew: the default
 * configuration, and the memory of a bitmap. */
typedef struct CairnFonts CairnFonts;

/* `font_dir`: folder of fonts that come before those installed; NULL: none. NULL with an error. */
CAIRN_API CairnFonts *cairn_fonts_new(const char *font_dir, GError **error);
CAIRN_API void cairn_fonts_free(CairnFonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnFonts, cairn_fonts_free)

/* Data files as read, for charts one after the other that share them. A file that changes is read again. A few files of up to
 * 4 MiB are kept, those used last. */
typedef struct CairnDataCache CairnDataCache;

CAIRN_API CairnDataCache *cairn_data_cache_new(void);
CAIRN_API void cairn_data_cache_free(CairnDataCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnDataCache, cairn_data_cache_free)

/* How a chart is made. All zero is a good default. */
typedef struct CairnOptions {
  const char *theme;     /* "vega" (NULL), "report" or the path of a JSON or YAML file with a config; usermeta.cairn.theme of a spec comes first */
  const char *locale;    /* how numbers and dates are written, as a BCP 47 tag ("de-CH", "ur"); NULL: as in US English.
                          * usermeta.cairn.locale and config.locale of a spec come first */
  const char *time_zone; /* IANA name for local time; NULL is UTC */
  const char *const *allow_dirs; /* folders, beyond the spec's own, that data.url may name; NULL-terminated */
  const char *font;      /* family of all text that does not name its own (CSS: "Noto Serif, serif"); NULL: sans-serif */
  const char *font_dir;  /* folder of fonts that come before those installed; NULL: none */
  CairnFonts *fonts;     /* borrowed, instead of font_dir; must outlive the chart. NULL: opened for this chart */
  CairnDataCache *data_cache; /* borrowed; may be freed before the chart. NULL: all data are read for this chart */
  const char *data;      /* path of a file to read in place of the `data` at the top of the spec; NULL: none */
  const char *parameters; /* JSON object: values of the spec's `params` by name; NULL: the spec's own */
  bool lenient;          /* properties that are not supported are warnings instead of errors */
  bool strict;           /* warnings are errors */
  void (*warn)(GError *warning, void *data); /* called for each warning; it must not free it. NULL: none */
  void *warn_data;
  /* Called now and then while data are read, with how far that has come; `all_bytes` is 0 where that is not known. NULL: none */
  void (*progress)(size_t rows, size_t bytes, size_t all_bytes, void *data);
  void *progress_data;
} CairnOptions;

/* A chart, resolved to the last coordinate. */
typedef struct CairnChart CairnChart;

/* The chart of a Vega-Lite spec, JSON or YAML, in the file `path` ("-": standard input). NULL with an error. */
CAIRN_API CairnChart *cairn_chart_load(const char *path, const CairnOptions *options, GError **error);

/* The same from a text; `name` stands for its path in messages, and data are looked for in the working folder. */
CAIRN_API CairnChart *cairn_chart_parse(const char *text, size_t length, const char *name, const CairnOptions *options, GError **error);

/* The files that the chart of the spec in `path` is made of: the spec itself, then its data and its theme, as paths. None but the spec is
 * read, and they need not be there. NULL-terminated; free with g_strfreev. NULL with an error. */
CAIRN_API char **cairn_chart_inputs(const char *path, const CairnOptions *options, GError **error);

CAIRN_API void cairn_chart_free(CairnChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnChart, cairn_chart_free)

/* The scene as JSON: plots, axes, legends and every painted shape. Free with g_free. NULL with an error. */
CAIRN_API char *cairn_chart_inspect(CairnChart *chart, GError **error);

/* What the chart shows, for those who cannot see it: the spec's `description`, else two or three sentences found in its data. It
 * stands in all files that are written. Free with g_free. */
CAIRN_API char *cairn_chart_description(const CairnChart *chart);

/* Size of the figure in px. */
CAIRN_API void cairn_chart_size(const CairnChart *chart, double *width, double *height);

/* ---- Output ---- */

typedef enum CairnSvgText {
  CAIRN_SVG_OUTLINE, /* glyphs as shapes: looks the same everywhere; a transparent text layer carries the words */
  CAIRN_SVG_LIVE,    /* real text */
} CairnSvgText;

typedef enum CairnDark {
  CAIRN_DARK_NONE, /* SVG has the same colours on every page */
  CAIRN_DARK_AUTO, /* SVG turns paper and ink around where the reader prefers dark pages, and keeps their contrast */
} CairnDark;

/* How a chart is written. All zero is a good default. */
typedef struct CairnWriteOptions {
  const char *format;   /* "png", "svg" or "pdf"; NULL: by the ending of the path */
  double scale;         /* PNG: device pixels per px; 0 is 1 */
  double dpi;           /* PNG: pixels per inch; 0: 96 × scale. PDF: px per inch of the page; 0 is 96 */
  bool smallest;        /* PNG: slower, smaller files */
  bool every_vertex;    /* PNG: lines of very many rows are drawn whole: slower, in more memory, the same pixels */
  CairnSvgText svg_text;
  bool embed_fonts;     /* SVG with live text: puts subsets of its fonts in, so that it looks the same everywhere */
  CairnDark dark;
  const char *id_prefix; /* SVG: of all ids; NULL: a hash of the content */
  bool sync;            /* wait until the file is on the disk */
} CairnWriteOptions;

/* Writes the chart to `path` ("-": standard output) in one step: on failure an old file stays as it was. */
CAIRN_API bool cairn_chart_write(CairnChart *chart, const char *path, const CairnWriteOptions *options, GError **error);

/* The same into memory. NULL with an error. */
CAIRN_API GBytes *cairn_chart_render(CairnChart *chart, const CairnWriteOptions *options, GError **error);

/* Removes what processes that were killed while they wrote to a folder may have left there; what others are writing stays. Where the file
 * system can keep a file without a name, a process leaves something only when it is killed in the moment between giving a new file a
 * name of its own and the name of the old one. */
CAIRN_API void cairn_remove_unfinished(const char *folder);

/* NULL-terminated names of the formats. */
CAIRN_API const char *const *cairn_formats(void);

/* ---- Specs from CSV ---- */

/* A Vega-Lite spec (JSON, free with g_free) that draws columns of a CSV file: what `cairn plot` draws. NULL with an error. */
typedef struct CairnPlot {
  const char *kind; /* "line", "area", "bar", "point", ... */
  const char *data; /* path of a CSV or TSV file; "-": standard input */
  const char *x, *color;
  const char *const *y; /* columns, NULL-terminated */
  const char *milestones; /* path of a CSV file with date, label and optionally end, priority, category, series; NULL: none */
  const char *title, *subtitle, *x_title, *y_title, *source;
  double width, height; /* of the whole figure in px; 0: 800 and 500 */
  const char *annotation;  /* where labels of milestones go: "callout", "lanes" or "key"; NULL: as it fits */
  const char *date_format; /* of the dates beside them, such as "%Y"; NULL: none */
  const char *span_style;  /* of milestones that last: "band" or "bracket"; NULL: as it fits */
} CairnPlot;

CAIRN_API char *cairn_plot_spec(const CairnPlot *plot, const CairnOptions *options, GError **error);

G_END_DECLS
