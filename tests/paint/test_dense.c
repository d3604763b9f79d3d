/* Dense lines and areas on bitmaps: what is left of them gives the pixels that all vertices give. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/painter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 16, HEIGHT = 100, ROWS = 40000 };

typedef struct Series {
  size_t n;
  double *x, *y; /* NaN: a gap */
} Series;

typedef void (*Shape)(GRand *rand, Series *series);

static double noise(GRand *rand) {
  double sum = -6;
  for (int i = 0; i < 12; i++)
    sum += g_rand_double(rand);
  return sum;
}

/* ---- Shapes; y in px ---- */

static void walk(GRand *rand, Series *series) {
  double y = HEIGHT / 2.0, step = 25 / sqrt((double)series->n);
  for (size_t i = 0; i < series->n; i++)
    series->y[i] = y = CLAMP(y + step * noise(rand), 5, HEIGHT - 5);
}

static void scatter(GRand *rand, Series *series) {
  for (size_t i = 0; i < series->n; i++)
    series->y[i] = HEIGHT / 2.0 + 10 * noise(rand);
}

static void wave(GRand *rand, Series *series) {
  double turns = g_rand_double_range(rand, 1, 60);
  for (size_t i = 0; i < series->n; i++)
    series->y[i] = HEIGHT / 2.0 + 40 * sin(turns * (double)i / (double)series->n);
}

static void spikes(GRand *rand, Series *series) {
  for (size_t i = 0; i < series->n; i++)
    series->y[i] =
        80 + (g_rand_int_range(rand, 0, 2000) ? 0.01 * noise(rand) : g_rand_double_range(rand, -70, 10));
}

static void steps(GRand *rand, Series *series) {
  double y = 50;
  for (size_t i = 0; i < series->n; i++)
    series->y[i] = y = g_rand_int_range(rand, 0, 3000) ? y : g_rand_double_range(rand, 10, 90);
}

static void gaps(GRand *rand, Series *series) {
  walk(rand, series);
  for (size_t i = 0; i < series->n; i++) {
    size_t length = g_rand_int_range(rand, 0, 5000) ? 0 : (size_t)g_rand_int_range(rand, 1, 4000);
    for (size_t k = 0; k < length && i < series->n; k++)
      series->y[i++] = NAN;
  }
}

static void staircase(GRand *rand, Series *series) {
  walk(rand, series);
  for (size_t i = 0; i < series->n; i++)
    series->y[i] = rint(series->y[i] * 4) / 4;
}

/* Dense and thin by turns. */
static void bursts(GRand *rand, Series *series) {
  walk(rand, series);
  double x = 0;
  for (size_t i = 0; i < series->n; i++) {
    bool is_thin = i / 5000 % 2 != 0;
    series->x[i] = x += is_thin ? 0.0004 : 0.00002 * g_rand_double(rand) * WIDTH;
  }
  for (size_t i = 0; i < series->n; i++)
    series->x[i] *= WIDTH / x;
}

static const struct {
  const char *name;
  Shape fill;
} shapes[] = {{"walk", walk},   {"scatter", scatter}, {"wave", wave},           {"spikes", spikes},
              {"steps", steps}, {"gaps", gaps},       {"staircase", staircase}, {"bursts", bursts}};

static Series make(Shape fill, GRand *rand) {
  Series series = {ROWS, g_new(double, ROWS), g_new(double, ROWS)};
  for (size_t i = 0; i < ROWS; i++)
    series.x[i] = (double)i / (ROWS - 1) * WIDTH;
  fill(rand, &series);
  return series;
}

static void clear(Series *series) {
  g_free(series->x);
  g_free(series->y);
}

/* ---- Pixels ---- */

typedef struct SeriesSource {
  CairnVertexSource base;
  const Series *series;
  bool is_area;
} SeriesSource;

/* In blocks of an odd size. */
static void tell(const CairnVertexSource *source, void (*take)(void *data, const CairnVertexBlock *block),
                 void *data) {
  enum { BLOCK = 777 };
  const SeriesSource *own = (const SeriesSource *)(const void *)source;
  for (size_t start = 0; start < own->series->n; start += BLOCK) {
    size_t n = MIN(BLOCK, own->series->n - start);
    double x[BLOCK], y2[BLOCK];
    for (size_t i = 0; i < n; i++) {
      bool is_gap = isnan(own->series->y[start + i]);
      x[i] = is_gap ? NAN : own->series->x[start + i];
      y2[i] = HEIGHT - 3 + 2 * sin((double)(start + i) / 300);
    }
    take(data, &(CairnVertexBlock){n, x, own->series->y + start, own->is_area ? y2 : NULL});
  }
}

static const SeriesSource *source_of(const CairnVertexSource *source) {
  return (const SeriesSource *)(const void *)source;
}

static double x_of(const CairnVertexSource *source, size_t i) {
  return source_of(source)->series->x[i];
}

static double y_of(const CairnVertexSource *source, size_t i) {
  return source_of(source)->series->y[i];
}

static void reach(const CairnVertexSource *source, size_t start, size_t end, double *least, double *greatest) {
  *least = INFINITY;
  *greatest = -INFINITY;
  for (size_t i = start; i < end; i++) {
    *least = fmin(*least, y_of(source, i));
    *greatest = fmax(*greatest, y_of(source, i));
  }
}

static void leave(const CairnVertexSource *source, size_t start, size_t end) {
  (void)source, (void)start, (void)end;
}

/* False where there are gaps. */
static bool make_lookup(SeriesSource *source, CairnVertexLookup *lookup) {
  const Series *series = source->series;
  double least = INFINITY, greatest = -INFINITY;
  for (size_t i = 0; i < series->n; i++)
    if (isnan(series->y[i])) return false;
  reach(&source->base, 0, series->n, &least, &greatest);
  *lookup = (CairnVertexLookup){.n = series->n,
                                .extent = {series->x[0], least, series->x[series->n - 1] - series->x[0],
                                           greatest - least},
                                .x = x_of,
                                .y = y_of,
                                .reach = reach,
                                .leave = leave};
  return true;
}

/* How the vertices are found. */
typedef enum Way { EVERY_VERTEX, DECIMATED, LOOKED_UP } Way;

typedef struct Look {
  const char *name;
  CairnMarkKind kind;
  double width, opacity, scale, x, y, miter_limit;
  CairnLineCap cap;
  CairnLineJoin join;
} Look;

static const Look looks[] = {
    {"plain", CAIRN_LINE, 2, 1, 1, 0, 0, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"moved", CAIRN_LINE, 2, 1, 1, 0.3371, 0.77, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"faint", CAIRN_LINE, 3, 0.4, 1, 0.5, 0.5, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"thin", CAIRN_LINE, 1, 1, 1, 0.5, 0, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"hair", CAIRN_LINE, 0.3, 1, 1, 0.2, 0, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"twice", CAIRN_LINE, 2, 1, 2, 0.5, 0.5, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"three times", CAIRN_LINE, 1.5, 0.7, 3, 0.21, 0.5, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"printed", CAIRN_LINE, 1, 1, 4.1667, 0.1, 0.5, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"sharp", CAIRN_LINE, 2, 1, 1, 0.1, 0.1, 10, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"bevel", CAIRN_LINE, 2, 0.5, 1, 0.1, 0.1, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_BEVEL},
    {"round", CAIRN_LINE, 2, 0.5, 1, 0.1, 0.1, 4, CAIRN_CAP_ROUND, CAIRN_JOIN_ROUND},
    {"square", CAIRN_LINE, 4, 0.5, 1, 0.1, 0.1, 4, CAIRN_CAP_SQUARE, CAIRN_JOIN_MITER},
    {"area", CAIRN_AREA, 0, 1, 1, 0.3371, 0, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
    {"faint area", CAIRN_AREA, 0, 0.5, 3, 0.5, 0.5, 4, CAIRN_CAP_BUTT, CAIRN_JOIN_MITER},
};

static cairo_surface_t *paint(const Series *series, const Look *look, Way way) {
  CairnPaint paint = cairn_paint_default();
  bool is_area = look->kind == CAIRN_AREA;
  const CairnBrush brush = {.kind = CAIRN_BRUSH_COLOR, .color = {.r = 20, .g = 90, .b = 180, .a = 1}};
  *(is_area ? &paint.fill : &paint.stroke) = brush;
  paint.fill_opacity = paint.stroke_opacity = look->opacity;
  paint.stroke_width = look->width;
  paint.miter_limit = look->miter_limit;
  paint.cap = look->cap;
  paint.join = look->join;
  SeriesSource source = {{tell, NULL}, series, is_area};
  CairnVertexLookup lookup;
  if (way == LOOKED_UP && make_lookup(&source, &lookup)) source.base.lookup = &lookup;
  CairnItem item = {.paint = &paint, .line.source = &source.base};
  cairo_surface_t *surface = cairo_image_surface_create(
      CAIRO_FORMAT_ARGB32, (int)ceil((WIDTH + 4) * look->scale), (int)(HEIGHT * look->scale));
  cairo_t *cr = cairo_create(surface);
  CairnCanvas canvas;
  cairo_scale(cr, look->scale, look->scale);
  cairn_canvas_init(&canvas, cr, WIDTH + 4, HEIGHT, NULL);
  canvas.x = look->x;
  canvas.y = look->y;
  canvas.every_vertex = way == EVERY_VERTEX;
  CairnRaster *raster = cairn_raster_new();
  cairn_canvas_use_pixels(&canvas, raster);
  cairn_paint_outlines(&canvas, look->kind, &item, 1);
  cairn_canvas_clear(&canvas);
  cairn_raster_free(raster);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  return surface;
}

typedef struct Difference {
  size_t pixels;
  int levels; /* the most, of 255 */
} Difference;

static Difference measure(cairo_surface_t *a, cairo_surface_t *b) {
  const unsigned char *p = cairo_image_surface_get_data(a), *q = cairo_image_surface_get_data(b);
  size_t n = (size_t)cairo_image_surface_get_stride(a) / 4 * (size_t)cairo_image_surface_get_height(a);
  Difference difference = {0, 0};
  for (size_t i = 0; i < n; i++) {
    difference.pixels += memcmp(p + 4 * i, q + 4 * i, 4) != 0;
    for (size_t k = 4 * i; k < 4 * i + 4; k++)
      difference.levels = MAX(difference.levels, abs(p[k] - q[k]));
  }
  return difference;
}

static void check(const char *shape, const Look *look, Difference difference) {
  if (difference.pixels)
    fail_msg("%s, %s: %zu pixels differ, by up to %d", shape, look->name, difference.pixels,
             difference.levels);
}

static bool is_blank(cairo_surface_t *surface) {
  const unsigned char *p = cairo_image_surface_get_data(surface);
  size_t n = (size_t)cairo_image_surface_get_stride(surface) *
             (size_t)cairo_image_surface_get_height(surface),
         i = 0;
  while (i < n && p[i] == 0)
    i++;
  return i == n;
}

/* Is there anything to be seen? */
static bool compare(const char *shape, const Series *series, const Look *look) {
  cairo_surface_t *expected = paint(series, look, EVERY_VERTEX);
  const bool is_seen = !is_blank(expected);
  for (Way way = DECIMATED; way <= (look->kind == CAIRN_LINE ? LOOKED_UP : DECIMATED); way++) {
    cairo_surface_t *drawn = paint(series, look, way);
    Difference difference = measure(expected, drawn);
    cairo_surface_destroy(drawn);
    check(shape, look, difference);
  }
  cairo_surface_destroy(expected);
  return is_seen;
}

static void test_same_pixels(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
    for (size_t k = 0; k < G_N_ELEMENTS(looks); k++) {
      Series series = make(shapes[i].fill, rand);
      assert_true(compare(shapes[i].name, &series, &looks[k]));
      clear(&series);
    }
}

/* From few vertices for each px to many. */
static void test_densities(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(5);
  for (size_t i = 0; i < 6 * G_N_ELEMENTS(shapes); i++) {
    Series series = make(shapes[i % G_N_ELEMENTS(shapes)].fill, rand);
    series.n = (size_t)pow(10, 2 + g_rand_double(rand) * 2.6);
    double from = g_rand_double_range(rand, -3, 3), step = (WIDTH + 2) / (double)series.n;
    for (size_t row = 0; row < series.n; row++)
      series.x[row] = from + step * (double)row;
    assert_true(compare(shapes[i % G_N_ELEMENTS(shapes)].name, &series, &looks[i / G_N_ELEMENTS(shapes) % 3 * 4]));
    clear(&series);
  }
}

/* Most of the vertices far off the page, as where a scale shows a part of its data. */
static void test_zoomed(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(3);
  for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
    Series series = make(walk, rand);
    for (size_t row = 0; row < series.n; row++) {
      series.x[row] = (series.x[row] - 5) * (i % 2 ? 30 : 1e7);
      series.y[row] *= i % 3 ? 1 : 1e6;
    }
    compare("zoomed", &series, &looks[i]);
    clear(&series);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_pixels), cmocka_unit_test(test_densities),
                                     cmocka_unit_test(test_zoomed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
