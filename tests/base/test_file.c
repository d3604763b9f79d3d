/* Files: what is read, where from, and that output is whole or not there. */
#define _GNU_SOURCE

#include "base/error.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Fixture {
  char *dir;
} Fixture;

static char *in_dir(const Fixture *fixture, const char *name) {
  return g_build_filename(fixture->dir, name, NULL);
}

static int set_up(void **state) {
  Fixture *fixture = g_new0(Fixture, 1);
  fixture->dir = g_dir_make_tmp("cairn-file-XXXXXX", NULL);
  *state = fixture;
  return fixture->dir ? 0 : -1;
}

static void remove_tree(const char *path) {
  GDir *dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *child = g_build_filename(path, name, NULL);
    remove_tree(child);
  }
  if (dir) g_dir_close(dir);
  g_remove(path);
}

static int tear_down(void **state) {
  Fixture *fixture = *state;
  remove_tree(fixture->dir);
  g_free(fixture->dir);
  g_free(fixture);
  return 0;
}

static void assert_error(GError *error, CairnErrorCode code, const char *part) {
  assert_non_null(error);
  assert_true(error->domain == CAIRN_ERROR);
  assert_int_equal(error->code, code);
  g_autofree char *message = cairn_error_format(error, "error");
  if (!strstr(message, part)) fail_msg("'%s' does not hold '%s'", message, part);
}

static void assert_content(const char *path, const char *expected) {
  g_autofree char *content = NULL;
  assert_true(g_file_get_contents(path, &content, NULL, NULL));
  assert_string_equal(content, expected);
}

static guint count_files(const char *dir_path) {
  guint n = 0;
  GDir *dir = g_dir_open(dir_path, 0, NULL);
  while (g_dir_read_name(dir))
    n++;
  g_dir_close(dir);
  return n;
}

/* ---- Input ---- */

static void test_read_whole(void **state) {
  g_autofree char *path = in_dir(*state, "a.txt");
  assert_true(g_file_set_contents(path, "ab\0c", 4, NULL));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = cairn_file_read(path, 4, &error);
  assert_null(error);
  assert_int_equal(g_bytes_get_size(bytes), 4);
  assert_memory_equal(g_bytes_get_data(bytes, NULL), "ab\0c\0", 5);
  assert_null(cairn_file_read(path, 3, &error));
  assert_error(error, CAIRN_ERROR_LIMIT, "a.txt: error: more than 3 bytes");
}

static void test_read_refusals(void **state) {
  g_autofree char *pipe = in_dir(*state, "pipe"), *missing = in_dir(*state, "missing");
  assert_int_equal(mkfifo(pipe, 0600), 0);
  const struct {
    const char *path, *part;
  } cases[] = {
      {missing, "No such file"}, {((Fixture *)*state)->dir, "a folder"},
      {pipe, "a pipe"},          {"/dev/null", "this is a device"},
      {"", "No such file"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(cairn_file_read(cases[i].path, 100, &error));
    assert_error(error, CAIRN_ERROR_READ, cases[i].part);
  }
}

static void test_rewind(void **state) {
  g_autofree char *path = in_dir(*state, "a.txt");
  assert_true(g_file_set_contents(path, "hello", -1, NULL));
  g_autoptr(GBytes) bytes = g_bytes_new_static("hello", 5);
  CairnInput *inputs[] = {cairn_input_open(path, NULL), cairn_input_from_bytes("memory", bytes)};
  for (size_t i = 0; i < G_N_ELEMENTS(inputs); i++) {
    char buffer[3];
    size_t n = 0;
    assert_int_equal(cairn_input_size(inputs[i]), 5);
    for (int round = 0; round < 2; round++) {
      assert_true(cairn_input_read(inputs[i], buffer, 3, &n, NULL) && n == 3 &&
                  memcmp(buffer, "hel", 3) == 0);
      assert_true(cairn_input_read(inputs[i], buffer, 3, &n, NULL) && n == 2 && memcmp(buffer, "lo", 2) == 0);
      assert_true(cairn_input_read(inputs[i], buffer, 3, &n, NULL) && n == 0);
      assert_true(cairn_input_rewind(inputs[i], NULL));
    }
    cairn_input_free(inputs[i]);
  }
}

/* ---- Paths ---- */

static void make_tree(const Fixture *fixture) {
  const char *const folders[] = {"charts", "charts/sub", "datasets", "charts-old"};
  const char *const files[] = {"charts/a.csv", "charts/sub/b.csv", "datasets/trade.csv", "charts-old/c.csv"};
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    g_autofree char *path = in_dir(fixture, folders[i]);
    assert_int_equal(g_mkdir(path, 0700), 0);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = in_dir(fixture, files[i]);
    assert_true(g_file_set_contents(path, "x", 1, NULL));
  }
  g_autofree char *inner = in_dir(fixture, "charts/inner.csv"), *outer = in_dir(fixture, "charts/outer.csv");
  assert_int_equal(symlink("a.csv", inner), 0);
  assert_int_equal(symlink("../datasets/trade.csv", outer), 0);
}

static void test_confinement(void **state) {
  make_tree(*state);
  g_autofree char *base = in_dir(*state, "charts"), *datasets = in_dir(*state, "datasets");
  const struct {
    const char *url;
    bool allowed, allowed_with_dir;
    const char *part;
  } cases[] = {
      {"a.csv", true, true, NULL},
      {"./sub/../sub/b.csv", true, true, NULL},
      {"inner.csv", true, true, NULL},
      {"outer.csv", false, true, "outside the folder of the spec; --allow-dir"},
      {"../datasets/trade.csv", false, true, "outside"},
      {"../charts-old/c.csv", false, false, "outside"},
      {"/etc/passwd", false, false, "outside"},
      {"http://example.org/a.csv", false, false, "reads files only"},
      {"file:///etc/passwd", false, false, "reads files only"},
      {"data:text/csv,a", false, false, "reads files only"},
      {"", false, false, "empty"},
      {"b.csv", false, false, "did you mean 'a.csv'?"},
      {"a.csv/x", false, false, "Not a directory"},
  };
  const char *const dirs[] = {datasets, NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    for (int with = 0; with < 2; with++) {
      g_autoptr(GError) error = NULL;
      g_autofree char *real = cairn_path_resolve(base, cases[i].url, with ? dirs : NULL, &error);
      bool expected = with ? cases[i].allowed_with_dir : cases[i].allowed;
      if (expected != (real != NULL))
        fail_msg("%s, %d: %s", cases[i].url, with, real ? real : error->message);
      if (!expected) assert_error(error, CAIRN_ERROR_READ, cases[i].part);
    }
  }
}

static void test_resolved_is_real(void **state) {
  make_tree(*state);
  g_autofree char *base = in_dir(*state, "charts"), *expected = in_dir(*state, "charts/a.csv");
  g_autofree char *real = cairn_path_resolve(base, "sub/../inner.csv", NULL, NULL);
  assert_string_equal(real, expected);
  g_autofree char *absolute = cairn_path_resolve(base, expected, NULL, NULL);
  assert_string_equal(absolute, expected);
}

/* ---- Output ---- */

static void test_write_replaces(void **state) {
  g_autofree char *path = in_dir(*state, "out.svg");
  g_autoptr(GError) error = NULL;
  assert_true(cairn_file_write(path, "one", 3, false, &error));
  assert_true(cairn_file_write(path, "second", 6, true, &error));
  assert_content(path, "second");
  assert_int_equal(count_files(((Fixture *)*state)->dir), 1);
}

static void test_old_file_until_commit(void **state) {
  g_autofree char *path = in_dir(*state, "out.svg");
  assert_true(g_file_set_contents(path, "old", 3, NULL));
  CairnOutput *output = cairn_output_open(path, NULL);
  assert_true(cairn_output_write(output, "new", 3, NULL));
  assert_content(path, "old");
  cairn_output_free(output);
  assert_content(path, "old");
  assert_int_equal(count_files(((Fixture *)*state)->dir), 1);
}

static void test_mode_follows_umask(void **state) {
  g_autofree char *path = in_dir(*state, "out.svg");
  mode_t old = umask(027);
  assert_true(cairn_file_write(path, "x", 1, false, NULL));
  umask(old);
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_mode & 0777, 0640);
}

static void test_link_is_followed(void **state) {
  g_autofree char *path = in_dir(*state, "out.svg"), *link = in_dir(*state, "link.svg");
  assert_true(g_file_set_contents(path, "old", 3, NULL));
  assert_int_equal(symlink("out.svg", link), 0);
  assert_true(cairn_file_write(link, "new", 3, false, NULL));
  assert_content(path, "new");
  assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
}

static void test_long_name(void **state) {
  g_autofree char *name = g_strnfill(255, 'n'), *path = in_dir(*state, name);
  assert_true(cairn_file_write(path, "x", 1, false, NULL));
  assert_content(path, "x");
}

static void test_write_errors(void **state) {
  g_autofree char *no_folder = in_dir(*state, "none/out.svg");
  const struct {
    const char *path, *part;
  } cases[] = {
      {"/dev/full", "/dev/full: error: cannot write: No space left on device"},
      {no_folder, "out.svg: error: cannot write: No such file or directory"},
      {((Fixture *)*state)->dir, "error: cannot write: Is a directory"},
      {"", "the path of the output is empty"},
      {"/proc/out.svg", "/proc/out.svg: error: cannot write"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    assert_false(cairn_file_write(cases[i].path, "x", 1, false, &error));
    assert_error(error, CAIRN_ERROR_OUTPUT, cases[i].part);
  }
  assert_int_equal(count_files(((Fixture *)*state)->dir), 0);
}

static void test_closed_pipe(void **state) {
  g_autofree char *path = in_dir(*state, "pipe");
  assert_int_equal(mkfifo(path, 0600), 0);
  int reader = open(path, O_RDONLY | O_NONBLOCK);
  assert_true(reader >= 0);
  g_autoptr(CairnOutput) output = cairn_output_open(path, NULL);
  assert_non_null(output);
  close(reader);
  signal(SIGPIPE, SIG_IGN);
  g_autoptr(GError) error = NULL;
  assert_false(cairn_output_write(output, "x", 1, &error));
  assert_error(error, CAIRN_ERROR_OUTPUT, "Broken pipe");
}

/* ---- A process that is killed ---- */

/* --wrap makes this of open in the library; a file system may be unable to make a file without a name. */
static bool refuse_nameless;
int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);

int __wrap_open(const char *path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  if (refuse_nameless && (flags & O_TMPFILE) == O_TMPFILE) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return __real_open(path, flags, mode);
}

/* Begins to write a file in a process of its own and returns that process when it waits in the middle. */
static pid_t begin_to_write(const char *path) {
  int ready[2];
  char byte = 'x';
  assert_int_equal(pipe(ready), 0);
  pid_t pid = fork();
  if (pid == 0) {
    CairnOutput *output = cairn_output_open(path, NULL);
    if (output && cairn_output_write(output, "half", 4, NULL) && write(ready[1], &byte, 1) == 1) pause();
    _exit(1);
  }
  close(ready[1]);
  assert_int_equal(read(ready[0], &byte, 1), 1);
  close(ready[0]);
  return pid;
}

static void kill_and_wait(pid_t pid) {
  kill(pid, SIGKILL);
  assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void test_killed_without_name(void **state) {
  const char *dir = ((Fixture *)*state)->dir;
  int fd = __real_open(dir, O_TMPFILE | O_WRONLY, 0666);
  if (fd < 0) skip();
  close(fd);
  g_autofree char *path = in_dir(*state, "out.svg");
  pid_t pid = begin_to_write(path);
  assert_int_equal(count_files(dir), 0);
  kill_and_wait(pid);
  assert_int_equal(count_files(dir), 0);
  assert_true(cairn_file_write(path, "old", 3, false, NULL));
  kill_and_wait(begin_to_write(path));
  assert_content(path, "old");
  assert_int_equal(count_files(dir), 1);
}

static void test_killed_with_name(void **state) {
  const char *dir = ((Fixture *)*state)->dir;
  g_autofree char *path = in_dir(*state, "out.svg"), *other = in_dir(*state, ".cairn.tmp");
  refuse_nameless = true;
  assert_true(cairn_file_write(path, "one", 3, false, NULL));
  assert_true(cairn_file_write(path, "old", 3, true, NULL));
  assert_true(g_file_set_contents(other, "mine", 4, NULL));
  assert_int_equal(count_files(dir), 2);
  pid_t living = begin_to_write(path), dead = begin_to_write(path);
  kill_and_wait(dead);
  assert_int_equal(count_files(dir), 4);
  cairn_output_remove_unfinished(dir);
  assert_int_equal(count_files(dir), 3);
  kill_and_wait(living);
  cairn_output_remove_unfinished(dir);
  assert_int_equal(count_files(dir), 2);
  assert_content(path, "old");
  assert_content(other, "mine");
  refuse_nameless = false;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_read_whole, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_read_refusals, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_rewind, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_confinement, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_resolved_is_real, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_write_replaces, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_old_file_until_commit, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_mode_follows_umask, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_link_is_followed, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_long_name, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_write_errors, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_closed_pipe, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_killed_without_name, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_killed_with_name, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
