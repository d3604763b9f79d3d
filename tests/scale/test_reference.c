/* Scales against tables made by running vega-scale itself. */
#include "near.h"

#include "base/calendar.h"
#include "scale/tick_format.h"

#include <string.h>

enum { MAX_DOMAIN = 16, MAX_TICKS = 64 };

typedef struct Case {
  const char *type;
  size_t n_domain;
  double domain[MAX_DOMAIN];
  size_t n_range;
  double range[8];
  bool nice;
  double nice_number;
  const char *nice_interval;
  double nice_step;
  bool zero, reverse, clamp, round;
  double domain_min, domain_max, domain_mid, padding;
  size_t n_bins;
  double bins[MAX_DOMAIN];
  double base, exponent, constant;
  double count;
  const char *count_interval;
  double count_step, min_step;

  size_t n_final;
  double final_domain[MAX_DOMAIN], probes[6], positions[6];
  size_t n_ticks;
  double ticks[MAX_TICKS];
  const char *specifier, *labels;
} Case;

static const Case cases[] = {
#include "scale_cases.inc"
};

static CairnScale *new_scale(CairnArena *arena, const Case *c, const CairnZone *zone) {
  CairnScaleType type = cairn_scale_type_parse(c->type);
  CairnScaleOptions options;
  cairn_scale_options_init(&options, type);
  CairnValue domain[MAX_DOMAIN];
  for (size_t i = 0; i < c->n_domain; i++)
    domain[i] = cairn_value_number(c->domain[i]);
  options.domain = domain;
  options.n_domain = c->n_domain;
  options.range = (CairnRange){.kind = CAIRN_RANGE_NUMBERS, .n = c->n_range, .numbers = c->range};
  options.nice = c->nice;
  options.nice_count = (CairnTickCount){c->nice_number, c->nice_interval, c->nice_step};
  options.zero = c->zero;
  options.reverse = c->reverse;
  options.clamp = c->clamp;
  options.round = c->round;
  options.domain_min = c->domain_min;
  options.domain_max = c->domain_max;
  options.domain_mid = c->domain_mid;
  options.padding_px = c->padding;
  options.bins = c->n_bins ? c->bins : NULL;
  options.n_bins = c->n_bins;
  options.base = c->base;
  options.exponent = c->exponent;
  options.constant = c->constant;
  options.zone = zone;
  g_autoptr(GError) error = NULL;
  CairnScale *scale = cairn_scale_new(arena, &options, &error);
  if (!scale) fail_msg("%s: %s", c->type, error->message);
  return scale;
}

static void check_labels(const Case *c, const CairnScale *scale, CairnTickCount count,
                         const CairnValue *ticks, const char *what) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnFormatRequest request = {.specifier = c->specifier};
  CairnTickFormat *format = cairn_tick_format_new(arena, scale, count, &request, false, NULL);
  assert_non_null(format);
  g_autoptr(GString) labels = g_string_new(NULL);
  for (size_t i = 0; i < c->n_ticks; i++) {
    if (i > 0) g_string_append_c(labels, '|');
    g_string_append(labels, cairn_tick_format_apply(format, ticks[i], arena));
  }
  if (strcmp(labels->str, c->labels) != 0)
    fail_msg("%s: \"%s\" with %s, not \"%s\"", what, labels->str,
             c->specifier ? c->specifier : "no specifier", c->labels);
}

static void check_case(const Case *c, size_t number, const CairnZone *zone) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  CairnScale *scale = new_scale(arena, c, zone);
  g_autofree char *what = g_strdup_printf("case %zu, %s %g..%g", number, c->type, c->domain[0], c->domain[1]);
  assert_int_equal(scale->n_domain, c->n_final);
  for (size_t i = 0; i < c->n_final; i++)
    assert_near(scale->domain[i], c->final_domain[i], what);
  for (size_t i = 0; i < G_N_ELEMENTS(c->probes); i++)
    assert_near(cairn_scale_position_number(scale, c->probes[i]), c->positions[i], what);

  CairnTickCount count;
  assert_true(cairn_scale_tick_count(scale, (CairnTickCount){c->count, c->count_interval, c->count_step},
                                     c->min_step, &count, NULL));
  size_t n;
  const CairnValue *ticks = cairn_scale_ticks(scale, count, arena, &n, NULL);
  if (n != c->n_ticks) fail_msg("%s: %zu ticks, not %zu", what, n, c->n_ticks);
  for (size_t i = 0; i < n; i++)
    assert_near(ticks[i].number, c->ticks[i], what);
  check_labels(c, scale, count, ticks, what);
}

static void test_cases(void **state) {
  (void)state;
  g_autoptr(CairnZone) zone = cairn_zone_new("America/New_York", NULL);
  assert_non_null(zone);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    check_case(&cases[i], i, zone);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
