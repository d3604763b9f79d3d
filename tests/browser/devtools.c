/* devtools BROWSER ARGUMENT... < COMMANDS: starts Chromium without a window and does what the commands say,
 * one a line:
 *
 *   size WIDTH HEIGHT     of the page, in px
 *   fit WIDTH             makes the page that wide, and as high as what stands in it
 *   scheme dark|light     what the reader prefers
 *   open URL              and wait until the page and its fonts are loaded
 *   evaluate EXPRESSION   prints its value, a string; promises are waited for
 *   write FILE EXPRESSION the same into a file
 *   names FILE            a line for each image of the accessibility tree: its name, a tab, its description
 *   screenshot FILE       a PNG of the page
 *
 * It speaks the DevTools protocol over a pipe. One browser for all that a test asks saves most of the test's
 * time. The first command that fails ends it with 1 and a message. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <glib.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
  SECONDS = 60,
  DEVTOOLS_IN = 3,
  DEVTOOLS_OUT = 4
}; /* the browser's own numbers for its ends of the pipes */

typedef struct Browser {
  pid_t process;
  int to, from;
  GString *unread;
  char *session; /* of the page; NULL before there is one */
  int last_id;
} Browser;

static void end(const Browser *browser) {
  kill(-browser->process, SIGKILL);
  waitpid(browser->process, NULL, 0);
}

G_GNUC_PRINTF(2, 3) static _Noreturn void fail(const Browser *browser, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fprintf(stderr, "devtools: %s\n", text);
  end(browser);
  exit(1);
}

static _Noreturn void become(char **command, int in, int out) {
  setpgid(0, 0);
  /* Out of the way of the numbers that they are going to have. */
  int safe_in = dup(in), safe_out = dup(out);
  while (safe_in <= DEVTOOLS_OUT)
    safe_in = dup(safe_in);
  while (safe_out <= DEVTOOLS_OUT)
    safe_out = dup(safe_out);
  dup2(safe_in, DEVTOOLS_IN);
  dup2(safe_out, DEVTOOLS_OUT);
  execvp(command[0], command);
  _exit(127);
}

static void start(Browser *browser, char **command) {
  int to[2], from[2];
  if (pipe(to) || pipe(from)) fail(browser, "no pipe: %s", strerror(errno));
  browser->process = fork();
  if (browser->process == 0) become(command, to[0], from[1]);
  setpgid(browser->process, browser->process);
  close(to[0]);
  close(from[1]);
  browser->to = to[1];
  browser->from = from[0];
  browser->unread = g_string_new(NULL);
}

static void send_message(Browser *browser, const char *text) {
  size_t left = strlen(text) + 1;
  for (ssize_t n; left > 0; text += n, left -= (size_t)n)
    if ((n = write(browser->to, text, left)) <= 0) fail(browser, "the browser does not listen");
}

/* The next message, to be freed by json_decref. */
static json_t *receive(Browser *browser) {
  char *zero;
  while (!(zero = memchr(browser->unread->str, 0, browser->unread->len))) {
    char bytes[65536];
    struct pollfd wait = {browser->from, POLLIN, 0};
    if (poll(&wait, 1, SECONDS * 1000) <= 0) fail(browser, "no answer in %d s", SECONDS);
    ssize_t n = read(browser->from, bytes, sizeof bytes);
    if (n <= 0) fail(browser, "the browser has ended");
    g_string_append_len(browser->unread, bytes, n);
  }
  json_t *message = json_loads(browser->unread->str, 0, NULL);
  g_string_erase(browser->unread, 0, zero + 1 - browser->unread->str);
  if (!message) fail(browser, "an answer that is no JSON");
  return message;
}

/* Takes `parameters`; the result is to be freed by json_decref. */
static json_t *call(Browser *browser, const char *method, json_t *parameters) {
  int id = ++browser->last_id;
  json_t *request = json_pack("{s:i, s:s, s:o}", "id", id, "method", method, "params", parameters);
  if (browser->session) json_object_set_new(request, "sessionId", json_string(browser->session));
  char *text = json_dumps(request, 0);
  json_decref(request);
  send_message(browser, text);
  free(text);
  for (;;) {
    json_t *answer = receive(browser);
    if (json_integer_value(json_object_get(answer, "id")) == id) {
      json_t *error = json_object_get(answer, "error"), *result = json_object_get(answer, "result");
      if (error) fail(browser, "%s: %s", method, json_string_value(json_object_get(error, "message")));
      json_incref(result);
      json_decref(answer);
      return result;
    }
    json_decref(answer);
  }
}

static void call_only(Browser *browser, const char *method, json_t *parameters) {
  json_decref(call(browser, method, parameters));
}

static void open_page(Browser *browser) {
  json_t *target = call(browser, "Target.createTarget", json_pack("{s:s}", "url", "about:blank"));
  json_t *session =
      call(browser, "Target.attachToTarget",
           json_pack("{s:O, s:b}", "targetId", json_object_get(target, "targetId"), "flatten", 1));
  browser->session = g_strdup(json_string_value(json_object_get(session, "sessionId")));
  json_decref(target);
  json_decref(session);
}

/* ---- Commands ---- */

/* Free with g_free. */
static char *evaluate(Browser *browser, const char *expression) {
  json_t *answer =
      call(browser, "Runtime.evaluate",
           json_pack("{s:s, s:b, s:b}", "expression", expression, "returnByValue", 1, "awaitPromise", 1));
  json_t *failure = json_object_get(answer, "exceptionDetails");
  if (failure) {
    json_t *thrown = json_object_get(json_object_get(failure, "exception"), "description");
    fail(browser, "%s: %s", expression, thrown ? json_string_value(thrown) : "an exception");
  }
  json_t *value = json_object_get(json_object_get(answer, "result"), "value");
  char *text = g_strdup(json_is_string(value) ? json_string_value(value) : "");
  json_decref(answer);
  return text;
}

static void open_url(Browser *browser, const char *url) {
  static const char loaded[] =
      "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"
      ".then(() => Promise.all([window, ...Array.from(frames)].map(w => w.document.fonts.ready))).then(() => location.href)";
  json_t *answer = call(browser, "Page.navigate", json_pack("{s:s}", "url", url));
  json_t *wrong = json_object_get(answer, "errorText");
  if (wrong) fail(browser, "%s: %s", url, json_string_value(wrong));
  json_decref(answer);
  g_autofree char *where = evaluate(browser, loaded);
  if (strcmp(where, url) != 0) fail(browser, "%s is shown, not %s", where, url);
}

static void resize(Browser *browser, const char *size) {
  int width = 0, height = 0;
  if (sscanf(size, "%d %d", &width, &height) != 2) fail(browser, "size %s", size);
  call_only(browser, "Emulation.setDeviceMetricsOverride",
            json_pack("{s:i, s:i, s:i, s:b}", "width", width, "height", height, "deviceScaleFactor", 1,
                      "mobile", 0));
}

static void fit(Browser *browser, const char *width) {
  g_autofree char *small = g_strdup_printf("%s 100", width);
  resize(browser, small);
  g_autofree char *height = evaluate(browser, "String(document.documentElement.scrollHeight)");
  g_autofree char *size = g_strdup_printf("%s %s", width, height);
  resize(browser, size);
}

static void prefer(Browser *browser, const char *scheme) {
  call_only(browser, "Emulation.setEmulatedMedia",
            json_pack("{s:[{s:s, s:s}]}", "features", "name", "prefers-color-scheme", "value", scheme));
}

static void save(const Browser *browser, const char *path, const void *bytes, size_t n) {
  if (!g_file_set_contents(path, bytes, (gssize)n, NULL)) fail(browser, "cannot write %s", path);
}

static void take_screenshot(Browser *browser, const char *path) {
  json_t *answer = call(browser, "Page.captureScreenshot",
                        json_pack("{s:s, s:b}", "format", "png", "optimizeForSpeed", 1));
  size_t n;
  const char *text = json_string_value(json_object_get(answer, "data"));
  g_autofree guchar *bytes = g_base64_decode(text ? text : "", &n);
  save(browser, path, bytes, n);
  json_decref(answer);
}

/* `arguments`: a path and an expression. */
static void write_value(Browser *browser, char *arguments) {
  char *space = strchr(arguments, ' ');
  if (!space) fail(browser, "write %s", arguments);
  *space = 0;
  g_autofree char *value = evaluate(browser, space + 1);
  save(browser, arguments, value, strlen(value));
}

/* The text of a member {"value": TEXT}. */
static const char *told(const json_t *node, const char *key) {
  const char *text = json_string_value(json_object_get(json_object_get(node, key), "value"));
  return text ? text : "";
}

static void write_names(Browser *browser, const char *path) {
  g_autoptr(GString) names = g_string_new(NULL);
  json_t *answer = call(browser, "Accessibility.getFullAXTree", json_object()), *node;
  size_t i;
  json_array_foreach(json_object_get(answer, "nodes"), i, node) {
    if (!g_str_equal(told(node, "role"), "image")) continue;
    g_string_append_printf(names, "%s\t%s\n", told(node, "name"), told(node, "description"));
  }
  json_decref(answer);
  save(browser, path, names->str, names->len);
}

static void obey(Browser *browser, char *line) {
  g_strchomp(line);
  char *space = strchr(line, ' ');
  char *rest = space ? space + 1 : line + strlen(line);
  if (space) *space = 0;
  if (g_str_equal(line, "size"))
    resize(browser, rest);
  else if (g_str_equal(line, "fit"))
    fit(browser, rest);
  else if (g_str_equal(line, "scheme"))
    prefer(browser, rest);
  else if (g_str_equal(line, "open"))
    open_url(browser, rest);
  else if (g_str_equal(line, "screenshot"))
    take_screenshot(browser, rest);
  else if (g_str_equal(line, "names"))
    write_names(browser, rest);
  else if (g_str_equal(line, "write"))
    write_value(browser, rest);
  else if (g_str_equal(line, "evaluate")) {
    g_autofree char *value = evaluate(browser, rest);
    printf("%s\n", value);
  } else if (*line)
    fail(browser, "no such command: %s", line);
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: devtools BROWSER ARGUMENT... < COMMANDS\n");
    return 2;
  }
  g_autoptr(GPtrArray) command = g_ptr_array_new();
  for (int i = 1; i < argc; i++)
    g_ptr_array_add(command, argv[i]);
  g_ptr_array_add(command, (char *)"--headless");
  g_ptr_array_add(command, (char *)"--remote-debugging-pipe");
  g_ptr_array_add(command, NULL);
  signal(SIGPIPE, SIG_IGN);
  Browser browser = {0};
  start(&browser, (char **)command->pdata);
  open_page(&browser);
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, stdin) > 0)
    obey(&browser, line);
  free(line);
  end(&browser);
  g_string_free(browser.unread, TRUE);
  g_free(browser.session);
  return 0;
}
