/* Arrays of very many numbers, at the speed of memory. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

bool cairn_numbers_are_finite(const double *numbers, size_t n);

/* None is less than the one before, and none is NaN. */
bool cairn_numbers_are_ascending(const double *numbers, size_t n);

/* The least and the greatest of `n` numbers, at least one, none of them NaN. */
void cairn_numbers_extremes(const double *numbers, size_t n, double *low, double *high);
