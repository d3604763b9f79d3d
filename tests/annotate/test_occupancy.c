/* The grid that tells which labels stand near a candidate: against looking at all. */
#include "annotate/occupancy.h"
#include "annotate/touch.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N = 40, STEPS = 2000 };

static const CairnBox area = {0, 0, 600, 400};
static const double margin = 5;

/* A label with a leader of up to three pieces, in the area. */
static CairnCandidate random_label(uint64_t *seed) {
  CairnCandidate label = {.box = {500 * sample_random(seed), 370 * sample_random(seed),
                                  5 + 90 * sample_random(seed), 5 + 20 * sample_random(seed)}};
  label.n_path = (int)(5 * sample_random(seed));
  if (label.n_path == 1) label.n_path = 0;
  CairnPoint at = {label.box.x, label.box.y + label.box.height};
  for (int i = 0; i < label.n_path; i++) {
    label.path[i] = at;
    at.x = cairn_clamp(at.x + 160 * sample_random(seed) - 80, 0, area.width);
    at.y = cairn_clamp(at.y + 90 * sample_random(seed), 0, area.height);
  }
  return label;
}

static bool leader_near(const CairnCandidate *c, const CairnCandidate *other, double gap) {
  if (cairn_leader_enters(c, &other->box, gap)) return true;
  for (int i = 0; i + 1 < c->n_path; i++)
    for (int k = 0; k + 1 < other->n_path; k++)
      if (cairn_segments_near(cairn_candidate_piece(c, i), cairn_candidate_piece(other, k), gap)) return true;
  return false;
}

static bool box_near(const CairnCandidate *c, const CairnCandidate *other, double gap) {
  return cairn_boxes_near(&c->box, &other->box, gap, gap) || cairn_leader_enters(other, &c->box, gap);
}

/* Counts how often each was found. */
static void count_found(const CairnOccupancy *taken, int *times) {
  for (int i = 0; i < taken->n_found; i++)
    times[taken->found[i]]++;
}

static void check_answer(CairnOccupancy *taken, const CairnCandidate *asked, const CairnCandidate *labels,
                         const bool *present) {
  int by_box[N] = {0}, in_all[N] = {0};
  cairn_occupancy_ask_box(taken, asked);
  count_found(taken, by_box);
  cairn_occupancy_ask_leader(taken, asked);
  count_found(taken, in_all);
  for (int i = 0; i < N; i++) {
    in_all[i] += by_box[i];
    assert_in_range(in_all[i], 0, present[i]); /* once, and only what is there */
    if (present[i] && box_near(asked, &labels[i], margin)) assert_int_equal(by_box[i], 1);
    if (present[i] && leader_near(asked, &labels[i], margin)) assert_int_equal(in_all[i], 1);
  }
}

static void test_whoever_is_near_is_found_once(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnOccupancy *taken = cairn_occupancy_new(arena, area, N, margin);
  CairnCandidate labels[N];
  bool present[N] = {false};
  uint64_t seed = 5;
  for (int step = 0; step < STEPS; step++) {
    int i = (int)(N * sample_random(&seed));
    if (present[i]) {
      cairn_occupancy_set(taken, i, &labels[i], false);
    } else {
      labels[i] = random_label(&seed);
      cairn_occupancy_set(taken, i, &labels[i], true);
    }
    present[i] = !present[i];
    CairnCandidate asked = random_label(&seed);
    check_answer(taken, &asked, labels, present);
  }
  cairn_arena_free(arena);
}

static void test_few_are_looked_at(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  CairnOccupancy *taken = cairn_occupancy_new(arena, area, N, margin);
  for (int i = 0; i < N; i++) {
    CairnCandidate label = {.box = {(i % 5) * 120, (i / 5) * 50, 40, 10}};
    cairn_occupancy_set(taken, i, &label, true);
  }
  CairnCandidate asked = {.box = {130, 105, 30, 10}};
  cairn_occupancy_ask_box(taken, &asked);
  assert_int_equal(taken->n_found, 1);
  assert_int_equal(taken->found[0], 11);
  cairn_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_whoever_is_near_is_found_once),
                                     cmocka_unit_test(test_few_are_looked_at)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
