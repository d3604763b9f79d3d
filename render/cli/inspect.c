#include "cli/command.h"
#include "cli/progress.h"

#include <stdio.h>

static int run(int argc, char **argv) {
  gboolean alt = FALSE;
  const GOptionEntry own[] = {{"alt", 0, 0, G_OPTION_ARG_NONE, &alt, "Print the alternative text instead: what the chart shows, in words", NULL},
                              {NULL, 0, 0, 0, NULL, NULL, NULL}};
  g_auto(ChartArguments) arguments = {0};
  g_autofree const GOptionEntry *chart_group = chart_entries(&arguments);
  const GOptionEntry *groups[] = {own, chart_group, NULL};
  parse_options(&argc, &argv, "inspect", "SPEC - print the resolved scene as JSON", NULL, groups);
  if (argc != 2) {
    fprintf(stderr, "error: one spec is wanted; see cairn inspect --help\n");
    return EXIT_USAGE;
  }
  CairnOptions options = chart_options(&arguments);
  GError *error = NULL;
  ReadingProgress progress = {0};
  options.progress = progress_reading;
  options.progress_data = &progress;
  g_autoptr(CairnChart) chart = cairn_chart_load(argv[1], &options, &error);
  progress_reading_end(&progress);
  g_autofree char *text = !chart ? NULL : alt ? cairn_chart_description(chart) : cairn_chart_inspect(chart, &error);
  if (!text) return report_error(error);
  if (puts(text) >= 0 && fflush(stdout) == 0) return EXIT_DONE;
  fprintf(stderr, "<stdout>: error: cannot write the scene\n");
  return EXIT_OUTPUT;
}

const Command command_inspect = {"inspect", "print the resolved scene of a spec as JSON", run};
