/* The channels x and y of what `cairn plot` draws. */
#pragma once

#include "plot_names.h"
#include "plot_steps.h"
#include "plot_time.h"

/* How x is encoded. */
typedef struct CairnPlotX {
  const CairnColumn *column;
  const char *type;     /* Vega-Lite's */
  bool years;           /* whole numbers that are years */
  bool places;          /* a place for each date or number: bars and cells stand in them */
  CairnPlotDates dates; /* of the data, and of the milestones too */
  CairnPlotSteps steps; /* the places of numbers */
  CairnPlotNames names;
  double bar_px; /* width of bars that stand on an axis of time or numbers; 0: by themselves */
} CairnPlotX;

/* Decides it. Milestones are at `low` to `high`, in ms or as the numbers of x; low > high: there are none.
 * With `in_places`, numbers may be places. */
CairnPlotX cairn_plot_x(CairnArena *arena, const CairnPlot *plot, const CairnPlotData *data,
                        const CairnColumn *column, bool in_places, double low, double high);

/* Are whole numbers of this column years? */
bool cairn_plot_is_years(const CairnColumn *column, size_t n_rows);

/* The channel of x for the data: with scale, axis and title. */
json_t *cairn_plot_x_channel(const CairnPlot *plot, const CairnTable *table, const CairnPlotX *x,
                             bool y_is_measure);

/* The channel of x for another layer whose dates stand in `field`: of the same type, unit and title. */
json_t *cairn_plot_x_like(const json_t *x_channel, const char *field);

/* Do numbers on both axes only say which cell is meant? */
bool cairn_plot_has_cells(const CairnPlot *plot);

/* The channel of y where its numbers are places. */
json_t *cairn_plot_y_places(const CairnPlot *plot, const CairnColumn *column, const CairnPlotSteps *steps);

/* The channel of y: `field` is the column's, or that of several columns in one. `low` to `high` is what the
 * columns hold, `name` the title where the user gives none (NULL: no title). */
json_t *cairn_plot_y_channel(const CairnPlot *plot, const CairnColumn *column, const char *field, double low,
                             double high, const char *name, size_t n_rows);

/* A legend of the names, in as many columns as there is room for, `offset_px` above the plot. */
json_t *cairn_plot_legend(const CairnPlot *plot, const char *const *names, size_t n, int offset_px);

/* Does the axis of such a channel start at zero whatever the data are? */
bool cairn_plot_has_zero(const CairnPlot *plot, double low, double high, bool is_measure);
