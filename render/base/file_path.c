#define _XOPEN_SOURCE 700

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* realpath whose result is freed with g_free. */
static char *real_path(const char *path) {
  char *real = realpath(path, NULL);
  if (!real) return NULL;
  char *copy = g_strdup(real);
  free(real);
  return copy;
}

static bool is_inside(const char *path, const char *dir) {
  size_t length = strlen(dir);
  while (length > 0 && dir[length - 1] == '/')
    length--;
  return strncmp(path, dir, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static bool is_allowed(const char *real, const char *base_dir, const char *const *allow_dirs) {
  g_autofree char *base = real_path(base_dir);
  if (base && is_inside(real, base)) return true;
  for (; allow_dirs && *allow_dirs; allow_dirs++) {
    g_autofree char *allowed = real_path(**allow_dirs ? *allow_dirs : ".");
    if (allowed && is_inside(real, allowed)) return true;
  }
  return false;
}

/* "http:", "file:", "data:", ...: RFC 3986, a letter, then letters, digits, "+", "-" and ".". */
static bool has_scheme(const char *url) {
  if (!g_ascii_isalpha(*url)) return false;
  while (g_ascii_isalnum(*url) || *url == '+' || *url == '-' || *url == '.')
    url++;
  return *url == ':';
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The file in the folder of `path` whose name is nearest to that of `path`, or NULL. Free with g_free. */
static char *suggest_file(const char *path, const char *base_dir, const char *const *allow_dirs) {
  g_autofree char *parent = g_path_get_dirname(path);
  g_autofree char *wanted = g_path_get_basename(path);
  g_autofree char *folder = real_path(parent);
  if (!folder || !is_allowed(folder, base_dir, allow_dirs)) return NULL;
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (!dir) return NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    g_ptr_array_add(names, g_strdup(name));
  if (names->len) qsort(names->pdata, names->len, sizeof *names->pdata, compare_names);
  return g_strdup(cairn_suggest(wanted, (const char *const *)names->pdata, names->len));
}

static void set_not_found(GError **error, int number, const char *path, const char *url, const char *base_dir,
                          const char *const *allow_dirs) {
  g_autofree char *nearest = number == ENOENT ? suggest_file(path, base_dir, allow_dirs) : NULL;
  cairn_error_set(error, CAIRN_ERROR_READ, "cannot read the file '%s': %s%s%s%s", url, g_strerror(number),
                  nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
}

char *cairn_path_resolve(const char *base_dir, const char *url, const char *const *allow_dirs,
                         GError **error) {
  const char *base = *base_dir ? base_dir : ".";
  if (!*url) {
    cairn_error_set(error, CAIRN_ERROR_READ, "the URL is empty; expected the path of a file");
    return NULL;
  }
  if (has_scheme(url)) {
    cairn_error_set(
        error, CAIRN_ERROR_READ,
        "cannot read '%s': cairn reads files only; expected a path relative to the folder of the spec", url);
    return NULL;
  }
  g_autofree char *path = g_path_is_absolute(url) ? g_strdup(url) : g_build_filename(base, url, NULL);
  g_autofree char *real = real_path(path);
  if (!real) {
    set_not_found(error, errno, path, url, base, allow_dirs);
    return NULL;
  }
  if (!is_allowed(real, base, allow_dirs)) {
    cairn_error_set(
        error, CAIRN_ERROR_READ,
        "'%s' lies outside the folder of the spec; --allow-dir FOLDER permits reading from FOLDER", url);
    return NULL;
  }
  return g_steal_pointer(&real);
}

char *cairn_path_shown(const char *real_path_text) {
  g_autofree char *here = real_path(".");
  if (!here || strcmp(here, "/") == 0 || !is_inside(real_path_text, here) ||
      strlen(real_path_text) == strlen(here))
    return g_strdup(real_path_text);
  return g_strdup(real_path_text + strlen(here) + 1);
}

bool cairn_path_is_same(const char *a, const char *b) {
  struct stat first, second;
  return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}
