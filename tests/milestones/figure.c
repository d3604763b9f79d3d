#include "figure.h"

#include <string.h>

typedef enum Mark {
  MARK_LINE,
  MARK_STEP,
  MARK_CURVE,
  MARK_AREA,
  MARK_STACK,
  MARK_BAR,
  MARK_POINT,
  MARK_NONE,
  MARK_SEVERAL,
  MARK_TWO_AXES,
  N_MARKS
} Mark;

typedef enum XKind { X_TIME, X_NUMBER, X_LOG, N_X } XKind;

/* What a figure is drawn from. */
typedef struct Plan {
  Mark mark;
  XKind x;
  bool x_reversed, y_reversed, y_log, points;
  bool spans; /* some events last */
  int n_rows, n_events;
  int n_cells;        /* of a facet; 0: it is none */
  double first, last; /* shares of the axis between which there are data */
  uint64_t random;
} Plan;

static double next(Plan *plan) {
  plan->random = plan->random * 6364136223846793005u + 1442695040888963407u;
  return (double)(plan->random >> 40) / (double)(1u << 24);
}

static int below(Plan *plan, int n) {
  return (int)(next(plan) * n);
}

static bool chance(Plan *plan, double share) {
  return next(plan) < share;
}

static void add_number(GString *out, double number) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append(out, g_ascii_formatd(text, sizeof text, "%.4f", number));
}

/* ---- Data ---- */

/* The x at a share of the axis: 2000 to 2020, or 1 to 1,000. */
static void add_x(GString *out, const Plan *plan, double share) {
  if (plan->x != X_TIME) {
    add_number(out, 1 + 999 * share);
    return;
  }
  g_autoptr(GDateTime) start = g_date_time_new_utc(2000, 1, 1, 0, 0, 0),
                       date = g_date_time_add_days(start, (int)(share * 7305));
  g_autofree char *text = g_date_time_format(date, "%Y-%m-%d");
  g_string_append_printf(out, "\"%s\"", text);
}

/* The rows of a facet belong to its cells. */
static void add_cell(GString *out, Plan *plan) {
  if (plan->n_cells) g_string_append_printf(out, ",\"cell\":%d", below(plan, plan->n_cells));
}

static void add_rows(GString *out, Plan *plan) {
  bool spiky = chance(plan, 0.3);
  double value = 20 + 60 * next(plan);
  for (int i = 0; i < plan->n_rows; i++) {
    value += (next(plan) - 0.5) * (spiky ? 0 : 16);
    value = CLAMP(value, 5, 100);
    g_string_append(out, i ? ",{\"x\":" : "{\"x\":");
    add_x(out, plan, plan->first + (plan->last - plan->first) * i / (plan->n_rows - 1));
    g_string_append(out, ",\"y\":");
    add_number(out, spiky && chance(plan, 0.1) ? 30 + 65 * next(plan) : value);
    g_string_append(out, ",\"z\":");
    add_number(out, CLAMP(value + 30 * (next(plan) - 0.3), 5, 120));
    add_cell(out, plan);
    g_string_append(out, "}");
  }
}

/* ---- Events ---- */

static const char *const latin[] = {"trade", "pact", "summit", "negotiations", "grid", "pipeline",
                                    "visit", "of",   "the",    "delegation",   "1 %",  "opens"};
static const char *const cyrillic[] = {"торговля", "визит", "и",      "соглашение", "газопровод",
                                       "встреча",  "в",     "Москве", "отмена"};
static const char *const urdu[] = {"معاہدہ", "دورہ", "تجارت", "کی", "پائپ", "لائن", "مذاکرات", "اور"};

typedef struct Script {
  const char *const *words;
  int n;
} Script;

static const Script scripts[] = {
    {latin, G_N_ELEMENTS(latin)}, {cyrillic, G_N_ELEMENTS(cyrillic)}, {urdu, G_N_ELEMENTS(urdu)}};

static void add_label(GString *out, Plan *plan, const Script *script, int words, int number) {
  g_string_append(out, "\"");
  for (int i = 0; i < words; i++)
    g_string_append_printf(out, "%s ", script->words[below(plan, script->n)]);
  g_string_append_printf(out, "%d\"", number);
}

static void add_events(GString *out, Plan *plan) {
  const Script *script = &scripts[chance(plan, 0.7) ? 0 : 1 + below(plan, 2)];
  bool bursty = chance(plan, 0.4);
  int most_words = 1 + below(plan, chance(plan, 0.5) ? 2 : 8);
  double at = 0;
  for (int i = 0; i < plan->n_events; i++) {
    at = bursty && i % 4 ? MIN(1, at + 0.004 * next(plan)) : next(plan);
    g_string_append(out, i ? ",{\"date\":" : "{\"date\":");
    add_x(out, plan, at);
    if (plan->spans && chance(plan, 0.3)) {
      g_string_append(out, ",\"end\":");
      add_x(out, plan, MIN(1, at + 0.2 * next(plan)));
    }
    add_cell(out, plan);
    g_string_append(out, ",\"label\":");
    add_label(out, plan, script, 1 + below(plan, most_words), i + 1);
    g_string_append_printf(out, ",\"priority\":%d,\"category\":\"%s\"}", 1 + below(plan, 3),
                           latin[below(plan, 3)]);
  }
}

/* Are the events rows of the same table as the series? Only those can be split into cells, or be shown twice.
 */
static bool is_together(const Plan *plan) {
  return plan->spans || plan->n_cells;
}

static void add_table(GString *out, Plan *plan) {
  g_string_append(out, "\"data\":{\"values\":[");
  add_rows(out, plan);
  if (is_together(plan) && plan->n_events) {
    g_string_append(out, ",");
    add_events(out, plan);
  }
  g_string_append(out, "]}");
}

static void add_filter(GString *out, const Plan *plan, const char *field) {
  if (is_together(plan))
    g_string_append_printf(out, "\"transform\":[{\"filter\":\"isValid(datum.%s)\"}],", field);
}

/* ---- Layers ---- */

static void add_x_channel(GString *out, const Plan *plan, const char *field) {
  g_string_append_printf(out, "\"x\":{\"field\":\"%s\",\"type\":\"%s\",\"title\":null,\"scale\":{%s%s}",
                         field, plan->x == X_TIME ? "temporal" : "quantitative",
                         plan->x == X_LOG ? "\"type\":\"log\"" : "\"nice\":false",
                         plan->x_reversed ? ",\"reverse\":true" : "");
  g_string_append(out, "}");
}

static void add_y_channel(GString *out, const Plan *plan, const char *field) {
  g_string_append_printf(
      out, ",\"y\":{\"field\":\"%s\",\"type\":\"quantitative\",\"scale\":{\"type\":\"%s\",\"reverse\":%s}",
      field, plan->y_log ? "log" : "linear", plan->y_reversed ? "true" : "false");
  g_string_append(out, "}");
}

static void add_layer(GString *out, const Plan *plan, const char *mark, const char *field) {
  g_string_append(out, "{");
  add_filter(out, plan, "y");
  g_string_append_printf(out, "\"mark\":{%s},\"encoding\":{", mark);
  add_x_channel(out, plan, "x");
  add_y_channel(out, plan, field);
  g_string_append(out, "}},");
}

/* Two columns in one, as areas on each other. */
static void add_stack(GString *out, const Plan *plan) {
  g_string_append(out, "{\"transform\":[{\"filter\":\"isValid(datum.y)\"},"
                       "{\"fold\":[\"y\",\"z\"],\"as\":[\"part\",\"size\"]}],"
                       "\"mark\":\"area\",\"encoding\":{");
  add_x_channel(out, plan, "x");
  add_y_channel(out, plan, "size");
  g_string_append(out, ",\"color\":{\"field\":\"part\",\"title\":null}}},");
}

static void add_series(GString *out, const Plan *plan) {
  switch (plan->mark) {
  case MARK_LINE:
    add_layer(out, plan, plan->points ? "\"type\":\"line\",\"point\":true" : "\"type\":\"line\"", "y");
    break;
  case MARK_STEP:
    add_layer(out, plan, "\"type\":\"line\",\"interpolate\":\"step-after\"", "y");
    break;
  case MARK_CURVE:
    add_layer(out, plan, "\"type\":\"line\",\"interpolate\":\"monotone\",\"strokeWidth\":3", "y");
    break;
  case MARK_AREA:
    add_layer(out, plan, plan->points ? "\"type\":\"area\",\"line\":true" : "\"type\":\"area\"", "y");
    break;
  case MARK_STACK:
    add_stack(out, plan);
    break;
  case MARK_BAR:
    add_layer(out, plan, "\"type\":\"bar\",\"width\":6", "y");
    break;
  case MARK_POINT:
    add_layer(out, plan, "\"type\":\"point\",\"filled\":true,\"opacity\":1", "y");
    break;
  case MARK_SEVERAL:
    add_layer(out, plan, "\"type\":\"line\"", "y");
    add_layer(out, plan, "\"type\":\"line\",\"color\":\"#a04a6e\"", "z");
    break;
  case MARK_TWO_AXES:
    add_layer(out, plan, "\"type\":\"line\"", "y");
    add_layer(out, plan, "\"type\":\"line\",\"color\":\"#a04a6e\"", "z");
    break;
  default:
    break;
  }
}

static void add_spans(GString *out, const Plan *plan) {
  g_string_append(out, "{\"name\":\"spans\",");
  add_filter(out, plan, "end");
  g_string_append(out, "\"mark\":{\"type\":\"rect\",\"opacity\":0.15},\"encoding\":{");
  add_x_channel(out, plan, "date");
  g_string_append(out, ",\"x2\":{\"field\":\"end\"}}},");
}

static void add_milestones(GString *out, Plan *plan) {
  bool colored = chance(plan, 0.3);
  g_string_append(out, "{\"name\":\"events\",");
  add_filter(out, plan, "label");
  if (!is_together(plan)) {
    g_string_append(out, "\"data\":{\"values\":[");
    add_events(out, plan);
    g_string_append(out, "]},");
  }
  g_string_append(out, "\"mark\":{\"type\":\"text\"");
  if (chance(plan, 0.8)) g_string_append_printf(out, ",\"fontSize\":%d", 9 + below(plan, 4));
  g_string_append(out, "},\"encoding\":{");
  add_x_channel(out, plan, "date");
  g_string_append(out, ",\"text\":{\"field\":\"label\"}");
  if (colored) g_string_append(out, ",\"color\":{\"field\":\"category\",\"title\":null}");
  g_string_append(out, "}}");
}

/* ---- The whole ---- */

static Plan choose(uint64_t number) {
  Plan plan = {.random = number * 2654435761u + 12345};
  next(&plan);
  plan.mark = (Mark)below(&plan, N_MARKS);
  plan.x = (XKind)(chance(&plan, 0.6) ? X_TIME : below(&plan, N_X));
  plan.x_reversed = chance(&plan, 0.1);
  plan.y_reversed = chance(&plan, 0.1);
  plan.y_log =
      chance(&plan, 0.15) && plan.mark != MARK_BAR && plan.mark != MARK_AREA && plan.mark != MARK_STACK;
  plan.points = chance(&plan, 0.3);
  plan.n_rows = plan.mark == MARK_BAR ? 5 + below(&plan, 30)
                : chance(&plan, 0.4)  ? 5
                                      : 10 + below(&plan, 150);
  plan.n_events = chance(&plan, 0.85) ? below(&plan, 12) : below(&plan, 36);
  plan.spans = chance(&plan, 0.25);
  plan.n_cells = chance(&plan, 0.15) ? 2 + below(&plan, 2) : 0;
  bool is_short = chance(&plan, 0.2);
  plan.first = is_short ? 0.4 * next(&plan) : 0;
  plan.last = is_short ? 1 - 0.4 * next(&plan) : 1;
  return plan;
}

static void add_cairn(GString *out, Plan *plan) {
  static const char *const styles[] = {"auto", "callout", "lanes", "key"};
  static const char *const span_styles[] = {"auto", "band", "bracket"};
  bool dated = plan->x == X_TIME && chance(plan, 0.2);
  g_string_append_printf(
      out, "\"usermeta\":{\"cairn\":{\"milestones\":\"events\",\"annotation\":\"%s\",\"theme\":\"%s\"%s%s",
      styles[chance(plan, 0.6) ? 0 : below(plan, 4)], chance(plan, 0.8) ? "report" : "vega",
      dated ? ",\"dateFormat\":\"%Y\"" : "",
      chance(plan, 0.2) ? ",\"source\":\"Source: nothing but chance.\"" : "");
  if (plan->spans)
    g_string_append_printf(out, ",\"spans\":\"spans\",\"spanStyle\":\"%s\"", span_styles[below(plan, 3)]);
  g_string_append(out, "}},");
}

/* A facet gives the size of its cells, not of the whole. */
static void add_layers(GString *out, Plan *plan) {
  if (plan->mark == MARK_TWO_AXES) g_string_append(out, "\"resolve\":{\"scale\":{\"y\":\"independent\"}},");
  g_string_append(out, "\"layer\":[");
  if (plan->spans) add_spans(out, plan);
  add_series(out, plan);
  add_milestones(out, plan);
  g_string_append(out, "]");
}

static void add_view(GString *out, Plan *plan, int width, int height) {
  if (plan->n_cells == 0) {
    g_string_append_printf(out, "\"width\":%d,\"height\":%d,", width, height);
    if (chance(plan, 0.6)) g_string_append(out, "\"autosize\":{\"type\":\"fit\",\"contains\":\"padding\"},");
    add_layers(out, plan);
    return;
  }
  bool rows = chance(plan, 0.5);
  g_string_append_printf(out, "\"facet\":{\"%s\":{\"field\":\"cell\",\"type\":\"nominal\"}},",
                         rows ? "row" : "column");
  g_string_append_printf(out, "\"spec\":{\"width\":%d,\"height\":%d,", rows ? width : width / plan->n_cells,
                         rows ? MAX(height / plan->n_cells, 100) : height);
  add_layers(out, plan);
  g_string_append(out, "}");
}

void figure_init(Figure *figure, uint64_t number) {
  static const int sizes[][2] = {{480, 320}, {800, 500}, {1200, 400}, {600, 600}, {360, 640}};
  Plan plan = choose(number);
  GString *out = g_string_new("{");
  int size = below(&plan, G_N_ELEMENTS(sizes));
  add_cairn(out, &plan);
  if (chance(&plan, 0.7)) g_string_append(out, "\"title\":\"What the figure says, in one line\",");
  add_table(out, &plan);
  g_string_append(out, ",");
  add_view(out, &plan, sizes[size][0], sizes[size][1]);
  g_string_append(out, "}");
  *figure = (Figure){out, plan.n_events};
}

void figure_clear(Figure *figure) {
  g_string_free(figure->spec, TRUE);
}
