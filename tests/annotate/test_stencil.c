/* What the stencil says is taken must be taken; and most that is taken it must say. */
#include "annotate/stencil.h"
#include "annotate/touch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { N_STANDING = 12, N_ASKED = 20000 };

static const CairnBox area = {10, 5, 300, 200};
static const CairnSpacing gap = {.obstacle = 2.5, .beside = 5, .above = 3.5, .leader = 2, .marker = 1.5};

static double draw(uint64_t *state, double from, double to) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return from + (to - from) * (double)(*state >> 33) / (double)(1u << 31);
}

/* A text of one to six lines with a leader from its lower edge, maybe bent, within the area or a little
 * beside it. */
static CairnCandidate random_candidate(uint64_t *state) {
  CairnCandidate c = {
      .box = {draw(state, 0, 290), draw(state, 0, 190), draw(state, 20, 90), draw(state, 9.4, 70)}};
  double x = draw(state, c.box.x, c.box.x + c.box.width);
  c.path[c.n_path++] = (CairnPoint){x, c.box.y + c.box.height + 1};
  if (draw(state, 0, 1) < 0.5)
    c.path[c.n_path++] = (CairnPoint){x, c.box.y + c.box.height + draw(state, 2, 60)};
  c.path[c.n_path++] = (CairnPoint){draw(state, 10, 310), draw(state, 5, 205)};
  return c;
}

static bool touches_any(const CairnCandidate *c, const CairnCandidate *standing, int n) {
  for (int i = 0; i < n; i++)
    if (cairn_candidates_touch(&gap, c, &standing[i])) return true;
  return false;
}

static bool is_hit(const CairnStencil *stencil, const CairnCandidate *c) {
  return cairn_stencil_hits_box(stencil, c->box) || cairn_stencil_hits_leader(stencil, c);
}

/* Labels that do not touch each other. */
static int stand_some(uint64_t *state, CairnCandidate *standing, CairnStencil *stencil) {
  int n = 0;
  for (int tries = 0; tries < 400 && n < N_STANDING; tries++) {
    CairnCandidate c = random_candidate(state);
    if (touches_any(&c, standing, n)) continue;
    cairn_stencil_set(stencil, &c, true);
    standing[n++] = c;
  }
  return n;
}

static void test_what_is_hit_is_taken(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  for (uint64_t seed = 1; seed <= 5; seed++) {
    uint64_t random = seed;
    CairnCandidate standing[N_STANDING];
    CairnStencil *stencil = cairn_stencil_new(arena, area, gap);
    int n = stand_some(&random, standing, stencil), taken = 0, hit = 0;
    for (int k = 0; k < N_ASKED / 5; k++) {
      CairnCandidate c = random_candidate(&random);
      bool touches = touches_any(&c, standing, n), hits = is_hit(stencil, &c);
      if (hits) assert_true(touches);
      taken += touches;
      hit += hits;
    }
    assert_true(hit > 0.8 * taken);
  }
  cairn_arena_free(arena);
}

static void test_what_is_taken_out_is_free_again(void **state) {
  (void)state;
  CairnArena *arena = cairn_arena_new();
  uint64_t random = 9;
  CairnCandidate standing[N_STANDING];
  CairnStencil *stencil = cairn_stencil_new(arena, area, gap);
  int n = stand_some(&random, standing, stencil);
  assert_true(n > 3);
  for (int i = 0; i < n; i++) {
    assert_true(cairn_stencil_hits_box(stencil, standing[i].box));
    cairn_stencil_set(stencil, &standing[i], false);
  }
  for (int k = 0; k < 1000; k++) {
    CairnCandidate c = random_candidate(&random);
    assert_false(is_hit(stencil, &c));
  }
  cairn_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_is_hit_is_taken),
      cmocka_unit_test(test_what_is_taken_out_is_free_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
