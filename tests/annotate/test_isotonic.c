/* Exact placement on a line, against a search. */
#include "annotate/isotonic.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void place(const double *wanted, double gap, double low, double high, int n, double *x) {
  double gaps[8], least[8], most[8], scratch[24];
  for (int i = 0; i < n; i++)
    gaps[i] = gap, least[i] = low, most[i] = high;
  cairn_isotonic_place(x, wanted, gaps, least, most, n, scratch);
}

static void test_known_results(void **state) {
  (void)state;
  double x[8];
  place((double[]){1, 5, 9}, 2, -100, 100, 3, x);
  assert_float_equal(x[0], 1, 1e-9);
  assert_float_equal(x[2], 9, 1e-9);
  place((double[]){5, 5, 5}, 2, -100, 100, 3, x);
  assert_float_equal(x[0], 3, 1e-9);
  assert_float_equal(x[1], 5, 1e-9);
  assert_float_equal(x[2], 7, 1e-9);
  place((double[]){0, 0, 0}, 2, 0, 100, 3, x);
  assert_float_equal(x[0], 0, 1e-9);
  assert_float_equal(x[2], 4, 1e-9);
  place((double[]){9, 9, 9}, 2, 0, 10, 3, x);
  assert_float_equal(x[0], 6, 1e-9);
  assert_float_equal(x[2], 10, 1e-9);
}

static double random_share(uint64_t *seed) {
  *seed = *seed * 6364136223846793005u + 1442695040888963407u;
  return (double)(*seed >> 40) / (double)(1u << 24);
}

static double cost_of(const double *x, const double *wanted) {
  double sum = 0;
  for (int i = 0; i < 3; i++)
    sum += (x[i] - wanted[i]) * (x[i] - wanted[i]);
  return sum;
}

/* The least cost on a fine grid. */
static double searched(const double *wanted) {
  double best = INFINITY;
  for (int a = 0; a <= 80; a++)
    for (int b = a + 8; b <= 80; b++)
      for (int c = b + 8; c <= 80; c++)
        best = fmin(best, cost_of((double[]){a / 8.0, b / 8.0, c / 8.0}, wanted));
  return best;
}

static void test_no_grid_point_is_better(void **state) {
  (void)state;
  uint64_t seed = 7;
  for (int round = 0; round < 60; round++) {
    double wanted[3], x[3];
    for (int i = 0; i < 3; i++)
      wanted[i] = random_share(&seed) * 12 - 1;
    place(wanted, 1, 0, 10, 3, x);
    assert_true(x[0] >= -1e-9 && x[1] >= x[0] + 1 - 1e-9 && x[2] >= x[1] + 1 - 1e-9 && x[2] <= 10 + 1e-9);
    assert_true(cost_of(x, wanted) <= searched(wanted) + 1e-9);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_known_results),
                                     cmocka_unit_test(test_no_grid_point_is_better)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
