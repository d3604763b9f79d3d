#define _XOPEN_SOURCE 700

#include "base/error.h"
#include "base/file.h"
#include "base/file_temporary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct CairnOutput {
  char *shown;  /* the path as the caller gave it */
  char *target; /* the path with symbolic links resolved; NULL when written directly */
  CairnTemporary temporary;
  bool standard; /* the descriptor is not ours to close */
};

static void set_output_error(GError **error, const char *path, int number) {
  cairn_error_in_file(error, CAIRN_ERROR_OUTPUT, path, 0, 0, "cannot write: %s", g_strerror(number));
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
    output->temporary.fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return output->temporary.fd >= 0;
  }
  /* Renaming over a file that its owner made read-only would succeed. */
  if (exists && access(path, W_OK) != 0) return false;
  output->target = exists ? resolve_links(path) : g_strdup(path);
  return cairn_temporary_open(&output->temporary, output->target);
}

CairnOutput *cairn_output_open(const char *path, GError **error) {
  g_autoptr(CairnOutput) output = g_new0(CairnOutput, 1);
  output->standard = strcmp(path, "-") == 0;
  output->shown = g_strdup(output->standard ? "<stdout>" : path);
  output->temporary.fd = output->standard ? STDOUT_FILENO : -1;
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
    ssize_t written = write(output->temporary.fd, p, n);
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

/* Some file systems tell only now that they could not write; the descriptor stays open, and with it the lock.
 */
static bool flush(const CairnOutput *output) {
  int copy = output->standard ? -1 : dup(output->temporary.fd);
  return copy < 0 || close(copy) == 0 || errno == EINTR;
}

static bool put_in_place(CairnOutput *output, bool sync) {
  if (sync && !sync_fd(output->temporary.fd)) return false;
  if (!flush(output)) return false;
  if (!output->target) return true;
  if (!cairn_temporary_place(&output->temporary, output->target)) return false;
  return !sync || sync_folder(output->target);
}

bool cairn_output_commit(CairnOutput *output, bool sync, GError **error) {
  if (put_in_place(output, sync)) return true;
  set_output_error(error, output->shown, errno);
  return false;
}

void cairn_output_free(CairnOutput *output) {
  if (!output) return;
  if (!output->standard) cairn_temporary_close(&output->temporary);
  g_free(output->target);
  g_free(output->shown);
  g_free(output);
}

bool cairn_file_write(const char *path, const void *bytes, size_t n, bool sync, GError **error) {
  g_autoptr(CairnOutput) output = cairn_output_open(path, error);
  return output && cairn_output_write(output, bytes, n, error) && cairn_output_commit(output, sync, error);
}
