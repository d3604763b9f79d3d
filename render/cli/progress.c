#include "cli/progress.h"

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
