/* Scales with colours, and the colour schemes, against tables made by running Vega. */
#include "near.h"

#include "scale/scale.h"
#include "scale/scheme.h"

#include <string.h>

enum { MAX_DOMAIN = 8, N_PROBES = 7 };

typedef struct ColorCase {
  const char *type;
  size_t n_domain;
  double domain[MAX_DOMAIN];
  double middle;
  const char *scheme, *colors, *space;
  double gamma, extent_from, extent_to;
  size_t n_colors;
  bool reverse, clamp;
  double base;
  double probes[N_PROBES];
  const char *expected[N_PROBES];
} ColorCase;

static const ColorCase color_cases[] = {
#include "color_cases.inc"
};

static CairnRange range_of(CairnArena *arena, const ColorCase *c) {
  if (c->scheme) return (CairnRange){.kind = CAIRN_RANGE_SCHEME, .scheme = c->scheme};
  g_auto(GStrv) names = g_strsplit(c->colors, "|", -1);
  size_t n = g_strv_length(names);
  CairnColor *colors = cairn_arena_array(arena, n, CairnColor);
  for (size_t i = 0; i < n; i++)
    assert_true(cairn_color_parse(names[i], &colors[i]));
  return (CairnRange){.kind = CAIRN_RANGE_COLORS, .n = n, .colors = colors};
}

static CairnScale *new_scale(CairnArena *arena, const ColorCase *c) {
  CairnScaleOptions options;
  cairn_scale_options_init(&options, cairn_scale_type_parse(c->type));
  CairnValue domain[MAX_DOMAIN];
  for (size_t i = 0; i < c->n_domain; i++)
    domain[i] = cairn_value_number(c->domain[i]);
  options.domain = domain;
  options.n_domain = c->n_domain;
  options.domain_mid = c->middle;
  options.range = range_of(arena, c);
  options.reverse = c->reverse;
  options.clamp = c->clamp;
  options.base = c->base;
  options.gamma = c->gamma;
  options.has_interpolate = c->space && cairn_color_space_parse(c->space, &options.interpolate);
  options.has_scheme_extent = !isnan(c->extent_from);
  options.scheme_extent[0] = c->extent_from;
  options.scheme_extent[1] = c->extent_to;
  options.scheme_count = c->n_colors;
  CairnScale *scale = cairn_scale_new(arena, &options, NULL);
  assert_non_null(scale);
  return scale;
}

/* One step per channel may differ by rounding. */
static void assert_close(CairnColor color, const char *hex, const char *what) {
  CairnColor expected;
  char text[8];
  assert_true(cairn_color_parse(hex, &expected));
  cairn_color_to_hex(color, text);
  assert_true(cairn_color_parse(text, &color));
  if (fabs(color.r - expected.r) > 1 || fabs(color.g - expected.g) > 1 || fabs(color.b - expected.b) > 1)
    fail_msg("%s: %s, not %s", what, text, hex);
}

static void test_colors_of_reference(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(color_cases); i++) {
    const ColorCase *c = &color_cases[i];
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnScale *scale = new_scale(arena, c);
    for (size_t p = 0; p < N_PROBES; p++) {
      g_autofree char *what = g_strdup_printf("case %zu, %s, at %g", i, c->type, c->probes[p]);
      CairnColor color;
      bool found = cairn_scale_color(scale, cairn_value_number(c->probes[p]), &color);
      if (found != (c->expected[p][0] != '\0')) fail_msg("%s: %s", what, found ? "a colour" : "no colour");
      if (found) assert_close(color, c->expected[p], what);
    }
  }
}

static void test_schemes_of_reference(void **state) {
  (void)state;
  static const struct {
    const char *name;
    bool is_continuous;
    const char *low, *high;
  } cases[] = {
#include "scheme_cases.inc"
  };
  g_autoptr(CairnArena) arena = cairn_arena_new();
  size_t n_names;
  const char *const *names = cairn_scheme_names(arena, &n_names);
  assert_int_equal(n_names, G_N_ELEMENTS(cases));
  for (size_t i = 1; i < n_names; i++)
    assert_true(strcmp(names[i - 1], names[i]) < 0);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    CairnScheme scheme;
    assert_true(cairn_scheme_find(arena, cases[i].name, &scheme));
    assert_int_equal(scheme.is_continuous, cases[i].is_continuous);
    if (scheme.is_continuous) continue;
    assert_close(scheme.colors[2], cases[i].low, cases[i].name);
    assert_close(scheme.colors[scheme.n - 1], cases[i].high, cases[i].name);
  }
}

static void test_ramps_of_reference(void **state) {
  (void)state;
  static const struct {
    const char *name;
    bool is_continuous;
    const char *low, *high;
  } cases[] = {
#include "scheme_cases.inc"
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    if (!cases[i].is_continuous) continue;
    g_autoptr(CairnArena) arena = cairn_arena_new();
    ColorCase c = {.type = "linear",
                   .n_domain = 2,
                   .domain = {0, 1},
                   .middle = NAN,
                   .scheme = cases[i].name,
                   .gamma = 1,
                   .extent_from = NAN,
                   .base = 10};
    CairnScale *scale = new_scale(arena, &c);
    CairnColor color;
    assert_true(cairn_scale_color(scale, cairn_value_number(0.123), &color));
    assert_close(color, cases[i].low, cases[i].name);
    assert_true(cairn_scale_color(scale, cairn_value_number(0.9), &color));
    assert_close(color, cases[i].high, cases[i].name);
  }
}

static void test_values(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  ColorCase c = {.type = "ordinal",
                 .n_domain = 2,
                 .domain = {1, 2},
                 .middle = NAN,
                 .colors = "red|rgba(1,2,3,0.5)",
                 .gamma = 1,
                 .extent_from = NAN,
                 .base = 10};
  CairnScale *scale = new_scale(arena, &c);
  assert_string_equal(cairn_scale_value(scale, cairn_value_number(1)).string, "#ff0000");
  assert_string_equal(cairn_scale_value(scale, cairn_value_number(2)).string, "rgba(1, 2, 3, 0.5)");
  assert_true(isnan(cairn_scale_position_number(scale, 1)));
}

static void test_unknown_scheme(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  CairnScaleOptions options;
  cairn_scale_options_init(&options, CAIRN_SCALE_LINEAR);
  options.range = (CairnRange){.kind = CAIRN_RANGE_SCHEME, .scheme = "viridiss"};
  assert_null(cairn_scale_new(arena, &options, &error));
  assert_string_equal(error->message, "there is no colour scheme \"viridiss\"; did you mean \"viridis\"?");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_colors_of_reference), cmocka_unit_test(test_schemes_of_reference),
      cmocka_unit_test(test_ramps_of_reference),  cmocka_unit_test(test_values),
      cmocka_unit_test(test_unknown_scheme),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
