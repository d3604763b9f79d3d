#include "cli/command.h"

#include <stdio.h>

static int run(int argc, char **argv) {
  static const GOptionEntry none[] = {{NULL, 0, 0, 0, NULL, NULL, NULL}};
  g_auto(ChartArguments) arguments = {0};
  g_autofree const GOptionEntry *chart_group = chart_entries(&arguments);
  const GOptionEntry *groups[] = {none, chart_group, NULL};
  parse_options(&argc, &argv, "check", "SPEC... - print errors and warnings only", NULL, groups);
  if (argc < 2) {
    fprintf(stderr, "error: no spec is given; see cairn check --help\n");
    return EXIT_USAGE;
  }
  CairnOptions options = chart_options(&arguments);
  ExitCode worst = EXIT_DONE;
  for (int i = 1; i < argc; i++) {
    GError *error = NULL;
    g_autoptr(CairnChart) chart = cairn_chart_load(argv[i], &options, &error);
    ExitCode code = chart ? EXIT_DONE : report_error(error);
    if (code > worst) worst = code;
  }
  return worst;
}

const Command command_check = {"check", "print the errors and warnings of specs", run};
