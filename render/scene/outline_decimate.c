#include "scene/outline_decimate.h"

#include <math.h>
#include <string.h>

/* A vertex and its number. */
typedef struct Point {
  double x, y, y2;
  size_t at;
} Point;

/* The vertices in one px: those with the extreme values of each edge. */
typedef struct Bucket {
  double end; /* px: where the next begins */
  Point first, last, low, high, low2, high2;
} Bucket;

struct CairnOutline {
  GArray *vertices; /* CairnVertex */
  size_t n_taken;
  bool is_open;
  Bucket bucket; /* while is_open */
};

CairnOutline *cairn_outline_new(void) {
  CairnOutline *outline = g_new0(CairnOutline, 1);
  outline->vertices = g_array_new(FALSE, FALSE, sizeof(CairnVertex));
  return outline;
}

void cairn_outline_free(CairnOutline *outline) {
  if (!outline) return;
  g_array_unref(outline->vertices);
  g_free(outline);
}

static void put(CairnOutline *outline, const Point *point) {
  CairnVertex vertex = {.x = point->x, .y = point->y, .x2 = point->x, .y2 = point->y2, .defined = true};
  g_array_append_val(outline->vertices, vertex);
}

static int compare(const void *a, const void *b) {
  size_t x = (*(const Point *const *)a)->at, y = (*(const Point *const *)b)->at;
  return (x > y) - (x < y);
}

static void close_bucket(CairnOutline *outline) {
  if (!outline->is_open) return;
  const Bucket *bucket = &outline->bucket;
  const Point *points[] = {&bucket->first, &bucket->low,   &bucket->high,
                           &bucket->low2,  &bucket->high2, &bucket->last};
  qsort(points, G_N_ELEMENTS(points), sizeof *points, compare);
  for (size_t i = 0; i < G_N_ELEMENTS(points); i++)
    if (i == 0 || points[i]->at != points[i - 1]->at) put(outline, points[i]);
  outline->is_open = false;
}

static void put_gap(CairnOutline *outline) {
  close_bucket(outline);
  guint n = outline->vertices->len;
  if (n == 0 || !g_array_index(outline->vertices, CairnVertex, n - 1).defined) return;
  CairnVertex gap = {0};
  g_array_append_val(outline->vertices, gap);
}

static void open_bucket(CairnOutline *outline, Point point) {
  close_bucket(outline);
  outline->bucket = (Bucket){floor(point.x) + 1, point, point, point, point, point, point};
  outline->is_open = true;
}

/* Of equal ones the first stays. */
static inline void widen(Bucket *bucket, Point point) {
  bucket->last = point;
  if (point.y < bucket->low.y) bucket->low = point;
  if (point.y > bucket->high.y) bucket->high = point;
  if (point.y2 < bucket->low2.y2) bucket->low2 = point;
  if (point.y2 > bucket->high2.y2) bucket->high2 = point;
}

bool cairn_outline_add(CairnOutline *outline, const CairnVertexBlock *block) {
  for (size_t i = 0; i < block->n; i++) {
    const double x = block->x[i], y = block->y[i];
    if (isnan(x)) {
      put_gap(outline);
      continue;
    }
    const Point point = {x, y, block->y2 ? block->y2[i] : y, outline->n_taken + i};
    if (outline->is_open && x < outline->bucket.last.x) return false;
    if (outline->is_open && x < outline->bucket.end)
      widen(&outline->bucket, point);
    else
      open_bucket(outline, point);
  }
  outline->n_taken += block->n;
  return true;
}

CairnVertex *cairn_outline_finish(CairnOutline *outline, CairnArena *arena, size_t *n) {
  close_bucket(outline);
  *n = outline->vertices->len;
  CairnVertex *vertices = cairn_arena_array(arena, *n, CairnVertex);
  if (*n) memcpy(vertices, outline->vertices->data, *n * sizeof *vertices);
  return vertices;
}
