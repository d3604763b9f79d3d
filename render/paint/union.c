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

/* How far a polygon reaches in x between two heights. */
static Extent extent_between(const Polygon *polygon, double top, double bottom) {
  Extent extent = nothing;
  for (const Side *side = polygon->sides; side < polygon->sides + polygon->n; side++) {
    const double from = side->top > top ? side->top : top, to = side->bottom < bottom ? side->bottom : bottom;
    if (from > to) continue;
    include(&extent, x_at(side, from));
    include(&extent, x_at(side, to));
  }
  return extent;
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

/* Sets what the polygon covers of a row of pixels, which is within `reached`. */
static void cover_row(CairnUnion *covered, const Polygon *polygon, int y, Samples reached) {
  const size_t start = (size_t)(y - covered->box.top) * (size_t)covered->width;
  Pixel *pixels = covered->pixels + start;
  uint16_t *common = covered->common + start;
  const Samples open = unset_part(common, reached);
  if (open.from >= open.end) return;
  for (int row = 0; row < SAMPLES; row++) {
    const Samples all = samples_of(covered, extent_at(polygon, y + (row + 0.5) / SAMPLES));
    const Samples samples = {MAX(all.from, open.from), MIN(all.end, open.end)};
    for (int x = samples.from / SAMPLES; x * SAMPLES < samples.end; x++)
      pixels[x].rows[row] |= bits_in(samples, x);
  }
  for (int x = open.from / SAMPLES; x * SAMPLES < open.end; x++)
    common[x] = common_of(&pixels[x]);
}

void cairn_union_polygon(CairnUnion *covered, const CairnPoint *corners, int n) {
  const CairnPixelBox *box = &covered->box;
  Polygon polygon = {.n = 0};
  Extent across = nothing, down = nothing;
  for (int i = 0; i < n; i++) {
    include(&across, corners[i].x);
    include(&down, corners[i].y);
  }
  if (across.high <= box->left || across.low >= box->right) return;
  if (down.high <= box->top || down.low >= box->bottom) return;
  for (int i = 0; i < n; i++)
    add_side(&polygon, corners[i], corners[(i + 1) % n]);
  const int top = (int)fmax(down.low, box->top), bottom = (int)ceil(fmin(down.high, box->bottom));
  for (int y = top; y < bottom; y++) {
    const Samples reached = samples_of(covered, extent_between(&polygon, y, y + 1));
    if (reached.from < reached.end) cover_row(covered, &polygon, y, reached);
  }
}

/* ---- Upright boxes and sectors of discs ---- */

static inline int sample_row(const CairnUnion *covered, double y) {
  return within(sample_at(y) - covered->box.top * SAMPLES, 0,
                (covered->box.bottom - covered->box.top) * SAMPLES);
}

CairnSampleBox cairn_union_samples(const CairnUnion *covered, CairnPoint low, CairnPoint high) {
  return (CairnSampleBox){sample_from(covered, low.x), sample_row(covered, low.y),
                          sample_from(covered, high.x), sample_row(covered, high.y)};
}

void cairn_union_box(CairnUnion *covered, CairnSampleBox box) {
  const Samples all = {box.left, box.right};
  if (box.left >= box.right) return;
  for (int y = box.top / SAMPLES; y * SAMPLES < box.bottom; y++) {
    const size_t start = (size_t)y * (size_t)covered->width;
    Pixel *pixels = covered->pixels + start;
    uint16_t *common = covered->common + start;
    const Samples open = unset_part(common, all);
    const int from = MAX(box.top - y * SAMPLES, 0), end = MIN(box.bottom - y * SAMPLES, SAMPLES);
    for (int x = open.from / SAMPLES; x * SAMPLES < open.end; x++) {
      const uint16_t bits = bits_in(open, x);
      for (int row = from; row < end; row++)
        pixels[x].rows[row] |= bits;
      common[x] = common_of(&pixels[x]);
    }
  }
}

/* Half of the width of a disc at a distance from its middle. */
static inline double half_chord(double radius, double distance) {
  const double rest = radius * radius - distance * distance;
  return rest > 0 ? sqrt(rest) : 0;
}

/* What of a level line at height `y` lies in the half plane to the left of a vector from the origin, y downwards. */
static inline void cut(Extent *extent, CairnPoint vector, double y) {
  const double side = vector.x * y;
  if (vector.y == 0)
    *extent = side >= 0 ? *extent : nothing;
  else if (vector.y > 0)
    extent->high = fmin(extent->high, side / vector.y);
  else
    extent->low = fmax(extent->low, side / vector.y);
}

/* What of a level line at height `y` lies in a sector about the origin. */
static inline Extent sector_at(CairnPoint from, CairnPoint to, double radius, double y) {
  const double half = half_chord(radius, y);
  Extent extent = {-half, half};
  cut(&extent, from, y);
  cut(&extent, (CairnPoint){-to.x, -to.y}, y);
  return extent;
}

void cairn_union_sector(CairnUnion *covered, CairnPoint center, double radius, CairnPoint from,
                        CairnPoint to) {
  const CairnPoint low = {center.x - radius, center.y - radius},
                   high = {center.x + radius, center.y + radius};
  const CairnSampleBox box = cairn_union_samples(covered, low, high);
  const Samples across = {box.left, box.right};
  if (box.left >= box.right) return;
  for (int y = box.top / SAMPLES; y * SAMPLES < box.bottom; y++) {
    const size_t start = (size_t)y * (size_t)covered->width;
    uint16_t *common = covered->common + start;
    const Samples open = unset_part(common, across);
    if (open.from >= open.end) continue;
    const int end = MIN(box.bottom, (y + 1) * SAMPLES);
    for (int row = MAX(box.top, y * SAMPLES); row < end; row++) {
      const double height = covered->box.top + (row + 0.5) / SAMPLES - center.y;
      const Extent extent = sector_at(from, to, radius, height);
      const Samples all = samples_of(covered, (Extent){center.x + extent.low, center.x + extent.high});
      const Samples samples = {MAX(all.from, open.from), MIN(all.end, open.end)};
      for (int x = samples.from / SAMPLES; x * SAMPLES < samples.end; x++)
        covered->pixels[start + (size_t)x].rows[row % SAMPLES] |= bits_in(samples, x);
    }
    for (int x = open.from / SAMPLES; x * SAMPLES < open.end; x++)
      common[x] = common_of(&covered->pixels[start + (size_t)x]);
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
