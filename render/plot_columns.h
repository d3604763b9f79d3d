/* The columns that `cairn plot` draws, and how they stand in a spec. */
#pragma once

#include "base/arena.h"
#include "cairn.h"
#include "read/read.h"
#include "table/table.h"

#include <jansson.h>

/* What a command line's data are read from. */
typedef struct CairnPlotData {
  const char *path; /* as it is named in messages */
  GBytes *bytes;    /* of standard input; NULL: a file */
  CairnInput *input; /* standard input, kept; NULL: it is in `bytes`, or none */
  const CairnTable *table;
} CairnPlotData;

/* The delimiter of a file by its ending: a tab for .tsv, else a comma. */
char cairn_plot_delimiter(const char *path);

/* Reads data.path, data.input or data.bytes into data.table; of `more`, the columns that are needed and the progress. */
bool cairn_plot_read(CairnArena *arena, CairnPlotData *data, const CairnReadOptions *more, GError **error);

/* The column of that name; an error names those that there are. */
const CairnColumn *cairn_plot_column(const CairnPlotData *data, const char *name, GError **error);

/* `name` as a field path: what would be read as a path is escaped. Free with g_free. */
char *cairn_plot_field(const char *name);

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

/* Sets `member` of an object to an array of its own of one item, or adds the item to that. Takes the item. */
void cairn_plot_append(json_t *object, const char *member, json_t *item);
