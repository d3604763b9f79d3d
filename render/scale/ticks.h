/* Tick values of axes and entries of legends, as vega-scale chooses them. */
#pragma once

#include "scale/scale.h"

/* The count or interval that Vega uses for a request: with bins, no fewer than the bins; ticks no closer
 * together than `min_step` (NaN: any). An error for an interval on a scale without time. */
bool cairn_scale_tick_count(const CairnScale *scale, CairnTickCount request, double min_step,
                            CairnTickCount *out, GError **error);

/* The ticks at about `count` (from cairn_scale_tick_count; NONE is 10): times for temporal scales; bins where
 * there are bins; the whole domain of discrete scales. `*n` receives their number. An error when they are
 * more than CAIRN_LIMIT_TICKS. */
const CairnValue *cairn_scale_ticks(const CairnScale *scale, CairnTickCount count, CairnArena *arena,
                                    size_t *n, GError **error);

/* Those of the given values that lie in the range, in the order of the range, every second one dropped until
 * there are at most `count` (axis `values`; Vega's validTicks). */
const CairnValue *cairn_scale_valid_ticks(const CairnScale *scale, const CairnValue *values, size_t n_values,
                                          CairnTickCount count, CairnArena *arena, size_t *n, GError **error);

/* Entries of a legend. Discretizing scales and bins: the lower boundary of each step (the first is -inf
 * unless there are bins), `*upper` the last upper boundary (+inf, or the last bin); other scales: ticks,
 * *upper NaN. */
const CairnValue *cairn_scale_legend_values(const CairnScale *scale, CairnTickCount count, CairnArena *arena,
                                            size_t *n, double *upper, GError **error);
