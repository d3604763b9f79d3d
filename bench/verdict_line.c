#include "verdict.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void write_quartiles(FILE *json, const char *name, const Quartiles *quartiles) {
  if (quartiles)
    fprintf(json, ",\"%s\":{\"median\":%.6g,\"quartiles\":[%.6g,%.6g]}", name, quartiles->median,
            quartiles->low, quartiles->high);
}

static bool write_json(const char *path, const Verdict *verdict, bool passed) {
  FILE *json = fopen(path, "ae");
  if (!json) return false;
  fprintf(json, "{\"name\":\"%s\",\"ratio\":%.6g,\"budget\":%.6g,\"pass\":%s", verdict->name, verdict->ratio,
          verdict->budget, passed ? "true" : "false");
  if (verdict->unit) fprintf(json, ",\"unit\":\"%s\"", verdict->unit);
  if (verdict->rounds) fprintf(json, ",\"rounds\":%d", verdict->rounds);
  write_quartiles(json, "cairn", verdict->own);
  write_quartiles(json, "reference", verdict->reference);
  fputs("}\n", json);
  return fclose(json) == 0;
}

bool bench_tell(const Verdict *verdict) {
  bool passed = verdict->ratio <= verdict->budget;
  const char *path = getenv("BENCH_JSON");
  printf("%s %.4g %.4g %s\n", verdict->name, verdict->ratio, verdict->budget, passed ? "pass" : "fail");
  if (fflush(stdout) != 0 || (path && !write_json(path, verdict, passed))) {
    perror(path ? path : "standard output");
    exit(BENCH_BROKEN);
  }
  return passed;
}

bool bench_number(const char *text, double *number) {
  char *end;
  *number = strtod(text, &end);
  if (end != text && !*end && *number >= 0 && isfinite(*number)) return true;
  fprintf(stderr, "\"%s\" is not a number that is not below 0\n", text);
  return false;
}
