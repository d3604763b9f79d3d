/* generate_rows COUNT: a table of three columns as CSV, the same in each run: seconds, a random walk, and a
 * text that no chart reads. About 25 bytes a row. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t next(uint64_t *state) {
  uint64_t s = *state;
  s ^= s << 13;
  s ^= s >> 7;
  s ^= s << 17;
  return *state = s;
}

int main(int argc, char **argv) {
  uint64_t state = 88172645463325252ULL;
  double value = 0;
  long n = argc == 2 ? atol(argv[1]) : 0;
  if (n <= 0) {
    fputs("Usage: generate_rows COUNT\n", stderr);
    return 2;
  }
  puts("time,load,note");
  for (long i = 0; i < n; i++) {
    value += (double)(next(&state) >> 40) / (1 << 24) - 0.5;
    printf("%ld,%.4f,n%05u\n", i, value, (unsigned)(state % 100000));
  }
  return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
