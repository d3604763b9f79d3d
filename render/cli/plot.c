#include "cli/command.h"
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>

static char *output, *x, *y, *color, *milestones, *title, *subtitle, *x_title, *y_title, *source, *format, *annotation, *date_format, *span_style;
static double width = NOT_GIVEN, height = NOT_GIVEN;
static gboolean emit_spec, inspect, alt;

static const GOptionEntry entries[] = {
    {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Write to FILE (- is standard output)", "FILE"},
    {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "png, svg or pdf (default: by FILE)", "NAME"},
    {"x", 'x', 0, G_OPTION_ARG_STRING, &x, "Column for x", "COL"},
    {"y", 'y', 0, G_OPTION_ARG_STRING, &y, "Column for y, or several with commas; a name that has one in double quotes", "COL[,COL]"},
    {"color", 0, 0, G_OPTION_ARG_STRING, &color, "Column that tells the series", "COL"},
    {"milestones", 0, 0, G_OPTION_ARG_FILENAME, &milestones, "CSV with date, label and maybe end, priority, category, series", "FILE.csv"},
    {"annotation", 0, 0, G_OPTION_ARG_STRING, &annotation, "Where milestones' labels go: auto, callout, lanes or key (default: auto)", "STYLE"},
    {"date-format", 0, 0, G_OPTION_ARG_STRING, &date_format, "Tell the milestones' dates too, such as %Y or '%-d %b %Y'", "FORMAT"},
    {"span-style", 0, 0, G_OPTION_ARG_STRING, &span_style, "How milestones that last are shown: auto, band or bracket (default: auto)", "STYLE"},
    {"title", 0, 0, G_OPTION_ARG_STRING, &title, "Title, which says the finding", "TEXT"},
    {"subtitle", 0, 0, G_OPTION_ARG_STRING, &subtitle, "Subtitle, which says what is shown", "TEXT"},
    {"x-title", 0, 0, G_OPTION_ARG_STRING, &x_title, "Title of the x axis (default: the column; empty: none)", "TEXT"},
    {"y-title", 0, 0, G_OPTION_ARG_STRING, &y_title, "Title of the y axis", "TEXT"},
    {"source", 0, 0, G_OPTION_ARG_STRING, &source, "Where the data come from", "TEXT"},
    {"width", 0, 0, G_OPTION_ARG_DOUBLE, &width, "Width of the figure in px (default: 800)", "W"},
    {"height", 0, 0, G_OPTION_ARG_DOUBLE, &height, "Height of the figure in px (default: 500)", "H"},
    {"emit-spec", 0, 0, G_OPTION_ARG_NONE, &emit_spec, "Print the Vega-Lite spec instead of drawing it", NULL},
    {"alt", 0, 0, G_OPTION_ARG_NONE, &alt, "Print the alternative text instead: what the chart shows, in words", NULL},
    {"inspect", 0, 0, G_OPTION_ARG_NONE, &inspect, "Print the resolved scene instead of drawing it", NULL},
    {NULL, 0, 0, 0, NULL, NULL, NULL},
};

#define MOST_PX 1e6

static const char description[] = "KIND is line, area, bar, point, circle, square, tick or rect. DATA.csv may be a .tsv file; - is standard input.\n"
                                  "Example: cairn plot line trade.csv -x year -y value --milestones events.csv -o trade.png";

/* The names of a list with commas; what stands in double quotes is one name, and two of them in it are one. */
static char **names_of(const char *list) {
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();
  g_autoptr(GString) name = g_string_new(NULL);
  bool quoted = false;
  for (const char *at = list; *at; at++) {
    if (*at == '"' && quoted && at[1] == '"') g_string_append_c(name, *at++);
    else if (*at == '"' && (quoted || name->len == 0)) quoted = !quoted;
    else if (*at != ',' || quoted) g_string_append_c(name, *at);
    else g_strv_builder_add(names, name->str), g_string_truncate(name, 0);
  }
  g_strv_builder_add(names, name->str);
  return g_strv_builder_end(names);
}

static ExitCode print(const char *text) {
  if (puts(text) >= 0 && fflush(stdout) == 0) return EXIT_DONE;
  fprintf(stderr, "<stdout>: error: cannot write\n");
  return EXIT_OUTPUT;
}

/* The folders of the files that the command line names, since the user has named them. */
static char **folders(const CairnPlot *plot, char **more) {
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  const char *files[] = {plot->data, plot->milestones};
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
    if (files[i]) {
      g_autofree char *folder = g_path_get_dirname(files[i]);
      g_strv_builder_add(builder, folder);
    }
  if (more) g_strv_builder_addv(builder, (const char **)more);
  return g_strv_builder_end(builder);
}

static ExitCode draw(const CairnPlot *plot, CairnOptions *options, CairnWriteOptions *write) {
  GError *error = NULL;
  ReadingProgress progress = {0};
  g_autoptr(CairnDataCache) cache = emit_spec ? NULL : cairn_data_cache_new();
  options->data_cache = cache;
  options->progress = progress_reading;
  options->progress_data = &progress;
  g_autofree char *spec = cairn_plot_spec(plot, options, &error);
  progress_reading_end(&progress);
  if (!spec) return report_error(error);
  if (emit_spec) return print(spec);
  g_autoptr(CairnChart) chart = cairn_chart_parse(spec, strlen(spec), "<plot>", options, &error);
  progress_reading_end(&progress);
  if (!chart) return report_error(error);
  g_autofree char *scene = alt ? cairn_chart_description(chart) : inspect ? cairn_chart_inspect(chart, &error) : NULL;
  if (alt || inspect) return scene ? print(scene) : report_error(error);
  return cairn_chart_write(chart, output, write, &error) ? EXIT_DONE : report_error(error);
}

static int run(int argc, char **argv) {
  g_auto(ChartArguments) chart = {0};
  g_auto(WriteArguments) write = {0};
  g_autofree const GOptionEntry *chart_group = chart_entries(&chart), *write_group = write_entries(&write);
  const GOptionEntry *groups[] = {entries, write_group, chart_group, NULL};
  parse_options(&argc, &argv, "plot", "KIND DATA.csv - draw columns of a CSV file", description, groups);
  CairnWriteOptions options;
  if (!write_options(&write, &options) || !check_number("width", width, 1, MOST_PX) || !check_number("height", height, 1, MOST_PX)) return EXIT_USAGE;
  options.format = format;
  const char *missing = argc != 3 ? "KIND and DATA.csv are wanted" : !x || !y ? "-x and -y are wanted" : NULL;
  if (!missing && !output && !emit_spec && !inspect && !alt) missing = "-o FILE is wanted";
  if (missing) {
    fprintf(stderr, "error: %s; see cairn plot --help\n", missing);
    return EXIT_USAGE;
  }
  g_auto(GStrv) columns = names_of(y);
  CairnPlot plot = {.kind = argv[1], .data = argv[2], .x = x, .color = color, .y = (const char *const *)columns, .milestones = milestones,
                    .title = title, .subtitle = subtitle, .x_title = x_title, .y_title = y_title, .source = source,
                    .width = width == NOT_GIVEN ? 0 : width, .height = height == NOT_GIVEN ? 0 : height, .annotation = annotation, .date_format = date_format, .span_style = span_style};
  CairnOptions make = chart_options(&chart);
  g_auto(GStrv) allowed = folders(&plot, chart.allow_dirs);
  make.allow_dirs = (const char *const *)allowed;
  if (!make.theme) make.theme = "report";
  return draw(&plot, &make, &options);
}

const Command command_plot = {"plot", "draw columns of a CSV file", run};
