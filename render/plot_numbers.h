/* How a file writes its numbers, where that is not as JavaScript writes them: with decimal commas, groups,
 * percent or currency signs. */
#pragma once

#include "base/number_form.h"
#include "plot_sample.h"

#include <jansson.h>
#include <stdbool.h>

/* What the cells of a column can be. Start with zeros. */
typedef struct CairnPlotVotes {
  size_t n;                     /* cells that are not missing */
  size_t n_plain;               /* as JavaScript writes numbers */
  size_t n_point, n_comma;      /* numbers with that decimal mark */
  size_t n_differing;           /* ... which are others with the other one */
  size_t n_with_unit;           /* ... beside which the unit stands */
  char unit[CAIRN_NUMBER_UNIT]; /* the first one that was found; cells with another one are no numbers */
} CairnPlotVotes;

/* How the numbers of a column are written. */
typedef struct CairnPlotNumbers {
  char decimal;    /* '\0': as JavaScript writes them, or the column is none of numbers */
  size_t n;        /* cells that are numbers so */
  bool is_guessed; /* 1,234 may be meant with either mark */
  char unit[CAIRN_NUMBER_UNIT];
} CairnPlotNumbers;

void cairn_plot_votes_add(CairnPlotVotes *votes, const char *text);

/* The decimal mark that the columns of a file show, '.' or ','; '\0': none does, or they differ. */
char cairn_plot_sample_decimal(const CairnPlotSample *sample);

/* What the votes of a column come to in a file with that decimal mark ('\0': not known) and delimiter. */
CairnPlotNumbers cairn_plot_numbers(const CairnPlotVotes *votes, char file_decimal, char delimiter);

/* The same for a column of the sample. */
CairnPlotNumbers cairn_plot_sample_numbers(const CairnPlotSample *sample, const char *column);

/* A transform that makes numbers of the texts in `column`. */
json_t *cairn_plot_numbers_transform(const char *column, char decimal);
