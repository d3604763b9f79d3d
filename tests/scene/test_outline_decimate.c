/* What the outline of a dense line keeps: its extremes, and little more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scene/outline_decimate.h"

#include <math.h>

enum { ROWS = 40000, WIDTH = 50 };

typedef struct Rows {
  double x[ROWS], y[ROWS], y2[ROWS];
} Rows;

static Rows *make_rows(GRand *rand) {
  Rows *rows = g_new(Rows, 1);
  double y = 0;
  for (size_t i = 0; i < ROWS; i++) {
    rows->x[i] = (double)i / (ROWS / WIDTH);
    rows->y[i] = y += g_rand_double_range(rand, -1, 1);
    rows->y2[i] = g_rand_double_range(rand, -1, 1);
  }
  return rows;
}

static void test_extremes(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(5);
  for (int is_area = 0; is_area < 2; is_area++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(CairnOutline) outline = cairn_outline_new();
    g_autofree Rows *rows = make_rows(rand);
    assert_true(
        cairn_outline_add(outline, &(CairnVertexBlock){ROWS, rows->x, rows->y, is_area ? rows->y2 : NULL}));
    size_t n;
    const CairnVertex *left = cairn_outline_finish(outline, arena, &n);
    assert_true(n <= 6 * WIDTH && n >= 2 * WIDTH);
    for (size_t px = 0, k = 0; px < WIDTH; px++) {
      double low = INFINITY, high = -INFINITY, low_left = INFINITY, high_left = -INFINITY;
      for (size_t i = px * (ROWS / WIDTH); i < (px + 1) * (ROWS / WIDTH); i++) {
        low = fmin(low, is_area ? rows->y2[i] : rows->y[i]);
        high = fmax(high, is_area ? rows->y2[i] : rows->y[i]);
      }
      assert_true(left[k].x == rows->x[px * (ROWS / WIDTH)]);
      for (; k < n && left[k].x < (double)px + 1; k++) {
        assert_true(k == 0 || left[k].x > left[k - 1].x);
        low_left = fmin(low_left, left[k].y2);
        high_left = fmax(high_left, left[k].y2);
      }
      assert_true(low == low_left && high == high_left);
    }
  }
}

static void test_gaps(void **state) {
  (void)state;
  static const double x[] = {NAN, 0.1, 0.2, NAN, NAN, 0.3, 0.4, NAN}, y[] = {0, 1, 2, 0, 0, 3, 4, 0};
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(CairnOutline) outline = cairn_outline_new();
  size_t n;
  assert_true(cairn_outline_add(outline, &(CairnVertexBlock){G_N_ELEMENTS(x), x, y, NULL}));
  const CairnVertex *left = cairn_outline_finish(outline, arena, &n);
  assert_int_equal(n, 6);
  for (size_t i = 0; i < n; i++) {
    assert_int_equal(left[i].defined, i != 2 && i != 5);
    if (left[i].defined) assert_true(left[i].y == (i < 2 ? (double)i + 1 : (double)i));
  }
}

static void test_goes_back(void **state) {
  (void)state;
  static const double x[] = {1, 1, 0.5}, y[] = {1, 2, 1};
  g_autoptr(CairnOutline) outline = cairn_outline_new();
  assert_true(cairn_outline_add(outline, &(CairnVertexBlock){2, x, y, NULL}));
  assert_false(cairn_outline_add(outline, &(CairnVertexBlock){1, x + 2, y, NULL}));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_extremes), cmocka_unit_test(test_gaps),
                                     cmocka_unit_test(test_goes_back)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
