/* A figure that grew for a key ends below what there is of it in the end. */
#include "sample_figure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = SAMPLE_EVENTS };

/* The end of a round with this room, of which the first labels are keyed. */
static CairnPlacement *finish(CairnArena *arena, bool height_is_fixed, double bottom_px, int n_keyed) {
  CairnTask *task = sample_figure(arena, height_is_fixed);
  bool *keyed = cairn_arena_array(arena, N, bool);
  for (int i = 0; i < n_keyed; i++)
    keyed[i] = true;
  CairnRound *round = cairn_round_new(task, (CairnLabelRoom){30, bottom_px}, keyed, NULL, NULL);
  cairn_round_propose_badges(task, round);
  cairn_round_search(task, round, 2000);
  return cairn_round_finish(task, round);
}

static double lowest_entry(const CairnPlacement *placement) {
  double lowest = -INFINITY;
  for (int i = 0; i < N; i++) {
    const CairnLabelPlace *place = &placement->places[i];
    if (place->state == CAIRN_LABEL_KEYED) lowest = fmax(lowest, place->key_box.y + place->key_box.height);
  }
  return lowest;
}

static void test_figures_that_grow_end_below_the_last_entry(void **state) {
  (void)state;
  for (int n_keyed = 0; n_keyed <= N; n_keyed += 3)
    for (double bottom_px = 60; bottom_px <= 200; bottom_px += 35) {
      CairnArena *arena = cairn_arena_new();
      CairnPlacement *p = finish(arena, false, bottom_px, n_keyed);
      assert_int_equal(p->n_keyed, n_keyed);
      assert_true(fabs(p->scene.canvas.height - (SAMPLE_HEIGHT + p->room.top_px + p->room.bottom_px)) < 1e-6);
      assert_true(fabs(p->scene.key.height - p->room.bottom_px) < 1e-6);
      if (n_keyed == 0) assert_true(p->room.bottom_px < 1e-6);
      if (n_keyed > 0) assert_true(fabs(p->scene.canvas.height - (lowest_entry(p) + SAMPLE_EDGE)) < 0.1);
      cairn_arena_free(arena);
    }
}

static void test_figures_of_fixed_height_keep_it(void **state) {
  (void)state;
  for (int n_keyed = 0; n_keyed <= N; n_keyed += 3) {
    CairnArena *arena = cairn_arena_new();
    CairnPlacement *p = finish(arena, true, 120, n_keyed);
    assert_true(fabs(p->scene.canvas.height - SAMPLE_HEIGHT) < 1e-6);
    assert_true(fabs(p->room.bottom_px - 120) < 1e-6);
    cairn_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_figures_that_grow_end_below_the_last_entry),
      cmocka_unit_test(test_figures_of_fixed_height_keep_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
