/* Wrong expressions: what is said, and where. */

#include "datum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/limits.h"

typedef struct Wrong {
  const char *expression;
  size_t offset;
  const char *message;
} Wrong;

static const Wrong wrong_syntax[] = {
    {"", 0, "expected a value, found the end"},
    {"   ", 3, "expected a value, found the end"},
    {"1 +", 3, "expected a value, found the end"},
    {"1 2", 2, "expected an operator or the end, found '2'"},
    {"(1", 2, "expected ')', found the end"},
    {"1)", 1, "expected an operator or the end, found ')'"},
    {"[1 2]", 3, "expected ',' or ']', found '2'"},
    {"abs(1,)", 6, "expected an argument, found ')'"},
    {"abs(1 2)", 6, "expected ',' or ')', found '2'"},
    {"{a 1}", 3, "expected ':' after the key, found '1'"},
    {"{a: 1 b: 2}", 6, "expected ',' or '}', found 'b'"},
    {"{+: 1}", 1, "expected a key or '}', found '+'"},
    {"{a: 1, a: 2}", 7, "the key 'a' is given twice"},
    {"datum.", 6, "expected a name after '.', found the end"},
    {"datum.5", 5, "expected an operator or the end, found '.5'"},
    {"datum[1", 7, "expected ']', found the end"},
    {"1 ? 2", 5, "expected ':' of '? :', found the end"},
    {"1, 2", 1, "an expression is one value, without commas"},
    {"x = 1", 2, "an expression cannot assign; compare with == or ==="},
    {"width = 1", 6, "an expression cannot assign; compare with == or ==="},
    {"width += 1", 6, "an expression cannot assign; compare with == or ==="},
    {"width++", 5, "an expression cannot assign; use x + 1"},
    {"2 ** 3", 2, "expressions have no operator **; use pow(x, y)"},
    {"1 ?\? 2", 2, "expressions have no operator ?\?; use isValid(x) ? x : y"},
    {"width => 1", 6, "expressions cannot define functions"},
    {"1; 2", 1, "an expression is one value, without semicolons"},
    {"`a`", 0, "expressions have no template strings; join texts with +"},
    {"1 // one", 2, "expressions have no comments"},
    {"1 # 2", 2, "the character '#' has no meaning in an expression"},
    {"1 + \x01", 4, "the character '\\x01' has no meaning in an expression"},
    {"'é' + #", 7, "the character '#' has no meaning in an expression"},
    {"\xff", 0, "the expression is not valid UTF-8"},
    {"'abc", 0, "the string that starts here has no closing '"},
    {"1 + \"a\nb\"", 4, "the string that starts here has no closing \""},
    {"'a\\u12'", 2, "expected \\xHH, \\uHHHH or \\u{H...} with hexadecimal digits"},
    {"'\\u{110000}'", 1, "expected \\xHH, \\uHHHH or \\u{H...} with hexadecimal digits"},
    {"'\\07'", 1, "an escape cannot be octal; write \\xHH"},
    {"'\\x00'", 1, "a string cannot hold the character NUL"},
    {"012", 0, "a number cannot start with 0 followed by a digit"},
    {"0x", 0, "expected a number such as 12, 0.5, 1e-6 or 0xff"},
    {"1e", 0, "expected a number such as 12, 0.5, 1e-6 or 0xff"},
    {"3px", 0, "expected a number such as 12, 0.5, 1e-6 or 0xff"},
    {"1 + /abc", 4, "the regular expression that starts here has no closing /"},
    {"/(/", 0, "wrong regular expression: a ( without its )"},
    {"/a)/", 0, "wrong regular expression: a ) without its ("},
    {"/a/q", 0, "wrong regular expression: flags are g, i, m, s, u and y, each at most once"},
    {"/a++/", 0, "wrong regular expression: nothing to repeat"},
    {"/(?>a)/", 0, "wrong regular expression: a group that JavaScript does not have"},
    {"/(*UTF)a/", 0, "wrong regular expression: a group that JavaScript does not have"},
    {"typeof 1", 0, "'typeof' has no meaning in an expression"},
    {"this", 0, "'this' has no meaning in an expression"},
};

static const Wrong wrong_names[] = {
    {"price > 3", 0, "unknown name 'price'; a field is written datum.price"},
    {"1 + wdth", 4, "unknown name 'wdth'; did you mean 'width'?"},
    {"datim.x", 0, "unknown name 'datim'; did you mean 'datum'?"},
    {"b", 0, "unknown name 'b'; a field is written datum.b"},
    {"Infinity", 0, "unknown name 'Infinity'; a field is written datum.Infinity"},
    {"abs", 0, "'abs' is a function; expected 'abs(...)'"},
    {"event.x", 0, "'event' has no meaning in a still picture"},
    {"item", 0, "'item' has no meaning in a still picture"},
    {"1 + fomat(1, 'd')", 4, "unknown function 'fomat'; did you mean 'format'?"},
    {"zzzzzzz(1)", 0, "unknown function 'zzzzzzz'"},
    {"warn('x')", 0, "the function 'warn' has no meaning in a still picture"},
    {"pinchDistance(1)", 0, "the function 'pinchDistance' has no meaning in a still picture"},
    {"if(1, 2)", 0, "if takes 3 arguments, found 2"},
    {"abs()", 0, "abs takes 1 argument, found 0"},
    {"2 * clamp(1, 2)", 4, "clamp takes 3 arguments, found 2"},
    {"format(1, 2, 3)", 0, "format takes 1 to 2 arguments, found 3"},
    {"datum.str.toUpperCase()", 21,
     "only functions can be called, by name; values have no methods: write upper(x), not x.toUpperCase()"},
};

static const Wrong wrong_values[] = {
    {"datum.missing.x", 14, "cannot read 'x' of undefined"},
    {"1 + datum.nil.x", 14, "cannot read 'x' of null"},
    {"datum.obj.b.c.d.e", 16, "cannot read 'e' of undefined"},
    {"datum.nil[1]", 10, "cannot read '1' of null"},
    {"length(null)", 0, "cannot read 'length' of null"},
    {"'a' in 'abc'", 4, "the right side of 'in' must be an object or an array"},
    {"reverse('abc')", 0, "reverse: expected an array as first argument"},
    {"slice(5, 1)", 0, "slice: expected an array or a string as first argument"},
    {"inrange(1, null)", 0, "cannot read '0' of null"},
    {"panLinear([], 1)", 0, "panLinear: expected a domain that is not empty"},
    {"replace('a', 1, 2)", 0, "replace: expected a string or a regular expression as second argument"},
    {"format(1, 'zz')", 0, "format: wrong number format 'zz'; expected one such as ',.2f' or '~s'"},
    {"regexp('(')", 0, "regexp: wrong regular expression: a ( without its )"},
    {"timeOffset('yaer', 0)", 0,
     "timeOffset: unknown time unit 'yaer'; expected year, quarter, month, week, isoweek, date, day, dayofyear, hours, "
     "minutes, seconds or milliseconds"},
    {"timeUnitSpecifier(['week', 'month'])", 0,
     "timeUnitSpecifier: expected time units that go together, such as year and month"},
    {"timeFormat(0, {yaer: '%Y'})", 0, "timeFormat: unknown time unit 'yaer' in the format"},
    {"scale('x', 1)", 0, "scale: is not available here"},
    {"1 + data('x').length", 4, "data: is not available here"},
};

static const Wrong over_limits[] = {
    {"sequence(1e9)", 0, "sequence: more than 10000000 items"},
    {"[sequence(6e6), sequence(6e6)]", 16, "the expression takes more than 10000000 steps"},
    {"pad('a', 1e9)", 0, "pad: a text of more than 16777216 bytes"},
    {"pad('a', 9e6) + pad('b', 9e6)", 0, NULL},
    {"timeSequence('seconds', 0, 1e12)", 0, "timeSequence: more than 100000 dates"},
    {"test(/(a+)+$/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')", 0,
     "test: the regular expression /(a+)+$/ takes too many steps on this text"},
};

/* The error of an expression, which must have one. */
static GError *error_of(CairnArena *arena, const char *source) {
  GError *error = NULL;
  CairnExprContext context = {.arena = arena, .table = new_datum(arena), .signals = new_signals(arena)};
  CairnExpr *expr = cairn_expr_parse(arena, source, &signal_scope, &error);
  CairnValue value = {0};
  if (expr && cairn_expr_evaluate(expr, &context, 0, &value, &error)) fail_msg("'%s' is not wrong", source);
  assert_non_null(error);
  assert_true(error->domain == CAIRN_ERROR);
  return error;
}

static void check(const Wrong *rows, size_t n) {
  for (size_t i = 0; i < n; i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = error_of(arena, rows[i].expression);
    if (!rows[i].message) continue;
    size_t offset = cairn_error_place(error)->offset;
    if (strcmp(error->message, rows[i].message) != 0 || offset != rows[i].offset)
      fail_msg("'%s': at %zu '%s', not at %zu '%s'", rows[i].expression, offset, error->message,
               rows[i].offset, rows[i].message);
  }
}

static void test_syntax(void **state) {
  (void)state;
  check(wrong_syntax, G_N_ELEMENTS(wrong_syntax));
}

static void test_names(void **state) {
  (void)state;
  check(wrong_names, G_N_ELEMENTS(wrong_names));
}

static void test_values(void **state) {
  (void)state;
  check(wrong_values, G_N_ELEMENTS(wrong_values));
}

static void test_limits(void **state) {
  (void)state;
  check(over_limits, G_N_ELEMENTS(over_limits));
  for (size_t i = 0; i < G_N_ELEMENTS(over_limits); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autoptr(GError) error = error_of(arena, over_limits[i].expression);
    assert_int_equal(error->code, CAIRN_ERROR_LIMIT);
  }
}

/* `open` n times, `middle`, `close` n times. */
static char *nested(const char *open, const char *middle, const char *close, int n) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < n; i++)
    g_string_append(out, open);
  g_string_append(out, middle);
  for (int i = 0; i < n; i++)
    g_string_append(out, close);
  return g_string_free(out, FALSE);
}

static void test_depth(void **state) {
  (void)state;
  static const struct {
    const char *open, *middle, *close;
  } shapes[] = {{"(", "1", ")"},     {"[", "", "]"},       {"- ", "1", ""},      {"!", "1", ""},
                {"{a:", "1", "}"},   {"", "1", "+1"},      {"1?", "1", ":1"},    {"1?1:", "1", ""},
                {"abs(", "1", ")"},  {"", "datum", "[0]"}, {"datum[", "0", "]"}, {"", "datum", ".a"},
                {"1+(1&&", "1", ")"}};
  for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++) {
    g_autoptr(CairnArena) arena = cairn_arena_new();
    g_autofree char *shallow = nested(shapes[i].open, shapes[i].middle, shapes[i].close, 90);
    g_autofree char *deep = nested(shapes[i].open, shapes[i].middle, shapes[i].close, 5000);
    g_autoptr(GError) error = NULL;
    if (!cairn_expr_parse(arena, shallow, NULL, &error)) fail_msg("%s: %s", shallow, error->message);
    assert_null(cairn_expr_parse(arena, deep, NULL, &error));
    assert_int_equal(error->code, CAIRN_ERROR_LIMIT);
  }
}

static void test_long_alternatives_are_not_deep(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autofree char *any = nested("datum.num==9||", "1", "", 4000);
  g_autofree char *all = nested("datum.num==3.5&&", "'end'", "", 4000);
  CairnExprContext context = {.arena = arena, .table = new_datum(arena)};
  CairnValue value = {0};
  assert_true(cairn_expr_evaluate(cairn_expr_parse(arena, any, NULL, NULL), &context, 0, &value, NULL));
  assert_true(value.number == 1);
  assert_true(cairn_expr_evaluate(cairn_expr_parse(arena, all, NULL, NULL), &context, 0, &value, NULL));
  assert_string_equal(value.string, "end");
}

static void test_length(void **state) {
  (void)state;
  g_autoptr(CairnArena) arena = cairn_arena_new();
  g_autofree char *longest = nested(" ", "1", "", CAIRN_LIMIT_EXPRESSION_BYTES - 1);
  g_autofree char *too_long = nested(" ", "1", "", CAIRN_LIMIT_EXPRESSION_BYTES);
  g_autoptr(GError) error = NULL;
  assert_non_null(cairn_expr_parse(arena, longest, NULL, NULL));
  assert_null(cairn_expr_parse(arena, too_long, NULL, &error));
  assert_int_equal(error->code, CAIRN_ERROR_LIMIT);
  assert_string_equal(error->message, "the expression is longer than 65536 bytes");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_syntax), cmocka_unit_test(test_names),
      cmocka_unit_test(test_values), cmocka_unit_test(test_limits),
      cmocka_unit_test(test_depth),  cmocka_unit_test(test_long_alternatives_are_not_deep),
      cmocka_unit_test(test_length),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
