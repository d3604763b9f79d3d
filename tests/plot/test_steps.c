/* Which numbers are places. */
#include "plot_steps.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

enum { MOST = 8 };

static const struct {
  double numbers[MOST];
  size_t n;
  const char *domain; /* NULL: no places */
} cases[] = {
    {{1, 2, 3}, 3, "[1.0,2.0,3.0]"},
    {{3, 1, 2, 2}, 4, "[1.0,2.0,3.0]"},
    {{0, 1, 3}, 3, "[0.0,1.0,2.0,3.0]"},
    {{0.1, 0.2, 0.4}, 3, "[0.1,0.2,0.3,0.4]"},
    {{5}, 1, "[5.0]"},
    {{7, 7}, 2, "[7.0]"},
    {{-10, 0, 20}, 3, "[-10.0,0.0,10.0,20.0]"},
    {{1, NAN, 2}, 3, "[1.0,2.0]"},
    {{1, 2, 100}, 3, NULL},   /* most places would be empty */
    {{1, 2, 3.5}, 3, NULL},   /* no whole step */
    {{1, INFINITY}, 2, "[1.0]"},
    {{NAN}, 1, NULL},
    {{0}, 0, NULL},
};

static void test_places(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    const CairnColumn *column = cairn_column_new_numbers(arena, "x", cases[i].numbers, NULL);
    CairnPlotSteps steps = cairn_plot_steps(arena, column, cases[i].n);
    json_t *domain = cairn_plot_steps_domain(&steps, false);
    g_autofree char *shown = json_dumps(domain, JSON_COMPACT | JSON_REAL_PRECISION(12));
    json_decref(domain);
    if (g_strcmp0(steps.n ? shown : NULL, cases[i].domain) != 0)
      fail_msg("case %zu: %s, not %s", i, steps.n ? shown : "none", cases[i].domain ? cases[i].domain : "none");
  }
}

/* Every number with data is in the domain as it is, bit by bit, whatever the step. */
static void test_numbers_stay(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  for (int round = 0; round < 300; round++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    double numbers[40], step = g_rand_double_range(random, 1e-3, 1e3), first = g_rand_double_range(random, -1e3, 1e3);
    for (int i = 0; i < 40; i++)
      numbers[i] = first + g_rand_int_range(random, 0, 50) * step;
    const CairnColumn *column = cairn_column_new_numbers(arena, "x", numbers, NULL);
    CairnPlotSteps steps = cairn_plot_steps(arena, column, 40);
    for (int i = 0; steps.n && i < 40; i++) {
      bool found = false;
      for (size_t k = 0; k < steps.n; k++)
        found |= steps.places[k] == numbers[i];
      assert_true(found);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_numbers_stay)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
