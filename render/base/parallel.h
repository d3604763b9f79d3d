/* Work that falls into parts, on several processors. */
#pragma once

#include <stddef.h>

/* How many threads cairn_parallel uses at most, at least 1: processors, but not too many of a large machine. */
size_t cairn_parallel_threads(void);

/* Calls task(data, i) for each i below `n`, at the same time where there are processors for it, and waits until all are
 * done. The tasks must not write to the same places. */
void cairn_parallel(size_t n, void (*task)(void *data, size_t i), void *data);
