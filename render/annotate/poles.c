#include "annotate/poles.h"

#include <math.h>

#define MOST_MEMBERS 64

/* Sums of z and of its square before each position; z is the position less its place in a row. */
typedef struct Sums {
  const double *z, *z2;
} Sums;

static double spread_of(Sums s, int from, int to) {
  double sum = s.z[to] - s.z[from], squares = s.z2[to] - s.z2[from];
  return fmax(0, squares - sum * sum / (to - from));
}

void cairn_poles_bundle(CairnArena *arena, const double *x, int n, double gap, int count, int *bundle) {
  size_t columns = (size_t)n + 1;
  double *z = cairn_arena_array(arena, columns, double), *z2 = cairn_arena_array(arena, columns, double);
  double *cost = cairn_arena_array(arena, columns * 2, double), *now = cost, *last = cost + columns;
  int *start = cairn_arena_array(arena, columns * ((size_t)count + 1), int);
  for (int i = 0; i < n; i++) {
    double at = x[i] - x[0] - i * gap;
    z[i + 1] = z[i] + at;
    z2[i + 1] = z2[i] + at * at;
  }
  for (int i = 0; i <= n; i++)
    last[i] = i == 0 ? 0 : INFINITY;
  for (int k = 1; k <= count; k++) {
    int *from = start + (size_t)k * columns;
    for (int to = 0; to <= n; to++) {
      now[to] = INFINITY;
      for (int i = to - 1; i >= 0 && to - i <= MOST_MEMBERS; i--) {
        double sum = last[i] + spread_of((Sums){z, z2}, i, to);
        if (sum < now[to]) now[to] = sum, from[to] = i;
      }
    }
    double *swap = last;
    last = now, now = swap;
  }
  int to = n;
  for (int k = count; k > 0 && isfinite(last[n]); k--) {
    int from = start[(size_t)k * columns + (size_t)to];
    for (int i = from; i < to; i++)
      bundle[i] = k - 1;
    to = from;
  }
}
