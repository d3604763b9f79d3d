#include "cli/batch_report.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BAR_WIDTH = 30, BAR_EVERY_US = 100000, LINE_EVERY_US = 10000000 };

struct BatchReport {
  const BatchSettings *settings;
  FILE *report, *depfile;
  char *unfinished_depfile;
  size_t done, failed, unchanged;
  bool output_failed;
  gint64 start, shown; /* monotonic, in µs */
  bool on_terminal, has_bar;
  double rows, rows_per_s; /* of a chart that is reading for long; 0: none is */
};

static FILE *open_file(const char *path, GError **error) {
  FILE *file = strcmp(path, "-") == 0 ? stdout : fopen(path, "we");
  if (!file)
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: error: cannot write: %s", path,
                g_strerror(errno));
  return file;
}

BatchReport *batch_report_new(const BatchSettings *settings, GError **error) {
  g_autoptr(BatchReport) report = g_new0(BatchReport, 1);
  report->settings = settings;
  report->start = report->shown = g_get_monotonic_time();
  report->on_terminal = isatty(STDERR_FILENO);
  if (settings->report && !(report->report = open_file(settings->report, error))) return NULL;
  if (!settings->depfile) return g_steal_pointer(&report);
  /* A device or a pipe is written to, not replaced by a file. */
  bool is_replaced = !g_file_test(settings->depfile, G_FILE_TEST_EXISTS) ||
                     g_file_test(settings->depfile, G_FILE_TEST_IS_REGULAR);
  report->unfinished_depfile = g_strconcat(settings->depfile, is_replaced ? ".unfinished" : NULL, NULL);
  report->depfile = open_file(report->unfinished_depfile, error);
  return report->depfile ? g_steal_pointer(&report) : NULL;
}

void batch_report_free(BatchReport *report) {
  if (!report) return;
  if (report->report && report->report != stdout) fclose(report->report);
  if (report->depfile) fclose(report->depfile);
  g_free(report->unfinished_depfile);
  g_free(report);
}

/* ---- Progress ---- */

static void clear_bar(BatchReport *report) {
  if (report->has_bar) fputs("\r\x1b[K", stderr);
  report->has_bar = false;
}

static void show_bar(BatchReport *report, double fraction, double rate, double left_s) {
  fputc('\r', stderr);
  if (!isnan(fraction)) {
    fputc('[', stderr);
    for (int i = 0; i < BAR_WIDTH; i++)
      fputc(i < fraction * BAR_WIDTH ? '#' : ' ', stderr);
    fputs("] ", stderr);
  }
  fprintf(stderr, "%zu charts, %.0f/s", report->done, rate);
  if (report->failed) fprintf(stderr, ", %zu failed", report->failed);
  if (isfinite(left_s)) fprintf(stderr, ", %.0f:%02.0f left", floor(left_s / 60), floor(fmod(left_s, 60)));
  if (report->rows > 0)
    fprintf(stderr, ", reading: %.3f million rows, %.3f million rows/s", report->rows / 1e6,
            report->rows_per_s / 1e6);
  fputs("\x1b[K", stderr);
  fflush(stderr);
  report->has_bar = true;
}

void batch_report_tick(BatchReport *report, double fraction) {
  gint64 now = g_get_monotonic_time();
  if (report->report) fflush(report->report);
  if (report->settings->quiet || now - report->shown < (report->on_terminal ? BAR_EVERY_US : LINE_EVERY_US))
    return;
  report->shown = now;
  double seconds = (double)(now - report->start) / 1e6, rate = (double)report->done / seconds;
  if (report->on_terminal)
    show_bar(report, fraction, rate, seconds / fraction - seconds);
  else
    fprintf(stderr, "%zu charts, %zu failed, %.0f/s\n", report->done, report->failed, rate);
}

void batch_report_reading(BatchReport *report, double rows, double rows_per_s) {
  report->rows = rows;
  report->rows_per_s = rows_per_s;
}

static void show_sum(BatchReport *report) {
  double seconds = (double)(g_get_monotonic_time() - report->start) / 1e6;
  clear_bar(report);
  if (report->settings->quiet) return;
  fprintf(stderr, "%zu chart%s in %.1f s, %.0f/s", report->done, report->done == 1 ? "" : "s", seconds,
          (double)report->done / fmax(seconds, 1e-6));
  if (report->unchanged) fprintf(stderr, ", %zu unchanged", report->unchanged);
  if (report->failed) fprintf(stderr, ", %zu failed", report->failed);
  fputc('\n', stderr);
}

/* ---- Answers ---- */

static void print_messages(BatchReport *report, const json_t *answer) {
  json_t *warnings = json_object_get(answer, "warnings");
  const char *error = job_text(answer, "error"), *chart = job_text(answer, "chart");
  if (error || (json_array_size(warnings) && !report->settings->quiet)) clear_bar(report);
  for (size_t i = 0; i < json_array_size(warnings) && !report->settings->quiet; i++)
    fprintf(stderr, "%s\n", json_string_value(json_array_get(warnings, i)));
  if (!error) return;
  /* Many charts of one template would all blame the same line of it. */
  if (report->settings->manifest && chart)
    fprintf(stderr, "%s (chart \"%s\")\n", error, chart);
  else
    fprintf(stderr, "%s\n", error);
}

/* As make and ninja read it. */
static void print_dependency(FILE *file, const char *path) {
  for (; *path; path++) {
    if (*path == '\n') continue; /* cannot be written */
    if (*path == ' ' || *path == '#') fputc('\\', file);
    if (*path == '$') fputc('$', file);
    fputc(*path, file);
  }
}

static void add_rule(BatchReport *report, const json_t *answer) {
  json_t *files = json_object_get(answer, "files"), *inputs = json_object_get(answer, "inputs");
  for (size_t i = 0; i < json_array_size(files); i++) {
    print_dependency(report->depfile, json_string_value(json_array_get(files, i)));
    fputc(i + 1 < json_array_size(files) ? ' ' : ':', report->depfile);
  }
  for (size_t i = 0; json_array_size(files) && i < json_array_size(inputs); i++) {
    fputc(' ', report->depfile);
    print_dependency(report->depfile, json_string_value(json_array_get(inputs, i)));
  }
  if (json_array_size(files)) fputc('\n', report->depfile);
}

void batch_report_add(BatchReport *report, json_t *answer) {
  report->done++;
  report->rows = 0;
  report->failed += job_text(answer, "error") != NULL;
  report->output_failed |= json_is_true(json_object_get(answer, "output_failed"));
  report->unchanged += json_is_false(json_object_get(answer, "drawn"));
  print_messages(report, answer);
  if (report->depfile) add_rule(report, answer);
  json_object_del(answer, "inputs");
  if (report->report) {
    json_dumpf(answer, report->report, JSON_COMPACT | JSON_REAL_PRECISION(9));
    fputc('\n', report->report);
  }
}

size_t batch_report_failed(const BatchReport *report) {
  return report->failed;
}

bool batch_report_output_failed(const BatchReport *report) {
  return report->output_failed;
}

/* ---- The end ---- */

static bool close_file(FILE **file) {
  bool ok = !ferror(*file) && fflush(*file) == 0;
  if (*file != stdout) ok = fclose(*file) == 0 && ok;
  *file = NULL;
  return ok;
}

static bool end_depfile(BatchReport *report, bool stopped) {
  bool ok = close_file(&report->depfile);
  if (strcmp(report->unfinished_depfile, report->settings->depfile) == 0) return ok;
  if (ok && !stopped) return rename(report->unfinished_depfile, report->settings->depfile) == 0;
  unlink(report->unfinished_depfile);
  return ok;
}

bool batch_report_finish(BatchReport *report, bool stopped) {
  show_sum(report);
  if (report->depfile && !end_depfile(report, stopped)) {
    fprintf(stderr, "%s: error: cannot write: %s\n", report->settings->depfile, g_strerror(errno));
    return false;
  }
  if (report->report && !close_file(&report->report)) {
    fprintf(stderr, "%s: error: cannot write the report\n", report->settings->report);
    return false;
  }
  return true;
}
