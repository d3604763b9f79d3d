/* Arrays of numbers of every length and at every place, against loops. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "table/extremes.h"

#include <glib.h>
#include <math.h>

enum { MOST = 70, ROUNDS = 20000 };

static double some_number(GRand *rand) {
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1.7e308, -1.7e308, 0, -0.0};
  return g_rand_int_range(rand, 0, 200) ? g_rand_int_range(rand, -50, 50) / 4.0
                                        : odd[g_rand_int_range(rand, 0, G_N_ELEMENTS(odd))];
}

static void test_numbers(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(70);
  for (int round = 0; round < ROUNDS; round++) {
    double all[MOST + 3], *numbers = all + round % 3;
    const size_t n = (size_t)g_rand_int_range(rand, 1, MOST);
    bool finite = true, ascending = true, any_nan = false;
    double low = INFINITY, high = -INFINITY, got_low, got_high;
    for (size_t i = 0; i < n; i++) {
      const bool climbs = round % 2 && i > 0 && g_rand_int_range(rand, 0, 100);
      numbers[i] = climbs ? numbers[i - 1] + g_rand_int_range(rand, 0, 2) : some_number(rand);
      finite &= isfinite(numbers[i]) != 0;
      any_nan |= isnan(numbers[i]);
      ascending &= i == 0 || numbers[i - 1] <= numbers[i];
      low = fmin(low, numbers[i]);
      high = fmax(high, numbers[i]);
    }
    assert_int_equal(cairn_numbers_are_finite(numbers, n), finite);
    assert_int_equal(cairn_numbers_are_ascending(numbers, n), ascending && !any_nan);
    if (any_nan) continue;
    cairn_numbers_extremes(numbers, n, &got_low, &got_high);
    assert_true(got_low == low && got_high == high);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
