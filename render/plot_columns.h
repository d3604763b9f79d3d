/* The columns that `cairn plot` draws, and how they stand in a spec. */
#pragma once

#include "base/arena.h"
#include "cairn.h"
#include "plot_numbers.h"
#include "read/read.h"
#include "table/table.h"

#include <jansson.h>

/* What a command line's data are read from. */
typedef struct CairnPlotData {
  const char *path;  /* as it is named in messages */
  GBytes *bytes;     /* of standard input, which become a part of the spec; NULL: there are none */
  CairnInput *input; /* that is read again and again */
  CairnPlotSample sample;
  GArray *parse;          /* CairnParseEntry of the columns whose types are not left to inference */
  GPtrArray *parse_types; /* of each, as in format.parse */
  const CairnTable *table;
} CairnPlotData;

/* Reads data.input into data.table; of `more`, the columns that are needed and the progress. */
bool cairn_plot_read(CairnArena *arena, CairnPlotData *data, const CairnReadOptions *more, GError **error);

/* Declares the type of a column, as in format.parse, for the next reading. A cell that cannot be read so will
 * be an error. */
void cairn_plot_declare(CairnArena *arena, CairnPlotData *data, const char *column, const char *type);

/* Declares that a column holds numbers that are written like that; the spec reads it as texts and makes
 * numbers of them. */
void cairn_plot_declare_numbers(CairnArena *arena, CairnPlotData *data, const char *column,
                                const CairnPlotNumbers *numbers);

/* The declaration of a column; NULL: there is none. */
const CairnParseEntry *cairn_plot_declaration(const CairnPlotData *data, const char *column);

/* A transform for each of the columns whose texts become numbers, or NULL where there is none. */
json_t *cairn_plot_transforms(const CairnPlotData *data);

/* The unit that stands beside the numbers of a column, unless its name tells it; "" where there is none. */
const char *cairn_plot_unit(const CairnPlotData *data, const CairnColumn *column);

/* The name of a column, with its unit. */
const char *cairn_plot_name_with_unit(CairnArena *arena, const CairnPlotData *data,
                                      const CairnColumn *column);

/* The type that was declared; NULL: none was. */
const char *cairn_plot_declared(const CairnPlotData *data, const char *column);

/* Declares what a column of texts is meant to be: numbers (however they are written) or dates where most of
 * its cells are that or are missing, and with `needs_number` in any case; nothing where they are texts, or no
 * texts. */
void cairn_plot_declare_meant(CairnArena *arena, CairnPlotData *data, const CairnColumn *column,
                              bool needs_number);

/* Gives a warning about the file; with `strict` it is an error. Takes the warning. */
bool cairn_plot_warn(const CairnOptions *options, GError *warning, GError **error);

/* The warning that it is not clear which number is the month. */
bool cairn_plot_warn_of_dates(const CairnOptions *options, const char *path, const char *column,
                              GError **error);

/* The column of that name; an error names those that there are. */
const CairnColumn *cairn_plot_column(const CairnPlotData *data, const char *name, GError **error);

/* `name` as a field path: what would be read as a path is escaped. Free with g_free. */
char *cairn_plot_field(const char *name);

/* The cell of a column in an expression: datum["name"]. Free with g_free. */
char *cairn_plot_datum(const char *name);

/* Vega-Lite's type for a column. */
const char *cairn_plot_type(const CairnColumn *column);

/* Names from a list for messages: "a", "b", ...; at most twelve. Free with g_free. */
char *cairn_plot_list(const char *const *names, size_t n);

/* ", did you mean "x"?" where a candidate is near, else nothing. Free with g_free. */
char *cairn_plot_suggestion(const char *word, const char *const *names, size_t n);

/* The least and the greatest finite number; false where there is none. */
bool cairn_plot_range(const CairnColumn *column, size_t n_rows, double *low, double *high);

/* The cell as text, empty where it is missing. */
const char *cairn_plot_text(CairnArena *arena, const CairnColumn *column, size_t row);
