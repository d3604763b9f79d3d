#include "scene/decimate.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { GRID = 256, BATCH = 8192, BLOCK = 4096, NO_COLUMN = INT_MIN, SLACK = 2 };

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
  CairnDecimatorPen pen;
  double half; /* of the stroke, in columns */
  int reach;   /* two columns that are no further apart overlap; 0: nothing is hidden */
  GArray *buckets;
  size_t n_done; /* of buckets: written already, and kept for what they hide */
  bool is_open;  /* the line goes on from what was written */
};

CairnDecimator *cairn_decimator_new(const CairnDecimatorPen *pen) {
  CairnDecimator *decimator = g_new0(CairnDecimator, 1);
  decimator->pen = *pen;
  decimator->half = pen->stroke_width * pen->scale * GRID / 2;
  if (pen->hides && decimator->half > SLACK) decimator->reach = (int)(2 * decimator->half) - SLACK;
  decimator->buckets = g_array_new(FALSE, FALSE, sizeof(Bucket));
  return decimator;
}

void cairn_decimator_free(CairnDecimator *decimator) {
  if (!decimator) return;
  g_array_unref(decimator->buckets);
  g_free(decimator);
}

/* ---- The grid ---- */

/* Rounds as Cairo does, half to even, without a call: the sum has no bits left for fractions. */
static inline int round_to_int(double number) {
  const double magic = 6755399441055744.0; /* 1.5 × 2^52 */
  double sum = number + magic;
  int64_t bits;
  memcpy(&bits, &sum, sizeof bits);
  return (int)(int32_t)bits;
}

void cairn_decimator_columns(const double *positions, size_t n, double offset, double scale, double low,
                             double high, int *columns) {
  for (size_t i = 0; i < n; i++) {
    double position = positions[i] + offset;
    position = position > low ? position : low;
    position = position < high ? position : high;
    columns[i] = round_to_int(position * scale * GRID);
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

/* ---- Which buckets are hidden ---- */

/* Upwards or downwards, in rows; more is further out. */
typedef struct Reach {
  double solid; /* over the whole width of the stroke, up to here */
  double most;  /* nothing of it reaches further */
} Reach;

typedef struct Direction {
  double x, y; /* of length 1 */
} Direction;

static Direction piece(const Bucket *a, const Bucket *b) {
  double dx = b->column - (double)a->column, dy = b->first.row - (double)a->last.row, length = hypot(dx, dy);
  return (Direction){dx / length, dy / length};
}

static Direction vertical(const Point *from, const Point *to) {
  return (Direction){0, to->row > from->row ? 1 : -1};
}

/* How far the ends of two pieces of line and their join reach above the vertex between them, or below it with
 * sign 1, in half widths: the corners of both, and the tip of the miter, on the outer side, if it is within
 * the limit as Cairo tells it. */
static double join_reach(Direction in, Direction out, double sign, double miter_limit) {
  double corners = fmax(in.x, out.x), turn = in.x * out.y - in.y * out.x,
         together = 1 + in.x * out.x + in.y * out.y;
  bool is_outer = sign > 0 ? turn < 0 : turn > 0;
  if (!is_outer || together * miter_limit * miter_limit < 1.999) return corners;
  return fmax(corners, (in.x + out.x) / together);
}

static bool is_tall(const Bucket *bucket) {
  return bucket->low.row != bucket->high.row;
}

/* Of bucket i; the ends of a line are those of its run alone. */
static Reach reach_of(const CairnDecimator *decimator, const Bucket *buckets, size_t i, size_t n,
                      double sign) {
  const Bucket *bucket = &buckets[i];
  bool tall = is_tall(bucket), follows = i > 0, goes_on = i + 1 < n;
  double limit = decimator->pen.miter_limit, own = sign > 0 ? bucket->high.row : -(double)bucket->low.row;
  double at_first = 0, at_last = 0;
  Direction in = {1, 0}, out = {1, 0};
  if (follows) in = piece(&buckets[i - 1], bucket);
  if (goes_on) out = piece(bucket, &buckets[i + 1]);
  if (tall) {
    at_first = join_reach(in, vertical(&bucket->first, &bucket->second), sign, limit);
    at_last = join_reach(vertical(&bucket->before_last, &bucket->last), out, sign, limit);
  } else {
    at_first = at_last = join_reach(in, out, sign, limit);
  }
  double first = sign * bucket->first.row + at_first * decimator->half;
  double last = sign * bucket->last.row + at_last * decimator->half;
  return (Reach){tall ? own : -INFINITY, fmax(own, fmax(first, last)) + SLACK};
}

/* Of a stack of buckets whose solid reaches fall: the last that covers `height`; n when there is none. */
static size_t last_cover(const Reach *reaches, const size_t *stack, size_t depth, double height, size_t n) {
  size_t low = 0, high = depth;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (reaches[stack[middle]].solid >= height)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? stack[low - 1] : n;
}

/* Per bucket, the columns to the nearest that covers it to the left (step 1) or to the right (step -1). */
static void add_distances(const Bucket *buckets, const Reach *reaches, size_t n, int step, size_t *stack,
                          double *sums) {
  size_t depth = 0;
  for (size_t k = 0; k < n; k++) {
    size_t i = step > 0 ? k : n - 1 - k, cover = last_cover(reaches, stack, depth, reaches[i].most, n);
    sums[i] += cover < n ? fabs(buckets[i].column - (double)buckets[cover].column) : INFINITY;
    while (depth > 0 && reaches[stack[depth - 1]].solid <= reaches[i].solid)
      depth--;
    if (reaches[i].solid > -INFINITY) stack[depth++] = i;
  }
}

/* Sets visible[i] where bucket i is not hidden downwards (sign 1) or upwards (sign -1). */
static void mark_visible(const CairnDecimator *decimator, const Bucket *buckets, size_t n, double sign,
                         bool *visible) {
  g_autofree Reach *reaches = g_new(Reach, n);
  g_autofree double *sums = g_new0(double, n);
  g_autofree size_t *stack = g_new(size_t, n);
  for (size_t i = 0; i < n; i++)
    reaches[i] = reach_of(decimator, buckets, i, n, sign);
  add_distances(buckets, reaches, n, 1, stack, sums);
  add_distances(buckets, reaches, n, -1, stack, sums);
  for (size_t i = 0; i < n; i++)
    visible[i] |= sums[i] > decimator->reach;
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

/* Hidden buckets as one, at the place of the first: its end shows no more than they did. */
static void put_merged(GArray *out, const Bucket *buckets, size_t n) {
  const Bucket *first = &buckets[0], *last = &buckets[n - 1];
  const Point *low = &first->low, *high = &first->high;
  for (size_t i = 1; i < n; i++) {
    if (buckets[i].low.row < low->row) low = &buckets[i].low;
    if (buckets[i].high.row > high->row) high = &buckets[i].high;
  }
  put(out, first->first.x, first->first.y);
  put(out, first->second.x, first->second.y);
  put(out, first->first.x, low->y);
  put(out, first->first.x, high->y);
  put_gap(out);
  put(out, last->before_last.x, last->before_last.y);
  put(out, last->last.x, last->last.y);
}

/* A run of hidden buckets. The pieces that lead there and away join vertical runs as they did. */
static void put_hidden(GArray *out, const Bucket *buckets, size_t n) {
  size_t start = 0, end = n;
  while (start < end && !is_tall(&buckets[start]))
    put_bucket(out, &buckets[start++]);
  while (end > start && !is_tall(&buckets[end - 1]))
    end--;
  if (end - start > 1)
    put_merged(out, buckets + start, end - start);
  else if (end > start)
    put_bucket(out, &buckets[start]);
  for (size_t i = end; i < n; i++)
    put_bucket(out, &buckets[i]);
}

static void put_buckets(const CairnDecimator *decimator, GArray *out, size_t end, bool is_last) {
  const Bucket *buckets = (const Bucket *)(const void *)decimator->buckets->data;
  size_t n = decimator->buckets->len;
  g_autofree bool *visible = g_new0(bool, n);
  mark_visible(decimator, buckets, n, 1, visible);
  mark_visible(decimator, buckets, n, -1, visible);
  if (decimator->n_done == 0 && !decimator->is_open) visible[0] = true;
  if (is_last) visible[n - 1] = true;
  for (size_t i = decimator->n_done, next; i < end; i = next) {
    for (next = i + 1; !visible[i] && next < end && !visible[next]; next++) {
    }
    if (visible[i])
      put_bucket(out, &buckets[i]);
    else
      put_hidden(out, buckets + i, next - i);
  }
}

/* Writes the buckets that no later one can hide, and forgets those that can hide none. */
static void write_settled(CairnDecimator *decimator, GArray *out) {
  const Bucket *buckets = (const Bucket *)(const void *)decimator->buckets->data;
  size_t n = decimator->buckets->len, end = n - 1, start;
  while (end > decimator->n_done && buckets[n - 1].column - (double)buckets[end].column <= decimator->reach)
    end--;
  if (decimator->reach == 0) {
    for (size_t i = 0; i < end; i++)
      put_bucket(out, &buckets[i]);
    start = end;
  } else {
    put_buckets(decimator, out, end, false);
    for (start = end;
         start > 0 && buckets[end].column - (double)buckets[start - 1].column <= decimator->reach; start--) {
    }
    /* The one before decides how the first joins. */
    if (start > 0) start--;
  }
  decimator->is_open = true;
  decimator->n_done = end - start;
  g_array_remove_range(decimator->buckets, 0, (guint)start);
}

static void end_line(CairnDecimator *decimator, GArray *out) {
  const Bucket *buckets = (const Bucket *)(const void *)decimator->buckets->data;
  size_t n = decimator->buckets->len;
  if (n > decimator->n_done && decimator->reach > 0)
    put_buckets(decimator, out, n, true);
  else
    for (size_t i = decimator->n_done; i < n; i++)
      put_bucket(out, &buckets[i]);
  g_array_set_size(decimator->buckets, 0);
  decimator->n_done = 0;
  decimator->is_open = false;
}

static void add_part(CairnDecimator *decimator, const CairnVertexBlock *block, GArray *out) {
  enum { FAR = 1 << 20 }; /* px: rows that differ beyond cannot be told apart */
  const CairnDecimatorPen *pen = &decimator->pen;
  int columns[BLOCK], rows[BLOCK];
  double far = FAR / pen->scale;
  cairn_decimator_columns(block->x, block->n, pen->x, pen->scale, pen->window.x,
                          pen->window.x + pen->window.width, columns);
  cairn_decimator_columns(block->y, block->n, pen->y, pen->scale, -far, far, rows);
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
  if (decimator->buckets->len - decimator->n_done > BATCH + (guint)decimator->reach)
    write_settled(decimator, out);
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
