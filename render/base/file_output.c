#define _XOPEN_SOURCE 700

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAME_TRIES = 1000 };

struct CairnOutput {
  char *shown;     /* the path as the caller gave it */
  char *target;    /* the path with symbolic links resolved; NULL when written directly */
  char *temporary; /* NULL when written directly, or when there is nothing to remove any more */
  int fd;
  bool standard; /* the descriptor is not ours to close */
};

static void set_output_error(GError **error, const char *path, int number) {
  cairn_error_in_file(error, CAIRN_ERROR_OUTPUT, path, 0, 0, "cannot write: %s", g_strerror(number));
}

/* A new file in the folder of `target`. Its name does not grow with the target's, so that it is never too
 * long. */
static int create_temporary(const char *target, char **name) {
  g_autofree char *folder = g_path_get_dirname(target);
  for (int i = 0; i < NAME_TRIES; i++) {
    g_autofree char *base = g_strdup_printf(".cairn-%ld-%d.tmp", (long)getpid(), i);
    g_autofree char *path = g_build_filename(folder, base, NULL);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0666);
    if (fd >= 0) *name = g_steal_pointer(&path);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  errno = EEXIST;
  return -1;
}

static char *resolve_links(const char *path) {
  char *real = realpath(path, NULL);
  char *copy = g_strdup(real ? real : path);
  free(real);
  return copy;
}

static bool open_file(CairnOutput *output, const char *path) {
  struct stat status;
  bool exists = stat(path, &status) == 0;
  if (exists && S_ISDIR(status.st_mode)) {
    errno = EISDIR;
    return false;
  }
  if (exists && !S_ISREG(status.st_mode)) {
    output->fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return output->fd >= 0;
  }
  /* Renaming over a file that its owner made read-only would succeed. */
  if (exists && access(path, W_OK) != 0) return false;
  output->target = resolve_links(path);
  output->fd = create_temporary(output->target, &output->temporary);
  return output->fd >= 0;
}

CairnOutput *cairn_output_open(const char *path, GError **error) {
  g_autoptr(CairnOutput) output = g_new0(CairnOutput, 1);
  output->standard = strcmp(path, "-") == 0;
  output->shown = g_strdup(output->standard ? "<stdout>" : path);
  output->fd = output->standard ? STDOUT_FILENO : -1;
  if (!*path) {
    cairn_error_set(error, CAIRN_ERROR_OUTPUT, "the path of the output is empty");
    return NULL;
  }
  if (!output->standard && !open_file(output, path)) {
    set_output_error(error, path, errno);
    return NULL;
  }
  return g_steal_pointer(&output);
}

bool cairn_output_write(CairnOutput *output, const void *bytes, size_t n, GError **error) {
  for (const char *p = bytes; n > 0;) {
    ssize_t written = write(output->fd, p, n);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      set_output_error(error, output->shown, errno);
      return false;
    }
    p += written;
    n -= (size_t)written;
  }
  return true;
}

/* Devices and pipes cannot be synchronized and need not be. */
static bool sync_fd(int fd) {
  return fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS;
}

static bool sync_folder(const char *target) {
  g_autofree char *folder = g_path_get_dirname(target);
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return false;
  bool done = sync_fd(fd);
  int number = errno;
  close(fd);
  errno = number;
  return done;
}

static bool close_fd(CairnOutput *output) {
  int fd = output->fd;
  output->fd = -1;
  return output->standard || close(fd) == 0 || errno == EINTR;
}

static bool put_in_place(CairnOutput *output, bool sync) {
  if (sync && !sync_fd(output->fd)) return false;
  if (!close_fd(output)) return false;
  if (!output->target) return true;
  if (rename(output->temporary, output->target) != 0) return false;
  g_clear_pointer(&output->temporary, g_free);
  return !sync || sync_folder(output->target);
}

bool cairn_output_commit(CairnOutput *output, bool sync, GError **error) {
  if (put_in_place(output, sync)) return true;
  set_output_error(error, output->shown, errno);
  return false;
}

void cairn_output_free(CairnOutput *output) {
  if (!output) return;
  if (output->fd >= 0) close_fd(output);
  if (output->temporary) unlink(output->temporary);
  g_free(output->temporary);
  g_free(output->target);
  g_free(output->shown);
  g_free(output);
}

bool cairn_file_write(const char *path, const void *bytes, size_t n, bool sync, GError **error) {
  g_autoptr(CairnOutput) output = cairn_output_open(path, error);
  return output && cairn_output_write(output, bytes, n, error) && cairn_output_commit(output, sync, error);
}

void cairn_output_remove_unfinished(const char *path, long pid) {
  g_autofree char *target = resolve_links(path);
  g_autofree char *folder = g_path_get_dirname(target);
  g_autofree char *prefix = g_strdup_printf(".cairn-%ld-", pid);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *file = g_build_filename(folder, name, NULL);
    if (g_str_has_prefix(name, prefix) && g_str_has_suffix(name, ".tmp")) unlink(file);
  }
}
