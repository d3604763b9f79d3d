/* Facts of log scales that their labels need; for this folder alone. */
#pragma once

#include "scale/scale.h"

/* How many times each power of the base gets a label, when `n_ticks` ticks are made where `count` were asked
 * for (d3-scale's filter). */
double cairn_log_label_limit(const CairnScale *scale, CairnTickCount count, size_t n_ticks);

/* Is the tick x labelled when labels go up to `limit` times each power of the base? */
bool cairn_log_is_labelled(double base, double limit, double x);
