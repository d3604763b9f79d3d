/* The series of what `cairn plot` draws: their colours, and where their names stand. */
#pragma once

#include "plot_axes.h"

#define CAIRN_PLOT_NO_NAME "–"

/* Columns of y (`columns`, n of them), or the values of `color` in the one column of y. */
typedef struct CairnPlotSeries {
  const CairnColumn *const *columns;
  size_t n_columns;
  const CairnColumn *color; /* NULL: none */
  size_t n;
  const char **names; /* n of them, in the order of their legend */
  double *last;       /* y at the end of each; NaN where it has none */
  bool unnamed;       /* some rows have no name; they are the series CAIRN_PLOT_NO_NAME */
  bool is_line;
  bool named_at_ends; /* the ends of the lines have room for the names */
  bool scattered;     /* some values have no neighbour to be joined with */
  size_t most_values; /* of one series */
} CairnPlotSeries;

/* Reads the series of the table; all memory is the arena's. */
CairnPlotSeries cairn_plot_series(CairnArena *arena, const CairnPlot *plot, const CairnTable *table,
                                  const CairnColumn *x, const CairnColumn *const *columns, size_t n_columns,
                                  const CairnColumn *color);

/* The channel of colour; NULL where there is one series without a name, or colour means a quantity. */
json_t *cairn_plot_color_channel(const CairnPlotSeries *series);

/* Sets how series look that share a colour, where they are more than the colours: the dashes of lines, the
 * shapes of points. The channel of colour is there. */
void cairn_plot_set_styles(const CairnPlotSeries *series, const char *mark, json_t *encoding);

/* How many series such a mark can tell apart. */
size_t cairn_plot_most_series(const char *mark);

/* The transform that names the rows without a name; NULL where there is none. */
json_t *cairn_plot_names_transform(const CairnPlotSeries *series);

/* The layer with the names at the ends of the lines, from the data's layer; NULL where there is none. */
json_t *cairn_plot_names_layer(const CairnPlotSeries *series, const json_t *data_layer);
