#define _XOPEN_SOURCE 700

#include "base/error.h"
#include "base/file.h"
#include "base/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_AT_ONCE = 256 * 1024 };

struct CairnInput {
  char *name;
  int fd; /* -1 when the bytes are in memory */
  bool standard;
  size_t size;
  GBytes *bytes;
  size_t position;
};

static void set_read_error(GError **error, const char *name, const char *what, int number) {
  cairn_error_in_file(error, CAIRN_ERROR_READ, name, 0, 0, "%s: %s", what, g_strerror(number));
}

static const char *kind_of_file(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

static bool check_regular(const struct stat *status, const char *path, GError **error) {
  if (S_ISREG(status->st_mode)) return true;
  cairn_error_in_file(error, CAIRN_ERROR_READ, path, 0, 0,
                      "this is %s; only regular files are read, and - for standard input",
                      kind_of_file(status->st_mode));
  return false;
}

/* The kind is checked before opening, because opening can have effects on a device, and again after it,
 * because the path may name another file by then. */
static int open_regular(const char *path, size_t *size, GError **error) {
  struct stat status;
  if (stat(path, &status) != 0) {
    set_read_error(error, path, "cannot read this file", errno);
    return -1;
  }
  if (!check_regular(&status, path, error)) return -1;
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0 || fstat(fd, &status) != 0) {
    set_read_error(error, path, "cannot read this file", errno);
  } else if (check_regular(&status, path, error)) {
    *size = (size_t)status.st_size;
    return fd;
  }
  if (fd >= 0) close(fd);
  return -1;
}

CairnInput *cairn_input_open(const char *path, GError **error) {
  bool standard = strcmp(path, "-") == 0;
  size_t size = 0;
  int fd = standard ? STDIN_FILENO : open_regular(path, &size, error);
  if (fd < 0) return NULL;
  CairnInput *input = g_new0(CairnInput, 1);
  input->name = g_strdup(standard ? "<stdin>" : path);
  input->fd = fd;
  input->standard = standard;
  input->size = size;
  return input;
}

CairnInput *cairn_input_from_bytes(const char *name, GBytes *bytes) {
  CairnInput *input = g_new0(CairnInput, 1);
  input->name = g_strdup(name);
  input->fd = -1;
  input->bytes = g_bytes_ref(bytes);
  input->size = g_bytes_get_size(bytes);
  return input;
}

void cairn_input_free(CairnInput *input) {
  if (!input) return;
  if (input->fd >= 0 && !input->standard) close(input->fd);
  if (input->bytes) g_bytes_unref(input->bytes);
  g_free(input->name);
  g_free(input);
}

static bool read_fd(CairnInput *input, char *buffer, size_t size, size_t *n, GError **error) {
  ssize_t got = 0;
  do
    got = read(input->fd, buffer, size);
  while (got < 0 && errno == EINTR);
  if (got < 0) set_read_error(error, input->name, "cannot read on", errno);
  *n = got > 0 ? (size_t)got : 0;
  return got >= 0;
}

/* All that is left of the descriptor; one byte more than `limit` at most, so that the caller sees that there
 * is more. */
static GByteArray *read_rest(CairnInput *input, size_t limit, GError **error) {
  GByteArray *all = g_byte_array_new();
  size_t n = 0;
  do {
    guint used = all->len;
    g_byte_array_set_size(all, used + READ_AT_ONCE);
    if (!read_fd(input, (char *)all->data + used, READ_AT_ONCE, &n, error)) {
      g_byte_array_unref(all);
      return NULL;
    }
    g_byte_array_set_size(all, used + (guint)n);
  } while (n > 0 && all->len <= limit);
  return all;
}

/* GByteArray counts in 32 bits. */
static const size_t largest_in_memory = G_MAXUINT32 / 2;

static bool buffer_all(CairnInput *input, GError **error) {
  GByteArray *all = read_rest(input, largest_in_memory, error);
  if (!all) return false;
  if (all->len > largest_in_memory) {
    g_byte_array_unref(all);
    cairn_error_in_file(error, CAIRN_ERROR_LIMIT, input->name, 0, 0,
                        "more than %zu bytes from standard input; give a file instead", largest_in_memory);
    return false;
  }
  input->bytes = g_byte_array_free_to_bytes(all);
  input->size = g_bytes_get_size(input->bytes);
  input->fd = -1;
  return true;
}

bool cairn_input_read(CairnInput *input, char *buffer, size_t size, size_t *n, GError **error) {
  if (input->standard && !input->bytes && !buffer_all(input, error)) return false;
  if (input->fd >= 0) return read_fd(input, buffer, size, n, error);
  *n = MIN(size, input->size - input->position);
  if (*n) memcpy(buffer, (const char *)g_bytes_get_data(input->bytes, NULL) + input->position, *n);
  input->position += *n;
  return true;
}

bool cairn_input_rewind(CairnInput *input, GError **error) {
  input->position = 0;
  if (input->fd < 0 || input->standard) return true;
  if (lseek(input->fd, 0, SEEK_SET) == 0) return true;
  set_read_error(error, input->name, "cannot read this file a second time", errno);
  return false;
}

static bool write_all(int fd, const char *bytes, size_t n) {
  while (n > 0) {
    ssize_t written = write(fd, bytes, n);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    n -= (size_t)written;
  }
  return true;
}

static bool copy_to(CairnInput *input, int fd, const CairnInputWatch *watch, GError **error) {
  g_autofree char *buffer = g_malloc(READ_AT_ONCE);
  for (size_t n = 1; n > 0; input->size += n) {
    if (!read_fd(input, buffer, READ_AT_ONCE, &n, error)) return false;
    if (watch) watch->copied(watch->data, buffer, n);
    if (write_all(fd, buffer, n)) continue;
    cairn_error_in_file(error, CAIRN_ERROR_READ, input->name, 0, 0,
                        "cannot keep this in a temporary file: %s; TMPDIR names the folder to have it in",
                        g_strerror(errno));
    return false;
  }
  return true;
}

bool cairn_input_keep(CairnInput *input, const CairnInputWatch *watch, GError **error) {
  if (!input->standard || input->bytes) return true;
  int fd = cairn_spool_open_file();
  if (fd < 0) return buffer_all(input, error);
  if (!copy_to(input, fd, watch, error)) {
    close(fd);
    return false;
  }
  input->fd = fd;
  input->standard = false;
  return cairn_input_rewind(input, error);
}

size_t cairn_input_size(const CairnInput *input) {
  return input->size;
}

bool cairn_input_stamp(const CairnInput *input, CairnFileStamp *stamp) {
  struct stat status;
  if (input->fd < 0 || input->standard || fstat(input->fd, &status) != 0) return false;
  *stamp = (CairnFileStamp){.device = status.st_dev,
                            .inode = status.st_ino,
                            .size = (guint64)status.st_size,
                            .modified_s = status.st_mtim.tv_sec,
                            .modified_ns = status.st_mtim.tv_nsec,
                            .changed_s = status.st_ctim.tv_sec,
                            .changed_ns = status.st_ctim.tv_nsec};
  return true;
}

const char *cairn_input_name(const CairnInput *input) {
  return input->name;
}

GBytes *cairn_file_read(const char *path, size_t limit, GError **error) {
  g_autoptr(CairnInput) input = cairn_input_open(path, error);
  if (!input) return NULL;
  limit = MIN(limit, largest_in_memory);
  GByteArray *all = NULL;
  if (input->size <= limit) {
    all = read_rest(input, limit, error);
    if (!all) return NULL;
  }
  if (!all || all->len > limit) {
    if (all) g_byte_array_unref(all);
    cairn_error_in_file(error, CAIRN_ERROR_LIMIT, input->name, 0, 0,
                        "more than %zu bytes, which is the limit", limit);
    return NULL;
  }
  guint length = all->len;
  g_byte_array_append(all, (const guint8 *)"", 1);
  g_autoptr(GBytes) terminated = g_byte_array_free_to_bytes(all);
  return g_bytes_new_from_bytes(terminated, 0, length);
}
