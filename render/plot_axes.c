#include "plot_axes.h"

#include "scale/tick_step.h"

#include <math.h>
#include <string.h>

enum {
  LEGEND_ENTRIES = 30, /* that Vega tells of a legend by itself; */
  MOST_ENTRIES = 60,   /* ... that we let it tell */
  MOST_PLACES = 120,   /* more dates than that stand on an axis of time */
  SYMBOL_PX = 30,      /* of a legend, beside each name */
  TITLE_ABOVE = 8,     /* px from the plot to the title of y */
  FEW_TICKS = 8,       /* of numbers on x, */
  TICK_PX = 80,        /* and from one to the next, at least */
  POINT_PX = 8,        /* from the first and last points to the ends of an axis of time */
};

/* What columns of years are called, in lower case. */
static const char *const year_words[] = {
    "year", "years",       "yr",  "jahr", "année", "annee", "ano", "año",   "anno", "jaar", "år",
    "rok",  "rik",         "год", "года", "рік",   "yıl",   "yil", "vuosi", "év",   "έτος", "tahun",
    "năm",  "time_period", "年",  "年度", "سنة",   "عام",   "سال", "वर्ष",   "साल",  "date"};

/* A word of the name, or all of it; German words end in it, too (Berichtsjahr). */
static bool is_named_year(const char *name) {
  g_autofree char *lower = g_utf8_strdown(name, -1);
  for (size_t i = 0; i < G_N_ELEMENTS(year_words); i++) {
    const char *word = year_words[i], *at = strstr(lower, word);
    if (strcmp(lower, word) == 0) return true;
    if (strcmp(word, "date") == 0) continue;
    for (; at; at = strstr(at + 1, word)) {
      bool begins = at == lower || !g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(at)));
      bool ends = !g_unichar_isalpha(g_utf8_get_char(at + strlen(word)));
      if (ends && (begins || strcmp(word, "jahr") == 0)) return true;
    }
  }
  return false;
}

bool cairn_plot_is_years(const CairnColumn *column, size_t n_rows) {
  if (column->type != CAIRN_COLUMN_NUMBER || !n_rows) return false;
  for (size_t row = 0; row < n_rows; row++) {
    double number = cairn_column_quantity(column, row);
    if (!isnan(number) && (number != floor(number) || number < 1000 || number > 2999)) return false;
  }
  return is_named_year(column->name);
}

/* ---- What x is ---- */

static bool has_places(const CairnPlot *plot) {
  return strcmp(plot->kind, "bar") == 0 || strcmp(plot->kind, "rect") == 0;
}

/* The dates of milestones need places too. */
static void reach_milestones(CairnPlotDates *dates, double low, double high) {
  if (low > high || dates->unit == CAIRN_PLOT_NO_UNIT) return;
  dates->first = fmin(dates->first, cairn_plot_unit_index(dates->unit, low));
  dates->last = fmax(dates->last, cairn_plot_unit_index(dates->unit, high));
}

/* Are its marks points, which would cover the labels of y where time begins? */
static bool has_points(const CairnPlot *plot) {
  static const char *const kinds[] = {"point", "scatter", "circle", "square", "tick", NULL};
  return g_strv_contains(kinds, plot->kind);
}

bool cairn_plot_has_cells(const CairnPlot *plot) {
  return strcmp(plot->kind, "rect") == 0 && plot->color;
}

/* Bars at `n` places, evenly spaced. */
static double bar_px(const CairnPlot *plot, double n) {
  return 0.75 * cairn_plot_inner_width(plot) / (n + 1);
}

static void find_number_places(CairnArena *arena, const CairnPlot *plot, CairnPlotX *x, size_t n_rows,
                               bool milestones) {
  x->steps = cairn_plot_steps(arena, x->column, n_rows);
  x->places = x->steps.n > 0 && !milestones;
  if (!x->places && isfinite(x->steps.n_apart)) x->bar_px = bar_px(plot, x->steps.n_apart);
}

static bool has_units(const CairnPlotDates *dates) {
  return dates->unit != CAIRN_PLOT_NO_UNIT && !dates->between;
}

static void find_date_places(const CairnPlot *plot, CairnPlotX *x, double low, double high) {
  /* A milestone between dates that are several units apart has no place of its own. */
  bool apart = x->dates.step > 1 && low <= high;
  double n = !has_units(&x->dates) ? INFINITY : cairn_plot_dates_count(&x->dates);
  if (apart) x->bar_px = bar_px(plot, n);
  reach_milestones(&x->dates, low, high);
  n = !has_units(&x->dates) ? INFINITY : cairn_plot_dates_count(&x->dates);
  x->places = has_places(plot) && n <= MOST_PLACES && !apart;
}

static CairnPlotUnit written_unit(const CairnPlotData *data, const CairnColumn *column, bool years) {
  const CairnParseEntry *declaration = cairn_plot_declaration(data, column->name);
  bool quarters = declaration && declaration->pattern && strstr(declaration->pattern, "%q");
  return years ? CAIRN_PLOT_YEAR : quarters ? CAIRN_PLOT_QUARTER : CAIRN_PLOT_NO_UNIT;
}

CairnPlotX cairn_plot_x(CairnArena *arena, const CairnPlot *plot, const CairnPlotData *data,
                        const CairnColumn *column, bool in_places, double low, double high) {
  const CairnTable *table = data->table;
  bool years = cairn_plot_is_years(column, table->n_rows);
  CairnPlotX x = {.column = column,
                  .type = years ? "temporal" : cairn_plot_type(column),
                  .years = years,
                  .names = cairn_plot_names(arena, table, column),
                  .dates = cairn_plot_dates(column, table->n_rows, written_unit(data, column, years))};
  if (strcmp(x.type, "quantitative") != 0)
    find_date_places(plot, &x, low, high);
  else if (has_places(plot) && in_places)
    find_number_places(arena, plot, &x, table->n_rows, low <= high);
  return x;
}

/* ---- Numbers ---- */

/* Large and small numbers are shown in a unit that the title names, or, without a title, each label. */
typedef struct NumberUnit {
  double value;
  const char *title, *label;
} NumberUnit;

static const NumberUnit number_units[] = {{1e12, "trillions", " tn"}, {1e9, "billions", " bn"},
                                          {1e6, "millions", " m"},    {1e-6, "×10⁻⁶", "×10⁻⁶"},
                                          {1e-9, "×10⁻⁹", "×10⁻⁹"},   {1e-12, "×10⁻¹²", "×10⁻¹²"},
                                          {1e-15, "×10⁻¹⁵", "×10⁻¹⁵"}};

/* Not where the numbers lie so close together that their labels would need all their digits. */
static const NumberUnit *number_unit(double low, double high) {
  double most = fmax(fabs(low), fabs(high));
  if (high > low && high - low < 1e-3 * most) return NULL;
  if (most == 0 || (most >= 1e-3 && most < 1e6) || most >= 1e16 || most < 1e-15) return NULL;
  const NumberUnit *last = &number_units[G_N_ELEMENTS(number_units) - 1], *unit = number_units;
  while (unit < last && most < unit->value)
    unit++;
  return unit;
}

static void set_title(json_t *def, const char *title) {
  json_object_set_new(def, "title", title && *title ? json_string(title) : json_null());
}

/* Decimals of the multiples of a step, at most 12; 0: none. */
static int decimals_of(double step) {
  if (!(step > 0 && isfinite(step))) return 0;
  return CLAMP((int)ceil(-log10(step) - 1e-9), 0, 12);
}

/* Labels in round units, such as 1.5 instead of 1,500,000,000,000. `step` is from one label to the next; 0:
 * any. */
static void label_numbers(json_t *def, json_t *axis, double low, double high, double step) {
  const NumberUnit *unit = number_unit(low, high);
  if (!unit) return;
  const char *title = json_string_value(json_object_get(def, "title"));
  g_autofree char *format =
      step > 0 ? g_strdup_printf(",.%df", decimals_of(step / unit->value)) : g_strdup(",~r");
  g_autofree char *labels = g_strdup_printf("format(datum.value / %g, '%s')%s%s%s", unit->value, format,
                                            title ? "" : " + '", title ? "" : unit->label, title ? "" : "'");
  json_object_set_new(axis, "labelExpr", json_string(labels));
  if (!title) return;
  g_autofree char *with_unit = g_strdup_printf("%s, %s", title, unit->title);
  json_object_set_new(def, "title", json_string(with_unit));
}

bool cairn_plot_has_zero(const CairnPlot *plot, double low, double high, bool is_measure) {
  bool is_filled = has_places(plot) || strcmp(plot->kind, "area") == 0;
  if ((low <= 0 && high >= 0) || low == high) return true;
  if (is_filled && is_measure) return true;
  double near = fmin(fabs(low), fabs(high)), far = fmax(fabs(low), fabs(high));
  bool is_line = strcmp(plot->kind, "line") == 0;
  return near <= (is_line && is_measure ? 0.75 : 0.2) * far;
}

/* Widens the domain to multiples of the step for about `count` ticks, until that step stays, as scales do. */
static void widen(double *low, double *high, int count) {
  double last = 0;
  for (int i = 0; i < 10; i++) {
    double step = cairn_tick_increment(*low, *high, count); /* negative: one part of that many */
    if (step == last || step == 0 || !isfinite(step)) return;
    *low = step > 0 ? floor(*low / step) * step : floor(*low * -step) / -step;
    *high = step > 0 ? ceil(*high / step) * step : ceil(*high * -step) / -step;
    last = step;
  }
}

/* About how many ticks leave the least of the plot empty; a few more or less than 5 are as good. */
static int tick_count(const CairnPlot *plot, double low, double high, bool has_zero) {
  static const int counts[] = {5, 4, 6};
  bool is_stacked =
      (strcmp(plot->kind, "bar") == 0 || strcmp(plot->kind, "area") == 0) && (plot->color || plot->y[1]);
  if (has_zero) low = fmin(low, 0), high = fmax(high, 0);
  double span = high - low, least = INFINITY;
  int best = counts[0];
  for (size_t i = 0; i < G_N_ELEMENTS(counts) && span > 0 && isfinite(span) && !is_stacked; i++) {
    double from = low, to = high;
    widen(&from, &to, counts[i]);
    if (to - from >= 0.92 * least) continue;
    least = to - from;
    best = counts[i];
  }
  return best;
}

/* From one label to the next on the axis of such data. */
static double label_step(double low, double high, bool has_zero, int count) {
  if (has_zero) low = fmin(low, 0), high = fmax(high, 0);
  widen(&low, &high, count);
  return cairn_tick_step(low, high, count);
}

/* Scale and axis of a quantity: as few and round ticks as the theme asks for, none of the data beyond the
 * last. */
static void set_quantity(const CairnPlot *plot, json_t *def, double low, double high, bool is_x,
                         bool is_measure, bool is_years) {
  bool has_zero = cairn_plot_has_zero(plot, low, high, is_measure);
  int room = (int)(cairn_plot_inner_width(plot) / TICK_PX);
  int count = is_x ? CLAMP(room, 2, FEW_TICKS) : tick_count(plot, low, high, has_zero);
  json_t *axis = json_object(), *scale = json_pack("{s:i}", "nice", count);
  /* A domain of zero alone has no step for its labels. */
  if (low == 0 && high == 0) json_object_set_new(scale, "domainMax", json_integer(1));
  if (low <= high && !has_zero) json_object_set_new(scale, "zero", json_false());
  json_object_set_new(axis, "tickCount", json_integer(count));
  if (is_years) json_object_set_new(axis, "format", json_string("d"));
  if (low <= high) label_numbers(def, axis, low, high, label_step(low, high, has_zero, count));
  json_object_set_new(def, "scale", scale);
  if (json_object_size(axis)) json_object_set(def, "axis", axis);
  json_decref(axis);
}

/* ---- Channels ---- */

static json_t *channel(const char *field, const char *type, const char *title) {
  json_t *def = json_pack("{s:s,s:s}", "field", field, "type", type);
  set_title(def, title);
  return def;
}

static void set_time(const CairnPlot *plot, const CairnPlotX *x, json_t *def) {
  json_t *axis = json_object();
  g_autofree char *told = plot->x_title ? NULL : cairn_plot_common_date(&x->dates);
  if (told) json_object_set_new(def, "title", json_string(told));
  if (x->places) {
    json_object_set_new(def, "type", json_string("ordinal"));
    json_object_set_new(def, "timeUnit", json_string(cairn_plot_unit_name(x->dates.unit)));
    json_object_set_new(def, "scale", json_pack("{s:o}", "domain", cairn_plot_dates_domain(&x->dates)));
    cairn_plot_label_places(axis, &x->dates, cairn_plot_inner_width(plot), told);
  } else {
    if (has_places(plot) && has_units(&x->dates) && !x->bar_px)
      json_object_set_new(def, "timeUnit", json_string(cairn_plot_unit_name(x->dates.unit)));
    cairn_plot_label_time(axis, &x->dates, cairn_plot_inner_width(plot), told);
    if (has_points(plot)) json_object_set_new(def, "scale", json_pack("{s:i}", "padding", POINT_PX));
  }
  json_object_set_new(def, "axis", axis);
}

/* Numbers that are places. */
static void set_places(json_t *def, const CairnPlotSteps *steps, bool downwards) {
  json_t *axis = json_pack("{s:i,s:b}", "labelAngle", 0, "labelOverlap", 1);
  label_numbers(def, axis, steps->places[0], steps->places[steps->n - 1], 0);
  json_object_set_new(def, "type", json_string("ordinal"));
  json_object_set_new(def, "scale", json_pack("{s:o}", "domain", cairn_plot_steps_domain(steps, downwards)));
  json_object_set_new(def, "axis", axis);
}

/* A layer of bands would take the space between bars away. */
static void space_bars(json_t *def) {
  json_t *scale = json_object_get(def, "scale");
  if (!scale) json_object_set_new(def, "scale", scale = json_object());
  json_object_set_new(scale, "paddingInner", json_real(0.2));
  json_object_set_new(scale, "paddingOuter", json_real(0.1));
}

json_t *cairn_plot_x_channel(const CairnPlot *plot, const CairnTable *table, const CairnPlotX *x,
                             bool y_is_measure) {
  g_autofree char *field = cairn_plot_field(x->column->name);
  bool is_time = strcmp(x->type, "temporal") == 0, is_number = strcmp(x->type, "quantitative") == 0;
  const char *title = plot->x_title ? plot->x_title : is_time ? NULL : x->column->name;
  json_t *def = channel(field, x->type, title);
  double low, high;
  if (is_time) {
    set_time(plot, x, def);
  } else if (is_number && x->places) {
    set_places(def, &x->steps, false);
  } else if (is_number) {
    cairn_plot_range(x->column, table->n_rows, &low, &high);
    set_quantity(plot, def, low, high, true, !y_is_measure, false);
    if (x->bar_px > 0)
      json_object_set_new(json_object_get(def, "scale"), "padding",
                          json_integer((int)ceil(x->bar_px / 2) + 2));
  } else {
    json_t *axis = json_object();
    cairn_plot_label_names_on_x(plot, &x->names, axis);
    json_object_set_new(def, "sort", json_null());
    json_object_set_new(def, "axis", axis);
  }
  if (strcmp(plot->kind, "bar") == 0 && (x->places || !(is_time || is_number))) space_bars(def);
  return def;
}

json_t *cairn_plot_x_like(const json_t *x_channel, const char *field) {
  json_t *def = json_pack("{s:s}", "field", field);
  static const char *const members[] = {"type", "timeUnit", "title", "sort"};
  for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
    json_t *value = json_object_get(x_channel, members[i]);
    if (value) json_object_set(def, members[i], value);
  }
  return def;
}

json_t *cairn_plot_legend(const CairnPlot *plot, const char *const *names, size_t n, int offset_px) {
  json_t *legend = json_pack("{s:i,s:i}", "offset", offset_px, "labelLimit", CAIRN_PLOT_LONGEST);
  glong longest = 0, all = 0;
  for (size_t i = 0; i < n; i++) {
    glong length = g_utf8_strlen(names[i], -1) * CAIRN_PLOT_CHARACTER + SYMBOL_PX;
    longest = MAX(longest, length);
    all += length;
  }
  if (n > LEGEND_ENTRIES)
    json_object_set_new(legend, "symbolLimit", json_integer((json_int_t)MIN(n, (size_t)MOST_ENTRIES)));
  double width = cairn_plot_inner_width(plot);
  if ((double)all > width && longest > 0)
    json_object_set_new(legend, "columns", json_integer(MAX((int)(width / (double)longest), 1)));
  return legend;
}

/* The title of y stands level, above its labels, where it is read first and takes no width. */
static void lay_title_level(json_t *def) {
  json_t *axis = json_object_get(def, "axis");
  if (json_is_null(json_object_get(def, "title"))) return;
  if (!axis) json_object_set_new(def, "axis", axis = json_object());
  json_t *level = json_pack("{s:i,s:s,s:s,s:s,s:i,s:i}", "titleAngle", 0, "titleAnchor", "end", "titleAlign",
                            "left", "titleBaseline", "bottom", "titleX", 0, "titleY", -TITLE_ABOVE);
  json_object_update(axis, level);
  json_decref(level);
}

json_t *cairn_plot_y_places(const CairnPlot *plot, const CairnColumn *column, const CairnPlotSteps *steps) {
  g_autofree char *field = cairn_plot_field(column->name);
  json_t *def = channel(field, "ordinal", plot->y_title ? plot->y_title : column->name);
  set_places(def, steps, true);
  lay_title_level(def);
  return def;
}

json_t *cairn_plot_y_channel(const CairnPlot *plot, const CairnColumn *column, const char *field, double low,
                             double high, const char *name, size_t n_rows) {
  const char *type = cairn_plot_type(column);
  json_t *def = channel(field, type, plot->y_title ? plot->y_title : name);
  if (strcmp(type, "quantitative") == 0)
    set_quantity(plot, def, low, high, false, true, cairn_plot_is_years(column, n_rows));
  if (strcmp(type, "nominal") == 0) {
    json_object_set_new(def, "sort", json_null());
    json_object_set_new(def, "axis", json_object());
  }
  lay_title_level(def);
  return def;
}
