#include "scene/path.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/number.h"
#include "scene/bounds.h"

static void append_points(GString *out, char letter, const CairnPoint *p, size_t n) {
  char x[CAIRN_NUMBER_BUFFER], y[CAIRN_NUMBER_BUFFER];
  g_string_append_c(out, letter);
  for (size_t i = 0; i < n; i++) {
    cairn_number_to_fixed(p[i].x, 2, x);
    cairn_number_to_fixed(p[i].y, 2, y);
    g_string_append_printf(out, "%s%s,%s", i ? "," : "", x, y);
  }
}

static char *print(const CairnPath *path) {
  GString *out = g_string_new(NULL);
  const CairnPoint *p = path->points;
  for (size_t i = 0; i < path->n_steps; i++) {
    size_t n = path->steps[i] == CAIRN_STEP_CLOSE ? 0 : path->steps[i] == CAIRN_STEP_CURVE ? 3 : 1;
    append_points(out, "MLCZ"[path->steps[i]], p, n);
    p += n;
  }
  return g_string_free(out, FALSE);
}

/* What d3-shape 3.2 prints for lines and for areas down to y = 100, digits(2). */
static const struct {
  CairnInterpolate interpolate;
  CairnMarkKind kind;
  size_t n;
  const char *path;
} curves[] =
    {
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_LINE, 2, "M0,10L20,50"},
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_LINE, 3, "M0,10L20,50L35,50"},
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_LINE, 6, "M0,10L20,50L35,50L60,5L60,30L90,40"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_LINE, 2, "M0,10L20,50Z"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_LINE, 3, "M0,10L20,50L35,50Z"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_LINE, 6, "M0,10L20,50L35,50L60,5L60,30L90,40Z"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_LINE, 2, "M0,10L10,10L10,50L20,50"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_LINE, 3, "M0,10L10,10L10,50L27.5,50L27.5,50L35,50"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_LINE, 6,
         "M0,10L10,10L10,50L27.5,50L27.5,50L47.5,50L47.5,5L60,5L60,30L75,30L75,40L90,40"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_LINE, 2, "M0,10L0,50L20,50"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_LINE, 3, "M0,10L0,50L20,50L20,50L35,50"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_LINE, 6,
         "M0,10L0,50L20,50L20,50L35,50L35,5L60,5L60,30L60,30L60,40L90,40"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_LINE, 2, "M0,10L20,10L20,50"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_LINE, 3, "M0,10L20,10L20,50L35,50L35,50"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_LINE, 6,
         "M0,10L20,10L20,50L35,50L35,50L60,50L60,5L60,5L60,30L90,30L90,40"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_LINE, 2, "M0,10L20,50"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_LINE, 3,
         "M0,10L3.33,16.67C6.67,23.33,13.33,36.67,19.17,43.33C25,50,30,50,32.5,50L35,50"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_LINE, 6,
         "M0,10L3.33,16.67C6.67,23.33,13.33,36.67,19.17,43.33C25,50,30,50,36.67,42.5C43.33,35,51.67,20,55.83,16.67C60,13.33,60,21.67,65,27.5C70,33.33,80,36.67,85,38.33L90,40"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_LINE, 2, "M13.33,36.67L6.67,23.33Z"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_LINE, 3,
         "M19.17,43.33C25,50,30,50,26.67,43.33C23.33,36.67,11.67,23.33,9.17,23.33C6.67,23.33,13.33,36.67,19.17,43.33"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_LINE, 6,
         "M19.17,43.33C25,50,30,50,36.67,42.5C43.33,35,51.67,20,55.83,16.67C60,13.33,60,21.67,65,27.5C70,33.33,80,36.67,70,33.33C60,30,30,20,18.33,21.67C6.67,23.33,13.33,36.67,19.17,43.33"},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_LINE, 1, ""},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_LINE, 2, ""},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_LINE, 3, "M19.17,43.33Z"},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_LINE, 6,
         "M19.17,43.33C25,50,30,50,36.67,42.5C43.33,35,51.67,20,55.83,16.67C60,13.33,60,21.67,65,27.5"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_LINE, 2, "M0,10L20,50"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_LINE, 3, "M0,10C0,10,14.17,43.33,20,50C25.83,56.67,35,50,35,50"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_LINE, 6,
         "M0,10C0,10,14.17,43.33,20,50C25.83,56.67,28.33,57.5,35,50C41.67,42.5,55.83,8.33,60,5C64.17,1.67,55,24.17,60,30C65,35.83,90,40,90,40"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_LINE, 2, "M20,50L0,10Z"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_LINE, 3,
         "M20,50C25.83,56.67,38.33,56.67,35,50C31.67,43.33,2.5,10,0,10C-2.5,10,14.17,43.33,20,50"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_LINE, 6,
         "M20,50C25.83,56.67,28.33,57.5,35,50C41.67,42.5,55.83,8.33,60,5C64.17,1.67,55,24.17,60,30C65,35.83,100,43.33,90,40C80,36.67,11.67,8.33,0,10C-11.67,11.67,14.17,43.33,20,50"},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_LINE, 1, ""},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_LINE, 2, ""},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_LINE, 3, "M20,50Z"},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_LINE, 6,
         "M20,50C25.83,56.67,28.33,57.5,35,50C41.67,42.5,55.83,8.33,60,5C64.17,1.67,55,24.17,60,30"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_LINE, 2, "M0,10L20,50"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_LINE, 3,
         "M0,10C0,10,12.09,45.11,20,50C24.58,52.83,35,50,35,50"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_LINE, 6,
         "M0,10C0,10,12.09,45.11,20,50C24.58,52.83,30.18,52.84,35,50C43.94,44.74,56.58,4.11,60,5C62.38,5.62,55.82,24.19,60,30C64.71,36.53,90,40,90,40"},
        {CAIRN_INTERPOLATE_BUNDLE, CAIRN_LINE, 1, ""},
        {CAIRN_INTERPOLATE_BUNDLE, CAIRN_LINE, 2, "M0,10L20,50"},
        {CAIRN_INTERPOLATE_BUNDLE, CAIRN_LINE, 3,
         "M0,10L3.27,16.17C6.54,22.33,13.08,34.67,18.92,41.33C24.75,48,29.88,49,32.44,49.5L35,50"},
        {CAIRN_INTERPOLATE_BUNDLE, CAIRN_LINE, 6,
         "M0,10L3.28,15.82C6.57,21.63,13.13,33.27,18.99,39.23C24.85,45.2,30,45.5,36.57,39.42C43.13,33.35,51.12,20.9,55.56,18.37C60,15.83,60.9,23.22,66.05,28.48C71.2,33.73,80.6,36.87,85.3,38.43L90,40"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_LINE, 2, "M0,10L20,50"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_LINE, 3, "M0,10C6.67,30,13.33,50,20,50C25,50,30,50,35,50"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_LINE, 6,
         "M0,10C6.67,30,13.33,50,20,50C25,50,30,50,35,50C43.33,50,51.67,5,60,5C60,5,60,30,60,30C70,36.67,80,38.33,90,40"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_LINE, 1, "M0,10Z"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_LINE, 2, "M0,10L20,50"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_LINE, 3,
         "M0,10C7.08,26.67,14.17,43.33,20,50C25.83,56.67,30.42,53.33,35,50"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_LINE, 6,
         "M0,10C7.56,25.36,15.12,40.72,20,50C24.88,59.28,27.08,62.49,35,50C42.92,37.51,56.56,9.33,60,5C63.44,0.67,56.7,20.19,60,30C63.3,39.81,76.65,39.9,90,40"},
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_AREA, 2, "M0,10L20,50L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_AREA, 3, "M0,10L20,50L35,50L35,100L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_LINEAR, CAIRN_AREA, 6,
         "M0,10L20,50L35,50L60,5L60,30L90,40L90,100L60,100L60,100L35,100L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_AREA, 1, "M0,10ZM0,100Z"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_AREA, 2, "M0,10L20,50ZM20,100L0,100Z"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_AREA, 3, "M0,10L20,50L35,50ZM35,100L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_LINEAR_CLOSED, CAIRN_AREA, 6,
         "M0,10L20,50L35,50L60,5L60,30L90,40ZM90,100L60,100L60,100L35,100L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_AREA, 2, "M0,10L10,10L10,50L20,50L20,100L10,100L10,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_AREA, 3,
         "M0,10L10,10L10,50L27.5,50L27.5,50L35,50L35,100L27.5,100L27.5,100L10,100L10,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP, CAIRN_AREA, 6,
         "M0,10L10,10L10,50L27.5,50L27.5,50L47.5,50L47.5,5L60,5L60,30L75,30L75,40L90,40L90,100L75,100L75,100L60,100L60,100L47.5,100L47.5,100L27.5,100L27.5,100L10,100L10,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_AREA, 2, "M0,10L0,50L20,50L20,100L0,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_AREA, 3,
         "M0,10L0,50L20,50L20,50L35,50L35,100L20,100L20,100L0,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_BEFORE, CAIRN_AREA, 6,
         "M0,10L0,50L20,50L20,50L35,50L35,5L60,5L60,30L60,30L60,40L90,40L90,100L60,100L60,100L60,100L60,100L35,100L35,100L20,100L20,100L0,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_AREA, 2, "M0,10L20,10L20,50L20,100L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_AREA, 3,
         "M0,10L20,10L20,50L35,50L35,50L35,100L35,100L20,100L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_STEP_AFTER, CAIRN_AREA, 6,
         "M0,10L20,10L20,50L35,50L35,50L60,50L60,5L60,5L60,30L90,30L90,40L90,100L90,100L60,100L60,100L60,100L60,100L35,100L35,100L20,100L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_AREA, 2, "M0,10L20,50L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_AREA, 3,
         "M0,10L3.33,16.67C6.67,23.33,13.33,36.67,19.17,43.33C25,50,30,50,32.5,50L35,50L35,100L32.5,100C30,100,25,100,19.17,100C13.33,100,6.67,100,3.33,100L0,100Z"},
        {CAIRN_INTERPOLATE_BASIS, CAIRN_AREA, 6,
         "M0,10L3.33,16.67C6.67,23.33,13.33,36.67,19.17,43.33C25,50,30,50,36.67,42.5C43.33,35,51.67,20,55.83,16.67C60,13.33,60,21.67,65,27.5C70,33.33,80,36.67,85,38.33L90,40L90,100L85,100C80,100,70,100,65,100C60,100,60,100,55.83,100C51.67,100,43.33,100,36.67,100C30,100,25,100,19.17,100C13.33,100,6.67,100,3.33,100L0,100Z"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_AREA, 1, "M0,10ZM0,100Z"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_AREA, 2, "M13.33,36.67L6.67,23.33ZM6.67,100L13.33,100Z"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_AREA, 3,
         "M19.17,43.33C25,50,30,50,26.67,43.33C23.33,36.67,11.67,23.33,9.17,23.33C6.67,23.33,13.33,36.67,19.17,43.33M19.17,100C13.33,100,6.67,100,9.17,100C11.67,100,23.33,100,26.67,100C30,100,25,100,19.17,100"},
        {CAIRN_INTERPOLATE_BASIS_CLOSED, CAIRN_AREA, 6,
         "M19.17,43.33C25,50,30,50,36.67,42.5C43.33,35,51.67,20,55.83,16.67C60,13.33,60,21.67,65,27.5C70,33.33,80,36.67,70,33.33C60,30,30,20,18.33,21.67C6.67,23.33,13.33,36.67,19.17,43.33M65,100C60,100,60,100,55.83,100C51.67,100,43.33,100,36.67,100C30,100,25,100,19.17,100C13.33,100,6.67,100,18.33,100C30,100,60,100,70,100C80,100,70,100,65,100"},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_AREA, 1, ""},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_AREA, 2, ""},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_AREA, 3, "M19.17,43.33L19.17,100Z"},
        {CAIRN_INTERPOLATE_BASIS_OPEN, CAIRN_AREA, 6,
         "M19.17,43.33C25,50,30,50,36.67,42.5C43.33,35,51.67,20,55.83,16.67C60,13.33,60,21.67,65,27.5L65,100C60,100,60,100,55.83,100C51.67,100,43.33,100,36.67,100C30,100,25,100,19.17,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_AREA, 2, "M0,10L20,50L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_AREA, 3,
         "M0,10C0,10,14.17,43.33,20,50C25.83,56.67,35,50,35,50L35,100C35,100,25.83,100,20,100C14.17,100,0,100,0,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL, CAIRN_AREA, 6,
         "M0,10C0,10,14.17,43.33,20,50C25.83,56.67,28.33,57.5,35,50C41.67,42.5,55.83,8.33,60,5C64.17,1.67,55,24.17,60,30C65,35.83,90,40,90,40L90,100C90,100,65,100,60,100C55,100,64.17,100,60,100C55.83,100,41.67,100,35,100C28.33,100,25.83,100,20,100C14.17,100,0,100,0,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_AREA, 1, "M0,10ZM0,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_AREA, 2, "M20,50L0,10ZM0,100L20,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_AREA, 3,
         "M20,50C25.83,56.67,38.33,56.67,35,50C31.67,43.33,2.5,10,0,10C-2.5,10,14.17,43.33,20,50M20,100C14.17,100,-2.5,100,0,100C2.5,100,31.67,100,35,100C38.33,100,25.83,100,20,100"},
        {CAIRN_INTERPOLATE_CARDINAL_CLOSED, CAIRN_AREA, 6,
         "M20,50C25.83,56.67,28.33,57.5,35,50C41.67,42.5,55.83,8.33,60,5C64.17,1.67,55,24.17,60,30C65,35.83,100,43.33,90,40C80,36.67,11.67,8.33,0,10C-11.67,11.67,14.17,43.33,20,50M60,100C55,100,64.17,100,60,100C55.83,100,41.67,100,35,100C28.33,100,25.83,100,20,100C14.17,100,-11.67,100,0,100C11.67,100,80,100,90,100C100,100,65,100,60,100"},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_AREA, 1, ""},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_AREA, 2, ""},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_AREA, 3, "M20,50L20,100Z"},
        {CAIRN_INTERPOLATE_CARDINAL_OPEN, CAIRN_AREA, 6,
         "M20,50C25.83,56.67,28.33,57.5,35,50C41.67,42.5,55.83,8.33,60,5C64.17,1.67,55,24.17,60,30L60,100C55,100,64.17,100,60,100C55.83,100,41.67,100,35,100C28.33,100,25.83,100,20,100Z"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_AREA, 2, "M0,10L20,50L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_AREA, 3,
         "M0,10C0,10,12.09,45.11,20,50C24.58,52.83,35,50,35,50L35,100C35,100,25.36,100,20,100C13.81,100,0,100,0,100Z"},
        {CAIRN_INTERPOLATE_CATMULL_ROM, CAIRN_AREA, 6,
         "M0,10C0,10,12.09,45.11,20,50C24.58,52.83,30.18,52.84,35,50C43.94,44.74,56.58,4.11,60,5C62.38,5.62,55.82,24.19,60,30C64.71,36.53,90,40,90,40L90,100C90,100,60,100,60,100C60,100,60,100,60,100C60,100,42.27,100,35,100C29.36,100,25.36,100,20,100C13.81,100,0,100,0,100Z"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_AREA, 2, "M0,10L20,50L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_AREA, 3,
         "M0,10C6.67,30,13.33,50,20,50C25,50,30,50,35,50L35,100C30,100,25,100,20,100C13.33,100,6.67,100,0,100Z"},
        {CAIRN_INTERPOLATE_MONOTONE, CAIRN_AREA, 6,
         "M0,10C6.67,30,13.33,50,20,50C25,50,30,50,35,50C43.33,50,51.67,5,60,5C60,5,60,30,60,30C70,36.67,80,38.33,90,40L90,100C80,100,70,100,60,100C51.67,100,43.33,100,35,100C30,100,25,100,20,100C13.33,100,6.67,100,0,100Z"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_AREA, 1, "M0,10L0,100Z"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_AREA, 2, "M0,10L20,50L20,100L0,100Z"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_AREA, 3,
         "M0,10C7.08,26.67,14.17,43.33,20,50C25.83,56.67,30.42,53.33,35,50L35,100C30.42,100,25.83,100,20,100C14.17,100,7.08,100,0,100Z"},
        {CAIRN_INTERPOLATE_NATURAL, CAIRN_AREA, 6,
         "M0,10C7.56,25.36,15.12,40.72,20,50C24.88,59.28,27.08,62.49,35,50C42.92,37.51,56.56,9.33,60,5C63.44,0.67,56.7,20.19,60,30C63.3,39.81,76.65,39.9,90,40L90,100C76.65,100,63.3,100,60,100C56.7,100,63.44,100,60,100C56.56,100,42.92,100,35,100C27.08,100,24.88,100,20,100C15.12,100,7.56,100,0,100Z"},
};

/* Coordinates in the two texts may differ by a hundredth (rounding of halves). */
static void assert_same_path(const char *actual, const char *expected) {
  const char *a = actual, *e = expected;
  while (*a && *e) {
    size_t na = strspn(a, "0123456789.-"), ne = strspn(e, "0123456789.-");
    double va = 0, ve = 0;
    if (na && ne && cairn_number_parse(a, na, &va) && cairn_number_parse(e, ne, &ve)) {
      if (fabs(va - ve) > 0.0101) fail_msg("%s is not %s", actual, expected);
      a += na;
      e += ne;
    } else if (*a++ != *e++) {
      fail_msg("%s is not %s", actual, expected);
    }
  }
  if (*a || *e) fail_msg("%s is not %s", actual, expected);
}

static void test_curves_are_those_of_d3(void **state) {
  (void)state;
  static const CairnPoint points[] = {{0, 10}, {20, 50}, {35, 50}, {60, 5}, {60, 30}, {90, 40}};
  for (size_t i = 0; i < G_N_ELEMENTS(curves); i++) {
    CairnVertex vertices[6];
    for (size_t k = 0; k < 6; k++)
      vertices[k] =
          (CairnVertex){.x = points[k].x, .y = points[k].y, .x2 = points[k].x, .y2 = 100, .defined = true};
    CairnItem item = {.line = {curves[i].n, vertices, curves[i].interpolate, false, 0, false}};
    g_auto(CairnPath) path = {0};
    cairn_path_item(&path, curves[i].kind, &item);
    g_autofree char *printed = print(&path);
    assert_same_path(printed, curves[i].path);
  }
}

/* What d3-shape 3.2's arc draws, with circular arcs turned into curves as cairn_path_arc does. */
static const struct {
  CairnArcItem arc;
  const char *path;
} sectors[] =
    {
        {{0, 0, 0, 1, 0, 50, 0, 0, 0}, "M0,-50C17.02,-50,32.88,-41.34,42.07,-27.02L0,0Z"},
        {{0, 0, 0, 1, 20, 50, 0, 0, 0},
         "M0,-50C17.02,-50,32.88,-41.34,42.07,-27.02L16.83,-10.81C13.15,-16.54,6.81,-20,0,-20Z"},
        {{0, 0, 1, 0.2, 20, 50, 0, 0, 0},
         "M42.07,-27.02C34.77,-38.39,23.18,-46.32,9.93,-49L3.97,-19.6C9.27,-18.53,13.91,-15.35,16.83,-10.81Z"},
        {{0, 0, 0, 4, 50, 20, 0, 0, 0},
         "M0,-50C23.08,-50,43.17,-34.2,48.6,-11.76C54.03,10.67,43.39,33.91,22.86,44.47C2.33,55.02,-22.75,50.15,-37.84,32.68L-15.14,13.07C-9.1,20.06,0.93,22.01,9.15,17.79C17.36,13.56,21.61,4.27,19.44,-4.7C17.27,-13.68,9.23,-20,0,-20Z"},
        {{0, 0, 0, 6.283185307179586, 0, 50, 0, 0, 0},
         "M0,-50C27.61,-50,50,-27.61,50,0C50,27.61,27.61,50,0,50C-27.61,50,-50,27.61,-50,0C-50,-27.61,-27.61,-50,0,-50Z"},
        {{0, 0, 0, 7, 30, 50, 0, 0, 0},
         "M0,-50C27.61,-50,50,-27.61,50,0C50,27.61,27.61,50,0,50C-27.61,50,-50,27.61,-50,0C-50,-27.61,-27.61,-50,0,-50M19.71,-22.62C7.22,-33.5,-11.73,-32.2,-22.62,-19.71C-33.5,-7.22,-32.2,11.73,-19.71,22.62C-7.22,33.5,11.73,32.2,22.62,19.71C33.5,7.22,32.2,-11.73,19.71,-22.62Z"},
        {{0, 0, 0.5, 1.5, 20, 50, 0.1, 0, 0},
         "M26.3,-42.53C39.16,-34.57,47.73,-21.22,49.61,-6.22L19.58,-4.09C18.57,-8.9,15.83,-13.18,11.86,-16.1Z"},
        {{0, 0, 0.5, 1.5, 20, 50, 0.1, 5, 0},
         "M23.62,-37.62C24.33,-38.91,25.57,-39.83,27.02,-40.12C28.46,-40.42,29.96,-40.05,31.12,-39.14C39.76,-32.26,45.88,-22.73,48.54,-12.01C48.89,-10.58,48.59,-9.06,47.73,-7.87C46.86,-6.67,45.51,-5.93,44.04,-5.82L23.54,-4.37C21.37,-4.21,19.36,-5.47,18.55,-7.48C17.61,-9.81,16.25,-11.93,14.52,-13.75C13.03,-15.33,12.73,-17.68,13.77,-19.59Z"},
        {{0, 0, 0.5, 1.5, 20, 50, 0, 20, 0},
         "M15.16,-27.75C17.63,-32.27,22.23,-35.2,27.37,-35.53C32.5,-35.86,37.44,-33.53,40.46,-29.37C41.58,-27.83,42.61,-26.23,43.55,-24.57C46.07,-20.09,46.13,-14.63,43.7,-10.1C41.26,-5.57,36.67,-2.6,31.54,-2.24C25.76,-1.83,20.27,-4.78,17.42,-9.83C17.04,-10.49,16.63,-11.13,16.19,-11.75C12.78,-16.44,12.38,-22.67,15.16,-27.75Z"},
        {{0, 0, 3, 1, 20, 50, 0.05, 4, 0},
         "M7.78,45.04C7.94,46.17,8.58,47.18,9.53,47.81C10.48,48.44,11.66,48.64,12.76,48.34C27.23,44.52,39.24,34.42,45.46,20.81C51.69,7.2,51.5,-8.49,44.93,-21.94C44.43,-22.97,43.51,-23.73,42.41,-24.04C41.31,-24.35,40.13,-24.17,39.17,-23.55L20.42,-11.51C18.85,-10.5,18.18,-8.54,18.81,-6.79C22.51,3.46,17.33,14.77,7.16,18.67C5.42,19.34,4.37,21.13,4.63,22.97Z"},
        {{0, 0, 0, 1, 0, 50, 0, 8, 0},
         "M0,-41.23C0,-43.62,1.07,-45.88,2.91,-47.4C4.75,-48.92,7.18,-49.54,9.52,-49.08C19.69,-47.11,29,-42.03,36.16,-34.53C37.81,-32.81,38.6,-30.43,38.32,-28.06C38.03,-25.69,36.7,-23.57,34.69,-22.28L0,0Z"},
        {{0, 0, 0, 1, 0, 50, 0.1, 8, 0},
         "M2.06,-41.18C2.18,-43.57,3.36,-45.77,5.28,-47.2C7.19,-48.62,9.65,-49.12,11.97,-48.55C20.37,-46.47,28.1,-42.25,34.39,-36.3C36.12,-34.66,37.03,-32.32,36.87,-29.94C36.7,-27.56,35.48,-25.37,33.54,-23.98L0,0Z"},
        {{0, 0, 0, 0.05, 20, 50, 0.1, 3, 0}, "M1.25,-49.98L0.5,-19.99Z"},
        {{0, 0, 0, 5, 20, 50, 0.1, 30, 0},
         "M2.69,-30.2C2.69,-35.58,5.57,-40.54,10.23,-43.21C14.9,-45.89,20.63,-45.86,25.27,-43.14C44.87,-31.66,54.27,-8.42,48.15,13.46C42.04,35.33,21.95,50.34,-0.75,49.99C-23.46,49.65,-43.09,34.05,-48.54,12C-49.83,6.78,-48.23,1.27,-44.34,-2.45C-40.45,-6.16,-34.88,-7.51,-29.72,-5.99C-24.62,-4.48,-20.69,-0.37,-19.42,4.8C-17.24,13.62,-9.39,19.86,-0.3,20C8.78,20.13,16.82,14.13,19.26,5.38C21.71,-3.37,17.95,-12.66,10.11,-17.26C5.51,-19.95,2.69,-24.87,2.69,-30.2Z"},
        {{0, 0, 0, 0.3, 20, 50, 0, 10, 0},
         "M0,-43.01C0,-45.57,1.5,-47.89,3.83,-48.94C6.16,-49.99,8.89,-49.58,10.8,-47.88C12.72,-46.19,13.47,-43.53,12.71,-41.09L6.87,-22.21C6.36,-20.55,4.71,-19.52,2.99,-19.78C1.27,-20.04,0,-21.51,0,-23.25Z"},
        {{0, 0, 2, 2, 20, 50, 0, 0, 0}, "M45.46,20.81L18.19,8.32Z"},
        {{0, 0, 0, 1, 20, 20, 0, 0, 0},
         "M0,-20C6.81,-20,13.15,-16.54,16.83,-10.81C13.15,-16.54,6.81,-20,0,-20Z"},
        /* Turned by 90 degrees: (x, y) of the first stands at (-y, x). */
        {{0, 0, 0, 1, 0, 50, 0, 0, 90}, "M50,0C50,17.02,41.34,32.88,27.02,42.07L0,0Z"},
};

static void test_sectors_are_those_of_d3(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(sectors); i++) {
    CairnItem item = {.arc = sectors[i].arc};
    g_auto(CairnPath) path = {0};
    cairn_path_item(&path, CAIRN_ARC, &item);
    g_autofree char *printed = print(&path);
    assert_same_path(printed, sectors[i].path);
  }
}

static void test_svg_path_data(void **state) {
  (void)state;
  static const struct {
    const char *data, *path;
  } cases[] = {
      {"", ""},
      {"L1,1", ""},
      {"M1 2 3 4", "M1,2L3,4"},
      {"m1,2 3,4z l1 1", "M1,2L4,6ZL2,3"},
      {"M0 0h5v-5H1V2z", "M0,0L5,0L5,-5L1,-5L1,2Z"},
      {"M0-1.5.5.5", "M0,-1.5L0.5,0.5"},
      {"M0 0C1 2 3 4 5 6s7 8 9 10", "M0,0C1,2,3,4,5,6C7,8,12,14,14,16"},
      {"M0 0Q3 3 6 0T12 0", "M0,0C2,2,4,2,6,0C8,-2,10,-2,12,0"},
      {"M1e1 0L2E-1,0", "M10,0L0.2,0"},
      {"M0 0 L1 x", "M0,0"},
      {"M0 0 L1 1 x", "M0,0L1,1"},
      {"M10 0A10 10 0 01 0 10", "M10,0C10,5.52,5.52,10,0,10"},
      {"M10 0a10 10 0 0 1-10 10", "M10,0C10,5.52,5.52,10,0,10"},
      {"M1 0A0 1 0 0 1 5 5", "M1,0L5,5"},
      {"M5 0A1 1 0 0 1 -5 0", "M5,0C5,2.76,2.76,5,0,5C-2.76,5,-5,2.76,-5,0"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(CairnPath) path = {0};
    cairn_path_svg(&path, cases[i].data, 1, 1);
    g_autofree char *printed = print(&path);
    assert_string_equal(printed, cases[i].path);
  }
}

static void test_gaps_cut_a_line(void **state) {
  (void)state;
  CairnVertex v[] = {{.x = 1, .y = 1, .defined = true},   {.x = 2, .y = 2, .defined = true}, {.x = 3, .y = 3},
                     {.x = 4, .y = NAN, .defined = true}, {.x = 5, .y = 5, .defined = true}, {.x = 6, .y = 6},
                     {.x = 7, .y = 7, .defined = true},   {.x = 8, .y = 8, .defined = true}};
  CairnItem item = {.line = {G_N_ELEMENTS(v), v, CAIRN_INTERPOLATE_LINEAR, false, 0, false}};
  g_auto(CairnPath) path = {0};
  cairn_path_item(&path, CAIRN_LINE, &item);
  g_autofree char *printed = print(&path);
  assert_string_equal(printed, "M1,1L2,2M5,5ZM7,7L8,8");
}

static void test_bounds(void **state) {
  (void)state;
  CairnPaint fill = cairn_paint_default(), stroke = fill, square = fill;
  stroke.stroke = square.stroke = (CairnBrush){CAIRN_BRUSH_COLOR, {0, 0, 0, 1}, NULL};
  stroke.stroke_width = square.stroke_width = 2;
  square.cap = CAIRN_CAP_SQUARE;
  const struct {
    CairnMarkKind kind;
    CairnItem item;
    CairnBox box;
  } cases[] = {
      {CAIRN_RECT, {.paint = &fill, .rect = {.x = 1, .y = 2, .width = 3, .height = 4}}, {1, 2, 3, 4}},
      {CAIRN_RECT, {.paint = &stroke, .rect = {.x = 1, .y = 2, .width = 3, .height = 4}}, {0, 1, 5, 6}},
      {CAIRN_RULE, {.paint = &stroke, .rule = {0, 0, 10, 0}}, {-1, -1, 12, 2}},
      {CAIRN_RULE,
       {.paint = &square, .rule = {0, 0, 10, 0}},
       {-G_SQRT2, -G_SQRT2, 10 + 2 * G_SQRT2, 2 * G_SQRT2}},
      {CAIRN_SYMBOL, {.paint = &fill, .symbol = {10, 10, 64, 0, "circle"}}, {6, 6, 8, 8}},
      {CAIRN_SYMBOL, {.paint = &stroke, .symbol = {10, 10, 64, 0, NULL}}, {2, 2, 16, 16}},
      {CAIRN_SYMBOL, {.paint = &fill, .symbol = {0, 0, 64, 90, "stroke"}}, {0, -4, 0, 8}},
      {CAIRN_SYMBOL, {.paint = &fill, .symbol = {0, 0, 64, 0, "M-1-1H1V1H-1Z"}}, {-4, -4, 8, 8}},
      {CAIRN_ARC, {.paint = &fill, .arc = {5, 5, 0, G_PI, 0, 10, 0, 0}}, {5, -5, 10, 20}},
      {CAIRN_PATH, {.paint = &fill, .path = {1, 1, "M0,0C0,-4,6,-4,6,0", 0, 1, 2}}, {1, -5, 6, 6}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnBox box = cairn_item_bounds(cases[i].kind, &cases[i].item, (CairnMeasure){0});
    const CairnBox *expected = &cases[i].box;
    if (fabs(box.x - expected->x) + fabs(box.y - expected->y) + fabs(box.width - expected->width) +
            fabs(box.height - expected->height) >
        1e-6)
      fail_msg("%zu: %g %g %g %g", i, box.x, box.y, box.width, box.height);
  }
}

static void test_group_bounds(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnPaint fill = cairn_paint_default();
  CairnGroup *page = cairn_group_new(arena, CAIRN_ROLE_PAGE, NULL),
             *view = cairn_group_new(arena, CAIRN_ROLE_VIEW, "v");
  cairn_group_add_group(arena, page, view);
  *view = (CairnGroup){.role = CAIRN_ROLE_VIEW, .x = 10, .y = 20, .width = 100, .height = 50};
  CairnMark *mark = cairn_mark_new(arena, view, CAIRN_RECT, CAIRN_ROLE_MARK, NULL, 1);
  mark->items[0] = (CairnItem){.paint = &fill, .rect = {.x = 90, .y = -5, .width = 30, .height = 10}};
  CairnBox box = cairn_group_bounds(page, (CairnMeasure){0});
  assert_true(box.x == 10 && box.y == 15 && box.width == 120 && box.height == 55);
  mark->clip = true;
  box = cairn_group_bounds(page, (CairnMeasure){0});
  assert_true(box.x == 10 && box.y == 20 && box.width == 100 && box.height == 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_curves_are_those_of_d3),
      cmocka_unit_test(test_sectors_are_those_of_d3),
      cmocka_unit_test(test_svg_path_data),
      cmocka_unit_test(test_gaps_cut_a_line),
      cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_group_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
