#include "mark/dense_line.h"

#include "mark/dense_rows.h"

#include <math.h>
#include <string.h>

enum { DENSE_ROWS = 20000, BLOCK = 2048, MOST_PER_ROW = 3 };

/* ---- Positions ---- */

/* A column through a scale, and nothing that differs by row beside it. */
static bool is_simple(const CairnValueRef *ref) {
  bool is_placed = ref && ref->kind == CAIRN_FROM_COLUMN && ref->column && ref->scale && !ref->mask;
  bool is_number =
      is_placed && (ref->column->type == CAIRN_COLUMN_NUMBER || ref->column->type == CAIRN_COLUMN_TIME);
  return is_number && cairn_ref_is_constant(ref->offset_ref);
}

static CairnDensePlace place_of(CairnMarkContext *context, const CairnValueRef *ref) {
  double offset = ref->offset_ref ? cairn_ref_px(context, ref->offset_ref, 0) : 0;
  double shift = ref->band != 0 ? ref->band * cairn_scale_bandwidth(ref->scale) : 0;
  return (CairnDensePlace){ref->column, *ref->scale, ref->mult, ref->offset + shift + offset};
}

/* Copies numbers of rows, NaN where one is missing. */
static void gather(const CairnColumn *column, const size_t *rows, size_t n, double *out) {
  for (size_t i = 0; i < n; i++)
    out[i] = cairn_column_state(column, rows[i]) == CAIRN_CELL_PRESENT ? column->numbers[rows[i]] : NAN;
}

/* Positions in px of places [start, start + n) of the series, as cairn_ref_px gives them one by one. */
static void place_block(const CairnDenseRows *dense, const CairnDensePlace *place, size_t start, size_t n, double *out) {
  double numbers[BLOCK];
  for (size_t i = 0; !place->column && i < n; i++)
    out[i] = place->shift;
  if (!place->column) return;
  CairnColumn part = *place->column;
  if (dense->series.rows) {
    gather(place->column, dense->series.rows + start, n, numbers);
    part.numbers = numbers;
    part.states = NULL;
  } else {
    part.numbers += start;
    if (part.states) part.states += start;
  }
  cairn_scale_positions(&place->scale, &part, n, out);
  if (!dense->series.rows) cairn_spool_leave(part.spool, part.numbers, n * sizeof(double));
  bool is_moved = place->mult != 1 || place->shift != 0;
  for (size_t i = 0; is_moved && i < n; i++)
    out[i] = out[i] * place->mult + place->shift;
}

/* ---- Telling the vertices ---- */

typedef struct Teller {
  void (*take)(void *data, const CairnVertexBlock *block);
  void *data;
  size_t n;
  double x[MOST_PER_ROW * BLOCK], y[MOST_PER_ROW * BLOCK], y2[MOST_PER_ROW * BLOCK];
  bool follows; /* `before` is the vertex before, without a gap between */
  double before[3];
} Teller;

static inline void tell_one(Teller *teller, double x, double y, double y2) {
  teller->x[teller->n] = x;
  teller->y[teller->n] = y;
  teller->y2[teller->n++] = y2;
}

/* The corners of a step that leads to a vertex, as scene/path_curve.c has them. */
static void tell_step(Teller *teller, double x, double y, double y2, CairnInterpolate interpolate) {
  const double *before = teller->before;
  double t = interpolate == CAIRN_INTERPOLATE_STEP_BEFORE ? 0
             : interpolate == CAIRN_INTERPOLATE_STEP      ? 0.5
                                                          : 1;
  double turn = before[0] * (1 - t) + x * t;
  if (t > 0) tell_one(teller, turn, before[1], before[2]);
  if (t < 1) tell_one(teller, turn, y, y2);
}

static void tell_steps(Teller *teller, size_t n, const double *x, const double *y, const double *y2,
                       CairnInterpolate interpolate) {
  for (size_t i = 0; i < n; i++) {
    bool is_gap = isnan(x[i]);
    if (teller->follows && !is_gap) tell_step(teller, x[i], y[i], y2[i], interpolate);
    tell_one(teller, x[i], y[i], y2[i]);
    teller->follows = !is_gap;
    memcpy(teller->before, (double[]){x[i], y[i], y2[i]}, sizeof teller->before);
  }
}

static void hand_over(const CairnDenseRows *dense, Teller *teller, size_t n, const double *x, const double *y,
                      const double *y2) {
  CairnVertexBlock block = {n, x, y, dense->is_area ? y2 : NULL};
  if (dense->interpolate != CAIRN_INTERPOLATE_LINEAR) {
    teller->n = 0;
    tell_steps(teller, n, x, y, y2, dense->interpolate);
    block = (CairnVertexBlock){teller->n, teller->x, teller->y, dense->is_area ? teller->y2 : NULL};
  }
  teller->take(teller->data, &block);
}

/* Without a place a vertex is a gap. */
static void set_gaps(const CairnDenseRows *dense, size_t start, size_t n, double *x, const double *y,
                     const double *y2) {
  const CairnSeries *series = &dense->series;
  for (size_t i = 0; i < n; i++) {
    bool is_defined = !dense->defined || dense->defined[series->rows ? series->rows[start + i] : start + i];
    bool is_placed = isfinite(x[i]) && isfinite(y[i]) && (!dense->is_area || isfinite(y2[i]));
    if (!is_defined || !is_placed) x[i] = NAN;
  }
}

static void tell(const CairnVertexSource *source, void (*take)(void *data, const CairnVertexBlock *block),
                 void *data) {
  const CairnDenseRows *dense = (const CairnDenseRows *)(const void *)source;
  g_autofree Teller *teller = g_new0(Teller, 1);
  double x[BLOCK], y[BLOCK], y2[BLOCK] = {0};
  teller->take = take;
  teller->data = data;
  for (size_t start = 0; start < dense->series.n; start += BLOCK) {
    size_t n = MIN(BLOCK, dense->series.n - start);
    place_block(dense, &dense->x, start, n, x);
    place_block(dense, &dense->y, start, n, y);
    if (dense->is_area) place_block(dense, &dense->y2, start, n, y2);
    set_gaps(dense, start, n, x, y, y2);
    hand_over(dense, teller, n, x, y, y2);
  }
}

/* ---- Is it one of those? ---- */

static bool is_solid(const CairnBrush *brush) {
  return brush->kind != CAIRN_BRUSH_GRADIENT;
}

/* Dashes and gradients go by the whole of a path, and so does what is both filled and stroked. */
static bool has_plain_paint(const CairnPaint *paint, bool is_area) {
  bool fills = paint->fill.kind != CAIRN_BRUSH_NONE, strokes = cairn_paint_has_stroke(paint);
  return paint->n_dash == 0 && is_solid(&paint->fill) && is_solid(&paint->stroke) &&
         (is_area ? !strokes : !fills);
}

static bool has_straight_pieces(CairnInterpolate interpolate) {
  return interpolate == CAIRN_INTERPOLATE_LINEAR || interpolate == CAIRN_INTERPOLATE_STEP ||
         interpolate == CAIRN_INTERPOLATE_STEP_BEFORE || interpolate == CAIRN_INTERPOLATE_STEP_AFTER;
}

static bool is_dense(CairnMarkContext *context, const CairnPathRefs *refs, const CairnSeries *series,
                     const CairnItem *item) {
  /* Lines that run downwards would be decimated along y. */
  bool upright = context->unit->orientation != CAIRN_HORIZONTAL;
  bool flat = !refs->x2 && (!refs->y2 || is_simple(refs->y2) || cairn_ref_is_constant(refs->y2));
  return series->n >= DENSE_ROWS && upright && flat && !refs->width &&
         has_straight_pieces(item->line.interpolate) && has_plain_paint(item->paint, refs->y2 != NULL) &&
         is_simple(refs->x) && is_simple(refs->y);
}

/* Rows without x are sorted to the start, which takes a list of rows. */
static bool has_all_x(const CairnColumn *x, const CairnSeries *series) {
  if (series->rows) return true;
  if (x->facts) return x->facts->all_finite;
  for (size_t row = 0; row < series->n; row++)
    if (!isfinite(cairn_column_quantity(x, row))) return false;
  return true;
}

/* ---- Outlines ---- */

typedef struct Outliner {
  CairnOutline *outline;
  bool runs_back;
} Outliner;

static void take_outline(void *data, const CairnVertexBlock *block) {
  Outliner *outliner = data;
  outliner->runs_back |= !cairn_outline_add(outliner->outline, block);
}

/* False where x goes back. */
static bool fill_outline(const CairnDenseRows *dense, CairnOutline *outline) {
  Outliner outliner = {outline, false};
  if (dense->base.lookup)
    cairn_dense_lookup_outline(dense, outline);
  else
    tell(&dense->base, take_outline, &outliner);
  return !outliner.runs_back;
}

/* Where a scale cannot place a row the path breaks, or, if the spec says so, stands at 0. */
static bool breaks_where_told(CairnMarkContext *context, const CairnPathRefs *refs) {
  const CairnColumnFacts *x = refs->x->column->facts, *y = refs->y->column->facts;
  bool all_placed = x && y && x->all_finite && y->all_finite;
  return all_placed || cairn_scale_breaks_paths(context->unit);
}

bool cairn_dense_line_draw(CairnMarkContext *context, const CairnPathRefs *refs, const CairnSeries *series,
                           const uint8_t *defined, CairnItem *item) {
  if (!is_dense(context, refs, series, item) || !breaks_where_told(context, refs) ||
      !has_all_x(refs->x->column, series))
    return false;
  CairnDenseRows *dense = cairn_arena_one(context->arena, CairnDenseRows);
  *dense = (CairnDenseRows){.base.tell = tell,
                       .x = place_of(context, refs->x),
                       .y = place_of(context, refs->y),
                       .is_area = refs->y2 != NULL,
                       .series = *series,
                       .defined = defined,
                       .interpolate = item->line.interpolate};
  if (refs->y2 && is_simple(refs->y2))
    dense->y2 = place_of(context, refs->y2);
  else if (refs->y2)
    dense->y2.shift = cairn_ref_px(context, refs->y2, 0);
  cairn_dense_offer_lookup(dense);
  g_autoptr(CairnOutline) outline = cairn_outline_new();
  if (!fill_outline(dense, outline)) return false;
  item->line.interpolate = CAIRN_INTERPOLATE_LINEAR;
  item->line.vertices = cairn_outline_finish(outline, context->arena, &item->line.n);
  item->line.source = &dense->base;
  return true;
}
