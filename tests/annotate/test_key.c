/* The key: entries in order, inside their box, apart from each other. */
#include "annotate/key.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 40 };

static CairnLabelSize sizes[N][2];
static CairnMilestoneText texts[N];
static int keyed[N];

static void fill(void) {
  for (int i = 0; i < N; i++) {
    sizes[i][0] = (CairnLabelSize){60 + i * 37 % 80, 9.4, 1};
    sizes[i][1] = (CairnLabelSize){40 + i * 37 % 80 / 2.0, 20.9, 2};
    texts[i] = (CairnMilestoneText){.order = i, .priority = 1, .sizes = sizes[i], .n_sizes = 2};
    keyed[i] = i;
  }
}

static void check_entries(const CairnLabelPlace *places, CairnBox box) {
  for (int i = 0; i < N; i++) {
    CairnBox a = places[i].key_box;
    assert_int_equal(places[i].number, i + 1);
    assert_true(a.x >= box.x && a.x + a.width <= box.x + box.width + 0.01);
    assert_true(a.y >= box.y && a.y + a.height <= box.y + box.height + 0.01);
    for (int k = 0; k < i; k++)
      assert_false(cairn_box_intersects(a, places[k].key_box));
  }
}

static void test_ways_to_set_the_key(void **state) {
  (void)state;
  fill();
  CairnLabelOptions options = cairn_label_options(10);
  static const struct {
    double most, scale;
    bool columns;
  } cases[] = {{INFINITY, 1, true}, {120, 0.9, true}, {100, 0.9, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    CairnLabelPlace places[N] = {0};
    CairnKeyLayout layout = cairn_key_measure(texts, keyed, N, &options, 600, cases[i].most);
    assert_true(layout.fits);
    assert_float_equal(layout.scale, cases[i].scale, 1e-9);
    assert_int_equal(layout.columns > 0, cases[i].columns);
    CairnBox box = {6, 300, 600, layout.height};
    cairn_key_arrange(texts, keyed, N, &options, layout, box, places);
    check_entries(places, box);
  }
}

static void test_text_is_never_below_nine_px(void **state) {
  (void)state;
  fill();
  CairnLabelOptions options = cairn_label_options(9);
  assert_float_equal(cairn_key_measure(texts, keyed, N, &options, 600, 10).scale, 1, 1e-9);
}

static void test_a_text_too_wide_does_not_fit(void **state) {
  (void)state;
  fill();
  CairnLabelOptions options = cairn_label_options(10);
  assert_false(cairn_key_measure(texts, keyed, N, &options, 50, INFINITY).fits);
  assert_true(cairn_key_measure(texts, keyed, 0, &options, 50, INFINITY).fits);
}

/* For all numbers of entries and heights: as measuring says. */
static void test_asking_whether_it_fits_agrees_with_measuring(void **state) {
  (void)state;
  fill();
  CairnLabelOptions options = cairn_label_options(10);
  int n_fit = 0, n_not = 0;
  for (int n = 0; n <= N; n++)
    for (double width = 50; width <= 600; width += 110)
      for (double most = 60; most <= 180; most += 60)
        for (double height = 3.7; height <= 200; height += 9.1) {
          CairnKeyLayout layout = cairn_key_measure(texts, keyed, n, &options, width, most);
          if (fabs(layout.height - height) < 0.1) continue; /* measuring is less exact */
          bool fits = layout.fits && layout.height <= height;
          assert_int_equal(cairn_key_fits(texts, keyed, n, &options, width, most, height), fits);
          n_fit += fits, n_not += !fits;
        }
  assert_true(n_fit > 1000 && n_not > 1000);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_ways_to_set_the_key),
                                     cmocka_unit_test(test_text_is_never_below_nine_px),
                                     cmocka_unit_test(test_a_text_too_wide_does_not_fit),
                                     cmocka_unit_test(test_asking_whether_it_fits_agrees_with_measuring)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
