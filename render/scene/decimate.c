#include "scene/decimate.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { BATCH = 8192, BLOCK = 4096, NO_COLUMN = INT_MIN };

typedef struct Point {
  double x, y; /* as it was told */
  int row;     /* of the grid: a piece between two vertices in one row is none */
} Point;

typedef struct Bucket {
  int column;
  Point first, second, before_last, last, low,
      high; /* `high` has the largest row: it stands lowest on the page */
} Bucket;

struct CairnDecimator {
  CairnDecimatorView view;
  GArray *buckets;
};

CairnDecimator *cairn_decimator_new(const CairnDecimatorView *view) {
  CairnDecimator *decimator = g_new0(CairnDecimator, 1);
  decimator->view = *view;
  decimator->buckets = g_array_new(FALSE, FALSE, sizeof(Bucket));
  return decimator;
}

void cairn_decimator_free(CairnDecimator *decimator) {
  if (!decimator) return;
  g_array_unref(decimator->buckets);
  g_free(decimator);
}

/* ---- The grid ---- */

void cairn_decimator_columns(const double *positions, size_t n, double offset, double scale, double low,
                             double high, int *columns) {
  for (size_t i = 0; i < n; i++) {
    double position = positions[i] + offset;
    position = position > low ? position : low;
    position = position < high ? position : high;
    columns[i] = (int)cairn_decimator_grid(position, 0, scale);
  }
}

/* ---- Into buckets ---- */

static Bucket summarize(const CairnVertexBlock *block, const int *rows, size_t start, size_t end,
                        int column) {
  size_t second = start, before_last = end - 1, low = start, high = start;
  while (second + 1 < end && rows[second] == rows[start])
    second++;
  while (before_last > start && rows[before_last] == rows[end - 1])
    before_last--;
  for (size_t i = start + 1; i < end; i++) {
    low = rows[i] < rows[low] ? i : low;
    high = rows[i] > rows[high] ? i : high;
  }
#define POINT(i) ((Point){block->x[i], block->y[i], rows[i]})
  return (Bucket){column,         POINT(start), POINT(second), POINT(before_last),
                  POINT(end - 1), POINT(low),   POINT(high)};
#undef POINT
}

/* `next` is of the same column. */
static void merge(Bucket *bucket, const Bucket *next) {
  if (bucket->second.row == bucket->first.row)
    bucket->second = next->first.row != bucket->first.row ? next->first : next->second;
  if (next->before_last.row != next->last.row)
    bucket->before_last = next->before_last;
  else if (bucket->last.row != next->last.row)
    bucket->before_last = bucket->last;
  bucket->last = next->last;
  if (next->low.row < bucket->low.row) bucket->low = next->low;
  if (next->high.row > bucket->high.row) bucket->high = next->high;
}

static void take_run(CairnDecimator *decimator, const Bucket *next) {
  guint n = decimator->buckets->len;
  Bucket *last = n ? &g_array_index(decimator->buckets, Bucket, n - 1) : NULL;
  if (last && last->column == next->column)
    merge(last, next);
  else
    g_array_append_val(decimator->buckets, *next);
}

/* ---- Out of buckets ---- */

static void put(GArray *out, double x, double y) {
  const CairnPoint point = {x, y};
  g_array_append_val(out, point);
}

static void put_gap(GArray *out) {
  put(out, NAN, NAN);
}

/* The points of a bucket but those that are the same to Cairo. */
static void put_bucket(GArray *out, const Bucket *bucket) {
  const Point *points[] = {&bucket->first, &bucket->second,      &bucket->low,
                           &bucket->high,  &bucket->before_last, &bucket->last};
  for (size_t i = 0; i < G_N_ELEMENTS(points); i++)
    if (i == 0 || points[i]->row != points[i - 1]->row) put(out, points[i]->x, points[i]->y);
}

/* All buckets but the last, which later vertices may belong to. */
static void write_settled(CairnDecimator *decimator, GArray *out) {
  const Bucket *buckets = (const Bucket *)(const void *)decimator->buckets->data;
  const guint n = decimator->buckets->len - 1;
  for (guint i = 0; i < n; i++)
    put_bucket(out, &buckets[i]);
  g_array_remove_range(decimator->buckets, 0, n);
}

static void end_line(CairnDecimator *decimator, GArray *out) {
  const Bucket *buckets = (const Bucket *)(const void *)decimator->buckets->data;
  for (guint i = 0; i < decimator->buckets->len; i++)
    put_bucket(out, &buckets[i]);
  g_array_set_size(decimator->buckets, 0);
}

static void add_part(CairnDecimator *decimator, const CairnVertexBlock *block, GArray *out) {
  enum { FAR = 1 << 20 }; /* px: rows that differ beyond cannot be told apart */
  const CairnDecimatorView *view = &decimator->view;
  int columns[BLOCK], rows[BLOCK];
  double far = FAR / view->scale;
  cairn_decimator_columns(block->x, block->n, view->x, view->scale, view->window.x,
                          view->window.x + view->window.width, columns);
  cairn_decimator_columns(block->y, block->n, view->y, view->scale, -far, far, rows);
  for (size_t i = 0; i < block->n; i++)
    if (isnan(block->x[i])) columns[i] = NO_COLUMN;
  for (size_t start = 0, end; start < block->n; start = end) {
    for (end = start + 1; end < block->n && columns[end] == columns[start]; end++) {
    }
    if (columns[start] == NO_COLUMN) {
      end_line(decimator, out);
      put_gap(out);
      continue;
    }
    Bucket next = summarize(block, rows, start, end, columns[start]);
    take_run(decimator, &next);
  }
  if (decimator->buckets->len > BATCH) write_settled(decimator, out);
}

void cairn_decimator_add(CairnDecimator *decimator, const CairnVertexBlock *block, GArray *out) {
  for (size_t start = 0; start < block->n; start += BLOCK) {
    CairnVertexBlock part = {MIN(BLOCK, block->n - start), block->x + start, block->y + start, NULL};
    add_part(decimator, &part, out);
  }
}

void cairn_decimator_finish(CairnDecimator *decimator, GArray *out) {
  end_line(decimator, out);
}
