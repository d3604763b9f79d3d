/* Random expressions, well formed and not: whatever they are, they end, within the limits, with a value or an
 * error. */

#include "datum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const words[] = {
    "datum",
    ".",
    "datum.num",
    "datum.str",
    "datum.arr",
    "datum.obj",
    "datum.date",
    "datum.uni",
    "datum.nil",
    "datum.missing",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    ",",
    ":",
    "?",
    "+",
    "-",
    "*",
    "/",
    "%",
    "<<",
    ">>>",
    "&",
    "|",
    "^",
    "~",
    "!",
    "==",
    "===",
    "<",
    ">=",
    "in",
    "&&",
    "||",
    "1",
    "0",
    "-1",
    "1e300",
    "0.5",
    "NaN",
    "null",
    "true",
    "undefined",
    "'a'",
    "''",
    "'é😀'",
    "/a(b)*/g",
    "/[/]/",
    "{a:1}",
    "[1,2,3]",
    "width",
    "list",
    "'2000-01-01'",
    "'%Y'",
    "'.2f'",
    "'year'",
};

static const char *const functions[] = {
    "abs",
    "max",
    "clamp",
    "length",
    "slice",
    "indexof",
    "lastindexof",
    "join",
    "reverse",
    "sort",
    "sequence",
    "extent",
    "merge",
    "pluck",
    "inrange",
    "lerp",
    "clampRange",
    "span",
    "upper",
    "trim",
    "substring",
    "split",
    "truncate",
    "pad",
    "parseFloat",
    "parseInt",
    "btoa",
    "atob",
    "replace",
    "test",
    "regexp",
    "format",
    "datetime",
    "utc",
    "timeFormat",
    "timeParse",
    "timeOffset",
    "timeSequence",
    "timeUnitSpecifier",
    "monthFormat",
    "dayFormat",
    "rgb",
    "hcl",
    "luminance",
    "if",
    "toDate",
    "toString",
    "toNumber",
    "year",
    "week",
    "quantileNormal",
    "panLog",
    "zoomPow",
    "isValid",
    "flush",
    "peek",
    "interpolateLinear",
    "encodeURIComponent",
};

static const char *pick(GRand *random, const char *const *from, size_t n) {
  return from[g_rand_int_range(random, 0, (gint32)n)];
}

#define PICK(random, from) pick(random, from, G_N_ELEMENTS(from))

/* A grammatical expression, most of the time. */
static void append_expression(GRand *random, GString *out, int depth) {
  static const char *const operators[] = {"+",  "-",  "*",   "/", "%", "<<", ">>", ">>>", "&",  "|",   "^",
                                          "==", "!=", "===", "<", ">", "<=", ">=", "&&",  "||", " in "};
  static const char *const leaves[] = {"datum",
                                       "datum.num",
                                       "datum.neg",
                                       "datum.nan",
                                       "datum.str",
                                       "datum.arr",
                                       "datum.mixed",
                                       "datum.obj",
                                       "datum.date",
                                       "datum.uni",
                                       "datum.nil",
                                       "datum.missing",
                                       "datum.rows",
                                       "1",
                                       "0",
                                       "2.5",
                                       "1e21",
                                       "1e6",
                                       "NaN",
                                       "null",
                                       "true",
                                       "undefined",
                                       "'a'",
                                       "''",
                                       "','",
                                       "'é😀x'",
                                       "/(\\w)+/gi",
                                       "/b*?/",
                                       "{a:1,b:[2]}",
                                       "[3,1,'x']",
                                       "width",
                                       "list",
                                       "'2000-01-01T10:00'",
                                       "'%Y-%b %L'",
                                       "',.2~s'",
                                       "'month'",
                                       "['year','month']",
                                       "'v'"};
  int choice = depth <= 0 ? 0 : g_rand_int_range(random, 0, 10);
  if (choice < 3) {
    g_string_append(out, PICK(random, leaves));
  } else if (choice < 5) {
    g_string_append_c(out, '(');
    append_expression(random, out, depth - 1);
    g_string_append(out, PICK(random, operators));
    append_expression(random, out, depth - 1);
    g_string_append_c(out, ')');
  } else if (choice < 9) {
    g_string_append_printf(out, "%s(", PICK(random, functions));
    int n = g_rand_int_range(random, 1, 5);
    for (int i = 0; i < n; i++) {
      if (i > 0) g_string_append_c(out, ',');
      append_expression(random, out, depth - 1);
    }
    g_string_append_c(out, ')');
  } else {
    append_expression(random, out, depth - 1);
    g_string_append_c(out, '[');
    append_expression(random, out, depth - 1);
    g_string_append_c(out, ']');
  }
}

typedef struct Counts {
  int parsed, evaluated;
} Counts;

static void try_expression(const char *source, Counts *counts) {
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autoptr(GError) error = NULL;
  CairnExprContext context = {.arena = arena, .table = new_datum(arena), .signals = new_signals(arena)};
  CairnExpr *expr = cairn_expr_parse(arena, source, &signal_scope, &error);
  assert_true((expr != NULL) == (error == NULL));
  if (error) assert_true(cairn_error_place(error)->offset <= strlen(source));
  if (!expr) return;
  counts->parsed++;
  CairnValue value = {0};
  bool ok = cairn_expr_evaluate(expr, &context, 0, &value, &error);
  assert_true(ok == (error == NULL));
  if (!ok) return;
  counts->evaluated++;
  g_autoptr(GString) out = g_string_new(NULL);
  append_value(out, value);
  assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
}

static void test_grammatical(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(20240229);
  Counts counts = {0};
  for (int i = 0; i < 6000; i++) {
    g_autoptr(GString) source = g_string_new(NULL);
    append_expression(random, source, 4);
    try_expression(source->str, &counts);
  }
  assert_true(counts.parsed > 1000);
  assert_true(counts.evaluated > 500);
}

static void test_words(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  Counts counts = {0};
  for (int i = 0; i < 20000; i++) {
    g_autoptr(GString) source = g_string_new(NULL);
    int n = g_rand_int_range(random, 1, 10);
    for (int j = 0; j < n; j++)
      g_string_append(source, PICK(random, words));
    try_expression(source->str, &counts);
  }
  assert_true(counts.parsed > 100);
}

static void test_bytes(void **state) {
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(2);
  Counts counts = {0};
  for (int i = 0; i < 10000; i++) {
    g_autoptr(GString) source = g_string_new(NULL);
    append_expression(random, source, 2);
    int n = g_rand_int_range(random, 1, 4);
    for (int j = 0; j < n; j++)
      source->str[g_rand_int_range(random, 0, (gint32)source->len)] = (char)g_rand_int_range(random, 1, 256);
    try_expression(source->str, &counts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_grammatical),
      cmocka_unit_test(test_words),
      cmocka_unit_test(test_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
