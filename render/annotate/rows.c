#include "annotate/rows.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Sites are 1 ... n, the walls 0 and n + 1. Between two leaders that reach higher than all in between, the
 * labels in between are a problem of their own: need(i, j) is the number of rows that it takes. Its top row
 * is a chain of labels from left to right, and between the leaders of two neighbours in the chain is a
 * smaller problem again. Pairs with more than SPAN sites between them are left out, but for the outermost:
 * rows are hardly that long. */
#define SPAN 64
#define NONE 255

typedef struct Rows {
  const CairnRowsProblem *problem;
  uint8_t *need; /* (n + 1) x (SPAN + 1): rows for the d sites after site i, NONE while unknown */
  int *reach;    /* per site: the largest d with a known need */
  double *end;   /* where the label ends, at best, if it is in the chain; INFINITY if it can't be */
  int *before;   /* its predecessor in the chain */
  int *row;
  int64_t *work;
} Rows;

static double pole_of(const Rows *r, int i) {
  const CairnRowsProblem *p = r->problem;
  if (i == 0) return p->low - p->gap_leader;
  return i > p->n ? p->high + p->gap_leader : p->pole[i - 1];
}

static uint8_t *need_of(const Rows *r, int i, int j) {
  return &r->need[(size_t)i * (SPAN + 1) + (size_t)(j - i - 1)];
}

/* The best chains that start after leader i, in row k, over sites up to `last`. */
static void chain_from(Rows *r, int i, int last, int k) {
  const CairnRowsProblem *p = r->problem;
  for (int m = i; m <= last; m++)
    r->end[m] = INFINITY;
  r->end[i] = pole_of(r, i) + p->gap_leader - p->gap_label;
  int furthest = i;
  for (int b = i; b <= furthest; b++) {
    if (isinf(r->end[b])) continue;
    for (int m = b + 1; m <= last && m <= b + 1 + r->reach[b]; m++) {
      ++*r->work;
      if (*need_of(r, b, m) >= k) continue;
      double start = fmax(r->end[b] + p->gap_label, p->pole[m - 1] - p->width[m - 1]);
      if (start > p->pole[m - 1] || start + p->width[m - 1] >= r->end[m]) continue;
      r->end[m] = start + p->width[m - 1];
      r->before[m] = b;
      if (m > furthest) furthest = m;
    }
  }
}

/* May label b be the last of a chain of row k before leader j? */
static bool may_end(const Rows *r, int b, int j, int k) {
  return isfinite(r->end[b]) && *need_of(r, b, j) < k && r->end[b] + r->problem->gap_leader <= pole_of(r, j);
}

/* Marks the pairs (i, j) that the chains from i, in row k, are enough for. */
static void mark_pairs(Rows *r, int i, int last, int k) {
  for (int b = i + 1; b <= last; b++) {
    if (isinf(r->end[b])) continue;
    for (int j = b + 1; j <= b + 1 + r->reach[b] && j <= last + 1 && j <= i + SPAN + 1; j++) {
      ++*r->work;
      if (*need_of(r, i, j) == NONE && may_end(r, b, j, k)) *need_of(r, i, j) = (uint8_t)k;
    }
  }
}

/* The last label of a chain of row k from the outer wall to the other; -1: there is none. */
static int outer_end(const Rows *r, int k) {
  int n = r->problem->n;
  for (int b = n; b > 0 && n - b <= SPAN; b--)
    if (may_end(r, b, n + 1, k)) return b;
  return -1;
}

/* Finds all pairs for which k rows suffice; true if the outermost is one. */
static bool grow(Rows *r, int k) {
  int n = r->problem->n;
  chain_from(r, 0, n, k);
  if (outer_end(r, k) > 0) return true;
  for (int i = 0; i <= n; i++) {
    int last = i + SPAN < n ? i + SPAN : n;
    chain_from(r, i, last, k);
    mark_pairs(r, i, last, k);
  }
  for (int i = 0; i <= n; i++)
    for (int d = r->reach[i] + 1; d <= SPAN && i + d <= n; d++)
      if (r->need[(size_t)i * (SPAN + 1) + (size_t)d] != NONE) r->reach[i] = d;
  return false;
}

/* Gives the sites between i and j their rows: the chain that ends with label `end` row k, the others lower
 * ones. */
static void assign(Rows *r, CairnArena *arena, int i, int j, int k, int end) {
  int length = 0;
  for (int b = end; b > i; b = r->before[b])
    length++;
  int *chain = cairn_arena_array(arena, (size_t)length + 1, int);
  chain[length] = i;
  for (int b = end, at = 0; b > i; b = r->before[b]) {
    r->row[b - 1] = k;
    chain[at++] = b;
  }
  for (int at = 0, right = j; at <= length; right = chain[at++]) {
    int left = chain[at];
    if (right - left == 1) continue;
    int need = *need_of(r, left, right), last = right - 1;
    chain_from(r, left, last, need);
    while (!may_end(r, last, right, need))
      last--;
    assign(r, arena, left, right, need, last);
  }
}

int cairn_rows_solve(CairnArena *arena, const CairnRowsProblem *problem, int *row, int64_t *work) {
  size_t n = (size_t)problem->n;
  Rows r = {problem,
            cairn_arena_array(arena, (n + 1) * (SPAN + 1), uint8_t),
            cairn_arena_array(arena, n + 1, int),
            cairn_arena_array(arena, n + 2, double),
            cairn_arena_array(arena, n + 2, int),
            row,
            work};
  memset(r.need, NONE, (n + 1) * (SPAN + 1));
  for (size_t i = 0; i <= n; i++)
    r.need[i * (SPAN + 1)] = 0;
  for (int k = 1; k <= problem->most_rows && k < NONE; k++)
    if (grow(&r, k)) {
      chain_from(&r, 0, problem->n, k);
      assign(&r, arena, 0, problem->n + 1, k, outer_end(&r, k));
      return k;
    }
  return 0;
}
