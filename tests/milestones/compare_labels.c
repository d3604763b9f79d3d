/* compare_labels FIGURE.png SCENE.json: is each label drawn where `cairn inspect` says?
 *
 * In the figure label i has colour i of `colors`, and nothing else that is not grey. So the pixels that lie
 * between white and that colour are its ink, once the dot or marker at its anchor is taken away. The figure
 * may be larger than the scene, by the same factor in x and y. Ends with 1 and the numbers when a box is
 * elsewhere. */
#include <cairo.h>
#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 8 };

/* Farther than this from where they are reported, px, edges of ink are wrong. */
static const double tolerance = 1;
/* Letters start and end this much inside of their advance, px of the text's 11. */
static const double bearing = 1.2;
/* Of the dot at an anchor, px, with its smoothed edge. */
static const double dot = 3;

static const uint8_t colors[MOST][3] = {{255, 0, 0},   {0, 0, 255},   {0, 160, 0},   {255, 0, 255},
                                        {0, 160, 255}, {255, 120, 0}, {120, 0, 255}, {0, 120, 120}};

typedef struct Box {
  double left, top, right, bottom;
} Box;

static Box read_box(const json_t *node) {
  double v[4] = {NAN, NAN, NAN, NAN};
  for (size_t i = 0; i < 4; i++)
    v[i] = json_number_value(json_array_get(node, i));
  return (Box){v[0], v[1], v[0] + v[2], v[1] + v[3]};
}

static bool is_in(Box box, double x, double y, double more) {
  return x >= box.left - more && x <= box.right + more && y >= box.top - more && y <= box.bottom + more;
}

/* Is the pixel a mixture of white and the colour, with at least a third of that? */
static bool is_ink(uint32_t pixel, const uint8_t *color) {
  double dot_product = 0, length = 0, own = 0;
  for (int i = 0; i < 3; i++) {
    double missing = 255 - (double)(pixel >> (16 - 8 * i) & 0xff), wanted = 255 - (double)color[i];
    dot_product += missing * wanted;
    length += missing * missing;
    own += wanted * wanted;
  }
  return length > own / 9 && dot_product * dot_product > 0.995 * length * own;
}

typedef struct Picture {
  cairo_surface_t *surface;
  double scale; /* pixels for each px */
} Picture;

/* The bounds of the ink of colour i, without what lies in `without` or around the anchor. */
static Box find_ink(const Picture *picture, size_t i, const json_t *label, const Box *without) {
  Box ink = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  const unsigned char *data = cairo_image_surface_get_data(picture->surface);
  int stride = cairo_image_surface_get_stride(picture->surface);
  double ax = json_number_value(json_array_get(json_object_get(label, "anchor"), 0)),
         ay = json_number_value(json_array_get(json_object_get(label, "anchor"), 1));
  for (int row = 0; row < cairo_image_surface_get_height(picture->surface); row++) {
    const uint32_t *pixels = (const uint32_t *)(const void *)(data + (ptrdiff_t)row * stride);
    for (int column = 0; column < cairo_image_surface_get_width(picture->surface); column++) {
      double x = (column + 0.5) / picture->scale, y = (row + 0.5) / picture->scale,
             half = 0.5 / picture->scale;
      if (!is_ink(pixels[column], colors[i])) continue;
      if (hypot(x - ax, y - ay) < dot || (without && is_in(*without, x, y, 1))) continue;
      ink.left = fmin(ink.left, x - half);
      ink.right = fmax(ink.right, x + half);
      ink.top = fmin(ink.top, y - half);
      ink.bottom = fmax(ink.bottom, y + half);
    }
  }
  return ink;
}

/* Upright Latin letters with ascenders and descenders fill their box to the tolerance; of other scripts no
 * ink is outside of it, and most of its width is filled. */
static bool is_same(Box ink, Box box, bool plain) {
  bool inside = ink.left >= box.left - tolerance && ink.right <= box.right + tolerance &&
                ink.top >= box.top - tolerance && ink.bottom <= box.bottom + tolerance;
  if (!plain) return inside && ink.right - ink.left > 0.75 * (box.right - box.left);
  return inside && ink.left <= box.left + tolerance + bearing &&
         ink.right >= box.right - tolerance - bearing && ink.top <= box.top + tolerance &&
         ink.bottom >= box.bottom - tolerance;
}

static bool check_label(const Picture *picture, size_t i, const json_t *label) {
  const char *text = json_string_value(json_object_get(label, "text")),
             *state = json_string_value(json_object_get(label, "state"));
  bool keyed = strcmp(state, "keyed") == 0, plain = true;
  Box marker = read_box(json_object_get(label, "box"));
  Box box = keyed ? read_box(json_object_get(label, "key_box")) : marker;
  for (const char *c = text; *c; c++)
    plain &= (unsigned char)*c < 0x80;
  Box ink = find_ink(picture, i, label, keyed ? &marker : NULL);
  if (strcmp(state, "dropped") != 0 && is_same(ink, box, plain)) return true;
  printf("\"%s\" (%s): reported %.2f %.2f to %.2f %.2f, drawn %.2f %.2f to %.2f %.2f\n", text, state,
         box.left, box.top, box.right, box.bottom, ink.left, ink.top, ink.right, ink.bottom);
  return false;
}

int main(int argc, char **argv) {
  if (argc != 3) return fprintf(stderr, "usage: compare_labels FIGURE.png SCENE.json\n"), 2;
  json_error_t error;
  json_t *scene = json_load_file(argv[2], 0, &error), *report = json_object_get(scene, "labelling"),
         *labels = json_object_get(report, "labels"), *label;
  Picture picture = {cairo_image_surface_create_from_png(argv[1]), 1};
  if (!labels || cairo_surface_status(picture.surface) != CAIRO_STATUS_SUCCESS)
    return fprintf(stderr, "cannot read %s\n", labels ? argv[1] : argv[2]), 2;
  picture.scale = cairo_image_surface_get_width(picture.surface) /
                  json_number_value(json_array_get(json_object_get(report, "canvas"), 0));
  size_t i, wrong = 0, n = json_array_size(labels);
  if (n == 0 || n > MOST) return fprintf(stderr, "%zu labels; expected 1 to %d\n", n, MOST), 2;
  json_array_foreach(labels, i, label) wrong += !check_label(&picture, i, label);
  cairo_surface_destroy(picture.surface);
  json_decref(scene);
  return wrong > 0;
}
