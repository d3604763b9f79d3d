#include "paint/union.h"

#include <math.h>
#include <stdbool.h>

/* Samples along each side of a pixel; those of two rows fill 32 bits, those of a pixel four words. */
enum { SAMPLES = 16, WORDS = 4, MOST_BYTES = 8 * 1024 * 1024 };

typedef struct Pixel {
  union {
    uint16_t rows[SAMPLES];
    uint64_t words[WORDS];
  };
} Pixel;

struct CairnUnion {
  CairnPixelBox box;
  int width;
  Pixel *pixels;
  uint16_t *common; /* of each pixel: the samples that are set in all of its rows */
};

int cairn_union_width(int height) {
  return MAX(1, (int)(MOST_BYTES / (sizeof(Pixel) + sizeof(uint16_t))) / MAX(height, 1));
}

CairnUnion *cairn_union_new(CairnPixelBox box) {
  CairnUnion *covered = g_new(CairnUnion, 1);
  size_t n = (size_t)(box.right - box.left) * (size_t)(box.bottom - box.top);
  *covered = (CairnUnion){box, box.right - box.left, g_new0(Pixel, n), g_new0(uint16_t, n)};
  return covered;
}

void cairn_union_free(CairnUnion *covered) {
  g_free(covered->pixels);
  g_free(covered->common);
  g_free(covered);
}

/* ---- Polygons ---- */

enum { MOST_SIDES = CAIRN_UNION_MOST_CORNERS };

/* From top to bottom; level ones are left out, as their ends are ends of others. */
typedef struct Side {
  double top, bottom, x, slope; /* x at the top */
} Side;

typedef struct Polygon {
  Side sides[MOST_SIDES];
  int n;
} Polygon;

typedef struct Extent {
  double low, high; /* nothing when low > high */
} Extent;

static const Extent nothing = {INFINITY, -INFINITY};

static inline void include(Extent *extent, double x) {
  extent->low = x < extent->low ? x : extent->low;
  extent->high = x > extent->high ? x : extent->high;
}

static inline double x_at(const Side *side, double y) {
  return side->x + side->slope * (y - side->top);
}

static void add_side(Polygon *polygon, CairnPoint a, CairnPoint b) {
  if (a.y == b.y) return;
  const CairnPoint top = a.y < b.y ? a : b, bottom = a.y < b.y ? b : a;
  polygon->sides[polygon->n++] = (Side){top.y, bottom.y, top.x, (bottom.x - top.x) / (bottom.y - top.y)};
}

/* Where a line at height y is inside. */
static Extent extent_at(const Polygon *polygon, double y) {
  Extent extent = nothing;
  for (const Side *side = polygon->sides; side < polygon->sides + polygon->n; side++)
    if (side->top <= y && y < side->bottom) include(&extent, x_at(side, y));
  return extent;
}

/* ---- Samples ---- */

/* Samples of a row of the box: [from, end). */
typedef struct Samples {
  int from, end;
} Samples;

/* The number of samples left of x, counted from pixel 0: the first sample at x or right of it. */
static inline int sample_at(double x) {
  const double place = x * SAMPLES - 0.5, most = 1 << 30;
  if (!(place > -most)) return -(1 << 30);
  if (place >= most) return 1 << 30;
  const int whole = (int)place;
  return whole + (whole < place);
}

static inline int within(int number, int low, int high) {
  return number < low ? low : number > high ? high : number;
}

/* The first sample of a row of the box at x or right of it, counted from the left of the box: the same one
 * wherever the box begins. */
static inline int sample_from(const CairnUnion *covered, double x) {
  return within(sample_at(x) - covered->box.left * SAMPLES, 0, covered->width * SAMPLES);
}

static inline Samples samples_of(const CairnUnion *covered, Extent extent) {
  return (Samples){sample_from(covered, extent.low), sample_from(covered, extent.high)};
}

/* Those of them in pixel x of the box. */
static inline uint16_t bits_in(Samples samples, int x) {
  const int from = MAX(samples.from - x * SAMPLES, 0), end = MIN(samples.end - x * SAMPLES, SAMPLES);
  return (uint16_t)((0xffffu << from) & (0xffffu >> (SAMPLES - end)));
}

/* The samples that all rows of a pixel have. */
static uint16_t common_of(const Pixel *pixel) {
  uint64_t all = pixel->words[0] & pixel->words[1] & pixel->words[2] & pixel->words[3];
  all &= all >> 32;
  return (uint16_t)(all & all >> 16);
}

/* Those of `reached` that are left when pixels at both ends that have all of theirs are passed over. */
static Samples unset_part(const uint16_t *common, Samples reached) {
  int first = reached.from / SAMPLES, last = (reached.end - 1) / SAMPLES;
  while (first <= last && !(bits_in(reached, first) & ~common[first]))
    first++;
  while (first < last && !(bits_in(reached, last) & ~common[last]))
    last--;
  return (Samples){MAX(reached.from, first * SAMPLES), MIN(reached.end, (last + 1) * SAMPLES)};
}

static inline int sample_row(const CairnUnion *covered, double y) {
  return within(sample_at(y) - covered->box.top * SAMPLES, 0,
                (covered->box.bottom - covered->box.top) * SAMPLES);
}

CairnSampleBox cairn_union_samples(const CairnUnion *covered, CairnPoint low, CairnPoint high) {
  return (CairnSampleBox){sample_from(covered, low.x), sample_row(covered, low.y),
                          sample_from(covered, high.x), sample_row(covered, high.y)};
}

/* Where the middle between samples number `sample` - 1 and `sample` is, from pixel `origin` on; what lies beyond the first and the last
 * ones counts as theirs. */
static double bound(int origin, int sample, int most, double beyond) {
  return sample == (beyond < 0 ? 0 : most) ? beyond : origin + (sample + (beyond < 0 ? -0.5 : 0.5)) / SAMPLES;
}

CairnUnionBounds cairn_union_bounds(const CairnUnion *covered, CairnSampleBox box) {
  const CairnPixelBox *all = &covered->box;
  const int columns = covered->width * SAMPLES, rows = (all->bottom - all->top) * SAMPLES;
  return (CairnUnionBounds){{bound(all->left, box.left, columns, -INFINITY), bound(all->top, box.top, rows, -INFINITY)},
                            {bound(all->left, box.right, columns, INFINITY), bound(all->top, box.bottom, rows, INFINITY)}};
}

static inline bool is_empty(CairnSampleBox box) {
  return box.left >= box.right || box.top >= box.bottom;
}

/* A row of pixels of which something may be set. */
typedef struct Row {
  Pixel *pixels;
  uint16_t *common;
  Samples open;  /* what is not set yet lies within */
  int top;       /* the first of its samples from the top of the box */
  int from, end; /* its rows of samples that may be set */
} Row;

/* The row of pixels `y` of the box, as far as it lies in `reached`; false where all of that is set. */
static inline bool open_row(const CairnUnion *covered, CairnSampleBox reached, int y, Row *row) {
  const size_t start = (size_t)y * (size_t)covered->width;
  row->pixels = covered->pixels + start;
  row->common = covered->common + start;
  row->open = unset_part(row->common, (Samples){reached.left, reached.right});
  row->top = y * SAMPLES;
  row->from = MAX(reached.top - row->top, 0);
  row->end = MIN(reached.bottom - row->top, SAMPLES);
  return row->open.from < row->open.end;
}

/* Sets samples of row `i` of its samples. */
static inline void set_samples(const Row *row, int i, Samples all) {
  const Samples samples = {MAX(all.from, row->open.from), MIN(all.end, row->open.end)};
  for (int x = samples.from / SAMPLES; x * SAMPLES < samples.end; x++)
    row->pixels[x].rows[i] |= bits_in(samples, x);
}

static inline void close_row(const Row *row) {
  for (int x = row->open.from / SAMPLES; x * SAMPLES < row->open.end; x++)
    row->common[x] = common_of(&row->pixels[x]);
}

/* The height of a row of samples of the box. */
static inline double height_of(const CairnUnion *covered, int sample_row) {
  return covered->box.top + (sample_row + 0.5) / SAMPLES;
}

static void make_sides(Polygon *polygon, const CairnPoint *corners, int n) {
  for (int i = 0; i < n; i++)
    add_side(polygon, corners[i], corners[i + 1 < n ? i + 1 : 0]);
}

/* Those of the upright rectangle about a polygon. */
static CairnSampleBox samples_about(const CairnUnion *covered, const CairnPoint *corners, int n) {
  Extent across = nothing, down = nothing;
  for (int i = 0; i < n; i++) {
    include(&across, corners[i].x);
    include(&down, corners[i].y);
  }
  return cairn_union_samples(covered, (CairnPoint){across.low, down.low}, (CairnPoint){across.high, down.high});
}

void cairn_union_polygon(CairnUnion *covered, const CairnPoint *corners, int n) {
  Polygon polygon = {.n = 0};
  const CairnSampleBox reached = samples_about(covered, corners, n);
  if (is_empty(reached)) return;
  for (int y = reached.top / SAMPLES; y * SAMPLES < reached.bottom; y++) {
    Row row;
    if (!open_row(covered, reached, y, &row)) continue;
    if (polygon.n == 0) make_sides(&polygon, corners, n);
    for (int i = row.from; i < row.end; i++)
      set_samples(&row, i, samples_of(covered, extent_at(&polygon, height_of(covered, row.top + i))));
    close_row(&row);
  }
}

/* ---- Upright boxes and sectors of discs ---- */

void cairn_union_box(CairnUnion *covered, CairnSampleBox box) {
  if (is_empty(box)) return;
  for (int y = box.top / SAMPLES; y * SAMPLES < box.bottom; y++) {
    Row row;
    if (!open_row(covered, box, y, &row)) continue;
    for (int i = row.from; i < row.end; i++)
      set_samples(&row, i, row.open);
    close_row(&row);
  }
}

/* Half of the width of a disc at a distance from its middle. */
static double half_chord(double radius, double distance) {
  const double rest = radius * radius - distance * distance;
  return rest > 0 ? sqrt(rest) : 0;
}

CairnUnionDisc cairn_union_disc(double radius) {
  CairnUnionDisc disc = {radius, 0, {0}};
  const double n = ceil(radius * CAIRN_PIXEL_UNIT) + 1;
  if (!(n <= G_N_ELEMENTS(disc.chords))) return disc;
  disc.n_chords = (int)n;
  for (int i = 0; i < disc.n_chords; i++)
    disc.chords[i] = half_chord(radius, (double)i / CAIRN_PIXEL_UNIT);
  return disc;
}

/* The middle of a disc and the middles of rows of samples are on the grid of places within pixels. */
static inline double chord_at(const CairnUnionDisc *disc, double distance) {
  const double at = fabs(distance) * CAIRN_PIXEL_UNIT;
  const int whole = at < disc->n_chords ? (int)at : 0;
  return at < disc->n_chords && whole == at ? disc->chords[whole] : half_chord(disc->radius, distance);
}

/* The half plane to the left of a vector from the origin, y downwards. */
typedef struct HalfPlane {
  int side; /* 1: what is left of its edge, -1: right of it; 0: above or below */
  double slope; /* x of the edge by y; with side 0 its sign is that of y inside */
} HalfPlane;

static HalfPlane half_plane(CairnPoint vector) {
  if (vector.y == 0) return (HalfPlane){0, vector.x};
  return (HalfPlane){vector.y > 0 ? 1 : -1, vector.x / vector.y};
}

/* What of a level line at height `y` lies in it. */
static inline void cut(Extent *extent, const HalfPlane *plane, double y) {
  const double edge = plane->slope * y;
  if (plane->side > 0)
    extent->high = edge < extent->high ? edge : extent->high;
  else if (plane->side < 0)
    extent->low = edge > extent->low ? edge : extent->low;
  else if (edge < 0)
    *extent = nothing;
}

void cairn_union_sector(CairnUnion *covered, const CairnUnionDisc *disc, CairnPoint center, CairnPoint from,
                        CairnPoint to) {
  const double radius = disc->radius;
  const HalfPlane one = half_plane(from), other = half_plane((CairnPoint){-to.x, -to.y});
  const CairnSampleBox reached =
      cairn_union_samples(covered, (CairnPoint){center.x - radius, center.y - radius},
                          (CairnPoint){center.x + radius, center.y + radius});
  if (is_empty(reached)) return;
  for (int y = reached.top / SAMPLES; y * SAMPLES < reached.bottom; y++) {
    Row row;
    if (!open_row(covered, reached, y, &row)) continue;
    for (int i = row.from; i < row.end; i++) {
      const double height = height_of(covered, row.top + i) - center.y, half = chord_at(disc, height);
      Extent extent = {-half, half};
      cut(&extent, &one, height);
      cut(&extent, &other, height);
      if (extent.low < extent.high)
        set_samples(&row, i, samples_of(covered, (Extent){center.x + extent.low, center.x + extent.high}));
    }
    close_row(&row);
  }
}

/* ---- Painting ---- */

static uint32_t part_of(const Pixel *pixel) {
  int n = 0;
  for (int i = 0; i < WORDS; i++)
    n += __builtin_popcountll(pixel->words[i]);
  return (uint32_t)(n * 255 + SAMPLES * SAMPLES / 2) / (SAMPLES * SAMPLES);
}

void cairn_union_paint(const CairnUnion *covered, const CairnPixels *pixels, uint32_t color) {
  const CairnPixelBox *box = &covered->box;
  const Pixel *pixel = covered->pixels;
  for (int y = box->top; y < box->bottom; y++) {
    uint32_t *out = cairn_pixels_row(pixels, y);
    for (int x = box->left; x < box->right; x++, pixel++) {
      const uint32_t part = part_of(pixel);
      if (part) out[x] = cairn_pixel_over(color, part, out[x]);
    }
  }
}
