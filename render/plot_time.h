/* Dates on the x axis of `cairn plot`: which unit of the calendar they stand for, and how the axis labels it.
 */
#pragma once

#include "plot_columns.h"

typedef enum CairnPlotUnit {
  CAIRN_PLOT_NO_UNIT,
  CAIRN_PLOT_YEAR,
  CAIRN_PLOT_QUARTER, /* only where dates are written as quarters */
  CAIRN_PLOT_MONTH,
  CAIRN_PLOT_DAY,
  CAIRN_PLOT_HOUR,
  CAIRN_PLOT_MINUTE,
  CAIRN_PLOT_SECOND,
} CairnPlotUnit;

/* Dates as every `step`-th unit from `first` to `last`, counted from the start of the calendar. */
typedef struct CairnPlotDates {
  CairnPlotUnit unit; /* the longest that all dates begin; NO_UNIT: there are no dates */
  bool between;       /* some are between seconds: the unit is the second, though they do not begin one */
  double first, last;
  double step; /* the greatest that holds all dates */
} CairnPlotDates;

/* The dates of a column of times, or, where `written` is CAIRN_PLOT_YEAR, of whole numbers that are years.
 * Quarters are looked for where `written` says so. */
CairnPlotDates cairn_plot_dates(const CairnColumn *column, size_t n_rows, CairnPlotUnit written);

/* The number of the unit that holds `ms`, and the moment at which a unit begins. */
double cairn_plot_unit_index(CairnPlotUnit unit, double ms);
double cairn_plot_unit_start(CairnPlotUnit unit, double index);

/* "utcyear", "utcyearmonth", ...; NULL for NO_UNIT. */
const char *cairn_plot_unit_name(CairnPlotUnit unit);

/* As many units as there are, with those between that have no data. */
double cairn_plot_dates_count(const CairnPlotDates *dates);

/* All of them as a domain of Vega-Lite's dates. */
json_t *cairn_plot_dates_domain(const CairnPlotDates *dates);

/* What all the dates have in common and labels need not tell: the year "2024", or, of hours and finer ones,
 * the day "2024-05-01"; NULL: nothing. Free with g_free. */
char *cairn_plot_common_date(const CairnPlotDates *dates);

/* Members of an axis `length_px` long that has a place for each of the dates: labels under as many as fit.
 * They need not tell a year or day that the axis's title tells. */
void cairn_plot_label_places(json_t *axis, const CairnPlotDates *dates, double length_px, const char *told);

/* The same for an axis on which time runs on: about as many ticks as fit, none finer than the dates. With
 * NO_UNIT nothing is set. */
void cairn_plot_label_time(json_t *axis, const CairnPlotDates *dates, double length_px, const char *told);
