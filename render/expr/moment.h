/* Values as moments. */
#pragma once

#include "expr/function.h"

/* JavaScript's new Date(value), in ms: a text is parsed (in the context's zone unless it says its own), all
 * else is a number. NaN where that gives no date. */
double cairn_moment_from_value(CairnRun *run, CairnValue value);

/* Clips to JavaScript's range of dates, whole milliseconds. */
double cairn_moment_clip(double ms);
