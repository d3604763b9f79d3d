/* Arrays that may be larger than the memory: written piece by piece, in any order and by several threads,
 * then read in place.
 *
 * Large ones lie in a file without a name, which is gone with the process however that ends. It is in the
 * folder that TMPDIR names, else in /var/tmp, else in /tmp; where none can be written to, the array is in
 * memory. */
#pragma once

#include "base/arena.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct CairnSpool CairnSpool;

/* `most_bytes`: what will be written at most, 0 when that is not known. Bytes that are never written are 0.
 */
CairnSpool *cairn_spool_new(size_t most_bytes);
void cairn_spool_free(CairnSpool *spool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CairnSpool, cairn_spool_free)

/* Threads may write at the same time where they do not write to the same place. False with an error without a
 * place when the disk is full. */
bool cairn_spool_write(CairnSpool *spool, size_t offset, const void *bytes, size_t n, GError **error);

/* Reads bytes that were written. */
bool cairn_spool_read(CairnSpool *spool, size_t offset, void *bytes, size_t n, GError **error);

/* The first `n_bytes` of the array, to read; valid until cairn_spool_free. Nothing may be written afterwards.
 * NULL with an error. */
const void *cairn_spool_map(CairnSpool *spool, size_t n_bytes, GError **error);

/* The same, for as long as `arena` lives, which takes the spool: *spool becomes NULL. */
const void *cairn_spool_map_into(CairnArena *arena, CairnSpool **spool, size_t n_bytes, GError **error);

/* The same before anything is written, for at most `most_bytes`: where all will be read that cairn_spool_write then writes. */
const void *cairn_spool_reserve(CairnSpool *spool, size_t most_bytes, GError **error);

/* Is this a place in what cairn_spool_map or cairn_spool_reserve gave? */
bool cairn_spool_holds(const CairnSpool *spool, const void *place);

/* A new file without a name for reading and writing, where large arrays would lie; -1 where none can be made. */
int cairn_spool_open_file(void);

/* Bytes [start, start + n) of what cairn_spool_map gave, and those shortly before, will not be read soon: they need
 * not be kept in memory. To be told of one part after the other, of any size: they are left by the megabyte. */
void cairn_spool_leave(const CairnSpool *spool, const void *start, size_t n);
