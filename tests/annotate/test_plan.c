/* A key is planned for the width that it will have. */
#include "annotate/key.h"
#include "sample_figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Less wide than the figure, as where that has a padding: entries that stand beside each other in a wider one
 * do not. */
static void test_the_key_is_as_wide_as_its_room(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnTask *task = sample_figure(arena, true);
  CairnRound *round = cairn_round_new(task, (CairnLabelRoom){0, 100}, NULL, NULL, NULL);
  bool keyed[SAMPLE_EVENTS];
  int list[SAMPLE_EVENTS];
  for (int i = 0; i < SAMPLE_EVENTS; i++)
    keyed[i] = true, list[i] = i;
  for (double width = 200; width <= 620; width += 35) {
    round->scene.key.width = width;
    CairnKeyLayout key =
        cairn_key_measure(task->milestones, list, SAMPLE_EVENTS, task->options, width, INFINITY);
    assert_float_equal(cairn_plan_key_height(&round->field, keyed), key.height, 1e-9);
    assert_true(cairn_plan_key_fits(&round->field, keyed, key.height + 0.1));
    assert_false(cairn_plan_key_fits(&round->field, keyed, key.height - 1));
  }
  cairn_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_the_key_is_as_wide_as_its_room)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
