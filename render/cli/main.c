#include "cli/command.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const Command *const commands[] = {&command_render, &command_plot, &command_inspect, &command_check, &command_batch};

static void print_help(FILE *out) {
  fprintf(out, "Usage: cairn COMMAND [OPTION...] ARGUMENT...\n\nDraws charts from Vega-Lite specs and CSV, as PNG, SVG and PDF.\n\nCommands:\n");
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    fprintf(out, "  %-10s%s\n", commands[i]->name, commands[i]->summary);
  fprintf(out, "\ncairn COMMAND --help tells the options of a command; cairn --version the version.\n"
               "Exit codes: 0 done; 1 a spec or its data is wrong; 2 the command line is wrong; 3 the output could not be written.\n");
}

int main(int argc, char **argv) {
  /* A closed pipe, and a file that grows beyond the limit of the shell, are errors of the writes that meet them. */
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  cairn_isolate();
  const char *name = argc > 1 ? argv[1] : NULL;
  if (!name) {
    print_help(stderr);
    return EXIT_USAGE;
  }
  if (strcmp(name, "--version") == 0) {
    printf("cairn %s\n", cairn_version());
    return EXIT_DONE;
  }
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
    print_help(stdout);
    return EXIT_DONE;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i]->run(argc - 1, argv + 1);
  fprintf(stderr, "error: there is no command \"%s\"; see cairn --help\n", name);
  return EXIT_USAGE;
}
