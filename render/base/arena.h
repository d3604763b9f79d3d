/* Memory of one chart: allocated piece by piece, freed all at once.
 *
 * Nothing allocated from an arena is freed on its own. Pointers stay valid until cairn_arena_free. Allocation
 * never returns NULL (like g_malloc it aborts when the system has no memory). */
#pragma once

#include <glib.h>
#include <stddef.h>

typedef struct CairnArena CairnArena;

CairnArena *cairn_arena_new(void);
void cairn_arena_free(CairnArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnArena, cairn_arena_free)

/* `size` bytes, zeroed, aligned for any type; a valid pointer also for 0. */
void *cairn_arena_alloc(CairnArena *arena, size_t size);

/* Zeroed array of `n` items; aborts with a message if n × size overflows. */
void *cairn_arena_alloc_array(CairnArena *arena, size_t n, size_t size);

/* Makes room for n items of `size` bytes where there was room for `before` (NULL: none yet), the new ones
 * zeroed. In place if nothing was allocated since, else the items are copied, and the old room is lost until
 * the arena is freed: growing by doubling then costs as much again. */
void *cairn_arena_grow_array(CairnArena *arena, void *items, size_t before, size_t n, size_t size);

#define cairn_arena_one(arena, Type) ((Type *)cairn_arena_alloc((arena), sizeof(Type)))
#define cairn_arena_array(arena, n, Type) ((Type *)cairn_arena_alloc_array((arena), (n), sizeof(Type)))

char *cairn_arena_strdup(CairnArena *arena, const char *text);
char *cairn_arena_strndup(CairnArena *arena, const char *text, size_t length);
char *cairn_arena_concat(CairnArena *arena, const char *first, const char *second);
char *cairn_arena_printf(CairnArena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* One pointer per distinct text: two interned texts of one arena are equal exactly when their pointers are. */
const char *cairn_arena_intern(CairnArena *arena, const char *text, size_t length);

/* Runs `destroy(data)` when the arena is freed, last registered first. */
void cairn_arena_own(CairnArena *arena, void *data, GDestroyNotify destroy);

/* Bytes handed out so far. */
size_t cairn_arena_used(const CairnArena *arena);
