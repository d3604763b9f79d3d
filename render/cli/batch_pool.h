/* The workers, and the hand-out of work: each has the chart it draws and some more, so that none ever waits. */
#pragma once

#include "cli/batch_report.h"
#include "cli/batch_source.h"

/* Draws what `source` gives. Returns the number of the signal that stopped it, or 0 when all is done; -1 with
 * an error when no worker can be started. Signals SIGINT, SIGTERM and SIGHUP must be blocked, and `signals`
 * be a signalfd of them. */
int batch_pool_run(const BatchSettings *settings, BatchSource *source, BatchReport *report, int signals,
                   GError **error);
