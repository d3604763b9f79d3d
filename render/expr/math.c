/* JavaScript's Math and Vega's arithmetic on numbers. */

#include "expr/function.h"

#include <math.h>

static CairnValue number(double value) {
  return cairn_value_number(value);
}

#define MATH_FUNCTION(name, expression)                                                                      \
  static CairnValue call_##name(CairnCall *call) {                                                           \
    double x = cairn_call_number(call, 0);                                                                   \
    return number(expression);                                                                               \
  }

MATH_FUNCTION(abs, fabs(x))
MATH_FUNCTION(acos, acos(x))
MATH_FUNCTION(asin, asin(x))
MATH_FUNCTION(atan, atan(x))
MATH_FUNCTION(ceil, ceil(x))
MATH_FUNCTION(cos, cos(x))
MATH_FUNCTION(exp, exp(x))
MATH_FUNCTION(floor, floor(x))
MATH_FUNCTION(log, log(x))
MATH_FUNCTION(sin, sin(x))
MATH_FUNCTION(sqrt, sqrt(x))
MATH_FUNCTION(tan, tan(x))

/* Halves go up, also below zero; floor(x + 0.5) would be wrong for the number just below a half and for large
 * ones. */
static CairnValue call_round(CairnCall *call) {
  double x = cairn_call_number(call, 0);
  double below = floor(x);
  return number(x - below >= 0.5 ? below + 1 : below);
}

static CairnValue call_atan2(CairnCall *call) {
  return number(atan2(cairn_call_number(call, 0), cairn_call_number(call, 1)));
}

/* Unlike C's, JavaScript's power of 1 to NaN or to an infinity is NaN. */
static CairnValue call_pow(CairnCall *call) {
  double base = cairn_call_number(call, 0), exponent = cairn_call_number(call, 1);
  if (isnan(exponent) || (fabs(base) == 1 && isinf(exponent))) return number(NAN);
  return number(pow(base, exponent));
}

/* The root of the sum of squares, scaled by the largest so that nothing overflows and summed with Kahan's
 * correction, as V8 does: the last bit is the same. */
static CairnValue call_hypot(CairnCall *call) {
  double largest = 0, sum = 0, correction = 0;
  bool nan = false;
  for (size_t i = 0; i < call->n; i++) {
    double x = fabs(cairn_call_number(call, i));
    nan = nan || isnan(x);
    largest = fmax(largest, x);
  }
  if (isinf(largest)) return number(INFINITY);
  if (nan || largest == 0) return number(nan ? NAN : 0);
  for (size_t i = 0; i < call->n; i++) {
    double ratio = cairn_call_number(call, i) / largest;
    double term = ratio * ratio - correction, next = sum + term;
    correction = next - sum - term;
    sum = next;
  }
  return number(sqrt(sum) * largest);
}

static CairnValue call_max(CairnCall *call) {
  double result = -INFINITY;
  for (size_t i = 0; i < call->n; i++) {
    double x = cairn_call_number(call, i);
    if (isnan(x)) return number(NAN);
    if (x > result) result = x;
  }
  return number(result);
}

static CairnValue call_min(CairnCall *call) {
  double result = INFINITY;
  for (size_t i = 0; i < call->n; i++) {
    double x = cairn_call_number(call, i);
    if (isnan(x)) return number(NAN);
    if (x < result) result = x;
  }
  return number(result);
}

/* max(low, min(high, x)), NaN when any of them is. */
static CairnValue call_clamp(CairnCall *call) {
  double x = cairn_call_number(call, 0), low = cairn_call_number(call, 1), high = cairn_call_number(call, 2);
  if (isnan(x) || isnan(low) || isnan(high)) return number(NAN);
  return number(fmax(low, fmin(high, x)));
}

static CairnValue call_is_nan(CairnCall *call) {
  CairnValue value = cairn_call_argument(call, 0);
  return cairn_value_boolean(value.kind == CAIRN_NUMBER && isnan(value.number));
}

static CairnValue call_is_finite(CairnCall *call) {
  CairnValue value = cairn_call_argument(call, 0);
  return cairn_value_boolean(value.kind == CAIRN_NUMBER && isfinite(value.number));
}

static const CairnFunction functions[] = {
    {"abs", 1, 1, call_abs},      {"acos", 1, 1, call_acos},    {"asin", 1, 1, call_asin},
    {"atan", 1, 1, call_atan},    {"atan2", 2, 2, call_atan2},  {"ceil", 1, 1, call_ceil},
    {"clamp", 3, 3, call_clamp},  {"cos", 1, 1, call_cos},      {"exp", 1, 1, call_exp},
    {"floor", 1, 1, call_floor},  {"hypot", 0, -1, call_hypot}, {"isFinite", 1, 1, call_is_finite},
    {"isNaN", 1, 1, call_is_nan}, {"log", 1, 1, call_log},      {"max", 0, -1, call_max},
    {"min", 0, -1, call_min},     {"pow", 2, 2, call_pow},      {"round", 1, 1, call_round},
    {"sin", 1, 1, call_sin},      {"sqrt", 1, 1, call_sqrt},    {"tan", 1, 1, call_tan},
};

const CairnFunctionFamily cairn_math_functions = {functions, G_N_ELEMENTS(functions)};
