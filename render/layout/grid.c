#include "layout/grid.h"

#include <glib.h>
#include <math.h>

/* One direction of the grid: boxes as intervals from low to high, in lanes (columns or rows). */
typedef struct Axis {
  const CairnGridSide *side;
  size_t n, n_lanes;
  size_t n_columns;
  bool rows;
  double *low, *high; /* n each */
  double *offset;     /* from the lane before */
  double *extent;     /* of lanes */
  double most;        /* the largest extent */
  double *origin;     /* the result */
} Axis;

static size_t lane_of(const Axis *axis, size_t i) {
  return axis->rows ? i / axis->n_columns : i % axis->n_columns;
}

/* What a box reaches before its origin, in whole px. */
static double overhang(double low) {
  return low < 0 ? ceil(-low) : 0;
}

static void measure(Axis *axis) {
  for (size_t i = 0; i < axis->n; i++) {
    size_t lane = lane_of(axis, i);
    double end = ceil(axis->high[i]);
    axis->most = fmax(axis->most, end);
    axis->extent[lane] = fmax(axis->extent[lane], end);
    axis->offset[i] = lane == 0 ? 0 : axis->side->padding + overhang(axis->low[i]);
  }
}

/* Makes the steps between lanes equal: within each lane, or everywhere. */
static void align(Axis *axis) {
  CairnGridAlign mode = axis->side->align;
  g_autofree double *largest = g_new0(double, MAX(axis->n_lanes, 1));
  double all = 0;
  for (size_t i = 0; i < axis->n; i++) {
    size_t lane = lane_of(axis, i);
    largest[lane] = fmax(largest[lane], axis->offset[i]);
    all = fmax(all, axis->offset[i]);
  }
  for (size_t i = 0; i < axis->n; i++) {
    size_t lane = lane_of(axis, i);
    if (lane == 0) continue;
    if (mode == CAIRN_GRID_ALIGN_ALL)
      axis->offset[i] = all + axis->most;
    else if (mode == CAIRN_GRID_ALIGN_EACH)
      axis->offset[i] = largest[lane] + axis->extent[lane - 1];
    else
      axis->offset[i] += axis->extent[lane - 1];
  }
}

static void accumulate(Axis *axis) {
  size_t step = axis->rows ? axis->n_columns : 1;
  for (size_t i = 0; i < axis->n; i++)
    axis->origin[i] = axis->offset[i] + (lane_of(axis, i) > 0 ? axis->origin[i - step] : 0);
}

static void center(Axis *axis, bool is_single) {
  if (!axis->side->center || axis->side->align == CAIRN_GRID_ALIGN_NONE || is_single) return;
  for (size_t i = 0; i < axis->n; i++) {
    double room = axis->side->align == CAIRN_GRID_ALIGN_ALL ? axis->most : axis->extent[lane_of(axis, i)];
    /* Vega subtracts the origin too, so that this moves little but the first lane. */
    axis->origin[i] += fmax(room - axis->high[i] - axis->origin[i], 0) / 2;
  }
}

static void anchor(Axis *axis) {
  double start = 0, end = 0;
  for (size_t i = 0; i < axis->n; i++) {
    start = fmin(start, axis->low[i] + axis->origin[i]);
    end = fmax(end, axis->high[i] + axis->origin[i]);
  }
  double at = axis->side->at;
  if (axis->side->anchor == CAIRN_GRID_ANCHOR_END) at -= end - start;
  if (axis->side->anchor == CAIRN_GRID_ANCHOR_MIDDLE) at -= (end - start) / 2;
  at = floor(at + 0.5);
  for (size_t i = 0; i < axis->n; i++)
    axis->origin[i] += at;
}

static void arrange(Axis *axis, bool is_single) {
  g_autofree double *offset = g_new0(double, axis->n), *extent = g_new0(double, axis->n_lanes);
  axis->offset = offset;
  axis->extent = extent;
  measure(axis);
  align(axis);
  accumulate(axis);
  center(axis, is_single);
  anchor(axis);
}

void cairn_grid_arrange(const CairnGrid *grid, const CairnBox *boxes, CairnPoint *origins, size_t n) {
  if (n == 0) return;
  size_t columns = grid->n_columns == 0 ? n : MIN(grid->n_columns, n), rows = (n + columns - 1) / columns;
  g_autofree double *low = g_new(double, n), *high = g_new(double, n), *origin = g_new(double, n);
  for (int side = 0; side < 2; side++) {
    for (size_t i = 0; i < n; i++) {
      bool empty = cairn_box_is_empty(boxes[i]);
      low[i] = empty ? 0 : side ? boxes[i].y : boxes[i].x;
      high[i] = empty ? 0 : low[i] + (side ? boxes[i].height : boxes[i].width);
    }
    Axis axis = {.side = side ? &grid->rows : &grid->columns,
                 .n = n,
                 .n_lanes = side ? rows : columns,
                 .n_columns = columns,
                 .rows = side,
                 .low = low,
                 .high = high,
                 .origin = origin};
    arrange(&axis, (side ? columns : rows) == 1);
    for (size_t i = 0; i < n; i++)
      *(side ? &origins[i].y : &origins[i].x) = origin[i];
  }
}
