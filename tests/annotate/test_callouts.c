/* A key takes no more height from the plot than its entries need. */
#include "annotate/callouts.h"
#include "sample_figure.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The figure with that room for a key, its labels placed and renewed. */
static CairnRound *with_key(CairnTask *task, double bottom_px) {
  CairnRound *round = cairn_round_new(task, (CairnLabelRoom){0, bottom_px}, NULL, NULL, NULL);
  cairn_round_search(task, round, 2000);
  cairn_round_renew(task, round, 1, true, CAIRN_GO_ON);
  assert_int_equal(cairn_round_count_dropped(task, round), 0);
  return round;
}

static void test_the_plot_gets_back_what_a_key_does_not_need(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnTask *task = sample_figure(arena, true);
  CairnRound *round = with_key(task, 150), *better = cairn_callouts_give_back(task, round, NULL);
  assert_true(better != round);
  assert_int_equal(cairn_round_count_dropped(task, better), 0);
  assert_true(better->scene.plot.height > round->scene.plot.height + 50);
  assert_true(better->room.bottom_px < cairn_round_key_height(task, better) + 20);
  assert_true(cairn_round_score(task, better) < cairn_round_score(task, round));
  cairn_arena_free(arena);
}

static void test_figures_that_grow_have_nothing_to_give_back(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnTask *task = sample_figure(arena, false);
  CairnRound *round = with_key(task, 150);
  assert_ptr_equal(cairn_callouts_give_back(task, round, NULL), round);
  cairn_arena_free(arena);
}

/* Texts so large that they cannot all stand beside each other. */
static void enlarge(CairnTask *task) {
  CairnMilestoneText *texts = cairn_arena_array(task->arena, (size_t)task->n, CairnMilestoneText);
  CairnLabelSize *size = cairn_arena_one(task->arena, CairnLabelSize);
  *size = (CairnLabelSize){260, 33.4, 3};
  for (int i = 0; i < task->n; i++) {
    texts[i] = task->milestones[i];
    texts[i].sizes = size;
  }
  task->milestones = texts;
}

static void test_a_key_grows_until_all_have_a_place(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnTask *task = sample_figure(arena, true);
  enlarge(task);
  CairnRound *base = cairn_round_new(task, (CairnLabelRoom){0, 0}, NULL, NULL, NULL);
  CairnRound *round = cairn_callouts_renew(task, base, NULL, NULL);
  assert_int_equal(cairn_round_count_dropped(task, round), 0);
  assert_true(round->room.bottom_px > 0);
  assert_true(cairn_round_key_height(task, round) <= round->room.bottom_px + 1);
  cairn_arena_free(arena);
}

/* A figure with a box over the first event, of which no leader leads out. */
typedef struct Covered {
  CairnLabelLayout inner;
  void *data;
  CairnArena *arena;
  int calls;
} Covered;

static bool lay_out_covered(void *data, CairnLabelRoom room, CairnLabelScene *out, GError **error) {
  Covered *covered = data;
  covered->calls++;
  if (!covered->inner(covered->data, room, out, error)) return false;
  CairnBox *box = cairn_arena_one(covered->arena, CairnBox);
  *box = (CairnBox){out->anchors[0].x - 20, out->anchors[0].y - 20, 40, 40};
  out->boxes = box;
  out->n_boxes = 1;
  return true;
}

/* No key helps an event that can stand nowhere: it is not tried over and over, however few there are. */
static void test_few_keys_are_tried_for_an_event_without_a_place(void **state) {
  (void)state;
  for (int n = 1; n <= SAMPLE_EVENTS; n++) {
    CairnArena *arena = cairn_arena_new();
    CairnTask *task = sample_figure(arena, true);
    Covered covered = {task->layout, task->layout_data, arena, 0};
    task->n = n;
    task->layout = lay_out_covered;
    task->layout_data = &covered;
    CairnRound *base = cairn_round_new(task, (CairnLabelRoom){0, 0}, NULL, NULL, NULL);
    CairnRound *round = cairn_callouts_renew(task, base, NULL, NULL);
    assert_int_equal(cairn_round_count_dropped(task, round), 1);
    assert_true(covered.calls <= 2 + n);
    cairn_arena_free(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_the_plot_gets_back_what_a_key_does_not_need),
      cmocka_unit_test(test_figures_that_grow_have_nothing_to_give_back),
      cmocka_unit_test(test_a_key_grows_until_all_have_a_place),
      cmocka_unit_test(test_few_keys_are_tried_for_an_event_without_a_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
