#include "milestone_spans.h"

#include "milestones.h"
#include "scale/scale.h"

#include <stdlib.h>
#include <string.h>

#define ARM_PX     5.0  /* height of the ends of a bracket */
#define BELOW_PX   4.0  /* from these to the data, */
#define TITLE_PX   20.0 /* or to the title of y where that lies between both */
#define BETWEEN_PX 3.0  /* between brackets of a row */
#define ROW_EM     2.6  /* font sizes from row to row: there is room for a label */
#define TOP_EM     1.8  /* ... and above the highest */
#define STROKE_PX  1.25
#define MOST_SHARE 0.35 /* of the plot's height for all rows, which else stand closer */
#define COVERED    0.4  /* of the plot's width: bands that cover more are too much */

typedef struct Span {
  const CairnView *unit;
  size_t plot, item; /* number of the plot; of the rect */
  double from, to;   /* px in the plot */
  int row;           /* 0: nearest to the data */
} Span;

/* A bracket or a band as it was drawn last. */
typedef struct Drawn {
  const CairnGroup *plot;
  size_t item;        /* its place among the rows of its layer */
  double start;       /* px in the plot: where the event begins */
  double from, to, y; /* likewise: of the bracket, or of the upper edge of the band */
  bool given;         /* to a milestone */
} Drawn;

struct CairnSpans {
  Span *spans; /* by plot, and from left to right */
  size_t n;
  int n_rows;
  bool are_brackets;
  double below, pitch, headroom; /* of brackets: px to the data; px from row to row; px of all */
  Drawn *drawn;
  size_t n_drawn;
};

bool cairn_spans_is_layer(const CairnView *unit) {
  return cairn_milestones_name(unit, "spans", "rect");
}

/* ---- Bands or brackets ---- */

static bool is_spans(const CairnDrawnUnit *drawn) {
  return drawn->mark && drawn->mark->kind == CAIRN_RECT && cairn_spans_is_layer(drawn->unit) &&
         drawn->unit->channels[CAIRN_X] && !drawn->unit->channels[CAIRN_Y];
}

/* The number of the first unit in that plot. */
static size_t number_of(const CairnComposer *composer, const CairnGroup *plot) {
  size_t i = 0;
  while (composer->drawn[i].plot != plot)
    i++;
  return i;
}

static int left_first(const void *a, const void *b) {
  const Span *p = a, *q = b;
  if (p->plot != q->plot) return p->plot < q->plot ? -1 : 1;
  if (p->from != q->from) return p->from < q->from ? -1 : 1;
  if (p->to != q->to) return p->to > q->to ? -1 : 1;
  return p->item < q->item ? -1 : p->item > q->item;
}

static void collect(const CairnComposer *composer, CairnSpans *spans) {
  size_t most = 0;
  for (size_t i = 0; i < composer->n_drawn; i++)
    if (is_spans(&composer->drawn[i])) most += composer->drawn[i].mark->n;
  spans->spans = cairn_arena_array(composer->arena, most, Span);
  for (size_t i = 0; i < composer->n_drawn; i++) {
    const CairnDrawnUnit *drawn = &composer->drawn[i];
    for (size_t k = 0; is_spans(drawn) && k < drawn->mark->n; k++) {
      const CairnRectItem *rect = &drawn->mark->items[k].rect;
      double from = fmax(rect->x, 0), to = fmin(rect->x + rect->width, drawn->plot->width);
      if (from <= to)
        spans->spans[spans->n++] = (Span){drawn->unit, number_of(composer, drawn->plot), k, from, to, 0};
    }
  }
  qsort(spans->spans, spans->n, sizeof *spans->spans, left_first);
}

/* Each goes into the lowest row that is free at its place: as few rows as there can be (interval
 * partitioning). */
static void assign_rows(CairnArena *arena, CairnSpans *spans) {
  double *end = cairn_arena_array(arena, spans->n, double);
  for (size_t i = 0; i < spans->n; i++) {
    Span *span = &spans->spans[i];
    if (i == 0 || span->plot != span[-1].plot)
      for (size_t k = 0; k < spans->n; k++)
        end[k] = -INFINITY;
    while (span->from < end[span->row] + BETWEEN_PX)
      span->row++;
    end[span->row] = span->to;
    spans->n_rows = MAX(spans->n_rows, span->row + 1);
  }
}

/* Do bands overlap, or cover too much of a plot? */
static bool are_too_many(const CairnComposer *composer, const CairnSpans *spans) {
  double covered = 0, end = -INFINITY;
  for (size_t i = 0; i < spans->n; i++) {
    const Span *span = &spans->spans[i];
    if (i == 0 || span->plot != span[-1].plot) covered = 0, end = -INFINITY;
    covered += span->to - span->from;
    if (span->from < end - 1 || covered > COVERED * composer->drawn[span->plot].plot->width) return true;
    end = span->to;
  }
  return false;
}

static bool has_spans(const CairnComposer *composer, const CairnSpans *spans, const CairnGroup *plot) {
  for (size_t i = 0; i < spans->n; i++)
    if (composer->drawn[spans->spans[i].plot].plot == plot) return true;
  return false;
}

/* Does the title of y lie level above its axis, for which it gives its own place? */
static bool has_level_title(const CairnView *unit) {
  const CairnChannelDef *y = unit->channels[CAIRN_Y];
  const json_t *axis = y ? cairn_json_get(y->node, "axis") : NULL;
  return cairn_json_number(axis, "titleY", 0) < 0 && !json_is_null(json_object_get(y->node, "title"));
}

static double lowest_plot(const CairnComposer *composer, const CairnSpans *spans) {
  double height = INFINITY;
  for (size_t i = 0; i < spans->n; i++)
    height = fmin(height, composer->drawn[spans->spans[i].plot].plot->height);
  return height;
}

/* px for the rows; more than their share of the lowest plot only where they cannot stand closer. */
static bool stack_rows(const CairnComposer *composer, CairnSpans *spans, double font_px) {
  double height = lowest_plot(composer, spans), base = spans->below + ARM_PX + TOP_EM * font_px,
         least = ARM_PX + BETWEEN_PX;
  double most = spans->n_rows > 1 ? (MOST_SHARE * height - base) / (spans->n_rows - 1) : 0;
  spans->pitch = fmax(least, fmin(ROW_EM * font_px, most));
  spans->headroom = base + (spans->n_rows - 1) * spans->pitch;
  return spans->headroom <= MOST_SHARE * height;
}

static CairnScaleBinding *values_of(const CairnComposer *composer, const CairnSpans *spans, size_t i) {
  const CairnDrawnUnit *drawn = &composer->drawn[i];
  return has_spans(composer, spans, drawn->plot) ? drawn->unit->bindings[CAIRN_Y] : NULL;
}

/* Can the scales leave room above the data? */
static bool can_give_way(const CairnComposer *composer, const CairnSpans *spans) {
  for (size_t i = 0; i < composer->n_drawn; i++) {
    const CairnScaleBinding *binding = values_of(composer, spans, i);
    if (binding && !cairn_scale_has_headroom(binding)) return false;
  }
  return true;
}

/* The title of y stands between the rows and its axis, if there is room for it. */
static void make_room_for_titles(const CairnComposer *composer, CairnSpans *spans) {
  if (spans->headroom + TITLE_PX > MOST_SHARE * lowest_plot(composer, spans)) return;
  bool any = false;
  for (size_t i = 0; i < composer->n_drawn; i++) {
    CairnScaleBinding *binding = values_of(composer, spans, i);
    if (!binding || !has_level_title(composer->drawn[i].unit)) continue;
    any = binding->holds_title = true;
  }
  if (!any) return;
  spans->below += TITLE_PX;
  spans->headroom += TITLE_PX;
}

static const char *style_of(const CairnModel *model, GError **error) {
  static const char *const styles[] = {"auto", "band", "bracket", NULL};
  const char *style = cairn_json_string(model->usermeta, "spanStyle", "auto");
  if (g_strv_contains(styles, style)) return style;
  cairn_error_at(error, CAIRN_ERROR_SPEC, model->usermeta, "spanStyle",
                 "\"%s\" is no way to show spans; valid are \"auto\", \"band\" and \"bracket\"", style);
  return NULL;
}

bool cairn_spans_choose(CairnComposer *composer, double font_px, GError **error) {
  const char *style = style_of(composer->model, error);
  if (!style) return false;
  CairnSpans *spans = cairn_arena_one(composer->arena, CairnSpans);
  collect(composer, spans);
  if (spans->n == 0) return true;
  spans->drawn = cairn_arena_array(composer->arena, spans->n, Drawn);
  composer->spans = spans;
  if (strcmp(style, "band") == 0) return true;
  assign_rows(composer->arena, spans);
  spans->below = BELOW_PX;
  bool is_low = stack_rows(composer, spans, font_px);
  bool fits = is_low && can_give_way(composer, spans) && are_too_many(composer, spans);
  if (strcmp(style, "auto") == 0 && !fits) return true;
  make_room_for_titles(composer, spans);
  for (size_t i = 0; i < composer->n_drawn; i++) {
    CairnScaleBinding *binding = values_of(composer, spans, i);
    if (binding) binding->headroom = fmax(binding->headroom, spans->headroom);
  }
  spans->are_brackets = true;
  return true;
}

/* ---- Brackets ---- */

/* The colour of the band, as a line. */
static const CairnPaint *stroke_of(CairnArena *arena, const CairnPaint *band) {
  CairnPaint *paint = cairn_arena_one(arena, CairnPaint);
  *paint = cairn_paint_default();
  paint->stroke = band->fill.kind == CAIRN_BRUSH_NONE ? band->stroke : band->fill;
  paint->stroke_width = STROKE_PX;
  paint->join = CAIRN_JOIN_ROUND;
  return paint;
}

/* Its ends point to the data; one that lies beyond the plot is open. */
static CairnLineItem bracket_item(CairnArena *arena, double from, double to, double y, double arm,
                                  const CairnRectItem *rect) {
  CairnVertex *vertices = cairn_arena_array(arena, 4, CairnVertex);
  size_t n = 0;
  if (rect->x >= from - 0.5) vertices[n++] = (CairnVertex){.x = from, .y = y + arm, .defined = true};
  vertices[n++] = (CairnVertex){.x = from, .y = y, .defined = true};
  vertices[n++] = (CairnVertex){.x = to, .y = y, .defined = true};
  if (rect->x + rect->width <= to + 0.5)
    vertices[n++] = (CairnVertex){.x = to, .y = y + arm, .defined = true};
  return (CairnLineItem){.n = n, .vertices = vertices};
}

/* At which end of the rect the event begins. */
static double start_of(const CairnView *unit, size_t item, const CairnRectItem *rect) {
  const CairnColumn *column = cairn_table_column(unit->table, unit->channels[CAIRN_X]->column);
  double end = rect->x + rect->width, start = rect->x;
  if (column && unit->scales[CAIRN_X] && item < unit->table->n_rows)
    start = cairn_scale_position(unit->scales[CAIRN_X], cairn_column_value(column, item));
  return fabs(start - end) < fabs(start - rect->x) ? end : rect->x;
}

/* px from the top of the plot. */
static double bracket_y(const CairnSpans *spans, const Span *span, const CairnGroup *plot, double *arm) {
  /* A plot that gives way to labels may have less room for them than was asked for. */
  double lowest = cairn_scale_headroom(spans->headroom, plot->height) - spans->below - ARM_PX;
  double pitch = fmin(spans->pitch, (lowest - STROKE_PX) / MAX(spans->n_rows - 1, 1));
  *arm = fmax(fmin(ARM_PX, pitch - BETWEEN_PX), 0);
  return lowest - span->row * pitch;
}

/* `out` becomes the bracket of the band. */
static void draw_span(CairnComposer *composer, const Span *span, const CairnGroup *plot,
                      const CairnItem *band, CairnItem *out) {
  CairnSpans *spans = composer->spans;
  const CairnRectItem *rect = &band->rect;
  double from = CLAMP(rect->x, 0, plot->width), to = CLAMP(rect->x + rect->width, 0, plot->width), y = 0, arm;
  if (spans->are_brackets) {
    y = bracket_y(spans, span, plot, &arm);
    *out = (CairnItem){.paint = stroke_of(composer->arena, band->paint), .href = band->href};
    out->line = bracket_item(composer->arena, from, to, y, arm, rect);
  }
  spans->drawn[spans->n_drawn++] =
      (Drawn){plot, span->item, start_of(span->unit, span->item, rect), from, to, y, false};
}

/* A bracket beyond the plot is an item without a line. */
void cairn_spans_draw(CairnComposer *composer, const CairnView *unit, const CairnGroup *plot,
                      CairnMark *mark) {
  if (!composer->spans || !mark || mark->kind != CAIRN_RECT || !cairn_spans_is_layer(unit)) return;
  CairnItem *items = cairn_arena_array(composer->arena, mark->n, CairnItem);
  for (size_t i = 0; i < mark->n; i++)
    items[i] = (CairnItem){.paint = mark->items[i].paint, .href = mark->items[i].href};
  for (size_t i = 0; i < composer->spans->n; i++) {
    const Span *span = &composer->spans->spans[i];
    if (span->unit == unit && span->item < mark->n)
      draw_span(composer, span, plot, &mark->items[span->item], &items[span->item]);
  }
  if (!composer->spans->are_brackets) return;
  mark->kind = CAIRN_LINE;
  mark->items = items;
}

void cairn_spans_forget(CairnComposer *composer) {
  if (composer->spans) composer->spans->n_drawn = 0;
}

/* ---- Anchors ---- */

/* Where the rows of milestones tell ends, those without one have no span. */
static bool lasts(const CairnMilestone *milestone) {
  const CairnColumn *end = cairn_table_column(milestone->unit->table, "end");
  if (!end) return true;
  CairnValue value = cairn_column_value(end, milestone->row);
  return cairn_column_state(end, milestone->row) == CAIRN_CELL_PRESENT &&
         !(value.kind == CAIRN_STRING && !*value.string);
}

/* Does the event begin nearer to x at `span` than at `other`? Of several that begin there, in the order of
 * the rows, each belongs to one. */
static bool is_nearer(const Drawn *span, const Drawn *other, double x) {
  const double same_px = 0.01;
  double difference = fabs(span->start - x) - fabs(other->start - x);
  return fabs(difference) > same_px ? difference < 0 : span->item < other->item;
}

bool cairn_spans_anchor(const CairnComposer *composer, const CairnDrawnPlot *plot,
                        const CairnMilestone *milestone, CairnPoint *anchor) {
  const CairnSpans *spans = composer->spans;
  Drawn *found = NULL;
  for (size_t i = 0; spans && i < spans->n_drawn && lasts(milestone); i++) {
    Drawn *span = &spans->drawn[i];
    if (span->given || span->plot != plot->group || fabs(span->start - milestone->x) > 1) continue;
    if (!found || is_nearer(span, found, milestone->x)) found = span;
  }
  if (!found) return false;
  found->given = true;
  *anchor = (CairnPoint){plot->x + (found->from + found->to) / 2, plot->y + found->y};
  return true;
}

void cairn_spans_give_edges(const CairnComposer *composer, CairnDrawing *drawing) {
  const CairnSpans *spans = composer->spans;
  if (!spans || spans->are_brackets) return;
  for (size_t i = 0; i < spans->n_drawn; i++) {
    const Drawn *span = &spans->drawn[i];
    for (guint k = 0; k < drawing->plots->len; k++) {
      const CairnDrawnPlot *plot = &g_array_index(drawing->plots, CairnDrawnPlot, k);
      if (plot->group != span->plot) continue;
      CairnPoint *ends = cairn_arena_array(composer->arena, 2, CairnPoint);
      ends[0] = (CairnPoint){plot->x + span->from, plot->y + span->y};
      ends[1] = (CairnPoint){plot->x + span->to, plot->y + span->y};
      CairnDrawnCurve edge = {.points = ends, .n = 2, .width = STROKE_PX};
      g_array_append_val(drawing->curves, edge);
    }
  }
}
