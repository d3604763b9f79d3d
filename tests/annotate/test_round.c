/* A figure that grew for a key ends below what there is of it in the end, and the key lists what has a
 * marker. */
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

/* What lays out the figure of a task. */
typedef struct Layout {
  CairnLabelLayout lay_out;
  void *data;
  CairnPoint *anchors;
} Layout;

/* The same, but with events in threes, so that not all markers can stand on their anchors. */
static bool lay_out_in_threes(void *data, CairnLabelRoom room, CairnLabelScene *out, GError **error) {
  Layout *inner = data;
  if (!inner->lay_out(inner->data, room, out, error)) return false;
  for (int i = 0; i < N; i++)
    inner->anchors[i] = (CairnPoint){out->anchors[i - i % 3].x + 4 * (i % 3), out->anchors[i].y};
  out->anchors = inner->anchors;
  return true;
}

static CairnTask *sample_in_threes(CairnArena *arena) {
  CairnTask *task = sample_figure(arena, true);
  Layout *layout = cairn_arena_one(arena, Layout);
  *layout = (Layout){task->layout, task->layout_data, cairn_arena_array(arena, N, CairnPoint)};
  task->layout = lay_out_in_threes;
  task->layout_data = layout;
  return task;
}

/* The figure with that room for a key and markers for so many digits, every label kept as a marker. */
static CairnRound *all_keyed(CairnTask *task, int digits) {
  static const int most[] = {0, 9, 99, 999};
  bool *keyed = cairn_arena_array(task->arena, N, bool);
  for (int i = 0; i < N; i++)
    keyed[i] = true;
  CairnRound *before = cairn_round_new(task, (CairnLabelRoom){0, 200}, keyed, NULL, NULL);
  cairn_round_search(task, before, 2000);
  assert_int_equal(cairn_round_count_keyed(task, before), N);
  CairnRound *round = cairn_round_new(task, (CairnLabelRoom){0, 200}, keyed, NULL, NULL);
  cairn_field_set_markers(&round->field, most[digits]);
  cairn_round_keep(task, before, round, NULL, NULL);
  return round;
}

static void assert_markers_fit(const CairnTask *task, const CairnRound *round) {
  assert_true(cairn_round_count_keyed(task, round) <= cairn_field_most_markers(&round->field));
  for (int i = 0; i < N; i++) {
    const CairnCandidate *choice = cairn_search_choice(round->search, i);
    if (choice && choice->marker) assert_true(fabs(choice->box.width - round->field.marker.width) < 1e-9);
  }
}

static void test_markers_on_their_anchors_are_kept(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnTask *task = sample_figure(arena, true);
  CairnRound *round = all_keyed(task, 2);
  assert_int_equal(cairn_round_count_keyed(task, round), N);
  cairn_arena_free(arena);
}

static void test_markers_are_as_wide_as_their_numbers_need(void **state) {
  (void)state;
  for (int digits = 1; digits <= 3; digits++) {
    CairnArena *arena = cairn_arena_new();
    CairnTask *task = sample_in_threes(arena);
    CairnRound *round = all_keyed(task, digits);
    cairn_round_trim(task, round);
    assert_true(cairn_round_count_keyed(task, round) >= N / 2);
    assert_markers_fit(task, round);
    cairn_round_find_any(task, round);
    assert_markers_fit(task, round);
    cairn_arena_free(arena);
  }
}

/* Nobody has asked whether the key has room for it. */
static void test_no_text_becomes_a_marker_that_was_proposed(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnTask *task = sample_figure(arena, true);
  CairnRound *round = cairn_round_new(task, (CairnLabelRoom){0, 200}, NULL, NULL, NULL);
  cairn_round_search(task, round, 2000);
  for (int i = 0; i < N; i++) {
    CairnCandidate badge;
    assert_true(cairn_field_badge(&round->field, i, &badge));
    badge.cost = 1;
    cairn_search_propose(round->search, i, &badge);
  }
  cairn_round_tidy(task, round);
  assert_int_equal(cairn_round_count_dropped(task, round), 0);
  assert_int_equal(cairn_round_count_keyed(task, round), 0);
  cairn_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_figures_that_grow_end_below_the_last_entry),
      cmocka_unit_test(test_figures_of_fixed_height_keep_it),
      cmocka_unit_test(test_markers_on_their_anchors_are_kept),
      cmocka_unit_test(test_markers_are_as_wide_as_their_numbers_need),
      cmocka_unit_test(test_no_text_becomes_a_marker_that_was_proposed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
