/* png FOLDER SPEC...: writes the surface of each chart at scale 1, 2 and 3 by cairn's writers and by Cairo's
 * in turns, and tells the ratios of time (sums of the least processor time of each) and of size (the worst of
 * all). FOLDER is where the charts read their data. */
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cairn.h"
#include "chart.h"
#include "paint/format.h"
#include "paint/png.h"
#include "verdict.h"

enum { ROUNDS = 7, LARGEST_SCALE = 3 };

typedef enum Writer { CAIRO, FAST, BEST, WRITERS } Writer;

typedef struct Cost {
  double seconds, bytes;
} Cost;

typedef struct Totals {
  double seconds[WRITERS], worst_size, worst_best;
} Totals;

static cairo_status_t append(void *bytes, const unsigned char *data, unsigned int n) {
  g_byte_array_append(bytes, data, n);
  return CAIRO_STATUS_SUCCESS;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* A writer finds a surface near the processor, as it has just been painted; the run before may have put it out of there. */
static void bring_near(cairo_surface_t *surface) {
  const unsigned char *data = cairo_image_surface_get_data(surface);
  const size_t n = (size_t)cairo_image_surface_get_stride(surface) * (size_t)cairo_image_surface_get_height(surface);
  volatile unsigned char last;
  for (size_t i = 0; i < n; i += 64)
    last = data[i];
  (void)last;
}

/* Writes once; keeps the least time. */
static void run(Writer writer, cairo_surface_t *surface, Cost *cost) {
  CairnBitmap bitmap = {cairo_image_surface_get_data(surface), (size_t)cairo_image_surface_get_width(surface),
                        (size_t)cairo_image_surface_get_height(surface),
                        (size_t)cairo_image_surface_get_stride(surface), true};
  CairnPngInfo info = {.best = writer == BEST, .dpi = 96};
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  bring_near(surface);
  double start = now();
  bool ok = writer == CAIRO
                ? cairo_surface_write_to_png_stream(surface, append, bytes) == CAIRO_STATUS_SUCCESS
                : cairn_png_encode(&bitmap, &info, bytes, NULL);
  double seconds = now() - start;
  if (!ok) exit(BENCH_BROKEN);
  if (cost->seconds == 0 || seconds < cost->seconds) cost->seconds = seconds;
  cost->bytes = bytes->len;
}

static void compare(const char *name, int scale, cairo_surface_t *surface, Totals *totals) {
  Cost costs[WRITERS] = {0};
  for (int round = 0; round < ROUNDS; round++) {
    run(CAIRO, surface, &costs[CAIRO]);
    run(FAST, surface, &costs[FAST]);
  }
  run(BEST, surface, &costs[BEST]);
  double size = costs[FAST].bytes / costs[CAIRO].bytes, best = costs[BEST].bytes / costs[CAIRO].bytes;
  fprintf(stderr, "%s at scale %d: %.1f times as fast, %.3f of the size, best %.3f\n", name, scale,
          costs[CAIRO].seconds / costs[FAST].seconds, size, best);
  for (int i = 0; i < WRITERS; i++)
    totals->seconds[i] += costs[i].seconds;
  totals->worst_size = MAX(totals->worst_size, size);
  totals->worst_best = MAX(totals->worst_best, best);
}

static void compare_chart(const char *path, const CairnOptions *options, Totals *totals) {
  g_autoptr(GError) error = NULL;
  g_autoptr(CairnChart) chart = cairn_chart_load(path, options, &error);
  g_autoptr(CairnPaintCache) cache = cairn_paint_cache_new();
  for (int scale = 1; chart && scale <= LARGEST_SCALE; scale++) {
    const CairnScene *scene = chart->scene;
    CairnPaintOptions paint = {.scale = scale};
    CairnJob job = {.scene = scene, .options = &paint, .measurer = chart->measurer, .scale = scale, .cache = cache};
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(scene->width * scale),
                                                          (int)(scene->height * scale));
    if (cairn_paint_surface(&job, surface, scale, &error)) compare(path, scale, surface, totals);
    cairo_surface_destroy(surface);
  }
  if (error) {
    fprintf(stderr, "%s: %s\n", path, error->message);
    exit(BENCH_BROKEN);
  }
}

int main(int argc, char **argv) {
  const char *folders[] = {argc > 2 ? argv[1] : NULL, NULL};
  CairnOptions options = {.allow_dirs = folders};
  Totals totals = {0};
  if (argc < 3) return BENCH_USAGE;
  for (int i = 2; i < argc; i++)
    compare_chart(argv[i], &options, &totals);
  bool fast = bench_tell(
      &(Verdict){.name = "png-time", .ratio = totals.seconds[FAST] / totals.seconds[CAIRO], .budget = 0.05});
  bool small = bench_tell(&(Verdict){.name = "png-size", .ratio = totals.worst_size, .budget = 1.03});
  bool best = bench_tell(&(Verdict){.name = "png-best-size", .ratio = totals.worst_best, .budget = 0.75});
  return fast && small && best ? BENCH_PASSED : BENCH_FAILED;
}
