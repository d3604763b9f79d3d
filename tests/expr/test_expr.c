/* Expressions against Vega's own evaluator. */

#include "datum.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/number.h"

typedef struct Expected {
  const char *zone, *expression, *value;
} Expected;

static const Expected expected[] = {
#include "expected.inc"
};

/* Where cairn differs from Vega on purpose. */
static const Expected differences[] = {
#include "differences.inc"
};

static char *evaluate_text(const CairnZone *zone, const char *source) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  CairnExprContext context = {
      .arena = arena, .table = new_datum(arena), .signals = new_signals(arena), .zone = zone};
  CairnExpr *expr = cairn_expr_parse(arena, source, &signal_scope, &error);
  CairnValue value = {0};
  GString *out = g_string_new(NULL);
  if (expr && cairn_expr_evaluate(expr, &context, 0, &value, &error))
    append_value(out, value);
  else
    g_string_append(out, "error");
  assert_true((error != NULL) == (strcmp(out->str, "error") == 0));
  return g_string_free(out, FALSE);
}

/* Libraries may differ in the last bit of transcendental functions. */
static bool nearly_equal(const char *a, const char *b) {
  double x = NAN, y = NAN;
  if (!cairn_number_from_js(a, &x) || !cairn_number_from_js(b, &y)) return false;
  return fabs(x - y) <= 4e-15 * fmax(fabs(x), fabs(y));
}

/* Texts that are equal but for numbers within them that are nearly so. */
static bool matches(const char *actual, const char *wanted) {
  if (strcmp(actual, wanted) == 0) return true;
  if (actual[0] != '[' || wanted[0] != '[') return nearly_equal(actual, wanted);
  g_auto(GStrv) a = g_strsplit_set(actual, "[],", -1);
  g_auto(GStrv) b = g_strsplit_set(wanted, "[],", -1);
  size_t n = g_strv_length(a);
  if (n != g_strv_length(b)) return false;
  for (size_t i = 0; i < n; i++)
    if (strcmp(a[i], b[i]) != 0 && !nearly_equal(a[i], b[i])) return false;
  return true;
}

static const char *wanted_value(const Expected *row) {
  for (size_t i = 0; i < G_N_ELEMENTS(differences); i++)
    if (strcmp(differences[i].expression, row->expression) == 0 &&
        strcmp(differences[i].zone, row->zone) == 0)
      return differences[i].value;
  return row->value;
}

static void test_values_are_vegas(void **state) {
  (void)state;
  g_autoptr(CairnZone) zone = NULL;
  const char *name = "";
  int wrong = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
    if (strcmp(name, expected[i].zone) != 0) {
      cairn_zone_free(zone);
      name = expected[i].zone;
      zone = cairn_zone_new(name, NULL);
      assert_non_null(zone);
    }
    g_autofree char *actual = evaluate_text(zone, expected[i].expression);
    const char *wanted = wanted_value(&expected[i]);
    if (matches(actual, wanted)) continue;
    print_error("%s: %s is %s, not %s\n", name, expected[i].expression, actual, wanted);
    wrong++;
  }
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values_are_vegas),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
