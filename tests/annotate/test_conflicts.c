/* What is known of the conflicts of places is what a look at every two of them says. */
#include "annotate/conflicts.h"
#include "annotate/touch.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 12, QUESTIONS = 400 };

static const double x[N] = {60, 64, 70, 120, 125, 125.5, 200, 210, 260, 330, 333, 420};

typedef struct Bench {
  SampleField sample;
  CairnSearch *search;
  CairnShortlist lists[N];
  CairnConflicts conflicts;
  uint64_t random, n_touching, n_apart, n_open;
} Bench;

static void bench_init(Bench *b, double width) {
  *b = (Bench){.random = 5};
  sample_field_init(&b->sample, x, N, width);
  b->search = cairn_search_new(&b->sample.field, &b->sample.templates);
  for (int i = 0; i < N; i++)
    cairn_shortlist_init(&b->lists[i], b->sample.arena, i);
  cairn_conflicts_init(&b->conflicts, b->sample.arena, b->lists, N);
}

/* Other places are listed. */
static void draw_lists(Bench *b, double phase) {
  cairn_conflicts_begin(&b->conflicts, &b->sample.field);
  for (int i = 0; i < N; i++) {
    cairn_shortlist_draw(&b->lists[i], b->search, INFINITY, phase);
    cairn_conflicts_enter(&b->conflicts, i);
  }
}

static int draw(Bench *b, int n) {
  return (int)(sample_random(&b->random) * n);
}

static bool is_known(const Bench *b, int label, int place) {
  return b->lists[label].known[place / CAIRN_WORD] >> (place % CAIRN_WORD) & 1;
}

/* A place of the label that there is: a text, or a marker. */
static int draw_place(Bench *b, int label) {
  const CairnShortlist *list = &b->lists[label];
  return draw(b, 3) == 0 ? CAIRN_TEXT_PLACES + draw(b, list->n_markers) : draw(b, list->n_texts);
}

static void compare(Bench *b, int label, int place, int other) {
  for (int k = 0; k < CAIRN_LIST_PLACES; k++) {
    const CairnBar *bar = cairn_conflicts_bar(&b->conflicts, label, place, other, k / CAIRN_WORD);
    bool barred = bar->barred >> (k % CAIRN_WORD) & 1, open = bar->open >> (k % CAIRN_WORD) & 1;
    if (!is_known(b, other, k)) {
      assert_false(barred || open);
      continue;
    }
    bool touching =
        label != other && cairn_candidates_touch(&b->sample.field.spacing, &b->lists[label].places[place],
                                                 &b->lists[other].places[k]);
    if (!open) assert_int_equal(barred, touching);
    assert_int_equal(cairn_conflicts_touch(&b->conflicts, label, place, other, k), touching);
    b->n_touching += touching;
    b->n_apart += !touching;
    b->n_open += open;
  }
}

static void compare_all(double width) {
  Bench b;
  bench_init(&b, width);
  for (int round = 0; round < 2; round++) {
    draw_lists(&b, 0.3 + 0.4 * round);
    for (int k = 0; k < QUESTIONS; k++) {
      int label = draw(&b, N);
      compare(&b, label, draw_place(&b, label), draw(&b, N));
    }
  }
  assert_true(b.n_touching > 1000 && b.n_apart > 1000 && b.n_open > 100);
  assert_true(b.n_open * 5 < b.n_touching + b.n_apart); /* most are told by bits */
  sample_field_clear(&b.sample);
}

static void test_bits_are_what_every_two_say(void **state) {
  (void)state;
  compare_all(60);
  compare_all(140);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_bits_are_what_every_two_say)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
