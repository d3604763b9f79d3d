/* What the first rows of a file tell `cairn plot` of the others: by what cells are separated, and how dates
 * are written where Date.parse would take them for others. */
#pragma once

#include "base/arena.h"
#include "base/file.h"

#include <jansson.h>

typedef struct CairnPlotSample {
  char delimiter;
  size_t n_columns, n_rows; /* row 0 is the header */
  size_t widest;            /* cells of the longest row */
  const char *const *cells; /* row by row */
} CairnPlotSample;

/* Reads the beginning of `input`, and rewinds it. The delimiter is a tab where the name of the input ends in
 * .tsv, else the one of comma, semicolon, tab and bar that the header has; of several, the one that parts all
 * rows alike. What is wrong with the text is left to those who read all of it. */
bool cairn_plot_sample(CairnArena *arena, CairnInput *input, CairnPlotSample *out, GError **error);

/* The type of format.parse, such as "utc:'%d.%m.%Y'", for a column whose dates are written with the year at
 * the end, as eight digits, or with names of months, quarters or weeks; NULL for any other. Points part
 * day.month.year; with strokes and hyphens a number above 12 tells the day from the month, and where there is
 * none, `is_ambiguous` becomes true and the month is taken to come first, as in Date.parse. */
const char *cairn_plot_sample_dates(CairnArena *arena, const CairnPlotSample *sample, const char *column,
                                    bool *is_ambiguous);

/* The type of `format` in a spec for that delimiter: {"type": ...}, with a delimiter where it has no name. */
json_t *cairn_plot_sample_format(char delimiter);
