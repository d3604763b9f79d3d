/* The predicates that placement rests on. */
#include "annotate/contact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static CairnSegment segment(double x0, double y0, double x1, double y1) {
  return (CairnSegment){{x0, y0}, {x1, y1}};
}

static void test_segment_enters_only_the_inside(void **state) {
  (void)state;
  CairnBox box = {10, 10, 20, 10};
  static const struct {
    CairnSegment s;
    bool enters;
  } cases[] = {
      {{{0, 15}, {40, 15}}, true},  {{{0, 10}, {40, 10}}, false}, {{{0, 20}, {40, 20}}, false},
      {{{10, 0}, {10, 40}}, false}, {{{15, 15}, {16, 16}}, true}, {{{0, 0}, {9, 30}}, false},
      {{{5, 5}, {15, 15}}, true},   {{{0, 15}, {10, 15}}, false}, {{{30, 15}, {50, 15}}, false},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(cairn_segment_enters(cases[i].s, box), cases[i].enters);
}

static void test_segments_meet_also_at_their_ends(void **state) {
  (void)state;
  assert_true(cairn_segments_meet(segment(0, 0, 10, 10), segment(0, 10, 10, 0)));
  assert_true(cairn_segments_meet(segment(0, 0, 10, 0), segment(10, 0, 20, 5)));
  assert_true(cairn_segments_meet(segment(0, 0, 10, 0), segment(5, 0, 5, 5)));
  assert_true(cairn_segments_meet(segment(0, 0, 10, 0), segment(5, 0, 15, 0)));
  assert_false(cairn_segments_meet(segment(0, 0, 10, 0), segment(11, 0, 15, 0)));
  assert_false(cairn_segments_meet(segment(0, 0, 10, 0), segment(0, 1, 10, 1)));
}

static void test_distances(void **state) {
  (void)state;
  assert_float_equal(cairn_segment_distance(segment(0, 0, 10, 0), (CairnPoint){5, 3}), 3, 1e-12);
  assert_float_equal(cairn_segment_distance(segment(0, 0, 10, 0), (CairnPoint){13, 4}), 5, 1e-12);
  assert_float_equal(cairn_segments_distance(segment(0, 0, 10, 0), segment(0, 2, 10, 4)), 2, 1e-12);
  assert_float_equal(cairn_segments_distance(segment(0, 0, 10, 10), segment(0, 10, 10, 0)), 0, 0);
  assert_float_equal(cairn_box_distance((CairnBox){0, 0, 10, 10}, (CairnPoint){13, 14}), 5, 1e-12);
  assert_float_equal(cairn_box_distance((CairnBox){0, 0, 10, 10}, (CairnPoint){3, 4}), 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_segment_enters_only_the_inside),
      cmocka_unit_test(test_segments_meet_also_at_their_ends),
      cmocka_unit_test(test_distances),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
