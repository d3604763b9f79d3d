#include "cli/command.h"
#include "cli/progress.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static char *output, *out_dir, *formats;

static const GOptionEntry entries[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Write to FILE (- is standard output)", "FILE"},
    {"out-dir", 0, 0, G_OPTION_ARG_FILENAME, &out_dir, "Write to this folder, named after the specs", "DIR"},
    {"format", 'f', 0, G_OPTION_ARG_STRING, &formats, "png, svg, pdf, or several with commas (default: by FILE, else png)", "LIST"},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

/* charts/trade.vl.json -> trade */
static char *stem(const char *path) {
  static const char *const endings[] = {".json", ".yaml", ".yml", ".vl", ".vg"};
  char *name = g_path_get_basename(path);
  for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
    if (g_str_has_suffix(name, endings[i]) && strlen(name) > strlen(endings[i])) name[strlen(name) - strlen(endings[i])] = '\0';
  return name;
}

static char *output_path(const char *spec, const char *format) {
  g_autofree char *name = strcmp(spec, "-") == 0 ? g_strdup("chart") : stem(spec);
  g_autofree char *file = g_strdup_printf("%s.%s", name, format);
  return g_build_filename(out_dir ? out_dir : ".", file, NULL);
}

static bool write_formats(CairnChart *chart, const char *spec, CairnWriteOptions *options, char **list, GError **error) {
  for (; *list; list++) {
    options->format = *list;
    g_autofree char *path = output ? g_strdup(output) : output_path(spec, options->format);
    if (!cairn_chart_write(chart, path, options, error)) return false;
  }
  return true;
}

static ExitCode render_one(const char *spec, const CairnOptions *options, CairnWriteOptions *write, char **list) {
  GError *error = NULL;
  g_autoptr(CairnChart) chart = cairn_chart_load(spec, options, &error);
  progress_reading_end(options->progress_data);
  bool ok = chart != NULL;
  if (ok && output && !formats) ok = cairn_chart_write(chart, output, write, &error);
  else if (ok) ok = write_formats(chart, spec, write, list, &error);
  return ok ? EXIT_DONE : report_error(error);
}

/* ---- The command line ---- */

/* Has each of the specs a file of its own? */
static bool are_apart(char **specs, int n) {
  g_autoptr(GHashTable) drawn = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; i < n; i++) {
    char *path = output_path(specs[i], "png");
    const char *other = g_hash_table_lookup(drawn, path);
    if (other) {
      g_autofree char *name = stem(specs[i]);
      fprintf(stderr, "error: %s and %s would be drawn into one file, \"%s\"; draw them into folders of their own\n", other, specs[i], name);
      g_free(path);
      return false;
    }
    g_hash_table_insert(drawn, path, specs[i]);
  }
  return true;
}

/* NULL, or what is wrong with the options. */
static const char *contradiction(int n_specs, guint n_formats) {
  if (n_specs < 1) return "no spec is given";
  if (output && out_dir) return "either -o or --out-dir is wanted, not both";
  if (output && (n_specs > 1 || n_formats > 1)) return "-o takes one spec and one format; use --out-dir for several";
  return NULL;
}

static int run(int argc, char **argv) {
  g_auto(ChartArguments) chart = {0};
  g_auto(WriteArguments) write = {0};
  g_autofree const GOptionEntry *chart_group = chart_entries(&chart), *write_group = write_entries(&write);
  const GOptionEntry *groups[] = {entries, write_group, chart_group, NULL};
  parse_options(&argc, &argv, "render", "SPEC... - draw Vega-Lite specs", "SPEC is JSON or YAML; - is standard input.", groups);
  CairnWriteOptions options;
  if (!write_options(&write, &options)) return EXIT_USAGE;
  g_auto(GStrv) list = g_strsplit(formats ? formats : "png", ",", -1);
  const char *wrong = contradiction(argc - 1, g_strv_length(list));
  if (wrong) fprintf(stderr, "error: %s; see cairn render --help\n", wrong);
  if (wrong || !check_formats(list) || (!output && !are_apart(argv + 1, argc - 1))) return EXIT_USAGE;
  if (out_dir && g_mkdir_with_parents(out_dir, 0777) != 0) {
    fprintf(stderr, "%s: error: cannot make the folder: %s\n", out_dir, g_strerror(errno));
    return EXIT_OUTPUT;
  }
  CairnOptions make = chart_options(&chart);
  GError *error = NULL;
  g_autoptr(CairnFonts) fonts = cairn_fonts_new(chart.font_dir, &error);
  if (!fonts) return report_error(error);
  g_autoptr(CairnDataCache) cache = cairn_data_cache_new();
  make.fonts = fonts;
  make.data_cache = cache;
  ReadingProgress progress = {0};
  make.progress = progress_reading;
  make.progress_data = &progress;
  ExitCode worst = EXIT_DONE;
  for (int i = 1; i < argc; i++) {
    ExitCode code = render_one(argv[i], &make, &options, list);
    if (code > worst) worst = code;
    progress_show((size_t)i, (size_t)argc - 1, argv[i]);
  }
  return worst;
}

const Command command_render = {"render", "draw Vega-Lite specs", run};
