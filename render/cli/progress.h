/* A progress bar on a terminal; nothing elsewhere. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Draws `done` of `total` to stderr, and ends the line when all are done. */
void progress_show(size_t done, size_t total, const char *label);

/* Of reading rows; zeroed before. */
typedef struct ReadingProgress {
  long long start_us, shown_us; /* on the monotonic clock; 0: not yet */
  long long pass_us;            /* when the rows were last counted anew: a pipe is copied before it is read */
  size_t rows;
} ReadingProgress;

/* Takes note of the rows so far. True, with the rows in a second, when it is time to tell them: after a second, then ten times
 * a second. */
bool progress_reading_note(ReadingProgress *progress, size_t rows, double *rate);

/* For CairnOptions.progress, with a ReadingProgress: shows, after a second, the rows so far and how many there are in a
 * second. */
void progress_reading(size_t rows, size_t bytes, size_t all_bytes, void *data);

/* Takes that line away, where there is one. */
void progress_reading_end(ReadingProgress *progress);
