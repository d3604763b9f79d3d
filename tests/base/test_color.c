#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/color.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, tolerance)                                                                         \
  do {                                                                                                       \
    double a_ = (a), b_ = (b);                                                                               \
    if (!(fabs(a_ - b_) <= (tolerance))) fail_msg("%s = %.17g, not %.17g", #a, a_, b_);                      \
  } while (0)

static void test_parse(void **state) {
  (void)state;
  static const struct {
    const char *text, *hex;
    double alpha;
  } cases[] = {
      {"red", "#ff0000", 1},
      {"RebeccaPurple", "#663399", 1},
      {"  SteelBlue\t", "#4682b4", 1},
      {"aliceblue", "#f0f8ff", 1},
      {"yellowgreen", "#9acd32", 1},
      {"transparent", "#000000", 0},
      {"#abc", "#aabbcc", 1},
      {"#ABCDEF", "#abcdef", 1},
      {"#abc8", "#aabbcc", 136 / 255.0},
      {"#01020380", "#010203", 128 / 255.0},
      {"rgb(1,2,3)", "#010203", 1},
      {"rgb( 1 , 2 , 300 )", "#0102ff", 1},
      {"rgb(100%, 0%, 50%)", "#ff0080", 1},
      {"rgba(10, 20, 30, .5)", "#0a141e", 0.5},
      {"rgba(10, 20, 30, 7)", "#0a141e", 1},
      {"rgb(10 20 30 / 25%)", "#0a141e", 0.25},
      {"hsl(120, 100%, 25%)", "#008000", 1},
      {"hsl(-120, 60%, 70%)", "#8585e0", 1},
      {"hsl(480deg, 60%, 70%)", "#85e085", 1},
      {"hsla(300,80%,40%,1e-1)", "#b814b8", 0.1},
      {"hsl(0, 0%, 100%)", "#ffffff", 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnColor color;
    char hex[8];
    if (!cairn_color_parse(cases[i].text, &color)) fail_msg("not parsed: %s", cases[i].text);
    cairn_color_to_hex(color, hex);
    assert_string_equal(hex, cases[i].hex);
    assert_near(color.a, cases[i].alpha, 1e-9);
  }
}

static void test_parse_refuses(void **state) {
  (void)state;
  static const char *const cases[] = {
      "",
      "#",
      "#12",
      "#12345",
      "#1234567",
      "#12345g",
      "reddish",
      "rgb",
      "rgb(",
      "rgb(1,2",
      "rgb(1,2)",
      "rgb(1,2,3",
      "rgb(1,2,3)x",
      "rgb(1,2,3,4,5)",
      "rgb(1%,2,3)",
      "rgb(1,2,x)",
      "rgb(0x1,2,3)",
      "rgb(nan,2,3)",
      "rgb(1e999,2,3)",
      "hsl(1,2,3)",
      "hsl(1%,2%,3%)",
      "hsl(inf,1%,1%)",
      "none",
      "url(#a)",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnColor color;
    if (cairn_color_parse(cases[i], &color)) fail_msg("parsed: %s", cases[i]);
  }
  char text[4096];
  memset(text, '1', sizeof text - 1);
  memcpy(text, "rgb(", 4);
  text[sizeof text - 1] = '\0';
  CairnColor color;
  assert_false(cairn_color_parse(text, &color));
}

static void test_names(void **state) {
  (void)state;
  assert_true(cairn_color_is_name("Tomato"));
  assert_true(cairn_color_is_name("darkslategrey"));
  assert_false(cairn_color_is_name("transparent"));
  assert_false(cairn_color_is_name("#fff"));
}

static void test_space_names(void **state) {
  (void)state;
  CairnColorSpace space;
  assert_true(cairn_color_space_parse("hcl-long", &space));
  assert_int_equal(space, CAIRN_SPACE_HCL_LONG);
  assert_true(cairn_color_space_parse("rgb", &space));
  assert_int_equal(space, CAIRN_SPACE_RGB);
  assert_false(cairn_color_space_parse("cmyk", &space));
}

/* Hex digits as d3-interpolate gives them; one step of rounding is allowed. */
static void assert_close_hex(CairnColor color, const char *hex, const char *what, double t) {
  CairnColor expected;
  assert_true(cairn_color_parse(hex, &expected));
  if (fabs(fmax(0, fmin(255, color.r)) - expected.r) > 0.51 ||
      fabs(fmax(0, fmin(255, color.g)) - expected.g) > 0.51 ||
      fabs(fmax(0, fmin(255, color.b)) - expected.b) > 0.51)
    fail_msg("%s at %g: %.2f %.2f %.2f, not %s", what, t, color.r, color.g, color.b, hex);
}

static void test_interpolate(void **state) {
  (void)state;
  static const struct {
    const char *space;
    double gamma;
    const char *a, *b;
    double t;
    const char *hex;
    double alpha;
  } cases[] = {
#include "colors.inc"
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnColorSpace space;
    CairnColor a, b;
    assert_true(cairn_color_space_parse(cases[i].space, &space));
    assert_true(cairn_color_parse(cases[i].a, &a) && cairn_color_parse(cases[i].b, &b));
    CairnColor at = cairn_color_interpolate(space, cases[i].gamma, a, b, cases[i].t);
    g_autofree char *what = g_strdup_printf("%s %s %s", cases[i].space, cases[i].a, cases[i].b);
    assert_near(at.a, cases[i].alpha, 1e-4);
    if (cases[i].alpha > 0) assert_close_hex(at, cases[i].hex, what, cases[i].t);
  }
}

/* In every space the ends are the given colours, and no channel is ever undefined. */
static void test_interpolate_properties(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(17);
  for (int i = 0; i < 4000; i++) {
    CairnColor a = {g_rand_int_range(rand, 0, 256), g_rand_int_range(rand, 0, 256),
                    g_rand_int_range(rand, 0, 256), g_rand_boolean(rand) ? 1 : g_rand_double(rand)};
    CairnColor b = {g_rand_int_range(rand, 0, 256), a.g, g_rand_int_range(rand, 0, 256),
                    g_rand_int_range(rand, 0, 2)};
    CairnColorSpace space = (CairnColorSpace)g_rand_int_range(rand, 0, 8);
    CairnColor start = cairn_color_interpolate(space, 1, a, b, 0);
    CairnColor middle = cairn_color_interpolate(space, 1, a, b, g_rand_double(rand));
    assert_near(start.r, a.r, 0.01);
    assert_near(start.g, a.g, 0.01);
    assert_near(start.b, a.b, 0.01);
    assert_true(isfinite(middle.r) && isfinite(middle.g) && isfinite(middle.b));
    assert_true(middle.a >= 0 && middle.a <= 1);
  }
}

static void test_contrast(void **state) {
  (void)state;
  CairnColor black = {0, 0, 0, 1}, white = {255, 255, 255, 1}, grey = {119, 119, 119, 1};
  assert_near(cairn_color_luminance(white), 1, 1e-9);
  assert_near(cairn_color_contrast(black, white), 21, 1e-9);
  assert_near(cairn_color_contrast(grey, white), 4.478, 1e-3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_parse),       cmocka_unit_test(test_parse_refuses),
      cmocka_unit_test(test_names),       cmocka_unit_test(test_space_names),
      cmocka_unit_test(test_interpolate), cmocka_unit_test(test_interpolate_properties),       cmocka_unit_test(test_contrast),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
