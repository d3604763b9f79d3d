/* Labels in towers: none touches another, the data or the edge, and the best way is the best of all. */
#include "annotate/touch.h"
#include "annotate/towers.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N = 20, ROUNDS = 120 };

static const double give_up_px = 400;

static void random_sites(double *x, uint64_t *seed) {
  double centre = 300;
  for (int i = 0; i < N; i++) {
    if (i % 5 == 0) centre = 70 + 450 * sample_random(seed);
    x[i] = centre + 60 * (sample_random(seed) - 0.5);
  }
  qsort(x, N, sizeof *x, sample_ascending);
}

static void check_label(const SampleField *sample, const CairnTowers *towers, int i) {
  const CairnCandidate *label = &towers->candidates[i];
  CairnPoint anchor = sample->anchors[towers->lanes[i].milestone], end = label->path[label->n_path - 1];
  assert_true(cairn_coverage_is_free(sample->field.coverage, &label->box));
  assert_true(label->n_path >= 2 && cairn_distance(anchor, end) < 1e-9);
  assert_true(cairn_box_distance(label->box, label->path[0]) <= 1 + 1e-9);
  assert_true(towers->costs[i] < give_up_px);
}

static double sum_of_costs(const CairnTowers *towers) {
  double cost = 0;
  for (int i = 0; i < towers->n; i++)
    cost += towers->lanes[i].row > 0 ? towers->costs[i] : give_up_px;
  return cost;
}

static void check_towers(const SampleField *sample, const CairnTowers *towers) {
  const CairnSpacing *gap = &sample->field.spacing;
  for (int i = 0; i < towers->n; i++) {
    if (towers->lanes[i].row == 0) continue;
    check_label(sample, towers, i);
    const CairnCandidate *label = &towers->candidates[i];
    for (int k = 0; k < i; k++) {
      const CairnCandidate *other = &towers->candidates[k];
      if (towers->lanes[k].row == 0) continue;
      assert_false(cairn_boxes_near(&label->box, &other->box, 0, 0));
      assert_false(cairn_leader_enters(label, &other->box, 0) || cairn_leader_enters(other, &label->box, 0));
      assert_false(cairn_leaders_touch(label, other, 0.3 * gap->leader));
    }
  }
  assert_float_equal(towers->cost, sum_of_costs(towers), 1e-6);
}

static void test_nothing_touches(void **state) {
  (void)state;
  uint64_t seed = 29;
  int n_placed = 0;
  for (int round = 0; round < ROUNDS; round++) {
    double x[N], give_up[N], least = INFINITY;
    bool wanted[N];
    SampleField sample;
    random_sites(x, &seed);
    sample_field_init(&sample, x, N, 30 + 80 * sample_random(&seed));
    for (int i = 0; i < N; i++) {
      wanted[i] = sample_random(&seed) < 0.8;
      give_up[i] = give_up_px;
    }
    for (int way = 0; way < CAIRN_TOWER_WAYS; way++) {
      CairnTowers *towers = cairn_towers_new(&sample.field, wanted, give_up, way);
      check_towers(&sample, towers);
      least = fmin(least, towers->cost);
      for (int i = 0; i < towers->n; i++)
        n_placed += towers->lanes[i].row > 0;
    }
    assert_float_equal(cairn_towers_new(&sample.field, wanted, give_up, -1)->cost, least, 0);
    sample_field_clear(&sample);
  }
  assert_true(n_placed > ROUNDS * CAIRN_TOWER_WAYS * N / 2); /* most have a place */
}

static void test_what_is_not_worth_it_is_left_out(void **state) {
  (void)state;
  const double x[] = {200, 300}, give_up[] = {0.5, 400};
  const bool wanted[] = {true, true};
  SampleField sample;
  sample_field_init(&sample, x, 2, 60);
  CairnTowers *towers = cairn_towers_new(&sample.field, wanted, give_up, 0);
  assert_int_equal(towers->lanes[0].row, 0);
  assert_true(towers->lanes[1].row > 0);
  assert_float_equal(towers->cost, (0.5 + towers->costs[1]), 1e-6);
  sample_field_clear(&sample);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_nothing_touches),
                                     cmocka_unit_test(test_what_is_not_worth_it_is_left_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
