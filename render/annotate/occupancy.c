#include "annotate/occupancy.h"

#include <string.h>

#define CELL_PX 24.0

CairnOccupancy *cairn_occupancy_new(CairnArena *arena, CairnBox area, int n, double margin) {
  CairnOccupancy *o = cairn_arena_one(arena, CairnOccupancy);
  o->area = area;
  o->margin = margin;
  o->columns = (int)(cairn_clamp(area.width, 1, 1e4) / CELL_PX) + 1;
  o->rows = (int)(cairn_clamp(area.height, 1, 1e4) / CELL_PX) + 1;
  o->words = (n + 63) / 64;
  size_t cells = (size_t)o->columns * (size_t)o->rows;
  o->cells = cairn_arena_array(arena, cells * (size_t)o->words, uint64_t);
  o->near = cairn_arena_array(arena, (size_t)o->words, uint64_t);
  /* a box takes all cells at most; each step along a piece at most three rows, and the steps together each
   * column once and two more per step */
  size_t most_steps = (size_t)o->rows + 3;
  o->list = cairn_arena_array(arena, cells + 9 * ((size_t)o->columns + 3 * most_steps), int);
  return o;
}

static int cell_at(double offset, int n) {
  return (int)cairn_clamp(offset * (1 / CELL_PX), 0, n - 1);
}

static int list_box(const CairnOccupancy *o, double x0, double y0, double x1, double y1, int n) {
  int from = cell_at(x0 - o->area.x - o->margin, o->columns),
      to = cell_at(x1 - o->area.x + o->margin, o->columns);
  int bottom = cell_at(y1 - o->area.y + o->margin, o->rows);
  for (int row = cell_at(y0 - o->area.y - o->margin, o->rows); row <= bottom; row++)
    for (int column = from; column <= to; column++)
      o->list[n++] = row * o->columns + column;
  return n;
}

/* A slanting piece is taken row by row, so that it does not count in the whole box around it. */
static int list_piece(const CairnOccupancy *o, CairnPoint a, CairnPoint b, int n) {
  if (a.y > b.y) return list_piece(o, b, a, n);
  if (fabs(a.x - b.x) < CELL_PX || b.y - a.y < CELL_PX)
    return list_box(o, cairn_least(a.x, b.x), a.y, cairn_most(a.x, b.x), b.y, n);
  double slope = (b.x - a.x) / (b.y - a.y);
  double last = cairn_least(b.y, o->area.y + o->area.height);
  for (double y = cairn_most(a.y, o->area.y); y < last; y += CELL_PX) {
    double end = cairn_least(y + CELL_PX, last), x0 = a.x + (y - a.y) * slope, x1 = a.x + (end - a.y) * slope;
    n = list_box(o, cairn_least(x0, x1), y, cairn_most(x0, x1), end, n);
  }
  return n;
}

/* The cells that box and leader touch; some more than once. */
static int list_cells(const CairnOccupancy *o, const CairnCandidate *c) {
  int n = list_box(o, c->box.x, c->box.y, c->box.x + c->box.width, c->box.y + c->box.height, 0);
  for (int i = 0; i + 1 < c->n_path; i++)
    n = list_piece(o, c->path[i], c->path[i + 1], n);
  return n;
}

void cairn_occupancy_set(CairnOccupancy *o, int label, const CairnCandidate *candidate, bool present) {
  int n = list_cells(o, candidate);
  uint64_t bit = (uint64_t)1 << (label % 64);
  for (int i = 0; i < n; i++) {
    uint64_t *word = &o->cells[(size_t)o->list[i] * (size_t)o->words + (size_t)(label / 64)];
    *word = present ? *word | bit : *word & ~bit;
  }
}

const uint64_t *cairn_occupancy_near(CairnOccupancy *o, const CairnCandidate *candidate) {
  int n = list_cells(o, candidate);
  memset(o->near, 0, (size_t)o->words * sizeof *o->near);
  for (int i = 0; i < n; i++) {
    const uint64_t *cell = &o->cells[(size_t)o->list[i] * (size_t)o->words];
    for (int w = 0; w < o->words; w++)
      o->near[w] |= cell[w];
  }
  return o->near;
}
