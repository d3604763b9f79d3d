/* compare_images A.png B.png [SHARE [MEAN]]: do they show the same picture? Ends with 1 and the numbers when not.
 * SHARE of the blocks may look different, and all of them on an average by MEAN.
 *
 * Painters smooth edges differently, so what is compared is the mean colour of blocks of BLOCK px; a line
 * that is missing, displaced or in another colour still changes some of them a lot. Sizes may differ by one
 * px, since PDF pages are rounded to points. */
#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK = 8, CHANNELS = 3, SAME = 24 /* of 255 */ };
static const double usual_share = 0.002; /* of the blocks may differ by more than SAME */
static const double usual_mean = 2;      /* of 255 */

static cairo_surface_t *load(const char *path) {
  cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) return surface;
  fprintf(stderr, "%s: %s\n", path, cairo_status_to_string(cairo_surface_status(surface)));
  exit(2);
}

/* One channel, 0 to 255, over white. */
static int channel(uint32_t pixel, int shift, bool has_alpha) {
  int white = has_alpha ? 255 - (int)(pixel >> 24) : 0;
  return (int)(pixel >> shift & 0xff) + white;
}

static double block_mean(cairo_surface_t *surface, int left, int top, int shift) {
  const unsigned char *data = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface), sum = 0;
  bool has_alpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32;
  for (int y = top; y < top + BLOCK; y++) {
    const uint32_t *row = (const uint32_t *)(const void *)(data + (ptrdiff_t)y * stride);
    for (int x = left; x < left + BLOCK; x++)
      sum += channel(row[x], shift, has_alpha);
  }
  return sum / (double)(BLOCK * BLOCK);
}

static double block_difference(cairo_surface_t *a, cairo_surface_t *b, int left, int top) {
  double worst = 0;
  for (int i = 0; i < CHANNELS; i++) {
    double difference = block_mean(a, left, top, 8 * i) - block_mean(b, left, top, 8 * i);
    if (difference < 0) difference = -difference;
    if (difference > worst) worst = difference;
  }
  return worst;
}

static bool same_size(cairo_surface_t *a, cairo_surface_t *b) {
  int dx = cairo_image_surface_get_width(a) - cairo_image_surface_get_width(b);
  int dy = cairo_image_surface_get_height(a) - cairo_image_surface_get_height(b);
  return abs(dx) <= 1 && abs(dy) <= 1;
}

int main(int argc, char **argv) {
  if (argc < 3 || argc > 5) {
    fprintf(stderr, "usage: compare_images A.png B.png [SHARE [MEAN]]\n");
    return 2;
  }
  const double worst_share = argc > 3 ? strtod(argv[3], NULL) : usual_share;
  const double worst_mean = argc > 4 ? strtod(argv[4], NULL) : usual_mean;
  cairo_surface_t *a = load(argv[1]), *b = load(argv[2]);
  int width = cairo_image_surface_get_width(a) - 1, height = cairo_image_surface_get_height(a) - 1;
  double sum = 0;
  int n = 0, n_different = 0;
  bool same = same_size(a, b);
  if (!same) printf("%s and %s differ in size\n", argv[1], argv[2]);
  for (int top = 0; same && top + BLOCK <= height; top += BLOCK)
    for (int left = 0; left + BLOCK <= width; left += BLOCK) {
      double difference = block_difference(a, b, left, top);
      sum += difference;
      n_different += difference > SAME;
      n++;
    }
  cairo_surface_destroy(a);
  cairo_surface_destroy(b);
  if (!same || n == 0) return 1;
  printf("%s %s: mean %.3f, different %.4f of %d blocks\n", argv[1], argv[2], sum / n,
         n_different / (double)n, n);
  return sum / n > worst_mean || n_different > worst_share * n;
}
