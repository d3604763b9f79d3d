#include "plot_time.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>

enum { LEAST_SECONDS = 3 /* fewer are labelled by their parts, as the axis does by itself */ };

/* A way to label: every so many of a unit. */
typedef struct Interval {
  CairnPlotUnit unit;
  int step;
  double days;     /* about; steps of years are found by themselves */
  double label_px; /* room for one label */
} Interval;

static const Interval intervals[] = {
    {CAIRN_PLOT_SECOND, 1, 1.0 / 86400, 60},
    {CAIRN_PLOT_SECOND, 5, 5.0 / 86400, 60},
    {CAIRN_PLOT_SECOND, 15, 15.0 / 86400, 60},
    {CAIRN_PLOT_SECOND, 30, 30.0 / 86400, 60},
    {CAIRN_PLOT_MINUTE, 1, 1.0 / 1440, 44},
    {CAIRN_PLOT_MINUTE, 5, 5.0 / 1440, 44},
    {CAIRN_PLOT_MINUTE, 15, 15.0 / 1440, 44},
    {CAIRN_PLOT_HOUR, 1, 1.0 / 24, 44},
    {CAIRN_PLOT_HOUR, 3, 3.0 / 24, 44},
    {CAIRN_PLOT_HOUR, 6, 6.0 / 24, 44},
    {CAIRN_PLOT_HOUR, 12, 12.0 / 24, 44},
    {CAIRN_PLOT_DAY, 1, 1, 48},
    {CAIRN_PLOT_DAY, 2, 2, 48},
    {CAIRN_PLOT_DAY, 7, 7, 48},
    {CAIRN_PLOT_DAY, 14, 14, 48},
    {CAIRN_PLOT_MONTH, 1, 30.4, 34},
    {CAIRN_PLOT_QUARTER, 1, 91, 34},
    {CAIRN_PLOT_QUARTER, 2, 182, 34},
    {CAIRN_PLOT_MONTH, 3, 91, 52},
    {CAIRN_PLOT_MONTH, 6, 182, 60},
};

#define YEAR_DAYS 365.25
#define YEAR_PX   40

double cairn_plot_unit_index(CairnPlotUnit unit, double ms) {
  CairnCivil civil;
  cairn_civil_from_ms(ms, NULL, &civil);
  switch (unit) {
  case CAIRN_PLOT_YEAR:
    return civil.year;
  case CAIRN_PLOT_QUARTER:
    return civil.year * 4.0 + civil.month / 3;
  case CAIRN_PLOT_MONTH:
    return civil.year * 12.0 + civil.month;
  case CAIRN_PLOT_DAY:
    return floor(ms / CAIRN_MS_DAY);
  case CAIRN_PLOT_HOUR:
    return floor(ms / CAIRN_MS_HOUR);
  case CAIRN_PLOT_MINUTE:
    return floor(ms / CAIRN_MS_MINUTE);
  default:
    return floor(ms / CAIRN_MS_SECOND);
  }
}

double cairn_plot_unit_start(CairnPlotUnit unit, double index) {
  switch (unit) {
  case CAIRN_PLOT_YEAR:
    return cairn_time_make(NULL, index, 0, 1, 0, 0, 0, 0);
  case CAIRN_PLOT_QUARTER:
    return cairn_time_make(NULL, floor(index / 4), 3 * (index - 4 * floor(index / 4)), 1, 0, 0, 0, 0);
  case CAIRN_PLOT_MONTH:
    return cairn_time_make(NULL, floor(index / 12), index - 12 * floor(index / 12), 1, 0, 0, 0, 0);
  case CAIRN_PLOT_DAY:
    return index * CAIRN_MS_DAY;
  case CAIRN_PLOT_HOUR:
    return index * CAIRN_MS_HOUR;
  case CAIRN_PLOT_MINUTE:
    return index * CAIRN_MS_MINUTE;
  default:
    return index * CAIRN_MS_SECOND;
  }
}

const char *cairn_plot_unit_name(CairnPlotUnit unit) {
  static const char *const names[] = {NULL,
                                      "utcyear",
                                      "utcyearquarter",
                                      "utcyearmonth",
                                      "utcyearmonthdate",
                                      "utcyearmonthdatehours",
                                      "utcyearmonthdatehoursminutes",
                                      "utcyearmonthdatehoursminutesseconds"};
  return names[unit];
}

/* ---- The dates of a column ---- */

static CairnPlotUnit unit_of(double ms, bool in_quarters) {
  for (int unit = CAIRN_PLOT_YEAR; unit <= CAIRN_PLOT_SECOND; unit++)
    if ((in_quarters || unit != CAIRN_PLOT_QUARTER) &&
        cairn_plot_unit_start((CairnPlotUnit)unit, cairn_plot_unit_index((CairnPlotUnit)unit, ms)) == ms)
      return (CairnPlotUnit)unit;
  return CAIRN_PLOT_NO_UNIT;
}

static double moment(const CairnColumn *column, size_t row, bool years) {
  double number = cairn_column_quantity(column, row);
  return years && isfinite(number) ? cairn_plot_unit_start(CAIRN_PLOT_YEAR, number) : number;
}

static double common_step(double a, double b) {
  while (b > 0) {
    double rest = fmod(a, b);
    a = b;
    b = rest;
  }
  return a;
}

static void count_units(CairnPlotDates *dates, const CairnColumn *column, size_t n_rows, bool years) {
  dates->first = INFINITY;
  dates->last = -INFINITY;
  dates->step = 0;
  double base = NAN;
  for (size_t row = 0; row < n_rows; row++) {
    double ms = moment(column, row, years);
    if (!isfinite(ms)) continue;
    double index = cairn_plot_unit_index(dates->unit, ms);
    if (isnan(base)) base = index;
    dates->first = fmin(dates->first, index);
    dates->last = fmax(dates->last, index);
    dates->step = common_step(dates->step, fabs(index - base));
  }
  dates->step = fmax(dates->step, 1);
}

CairnPlotDates cairn_plot_dates(const CairnColumn *column, size_t n_rows, CairnPlotUnit written) {
  bool years = written == CAIRN_PLOT_YEAR;
  CairnPlotDates dates = {.unit = CAIRN_PLOT_NO_UNIT, .step = 1};
  if (!years && column->type != CAIRN_COLUMN_TIME) return dates;
  for (size_t row = 0; row < n_rows; row++) {
    double ms = moment(column, row, years);
    if (!isfinite(ms)) continue;
    CairnPlotUnit unit = unit_of(ms, written == CAIRN_PLOT_QUARTER);
    dates.between |= unit == CAIRN_PLOT_NO_UNIT;
    dates.unit = MAX(dates.unit, unit == CAIRN_PLOT_NO_UNIT ? CAIRN_PLOT_SECOND : unit);
  }
  if (dates.unit != CAIRN_PLOT_NO_UNIT) count_units(&dates, column, n_rows, years);
  return dates;
}

double cairn_plot_dates_count(const CairnPlotDates *dates) {
  return floor((dates->last - dates->first) / dates->step) + 1;
}

/* ---- Dates in a spec ---- */

static json_t *date_node(CairnPlotUnit unit, double index) {
  CairnCivil civil;
  cairn_civil_from_ms(cairn_plot_unit_start(unit, index), NULL, &civil);
  json_t *node = json_pack("{s:i}", "year", civil.year);
  if (unit == CAIRN_PLOT_QUARTER) json_object_set_new(node, "quarter", json_integer(civil.month / 3 + 1));
  if (unit >= CAIRN_PLOT_MONTH) json_object_set_new(node, "month", json_integer(civil.month + 1));
  if (unit >= CAIRN_PLOT_DAY) json_object_set_new(node, "date", json_integer(civil.date));
  if (unit >= CAIRN_PLOT_HOUR) json_object_set_new(node, "hours", json_integer(civil.hours));
  if (unit >= CAIRN_PLOT_MINUTE) json_object_set_new(node, "minutes", json_integer(civil.minutes));
  if (unit >= CAIRN_PLOT_SECOND) json_object_set_new(node, "seconds", json_integer(civil.seconds));
  json_object_set_new(node, "utc", json_true());
  return node;
}

json_t *cairn_plot_dates_domain(const CairnPlotDates *dates) {
  json_t *domain = json_array();
  for (double index = dates->first; index <= dates->last; index += dates->step)
    json_array_append_new(domain, date_node(dates->unit, index));
  return domain;
}

/* ---- Labels ---- */

static double days_long(const CairnPlotDates *dates) {
  return (cairn_plot_unit_start(dates->unit, dates->last) -
          cairn_plot_unit_start(dates->unit, dates->first)) /
         CAIRN_MS_DAY;
}

static Interval years_interval(double days, double length_px) {
  static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
  for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
    if (days / YEAR_DAYS / steps[i] * YEAR_PX <= length_px)
      return (Interval){CAIRN_PLOT_YEAR, steps[i], steps[i] * YEAR_DAYS, YEAR_PX};
  return (Interval){CAIRN_PLOT_YEAR, 2000, 2000 * YEAR_DAYS, YEAR_PX};
}

/* The finest interval with room for its labels that is not finer than the dates. */
static Interval interval_for(const CairnPlotDates *dates, double length_px) {
  double days = days_long(dates);
  for (size_t i = 0; i < G_N_ELEMENTS(intervals); i++) {
    const Interval *interval = &intervals[i];
    bool is_finer = interval->unit > dates->unit ||
                    (interval->unit == CAIRN_PLOT_QUARTER && dates->unit != CAIRN_PLOT_QUARTER);
    if (!is_finer && days / interval->days * interval->label_px <= length_px) return *interval;
  }
  return years_interval(days, length_px);
}

/* Does a label stand under the moment? Steps count from the start of the next longer unit. */
static bool is_labelled(const Interval *interval, double ms) {
  CairnCivil civil;
  cairn_civil_from_ms(ms, NULL, &civil);
  switch (interval->unit) {
  case CAIRN_PLOT_YEAR:
    return civil.year % interval->step == 0 && civil.month == 0 && civil.date == 1 && civil.hours == 0;
  case CAIRN_PLOT_QUARTER:
    return civil.month % (3 * interval->step) == 0 && civil.date == 1 && civil.hours == 0;
  case CAIRN_PLOT_MONTH:
    return civil.month % interval->step == 0 && civil.date == 1 && civil.hours == 0;
  case CAIRN_PLOT_DAY: {
    int at = (civil.date - 1) % interval->step;
    return at == 0 && civil.hours == 0 && (civil.date + interval->step / 2 <= 31 || interval->step == 1);
  }
  case CAIRN_PLOT_HOUR:
    return civil.hours % interval->step == 0 && civil.minutes == 0;
  case CAIRN_PLOT_MINUTE:
    return civil.minutes % interval->step == 0 && civil.seconds == 0;
  default:
    return civil.seconds % interval->step == 0;
  }
}

/* Weeks hardly ever begin with a month: the first one in it has its label. */
static bool begins_interval(const Interval *interval, const CairnPlotDates *dates, double index) {
  double ms = cairn_plot_unit_start(dates->unit, index);
  if (dates->step == 1 || interval->unit == dates->unit) return is_labelled(interval, ms);
  double before = cairn_plot_unit_start(dates->unit, index - dates->step);
  return floor(cairn_plot_unit_index(interval->unit, ms) / interval->step) >
         floor(cairn_plot_unit_index(interval->unit, before) / interval->step);
}

/* The text of a label: what changes from one to the next, and below that, where it changes, the longer unit.
 * `first` is the moment of the first label, which tells it too; NaN where that is not known. */
static void set_label_text(json_t *axis, CairnPlotUnit unit, double first, const char *told) {
  static const char *const formats[] = {NULL, NULL, "Q%q", "%b", "%b %-d", "%H:%M", "%H:%M", "%H:%M:%S"};
  static const char *const changes[] = {NULL,
                                        NULL,
                                        "utcmonth(datum.value) === 0",
                                        "utcmonth(datum.value) === 0",
                                        "utcmonth(datum.value) === 0 && utcdate(datum.value) === 1",
                                        "utchours(datum.value) === 0 && utcminutes(datum.value) === 0",
                                        "utchours(datum.value) === 0 && utcminutes(datum.value) === 0",
                                        "time(datum.value) % 86400000 === 0"};
  if (unit == CAIRN_PLOT_YEAR) {
    json_object_set_new(axis, "format", json_string("%Y"));
    return;
  }
  if (told && (unit < CAIRN_PLOT_HOUR || strchr(told, '-'))) {
    json_object_set_new(axis, "format", json_string(formats[unit]));
    return;
  }
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_append_printf(text, "[utcFormat(datum.value, '%s'), %s", formats[unit], changes[unit]);
  if (isfinite(first)) g_string_append_printf(text, " || time(datum.value) === %.0f", first);
  g_string_append_printf(text, " ? utcFormat(datum.value, '%s') : '']",
                         unit >= CAIRN_PLOT_HOUR ? "%b %-d" : "%Y");
  json_object_set_new(axis, "labelExpr", json_string(text->str));
}

/* Every one of the dates, where they all have room for labels, else as for any time. */
static Interval interval_of_places(const CairnPlotDates *dates, double length_px) {
  static const double label_px[] = {0, YEAR_PX, 34, 34, 48, 44, 44, 60};
  if (cairn_plot_dates_count(dates) * label_px[dates->unit] <= length_px)
    return (Interval){dates->unit, 1, 0, label_px[dates->unit]};
  return interval_for(dates, length_px);
}

void cairn_plot_label_places(json_t *axis, const CairnPlotDates *dates, double length_px, const char *told) {
  Interval interval = interval_of_places(dates, length_px);
  double first = NAN;
  json_t *values = json_array();
  for (double index = dates->first; index <= dates->last; index += dates->step) {
    double ms = cairn_plot_unit_start(dates->unit, index);
    if (!begins_interval(&interval, dates, index)) continue;
    if (isnan(first)) first = ms;
    json_array_append_new(values, date_node(dates->unit, index));
  }
  if (json_array_size(values) && (double)json_array_size(values) < cairn_plot_dates_count(dates))
    json_object_set(axis, "values", values);
  json_decref(values);
  json_object_set_new(axis, "labelAngle", json_integer(0));
  set_label_text(axis, isnan(first) ? dates->unit : interval.unit, first, told);
  if (isnan(first)) json_object_set_new(axis, "labelOverlap", json_true());
}

/* Every so many of the dates. */
static json_t *every_date(const CairnPlotDates *dates, double step) {
  json_t *values = json_array();
  for (double index = dates->first; index <= dates->last; index += step)
    json_array_append_new(values, date_node(dates->unit, index));
  return values;
}

void cairn_plot_label_time(json_t *axis, const CairnPlotDates *dates, double length_px, const char *told) {
  static const char *const names[] = {NULL, "year", "month", "month", "day", "hour", "minute", "second"};
  bool too_fine = dates->between && dates->last - dates->first < LEAST_SECONDS;
  if (dates->unit == CAIRN_PLOT_NO_UNIT || too_fine) return;
  Interval interval = interval_for(dates, length_px);
  bool weeks = interval.unit == CAIRN_PLOT_DAY && interval.step >= 7;
  int step = weeks                                 ? interval.step / 7
             : interval.unit == CAIRN_PLOT_QUARTER ? 3 * interval.step
                                                   : interval.step;
  /* Weeks of an axis of time begin on Sundays, those of the data on any day. */
  if (weeks && fmod(dates->step, 7) == 0)
    json_object_set_new(axis, "values", every_date(dates, fmax(interval.step, dates->step)));
  else
    json_object_set_new(
        axis, "tickCount",
        json_pack("{s:s,s:i}", "interval", weeks ? "week" : names[interval.unit], "step", step));
  set_label_text(axis, interval.unit, NAN, told);
}

char *cairn_plot_common_date(const CairnPlotDates *dates) {
  if (dates->unit <= CAIRN_PLOT_YEAR) return NULL;
  CairnCivil first, last;
  cairn_civil_from_ms(cairn_plot_unit_start(dates->unit, dates->first), NULL, &first);
  cairn_civil_from_ms(cairn_plot_unit_start(dates->unit, dates->last), NULL, &last);
  if (first.year != last.year) return NULL;
  bool one_day = dates->unit >= CAIRN_PLOT_HOUR && first.month == last.month && first.date == last.date;
  return one_day ? g_strdup_printf("%d-%02d-%02d", first.year, first.month + 1, first.date)
                 : g_strdup_printf("%d", first.year);
}
