/* Labels that are taken away come back where nothing is in their way, and as cheaply as all ways to put them
 * back allow. */
#include "annotate/recreate.h"
#include "annotate/touch.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 12 };

static const double x[N] = {60, 100, 110, 150, 200, 210, 260, 300, 340, 400, 450, 500};

static bool key_is_open(void *data, const bool *keyed) {
  (void)keyed;
  return *(const bool *)data;
}

static CairnSearch *placed(SampleField *sample) {
  sample_field_init(sample, x, N, 50);
  CairnSearch *search = cairn_search_new(&sample->field, &sample->templates);
  assert_int_equal(cairn_search_place(search, 1000000), 0);
  return search;
}

static void begin(CairnRecreation *r, SampleField *sample, CairnSearch *search,
                  const CairnRenewalRules *rules) {
  cairn_recreation_init(r, sample->arena, N);
  cairn_recreation_enter(r, search, rules);
  cairn_recreation_begin(r, INFINITY, 0.5);
  for (int i = 0; i < N; i++)
    assert_true(r->standing.places[i] >= 0); /* where a label stands is one of its places */
}

static void take_out(CairnRecreation *r, int label) {
  r->back[r->n++].label = label;
  r->standing.away[label] = true;
}

static const CairnCandidate *place_of(const CairnRecreation *r, int label, int place) {
  return &r->lists[label].places[place];
}

static bool is_free(const CairnRecreation *r, int label, const CairnCandidate *candidate) {
  for (int i = 0; i < N; i++)
    if (i != label && !r->standing.away[i] &&
        cairn_candidates_touch(&r->search->field->spacing, candidate, place_of(r, i, r->standing.places[i])))
      return false;
  return true;
}

/* The least that both cost together, by a look at every two of their places. */
static double least_of_two(const CairnRecreation *r) {
  CairnField *field = r->search->field;
  int first = r->back[0].label, second = r->back[1].label;
  double least = INFINITY;
  for (int i = 0; i < r->lists[first].n_texts; i++) {
    CairnCandidate a = *place_of(r, first, i);
    if (!cairn_field_rate(field, first, &a) || !is_free(r, first, &a)) continue;
    for (int k = 0; k < r->lists[second].n_texts; k++) {
      CairnCandidate b = *place_of(r, second, k);
      if (cairn_field_rate(field, second, &b) && is_free(r, second, &b) &&
          !cairn_candidates_touch(&field->spacing, &a, &b))
        least = cairn_least(least, a.cost + b.cost);
    }
  }
  return least;
}

static void test_two_labels_stand_as_cheaply_as_any_way_allows(void **state) {
  (void)state;
  bool open = false;
  int dearer = 0;
  CairnRenewalRules rules = {.dropped_cost = 1e5, .key_has_room = key_is_open, .data = &open};
  for (int i = 0; i + 1 < N; i++) {
    SampleField sample;
    CairnRecreation r;
    begin(&r, &sample, placed(&sample), &rules);
    take_out(&r, i);
    take_out(&r, i + 1);
    assert_true(cairn_recreation_solve(&r, 1e5));
    dearer += r.limit > least_of_two(&r) + 0.01; /* of each label only the cheapest places are tried */
    for (int k = 0; k < 2; k++)
      assert_true(is_free(&r, r.back[k].label, place_of(&r, r.back[k].label, r.back[k].best)));
    assert_false(cairn_candidates_touch(&sample.field.spacing, place_of(&r, i, r.back[0].best),
                                        place_of(&r, i + 1, r.back[1].best)));
    sample_field_clear(&sample);
  }
  assert_true(dearer <= 1);
}

static void test_nothing_is_found_that_costs_the_limit(void **state) {
  (void)state;
  bool open = false;
  CairnRenewalRules rules = {.dropped_cost = 1e5, .key_has_room = key_is_open, .data = &open};
  SampleField sample;
  CairnRecreation r;
  begin(&r, &sample, placed(&sample), &rules);
  take_out(&r, 3);
  take_out(&r, 4);
  assert_true(cairn_recreation_solve(&r, 1e5));
  double least = r.limit;
  assert_false(cairn_recreation_solve(&r, least));
  assert_true(cairn_recreation_solve(&r, least + 0.5));
  assert_true(r.limit == least);
  sample_field_clear(&sample);
}

/* How many labels come back as markers, each alone, where those are cheap. */
static int count_markers(bool open) {
  CairnRenewalRules rules = {
      .dropped_cost = 1e5, .few = N, .most = N, .key_has_room = key_is_open, .data = &open};
  SampleField sample;
  CairnSearch *search = placed(&sample);
  int n = 0;
  sample.field.key_cost = 0.01;
  for (int i = 0; i < N; i++) {
    CairnRecreation r;
    cairn_recreation_init(&r, sample.arena, N);
    cairn_recreation_enter(&r, search, &rules);
    cairn_recreation_begin(&r, INFINITY, 0.5);
    take_out(&r, i);
    if (cairn_recreation_solve(&r, 1e5)) n += cairn_is_marker(r.back[0].best);
  }
  sample_field_clear(&sample);
  return n;
}

static void test_markers_ask_the_key(void **state) {
  (void)state;
  assert_true(count_markers(true) > 2);
  assert_int_equal(count_markers(false), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_two_labels_stand_as_cheaply_as_any_way_allows),
      cmocka_unit_test(test_nothing_is_found_that_costs_the_limit),
      cmocka_unit_test(test_markers_ask_the_key),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
