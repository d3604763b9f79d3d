/* Vertices that are looked up: each search finds what a look at every vertex finds, from any guess. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scene/vertex_lookup.h"

#include <math.h>

enum { MOST = 400 };

typedef struct Line {
  CairnVertexSource base;
  CairnVertexLookup lookup;
  double x[MOST], y[MOST];
  size_t n_left; /* vertices that were left, one part after the other */
} Line;

static double x_of(const CairnVertexSource *source, size_t i) {
  return ((const Line *)(const void *)source)->x[i];
}

static double y_of(const CairnVertexSource *source, size_t i) {
  return ((const Line *)(const void *)source)->y[i];
}

static void reach(const CairnVertexSource *source, size_t start, size_t end, double *least, double *greatest) {
  *least = *greatest = y_of(source, start);
  for (size_t i = start; i < end; i++) {
    *least = fmin(*least, y_of(source, i));
    *greatest = fmax(*greatest, y_of(source, i));
  }
}

static void leave(const CairnVertexSource *source, size_t start, size_t end) {
  Line *line = (Line *)(uintptr_t)source;
  assert_int_equal(start, line->n_left);
  line->n_left = end;
}

/* Many vertices share their x, or their column of the grid. */
static void fill(Line *line, GRand *rand) {
  line->lookup = (CairnVertexLookup){
      .n = (size_t)g_rand_int_range(rand, 1, MOST), .x = x_of, .y = y_of, .reach = reach, .leave = leave};
  line->base.lookup = &line->lookup;
  double x = g_rand_double_range(rand, -5, 5), y = 0, step = pow(10, g_rand_double_range(rand, -4, 1));
  for (size_t i = 0; i < line->lookup.n; i++) {
    line->x[i] = x += g_rand_int_range(rand, 0, 3) ? 0 : step * g_rand_double(rand);
    line->y[i] = y += g_rand_int_range(rand, 0, 3) ? 0 : 0.01 * g_rand_double_range(rand, -1, 1);
  }
  line->n_left = 0;
}

static void test_find(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(8);
  g_autofree Line *line = g_new0(Line, 1);
  for (int round = 0; round < 20000; round++) {
    if (round % 50 == 0) fill(line, rand);
    const size_t n = line->lookup.n, start = (size_t)g_rand_int_range(rand, 0, (int)n),
                 end = (size_t)g_rand_int_range(rand, (int)start, (int)n + 1),
                 guess = (size_t)g_rand_int_range(rand, 0, round % 3 ? 20 : 1000);
    const double x = line->x[g_rand_int_range(rand, 0, (int)n)] + (round % 2 ? 0 : g_rand_double_range(rand, -1, 1));
    size_t expected = start;
    while (expected < end && line->x[expected] < x)
      expected++;
    assert_int_equal(cairn_lookup_find(&line->base, start, end, guess, x), expected);
  }
}

static void take(void *data, double x, double y) {
  const CairnPoint point = {x, y};
  g_array_append_val((GArray *)data, point);
}

/* What can be seen of the vertices in one column of the grid: rows, and 1 where the line leaves the first one downwards or comes to
 * the last one from below, -1 the other way, 0 in one row. */
typedef struct Seen {
  double column, first, leaves, least, greatest, comes, last;
} Seen;

static GArray *columns_of(const GArray *points, const CairnDecimatorView *view) {
  GArray *out = g_array_new(FALSE, FALSE, sizeof(Seen));
  for (guint i = 0; i < points->len; i++) {
    const CairnPoint p = g_array_index(points, CairnPoint, i);
    const double column = cairn_decimator_grid(p.x, view->x, view->scale),
                 row = cairn_decimator_grid(p.y, view->y, view->scale);
    Seen *seen = out->len ? &g_array_index(out, Seen, out->len - 1) : NULL;
    if (!seen || seen->column != column) {
      const Seen first = {column, row, 0, row, row, 0, row};
      g_array_append_val(out, first);
      continue;
    }
    if (row == seen->last) continue;
    if (seen->leaves == 0) seen->leaves = row > seen->first ? 1 : -1;
    seen->comes = seen->last > row ? 1 : -1;
    seen->least = fmin(seen->least, row);
    seen->greatest = fmax(seen->greatest, row);
    seen->last = row;
  }
  return out;
}

static void test_decimate(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(9);
  g_autofree Line *line = g_new0(Line, 1);
  const CairnDecimatorView view = {0.3, 0.7, 1.5, {-1e6, -1e6, 2e6, 2e6}};
  for (int round = 0; round < 500; round++) {
    fill(line, rand);
    CairnPoint vertices[MOST];
    for (size_t i = 0; i < line->lookup.n; i++)
      vertices[i] = (CairnPoint){line->x[i], line->y[i]};
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(CairnPoint));
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(CairnPoint));
    g_autoptr(CairnDecimator) decimator = cairn_decimator_new(&view);
    cairn_decimator_add(decimator, &(CairnVertexBlock){line->lookup.n, line->x, line->y, NULL}, told);
    cairn_decimator_finish(decimator, told);
    cairn_lookup_decimate(&line->base, &view, 0, line->lookup.n, take, found);
    assert_int_equal(line->n_left, line->lookup.n);
    const GArray all = {(gchar *)vertices, (guint)line->lookup.n};
    g_autoptr(GArray) expected = columns_of(&all, &view), by_decimator = columns_of(told, &view),
                      got = columns_of(found, &view);
    assert_true(got->len == expected->len && by_decimator->len == expected->len);
    assert_memory_equal(by_decimator->data, expected->data, expected->len * sizeof(Seen));
    assert_memory_equal(got->data, expected->data, expected->len * sizeof(Seen));
    assert_true(found->len <= 5 * expected->len);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_find), cmocka_unit_test(test_decimate)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
