#include "paint/raster.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

enum { BITS = CAIRN_PIXEL_BITS, UNIT = CAIRN_PIXEL_UNIT, MOST_CELLS = 1 << 24 };

/* The cells of a row that are not all 0: [first, last]. */
typedef struct Touched {
  int first, last;
} Touched;

struct CairnRaster {
  int width, height; /* of the shape; a row has three cells more, for what lies right of it and as an end */
  uint32_t *cells;   /* areas in places, counted twice so that they are whole, modulo 2^32; all 0 between shapes */
  size_t n_cells;
  Touched *rows;
  size_t n_rows;
  int top, bottom; /* the rows that are not all 0: [top, bottom) */
};

CairnRaster *cairn_raster_new(void) {
  return g_new0(CairnRaster, 1);
}

void cairn_raster_free(CairnRaster *raster) {
  if (!raster) return;
  g_free(raster->cells);
  g_free(raster->rows);
  g_free(raster);
}

static size_t row_cells(const CairnRaster *raster) {
  return (size_t)raster->width + 3;
}

static const Touched untouched = {INT32_MAX, -1};

bool cairn_raster_begin(CairnRaster *raster, int width, int height) {
  if (width == raster->width && height == raster->height) return true;
  size_t n = ((size_t)width + 3) * (size_t)height;
  if (n > MOST_CELLS) return false;
  raster->width = width;
  raster->height = height;
  if (n > raster->n_cells) {
    g_free(raster->cells);
    raster->cells = g_new0(uint32_t, n);
    raster->n_cells = n;
  }
  if ((size_t)height > raster->n_rows) raster->rows = g_renew(Touched, raster->rows, (size_t)height);
  raster->n_rows = MAX(raster->n_rows, (size_t)height);
  for (int y = 0; y < height; y++)
    raster->rows[y] = untouched;
  raster->top = INT_MAX;
  raster->bottom = 0;
  return true;
}

/* ---- Sides ---- */

static void touch(Touched *row, int first, int last) {
  if (first < row->first) row->first = first;
  if (last > row->last) row->last = last;
}

/* A part of a side within one pixel: `rise` places high, `from` and `to` its distances from the pixel's left
 * edge. */
static void add_to_cell(uint32_t *cells, int x, int rise, int from, int to) {
  int area = rise * (from + to);
  cells[x] += (uint32_t)(2 * UNIT * rise - area);
  cells[x + 1] += (uint32_t)area;
}

/* The same across several pixels of a row, from x0 to x1. */
static void add_across(uint32_t *cells, int x0, int x1, int rise) {
  const int first = x0 >> BITS, last = x1 >> BITS;
  const double slope = rise / (double)(x1 - x0);
  int done = 0, from = x0 & (UNIT - 1);
  for (int x = first; x < last; x++, from = 0) {
    int risen = (int)(slope * (((x + 1) << BITS) - x0));
    add_to_cell(cells, x, risen - done, from, UNIT);
    done = risen;
  }
  add_to_cell(cells, last, rise - done, 0, x1 & (UNIT - 1));
}

/* A part of a side within a row, between x0 and x1 in places, 0 <= x0 and x1 <= width; `rise` is negative
 * upwards. */
static inline void add_to_row(uint32_t *cells, Touched *row, int x0, int x1, int rise) {
  const int low = MIN(x0, x1), high = MAX(x0, x1), first = low >> BITS, last = high >> BITS;
  touch(row, first, last + 1);
  if (first == last)
    add_to_cell(cells, first, rise, low & (UNIT - 1), high & (UNIT - 1));
  else
    add_across(cells, low, high, rise);
}

/* What lies left of the pixels covers all of the row, what lies right of them nothing. */
static void add_clipped(uint32_t *cells, Touched *row, int right, int x0, int x1, int rise) {
  const int low = MIN(x0, x1), high = MAX(x0, x1);
  const double slope = high > low ? rise / (double)(high - low) : 0;
  int before = low >= 0 ? 0 : high <= 0 ? rise : (int)(slope * -low);
  int after = high <= right ? 0 : low >= right ? rise : (int)(slope * (high - right));
  if (before) add_to_row(cells, row, 0, 0, before);
  if (after) add_to_row(cells, row, right, right, after);
  if (rise != before + after) add_to_row(cells, row, MAX(low, 0), MIN(high, right), rise - before - after);
}

int cairn_raster_places(double pixels) {
  return (int)(pixels * UNIT + (pixels < 0 ? -0.5 : 0.5));
}

/* A side from (x0, y0) down to (x1, y1), cut to the rows that there are: [y, end). */
static void add_side(CairnRaster *raster, int x0, int y0, int x1, int y1, int sign) {
  const int right = raster->width << BITS;
  const bool is_held = MIN(x0, x1) >= 0 && MAX(x0, x1) <= right;
  const double slope = (x1 - x0) / (double)(y1 - y0);
  int y = MAX(y0, 0), end = MIN(y1, raster->height << BITS), x = y == y0 ? x0 : x0 + (int)(slope * (y - y0));
  uint32_t *cells = raster->cells + row_cells(raster) * (size_t)(y >> BITS);
  Touched *row = &raster->rows[y >> BITS];
  for (int next, next_x; y < end; y = next, x = next_x, cells += row_cells(raster), row++) {
    next = MIN((y | (UNIT - 1)) + 1, end);
    next_x = next == y1 ? x1 : x0 + (int)(slope * (next - y0));
    if (is_held)
      add_to_row(cells, row, x, next_x, sign * (next - y));
    else
      add_clipped(cells, row, right, x, next_x, sign * (next - y));
  }
}

/* The same straight down, as the sides of most bars and lines of grids go. */
static void add_upright(CairnRaster *raster, int x, int y0, int y1, int sign) {
  const int at = CLAMP(x, 0, raster->width << BITS), cell = at >> BITS, from = 2 * (at & (UNIT - 1));
  uint32_t *cells = raster->cells + row_cells(raster) * (size_t)(MAX(y0, 0) >> BITS) + cell;
  for (int y = MAX(y0, 0), end = MIN(y1, raster->height << BITS), next; y < end;
       y = next, cells += row_cells(raster)) {
    next = MIN((y | (UNIT - 1)) + 1, end);
    const int rise = sign * (next - y);
    cells[0] += (uint32_t)(rise * (2 * UNIT - from));
    cells[1] += (uint32_t)(rise * from);
    touch(&raster->rows[y >> BITS], cell, cell + 1);
  }
}

void cairn_raster_side(CairnRaster *raster, CairnPoint from, CairnPoint to) {
  int x0 = cairn_raster_places(from.x), y0 = cairn_raster_places(from.y), x1 = cairn_raster_places(to.x),
      y1 = cairn_raster_places(to.y);
  const int top = MIN(y0, y1), bottom = MAX(y0, y1);
  if (top == bottom || bottom <= 0 || top >= raster->height << BITS) return;
  raster->top = MIN(raster->top, MAX(top, 0) >> BITS);
  raster->bottom = MAX(raster->bottom, MIN((bottom - 1) >> BITS, raster->height - 1) + 1);
  if (x0 == x1)
    add_upright(raster, x0, top, bottom, y0 < y1 ? 1 : -1);
  else if (y0 < y1)
    add_side(raster, x0, y0, x1, y1, 1);
  else
    add_side(raster, x1, y1, x0, y0, -1);
}

/* ---- Painting ---- */

/* Four cells; the rows of cells have no alignment. */
typedef int64_t Pair __attribute__((vector_size(16), aligned(4), may_alias));

static bool any_of_8(const uint32_t *cells) {
  const Pair *pairs = (const Pair *)(const void *)cells, all = pairs[0] | pairs[1];
  return (all[0] | all[1]) != 0;
}

static bool any_of_32(const uint32_t *cells) {
  const Pair *p = (const Pair *)(const void *)cells,
             all = ((p[0] | p[1]) | (p[2] | p[3])) | ((p[4] | p[5]) | (p[6] | p[7]));
  return (all[0] | all[1]) != 0;
}

/* The first cell from `x` on that is not 0, or `end`. */
static int next_change(const uint32_t *cells, int x, int end) {
  while (x + 32 <= end && !any_of_32(cells + x))
    x += 32;
  while (x + 8 <= end && !any_of_8(cells + x))
    x += 8;
  while (x < end && cells[x] == 0)
    x++;
  return x;
}

static void paint_row(uint32_t *cells, const Touched *row, const CairnPixelBox *clip, uint32_t *out,
                      uint32_t color) {
  const int end = row->last + 1, left = clip->left, right = clip->right;
  uint32_t sum = 0;
  for (int x = row->first, next; x < end; x = next) {
    sum += cells[x];
    cells[x] = 0;
    next = x + 1;
    const uint32_t part = cairn_pixel_part(MIN(sum, -sum));
    if (cells[next]) { /* most have neighbours that differ; a row has cells behind its last one */
      if (part && x >= left && x < right) out[x] = cairn_pixel_over(color, part, out[x]);
      continue;
    }
    next = next_change(cells, next, end);
    if (part && MAX(x, left) < MIN(next, right))
      cairn_pixels_run(out + MAX(x, left), MIN(next, right) - MAX(x, left), color, part);
  }
}

void cairn_raster_paint(CairnRaster *raster, const CairnPixels *pixels, uint32_t color) {
  for (int y = raster->top; y < raster->bottom; y++) {
    Touched *row = &raster->rows[y];
    if (row->last < 0) continue;
    uint32_t *cells = raster->cells + row_cells(raster) * (size_t)y;
    bool seen = y >= pixels->clip.top && y < pixels->clip.bottom;
    if (seen)
      paint_row(cells, row, &pixels->clip, cairn_pixels_row(pixels, y), color);
    else
      memset(cells + row->first, 0, (size_t)(row->last - row->first + 1) * sizeof *cells);
    *row = untouched;
  }
  raster->top = INT_MAX;
  raster->bottom = 0;
}
