/* Grids of boxes: places worked out by hand, and what holds for random ones. */
#include "layout/grid.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { MOST = 6 };

typedef struct Case {
  const char *name;
  CairnGrid grid;
  size_t n;
  CairnBox boxes[MOST];
  CairnPoint expected[MOST];
} Case;

#define EACH .align = CAIRN_GRID_ALIGN_EACH
#define ALL  .align = CAIRN_GRID_ALIGN_ALL

static const Case cases[] = {
    {"one row",
     {0, {EACH, .padding = 5}, {EACH}},
     3,
     {{0, 0, 10, 5}, {0, 0, 20, 5}, {0, 0, 5, 5}},
     {{0, 0}, {15, 0}, {40, 0}}},
    {"one column", {1, {EACH}, {EACH, .padding = 2}}, 2, {{0, 0, 10, 5}, {0, 0, 20, 5}}, {{0, 0}, {0, 7}}},
    {"columns of their own",
     {2, {EACH, .padding = 1}, {EACH, .padding = 1}},
     4,
     {{0, 0, 10, 5}, {0, 0, 20, 5}, {0, 0, 30, 8}, {0, 0, 5, 5}},
     {{0, 0}, {31, 0}, {0, 6}, {31, 6}}},
    {"columns alike",
     {3, {ALL, .padding = 1}, {ALL}},
     3,
     {{0, 0, 10, 5}, {0, 0, 30, 5}, {0, 0, 5, 5}},
     {{0, 0}, {31, 0}, {62, 0}}},
    {"whole px", {0, {EACH}, {EACH}}, 2, {{0, 0, 10.2, 5}, {0, 0, 5, 5}}, {{0, 0}, {11, 0}}},
    {"what lies before an origin",
     {0, {EACH, .padding = 2}, {EACH}},
     2,
     {{-3, 0, 10, 5}, {-4.5, 0, 9, 5}},
     {{0, 0}, {14, 0}}},
    {"the middle of a row",
     {0, {EACH}, {EACH, .center = true}},
     2,
     {{0, 0, 10, 5}, {0, 0, 10, 15}},
     {{0, 5}, {10, 0}}},
    {"no middle of a single column",
     {1, {EACH}, {EACH, .center = true}},
     2,
     {{0, 0, 10, 5.5}, {0, 0, 10, 15}},
     {{0, 0}, {0, 6}}},
    {"the end at a place",
     {0, {EACH, .at = 100, .anchor = CAIRN_GRID_ANCHOR_END}, {EACH, .at = 7}},
     2,
     {{0, 0, 10, 5}, {0, 0, 20, 5}},
     {{70, 7}, {80, 7}}},
    {"the middle at a place",
     {0, {EACH, .at = 100, .anchor = CAIRN_GRID_ANCHOR_MIDDLE}, {EACH}},
     1,
     {{0, 0, 11, 5}},
     {{95, 0}}},
    {"more columns than boxes",
     {9, {EACH, .padding = 1}, {EACH}},
     2,
     {{0, 0, 10, 5}, {0, 0, 20, 5}},
     {{0, 0}, {11, 0}}},
    {"a box of nothing",
     {0, {EACH}, {EACH}},
     2,
     {{INFINITY, INFINITY, -INFINITY, -INFINITY}, {0, 0, 20, 5}},
     {{0, 0}, {0, 0}}},
    {"no boxes", {0, {EACH}, {EACH}}, 0, {{0, 0, 0, 0}}, {{0, 0}}},
};

static void test_places(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Case *c = &cases[i];
    CairnPoint origins[MOST];
    cairn_grid_arrange(&c->grid, c->boxes, origins, c->n);
    for (size_t k = 0; k < c->n; k++)
      if (origins[k].x != c->expected[k].x || origins[k].y != c->expected[k].y)
        fail_msg("%s: box %zu is at %g, %g, not at %g, %g", c->name, k, origins[k].x, origins[k].y,
                 c->expected[k].x, c->expected[k].y);
  }
}

static CairnBox placed(CairnBox box, CairnPoint at) {
  return (CairnBox){box.x + at.x, box.y + at.y, box.width, box.height};
}

/* Aligned boxes never overlap, and keep the padding between them. */
static void test_aligned_boxes_do_not_meet(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(11);
  for (int round = 0; round < 3000; round++) {
    CairnBox boxes[40];
    CairnPoint origins[40];
    size_t n = (size_t)g_rand_int_range(random, 1, 41);
    CairnGrid grid = {.n_columns = (size_t)g_rand_int_range(random, 0, 8)};
    grid.columns.align = grid.rows.align =
        g_rand_boolean(random) ? CAIRN_GRID_ALIGN_ALL : CAIRN_GRID_ALIGN_EACH;
    grid.columns.padding = grid.rows.padding = g_rand_int_range(random, 0, 10);
    grid.rows.center = g_rand_boolean(random);
    grid.rows.anchor = (CairnGridAnchor)g_rand_int_range(random, 0, 3);
    for (size_t i = 0; i < n; i++)
      boxes[i] = (CairnBox){g_rand_double_range(random, -9, 1), g_rand_double_range(random, -9, 1),
                            g_rand_double_range(random, 10, 40), g_rand_double_range(random, 10, 40)};
    cairn_grid_arrange(&grid, boxes, origins, n);
    for (size_t i = 0; i < n; i++)
      for (size_t k = 0; k < i; k++) {
        CairnBox grown = cairn_box_expand(placed(boxes[i], origins[i]), grid.rows.padding - 1e-6);
        assert_false(cairn_box_intersects(grown, placed(boxes[k], origins[k])));
      }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_places),
                                     cmocka_unit_test(test_aligned_boxes_do_not_meet)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
