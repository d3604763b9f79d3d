#include "mark/decimate.h"

#include <math.h>
#include <string.h>

enum { BUCKETS_PER_PX = 512, CAIRO_GRID = 256, LONGEST_MITER = 4 };

typedef struct Point {
  double x, y;
  double row; /* of Cairo's grid: a piece between two vertices in one row is none */
} Point;

typedef struct Bucket {
  double key; /* floor(x × buckets_per_px) */
  Point first, second, before_last, last, low, high;
  bool low_is_first; /* of low and high */
} Bucket;

struct CairnDecimator {
  double stroke_width;
  double buckets_per_px;
  bool is_coarse;
  GArray *buckets;  /* Bucket: of the unbroken line that is being read */
  GArray *vertices; /* CairnVertex: done */
  Bucket *current;  /* the last of `buckets`, or NULL */
};

CairnDecimator *cairn_decimator_new(double stroke_width) {
  CairnDecimator *decimator = g_new0(CairnDecimator, 1);
  decimator->stroke_width = stroke_width;
  decimator->buckets_per_px = BUCKETS_PER_PX;
  decimator->buckets = g_array_new(FALSE, FALSE, sizeof(Bucket));
  decimator->vertices = g_array_new(FALSE, FALSE, sizeof(CairnVertex));
  return decimator;
}

CairnDecimator *cairn_decimator_new_coarse(void) {
  CairnDecimator *decimator = cairn_decimator_new(0);
  decimator->buckets_per_px = 1;
  decimator->is_coarse = true;
  return decimator;
}

void cairn_decimator_free(CairnDecimator *decimator) {
  if (!decimator) return;
  g_array_unref(decimator->buckets);
  g_array_unref(decimator->vertices);
  g_free(decimator);
}

/* ---- Into buckets ---- */

static void begin_bucket(CairnDecimator *decimator, double key, Point point) {
  Bucket bucket = {key, point, point, point, point, point, point, true};
  g_array_append_val(decimator->buckets, bucket);
  decimator->current = &g_array_index(decimator->buckets, Bucket, decimator->buckets->len - 1);
}

/* The second vertex is the first that differs from the first. */
static inline void add_to_bucket(Bucket *bucket, Point point) {
  if (bucket->second.row == bucket->first.row) bucket->second = point;
  if (bucket->last.row != point.row) bucket->before_last = bucket->last;
  bucket->last = point;
  if (point.y < bucket->low.y) {
    bucket->low = point;
    bucket->low_is_first = false;
  } else if (point.y > bucket->high.y) {
    bucket->high = point;
    bucket->low_is_first = true;
  }
}

bool cairn_decimator_add(CairnDecimator *decimator, double x, double y) {
  double key = floor(x * decimator->buckets_per_px);
  Bucket *bucket = decimator->current;
  const Point point = {x, y, rint(y * CAIRO_GRID)};
  if (bucket && key == bucket->key) {
    add_to_bucket(bucket, point);
    return true;
  }
  if (bucket && key < bucket->key) return false;
  begin_bucket(decimator, key, point);
  return true;
}

/* ---- Which buckets are hidden ---- */

/* How far a bucket's stroke reaches, upwards or downwards. */
typedef struct Reach {
  double most;  /* where its joins stand out */
  double least; /* all over the width of the stroke */
} Reach;

/* Of the piece between two neighbours, on Cairo's grid: the ends of its stroke are as far above and below its
 * line as it is slanted; a miter may stand out further. */
static Reach piece_reach(const Bucket *a, const Bucket *b, double stroke_width) {
  double dx = rint(b->first.x * CAIRO_GRID) - rint(a->last.x * CAIRO_GRID);
  double dy = fabs(rint(b->first.y * CAIRO_GRID) - rint(a->last.y * CAIRO_GRID));
  if (dx == 0) return (Reach){0, 0};
  double slant = stroke_width / 2 * dx / sqrt(dx * dx + dy * dy);
  bool is_steep = 4 * dx < dy; /* so that the join with another steep piece is too sharp for a miter */
  return (Reach){is_steep ? slant : LONGEST_MITER * stroke_width / 2, slant};
}

static Reach *reaches_of(const Bucket *buckets, size_t n, double sign, double stroke_width) {
  /* With less, single pixels of random walks differ by one level in 255. */
  double margin = 0.75 * stroke_width;
  Reach *reaches = g_new(Reach, n), before = {0, 0};
  for (size_t i = 0; i < n; i++) {
    Reach behind = i + 1 < n ? piece_reach(&buckets[i], &buckets[i + 1], stroke_width) : (Reach){0, 0};
    double height = sign > 0 ? buckets[i].high.y : -buckets[i].low.y;
    reaches[i] =
        (Reach){height + fmax(before.most, behind.most) + margin, height - fmax(before.least, behind.least)};
    before = behind;
  }
  return reaches;
}

/* Of a stack of buckets whose least reaches fall: the last that is higher than `height`; n when there is
 * none. */
static size_t last_higher(const Reach *reaches, const size_t *stack, size_t depth, double height, size_t n) {
  size_t low = 0, high = depth;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (reaches[stack[middle]].least > height)
      low = middle + 1;
    else
      high = middle;
  }
  return low > 0 ? stack[low - 1] : n;
}

/* Per bucket, the distance to the nearest that covers its height, to the left (step 1) or to the right (step
 * -1), in buckets. */
static double *distances(const Bucket *buckets, const Reach *reaches, size_t n, int step) {
  double *result = g_new(double, n);
  g_autofree size_t *stack = g_new(size_t, n);
  size_t depth = 0;
  for (size_t k = 0; k < n; k++) {
    size_t i = step > 0 ? k : n - 1 - k;
    size_t higher = last_higher(reaches, stack, depth, reaches[i].most, n);
    result[i] = higher < n ? fabs(buckets[i].key - buckets[higher].key) : INFINITY;
    while (depth > 0 && reaches[stack[depth - 1]].least <= reaches[i].least)
      depth--;
    stack[depth++] = i;
  }
  return result;
}

/* Sets visible[i] where bucket i is not hidden upwards (sign 1) or downwards (sign -1). */
static void mark_visible(const Bucket *buckets, size_t n, double sign, double stroke_width, bool *visible) {
  double window = stroke_width / 2 * BUCKETS_PER_PX;
  g_autofree Reach *reaches = reaches_of(buckets, n, sign, stroke_width);
  g_autofree double *left = distances(buckets, reaches, n, 1), *right = distances(buckets, reaches, n, -1);
  for (size_t i = 0; i < n; i++)
    visible[i] |= left[i] + right[i] > window;
}

/* ---- Out of buckets ---- */

static void add_vertex(CairnDecimator *decimator, Point point) {
  CairnVertex vertex = {.x = point.x, .y = point.y, .x2 = point.x, .y2 = point.y, .defined = true};
  guint n = decimator->vertices->len;
  const CairnVertex *last = n ? &g_array_index(decimator->vertices, CairnVertex, n - 1) : NULL;
  if (last && last->defined && last->x == point.x && last->y == point.y) return;
  g_array_append_val(decimator->vertices, vertex);
}

static void add_bucket(CairnDecimator *decimator, const Bucket *bucket) {
  add_vertex(decimator, bucket->first);
  if (!decimator->is_coarse) add_vertex(decimator, bucket->second);
  add_vertex(decimator, bucket->low_is_first ? bucket->low : bucket->high);
  add_vertex(decimator, bucket->low_is_first ? bucket->high : bucket->low);
  if (!decimator->is_coarse) add_vertex(decimator, bucket->before_last);
  add_vertex(decimator, bucket->last);
}

static void add_gap(CairnDecimator *decimator) {
  CairnVertex gap = {0};
  g_array_append_val(decimator->vertices, gap);
}

/* A run of hidden buckets as one: its lowest and highest vertices stand at its start. */
static void add_run(CairnDecimator *decimator, const Bucket *buckets, size_t n) {
  const Bucket *first = &buckets[0], *last = &buckets[n - 1];
  if (n == 1) {
    add_bucket(decimator, first);
    return;
  }
  double low = first->low.y, high = first->high.y, x = first->last.x;
  for (size_t i = 1; i < n; i++) {
    low = fmin(low, buckets[i].low.y);
    high = fmax(high, buckets[i].high.y);
  }
  add_vertex(decimator, first->first);
  add_vertex(decimator, first->second);
  add_vertex(decimator, (Point){x, low, 0});
  add_vertex(decimator, (Point){x, high, 0});
  add_gap(decimator);
  add_vertex(decimator, last->second.row == last->first.row ? buckets[n - 2].last : last->before_last);
  add_vertex(decimator, last->last);
}

static void add_visible(CairnDecimator *decimator, const Bucket *buckets, size_t n) {
  g_autofree bool *visible = g_new0(bool, n);
  mark_visible(buckets, n, 1, decimator->stroke_width, visible);
  mark_visible(buckets, n, -1, decimator->stroke_width, visible);
  visible[0] = visible[n - 1] = true;
  for (size_t i = 0, end; i < n; i = end) {
    for (end = i; end < n && visible[end] == visible[i]; end++) {
    }
    if (visible[i])
      for (size_t k = i; k < end; k++)
        add_bucket(decimator, &buckets[k]);
    else
      add_run(decimator, &buckets[i], end - i);
  }
}

static void end_line(CairnDecimator *decimator) {
  const Bucket *buckets = (const Bucket *)(const void *)decimator->buckets->data;
  size_t n = decimator->buckets->len;
  bool merges = decimator->stroke_width > 0;
  if (n > 0 && merges) add_visible(decimator, buckets, n);
  for (size_t i = 0; !merges && i < n; i++)
    add_bucket(decimator, &buckets[i]);
  g_array_set_size(decimator->buckets, 0);
  decimator->current = NULL;
}

void cairn_decimator_break(CairnDecimator *decimator) {
  end_line(decimator);
  guint n = decimator->vertices->len;
  bool is_broken = n == 0 || !g_array_index(decimator->vertices, CairnVertex, n - 1).defined;
  if (!is_broken) add_gap(decimator);
}

CairnVertex *cairn_decimator_finish(CairnDecimator *decimator, CairnArena *arena, size_t *n) {
  end_line(decimator);
  *n = decimator->vertices->len;
  CairnVertex *vertices = cairn_arena_array(arena, *n, CairnVertex);
  if (*n) memcpy(vertices, decimator->vertices->data, *n * sizeof *vertices);
  return vertices;
}
