#define _DEFAULT_SOURCE /* madvise, MADV_HUGEPAGE */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024, HUGE_PAGE = 2 * 1024 * 1024 };

typedef struct Block {
  struct Block *previous;
  size_t size, used;
  alignas(max_align_t) char bytes[];
} Block;

typedef struct Owned {
  struct Owned *previous;
  void *data;
  GDestroyNotify destroy;
} Owned;

typedef struct Interned {
  uint32_t hash;
  size_t length;
  const char *text;
} Interned;

struct CairnArena {
  Block *block;
  Owned *owned;
  size_t total;
  Interned *interned; /* open addressing; a slot is free when its text is NULL */
  size_t n_interned, n_slots;
};

CairnArena *cairn_arena_new(void) {
  return g_new0(CairnArena, 1);
}

void cairn_arena_free(CairnArena *arena) {
  if (!arena) return;
  for (Owned *owned = arena->owned; owned; owned = owned->previous)
    owned->destroy(owned->data);
  while (arena->block) {
    Block *previous = arena->block->previous;
    free(arena->block);
    arena->block = previous;
  }
  g_free(arena->interned);
  g_free(arena);
}

/* `size` bytes with the header. Large ones ask for huge pages: to hand out memory 4 KiB at a time takes the
 * kernel longer than many a chart. */
static Block *new_block(size_t size) {
  if (size < HUGE_PAGE) return g_malloc(size);
  void *block = NULL;
  if (posix_memalign(&block, HUGE_PAGE, size) != 0)
    g_error("failed to allocate %zu bytes", size); /* as g_malloc */
  madvise(block, size, MADV_HUGEPAGE);             /* no harm done if there are none */
  return block;
}

/* Blocks double in size; a request that is larger than half a block gets a block of its own, placed behind
 * the current one so that the rest of the current one is still used. */
static Block *block_for(CairnArena *arena, size_t size) {
  Block *current = arena->block;
  if (current && current->size - current->used >= size) return current;
  size_t next = current ? MIN((sizeof(Block) + current->size) * 2, (size_t)LARGEST_BLOCK) : FIRST_BLOCK;
  bool own = size > next / 2;
  size_t whole = own ? sizeof(Block) + size : next;
  Block *block = new_block(whole);
  block->size = whole - sizeof(Block);
  block->used = 0;
  if (own && current) {
    block->previous = current->previous;
    current->previous = block;
  } else {
    block->previous = current;
    arena->block = block;
  }
  return block;
}

void *cairn_arena_alloc(CairnArena *arena, size_t size) {
  const size_t alignment = alignof(max_align_t);
  if (size > SIZE_MAX / 2) g_error("out of memory: %zu bytes asked for", size);
  size = (MAX(size, 1) + alignment - 1) & ~(alignment - 1);
  Block *block = block_for(arena, size);
  void *result = block->bytes + block->used;
  block->used += size;
  arena->total += size;
  if (size > 4 * alignment) return memset(result, 0, size);
  for (size_t i = 0; i < size; i += alignment) /* most are this small, and the call would take longer */
    memset((char *)result + i, 0, alignment);
  return result;
}

void *cairn_arena_alloc_array(CairnArena *arena, size_t n, size_t size) {
  size_t bytes = 0;
  if (!g_size_checked_mul(&bytes, n, size))
    g_error("out of memory: %zu items of %zu bytes asked for", n, size);
  return cairn_arena_alloc(arena, bytes);
}

/* Takes `more` bytes right behind `end`, if that is where the free part of the current block begins. */
static bool extend_in_place(CairnArena *arena, const char *end, size_t more) {
  Block *block = arena->block;
  if (!block || end != block->bytes + block->used || block->size - block->used < more) return false;
  memset(block->bytes + block->used, 0, more);
  block->used += more;
  arena->total += more;
  return true;
}

void *cairn_arena_grow_array(CairnArena *arena, void *items, size_t before, size_t n, size_t size) {
  const size_t alignment = alignof(max_align_t), old = before * size;
  bool whole =
      old > 0 && old % alignment == 0 && n > before && n < SIZE_MAX / 2 / size && n * size % alignment == 0;
  if (whole && extend_in_place(arena, (char *)items + old, n * size - old)) return items;
  void *grown = cairn_arena_alloc_array(arena, n, size);
  if (old > 0) memcpy(grown, items, MIN(old, n * size));
  return grown;
}

char *cairn_arena_strndup(CairnArena *arena, const char *text, size_t length) {
  char *copy = cairn_arena_alloc(arena, length + 1);
  if (length) memcpy(copy, text, length);
  return copy;
}

char *cairn_arena_strdup(CairnArena *arena, const char *text) {
  return cairn_arena_strndup(arena, text, strlen(text));
}

char *cairn_arena_concat(CairnArena *arena, const char *first, const char *second) {
  const size_t n_first = strlen(first), n_second = strlen(second);
  char *joined = cairn_arena_alloc(arena, n_first + n_second + 1);
  memcpy(joined, first, n_first);
  memcpy(joined + n_first, second, n_second);
  return joined;
}

char *cairn_arena_printf(CairnArena *arena, const char *format, ...) {
  char text[128];
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (length < 0) g_error("a text cannot be formatted as \"%s\"", format);
  if ((size_t)length < sizeof text) return cairn_arena_strndup(arena, text, (size_t)length);
  char *result = cairn_arena_alloc(arena, (size_t)length + 1);
  va_start(arguments, format);
  vsnprintf(result, (size_t)length + 1, format, arguments);
  va_end(arguments);
  return result;
}

/* FNV-1a. */
static uint32_t hash_bytes(const char *text, size_t length) {
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < length; i++)
    hash = (hash ^ (uint8_t)text[i]) * 16777619u;
  return hash;
}

static Interned *slot_for(Interned *slots, size_t n_slots, uint32_t hash, const char *text, size_t length) {
  size_t i = hash & (n_slots - 1);
  while (slots[i].text &&
         !(slots[i].hash == hash && slots[i].length == length && memcmp(slots[i].text, text, length) == 0))
    i = (i + 1) & (n_slots - 1);
  return &slots[i];
}

static void grow_interned(CairnArena *arena) {
  size_t n_slots = MAX(arena->n_slots * 2, 256);
  Interned *slots = g_new0(Interned, n_slots);
  for (size_t i = 0; i < arena->n_slots; i++) {
    const Interned *old = &arena->interned[i];
    if (old->text) *slot_for(slots, n_slots, old->hash, old->text, old->length) = *old;
  }
  g_free(arena->interned);
  arena->interned = slots;
  arena->n_slots = n_slots;
}

const char *cairn_arena_intern(CairnArena *arena, const char *text, size_t length) {
  if (arena->n_interned * 4 >= arena->n_slots * 3) grow_interned(arena);
  uint32_t hash = hash_bytes(text, length);
  Interned *slot = slot_for(arena->interned, arena->n_slots, hash, text, length);
  if (!slot->text) {
    *slot = (Interned){hash, length, cairn_arena_strndup(arena, text, length)};
    arena->n_interned++;
  }
  return slot->text;
}

void cairn_arena_own(CairnArena *arena, void *data, GDestroyNotify destroy) {
  Owned *owned = cairn_arena_one(arena, Owned);
  *owned = (Owned){arena->owned, data, destroy};
  arena->owned = owned;
}

size_t cairn_arena_used(const CairnArena *arena) {
  return arena->total;
}
