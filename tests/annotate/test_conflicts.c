/* What is known of the conflicts of places is what a look at every two of them says, however labels move. */
#include "annotate/conflicts.h"
#include "annotate/search_state.h"
#include "annotate/touch.h"
#include "sample_field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N = 12, MOVES = 60, BLOCKS = 4 };

static const double x[N] = {60, 64, 70, 120, 125, 126, 200, 210, 260, 330, 333, 420};

typedef struct Bench {
  SampleField sample;
  CairnSearch *search;
  CairnConflicts conflicts;
  CairnPlaces places[2][N];
  uint64_t random, out, n_free, n_taken;
} Bench;

static void bench_init(Bench *b, double width) {
  *b = (Bench){.random = 5};
  sample_field_init(&b->sample, x, N, width);
  b->search = cairn_search_new(&b->sample.field);
  cairn_conflicts_init(&b->conflicts, b->sample.field.arena, &b->sample.field, b->search->chosen);
  for (int i = 0; i < N; i++)
    for (int marker = 0; marker < 2; marker++)
      b->places[marker][i] =
          (CairnPlaces){.choices = cairn_search_choices(b->search, i, marker), .markers = marker};
}

static int draw(Bench *b, int n) {
  return (int)(sample_random(&b->random) * n);
}

/* One label goes to one of its places, or to none; others may be in its way. */
static void move_one(Bench *b) {
  int i = draw(b, N);
  CairnChoices *choices = cairn_search_choices(b->search, i, draw(b, 3) == 0);
  int wish = draw(b, 120);
  bool some = draw(b, 5) > 0 && cairn_choices_reach(choices, &b->sample.field, wish, INFINITY);
  CairnCandidate place = some ? cairn_choices_get(choices, &b->sample.field, wish) : (CairnCandidate){0};
  if (some)
    cairn_search_take(b->search, i, &place);
  else
    cairn_search_leave(b->search, i);
  cairn_conflicts_moved(&b->conflicts, i);
}

static bool is_free(const Bench *b, int label, const CairnCandidate *candidate) {
  for (int i = 0; i < N; i++)
    if (i != label && !(b->out >> i & 1) && cairn_search_has(b->search, i) &&
        cairn_candidates_touch(&b->sample.field.spacing, candidate, &b->search->chosen[i]))
      return false;
  return true;
}

static void compare_block(Bench *b, CairnPlaces *places, int block) {
  uint64_t known = 0;
  double limit = 60 + draw(b, 60);
  if (!cairn_conflicts_free(&b->conflicts, places, block, &b->out, limit, &known)) return;
  for (int k = 0; k < CAIRN_BLOCK && block * CAIRN_BLOCK + k < places->choices->n; k++) {
    int index = block * CAIRN_BLOCK + k;
    CairnCandidate candidate = cairn_choices_get(places->choices, &b->sample.field, index);
    bool free = is_free(b, places->choices->milestone, &candidate);
    if (!(known >> k & 1)) assert_false(free);
    if (known >> k & 1)
      assert_int_equal(cairn_conflicts_is_free(&b->conflicts, places, index, &candidate, &b->out), free);
    b->n_free += free;
    b->n_taken += !free;
  }
}

static void compare_at(Bench *b, CairnPlaces *places, int index) {
  if (index >= places->choices->n) return;
  uint64_t touching, found = 0;
  CairnCandidate candidate = cairn_choices_get(places->choices, &b->sample.field, index);
  cairn_conflicts_at(&b->conflicts, places, index, &touching);
  for (int i = 0; i < N; i++)
    if (i != places->choices->milestone && cairn_search_has(b->search, i) &&
        cairn_candidates_touch(&b->sample.field.spacing, &candidate, &b->search->chosen[i]))
      found |= 1ull << i;
  assert_int_equal(touching, found);
}

static void compare_all(double width) {
  Bench b;
  bench_init(&b, width);
  for (int k = 0; k < MOVES; k++) {
    move_one(&b);
    b.out = k % 3 ? 1ull << draw(&b, N) | 1ull << draw(&b, N) : 0;
    for (int i = 0; i < N; i++)
      for (int marker = 0; marker < 2; marker++) {
        compare_block(&b, &b.places[marker][i], draw(&b, BLOCKS));
        compare_at(&b, &b.places[marker][i], draw(&b, 100));
      }
  }
  assert_true(b.n_free > 1000 && b.n_taken > 1000);
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
