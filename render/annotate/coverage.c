#include "annotate/coverage.h"

/* Cells are 2 px unless the figure is so large that there would be more than this many. */
#define MOST_CELLS (1 << 20)

CairnCoverage *cairn_coverage_new(CairnArena *arena, CairnBox area) {
  CairnCoverage *coverage = cairn_arena_one(arena, CairnCoverage);
  double cell = fmax(2, sqrt(area.width * area.height / MOST_CELLS));
  cell = fmax(cell, fmax(area.width, area.height) / MOST_CELLS);
  coverage->area = area;
  coverage->cell = cell;
  coverage->scale = 1 / cell;
  coverage->columns = (int)ceil(area.width / cell) + 1;
  coverage->rows = (int)ceil(area.height / cell) + 1;
  size_t n = (size_t)coverage->columns * (size_t)coverage->rows;
  coverage->flags = cairn_arena_array(arena, n, uint8_t);
  coverage->sums = cairn_arena_array(arena, n + (size_t)(coverage->columns + coverage->rows) + 1, uint32_t);
  return coverage;
}

static int to_cell(double offset, double cell, int n) {
  double index = offset / cell;
  return index < 0 ? 0 : index > n - 1 ? n - 1 : (int)index;
}

static void mark_row(CairnCoverage *c, int row, double x0, double x1, uint8_t flag) {
  if (x1 < 0 || x0 > c->area.width) return;
  int from = to_cell(x0, c->cell, c->columns), to = to_cell(x1, c->cell, c->columns);
  uint8_t *cells = c->flags + (size_t)row * (size_t)c->columns;
  for (int i = from; i <= to; i++)
    cells[i] |= flag;
}

void cairn_coverage_add_box(CairnCoverage *c, CairnBox box, uint8_t flag) {
  double y0 = box.y - c->area.y, y1 = y0 + box.height, x0 = box.x - c->area.x;
  if (!(y1 >= 0 && y0 <= c->area.height && box.width >= 0)) return;
  int to = to_cell(y1, c->cell, c->rows);
  for (int row = to_cell(y0, c->cell, c->rows); row <= to; row++)
    mark_row(c, row, x0, x0 + box.width, flag);
}

void cairn_coverage_add_disc(CairnCoverage *c, CairnPoint centre, double radius, uint8_t flag) {
  cairn_coverage_add_segment(c, centre, centre, radius, flag);
}

void cairn_coverage_add_segment(CairnCoverage *c, CairnPoint from, CairnPoint to, double radius,
                                uint8_t flag) {
  if (!(isfinite(from.x) && isfinite(from.y) && isfinite(to.x) && isfinite(to.y))) return;
  CairnPoint a = from.y <= to.y ? from : to, b = from.y <= to.y ? to : from;
  double top = a.y - c->area.y, bottom = b.y - c->area.y, left = a.x - c->area.x, dx = b.x - a.x;
  if (bottom + radius < 0 || top - radius > c->area.height) return;
  int last = to_cell(bottom + radius, c->cell, c->rows);
  for (int row = to_cell(top - radius, c->cell, c->rows); row <= last; row++) {
    /* the part of the segment whose stroke can reach this row */
    double t0 = 0, t1 = 1;
    if (bottom > top) {
      t0 = fmin(fmax((row * c->cell - radius - top) / (bottom - top), 0), 1);
      t1 = fmin(fmax(((row + 1) * c->cell + radius - top) / (bottom - top), 0), 1);
    }
    double x0 = left + t0 * dx, x1 = left + t1 * dx;
    mark_row(c, row, fmin(x0, x1) - radius, fmax(x0, x1) + radius, flag);
  }
}

void cairn_coverage_finish(CairnCoverage *c) {
  size_t stride = (size_t)c->columns + 1;
  for (int row = 0; row < c->rows; row++) {
    const uint8_t *cells = c->flags + (size_t)row * (size_t)c->columns;
    const uint32_t *above = c->sums + (size_t)row * stride;
    uint32_t *sums = c->sums + (size_t)(row + 1) * stride, in_row = 0;
    for (int i = 0; i < c->columns; i++) {
      in_row += cells[i] != 0;
      sums[i + 1] = above[i + 1] + in_row;
    }
  }
}

CairnPassage cairn_coverage_passage(const CairnCoverage *c, CairnPoint from, CairnPoint to, double skip) {
  CairnPassage passage = {0};
  double dx = to.x - from.x, dy = to.y - from.y, length = sqrt(dx * dx + dy * dy);
  if (!(length > skip && length < 1e6)) return passage;
  double step = 0.75 * c->cell / length, scale = 1 / c->cell;
  double x = (from.x - c->area.x) * scale, y = (from.y - c->area.y) * scale;
  uint8_t before = skip > 0 ? CAIRN_COVER_LINE | CAIRN_COVER_DOT : 0;
  dx *= scale;
  dy *= scale;
  for (double t = skip / length; t < 1; t += step) {
    double column = x + t * dx, row = y + t * dy;
    passage.steps++;
    if (!(column >= 0 && row >= 0 && column < c->columns && row < c->rows)) continue;
    uint8_t now = c->flags[(size_t)row * (size_t)c->columns + (size_t)column];
    uint8_t entered = (uint8_t)(now & ~before);
    before = now;
    if (!entered) continue;
    passage.lines += (entered & CAIRN_COVER_LINE) != 0;
    passage.dots += (entered & CAIRN_COVER_DOT) != 0;
    passage.boxes += (entered & CAIRN_COVER_BOX) != 0;
  }
  return passage;
}
