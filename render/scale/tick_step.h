/* Round steps: 1, 2 or 5 times a power of ten (d3-array's ticks). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The round step that divides start..stop into about `count` pieces; negative when stop < start; NaN or
 * infinite where there is none. */
double cairn_tick_step(double start, double stop, double count);

/* The step for start <= stop, or minus its inverse when it is below 1 (which keeps multiples exact). */
double cairn_tick_increment(double start, double stop, double count);

/* Appends (as doubles) the multiples of the round step within start..stop, from `start` on. An error beyond
 * CAIRN_LIMIT_TICKS. */
bool cairn_tick_append_steps(double start, double stop, double count, GArray *ticks, GError **error);

/* Sets the error that there are more than CAIRN_LIMIT_TICKS ticks. */
void cairn_tick_set_limit_error(GError **error);
