/* The names of a column on an axis of `cairn plot`: how much room they take, and how they stand in it. */
#pragma once

#include "plot_columns.h"

enum {
  CAIRN_PLOT_AROUND = 80,   /* px beside the plot, about */
  CAIRN_PLOT_CHARACTER = 6, /* px of labels, about */
  CAIRN_PLOT_LONGEST = 300, /* px; longer names end in an ellipsis */
};

/* Each name once, in the order of the rows. */
typedef struct CairnPlotNames {
  const char *const *texts;
  size_t n;                     /* 0 also where the column is none of names */
  size_t longest, longest_word; /* characters */
} CairnPlotNames;

CairnPlotNames cairn_plot_names(CairnArena *arena, const CairnTable *table, const CairnColumn *column);

/* The texts of a column, each once, without empty ones, in the order of the rows. */
const char **cairn_plot_values(CairnArena *arena, const CairnColumn *column, size_t n_rows, size_t *n);

/* px for what stands along x, about. */
double cairn_plot_inner_width(const CairnPlot *plot);

/* The height of the figure in px: what was asked for, else as much as the names on y need. */
double cairn_plot_height(const CairnPlot *plot, const CairnPlotNames *y);

/* Is there room for all names along x, or along y? */
bool cairn_plot_has_room_on_x(const CairnPlot *plot, const CairnPlotNames *names);
bool cairn_plot_has_room_on_y(const CairnPlot *plot, const CairnPlotNames *names);

/* Members of an axis below the plot: names level where they have room, on several lines where their words
 * have, else slanted or upright, and where not even that fits, some of them. */
void cairn_plot_label_names_on_x(const CairnPlot *plot, const CairnPlotNames *names, json_t *axis);

/* The same for an axis beside the plot: names that would take too much of the width stand on several lines
 * where these have room, and else end in an ellipsis. */
void cairn_plot_label_names_on_y(const CairnPlot *plot, const CairnPlotNames *names, json_t *axis);
