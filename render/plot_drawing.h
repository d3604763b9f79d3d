/* What `cairn plot` draws: the columns of a file, read and checked, and what is decided on before the spec is
 * written. */
#pragma once

#include "plot_milestones.h"

#include "chart.h"
#include "spec/locale.h"

typedef struct CairnPlotDrawing {
  const CairnPlot *plot;
  const char *mark; /* Vega-Lite's, of the kind */
  CairnArena *arena;
  const CairnLocale *locale;
  CairnPlotData data;
  CairnInput *input; /* of the data, unless it is kept by the cache; owned */
  const CairnColumn *x_column, *color;
  const CairnColumn **y; /* columns, n_y of them */
  size_t n_y;
  CairnPlotX x;
  CairnPlotNames y_names; /* none where y is no column of names */
  CairnPlotSteps y_steps; /* the places of numbers on y; none where they are amounts */
  CairnPlotSeries series;
  CairnPlotMilestones milestones;
} CairnPlotDrawing;

/* Reads the data and the milestones that plot, arena, mark and locale ask for; cairn_plot_drawing_clear is
 * due in any case. */
bool cairn_plot_drawing_read(CairnPlotDrawing *drawing, const CairnOptions *options, GError **error);

void cairn_plot_drawing_clear(CairnPlotDrawing *drawing);
