/* rows_pixels SPEC: draws a chart from the vertices that can be seen, and once more from every vertex, and
 * prints how many bytes of the two PNG files' pixels differ. */
#include "cairn.h"

#include <cairo.h>
#include <stdio.h>
#include <string.h>

typedef struct Reader {
  const unsigned char *bytes;
  size_t left;
} Reader;

static cairo_status_t read_bytes(void *data, unsigned char *out, unsigned n) {
  Reader *reader = data;
  if (n > reader->left) return CAIRO_STATUS_READ_ERROR;
  memcpy(out, reader->bytes, n);
  reader->bytes += n;
  reader->left -= n;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *draw(CairnChart *chart, bool every_vertex) {
  g_autoptr(GError) error = NULL;
  const CairnWriteOptions options = {.format = "png", .every_vertex = every_vertex};
  g_autoptr(GBytes) png = cairn_chart_render(chart, &options, &error);
  if (!png) g_error("%s", error->message);
  Reader reader = {g_bytes_get_data(png, NULL), g_bytes_get_size(png)};
  return cairo_image_surface_create_from_png_stream(read_bytes, &reader);
}

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
  g_autoptr(CairnChart) chart = argc == 2 ? cairn_chart_load(argv[1], NULL, &error) : NULL;
  if (!chart) {
    fprintf(stderr, "rows_pixels: %s\n", error ? error->message : "SPEC is wanted");
    return 1;
  }
  cairo_surface_t *seen = draw(chart, false), *every = draw(chart, true);
  const unsigned char *p = cairo_image_surface_get_data(seen), *q = cairo_image_surface_get_data(every);
  size_t n = (size_t)cairo_image_surface_get_stride(seen) * (size_t)cairo_image_surface_get_height(seen),
         different = 0;
  for (size_t i = 0; i < n; i += 4)
    different += memcmp(p + i, q + i, 4) != 0;
  printf("%zu\n", different);
  cairo_surface_destroy(seen);
  cairo_surface_destroy(every);
  return 0;
}
