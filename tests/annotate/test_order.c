/* The order that placement works in: the same however the milestones are given. */
#include "annotate/order.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 5 };

static const CairnLabelSize wide = {90, 9, 1}, narrow = {40, 9, 1};

/* Sorted: by date, then by anchor, then by importance, then by size, then by text. */
static const CairnMilestoneText sorted[N] = {
    {1, 3, &wide, 1, "first"}, {2, 1, &wide, 1, "a"},         {2, 2, &narrow, 1, "b"},
    {2, 2, &wide, 1, "alike"}, {2, 2, &wide, 1, "alike too"},
};

static bool lay_out(void *data, CairnLabelRoom room, CairnLabelScene *scene, GError **error) {
  (void)error;
  *scene = (CairnLabelScene){.canvas = {0, 0, 100, 100 + room.top_px}, .anchors = data};
  return true;
}

static void test_any_order_gives_the_same(void **state) {
  (void)state;
  static const int orders[][N] = {{0, 1, 2, 3, 4}, {4, 3, 2, 1, 0}, {2, 0, 4, 1, 3}};
  for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
    CairnArena *arena = cairn_arena_new();
    CairnMilestoneText given[N];
    CairnPoint anchors[N];
    for (int i = 0; i < N; i++) {
      given[i] = sorted[orders[o][i]];
      anchors[i] = (CairnPoint){given[i].order * 10, 50};
    }
    CairnOrder order;
    assert_true(cairn_order_init(&order, arena, given, N, lay_out, anchors, NULL));
    CairnLabelPlace places[N];
    for (int i = 0; i < N; i++) {
      assert_string_equal(order.milestones[i].text, sorted[i].text);
      assert_int_equal(orders[o][order.original[i]], i);
      places[i] = (CairnLabelPlace){.number = i};
    }
    const CairnLabelPlace *restored = cairn_order_restore(&order, places);
    for (int i = 0; i < N; i++)
      assert_int_equal(restored[i].number, orders[o][i]);
    cairn_arena_free(arena);
  }
}

static void test_layouts_have_anchors_in_order(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnMilestoneText given[2] = {sorted[1], sorted[0]};
  CairnPoint anchors[2] = {{20, 50}, {10, 60}};
  CairnOrder order;
  assert_true(cairn_order_init(&order, arena, given, 2, lay_out, anchors, NULL));
  CairnLabelScene scene;
  for (int room = 0; room < 10; room += 5) {
    assert_true(cairn_order_layout(&order, (CairnLabelRoom){room, 0}, &scene, NULL));
    assert_int_equal((int)scene.canvas.height, 100 + room);
    assert_float_equal(scene.anchors[0].x, 10, 1e-9);
    assert_float_equal(scene.anchors[1].x, 20, 1e-9);
  }
  assert_int_equal(order.calls, 2); /* the layout without room is kept */
  cairn_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_any_order_gives_the_same),
                                     cmocka_unit_test(test_layouts_have_anchors_in_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
