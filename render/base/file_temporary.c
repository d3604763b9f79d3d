#define _GNU_SOURCE

#include "base/file_temporary.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_TRIES = 1000 };

#define NAME_PREFIX ".cairn-"
#define NAME_SUFFIX ".tmp"

/* A name in `folder` does not grow with the target's, so that it is never too long. */
static char *name_in(const char *folder, int number) {
  g_autofree char *base = g_strdup_printf(NAME_PREFIX "%ld-%d" NAME_SUFFIX, (long)getpid(), number);
  return g_build_filename(folder, base, NULL);
}

/* ---- Making one ---- */

/* It can get a name later by /proc only. */
static int open_nameless(const char *folder) {
  if (access("/proc/self/fd", X_OK) != 0) return -1;
  return open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
}

/* Before the lock was there, cairn_output_remove_unfinished may have removed the file. */
static bool lock(int fd) {
  struct stat status;
  flock(fd, LOCK_EX | LOCK_NB);
  return fstat(fd, &status) == 0 && status.st_nlink > 0;
}

static int open_named(const char *folder, char **name) {
  for (int i = 0; i < NAME_TRIES; i++) {
    g_autofree char *path = name_in(folder, i);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
    if (fd < 0 && errno != EEXIST) return -1;
    if (fd >= 0 && lock(fd)) {
      *name = g_steal_pointer(&path);
      return fd;
    }
    if (fd >= 0) close(fd);
  }
  errno = EEXIST;
  return -1;
}

bool cairn_temporary_open(CairnTemporary *temporary, const char *target) {
  g_autofree char *folder = g_path_get_dirname(target);
  temporary->name = NULL;
  temporary->fd = open_nameless(folder);
  if (temporary->fd < 0) temporary->fd = open_named(folder, &temporary->name);
  return temporary->fd >= 0;
}

/* ---- Putting it in its place ---- */

static bool give_name(int fd, const char *path) {
  char descriptor[32];
  snprintf(descriptor, sizeof descriptor, "/proc/self/fd/%d", fd);
  return linkat(AT_FDCWD, descriptor, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}

static bool give_own_name(CairnTemporary *temporary, const char *target) {
  g_autofree char *folder = g_path_get_dirname(target);
  flock(temporary->fd, LOCK_EX | LOCK_NB);
  for (int i = 0; i < NAME_TRIES; i++) {
    g_autofree char *path = name_in(folder, i);
    if (give_name(temporary->fd, path)) {
      temporary->name = g_steal_pointer(&path);
      return true;
    }
    if (errno != EEXIST) return false;
  }
  return false;
}

static bool rename_to(CairnTemporary *temporary, const char *target) {
  if (rename(temporary->name, target) != 0) return false;
  g_clear_pointer(&temporary->name, g_free);
  return true;
}

/* A file cannot be linked over another: it gets a name first. No signal that can be held comes between. */
static bool replace(CairnTemporary *temporary, const char *target) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool done = give_own_name(temporary, target) && rename_to(temporary, target);
  int number = errno;
  if (!done && temporary->name) unlink(temporary->name);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = number;
  return done;
}

bool cairn_temporary_place(CairnTemporary *temporary, const char *target) {
  if (temporary->name) return rename_to(temporary, target);
  return give_name(temporary->fd, target) || (errno == EEXIST && replace(temporary, target));
}

void cairn_temporary_close(CairnTemporary *temporary) {
  if (temporary->name) unlink(temporary->name);
  g_clear_pointer(&temporary->name, g_free);
  if (temporary->fd >= 0) close(temporary->fd);
  temporary->fd = -1;
}

/* ---- What others left ---- */

/* The lock can be had when no process has the file open any more. */
static void remove_if_left(const char *path) {
  int fd = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return;
  struct stat locked, named;
  if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &locked) == 0 && lstat(path, &named) == 0 &&
      locked.st_ino == named.st_ino && locked.st_dev == named.st_dev && S_ISREG(locked.st_mode))
    unlink(path);
  close(fd);
}

void cairn_output_remove_unfinished(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
    if (!g_str_has_prefix(name, NAME_PREFIX) || !g_str_has_suffix(name, NAME_SUFFIX)) continue;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    remove_if_left(path);
  }
}
