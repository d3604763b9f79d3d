/* How benchmarks tell what they found: a line `name ratio budget pass|fail` on standard output, and a line of
 * JSON in the file that the environment names as BENCH_JSON, if it does. A ratio is a cost of cairn's divided
 * by one of the reference's, so that less is better; it passes when it is not above its budget. */
#pragma once

#include <stdbool.h>

/* Exit codes of the tools and of benchmarks. */
typedef enum BenchCode { BENCH_PASSED = 0, BENCH_BROKEN = 1, BENCH_USAGE = 2, BENCH_FAILED = 3 } BenchCode;

/* The three quartiles of a cost over all rounds. */
typedef struct Quartiles {
  double low, median, high;
} Quartiles;

typedef struct Verdict {
  const char *name; /* without spaces */
  double ratio, budget;
  const char *unit;                 /* of own and reference; NULL: they are not known */
  const Quartiles *own, *reference; /* NULL: not known */
  int rounds;
} Verdict;

/* Tells; returns whether it passed. Ends the program when it cannot write. */
bool bench_tell(const Verdict *verdict);

/* A number above 0; false with a message on standard error when `text` is none. */
bool bench_number(const char *text, double *number);
