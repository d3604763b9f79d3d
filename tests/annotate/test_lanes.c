/* The exact parts of the lanes: fewest rows, and bundles of leaders, against trying everything. */
#include "annotate/poles.h"
#include "annotate/rows.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 6 };

static double random_share(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 40) / (double)(1u << 24);
}

/* With the rows given, each row can be filled from the left, between the leaders that reach higher. */
static bool rows_work(const CairnRowsProblem *p, const int *row) {
  double end[MOST + 1];
  for (int k = 0; k <= MOST; k++)
    end[k] = p->low - p->gap_label;
  for (int i = 0; i < p->n; i++) {
    double start = fmax(p->pole[i] - p->width[i], end[row[i]] + p->gap_label);
    if (start > p->pole[i]) return false;
    end[row[i]] = start + p->width[i];
    if (end[row[i]] > p->high) return false;
    for (int k = i + 1; k < p->n; k++)
      if (row[k] > row[i] && p->pole[k] < end[row[i]] + p->gap_leader) return false;
    for (int k = 0; k < row[i]; k++)
      end[k] = fmax(end[k], p->pole[i] + p->gap_leader - p->gap_label);
  }
  return true;
}

static bool some_rows_work(const CairnRowsProblem *p, int most) {
  int row[MOST], total = 1;
  for (int i = 0; i < p->n; i++)
    total *= most;
  for (int code = 0; code < total; code++) {
    int rest = code;
    for (int i = 0; i < p->n; i++, rest /= most)
      row[i] = rest % most + 1;
    if (rows_work(p, row)) return true;
  }
  return false;
}

static void test_rows_are_fewest(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 300; round++) {
    CairnArena *arena = cairn_arena_new();
    double pole[MOST], width[MOST], x = 10;
    int n = 1 + round % MOST, row[MOST];
    for (int i = 0; i < n; i++) {
      pole[i] = x += 5 + random_share(&seed) * 40;
      width[i] = 20 + random_share(&seed) * 60;
    }
    CairnRowsProblem problem = {pole, width, n, 0, x + 20, 4, 2, MOST};
    int64_t work = 0;
    int rows = cairn_rows_solve(arena, &problem, row, &work);
    if (rows > 0) {
      assert_true(rows_work(&problem, row));
      assert_true(rows == 1 || !some_rows_work(&problem, rows - 1));
    } else {
      assert_false(some_rows_work(&problem, n < 5 ? n : 4));
    }
    cairn_arena_free(arena);
  }
}

static double bundle_cost(const double *x, int n, double gap, const int *bundle) {
  double cost = 0;
  for (int from = 0, to; from < n; from = to) {
    double mean = 0;
    for (to = from; to < n && bundle[to] == bundle[from]; to++)
      mean += x[to] - to * gap;
    mean /= to - from;
    for (int i = from; i < to; i++)
      cost += (x[i] - i * gap - mean) * (x[i] - i * gap - mean);
  }
  return cost;
}

static void test_bundles_cost_least(void **state) {
  (void)state;
  uint64_t seed = 9;
  for (int round = 0; round < 200; round++) {
    CairnArena *arena = cairn_arena_new();
    double x[MOST], at = 0, best = INFINITY;
    int bundle[MOST], tried[MOST];
    for (int i = 0; i < MOST; i++)
      x[i] = at += random_share(&seed) * 30;
    cairn_poles_bundle(arena, x, MOST, 4, 3, bundle);
    for (int a = 1; a < MOST; a++)
      for (int b = a + 1; b < MOST; b++) {
        for (int i = 0; i < MOST; i++)
          tried[i] = (i >= a) + (i >= b);
        best = fmin(best, bundle_cost(x, MOST, 4, tried));
      }
    assert_float_equal(bundle_cost(x, MOST, 4, bundle), best, 1e-6);
    cairn_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows_are_fewest),
                                     cmocka_unit_test(test_bundles_cost_least)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
