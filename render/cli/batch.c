#define _GNU_SOURCE

#include "cli/batch.h"

#include "cli/batch_pool.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { MOST_WORKERS = 1024 };

typedef struct BatchArguments {
  char *manifest, *out_dir, *formats, *report, *depfile, *shard;
  int workers, memory_mb;
  double timeout_s;
  gboolean changed;
} BatchArguments;

static void batch_arguments_clear(BatchArguments *arguments) {
  g_free(arguments->manifest);
  g_free(arguments->out_dir);
  g_free(arguments->formats);
  g_free(arguments->report);
  g_free(arguments->depfile);
  g_free(arguments->shard);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BatchArguments, batch_arguments_clear)

static const GOptionEntry *batch_entries(BatchArguments *arguments) {
  const GOptionEntry entries[] = {
      {"manifest", 'm', 0, G_OPTION_ARG_FILENAME, &arguments->manifest,
       "Draw what FILE lists, as NDJSON or CSV (- is standard input)", "FILE"},
      {"out-dir", 0, 0, G_OPTION_ARG_FILENAME, &arguments->out_dir, "Write to this folder", "DIR"},
      {"format", 'f', 0, G_OPTION_ARG_STRING, &arguments->formats,
       "png, svg, pdf, or several with commas (default: png)", "LIST"},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &arguments->workers, "Worker processes (default: one per processor)",
       "N"},
      {"report", 0, 0, G_OPTION_ARG_FILENAME, &arguments->report,
       "Write a line of JSON about each chart (- is standard output)", "FILE"},
      {"timeout", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->timeout_s,
       "Most seconds for one chart (default: no limit)", "S"},
      {"memory", 0, 0, G_OPTION_ARG_INT, &arguments->memory_mb,
       "Most memory for one chart, in MB (default: no limit)", "MB"},
      {"changed", 0, 0, G_OPTION_ARG_NONE, &arguments->changed,
       "Draw only what is older than its spec, its data or cairn", NULL},
      {"depfile", 0, 0, G_OPTION_ARG_FILENAME, &arguments->depfile,
       "Write what each file is made of, for make and ninja", "FILE"},
      {"shard", 0, 0, G_OPTION_ARG_STRING, &arguments->shard, "Draw every N-th chart, from the I-th on",
       "I/N"},
      {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  return g_memdup2(entries, sizeof entries);
}

static const char description[] =
    "Each entry of a manifest has a \"spec\" (or \"template\"), and may have \"data\", a file to read in place of the spec's, and\n"
    "\"output\", a name below DIR; all other members are values for the spec's params. Paths are relative to the working folder.\n"
    "A chart that fails does not stop the others; the exit code is 1 then, and 3 where a file could not be written.\n"
    "Example: cairn batch --manifest customers.csv --out-dir figures -f png,pdf --report report.ndjson";

/* ---- From arguments to settings ---- */

static bool complain(const char *message) {
  fprintf(stderr, "error: %s; see cairn batch --help\n", message);
  return false;
}

static bool read_shard(const char *text, BatchSettings *settings) {
  settings->shard = settings->n_shards = 1;
  if (!text) return true;
  g_auto(GStrv) parts = g_strsplit(text, "/", -1);
  guint64 shard, n;
  if (g_strv_length(parts) != 2 || !g_ascii_string_to_unsigned(parts[1], 10, 1, G_MAXUINT32, &n, NULL) ||
      !g_ascii_string_to_unsigned(parts[0], 10, 1, n, &shard, NULL))
    return complain("--shard takes I/N, such as 1/4 to 4/4");
  settings->shard = (size_t)shard;
  settings->n_shards = (size_t)n;
  return true;
}

static bool check_arguments(const BatchArguments *arguments, int n_specs) {
  if (!arguments->out_dir) return complain("--out-dir DIR is wanted");
  if (n_specs && arguments->manifest) return complain("either specs or --manifest are wanted, not both");
  if (!n_specs && !arguments->manifest) return complain("no spec is given, and no --manifest");
  if (arguments->workers < 0 || arguments->workers > MOST_WORKERS) return complain("-j takes 1 to 1024");
  if (!(arguments->timeout_s >= 0) || arguments->memory_mb < 0)
    return complain("--timeout and --memory take positive numbers");
  return true;
}

static bool read_settings(const BatchArguments *arguments, int n_specs, BatchSettings *settings) {
  if (!check_arguments(arguments, n_specs) || !read_shard(arguments->shard, settings) ||
      !check_formats(settings->formats))
    return false;
  settings->out_dir = arguments->out_dir;
  settings->manifest = arguments->manifest;
  settings->report = arguments->report;
  settings->depfile = arguments->depfile;
  settings->timeout_s = arguments->timeout_s;
  settings->memory_mb = arguments->memory_mb;
  settings->changed = arguments->changed;
  settings->n_workers = arguments->workers ? (size_t)arguments->workers : g_get_num_processors();
  settings->program_time = batch_file_time("/proc/self/exe");
  bool is_stream = arguments->manifest && strcmp(arguments->manifest, "-") == 0;
  settings->manifest_time = is_stream             ? G_MAXINT64
                            : arguments->manifest ? batch_file_time(arguments->manifest)
                                                  : 0;
  return true;
}

/* ---- Warming up ---- */

/* What is opened and cached while this is drawn, the workers have from the start. */
static void warm_up(const BatchSettings *settings) {
  static const char spec[] =
      "{\"title\": \"0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ\", \"width\": 100, \"height\": 100,"
      " \"data\": {\"values\": [{\"a\": 0, \"b\": 0}, {\"a\": 9, \"b\": 9}]}, \"mark\": \"line\", \"encoding\": {"
      "\"x\": {\"field\": \"a\", \"type\": \"quantitative\"}, \"y\": {\"field\": \"b\", \"type\": \"quantitative\"}}}";
  CairnOptions options = settings->make;
  options.warn = NULL;
  g_autoptr(CairnChart) chart = cairn_chart_parse(spec, strlen(spec), "<warm-up>", &options, NULL);
  for (char **format = settings->formats; chart && *format; format++) {
    CairnWriteOptions write = settings->write;
    write.format = *format;
    GBytes *bytes = cairn_chart_render(chart, &write, NULL);
    if (bytes) g_bytes_unref(bytes);
  }
}

/* ---- The command ---- */

static int open_signals(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  sigprocmask(SIG_BLOCK, &set, NULL);
  return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Ends as the signal would have, so that a shell loop around the batch stops too. */
static void end_by_signal(int number) {
  sigset_t none;
  signal(number, SIG_DFL);
  sigemptyset(&none);
  raise(number);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static ExitCode complain_of(GError *error, ExitCode code) {
  fprintf(stderr, "%s\n", error->message);
  g_error_free(error);
  return code;
}

static ExitCode draw_all(const BatchSettings *settings, char **specs, size_t n_specs) {
  GError *error = NULL;
  g_autoptr(BatchSource) source = batch_source_new(settings, specs, n_specs, &error);
  if (!source) return complain_of(error, EXIT_INPUT);
  g_autoptr(BatchReport) report = batch_report_new(settings, &error);
  if (!report) return complain_of(error, EXIT_OUTPUT);
  int signals = open_signals();
  int stopped = batch_pool_run(settings, source, report, signals, &error);
  bool ok = batch_report_finish(report, stopped != 0);
  if (stopped > 0) end_by_signal(stopped);
  if (stopped < 0) return complain_of(error, EXIT_OUTPUT);
  return !ok || batch_report_output_failed(report) ? EXIT_OUTPUT : batch_report_failed(report) ? EXIT_INPUT : EXIT_DONE;
}

static int run(int argc, char **argv) {
  g_auto(BatchArguments) arguments = {0};
  g_auto(ChartArguments) chart = {0};
  g_auto(WriteArguments) write = {0};
  g_autofree const GOptionEntry *own = batch_entries(&arguments), *write_group = write_entries(&write),
                                *chart_group = chart_entries(&chart);
  const GOptionEntry *groups[] = {own, write_group, chart_group, NULL};
  parse_options(&argc, &argv, "batch", "[SPEC...] - draw many charts at once", description, groups);
  BatchSettings settings = {.make = chart_options(&chart), .quiet = chart.quiet};
  if (!write_options(&write, &settings.write)) return EXIT_USAGE;
  g_auto(GStrv) formats = g_strsplit(arguments.formats ? arguments.formats : "png", ",", -1);
  settings.formats = formats;
  if (!read_settings(&arguments, argc - 1, &settings)) return EXIT_USAGE;
  if (g_mkdir_with_parents(settings.out_dir, 0777) != 0) {
    fprintf(stderr, "%s: error: cannot make the folder: %s\n", settings.out_dir, g_strerror(errno));
    return EXIT_OUTPUT;
  }
  cairn_remove_unfinished(settings.out_dir);
  GError *error = NULL;
  g_autoptr(CairnFonts) fonts = cairn_fonts_new(chart.font_dir, &error);
  if (!fonts) return report_error(error);
  settings.make.fonts = fonts;
  warm_up(&settings);
  return draw_all(&settings, argv + 1, (size_t)(argc - 1));
}

const Command command_batch = {"batch", "draw many charts at once, with several processes", run};
