/* verdict NAME RATIO BUDGET [UNIT]: tells what a benchmark has found out by itself, as verdict.h says. */
#include "verdict.h"

#include <stdio.h>

int main(int argc, char **argv) {
  Verdict verdict = {.name = argv[1]};
  if (argc < 4 || argc > 5) {
    fputs("Usage: verdict NAME RATIO BUDGET [UNIT]\n", stderr);
    return BENCH_USAGE;
  }
  if (!bench_number(argv[2], &verdict.ratio) || !bench_number(argv[3], &verdict.budget)) return BENCH_USAGE;
  verdict.unit = argv[4];
  return bench_tell(&verdict) ? BENCH_PASSED : BENCH_FAILED;
}
