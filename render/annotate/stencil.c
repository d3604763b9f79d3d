#include "annotate/stencil.h"

#include "annotate/touch.h"

/* Cells are 2 px unless there would be more than this many. */
#define MOST_CELLS (1 << 18)
#define ROW_STEP   3 /* a box is higher than so many rows */

/* Cells from and to, both included; none if from > to. */
typedef struct Cells {
  int left, right, top, bottom;
} Cells;

CairnStencil *cairn_stencil_new(CairnArena *arena, CairnBox area, CairnSpacing gap) {
  CairnStencil *s = cairn_arena_one(arena, CairnStencil);
  *s = (CairnStencil){.area = area, .gap = gap};
  s->dx = cairn_least(gap.leader, cairn_least(gap.beside, gap.marker) / 2);
  s->dy = cairn_least(gap.leader, cairn_least(gap.above, gap.marker) / 2);
  s->cell = cairn_most(2, sqrt(area.width * area.height / MOST_CELLS));
  s->columns = (int)(area.width / s->cell) + 1;
  s->rows = (int)(area.height / s->cell) + 1;
  s->stride = s->columns / 64 + 1;
  size_t words = (size_t)s->rows * (size_t)s->stride;
  s->boxes = cairn_arena_array(arena, words, uint64_t);
  s->leaders = cairn_arena_array(arena, words, uint64_t);
  s->counts = cairn_arena_array(arena, (size_t)s->rows * (size_t)s->columns, uint8_t);
  return s;
}

static CairnBox widen(CairnBox box, double dx, double dy) {
  return (CairnBox){box.x - dx, box.y - dy, box.width + 2 * dx, box.height + 2 * dy};
}

static inline int to_cell(double cells, int n) {
  return (int)cairn_clamp(cells, 0, n - 1);
}

/* The cells that the box covers wholly. */
static Cells inner_cells(const CairnStencil *s, CairnBox box) {
  double scale = 1 / s->cell, x = box.x - s->area.x, y = box.y - s->area.y;
  return (Cells){to_cell(x * scale + 1, s->columns), to_cell((x + box.width) * scale, s->columns) - 1,
                 to_cell(y * scale + 1, s->rows), to_cell((y + box.height) * scale, s->rows) - 1};
}

/* The cells that the box touches. */
static Cells outer_cells(const CairnStencil *s, CairnBox box) {
  double scale = 1 / s->cell, x = box.x - s->area.x, y = box.y - s->area.y;
  return (Cells){to_cell(x * scale, s->columns), to_cell((x + box.width) * scale, s->columns),
                 to_cell(y * scale, s->rows), to_cell((y + box.height) * scale, s->rows)};
}

/* The bits of word `k` of a row that are in the cells. */
static inline uint64_t bits_of(Cells cells, int k) {
  uint64_t bits = ~0ull;
  if (k == cells.left >> 6) bits &= ~0ull << (cells.left & 63);
  if (k == cells.right >> 6) bits &= ~0ull >> (63 - (cells.right & 63));
  return bits;
}

static void set_box(CairnStencil *s, CairnBox box, bool present) {
  Cells cells = inner_cells(s, widen(box, s->dx, s->dy));
  if (cells.left > cells.right) return;
  for (int k = cells.left >> 6; k <= cells.right >> 6; k++) {
    uint64_t bits = bits_of(cells, k), *word = s->boxes + cells.top * s->stride + k;
    for (int row = cells.top; row <= cells.bottom; row++, word += s->stride)
      *word = present ? *word | bits : *word & ~bits;
  }
}

/* Are there bits in these cells? Looks at every few rows, and the last. */
static bool any(const CairnStencil *s, const uint64_t *words, Cells cells) {
  if (cells.left > cells.right || cells.top > cells.bottom) return false;
  for (int k = cells.left >> 6; k <= cells.right >> 6; k++) {
    uint64_t bits = bits_of(cells, k);
    for (int row = cells.top; row < cells.bottom; row += ROW_STEP)
      if (words[row * s->stride + k] & bits) return true;
    if (words[cells.bottom * s->stride + k] & bits) return true;
  }
  return false;
}

bool cairn_stencil_hits_box(const CairnStencil *s, CairnBox box) {
  return any(s, s->boxes, outer_cells(s, widen(box, s->gap.beside - s->dx, s->gap.above - s->dy))) ||
         any(s, s->leaders, inner_cells(s, widen(box, s->gap.leader, s->gap.leader)));
}

/* What is done with the cells of a leader. */
typedef enum Act { ADD, REMOVE, ASK } Act;

static inline bool visit(CairnStencil *s, Act act, int column, int row) {
  if (column < 0 || row < 0 || column >= s->columns || row >= s->rows) return false;
  size_t word = (size_t)(row * s->stride + (column >> 6));
  uint64_t bit = 1ull << (column & 63);
  if (act == ASK) return s->boxes[word] & bit;
  uint8_t *count = &s->counts[row * s->columns + column];
  if (act == ADD ? (*count)++ == 0 : --*count == 0) s->leaders[word] ^= bit;
  return false;
}

/* Goes along the leader from the label; true as soon as a cell answers so. */
static inline bool walk(CairnStencil *s, Act act, const CairnCandidate *c) {
  double scale = 1 / s->cell, stride = act == ASK ? 2 : 1; /* a box is more than two cells wide */
  for (int i = 0; i + 1 < c->n_path; i++) {
    double x = (c->path[i].x - s->area.x) * scale, y = (c->path[i].y - s->area.y) * scale;
    double dx = (c->path[i + 1].x - c->path[i].x) * scale, dy = (c->path[i + 1].y - c->path[i].y) * scale;
    int steps = (int)(cairn_most(fabs(dx), fabs(dy)) / stride) + 1;
    dx /= steps;
    dy /= steps;
    for (int k = 0; k <= steps; k++, x += dx, y += dy)
      if (visit(s, act, (int)x, (int)y)) return true;
  }
  return false;
}

void cairn_stencil_set(CairnStencil *s, const CairnCandidate *c, bool present) {
  set_box(s, c->box, present);
  if (present)
    walk(s, ADD, c);
  else
    walk(s, REMOVE, c);
}

bool cairn_stencil_hits_leader(const CairnStencil *s, const CairnCandidate *c) {
  return walk((CairnStencil *)s, ASK, c);
}
