#include <math.h>
#include <string.h>

#include "scene/path.h"

/* Corners in units of half the symbol's side. */
typedef struct Polygon {
  const char *name;
  int n;
  bool open;
  CairnPoint corners[12];
} Polygon;

#define H  0.8660254037844386 /* half the square root of 3: height of a triangle over its side */
#define O  0.2886751345948129 /* from half that height to the centroid */
#define T  0.4                /* half the width of a cross's arm */
#define S7 (1.0 / 7)

/* Vega's shapes (vega-scenegraph). */
static const Polygon polygons[] = {
    {"cross",
     12,
     false,
     {{-1, -T},
      {-1, T},
      {-T, T},
      {-T, 1},
      {T, 1},
      {T, T},
      {1, T},
      {1, -T},
      {T, -T},
      {T, -1},
      {-T, -1},
      {-T, -T}}},
    {"diamond", 4, false, {{-1, 0}, {0, -1}, {1, 0}, {0, 1}}},
    {"square", 4, false, {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}},
    {"arrow", 7, false, {{-S7, 1}, {S7, 1}, {S7, -0.125}, {T, -0.125}, {0, -1}, {-T, -0.125}, {-S7, -0.125}}},
    {"wedge", 3, false, {{0, -H - O}, {-0.25, H - O}, {0.25, H - O}}},
    {"triangle", 3, false, {{0, -H - O}, {-1, H - O}, {1, H - O}}},
    {"triangle-up", 3, false, {{0, -H}, {-1, H}, {1, H}}},
    {"triangle-down", 3, false, {{0, H}, {-1, -H}, {1, -H}}},
    {"triangle-right", 3, false, {{H, 0}, {-H, -1}, {-H, 1}}},
    {"triangle-left", 3, false, {{-H, 0}, {H, -1}, {H, 1}}},
    {"stroke", 2, true, {{-1, 0}, {1, 0}}},
};

static const Polygon *find_polygon(const char *shape) {
  for (size_t i = 0; i < G_N_ELEMENTS(polygons); i++)
    if (strcmp(polygons[i].name, shape) == 0) return &polygons[i];
  return NULL;
}

void cairn_path_symbol(CairnPath *path, const char *shape, double size) {
  double radius = sqrt(fmax(size, 0)) / 2;
  if (!shape || strcmp(shape, "circle") == 0) {
    cairn_path_move(path, radius, 0);
    cairn_path_arc(path, 0, 0, radius, 0, 2 * G_PI, false);
    cairn_path_close(path);
    return;
  }
  const Polygon *polygon = find_polygon(shape);
  if (!polygon) {
    cairn_path_svg(path, shape, radius, radius);
    return;
  }
  for (int i = 0; i < polygon->n; i++) {
    CairnPoint corner = polygon->corners[i];
    (i ? cairn_path_line : cairn_path_move)(path, radius * corner.x, radius * corner.y);
  }
  if (!polygon->open) cairn_path_close(path);
}
