/* compare_scenes GOLDEN NEW: the same text, but for numbers that are within TOLERANCE? Prints the first
 * difference, and ends with 1. */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static const double TOLERANCE = 0.01 + 1e-9;

enum { MAX_SIZE = 1 << 24, SHOWN = 100 };

static char *load(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    perror(path);
    exit(2);
  }
  char *text = malloc(MAX_SIZE);
  size_t n = fread(text, 1, MAX_SIZE - 1, file);
  text[n] = '\0';
  fclose(file);
  return text;
}

static bool begins_number(const char *text) {
  return (*text >= '0' && *text <= '9') || (*text == '-' && text[1] >= '0' && text[1] <= '9');
}

/* Walks both to where they begin to differ; false when they do not. */
static bool find_difference(const char **a, const char **b) {
  while (**a || **b) {
    if (begins_number(*a) && begins_number(*b)) {
      char *a_end, *b_end;
      double difference = fabs(strtod(*a, &a_end) - strtod(*b, &b_end));
      if (!(difference <= TOLERANCE)) return true;
      *a = a_end;
      *b = b_end;
    } else if (**a != **b) {
      return true;
    } else {
      ++*a;
      ++*b;
    }
  }
  return false;
}

static int line_number(const char *text, const char *place) {
  int line = 1;
  for (; text < place; text++)
    line += *text == '\n';
  return line;
}

/* The part of the line around `place`. */
static void print_around(char sign, const char *text, const char *place) {
  const char *start = place, *end = place;
  while (start > text && start[-1] != '\n' && place - start < SHOWN)
    start--;
  while (*end && *end != '\n' && end - place < SHOWN)
    end++;
  printf("%c %.*s\n", sign, (int)(end - start), start);
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: compare_scenes GOLDEN NEW\n");
    return 2;
  }
  char *golden = load(argv[1]), *drawn = load(argv[2]);
  const char *a = golden, *b = drawn;
  bool differs = find_difference(&a, &b);
  if (differs) {
    printf("%s:%d: differs; if that is meant, look at both pictures and run ./dev golden\n", argv[1],
           line_number(golden, a));
    print_around('-', golden, a);
    print_around('+', drawn, b);
  }
  free(golden);
  free(drawn);
  return differs;
}
