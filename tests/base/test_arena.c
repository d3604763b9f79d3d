#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { PAIR = 2, MOST = 1 << 20 };

/* Each number is its own index as far as `n`, and 0 from there on. */
static void assert_counts(const uint64_t *items, size_t n, size_t room) {
  for (size_t i = 0; i < room; i++)
    assert_true(items[i] == (i < n ? i : 0));
}

/* `between` bytes are taken between any two steps. Past a block it must move, and zero what is new. */
static void grow_all_the_way(CairnArena *arena, size_t between) {
  uint64_t *items = NULL;
  size_t room = 0;
  for (size_t next = PAIR; next <= MOST; next *= 2) {
    items = cairn_arena_grow_array(arena, items, room, next, sizeof *items);
    assert_counts(items, room, next);
    for (size_t i = room; i < next; i++)
      items[i] = i;
    room = next;
    if (between > 0) memset(cairn_arena_alloc(arena, between), 0xff, between);
  }
}

static void test_grows_zeroed_and_keeps_items(void **state) {
  (void)state;
  for (size_t between = 0; between < 100; between += 33) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    grow_all_the_way(arena, between);
  }
}

static void test_last_grows_in_place(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  uint64_t *items = cairn_arena_grow_array(arena, NULL, 0, 8, sizeof *items);
  assert_ptr_equal(cairn_arena_grow_array(arena, items, 8, 16, sizeof *items), items);
  assert_int_equal(cairn_arena_used(arena), 16 * sizeof *items);
  uint64_t *other = cairn_arena_grow_array(arena, NULL, 0, 8, sizeof *other);
  assert_ptr_not_equal(cairn_arena_grow_array(arena, items, 16, 32, sizeof *items), items);
  *other = 1;
  assert_counts(items, 0, 16);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_grows_zeroed_and_keeps_items),
      cmocka_unit_test(test_last_grows_in_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
