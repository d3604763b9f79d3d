/* A progress bar on a terminal; nothing elsewhere. */
#pragma once

#include <stddef.h>

/* Draws `done` of `total` to stderr, and ends the line when all are done. */
void progress_show(size_t done, size_t total, const char *label);
