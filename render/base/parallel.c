#include "base/parallel.h"

#include <glib.h>
#include <stdatomic.h>

enum { MOST_THREADS = 4 };

typedef struct Tasks {
  size_t n;
  void (*task)(void *data, size_t i);
  void *data;
  atomic_size_t next;
} Tasks;

size_t cairn_parallel_threads(void) {
  return MIN(g_get_num_processors(), MOST_THREADS);
}

static void *work(void *data) {
  Tasks *tasks = data;
  for (size_t i; (i = atomic_fetch_add(&tasks->next, 1)) < tasks->n;)
    tasks->task(tasks->data, i);
  return NULL;
}

void cairn_parallel(size_t n, void (*task)(void *data, size_t i), void *data) {
  Tasks tasks = {.n = n, .task = task, .data = data};
  GThread *threads[MOST_THREADS];
  size_t n_threads = 0;
  while (n_threads + 1 < MIN(n, cairn_parallel_threads())) {
    GThread *thread = g_thread_try_new("rows", work, &tasks, NULL);
    if (!thread) break;
    threads[n_threads++] = thread;
  }
  work(&tasks);
  while (n_threads > 0)
    g_thread_join(threads[--n_threads]);
}
