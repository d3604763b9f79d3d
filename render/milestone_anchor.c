#include "milestone_anchor.h"

#include "mark/row_order.h"
#include "transform/inline.h"

#include <string.h>

enum {
  MOST_SERIES = 32, /* more are several without a closer look */
  SAMPLES = 16,     /* at which two series are compared */
};

/* Curves whose heights differ by less px are drawn over each other. */
#define SAME 0.75

typedef struct Series {
  const CairnView *unit;
  const CairnMark *mark;
  bool bars;   /* all items of the mark together */
  size_t item; /* of a path */
  size_t row;  /* of a path: its first, where names are looked for */
} Series;

/* A plot and what its milestones may stand on. */
typedef struct Plot {
  CairnComposer *composer;
  const CairnDrawing *drawing;
  const CairnDrawnPlot *drawn;
  Series *series;
  size_t n;
  bool named;    /* the rows of the series are known */
  bool together; /* the series are one */
} Plot;

/* ---- Heights ---- */

/* The end of a bar that shows its value: the one away from the end that most bars share. */
static double bar_end(const CairnMark *mark, const CairnRectItem *bar) {
  size_t up = 0, down = 0;
  for (size_t i = 0; i < mark->n; i++) {
    const CairnRectItem *other = &mark->items[i].rect;
    up += fabs(other->y + other->height - (bar->y + bar->height)) < 0.5;
    down += fabs(other->y - bar->y) < 0.5;
  }
  return up >= down ? bar->y : bar->y + bar->height;
}

/* The highest bar at x, or else the one that is nearest. */
static double bars_y(const Series *series, double x) {
  double best = NAN, least = INFINITY;
  for (size_t i = 0; i < series->mark->n; i++) {
    const CairnRectItem *bar = &series->mark->items[i].rect;
    double away = fmax(fmax(bar->x - x, x - bar->x - bar->width), 0), y = bar_end(series->mark, bar);
    if (away > least || (away == least && y >= best)) continue;
    least = away;
    best = y;
  }
  return best;
}

/* What is known of a path at an x: the piece that is there, else the ends of pieces on both sides. */
typedef struct Found {
  bool on_piece;
  double y;
  CairnPoint before, after; /* x is infinite where there is none */
} Found;

static void look_along(const CairnDrawnCurve *curve, double x, Found *found) {
  for (int i = 0; i < curve->n; i++) {
    CairnPoint p = curve->points[i], q = curve->points[i + 1 < curve->n ? i + 1 : i];
    if (p.x <= x && p.x > found->before.x) found->before = p;
    if (p.x >= x && p.x < found->after.x) found->after = p;
    if (fmin(p.x, q.x) > x || fmax(p.x, q.x) < x) continue;
    found->on_piece = true;
    found->y = p.x == q.x ? q.y : p.y + (q.y - p.y) * (x - p.x) / (q.x - p.x);
  }
}

static Found find_on_path(const Plot *plot, const Series *series, double x) {
  Found found = {false, NAN, {-INFINITY, NAN}, {INFINITY, NAN}};
  const GArray *curves = plot->drawing->curves;
  for (guint i = 0; i < curves->len; i++) {
    const CairnDrawnCurve *curve = &g_array_index(curves, CairnDrawnCurve, i);
    if (curve->mark == series->mark && curve->item == series->item) look_along(curve, x, &found);
  }
  return found;
}

/* y on the page at `x` on the page. `reach` becomes how far the drawn series is away from there in x. */
static double series_y(const Plot *plot, const Series *series, double x, double *reach) {
  *reach = 0;
  if (series->bars) return plot->drawn->y + bars_y(series, x - plot->drawn->x);
  Found found = find_on_path(plot, series, x);
  if (found.on_piece) return found.y;
  double before = x - found.before.x, after = found.after.x - x;
  *reach = fmin(before, after);
  if (isfinite(before) && isfinite(after))
    return found.before.y + (found.after.y - found.before.y) * before / (before + after);
  return isfinite(before) ? found.before.y : found.after.y;
}

/* ---- One series or several ---- */

static void range_of(const Plot *plot, const Series *series, double *from, double *to) {
  *from = INFINITY;
  *to = -INFINITY;
  for (guint i = 0; i < plot->drawing->curves->len; i++) {
    const CairnDrawnCurve *curve = &g_array_index(plot->drawing->curves, CairnDrawnCurve, i);
    if (curve->mark != series->mark || curve->item != series->item) continue;
    for (int k = 0; k < curve->n; k++) {
      *from = fmin(*from, curve->points[k].x);
      *to = fmax(*to, curve->points[k].x);
    }
  }
}

/* Are both the same curve where both are drawn? */
static bool coincide(const Plot *plot, const Series *a, const Series *b) {
  double a_from, a_to, b_from, b_to;
  range_of(plot, a, &a_from, &a_to);
  range_of(plot, b, &b_from, &b_to);
  double from = fmax(a_from, b_from), to = fmin(a_to, b_to);
  for (int i = 1; i < SAMPLES && to - from > 1; i++) {
    double x = from + (to - from) * i / SAMPLES;
    Found on_a = find_on_path(plot, a, x), on_b = find_on_path(plot, b, x);
    if (on_a.on_piece && on_b.on_piece && fabs(on_a.y - on_b.y) > SAME) return false;
  }
  return true;
}

static bool all_coincide(const Plot *plot) {
  if (plot->n > MOST_SERIES) return false;
  for (size_t i = 0; i < plot->n; i++)
    for (size_t k = 0; k < i; k++)
      if (plot->series[i].bars || plot->series[k].bars || !coincide(plot, &plot->series[i], &plot->series[k]))
        return false;
  return plot->n > 0;
}

static bool is_faint(const Plot *plot, const CairnMark *mark, size_t item) {
  for (guint i = 0; i < plot->drawing->curves->len; i++) {
    const CairnDrawnCurve *curve = &g_array_index(plot->drawing->curves, CairnDrawnCurve, i);
    if (curve->mark == mark && curve->item == item) return curve->faint;
  }
  return true;
}

static void add_paths(Plot *plot, const CairnView *unit, const CairnMark *mark) {
  CairnMarkContext context = {.arena = plot->composer->arena,
                              .unit = (CairnView *)unit,
                              .table = unit->table,
                              .run = plot->composer->run};
  size_t n = 0;
  const CairnSeries *rows = plot->named ? cairn_series_split(&context, NULL, &n) : NULL;
  for (size_t i = 0; i < mark->n; i++)
    if (!is_faint(plot, mark, i))
      plot->series[plot->n++] = (Series){unit, mark, false, i, i < n ? rows[i].rows[0] : 0};
}

static void add_unit(Plot *plot, const CairnDrawnUnit *drawn) {
  const CairnMark *mark = drawn->mark;
  if (!mark || mark->n == 0) return;
  bool is_path = mark->kind == CAIRN_LINE || mark->kind == CAIRN_AREA || mark->kind == CAIRN_TRAIL;
  bool are_bars = strcmp(drawn->unit->mark, "bar") == 0 && drawn->unit->orientation != CAIRN_HORIZONTAL;
  if (are_bars) plot->series[plot->n++] = (Series){drawn->unit, mark, true, 0, 0};
  if (is_path) add_paths(plot, drawn->unit, mark);
}

/* `named`: some of the milestones name their series. */
static Plot read_plot(CairnComposer *composer, const CairnDrawing *drawing, const CairnDrawnPlot *drawn,
                      bool named) {
  Plot plot = {.composer = composer, .drawing = drawing, .drawn = drawn, .named = named};
  size_t most = 0;
  for (size_t i = 0; i < composer->n_drawn; i++)
    if (composer->drawn[i].plot == drawn->group && composer->drawn[i].mark)
      most += composer->drawn[i].mark->n + 1;
  plot.series = cairn_arena_array(composer->arena, most, Series);
  for (size_t i = 0; i < composer->n_drawn; i++)
    if (composer->drawn[i].plot == drawn->group) add_unit(&plot, &composer->drawn[i]);
  plot.together = all_coincide(&plot);
  return plot;
}

/* ---- Names of series ---- */

static bool has_value(CairnArena *arena, const CairnView *unit, const char *column, size_t row,
                      const char *name) {
  const CairnColumn *cells = cairn_table_column(unit->table, column);
  return cells && row < unit->table->n_rows &&
         strcmp(cairn_value_to_string(arena, cairn_column_value(cells, row)), name) == 0;
}

/* Is `name` a value of the fields that split the layer into series? */
static bool splits_as(CairnComposer *composer, const Series *series, const char *name) {
  size_t n_columns;
  const char *const *columns = cairn_inline_series(series->unit, &n_columns);
  for (size_t i = 0; i < n_columns && !series->bars; i++)
    if (has_value(composer->arena, series->unit, columns[i], series->row, name)) return true;
  return false;
}

/* A series has the name of its value in the field that splits the layer, of the layer, or of the field of y.
 */
static bool is_named(CairnComposer *composer, const Series *series, const char *name) {
  const CairnChannelDef *y = series->unit->channels[CAIRN_Y];
  return splits_as(composer, series, name) || g_strcmp0(series->unit->name, name) == 0 ||
         (y && g_strcmp0(y->field, name) == 0);
}

/* ---- Anchors ---- */

static const CairnDrawnPlot *plot_of(const CairnComposer *composer, const CairnDrawing *drawing,
                                     const CairnView *unit) {
  const CairnGroup *group = NULL;
  for (size_t i = 0; i < composer->n_drawn && !group; i++)
    if (composer->drawn[i].unit == unit) group = composer->drawn[i].plot;
  for (guint i = 0; i < drawing->plots->len; i++) {
    const CairnDrawnPlot *plot = &g_array_index(drawing->plots, CairnDrawnPlot, i);
    if (plot->group == group) return plot;
  }
  return NULL;
}

/* y of the x axis: at the bottom of the plot unless it stands only at the top. */
static double axis_y(const CairnDrawnPlot *plot) {
  bool top = false, bottom = false;
  for (size_t i = 0; i < plot->group->n; i++) {
    const CairnGroup *axis = plot->group->children[i].group;
    if (!axis || axis->role != CAIRN_ROLE_AXIS) continue;
    top |= axis->orient == CAIRN_ORIENT_TOP;
    bottom |= axis->orient == CAIRN_ORIENT_BOTTOM;
  }
  return top && !bottom ? plot->y : plot->y + plot->group->height;
}

/* y on the series of the name, or, without a name, on the only one there is; NaN: on neither. */
static double y_on_series(const Plot *plot, const char *name, double x) {
  double best = NAN, least = INFINITY;
  bool bars = false;
  for (size_t i = 0; i < plot->n; i++) {
    const Series *series = &plot->series[i];
    if (name ? !is_named(plot->composer, series, name) : !plot->together && !series->bars) continue;
    double reach, y = series_y(plot, series, x, &reach);
    if (isnan(y) || (bars && !series->bars) || (reach >= least && bars == series->bars)) continue;
    bars = series->bars;
    least = reach;
    best = y;
  }
  return best;
}

static void warn_unnamed(const CairnComposer *composer, const CairnMilestone *milestone) {
  cairn_warn_at(composer->model->warnings, milestone->unit->node, "name",
                "there is no series \"%s\" for the milestone \"%s\"; it stands where it would without one",
                milestone->series, milestone->text);
}

/* Does its layer say where in y it stands? A field that its rows lack, as of an encoding that layers share,
 * says nothing. */
static bool says_y(const CairnMilestone *milestone) {
  const CairnChannelDef *def = milestone->unit->channels[CAIRN_Y];
  if (!def || !def->column) return def != NULL;
  const CairnColumn *column = cairn_table_column(milestone->unit->table, def->column);
  return column && cairn_column_state(column, milestone->row) == CAIRN_CELL_PRESENT;
}

static CairnPoint anchor_of(const Plot *plot, const CairnMilestone *milestone, bool warn) {
  CairnPoint anchor = {plot->drawn->x + milestone->x, NAN};
  if (milestone->series) {
    anchor.y = y_on_series(plot, milestone->series, anchor.x);
    if (isnan(anchor.y) && warn) warn_unnamed(plot->composer, milestone);
  }
  if (isnan(anchor.y) && says_y(milestone)) anchor.y = plot->drawn->y + milestone->y;
  if (isnan(anchor.y)) anchor.y = y_on_series(plot, NULL, anchor.x);
  if (isnan(anchor.y)) anchor.y = axis_y(plot->drawn);
  double top = plot->drawn->y;
  anchor.y = CLAMP(anchor.y, top, top + plot->drawn->group->height);
  return anchor;
}

const CairnPoint *cairn_milestone_anchors(CairnComposer *composer, const CairnDrawing *drawing,
                                          const CairnMilestones *milestones, bool warn) {
  CairnPoint *anchors = cairn_arena_array(composer->arena, milestones->n, CairnPoint);
  const CairnView *unit = NULL;
  Plot plot = {0};
  bool named = false;
  for (size_t i = 0; i < milestones->n; i++)
    named |= milestones->items[i].series != NULL;
  for (size_t i = 0; i < milestones->n; i++) {
    const CairnMilestone *milestone = &milestones->items[i];
    if (milestone->unit != unit) {
      unit = milestone->unit;
      plot = read_plot(composer, drawing, plot_of(composer, drawing, unit), named);
    }
    anchors[i] = anchor_of(&plot, milestone, warn);
  }
  return anchors;
}
