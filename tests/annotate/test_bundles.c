/* Leaders that are moved aside where their anchors crowd. */
#include "annotate/bundles.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { N = 24, ROUNDS = 200 };

/* x in the plot, some of them crowded around a few places. */
static void random_sites(double *x, uint64_t *seed) {
  double centre = 300;
  for (int i = 0; i < N; i++) {
    if (i % 6 == 0) centre = 60 + 460 * sample_random(seed);
    x[i] = centre + 40 * (sample_random(seed) - 0.5) * (i % 3);
  }
  qsort(x, N, sizeof *x, sample_ascending);
}

static void lanes_init(CairnLane *lanes) {
  for (int i = 0; i < N; i++)
    lanes[i] = (CairnLane){.milestone = i};
}

static void test_single_leaders_stay_over_their_anchors(void **state) {
  (void)state;
  double x[N];
  CairnLane lanes[N];
  SampleField sample;
  for (int i = 0; i < N; i++)
    x[i] = 50 + 20 * i;
  sample_field_init(&sample, x, N, 60);
  lanes_init(lanes);
  cairn_bundles_spread(&sample.field, lanes, N, 0, 0);
  for (int i = 0; i < N; i++)
    assert_float_equal(lanes[i].pole, x[i], 0);
  sample_field_clear(&sample);
}

static void check_spread(const SampleField *sample, const CairnLane *lanes) {
  double gap = CAIRN_POLE_GAP * sample->options.font_px;
  for (int i = 0; i < N; i++) {
    assert_true(lanes[i].pole >= sample->scene.plot.x - 1e-9);
    assert_true(lanes[i].pole <= sample->scene.plot.x + sample->scene.plot.width + 1e-9);
    /* one that hardly moves stays: so two may come nearer by a quarter of a px each */
    if (i > 0) assert_true(lanes[i].pole - lanes[i - 1].pole >= gap - 0.51);
  }
}

/* Runs of leaders whose spans do not overlap those of other runs, and which slant above all their anchors. */
static void check_bundles(const SampleField *sample, const CairnLane *lanes, const CairnBundle *bundles,
                          int n) {
  assert_int_equal(lanes[0].bundle, 0);
  assert_int_equal(lanes[N - 1].bundle, n - 1);
  for (int i = 0; i < N; i++) {
    const CairnBundle *bundle = &bundles[lanes[i].bundle];
    double anchor = sample->anchors[i].x;
    if (i > 0) assert_in_range(lanes[i].bundle - lanes[i - 1].bundle, 0, 1);
    assert_true(bundle->left <= fmin(anchor, lanes[i].pole) && bundle->right >= fmax(anchor, lanes[i].pole));
    if (lanes[i].pole != anchor) assert_true(bundle->rise > 0 && bundle->foot >= -sample->anchors[i].y);
    if (i > 0 && lanes[i].bundle == lanes[i - 1].bundle) assert_true(lanes[i].foot > lanes[i - 1].foot);
  }
  for (int i = 1; i < n; i++)
    assert_true(bundles[i].left > bundles[i - 1].right);
}

static void test_crowded_leaders_part(void **state) {
  (void)state;
  uint64_t seed = 17;
  for (int round = 0; round < ROUNDS; round++) {
    double x[N];
    CairnLane lanes[N];
    CairnBundle bundles[N];
    SampleField sample;
    random_sites(x, &seed);
    sample_field_init(&sample, x, N, 60);
    lanes_init(lanes);
    int count = round % 6;
    cairn_bundles_spread(&sample.field, lanes, N, count, 50);
    check_spread(&sample, lanes);
    double *skyline = cairn_arena_array(sample.arena, (size_t)sample.field.coverage->columns, double);
    for (int i = 0; i < sample.field.coverage->columns; i++)
      skyline[i] = -sample.field.top[i];
    int n = cairn_bundles_find(&sample.field, lanes, N, -1, skyline, bundles);
    check_bundles(&sample, lanes, bundles, n);
    sample_field_clear(&sample);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_single_leaders_stay_over_their_anchors),
                                     cmocka_unit_test(test_crowded_leaders_part)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
