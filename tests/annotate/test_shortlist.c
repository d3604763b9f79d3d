/* A list holds places that are free, cheapest first, near ones and far ones, and where the label stands. */
#include "annotate/shortlist.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 12 };

static const double x[N] = {60, 64, 70, 120, 125, 125.5, 200, 210, 260, 330, 333, 420};

static CairnShortlist list_of(SampleField *sample, CairnSearch *search, int label, double limit,
                              double phase) {
  CairnShortlist list;
  cairn_shortlist_init(&list, sample->arena, label);
  cairn_shortlist_draw(&list, search, limit, phase);
  return list;
}

static void check_kind(const SampleField *sample, const CairnShortlist *list, int from, int n) {
  const CairnMilestoneText *text = &sample->texts[list->label];
  for (int k = from; k < from + n; k++) {
    const CairnCandidate *place = &list->places[k];
    assert_true(list->known[k / CAIRN_WORD] >> (k % CAIRN_WORD) & 1);
    assert_int_equal(list->flags[k / CAIRN_WORD] >> (k % CAIRN_WORD) & 1, place->flag);
    assert_true((place->marker && place->n_path == 0) ||
                cairn_coverage_is_free(sample->field.coverage, &place->box));
    assert_true(k == from || place->cost >= list->places[k - 1].cost);
    assert_int_equal(place->marker, from > 0);
    assert_int_equal(place->marker, place->size == text->n_sizes);
  }
}

static void test_places_are_free_and_in_the_order_of_their_costs(void **state) {
  (void)state;
  SampleField sample;
  sample_field_init(&sample, x, N, 80);
  CairnSearch *search = cairn_search_new(&sample.field, &sample.templates);
  for (int i = 0; i < N; i++) {
    CairnShortlist list = list_of(&sample, search, i, INFINITY, 0.5);
    assert_true(list.n_texts > CAIRN_TEXT_PLACES / 2 && list.n_markers > 20);
    check_kind(&sample, &list, 0, list.n_texts);
    check_kind(&sample, &list, CAIRN_TEXT_PLACES, list.n_markers);
    assert_true(list.places[list.n_texts / 4].cost < 60 && list.places[list.n_texts - 1].cost > 150);
  }
  sample_field_clear(&sample);
}

/* A figure that grows gets leaders of another length; layouts made before keep theirs. */
static void test_templates_of_a_later_layout_do_not_matter(void **state) {
  (void)state;
  SampleField sample;
  sample_field_init(&sample, x, N, 80);
  CairnSearch *search = cairn_search_new(&sample.field, &sample.templates);
  list_of(&sample, search, 6, INFINITY, 0.5);
  cairn_templates_set(&sample.templates, sample.arena, 10, 90, true);
  CairnShortlist list = list_of(&sample, search, 6, INFINITY, 0.2);
  check_kind(&sample, &list, 0, list.n_texts);
  check_kind(&sample, &list, CAIRN_TEXT_PLACES, list.n_markers);
  sample_field_clear(&sample);
}

static void test_a_limit_leaves_room_for_more_that_are_near(void **state) {
  (void)state;
  SampleField sample;
  sample_field_init(&sample, x, N, 80);
  CairnSearch *search = cairn_search_new(&sample.field, &sample.templates);
  CairnShortlist all = list_of(&sample, search, 6, INFINITY, 0.5),
                 near = list_of(&sample, search, 6, 50, 0.5);
  int n_all = 0, n_near = 0;
  for (int k = 0; k < all.n_texts; k++)
    n_all += all.places[k].cost < 50;
  for (int k = 0; k < near.n_texts; k++)
    n_near += near.places[k].cost < 50;
  assert_true(n_near > n_all);
  assert_true(near.places[near.n_texts - 1].cost < 80); /* what the direction costs was not known before */
  sample_field_clear(&sample);
}

static void test_phases_list_other_places(void **state) {
  (void)state;
  SampleField sample;
  sample_field_init(&sample, x, N, 80);
  CairnSearch *search = cairn_search_new(&sample.field, &sample.templates);
  CairnShortlist one = list_of(&sample, search, 8, INFINITY, 0.2),
                 other = list_of(&sample, search, 8, INFINITY, 0.7);
  int n_same = 0;
  for (int k = 0; k < one.n_texts; k++)
    n_same += cairn_shortlist_find(&other, &one.places[k]) >= 0;
  assert_true(n_same < one.n_texts * 3 / 4);
  sample_field_clear(&sample);
}

static void test_the_place_where_a_label_stands_is_listed(void **state) {
  (void)state;
  SampleField sample;
  sample_field_init(&sample, x, N, 80);
  CairnSearch *search = cairn_search_new(&sample.field, &sample.templates);
  assert_int_equal(cairn_search_place(search, 1000000), 0);
  for (int i = 0; i < N; i++) {
    CairnCandidate now = *cairn_search_choice(search, i);
    now.box.x += 0.37; /* no offset leads there */
    cairn_search_take(search, i, &now);
    CairnShortlist list = list_of(&sample, search, i, now.cost, 0.1 * i);
    int k = cairn_shortlist_find(&list, &now);
    assert_true(k >= 0 && list.places[k].box.x == now.box.x);
    now.box.x += 0.37;
    assert_int_equal(cairn_shortlist_find(&list, &now), -1);
  }
  sample_field_clear(&sample);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_places_are_free_and_in_the_order_of_their_costs),
      cmocka_unit_test(test_templates_of_a_later_layout_do_not_matter),
      cmocka_unit_test(test_a_limit_leaves_room_for_more_that_are_near),
      cmocka_unit_test(test_phases_list_other_places),
      cmocka_unit_test(test_the_place_where_a_label_stands_is_listed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
