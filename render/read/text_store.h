/* The texts of one column: each distinct one once where they come again, else in a file when they are many. */
#pragma once

#include "base/arena.h"
#include "base/spool.h"

#include <stdbool.h>

typedef struct CairnTextStore {
  CairnArena *arena;
  size_t most_bytes; /* of all texts, each with its end; 0: not known, and all stay in memory */
  CairnSpool *spool; /* where texts that are mostly new lie; NULL: in the arena */
  const char *start; /* of the spool, where it will be read */
  char *window;      /* what is not written yet, */
  size_t n_window, n_written;
  size_t n, n_interned, n_new; /* texts; those looked up, and those of them that were not there */
} CairnTextStore;

void cairn_text_store_init(CairnTextStore *store, CairnArena *arena, size_t most_bytes);

/* Where the text will be read, with a NUL behind it: after cairn_text_store_finish. `is_large`: there are so many texts
 * that they need not be in memory. NULL with an error. */
const char *cairn_text_store_add(CairnTextStore *store, const char *text, size_t length, bool is_large,
                                 GError **error);

/* All that was added can be read from now on, as long as the arena lives. */
bool cairn_text_store_finish(CairnTextStore *store, GError **error);

void cairn_text_store_clear(CairnTextStore *store);
