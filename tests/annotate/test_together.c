/* Anchors that count as one place, and labels that hang from one leader there. */
#include "annotate/together.h"
#include "annotate/touch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const CairnSpacing gap = {.obstacle = 2.5, .beside = 5, .above = 3.5, .leader = 2, .marker = 1.5};

static void test_places(void **state) {
  (void)state;
  static const CairnPoint anchors[] = {{10, 5}, {10.6, 5}, {11.2, 5}, {10.2, 5.1}, {10, 9}, {40, 5}};
  static const int counts[] = {3, 3, 1, 3, 1, 1};
  static const double middles[] = {10.3, 10.3, 11.2, 10.3, 10, 40};
  CairnArena *arena = cairn_arena_new();
  int count[6];
  double middle[6];
  cairn_together_find(arena, anchors, 6, count, middle);
  for (int i = 0; i < 6; i++) {
    assert_int_equal(count[i], counts[i]);
    assert_float_equal(middle[i], middles[i], 1e-9);
  }
  cairn_together_find(arena, NULL, 0, NULL, NULL);
  cairn_arena_free(arena);
}

/* Whatever the anchors, all at one place are near each other, and are told the same. */
static void test_all_at_a_place_are_near(void **state) {
  (void)state;
  enum { N = 60 };
  CairnArena *arena = cairn_arena_new();
  uint64_t seed = 7;
  for (int round = 0; round < 50; round++) {
    CairnPoint anchors[N];
    int count[N];
    double middle[N];
    for (int i = 0; i < N; i++) {
      seed = seed * 6364136223846793005u + 1442695040888963407u;
      anchors[i] = (CairnPoint){(double)(seed >> 60) / 2, (double)(seed >> 40 & 7) / 4};
    }
    cairn_together_find(arena, anchors, N, count, middle);
    for (int i = 0; i < N; i++) {
      assert_in_range(count[i], 1, N);
      assert_true(fabs(middle[i] - anchors[i].x) <= CAIRN_TOGETHER / 2 + 1e-9);
    }
  }
  cairn_arena_free(arena);
}

/* A text beside a leader that rises from (x, 100) to the middle of its height. */
static CairnCandidate flag(double x, double y, bool left) {
  CairnCandidate c = {.box = {left ? x - 44.5 : x + 4.5, y - 4.7, 40, 9.4}, .flag = true, .n_path = 3};
  c.path[0] = (CairnPoint){left ? x - 3.5 : x + 3.5, y};
  c.path[1] = (CairnPoint){x, y};
  c.path[2] = (CairnPoint){x, 100};
  return c;
}

static void test_flags_share_a_leader(void **state) {
  (void)state;
  CairnCandidate low = flag(50, 80, false), high = flag(50, 60, false), left = flag(50, 60, true);
  assert_false(cairn_candidates_touch(&gap, &low, &high));
  assert_false(cairn_candidates_touch(&gap, &low, &left));
  assert_false(cairn_candidates_touch(&gap, &high, &left));
  CairnCandidate same = flag(50, 75, false);
  assert_true(cairn_candidates_touch(&gap, &low, &same)); /* the texts do */
  CairnCandidate top = {.box = {30, 40, 40, 9.4}, .path = {{50, 50.4}, {50, 100}}, .n_path = 2};
  assert_false(cairn_candidates_touch(&gap, &top, &high));
  CairnCandidate through = {.box = {30, 70, 40, 9.4}, .path = {{50, 80.4}, {50, 100}}, .n_path = 2};
  assert_true(cairn_candidates_touch(&gap, &through, &high)); /* the leader would pass the text */
}

static void test_other_places_share_none(void **state) {
  (void)state;
  CairnCandidate low = flag(50, 80, false), other = flag(51.5, 60, true);
  other.path[1].x = 50; /* on the same line, but from elsewhere */
  assert_true(cairn_candidates_touch(&gap, &low, &other));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_places),
      cmocka_unit_test(test_all_at_a_place_are_near),
      cmocka_unit_test(test_flags_share_a_leader),
      cmocka_unit_test(test_other_places_share_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
