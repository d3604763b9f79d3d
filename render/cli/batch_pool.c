#define _GNU_SOURCE

#include "cli/batch_pool.h"

#include "cli/batch_worker.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* A worker has the job that it draws and one more, and of small charts as many as it draws in AHEAD_MS: what is handed
 * out cannot be given to another worker. */
enum { JOBS_AHEAD = 2, MOST_JOBS_AHEAD = 8, AHEAD_MS = 2, TICK_MS = 100 };

/* Below this a nap is not worth its system call; above, the limits of time would be watched late. */
enum { SHORTEST_NAP_US = 200, LONGEST_NAP_US = 1000 };

typedef struct Worker {
  pid_t pid; /* 0: none is running */
  int fd;
  GString *received; /* an unfinished answer */
  GQueue jobs;       /* json_t *; the first is being drawn */
  gint64 since;      /* when it began, monotonic in µs */
  double chart_ms;   /* what a chart took, an average of the last ones; 0: not known yet */
  bool is_late;      /* killed for its time limit */
} Worker;

typedef struct Pool {
  const BatchSettings *settings;
  BatchSource *source;
  BatchReport *report;
  int signals;
  Worker *workers;
  GQueue waiting; /* json_t *: of workers that died */
} Pool;

/* ---- Starting and ending ---- */

static void begin_child(Pool *pool, int fd) {
  sigset_t none;
  for (size_t i = 0; i < pool->settings->n_workers; i++)
    if (pool->workers[i].pid) close(pool->workers[i].fd);
  close(pool->signals);
  /* They may be sent to all processes; the pool decides. */
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  batch_worker_run(pool->settings, fd);
}

static bool start(Pool *pool, Worker *worker, GError **error) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0) {
    pid_t pid = fork();
    if (pid == 0) {
      close(pair[0]);
      begin_child(pool, pair[1]);
    }
    close(pair[1]);
    worker->pid = pid;
    worker->fd = pair[0];
    worker->is_late = false;
    g_string_truncate(worker->received, 0);
    if (pid > 0) return true;
    worker->pid = 0;
    close(pair[0]);
  }
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "error: cannot start a worker: %s",
              g_strerror(errno));
  return false;
}

/* Waits for a process that is ending, and removes what it may have left unfinished. */
static int end(Worker *worker) {
  int status = 0;
  close(worker->fd);
  while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR) {
  }
  worker->pid = 0;
  const char *file =
      json_string_value(json_array_get(json_object_get(g_queue_peek_head(&worker->jobs), "files"), 0));
  g_autofree char *folder = file ? g_path_get_dirname(file) : NULL;
  if (folder) cairn_remove_unfinished(folder);
  return status;
}

/* ---- Answers ---- */

static void add_answer(Pool *pool, json_t *answer) {
  batch_report_add(pool->report, answer);
  json_decref(answer);
}

/* The answer for a chart that no worker can give. */
static void add_failure(Pool *pool, const json_t *job, const char *message, double ms) {
  json_t *chart = json_object_get(job, "chart"), *spec = json_object_get(job, "spec");
  json_t *answer = json_pack("{s:O*, s:O*, s:[], s:i, s:f, s:[], s:s}", "chart", chart, "spec", spec, "files",
                             "bytes", 0, "ms", ms, "warnings", "error", message);
  if (answer) add_answer(pool, answer);
}

/* A line may also tell how far reading has come. */
static void take_answer(Pool *pool, Worker *worker, const char *line, size_t length) {
  json_t *answer = json_loadb(line, length, 0, NULL);
  const json_t *rows = json_object_get(answer, "rows");
  if (rows) {
    batch_report_reading(pool->report, json_number_value(rows), json_number_value(json_object_get(answer, "rows_per_s")));
    json_decref(answer);
    return;
  }
  json_t *job = g_queue_pop_head(&worker->jobs);
  double ms = json_number_value(json_object_get(answer, "ms"));
  worker->since = g_get_monotonic_time();
  worker->chart_ms = worker->chart_ms > 0 ? 0.75 * worker->chart_ms + 0.25 * ms : ms;
  if (answer) add_answer(pool, answer);
  json_decref(job);
}

static char *describe_death(const Pool *pool, const Worker *worker, int status) {
  if (worker->is_late)
    return g_strdup_printf("more time than the %g s of --timeout", pool->settings->timeout_s);
  if (WIFEXITED(status) && WEXITSTATUS(status) == WORKER_OUT_OF_MEMORY)
    return g_strdup_printf("more memory than the %d MB of --memory", pool->settings->memory_mb);
  if (WIFSIGNALED(status))
    return g_strdup_printf("the worker was ended by signal %d (%s)", WTERMSIG(status),
                           g_strsignal(WTERMSIG(status)));
  return g_strdup_printf("the worker ended with code %d", WEXITSTATUS(status));
}

/* The chart that it drew has failed; the others wait for a new worker. */
static void bury(Pool *pool, Worker *worker) {
  double ms = (double)(g_get_monotonic_time() - worker->since) / 1000;
  int status = end(worker);
  json_t *job = g_queue_pop_head(&worker->jobs);
  for (json_t *next; (next = g_queue_pop_tail(&worker->jobs)) != NULL;)
    g_queue_push_head(&pool->waiting, next);
  if (!job) return;
  g_autofree char *why = describe_death(pool, worker, status);
  g_autofree char *message = g_strdup_printf("%s: error: %s", job_text(job, "spec"), why);
  add_failure(pool, job, message, ms);
  json_decref(job);
}

static void receive(Pool *pool, Worker *worker) {
  char bytes[16 * 1024];
  ssize_t n = read(worker->fd, bytes, sizeof bytes);
  if (n < 0 && errno == EINTR) return;
  if (n <= 0) {
    bury(pool, worker);
    return;
  }
  GString *text = worker->received;
  g_string_append_len(text, bytes, n);
  size_t begin = 0;
  for (const char *line_end; (line_end = memchr(text->str + begin, '\n', text->len - begin)) != NULL;) {
    size_t length = (size_t)(line_end - text->str) - begin;
    take_answer(pool, worker, text->str + begin, length);
    begin += length + 1;
  }
  g_string_erase(text, 0, (gssize)begin);
}

/* ---- Handing out ---- */

/* A worker that has died meanwhile is noticed when it is read from. */
static void send_job(Worker *worker, json_t *job) {
  char *text = json_dumps(job, JSON_COMPACT);
  size_t length = strlen(text), done = 0;
  text[length] = '\n';
  if (g_queue_is_empty(&worker->jobs)) worker->since = g_get_monotonic_time();
  g_queue_push_tail(&worker->jobs, job);
  while (done <= length) {
    ssize_t n = write(worker->fd, text + done, length + 1 - done);
    if (n < 0 && errno != EINTR) break;
    done += n > 0 ? (size_t)n : 0;
  }
  free(text);
}

/* Jobs that are wrong from the start are answered here. */
static json_t *next_job(Pool *pool) {
  json_t *job = g_queue_pop_head(&pool->waiting);
  while (!job && (job = batch_source_next(pool->source)) != NULL && job_text(job, "error")) {
    add_failure(pool, job, job_text(job, "error"), 0);
    json_decref(job);
    job = NULL;
  }
  return job;
}

static guint jobs_ahead(const Worker *worker) {
  if (!(worker->chart_ms > 0)) return JOBS_AHEAD;
  return JOBS_AHEAD + (guint)fmin(AHEAD_MS / worker->chart_ms, MOST_JOBS_AHEAD - JOBS_AHEAD);
}

/* Those with the fewest jobs first. False when no worker can be started. */
static bool hand_out(Pool *pool, bool *hungry, GError **error) {
  *hungry = false;
  for (guint level = 0; level < MOST_JOBS_AHEAD; level++)
    for (size_t i = 0; i < pool->settings->n_workers; i++) {
      Worker *worker = &pool->workers[i];
      if (g_queue_get_length(&worker->jobs) > level || level >= jobs_ahead(worker)) continue;
      json_t *job = next_job(pool);
      *hungry = job == NULL;
      if (!job) return true;
      if (!worker->pid && !start(pool, worker, error)) {
        json_decref(job);
        return false;
      }
      send_job(worker, job);
    }
  return true;
}

static bool is_idle(const Pool *pool) {
  for (size_t i = 0; i < pool->settings->n_workers; i++)
    if (!g_queue_is_empty((GQueue *)&pool->workers[i].jobs)) return false;
  return true;
}

/* ---- Waiting ---- */

static void kill_late(Pool *pool) {
  gint64 limit = (gint64)(pool->settings->timeout_s * 1e6), now = g_get_monotonic_time();
  for (size_t i = 0; limit && i < pool->settings->n_workers; i++) {
    Worker *worker = &pool->workers[i];
    if (!worker->pid || g_queue_is_empty(&worker->jobs) || worker->is_late || now - worker->since < limit)
      continue;
    worker->is_late = true;
    kill(worker->pid, SIGKILL);
  }
}

static int read_signal(int fd) {
  struct signalfd_siginfo info;
  return read(fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

/* Half of the time after which a worker would have nothing to do, in µs. */
static double time_to_nap(const Pool *pool) {
  double least_us = LONGEST_NAP_US;
  for (size_t i = 0; i < pool->settings->n_workers; i++) {
    const Worker *worker = &pool->workers[i];
    guint n = g_queue_get_length((GQueue *)&worker->jobs);
    least_us = fmin(least_us, n > 1 ? 500 * worker->chart_ms * (n - 1) : 0);
  }
  return least_us;
}

/* Lets answers to small charts gather: to wake for each takes time from the workers, on whose processors the pool runs
 * too. Signals end the nap. */
static void nap(const Pool *pool) {
  double us = time_to_nap(pool);
  if (us < SHORTEST_NAP_US) return;
  struct pollfd fd = {pool->signals, POLLIN, 0};
  ppoll(&fd, 1, &(struct timespec){.tv_nsec = (long)(1000 * us)}, NULL);
}

/* Waits until something happens and deals with it; the number of a signal that arrived, or 0. */
static int wait_for_events(Pool *pool, bool hungry) {
  size_t n = pool->settings->n_workers;
  g_autofree struct pollfd *fds = g_new0(struct pollfd, n + 2);
  for (size_t i = 0; i < n; i++)
    fds[i] = (struct pollfd){pool->workers[i].pid ? pool->workers[i].fd : -1, POLLIN, 0};
  fds[n] = (struct pollfd){pool->signals, POLLIN, 0};
  fds[n + 1] = (struct pollfd){hungry ? batch_source_fd(pool->source) : -1, POLLIN, 0};
  if (!hungry) nap(pool);
  if (poll(fds, n + 2, TICK_MS) < 0) return 0;
  if (fds[n].revents) return read_signal(pool->signals);
  for (size_t i = 0; i < n; i++)
    if (fds[i].revents) receive(pool, &pool->workers[i]);
  if (fds[n + 1].revents) batch_source_read(pool->source);
  kill_late(pool);
  batch_report_tick(pool->report, batch_source_fraction(pool->source));
  return 0;
}

static void free_job(void *job) {
  json_decref(job);
}

/* A worker that still draws is killed: it would leave no file that is half written. */
static void stop_all(Pool *pool) {
  for (size_t i = 0; i < pool->settings->n_workers; i++) {
    Worker *worker = &pool->workers[i];
    if (worker->pid && !g_queue_is_empty(&worker->jobs)) kill(worker->pid, SIGKILL);
    if (worker->pid) shutdown(worker->fd, SHUT_RDWR);
    if (worker->pid) end(worker);
    g_queue_clear_full(&worker->jobs, free_job);
    g_string_free(worker->received, TRUE);
  }
  g_queue_clear_full(&pool->waiting, free_job);
  g_free(pool->workers);
}

int batch_pool_run(const BatchSettings *settings, BatchSource *source, BatchReport *report, int signals,
                   GError **error) {
  Pool pool = {settings, source, report, signals, g_new0(Worker, settings->n_workers), G_QUEUE_INIT};
  for (size_t i = 0; i < settings->n_workers; i++)
    pool.workers[i].received = g_string_new(NULL);
  int result = 0;
  for (;;) {
    bool hungry;
    if (!hand_out(&pool, &hungry, error)) {
      result = -1;
      break;
    }
    if (hungry && batch_source_at_end(source) && is_idle(&pool)) break;
    if ((result = wait_for_events(&pool, hungry)) != 0) break;
  }
  stop_all(&pool);
  return result;
}
