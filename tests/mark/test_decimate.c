/* Dense lines: what is left of them gives the same pixels, and outlines stay small. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "mark/decimate.h"

#include <cairo.h>
#include <math.h>
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

static cairo_surface_t *stroke(const CairnVertex *vertices, size_t n, double width) {
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create(surface);
  bool joins = false;
  for (size_t i = 0; i < n; i++) {
    if (vertices[i].defined && joins) cairo_line_to(cr, vertices[i].x, vertices[i].y);
    if (vertices[i].defined && !joins) cairo_move_to(cr, vertices[i].x, vertices[i].y);
    joins = vertices[i].defined;
  }
  cairo_set_line_width(cr, width);
  cairo_stroke(cr);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  return surface;
}

static size_t count_differences(cairo_surface_t *a, cairo_surface_t *b) {
  const unsigned char *p = cairo_image_surface_get_data(a), *q = cairo_image_surface_get_data(b);
  size_t n = (size_t)cairo_image_surface_get_stride(a) * HEIGHT, different = 0;
  for (size_t i = 0; i < n; i++)
    different += p[i] != q[i];
  return different;
}

static CairnVertex *decimate(CairnArena *arena, CairnDecimator *decimator, const Series *series, size_t *n) {
  for (size_t i = 0; i < series->n; i++)
    if (isnan(series->y[i]))
      cairn_decimator_break(decimator);
    else
      assert_true(cairn_decimator_add(decimator, series->x[i], series->y[i]));
  return cairn_decimator_finish(decimator, arena, n);
}

static CairnVertex *all_vertices(CairnArena *arena, const Series *series) {
  CairnVertex *vertices = cairn_arena_array(arena, series->n, CairnVertex);
  for (size_t i = 0; i < series->n; i++)
    vertices[i] = (CairnVertex){.x = series->x[i], .y = series->y[i], .defined = !isnan(series->y[i])};
  return vertices;
}

static void test_same_pixels(void **state) {
  (void)state;
  static const double widths[] = {1, 2, 3};
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  for (size_t i = 0; i < G_N_ELEMENTS(shapes) * G_N_ELEMENTS(widths); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    double width = widths[i % G_N_ELEMENTS(widths)];
    Series series = make(shapes[i / G_N_ELEMENTS(widths)].fill, rand);
    g_autoptr(CairnDecimator) decimator = cairn_decimator_new(width);
    size_t n;
    const CairnVertex *fewer = decimate(arena, decimator, &series, &n);
    cairo_surface_t *expected = stroke(all_vertices(arena, &series), series.n, width),
                    *drawn = stroke(fewer, n, width);
    size_t different = count_differences(expected, drawn);
    cairo_surface_destroy(expected);
    cairo_surface_destroy(drawn);
    clear(&series);
    if (different)
      fail_msg("%s, width %g: %zu pixels differ", shapes[i / G_N_ELEMENTS(widths)].name, width, different);
  }
}

static void test_coarse(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(5);
  for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    Series series = make(shapes[i].fill, rand);
    g_autoptr(CairnDecimator) decimator = cairn_decimator_new_coarse();
    size_t n, n_gaps = 0;
    double low = INFINITY, high = -INFINITY, low_left = INFINITY, high_left = -INFINITY;
    const CairnVertex *fewer = decimate(arena, decimator, &series, &n);
    for (size_t k = 0; k < series.n; k++) {
      low = fmin(low, series.y[k]);
      high = fmax(high, series.y[k]);
      n_gaps += k > 0 && isnan(series.y[k]) && !isnan(series.y[k - 1]);
    }
    for (size_t k = 0; k < n; k++)
      if (fewer[k].defined) low_left = fmin(low_left, fewer[k].y), high_left = fmax(high_left, fewer[k].y);
    assert_true(low == low_left && high == high_left);
    assert_true(n <= 4 * (WIDTH + 1) + 5 * n_gaps);
    clear(&series);
  }
}

static void test_goes_back(void **state) {
  (void)state;
  g_autoptr(CairnDecimator) decimator = cairn_decimator_new(2);
  assert_true(cairn_decimator_add(decimator, 1, 1));
  assert_true(cairn_decimator_add(decimator, 1, 2));
  assert_false(cairn_decimator_add(decimator, 0.5, 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_pixels), cmocka_unit_test(test_coarse),
                                     cmocka_unit_test(test_goes_back)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
