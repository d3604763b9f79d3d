/* What a label may not cover, as a grid of cells with a summed-area table (Crow 1984): whether a box is free
 * costs four look-ups however large it is. Cells count as covered when an obstacle or its clearance touches
 * them, so the answer errs on the safe side by less than one cell. */
#pragma once

#include "base/arena.h"
#include "base/geometry.h"

#include <stdint.h>

enum { CAIRN_COVER_LINE = 1, CAIRN_COVER_DOT = 2, CAIRN_COVER_BOX = 4 };

typedef struct CairnCoverage {
  CairnBox area; /* outside counts as covered */
  double cell;   /* px of a cell's side */
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

/* Is no part of the box covered, and all of it in the area? */
bool cairn_coverage_is_free(const CairnCoverage *coverage, CairnBox box);

/* Share of the area that is covered, 0 ... 1. */
double cairn_coverage_share(const CairnCoverage *coverage, CairnBox box);

/* The column that x is in, or the nearest. */
int cairn_coverage_column(const CairnCoverage *coverage, double x);

/* How often a segment enters covered cells of each kind, the first `skip` px from `from` not looked at: there
 * it lies on the series and its own dot. */
typedef struct CairnPassage {
  int lines, dots, boxes;
  int steps; /* cells looked at */
} CairnPassage;

CairnPassage cairn_coverage_passage(const CairnCoverage *coverage, CairnPoint from, CairnPoint to,
                                    double skip);
