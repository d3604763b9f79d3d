#include "mark/dense_rows.h"

#include "base/parallel.h"
#include "scene/vertex_lookup.h"

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

/* ---- Extremes ---- */

typedef struct Extremes {
  double low, high;
} Extremes;

static inline Extremes widened(Extremes e, double number) {
  return (Extremes){number < e.low ? number : e.low, number > e.high ? number : e.high};
}

/* Four at a time: none waits for the one before. */
static Extremes extremes_of(const double *numbers, size_t n) {
  const Extremes one = {numbers[0], numbers[0]};
  Extremes e[4] = {one, one, one, one};
  size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    e[0] = widened(e[0], numbers[i]);
    e[1] = widened(e[1], numbers[i + 1]);
    e[2] = widened(e[2], numbers[i + 2]);
    e[3] = widened(e[3], numbers[i + 3]);
  }
  for (; i < n; i++)
    e[0] = widened(e[0], numbers[i]);
  for (i = 1; i < 4; i++)
    e[0] = widened(widened(e[0], e[i].low), e[i].high);
  return e[0];
}

/* A straight scale keeps the order of numbers, or turns it round. */
static void reach(const CairnVertexSource *source, size_t start, size_t end, double *least, double *greatest) {
  const CairnDenseRows *rows = rows_of(source);
  const Extremes e = extremes_of(rows->y.column->numbers + start, end - start);
  const double a = position(&rows->y, &rows->y_straight, e.low), b = position(&rows->y, &rows->y_straight, e.high);
  *least = fmin(a, b);
  *greatest = fmax(a, b);
}

/* The first rows in [start, end) with the least and the greatest number. */
static void find_extremes(const double *numbers, size_t start, size_t end, size_t *low, size_t *high) {
  enum { BLOCK = 64 };
  Extremes all = {INFINITY, -INFINITY};
  for (size_t from = start; from < end; from += BLOCK) {
    const Extremes e = extremes_of(numbers + from, MIN(BLOCK, end - from));
    if (e.low < all.low) *low = from;
    if (e.high > all.high) *high = from;
    all = widened(widened(all, e.low), e.high);
  }
  while (numbers[*low] != all.low)
    ++*low;
  while (numbers[*high] != all.high)
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
                                     .leave = leave};
  rows->base.lookup = &rows->lookup;
}

/* ---- Outlines ---- */

/* Parts of the rows, each of whole px, and the rows that their outlines keep. */
typedef struct Outlining {
  const CairnDenseRows *rows;
  size_t n_parts;
  GArray **kept; /* size_t, per part */
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
    find_extremes(rows->y.column->numbers, from, to, &low, &high);
    const size_t kept[] = {from, MIN(low, high), MAX(low, high), to - 1};
    for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
      if (i == 0 || kept[i] != kept[i - 1]) g_array_append_val(work->kept[part], kept[i]);
    leave(&rows->base, from, to);
  }
}

void cairn_dense_lookup_outline(const CairnDenseRows *rows, CairnOutline *outline) {
  Outlining work = {rows, 2 * cairn_parallel_threads(), NULL};
  work.kept = g_newa(GArray *, work.n_parts);
  for (size_t i = 0; i < work.n_parts; i++)
    work.kept[i] = g_array_new(FALSE, FALSE, sizeof(size_t));
  cairn_parallel(work.n_parts, outline_part, &work);
  for (size_t i = 0; i < work.n_parts; i++) {
    for (guint k = 0; k < work.kept[i]->len; k++) {
      const size_t row = g_array_index(work.kept[i], size_t, k);
      const double x = x_of(&rows->base, row), y = y_of(&rows->base, row);
      cairn_outline_add(outline, &(CairnVertexBlock){1, &x, &y, NULL});
    }
    g_array_unref(work.kept[i]);
  }
}
