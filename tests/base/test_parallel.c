/* Work on several processors: each part is done once, and all are done when the call returns. */
#include "base/parallel.h"

// cmocka.h needs these before it.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <stdatomic.h>

enum { MOST = 5000 };

typedef struct Parts {
  unsigned done[MOST]; /* not atomic: no two tasks have the same part */
  atomic_int running, most_running;
} Parts;

static void count(void *data, size_t i) {
  Parts *parts = data;
  int running = atomic_fetch_add(&parts->running, 1) + 1, most = atomic_load(&parts->most_running);
  while (running > most && !atomic_compare_exchange_weak(&parts->most_running, &most, running))
    ;
  parts->done[i]++;
  atomic_fetch_sub(&parts->running, 1);
}

static void test_each_once(void **state) {
  (void)state;
  static const size_t numbers[] = {0, 1, 2, 3, 7, 64, MOST};
  for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
    g_autofree Parts *parts = g_new0(Parts, 1);
    cairn_parallel(numbers[k], count, parts);
    assert_int_equal(atomic_load(&parts->running), 0);
    assert_true(atomic_load(&parts->most_running) <= (int)cairn_parallel_threads());
    for (size_t i = 0; i < MOST; i++)
      assert_int_equal(parts->done[i], i < numbers[k]);
  }
}

/* Two tasks that wait for each other: they end only if they run at the same time. */
static void wait_for_other(void *data, size_t i) {
  atomic_int *arrived = data;
  (void)i;
  atomic_fetch_add(arrived, 1);
  gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
  while (atomic_load(arrived) < 2 && g_get_monotonic_time() < end)
    g_thread_yield();
}

static void test_at_the_same_time(void **state) {
  (void)state;
  if (cairn_parallel_threads() < 2) skip();
  atomic_int arrived = 0;
  gint64 start = g_get_monotonic_time();
  cairn_parallel(2, wait_for_other, &arrived);
  assert_int_equal(atomic_load(&arrived), 2);
  assert_true(g_get_monotonic_time() - start < 20 * G_USEC_PER_SEC);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_once), cmocka_unit_test(test_at_the_same_time)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
