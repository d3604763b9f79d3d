#include "annotate/occupancy.h"

#include "annotate/contact.h"

#include <string.h>

#define CELL_PX 24.0

/* What is done with the cells that a candidate touches. */
typedef enum Act { ADD, REMOVE, ASK } Act;

CairnOccupancy *cairn_occupancy_new(CairnArena *arena, CairnBox area, int n, double margin) {
  CairnOccupancy *o = cairn_arena_one(arena, CairnOccupancy);
  o->arena = arena;
  o->area = area;
  o->margin = margin;
  o->columns = (int)(cairn_clamp(area.width, 1, 1e4) / CELL_PX) + 1;
  o->rows = (int)(cairn_clamp(area.height, 1, 1e4) / CELL_PX) + 1;
  o->cells = cairn_arena_array(arena, (size_t)o->columns * (size_t)o->rows, CairnOccupancyCell);
  o->found = cairn_arena_array(arena, (size_t)n, int);
  o->seen = cairn_arena_array(arena, (size_t)n, unsigned);
  return o;
}

/* The labels of a step come one after the other: one that is in the cell already is the last there. */
static void add(CairnOccupancy *o, CairnOccupancyCell *cell, int label) {
  if (cell->n > 0 && cell->labels[cell->n - 1] == label) return;
  if (cell->n == cell->room) {
    int room = cell->room ? 2 * cell->room : 4, *labels = cairn_arena_array(o->arena, (size_t)room, int);
    if (cell->n > 0) memcpy(labels, cell->labels, (size_t)cell->n * sizeof *labels);
    cell->labels = labels;
    cell->room = room;
  }
  cell->labels[cell->n++] = label;
}

static void take_out(CairnOccupancyCell *cell, int label) {
  for (int i = 0; i < cell->n; i++)
    if (cell->labels[i] == label) {
      cell->labels[i] = cell->labels[--cell->n];
      return;
    }
}

static inline void ask(CairnOccupancy *o, const CairnOccupancyCell *cell) {
  for (int i = 0; i < cell->n; i++) {
    int label = cell->labels[i];
    if (o->seen[label] == o->question) continue;
    o->seen[label] = o->question;
    o->found[o->n_found++] = label;
  }
}

static inline int cell_at(double offset, int n) {
  return (int)cairn_clamp(offset * (1 / CELL_PX), 0, n - 1);
}

static inline void visit_box(CairnOccupancy *o, Act act, int label, double x0, double y0, double x1,
                             double y1) {
  int from = cell_at(x0 - o->area.x - o->margin, o->columns),
      to = cell_at(x1 - o->area.x + o->margin, o->columns);
  int bottom = cell_at(y1 - o->area.y + o->margin, o->rows);
  for (int row = cell_at(y0 - o->area.y - o->margin, o->rows); row <= bottom; row++) {
    CairnOccupancyCell *cells = o->cells + (size_t)row * (size_t)o->columns;
    for (int column = from; column <= to; column++) {
      if (act == ASK)
        ask(o, &cells[column]);
      else if (act == ADD)
        add(o, &cells[column], label);
      else
        take_out(&cells[column], label);
    }
  }
}

/* A slanting piece is taken row by row, so that it does not count in the whole box around it. */
static inline void visit_piece(CairnOccupancy *o, Act act, int label, CairnPoint a, CairnPoint b) {
  CairnPoint top = a.y <= b.y ? a : b, foot = a.y <= b.y ? b : a;
  if (fabs(a.x - b.x) < CELL_PX || foot.y - top.y < CELL_PX) {
    visit_box(o, act, label, cairn_least(a.x, b.x), top.y, cairn_most(a.x, b.x), foot.y);
    return;
  }
  double slope = (foot.x - top.x) / (foot.y - top.y);
  double last = cairn_least(foot.y, o->area.y + o->area.height);
  for (double y = cairn_most(top.y, o->area.y); y < last; y += CELL_PX) {
    double end = cairn_least(y + CELL_PX, last);
    double x0 = top.x + (y - top.y) * slope, x1 = top.x + (end - top.y) * slope;
    visit_box(o, act, label, cairn_least(x0, x1), y, cairn_most(x0, x1), end);
  }
}

static inline void visit_around(CairnOccupancy *o, Act act, int label, const CairnBox *box) {
  visit_box(o, act, label, box->x, box->y, box->x + box->width, box->y + box->height);
}

static inline void visit_leader(CairnOccupancy *o, Act act, int label, const CairnCandidate *c) {
  for (int i = 0; i + 1 < c->n_path; i++)
    visit_piece(o, act, label, c->path[i], c->path[i + 1]);
}

void cairn_occupancy_set(CairnOccupancy *o, int label, const CairnCandidate *candidate, bool present) {
  visit_around(o, present ? ADD : REMOVE, label, &candidate->box);
  visit_leader(o, present ? ADD : REMOVE, label, candidate);
}

void cairn_occupancy_ask_box(CairnOccupancy *o, const CairnCandidate *candidate) {
  o->n_found = 0;
  o->question++;
  visit_around(o, ASK, -1, &candidate->box);
}

void cairn_occupancy_ask_leader(CairnOccupancy *o, const CairnCandidate *candidate) {
  o->n_found = 0;
  visit_leader(o, ASK, -1, candidate);
}
