/* Bad specs as data: `cairn check` on each file of tests/invalid/spec prints to standard error what the file
 * of the same name with the further ending .expected says, and exits with 1 if an error is among it.
 *
 * Usage: test_invalid_specs CAIRN, or test_invalid_specs --accept CAIRN to write what it says as expected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;
static bool accept_all;

/* Standard error of `cairn check NAME`, and its exit code. */
static char *run_check(const char *name, int *code) {
  char *arguments[] = {(char *)program, (char *)"check", (char *)name, NULL};
  char *out = NULL, *said = NULL;
  int status = 0;
  g_autoptr(GError) error = NULL;
  if (!g_spawn_sync(NULL, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, &said, &status, &error))
    fail_msg("%s: %s", program, error->message);
  if (!WIFEXITED(status)) fail_msg("%s: cairn was ended by signal %d", name, WTERMSIG(status));
  if (*out) fail_msg("%s: this went to standard output: %s", name, out);
  g_free(out);
  *code = WEXITSTATUS(status);
  return said;
}

static bool has_error(const char *said) {
  return strstr(said, ": error: ") != NULL;
}

static void check_file(const char *name) {
  int code;
  g_autofree char *said = run_check(name, &code), *expected_name = g_strconcat(name, ".expected", NULL),
                  *expected = NULL;
  if (accept_all) assert_true(g_file_set_contents(expected_name, said, -1, NULL));
  if (!g_file_get_contents(expected_name, &expected, NULL, NULL))
    fail_msg("%s is missing; cairn says:\n%s", expected_name, said);
  if (strcmp(said, expected) != 0) fail_msg("%s: cairn says\n%sexpected is\n%s", name, said, expected);
  if (!*said) fail_msg("%s: cairn says nothing", name);
  if (code != (has_error(said) ? 1 : 0)) fail_msg("%s: cairn exits with %d and says\n%s", name, code, said);
}

static int compare_names(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void test_files(void **state) {
  (void)state;
  g_autofree char *folder = g_build_filename(CAIRN_SOURCE_DIR, "tests", "invalid", "spec", NULL);
  assert_int_equal(chdir(folder), 0);
  g_autoptr(GDir) dir = g_dir_open(".", 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(dir)) != NULL;)
    if (g_str_has_suffix(name, ".json") || g_str_has_suffix(name, ".yaml"))
      g_ptr_array_add(names, g_strdup(name));
  assert_true(names->len >= 100);
  qsort(names->pdata, names->len, sizeof *names->pdata, compare_names);
  for (guint i = 0; i < names->len; i++)
    check_file(names->pdata[i]);
}

int main(int argc, char **argv) {
  accept_all = argc == 3 && strcmp(argv[1], "--accept") == 0;
  if (argc != 2 && !accept_all) {
    fprintf(stderr, "usage: test_invalid_specs [--accept] CAIRN\n");
    return 2;
  }
  g_autofree char *path = g_canonicalize_filename(argv[argc - 1], NULL);
  program = path;
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_files)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
