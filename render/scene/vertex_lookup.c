#include "scene/vertex_lookup.h"

#include <glib.h>
#include <stdbool.h>

/* What is looked for: the first vertex behind a column of the grid, or, without a view, at a place in px. */
typedef struct Search {
  const CairnVertexSource *source;
  const CairnDecimatorView *view;
  double place;
} Search;

static double column_at(const CairnVertexSource *source, const CairnDecimatorView *view, size_t i) {
  return cairn_decimator_grid(source->lookup->x(source, i), view->x, view->scale);
}

static double row_of(const CairnDecimatorView *view, double y) {
  return cairn_decimator_grid(y, view->y, view->scale);
}

static inline bool is_before(const Search *search, size_t i) {
  if (search->view) return column_at(search->source, search->view, i) <= search->place;
  return search->source->lookup->x(search->source, i) < search->place;
}

/* In [low, high]: `high` where all vertices below are before the place. */
static size_t halve(const Search *search, size_t low, size_t high) {
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (is_before(search, middle))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* From the guess on in steps that double, then by halves. */
static size_t find(const Search *search, size_t start, size_t end, size_t guess) {
  const size_t at = start + MIN(guess, end - start);
  size_t low = start, high = at, step = 1;
  if (at == start || is_before(search, at - 1)) {
    for (low = at; end - low >= step && is_before(search, low + step - 1); step *= 2)
      low += step;
    return halve(search, low, MIN(end - low, step - 1) + low);
  }
  for (high = at - 1; high - start >= step && !is_before(search, high - step); step *= 2)
    high -= step;
  return halve(search, high - start >= step ? high - step + 1 : start, high);
}

size_t cairn_lookup_find(const CairnVertexSource *source, size_t start, size_t end, size_t guess, double x) {
  return find(&(Search){source, NULL, x}, start, end, guess);
}

/* ---- Decimation ---- */

/* Where the vertices are told. */
typedef struct Taker {
  void (*take)(void *data, double x, double y);
  void *data;
} Taker;

/* Does the line leave vertex `from` downwards, or come to it from below? `step` is 1 or -1; some vertex of the `n` from there on is in
 * another row of the grid. */
static bool is_below(const CairnVertexSource *source, const CairnDecimatorView *view, size_t from, int step, size_t n) {
  const double row = row_of(view, source->lookup->y(source, from));
  double other = row;
  for (size_t at = from; n > 1 && other == row; n--) {
    at = step > 0 ? at + 1 : at - 1;
    other = row_of(view, source->lookup->y(source, at));
  }
  return other > row;
}

/* The vertices [start, end), which lie above each other (decimate.h): from the first one to the one extreme that the line goes to,
 * to the other, and to the last one from where the line comes to it. */
static void take_column(const CairnVertexSource *source, const CairnDecimatorView *view, size_t start, size_t end,
                        Taker taker) {
  const CairnVertexLookup *lookup = source->lookup;
  const size_t n = end - start;
  const double x = lookup->x(source, start);
  double least, greatest;
  taker.take(taker.data, x, lookup->y(source, start));
  if (n == 1) return;
  lookup->reach(source, start, end, &least, &greatest);
  if (row_of(view, least) == row_of(view, greatest)) return;
  const bool goes_down = is_below(source, view, start, 1, n), comes_from_below = is_below(source, view, end - 1, -1, n);
  taker.take(taker.data, x, goes_down ? greatest : least);
  taker.take(taker.data, x, goes_down ? least : greatest);
  if (goes_down == comes_from_below) taker.take(taker.data, x, goes_down ? greatest : least);
  taker.take(taker.data, x, lookup->y(source, end - 1));
}

void cairn_lookup_decimate(const CairnVertexSource *source, const CairnDecimatorView *view, size_t start, size_t end,
                           void (*take)(void *data, double x, double y), void *data) {
  for (size_t from = start, to, n = 1; from < end; from = to) {
    const Search search = {source, view, column_at(source, view, from)};
    to = find(&search, from + 1, end, n - 1);
    n = to - from;
    /* About where the next column ends. */
    if (source->lookup->expect && n < end - to) source->lookup->expect(source, to + n);
    take_column(source, view, from, to, (Taker){take, data});
    source->lookup->leave(source, from, to);
  }
}
