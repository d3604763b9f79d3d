/* What a pen leaves out because it is covered already: the same pixels as of every two neighbouring parts of a line drawn alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "paint/union_pen.h"

#include <string.h>

enum { WIDTH = 12, HEIGHT = 40, MOST = 300, GRID = 256 };

typedef struct Line {
  int n;
  CairnPoint points[MOST]; /* pixels, on the grid of the pen */
} Line;

/* Most parts go straight up or down, and columns are near each other, as in lines of very many rows. */
static void make_line(GRand *rand, Line *line) {
  int x = 2 * GRID, y = HEIGHT * GRID / 2;
  const int climb = ((const int[]){20, 300, 3000})[g_rand_int_range(rand, 0, 3)], stride = g_rand_int_range(rand, 2, 40);
  line->n = g_rand_int_range(rand, 3, MOST);
  for (int i = 0; i < line->n; i++) {
    line->points[i] = (CairnPoint){(double)x / GRID, (double)y / GRID};
    if (g_rand_int_range(rand, 0, 3) == 0) x += g_rand_int_range(rand, 0, stride);
    y = CLAMP(y + g_rand_int_range(rand, -climb, climb + 1), 0, HEIGHT * GRID);
  }
}

static CairnPaint make_paint(GRand *rand) {
  static const CairnLineJoin joins[] = {CAIRN_JOIN_MITER, CAIRN_JOIN_MITER, CAIRN_JOIN_ROUND, CAIRN_JOIN_BEVEL};
  return (CairnPaint){.stroke_width = ((const double[]){0.3, 1, 2, 3.7})[g_rand_int_range(rand, 0, 4)],
                      .cap = CAIRN_CAP_BUTT,
                      .join = joins[g_rand_int_range(rand, 0, 4)],
                      .miter_limit = ((const double[]){1, 1.3, 4, 10, 100})[g_rand_int_range(rand, 0, 5)]};
}

static void draw(CairnUnion *covered, const CairnPaint *paint, const CairnPoint *points, int n) {
  CairnUnionPen pen;
  cairn_union_pen_init(&pen, covered, paint, 1);
  cairn_union_pen_move(&pen, points[0]);
  for (int i = 1; i < n; i++)
    cairn_union_pen_line(&pen, points[i], false);
  cairn_union_pen_end(&pen, false);
}

static void paint_all(const CairnUnion *covered, uint32_t *pixels) {
  memset(pixels, 0, WIDTH * HEIGHT * sizeof *pixels);
  const CairnPixels target = {.data = (unsigned char *)pixels, .stride = WIDTH * 4, .clip = {0, 0, WIDTH, HEIGHT}};
  cairn_union_paint(covered, &target, 0xffffffff);
}

static void test_covered(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(71);
  for (int round = 0; round < 3000; round++) {
    static uint32_t pixels[WIDTH * HEIGHT], expected[WIDTH * HEIGHT];
    Line line;
    make_line(rand, &line);
    const CairnPaint paint = make_paint(rand);
    const CairnPixelBox box = {round % 3, round % 5, WIDTH - round % 2, HEIGHT - round % 7};
    g_autoptr(CairnUnion) whole = cairn_union_new(box), pieces = cairn_union_new(box);
    draw(whole, &paint, line.points, line.n);
    /* Corners lie between parts of some length: points that repeat are taken out for the pieces. */
    int n = 1;
    for (int i = 1; i < line.n; i++)
      if (line.points[i].x != line.points[n - 1].x || line.points[i].y != line.points[n - 1].y) line.points[n++] = line.points[i];
    for (int i = 0; i + 3 <= MAX(n, 3); i++)
      draw(pieces, &paint, line.points + i, MIN(3, n));
    paint_all(whole, pixels);
    paint_all(pieces, expected);
    for (int i = 0; i < WIDTH * HEIGHT; i++)
      if (pixels[i] != expected[i])
        fail_msg("round %d: pixel %d of column %d is %08x, but %08x of its parts", round, i / WIDTH, i % WIDTH, pixels[i], expected[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_covered)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
