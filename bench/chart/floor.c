/* floor FORMAT DATA.csv OUTPUT [REPEATS]: the picture of chart.vl.json by bare Cairo and Pango, with every
 * number known beforehand but the data. No chart program that uses these libraries can be faster than this,
 * except by doing without them. */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEFT = 44, TOP = 27, PLOT_WIDTH = 740, PLOT_HEIGHT = 420, WIDTH = 793, HEIGHT = 484 };

static PangoLayout *new_layout(cairo_t *cr, const char *text, const char *font) {
  PangoLayout *layout = pango_cairo_create_layout(cr);
  PangoFontDescription *description = pango_font_description_from_string(font);
  pango_layout_set_font_description(layout, description);
  pango_font_description_free(description);
  pango_layout_set_text(layout, text, -1);
  return layout;
}

/* `align` is the share of the width that stands left of x; the baseline is at y. */
static void show_text(cairo_t *cr, const char *text, const char *font, double x, double y, double align) {
  PangoLayout *layout = new_layout(cr, text, font);
  int width, height;
  pango_layout_get_size(layout, &width, &height);
  cairo_move_to(cr, x - align * width / PANGO_SCALE,
                y - (double)pango_layout_get_baseline(layout) / PANGO_SCALE);
  pango_cairo_show_layout(cr, layout);
  g_object_unref(layout);
}

static void line(cairo_t *cr, double x1, double y1, double x2, double y2, double grey) {
  cairo_set_source_rgb(cr, grey, grey, grey);
  cairo_set_line_width(cr, 1);
  cairo_move_to(cr, x1, y1);
  cairo_line_to(cr, x2, y2);
  cairo_stroke(cr);
}

/* The first and the last label below the plot end where it does. */
static void draw_axes(cairo_t *cr) {
  char text[16];
  line(cr, LEFT, TOP + PLOT_HEIGHT + 0.5, LEFT + PLOT_WIDTH, TOP + PLOT_HEIGHT + 0.5, 0.53);
  line(cr, LEFT + 0.5, TOP, LEFT + 0.5, TOP + PLOT_HEIGHT, 0.53);
  for (int i = 0; i <= 20; i++) {
    double x = LEFT + PLOT_WIDTH * i / 20.0 + 0.5;
    line(cr, x, TOP, x, TOP + PLOT_HEIGHT, 0.87);
    line(cr, x, TOP + PLOT_HEIGHT, x, TOP + PLOT_HEIGHT + 5, 0.53);
    snprintf(text, sizeof text, "%d", i * 10);
    cairo_set_source_rgb(cr, 0, 0, 0);
    show_text(cr, text, "Liberation Sans 10px", x, TOP + PLOT_HEIGHT + 16, i == 0 ? 0 : i == 20 ? 1 : 0.5);
  }
  for (int i = 0; i <= 10; i++) {
    double y = TOP + PLOT_HEIGHT - PLOT_HEIGHT * i / 10.0 + 0.5;
    line(cr, LEFT, y, LEFT + PLOT_WIDTH, y, 0.87);
    line(cr, LEFT - 5, y, LEFT, y, 0.53);
    snprintf(text, sizeof text, "%d", i * 10);
    cairo_set_source_rgb(cr, 0, 0, 0);
    show_text(cr, text, "Liberation Sans 10px", LEFT - 7, y + 3, 1);
  }
}

static void draw_data(cairo_t *cr, const char *path) {
  char row[64];
  double hour, load;
  FILE *file = fopen(path, "r");
  if (!file || !fgets(row, sizeof row, file)) exit(1);
  cairo_new_path(cr);
  while (fgets(row, sizeof row, file) && sscanf(row, "%lf,%lf", &hour, &load) == 2)
    cairo_line_to(cr, LEFT + hour / 200 * PLOT_WIDTH, TOP + PLOT_HEIGHT - load / 100 * PLOT_HEIGHT);
  fclose(file);
  cairo_set_source_rgb(cr, 0.298, 0.471, 0.659);
  cairo_set_line_width(cr, 2);
  cairo_stroke(cr);
}

static void draw(cairo_t *cr, const char *path) {
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  draw_axes(cr);
  draw_data(cr, path);
  cairo_set_source_rgb(cr, 0, 0, 0);
  show_text(cr, "Load of No. 0", "Liberation Sans Bold 13px", LEFT + PLOT_WIDTH / 2.0, 15, 0.5);
  show_text(cr, "hour", "Liberation Sans Bold 11px", LEFT + PLOT_WIDTH / 2.0, HEIGHT - 6, 0.5);
  cairo_translate(cr, 15, TOP + PLOT_HEIGHT / 2.0);
  cairo_rotate(cr, -1.5707963267948966);
  show_text(cr, "load", "Liberation Sans Bold 11px", 0, 0, 0.5);
}

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  const char *format = argv[1], *output = argv[3];
  for (int repeats = argc > 4 ? atoi(argv[4]) : 1; repeats > 0; repeats--) {
    cairo_surface_t *surface = strcmp(format, "svg") == 0 ? cairo_svg_surface_create(output, WIDTH, HEIGHT)
                               : strcmp(format, "pdf") == 0
                                   ? cairo_pdf_surface_create(output, WIDTH, HEIGHT)
                                   : cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *cr = cairo_create(surface);
    draw(cr, argv[2]);
    cairo_destroy(cr);
    if (strcmp(format, "png") == 0 && cairo_surface_write_to_png(surface, output) != CAIRO_STATUS_SUCCESS)
      return 1;
    cairo_surface_finish(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) return 1;
    cairo_surface_destroy(surface);
  }
  return 0;
}
