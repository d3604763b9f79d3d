/* Points and boxes in px; y grows downwards. */
#pragma once

#include <math.h>
#include <stdbool.h>

/* As fmin and fmax for finite numbers, but without a call. */
static inline double cairn_least(double a, double b) {
  return a < b ? a : b;
}

static inline double cairn_most(double a, double b) {
  return a > b ? a : b;
}

typedef struct CairnPoint {
  double x, y;
} CairnPoint;

/* A box with its top left corner at (x, y); width and height are never negative. */
typedef struct CairnBox {
  double x, y, width, height;
} CairnBox;

/* Smallest box around both; a box without area and at the origin of nothing is given by `cairn_box_empty`. */
CairnBox cairn_box_union(CairnBox a, CairnBox b);

/* The neutral element of cairn_box_union: x and y are +inf, the sizes -inf. */
CairnBox cairn_box_empty(void);

bool cairn_box_is_empty(CairnBox box);

/* The box grown by `margin` px on each side (shrunk if negative, down to a point). */
CairnBox cairn_box_expand(CairnBox box, double margin);

/* Do the interiors meet? Boxes that only touch do not. */
bool cairn_box_intersects(CairnBox a, CairnBox b);
