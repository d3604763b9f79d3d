/* What the commands share. The program is a client of cairn.h alone. */
#pragma once

#include "cairn.h"

/* Exit codes. */
typedef enum ExitCode { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_OUTPUT = 3 } ExitCode;

typedef struct Command {
  const char *name;
  const char *summary;
  int (*run)(int argc, char **argv);
} Command;

extern const Command command_render, command_plot, command_inspect, command_check, command_batch;

/* Prints the error to stderr and frees it; the exit code that it calls for. */
ExitCode report_error(GError *error);

/* Prints a warning to stderr: for CairnOptions. */
void print_warning(GError *warning, void *data);

/* Parses the options of a command; prints help or an error and ends the program where there is one. What is left in argv are the
 * command's arguments; argc is set to their number + 1. `parameters` is the usage line, `description` stands below the options. */
void parse_options(int *argc, char ***argv, const char *command, const char *parameters, const char *description,
                   const GOptionEntry *const *groups);

/* Options that say how a chart is made, and the arguments that they fill. */
typedef struct ChartArguments {
  char *theme, *locale, *time_zone, *font, *font_dir;
  char **allow_dirs;
  gboolean lenient, strict, quiet;
} ChartArguments;

void chart_arguments_clear(ChartArguments *arguments);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ChartArguments, chart_arguments_clear)

const GOptionEntry *chart_entries(ChartArguments *arguments);
CairnOptions chart_options(const ChartArguments *arguments);

/* The value of an option of a number that was not given. */
#define NOT_GIVEN (-G_MAXDOUBLE)

/* Is the number of the option in that range, or was it not given? Else false, with a message on stderr. */
bool check_number(const char *option, double value, double low, double high);

/* Are these all output formats? Takes spaces around them away. Else false, with a message on stderr. */
bool check_formats(char **formats);

/* Options that say how a chart is written. */
typedef struct WriteArguments {
  double scale, dpi;
  char *png, *svg_text, *dark, *id_prefix;
  gboolean embed_fonts;
  gboolean sync;
} WriteArguments;

void write_arguments_clear(WriteArguments *arguments);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(WriteArguments, write_arguments_clear)

const GOptionEntry *write_entries(WriteArguments *arguments);

/* False after printing an error about a value. */
bool write_options(const WriteArguments *arguments, CairnWriteOptions *out);
