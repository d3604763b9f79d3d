#define _GNU_SOURCE

#include "cli/batch_worker.h"

#include "cli/progress.h"

#include <errno.h>
#include <malloc.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* An answer always fits into the buffer of the socket, so that a worker never waits for the pool. */
enum { MOST_WARNINGS = 20, LONGEST_MESSAGE = 1000, KEPT_BYTES = 32 * 1024 * 1024 };

typedef struct Work {
  const BatchSettings *settings;
  char **folder; /* that is known to be there: the one of the last file */
  const json_t *job;
  json_t *answer;
  CairnOptions make;
  int fd; /* to the pool */
  ReadingProgress reading;
  bool tells_files; /* somebody asks which files there are */
} Work;

/* Sends a line to the pool. */
static void send_line(int fd, const char *line, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t sent = write(fd, line + done, length - done);
    if (sent < 0 && errno != EINTR) _exit(EXIT_OUTPUT);
    done += sent > 0 ? (size_t)sent : 0;
  }
}

/* For CairnOptions.progress: a chart that reads for long tells so. */
static void tell_reading(size_t rows, size_t bytes, size_t all_bytes, void *data) {
  (void)bytes, (void)all_bytes;
  Work *work = data;
  double rate;
  if (!progress_reading_note(&work->reading, rows, &rate)) return;
  g_autofree char *line = g_strdup_printf("{\"rows\": %zu, \"rows_per_s\": %.0f}\n", rows, rate);
  send_line(work->fd, line, strlen(line));
}

static json_t *message_json(GError *error, const char *severity) {
  g_autofree char *message = cairn_message(error, severity);
  g_autofree char *short_message =
      g_utf8_substring(message, 0, MIN(g_utf8_strlen(message, -1), LONGEST_MESSAGE));
  return json_string(short_message);
}

static void keep_warning(GError *warning, void *data) {
  Work *work = data;
  json_t *warnings = json_object_get(work->answer, "warnings");
  if (json_array_size(warnings) < MOST_WARNINGS)
    json_array_append_new(warnings, message_json(warning, "warning"));
}

static bool fail(Work *work, GError *error) {
  json_object_set_new(work->answer, "error", message_json(error, "error"));
  if (cairn_fault(error) == CAIRN_FAULT_OUTPUT) json_object_set_new(work->answer, "output_failed", json_true());
  g_error_free(error);
  return false;
}

/* ---- What has changed ---- */

static bool has_changed(const Work *work, char **inputs) {
  const BatchSettings *settings = work->settings;
  gint64 oldest = G_MAXINT64, newest = settings->program_time;
  json_t *files = json_object_get(work->job, "files");
  for (size_t i = 0; i < json_array_size(files); i++)
    oldest = MIN(oldest, batch_file_time(json_string_value(json_array_get(files, i))));
  for (; *inputs; inputs++) {
    gint64 time = batch_file_time(*inputs);
    newest = time < 0 ? G_MAXINT64 : MAX(newest, time);
  }
  bool from_manifest = json_object_get(work->job, "params") || json_object_get(work->job, "data");
  if (from_manifest) newest = MAX(newest, settings->manifest_time);
  return oldest <= newest;
}

/* Lists the inputs where somebody asks for them; false with an error. */
static bool check_inputs(Work *work, bool *changed) {
  *changed = true;
  if (!work->settings->changed && !work->settings->depfile) return true;
  GError *error = NULL;
  g_auto(GStrv) inputs = cairn_chart_inputs(job_text(work->job, "spec"), &work->make, &error);
  if (!inputs) return fail(work, error);
  json_t *list = json_array();
  for (char **input = inputs; *input; input++)
    json_array_append_new(list, json_string(*input));
  json_object_set_new(work->answer, "inputs", list);
  if (work->settings->changed) *changed = has_changed(work, inputs);
  return true;
}

/* ---- Drawing ---- */

static bool make_folder(Work *work, const char *path) {
  g_autofree char *folder = g_path_get_dirname(path);
  if (g_strcmp0(folder, *work->folder) == 0) return true;
  if (g_mkdir_with_parents(folder, 0777) == 0) {
    g_free(*work->folder);
    *work->folder = g_steal_pointer(&folder);
    return true;
  }
  g_autofree char *message = g_strdup_printf("%s: error: cannot make the folder: %s", folder, g_strerror(errno));
  json_object_set_new(work->answer, "error", json_string(message));
  json_object_set_new(work->answer, "output_failed", json_true());
  return false;
}

static bool write_file(Work *work, CairnChart *chart, const char *path) {
  CairnWriteOptions options = work->settings->write;
  GError *error = NULL;
  if (!make_folder(work, path)) return false;
  options.format = strrchr(path, '.') + 1;
  if (!cairn_chart_write(chart, path, &options, &error)) return fail(work, error);
  if (!work->tells_files) return true;
  struct stat status;
  json_int_t bytes = json_integer_value(json_object_get(work->answer, "bytes"));
  if (stat(path, &status) == 0)
    json_object_set_new(work->answer, "bytes", json_integer(bytes + status.st_size));
  json_array_append_new(json_object_get(work->answer, "files"), json_string(path));
  return true;
}

static void draw(Work *work) {
  bool changed;
  if (!check_inputs(work, &changed)) return;
  if (!changed) {
    json_object_set_new(work->answer, "drawn", json_false());
    json_object_set(work->answer, "files", json_object_get(work->job, "files"));
    return;
  }
  GError *error = NULL;
  g_autoptr(CairnChart) chart = cairn_chart_load(job_text(work->job, "spec"), &work->make, &error);
  if (!chart) {
    fail(work, error);
    return;
  }
  json_t *files = json_object_get(work->job, "files");
  for (size_t i = 0; i < json_array_size(files); i++)
    if (!write_file(work, chart, json_string_value(json_array_get(files, i)))) return;
  json_object_set_new(work->answer, "drawn", json_true());
}

/* Without a report or a depfile the pool needs to know no more than whether all went well. */
static json_t *new_answer(const json_t *job, bool tells_files) {
  json_t *chart = json_object_get(job, "chart");
  if (!tells_files) return json_pack("{s:O, s:f, s:[]}", "chart", chart, "ms", 0.0, "warnings");
  return json_pack("{s:O, s:O, s:[], s:i, s:f, s:[], s:n}", "chart", chart, "spec", json_object_get(job, "spec"), "files",
                   "bytes", 0, "ms", 0.0, "warnings", "error");
}

static json_t *answer_job(const BatchSettings *settings, const json_t *job, char **folder, int fd) {
  gint64 start = g_get_monotonic_time();
  const bool tells_files = settings->report || settings->depfile;
  Work work = {settings, folder, job, new_answer(job, tells_files), settings->make, fd, {0}, tells_files};
  json_t *parameters = json_object_get(job, "params");
  char *text = parameters ? json_dumps(parameters, JSON_COMPACT) : NULL;
  work.make.data = job_text(job, "data");
  work.make.parameters = text;
  work.make.warn = keep_warning;
  work.make.progress = settings->quiet ? NULL : tell_reading;
  work.make.progress_data = &work;
  work.make.warn_data = &work;
  draw(&work);
  free(text);
  json_object_set_new(work.answer, "ms", json_real((double)(g_get_monotonic_time() - start) / 1000));
  return work.answer;
}

/* ---- Limits ---- */

/* GLib ends the program with a message when there is no memory. */
static void on_log(const char *domain, GLogLevelFlags level, const char *message, void *data) {
  if ((level & G_LOG_FLAG_FATAL) && strstr(message, "failed to allocate")) _exit(WORKER_OUT_OF_MEMORY);
  g_log_default_handler(domain, level, message, data);
}

/* Of what jansson lacks memory for it would say that it is wrong. */
static void *allocate_json(size_t n) {
  void *memory = malloc(n);
  if (!memory) _exit(WORKER_OUT_OF_MEMORY);
  return memory;
}

/* The limit is what a chart may need beyond an idle worker. */
static void limit_memory(int mb) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file && fscanf(file, "%*d %*d %*d %*d %*d %ld", &pages) != 1) pages = 0;
  if (file) fclose(file);
  rlim_t bytes = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + (rlim_t)mb * 1024 * 1024;
  setrlimit(RLIMIT_DATA, &(struct rlimit){bytes, bytes});
  g_log_set_default_handler(on_log, NULL);
  json_set_alloc_funcs(allocate_json, free);
}

/* ---- The loop ---- */

/* A worker does not outlive the pool; SIGUSR1 ends it, but not while it replaces a file, where SIGKILL would.
 * A crash is reported by the pool; a core for each of thousands of charts would fill the disk. */
static void prepare(const BatchSettings *settings) {
  prctl(PR_SET_PDEATHSIG, SIGUSR1);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  /* A bitmap is freed and wanted again with every chart; as a mapping of its own it would be cleared each time. */
  mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
  mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
  if (settings->memory_mb) limit_memory(settings->memory_mb);
}

noreturn void batch_worker_run(const BatchSettings *given, int fd) {
  BatchSettings own = *given, *settings = &own;
  prepare(settings);
  /* Whether a chart keeps within its memory must not depend on those before it. */
  if (!settings->memory_mb) own.make.data_cache = cairn_data_cache_new();
  FILE *in = fdopen(fd, "r");
  char *line = NULL, *folder = NULL;
  size_t capacity = 0;
  for (ssize_t n; (n = getline(&line, &capacity, in)) > 0;) {
    json_t *job = json_loadb(line, (size_t)n, 0, NULL), *answer = answer_job(settings, job, &folder, fd);
    char *text = json_dumps(answer, JSON_COMPACT | JSON_REAL_PRECISION(9));
    const size_t length = strlen(text);
    text[length] = '\n';
    send_line(fd, text, length + 1);
    free(text);
    json_decref(answer);
    json_decref(job);
  }
  _exit(EXIT_DONE);
}
