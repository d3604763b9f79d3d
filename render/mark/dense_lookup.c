#include "mark/dense_rows.h"

#include "base/parallel.h"
#include "scene/vertex_lookup.h"
#include "table/extremes.h"

#include <math.h>

static const CairnDenseRows *rows_of(const CairnVertexSource *source) {
  return (const CairnDenseRows *)(const void *)source;
}

/* The position of one number, as cairn_scale_positions and what follows it compute it. */
static inline double position(const CairnDensePlace *place, const CairnStraight *straight, double number) {
  return cairn_straight_position(straight, number) * place->mult + place->shift;
}

static double x_of(const CairnVertexSource *source, size_t i) {
  const CairnDenseRows *rows = rows_of(source);
  return position(&rows->x, &rows->x_straight, rows->x.column->numbers[i]);
}

static double y_of(const CairnVertexSource *source, size_t i) {
  const CairnDenseRows *rows = rows_of(source);
  return position(&rows->y, &rows->y_straight, rows->y.column->numbers[i]);
}

static void expect_x(const CairnVertexSource *source, size_t i) {
  __builtin_prefetch(&rows_of(source)->x.column->numbers[i]);
}

/* ---- Extremes ---- */

/* A straight scale keeps the order of numbers, or turns it round. */
static void reach(const CairnVertexSource *source, size_t start, size_t end, double *least, double *greatest) {
  const CairnDenseRows *rows = rows_of(source);
  double low, high;
  cairn_numbers_extremes(rows->y.column->numbers + start, end - start, &low, &high);
  const double a = position(&rows->y, &rows->y_straight, low), b = position(&rows->y, &rows->y_straight, high);
  *least = fmin(a, b);
  *greatest = fmax(a, b);
}

/* Of rows [from, to), at least one, of a column without gaps; those of whole blocks are known. */
static CairnExtremes extremes_of(const CairnColumn *column, size_t from, size_t to) {
  const CairnExtremes *blocks = column->facts->blocks;
  if (blocks && from % CAIRN_FACTS_BLOCK == 0 && to - from == CAIRN_FACTS_BLOCK) return blocks[from / CAIRN_FACTS_BLOCK];
  CairnExtremes extremes;
  cairn_numbers_extremes(column->numbers + from, to - from, &extremes.low, &extremes.high);
  return extremes;
}

/* The first rows in [start, end) with the least and the greatest number. */
static void find_extremes(const CairnColumn *column, size_t start, size_t end, size_t *low, size_t *high) {
  CairnExtremes all = {INFINITY, -INFINITY};
  for (size_t from = start, to; from < end; from = to) {
    to = MIN(from + CAIRN_FACTS_BLOCK - from % CAIRN_FACTS_BLOCK, end);
    const CairnExtremes part = extremes_of(column, from, to);
    if (part.low < all.low) *low = from;
    if (part.high > all.high) *high = from;
    all = (CairnExtremes){fmin(all.low, part.low), fmax(all.high, part.high)};
  }
  while (column->numbers[*low] != all.low)
    ++*low;
  while (column->numbers[*high] != all.high)
    ++*high;
}

static void leave(const CairnVertexSource *source, size_t start, size_t end) {
  const CairnColumn *x = rows_of(source)->x.column, *y = rows_of(source)->y.column;
  cairn_spool_leave(x->spool, x->numbers + start, (end - start) * sizeof(double));
  cairn_spool_leave(y->spool, y->numbers + start, (end - start) * sizeof(double));
}

/* ---- Which lines ---- */

static bool is_whole(const CairnDensePlace *place) {
  return place->column && place->column->facts && place->column->facts->all_finite;
}

void cairn_dense_offer_lookup(CairnDenseRows *rows) {
  const bool is_in_order = !rows->series.rows && !rows->defined && rows->series.n > 0;
  const bool is_line = !rows->is_area && rows->interpolate == CAIRN_INTERPOLATE_LINEAR;
  if (!is_in_order || !is_line || !is_whole(&rows->x) || !is_whole(&rows->y)) return;
  if (!cairn_scale_is_straight(&rows->x.scale, &rows->x_straight) ||
      !cairn_scale_is_straight(&rows->y.scale, &rows->y_straight))
    return;
  const CairnColumnFacts *y = rows->y.column->facts;
  const bool runs_forward = (rows->x_straight.last - rows->x_straight.first) * rows->x.mult > 0;
  if (!rows->x.column->facts->ascending || !runs_forward) return;
  const double left = x_of(&rows->base, 0), right = x_of(&rows->base, rows->series.n - 1),
               a = position(&rows->y, &rows->y_straight, y->low),
               b = position(&rows->y, &rows->y_straight, y->high);
  if (!isfinite(right - left) || !isfinite(b - a)) return;
  rows->lookup = (CairnVertexLookup){.n = rows->series.n,
                                     .extent = {left, fmin(a, b), right - left, fabs(b - a)},
                                     .x = x_of,
                                     .y = y_of,
                                     .reach = reach,
                                     .expect = expect_x,
                                     .leave = leave};
  rows->base.lookup = &rows->lookup;
}

/* ---- Outlines ---- */

/* Parts of the rows, each of whole px, and the vertices that their outlines keep. */
typedef struct Outlining {
  const CairnDenseRows *rows;
  size_t n_parts;
  GArray **kept; /* CairnPoint, per part */
} Outlining;

/* The first row of the px after that of row `i`. */
static size_t next_px(const CairnDenseRows *rows, size_t i, size_t guess) {
  return cairn_lookup_find(&rows->base, i + 1, rows->lookup.n, guess, floor(x_of(&rows->base, i)) + 1);
}

static size_t start_of(const Outlining *work, size_t part) {
  const size_t n = work->rows->lookup.n, row = n / work->n_parts * part;
  if (part == 0 || part == work->n_parts) return part ? n : 0;
  return next_px(work->rows, row, n / work->n_parts);
}

static void outline_part(void *data, size_t part) {
  const Outlining *work = data;
  const CairnDenseRows *rows = work->rows;
  const size_t end = start_of(work, part + 1);
  for (size_t from = start_of(work, part), to, n = 1; from < end; from = to) {
    to = next_px(rows, from, n - 1);
    n = to - from;
    size_t low = from, high = from;
    find_extremes(rows->y.column, from, to, &low, &high);
    const size_t kept[] = {from, MIN(low, high), MAX(low, high), to - 1};
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++) {
      const CairnPoint point = {x_of(&rows->base, kept[i]), y_of(&rows->base, kept[i])};
      if (i == 0 || kept[i] != kept[i - 1]) g_array_append_val(work->kept[part], point);
    }
    leave(&rows->base, from, to);
  }
}

void cairn_dense_lookup_outline(const CairnDenseRows *rows, CairnOutline *outline) {
  Outlining work = {rows, 2 * cairn_parallel_threads(), NULL};
  work.kept = g_newa(GArray *, work.n_parts);
  for (size_t i = 0; i < work.n_parts; i++)
    work.kept[i] = g_array_new(FALSE, FALSE, sizeof(CairnPoint));
  cairn_parallel(work.n_parts, outline_part, &work);
  for (size_t i = 0; i < work.n_parts; i++) {
    for (guint k = 0; k < work.kept[i]->len; k++) {
      const CairnPoint *point = &g_array_index(work.kept[i], CairnPoint, k);
      cairn_outline_add(outline, &(CairnVertexBlock){1, &point->x, &point->y, NULL});
    }
    g_array_unref(work.kept[i]);
  }
}
