/* same_pixels A.png B.png: are they the same, but for a few pixels that differ a little? Ends with 1 and the
 * numbers when not.
 *
 * A browser rasters a page in tiles, and now and then a pixel at the edge of two comes out a shade lighter or
 * darker; a letter or a line that is another or elsewhere changes some pixels a lot. */
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>

enum { A_LITTLE = 16 /* of 255 */, A_FEW = 20 };

static cairo_surface_t *load(const char *path) {
  cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS) return surface;
  fprintf(stderr, "%s: %s\n", path, cairo_status_to_string(cairo_surface_status(surface)));
  exit(2);
}

static int difference_of(const unsigned char *a, const unsigned char *b) {
  int worst = 0;
  for (int i = 0; i < 4; i++)
    if (abs(a[i] - b[i]) > worst) worst = abs(a[i] - b[i]);
  return worst;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: same_pixels A.png B.png\n");
    return 2;
  }
  cairo_surface_t *a = load(argv[1]), *b = load(argv[2]);
  int width = cairo_image_surface_get_width(a), height = cairo_image_surface_get_height(a), n = 0, worst = 0;
  if (width != cairo_image_surface_get_width(b) || height != cairo_image_surface_get_height(b) ||
      cairo_image_surface_get_format(a) != cairo_image_surface_get_format(b)) {
    printf("%s and %s differ in size or format\n", argv[1], argv[2]);
    return 1;
  }
  for (int y = 0; y < height; y++) {
    const unsigned char *row_a =
        cairo_image_surface_get_data(a) + (size_t)y * (size_t)cairo_image_surface_get_stride(a);
    const unsigned char *row_b =
        cairo_image_surface_get_data(b) + (size_t)y * (size_t)cairo_image_surface_get_stride(b);
    for (int x = 0; x < width; x++) {
      int difference = difference_of(row_a + 4 * x, row_b + 4 * x);
      n += difference > 0;
      if (difference > worst) worst = difference;
    }
  }
  cairo_surface_destroy(a);
  cairo_surface_destroy(b);
  if (n <= A_FEW && worst <= A_LITTLE) return 0;
  printf("%s %s: %d pixels differ, by up to %d\n", argv[1], argv[2], n, worst);
  return 1;
}
