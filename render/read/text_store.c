#include "read/text_store.h"

#include <string.h>

enum {
  INTERN_BYTES = 64,    /* longer texts are rarely repeated */
  INTERN_DISTINCT = 16, /* after as many, a column in which most are new is not interned any more, */
  INTERN_SAMPLE = 16,   /* but for every so manieth text, which may tell that they come again */
  WINDOW = 256 * 1024,  /* bytes that are written at once */
};

void cairn_text_store_init(CairnTextStore *store, CairnArena *arena, size_t most_bytes) {
  *store = (CairnTextStore){.arena = arena, .most_bytes = most_bytes};
}

void cairn_text_store_clear(CairnTextStore *store) {
  g_clear_pointer(&store->spool, cairn_spool_free);
  g_clear_pointer(&store->window, g_free);
  store->n_window = store->n_written = 0;
}

static const char *intern(CairnTextStore *store, const char *text, size_t length) {
  store->n_interned++;
  size_t used = cairn_arena_used(store->arena);
  const char *interned = cairn_arena_intern(store->arena, text, length);
  if (cairn_arena_used(store->arena) != used) store->n_new++;
  return interned;
}

static bool write_window(CairnTextStore *store, GError **error) {
  if (!cairn_spool_write(store->spool, store->n_written, store->window, store->n_window, error)) return false;
  store->n_written += store->n_window;
  store->n_window = 0;
  return true;
}

static bool begin_spool(CairnTextStore *store, GError **error) {
  store->spool = cairn_spool_new(store->most_bytes);
  store->start = cairn_spool_reserve(store->spool, store->most_bytes, error);
  store->window = g_malloc(WINDOW);
  return store->start != NULL;
}

static const char *append(CairnTextStore *store, const char *text, size_t length, GError **error) {
  if (!store->spool && !begin_spool(store, error)) return NULL;
  if (store->n_window + length + 1 > WINDOW && !write_window(store, error)) return NULL;
  char *copy = store->window + store->n_window;
  memcpy(copy, text, length);
  copy[length] = '\0';
  const char *place = store->start + store->n_written + store->n_window;
  store->n_window += length + 1;
  return place;
}

const char *cairn_text_store_add(CairnTextStore *store, const char *text, size_t length, bool is_large,
                                 GError **error) {
  bool mostly_new = store->n_new > INTERN_DISTINCT && store->n_new > store->n_interned / 2;
  bool looks_up = length <= INTERN_BYTES && (!mostly_new || (!is_large && store->n % INTERN_SAMPLE == 0));
  bool fits = store->n_written + store->n_window + length + 1 <= store->most_bytes && length < WINDOW;
  store->n++;
  if (looks_up) return intern(store, text, length);
  return is_large && fits ? append(store, text, length, error) : cairn_arena_strndup(store->arena, text, length);
}

bool cairn_text_store_finish(CairnTextStore *store, GError **error) {
  if (store->spool && !write_window(store, error)) return false;
  g_clear_pointer(&store->window, g_free);
  if (store->spool) cairn_arena_own(store->arena, store->spool, (GDestroyNotify)cairn_spool_free);
  store->spool = NULL;
  return true;
}
