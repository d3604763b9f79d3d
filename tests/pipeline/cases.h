/* Specs and what becomes of them, in files of cases.
 *
 * A line of such a file is
 *   # a comment
 *   @NAME [...]   rows that specs name: {'data':{'name':'NAME'}}
 *   ! why         before a spec: what is expected of it is not what Vega makes of it, and refresh.mjs leaves
 * it
 *   {...}         a spec; single quotes stand for double ones
 *     ...         with two spaces in front: a line expected of the spec above, or "error ..." with a part of
 * the message
 *
 * Each case is checked with all rows at once and with blocks of two. Words that are numbers are compared as numbers, to 0.002. */
#pragma once

#include "font/measurer.h"
#include "scale/resolve.h"
#include "transform/transform.h"

#include <jansson.h>

typedef struct TestChart {
  CairnArena *arena;
  CairnView *view; /* with tables, scales and sizes */
  CairnScaleSet *scales;
  CairnTransformRun *run;
  size_t block_rows; /* see there */
  CairnTextMeasurer *measurer;
} TestChart;

/* Appends the lines that `chart` gives, each ended by a newline. `expected` are the lines of the file. False
 * with an error. */
typedef bool TestDescribe(TestChart *chart, char *const *expected, GString *out, GError **error);

/* Fails unless every case of the file gives what it says; `path` is relative to the sources. Fails also when
 * there are fewer than `at_least` cases. */
void test_cases_run(const char *path, size_t at_least, TestDescribe *describe);

/* The chart of a spec whose quotes may be single; false with an error. `json` is used until the arena is
 * freed. */
bool test_chart_make(TestChart *chart, const char *text, GError **error);

/* Rounded to 3 digits, without a sign of zero; "NaN". */
void test_append_number(GString *out, double number);
