/* The process that draws. */
#pragma once

#include "cli/batch.h"

#include <stdnoreturn.h>

/* How a worker ends whose chart needs more than --memory. */
enum { WORKER_OUT_OF_MEMORY = 77 };

/* Reads jobs from `fd`, one on a line, and answers each with a line, until the other side is closed. */
noreturn void batch_worker_run(const BatchSettings *settings, int fd);
