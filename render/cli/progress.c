#include "cli/progress.h"

#include <glib.h>
#include <stdio.h>
#include <unistd.h>

enum { BAR_WIDTH = 30 };

void progress_show(size_t done, size_t total, const char *label) {
  if (total < 2 || !isatty(STDERR_FILENO)) return;
  size_t filled = BAR_WIDTH * done / total;
  fputs("\r[", stderr);
  for (size_t i = 0; i < BAR_WIDTH; i++)
    fputc(i < filled ? '#' : ' ', stderr);
  fprintf(stderr, "] %zu/%zu %.40s\x1b[K%s", done, total, label, done == total ? "\n" : "");
  fflush(stderr);
}

enum { QUIET_US = 1000 * 1000, EVERY_US = 100 * 1000 };

static void show_reading(double rows, double rate, double share) {
  fputs("\r[", stderr);
  for (int i = 0; i < BAR_WIDTH; i++)
    fputc(i < share * BAR_WIDTH ? '#' : ' ', stderr);
  fprintf(stderr, "] %.3f million rows, %.3f million rows/s\x1b[K", rows / 1e6, rate / 1e6);
  fflush(stderr);
}

bool progress_reading_note(ReadingProgress *progress, size_t rows, double *rate) {
  const long long now = g_get_monotonic_time();
  if (!progress->start_us) progress->start_us = now;
  if (!progress->pass_us || rows < progress->rows) progress->pass_us = now;
  progress->rows = rows;
  if (now - progress->start_us < QUIET_US || now - progress->shown_us < EVERY_US) return false;
  const double seconds = (double)(now - progress->pass_us) / 1e6;
  progress->shown_us = now;
  *rate = seconds > 0 ? (double)rows / seconds : 0;
  return true;
}

void progress_reading(size_t rows, size_t bytes, size_t all_bytes, void *data) {
  double rate;
  if (!isatty(STDERR_FILENO) || !progress_reading_note(data, rows, &rate)) return;
  show_reading((double)rows, rate, all_bytes ? (double)bytes / (double)all_bytes : 0);
}

void progress_reading_end(ReadingProgress *progress) {
  if (progress->shown_us) fputs("\r\x1b[K", stderr);
  *progress = (ReadingProgress){0};
}
