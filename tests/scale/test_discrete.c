/* Band, point and ordinal scales. */
#include "near.h"

#include "scale/ticks.h"

#include <string.h>

typedef struct BandCase {
  const char *type;
  size_t n;
  double first, last;
  bool round;
  double inner, outer, align;
  double step, bandwidth, first_position, last_position;
} BandCase;

static const BandCase band_cases[] = {
#include "band_cases.inc"
};

static CairnScale *new_scale(CairnArena *arena, const BandCase *c) {
  CairnScaleOptions options;
  cairn_scale_options_init(&options, cairn_scale_type_parse(c->type));
  CairnValue *domain = cairn_arena_array(arena, c->n, CairnValue);
  for (size_t i = 0; i < c->n; i++)
    domain[i] = cairn_value_string(cairn_arena_printf(arena, "v%zu", i));
  double range[2] = {c->first, c->last};
  options.domain = domain;
  options.n_domain = c->n;
  options.range = (CairnRange){.kind = CAIRN_RANGE_NUMBERS, .n = 2, .numbers = range};
  options.round = c->round;
  options.padding_inner = c->inner;
  options.padding_outer = c->outer;
  options.align = c->align;
  CairnScale *scale = cairn_scale_new(arena, &options, NULL);
  assert_non_null(scale);
  return scale;
}

static void test_bands_of_reference(void **state) {
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(band_cases); i++) {
    const BandCase *c = &band_cases[i];
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnScale *scale = new_scale(arena, c);
    g_autofree char *what = g_strdup_printf("case %zu", i);
    assert_near(cairn_scale_step(scale), c->step, what);
    assert_near(cairn_scale_bandwidth(scale), c->bandwidth, what);
    g_autofree char *last = g_strdup_printf("v%zu", c->n - 1);
    assert_near(cairn_scale_position(scale, cairn_value_string("v0")), c->first_position, what);
    assert_near(cairn_scale_position(scale, cairn_value_string(last)), c->last_position, what);
  }
}

/* Bands lie in the range, in order, and steps and paddings add up to the range; each band inverts to its
 * value. */
static void test_band_properties(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(3);
  for (int i = 0; i < 1500; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    BandCase c = {.type = "band",
                  .n = (size_t)g_rand_int_range(rand, 1, 40),
                  .first = g_rand_double_range(rand, -50, 400),
                  .last = g_rand_double_range(rand, -50, 400),
                  .inner = g_rand_double_range(rand, 0, 0.9),
                  .outer = g_rand_double(rand),
                  .align = g_rand_double(rand)};
    CairnScale *scale = new_scale(arena, &c);
    double low = fmin(c.first, c.last), high = fmax(c.first, c.last);
    double steps = cairn_scale_band_space(c.n, c.inner, c.outer);
    assert_near(cairn_scale_step(scale) * steps, high - low, "sum of steps");
    for (size_t v = 0; v < c.n; v++) {
      double at = cairn_scale_position(scale, scale->values[v]);
      assert_true(at >= low - 1e-6 && at + cairn_scale_bandwidth(scale) <= high + 1e-6);
      CairnValue back = cairn_scale_invert(scale, at + cairn_scale_bandwidth(scale) / 2);
      assert_true(cairn_value_strict_equal(back, scale->values[v]));
    }
  }
}

static void test_lookup(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnValue domain[] = {cairn_value_string("1"),   cairn_value_number(1),  cairn_value_string("1"),
                         cairn_value_boolean(true), cairn_value_null(),     cairn_value_time(5),
                         cairn_value_number(-0.0),  cairn_value_string(""), cairn_value_number(NAN)};
  double range[] = {10, 20, 30, 40, 50, 60, 70, 80};
  CairnScaleOptions options;
  cairn_scale_options_init(&options, CAIRN_SCALE_ORDINAL);
  options.domain = domain;
  options.n_domain = G_N_ELEMENTS(domain);
  options.range = (CairnRange){.kind = CAIRN_RANGE_NUMBERS, .n = 8, .numbers = range};
  CairnScale *scale = cairn_scale_new(arena, &options, NULL);
  assert_int_equal(scale->n_domain, 8);
  assert_near(cairn_scale_position(scale, cairn_value_string("1")), 10, "text");
  assert_near(cairn_scale_position(scale, cairn_value_number(1)), 20, "number");
  assert_near(cairn_scale_position(scale, cairn_value_boolean(true)), 30, "boolean");
  assert_near(cairn_scale_position(scale, cairn_value_null()), 40, "null");
  assert_near(cairn_scale_position(scale, cairn_value_number(5)), 50, "date by its number");
  assert_near(cairn_scale_position(scale, cairn_value_number(0)), 60, "zero");
  assert_near(cairn_scale_position(scale, cairn_value_string("")), 70, "empty");
  assert_near(cairn_scale_position(scale, cairn_value_number(NAN)), 80, "not a number");
  assert_near(cairn_scale_position(scale, cairn_value_undefined()), NAN, "undefined");
  assert_near(cairn_scale_position(scale, cairn_value_string("2")), NAN, "unknown");
}

static void test_range_of_values(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnValue domain[] = {cairn_value_string("a"), cairn_value_string("b"), cairn_value_string("c")};
  CairnValue shapes[] = {cairn_value_string("circle"), cairn_value_string("red")};
  CairnScaleOptions options;
  cairn_scale_options_init(&options, CAIRN_SCALE_ORDINAL);
  options.domain = domain;
  options.n_domain = 3;
  options.range = (CairnRange){.kind = CAIRN_RANGE_VALUES, .n = 2, .values = shapes};
  CairnScale *scale = cairn_scale_new(arena, &options, NULL);
  CairnColor color;
  assert_string_equal(cairn_scale_value(scale, domain[0]).string, "circle");
  assert_string_equal(cairn_scale_value(scale, domain[2]).string, "circle");
  assert_int_equal(cairn_scale_value(scale, cairn_value_string("d")).kind, CAIRN_UNDEFINED);
  assert_false(cairn_scale_color(scale, domain[0], &color));
  assert_true(cairn_scale_color(scale, domain[1], &color));
  assert_near(color.r, 255, "red");
}

static void test_ticks_are_the_domain(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  BandCase c = {.type = "band", .n = 4, .last = 100};
  CairnScale *scale = new_scale(arena, &c);
  size_t n;
  const CairnValue *ticks = cairn_scale_ticks(scale, CAIRN_TICK_COUNT_NONE, arena, &n, NULL);
  assert_int_equal(n, 4);
  assert_string_equal(ticks[3].string, "v3");
  CairnValue given[] = {cairn_value_string("v2"), cairn_value_string("x"), cairn_value_string("v0")};
  ticks = cairn_scale_valid_ticks(scale, given, 3, CAIRN_TICK_COUNT_NONE, arena, &n, NULL);
  assert_int_equal(n, 2);
  assert_string_equal(ticks[0].string, "v0");
}

static void test_type_names(void **state) {
  (void)state;
  for (int type = 0; type < CAIRN_N_SCALE_TYPES; type++)
    assert_int_equal(cairn_scale_type_parse(cairn_scale_type_name((CairnScaleType)type)), type);
  assert_int_equal(cairn_scale_type_parse("Linear"), CAIRN_N_SCALE_TYPES);
  assert_true(cairn_scale_type_is_continuous(CAIRN_SCALE_UTC) &&
              cairn_scale_type_is_temporal(CAIRN_SCALE_UTC));
  assert_true(cairn_scale_type_is_discrete(CAIRN_SCALE_POINT) &&
              !cairn_scale_type_is_discretizing(CAIRN_SCALE_POINT));
  assert_true(cairn_scale_type_is_discretizing(CAIRN_SCALE_QUANTIZE));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_bands_of_reference),
      cmocka_unit_test(test_band_properties),
      cmocka_unit_test(test_lookup),
      cmocka_unit_test(test_range_of_values),
      cmocka_unit_test(test_ticks_are_the_domain),
      cmocka_unit_test(test_type_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
