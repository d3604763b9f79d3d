/* What labels bar together where they stand, while they move. */
#include "annotate/standing.h"
#include "annotate/touch.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 14, MOVES = 3000 };

static const double x[N] = {60, 80, 110, 150, 151, 151, 210, 260, 300, 340, 400, 410, 450, 560};

typedef struct Bench {
  SampleField sample;
  CairnShortlist lists[N];
  CairnConflicts conflicts;
  CairnStanding standing;
  uint64_t random;
  int n_barring, n_free;
} Bench;

static int draw(Bench *b, int n) {
  return (int)(sample_random(&b->random) * n);
}

static void bench_init(Bench *b) {
  *b = (Bench){.random = 3};
  sample_field_init(&b->sample, x, N, 70);
  CairnSearch *search = cairn_search_new(&b->sample.field, &b->sample.templates);
  for (int i = 0; i < N; i++)
    cairn_shortlist_init(&b->lists[i], b->sample.arena, i);
  cairn_conflicts_init(&b->conflicts, b->sample.arena, b->lists, N);
  cairn_standing_init(&b->standing, b->sample.arena, &b->conflicts, N);
  cairn_conflicts_begin(&b->conflicts, &b->sample.field);
  cairn_standing_begin(&b->standing);
  for (int i = 0; i < N; i++) {
    cairn_shortlist_draw(&b->lists[i], search, INFINITY, 0.5);
    cairn_conflicts_enter(&b->conflicts, i);
  }
}

static int draw_place(Bench *b, int label) {
  const CairnShortlist *list = &b->lists[label];
  return draw(b, 4) == 0 ? CAIRN_TEXT_PLACES + draw(b, list->n_markers) : draw(b, list->n_texts);
}

/* Does that label stand, count, and touch the place? By a look at both. */
static bool bars(const Bench *b, int other, int label, int place) {
  int stands = b->standing.places[other];
  return other != label && stands >= 0 && !b->standing.away[other] &&
         cairn_candidates_touch(&b->sample.field.spacing, &b->lists[other].places[stands],
                                &b->lists[label].places[place]);
}

static void check(Bench *b, int label, int place) {
  bool barring[N], any = false;
  int n = 0, n_found, found[N];
  for (int i = 0; i < N; i++) {
    barring[i] = bars(b, i, label, place);
    n += barring[i];
  }
  CairnBar bar = cairn_standing_bar(&b->standing, label, place / CAIRN_WORD);
  uint64_t bit = 1ull << (place % CAIRN_WORD);
  if (bar.barred & bit) assert_true(n > 0);
  if (n > 0) assert_true((bar.barred | bar.open) & bit);
  assert_int_equal(cairn_standing_bars(&b->standing, label, place), n > 0);
  assert_true(cairn_standing_find(&b->standing, label, place, N, found, &n_found));
  assert_int_equal(n_found, n);
  for (int k = 0; k < n_found; k++) {
    assert_true(barring[found[k]]);
    barring[found[k]] = false; /* each is found once */
    any = true;
  }
  if (n > 0) assert_false(cairn_standing_find(&b->standing, label, place, n - 1, found, &n_found));
  *(any ? &b->n_barring : &b->n_free) += 1;
}

static void test_labels_bar_places_where_they_stand_now(void **state) {
  (void)state;
  Bench *b = g_new(Bench, 1);
  bench_init(b);
  for (int move = 0; move < MOVES; move++) {
    int label = draw(b, N);
    cairn_standing_put(&b->standing, label, draw(b, 6) == 0 ? CAIRN_NOWHERE : draw_place(b, label));
    b->standing.away[draw(b, N)] = draw(b, 3) == 0;
    for (int k = draw(b, 3); k > 0; k--) { /* not all words are looked at after each move */
      int other = draw(b, N);
      check(b, other, draw_place(b, other));
    }
  }
  assert_true(b->n_barring > 300 && b->n_free > 300);
  sample_field_clear(&b->sample);
  g_free(b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_labels_bar_places_where_they_stand_now)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
