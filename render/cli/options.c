#include "cli/command.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ExitCode report_error(GError *error) {
  g_autofree char *message = cairn_message(error, "error");
  CairnFault fault = cairn_fault(error);
  fprintf(stderr, "%s\n", message);
  g_error_free(error);
  switch (fault) {
  case CAIRN_FAULT_USAGE: return EXIT_USAGE;
  case CAIRN_FAULT_OUTPUT: return EXIT_OUTPUT;
  default: return EXIT_INPUT;
  }
}

void print_warning(GError *warning, void *data) {
  const ChartArguments *arguments = data;
  if (arguments->quiet) return;
  g_autofree char *message = cairn_message(warning, "warning");
  fprintf(stderr, "%s\n", message);
}

/* GLib leaves "--" in its place when what follows looks like an option. */
static void drop_separator(int *argc, char **argv) {
  for (int i = 1; i < *argc; i++) {
    if (strcmp(argv[i], "--") != 0) continue;
    memmove(&argv[i], &argv[i + 1], (size_t)(*argc - i) * sizeof *argv);
    --*argc;
    return;
  }
}

/* GLib would print it in the character set of the locale, which is never set. */
static ExitCode print_help(GOptionContext *context) {
  g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
  return fputs(help, stdout) >= 0 && fflush(stdout) == 0 ? EXIT_DONE : EXIT_OUTPUT;
}

/* GLib would read texts in the character set of the locale, which is never set. So they are taken as they are,
 * like names of files, and checked to be UTF-8. */
static GOptionEntry *texts_as_bytes(const GOptionEntry *entries) {
  size_t n = 0;
  while (entries[n].long_name)
    n++;
  GOptionEntry *copy = g_memdup2(entries, (n + 1) * sizeof *entries);
  for (size_t i = 0; i < n; i++)
    if (copy[i].arg == G_OPTION_ARG_STRING) copy[i].arg = G_OPTION_ARG_FILENAME;
  return copy;
}

/* The option whose text is not UTF-8, or NULL. */
static const char *broken_text(const GOptionEntry *const *groups) {
  for (; *groups; groups++)
    for (const GOptionEntry *entry = *groups; entry->long_name; entry++) {
      const char *text = entry->arg == G_OPTION_ARG_STRING ? *(char **)entry->arg_data : NULL;
      if (text && !g_utf8_validate(text, -1, NULL)) return entry->long_name;
    }
  return NULL;
}

/* False when the program is to end with `code`. */
static bool parse(int *argc, char ***argv, const char *command, GOptionContext *context, ExitCode *code) {
  gboolean help = FALSE;
  const GOptionEntry help_entry[] = {{"help", 'h', 0, G_OPTION_ARG_NONE, &help, "Print this", NULL},
                                     {NULL, 0, 0, 0, NULL, NULL, NULL}};
  g_autoptr(GError) error = NULL;
  g_option_context_add_main_entries(context, help_entry, NULL);
  g_option_context_set_help_enabled(context, FALSE);
  if (!g_option_context_parse(context, argc, argv, &error)) {
    fprintf(stderr, "error: %s; see cairn %s --help\n", error->message, command);
    *code = EXIT_USAGE;
    return false;
  }
  if (help) *code = print_help(context);
  drop_separator(argc, *argv);
  return !help;
}

void parse_options(int *argc, char ***argv, const char *command, const char *parameters, const char *description,
                   const GOptionEntry *const *groups) {
  GOptionContext *context = g_option_context_new(parameters);
  for (size_t i = 0; groups[i]; i++) {
    g_autofree GOptionEntry *entries = texts_as_bytes(groups[i]);
    g_option_context_add_main_entries(context, entries, NULL);
  }
  g_option_context_set_description(context, description);
  char *program = g_strdup_printf("cairn %s", command);
  g_set_prgname(program);
  g_free(program);
  ExitCode code = EXIT_DONE;
  bool go_on = parse(argc, argv, command, context, &code);
  g_option_context_free(context);
  if (!go_on) exit(code);
  const char *broken = broken_text(groups);
  if (!broken) return;
  fprintf(stderr, "error: the text of --%s is not UTF-8; see cairn %s --help\n", broken, command);
  exit(EXIT_USAGE);
}

void chart_arguments_clear(ChartArguments *arguments) {
  g_free(arguments->theme);
  g_free(arguments->locale);
  g_free(arguments->time_zone);
  g_free(arguments->font);
  g_free(arguments->font_dir);
  g_strfreev(arguments->allow_dirs);
}

const GOptionEntry *chart_entries(ChartArguments *arguments) {
  const GOptionEntry entries[] = {
      {"theme", 0, 0, G_OPTION_ARG_STRING, &arguments->theme, "Look of the chart: vega, report, or a JSON or YAML file with a config", "NAME"},
      {"locale", 0, 0, G_OPTION_ARG_STRING, &arguments->locale, "Language of numbers and dates, such as de-CH or ur (default: en)", "TAG"},
      {"tz", 0, 0, G_OPTION_ARG_STRING, &arguments->time_zone, "Time zone of local times (default: UTC)", "ZONE"},
      {"font", 0, 0, G_OPTION_ARG_STRING, &arguments->font, "Family of all text that does not name its own", "NAME"},
      {"font-dir", 0, 0, G_OPTION_ARG_FILENAME, &arguments->font_dir, "Folder of fonts that come before those installed", "DIR"},
      {"allow-dir", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &arguments->allow_dirs,
       "Folder that data may be read from, besides the spec's own (may be repeated)", "DIR"},
      {"lenient", 0, 0, G_OPTION_ARG_NONE, &arguments->lenient, "Warn of properties that are not supported, and draw without them", NULL},
      {"strict", 0, 0, G_OPTION_ARG_NONE, &arguments->strict, "Treat warnings as errors", NULL},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &arguments->quiet, "Print no warnings", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  return g_memdup2(entries, sizeof entries);
}

CairnOptions chart_options(const ChartArguments *arguments) {
  return (CairnOptions){.theme = arguments->theme,
                        .locale = arguments->locale,
                        .time_zone = arguments->time_zone,
                        .font = arguments->font,
                        .font_dir = arguments->font_dir,
                        .allow_dirs = (const char *const *)arguments->allow_dirs,
                        .lenient = arguments->lenient,
                        .strict = arguments->strict,
                        .warn = arguments->quiet ? NULL : print_warning,
                        .warn_data = (void *)arguments};
}

void write_arguments_clear(WriteArguments *arguments) {
  g_free(arguments->png);
  g_free(arguments->svg_text);
  g_free(arguments->dark);
  g_free(arguments->id_prefix);
}

bool check_number(const char *option, double value, double low, double high) {
  if (value == NOT_GIVEN || (value >= low && value <= high)) return true;
  fprintf(stderr, "error: --%s takes a number from %g to %.0f\n", option, low, high);
  return false;
}

bool check_formats(char **formats) {
  for (; *formats; formats++) {
    if (g_strv_contains(cairn_formats(), g_strstrip(*formats))) continue;
    fprintf(stderr, "error: \"%s\" is no output format; valid are png, svg and pdf\n", *formats);
    return false;
  }
  return true;
}

const GOptionEntry *write_entries(WriteArguments *arguments) {
  arguments->scale = arguments->dpi = NOT_GIVEN;
  const GOptionEntry entries[] = {
      {"scale", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->scale, "PNG: pixels for each px of the chart (default: 1)", "N"},
      {"dpi", 0, 0, G_OPTION_ARG_DOUBLE, &arguments->dpi, "PNG: resolution for print, in pixels per inch", "N"},
      {"png", 0, 0, G_OPTION_ARG_STRING, &arguments->png, "PNG: fast (default) or best, which is smaller and slower", "MODE"},
      {"svg-text", 0, 0, G_OPTION_ARG_STRING, &arguments->svg_text, "SVG: outline (default) or live text", "MODE"},
      {"embed-fonts", 0, 0, G_OPTION_ARG_NONE, &arguments->embed_fonts, "SVG with live text: put the letters that it needs of its fonts in", NULL},
      {"dark", 0, 0, G_OPTION_ARG_STRING, &arguments->dark, "SVG: none (default), or auto, which follows pages that are dark", "MODE"},
      {"id-prefix", 0, 0, G_OPTION_ARG_STRING, &arguments->id_prefix, "SVG: begin every id with this", "TEXT"},
      {"fsync", 0, 0, G_OPTION_ARG_NONE, &arguments->sync, "Wait until each file is on the disk", NULL},
      {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  return g_memdup2(entries, sizeof entries);
}

static bool is_one_of(const char *option, const char *value, const char *first, const char *second) {
  if (!value || strcmp(value, first) == 0 || strcmp(value, second) == 0) return true;
  fprintf(stderr, "error: --%s takes %s or %s\n", option, first, second);
  return false;
}

#define LEAST_SCALE 0.01
#define MOST_SCALE  1000.0
#define MOST_DPI    1e6

bool write_options(const WriteArguments *arguments, CairnWriteOptions *out) {
  if (!is_one_of("png", arguments->png, "fast", "best") || !is_one_of("svg-text", arguments->svg_text, "outline", "live") ||
      !is_one_of("dark", arguments->dark, "none", "auto"))
    return false;
  if (!check_number("scale", arguments->scale, LEAST_SCALE, MOST_SCALE) || !check_number("dpi", arguments->dpi, 1, MOST_DPI)) return false;
  bool live = arguments->svg_text && strcmp(arguments->svg_text, "live") == 0;
  if (arguments->embed_fonts && !live) {
    fprintf(stderr, "error: --embed-fonts goes with --svg-text live; outlines need no fonts\n");
    return false;
  }
  *out = (CairnWriteOptions){.scale = fmax(arguments->scale, 0), /* 0 where it is not given */
                             .dpi = fmax(arguments->dpi, 0),
                             .smallest = arguments->png && strcmp(arguments->png, "best") == 0,
                             .svg_text = live ? CAIRN_SVG_LIVE : CAIRN_SVG_OUTLINE,
                             .embed_fonts = arguments->embed_fonts,
                             .dark = arguments->dark && strcmp(arguments->dark, "auto") == 0 ? CAIRN_DARK_AUTO : CAIRN_DARK_NONE,
                             .id_prefix = arguments->id_prefix,
                             .sync = arguments->sync};
  return true;
}
