/* Numbers that are places rather than amounts: the hours of a day, the age of a group. Bars and cells stand
 * in them. */
#pragma once

#include "plot_columns.h"

typedef struct CairnPlotSteps {
  size_t n; /* places, with those between that have no data; 0: the numbers are not evenly spaced */
  const double *places; /* upwards */
  double n_apart;       /* as many would fit between the least and the greatest, were they all as near as the
                           nearest */
} CairnPlotSteps;

/* The places of a column of numbers: all of them whole steps apart, and a third of the steps taken. */
CairnPlotSteps cairn_plot_steps(CairnArena *arena, const CairnColumn *column, size_t n_rows);

/* All of them as a domain, the greatest first with `downwards`. */
json_t *cairn_plot_steps_domain(const CairnPlotSteps *steps, bool downwards);
