/* Properties of continuous scales over generated domains, and what hostile options do. */
#include "near.h"

#include "base/limits.h"
#include "scale/ticks.h"

static CairnScale *new_scale(CairnArena *arena, CairnScaleOptions *options, double low, double high,
                             double first, double last) {
  CairnValue domain[2] = {cairn_value_number(low), cairn_value_number(high)};
  double range[2] = {first, last};
  options->domain = domain;
  options->n_domain = 2;
  options->range = (CairnRange){.kind = CAIRN_RANGE_NUMBERS, .n = 2, .numbers = range};
  CairnScale *scale = cairn_scale_new(arena, options, NULL);
  assert_non_null(scale);
  return scale;
}

static const CairnScaleType continuous_types[] = {CAIRN_SCALE_LINEAR, CAIRN_SCALE_LOG,    CAIRN_SCALE_POW,
                                                  CAIRN_SCALE_SQRT,   CAIRN_SCALE_SYMLOG, CAIRN_SCALE_TIME,
                                                  CAIRN_SCALE_UTC};

/* A domain that suits the type: one side of zero for log, whole milliseconds for times. */
static void random_domain(GRand *rand, CairnScaleType type, double *low, double *high) {
  double size = pow(10, g_rand_double_range(rand, -6, 9));
  double a = g_rand_double_range(rand, -1, 1) * size, b = g_rand_double_range(rand, -1, 1) * size;
  if (type == CAIRN_SCALE_LOG) {
    a = fabs(a) + size / 1000;
    b = fabs(b) + size / 1000;
  }
  if (cairn_scale_type_is_temporal(type)) {
    a = floor(a * 1000);
    b = floor(b * 1000);
    size += 5;
  }
  *low = fmin(a, b);
  *high = fmax(a, b) > *low ? fmax(a, b) : ceil(*low + size);
}

static void test_round_trip_and_order(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(5);
  for (int i = 0; i < 4000; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnScaleType type = continuous_types[g_rand_int_range(rand, 0, G_N_ELEMENTS(continuous_types))];
    double low, high;
    random_domain(rand, type, &low, &high);
    CairnScaleOptions options;
    cairn_scale_options_init(&options, type);
    options.exponent = g_rand_double_range(rand, 0.2, 4);
    options.constant = g_rand_double_range(rand, 0.1, 10);
    CairnScale *scale = new_scale(arena, &options, low, high, 0, 500);
    double x = low + (high - low) * g_rand_double(rand), y = low + (high - low) * g_rand_double(rand);
    double px = cairn_scale_position_number(scale, x), py = cairn_scale_position_number(scale, y);
    assert_true(px >= -1e-9 && px <= 500 + 1e-9);
    assert_true(x <= y ? px <= py + 1e-9 : px >= py - 1e-9);
    assert_near(cairn_scale_position_number(scale, low), 0, "start");
    assert_near(cairn_scale_position_number(scale, high), 500, "stop");
    double back = cairn_scale_invert(scale, px).number;
    double tolerance = (cairn_scale_type_is_temporal(type) ? 1 : 0) + 1e-6 * (high - low);
    assert_true(fabs(back - x) <= tolerance);
  }
}

/* A descending domain or a reversed range is the mirror image. */
static void test_mirror(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(6);
  for (int i = 0; i < 1000; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    double low, high;
    random_domain(rand, CAIRN_SCALE_LINEAR, &low, &high);
    CairnScaleOptions options;
    cairn_scale_options_init(&options, CAIRN_SCALE_SYMLOG);
    CairnScale *up = new_scale(arena, &options, low, high, 0, 300);
    CairnScale *down = new_scale(arena, &options, high, low, 0, 300);
    options.reverse = true;
    CairnScale *reversed = new_scale(arena, &options, low, high, 0, 300);
    double x = low + (high - low) * g_rand_double(rand);
    assert_near(cairn_scale_position_number(down, x) + cairn_scale_position_number(up, x), 300, "mirror");
    assert_near(cairn_scale_position_number(reversed, x), cairn_scale_position_number(down, x), "reverse");
  }
}

static void test_nice_contains_the_domain(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  for (int i = 0; i < 4000; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnScaleType type = continuous_types[g_rand_int_range(rand, 0, G_N_ELEMENTS(continuous_types))];
    double low, high;
    random_domain(rand, type, &low, &high);
    CairnScaleOptions options;
    cairn_scale_options_init(&options, type);
    options.nice = true;
    options.nice_count.number = g_rand_int_range(rand, 1, 20);
    CairnScale *scale = new_scale(arena, &options, low, high, 0, 500);
    double slack = 1e-12 * fmax(fabs(low), fabs(high));
    assert_true(scale->domain[0] <= low + slack && scale->domain[1] >= high - slack);
  }
}

/* Linear ticks: sorted, inside, multiples of 1, 2 or 5 times a power of ten, and about as many as asked for.
 */
static void test_linear_ticks(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(8);
  for (int i = 0; i < 4000; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    double low, high, count = g_rand_int_range(rand, 1, 30);
    random_domain(rand, CAIRN_SCALE_LINEAR, &low, &high);
    CairnScaleOptions options;
    cairn_scale_options_init(&options, CAIRN_SCALE_LINEAR);
    CairnScale *scale = new_scale(arena, &options, low, high, 0, 500);
    size_t n;
    const CairnValue *ticks = cairn_scale_ticks(scale, (CairnTickCount){.number = count}, arena, &n, NULL);
    assert_true(n <= 2.5 * count + 2);
    for (size_t t = 0; t < n; t++) {
      assert_true(ticks[t].number >= low && ticks[t].number <= high);
      assert_true(t == 0 || ticks[t].number > ticks[t - 1].number);
    }
    if (n < 2) continue;
    double step = ticks[1].number - ticks[0].number, digit = step / pow(10, floor(log10(step * 1.0000001)));
    assert_true(fabs(digit - 1) < 1e-6 || fabs(digit - 2) < 1e-6 || fabs(digit - 5) < 1e-6);
    for (size_t t = 0; t < n; t++)
      assert_near(ticks[t].number / step, round(ticks[t].number / step), "multiple of the step");
  }
}

static void test_all_ticks_are_inside_and_sorted(void **state) {
  (void)state;
  g_autoptr(GRand) rand = g_rand_new_with_seed(9);
  for (int i = 0; i < 3000; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    CairnScaleType type = continuous_types[g_rand_int_range(rand, 0, G_N_ELEMENTS(continuous_types))];
    double low, high;
    random_domain(rand, type, &low, &high);
    bool descending = g_rand_boolean(rand);
    CairnScaleOptions options;
    cairn_scale_options_init(&options, type);
    CairnScale *scale = new_scale(arena, &options, descending ? high : low, descending ? low : high, 0, 500);
    size_t n;
    CairnTickCount count = {.number = g_rand_int_range(rand, 1, 20)};
    g_autoptr(GError) error = NULL;
    const CairnValue *ticks = cairn_scale_ticks(scale, count, arena, &n, &error);
    if (!ticks)
      fail_msg("%s %.17g %.17g %g: %s", cairn_scale_type_name(type), low, high, count.number, error->message);
    for (size_t t = 0; t < n; t++) {
      double slack = 1e-9 * fabs(ticks[t].number);
      assert_true(ticks[t].number >= low - slack && ticks[t].number <= high + slack);
      assert_true(t == 0 || (ticks[t].number < ticks[t - 1].number) == descending);
      assert_int_equal(ticks[t].kind, cairn_scale_type_is_temporal(type) ? CAIRN_TIME : CAIRN_NUMBER);
    }
  }
}

static void test_batch_equals_single(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  double numbers[] = {0, 1, 5, NAN, -3, 1e300};
  const uint8_t states[] = {0, 0, CAIRN_CELL_NULL, 0, 0, 0};
  const CairnColumn *column = cairn_column_new_numbers(arena, "a", numbers, states);
  for (int clamp = 0; clamp < 2; clamp++) {
    CairnScaleOptions options;
    cairn_scale_options_init(&options, CAIRN_SCALE_LINEAR);
    options.clamp = clamp;
    CairnScale *scale = new_scale(arena, &options, 0, 10, 0, 100);
    double out[6];
    cairn_scale_positions(scale, column, 6, out);
    for (size_t i = 0; i < 6; i++)
      assert_near(out[i], cairn_scale_position(scale, cairn_column_value(column, i)), "row");
    assert_true(isnan(out[2]) && isnan(out[3]));
  }
}

/* Bins of one size begin and end within the domain, and are the ticks. */
static void test_even_bins(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnScaleOptions options;
  cairn_scale_options_init(&options, CAIRN_SCALE_LINEAR);
  options.bin_start = 0;
  options.bin_stop = 100;
  options.bin_step = 10;
  CairnScale *scale = new_scale(arena, &options, 3, 97, 0, 100);
  assert_int_equal(scale->n_bins, 9);
  assert_near(scale->bins[0], 10, "first");
  assert_near(scale->bins[8], 90, "last");
  CairnTickCount count;
  size_t n;
  assert_true(cairn_scale_tick_count(scale, (CairnTickCount){.number = 4}, NAN, &count, NULL));
  assert_near(count.number, 9, "no fewer than bins");
  const CairnValue *ticks = cairn_scale_ticks(scale, (CairnTickCount){.number = 4}, arena, &n, NULL);
  assert_int_equal(n, 3);
  assert_near(ticks[1].number, 50, "every fourth");
  options.bin_step = 1e-9;
  g_autoptr(GError) error = NULL;
  assert_null(cairn_scale_new(arena, &options, &error));
  assert_int_equal(error->code, CAIRN_ERROR_LIMIT);
}

static void test_missing_and_wrong_values(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnScaleOptions options;
  cairn_scale_options_init(&options, CAIRN_SCALE_LINEAR);
  CairnScale *scale = new_scale(arena, &options, 0, 10, 0, 100);
  assert_true(isnan(cairn_scale_position(scale, cairn_value_null())));
  assert_true(isnan(cairn_scale_position(scale, cairn_value_undefined())));
  assert_true(isnan(cairn_scale_position(scale, cairn_value_string("five"))));
  assert_near(cairn_scale_position(scale, cairn_value_string("5")), 50, "text");
  assert_near(cairn_scale_position(scale, cairn_value_boolean(true)), 10, "boolean");
  assert_near(cairn_scale_position(scale, cairn_value_time(7)), 70, "date");
  CairnColor color;
  assert_false(cairn_scale_color(scale, cairn_value_number(5), &color));
}

static void test_errors(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnValue text = cairn_value_string("x\x1b[1m"), word = cairn_value_string("w");
  struct {
    CairnScaleOptions options;
    const char *message;
  } cases[5];
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    cairn_scale_options_init(&cases[i].options, CAIRN_SCALE_LINEAR);
  cases[0].options.domain = &text;
  cases[0].options.n_domain = 1;
  cases[0].message = "the domain of a linear scale holds numbers, not \"x\\x1B[1m\"";
  cases[1].options.type = CAIRN_SCALE_LOG;
  cases[1].options.base = 1;
  cases[1].message = "the base of a log scale must be greater than 0 and not 1";
  cases[2].options.type = CAIRN_SCALE_POW;
  cases[2].options.exponent = 0;
  cases[2].message = "the exponent of a pow scale must be a number other than 0";
  cases[3].options.type = CAIRN_SCALE_SYMLOG;
  cases[3].options.constant = -1;
  cases[3].message = "the constant of a symlog scale must be greater than 0";
  cases[4].options.range = (CairnRange){.kind = CAIRN_RANGE_VALUES, .n = 1, .values = &word};
  cases[4].message = "the range of a linear scale must be numbers or colours";
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(cairn_scale_new(arena, &cases[i].options, &error));
    assert_string_equal(error->message, cases[i].message);
  }
}

static void test_tick_errors(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) no_interval = NULL, wrong_name = NULL, too_many = NULL, too_many_times = NULL;
  CairnScaleOptions options;
  CairnTickCount count;
  size_t n;
  cairn_scale_options_init(&options, CAIRN_SCALE_LINEAR);
  CairnScale *scale = new_scale(arena, &options, 0, 10, 0, 100);
  assert_false(cairn_scale_tick_count(scale, (CairnTickCount){NAN, "month", 1}, NAN, &count, &no_interval));
  assert_string_equal(no_interval->message, "only time and utc scales have ticks by interval; give a number");
  assert_null(cairn_scale_ticks(scale, (CairnTickCount){.number = 1e9}, arena, &n, &too_many));
  assert_int_equal(too_many->code, CAIRN_ERROR_LIMIT);
  cairn_scale_options_init(&options, CAIRN_SCALE_UTC);
  scale = new_scale(arena, &options, 0, 1e12, 0, 100);
  assert_false(
      cairn_scale_tick_count(scale, (CairnTickCount){NAN, "fortnight", 1}, NAN, &count, &wrong_name));
  assert_non_null(wrong_name);
  assert_null(cairn_scale_ticks(scale, (CairnTickCount){NAN, "second", 1}, arena, &n, &too_many_times));
  assert_int_equal(too_many_times->code, CAIRN_ERROR_LIMIT);
}

/* Any numbers at all: no crash, no hang, and colours and positions that are defined or NaN. */
static void test_hostile_numbers(void **state) {
  (void)state;
  static const double numbers[] = {0,      -0.0,   1,      -1,   NAN,     INFINITY, -INFINITY, 1e308,
                                   -1e308, 5e-324, 1e-300, 1e15, 8.64e15, -8.64e15, 0.1,       1e9};
  g_autoptr(GRand) rand = g_rand_new_with_seed(10);
  for (int i = 0; i < 6000; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    double v[24];
    for (size_t k = 0; k < G_N_ELEMENTS(v); k++)
      v[k] = numbers[g_rand_int_range(rand, 0, G_N_ELEMENTS(numbers))];
    CairnValue domain[4];
    for (size_t k = 0; k < 4; k++)
      domain[k] = cairn_value_number(v[k]);
    CairnScaleOptions options;
    cairn_scale_options_init(&options, (CairnScaleType)g_rand_int_range(rand, 0, CAIRN_N_SCALE_TYPES));
    options.domain = domain;
    options.n_domain = (size_t)g_rand_int_range(rand, 0, 5);
    options.range = g_rand_boolean(rand) ? (CairnRange){.kind = CAIRN_RANGE_NUMBERS,
                                                        .n = (size_t)g_rand_int_range(rand, 0, 4),
                                                        .numbers = v + 4}
                                         : (CairnRange){.kind = CAIRN_RANGE_SCHEME, .scheme = "blues"};
    options.domain_min = g_rand_boolean(rand) ? v[8] : NAN;
    options.domain_mid = g_rand_boolean(rand) ? v[9] : NAN;
    options.domain_max = g_rand_boolean(rand) ? v[10] : NAN;
    options.zero = g_rand_boolean(rand);
    options.nice = g_rand_boolean(rand);
    options.nice_count.number = v[11];
    options.clamp = g_rand_boolean(rand);
    options.round = g_rand_boolean(rand);
    options.padding_px = v[12];
    options.bin_step = g_rand_int_range(rand, 0, 4) == 0 ? v[13] : 0;
    options.base = g_rand_boolean(rand) ? v[14] : 10;
    options.exponent = g_rand_boolean(rand) ? v[15] : 2;
    options.constant = g_rand_boolean(rand) ? v[16] : 1;
    options.padding_inner = v[17];
    options.padding_outer = v[18];
    options.align = v[19];
    CairnScale *scale = cairn_scale_new(arena, &options, NULL);
    if (!scale) continue;
    CairnColor color;
    size_t n;
    double upper;
    CairnTickCount count = {.number = v[20]};
    cairn_scale_position_number(scale, v[21]);
    if (cairn_scale_color(scale, cairn_value_number(v[21]), &color))
      assert_true(!isnan(color.r) && !isnan(color.g) && !isnan(color.b));
    cairn_scale_invert(scale, v[22]);
    cairn_scale_value(scale, cairn_value_number(v[22]));
    if (cairn_scale_tick_count(scale, count, v[23], &count, NULL)) {
      cairn_scale_ticks(scale, count, arena, &n, NULL);
      cairn_scale_legend_values(scale, count, arena, &n, &upper, NULL);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_round_trip_and_order),
      cmocka_unit_test(test_mirror),
      cmocka_unit_test(test_nice_contains_the_domain),
      cmocka_unit_test(test_linear_ticks),
      cmocka_unit_test(test_all_ticks_are_inside_and_sorted),
      cmocka_unit_test(test_batch_equals_single),
      cmocka_unit_test(test_even_bins),
      cmocka_unit_test(test_missing_and_wrong_values),
      cmocka_unit_test(test_errors),
      cmocka_unit_test(test_tick_errors),
      cmocka_unit_test(test_hostile_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
