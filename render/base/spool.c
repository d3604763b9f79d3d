#define _GNU_SOURCE /* O_TMPFILE */

#include "base/spool.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
  SMALL = 8 * 1024 * 1024,   /* what is kept in memory in any case */
  LEFT_AT_ONCE = 1024 * 1024, /* a call to the kernel for each block of rows would take as long as reading it */
};

struct CairnSpool {
  int fd; /* -1: in memory */
  void *mapping;
  size_t mapped;
  GMutex lock; /* of the two below */
  char *memory;
  size_t capacity;
};

static int open_in(const char *folder) {
  return folder ? open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600) : -1;
}

/* File systems without O_TMPFILE, such as those of older network servers, get a name for a moment. */
static int open_named(const char *folder) {
  g_autofree char *path = folder ? g_build_filename(folder, ".cairn-rows-XXXXXX", NULL) : NULL;
  int fd = path ? g_mkstemp_full(path, O_RDWR | O_CLOEXEC, 0600) : -1;
  if (fd >= 0) unlink(path);
  return fd;
}

int cairn_spool_open_file(void) {
  const char *const folders[] = {g_getenv("TMPDIR"), "/var/tmp", "/tmp"};
  int fd = -1;
  for (size_t i = 0; i < G_N_ELEMENTS(folders) && fd < 0; i++)
    if ((fd = open_in(folders[i])) < 0) fd = open_named(folders[i]);
  return fd;
}

CairnSpool *cairn_spool_new(size_t most_bytes) {
  CairnSpool *spool = g_new0(CairnSpool, 1);
  bool is_small = most_bytes > 0 && most_bytes <= SMALL;
  spool->fd = is_small ? -1 : cairn_spool_open_file();
  g_mutex_init(&spool->lock);
  return spool;
}

void cairn_spool_free(CairnSpool *spool) {
  if (!spool) return;
  if (spool->mapping) munmap(spool->mapping, spool->mapped);
  if (spool->fd >= 0) close(spool->fd);
  g_mutex_clear(&spool->lock);
  g_free(spool->memory);
  g_free(spool);
}

static bool fail(const char *what, GError **error) {
  cairn_error_set(error, CAIRN_ERROR_READ,
                  "%s the temporary file for rows: %s; TMPDIR names the folder to have it in", what,
                  g_strerror(errno));
  return false;
}

/* ---- Writing and reading ---- */

static void write_memory(CairnSpool *spool, size_t offset, const void *bytes, size_t n) {
  g_mutex_lock(&spool->lock);
  if (offset + n > spool->capacity) {
    size_t capacity = MAX(offset + n, 2 * spool->capacity);
    spool->memory = g_realloc(spool->memory, capacity);
    memset(spool->memory + spool->capacity, 0, capacity - spool->capacity);
    spool->capacity = capacity;
  }
  memcpy(spool->memory + offset, bytes, n);
  g_mutex_unlock(&spool->lock);
}

bool cairn_spool_write(CairnSpool *spool, size_t offset, const void *bytes, size_t n, GError **error) {
  if (n == 0) return true;
  if (spool->fd < 0) {
    write_memory(spool, offset, bytes, n);
    return true;
  }
  for (size_t done = 0; done < n;) {
    ssize_t written = pwrite(spool->fd, (const char *)bytes + done, n - done, (off_t)(offset + done));
    if (written > 0)
      done += (size_t)written;
    else if (written == 0 || errno != EINTR)
      return fail("cannot write", error);
  }
  return true;
}

bool cairn_spool_read(CairnSpool *spool, size_t offset, void *bytes, size_t n, GError **error) {
  if (spool->fd < 0) {
    memcpy(bytes, spool->memory + offset, n);
    return true;
  }
  for (size_t done = 0; done < n;) {
    ssize_t got = pread(spool->fd, (char *)bytes + done, n - done, (off_t)(offset + done));
    if (got > 0)
      done += (size_t)got;
    else if (got == 0 || errno != EINTR)
      return fail("cannot read", error);
  }
  return true;
}

/* ---- In place ---- */

/* What was never written is a hole. */
static const void *map_file(CairnSpool *spool, size_t n_bytes, GError **error) {
  if (ftruncate(spool->fd, (off_t)n_bytes) != 0) {
    fail("cannot write", error);
    return NULL;
  }
  void *mapping = mmap(NULL, n_bytes, PROT_READ, MAP_SHARED, spool->fd, 0);
  if (mapping == MAP_FAILED) {
    fail("cannot read", error);
    return NULL;
  }
  spool->mapping = mapping;
  spool->mapped = n_bytes;
  return mapping;
}

const void *cairn_spool_map(CairnSpool *spool, size_t n_bytes, GError **error) {
  static const double nothing = 0;
  if (n_bytes == 0) return &nothing;
  if (spool->fd < 0) {
    write_memory(spool, n_bytes, "", 0);
    return spool->memory;
  }
  return spool->mapping ? spool->mapping : map_file(spool, n_bytes, error);
}

const void *cairn_spool_map_into(CairnArena *arena, CairnSpool **spool, size_t n_bytes, GError **error) {
  CairnSpool *own = g_steal_pointer(spool);
  cairn_arena_own(arena, own, (GDestroyNotify)cairn_spool_free);
  return cairn_spool_map(own, n_bytes, error);
}

const void *cairn_spool_reserve(CairnSpool *spool, size_t most_bytes, GError **error) {
  if (spool->fd >= 0) return map_file(spool, most_bytes, error);
  spool->memory = g_malloc0(most_bytes);
  spool->capacity = most_bytes;
  return spool->memory;
}

bool cairn_spool_holds(const CairnSpool *spool, const void *place) {
  const char *start = spool->mapping;
  return start && (const char *)place >= start && (const char *)place < start + spool->mapped;
}

void cairn_spool_leave(const CairnSpool *spool, const void *start, size_t n) {
  if (!spool || !spool->mapping) return;
  size_t offset = (size_t)((const char *)start - (char *)spool->mapping);
  size_t first = offset / LEFT_AT_ONCE * LEFT_AT_ONCE, end = (offset + n) / LEFT_AT_ONCE * LEFT_AT_ONCE;
  if (first < end) madvise((char *)spool->mapping + first, end - first, MADV_DONTNEED);
}
