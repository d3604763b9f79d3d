/* Comparing doubles in the tests of scales. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

/* Fails with `what` unless the numbers are equal within a relative 1e-9 (absolute below 1), or both NaN. */
static inline void assert_near(double actual, double expected, const char *what) {
  if (isnan(actual) && isnan(expected)) return;
  if (actual == expected || fabs(actual - expected) <= 1e-9 * fmax(1e-3, fabs(expected))) return;
  fail_msg("%s: %.17g, not %.17g", what, actual, expected);
}
