#include "milestone_anchor.h"

#include "mark/row_order.h"
#include "milestone_spans.h"
#include "scale/scale.h"
#include "transform/inline.h"

#include <string.h>

enum {
  MOST_SERIES = 32, /* more are several without a closer look */
  SAMPLES = 16,     /* at which two series are compared */
  SHOWN_BYTES = 60, /* of a text in a message */
};

/* Curves whose heights differ by less px are drawn over each other. */
#define SAME 0.75

/* A date stands on a bar that is at most this much of its width away. */
#define BAR_REACH 0.75

/* px: a date so near to the end of a line is read as at that end. Farther off no series tells a value. */
#define END_REACH 12

typedef struct Series {
  const CairnView *unit;
  const CairnMark *mark;
  bool bars;   /* all items of the mark together */
  size_t item; /* of a path */
  size_t row;  /* of a path: its first, where names are looked for */
  bool near;   /* of the layers that hold the milestones too, the innermost that have series */
} Series;

/* A plot and what its milestones may stand on. */
typedef struct Plot {
  CairnComposer *composer;
  const CairnDrawing *drawing;
  const CairnDrawnPlot *drawn;
  Series *series;
  size_t n;
  bool named;    /* the rows of the series are known */
  bool together; /* the near series are one */
  bool piled;    /* the near series are parts of a stack */
  bool down;     /* dates run along y: x and y change places in what follows */
} Plot;

bool cairn_milestones_run_down(const CairnView *unit) {
  return unit->channels[CAIRN_Y] && !unit->channels[CAIRN_X];
}

/* Dates along x, values along y. */
static CairnPoint turned(const Plot *plot, CairnPoint point) {
  return plot->down ? (CairnPoint){point.y, point.x} : point;
}

static CairnBox turned_box(const Plot *plot, const CairnRectItem *rect) {
  return plot->down ? (CairnBox){rect->y, rect->x, rect->height, rect->width}
                    : (CairnBox){rect->x, rect->y, rect->width, rect->height};
}

static const char *text_at(CairnArena *arena, const CairnView *unit, const char *column, size_t row) {
  const CairnColumn *cells = cairn_table_column(unit->table, column);
  return cells && row < unit->table->n_rows ? cairn_value_to_name(arena, cairn_column_value(cells, row))
                                            : NULL;
}

/* Has the row this value in a field that splits its layer into series? */
static bool splits_as(const Plot *plot, const CairnView *unit, size_t row, const char *name) {
  size_t n_columns;
  const char *const *columns = cairn_inline_series(unit, &n_columns);
  for (size_t i = 0; i < n_columns; i++)
    if (g_strcmp0(text_at(plot->composer->arena, unit, columns[i], row), name) == 0) return true;
  return false;
}

/* ---- Heights ---- */

/* The end of a bar that shows its value: the one away from zero, or, on a scale without zero, from the end
 * that grows. */
static double bar_end(const Plot *plot, const Series *series, CairnBox bar) {
  const CairnScale *scale = series->unit->scales[plot->down ? CAIRN_X : CAIRN_Y];
  double zero = scale ? cairn_scale_position_number(scale, 0) : NAN, end = bar.y + bar.height;
  bool later = isfinite(zero) ? fabs(end - zero) > fabs(bar.y - zero) : plot->down;
  return later ? end : bar.y;
}

/* Does `y` on that series show more than `other`? */
static bool is_more(const Plot *plot, const Series *series, double y, double other) {
  const CairnScale *scale = series->unit->scales[plot->down ? CAIRN_X : CAIRN_Y];
  double first = NAN, last = NAN;
  if (scale && scale->domain && scale->n_domain > 1) {
    first = cairn_scale_position_number(scale, scale->domain[0]);
    last = cairn_scale_position_number(scale, scale->domain[scale->n_domain - 1]);
  }
  bool grows = isfinite(first) && isfinite(last) && first != last ? last > first : plot->down;
  return grows ? y > other : y < other;
}

/* px from x at which a bar still stands in the place of x, where each x has a place for several bars. */
static double half_place(const Plot *plot, const Series *series) {
  const CairnScale *scale = series->unit->scales[plot->down ? CAIRN_Y : CAIRN_X];
  return scale ? cairn_scale_bandwidth(scale) / 2 : 0;
}

/* The end of the bar at x that shows most, or else of the nearest one, if it is near enough to stand for x.
 * With a name only bars of that series count, of which items are rows, and one that stands beside x in its
 * place moves x to its middle. */
static double bars_y(const Plot *plot, const Series *series, double *x, const char *name) {
  double best = NAN, middle = NAN, least = INFINITY, widest = 0;
  for (size_t i = 0; i < series->mark->n; i++) {
    CairnBox bar = turned_box(plot, &series->mark->items[i].rect);
    if (name && !splits_as(plot, series->unit, i, name)) continue;
    double away = fmax(fmax(bar.x - *x, *x - bar.x - bar.width), 0), y = bar_end(plot, series, bar);
    widest = fmax(widest, bar.width);
    if (away > least || (away == least && !isnan(best) && !is_more(plot, series, y, best))) continue;
    least = away;
    best = y;
    middle = bar.x + bar.width / 2;
  }
  bool beside = name && least > 0 && fabs(middle - *x) <= half_place(plot, series);
  if (beside) *x = middle;
  return beside || least <= BAR_REACH * widest + 2 ? best : NAN;
}

/* What is known of a path at an x: the piece that is there, else the ends of pieces on both sides. */
typedef struct Found {
  bool on_piece;
  double y;
  CairnPoint before, after; /* x is infinite where there is none */
} Found;

static void look_along(const Plot *plot, const CairnDrawnCurve *curve, double x, Found *found) {
  for (int i = 0; i < curve->n; i++) {
    CairnPoint p = turned(plot, curve->points[i]),
               q = turned(plot, curve->points[i + 1 < curve->n ? i + 1 : i]);
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
    if (curve->mark == series->mark && curve->item == series->item) look_along(plot, curve, x, &found);
  }
  return found;
}

static double on_bars(const Plot *plot, const Series *series, double *x, const char *name) {
  CairnPoint corner = turned(plot, (CairnPoint){plot->drawn->x, plot->drawn->y});
  double inside = *x - corner.x, y = bars_y(plot, series, &inside, name);
  *x = corner.x + inside;
  return corner.y + y;
}

/* y on the page at `x` on the page, which a bar may move; NaN where the series has none. `reach` becomes how
 * far the drawn series is away from there in x. `name` is that of the series where its bars are told by it.
 */
static double series_y(const Plot *plot, const Series *series, double *x, const char *name, double *reach) {
  *reach = 0;
  if (series->bars) return on_bars(plot, series, x, name);
  Found found = find_on_path(plot, series, *x);
  if (found.on_piece) return found.y;
  double before = *x - found.before.x, after = found.after.x - *x;
  *reach = fmin(before, after);
  if (isfinite(before) && isfinite(after))
    return found.before.y + (found.after.y - found.before.y) * before / (before + after);
  if (*reach > END_REACH) return NAN;
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
      *from = fmin(*from, turned(plot, curve->points[k]).x);
      *to = fmax(*to, turned(plot, curve->points[k]).x);
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

static bool is_within(const CairnView *unit, const CairnView *layer) {
  for (; unit; unit = unit->parent)
    if (unit == layer) return true;
  return false;
}

/* Marks the series of the innermost layer around the milestones that has any. */
static void mark_near(Plot *plot, const CairnView *milestones) {
  size_t n = 0;
  for (const CairnView *layer = milestones->parent; layer && !n; layer = layer->parent)
    for (size_t i = 0; i < plot->n; i++)
      n += plot->series[i].near = is_within(plot->series[i].unit, layer);
}

static bool near_coincide(const Plot *plot) {
  if (plot->n > MOST_SERIES) return false;
  bool any = false;
  for (size_t i = 0; i < plot->n; i++) {
    const Series *series = &plot->series[i];
    any |= series->near;
    for (size_t k = 0; k < i && series->near; k++)
      if (plot->series[k].near &&
          (series->bars || plot->series[k].bars || !coincide(plot, series, &plot->series[k])))
        return false;
  }
  return any;
}

/* Are the near series the parts of a stack? */
static bool near_pile(const Plot *plot) {
  bool any = false;
  for (size_t i = 0; i < plot->n; i++) {
    const Series *series = &plot->series[i];
    if (series->near && (series->bars || !series->unit->stack)) return false;
    any |= series->near;
  }
  return any;
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
      plot->series[plot->n++] =
          (Series){.unit = unit, .mark = mark, .item = i, .row = i < n ? rows[i].rows[0] : 0};
}

static void add_unit(Plot *plot, const CairnDrawnUnit *drawn) {
  const CairnMark *mark = drawn->mark;
  if (!mark || mark->n == 0 || cairn_spans_is_layer(drawn->unit)) return;
  bool is_path = mark->kind == CAIRN_LINE || mark->kind == CAIRN_AREA || mark->kind == CAIRN_TRAIL;
  bool are_bars =
      strcmp(drawn->unit->mark, "bar") == 0 && (drawn->unit->orientation == CAIRN_HORIZONTAL) == plot->down;
  if (are_bars) plot->series[plot->n++] = (Series){.unit = drawn->unit, .mark = mark, .bars = true};
  if (is_path) add_paths(plot, drawn->unit, mark);
}

/* `named`: some of the milestones name their series. */
static Plot read_plot(CairnComposer *composer, const CairnDrawing *drawing, const CairnDrawnPlot *drawn,
                      const CairnView *milestones, bool named) {
  Plot plot = {.composer = composer, .drawing = drawing, .drawn = drawn, .named = named};
  plot.down = cairn_milestones_run_down(milestones);
  size_t most = 0;
  for (size_t i = 0; i < composer->n_drawn; i++)
    if (composer->drawn[i].plot == drawn->group && composer->drawn[i].mark)
      most += composer->drawn[i].mark->n + 1;
  plot.series = cairn_arena_array(composer->arena, most, Series);
  for (size_t i = 0; i < composer->n_drawn; i++)
    if (composer->drawn[i].plot == drawn->group) add_unit(&plot, &composer->drawn[i]);
  mark_near(&plot, milestones);
  plot.together = near_coincide(&plot);
  plot.piled = !plot.together && near_pile(&plot);
  return plot;
}

/* ---- Names of series ---- */

/* Has any bar the name? Items of bars are rows, unless an order of painting is asked for. */
static bool has_bars_of(const Plot *plot, const Series *series, const char *name) {
  if (series->unit->n_orders || series->mark->n != series->unit->table->n_rows) return false;
  for (size_t row = 0; row < series->mark->n; row++)
    if (splits_as(plot, series->unit, row, name)) return true;
  return false;
}

/* The values of a field that splits a layer, the name of the layer, and the field of its values name series.
 */
static bool is_layer_named(const Plot *plot, const Series *series, const char *name) {
  const CairnChannelDef *value = series->unit->channels[plot->down ? CAIRN_X : CAIRN_Y];
  return g_strcmp0(series->unit->name, name) == 0 || (value && g_strcmp0(value->field, name) == 0);
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

/* The place of the axis of dates: at the bottom, or the left, of the plot unless it stands only on the other
 * side. */
static double axis_place(const CairnDrawnPlot *plot, bool down) {
  CairnOrient first = down ? CAIRN_ORIENT_LEFT : CAIRN_ORIENT_BOTTOM,
              other = down ? CAIRN_ORIENT_RIGHT : CAIRN_ORIENT_TOP;
  bool at_first = false, at_other = false;
  for (size_t i = 0; i < plot->group->n; i++) {
    const CairnGroup *axis = plot->group->children[i].group;
    if (!axis || axis->role != CAIRN_ROLE_AXIS) continue;
    at_first |= axis->orient == first;
    at_other |= axis->orient == other;
  }
  bool is_other = at_other && !at_first;
  if (down) return plot->x + (is_other ? plot->group->width : 0);
  return plot->y + (is_other ? 0 : plot->group->height);
}

/* Does the series count for the name? `*part`: only those of its bars that have it. */
static bool counts(const Plot *plot, const Series *series, const char *name, const char **part) {
  *part = NULL;
  if (!name) return series->near && (plot->together || plot->piled || series->bars);
  if (series->bars && has_bars_of(plot, series, name)) *part = name;
  return *part || is_layer_named(plot, series, name) ||
         (!series->bars && splits_as(plot, series->unit, series->row, name));
}

/* The place on the series of the name, or, without a name, on the only one there is, or on top of the stack;
 * NaN: on none of these. */
static CairnPoint on_series(const Plot *plot, const char *name, double x) {
  CairnPoint best = {x, NAN};
  double least = INFINITY;
  bool bars = false, top = plot->piled && !name;
  for (size_t i = 0; i < plot->n; i++) {
    const Series *series = &plot->series[i];
    const char *part;
    if (!counts(plot, series, name, &part)) continue;
    double reach, at = x, y = series_y(plot, series, &at, part, &reach);
    if (isnan(y) || (bars && !series->bars)) continue;
    bool nearer = top ? isnan(best.y) || is_more(plot, series, y, best.y) : reach < least;
    if (!nearer && bars == series->bars) continue;
    bars = series->bars;
    least = reach;
    best = (CairnPoint){at, y};
  }
  return best;
}

static bool is_name_known(const Plot *plot, const char *name) {
  const char *part;
  for (size_t i = 0; i < plot->n; i++)
    if (counts(plot, &plot->series[i], name, &part)) return true;
  return false;
}

static void warn_unnamed(const CairnComposer *composer, const CairnMilestone *milestone) {
  g_autofree char *series = cairn_text_printable(milestone->series, SHOWN_BYTES),
                  *text = cairn_text_printable(milestone->text, SHOWN_BYTES);
  cairn_warn_at(composer->model->warnings, milestone->unit->node, "name",
                "there is no series \"%s\" for the milestone \"%s\"; it stands where it would without one",
                series, text);
}

/* Does its layer say where among the values it stands? A field that its rows lack, as of an encoding that
 * layers share, says nothing. */
static bool says_value(const Plot *plot, const CairnMilestone *milestone) {
  const CairnChannelDef *def = milestone->unit->channels[plot->down ? CAIRN_X : CAIRN_Y];
  if (!def || !def->column) return def != NULL;
  const CairnColumn *column = cairn_table_column(milestone->unit->table, def->column);
  return column && cairn_column_state(column, milestone->row) == CAIRN_CELL_PRESENT;
}

static CairnPoint anchor_of(const Plot *plot, const CairnMilestone *milestone, bool warn) {
  const CairnDrawnPlot *drawn = plot->drawn;
  CairnPoint written = turned(plot, (CairnPoint){drawn->x + milestone->x, drawn->y + milestone->y}),
             corner = turned(plot, (CairnPoint){drawn->x, drawn->y}),
             size = turned(plot, (CairnPoint){drawn->group->width, drawn->group->height});
  CairnPoint anchor = {written.x, NAN};
  if (milestone->series) {
    anchor = on_series(plot, milestone->series, anchor.x);
    if (warn && isnan(anchor.y) && !is_name_known(plot, milestone->series))
      warn_unnamed(plot->composer, milestone);
  }
  if (isnan(anchor.y) && says_value(plot, milestone)) anchor.y = written.y;
  if (isnan(anchor.y)) anchor = on_series(plot, NULL, anchor.x);
  if (isnan(anchor.y)) anchor.y = axis_place(drawn, plot->down);
  anchor.y = CLAMP(anchor.y, corner.y, corner.y + size.y);
  return turned(plot, anchor);
}

const CairnPoint *cairn_milestone_anchors(CairnComposer *composer, const CairnDrawing *drawing,
                                          CairnMilestones *milestones, bool warn) {
  CairnPoint *anchors = cairn_arena_array(composer->arena, milestones->n, CairnPoint);
  const CairnView *unit = NULL;
  Plot plot = {0};
  bool named = false;
  for (size_t i = 0; i < milestones->n; i++)
    named |= milestones->items[i].series != NULL;
  for (size_t i = 0; i < milestones->n; i++) {
    CairnMilestone *milestone = &milestones->items[i];
    if (milestone->unit != unit) {
      unit = milestone->unit;
      plot = read_plot(composer, drawing, plot_of(composer, drawing, unit), unit, named);
    }
    milestone->on_span = cairn_spans_anchor(composer, plot.drawn, milestone, &anchors[i]);
    if (!milestone->on_span) anchors[i] = anchor_of(&plot, milestone, warn);
  }
  return anchors;
}
