/* measure [-n ROUNDS] [-w NAME=BUDGET] [-c NAME=BUDGET] [-m NAME=BUDGET] [--per OWN:REFERENCE]
 *         [--warm FILE] -- COMMAND... -- REFERENCE...
 *
 * Runs a command and the reference in turns and compares the medians of what they cost: -w wall time, -c time
 * of processors (in the program and the kernel, with all processes that were waited for), -m peak of memory
 * (of the largest process). --per divides the costs by how much was done: with 100:10 a run of the command
 * does ten times what a run of the reference does. One round, the first, is not counted: it brings files into
 * memory. --warm reads a file before each run, for machines whose memory is slow when it has not been touched for some
 * seconds, as that of virtual ones may be: all runs find it alike then. What the commands print is dropped; one that
 * fails ends everything. */
#define _GNU_SOURCE
#include "verdict.h"

#include <fcntl.h>
#include <getopt.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { MOST_ROUNDS = 1000, USUAL_ROUNDS = 9, COSTS = 3 };

typedef struct Side {
  char **command; /* ends with NULL */
  double per;
  double costs[COSTS][MOST_ROUNDS]; /* wall s, processor s, memory in KiB */
} Side;

typedef struct Measure {
  int rounds;
  char *budgets[COSTS]; /* NAME=BUDGET; NULL: not asked for */
  const char *warm;     /* NULL: nothing is read before a run */
  Side own, reference;
} Measure;

/* ---- Running ---- */

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

/* Twice: the first time may be the slow one. */
static void read_whole(const char *path) {
  static char buffer[1 << 20];
  for (int time = 0; path && time < 2; time++) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    while (file >= 0 && read(file, buffer, sizeof buffer) > 0)
      ;
    if (file >= 0) close(file);
  }
}

static void run(Side *side, int round) {
  posix_spawn_file_actions_t actions;
  pid_t pid;
  int status;
  struct rusage usage;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  double start = now();
  if (posix_spawnp(&pid, side->command[0], &actions, NULL, side->command, environ) != 0 ||
      wait4(pid, &status, 0, &usage) < 0 || status != 0) {
    fprintf(stderr, "measure: %s failed\n", side->command[0]);
    exit(BENCH_BROKEN);
  }
  posix_spawn_file_actions_destroy(&actions);
  side->costs[0][round] = (now() - start) / side->per;
  side->costs[1][round] = (seconds(usage.ru_utime) + seconds(usage.ru_stime)) / side->per;
  side->costs[2][round] = (double)usage.ru_maxrss / side->per;
}

/* Each goes first every other time, as the second may find the machine warmer. */
static void run_all(Measure *measure) {
  run(&measure->own, 0);
  run(&measure->reference, 0);
  for (int i = 0; i < 2 * measure->rounds; i++) {
    bool own_first = i / 2 % 2 == 0;
    read_whole(measure->warm);
    run((i % 2 == 0) == own_first ? &measure->own : &measure->reference, i / 2);
  }
}

/* ---- Comparing ---- */

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Between the two nearest values, linearly. */
static double quantile(const double *sorted, int n, double share) {
  double place = share * (n - 1);
  int below = (int)place;
  return below + 1 < n ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below])
                       : sorted[below];
}

static Quartiles quartiles(double *values, int n) {
  qsort(values, (size_t)n, sizeof *values, compare);
  return (Quartiles){quantile(values, n, 0.25), quantile(values, n, 0.5), quantile(values, n, 0.75)};
}

/* False when a budget is passed. */
static bool tell_all(Measure *measure) {
  static const char *const units[COSTS] = {"s", "s of processor", "KiB"};
  bool passed = true;
  for (int i = 0; i < COSTS; i++) {
    if (!measure->budgets[i]) continue;
    Quartiles own = quartiles(measure->own.costs[i], measure->rounds),
              reference = quartiles(measure->reference.costs[i], measure->rounds);
    Verdict verdict = {measure->budgets[i], own.median / reference.median, 0, units[i], &own, &reference,
                       measure->rounds};
    char *equals = strchr(measure->budgets[i], '=');
    if (!bench_number(equals + 1, &verdict.budget)) exit(BENCH_USAGE);
    *equals = '\0';
    fprintf(stderr, "%s: %.4g against %.4g %s, medians of %d rounds\n", verdict.name, own.median,
            reference.median, units[i], measure->rounds);
    passed &= bench_tell(&verdict);
  }
  return passed;
}

/* ---- Arguments ---- */

static bool complain(const char *message) {
  fprintf(stderr, "measure: %s; how it is called stands in bench/measure.c\n", message);
  return false;
}

static bool read_option(Measure *measure, int option) {
  double number = 0;
  switch (option) {
  case 'n':
    if (!bench_number(optarg, &number) || number < 1 || number > MOST_ROUNDS)
      return complain("-n takes 1 to 1000");
    measure->rounds = (int)number;
    return true;
  case 'p':
    return sscanf(optarg, "%lf:%lf", &measure->own.per, &measure->reference.per) == 2 ||
           complain("--per takes OWN:REFERENCE");
  case 'r':
    measure->warm = optarg;
    return true;
  case '?':
    return complain("there is no such option");
  default:
    measure->budgets[strchr("wcm", option) - "wcm"] = optarg;
    return strchr(optarg, '=') || complain("NAME=BUDGET is wanted");
  }
}

static bool read_arguments(int argc, char **argv, Measure *measure) {
  static const struct option longs[] = {{"per", required_argument, NULL, 'p'}, {"warm", required_argument, NULL, 'r'}, {NULL, 0, NULL, 0}};
  for (int option; (option = getopt_long(argc, argv, "+n:w:c:m:", longs, NULL)) != -1;)
    if (!read_option(measure, option)) return false;
  int middle = optind;
  while (middle < argc && strcmp(argv[middle], "--") != 0)
    middle++;
  if (middle == optind || middle + 1 >= argc) return complain("two commands are wanted, each after --");
  argv[middle] = NULL;
  measure->own.command = argv + optind;
  measure->reference.command = argv + middle + 1;
  return true;
}

int main(int argc, char **argv) {
  static Measure measure = {.rounds = USUAL_ROUNDS, .own.per = 1, .reference.per = 1};
  if (!read_arguments(argc, argv, &measure)) return BENCH_USAGE;
  run_all(&measure);
  return tell_all(&measure) ? BENCH_PASSED : BENCH_FAILED;
}
