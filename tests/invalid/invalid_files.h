/* Bad inputs as data: each file of a folder of tests/invalid must fail with the message in the file of the
 * same name with the further ending .expected. */
#pragma once

#include "base/error.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int invalid_files_compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void invalid_file_check(const char *name, bool (*load)(const char *path, GError **error)) {
  g_autofree char *expected_name = g_strconcat(name, ".expected", NULL), *expected = NULL;
  if (!g_file_get_contents(expected_name, &expected, NULL, NULL)) fail_msg("%s is missing", expected_name);
  g_autoptr(GError) error = NULL;
  if (load(name, &error)) fail_msg("%s is accepted", name);
  if (!error) fail_msg("%s fails without an error", name);
  g_autofree char *message = cairn_error_format(error, "error");
  if (strcmp(g_strchomp(expected), message) != 0) fail_msg("%s:\n%s\nexpected:\n%s", name, message, expected);
}

/* Messages begin with the file's name, because this changes into the folder. */
static void invalid_files_check(const char *folder, bool (*load)(const char *path, GError **error)) {
  g_autofree char *path = g_build_filename(CAIRN_SOURCE_DIR, "tests", "invalid", folder, NULL);
  assert_int_equal(chdir(path), 0);
  g_autoptr(GDir) dir = g_dir_open(".", 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    if (!g_str_has_suffix(name, ".expected")) g_ptr_array_add(names, g_strdup(name));
  assert_true(names->len > 10);
  qsort(names->pdata, names->len, sizeof *names->pdata, invalid_files_compare);
  for (guint i = 0; i < names->len; i++)
    invalid_file_check(names->pdata[i], load);
}
