/* Values and labels of legends, against a table made by running vega-scale itself. */
#include "near.h"

#include "base/calendar.h"
#include "scale/tick_format.h"

#include <string.h>

typedef struct Case {
  const char *type;
  size_t n_domain;
  double domain[10];
  size_t n_range;
  const char *scheme;
  bool nice;
  size_t n_bins;
  double bins[8];
  double count;
  const char *specifier, *legend, *format_type;
  size_t n_values;
  double values[40];
  const char *labels;
} Case;

static const Case cases[] = {
#include "legend_cases.inc"
};

static CairnScale *new_scale(CairnArena *arena, const Case *c, const CairnZone *zone) {
  static const double numbers[] = {0, 1, 2, 3, 4, 5};
  CairnScaleOptions options;
  cairn_scale_options_init(&options, cairn_scale_type_parse(c->type));
  CairnValue domain[10];
  for (size_t i = 0; i < c->n_domain; i++)
    domain[i] = cairn_value_number(c->domain[i]);
  options.domain = domain;
  options.n_domain = c->n_domain;
  options.nice = c->nice;
  options.bins = c->n_bins ? c->bins : NULL;
  options.n_bins = c->n_bins;
  options.range = c->scheme ? (CairnRange){.kind = CAIRN_RANGE_SCHEME, .scheme = c->scheme}
                            : (CairnRange){.kind = CAIRN_RANGE_NUMBERS, .n = c->n_range, .numbers = numbers};
  options.zone = zone;
  CairnScale *scale = cairn_scale_new(arena, &options, NULL);
  assert_non_null(scale);
  return scale;
}

static CairnLegendType legend_type(const char *name) {
  return strcmp(name, "symbol") == 0     ? CAIRN_LEGEND_SYMBOL
         : strcmp(name, "gradient") == 0 ? CAIRN_LEGEND_GRADIENT
                                         : CAIRN_LEGEND_DISCRETE;
}

static CairnFormatType format_type(const char *name) {
  return strcmp(name, "time") == 0  ? CAIRN_FORMAT_TIME
         : strcmp(name, "utc") == 0 ? CAIRN_FORMAT_UTC
                                    : CAIRN_FORMAT_AUTO;
}

static void check_case(const Case *c, size_t number, const CairnZone *zone) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnScale *scale = new_scale(arena, c, zone);
  g_autofree char *what = g_strdup_printf("case %zu, %s", number, c->type);
  CairnTickCount count;
  assert_true(cairn_scale_tick_count(scale, (CairnTickCount){.number = c->count}, NAN, &count, NULL));
  size_t n;
  double upper;
  const CairnValue *values = cairn_scale_legend_values(scale, count, arena, &n, &upper, NULL);
  if (n != c->n_values) fail_msg("%s: %zu values, not %zu", what, n, c->n_values);
  CairnLegendType type = legend_type(c->legend);
  CairnFormatRequest request = {.specifier = c->specifier, .type = format_type(c->format_type)};
  CairnTickFormat *format =
      cairn_legend_format_new(arena, scale, count, &request, type == CAIRN_LEGEND_SYMBOL, NULL);
  g_autoptr(GString) labels = g_string_new(NULL);
  for (size_t i = 0; i < n; i++) {
    assert_near(values[i].number, c->values[i], what);
    const char *label = cairn_legend_format_apply(format, type, values, n, upper, i, arena);
    g_string_append_printf(labels, "%s%s", i ? "|" : "", label ? label : "(null)");
  }
  if (strcmp(labels->str, c->labels) != 0)
    fail_msg("%s %s: \"%s\", not \"%s\"", what, c->legend, labels->str, c->labels);
}

static void test_legends_of_reference(void **state) {
  (void)state;
  g_autoptr(CairnZone) zone = cairn_zone_new("America/New_York", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check_case(&cases[i], i, zone);
}

static CairnScale *new_utc_scale(CairnArena *arena) {
  static const Case c = {.type = "utc", .n_domain = 2, .domain = {0, 86400000.0 * 400}, .n_range = 2};
  return new_scale(arena, &c, NULL);
}

static void test_format_by_unit(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  const char *keys[] = {"month", "year"};
  CairnValue values[] = {cairn_value_string("%b"), cairn_value_string("'%y")};
  CairnFormatRequest request = {.multi = cairn_value_new_object(arena, keys, values, 2)};
  CairnScale *scale = new_utc_scale(arena);
  CairnTickFormat *format = cairn_tick_format_new(arena, scale, CAIRN_TICK_COUNT_NONE, &request, false, NULL);
  assert_string_equal(cairn_tick_format_apply(format, cairn_value_time(0), arena), "'70");
  assert_string_equal(cairn_tick_format_apply(format, cairn_value_time(86400000.0 * 31), arena), "Feb");
}

static void test_wrong_formats(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) number = NULL, unit = NULL;
  static const Case linear = {.type = "linear", .n_domain = 2, .domain = {0, 1}, .n_range = 2};
  CairnFormatRequest request = {.specifier = "what?"};
  CairnScale *scale = new_scale(arena, &linear, NULL);
  assert_null(cairn_tick_format_new(arena, scale, CAIRN_TICK_COUNT_NONE, &request, false, &number));
  assert_string_equal(number->message,
                      "\"what?\" is no number format; a format is like \",.2f\", \"~s\" or \".0%\"");
  const char *keys[] = {"eon"};
  CairnValue values[] = {cairn_value_string("%Y")};
  CairnFormatRequest by_unit = {.multi = cairn_value_new_object(arena, keys, values, 1)};
  assert_null(
      cairn_tick_format_new(arena, new_utc_scale(arena), CAIRN_TICK_COUNT_NONE, &by_unit, false, &unit));
  assert_non_null(strstr(unit->message, "\"eon\" in a time format is no unit"));
}

static void test_plain_labels(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnScaleOptions options;
  cairn_scale_options_init(&options, CAIRN_SCALE_BAND);
  CairnScale *scale = cairn_scale_new(arena, &options, NULL);
  CairnFormatRequest request = {0};
  CairnTickFormat *format = cairn_tick_format_new(arena, scale, CAIRN_TICK_COUNT_NONE, &request, false, NULL);
  CairnValue lines[] = {cairn_value_string("two"), cairn_value_number(0.1)};
  assert_string_equal(cairn_tick_format_apply(format, cairn_value_number(1e21), arena), "1e+21");
  assert_string_equal(cairn_tick_format_apply(format, cairn_value_null(), arena), "null");
  assert_string_equal(cairn_tick_format_apply(format, cairn_value_new_array(arena, lines, 2), arena),
                      "two\n0.1");
}

static void test_fraction(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  static const Case log = {.type = "log", .n_domain = 2, .domain = {1, 1000}, .n_range = 2};
  CairnScale *scale = new_scale(arena, &log, NULL);
  assert_near(cairn_scale_fraction(scale, 10, 1, 1000), 1.0 / 3, "log");
  assert_near(cairn_scale_fraction(scale, 10, 10, 10), 0.5, "no span");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_legends_of_reference),
      cmocka_unit_test(test_format_by_unit),
      cmocka_unit_test(test_wrong_formats),
      cmocka_unit_test(test_plain_labels),
      cmocka_unit_test(test_fraction),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
