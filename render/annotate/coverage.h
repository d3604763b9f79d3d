/* What a label may not cover, as a grid of cells with a summed-area table (Crow 1984): whether a box is free
 * costs four look-ups however large it is. Cells count as covered when an obstacle or its clearance touches
 * them, so the answer errs on the safe side by less than one cell. */
#pragma once

#include "base/arena.h"
#include "base/geometry.h"

#include <stddef.h>
#include <stdint.h>

enum { CAIRN_COVER_LINE = 1, CAIRN_COVER_DOT = 2, CAIRN_COVER_BOX = 4 };

typedef struct CairnCoverage {
  CairnBox area; /* outside counts as covered */
  double cell;   /* px of a cell's side */
  double scale;  /* cells per px */
  int columns, rows;
  uint8_t *flags; /* CAIRN_COVER_* per cell */
  uint32_t *sums; /* covered cells above and to the left; (columns + 1) x (rows + 1) */
} CairnCoverage;

CairnCoverage *cairn_coverage_new(CairnArena *arena, CairnBox area);

void cairn_coverage_add_box(CairnCoverage *coverage, CairnBox box, uint8_t flag);
void cairn_coverage_add_disc(CairnCoverage *coverage, CairnPoint centre, double radius, uint8_t flag);
void cairn_coverage_add_segment(CairnCoverage *coverage, CairnPoint from, CairnPoint to, double radius,
                                uint8_t flag);

/* To be called after the last addition. */
void cairn_coverage_finish(CairnCoverage *coverage);

/* Is no part of the box covered, and all of it in the area? Inline, because the search asks it all the time.
 */
static inline bool cairn_coverage_is_free(const CairnCoverage *c, const CairnBox *box) {
  double right = box->x + box->width, bottom = box->y + box->height;
  if (!(box->x >= c->area.x && box->y >= c->area.y && right <= c->area.x + c->area.width &&
        bottom <= c->area.y + c->area.height))
    return false;
  int x0 = (int)((box->x - c->area.x) * c->scale), x1 = (int)((right - c->area.x) * c->scale) + 1;
  int y0 = (int)((box->y - c->area.y) * c->scale), y1 = (int)((bottom - c->area.y) * c->scale) + 1;
  const uint32_t *above = c->sums + (ptrdiff_t)y0 * (c->columns + 1);
  const uint32_t *below = c->sums + (ptrdiff_t)y1 * (c->columns + 1);
  return below[x1] - above[x1] == below[x0] - above[x0];
}

/* The column that x is in, or the nearest. */
static inline int cairn_coverage_column(const CairnCoverage *c, double x) {
  double column = (x - c->area.x) * c->scale;
  return column < 0 ? 0 : column > c->columns - 1 ? c->columns - 1 : (int)column;
}

/* How often a segment enters covered cells of each kind, the first `skip` px from `from` not looked at: there
 * it lies on the series and its own dot. */
typedef struct CairnPassage {
  int lines, dots, boxes;
  int steps; /* cells looked at */
} CairnPassage;

CairnPassage cairn_coverage_passage(const CairnCoverage *coverage, CairnPoint from, CairnPoint to,
                                    double skip);
